//! Ways around boxes, for links that no single curve leads past what is in their way.
//!
//! Owns the corners at which such a link turns, and how round it turns there. Knows nothing of where
//! links leave and meet their own boxes. World units.

use std::collections::BTreeMap;

use emath::{Pos2, Rect};

use super::direct::Port;
use super::grid::{entered_at, overlap};

/// Least free room between a link and a corner it turns at, and how much more links keep where they
/// can: one step the first, two the next that turns there, so that they can be told apart.
const MARGIN: (f32, f32) = (3.0, 4.0);
/// So many links stand apart at a corner; further ones share their places.
const MOST_ABREAST: usize = 4;
/// Free room between a link and a box it passes.
const CLEAR: f32 = 1.0;
/// Corners on the way to a corner, and on the way to that one, and so on.
const DEPTH: usize = 6;
/// Pieces that are looked along for one link.
const LOOKS: usize = 100;
/// A way longer than this many times the straight one, and so much more, is none.
const LONGEST: (f32, f32) = (1.5, 50.0);
/// How far from its corner a link begins to turn.
const ROUND: f32 = 26.0;

/// Cosine to a side's normal under which a link is led to it upright, and from how far.
const UPRIGHT: f32 = 0.6;
const APPROACHES: [f32; 4] = [20.0, 14.0, 10.0, 7.0];

/// Boxes, and where links turn around them.
pub(super) struct Detours {
    rects: Vec<Rect>,
    /// Links stay inside.
    area: Rect,
    /// How many links turn at a corner of a box.
    turns: BTreeMap<(usize, usize), usize>,
    /// How many pieces may still be looked along for the link at hand.
    looks: usize,
}

/// A corner of a box.
#[derive(Debug, Clone, Copy)]
struct Turn {
    at: Pos2,
    rect: usize,
    corner: usize,
}

impl Detours {
    /// Boxes that links lead around, in an area that they do not leave.
    pub(super) fn new(rects: Vec<Rect>, area: Rect) -> Self {
        Self { rects, area, turns: BTreeMap::new(), looks: 0 }
    }

    /// The points at which a link from one box to another turns, so that it passes under none, with
    /// its ends first and last. `ports` says where on the border of its source (0) or target (1) it
    /// may end if it makes for a point, the best first; `arrow` which of both has the arrow.
    /// O([`LOOKS`] * boxes).
    pub(super) fn way(
        &mut self,
        own: [usize; 2],
        arrow: usize,
        ports: impl Fn(usize, Pos2) -> Vec<Port>,
    ) -> Option<Vec<Pos2>> {
        let [from, to] = own.map(|at| self.rects.get(at).map(Rect::center));
        let (from, to) = (from?, to?);
        let longest = LONGEST.0 * from.distance_sq(to).sqrt() + LONGEST.1;
        self.looks = LOOKS;
        let (_, turns) = self.around(from, to, own, DEPTH, longest)?;
        let mut line: Vec<Pos2> = turns.iter().map(|turn| turn.at).collect();
        let (first, last) = (*line.first()?, *line.last()?);
        let end_near = |end: usize, turn: Pos2| {
            ports(end, turn).into_iter().find(|port| self.is_free(port.at, turn, own))
        };
        let (start, end) = (end_near(0, first)?, end_near(1, last)?);
        line.insert(0, start.at);
        line.push(end.at);
        let is_free =
            line.windows(2).all(|pair| matches!(pair, &[a, b] if self.is_free(a, b, own)));
        if !is_free {
            return None;
        }
        for (nth, turn) in turns.iter().enumerate() {
            self.stand_aside(&mut line, nth + 1, turn, own);
        }
        let (port, near, at) =
            if arrow == 0 { (start, 1, 1) } else { (end, line.len() - 2, line.len() - 1) };
        if let Some(upright) = self.upright(port, *line.get(near)?, own) {
            line.insert(at, upright);
        }
        Some(line)
    }

    /// A point out of a port over which a link that would skim along the side meets it upright, if
    /// there is room.
    fn upright(&self, port: Port, from: Pos2, own: [usize; 2]) -> Option<Pos2> {
        let way = from - port.at;
        if way.dot(port.out) >= UPRIGHT * way.length_sq().sqrt() {
            return None;
        }
        let points = APPROACHES.map(|far| port.at + port.out * far);
        points
            .into_iter()
            .find(|&point| self.is_free(from, point, own) && self.is_free(point, port.at, own))
    }

