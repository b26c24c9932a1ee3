//! The rows of the table as they are painted, and as they are told to who cannot see them.

use std::collections::BTreeSet;

use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder};

use super::heads::PAD;
use super::picking::is_marked;
use super::{Sorted, sheet_id};
use crate::app::panels::Facts;
use crate::app::panels::sheet::{Part, Place, Spot, text_at, told_place};
use crate::app::style::size;
use crate::atlas::NodeId;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::survey::Row;

/// What painting a row needs to know.
pub(super) struct Painter<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) sorted: &'a Sorted,
    pub(super) selected: &'a BTreeSet<&'a NodeId>,
    /// Where the keyboard is.
    pub(super) cursor: Option<Spot>,
}

impl Painter<'_> {
    /// The cells, or the first column, of every row that can be seen.
    pub(super) fn part_ui(&self, ui: &mut Ui, place: &Place, part: Part) {
        let area = if part == Part::Side { place.side } else { place.body };
        ui.painter().rect_filled(area, CornerRadius::ZERO, self.facts.look.color(Paint::Panel));
        for at in place.rows.clone() {
            let Some(row) = self.sorted.row(at) else { continue };
            self.ground_ui(ui, place, area, (at, row));
            let columns = match part {
                Part::Side => vec![None],
                _ => place.columns.clone().map(Some).collect(),
            };
            let mut told = (place.is_spoken && part == Part::Body).then(|| row_node(ui, place, at));
            for column in columns {
                let spot = Spot { row: Some(at), column };
                self.cell_ui(ui, place, row, spot);
                if place.is_spoken {
                    self.tell(told.as_mut().unwrap_or(ui), place, row, spot);
                }
            }
            self.ring_ui(ui, place, area, at);
        }
        if part == Part::Side {
            let line = Rect::from_x_y_ranges(area.right() - 1.0..=area.right(), area.y_range());
            let color = self.facts.look.color(Paint::Hairline);
            ui.painter().rect_filled(line, CornerRadius::ZERO, color);
        }
    }

    fn ground_ui(&self, ui: &Ui, place: &Place, area: Rect, (at, row): (usize, &Row)) {
        let look = self.facts.look;
        let rect = Rect::from_x_y_ranges(area.x_range(), place.row(at));
        let is_pointed = place.pointed.is_some_and(|spot| spot.row == Some(at));
        if is_marked(row, self.selected) {
            let (panel, accent) = (look.color(Paint::Panel), look.color(Paint::Accent));
            let color = panel.lerp_to_gamma(accent, 0.14);
            ui.painter().rect_filled(rect, CornerRadius::ZERO, color);
        } else if is_pointed {
            ui.painter().rect_filled(rect, CornerRadius::ZERO, look.color(Paint::Field));
        }
        let line = Rect::from_x_y_ranges(rect.x_range(), rect.bottom() - 1.0..=rect.bottom());
        let hairline = look.color(Paint::Hairline).gamma_multiply(0.6);
        ui.painter().rect_filled(line, CornerRadius::ZERO, hairline);
    }

    /// A ring around the row the keyboard is at, or around the cell.
    fn ring_ui(&self, ui: &Ui, place: &Place, area: Rect, at: usize) {
        let Some(spot) = self.cursor.filter(|spot| spot.row == Some(at)) else { return };
        let rect = match spot.column {
            Some(_) => place.rect(spot),
            None => Rect::from_x_y_ranges(area.x_range(), place.row(at)),
        };
        let paint = if place.has_focus { Paint::Accent } else { Paint::BoxLine };
        let width = if place.has_focus { 2.0 } else { 1.0 };
        let line = Stroke::new(width, self.facts.look.color(paint));
        let ring = rect.shrink(1.0);
        ui.painter().rect_stroke(ring, CornerRadius::same(3), line, StrokeKind::Inside);
    }

    fn cell_ui(&self, ui: &Ui, place: &Place, row: &Row, spot: Spot) {
        let look = self.facts.look;
        let column = spot.column.map_or(0, |column| column + 1);
        let Some(cell) = row.cells.get(column).filter(|cell| !cell.text.is_empty()) else { return };
        let rect = place.rect(spot);
        let style = match column {
            0 => (size::BODY, Weight::Medium, Paint::Ink),
            _ => (size::SMALL, Weight::Regular, Paint::Ink),
        };
        let galley = look.one_line(ui, &cell.text, style, rect.width() - 2.0 * PAD);
        let is_number = self.sorted.rows.columns.get(column).is_some_and(|c| c.is_number);
        let mut at = text_at(rect, galley.size(), PAD);
        if is_number {
            at.x = rect.right() - PAD - galley.size().x;
        }
        let is_cut = galley.elided;
        ui.painter().galley(at, galley, look.color(Paint::Ink));
        if is_cut && place.pointed == Some(spot) {
            whole_text_ui(ui, rect, &cell.text);
        }
    }

    /// What a screen reader says of a cell.
    fn tell(&self, ui: &Ui, place: &Place, row: &Row, spot: Spot) {
        let column = spot.column.map_or(0, |column| column + 1);
        let (Some(cell), Some(head)) =
            (row.cells.get(column), self.sorted.rows.columns.get(column))
        else {
            return;
        };
        let id = place.id_of(spot);
        ui.interact(place.rect(spot), id, Sense::hover());
        let is_selected = is_marked(row, self.selected);
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_bounds(told_place(place.rect(spot)));
            node.set_column_index(column);
            node.set_row_index(spot.row.unwrap_or_default() + 1);
            node.add_action(egui::accesskit::Action::Click);
            if column == 0 {
                node.set_role(Role::RowHeader);
                node.set_label(row.spoken.as_str());
                node.set_selected(is_selected);
            } else {
                node.set_role(Role::Cell);
                let text = if cell.text.is_empty() { "none" } else { cell.text.as_str() };
                node.set_label(format!("{}: {text}", head.name));
            }
        });
    }
}

/// The row as a node that holds its cells.
fn row_node(ui: &mut Ui, place: &Place, at: usize) -> Ui {
    let rect = Rect::from_x_y_ranges(place.body.x_range(), place.row(at));
    let builder = UiBuilder::new()
        .scope_id(sheet_id().with(("row", at)))
        .max_rect(rect)
        .accessibility_role(Role::Row);
    ui.new_child(builder)
}

/// A text that is cut in its cell, whole, while the pointer rests on it.
fn whole_text_ui(ui: &Ui, rect: Rect, text: &str) {
    let response = ui.interact(rect, sheet_id().with("whole text"), Sense::hover());
    response.on_hover_text_at_pointer(text);
}
