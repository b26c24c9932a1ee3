//! The last overlaps taken out exactly.
//!
//! Owns the relations left-of and above between boxes and the least moves that keep them. Knows
//! nothing of links. Sources: Dwyer, Marriott, Stuckey (2005), Fast node overlap removal, for
//! separation constraints per axis; Hildreth (1957), A quadratic programming procedure, for their
//! projection; the longest-path bounds are those of constraint-graph compaction in circuit layout.

use super::separate::Field;
use super::stress::Points;

/// Boxes farther from each other than this need no relation, in world units.
const REACH: f32 = 48.0;
/// So often relations are drawn anew, as boxes that were far may meet.
const ROUNDS: usize = 4;
/// Up to so many boxes all relations may be asked for at last.
const FEW: usize = 400;
/// Passes over the constraints of an axis before the exact one.
const PASSES: usize = 60;
/// A violation up to this needs no further pass, in world units.
const NEAR: f32 = 0.1;
/// Room left for rounding errors in sums along chains, in world units.
const SLACK: f32 = 2e-3;

/// One box before another along an axis.
#[derive(Debug, Clone, Copy)]
struct Before {
    first: u32,
    second: u32,
    /// Least distance of their centres.
    least: f32,
    /// How far they would have to go to part the other way.
    otherwise: f32,
    /// What the pair was pulled by so far.
    pull: f32,
}

/// Everything that matters along one axis.
#[derive(Debug, Default)]
struct Axis {
    /// Relations, by the place of the first box in the order along the axis.
    before: Vec<Before>,
}

/// Moves boxes so that none overlap and all are inside the walls; false where no way was found,
/// and then positions are as they were. O(pairs near each other) a pass.
pub(super) fn legalise(field: &Field, points: &mut Points) -> bool {
    let mut moved = points.clone();
    for round in 0..=ROUNDS {
        let is_last = round == ROUNDS;
        if is_last && field.len() > FEW {
            break;
        }
        if !settle(field, &mut moved, if is_last { f32::INFINITY } else { REACH }) {
            break;
        }
        if field.holds(&moved) {
            *points = moved;
            return true;
        }
    }
    false
}

fn settle(field: &Field, points: &mut Points, reach: f32) -> bool {
    field.clamp(points);
    let (mut across, mut down) = relations(field, points, reach);
    let walls = || field.low.iter().zip(&field.high);
    let xs: Vec<(f32, f32)> = walls().map(|(low, high)| (low.x, high.x)).collect();
    let ys: Vec<(f32, f32)> = walls().map(|(low, high)| (low.y, high.y)).collect();
    // A chain too long for the room is broken where its boxes part most easily the other way.
    for _ in 0..4 * field.len() {
        let (x_chain, y_chain) = (across.too_long(&xs), down.too_long(&ys));
        let is_shorter = match (x_chain, y_chain) {
            (None, None) => break,
            (Some(chain), _) => across.give(&chain, &mut down, field, points, true),
            (_, Some(chain)) => down.give(&chain, &mut across, field, points, false),
        };
        if !is_shorter {
            return false;
        }
    }
    across.project(&mut points.xs, &xs) && down.project(&mut points.ys, &ys)
}

/// Each two boxes get one relation: along the axis on which they overlap least.
fn relations(field: &Field, points: &mut Points, reach: f32) -> (Axis, Axis) {
    let (mut across, mut down) = (Axis::default(), Axis::default());
    field.sweep(points, &mut Vec::new(), reach, |points, a, b| {
        let over = field.overlap(points, a, b);
        if over.x < -reach || (field.is_pinned(a) && field.is_pinned(b)) {
            return;
        }
        if over.y <= over.x {
            down.add(&points.ys, a, b, field.half[a].y + field.half[b].y, over.x);
        } else {
            across.add(&points.xs, a, b, field.half[a].x + field.half[b].x, over.y);
        }
    });
    across.sort(&points.xs);
    down.sort(&points.ys);
    (across, down)
}

impl Axis {
    fn add(&mut self, at: &[f32], a: usize, b: usize, least: f32, otherwise: f32) {
        let ordered = at[a] < at[b] || (at[a] == at[b] && a < b);
        let (first, second) = if ordered { (a as u32, b as u32) } else { (b as u32, a as u32) };
        self.before.push(Before { first, second, least, otherwise, pull: 0.0 });
    }

    fn sort(&mut self, at: &[f32]) {
        let place = |b: &Before| at[b.first as usize];
        let ends = |b: &Before| (b.first, b.second);
        self.before.sort_by(|a, b| place(a).total_cmp(&place(b)).then(ends(a).cmp(&ends(b))));
    }

    /// Brings the relation added last to its place.
    fn settle_last(&mut self, at: &[f32]) {
        let Some(last) = self.before.pop() else { return };
        let place = at[last.first as usize];
        let to = self.before.partition_point(|b| {
            let other = at[b.first as usize];
            other
                .total_cmp(&place)
                .then((b.first, b.second).cmp(&(last.first, last.second)))
                .is_lt()
        });
        self.before.insert(to, last);
    }

    /// The least place of each box that leaves room for all before it.
    fn earliest(&self, walls: &[(f32, f32)]) -> Vec<f32> {
        let mut low: Vec<f32> = walls.iter().map(|wall| wall.0).collect();
        for b in &self.before {
            let to = low[b.first as usize] + b.least;
            let own = &mut low[b.second as usize];
            *own = own.max(to);
        }
        low
    }

