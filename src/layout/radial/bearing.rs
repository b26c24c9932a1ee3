//! In which direction from the middle each node should stand: sectors by kind, groups together,
//! few crossings. Knows nothing of sizes.

use emath::Vec2;

use super::Watch;
use super::ring::{Ring, bearing_of, direction, unwound};

/// How often the sweeps run; beyond [`MOST_SWEPT`] nodes the order is the one they came in.
const SWEEPS: usize = 6;
/// See [`SWEEPS`].
const MOST_SWEPT: usize = 4_000;
/// Share of the neighbours' mean in where a node would like to stand; the rest is an even spread.
const PULL: f32 = 0.45;
/// The same for a node that has a home, which pulls instead of its neighbours.
const HOME_PULL: f32 = 0.9;
/// How much sectors of a ring give way to what the ring itself must hold.
const OWN_SHARE: f32 = 0.5;
/// Sectors there may be.
pub(super) const SECTORS: usize = 6;
/// Steps in which a turn is measured.
const STEPS: usize = 64;

/// What decides bearings, by node.
pub(super) struct Wishes {
    /// Its sector, below [`SECTORS`].
    pub(super) sector: Vec<usize>,
    /// The node it is grouped with.
    pub(super) group: Vec<Option<usize>>,
    /// What it is joined to.
    pub(super) neighbours: Vec<Vec<usize>>,
    /// The bearing it has when all is shown.
    pub(super) home: Vec<Option<f32>>,
}

/// How much of the room along a ring lies before a bearing: along the flat sides boxes stand
/// beside each other, at the ends they are stacked, which holds many more.
pub(super) struct Measure {
    before: [f32; STEPS + 1],
}

impl Measure {
    /// Measures a ring in boxes of one size.
    pub(super) fn of(ring: &Ring, size: Vec2) -> Self {
        let mut before = [0.0; STEPS + 1];
        let step = 4.0 / STEPS as f32;
        let mut sum = 0.0;
        for (at, slot) in before.iter_mut().enumerate().skip(1) {
            let pace = ring.pace((at as f32 - 0.5) * step) / size;
            sum += pace.x.max(pace.y) * step;
            *slot = sum;
        }
        Self { before }
    }

    /// How many boxes the whole ring holds.
    pub(super) fn whole(&self) -> f32 {
        self.before[STEPS]
    }

    /// The bearing before which a share of the room lies.
    fn bearing(&self, share: f32) -> f32 {
        let wanted = share.clamp(0.0, 1.0) * self.whole();
        let after = self.before.partition_point(|&sum| sum < wanted).clamp(1, STEPS);
        let (low, high) = match self.before.get(after - 1..=after) {
            Some(&[low, high]) => (low, high),
            _ => (0.0, 1.0),
        };
        let part = if high > low { (wanted - low) / (high - low) } else { 0.0 };
        (after as f32 - 1.0 + part) * 4.0 / STEPS as f32
    }
}

/// From which share of a ring's room to which each sector reaches.
type Sectors = [(f32, f32); SECTORS];

fn sectors_by(loads: &[f32; SECTORS]) -> Sectors {
    let whole = loads.iter().sum::<f32>().max(1e-6);
    let mut from = 0.0;
    loads.map(|load| {
        let start = from;
        from += load / whole;
        (start, from)
    })
}

/// The sectors of each level: between those that would suit all and those that suit the level.
fn sectors(levels: &[Vec<usize>], wishes: &Wishes) -> Vec<Sectors> {
    let count = |level: &[usize]| {
        let mut loads = [0.0; SECTORS];
        for node in level {
            if let Some(load) = wishes.sector.get(*node).and_then(|&at| loads.get_mut(at)) {
                *load += 1.0;
            }
        }
        loads
    };
    let mut all = [0.0; SECTORS];
    for (at, level) in levels.iter().enumerate() {
        // Outer rings have more room.
        let radius = at as f32 + 1.0;
        for (sum, load) in all.iter_mut().zip(count(level)) {
            *sum += load / radius;
        }
    }
    let shared = sectors_by(&all);
    let blend = |own: Sectors| {
        let mut sectors = shared;
        for (sector, own) in sectors.iter_mut().zip(own) {
            sector.0 += (own.0 - sector.0) * OWN_SHARE;
            sector.1 += (own.1 - sector.1) * OWN_SHARE;
        }
        sectors
    };
    levels.iter().map(|level| blend(sectors_by(&count(level)))).collect()
}

