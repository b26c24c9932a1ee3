//! How links run: gently curved, and through the gaps between boxes rather than under them.

use emath::{Pos2, Rect, Vec2, pos2, vec2};

/// Free room a link keeps from boxes it passes.
const CLEARANCE: f32 = 5.0;
/// How far a link between boxes of one column swings out.
const BULGE: f32 = 26.0;

/// The run of a link: cubic curves that join end to end. World units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Route {
    /// Each with start, two control points and end.
    pub segments: Vec<[Pos2; 4]>,
}

impl Route {
    /// Where the link ends and in which direction (of length one) it arrives.
    pub fn end(&self) -> Option<(Pos2, Vec2)> {
        let &[start, _, control, end] = self.segments.last()?;
        let way = if control == end { end - start } else { end - control };
        Some((end, way.normalized()))
    }

    /// A point about halfway along, for a word on the link.
    pub fn middle(&self) -> Option<Pos2> {
        let segment = self.segments.get(self.segments.len() / 2)?;
        Some(if self.segments.len().is_multiple_of(2) {
            segment[0]
        } else {
            point_at(segment, 0.5)
        })
    }

    /// The run as short straight pieces, `n` to a curve.
    pub fn polyline(&self, n: usize) -> Vec<Pos2> {
        let mut points: Vec<Pos2> = self.segments.first().map(|s| s[0]).into_iter().collect();
        for segment in &self.segments {
            let straight = segment[0] == segment[1] && segment[2] == segment[3];
            let n = if straight { 1 } else { n.max(1) };
            points.extend((1..=n).map(|step| point_at(segment, step as f32 / n as f32)));
        }
        points
    }

    /// Distance from a point to the run.
    pub fn distance(&self, to: Pos2) -> f32 {
        let points = self.polyline(12);
        points
            .windows(2)
            .map(|pair| match pair {
                &[a, b] => distance_to_piece(to, a, b),
                _ => f32::INFINITY,
            })
            .fold(f32::INFINITY, f32::min)
    }
}

/// The point of a cubic curve at `t` in 0..=1 (Bernstein form).
pub(crate) fn point_at(&[start, first, second, end]: &[Pos2; 4], t: f32) -> Pos2 {
    let u = 1.0 - t;
    let sum = start.to_vec2() * (u * u * u)
        + first.to_vec2() * (3.0 * u * u * t)
        + second.to_vec2() * (3.0 * u * t * t)
        + end.to_vec2() * (t * t * t);
    sum.to_pos2()
}

fn distance_to_piece(p: Pos2, a: Pos2, b: Pos2) -> f32 {
    let way = b - a;
    let length_sq = way.length_sq();
    if length_sq == 0.0 {
        return p.distance(a);
    }
    let t = ((p - a).dot(way) / length_sq).clamp(0.0, 1.0);
    p.distance(a + way * t)
}

/// A column of boxes that links have to get past.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// Left and right end.
    pub(super) left: f32,
    /// Right end.
    pub(super) right: f32,
    /// Its boxes, from the top.
    pub(super) boxes: Vec<Rect>,
}

impl Column {
    /// The height nearest to `wish` at which a link passes no box.
    fn free_height(&self, wish: f32) -> f32 {
        let mut best = f32::INFINITY;
        let mut from = f32::NEG_INFINITY;
        let boxes = self.boxes.iter().map(|b| (b.top(), b.bottom()));
        for (top, bottom) in boxes.chain([(f32::INFINITY, f32::INFINITY)]) {
            let (low, high) = (from + CLEARANCE, top - CLEARANCE);
            let height = if low <= high { wish.clamp(low, high) } else { f32::midpoint(from, top) };
            if (height - wish).abs() < (best - wish).abs() {
                best = height;
            }
            from = bottom;
        }
        if best.is_finite() { best } else { wish }
    }
}

impl Column {
    /// Whether a box on the way from one of the column's boxes to another height sticks out
    /// beyond `x`, so that a bend there would run under it.
    fn sticks_out(&self, x: f32, from: f32, to: f32) -> bool {
        let (high, low) = (from.min(to), from.max(to));
        self.boxes.iter().any(|b| {
            let is_own = b.top() <= from && from <= b.bottom();
            !is_own && b.top() < low && b.bottom() > high && b.left() < x && x < b.right()
        })
    }
}