    /// The greatest place of each box that leaves room for all after it.
    fn latest(&self, walls: &[(f32, f32)]) -> Vec<f32> {
        let mut high: Vec<f32> = walls.iter().map(|wall| wall.1).collect();
        for b in self.before.iter().rev() {
            let to = high[b.second as usize] - b.least;
            let own = &mut high[b.first as usize];
            *own = own.min(to);
        }
        high
    }

    /// The relations of a chain that needs more than the room, by position; none if all fit.
    fn too_long(&self, walls: &[(f32, f32)]) -> Option<Vec<usize>> {
        let mut low: Vec<f32> = walls.iter().map(|wall| wall.0).collect();
        let mut cause = vec![usize::MAX; walls.len()];
        for (at, b) in self.before.iter().enumerate() {
            let to = low[b.first as usize] + b.least;
            if to > low[b.second as usize] {
                low[b.second as usize] = to;
                cause[b.second as usize] = at;
            }
        }
        let over = |node: usize| low[node] - walls[node].1;
        let worst = (0..walls.len()).max_by(|&a, &b| over(a).total_cmp(&over(b)))?;
        if over(worst) <= SLACK {
            return None;
        }
        let mut chain = Vec::new();
        let mut node = worst;
        while let Some(b) = self.before.get(cause[node]) {
            chain.push(cause[node]);
            node = b.first as usize;
        }
        Some(chain)
    }

    /// Turns the relation of a chain that costs least into one along the other axis; false if all
    /// were turned before.
    fn give(
        &mut self,
        chain: &[usize],
        other: &mut Self,
        field: &Field,
        points: &Points,
        is_across: bool,
    ) -> bool {
        let cheapest = chain
            .iter()
            .copied()
            .filter(|&at| self.before[at].otherwise.is_finite())
            .min_by(|&a, &b| self.before[a].otherwise.total_cmp(&self.before[b].otherwise));
        let Some(at) = cheapest else { return false };
        let given = self.before.remove(at);
        let (a, b) = (given.first as usize, given.second as usize);
        let sum = field.half[a] + field.half[b];
        let (along, least) = if is_across { (&points.ys, sum.y) } else { (&points.xs, sum.x) };
        // Once only: infinity keeps it from coming back.
        other.add(along, a, b, least, f32::INFINITY);
        other.settle_last(along);
        true
    }

    /// The least moves that keep all relations, then the rest exactly; false if they cannot hold.
    fn project(&mut self, at: &mut [f32], walls: &[(f32, f32)]) -> bool {
        for _ in 0..PASSES {
            let mut worst = 0.0_f32;
            for b in &mut self.before {
                let (first, second) = (b.first as usize, b.second as usize);
                let free = |node: usize| if walls[node].0 == walls[node].1 { 0.0 } else { 1.0 };
                let (mine, theirs) = (free(first), free(second));
                if mine + theirs == 0.0 {
                    continue;
                }
                let short = b.least - (at[second] - at[first]);
                let pull = (b.pull + short / (mine + theirs)).max(0.0);
                let more = pull - b.pull;
                b.pull = pull;
                at[first] -= mine * more;
                at[second] += theirs * more;
                worst = worst.max(short);
            }
            if worst < NEAR {
                break;
            }
        }
        let (earliest, latest) = (self.earliest(walls), self.latest(walls));
        if earliest.iter().zip(&latest).any(|(low, high)| *low > high + SLACK) {
            return false;
        }
        for (place, (low, high)) in at.iter_mut().zip(earliest.iter().zip(&latest)) {
            *place = place.max(*low).min(*high);
        }
        for b in &self.before {
            let to = at[b.first as usize] + b.least;
            let second = b.second as usize;
            at[second] = at[second].max(to).min(latest[second].max(earliest[second]));
        }
        for (place, wall) in at.iter_mut().zip(walls) {
            *place = place.clamp(wall.0, wall.1);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use emath::{Vec2, vec2};

    use super::*;

    fn legal(sizes: &[Vec2], at: &[(f32, f32)], room: Vec2) -> Option<Points> {
        let field = Field::new(sizes, &[], room, vec2(2.0, 2.0));
        let (xs, ys) = at.iter().copied().unzip();
        let mut points = Points { xs, ys };
        legalise(&field, &mut points).then_some(points)
    }

    #[test]
    fn a_stack_too_high_for_the_room_gives_way_to_the_side() {
        let sizes = [vec2(30.0, 20.0); 4];
        let heap = [(50.0, 28.0), (51.0, 29.0), (52.0, 31.0), (53.0, 32.0)];
        assert!(legal(&sizes, &heap, vec2(100.0, 60.0)).is_some());
        assert_eq!(legal(&sizes, &heap, vec2(40.0, 60.0)).map(|points| points.xs), None);
    }

    #[test]
    fn boxes_move_no_farther_than_they_have_to() {
        let sizes = [vec2(30.0, 20.0); 3];
        let points = legal(&sizes, &[(50.0, 40.0), (50.0, 58.0), (20.0, 10.0)], vec2(100.0, 100.0));
        let ys = points.map(|points| points.ys).unwrap_or_default();
        for (y, wish) in ys.iter().zip([38.0, 60.0, 10.0]) {
            assert!((y - wish).abs() < 0.2, "{ys:?}");
        }
        assert_eq!(ys.len(), 3);
    }
}
