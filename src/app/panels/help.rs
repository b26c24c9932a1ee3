//! The help sheet: every key and gesture, from the same list that the keys themselves read.

use egui::{ScrollArea, Ui};
use egui_extras::{Column, TableBuilder};

use super::Facts;
use crate::app::actions::{ACTIONS, GESTURES};
use crate::app::desk::Desk;
use crate::app::presenter::KEYS;
use crate::app::style::size;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Draws the help sheet where it is open.
pub(super) fn help_ui(ui: &mut Ui, facts: Facts<'_>, desk: &mut Desk, _: &mut Vec<Command>) {
    if !desk.help_is_open {
        return;
    }
    let look = facts.look;
    let height = (ui.ctx().content_rect().height() - 170.0).clamp(160.0, 760.0);
    let modal = look.modal("help").show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        look.text(ui, "Keys and gestures", (size::TITLE, Weight::SemiBold, Paint::Ink));
        ui.add_space(8.0);
        ScrollArea::vertical().max_height(height).show(ui, |ui| rows_ui(ui, facts));
        ui.add_space(8.0);
        look.word_button(ui, "Close").clicked()
    });
    if modal.inner || modal.should_close() {
        desk.help_is_open = false;
    }
}

fn rows_ui(ui: &mut Ui, facts: Facts<'_>) {
    let look = facts.look;
    let keyed = ACTIONS.iter().filter(|a| !a.keys.is_empty()).map(|a| (a.label, a.keys));
    let presenting = KEYS.iter().map(|row| (row.label, row.keys));
    let heading = ("While presenting", "");
    let rows: Vec<(&str, &str)> =
        GESTURES.iter().copied().chain(keyed).chain([heading]).chain(presenting).collect();
    TableBuilder::new(ui)
        .id_salt("keys")
        .vscroll(false)
        .column(Column::exact(270.0))
        .column(Column::remainder())
        .body(|body| {
            body.rows(24.0, rows.len(), |mut row| {
                let Some((label, keys)) = rows.get(row.index()) else { return };
                row.col(|ui| {
                    look.text(ui, label, (size::BODY, Weight::Regular, Paint::Ink));
                });
                row.col(|ui| {
                    look.text(ui, keys, (size::BODY, Weight::Medium, Paint::Soft));
                });
            });
        });
}
