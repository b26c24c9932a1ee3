//! The cells of the matrix: shaded by count, with the number written in.

use egui::{Color32, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder};

use super::{Ordered, inside, sheet_id};
use crate::app::panels::Facts;
use crate::app::panels::sheet::{Place, Spot, told_place};
use crate::app::style::size;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::survey::Joined;

/// The least and the greatest share of accent in a cell; with more, ink could not be read on it.
const SHARES: (f32, f32) = (0.10, 0.46);

/// What painting needs to know.
pub(super) struct Grid<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) ordered: &'a Ordered,
    /// Where the keyboard is.
    pub(super) cursor: Option<Spot>,
    /// The cell whose links are shown.
    pub(super) open: Option<Spot>,
}

/// How much of the accent is in a cell of `n` where the largest holds `largest`.
fn share(n: usize, largest: usize) -> f32 {
    let part = (n as f32 / largest.max(1) as f32).sqrt();
    SHARES.0 + (SHARES.1 - SHARES.0) * part
}

impl Grid<'_> {
    /// Every cell that can be seen.
    pub(super) fn cells_ui(&self, ui: &mut Ui, place: &Place) {
        self.bands_ui(ui, place);
        for row in place.rows.clone() {
            let mut told = place.is_spoken.then(|| row_node(ui, place, row));
            for column in place.columns.clone() {
                let spot = Spot { row: Some(row), column: Some(column) };
                self.cell_ui(ui, place, spot);
                if let Some(told) = &mut told {
                    self.tell(told, place, spot);
                }
            }
        }
    }

    /// The row and the column under the pointer, or else of the open cell, lit across.
    fn bands_ui(&self, ui: &Ui, place: &Place) {
        let Some(spot) = self.lit(place) else { return };
        let color = self.facts.look.color(Paint::Field);
        if let Some(row) = spot.row {
            let band = Rect::from_x_y_ranges(place.body.x_range(), place.row(row));
            ui.painter().rect_filled(band, CornerRadius::ZERO, color);
        }
        if let Some(column) = spot.column {
            let band = Rect::from_x_y_ranges(place.column(column), place.body.y_range());
            ui.painter().rect_filled(band, CornerRadius::ZERO, color);
        }
    }

    /// What is lit: under the pointer, under the keyboard, or open.
    pub(super) fn lit(&self, place: &Place) -> Option<Spot> {
        place.pointed.or_else(|| self.cursor.filter(|_| place.has_focus)).or(self.open)
    }

    fn joined(&self, spot: Spot) -> Option<&Joined> {
        let (row, column) = self.ordered.cell(spot)?;
        self.ordered.matrix.joined(row, column)
    }

    fn cell_ui(&self, ui: &Ui, place: &Place, spot: Spot) {
        let look = self.facts.look;
        let rect = inside(place.rect(spot));
        let corner = CornerRadius::same(3);
        if let Some(n) = self.joined(spot).map(Joined::n) {
            let fill = self.shade(n);
            ui.painter().rect_filled(rect, corner, fill);
            let style = (size::SMALL, Weight::Medium, Paint::Ink);
            let galley = look.one_line(ui, &n.to_string(), style, rect.width());
            let at = rect.center() - galley.size() / 2.0;
            ui.painter().galley(at, galley, look.color(Paint::Ink));
        } else {
            // A point says that the cell is empty, not that it was forgotten.
            ui.painter().circle_filled(rect.center(), 1.25, look.color(Paint::BoxLine));
        }
        let (width, paint) = if self.cursor == Some(spot) && place.has_focus {
            (2.0, Paint::Accent)
        } else if self.open == Some(spot) {
            (1.5, Paint::Accent)
        } else {
            return;
        };
        let line = Stroke::new(width, look.color(paint));
        ui.painter().rect_stroke(rect, corner, line, StrokeKind::Middle);
    }

    fn shade(&self, n: usize) -> Color32 {
        let (panel, accent) =
            (self.facts.look.color(Paint::Panel), self.facts.look.color(Paint::Accent));
        panel.lerp_to_gamma(accent, share(n, self.ordered.largest))
    }

    /// What is said of a cell: "Europol, Cyberattacks: 4 links".
    pub(super) fn spoken(&self, spot: Spot) -> Option<String> {
        let (row, column) = self.ordered.cell(spot)?;
        let matrix = &self.ordered.matrix;
        let (row, column) = (matrix.rows.get(row)?, matrix.columns.get(column)?);
        let words = self.joined(spot).map_or_else(|| "nothing".to_owned(), Joined::words);
        Some(format!("{}, {}: {words}", row.label, column.label))
    }

    fn tell(&self, ui: &Ui, place: &Place, spot: Spot) {
        let Some(said) = self.spoken(spot) else { return };
        let id = place.id_of(spot);
        ui.interact(place.rect(spot), id, Sense::hover());
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_bounds(told_place(place.rect(spot)));
            node.set_role(Role::GridCell);
            node.set_label(said);
            node.set_selected(self.open == Some(spot));
            node.set_row_index(spot.row.map_or(0, |row| row + 1));
            node.set_column_index(spot.column.map_or(0, |column| column + 1));
            node.add_action(egui::accesskit::Action::Click);
        });
    }
}

/// A row as a node that holds its cells.
fn row_node(ui: &mut Ui, place: &Place, at: usize) -> Ui {
    let rect = Rect::from_x_y_ranges(place.body.x_range(), place.row(at));
    let builder = UiBuilder::new()
        .scope_id(sheet_id().with(("row", at)))
        .max_rect(rect)
        .accessibility_role(Role::Row);
    ui.new_child(builder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::style::color32;
    use crate::scene::Theme;

    /// WCAG 2.2 contrast ratio of two colours.
    fn contrast(a: Color32, b: Color32) -> f64 {
        let luminance = |color: Color32| {
            let linear = |channel: u8| {
                let c = f64::from(channel) / 255.0;
                if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
        };
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn every_number_reaches_wcag_aa_on_its_shade() {
        for theme in Theme::ALL {
            let color = |paint| color32(theme.color(paint));
            for n in 1..=20 {
                let ground = color(Paint::Panel).lerp_to_gamma(color(Paint::Accent), share(n, 20));
                let ratio = contrast(color(Paint::Ink), ground);
                assert!(ratio >= 4.5, "{n} in {theme:?}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn more_is_darker_and_one_can_be_seen() {
        assert!(share(1, 100) >= SHARES.0 && share(1, 100) < share(50, 100));
        assert!((share(100, 100) - SHARES.1).abs() < 1e-6);
    }
}
