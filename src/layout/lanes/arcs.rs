//! Links between boxes that stand above each other: arcs that swing out to the right.
//!
//! Owns how far each arc swings out. Knows nothing of links between lanes.

use emath::{Pos2, pos2};

use super::bundle::Ground;
use super::route::Route;
use crate::layout::LinkRequest;

/// How far the innermost arc swings out, and how much further each next one.
pub(super) const SWING: (f32, f32) = (14.0, 6.0);
/// No arc swings out further: many lie closer beside each other.
pub(super) const FURTHEST: f32 = 50.0;
/// Free room arcs keep from the next column.
const KEEP: f32 = 6.0;
/// The share of the way to its controls that a curve of this form swings out.
const REACHED: f32 = 0.75;

/// About how far beyond its column so many arcs swing out. World units.
pub(super) fn room_for(n_arcs: usize) -> f32 {
    match n_arcs {
        0 => 0.0,
        n => (SWING.0 + (n - 1) as f32 * SWING.1).min(FURTHEST),
    }
}

/// A link between two boxes that stand above each other.
#[derive(Debug)]
pub(super) struct Arc {
    /// Which link.
    pub(super) link: usize,
    /// Whether it is always drawn.
    pub(super) pulls: bool,
    /// Room it takes at the side of a box.
    pub(super) room: f32,
    /// The box of its upper end.
    pub(super) upper: usize,
    /// The box of its lower end.
    pub(super) lower: usize,
    ends: (Pos2, Pos2),
    /// Where it leaves the column.
    edge: f32,
    /// How far it swings out from there.
    swing: f32,
    points_up: bool,
}

impl Arc {
    pub(super) const fn new(link: usize, asked: &LinkRequest) -> Self {
        Self {
            link,
            pulls: asked.pulls,
            room: asked.room,
            upper: asked.source,
            lower: asked.target,
            ends: (Pos2::ZERO, Pos2::ZERO),
            edge: 0.0,
            swing: SWING.0,
            points_up: false,
        }
    }

    /// Finds out which end is the upper.
    pub(super) fn sort(&mut self, height: impl Fn(usize) -> f32) {
        if height(self.upper) > height(self.lower) {
            std::mem::swap(&mut self.upper, &mut self.lower);
            self.points_up = true;
        }
    }

    /// Puts one end.
    pub(super) const fn put(&mut self, is_upper: bool, point: Pos2) {
        if is_upper {
            self.ends.0 = point;
        } else {
            self.ends.1 = point;
        }
    }

    fn high(&self) -> f32 {
        self.ends.0.y.min(self.ends.1.y)
    }

    fn low(&self) -> f32 {
        self.ends.0.y.max(self.ends.1.y)
    }

    /// Its curve, the way its link points.
    pub(super) fn route(&self) -> Route {
        let (from, to) = self.ends;
        let (first, last) = (pos2(self.edge, from.y), pos2(self.edge, to.y));
        let out = self.edge + self.swing / REACHED;
        let level = |from: Pos2, to: Pos2| (from != to).then_some([from, from, to, to]);
        let bow = [first, pos2(out, first.y), pos2(out, last.y), last];
        let pieces = [level(from, first), Some(bow), level(last, to)];
        let route = Route { segments: pieces.into_iter().flatten().collect() };
        if self.points_up { route.reversed() } else { route }
    }
}

/// Lays arcs that pass each other beside each other, the shorter inside the longer. O(arcs^2).
pub(super) fn place_arcs(ground: &Ground<'_>, arcs: &mut [Arc]) {
    for arc in &mut *arcs {
        // Past everything that stands in the way in the columns of either end.
        let (a, b) = arc.ends;
        let inside = |x: f32| ground.walls.iter().filter(move |w| (w.left..=w.right).contains(&x));
        let edges = inside(a.x).chain(inside(b.x)).map(|wall| wall.right);
        arc.edge = edges.fold(a.x.max(b.x), f32::max);
    }
    let mut order: Vec<usize> = (0..arcs.len()).collect();
    let span = |at: usize| arcs.get(at).map_or(0.0, |arc| arc.low() - arc.high());
    let is_quiet = |at: usize| arcs.get(at).is_some_and(|arc| !arc.pulls);
    order.sort_by(|&a, &b| {
        is_quiet(a).cmp(&is_quiet(b)).then(span(a).total_cmp(&span(b))).then(b.cmp(&a))
    });
    let mut laid: Vec<(usize, usize)> = Vec::new();
    for at in order {
        let Some(arc) = arcs.get(at) else { continue };
        let beside = |other: &Arc| {
            other.edge == arc.edge && other.high() < arc.low() && arc.high() < other.low()
        };
        let taken = laid.iter().filter(|(other, _)| arcs.get(*other).is_some_and(beside));
        let track = taken.map(|(_, track)| track + 1).max().unwrap_or(0);
        laid.push((at, track));
    }
    let last_track = laid.iter().map(|(_, track)| *track).max().unwrap_or(0).max(1);
    let step = SWING.1.min((FURTHEST - SWING.0) / last_track as f32);
    for (at, track) in laid {
        let Some(arc) = arcs.get_mut(at) else { continue };
        let next = ground.walls.iter().map(|wall| wall.left).find(|&left| left > arc.edge);
        let most = next.map_or(f32::INFINITY, |left| (left - arc.edge - KEEP).max(1.0));
        arc.swing = (SWING.0 + track as f32 * step).min(most);
    }
}
