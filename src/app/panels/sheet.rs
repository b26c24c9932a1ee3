//! A sheet of cells that scrolls both ways while its heads stay, as one stop of the keyboard.
//!
//! Owns places, scrolling, the pointer, the keys that walk, and the ring around what has the
//! keyboard. What stands in the cells is its caller's. Only what can be seen is drawn.

use std::ops::Range;

use egui::accesskit::{self, Action};
use egui::style::ScrollAnimation;
use egui::{
    Event, EventFilter, Id, Key, Modifiers, Pos2, Rangef, Rect, Role, ScrollArea, Sense, Ui,
    UiBuilder, Vec2, pos2, vec2,
};

/// A cell, a head of a row (no column) or a head of a column (no row).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    /// Its row; none in the heads of columns.
    pub(super) row: Option<usize>,
    /// Its column; none in the heads of rows.
    pub(super) column: Option<usize>,
}

/// A part of the sheet, drawn into a `Ui` that is clipped to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The cells.
    Body,
    /// The heads of rows.
    Side,
    /// The heads of columns.
    Head,
    /// Where both meet.
    Corner,
}

/// A sheet to be shown.
pub(super) struct Sheet<'a> {
    /// Names it for the keyboard.
    pub(super) id: Id,
    /// What a screen reader calls it.
    pub(super) label: &'a str,
    /// How many rows.
    pub(super) n_rows: usize,
    /// How high each is.
    pub(super) row_height: f32,
    /// How wide each column is.
    pub(super) widths: &'a [f32],
    /// Height of the heads of columns.
    pub(super) head: f32,
    /// Width of the heads of rows.
    pub(super) side: f32,
    /// Room right of the last column.
    pub(super) slack: f32,
    /// What is to be scrolled into sight.
    pub(super) reveal: Option<Spot>,
    /// What the keyboard is at, drawn with a ring by the caller.
    pub(super) cursor: Option<Spot>,
}

/// Where things stand in this frame.
pub(super) struct Place {
    id: Id,
    /// The cells.
    pub(super) body: Rect,
    /// The heads of rows.
    pub(super) side: Rect,
    /// The heads of columns.
    pub(super) head: Rect,
    /// Where both meet.
    pub(super) corner: Rect,
    /// The rows that can be seen.
    pub(super) rows: Range<usize>,
    /// The columns that can be seen.
    pub(super) columns: Range<usize>,
    /// Whether someone listens to what is where.
    pub(super) is_spoken: bool,
    /// Whether the sheet has the keyboard.
    pub(super) has_focus: bool,
    /// What the pointer is over.
    pub(super) pointed: Option<Spot>,
    origin: Pos2,
    edges: Vec<f32>,
    row_height: f32,
    n_rows: usize,
}

/// What was done to the sheet.
pub(super) struct Shown {
    /// What was clicked, and whether for the second time.
    pub(super) clicked: Option<(Spot, bool)>,
    /// How many rows are seen at once.
    pub(super) n_seen: usize,
}

impl Place {
    /// The node of a spot in the accessibility tree.
    pub(super) fn id_of(&self, spot: Spot) -> Id {
        self.id.with((spot.row, spot.column))
    }

    /// From top to bottom of a row, in screen points.
    pub(super) fn row(&self, row: usize) -> Rangef {
        let top = self.origin.y + row as f32 * self.row_height;
        Rangef::new(top, top + self.row_height)
    }

    /// From left to right of a column, in screen points.
    pub(super) fn column(&self, column: usize) -> Rangef {
        let edge = |at: usize| self.origin.x + self.edges.get(at).copied().unwrap_or_default();
        Rangef::new(edge(column), edge(column + 1))
    }

    /// Where a spot stands, whether or not it can be seen.
    pub(super) fn rect(&self, spot: Spot) -> Rect {
        let x = spot.column.map_or_else(|| self.side.x_range(), |column| self.column(column));
        let y = spot.row.map_or_else(|| self.head.y_range(), |row| self.row(row));
        Rect::from_x_y_ranges(x, y)
    }

