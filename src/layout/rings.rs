//! Boxes on rings in a world of a given size: as few rings as hold them, none overlapping.
//! Knows nothing of kinds and links, only of sizes and wished bearings.

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use super::bearing::{Measure, SECTORS};
use super::grid::Grid;
use super::place::{Slot, centres};
use super::ring::Ring;

/// Free room between two boxes.
pub(super) const GAP: Vec2 = vec2(14.0, 10.0);
/// How far two rings of one level are apart, as share of the distance between levels.
const STAGGER: f32 = 0.72;
/// Share of a ring's room that boxes may take.
const FILL: f32 = 0.86;
/// How often a world is tried with one more ring.
const RETRIES: usize = 4;
/// How close rings may come, as share of the distance at which boxes cannot meet; closer rings
/// are tried where others do not hold all.
const CLOSENESS: [f32; 3] = [1.0, 0.8, 0.6];
/// Length of the steps in which a free place is looked for. World units.
const STEP: f32 = 3.0;

/// What is to stand on rings.
pub(super) struct Crowd<'a> {
    /// Nodes of each level in clockwise order, from the innermost level.
    pub(super) levels: &'a [Vec<usize>],
    /// Room each node takes.
    pub(super) sizes: &'a [Vec2],
    /// Where each node would like to stand, in quarter turns.
    pub(super) bearings: &'a [f32],
    /// The sector of each node.
    pub(super) sectors: &'a [usize],
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

/// Between which rings a world has room.
struct Span {
    inner: Vec2,
    outer: Vec2,
    /// How many boxes the innermost and the outermost ring hold.
    holds: (f32, f32),
    /// Distance of two rings on which boxes cannot meet.
    step: f32,
}

impl Span {
    /// The place of the first of `n` rings that together hold so many boxes.
    fn place_that_holds(&self, n_boxes: usize, n: usize, step: f32) -> f32 {
        let more = (self.holds.1 - self.holds.0).max(1e-3);
        let each = n_boxes as f32 / n as f32;
        (each - self.holds.0) / more - step * (n as f32 - 1.0) / 2.0
    }
}

