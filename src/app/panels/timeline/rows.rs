//! The rows of the timeline: their names, and the marks that can be pointed at, clicked and
//! walked through.

use egui::{
    CornerRadius, EventFilter, Id, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::super::Facts;
use super::SIDE;
use super::axis::{Axis, years_of};
use super::glyph::{glyph, since_line};
use super::list::{hint_ui, is_open, list_ui, spoken_cluster};
use super::state::{CLUSTER, Place, TimelineState};
use super::walk::{spot_at, step, way_pressed};
use super::words::Words;
use crate::app::style::{font, size};
use crate::atlas::NodeKind;
use crate::layout::measure::Weight;
use crate::scene::{Paint, threat_hue};
use crate::session::Command;
use crate::survey::{Happening, Spot, Timeline, TimelineRow, month_start};

/// Height of a row of one lane.
const ROW: f32 = 28.0;
/// Distance between two lanes.
const LANE: f32 = 13.0;
/// From this length on a stretch of time is drawn as a line behind its mark, in points.
const LEAST_STRETCH: f32 = 14.0;

/// What every row is drawn from.
struct Stage<'a> {
    facts: Facts<'a>,
    timeline: &'a Timeline,
    axis: Axis,
    /// Where the first date stands.
    origin: f32,
    /// Where the keyboard would enter.
    entry: Option<Place>,
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

/// A mark that is on the screen.
struct Mark(Response);

/// Draws one mark, or the count of several; `None` where it is out of sight.
fn mark_ui(
    ui: &mut Ui,
    stage: &Stage<'_>,
    (row, spec, spot): (usize, &TimelineRow, &Spot),
    rect: Rect,
    commands: &mut Vec<Command>,
) -> Option<Mark> {
    let first = *spot.members.first()?;
    let happening = stage.timeline.happenings.get(first)?;
    let x = stage.origin + spot.middle();
    let y = if spot.is_cluster() {
        rect.center().y
    } else {
        let lanes = (rect.height() - ROW) / LANE;
        rect.center().y + (spot.lane as f32 - lanes / 2.0) * LANE
    };
    let centre = pos2(x, y);
    let (left, right) = (stage.origin + spot.extent.0, stage.origin + spot.extent.1);
    let chart = stage.axis.rect.x_range();
    if right < chart.min || left > chart.max {
        return None;
    }
    let wide = if spot.is_cluster() { CLUSTER } else { 16.0 };
    let reach = Rect::from_center_size(centre, vec2(wide, 16.0));
    let target = reach.intersect(reach.with_min_x(chart.min).with_max_x(chart.max));
    let group = spec.group.as_ref().map_or("", |id| id.as_str());
    let key = (group, happening.node.as_str(), happening.is_since, happening.at);
    let id = ui.scope_id().with("mark").with(key).with(spot.is_cluster());
    let is_entry = stage.entry.is_some_and(|e| e.row == row && spot.members.contains(&e.happening));
    // One stop for the tabulator; arrows walk on from there.
    let sense = if is_entry { Sense::click() } else { Sense::CLICK };
    let mark = ui.interact(if target.is_positive() { target } else { reach }, id, sense);
    let painter = ui.painter_at(ui.clip_rect().with_min_x(chart.min).with_max_x(chart.max));
    if spot.is_cluster() {
        cluster_ui(ui, &painter, stage, spot, (reach, &mark), commands);
    } else {
        single_ui(&painter, stage, happening, (left, right), (centre, &mark), commands);
    }
    if mark.has_focus() {
        let line = Stroke::new(2.0, stage.facts.look.color(Paint::Accent));
        painter.rect_stroke(reach.expand(2.0), 7.0, line, StrokeKind::Outside);
    }
    Some(Mark(mark))
}

fn is_selected(stage: &Stage<'_>, happening: &Happening) -> bool {
    stage.facts.session.view().selected.contains(&happening.node)
}

fn single_ui(
    painter: &egui::Painter,
    stage: &Stage<'_>,
    happening: &Happening,
    (left, right): (f32, f32),
    (centre, mark): (egui::Pos2, &Response),
    commands: &mut Vec<Command>,
) {
    let facts = stage.facts;
    let look = facts.look;
    let ink = look.color(if happening.is_since { Paint::Accent } else { Paint::Soft });
    // A month or a year is as long as it is, and never a day of it.
    if happening.stretch.n_days() > 1 && right - left >= LEAST_STRETCH {
        let bar =
            Rect::from_min_max(pos2(left + 1.0, centre.y - 2.5), pos2(right - 1.0, centre.y + 2.5));
        painter.rect_filled(bar, CornerRadius::same(2), ink.gamma_multiply(0.3));
    }
    let is_selected = is_selected(stage, happening);
    let ground = if is_selected { Paint::Highlight } else { Paint::Panel };
    if is_selected {
        painter.circle_filled(centre, 9.0, look.color(Paint::Highlight));
    }
    if mark.hovered() || is_selected {
        painter.circle_stroke(centre, 9.0, Stroke::new(1.5, look.color(Paint::Accent)));
    }
    glyph(painter, centre, happening.step, ink, look.color(ground));
    if happening.is_since {
        since_line(painter, centre, ink);
    }
    let Some(words) = Words::of(facts, happening) else { return };
    mark.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, words.spoken()));
    let hovered = mark.clone().on_hover_cursor(egui::CursorIcon::PointingHand);
    hovered.on_hover_ui(|ui| hint_ui(ui, facts, &words));
    if mark.clicked() {
        commands.push(Command::Select { node: happening.node.clone(), extend: false });
    }
}

