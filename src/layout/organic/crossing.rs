//! Straight segments against segments and boxes, many at a time.
//!
//! Owns the two tests and the columns they run over, side by side ([`super::lockstep`]). Knows
//! nothing of nodes, links or the graph.

use emath::{Pos2, Vec2, pos2, vec2};

use super::lockstep::{count, fill, whole_blocks};

/// Where something is that is to meet nothing.
pub(super) const AWAY: Pos2 = Pos2::new(-1.0e6, -1.0e6);

/// Points, or sizes, in columns of whole blocks. World units.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    x: Vec<f32>,
    y: Vec<f32>,
}

impl Columns {
    /// So many points, and what fills the last block, all away.
    pub(super) fn new(n: usize) -> Self {
        let n = whole_blocks(n);
        Self { x: vec![AWAY.x; n], y: vec![AWAY.y; n] }
    }

    /// Both columns.
    pub(super) fn both(&self) -> [&[f32]; 2] {
        [&self.x, &self.y]
    }

    /// Puts a point.
    pub(super) fn set(&mut self, at: usize, point: Pos2) {
        self.x[at] = point.x;
        self.y[at] = point.y;
    }

    fn see_from(&self, place: Pos2, seen: &mut Self) {
        fill(&mut seen.x, [&self.x], |[x]| x - place.x);
        fill(&mut seen.y, [&self.y], |[y]| y - place.y);
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
    /// So many boxes, all away.
    pub(super) fn new(n: usize) -> Self {
        Self { centres: Columns::new(n), halves: Columns::new(n) }
    }

    /// How many boxes come nearer to a place than `reach`.
    pub(super) fn near(&self, place: Pos2, reach: Vec2) -> u32 {
        count(self.columns(), |[x, y, width, height]| {
            let is_near_x = (x - place.x).abs() < width + reach.x;
            let is_near_y = (y - place.y).abs() < height + reach.y;
            is_near_x & is_near_y
        })
    }

    /// Through how many boxes a segment runs.
    pub(super) fn crossed(&self, a: Pos2, b: Pos2) -> u32 {
        count(self.columns(), |[x, y, width, height]| {
            runs_through(a, b, pos2(x, y), vec2(width, height))
        })
    }

    /// Marks the boxes that [`Self::crossed`] counts.
    pub(super) fn mark_crossed(&self, a: Pos2, b: Pos2, marks: &mut [u8]) {
        fill(marks, self.columns(), |[x, y, width, height]| {
            u8::from(runs_through(a, b, pos2(x, y), vec2(width, height)))
        });
    }

    fn columns(&self) -> [&[f32]; 4] {
        let Self { centres, halves } = self;
        [&centres.x, &centres.y, &halves.x, &halves.y]
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

    /// How many segments run through a box.
    pub(super) fn through(&self, centre: Pos2, half: Vec2) -> u32 {
        count(self.columns(), |[ax, ay, bx, by]| {
            runs_through(pos2(ax, ay), pos2(bx, by), centre, half)
        })
    }

    /// Marks the segments that [`Self::through`] counts.
    pub(super) fn mark_through(&self, centre: Pos2, half: Vec2, marks: &mut [u8]) {
        fill(marks, self.columns(), |[ax, ay, bx, by]| {
            u8::from(runs_through(pos2(ax, ay), pos2(bx, by), centre, half))
        });
    }

    fn columns(&self) -> [&[f32]; 4] {
        let Self { starts, stops } = self;
        [&starts.x, &starts.y, &stops.x, &stops.y]
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
        Self { starts: Columns::new(m), stops: Columns::new(m), areas: vec![0.0; whole_blocks(m)] }
    }

    /// Looks at segments from a place.
    pub(super) fn look(&mut self, segments: &Segments, place: Pos2) {
        segments.starts.see_from(place, &mut self.starts);
        segments.stops.see_from(place, &mut self.stops);
        let columns = [&self.starts.x[..], &self.starts.y, &self.stops.x, &self.stops.y];
        fill(&mut self.areas, columns, |[ax, ay, bx, by]| ax * by - ay * bx);
    }

    /// How many segments cross the one from the place to `end`, relative to it.
    pub(super) fn crossed(&self, end: Vec2) -> u32 {
        count(self.columns(), |[ax, ay, bx, by, area]| {
            crosses(end, vec2(ax, ay), vec2(bx, by), area)
        })
    }

    /// Marks the segments that [`Self::crossed`] counts.
    pub(super) fn mark_crossed(&self, end: Vec2, marks: &mut [u8]) {
        fill(marks, self.columns(), |[ax, ay, bx, by, area]| {
            u8::from(crosses(end, vec2(ax, ay), vec2(bx, by), area))
        });
    }

    fn columns(&self) -> [&[f32]; 5] {
        let Self { starts, stops, areas } = self;
        [&starts.x, &starts.y, &stops.x, &stops.y, areas]
    }
}

/// Whether the segment from the origin to `end` crosses the one from `a` to `b`, which spans
/// `area` with the origin; what shares an end or only touches does not cross.
///
/// Twice the areas of four triangles, by sign. The one at `end` is worked out from the other
/// three, so that it is exactly zero where the segments share that end.
#[expect(clippy::inline_always, reason = "loops over it are compiled for wide vectors")]
#[inline(always)]
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
#[expect(clippy::inline_always, reason = "loops over it are compiled for wide vectors")]
#[inline(always)]
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
        seen.crossed(b - a) == 1
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
        assert_eq!((marks, seen.crossed(vec2(2.2, 2.2))), ([1, 0, 0], 1));
        segments.mark_through(pos2(4.0, 1.0), vec2(1.0, 1.0), &mut marks);
        assert_eq!((marks, segments.through(pos2(4.0, 1.0), vec2(1.0, 1.0))), ([1, 0, 1], 2));
    }
}