impl Crowd<'_> {
    fn size(&self, node: usize) -> Vec2 {
        self.sizes.get(node).copied().unwrap_or(Vec2::ZERO)
    }

    /// Mean size of the boxes on rings, with the gaps between them.
    pub(super) fn mean_size(&self) -> Vec2 {
        let on_rings = self.levels.iter().flatten();
        let n = on_rings.clone().count().max(1) as f32;
        on_rings.fold(Vec2::ZERO, |sum, &node| sum + self.size(node) + GAP) / n
    }

    fn middle_size(&self) -> Vec2 {
        let rects = self.middle.iter().map(|&(node, at)| Rect::from_center_size(at, self.size(node)));
        rects.reduce(Rect::union).map_or(Vec2::ZERO, |rect| rect.size())
    }

    /// Places everything within a world about (0, 0); `None` where it does not hold all.
    pub(super) fn stand(&self, world: Vec2) -> Option<Standing> {
        CLOSENESS.iter().find_map(|&closeness| self.stand_with(world, closeness))
    }

    fn stand_with(&self, world: Vec2, closeness: f32) -> Option<Standing> {
        let span = self.span(world)?;
        let mut n_rings = vec![1_usize; self.levels.len()];
        for _ in 0..RETRIES {
            let rings = self.rings_that_hold(&span, closeness, &mut n_rings)?;
            match self.place(world, &rings, &n_rings) {
                Ok(standing) => return Some(standing),
                Err(level) => {
                    let most = self.levels.get(level).map_or(0, Vec::len);
                    let n = n_rings.get_mut(level)?;
                    if *n >= most {
                        return None;
                    }
                    *n += 1;
                }
            }
        }
        None
    }

    fn span(&self, world: Vec2) -> Option<Span> {
        let mean = self.mean_size();
        let outer = (world - mean) / 2.0;
        let inner = (self.middle_size() + mean) / 2.0 + GAP / 2.0;
        let room = outer - inner;
        if room.min_elem() <= 0.0 {
            return None;
        }
        let holds = |radii| {
            Measure::of(&Ring { centre: pos2(0.0, 0.0), radii }, mean).whole() * FILL
        };
        let step = mean / room;
        Some(Span { inner, outer, holds: (holds(inner), holds(outer)), step: step.x.max(step.y) })
    }

    /// More rings to a level until each level holds its boxes by measure.
    fn rings_that_hold(
        &self,
        span: &Span,
        closeness: f32,
        n_rings: &mut [usize],
    ) -> Option<Vec<Ring>> {
        loop {
            let (places, tightest) = self.places(span, closeness, n_rings);
            let last = places.last().copied().unwrap_or(0.0);
            if last <= 1.0 {
                return Some(self.spread(span, places, n_rings, 1.0 - last));
            }
            // Where no ring is further out than the one before makes it, more would not help.
            let n = n_rings.get_mut(tightest?)?;
            *n += 1;
        }
    }

    /// Where the rings lie at least between the innermost place (0) and the outermost (1), and
    /// the level that asks for most more than that.
    fn places(&self, span: &Span, closeness: f32, n_rings: &[usize]) -> (Vec<f32>, Option<usize>) {
        let step = span.step * closeness;
        let mut places: Vec<f32> = Vec::new();
        let mut tightest = (0.0, None);
        for (at, (level, &n)) in self.levels.iter().zip(n_rings).enumerate() {
            let earliest = places.last().map_or(0.0, |last| last + step);
            let needed = span.place_that_holds(level.len(), n, step * STAGGER);
            if needed - earliest > tightest.0 && n < level.len() {
                tightest = (needed - earliest, Some(at));
            }
            let first = earliest.max(needed);
            places.extend((0..n).map(|nth| first + nth as f32 * step * STAGGER));
        }
        (places, tightest.1)
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
                (0..n).map(move |nth| if nth == 0 { share } else { share * STAGGER })
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

    /// Places all boxes, or names the first level whose rings are too full.
    fn place(&self, world: Vec2, rings: &[Ring], n_rings: &[usize]) -> Result<Standing, usize> {
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
            for (ring, members) in own.iter().zip(self.deal(level, own)) {
                let line = Line { crowd: self, ring, members: &members, area };
                let bearings = line.settle(&mut taken).ok_or(at)?;
                for (&node, bearing) in members.iter().zip(bearings) {
                    if let Some(slot) = centres.get_mut(node) {
                        *slot = ring.at(bearing);
                    }
                }
            }
            first += n;
        }
        Ok(Standing { centres, rings: rings.to_vec() })
    }

    /// Deals a level out to its rings: sectors that fit on the inner rings keep to them, the
    /// others take turns between as many rings as they need.
    fn deal(&self, level: &[usize], rings: &[Ring]) -> Vec<Vec<usize>> {
        let sector = |node: usize| self.sectors.get(node).copied().unwrap_or(0);
        let mean = self.mean_size();
        let holds: Vec<f32> =
            rings.iter().map(|ring| Measure::of(ring, mean).whole() * FILL).collect();
        let mut loads = [0.0_f32; SECTORS];
        for &node in level {
            if let Some(load) = loads.get_mut(sector(node)) {
                *load += 1.0;
            }
        }
        let mut turns = [1_usize; SECTORS];
        for (ring, holds) in holds.iter().enumerate().take(rings.len().saturating_sub(1)) {
            loop {
                let each = |at: &usize| (loads[*at] / turns[*at] as f32, turns[*at] > ring);
                let here: f32 =
                    (0..SECTORS).map(|at| each(&at)).filter(|e| e.1).map(|e| e.0).sum();
                if here <= *holds {
                    break;
                }
                let fullest = (0..SECTORS)
                    .filter(|&at| turns[at] > ring && turns[at] < rings.len())
                    .max_by(|a, b| each(a).0.total_cmp(&each(b).0).then(b.cmp(a)));
                let Some(fullest) = fullest else { break };
                turns[fullest] += 1;
            }
        }
        let mut dealt = vec![Vec::new(); rings.len()];
        let mut seen = [0_usize; SECTORS];
        for &node in level {
            let sector = sector(node).min(SECTORS - 1);
            if let Some(ring) = dealt.get_mut(seen[sector] % turns[sector]) {
                ring.push(node);
            }
            seen[sector] += 1;
        }
        dealt
    }
}

/// The boxes of one ring, clockwise from the left end.
struct Line<'a> {
    crowd: &'a Crowd<'a>,
    ring: &'a Ring,
    members: &'a [usize],
    area: Rect,
}

