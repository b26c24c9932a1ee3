//! The drawer under the graph: other faces of the same view, one open at a time.

use egui::{Align, Layout, Panel, Ui};

use super::{Draw, Facts, matrix, table, timeline, views};
use crate::app::desk::Desk;
use crate::app::style::size;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Least height of a drawer.
const LEAST_HEIGHT: f32 = 140.0;
/// A drawer takes up to this share of what it shares with the graph.
const MOST_SHARE: f32 = 0.75;
/// Of a low window, it takes no more than this when it is first opened.
const FIRST_SHARE: f32 = 0.55;

/// One row of [`DRAWERS`].
pub(in crate::app) struct DrawerSpec {
    /// Its name.
    pub(in crate::app) name: &'static str,
    /// Its height when it is first opened.
    pub(in crate::app) height: f32,
    /// What it draws.
    pub(in crate::app) draw: Draw,
}

/// Every drawer, in the order of their names in the status line.
pub(in crate::app) const DRAWERS: &[DrawerSpec] = &[
    DrawerSpec { name: "Table", height: 300.0, draw: table::table_ui },
    DrawerSpec { name: "Matrix", height: 440.0, draw: matrix::matrix_ui },
    DrawerSpec { name: timeline::TIMELINE, height: 320.0, draw: timeline::timeline_ui },
    DrawerSpec { name: views::VIEWS, height: 388.0, draw: views::views_ui },
];

/// Draws the open drawer, where there is one, at the foot of what is left of the window.
pub(in crate::app) fn drawer_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let open = desk.drawer;
    let Some(spec) = DRAWERS.iter().find(|spec| open == Some(spec.name)) else { return };
    let look = facts.look;
    let most = (ui.available_height() * MOST_SHARE).max(LEAST_HEIGHT);
    let frame = egui::Frame::new().fill(look.color(Paint::Panel));
    // Each keeps the height it was given.
    Panel::bottom(spec.name)
        .resizable(true)
        .default_size(spec.height.min(FIRST_SHARE * ui.available_height()).max(LEAST_HEIGHT))
        .size_range(LEAST_HEIGHT..=most)
        .frame(frame)
        .show(ui, |ui| {
            ui.take_available_width();
            ui.take_available_height();
            head_ui(ui, facts, spec, desk);
            look.hairline(ui);
            (spec.draw)(ui, facts, desk, commands);
        });
}

fn head_ui(ui: &mut Ui, facts: Facts<'_>, spec: &DrawerSpec, desk: &mut Desk) {
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        ui.spacing_mut().item_spacing.x = 20.0;
        for other in DRAWERS {
            if facts.look.tab(ui, other.name, other.name == spec.name).clicked() {
                desk.drawer = Some(other.name);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            if facts.look.word_button(ui, "Close drawer").clicked() {
                desk.drawer = None;
            }
        });
    });
}

/// The names of the drawers in the status line, from the right; a click opens or closes one.
pub(super) fn drawer_names_ui(ui: &mut Ui, facts: Facts<'_>, desk: &mut Desk) {
    for spec in DRAWERS.iter().rev() {
        let is_open = desk.drawer == Some(spec.name);
        if facts.look.small_switch(ui, spec.name, is_open, size::SMALL, Weight::Medium).clicked() {
            desk.drawer = (!is_open).then_some(spec.name);
        }
    }
}