    /// The column at a place across, where there is one.
    pub(super) fn column_at(&self, x: f32) -> Option<usize> {
        let at = self.edges.partition_point(|edge| *edge <= x - self.origin.x);
        at.checked_sub(1).filter(|column| column + 1 < self.edges.len())
    }

    fn row_at(&self, y: f32) -> Option<usize> {
        let at = (y - self.origin.y) / self.row_height;
        (at >= 0.0 && at < self.n_rows as f32).then_some(at as usize)
    }

    /// The cell or head of a row at a point.
    fn spot_at(&self, point: Pos2) -> Option<Spot> {
        let row = self.row_at(point.y)?;
        if self.side.contains(point) {
            return Some(Spot { row: Some(row), column: None });
        }
        let column = self.column_at(point.x).filter(|_| self.body.contains(point))?;
        Some(Spot { row: Some(row), column: Some(column) })
    }
}

/// A place as it is told to who cannot see it.
pub(super) fn told_place(rect: Rect) -> accesskit::Rect {
    let Rect { min, max } = rect;
    accesskit::Rect { x0: min.x.into(), y0: min.y.into(), x1: max.x.into(), y1: max.y.into() }
}

impl Sheet<'_> {
    /// Shows the sheet in all the room there is; `draw` is called for each part, the body first.
    pub(super) fn show(&self, ui: &mut Ui, mut draw: impl FnMut(&mut Ui, &Place, Part)) -> Shown {
        let whole = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(whole);
        let builder = UiBuilder::new()
            .scope_id(self.id)
            .max_rect(whole)
            .sense(Sense::FOCUSABLE)
            .accessibility_role(Role::Grid)
            .accessibility_label(self.label);
        let mut grid = ui.new_child(builder);
        grid.set_clip_rect(whole.intersect(ui.clip_rect()));
        grid.set_min_size(whole.size());
        let mut clicked = None;
        let place = self.body_ui(&mut grid, whole, &mut draw, &mut clicked);
        for part in [Part::Side, Part::Head, Part::Corner] {
            let rect = match part {
                Part::Body | Part::Side => place.side,
                Part::Head => place.head,
                Part::Corner => place.corner,
            };
            let mut child = grid.new_child(UiBuilder::new().max_rect(rect));
            child.set_clip_rect(rect.intersect(grid.clip_rect()));
            if part == Part::Side {
                clicked = clicked.or_else(|| click_ui(&child, &place, "side", rect));
            }
            draw(&mut child, &place, part);
        }
        self.hold_focus(&grid, &place, clicked.is_some());
        let n_seen = (place.body.height() / self.row_height) as usize;
        let clicked = clicked.or_else(|| asked_by_reader(&grid, &place));
        Shown { clicked, n_seen: n_seen.max(1) }
    }

    fn body_ui(
        &self,
        grid: &mut Ui,
        whole: Rect,
        draw: &mut impl FnMut(&mut Ui, &Place, Part),
        clicked: &mut Option<(Spot, bool)>,
    ) -> Place {
        let inner = pos2(whole.left() + self.side, whole.top() + self.head);
        let body = Rect::from_min_max(inner, whole.max.max(inner));
        let mut child = grid.new_child(UiBuilder::new().max_rect(body));
        let area = ScrollArea::both().id_salt(self.id).auto_shrink(false).content_margin(0);
        let shown = area.show_viewport(&mut child, |ui, seen| {
            let origin = ui.max_rect().min;
            let place = self.place(ui, (whole, body), origin, seen);
            let size = vec2(
                place.edges.last().copied().unwrap_or_default() + self.slack,
                self.n_rows as f32 * self.row_height,
            );
            ui.allocate_rect(Rect::from_min_size(origin, size), Sense::hover());
            *clicked = click_ui(ui, &place, "body", body);
            draw(ui, &place, Part::Body);
            if let Some(spot) = self.reveal {
                reveal(ui, &place, spot);
            }
            place
        });
        shown.inner
    }

    fn place(&self, ui: &Ui, (whole, body): (Rect, Rect), origin: Pos2, seen: Rect) -> Place {
        let mut edges = vec![0.0];
        let mut right = 0.0;
        edges.extend(self.widths.iter().map(|width| {
            right += width;
            right
        }));
        let first = (seen.top() / self.row_height).max(0.0) as usize;
        let last = (seen.bottom() / self.row_height).ceil().max(0.0) as usize;
        let left = edges.partition_point(|edge| *edge <= seen.left()).saturating_sub(1);
        let end = edges.partition_point(|edge| *edge < seen.right());
        let mut place = Place {
            id: self.id,
            body,
            side: Rect::from_min_max(pos2(whole.left(), body.top()), body.left_bottom()),
            head: Rect::from_min_max(pos2(body.left(), whole.top()), body.right_top()),
            corner: Rect::from_min_max(whole.min, body.min),
            rows: first.min(self.n_rows)..last.min(self.n_rows),
            columns: left.min(self.widths.len())..end.min(self.widths.len()),
            is_spoken: ui.ctx().accesskit_node_builder(self.id, |_| ()).is_some(),
            has_focus: ui.memory(|memory| memory.has_focus(self.id)),
            pointed: None,
            origin,
            edges,
            row_height: self.row_height,
            n_rows: self.n_rows,
        };
        let pointer = ui.input(|i| i.pointer.hover_pos());
        let is_over = ui.ctx().rect_contains_pointer(ui.layer_id(), whole);
        place.pointed = pointer.filter(|_| is_over).and_then(|point| place.spot_at(point));
        place
    }

    /// Keeps the arrows from leaving, and tells where the keyboard is.
    fn hold_focus(&self, grid: &Ui, place: &Place, is_clicked: bool) {
        if is_clicked {
            grid.memory_mut(|memory| memory.request_focus(self.id));
        }
        let arrows =
            EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        grid.memory_mut(|memory| memory.set_focus_lock_filter(self.id, arrows));
        let at = self
            .cursor
            .map(|spot| place.id_of(spot))
            .filter(|id| place.is_spoken && grid.ctx().has_accesskit_node(*id));
        grid.ctx().accesskit_node_builder(self.id, |node| {
            node.set_row_count(self.n_rows + 1);
            node.set_column_count(self.widths.len() + 1);
            if let Some(id) = at {
                node.set_active_descendant(id.accesskit_id());
            }
        });
    }
}

