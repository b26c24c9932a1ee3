//! The run of a link as a curve.
//!
//! Owns curves: points on them, their distance, a smooth one through given points. Knows nothing
//! of boxes.

use emath::{Pos2, Vec2, pos2};

/// The run of a link: cubic curves that join end to end, but for gaps where boxes of others stand in the
/// way. World units.
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

    /// Where the link starts and in which direction (of length one) one would arrive there.
    pub fn start(&self) -> Option<(Pos2, Vec2)> {
        self.reversed().end()
    }

    /// The same run from its end to its start.
    pub(super) fn reversed(&self) -> Self {
        let turned = |&[start, first, second, end]: &[Pos2; 4]| [end, second, first, start];
        Self { segments: self.segments.iter().rev().map(turned).collect() }
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
            if points.last() != Some(&segment[0]) {
                points.push(segment[0]);
            }
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

/// The part of a cubic curve between two shares of it, as a curve.
pub(super) fn part_of(segment: &[Pos2; 4], from: f32, to: f32) -> [Pos2; 4] {
    let until = beginning(segment, to);
    let share = if to > 0.0 { from / to } else { 0.0 };
    let mut backwards = until;
    backwards.reverse();
    let mut part = beginning(&backwards, 1.0 - share);
    part.reverse();
    part
}

/// A cubic curve up to a share of it (de Casteljau's division).
fn beginning(&[a, b, c, d]: &[Pos2; 4], share: f32) -> [Pos2; 4] {
    let (ab, bc, cd) = (a.lerp(b, share), b.lerp(c, share), c.lerp(d, share));
    let (abc, bcd) = (ab.lerp(bc, share), bc.lerp(cd, share));
    [a, ab, abc, abc.lerp(bcd, share)]
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

/// A smooth run through points that lie from left to right, level at both ends; it swings beyond
/// none of them. `turns` says for each piece where on its way it turns, as a share of its width.
///
/// Source: Fritsch, Butland (1984), A method for constructing local monotone piecewise cubic
/// interpolants. O(points).
pub(super) fn through(points: &[Pos2], turns: &[f32]) -> Route {
    let slopes: Vec<f32> = points.windows(2).map(slope).collect();
    let tangent = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| slopes.get(at));
        let (Some(&before), Some(&after)) = (before, slopes.get(at)) else { return 0.0 };
        if before * after <= 0.0 { 0.0 } else { 2.0 * before * after / (before + after) }
    };
    let mut segments = Vec::with_capacity(points.len());
    for (at, pair) in points.windows(2).enumerate() {
        let &[from, to] = pair else { continue };
        if from == to {
            continue;
        }
        if from.y == to.y {
            segments.push([from, from, to, to]);
            continue;
        }
        let turn = turns.get(at).copied().unwrap_or(0.5);
        let (wide, rise) = (to.x - from.x, to.y - from.y);
        // A control beyond the other end's height would make the curve swing.
        let reach = |tangent: f32, share: f32| {
            let along = wide * share;
            if (tangent * along).abs() > rise.abs() { rise / tangent } else { along }
        };
        let (leaves, arrives) = (tangent(at), tangent(at + 1));
        let (after, before) = (reach(leaves, turn), reach(arrives, 1.0 - turn));
        let first = pos2(from.x + after, from.y + leaves * after);
        let second = pos2(to.x - before, to.y - arrives * before);
        segments.push([from, first, second, to]);
    }
    Route { segments }
}

fn slope(pair: &[Pos2]) -> f32 {
    match pair {
        &[from, to] if to.x > from.x => (to.y - from.y) / (to.x - from.x),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use emath::vec2;

    use super::*;

    #[test]
    fn a_run_swings_beyond_none_of_its_points_and_has_no_kinks() {
        let points = [
            pos2(0.0, 0.0),
            pos2(50.0, 80.0),
            pos2(150.0, 90.0),
            pos2(180.0, 90.0),
            pos2(220.0, 10.0),
        ];
        for turn in [0.2, 0.5, 0.8] {
            let run = through(&points, &[turn; 4]);
            for (segment, pair) in run.segments.iter().zip(points.windows(2)) {
                let (low, high) = (pair[0].y.min(pair[1].y), pair[0].y.max(pair[1].y));
                for step in 0..=20_u8 {
                    let y = point_at(segment, f32::from(step) / 20.0).y;
                    assert!((low - 0.01..=high + 0.01).contains(&y), "{y} leaves {pair:?}");
                }
            }
            for pair in run.segments.windows(2) {
                let (arrives, leaves) = (pair[0][3] - pair[0][2], pair[1][1] - pair[1][0]);
                let is_level = |v: Vec2| v.y.abs() < 0.01;
                let same = (arrives.normalized() - leaves.normalized()).length() < 0.02;
                assert!(same || is_level(arrives) && is_level(leaves), "{pair:?}");
            }
        }
    }

    #[test]
    fn a_run_ends_level_and_may_be_read_from_either_end() {
        let run = through(&[pos2(10.0, 0.0), pos2(190.0, 50.0)], &[0.5]);
        assert_eq!(run.end(), Some((pos2(190.0, 50.0), vec2(1.0, 0.0))));
        assert_eq!(run.reversed().end(), Some((pos2(10.0, 0.0), vec2(-1.0, 0.0))));
        assert!(run.distance(pos2(100.0, 25.0)) < 1.0 && run.distance(pos2(0.0, 99.0)) > 50.0);
    }
}
