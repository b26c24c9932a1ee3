//! What a picture is about, and how many links away from it everything else is.

use super::LayoutRequest;
use crate::atlas::NodeKind;

/// Nodes by their distance from the middle.
pub(super) struct Hops {
    /// What stands in the middle.
    pub(super) middle: Vec<usize>,
    /// Nodes one link away, two links away and so on; what no link leads to is with the last.
    pub(super) levels: Vec<Vec<usize>>,
}

/// Neighbours of each node, either way, by position; loops and links from nowhere left out.
pub(super) fn neighbours(
    request: &LayoutRequest,
    counts: impl Fn(&super::LinkRequest) -> bool,
) -> Vec<Vec<usize>> {
    let n = request.nodes.len();
    let mut neighbours = vec![Vec::new(); n];
    let joins =
        |l: &&super::LinkRequest| l.source < n && l.target < n && l.source != l.target && counts(l);
    for link in request.links.iter().filter(joins) {
        for (from, to) in [(link.source, link.target), (link.target, link.source)] {
            if let Some(around) = neighbours.get_mut(from) {
                around.push(to);
            }
        }
    }
    neighbours
}

/// Breadth first from the middle; all links count, also those drawn only when asked for. O(n + m).
pub(super) fn hops(request: &LayoutRequest) -> Hops {
    let neighbours = neighbours(request, |_| true);
    let n = request.nodes.len();
    let mut middle: Vec<usize> = request.middle.iter().copied().filter(|&at| at < n).collect();
    if middle.is_empty() {
        middle.extend(most_central(request, &neighbours));
    }
    middle.sort_unstable();
    middle.dedup();
    let mut is_met = vec![false; n];
    let mut levels: Vec<Vec<usize>> = Vec::new();
    let mut front = middle.clone();
    for &node in &front {
        meet(&mut is_met, node);
    }
    while !front.is_empty() {
        let around = front.iter().filter_map(|&node| neighbours.get(node)).flatten();
        let mut next: Vec<usize> =
            around.copied().filter(|&node| meet(&mut is_met, node)).collect();
        next.sort_unstable();
        levels.push(std::mem::replace(&mut front, next));
    }
    let mut levels: Vec<Vec<usize>> = levels.into_iter().skip(1).collect();
    let lonely: Vec<usize> =
        is_met.iter().enumerate().filter(|(_, met)| !**met).map(|(at, _)| at).collect();
    match levels.last_mut() {
        Some(last) => {
            last.extend(lonely);
            last.sort_unstable();
        }
        None if lonely.is_empty() => {}
        None => levels.push(lonely),
    }
    Hops { middle, levels }
}

/// Marks a node; whether that is news.
fn meet(is_met: &mut [bool], node: usize) -> bool {
    is_met.get_mut(node).is_some_and(|met| !std::mem::replace(met, true))
}

/// The node that stands for the whole: of the instruments the one that is joined to most
/// pillars, as a strategy is to its own; else of all nodes but pillars; else the best connected.
fn most_central(request: &LayoutRequest, neighbours: &[Vec<usize>]) -> Option<usize> {
    let kind = |at: usize| request.nodes.get(at).map(|node| node.kind);
    let n_pillars = |at: usize| {
        let around = neighbours.get(at).map(Vec::as_slice).unwrap_or_default();
        let mut pillars: Vec<usize> =
            around.iter().copied().filter(|&o| kind(o) == Some(NodeKind::Pillar)).collect();
        pillars.sort_unstable();
        pillars.dedup();
        pillars.len()
    };
    let degree = |at: usize| neighbours.get(at).map_or(0, Vec::len);
    let best = |may: &dyn Fn(usize) -> bool, score: &dyn Fn(usize) -> usize| {
        let nodes = (0..request.nodes.len()).filter(|&at| may(at));
        nodes.max_by_key(|&at| (score(at), degree(at), std::cmp::Reverse(at)))
    };
    let is_instrument = |at: usize| kind(at) == Some(NodeKind::Instrument) && n_pillars(at) > 1;
    let is_joined = |at: usize| kind(at) != Some(NodeKind::Pillar) && n_pillars(at) > 1;
    best(&is_instrument, &n_pillars).or_else(|| best(&is_joined, &n_pillars)).or_else(|| {
        let sizes = component_sizes(neighbours);
        best(&|_| true, &|at| sizes.get(at).copied().unwrap_or(0))
    })
}

/// How many nodes hang together with each. O(n + m).
fn component_sizes(neighbours: &[Vec<usize>]) -> Vec<usize> {
    let mut sizes = vec![0; neighbours.len()];
    let mut is_met = vec![false; neighbours.len()];
    for first in 0..neighbours.len() {
        let mut together = Vec::new();
        let mut open: Vec<usize> =
            Some(first).filter(|&at| meet(&mut is_met, at)).into_iter().collect();
        while let Some(node) = open.pop() {
            together.push(node);
            let around = neighbours.get(node).into_iter().flatten().copied();
            open.extend(around.filter(|&other| meet(&mut is_met, other)));
        }
        for &node in &together {
            if let Some(size) = sizes.get_mut(node) {
                *size = together.len();
            }
        }
    }
    sizes
}

#[cfg(test)]
mod tests {
    use emath::vec2;

    use super::*;
    use crate::layout::{LayoutKind, LinkRequest, NodeRequest, Zooms};

    fn request(kinds: &[NodeKind], links: &[(usize, usize)]) -> LayoutRequest {
        let node = |(at, &kind): (usize, &NodeKind)| NodeRequest {
            id: format!("n{at}").as_str().into(),
            kind,
            label: String::new(),
            count: None,
            notes: Vec::new(),
            n_signs: 0,
            least_height: 0.0,
            shut_height: 0.0,
            within: None,
            rank: 0,
            is_pushed_in: false,
            pinned: None,
            home: None,
        };
        let link = |&(source, target): &(usize, usize)| LinkRequest {
            source,
            target,
            pulls: false,
            room: LinkRequest::ROOM,
            width: 1.0,
        };
        LayoutRequest {
            kind: LayoutKind::Radial,
            nodes: kinds.iter().enumerate().map(node).collect(),
            links: links.iter().map(link).collect(),
            middle: Vec::new(),
            room: vec2(800.0, 600.0),
            world: vec2(800.0, 600.0),
            zooms: Zooms::default(),
            must_fit: true,
        }
    }

    #[test]
    fn the_strategy_is_the_instrument_that_most_pillars_hang_on() {
        use NodeKind::{Actor, Instrument, Pillar};
        let kinds = [Actor, Instrument, Instrument, Pillar, Pillar, Pillar];
        let links = [(0, 3), (0, 4), (0, 5), (1, 3), (2, 3), (2, 4)];
        assert_eq!(hops(&request(&kinds, &links)).middle, [2]);
    }

    #[test]
    fn without_pillars_the_best_connected_of_the_largest_component_stands_for_all() {
        let links = [(0, 1), (0, 1), (0, 1), (2, 3), (3, 4)];
        let found = hops(&request(&[NodeKind::Plain; 6], &links));
        assert_eq!((found.middle, found.levels), (vec![3], vec![vec![0, 1, 2, 4, 5]]));
    }
}
