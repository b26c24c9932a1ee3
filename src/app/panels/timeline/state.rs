//! What the timeline keeps from frame to frame.

use super::super::Facts;
use super::super::asked::Asked;
use crate::survey::{Grouping, Spot, Stretch, Timeline, month_start, place_spots};

/// The year from which a timeline is shown at first.
pub(super) const FIRST_YEAR: i32 = 2016;
/// The shortest stretch of time shown, in days.
const SHORTEST: f64 = 28.0;
/// So much of the time shown is free at either end.
const FREE: f64 = 0.04;
/// Lanes of a row.
pub(super) const N_LANES: usize = 2;
/// Width of a mark with the gap to its neighbour, in points.
pub(super) const MARK: f32 = 12.0;
/// Width of the count of several, in points.
pub(super) const CLUSTER: f32 = 26.0;

/// A stretch of time that is shown: its first day, and how many days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Window {
    pub(super) first: f64,
    pub(super) n_days: f64,
}

impl Window {
    /// All of a stretch, with some air around it.
    pub(super) fn around(stretch: Stretch) -> Self {
        let n_days = f64::from(stretch.n_days()).max(SHORTEST);
        let middle = stretch.middle();
        let n_days = n_days * (1.0 + 2.0 * FREE);
        Self { first: middle - n_days / 2.0, n_days }
    }

    /// What is shown at first: from [`FIRST_YEAR`] on, or all where all is later or earlier.
    fn opening(whole: Stretch) -> Self {
        let from = month_start(FIRST_YEAR, 1);
        let start = if whole.end > from { whole.start.max(from) } else { whole.start };
        Self::around(Stretch { start, end: whole.end })
    }

    /// The same, no shorter than can be told apart and no longer than all, not far from all.
    fn within(self, whole: Stretch) -> Self {
        let all = Self::around(whole);
        let n_days = self.n_days.clamp(SHORTEST.min(all.n_days), all.n_days);
        let middle = self.first + self.n_days / 2.0;
        let (first, last) = (f64::from(whole.start), f64::from(whole.end));
        Self { first: middle.clamp(first, last) - n_days / 2.0, n_days }
    }
}

/// The spots of every row, for one scale.
#[derive(Debug)]
pub(super) struct Placed {
    grouping: Grouping,
    scale: f64,
    pub(super) rows: Vec<Vec<Spot>>,
}

/// A happening in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The row.
    pub(super) row: usize,
    /// The happening's position in the timeline.
    pub(super) happening: usize,
}

/// The timeline.
#[derive(Debug, Default)]
pub(in crate::app) struct TimelineState {
    /// The dates of the picture shown.
    pub(super) made: Option<(Asked, Timeline)>,
    /// What the rows are.
    pub(super) grouping: Grouping,
    /// The time shown, where the user chose it.
    chosen: Option<Window>,
    /// The spots of the rows.
    pub(super) placed: Option<Placed>,
    /// Where the keyboard is.
    pub(super) current: Option<Place>,
    /// Where the keyboard goes next.
    pub(super) wants_focus: Option<Place>,
}

impl TimelineState {
    /// Works the dates out anew where the picture asks for others.
    pub(super) fn refresh(&mut self, facts: Facts<'_>) {
        if self.made.as_ref().is_some_and(|(asked, _)| asked.still_holds(facts)) {
            return;
        }
        let visible = &facts.picture.visible;
        let atlas = facts.session.atlas();
        let timeline = Timeline::of(atlas, &visible.kept_nodes, &visible.kept_links);
        *self = Self {
            made: Some((Asked::of(facts), timeline)),
            grouping: self.grouping,
            chosen: self.chosen,
            ..Self::default()
        };
    }

    /// The time shown.
    pub(super) fn window(&self, whole: Stretch) -> Window {
        self.chosen.unwrap_or_else(|| Window::opening(whole)).within(whole)
    }

    /// Shows another stretch of time.
    pub(super) fn show(&mut self, window: Window, whole: Stretch) {
        self.chosen = Some(window.within(whole));
    }

    /// Shows all there is.
    pub(super) fn show_all(&mut self, whole: Stretch) {
        self.chosen = Some(Window::around(whole));
    }

    /// Shows the time from a day on.
    pub(super) fn show_from(&mut self, day: i32, whole: Stretch) {
        self.chosen = Some(Window::around(Stretch { start: day, ..whole }));
    }

    /// Shows what is shown at first.
    pub(super) fn show_opening(&mut self) {
        self.chosen = None;
    }

    /// Chooses what the rows are.
    pub(super) fn group(&mut self, grouping: Grouping) {
        if self.grouping != grouping {
            self.grouping = grouping;
            self.current = None;
        }
    }

    /// Sees to it that the spots of the rows are there for a scale, in points a day.
    pub(super) fn place(&mut self, timeline: &Timeline, whole: Stretch, scale: f64) {
        let grouping = self.grouping;
        let holds = |placed: &Placed| placed.scale == scale && placed.grouping == grouping;
        if self.placed.as_ref().is_some_and(holds) {
            return;
        }
        let x = |day: i32| (f64::from(day - whole.start) * scale) as f32;
        let rows = timeline.rows(grouping).iter().map(|row| {
            let happenings = row.happenings.iter().filter_map(|&at| timeline.happenings.get(at));
            let stretches: Vec<(f32, f32)> = happenings
                .map(|happening| (x(happening.stretch.start), x(happening.stretch.end)))
                .collect();
            let mut spots = place_spots(&stretches, N_LANES, MARK, CLUSTER);
            for member in spots.iter_mut().flat_map(|spot| &mut spot.members) {
                *member = row.happenings.get(*member).copied().unwrap_or_default();
            }
            spots
        });
        self.placed = Some(Placed { grouping, scale, rows: rows.collect() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(from: &str, to: &str) -> Stretch {
        let day = |date| Stretch::of(date).expect("a date");
        day(from).union(day(to))
    }

    #[test]
    fn it_opens_from_2016_unless_all_is_later_or_earlier() {
        let check = |from, to, first: &str| {
            let window = Window::opening(stretch(from, to));
            let expected = f64::from(Stretch::of(first).expect("a date").start);
            // Some air before it, and no more.
            let air = expected - window.first;
            assert!(air > 0.0 && air < window.n_days * 0.05, "{from} {air}");
        };
        check("2008-05-01", "2026-07-02", "2016-01-01");
        check("2025-04-01", "2026-07-02", "2025-04-01");
        check("2001-01-01", "2012-01-01", "2001-01-01");
    }

    #[test]
    fn what_is_shown_stays_near_what_there_is() {
        let whole = stretch("2020-01-01", "2026-01-01");
        let all = Window::around(whole);
        let far = Window { first: all.first + 1e6, n_days: 1e9 }.within(whole);
        assert_eq!(far.n_days, all.n_days);
        assert!(far.first <= f64::from(whole.end));
        let near = Window { n_days: 0.1, ..all }.within(whole);
        assert_eq!(near.n_days, SHORTEST);
    }
}
