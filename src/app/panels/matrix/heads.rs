//! The heads of the matrix: names of rows with their sums, and slanted names of columns.

use std::f32::consts::PI;
use std::sync::Arc;

use egui::epaint::TextShape;
use egui::{Align2, CornerRadius, Galley, Pos2, Rect, Role, Sense, Ui, pos2, vec2};

use super::cells::Grid;
use super::{COLUMN, Ordered, column_width};
use crate::app::panels::Facts;
use crate::app::panels::sheet::{Place, Spot, text_at, told_place};
use crate::app::style::size;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::survey::Line;

/// How far names of columns are turned, in radians.
const SLANT: f32 = 52.0 / 180.0 * PI;
/// Height of the sums under the names of columns.
const SUMS: f32 = 18.0;
/// How far the letters of a slanted name reach beyond its line.
const LEAN: f32 = 14.0;
/// Left of the names of rows.
const LEFT: f32 = 20.0;
/// Longest name, in points.
const LONGEST: f32 = 168.0;

/// How much room the heads take.
pub(super) struct Measure {
    /// Height of the heads of columns.
    pub(super) head: f32,
    /// Width of the heads of rows.
    pub(super) side: f32,
    /// Width of a column.
    pub(super) column: f32,
    /// Room right of the last column, for its slanted name.
    pub(super) slack: f32,
    /// Longest name of a column, along its slant.
    length: f32,
}

impl Measure {
    /// As much as the names need, and no more than leaves room for cells.
    pub(super) fn of(ui: &Ui, facts: Facts<'_>, ordered: &Ordered) -> Self {
        let room = ui.available_size();
        let longest = |lines: &[Line]| {
            let width = |line: &Line| name(ui, facts, line, LONGEST, false).size().x;
            // The widest of very many names is not worth the wait.
            lines.iter().take(400).map(width).fold(40.0, f32::max)
        };
        let most = ((room.y - SUMS) * 0.46).max(36.0) / SLANT.sin();
        let length = longest(&ordered.matrix.columns).min(most);
        let side = (longest(&ordered.matrix.rows) + LEFT + 46.0).min(room.x * 0.42);
        let slack = length * SLANT.cos() + LEAN;
        let head = length * SLANT.sin() + 12.0 + SUMS;
        let column = column_width(room.x - side - slack - 8.0, ordered.columns.len());
        Self { head, side, column, slack: slack.max(COLUMN.0), length }
    }
}

fn name(ui: &Ui, facts: Facts<'_>, line: &Line, room: f32, is_lit: bool) -> Arc<Galley> {
    let weight = if is_lit { Weight::SemiBold } else { Weight::Regular };
    let paint = if line.total == 0 && !is_lit { Paint::Soft } else { Paint::Ink };
    facts.look.one_line(ui, &line.label, (size::SMALL, weight, paint), room)
}

/// The names of the rows that can be seen.
pub(super) fn rows_ui(ui: &mut Ui, grid: &Grid<'_>, place: &Place) {
    let look = grid.facts.look;
    ui.painter().rect_filled(place.side, CornerRadius::ZERO, look.color(Paint::Panel));
    let lit = grid.lit(place);
    for at in place.rows.clone() {
        let Some(line) = grid.ordered.rows.get(at).and_then(|&r| grid.ordered.matrix.rows.get(r))
        else {
            continue;
        };
        let spot = Spot { row: Some(at), column: None };
        let rect = place.rect(spot);
        let is_lit = lit.is_some_and(|lit| lit.row == Some(at));
        if is_lit {
            ui.painter().rect_filled(rect, CornerRadius::ZERO, look.color(Paint::Field));
        }
        let sum = sum(ui, grid.facts, line);
        let sum_at = pos2(rect.right() - 10.0 - sum.size().x, rect.center().y - sum.size().y / 2.0);
        ui.painter().galley(sum_at, sum, look.color(Paint::Soft));
        let galley = name(ui, grid.facts, line, rect.width() - LEFT - 42.0, is_lit);
        let is_cut = galley.elided;
        let text = text_at(rect, galley.size(), LEFT);
        ui.painter().galley(text, galley, look.color(Paint::Ink));
        ring(ui, grid, place, spot, rect);
        let id = place.id_of(spot);
        if is_cut && place.pointed == Some(spot) {
            ui.interact(rect, id.with("whole"), Sense::hover()).on_hover_text(&line.label);
        }
        tell(ui, place, (spot, rect), line, Role::RowHeader);
    }
}