    /// Moves a turn a little further from its corner, the more links turn there, if there is room.
    fn stand_aside(&mut self, line: &mut [Pos2], at: usize, turn: &Turn, own: [usize; 2]) {
        let abreast = self.turns.entry((turn.rect, turn.corner)).or_default();
        let steps = 1 + *abreast % MOST_ABREAST;
        *abreast += 1;
        let Some(rect) = self.rects.get(turn.rect) else { return };
        let (Some(&before), Some(&after)) = (line.get(at - 1), line.get(at + 1)) else { return };
        let place =
            |step: usize| corners(rect.expand(MARGIN.0 + MARGIN.1 * step as f32))[turn.corner];
        let is_free = |to: Pos2| {
            self.area.contains(to) && self.is_free(before, to, own) && self.is_free(to, after, own)
        };
        if let Some(to) = (1..=steps).rev().map(place).find(|&to| is_free(to)) {
            line[at] = to;
        }
    }

    /// The shortest way found from a point to another, and the turns on it.
    ///
    /// Around the first box in the way on either side, and on from there: the same for both halves. The
    /// shorter way first and round turns after, as in Dobkin, Gansner, Koutsofios, North (1997),
    /// Implementing a general-purpose edge router; departs from it in that the way need not be the
    /// shortest of all.
    fn around(
        &mut self,
        a: Pos2,
        b: Pos2,
        own: [usize; 2],
        depth: usize,
        longest: f32,
    ) -> Option<(f32, Vec<Turn>)> {
        let straight = a.distance_sq(b).sqrt();
        if straight > longest || self.looks == 0 {
            return None;
        }
        self.looks -= 1;
        let Some(rect) = self.first_entered(a, b, own) else {
            return Some((straight, Vec::new()));
        };
        if depth == 0 {
            return None;
        }
        let mut best: Option<(f32, Vec<Turn>)> = None;
        for turn in self.sides(rect, a, b) {
            let longest = best.as_ref().map_or(longest, |(length, _)| *length);
            let rest = turn.at.distance_sq(b).sqrt();
            let Some((first, mut turns)) = self.around(a, turn.at, own, depth - 1, longest - rest)
            else {
                continue;
            };
            let Some((then, more)) = self.around(turn.at, b, own, depth - 1, longest - first)
            else {
                continue;
            };
            turns.push(turn);
            turns.extend(more);
            best = Some((first + then, turns));
        }
        best
    }

    /// The corners of a box that stand out furthest on either side of a line.
    fn sides(&self, rect: usize, a: Pos2, b: Pos2) -> Vec<Turn> {
        let Some(around) = self.rects.get(rect).map(|rect| rect.expand(MARGIN.0)) else {
            return Vec::new();
        };
        let way = b - a;
        let aside = |at: Pos2| way.x * (at.y - a.y) - way.y * (at.x - a.x);
        let turns = corners(around).into_iter().enumerate();
        let turns = turns.map(|(corner, at)| Turn { at, rect, corner });
        let mut turns: Vec<Turn> = turns.collect();
        turns.sort_by(|p, q| aside(p.at).total_cmp(&aside(q.at)));
        let sides = [turns.first(), turns.last()];
        sides.into_iter().flatten().filter(|turn| self.area.contains(turn.at)).copied().collect()
    }

    /// The first box but its own that a straight piece enters.
    fn first_entered(&self, a: Pos2, b: Pos2, own: [usize; 2]) -> Option<usize> {
        let span = Rect::from_two_pos(a, b).expand(CLEAR);
        let mut first: Option<(f32, usize)> = None;
        for (at, rect) in self.rects.iter().enumerate() {
            if !overlap(span, *rect) || own.contains(&at) {
                continue;
            }
            if let Some(share) = entered_at(rect.expand(CLEAR), a, b)
                && first.is_none_or(|(least, _)| share < least)
            {
                first = Some((share, at));
            }
        }
        first.map(|(_, at)| at)
    }

    /// Whether a straight piece enters no box, its own neither.
    fn is_free(&self, a: Pos2, b: Pos2, own: [usize; 2]) -> bool {
        let mut rects = own.iter().filter_map(|at| self.rects.get(*at));
        rects.all(|rect| entered_at(rect.shrink(CLEAR), a, b).is_none())
            && self.first_entered(a, b, own).is_none()
    }
}

fn corners(rect: Rect) -> [Pos2; 4] {
    [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()]
}

