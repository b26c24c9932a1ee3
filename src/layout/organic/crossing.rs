//! Straight segments against segments and boxes, many at a time.
//!
//! Owns the two tests and the columns they run over: plain loops over numbers side by side, which
//! a compiler turns into vector instructions. Knows nothing of nodes, links or the graph.

use emath::{Pos2, Vec2, pos2, vec2};

/// Where something is that is to meet nothing.
pub(super) const AWAY: Pos2 = Pos2::new(-1.0e6, -1.0e6);

/// Points, or sizes, in columns. World units.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    x: Vec<f32>,
    y: Vec<f32>,
}

impl Columns {
    /// So many points, all away.
    pub(super) fn new(n: usize) -> Self {
        Self { x: vec![AWAY.x; n], y: vec![AWAY.y; n] }
    }

    /// Puts a point.
    pub(super) fn set(&mut self, at: usize, point: Pos2) {
        self.x[at] = point.x;
        self.y[at] = point.y;
    }

    /// The first `n` of both columns; loops over as many need no bounds checks.
    pub(super) fn first(&self, n: usize) -> (&[f32], &[f32]) {
        (&self.x[..n], &self.y[..n])
    }

    fn see_from(&self, place: Pos2, seen: &mut Self) {
        for (seen, x) in seen.x.iter_mut().zip(&self.x) {
            *seen = x - place.x;
        }
        for (seen, y) in seen.y.iter_mut().zip(&self.y) {
            *seen = y - place.y;
        }
    }
}

/// Boxes by centre and half size; half a size that is negative belongs to no box.
#[derive(Debug, Clone)]
pub(super) struct Boxes {
    /// Their centres.
    pub(super) centres: Columns,
    /// Half their sizes.
    pub(super) halves: Columns,
}

impl Boxes {
    /// How many of the first `n` boxes come nearer to a place than `reach`.
    pub(super) fn near(&self, n: usize, place: Pos2, reach: Vec2) -> u32 {
        let ((xs, ys), (widths, heights)) = (self.centres.first(n), self.halves.first(n));
        let mut count = 0;
        for at in 0..n {
            let is_near_x = (xs[at] - place.x).abs() < widths[at] + reach.x;
            let is_near_y = (ys[at] - place.y).abs() < heights[at] + reach.y;
            count += u32::from(is_near_x & is_near_y);
        }
        count
    }

    /// Through how many of the first `n` boxes a segment runs.
    pub(super) fn crossed(&self, n: usize, a: Pos2, b: Pos2) -> u32 {
        let ((xs, ys), (widths, heights)) = (self.centres.first(n), self.halves.first(n));
        let mut count = 0;
        for at in 0..n {
            count +=
                u32::from(runs_through(a, b, pos2(xs[at], ys[at]), vec2(widths[at], heights[at])));
        }
        count
    }

    /// Marks the boxes that [`Self::crossed`] counts.
    pub(super) fn mark_crossed(&self, a: Pos2, b: Pos2, marks: &mut [u8]) {
        let n = marks.len();
        let ((xs, ys), (widths, heights)) = (self.centres.first(n), self.halves.first(n));
        for (at, mark) in marks.iter_mut().enumerate() {
            *mark =
                u8::from(runs_through(a, b, pos2(xs[at], ys[at]), vec2(widths[at], heights[at])));
        }
    }
}

/// Segments by their ends.
#[derive(Debug, Clone)]
pub(super) struct Segments {
    starts: Columns,
    stops: Columns,
}

impl Segments {
    /// So many segments, all away.
    pub(super) fn new(m: usize) -> Self {
        Self { starts: Columns::new(m), stops: Columns::new(m) }
    }

    /// Puts a segment.
    pub(super) fn set(&mut self, at: usize, start: Pos2, stop: Pos2) {
        self.starts.set(at, start);
        self.stops.set(at, stop);
    }

