//! The sheets for files: exporting the view, and opening another atlas. Each has a path field
//! besides the system's dialog, because that dialog can fail without a word.

use std::path::Path;

use egui::{Grid, Key, ScrollArea, TextEdit, Ui, Vec2, vec2};

use super::Facts;
use crate::app::desk::{Desk, ExportForm};
use crate::app::style::size;
use crate::app::widgets::Look;
use crate::export::{FORMATS, Format, PRESETS, Register};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Width of the choices, in points.
const WIDTH: f32 = 460.0;
/// Room between the choices and the preview.
const GAP: f32 = 28.0;
/// Most room that the preview takes.
const PREVIEW: Vec2 = vec2(400.0, 420.0);
/// Under this width of the window there is no room for a preview.
const LEAST_WIDTH_FOR_PREVIEW: f32 = 960.0;
/// Height of what stands above and below the choices, in points.
const AROUND_CHOICES: f32 = 220.0;
/// What files with a briefing end in.
const BRIEFING: &str = "json";

/// Draws the export sheet where it is open.
pub(super) fn export_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let Some(form) = &mut desk.export else { return desk.preview.let_go() };
    let look = facts.look;
    let mut outcome = Outcome::Open;
    let modal = look.modal("export").show(ui.ctx(), |ui| {
        let window = ui.ctx().content_rect();
        let has_preview = window.width() >= LEAST_WIDTH_FOR_PREVIEW && shows_page(form);
        ui.set_width(if has_preview { WIDTH + GAP + PREVIEW.x } else { WIDTH });
        let (title, words) = about(facts, form);
        look.text(ui, title, (size::TITLE, Weight::SemiBold, Paint::Ink));
        look.text(ui, &words, (size::SMALL, Weight::Regular, Paint::Soft));
        // In a low window the choices scroll, so that the buttons stay in sight.
        let room = window.height() - AROUND_CHOICES;
        let wants_dialog = &mut desk.wants_export_dialog;
        let mut entered = false;
        ui.horizontal_top(|ui| {
            let choices = |ui: &mut Ui| {
                ui.set_width(WIDTH);
                let area = ScrollArea::vertical().max_height(room).auto_shrink([false, true]);
                entered = area.show(ui, |ui| choices_ui(ui, facts, form, wants_dialog)).inner;
            };
            ui.vertical(choices);
            if has_preview {
                ui.add_space(GAP - ui.spacing().item_spacing.x);
                ui.vertical(|ui| {
                    look.caption(ui, "Preview");
                    let page = page_size(form);
                    let room = PREVIEW.min(vec2(PREVIEW.x, room));
                    desk.preview.ui(ui, look, facts.session, form, (page, room));
                });
            }
        });
        ui.add_space(16.0);
        let under_way = desk.under_way.as_ref();
        if let Some(slow) = under_way.filter(|under_way| under_way.is_slow(ui)) {
            slow.bar_ui(ui, look);
            return;
        }
        outcome = ui.add_enabled_ui(under_way.is_none(), |ui| buttons_ui(ui, look, form)).inner;
        if entered && current_format(form).is_some() && under_way.is_none() {
            outcome = Outcome::Write { replace: form.replace.as_ref() == Some(&form.path) };
        }
    });
    match outcome {
        Outcome::Write { replace } => {
            form.problem = None;
            commands.push(Command::ExportTo { path: form.path.clone().into(), replace });
        }
        Outcome::Open if !modal.should_close() => {}
        Outcome::Closed | Outcome::Open => {
            desk.close_export();
        }
    }
}

/// Whether what is written looks like the page of the view.
fn shows_page(form: &ExportForm) -> bool {
    let is_briefing = form.saves_briefing || form.whole_briefing;
    !is_briefing && current_format(form).is_some_and(|format| format.is_picture)
}

/// Width and height of the page that is composed, in its points.
fn page_size(form: &ExportForm) -> Vec2 {
    let asked = vec2(form.size.0 as f32, form.size.1 as f32);
    current_format(form).map_or(asked, |format| format.page_size(asked))
}

/// What, where and how; says whether Enter was pressed in the path.
fn choices_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    form: &mut ExportForm,
    wants_dialog: &mut bool,
) -> bool {
    let look = facts.look;
    if !form.saves_briefing {
        formats_ui(ui, look, form);
    }
    let entered = path_ui(ui, look, &mut form.path, wants_dialog);
    if current_format(form).is_some_and(|format| format.is_picture) {
        picture_ui(ui, look, facts.picture.stage().room, form);
    }
    if current_format(form).is_some_and(Format::is_for_spreadsheets) {
        ui.checkbox(&mut form.bom, "For Excel and other spreadsheets: mark the text as UTF-8");
    }
    entered
}

/// What is written, in a title and a sentence.
fn about(facts: Facts<'_>, form: &ExportForm) -> (&'static str, String) {
    if form.saves_briefing {
        let n = facts.session.briefing().views.len();
        let views = if n == 1 { "1 view".to_owned() } else { format!("{n} views") };
        let words = format!("{views} with all that is said over them, and the atlas, in one file.");
        return ("Save the briefing", words);
    }
    let words = format!("{}, {}", facts.picture.count_sentence(), facts.picture.sentence);
    ("Export this view", words)
}

enum Outcome {
    Open,
    Closed,
    Write { replace: bool },
}

fn current_format(form: &ExportForm) -> Option<&'static Format> {
    let extension = Path::new(&form.path).extension()?.to_str()?;
    // Only one format holds a briefing.
    let is_fit = |format: &&Format| !form.saves_briefing || format.extension == BRIEFING;
    Format::from_extension(extension).filter(is_fit)
}

