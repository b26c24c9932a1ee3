//! The home order: who stands above whom in a lane, for every picture of an atlas.
//!
//! Owns the one order that pictures leave things out of. Worked out from a whole atlas, once; knows
//! nothing of rooms, filters and folds.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What a home order is worked out from; all by position.
#[derive(Debug, Clone, Default)]
pub struct OrderRequest {
    /// The lane of each node, from the left.
    pub lanes: Vec<usize>,
    /// What each node is part of, where it is: a node of the same lane that is part of nothing.
    pub within: Vec<Option<usize>>,
    /// Parts that stand for themselves while what they are part of is folded; they stand above it.
    pub is_apart: Vec<bool>,
    /// What stands below everything else of its lane.
    pub is_last: Vec<bool>,
    /// What joins two nodes.
    pub links: Vec<(usize, usize)>,
}

/// How often lanes are ordered by each other at most.
const ROUNDS: usize = 12;
/// From so many turns of its first lane an order is sought.
const STARTS: usize = 8;
/// Up to so many pairs of links are compared to order one lane; beyond, the mean decides alone.
const EFFORT: usize = 4_000_000;

/// What a node is linked with, and how often.
type Ties = Vec<Vec<(usize, f32)>>;

/// The rank of each node from the top of its lane; those of a whole and its parts follow each other.
///
/// The first two lanes are ordered together, each further one by those before it, so that the weights
/// of links that cross are few; then the parts of each whole likewise. Sources: Sugiyama, Tagawa, Toda
/// (1981), Methods for visual understanding of hierarchical system structures (the barycentre
/// heuristic); Matuszewski, Schönfeld, Molitor (1999), Using sifting for k-layer straightline crossing
/// minimization. Departs from them in that all lanes placed before count, not the one beside.
/// O(rounds × links²) at most, and no more than [`EFFORT`] pairs a lane.
pub fn home_order(request: &OrderRequest) -> Vec<usize> {
    let n = request.lanes.len();
    let whole = |node: usize| request.within.get(node).copied().flatten().unwrap_or(node);
    let n_lanes = request.lanes.iter().max().map_or(0, |most| most + 1);
    let mut lanes: Vec<Vec<usize>> = vec![Vec::new(); n_lanes];
    for node in (0..n).filter(|&node| whole(node) == node) {
        if let Some(lane) = request.lanes.get(node).and_then(|&lane| lanes.get_mut(lane)) {
            lane.push(node);
        }
    }
    for lane in &mut lanes {
        lane.sort_by_key(|&node| is_last(request, node));
    }
    // What stands below everything else stands beside the rest: it does not order that.
    let counts = |a: usize, b: usize| !is_last(request, whole(a)) && !is_last(request, whole(b));
    let families = ties(request, whole, counts);
    order_wholes(request, &families, &mut lanes);
    let parts = order_parts(request, &lanes);
    let mut rank = vec![0; n];
    for (place, node) in sequence(request, &lanes, &parts).into_iter().enumerate() {
        if let Some(slot) = rank.get_mut(node) {
            *slot = place;
        }
    }
    rank
}

fn is_last(request: &OrderRequest, node: usize) -> bool {
    request.is_last.get(node).copied().unwrap_or(false)
}

/// How often links that count join two nodes of different lanes, each taken for what `of` says.
fn ties(
    request: &OrderRequest,
    of: impl Fn(usize) -> usize,
    counts: impl Fn(usize, usize) -> bool,
) -> Ties {
    let mut weights: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for &(a, b) in &request.links {
        if request.lanes.get(a) == request.lanes.get(b) || !counts(a, b) {
            continue;
        }
        let (a, b) = (of(a), of(b));
        *weights.entry((a, b)).or_default() += 1.0;
        *weights.entry((b, a)).or_default() += 1.0;
    }
    let mut ties = vec![Vec::new(); request.lanes.len()];
    for ((a, b), weight) in weights {
        if let Some(around) = ties.get_mut(a) {
            around.push((b, weight));
        }
    }
    ties
}

/// Where things stand while an order is sought.
struct Places<'a> {
    lanes: &'a [usize],
    ties: &'a Ties,
    /// The place of each node in its lane, and how long that is; `None` while it is not placed.
    at: Vec<Option<(usize, usize)>>,
}

impl<'a> Places<'a> {
    fn new(request: &'a OrderRequest, ties: &'a Ties) -> Self {
        Self { lanes: &request.lanes, ties, at: vec![None; request.lanes.len()] }
    }

    fn put(&mut self, lane: &[usize]) {
        for (place, &node) in lane.iter().enumerate() {
            if let Some(slot) = self.at.get_mut(node) {
                *slot = Some((place, lane.len()));
            }
        }
    }

    /// What a node is linked with that is placed: lane, place and weight.
    fn around(&self, node: usize) -> impl Iterator<Item = (usize, usize, f32)> {
        let ties = self.ties.get(node).map(Vec::as_slice).unwrap_or_default();
        ties.iter().filter_map(|&(other, weight)| {
            let (place, _) = self.at.get(other).copied().flatten()?;
            Some((*self.lanes.get(other)?, place, weight))
        })
    }