fn click_ui(ui: &Ui, place: &Place, part: &str, rect: Rect) -> Option<(Spot, bool)> {
    let response = ui.interact(rect, place.id.with(part), Sense::CLICK);
    if !response.clicked() {
        return None;
    }
    let spot = response.interact_pointer_pos().and_then(|point| place.spot_at(point))?;
    Some((spot, response.double_clicked()))
}

/// What a screen reader clicked, of what can be seen.
fn asked_by_reader(ui: &Ui, place: &Place) -> Option<(Spot, bool)> {
    let is_request = |event: &Event| matches!(event, Event::AccessKitActionRequest(_));
    if !ui.input(|i| i.events.iter().any(is_request)) {
        return None;
    }
    let rows = std::iter::once(None).chain(place.rows.clone().map(Some));
    let columns = || std::iter::once(None).chain(place.columns.clone().map(Some));
    let mut spots = rows.flat_map(|row| columns().map(move |column| Spot { row, column }));
    let is_asked = |spot: &Spot| {
        ui.input(|i| i.has_accesskit_action_request(place.id_of(*spot), Action::Click))
    };
    spots.find(is_asked).map(|spot| (spot, false))
}

/// Scrolls no farther than needed.
fn reveal(ui: &Ui, place: &Place, spot: Spot) {
    let target = place.rect(spot);
    let x = if spot.column.is_some() { target.x_range() } else { Rangef::point(place.body.left()) };
    let y = if spot.row.is_some() { target.y_range() } else { Rangef::point(place.body.top()) };
    let rect = Rect::from_x_y_ranges(x, y);
    ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
}

/// The keys that walk over a sheet while it has the keyboard: where they lead from a spot.
pub(super) fn walked(ui: &Ui, id: Id, from: Spot, bounds: Bounds) -> Option<Spot> {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return None;
    }
    let keys = [
        Key::ArrowUp,
        Key::ArrowDown,
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::PageUp,
        Key::PageDown,
        Key::Home,
        Key::End,
    ];
    let pressed = |key: &Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, *key));
    keys.into_iter().find(pressed).map(|key| bounds.step(from, key))
}

