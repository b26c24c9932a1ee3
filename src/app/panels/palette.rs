//! The command palette: one field that reaches every action, place, view, node and filter.

use egui::text::LayoutJob;
use egui::{
    Align, Align2, CornerRadius, Frame, Id, Key, Margin, Modifiers, Role, ScrollArea, Sense,
    Stroke, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::Facts;
use super::drawer::DRAWERS;
use super::reading::TABS;
use crate::app::desk::{Desk, Tab};
use crate::app::held::held;
use crate::app::palette::{Entry, offered};
use crate::app::style::{font, size};
use crate::filter::Filter;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::{Command, DeckCommand};

/// Width of the palette, in points.
const WIDTH: f32 = 560.0;
/// Height of a row.
const ROW: f32 = 32.0;
/// Rows seen at once.
const N_SEEN: f32 = 11.0;

/// What the palette keeps while it is open.
#[derive(Debug, Default)]
pub(in crate::app) struct Palette {
    /// What is typed.
    typed: String,
    /// The row that Enter takes.
    chosen: usize,
}

/// Draws the palette where it is open.
pub(in crate::app) fn palette_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let Some(mut palette) = desk.palette.take() else { return };
    let atlas = facts.session.atlas();
    let look = facts.look;
    let mut taken = None;
    let frame = Frame::new()
        .fill(look.color(Paint::Panel))
        .stroke(Stroke::new(1.0, look.color(Paint::Hairline)))
        .corner_radius(10)
        .inner_margin(Margin::same(10));
    let area = egui::Modal::default_area(Id::unique("palette"))
        .anchor(Align2::CENTER_TOP, vec2(0.0, 72.0));
    let modal = egui::Modal::new(Id::unique("palette")).area(area).frame(frame);
    let shown = modal.show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 48.0));
        // Before the field takes them.
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let (down, up) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp));
        let is_changed = field_ui(ui, facts, &mut palette);
        let offer = offered((atlas, facts.session.briefing()), &palette.typed);
        let caveat = offer.caveat(&palette.typed);
        let entries = offer.entries;
        let last = entries.len().saturating_sub(1);
        palette.chosen = match (is_changed, down, up) {
            (true, ..) => 0,
            (_, true, _) if palette.chosen >= last => 0,
            (_, true, _) => palette.chosen + 1,
            (_, _, true) => palette.chosen.checked_sub(1).unwrap_or(last),
            _ => palette.chosen.min(last),
        };
        if let Some(caveat) = caveat {
            facts.look.text(ui, &caveat, (size::SMALL, Weight::Regular, Paint::Soft));
        }
        taken = rows_ui(ui, facts, &entries, palette.chosen, down || up || is_changed);
        if ui.input(|i| i.key_pressed(Key::Enter)) {
            taken = entries.get(palette.chosen).copied();
        }
    });
    match taken {
        Some(entry) => {
            let adds = ui.input(held).shift;
            run(entry, adds, facts, desk, commands);
        }
        None if shown.should_close() => {}
        None => desk.palette = Some(palette),
    }
}

/// The field; says whether what is typed has changed.
fn field_ui(ui: &mut Ui, facts: Facts<'_>, palette: &mut Palette) -> bool {
    let hint = facts.look.format(size::COUNT, Weight::Regular, Paint::Faint);
    let words = "Type what you want to do, or where to go".to_owned();
    let edit = TextEdit::singleline(&mut palette.typed)
        .id(Id::unique("palette-field"))
        .font(font(size::COUNT, Weight::Regular))
        .hint_text(LayoutJob::single_section(words, hint))
        .margin(Margin::symmetric(12, 8))
        .desired_width(f32::INFINITY);
    let field = ui.add(edit);
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Command"));
    field.request_focus();
    field.changed()
}

/// The rows; gives back the one that was clicked.
fn rows_ui<'a>(
    ui: &mut Ui,
    facts: Facts<'_>,
    entries: &[Entry<'a>],
    chosen: usize,
    is_walking: bool,
) -> Option<Entry<'a>> {
    ui.add_space(6.0);
    if entries.is_empty() {
        let words = "Nothing is called so. Try fewer letters, or Ctrl+F to search the texts.";
        facts.look.text(ui, words, (size::BODY, Weight::Regular, Paint::Soft));
        return None;
    }
    let mut clicked = None;
    ScrollArea::vertical().max_height(ROW * N_SEEN).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, entry) in entries.iter().enumerate() {
            let response = row_ui(ui, facts, entry, at == chosen);
            if at == chosen && is_walking {
                response.scroll_to_me(Some(Align::Center));
            }
            if response.clicked() {
                clicked = Some(*entry);
            }
        }
    });
    clicked
}

fn row_ui(ui: &mut Ui, facts: Facts<'_>, entry: &Entry<'_>, is_chosen: bool) -> egui::Response {
    let look = facts.look;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let (label, aside) = (entry.label(), entry.aside());
    let said = if aside.is_empty() { label.clone() } else { format!("{label}, {aside}") };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &said));
    if is_chosen || response.hovered() {
        let ground = look.color(Paint::Field);
        ui.painter().rect_filled(rect, CornerRadius::same(6), ground);
    }
    if is_chosen {
        let bar = egui::Rect::from_min_size(rect.min + vec2(0.0, 7.0), vec2(3.0, ROW - 14.0));
        ui.painter().rect_filled(bar, CornerRadius::same(1), look.color(Paint::Accent));
    }
    let beside = ui.painter().text(
        pos2(rect.right() - 12.0, rect.center().y),
        Align2::RIGHT_CENTER,
        aside,
        font(size::SMALL, Weight::Regular),
        look.color(Paint::Soft),
    );
    let style = (size::BODY, Weight::Regular, Paint::Ink);
    let galley = look.one_line(ui, &label, style, beside.left() - rect.left() - 28.0);
    let at = pos2(rect.left() + 12.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, look.color(Paint::Ink));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Does what an entry says; with `adds`, a node is added to the selection.
fn run(
    entry: Entry<'_>,
    adds: bool,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    match entry {
        Entry::Action(action) => (action.run)(facts.session, desk, commands),
        Entry::Tab(at) => {
            if let Some(spec) = TABS.get(at) {
                desk.tab = spec.tab;
            }
        }
        Entry::Drawer(at) => desk.drawer = DRAWERS.get(at).map(|spec| spec.name),
        Entry::View(at, _) => commands.push(Command::Deck(DeckCommand::Show(at))),
        Entry::Document(at, _) => {
            desk.source.document = at;
            desk.source.shown = None;
            desk.source.wants_top = true;
            desk.tab = Tab::Source;
            commands.push(Command::Read(None));
        }
        Entry::Node(node) => {
            // What the filter leaves out cannot be gone to.
            if !facts.picture.visible.kept_nodes.contains(&node.id) {
                desk.search.reset();
                commands.push(Command::SetFilter(Filter::new()));
            }
            commands.push(Command::Select { node: node.id.clone(), extend: adds });
        }
        Entry::Value(key, node) => {
            let filter = facts.session.view().filter.toggled(key, node.id.as_str());
            commands.push(Command::SetFilter(filter));
        }
    }
}