/// A line through points as curves that turn roundly at each but the ends.
pub(super) fn rounded_line(points: &[Pos2]) -> Vec<[Pos2; 4]> {
    let mut segments = Vec::new();
    let Some((&first, rest)) = points.split_first() else { return segments };
    let mut at = first;
    for pair in rest.windows(2) {
        let &[turn, next] = pair else { continue };
        let reach = |to: Pos2| (ROUND / turn.distance_sq(to).sqrt().max(1e-3)).min(0.45);
        let (before, after) = (turn.lerp(at, reach(at)), turn.lerp(next, reach(next)));
        segments.push([at, at, before, before]);
        // A parabola that touches both pieces.
        let bent = |end: Pos2| end.lerp(turn, 2.0 / 3.0);
        segments.push([before, bent(before), bent(after), after]);
        at = after;
    }
    if let Some(&end) = rest.last() {
        segments.push([at, at, end, end]);
    }
    segments
}

#[cfg(test)]
mod tests {
    use emath::{pos2, vec2};

    use super::*;

    fn boxed(x: f32, y: f32) -> Rect {
        Rect::from_center_size(pos2(x, y), vec2(80.0, 30.0))
    }

    fn detours(rects: &[Rect]) -> Detours {
        let area = rects.iter().copied().reduce(Rect::union).unwrap_or(Rect::ZERO).expand(40.0);
        Detours::new(rects.to_vec(), area)
    }

    /// From the right side of the first box to the left side of the second.
    fn level(rects: &[Rect]) -> impl Fn(usize, Pos2) -> Vec<Port> {
        let ends = [(rects[0].right_center(), 1.0), (rects[1].left_center(), -1.0)];
        let ports = ends.map(|(at, out)| Port { at, out: vec2(out, 0.0) });
        move |end, _| vec![ports[end]]
    }

    fn is_clear(line: &[Pos2], rects: &[Rect]) -> bool {
        let curves = rounded_line(line);
        let points: Vec<Pos2> = super::super::Route { segments: curves }.polyline(12);
        points.windows(2).all(|pair| {
            rects.iter().skip(2).all(|rect| entered_at(*rect, pair[0], pair[1]).is_none())
        })
    }

    #[test]
    fn a_link_turns_at_corners_of_what_is_in_its_way() {
        let rects = [boxed(0.0, 0.0), boxed(400.0, 0.0), boxed(200.0, 5.0), boxed(200.0, 45.0)];
        let line = detours(&rects).way([0, 1], 1, level(&rects)).expect("there is room above");
        assert!(line.len() > 2 && is_clear(&line, &rects), "{line:?}");
        assert!(line[1].y < rects[2].top(), "the shorter way leads above: {line:?}");
    }

    #[test]
    fn links_that_turn_at_one_corner_stand_apart_there() {
        let rects = [boxed(0.0, 0.0), boxed(400.0, 0.0), boxed(200.0, 0.0)];
        let mut detours = detours(&rects);
        let [first, second] =
            [0, 1].map(|_| detours.way([0, 1], 1, level(&rects)).expect("there is room"));
        assert!(first[1].distance(second[1]) > 3.0, "{first:?} {second:?}");
        assert!(is_clear(&first, &rects) && is_clear(&second, &rects));
    }

    #[test]
    fn a_link_that_would_skim_along_a_side_meets_it_upright() {
        // The way leads around the lower box and to the right under the upper one.
        let rects = [boxed(0.0, 200.0), boxed(0.0, 0.0), boxed(-20.0, 50.0)];
        let below = Port { at: rects[1].center_bottom(), out: vec2(0.0, 1.0) };
        let above = Port { at: rects[0].center_top(), out: vec2(0.0, -1.0) };
        let line = detours(&rects).way([0, 1], 1, |end, _| vec![[above, below][end]]);
        let line = line.expect("there is room on the right");
        let &[.., before, end] = line.as_slice() else { panic!("{line:?}") };
        assert!(before.x == end.x && before.y > end.y, "{line:?}");
        assert!(is_clear(&line, &rects), "{line:?}");
    }

    #[test]
    fn a_wall_leaves_no_way() {
        let mut rects = vec![boxed(0.0, 0.0), boxed(400.0, 0.0)];
        rects.extend((-20..20).map(|row| boxed(200.0, row as f32 * 31.0)));
        assert_eq!(detours(&rects).way([0, 1], 1, level(&rects)), None);
    }
}