/// The names of the columns that can be seen; says which was clicked.
pub(super) fn columns_ui(
    ui: &mut Ui,
    grid: &Grid<'_>,
    place: &Place,
    measure: &Measure,
) -> Option<Spot> {
    let look = grid.facts.look;
    ui.painter().rect_filled(place.head, CornerRadius::ZERO, look.color(Paint::Panel));
    let pointer = ui.input(|i| i.pointer.hover_pos()).filter(|at| place.head.contains(*at));
    let pointed = pointer.and_then(|at| column_under(place, at));
    let is_over = ui.ctx().rect_contains_pointer(ui.layer_id(), place.head);
    let pointed = pointed.filter(|_| is_over);
    let lit = pointed.or_else(|| grid.lit(place).and_then(|lit| lit.column));
    // A name leans over the columns to its right, so those left of the first one matter too.
    let n_leaning = (measure.slack / measure.column).ceil() as usize;
    let first = place.columns.start.saturating_sub(n_leaning);
    for at in first..place.columns.end {
        let Some(line) =
            grid.ordered.columns.get(at).and_then(|&c| grid.ordered.matrix.columns.get(c))
        else {
            continue;
        };
        let across = place.column(at);
        let is_lit = lit == Some(at);
        let foot = Rect::from_x_y_ranges(across, place.head.bottom() - SUMS..=place.head.bottom());
        let sum = sum(ui, grid.facts, line);
        ui.painter().galley(foot.center() - sum.size() / 2.0, sum, look.color(Paint::Soft));
        let galley = name(ui, grid.facts, line, measure.length, is_lit);
        let from = pos2(across.center() - 1.0, foot.top() - 3.0);
        let text =
            TextShape::new(from - vec2(0.0, galley.size().y / 2.0), galley, look.color(Paint::Ink));
        ui.painter().add(text.with_angle_and_anchor(-SLANT, Align2::LEFT_CENTER));
        let spot = Spot { row: None, column: Some(at) };
        ring(ui, grid, place, spot, foot);
        tell(ui, place, (spot, foot), line, Role::ColumnHeader);
    }
    let response = ui.interact(place.head, super::sheet_id().with("heads"), Sense::CLICK);
    let clicked = response.clicked();
    let line = pointed.and_then(|at| grid.ordered.columns.get(at));
    if let Some(line) = line.and_then(|&at| grid.ordered.matrix.columns.get(at)) {
        let galley = name(ui, grid.facts, line, measure.length, true);
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if galley.elided {
            response.on_hover_text_at_pointer(&line.label);
        }
    }
    pointed.filter(|_| clicked).map(|at| Spot { row: None, column: Some(at) })
}

/// The column whose slanted name a point lies on.
fn column_under(place: &Place, at: Pos2) -> Option<usize> {
    let above = (place.head.bottom() - SUMS - at.y).max(0.0);
    place.column_at(at.x - above / SLANT.tan())
}

fn sum(ui: &Ui, facts: Facts<'_>, line: &Line) -> Arc<Galley> {
    let style = (size::CAPTION, Weight::Regular, Paint::Soft);
    facts.look.one_line(ui, &line.total.to_string(), style, 60.0)
}

fn ring(ui: &Ui, grid: &Grid<'_>, place: &Place, spot: Spot, rect: Rect) {
    if place.has_focus && grid.cursor == Some(spot) {
        let line = egui::Stroke::new(2.0, grid.facts.look.color(Paint::Accent));
        let corner = CornerRadius::same(4);
        ui.painter().rect_stroke(rect.shrink(1.0), corner, line, egui::StrokeKind::Inside);
    }
}

/// What a screen reader says of a head: "Europol, 8 in all".
fn tell(ui: &Ui, place: &Place, (spot, rect): (Spot, Rect), line: &Line, role: Role) {
    if !place.is_spoken {
        return;
    }
    let id = place.id_of(spot);
    ui.interact(rect, id, Sense::hover());
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_bounds(told_place(rect));
        node.set_role(role);
        node.set_label(match line.total {
            0 => format!("{}, nothing", line.label),
            n => format!("{}, {n} in all", line.label),
        });
        node.set_row_index(spot.row.map_or(0, |row| row + 1));
        node.set_column_index(spot.column.map_or(0, |column| column + 1));
        node.add_action(egui::accesskit::Action::Click);
    });
}
