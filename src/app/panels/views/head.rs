//! The line above the cards: what the briefing is called, how long it is, and what to do with it.

use egui::{Align, Layout, TextEdit, Ui};

use super::Facts;
use crate::app::actions::{begin_briefing, hint};
use crate::app::desk::Desk;
use crate::app::presenter::Beginning;
use crate::app::style::{font, size};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::{Command, DeckCommand};

/// Room of the buttons.
const BUTTONS: f32 = 380.0;

/// Draws the line.
pub(super) fn head_ui(ui: &mut Ui, facts: Facts<'_>, desk: &mut Desk, commands: &mut Vec<Command>) {
    let look = facts.look;
    let briefing = facts.session.briefing();
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        let mut title = briefing.title.clone();
        let room = (ui.available_width() - BUTTONS).clamp(120.0, 300.0);
        let words = egui::RichText::new("Name this briefing").color(look.color(Paint::Faint));
        let edit = TextEdit::singleline(&mut title)
            .font(font(size::COUNT, Weight::SemiBold))
            .hint_text(words)
            .frame(egui::Frame::NONE)
            .min_size(egui::vec2(0.0, 28.0))
            .align(egui::Align2::LEFT_CENTER)
            .desired_width(room);
        let field = ui.add(edit);
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Name of the briefing"));
        look.focus_ring(ui, field.rect, &field);
        if field.changed() {
            commands.push(Command::Deck(DeckCommand::Retitle(title)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            if look.word_button(ui, "Present").on_hover_text(hint("Present")).clicked() {
                desk.wants_to_present = Some(Beginning::First);
            }
            if look.word_button(ui, "Save…").on_hover_text(hint("Save briefing…")).clicked() {
                commands.push(Command::SaveBriefing);
            }
            let begins = look.word_button(ui, "New");
            let why = "Put these views away and begin a briefing of your own";
            if begins.on_hover_text(why).clicked() {
                begin_briefing(facts.session, desk, commands);
            }
            let keep = look.word_button(ui, "Keep this view…");
            if keep.on_hover_text(hint("Keep this view…")).clicked() {
                desk.views.keep(facts.session);
            }
            let room = ui.available_width() - 8.0;
            if room > 60.0 {
                let style = (size::SMALL, Weight::Regular, Paint::Soft);
                let galley = look.one_line(ui, &length_of(facts), style, room);
                ui.label(galley);
            }
        });
    });
}

/// "7 views, 30 minutes".
fn length_of(facts: Facts<'_>) -> String {
    let briefing = facts.session.briefing();
    let views = match briefing.views.len() {
        0 => return String::new(),
        1 => "1 view".to_owned(),
        n => format!("{n} views"),
    };
    match briefing.minutes() {
        0 => views,
        1 => format!("{views}, 1 minute"),
        minutes => format!("{views}, {minutes} minutes"),
    }
}
