//! Boxes on rings in a world of a given size: as few rings as hold them, none overlapping.
//! Knows nothing of kinds and links, only of sizes and wished bearings.

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use super::band::Band;
use super::bearing::Measure;
use super::grid::Grid;
use super::place::{Slot, centres};
use super::ring::{Ring, bearing_of, direction};

/// Free room between two boxes.
pub(super) const GAP: Vec2 = vec2(14.0, 10.0);
/// Share of a ring's room that boxes may take.
const FILL: f32 = 0.9;
/// Most rings to a level.
const MOST_RINGS: usize = 64;
/// How often a world is tried with more room for a level that did not find its place.
const RETRIES: usize = 2;
/// How much more room that is.
const STRAIN: f32 = 1.12;
/// How much larger than the mean a box may be for the outermost ring to make room for it.
const LARGEST: f32 = 1.6;
/// How close rings may come on the narrower side, as share of a box; else they could not be told
/// apart.
const NARROWEST: f32 = 0.3;
/// Part of a box's size by which rings may be too close for it and still count as apart.
const TOLERANCE: f32 = 0.12;

/// How the boxes of a level find their places.
type Settle = fn(&Band<'_>, &[Pos2], &mut Grid) -> Option<Vec<Pos2>>;

/// What a ring counts that holds only what is new, beside one that holds one known node.
const LIGHT: f32 = 0.01;

/// What is to stand on rings.
pub(super) struct Crowd<'a> {
    /// Nodes of each level in clockwise order, from the innermost level.
    pub(super) levels: &'a [Vec<usize>],
    /// Room each node takes.
    pub(super) sizes: &'a [Vec2],
    /// Where each node would like to stand, in quarter turns.
    pub(super) bearings: &'a [f32],
    /// Where each node stands when all is shown, from the middle, as shares of the world.
    pub(super) homes: &'a [Option<Vec2>],
    /// What each node is joined to.
    pub(super) neighbours: &'a [Vec<usize>],
    /// What stands in the middle, and where.
    pub(super) middle: &'a [(usize, Pos2)],
}

/// Where everything stands.
pub(super) struct Standing {
    /// The middle of the room each node takes.
    pub(super) centres: Vec<Pos2>,
    /// All rings, from the inside.
    pub(super) rings: Vec<Ring>,
}

/// Between which rings a world has room, and how much rings hold there.
struct Span {
    /// Size of the world.
    world: Vec2,
    inner: Vec2,
    outer: Vec2,
    /// Least distance of two rings.
    stagger: f32,
    /// How many boxes so many rings side by side hold at the innermost and the outermost place.
    holds: Vec<(f32, f32)>,
}

impl Span {
    /// The place of the first of `n` rings that together hold so many boxes.
    fn place_that_holds(&self, load: f32, n: usize) -> f32 {
        let Some(&(inner, outer)) = self.holds.get(n - 1) else { return 0.0 };
        (load - inner) / (outer - inner).max(1e-3) - self.stagger * (n as f32 - 1.0) / 2.0
    }
}

/// How many boxes can stand beside each other across so many rings: where rings are closer than
/// boxes are large, only every other ring counts.
fn abreast(n: usize, distance: f32) -> f32 {
    (1.0 + (n as f32 - 1.0) * distance.min(1.0) + TOLERANCE).floor()
}

