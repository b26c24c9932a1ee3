//! The fields of the view that is shown: its title line, minutes, quote and notes.

use egui::{DragValue, ScrollArea, TextEdit, Ui, UiBuilder, vec2};

use super::Facts;
use crate::app::presenter::quote_of_view;
use crate::app::style::size;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::{Command, DeckCommand};
use crate::view::{NamedView, Passage};

/// The share of the width for everything but the notes.
const SHARE: f32 = 0.6;
/// Longest a view may take, in minutes.
const MOST_MINUTES: u16 = 240;
/// Room for the minutes beside the title line.
const MINUTES: f32 = 108.0;
/// Room for what to do with a view that was changed.
const ROOM_BELOW: f32 = 34.0;
/// Width of the names of fields.
const NAMES: f32 = 64.0;

/// Draws the fields.
pub(super) fn editor_ui(ui: &mut Ui, facts: Facts<'_>, commands: &mut Vec<Command>) {
    let briefing = facts.session.briefing();
    let shown = facts.session.shown().and_then(|at| Some((at, briefing.views.get(at)?)));
    let Some((at, named)) = shown else {
        if !briefing.views.is_empty() {
            let words = "Click a view to show it and to write what is said over it.";
            ui.horizontal(|ui| {
                ui.add_space(16.0);
                facts.look.text(ui, words, (size::BODY, Weight::Regular, Paint::Soft));
            });
        }
        return;
    };
    ui.add_space(6.0);
    let all = ui.available_rect_before_wrap().shrink2(vec2(16.0, 0.0));
    let (left, right) = all.split_left_right_at_fraction(SHARE);
    let left = egui::Rect::from_min_max(left.min, left.max - vec2(12.0, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(left), |ui| {
        ui.set_clip_rect(ui.clip_rect().intersect(left.expand(2.0)));
        headline_ui(ui, facts, (at, named), commands);
        quote_ui(ui, facts, (at, named), commands);
        if !named.view.shows_the_same(facts.session.view()) {
            changed_ui(ui, facts, at, commands);
        }
    });
    let right = egui::Rect::from_min_max(right.min, right.max - vec2(0.0, 8.0));
    ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
        notes_ui(ui, (at, named), commands);
    });
}

fn name_of_field(ui: &mut Ui, facts: Facts<'_>, words: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(NAMES, 24.0), egui::Sense::hover());
    let style = (size::SMALL, Weight::Regular, Paint::Soft);
    let galley = facts.look.one_line(ui, words, style, NAMES);
    let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, facts.look.color(Paint::Soft));
}

fn headline_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    (at, named): (usize, &NamedView),
    commands: &mut Vec<Command>,
) {
    ui.horizontal(|ui| {
        name_of_field(ui, facts, "Title line");
        let mut text = named.headline.clone();
        let edit = TextEdit::singleline(&mut text)
            .hint_text(named.name())
            .desired_width(ui.available_width() - MINUTES);
        let field = ui.add(edit);
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Title line"));
        if field.changed() {
            commands.push(Command::Deck(DeckCommand::SetHeadline { at, text }));
        }
        minutes_ui(ui, (at, named), commands);
    });
}

fn minutes_ui(ui: &mut Ui, (at, named): (usize, &NamedView), commands: &mut Vec<Command>) {
    let mut minutes = named.minutes.unwrap_or(0);
    let value = DragValue::new(&mut minutes).range(0..=MOST_MINUTES).speed(0.1);
    let value = value.custom_formatter(|minutes, _| match minutes as u16 {
        0 => "no time".to_owned(),
        minutes => format!("{minutes} min"),
    });
    let value = value.custom_parser(|text| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if digits.is_empty() { Some(0.0) } else { digits.parse().ok() }
    });
    let field = ui.add_sized(vec2(MINUTES - 28.0, 28.0), value);
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Minutes"));
    if field.changed() {
        let minutes = Some(minutes).filter(|minutes| *minutes > 0);
        commands.push(Command::Deck(DeckCommand::SetMinutes { at, minutes }));
    }
}

fn quote_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    (at, named): (usize, &NamedView),
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    ui.horizontal(|ui| {
        name_of_field(ui, facts, "Quote");
        let open = facts.session.reading().and_then(|reading| {
            Some(Passage { document: reading.document.clone(), span: reading.span? })
        });
        let is_other = open.is_some() && open != named.quote;
        let take = ui.add_enabled(is_other, egui::Button::new("Take the passage open"));
        let why = "Open a passage in the source first: click a quote or a marked passage.";
        if take.on_disabled_hover_text(why).clicked() {
            commands.push(Command::Deck(DeckCommand::SetQuote { at, quote: open }));
        }
        if named.quote.is_some() && ui.add(egui::Button::new("No quote")).clicked() {
            commands.push(Command::Deck(DeckCommand::SetQuote { at, quote: None }));
        }
    });
    if let Some(quoted) = quote_of_view(facts.session.atlas(), named) {
        let inner = ui.available_rect_before_wrap();
        let inner = egui::Rect::from_min_max(inner.min + vec2(NAMES + 8.0, 2.0), inner.max);
        ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
            let is_changed = !named.view.shows_the_same(facts.session.view());
            let below = if is_changed { ROOM_BELOW } else { 4.0 };
            let most = (ui.available_height() - below).max(18.0);
            ScrollArea::vertical().id_salt("quote").max_height(most).show(ui, |ui| {
                ui.take_available_width();
                look.text(ui, &quoted.words, (size::SMALL, Weight::Medium, Paint::Ink));
                look.text(ui, &quoted.place, (size::CAPTION, Weight::Regular, Paint::Soft));
            });
        });
    }
}

/// What to do where something else is shown by now than the view.
fn changed_ui(ui: &mut Ui, facts: Facts<'_>, at: usize, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        name_of_field(ui, facts, "Changed");
        if ui.add(egui::Button::new("Replace with what is shown now")).clicked() {
            commands.push(Command::Deck(DeckCommand::Update(at)));
        }
        if ui.add(egui::Button::new("Show it again")).clicked() {
            commands.push(Command::Deck(DeckCommand::Show(at)));
        }
    });
}

fn notes_ui(ui: &mut Ui, (at, named): (usize, &NamedView), commands: &mut Vec<Command>) {
    ScrollArea::vertical().id_salt("notes").auto_shrink([false, false]).show(ui, |ui| {
        let mut text = named.notes.clone();
        let edit = TextEdit::multiline(&mut text)
            .hint_text("What you want to say over it. A line that begins with - is a point.")
            .desired_rows(4)
            .desired_width(f32::INFINITY);
        let field = ui.add_sized(vec2(ui.available_width(), ui.available_height()), edit);
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Notes"));
        if field.changed() {
            commands.push(Command::Deck(DeckCommand::SetNotes { at, text }));
        }
    });
}
