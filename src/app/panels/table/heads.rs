//! The heads of the table's columns: a click sorts, a drag at the edge makes wider or narrower.

use egui::{
    Align2, CornerRadius, CursorIcon, Key, Modifiers, Rect, Role, Sense, Ui, WidgetInfo, accesskit,
    pos2, vec2,
};

use super::{TableState, sheet_id};
use crate::app::panels::Facts;
use crate::app::panels::sheet::Place;
use crate::app::style::size;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::survey::Head;

/// Least and most width of a column.
const WIDTHS: (f32, f32) = (44.0, 900.0);
/// By how much one press of a key makes a column wider.
const STEP: f32 = 16.0;
/// Text keeps this far from the edges of its cell.
pub(super) const PAD: f32 = 10.0;

/// How wide a column is until someone changes it.
fn first_width(name: &str) -> f32 {
    match name {
        "Name" | "Source" => 210.0,
        "Kind" => 148.0,
        "Status" | "Since then" => 104.0,
        "Relation" | "Basis" | "Document" => 136.0,
        "Links" => 64.0,
        "Target" => 220.0,
        "First quote" => 380.0,
        _ => 172.0,
    }
}

/// The width of the first column, which stays, and those of the others; the last one fills up
/// what is left.
pub(super) fn widths(state: &TableState, columns: &[Head], room: f32) -> (f32, Vec<f32>) {
    let width = |column: &Head| {
        state.widths.get(column.name).copied().unwrap_or_else(|| first_width(column.name))
    };
    let mut widths: Vec<f32> = columns.iter().map(width).collect();
    let side = if widths.is_empty() { 0.0 } else { widths.remove(0) };
    let used: f32 = side + widths.iter().sum::<f32>();
    if let Some(last) = widths.last_mut() {
        *last += (room - used).max(0.0);
    }
    (side, widths)
}

/// The heads of the columns that scroll.
pub(super) fn heads_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    state: &mut TableState,
    columns: &[Head],
    place: &Place,
) {
    ground_ui(ui, facts, place.head);
    for at in place.columns.clone() {
        let rect = Rect::from_x_y_ranges(place.column(at), place.head.y_range());
        head_ui(ui, facts, state, columns, (at + 1, rect));
    }
}

/// The head of the column that stays.
pub(super) fn corner_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    state: &mut TableState,
    columns: &[Head],
    place: &Place,
) {
    ground_ui(ui, facts, place.corner);
    head_ui(ui, facts, state, columns, (0, place.corner));
}

fn ground_ui(ui: &Ui, facts: Facts<'_>, rect: Rect) {
    let look = facts.look;
    ui.painter().rect_filled(rect, CornerRadius::ZERO, look.color(Paint::Panel));
    let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 1.0), rect.max);
    ui.painter().rect_filled(line, CornerRadius::ZERO, look.color(Paint::Hairline));
}

fn head_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    state: &mut TableState,
    columns: &[Head],
    (at, rect): (usize, Rect),
) {
    let Some(column) = columns.get(at) else { return };
    let look = facts.look;
    let id = sheet_id().with(("head", column.name));
    let response = ui.interact(rect, id, Sense::click());
    let sorted = state.order().filter(|order| order.column == at).map(|order| order.is_descending);
    let said = match sorted {
        None => format!("{}, not sorted", column.name),
        Some(false) => format!("{}, sorted rising", column.name),
        Some(true) => format!("{}, sorted falling", column.name),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &said));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_column_index(at);
        match sorted {
            None => node.clear_sort_direction(),
            Some(false) => node.set_sort_direction(accesskit::SortDirection::Ascending),
            Some(true) => node.set_sort_direction(accesskit::SortDirection::Descending),
        }
    });
    if response.hovered() || response.has_focus() {
        let ground = rect.shrink2(vec2(2.0, 3.0));
        ui.painter().rect_filled(ground, CornerRadius::same(4), look.color(Paint::Field));
    }
    let paint = if sorted.is_some() { Paint::Ink } else { Paint::Soft };
    let room = rect.width() - 2.0 * PAD - 12.0;
    let galley = look.one_line(ui, column.name, (size::SMALL, Weight::SemiBold, paint), room);
    let width = galley.size().x;
    let anchor = if column.is_number { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
    let inner = rect.shrink2(vec2(PAD, 0.0));
    let text = anchor.align_size_within_rect(galley.size(), inner);
    ui.painter().galley(text.min, galley, look.color(paint));
    if let Some(is_descending) = sorted {
        let x = if column.is_number { text.left() - 9.0 } else { text.left() + width + 9.0 };
        arrow(ui, facts, pos2(x, rect.center().y), is_descending);
    }
    look.focus_ring(ui, rect.shrink(4.0), &response);
    if response.has_focus() {
        widen_by_key(ui, state, column, rect.width());
    }
    if response.clicked() {
        state.sort_by(at);
    }
    edge_ui(ui, facts, state, column, rect);
}

/// A small triangle that points the way the rows go.
fn arrow(ui: &Ui, facts: Facts<'_>, at: egui::Pos2, is_descending: bool) {
    let tip = if is_descending { 2.5 } else { -2.5 };
    let points = vec![at + vec2(-3.5, -tip), at + vec2(3.5, -tip), at + vec2(0.0, tip)];
    let color = facts.look.color(Paint::Accent);
    ui.painter().add(egui::Shape::convex_polygon(points, color, egui::Stroke::NONE));
}

fn widen_by_key(ui: &Ui, state: &mut TableState, column: &Head, width: f32) {
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::SHIFT, key));
    let by = if pressed(Key::ArrowRight) {
        STEP
    } else if pressed(Key::ArrowLeft) {
        -STEP
    } else {
        return;
    };
    state.widths.insert(column.name, (width + by).clamp(WIDTHS.0, WIDTHS.1));
}

/// The edge at which a column is made wider; a double click gives it its first width back.
fn edge_ui(ui: &Ui, facts: Facts<'_>, state: &mut TableState, column: &Head, head: Rect) {
    let edge = Rect::from_x_y_ranges(head.right() - 5.0..=head.right() + 1.0, head.y_range());
    let id = sheet_id().with(("edge", column.name));
    let response = ui.interact(edge, id, Sense::CLICK | Sense::DRAG);
    let is_lit = response.hovered() || response.dragged();
    let paint = if is_lit { Paint::Accent } else { Paint::Hairline };
    let line = Rect::from_x_y_ranges(
        head.right() - 1.0..=head.right(),
        head.top() + 7.0..=head.bottom() - 7.0,
    );
    ui.painter().rect_filled(line, CornerRadius::ZERO, facts.look.color(paint));
    if response.double_clicked() {
        state.widths.remove(column.name);
    } else if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let width = pointer.x - head.left();
        state.widths.insert(column.name, width.clamp(WIDTHS.0, WIDTHS.1));
    }
    response.on_hover_and_drag_cursor(CursorIcon::ResizeColumn);
}