fn cluster_ui(
    ui: &Ui,
    painter: &egui::Painter,
    stage: &Stage<'_>,
    spot: &Spot,
    (rect, mark): (Rect, &Response),
    commands: &mut Vec<Command>,
) {
    let facts = stage.facts;
    let look = facts.look;
    let members = || spot.members.iter().filter_map(|&at| stage.timeline.happenings.get(at));
    let has_since = members().any(|happening| happening.is_since);
    let is_selected = members().any(|happening| is_selected(stage, happening));
    let is_list_open = is_open(ui, mark.id);
    let is_lit = mark.hovered() || is_list_open || is_selected;
    let ground = if is_selected { Paint::Highlight } else { Paint::Field };
    let line = if is_lit { Paint::Accent } else { Paint::BoxLine };
    let ink = look.color(if has_since { Paint::Accent } else { Paint::Soft });
    let pill = rect.shrink2(vec2(1.5, 0.0));
    let stroke = Stroke::new(if is_lit { 1.5 } else { 1.0 }, look.color(line));
    painter.rect(pill, 8.0, look.color(ground), stroke, StrokeKind::Inside);
    let style = font(size::CAPTION, Weight::SemiBold);
    let count = spot.members.len().to_string();
    painter.text(pill.center(), egui::Align2::CENTER_CENTER, count, style, ink);
    let said = spoken_cluster(facts, stage.timeline, spot);
    mark.widget_info(|| WidgetInfo::selected(Role::Button, true, is_list_open, &said));
    let hovered = mark.clone().on_hover_cursor(egui::CursorIcon::PointingHand);
    if !is_list_open {
        hovered.on_hover_text(said);
    }
    list_ui(mark, facts, (stage.timeline, spot), commands);
}

impl Mark {
    /// Lets the keyboard come here, and go on from here.
    fn take_focus(
        self,
        ui: &Ui,
        state: &mut TimelineState,
        (row, spot): (usize, &Spot),
        rows: &[Vec<Spot>],
    ) {
        let Self(mark) = self;
        let Some(&happening) = spot.members.first() else { return };
        let own = Place { row, happening };
        let is_wanted = |place: &Place| place.row == row && spot.members.contains(&place.happening);
        if state.wants_focus.as_ref().is_some_and(is_wanted) {
            mark.request_focus();
            state.current = Some(own);
            state.wants_focus = None;
        }
        if mark.clicked() {
            state.current = Some(own);
        }
        if !mark.has_focus() {
            return;
        }
        state.current = Some(own);
        hold_arrows(ui, mark.id);
        if let Some(next) = way_pressed(ui).and_then(|way| step(rows, own, way)) {
            state.wants_focus = Some(next);
            state.current = Some(next);
            ui.request_repaint();
        }
    }
}

/// Keeps arrows from moving the focus by themselves.
fn hold_arrows(ui: &Ui, id: Id) {
    let arrows =
        EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(id, arrows));
}