impl Line<'_> {
    /// Bearings as near to the wishes as order and what stands already allow; `None` where the
    /// ring is too full. What is placed is filed.
    fn settle(&self, taken: &mut Grid) -> Option<Vec<f32>> {
        let targets = self.evened();
        if let Some(found) = self.walk(&targets, &[], taken) {
            self.file(&found, taken);
            return Some(found);
        }
        let latest = self.latest(taken)?;
        let found = self.walk(&targets, &latest, taken)?;
        self.file(&found, taken);
        Some(found)
    }

    fn file(&self, bearings: &[f32], taken: &mut Grid) {
        for (&node, &bearing) in self.members.iter().zip(bearings) {
            taken.insert(self.reach(node, bearing));
        }
    }

    /// The room a node takes at a bearing, with the gap that belongs to it.
    fn reach(&self, node: usize, bearing: f32) -> Rect {
        Rect::from_center_size(self.ring.at(bearing), self.crowd.size(node) + GAP)
    }

    /// Wishes moved apart by least squares, each box counted by the room it takes where it stands.
    fn evened(&self) -> Vec<f32> {
        let wish = |&node: &usize| self.crowd.bearings.get(node).copied().unwrap_or(0.0);
        let mut at: Vec<f32> = self.members.iter().map(wish).collect();
        for _ in 0..2 {
            let slots: Vec<Slot> = self
                .members
                .iter()
                .zip(&at)
                .map(|(node, &bearing)| {
                    let size = self.crowd.size(*node) + GAP;
                    let pace = self.ring.pace(bearing).max(vec2(1.0, 1.0));
                    let room = (size.x / pace.x).min(size.y / pace.y);
                    Slot { height: room, gap: 0.0, wish: wish(node), weight: 1.0 }
                })
                .collect();
            at = centres(&slots, 4.0);
        }
        at
    }

    /// Each box in turn to the free place nearest to its target, after the one before it and not
    /// beyond `latest`.
    fn walk(&self, targets: &[f32], latest: &[f32], taken: &Grid) -> Option<Vec<f32>> {
        let mut found: Vec<f32> = Vec::with_capacity(targets.len());
        let mut placed: Vec<Rect> = Vec::with_capacity(targets.len());
        let mut low = 0.0;
        for (nth, (&node, &target)) in self.members.iter().zip(targets).enumerate() {
            let high = latest.get(nth).copied().unwrap_or(3.999);
            let is_free = |bearing: f32| {
                let reach = self.reach(node, bearing);
                let is_inside = self.area.expand2(GAP / 2.0).contains_rect(reach);
                // Only the last few and the first can be near on the same ring.
                let near = placed.iter().rev().take(6).chain(placed.iter().take(3));
                is_inside && near.into_iter().all(|p| !meets(*p, reach)) && !taken.is_taken(reach)
            };
            let target = target.clamp(low, high.max(low));
            let bearing = self.nearest(target, (low, high), is_free)?;
            placed.push(self.reach(node, bearing));
            found.push(bearing);
            low = bearing;
        }
        Some(found)
    }

    /// The latest place of each box, when those after it stand as late as they can.
    fn latest(&self, taken: &Grid) -> Option<Vec<f32>> {
        let mut latest = Vec::with_capacity(self.members.len());
        let mut placed: Vec<Rect> = Vec::with_capacity(self.members.len());
        let mut high = 3.999;
        for &node in self.members.iter().rev() {
            let is_free = |bearing: f32| {
                let reach = self.reach(node, bearing);
                let is_inside = self.area.expand2(GAP / 2.0).contains_rect(reach);
                let mut near = placed.iter().rev().take(6);
                is_inside && near.all(|p| !meets(*p, reach)) && !taken.is_taken(reach)
            };
            let bearing = self.nearest(high, (0.0, high), is_free)?;
            placed.push(self.reach(node, bearing));
            latest.push(bearing);
            high = bearing;
        }
        latest.reverse();
        Some(latest)
    }

    /// The free bearing nearest to a target, looked for in both directions by steps.
    fn nearest(
        &self,
        target: f32,
        (low, high): (f32, f32),
        is_free: impl Fn(f32) -> bool,
    ) -> Option<f32> {
        if target >= low && target <= high && is_free(target) {
            return Some(target);
        }
        let step = |bearing: f32| {
            let pace = self.ring.pace(bearing);
            STEP / pace.x.max(pace.y).max(STEP)
        };
        let (mut down, mut up) = (target, target);
        loop {
            if up <= high {
                up += step(up);
            }
            if down >= low {
                down -= step(down);
            }
            if up > high && down < low {
                return None;
            }
            if up <= high && is_free(up) {
                return Some(up);
            }
            if down >= low && is_free(down) {
                return Some(down);
            }
        }
    }
}

/// Whether two rectangles share an inner point.
fn meets(a: Rect, b: Rect) -> bool {
    a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y
}
