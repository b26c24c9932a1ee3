//! The marks of the timeline: pointed at, clicked, and walked through with the keyboard.
//!
//! Owns what one mark looks like and does, and the count of several. Where it stands is given.

use egui::{
    CornerRadius, EventFilter, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use super::glyph::{glyph, since_line};
use super::list::{hint_ui, is_open, list_ui, spoken_cluster};
use super::rows::{LANE, ROW, Stage};
use super::state::{CLUSTER, Place, TimelineState};
use super::walk::{step, way_pressed};
use super::words::Words;
use crate::app::style::{font, size};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;
use crate::survey::{Happening, Spot, TimelineRow};

/// From this length on a stretch of time is drawn as a line behind its mark, in points.
const LEAST_STRETCH: f32 = 14.0;

/// A mark that is on the screen.
pub(super) struct Mark(Response);

/// Draws one mark, or the count of several; `None` where it is out of sight.
pub(super) fn mark_ui(
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
    pub(super) fn take_focus(
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
