//! The status line: how much is shown, the filter in words, the atlas and its date.

use egui::{Align, Layout, Ui};

use super::Facts;
use super::drawer::drawer_names_ui;
use crate::app::desk::Desk;
use crate::app::style::size;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Under this width there is no room for counts.
const NARROW: f32 = 720.0;

/// Under this room nothing is said of how links are told.
const LEAST_TOLD: f32 = 90.0;

/// Draws the status line.
pub(super) fn status_ui(ui: &mut Ui, facts: Facts<'_>, desk: &mut Desk, _: &mut Vec<Command>) {
    let Facts { session, picture, look } = facts;
    ui.horizontal_centered(|ui| {
        ui.add_space(8.0);
        ui.spacing_mut().item_spacing.x = 24.0;
        let style = (size::SMALL, Weight::SemiBold, Paint::Ink);
        let cut = picture.cut_sentence(session.atlas());
        let words = std::iter::once(picture.count_sentence()).chain(cut);
        // In a narrow window the drawers' names need the room; the filters say the same.
        if ui.ctx().content_rect().width() > NARROW {
            look.text(ui, &words.collect::<Vec<_>>().join(" · "), style);
        }
        let soft = (size::SMALL, Weight::Regular, Paint::Soft);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            let mut about = format!("{} · {}", session.atlas().title(), session.origin());
            if let Some(as_of) = session.atlas().as_of() {
                about = format!("{about} · as of {as_of}");
            }
            let n_errors = session.findings().iter().filter(|f| f.is_error()).count();
            if n_errors > 0 {
                let word = if n_errors == 1 { "error" } else { "errors" };
                about = format!("{n_errors} {word} · {about}");
            }
            let room = ui.available_width() * 0.45;
            let galley = look.one_line(ui, &about, soft, room);
            ui.label(galley);
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                drawer_names_ui(ui, facts, desk);
            });
            let room = ui.available_width() - 24.0;
            if room > 40.0 {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let galley = look.one_line(ui, &picture.sentence, soft, room);
                    let left = room - galley.size().x - ui.spacing().item_spacing.x;
                    ui.label(galley);
                    if left > LEAST_TOLD {
                        let told = picture.told_sentence();
                        let galley = look.one_line(ui, &told, soft, left);
                        let is_cut = galley.elided;
                        let label = ui.label(galley);
                        if is_cut {
                            label.on_hover_text(told);
                        }
                    }
                });
            }
        });
    });
}