    /// How many of the first `m` segments run through a box.
    pub(super) fn through(&self, m: usize, centre: Pos2, half: Vec2) -> u32 {
        let ((ax, ay), (bx, by)) = (self.starts.first(m), self.stops.first(m));
        let mut count = 0;
        for at in 0..m {
            let (a, b) = (pos2(ax[at], ay[at]), pos2(bx[at], by[at]));
            count += u32::from(runs_through(a, b, centre, half));
        }
        count
    }

    /// Marks the segments that [`Self::through`] counts.
    pub(super) fn mark_through(&self, centre: Pos2, half: Vec2, marks: &mut [u8]) {
        let ((ax, ay), (bx, by)) = (self.starts.first(marks.len()), self.stops.first(marks.len()));
        for (at, mark) in marks.iter_mut().enumerate() {
            let (a, b) = (pos2(ax[at], ay[at]), pos2(bx[at], by[at]));
            *mark = u8::from(runs_through(a, b, centre, half));
        }
    }
}

/// Segments as seen from a place: their ends relative to it, and the area they span with it.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    starts: Columns,
    stops: Columns,
    areas: Vec<f32>,
}

impl Seen {
    /// Room for so many segments.
    pub(super) fn new(m: usize) -> Self {
        Self { starts: Columns::new(m), stops: Columns::new(m), areas: vec![0.0; m] }
    }

    /// Looks at segments from a place.
    pub(super) fn look(&mut self, segments: &Segments, place: Pos2) {
        segments.starts.see_from(place, &mut self.starts);
        segments.stops.see_from(place, &mut self.stops);
        let m = self.areas.len();
        let ((ax, ay), (bx, by)) = (self.starts.first(m), self.stops.first(m));
        for (at, area) in self.areas.iter_mut().enumerate() {
            *area = ax[at] * by[at] - ay[at] * bx[at];
        }
    }

    /// How many of the first `m` segments cross the one from the place to `end`, relative to it.
    pub(super) fn crossed(&self, m: usize, end: Vec2) -> u32 {
        let ((ax, ay), (bx, by)) = (self.starts.first(m), self.stops.first(m));
        let areas = &self.areas[..m];
        let mut count = 0;
        for at in 0..m {
            let (a, b) = (vec2(ax[at], ay[at]), vec2(bx[at], by[at]));
            count += u32::from(crosses(end, a, b, areas[at]));
        }
        count
    }

    /// Marks the segments that [`Self::crossed`] counts.
    pub(super) fn mark_crossed(&self, end: Vec2, marks: &mut [u8]) {
        let m = marks.len();
        let ((ax, ay), (bx, by)) = (self.starts.first(m), self.stops.first(m));
        let areas = &self.areas[..m];
        for (at, mark) in marks.iter_mut().enumerate() {
            let (a, b) = (vec2(ax[at], ay[at]), vec2(bx[at], by[at]));
            *mark = u8::from(crosses(end, a, b, areas[at]));
        }
    }
}

/// Whether the segment from the origin to `end` crosses the one from `a` to `b`, which spans
/// `area` with the origin; what shares an end or only touches does not cross.
///
/// Twice the areas of four triangles, by sign. The one at `end` is worked out from the other
/// three, so that it is exactly zero where the segments share that end.
#[inline]
fn crosses(end: Vec2, a: Vec2, b: Vec2, area: f32) -> bool {
    let from_a = end.x * a.y - end.y * a.x;
    let from_b = end.x * b.y - end.y * b.x;
    let at_end = area + (from_a - from_b);
    let (ends_apart, own_ends_apart) = (from_a * from_b, area * at_end);
    // Not `max`, whose care for what is no number costs more than the rest of the test.
    (if ends_apart > own_ends_apart { ends_apart } else { own_ends_apart }) < 0.0
}