/// Orders every level clockwise and says which bearing each node would like (0 to 4; nodes of no
/// level keep 0).
///
/// Barycentre sweeps outwards and inwards along the rings, as in Bachmaier (2007), A radial
/// adaptation of the Sugiyama framework; O(sweeps * (n log n + m)). Departs from it in that kinds
/// keep to sectors, groups stay together within them, and all neighbours count.
pub(super) fn order(
    levels: &mut [Vec<usize>],
    wishes: &Wishes,
    measure: &Measure,
    watch: &Watch,
) -> Vec<f32> {
    let n = wishes.sector.len();
    let sectors = sectors(levels, wishes);
    let mut bearings = vec![0.0; n];
    let mut ways = vec![Vec2::ZERO; n];
    let sector_of = |node: &usize| wishes.sector.get(*node).copied().unwrap_or(0);
    for (level, sectors) in levels.iter_mut().zip(&sectors) {
        level.sort_by_key(|node| (sector_of(node), wishes.group.get(*node).copied().flatten()));
        spread(level, sectors, wishes, measure, None, (&mut bearings, &mut ways));
    }
    let mut keys = vec![(0.0, 0.0); n];
    let sweeps = if n > MOST_SWEPT { 0 } else { SWEEPS };
    for sweep in 0..sweeps {
        if watch.is_cut_short() {
            break;
        }
        for step in 0..levels.len() {
            let at = if sweep % 2 == 0 { step } else { levels.len() - 1 - step };
            let (Some(level), Some(sectors)) = (levels.get_mut(at), sectors.get(at)) else {
                continue;
            };
            sort_level(level, sectors, wishes, measure, (&bearings, &ways), &mut keys);
            spread(level, sectors, wishes, measure, Some(&keys), (&mut bearings, &mut ways));
        }
    }
    bearings
}

/// Gives the nodes of a level, in their order, bearings between an even spread over their sector
/// and where their neighbours pull them.
fn spread(
    level: &[usize],
    sectors: &Sectors,
    wishes: &Wishes,
    measure: &Measure,
    keys: Option<&[(f32, f32)]>,
    (bearings, ways): (&mut [f32], &mut [Vec2]),
) {
    let sector = |node: usize| wishes.sector.get(node).copied().unwrap_or(0);
    for together in level.chunk_by(|a, b| sector(*a) == sector(*b)) {
        let Some(&(from, to)) = together.first().and_then(|&n| sectors.get(sector(n))) else {
            continue;
        };
        let n = together.len() as f32;
        let ends = (measure.bearing(from), measure.bearing(to));
        for (nth, &node) in together.iter().enumerate() {
            let even = measure.bearing(from + (to - from) * (nth as f32 + 0.5) / n);
            let pulled = keys.and_then(|keys| keys.get(node)).map_or(even, |key| key.1);
            let is_at_home = wishes.home.get(node).copied().flatten().is_some();
            let pull = if is_at_home { HOME_PULL } else { PULL };
            let bearing = even + (pulled.clamp(ends.0, ends.1) - even) * pull;
            if let (Some(slot), Some(way)) = (bearings.get_mut(node), ways.get_mut(node)) {
                *slot = bearing;
                *way = direction(bearing);
            }
        }
    }
}

fn sort_level(
    level: &mut [usize],
    sectors: &Sectors,
    wishes: &Wishes,
    measure: &Measure,
    (bearings, ways): (&[f32], &[Vec2]),
    keys: &mut [(f32, f32)],
) {
    let own = |node: usize| bearings.get(node).copied().unwrap_or(0.0);
    let group = |node: usize| wishes.group.get(node).copied().flatten();
    let sector = |node: usize| wishes.sector.get(node).copied().unwrap_or(0);
    for &node in level.iter() {
        let (from, to) = sectors.get(sector(node)).copied().unwrap_or((0.0, 1.0));
        let centre = measure.bearing(f32::midpoint(from, to));
        let around = wishes.neighbours.get(node).map(Vec::as_slice).unwrap_or_default();
        let ways_to = around.iter().filter_map(|&other| ways.get(other));
        let pull = ways_to.fold(Vec2::ZERO, |sum, way| sum + *way);
        let home = wishes.home.get(node).copied().flatten();
        let wish = match home {
            Some(home) => unwound(home, centre),
            None if pull.length_sq() < 0.01 => own(node),
            None => unwound(bearing_of(pull), centre),
        };
        // A group stands where its node pulls it.
        let outer = match (home, group(node)) {
            (None, Some(head)) if ways.get(head).is_some_and(|way| *way != Vec2::ZERO) => {
                unwound(own(head), centre)
            }
            _ => wish,
        };
        if let Some(key) = keys.get_mut(node) {
            *key = (outer, wish);
        }
    }
    gather_groups(level, wishes, keys);
    let key = |node: usize| keys.get(node).copied().unwrap_or_default();
    level.sort_by(|&a, &b| {
        let order = sector(a).cmp(&sector(b)).then(key(a).0.total_cmp(&key(b).0));
        order.then(group(a).cmp(&group(b))).then(key(a).1.total_cmp(&key(b).1)).then(a.cmp(&b))
    });
}

/// Gives all of a group on one level the same first key, their mean, so that sorting leaves them
/// together.
fn gather_groups(level: &[usize], wishes: &Wishes, keys: &mut [(f32, f32)]) {
    let mut members: Vec<((usize, usize), usize)> = level
        .iter()
        .filter_map(|&node| {
            let head = wishes.group.get(node).copied().flatten()?;
            Some(((wishes.sector.get(node).copied()?, head), node))
        })
        .collect();
    members.sort_unstable();
    for group in members.chunk_by(|a, b| a.0 == b.0) {
        let sum: f32 = group.iter().filter_map(|&(_, node)| keys.get(node)).map(|key| key.0).sum();
        let mean = sum / group.len() as f32;
        for &(_, node) in group {
            if let Some(key) = keys.get_mut(node) {
                key.0 = mean;
            }
        }
    }
}
