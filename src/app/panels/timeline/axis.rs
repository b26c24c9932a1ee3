//! The time axis: years and months that stay in sight, and how pointer and wheel move it.

use egui::{Align2, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::super::Facts;
use super::super::dates::spoken_date;
use super::Parts;
use super::state::{TimelineState, Window};
use crate::app::style::{font, size};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::survey::{Stretch, Timeline, month_of, month_start};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// From this width on a month is named, in points.
const NAMED_MONTH: f32 = 32.0;
/// From this width on the beginning of a month is marked.
const MARKED_MONTH: f32 = 8.0;
/// Room of the name of a year.
const YEAR: f32 = 38.0;
/// How many years lie between two that are named where each has no room.
const STEPS: [i32; 7] = [1, 2, 5, 10, 20, 50, 100];

/// Where days stand on the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    /// Where the axis is drawn.
    pub(super) rect: Rect,
    /// What it shows.
    pub(super) window: Window,
}

impl Axis {
    /// An axis over a stretch of time.
    pub(super) const fn new(rect: Rect, window: Window) -> Self {
        Self { rect, window }
    }

    /// Points a day.
    pub(super) fn scale(&self) -> f64 {
        f64::from(self.rect.width()) / self.window.n_days
    }

    /// Where a day begins.
    pub(super) fn x(&self, day: f64) -> f32 {
        self.rect.left() + ((day - self.window.first) * self.scale()) as f32
    }

    /// The day at a place.
    fn day(&self, x: f32) -> f64 {
        self.window.first + f64::from(x - self.rect.left()) / self.scale()
    }

    /// Zoomed about a place that stays where it is.
    pub(super) fn zoomed(self, factor: f64, x: f32) -> Window {
        let day = self.day(x);
        let first = day - (day - self.window.first) / factor;
        Window { first, n_days: self.window.n_days / factor }
    }

    /// Moved by some points.
    fn panned(self, points: f32) -> Window {
        let first = self.window.first - f64::from(points) / self.scale();
        Window { first, ..self.window }
    }

    /// The time shown when a stretch is to be in sight.
    pub(super) fn bringing(self, stretch: Stretch) -> Window {
        let (start, end) = (f64::from(stretch.start), f64::from(stretch.end));
        let air = self.window.n_days * 0.05;
        let last = self.window.first + self.window.n_days;
        let back = (self.window.first + air - start).max(0.0);
        let on = (end - last + air).max(0.0);
        Window { first: self.window.first - if back > 0.0 { back } else { -on }, ..self.window }
    }
}

/// Moves the axis as wheel, pinch and drag ask.
pub(super) fn turn_axis(
    ui: &Ui,
    axis: Axis,
    (parts, whole): (&Parts, Stretch),
    state: &mut TimelineState,
) -> Axis {
    let ground =
        parts.axis.union(parts.rows).with_min_x(parts.axis.left()).with_max_x(axis.rect.right());
    let drag = ui.interact(ground, ui.scope_id().with("time"), Sense::DRAG);
    let mut window = axis.window;
    if drag.dragged() {
        window = axis.panned(drag.drag_delta().x);
    }
    if drag.contains_pointer()
        && let Some(pointer) = ui.input(|i| i.pointer.hover_pos())
    {
        let (factor, wheel) = ui.input(|i| (i.zoom_delta(), i.smooth_scroll_delta().x));
        if factor != 1.0 {
            window = axis.zoomed(f64::from(factor), pointer.x);
        } else if wheel != 0.0 {
            window = axis.panned(wheel);
        }
    }
    if window != axis.window {
        state.show(window, whole);
        return Axis { window: state.window(whole), ..axis };
    }
    axis
}