impl Crowd<'_> {
    fn size(&self, node: usize) -> Vec2 {
        self.sizes.get(node).copied().unwrap_or(Vec2::ZERO)
    }

    /// Mean size of the boxes on rings, with the gaps between them.
    pub(super) fn mean_size(&self) -> Vec2 {
        let on_rings = self.levels.iter().flatten();
        let n = on_rings.clone().count().max(1) as f32;
        (on_rings.fold(Vec2::ZERO, |sum, &node| sum + self.size(node) + GAP) / n).max(GAP)
    }

    fn middle_size(&self) -> Vec2 {
        let rects =
            self.middle.iter().map(|&(node, at)| Rect::from_center_size(at, self.size(node)));
        rects.reduce(Rect::union).map_or(Vec2::ZERO, |rect| rect.size())
    }

    /// Places everything within a world about (0, 0); `None` where it does not hold all.
    pub(super) fn stand(&self, world: Vec2) -> Option<Standing> {
        // First rings further apart than they must be for boxes above and below not to meet.
        [0.5, 0.0]
            .iter()
            .find_map(|&apart| self.stand_with(world, apart, |band, _, taken| band.settle(taken)))
    }

    /// The same with everything as near as can be to where it stands when all is shown.
    pub(super) fn stand_near_home(&self, world: Vec2) -> Option<Standing> {
        [0.5, 0.0].iter().find_map(|&apart| {
            self.stand_with(world, apart, |band, placed, taken| {
                band.settle_near_home(placed, taken)
            })
        })
    }

    fn stand_with(&self, world: Vec2, apart: f32, settle: Settle) -> Option<Standing> {
        let span = self.span(world, apart)?;
        let mut loads: Vec<f32> = self.levels.iter().map(|level| level.len() as f32).collect();
        for _ in 0..RETRIES {
            let (rings, n_rings) = self.rings_that_hold(&span, &loads)?;
            match self.place(world, &rings, &n_rings, settle) {
                Ok(centres) => return Some(Standing { centres, rings }),
                Err(level) => *loads.get_mut(level)? *= STRAIN,
            }
        }
        None
    }

    fn span(&self, world: Vec2, apart: f32) -> Option<Span> {
        let mean = self.mean_size();
        let outermost = self.levels.iter().rev().find(|level| !level.is_empty());
        let sizes = outermost.into_iter().flatten().map(|&node| self.size(node) + GAP);
        // One label far larger than others must not push all others inwards.
        let largest = sizes.fold(mean, Vec2::max).min(mean * LARGEST);
        let outer = (world - largest) / 2.0;
        let inner = (self.middle_size() + mean) / 2.0 + GAP / 2.0;
        let room = outer - inner;
        if room.min_elem() <= 0.0 {
            return None;
        }
        let steps = mean / room;
        let step = steps.max_elem();
        let least = steps.min_elem().max(step * NARROWEST);
        let stagger = least + (step - least) * apart;
        let most = ((1.0 / stagger) as usize + 1).clamp(1, MOST_RINGS);
        let holds = |n: usize| {
            let abreast = vec2(abreast(n, stagger / steps.y), abreast(n, stagger / steps.x));
            let at = |radii| {
                let ring = Ring { centre: pos2(0.0, 0.0), radii };
                Measure::of(&ring, mean / abreast).whole() * FILL
            };
            (at(inner), at(outer))
        };
        let holds = (1..=most).map(holds).collect();
        Some(Span { world, inner, outer, stagger, holds })
    }

    /// As many rings to a level as it needs to hold its boxes by measure.
    fn rings_that_hold(&self, span: &Span, loads: &[f32]) -> Option<(Vec<Ring>, Vec<usize>)> {
        let mut n_rings = vec![1_usize; self.levels.len()];
        loop {
            let (places, tightest) = places(span, &n_rings, loads);
            let last = places.last().copied().unwrap_or(0.0);
            if last <= 1.0 {
                let rings = if self.homes.iter().any(Option::is_some) {
                    self.near_home(span, &places, &n_rings)
                } else {
                    self.spread(span, places, &n_rings, 1.0 - last)
                };
                return Some((rings, n_rings));
            }
            // Where no ring is further out than the one before makes it, more would not help.
            *n_rings.get_mut(tightest?)? += 1;
        }
    }

    /// Gives the room that is left to the gaps between rings, more to fuller levels.
    fn spread(&self, span: &Span, places: Vec<f32>, n_rings: &[usize], spare: f32) -> Vec<Ring> {
        let fullest = self.levels.iter().map(Vec::len).max().unwrap_or(1).max(1) as f32;
        let shares: Vec<f32> = self
            .levels
            .iter()
            .zip(n_rings)
            .flat_map(|(level, &n)| {
                let share = (level.len() as f32 / fullest).clamp(0.3, 1.0);
                (0..n).map(move |nth| if nth == 0 { share } else { share / 2.0 })
            })
            .collect();
        let whole: f32 = shares.iter().sum();
        let mut given = 0.0;
        let rings = places.into_iter().zip(shares).map(|(place, share)| {
            given += spare * share / whole;
            let radii = span.inner + (span.outer - span.inner) * (place + given);
            Ring { centre: pos2(0.0, 0.0), radii }
        });
        rings.collect()
    }

    /// Rings as near as can be to where what is on them stands when all is shown.
    fn near_home(&self, span: &Span, places: &[f32], n_rings: &[usize]) -> Vec<Ring> {
        let first = places.first().copied().unwrap_or(0.0);
        let whole = (span.outer - span.inner).max(Vec2::splat(1e-3));
        let mut slots = Vec::new();
        let mut last = first;
        for (level, &n) in self.levels.iter().zip(n_rings) {
            let home = |node: &usize| self.homes.get(*node).copied().flatten();
            let place = |home: Vec2| (radius_of(home) * span.world.x - span.inner.x) / whole.x;
            let mut homes: Vec<f32> = level.iter().filter_map(home).map(place).collect();
            homes.sort_by(f32::total_cmp);
            for nth in 0..n {
                let Some(&place) = places.get(slots.len()) else { break };
                let even = (slots.len() as f32 + 1.0) / places.len() as f32;
                // The rings of a level share its nodes evenly, from the inside.
                let quantile = homes.get((2 * nth + 1) * homes.len() / (2 * n)).copied();
                slots.push(Slot {
                    height: 0.0,
                    gap: place - last,
                    wish: quantile.unwrap_or(even) - first,
                    weight: homes.len() as f32 / n as f32 + LIGHT,
                });
                last = place;
            }
        }
        let ring = |place: f32| {
            let radii = span.inner + (span.outer - span.inner) * (first + place);
            Ring { centre: pos2(0.0, 0.0), radii }
        };
        centres(&slots, 1.0 - first).into_iter().map(ring).collect()
    }

    /// Places all boxes, or names the first level whose rings are too full.
    fn place(
        &self,
        world: Vec2,
        rings: &[Ring],
        n_rings: &[usize],
        settle: Settle,
    ) -> Result<Vec<Pos2>, usize> {
        let area = Rect::from_center_size(pos2(0.0, 0.0), world);
        let mut centres = vec![area.center(); self.sizes.len()];
        let n = self.levels.iter().map(Vec::len).sum::<usize>() + self.middle.len();
        let mut taken = Grid::over(area, n);
        for &(node, at) in self.middle {
            if let Some(slot) = centres.get_mut(node) {
                *slot = at;
            }
            taken.insert(Rect::from_center_size(at, self.size(node) + GAP));
        }
        let mut first = 0;
        for (at, (level, &n)) in self.levels.iter().zip(n_rings).enumerate() {
            let own = rings.get(first..first + n).unwrap_or_default();
            let band = Band { crowd: self, rings: own, members: level, area };
            let places = settle(&band, &centres, &mut taken).ok_or(at)?;
            for (&node, place) in level.iter().zip(places) {
                if let Some(slot) = centres.get_mut(node) {
                    *slot = place;
                }
            }
            first += n;
        }
        Ok(centres)
    }
}

/// The radius of the ring a place is on, in the units of the place.
fn radius_of(place: Vec2) -> f32 {
    let way = direction(bearing_of(place));
    (place.length_sq() / way.length_sq()).sqrt()
}

/// Where the rings lie at least between the innermost place (0) and the outermost (1), and the
/// level that asks for most more than that.
fn places(span: &Span, n_rings: &[usize], loads: &[f32]) -> (Vec<f32>, Option<usize>) {
    let mut places: Vec<f32> = Vec::new();
    let mut tightest = (0.0, None);
    for (at, (&load, &n)) in loads.iter().zip(n_rings).enumerate() {
        let earliest = places.last().map_or(0.0, |last| last + span.stagger);
        let needed = span.place_that_holds(load, n);
        if needed - earliest > tightest.0 && n < span.holds.len() && (n as f32) < load {
            tightest = (needed - earliest, Some(at));
        }
        let first = earliest.max(needed);
        places.extend((0..n).map(|nth| first + nth as f32 * span.stagger));
    }
    (places, tightest.1)
}