/// How far one can walk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// How many rows.
    pub(super) n_rows: usize,
    /// How many columns besides the heads of rows.
    pub(super) n_columns: usize,
    /// How many rows are seen at once.
    pub(super) page: usize,
    /// Whether the heads of columns can be walked on too.
    pub(super) has_heads: bool,
}

impl Bounds {
    fn step(self, from: Spot, key: Key) -> Spot {
        let top = if self.has_heads && self.n_columns > 0 { None } else { Some(0) };
        let last_row = self.n_rows.checked_sub(1);
        let last_column = self.n_columns.checked_sub(1);
        let up = |n: usize| match from.row {
            Some(row) if row >= n => Some(row - n),
            _ => top,
        };
        let down = |n: usize| from.row.map_or(Some(0), |row| Some(row + n)).min(last_row);
        let row = match key {
            Key::ArrowUp => up(1),
            Key::ArrowDown => down(1),
            Key::PageUp => up(self.page).or(Some(0)),
            Key::PageDown => down(self.page),
            Key::Home => Some(0).min(last_row),
            Key::End => last_row,
            _ => from.row,
        };
        let column = match key {
            Key::ArrowLeft => from.column.and_then(|column| column.checked_sub(1)),
            Key::ArrowRight => {
                from.column.map_or(Some(0), |column| Some(column + 1)).min(last_column)
            }
            _ => from.column,
        };
        // The corner is no place to be.
        if row.is_none() && column.is_none() { from } else { Spot { row, column } }
    }
}

/// Places the text of a cell: its left end, in the middle of its height.
pub(super) fn text_at(rect: Rect, size: Vec2, pad: f32) -> Pos2 {
    pos2(rect.left() + pad, rect.center().y - size.y / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: (Option<usize>, Option<usize>), key: Key, to: (Option<usize>, Option<usize>)) {
        let bounds = Bounds { n_rows: 10, n_columns: 3, page: 4, has_heads: true };
        let spot = |(row, column)| Spot { row, column };
        assert_eq!(bounds.step(spot(from), key), spot(to), "{from:?} {key:?}");
    }

    #[test]
    fn arrows_walk_over_cells_and_heads_and_stop_at_the_edge() {
        check((Some(1), Some(1)), Key::ArrowUp, (Some(0), Some(1)));
        check((Some(0), Some(1)), Key::ArrowUp, (None, Some(1)));
        check((None, Some(1)), Key::ArrowUp, (None, Some(1)));
        check((None, Some(1)), Key::ArrowDown, (Some(0), Some(1)));
        check((Some(9), Some(1)), Key::ArrowDown, (Some(9), Some(1)));
        check((Some(2), Some(0)), Key::ArrowLeft, (Some(2), None));
        check((Some(2), None), Key::ArrowLeft, (Some(2), None));
        check((Some(2), None), Key::ArrowRight, (Some(2), Some(0)));
        check((Some(2), Some(2)), Key::ArrowRight, (Some(2), Some(2)));
        check((Some(2), Some(2)), Key::PageDown, (Some(6), Some(2)));
        check((Some(8), Some(2)), Key::PageDown, (Some(9), Some(2)));
        check((Some(2), Some(2)), Key::PageUp, (Some(0), Some(2)));
        check((Some(2), Some(2)), Key::End, (Some(9), Some(2)));
        check((Some(2), Some(2)), Key::Home, (Some(0), Some(2)));
    }

    #[test]
    fn nobody_walks_into_the_corner() {
        check((Some(0), None), Key::ArrowUp, (Some(0), None));
        check((None, Some(0)), Key::ArrowLeft, (None, Some(0)));
    }

    #[test]
    fn an_empty_sheet_has_nowhere_to_go() {
        let bounds = Bounds { n_rows: 0, n_columns: 0, page: 4, has_heads: false };
        let from = Spot { row: Some(0), column: None };
        assert_eq!(bounds.step(from, Key::ArrowDown).column, None);
    }
}