/// Whether a segment enters the open box: no axis, and not its own normal, parts the two.
///
/// Source: Gottschalk, Lin, Manocha (1996), `OBBTree`, the separating-axis test.
#[inline]
pub(super) fn runs_through(a: Pos2, b: Pos2, centre: Pos2, half: Vec2) -> bool {
    let (dx, dy) = ((b.x - a.x) * 0.5, (b.y - a.y) * 0.5);
    let (mx, my) = ((a.x + b.x) * 0.5 - centre.x, (a.y + b.y) * 0.5 - centre.y);
    (mx.abs() < half.x + dx.abs())
        & (my.abs() < half.y + dy.abs())
        & ((dx * my - dy * mx).abs() < half.x * dy.abs() + half.y * dx.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crossed(a: Pos2, b: Pos2, c: Pos2, d: Pos2) -> bool {
        let mut segments = Segments::new(1);
        segments.set(0, c, d);
        let mut seen = Seen::new(1);
        seen.look(&segments, a);
        seen.crossed(1, b - a) == 1
    }

    #[test]
    fn segments_cross_only_where_they_run_past_one_another() {
        let at = pos2;
        assert!(crossed(at(0.0, 0.0), at(4.0, 4.0), at(0.0, 4.0), at(4.0, 0.0)));
        assert!(!crossed(at(0.0, 0.0), at(4.0, 4.0), at(5.0, 0.0), at(5.0, 9.0)));
        assert!(!crossed(at(0.0, 0.0), at(4.0, 4.0), at(3.0, 0.0), at(9.0, 3.0)));
        assert!(!crossed(at(0.0, 0.0), at(4.0, 4.0), at(4.0, 4.0), at(9.0, 3.0)), "a shared end");
        assert!(!crossed(at(0.1, 0.7), at(4.3, 4.9), at(0.1, 0.7), at(0.9, 3.3)), "a shared start");
        assert!(!crossed(at(0.0, 0.0), at(4.0, 0.0), at(2.0, 0.0), at(2.0, 5.0)), "a touch");
        assert!(!crossed(at(0.0, 0.0), at(4.0, 0.0), at(1.0, 0.0), at(9.0, 0.0)), "in one line");
        assert!(!crossed(at(0.0, 0.0), at(4.0, 4.0), AWAY, AWAY));
    }

    #[test]
    fn a_segment_runs_through_a_box_only_where_it_enters() {
        let (centre, half) = (pos2(10.0, 10.0), vec2(4.0, 2.0));
        let through = |a, b| runs_through(a, b, centre, half);
        assert!(through(pos2(0.0, 10.0), pos2(20.0, 10.0)));
        assert!(through(pos2(9.0, 9.0), pos2(11.0, 11.0)), "wholly inside");
        assert!(through(pos2(10.0, 10.0), pos2(30.0, 40.0)), "an end inside");
        assert!(!through(pos2(0.0, 10.0), pos2(6.0, 10.0)), "up to the border");
        assert!(!through(pos2(0.0, 12.0), pos2(20.0, 12.0)), "along the border");
        assert!(!through(pos2(4.0, 11.0), pos2(8.0, 15.0)), "past a corner");
        assert!(!through(AWAY, AWAY));
        assert!(!runs_through(pos2(0.0, 10.0), pos2(20.0, 10.0), centre, AWAY.to_vec2()));
    }

    #[test]
    fn marks_are_what_is_counted() {
        let mut segments = Segments::new(3);
        segments.set(0, pos2(0.0, 4.0), pos2(4.0, 0.0));
        segments.set(2, pos2(0.0, 5.0), pos2(5.0, 0.0));
        let mut seen = Seen::new(3);
        seen.look(&segments, pos2(0.0, 0.0));
        let mut marks = [9; 3];
        seen.mark_crossed(vec2(2.2, 2.2), &mut marks);
        assert_eq!((marks, seen.crossed(3, vec2(2.2, 2.2))), ([1, 0, 0], 1));
        segments.mark_through(pos2(4.0, 1.0), vec2(1.0, 1.0), &mut marks);
        assert_eq!((marks, segments.through(3, pos2(4.0, 1.0), vec2(1.0, 1.0))), ([1, 0, 1], 2));
    }
}
