//! The sheet that asks under which name a view is kept.

use egui::text::{CCursor, CCursorRange};
use egui::{Key, TextEdit, Ui};

use super::Facts;
use crate::app::desk::Desk;
use crate::app::style::size;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::{Command, DeckCommand};

/// Draws the sheet where it is open.
pub(in crate::app) fn keep_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let Some(mut name) = desk.views.keeping.take() else { return };
    let look = facts.look;
    let (mut is_kept, mut is_left) = (false, false);
    let modal = look.modal("keep").show(ui.ctx(), |ui| {
        ui.set_width(420.0);
        look.text(ui, "Keep this view", (size::TITLE, Weight::SemiBold, Paint::Ink));
        let n = facts.session.briefing().views.len();
        let title = &facts.session.briefing().title;
        let of =
            if title.is_empty() { "the briefing".to_owned() } else { format!("“{title}”") };
        let words = format!("As view {} of {of}, just as it is shown now.", n + 1);
        look.text(ui, &words, (size::SMALL, Weight::Regular, Paint::Soft));
        look.caption(ui, "Name");
        let entered = name_ui(ui, &mut name);
        ui.add_space(16.0);
        ui.horizontal(|ui| {
            let has_name = !name.trim().is_empty();
            is_kept = look.main_button(ui, "Keep", has_name) || (entered && has_name);
            is_left = look.word_button(ui, "Cancel").clicked();
        });
    });
    if is_kept {
        let name = name.trim().to_owned();
        desk.notices.good(format!(
            "Kept as “{}”. PageUp and PageDown go through the views.",
            facts.session.briefing().free_name(&name)
        ));
        commands.push(Command::Deck(DeckCommand::Keep(name)));
    } else if !is_left && !modal.should_close() {
        desk.views.keeping = Some(name);
    }
}

/// The field, all of its text selected when it opens; says whether Enter was pressed.
pub(super) fn name_ui(ui: &mut Ui, name: &mut String) -> bool {
    let edit = TextEdit::singleline(name).desired_width(f32::INFINITY);
    let mut shown = edit.show(ui);
    let field = shown.response.response;
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Name of the view"));
    if ui.memory(|memory| memory.focused().is_none()) && !field.lost_focus() {
        field.request_focus();
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(name.chars().count()));
        shown.state.cursor.set_char_range(Some(all));
        shown.state.store(ui.ctx(), field.id);
    }
    field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter))
}