    /// The mean place of what a node is linked with, as a share of its lane.
    fn mean(&self, node: usize) -> Option<f32> {
        let ties = self.ties.get(node).map(Vec::as_slice).unwrap_or_default();
        let (sum, all) = ties.iter().fold((0.0, 0.0), |(sum, all), &(other, weight)| {
            match self.at.get(other).copied().flatten() {
                Some((place, n)) => (sum + weight * (place as f32 + 0.5) / n as f32, all + weight),
                None => (sum, all),
            }
        });
        (all > 0.0).then(|| sum / all)
    }

    /// The weight of the crossings of two nodes' links if the first stands above the second.
    fn crossed(&self, above: usize, below: usize) -> f32 {
        let mut sum = 0.0;
        for (lane, place, weight) in self.around(above) {
            for (other_lane, other, other_weight) in self.around(below) {
                if lane == other_lane && place > other {
                    sum += weight * other_weight;
                }
            }
        }
        sum
    }

    /// What an order costs.
    fn cost(&self, order: &[usize]) -> f32 {
        let below = |at: usize| order.iter().skip(at + 1);
        let pairs = order.iter().enumerate();
        pairs.map(|(at, &a)| below(at).map(|&b| self.crossed(a, b)).sum::<f32>()).sum()
    }

    /// An order of some nodes of one lane in which links cross little, those before `fixed` apart from
    /// those behind; what is not linked keeps its place.
    fn ordered(&self, nodes: &[usize], is_last: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut order = nodes.to_vec();
        let n = nodes.len().max(1) as f32;
        let key = |(at, &node): (usize, &usize)| {
            (is_last(node), self.mean(node).unwrap_or((at as f32 + 0.5) / n), node)
        };
        let mut keyed: Vec<(bool, f32, usize)> = nodes.iter().enumerate().map(key).collect();
        keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let by_mean: Vec<usize> = keyed.into_iter().map(|(.., node)| node).collect();
        let degree: usize = nodes.iter().map(|&node| self.around(node).count()).sum();
        if degree * degree > EFFORT {
            return by_mean;
        }
        if self.cost(&by_mean) < self.cost(&order) {
            order = by_mean;
        }
        self.sifted(order, is_last)
    }

    /// Moves each node to where its links cross least, until none moves.
    fn sifted(&self, mut order: Vec<usize>, is_last: impl Fn(usize) -> bool) -> Vec<usize> {
        let own: BTreeMap<usize, usize> =
            order.iter().enumerate().map(|(at, &node)| (node, at)).collect();
        let nodes = order.clone();
        let n = nodes.len();
        let costs: Vec<f32> = nodes
            .iter()
            .flat_map(|&a| nodes.iter().map(move |&b| (a, b)))
            .map(|(a, b)| if a == b { 0.0 } else { self.crossed(a, b) })
            .collect();
        let cost = |above: usize, below: usize| {
            let (Some(a), Some(b)) = (own.get(&above), own.get(&below)) else { return 0.0 };
            costs.get(a * n + b).copied().unwrap_or(0.0)
        };
        for _ in 0..ROUNDS {
            let mut has_moved = false;
            for &node in &nodes {
                let Some(from) = order.iter().position(|&other| other == node) else { continue };
                order.remove(from);
                let may = |at: usize| {
                    let above = at.checked_sub(1).and_then(|at| order.get(at));
                    above.is_none_or(|&other| is_last(other) <= is_last(node))
                        && order.get(at).is_none_or(|&other| is_last(node) <= is_last(other))
                };
                // From the top: what it costs to stand above all.
                let mut sum: f32 = order.iter().map(|&other| cost(node, other)).sum();
                let mut best: Option<(f32, usize)> = None;
                for at in 0..=order.len() {
                    // Of equals, where it stood.
                    let is_better = best.is_none_or(|(least, _)| {
                        sum < least - 1e-3 || (sum < least + 1e-3 && at == from)
                    });
                    if may(at) && is_better {
                        best = Some((sum, at));
                    }
                    if let Some(&other) = order.get(at) {
                        sum += cost(other, node) - cost(node, other);
                    }
                }
                let to = best.map_or(from, |(_, at)| at);
                order.insert(to, node);
                has_moved |= to != from;
            }
            if !has_moved {
                break;
            }
        }
        order
    }
}

