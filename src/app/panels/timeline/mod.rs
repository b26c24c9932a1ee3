//! The timeline: when acts were made and what happened since, in rows by pillar or by threat.
//!
//! Owns how the drawer is divided: tools above, a sticky axis, rows that scroll, what is still
//! open beside them, a legend below. What stands in which row is worked out in `survey`; the
//! parts are drawn by the files of this folder. Start with [`timeline_ui`].

mod axis;
mod glyph;
mod list;
mod marks;
mod open_ends;
mod rows;
mod state;
mod tools;
mod walk;
mod words;

use egui::{Rect, Ui, UiBuilder, pos2, vec2};

pub(in crate::app) use self::state::TimelineState;

use self::axis::{Axis, axis_ui, turn_axis};
use self::open_ends::open_ends_ui;
use self::rows::rows_ui;
use self::tools::{legend_ui, tools_ui};
use super::Facts;
use crate::app::desk::Desk;
use crate::app::style::size;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;
use crate::survey::Timeline;

/// The drawer's name.
pub(in crate::app) const TIMELINE: &str = "Timeline";

/// Height of the tools.
const TOOLS: f32 = 38.0;
/// Height of the axis.
const AXIS: f32 = 34.0;
/// Height of the legend.
const LEGEND: f32 = 26.0;
/// Padding at the drawer's sides.
const SIDE: f32 = 16.0;
/// From this width on what is still open stands beside the rows.
const WIDE: f32 = 560.0;
/// Widths of the names of rows and of what is still open, in a drawer of any width.
const NAMES: (f32, f32) = (132.0, 208.0);
const OPEN_ENDS: (f32, f32) = (176.0, 232.0);

/// Where the parts of the drawer stand.
struct Parts {
    tools: Rect,
    /// Above the names of the rows.
    corner: Rect,
    axis: Rect,
    /// Names and rows.
    rows: Rect,
    open_ends: Option<Rect>,
    legend: Rect,
}

impl Parts {
    fn of(whole: Rect, has_open_ends: bool) -> Self {
        let share =
            |(least, most): (f32, f32), share: f32| (whole.width() * share).clamp(least, most);
        let (top, bottom) = (whole.top() + TOOLS, whole.bottom() - LEGEND);
        let is_wide = whole.width() >= WIDE && has_open_ends;
        let beside = if is_wide { share(OPEN_ENDS, 0.27) } else { 0.0 };
        let right = whole.right() - beside;
        let left = whole.left() + share(NAMES, 0.24);
        let from = |min, max| Rect::from_min_max(min, max);
        Self {
            tools: from(whole.min, pos2(whole.right(), top)),
            corner: from(pos2(whole.left(), top), pos2(left, top + AXIS)),
            axis: from(pos2(left, top), pos2(right - SIDE, top + AXIS)),
            rows: from(pos2(whole.left(), top + AXIS), pos2(right, bottom)),
            open_ends: is_wide.then(|| from(pos2(right, top), pos2(whole.right(), bottom))),
            legend: from(pos2(whole.left(), bottom), whole.max),
        }
    }
}

/// Draws the timeline.
pub(super) fn timeline_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let state = &mut desk.timeline;
    state.refresh(facts);
    let Some(made) = state.made.take() else { return };
    let timeline = &made.1;
    let has_open_ends = !timeline.not_found.is_empty() || !timeline.not_sought.is_empty();
    let parts = Parts::of(ui.available_rect_before_wrap(), has_open_ends);
    ui.advance_cursor_after_rect(parts.tools.union(parts.legend));
    match timeline.whole() {
        Some(whole) if !timeline.happenings.is_empty() => {
            let window = state.window(whole);
            let axis = turn_axis(ui, Axis::new(parts.axis, window), (&parts, whole), state);
            within(ui, parts.tools, |ui| tools_ui(ui, facts, timeline, axis, state));
            within(ui, parts.corner, |ui| corner_ui(ui, facts, timeline));
            axis_ui(ui, facts, timeline, axis);
            within(ui, parts.rows, |ui| rows_ui(ui, facts, timeline, axis, state, commands));
            within(ui, parts.legend, |ui| legend_ui(ui, facts, timeline));
        }
        _ => within(ui, parts.rows, |ui| empty_ui(ui, facts)),
    }
    if let Some(rect) = parts.open_ends {
        within(ui, rect, |ui| open_ends_ui(ui, facts, timeline, commands));
    }
    state.made = Some(made);
}

fn within(ui: &mut Ui, rect: Rect, draw: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(rect), draw);
}

/// How many dates there are, above the names of the rows.
fn corner_ui(ui: &mut Ui, facts: Facts<'_>, timeline: &Timeline) {
    let n = timeline.happenings.len();
    let mut words = if n == 1 { "1 date".to_owned() } else { format!("{n} dates") };
    if timeline.n_unread > 0 {
        words = format!("{words}, {} unreadable", timeline.n_unread);
    }
    let soft = (size::SMALL, Weight::Regular, Paint::Soft);
    let galley = facts.look.one_line(ui, &words, soft, ui.available_width() - SIDE);
    let rect = ui.max_rect();
    let at = rect.left_bottom() + vec2(SIDE, -galley.size().y - 4.0);
    ui.put(Rect::from_min_size(at, galley.size()), egui::Label::new(galley));
}

fn empty_ui(ui: &mut Ui, facts: Facts<'_>) {
    let look = facts.look;
    ui.add_space(24.0);
    ui.horizontal(|ui| {
        ui.add_space(SIDE);
        ui.vertical(|ui| {
            let words = "Nothing shown here has a date.";
            look.text(ui, words, (size::COUNT, Weight::SemiBold, Paint::Ink));
            let words = "Acts and events carry dates; show some by clearing the filter (Z).";
            look.text(ui, words, (size::BODY, Weight::Regular, Paint::Soft));
        });
    });
}
