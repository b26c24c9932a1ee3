//! The rows of the timeline: their names, what lies behind them, and which marks stand in them.

use egui::{CornerRadius, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::super::Facts;
use super::SIDE;
use super::axis::{Axis, years_of};
use super::marks::mark_ui;
use super::state::{Place, TimelineState};
use super::walk::spot_at;
use crate::app::style::size;
use crate::atlas::NodeKind;
use crate::layout::measure::Weight;
use crate::scene::{Paint, threat_hue};
use crate::session::Command;
use crate::survey::{Spot, Timeline, TimelineRow, month_start};

/// Height of a row of one lane.
pub(super) const ROW: f32 = 28.0;
/// Distance between two lanes.
pub(super) const LANE: f32 = 13.0;

/// What every row is drawn from.
pub(super) struct Stage<'a> {
    /// What every panel may read.
    pub(super) facts: Facts<'a>,
    /// The dates.
    pub(super) timeline: &'a Timeline,
    /// Where days stand.
    pub(super) axis: Axis,
    /// Where the first date stands.
    pub(super) origin: f32,
    /// Where the keyboard would enter.
    pub(super) entry: Option<Place>,
}

/// Draws the rows and gathers what the user does to them.
pub(super) fn rows_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    timeline: &Timeline,
    axis: Axis,
    state: &mut TimelineState,
    commands: &mut Vec<Command>,
) {
    let Some(whole) = timeline.whole() else { return };
    state.place(timeline, whole, axis.scale());
    let Some(placed) = state.placed.take() else { return };
    let entry = state.current.filter(|place| spot_at(&placed.rows, *place).is_some());
    let origin = axis.x(f64::from(whole.start));
    let shown = axis.rect.x_range();
    let is_shown = |spot: &&Spot| shown.contains(origin + spot.middle());
    let first = || {
        let mut rows = placed.rows.iter().enumerate();
        rows.find_map(|(row, spots)| {
            let spot = spots.iter().find(is_shown)?;
            Some(Place { row, happening: *spot.members.first()? })
        })
    };
    let stage = Stage { facts, timeline, axis, origin, entry: entry.or_else(first) };
    let rows = timeline.rows(state.grouping);
    ScrollArea::vertical().id_salt("timeline-rows").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let heights: Vec<f32> = placed.rows.iter().map(|spots| height_of(spots)).collect();
        let all = vec2(ui.available_width(), heights.iter().sum::<f32>() + 4.0);
        let (rows_rect, _) = ui.allocate_exact_size(all, Sense::hover());
        ground_ui(ui, &stage);
        let mut top = rows_rect.top();
        for (row, height) in heights.iter().enumerate() {
            let rect =
                Rect::from_min_size(pos2(rows_rect.left(), top), vec2(rows_rect.width(), *height));
            top += height;
            let wanted = state.wants_focus.filter(|place| place.row == row);
            if wanted.is_some() {
                ui.scroll_to_rect(rect, None);
            }
            if !ui.is_rect_visible(rect) {
                continue;
            }
            let Some((spots, spec)) = placed.rows.get(row).zip(rows.get(row)) else { continue };
            name_ui(ui, &stage, spec, (rect, state.grouping.none()), commands);
            for spot in spots {
                if let Some(mark) = mark_ui(ui, &stage, (row, spec, spot), rect, commands) {
                    mark.take_focus(ui, state, (row, spot), &placed.rows);
                }
            }
        }
    });
    if let Some(to) = state.wants_focus.and_then(|place| timeline.happenings.get(place.happening)) {
        // What the keyboard goes to is brought into the time shown.
        let window = axis.bringing(to.stretch);
        if window != axis.window {
            state.show(window, whole);
            if state.window(whole) == axis.window {
                state.wants_focus = None;
            }
            ui.request_repaint();
        }
    }
    state.placed = Some(placed);
}

fn height_of(spots: &[Spot]) -> f32 {
    let lanes = spots.iter().map(|spot| spot.lane).max().unwrap_or(0);
    ROW + lanes as f32 * LANE
}