/// Orders what is part of nothing: the first two lanes by each other, every further one by those
/// before it.
fn order_wholes(request: &OrderRequest, ties: &Ties, lanes: &mut [Vec<usize>]) {
    let last = |node: usize| is_last(request, node);
    let mut places = Places::new(request, ties);
    if let [first, second, ..] = lanes {
        let mut best: Option<(f32, Vec<usize>, Vec<usize>)> = None;
        for start in 0..STARTS.min(first.len()) {
            let (mut a, mut b) = (first.clone(), second.clone());
            a.rotate_left(start * first.len() / STARTS.min(first.len()).max(1));
            a.sort_by_key(|&node| last(node));
            for _ in 0..ROUNDS {
                let before = (a.clone(), b.clone());
                let mut pair = Places::new(request, ties);
                pair.put(&a);
                b = pair.ordered(&b, last);
                let mut pair = Places::new(request, ties);
                pair.put(&b);
                a = pair.ordered(&a, last);
                if before == (a.clone(), b.clone()) {
                    break;
                }
            }
            let mut pair = Places::new(request, ties);
            pair.put(&a);
            let cost = pair.cost(&b);
            if best.as_ref().is_none_or(|(least, ..)| cost < least - 1e-3) {
                best = Some((cost, a, b));
            }
        }
        if let Some((_, a, b)) = best {
            (*first, *second) = (a, b);
        }
        places.put(first);
        places.put(second);
    }
    for lane in lanes.iter_mut().skip(2) {
        *lane = places.ordered(lane, last);
        places.put(lane);
    }
}

/// The parts of each whole, in their order.
fn order_parts(request: &OrderRequest, lanes: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); request.lanes.len()];
    for (node, whole) in request.within.iter().enumerate() {
        if let Some(parts) = whole.and_then(|whole| parts.get_mut(whole)) {
            parts.push(node);
        }
    }
    let each = ties(request, |node| node, |_, _| true);
    for lane in lanes {
        for &whole in lane {
            // Placed anew for each whole: what was ordered before counts.
            let mut places = Places::new(request, &each);
            for lane in lanes {
                places.put(&lane_sequence(request, lane, &parts));
            }
            let Some(own) = parts.get_mut(whole).filter(|own| own.len() > 1) else { continue };
            *own = places.ordered(own, |_| false);
        }
    }
    parts
}

/// All nodes of all lanes, from the top of the first.
fn sequence(request: &OrderRequest, lanes: &[Vec<usize>], parts: &[Vec<usize>]) -> Vec<usize> {
    lanes.iter().flat_map(|lane| lane_sequence(request, lane, parts)).collect()
}

/// A whole follows the parts that stand apart, and is followed by the others.
fn lane_sequence(request: &OrderRequest, lane: &[usize], parts: &[Vec<usize>]) -> Vec<usize> {
    let is_apart = |node: &usize| request.is_apart.get(*node).copied().unwrap_or(false);
    let of = |whole: usize| parts.get(whole).map(Vec::as_slice).unwrap_or_default();
    lane.iter()
        .flat_map(|&whole| {
            let apart = of(whole).iter().copied().filter(is_apart);
            let others = of(whole).iter().copied().filter(move |node| !is_apart(node));
            apart.chain([whole]).chain(others)
        })
        .collect()
}

/// Compares two nodes by rank; of equals by position.
pub(super) fn by_rank(ranks: impl Fn(usize) -> usize, a: usize, b: usize) -> Ordering {
    ranks(a).cmp(&ranks(b)).then(a.cmp(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ladder() -> OrderRequest {
        OrderRequest {
            lanes: vec![0, 0, 0, 1, 1, 1],
            within: vec![None; 6],
            is_apart: vec![false; 6],
            is_last: vec![false; 6],
            links: vec![(0, 5), (1, 4), (2, 3)],
        }
    }

    /// How many pairs of links cross.
    fn n_crossings(request: &OrderRequest, rank: &[usize]) -> usize {
        let ends: Vec<(usize, usize)> = request
            .links
            .iter()
            .map(|&(a, b)| if request.lanes[a] < request.lanes[b] { (a, b) } else { (b, a) })
            .map(|(a, b)| (rank[a], rank[b]))
            .collect();
        let pairs = ends.iter().enumerate();
        pairs
            .map(|(at, a)| {
                ends.iter()
                    .skip(at + 1)
                    .filter(|b| (a.0 < b.0 && a.1 > b.1) || (a.0 > b.0 && a.1 < b.1))
                    .count()
            })
            .sum()
    }

    #[test]
    fn a_crossed_ladder_is_uncrossed() {
        let request = ladder();
        assert_eq!(n_crossings(&request, &home_order(&request)), 0);
    }

    #[test]
    fn what_is_to_stand_last_does_and_what_is_linked_with_nothing_keeps_its_place() {
        let mut request = ladder();
        request.is_last[3] = true;
        let rank = home_order(&request);
        assert!(rank[3] > rank[4] && rank[3] > rank[5], "{rank:?}");
        request = OrderRequest { links: Vec::new(), ..ladder() };
        assert_eq!(home_order(&request), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn parts_follow_their_whole_in_the_order_of_what_they_are_linked_with() {
        let request = OrderRequest {
            lanes: vec![0, 0, 1, 1, 1, 1],
            within: vec![None, None, None, Some(2), Some(2), Some(2)],
            is_apart: vec![false, false, false, false, false, true],
            is_last: vec![false; 6],
            links: vec![(0, 4), (1, 3), (1, 5)],
        };
        let rank = home_order(&request);
        let lane = |node: usize| rank[node];
        assert!(lane(5) < lane(2) && lane(2) < lane(4).min(lane(3)), "{rank:?}");
        assert_eq!((lane(0) < lane(1)), (lane(4) < lane(3)), "{rank:?}");
    }
}