/// Years, months, and the day up to which the atlas is true.
pub(super) fn axis_ui(ui: &Ui, facts: Facts<'_>, timeline: &Timeline, axis: Axis) {
    let look = facts.look;
    let painter = ui.painter_at(axis.rect.expand2(vec2(1.0, 0.0)));
    let line = Stroke::new(1.0, look.color(Paint::Hairline));
    painter.hline(axis.rect.x_range(), axis.rect.bottom() - 0.5, line);
    let month_width = (axis.scale() * 30.4) as f32;
    let names_months = month_width >= NAMED_MONTH;
    years_ui(&painter, facts, axis);
    if month_width >= MARKED_MONTH {
        for (year, month) in months_of(axis) {
            let x = axis.x(f64::from(month_start(year, month)));
            let tick = if month == 1 { 14.0 } else { 4.0 };
            painter.vline(x, (axis.rect.bottom() - tick)..=axis.rect.bottom(), line);
            if names_months && let Some(name) = MONTHS.get(month as usize - 1) {
                let at = pos2(x + 4.0, axis.rect.bottom() - 3.0);
                let style = font(size::CAPTION, Weight::Regular);
                painter.text(at, Align2::LEFT_BOTTOM, name, style, look.color(Paint::Soft));
            }
        }
    }
    if let Some(as_of) = timeline.as_of {
        as_of_ui(ui, facts, as_of, axis, names_months);
    }
}

/// The months that are at least partly shown.
fn months_of(axis: Axis) -> Vec<(i32, u32)> {
    let last = (axis.window.first + axis.window.n_days).ceil() as i32;
    let next = |&(year, month): &(i32, u32)| {
        let after = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        (month_start(after.0, after.1) <= last).then_some(after)
    };
    std::iter::successors(Some(month_of(axis.window.first.floor() as i32)), next).collect()
}

/// The years shown, from the first that has begun.
pub(super) fn years_of(axis: Axis) -> std::ops::RangeInclusive<i32> {
    let last = (axis.window.first + axis.window.n_days).floor() as i32;
    month_of(axis.window.first.floor() as i32).0..=month_of(last).0
}

/// Names of years, each where it begins; the one that has begun already, at the edge.
fn years_ui(painter: &egui::Painter, facts: Facts<'_>, axis: Axis) {
    let look = facts.look;
    let year_width = (axis.scale() * 365.25) as f32;
    let step = STEPS.into_iter().find(|step| *step as f32 * year_width >= YEAR).unwrap_or(1_000);
    for year in years_of(axis) {
        let begins = axis.x(f64::from(month_start(year, 1)));
        let ends = axis.x(f64::from(month_start(year + 1, 1)));
        let x = begins.max(axis.rect.left());
        let is_named = year.rem_euclid(step) == 0;
        // A year that leaves the picture gives its place to the next one.
        let has_room = step > 1 || ends - x >= YEAR;
        if is_named && has_room && begins >= axis.rect.left() - year_width {
            let style = font(size::SMALL, Weight::SemiBold);
            let ink = look.color(Paint::Ink);
            let galley = painter.layout_no_wrap(year.to_string(), style, ink);
            let at = pos2(x + 4.0, axis.rect.top() + 2.0);
            if at.x + galley.size().x <= axis.rect.right() {
                painter.galley(at, galley, ink);
            }
        }
    }
}

/// The day up to which the atlas is true, in words, where it leaves years and months their room.
fn as_of_ui(ui: &Ui, facts: Facts<'_>, as_of: Stretch, axis: Axis, names_months: bool) {
    let look = facts.look;
    let x = axis.x(f64::from(as_of.end));
    if !axis.rect.x_range().contains(x) {
        return;
    }
    let day = facts.session.atlas().as_of().map(spoken_date).unwrap_or_default();
    let words = format!("as of {day}");
    let style = font(size::CAPTION, Weight::Medium);
    let galley = ui.painter().layout_no_wrap(words, style, look.color(Paint::Accent));
    // Months have the lower line to themselves once they are named.
    let top = axis.rect.top() + if names_months { 3.0 } else { 19.0 };
    let fits_right = x + 4.0 + galley.size().x <= axis.rect.right() && !names_months;
    let left = if fits_right { x + 4.0 } else { x - 4.0 - galley.size().x };
    let at = pos2(left.max(axis.rect.left() + YEAR), top);
    ui.painter_at(axis.rect).galley(at, galley, look.color(Paint::Accent));
    let line = Stroke::new(1.5, look.color(Paint::Accent));
    ui.painter_at(axis.rect).vline(x, top..=axis.rect.bottom(), line);
}