/// Years behind the rows, what lies ahead of the as-of day, and the day itself.
fn ground_ui(ui: &Ui, stage: &Stage<'_>) {
    let look = stage.facts.look;
    let axis = stage.axis;
    let chart = ui.clip_rect().with_min_x(axis.rect.left()).with_max_x(axis.rect.right());
    let painter = ui.painter_at(chart);
    let hairline = Stroke::new(1.0, look.color(Paint::Hairline));
    if let Some(as_of) = stage.timeline.as_of {
        let ahead = chart.with_min_x(axis.x(f64::from(as_of.end)).max(chart.left()));
        painter.rect_filled(
            ahead,
            CornerRadius::ZERO,
            look.color(Paint::Field).gamma_multiply(0.6),
        );
    }
    for year in years_of(axis) {
        let x = axis.x(f64::from(month_start(year, 1)));
        painter.vline(x, chart.y_range(), hairline);
    }
    if let Some(as_of) = stage.timeline.as_of {
        let line = Stroke::new(1.5, look.color(Paint::Accent));
        painter.vline(axis.x(f64::from(as_of.end)), chart.y_range(), line);
    }
}

/// The name of a row, one click from its node.
fn name_ui(
    ui: &Ui,
    stage: &Stage<'_>,
    row: &TimelineRow,
    (rect, none): (Rect, &str),
    commands: &mut Vec<Command>,
) {
    let look = stage.facts.look;
    let atlas = stage.facts.session.atlas();
    let line = Stroke::new(1.0, look.color(Paint::Hairline));
    ui.painter().hline(rect.left() + SIDE..=stage.axis.rect.right(), rect.bottom() - 0.5, line);
    let node = row.group.as_ref().and_then(|id| atlas.node(id));
    let label = node.map_or(none, |node| node.label.as_str());
    let n = row.happenings.len();
    let words = if n == 1 { "1 date".to_owned() } else { format!("{n} dates") };
    let place = rect.with_max_x(stage.axis.rect.left() - 8.0).with_min_x(rect.left() + SIDE);
    let is_threat = node.is_some_and(|node| node.kind == NodeKind::Threat);
    let indent = if is_threat { 14.0 } else { 0.0 };
    let (weight, paint) = match (node, n) {
        (Some(_), 1..) => (Weight::Medium, Paint::Ink),
        _ => (Weight::Regular, Paint::Soft),
    };
    let count =
        look.one_line(ui, &n.to_string(), (size::SMALL, Weight::Regular, Paint::Soft), 40.0);
    let room = place.width() - indent - count.size().x - 10.0;
    let galley = look.one_line(ui, label, (size::SMALL, weight, paint), room);
    let at = pos2(place.left() + indent, place.center().y - galley.size().y / 2.0);
    if let Some(node) = node.filter(|_| is_threat) {
        let hue = look.color(Paint::Threat(threat_hue(atlas, &node.id)));
        let square =
            Rect::from_center_size(pos2(place.left() + 4.0, place.center().y), vec2(8.0, 8.0));
        ui.painter().rect_filled(square, CornerRadius::same(2), hue);
    }
    let sense = if node.is_some() { Sense::click() } else { Sense::hover() };
    let id = ui.scope_id().with("row").with(label);
    let response = ui.interact(place, id, sense);
    let role = if node.is_some() { Role::Link } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, format!("{label}, {words}")));
    if node.is_some() && (response.hovered() || response.has_focus()) {
        let ground = place.expand2(vec2(6.0, -3.0));
        ui.painter().rect_filled(ground, CornerRadius::same(6), look.color(Paint::Field));
    }
    look.focus_ring(ui, place.shrink2(vec2(0.0, 4.0)), &response);
    let count_at = pos2(place.right() - count.size().x, place.center().y - count.size().y / 2.0);
    ui.painter().galley(at, galley, look.color(paint));
    ui.painter().galley(count_at, count, look.color(Paint::Soft));
    if let Some(node) = node {
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if response.on_hover_text(format!("{label}: {words}")).clicked() {
            commands.push(Command::Select { node: node.id.clone(), extend: false });
        }
    }
}