/// The run from one box to another past the columns between them; `shift` moves both ends up
/// or down so that several links between two boxes stay apart.
pub(super) fn route(source: Rect, target: Rect, columns: &[Column], shift: f32) -> Route {
    let ends = |from: Pos2, to: Pos2| (from + vec2(0.0, shift), to + vec2(0.0, shift));
    if source.right() < target.left() {
        let (start, end) = ends(source.right_center(), target.left_center());
        past(start, end, columns.iter().map(|c| (c, c.left, c.right)))
    } else if target.right() < source.left() {
        let (start, end) = ends(source.left_center(), target.right_center());
        past(start, end, columns.iter().rev().map(|c| (c, c.right, c.left)))
    } else {
        let (start, end) = ends(source.right_center(), target.right_center());
        // Past everything that stands in the way in the columns of either end.
        let own = |column: &&Column| {
            [start.x, end.x].iter().any(|x| (column.left..=column.right).contains(x))
        };
        let edge = columns.iter().filter(own).map(|column| column.right);
        let out = edge.fold(start.x.max(end.x), f32::max) + BULGE + shift.abs();
        Route { segments: vec![[start, pos2(out, start.y), pos2(out, end.y), end]] }
    }
}

fn past<'a>(
    start: Pos2,
    end: Pos2,
    columns: impl Iterator<Item = (&'a Column, f32, f32)>,
) -> Route {
    let (low, high) = (start.x.min(end.x), start.x.max(end.x));
    let mut segments = Vec::new();
    let mut at = start;
    // A wider neighbour in the column of either end must not lie over the bend.
    let mut arrival = end;
    let mut level = |from: &mut Pos2, to: Pos2| {
        if *from != to {
            segments.push([*from, *from, to, to]);
            *from = to;
        }
    };
    let mut passed = Vec::new();
    for (column, near, far) in columns {
        if (column.left..=column.right).contains(&start.x) {
            if column.sticks_out(start.x, start.y, end.y) {
                level(&mut at, pos2(far, start.y));
            }
        } else if (column.left..=column.right).contains(&end.x) {
            if column.sticks_out(end.x, end.y, start.y) {
                arrival = pos2(near, end.y);
            }
        } else if column.left >= low && column.right <= high {
            passed.push((column, near, far));
        }
    }
    for (column, near, far) in passed {
        let share = (f32::midpoint(near, far) - at.x) / (arrival.x - at.x);
        let height = column.free_height(at.y + (arrival.y - at.y) * share);
        segments.push(bend(at, pos2(near, height)));
        at = pos2(far, height);
        segments.push([pos2(near, height), pos2(near, height), at, at]);
    }
    segments.push(bend(at, arrival));
    if arrival != end {
        segments.push([arrival, arrival, end, end]);
    }
    Route { segments }
}

/// A curve that leaves and arrives level.
fn bend(from: Pos2, to: Pos2) -> [Pos2; 4] {
    let half = (to.x - from.x) / 2.0;
    [from, pos2(from.x + half, from.y), pos2(to.x - half, to.y), to]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f32, y: f32) -> Rect {
        Rect::from_center_size(pos2(x, y), vec2(20.0, 20.0))
    }

    fn boxed(top: f32, bottom: f32) -> Rect {
        Rect::from_min_max(pos2(90.0, top), pos2(110.0, bottom))
    }

    #[test]
    fn a_link_runs_through_the_gap_of_a_column_it_passes() {
        let column =
            Column { left: 90.0, right: 110.0, boxes: vec![boxed(-20.0, 20.0), boxed(40.0, 80.0)] };
        let run = route(square(0.0, 0.0), square(200.0, 0.0), &[column], 0.0);
        for point in run.polyline(20) {
            let inside = point.x >= 90.0 && point.x <= 110.0;
            assert!(
                !inside || (point.y < -20.0 || (point.y > 20.0 && point.y < 40.0)),
                "{point:?}"
            );
        }
    }

    #[test]
    fn links_leave_and_arrive_at_the_sides_that_face() {
        let right = route(square(0.0, 0.0), square(200.0, 50.0), &[], 0.0);
        assert_eq!(right.end(), Some((pos2(190.0, 50.0), vec2(1.0, 0.0))));
        let left = route(square(200.0, 50.0), square(0.0, 0.0), &[], 0.0);
        assert_eq!(left.end(), Some((pos2(10.0, 0.0), vec2(-1.0, 0.0))));
        let same = route(square(0.0, 0.0), square(0.0, 90.0), &[], 0.0);
        assert_eq!(same.end().map(|e| e.0), Some(pos2(10.0, 90.0)));
        assert!(right.distance(pos2(100.0, 25.0)) < 1.0 && right.distance(pos2(0.0, 99.0)) > 50.0);
    }
}