fn formats_ui(ui: &mut Ui, look: Look, form: &mut ExportForm) {
    look.caption(ui, "Format");
    let current = current_format(form).map(|f| f.extension);
    ui.horizontal_wrapped(|ui| {
        for format in FORMATS {
            if ui.selectable_label(current == Some(format.extension), format.label).clicked() {
                let path = Path::new(&form.path).with_extension(format.extension);
                form.path = path.to_string_lossy().into_owned();
            }
        }
    });
}

/// The path field, which has the keyboard when its sheet opens; says whether Enter was pressed.
fn path_ui(ui: &mut Ui, look: Look, path: &mut String, wants_dialog: &mut bool) -> bool {
    look.caption(ui, "File");
    let mut entered = false;
    ui.horizontal(|ui| {
        let field = ui.add_sized([ui.available_width() - 100.0, 30.0], TextEdit::singleline(path));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("File"));
        if ui.memory(|memory| memory.focused().is_none()) && !field.lost_focus() {
            field.request_focus();
        }
        entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if ui.button("Browse…").clicked() {
            *wants_dialog = true;
        }
    });
    entered
}

fn picture_ui(ui: &mut Ui, look: Look, screen: Vec2, form: &mut ExportForm) {
    look.caption(ui, "Title");
    let field = TextEdit::singleline(&mut form.title).hint_text("What the picture shows");
    let field = ui.add_sized([ui.available_width(), 30.0], field);
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Title"));
    look.caption(ui, "Picture");
    Grid::new("sizes").num_columns(2).spacing([24.0, 4.0]).show(ui, |ui| {
        for pair in PRESETS.chunks(2) {
            for preset in pair {
                let (width, height) = preset.size(screen);
                let label = format!("{}, {width} × {height}", preset.name);
                ui.radio_value(&mut form.size, (width, height), label);
            }
            ui.end_row();
        }
    });
    ui.add_space(4.0);
    let has_pages = current_format(form).is_some_and(Format::has_pages);
    // Paper has no pixels.
    let scales = |ui: &mut Ui| {
        for (label, scale) in [("1×", 1), ("2× sharp", 2), ("4× print", 4)] {
            ui.radio_value(&mut form.scale, scale, label);
        }
    };
    if !has_pages {
        ui.horizontal(scales);
    }
    ui.checkbox(&mut form.legend, "Legend and sources under the picture");
    ui.checkbox(&mut form.transparent, "Transparent ground");
    if has_pages {
        if form.has_views {
            let words = "The whole briefing: a cover and a page a view";
            ui.checkbox(&mut form.whole_briefing, words);
        }
        register_ui(ui, look, form);
    }
    let carries = "Carry the view and its data, so that the picture opens again";
    if current_format(form).is_some_and(|format| format.carries_view) {
        ui.checkbox(&mut form.metadata, carries);
    }
}

/// Which claims are listed after the pictures.
fn register_ui(ui: &mut Ui, look: Look, form: &mut ExportForm) {
    look.caption(ui, "Register of claims");
    let is_briefing = form.has_views && form.whole_briefing;
    let current = form.register.unwrap_or_else(|| Register::usual(is_briefing));
    for register in Register::ALL {
        if ui.radio(current == register, register.label()).clicked() {
            form.register = Some(register);
        }
    }
}

fn buttons_ui(ui: &mut Ui, look: Look, form: &ExportForm) -> Outcome {
    let is_known = current_format(form).is_some();
    let asks_to_replace = form.replace.as_ref() == Some(&form.path);
    if !is_known {
        let known = FORMATS.iter().map(|format| format.extension);
        let known: Vec<&str> = if form.saves_briefing { vec![BRIEFING] } else { known.collect() };
        let words = format!("The file's ending says the format: {}.", known.join(", "));
        look.text(ui, &words, (size::SMALL, Weight::Regular, Paint::Warning));
    } else if let Some(problem) = &form.problem {
        look.text(ui, problem, (size::SMALL, Weight::Regular, Paint::Warning));
    } else if asks_to_replace {
        let words = "This file exists already.";
        look.text(ui, words, (size::SMALL, Weight::Regular, Paint::Warning));
    }
    ui.horizontal(|ui| {
        let word = match (asks_to_replace, form.saves_briefing) {
            (true, _) => "Replace it",
            (false, true) => "Save",
            (false, false) => "Export",
        };
        if look.main_button(ui, word, is_known) {
            return Outcome::Write { replace: asks_to_replace };
        }
        if look.word_button(ui, "Cancel").clicked() { Outcome::Closed } else { Outcome::Open }
    })
    .inner
}

/// Draws the sheet that asks for another atlas where it is open.
pub(super) fn open_ui(ui: &mut Ui, facts: Facts<'_>, desk: &mut Desk, commands: &mut Vec<Command>) {
    let Some(path) = &mut desk.open_path else { return };
    let look = facts.look;
    let mut is_done = false;
    let modal = look.modal("open").show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        look.text(ui, "Open an atlas", (size::TITLE, Weight::SemiBold, Paint::Ink));
        let words = "A folder of tables and texts, or a JSON, PNG or SVG file exported from here.";
        look.text(ui, words, (size::SMALL, Weight::Regular, Paint::Soft));
        let entered = path_ui(ui, look, path, &mut desk.wants_open_dialog);
        ui.add_space(16.0);
        ui.horizontal(|ui| {
            let has_path = !path.trim().is_empty();
            if look.main_button(ui, "Open", has_path) || (entered && has_path) {
                commands.push(Command::Open(path.trim().into()));
                is_done = true;
            }
            is_done |= look.word_button(ui, "Cancel").clicked();
        });
    });
    if is_done || modal.should_close() {
        desk.open_path = None;
    }
}
