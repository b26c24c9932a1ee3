//! Boxes pushed apart inside walls.
//!
//! Owns the boxes and the walls as bounds on their centres, and quick pushing that leaves little
//! overlap behind; [`super::legal`] takes what is left. Knows nothing of links.

use emath::{Pos2, Vec2, vec2};

use super::stress::Points;

/// Boxes, and where their centres may be. World units.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// Half of each box and half of the gap around it.
    pub(super) half: Vec<Vec2>,
    /// The least centre of each box.
    pub(super) low: Vec<Vec2>,
    /// The greatest centre of each box.
    pub(super) high: Vec<Vec2>,
    is_pinned: Vec<bool>,
}

impl Field {
    /// Boxes of `sizes` at least `gap` apart and wholly inside `0..room`; what is pinned may be
    /// anywhere, but only there.
    pub(super) fn new(sizes: &[Vec2], pinned: &[Option<Pos2>], room: Vec2, gap: Vec2) -> Self {
        let half = sizes.iter().map(|&size| (size + gap) / 2.0).collect();
        let at = |node: usize| pinned.get(node).copied().flatten().map(Pos2::to_vec2);
        let low = sizes.iter().enumerate().map(|(node, &size)| at(node).unwrap_or(size / 2.0));
        let high =
            sizes.iter().enumerate().map(|(node, &size)| at(node).unwrap_or(room - size / 2.0));
        let is_pinned = (0..sizes.len()).map(|node| at(node).is_some()).collect();
        Self { half, low: low.collect(), high: high.collect(), is_pinned }
    }

    /// How many boxes there are.
    pub(super) fn len(&self) -> usize {
        self.half.len()
    }

    /// Brings every centre inside its walls.
    pub(super) fn clamp(&self, points: &mut Points) {
        for (x, (low, high)) in points.xs.iter_mut().zip(self.low.iter().zip(&self.high)) {
            *x = x.clamp(low.x, high.x);
        }
        for (y, (low, high)) in points.ys.iter_mut().zip(self.low.iter().zip(&self.high)) {
            *y = y.clamp(low.y, high.y);
        }
    }

    /// Whether a box has to stand where it is.
    pub(super) fn is_pinned(&self, node: usize) -> bool {
        self.is_pinned[node]
    }

    /// Calls `meet` with every two boxes that may be nearer than `reach` to each other.
    ///
    /// Boxes are swept from the top, so that each meets only those that begin before it ends;
    /// `order` is kept from sweep to sweep, as it hardly changes. O(n * boxes level with one).
    pub(super) fn sweep(
        &self,
        points: &mut Points,
        order: &mut Vec<u32>,
        reach: f32,
        mut meet: impl FnMut(&mut Points, usize, usize),
    ) {
        let top =
            |node: u32, points: &Points| points.ys[node as usize] - self.half[node as usize].y;
        if order.len() == self.len() {
            for at in 1..order.len() {
                let node = order[at];
                let own = top(node, points);
                let mut to = at;
                while to > 0 && top(order[to - 1], points) > own {
                    order[to] = order[to - 1];
                    to -= 1;
                }
                order[to] = node;
            }
        } else {
            *order = (0..self.len() as u32).collect();
            order.sort_by(|&a, &b| top(a, points).total_cmp(&top(b, points)));
        }
        for (at, &upper) in order.iter().enumerate() {
            let upper = upper as usize;
            for &lower in &order[at + 1..] {
                let bottom = points.ys[upper] + self.half[upper].y + reach;
                if top(lower, points) >= bottom {
                    break;
                }
                meet(points, upper, lower as usize);
            }
        }
    }

    /// How far two boxes lie over each other either way; above zero both ways is an overlap.
    pub(super) fn overlap(&self, points: &Points, a: usize, b: usize) -> Vec2 {
        let reach = self.half[a] + self.half[b];
        let x = reach.x - (points.xs[a] - points.xs[b]).abs();
        let y = reach.y - (points.ys[a] - points.ys[b]).abs();
        vec2(x, y)
    }

    /// Whether no two boxes overlap by more than a hair and all are inside the walls.
    pub(super) fn holds(&self, points: &Points) -> bool {
        let inside = |at: usize| {
            let (x, y) = (points.xs[at], points.ys[at]);
            let across = self.low[at].x <= x && x <= self.high[at].x;
            across && self.low[at].y <= y && y <= self.high[at].y
        };
        let mut apart = true;
        let mut points = points.clone();
        self.sweep(&mut points, &mut Vec::new(), 0.0, |points, a, b| {
            let over = self.overlap(points, a, b);
            let both_pinned = self.is_pinned(a) && self.is_pinned(b);
            apart &= both_pinned || over.x <= HAIR || over.y <= HAIR;
        });
        apart && (0..self.len()).all(inside)
    }

    /// Pushes overlapping boxes apart once, each two the shorter way; says how far the worst two
    /// overlapped.
    ///
    /// Source: the projection step of Müller et al. (2007), Position based dynamics.
    pub(super) fn push(&self, points: &mut Points, order: &mut Vec<u32>) -> f32 {
        let mut worst = 0.0_f32;
        self.sweep(points, order, 0.0, |points, a, b| {
            let over = self.overlap(points, a, b);
            if over.x <= HAIR || over.y <= HAIR {
                return;
            }
            worst = worst.max(over.x.min(over.y));
            let down = |points: &mut Points| {
                let ends = [(self.low[a].y, self.high[a].y), (self.low[b].y, self.high[b].y)];
                part(&mut points.ys, (a, b), over.y, ends)
            };
            let across = |points: &mut Points| {
                let ends = [(self.low[a].x, self.high[a].x), (self.low[b].x, self.high[b].x)];
                part(&mut points.xs, (a, b), over.x, ends)
            };
            // Where walls or pins hold both, they have to part the other way.
            if over.y <= over.x {
                if down(points) > over.y * STUCK {
                    across(points);
                }
            } else if across(points) > over.x * STUCK {
                down(points);
            }
        });
        worst
    }
}

/// Overlaps up to it are none, in world units.
pub(super) const HAIR: f32 = 1e-2;
/// Two boxes that stay over each other by this share are stuck.
const STUCK: f32 = 0.4;

/// Moves two along one axis until `over` is gone, each half the way; what one cannot do the other
/// does. Gives back what neither could.
fn part(at: &mut [f32], (a, b): (usize, usize), over: f32, ends: [(f32, f32); 2]) -> f32 {
    let sign = if at[a] < at[b] || (at[a] == at[b] && a < b) { 1.0 } else { -1.0 };
    let mut left = over;
    let mut go = |node: usize, by: f32, (low, high): (f32, f32)| {
        let to = (at[node] + by).clamp(low, high);
        left -= (to - at[node]).abs();
        at[node] = to;
        left
    };
    let rest = go(a, -sign * over / 2.0, ends[0]);
    let rest = go(b, sign * rest, ends[1]);
    if rest > HAIR { go(a, -sign * rest, ends[0]) } else { rest }
}
