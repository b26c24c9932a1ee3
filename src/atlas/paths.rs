//! Shortest paths between two nodes, link by link.
//!
//! Paths are found whichever way links point, and each step says which way its link does.

use std::collections::VecDeque;

use super::{Atlas, Link, NodeId};

/// One link of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'a> {
    /// The link.
    pub link: &'a Link,
    /// Whether it is walked from its source to its target.
    pub is_forward: bool,
}

impl<'a> Step<'a> {
    /// The node it leads to.
    pub const fn end(&self) -> &'a NodeId {
        if self.is_forward { &self.link.target } else { &self.link.source }
    }
}

/// All shortest paths between two nodes, as far as they were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortestPaths<'a> {
    /// Links of each.
    pub n_links: usize,
    /// How many there are; the largest number there is where there are more.
    pub n_paths: u64,
    /// The first of them, in the order of the atlas's links.
    pub paths: Vec<Vec<Step<'a>>>,
}

/// All shortest paths between two different nodes along links that pass, up to `most` of them in
/// the order of the atlas; `None` where there is none.
///
/// Source: breadth-first search, E. F. Moore, "The shortest path through a maze" (1959); the paths
/// are counted level by level. O(nodes + links + steps of the paths given back).
pub fn shortest_paths<'a>(
    atlas: &'a Atlas,
    (from, to): (&NodeId, &NodeId),
    passes: impl Fn(&Link) -> bool,
    most: usize,
) -> Option<ShortestPaths<'a>> {
    let (from, to) = (atlas.node_position(from)?, atlas.node_position(to)?);
    let ground = Ground::new(atlas, passes);
    let (distances, n_paths) = ground.levels(to);
    let n_links = distances[from].filter(|&distance| distance > 0)?;
    let paths = ground.walk(from, &distances, most);
    Some(ShortestPaths { n_links, n_paths: n_paths[from], paths })
}

/// Links by node, whichever way they point.
struct Ground<'a> {
    steps: Vec<Vec<(Step<'a>, usize)>>,
}

impl<'a> Ground<'a> {
    fn new(atlas: &'a Atlas, passes: impl Fn(&Link) -> bool) -> Self {
        let mut steps = vec![Vec::new(); atlas.nodes().len()];
        for link in atlas.links().iter().filter(|link| passes(link)) {
            let ends = (atlas.node_position(&link.source), atlas.node_position(&link.target));
            let (Some(source), Some(target)) = ends else { continue };
            steps[source].push((Step { link, is_forward: true }, target));
            steps[target].push((Step { link, is_forward: false }, source));
        }
        Self { steps }
    }

    /// How far each node is from one, and along how many shortest paths it is reached.
    fn levels(&self, start: usize) -> (Vec<Option<usize>>, Vec<u64>) {
        let mut distances = vec![None; self.steps.len()];
        let mut n_paths = vec![0_u64; self.steps.len()];
        (distances[start], n_paths[start]) = (Some(0), 1);
        let mut open = VecDeque::from([(start, 0)]);
        while let Some((at, distance)) = open.pop_front() {
            for &(_, other) in &self.steps[at] {
                if distances[other].is_none() {
                    distances[other] = Some(distance + 1);
                    open.push_back((other, distance + 1));
                }
                if distances[other] == Some(distance + 1) {
                    n_paths[other] = n_paths[other].saturating_add(n_paths[at]);
                }
            }
        }
        (distances, n_paths)
    }

    /// Walks down the distances, one link after the other, to the first `most` ends.
    fn walk(&self, from: usize, distances: &[Option<usize>], most: usize) -> Vec<Vec<Step<'a>>> {
        let mut paths = Vec::new();
        let mut path: Vec<Step<'a>> = Vec::new();
        // Where the path stands after each of its links, and the next way to try there.
        let mut trail = vec![(from, 0)];
        while let Some((at, tried)) = trail.last_mut() {
            let left = distances[*at];
            if left == Some(0) && paths.len() < most {
                paths.push(path.clone());
            }
            let ways = self.steps[*at].iter().skip(*tried);
            let lower = left.and_then(|left| left.checked_sub(1));
            let next = ways
                .enumerate()
                .find(|(_, (_, other))| lower.is_some() && distances[*other] == lower);
            match next {
                Some((skipped, &(step, other))) if paths.len() < most => {
                    *tried += skipped + 1;
                    path.push(step);
                    trail.push((other, 0));
                }
                _ => {
                    trail.pop();
                    path.pop();
                }
            }
        }
        paths
    }
}

/// Where three or more nodes meet with the fewest links, and a shortest path from each to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting<'a> {
    /// The node where they meet; it may be one of them.
    pub node: &'a NodeId,
    /// A shortest path from each to it, in the order they were named; empty for the node itself.
    pub paths: Vec<Vec<Step<'a>>>,
}

/// The node to which some nodes have the fewest links in all, the first in the atlas's order where
/// several have as few; `None` where they hang together nowhere.
///
/// For three nodes this is the smallest tree that connects them (S. E. Dreyfus and R. A. Wagner,
/// "The Steiner problem in graphs", 1971); for more it is the smallest star. O(names × (nodes +
/// links)).
pub fn meeting<'a>(
    atlas: &'a Atlas,
    names: &[NodeId],
    passes: impl Fn(&Link) -> bool,
) -> Option<Meeting<'a>> {
    let ground = Ground::new(atlas, passes);
    let starts: Option<Vec<usize>> = names.iter().map(|id| atlas.node_position(id)).collect();
    let starts = starts.filter(|starts| !starts.is_empty())?;
    let far: Vec<Vec<Option<usize>>> = starts.iter().map(|&at| ground.levels(at).0).collect();
    let cost = |at: usize| far.iter().map(|distances| distances[at]).sum::<Option<usize>>();
    let costs = (0..atlas.nodes().len()).filter_map(|at| Some((cost(at)?, at)));
    let (_, middle) = costs.min()?;
    let (distances, _) = ground.levels(middle);
    let path = |&start: &usize| ground.walk(start, &distances, 1).pop().unwrap_or_default();
    let paths = starts.iter().map(path).collect();
    Some(Meeting { node: &atlas.nodes().get(middle)?.id, paths })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::atlas::{AtlasParts, Node, NodeKind, Relation};

    /// A plain graph of links "a-b", each from its first to its second node.
    fn graph(links: &str) -> Atlas {
        let mut parts = AtlasParts::default();
        for (at, pair) in links.split_whitespace().enumerate() {
            let (source, target) = pair.split_once('-').unwrap();
            for name in [source, target] {
                if parts.nodes.iter().all(|node| node.id.as_str() != name) {
                    parts.nodes.push(Node::new(name.into(), NodeKind::Plain, name.into()));
                }
            }
            parts.links.push(Link {
                id: format!("{at}").as_str().into(),
                source: source.into(),
                target: target.into(),
                relation: Relation::Other("to".into()),
                evidence: Vec::new(),
            });
        }
        Atlas::new(parts).unwrap()
    }

    /// The paths as the nodes they pass, with the number of all of them.
    fn paths(links: &str, from: &str, to: &str, most: usize) -> (u64, Vec<String>) {
        let atlas = graph(links);
        let (from, to) = (NodeId::new(from), NodeId::new(to));
        let Some(found) = shortest_paths(&atlas, (&from, &to), |_| true, most) else {
            return (0, Vec::new());
        };
        assert!(found.paths.iter().all(|path| path.len() == found.n_links));
        let named = |path: &Vec<Step<'_>>| {
            path.iter().fold(from.to_string(), |name, step| format!("{name}{}", step.end()))
        };
        (found.n_paths, found.paths.iter().map(named).collect())
    }

    fn check(links: &str, ends: (&str, &str), expected: &[&str]) {
        let (n, found) = paths(links, ends.0, ends.1, 99);
        assert_eq!(found, expected, "{links} {ends:?}");
        assert_eq!(n, expected.len() as u64, "{links} {ends:?}");
    }

    #[test]
    fn all_shortest_paths_are_found_whichever_way_links_point() {
        check("a-b", ("a", "b"), &["ab"]);
        check("b-a", ("a", "b"), &["ab"]);
        check("a-b b-d a-c d-c", ("a", "d"), &["abd", "acd"]);
        check("a-b b-d a-c c-d a-d", ("a", "d"), &["ad"]);
        check("a-b a-b", ("a", "b"), &["ab", "ab"]);
        check("a-b c-d", ("a", "d"), &[]);
        check("a-b", ("a", "a"), &[]);
        check("a-b", ("a", "nobody"), &[]);
    }

    #[test]
    fn only_so_many_are_given_and_all_are_counted() {
        // Six diamonds in a row have 64 ways through.
        let diamonds: Vec<String> = (0..6)
            .map(|at| format!("n{at}-u{at} n{at}-d{at} u{at}-n{0} d{at}-n{0}", at + 1))
            .collect();
        let (n, found) = paths(&diamonds.join(" "), "n0", "n6", 5);
        assert_eq!((n, found.len()), (64, 5));
    }

    #[test]
    fn links_that_do_not_pass_are_not_walked() {
        let atlas = graph("a-b b-d a-c c-d");
        let (a, d) = (NodeId::new("a"), NodeId::new("d"));
        let found = shortest_paths(&atlas, (&a, &d), |link| link.target.as_str() != "b", 9);
        assert_eq!(found.map(|found| found.n_paths), Some(1));
    }

    #[test]
    fn three_meet_where_the_fewest_links_lie() {
        let check = |links, names: [&str; 3], expected: Option<&str>| {
            let atlas = graph(links);
            let names = names.map(NodeId::new);
            let found = meeting(&atlas, &names, |_| true);
            assert_eq!(found.as_ref().map(|m| m.node.as_str()), expected, "{links}");
            for (name, path) in names.iter().zip(found.iter().flat_map(|m| &m.paths)) {
                let end = path.last().map_or(name.as_str(), |step| step.end().as_str());
                assert_eq!(Some(end), expected, "{links}");
            }
        };
        check("a-m b-m c-m", ["a", "b", "c"], Some("m"));
        check("a-b b-c", ["a", "b", "c"], Some("b"));
        check("a-x x-m b-m c-m", ["a", "b", "c"], Some("m"));
        check("a-b c-d", ["a", "b", "c"], None);
    }

    #[test]
    fn a_long_chain_is_walked_to_its_end() {
        let chain: Vec<String> = (0..3_000).map(|at| format!("n{at}-n{}", at + 1)).collect();
        let (n, found) = paths(&chain.join(" "), "n0", "n3000", 2);
        assert_eq!((n, found.len()), (1, 1));
    }

    /// Every way of so many links from a node to another, without any search.
    fn walks(pairs: &[(u8, u8)], from: u8, to: u8, n_links: usize) -> Vec<Vec<usize>> {
        if n_links == 0 {
            return if from == to { vec![Vec::new()] } else { Vec::new() };
        }
        let mut all = Vec::new();
        for (at, &(a, b)) in pairs.iter().enumerate() {
            let next = match from {
                from if from == a => b,
                from if from == b => a,
                _ => continue,
            };
            for rest in walks(pairs, next, to, n_links - 1) {
                all.push([vec![at], rest].concat());
            }
        }
        all
    }

    fn shortest(pairs: &[(u8, u8)], from: u8, to: u8) -> Option<Vec<Vec<usize>>> {
        (0..6).map(|n| walks(pairs, from, to, n)).find(|walks| !walks.is_empty())
    }

    fn any_pairs() -> impl Strategy<Value = Vec<(u8, u8)>> {
        let pair = (0..6_u8, 1..6_u8).prop_map(|(a, step)| (a, (a + step) % 6));
        prop::collection::vec(pair, 1..9)
    }

    fn written(pairs: &[(u8, u8)]) -> String {
        pairs.iter().map(|(a, b)| format!("n{a}-n{b}")).collect::<Vec<_>>().join(" ")
    }

    proptest! {
        #[test]
        fn the_paths_found_are_all_walks_of_the_least_length(
            pairs in any_pairs(), from in 0..6_u8, to in 0..6_u8
        ) {
            prop_assume!(from != to);
            let atlas = graph(&written(&pairs));
            let ends = (&NodeId::new(format!("n{from}").as_str()), &NodeId::new(format!("n{to}").as_str()));
            let found = shortest_paths(&atlas, ends, |_| true, usize::MAX);
            let ids = |path: &Vec<Step<'_>>| -> Vec<usize> {
                path.iter().map(|step| step.link.id.as_str().parse().unwrap()).collect()
            };
            let mut found: Option<Vec<Vec<usize>>> =
                found.map(|found| found.paths.iter().map(ids).collect());
            if let Some(found) = &mut found {
                found.sort();
            }
            let mut expected = shortest(&pairs, from, to);
            if let Some(expected) = &mut expected {
                expected.sort();
            }
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn no_node_is_nearer_to_all_than_where_they_meet(pairs in any_pairs()) {
            let atlas = graph(&written(&pairs));
            let names = ["n0", "n2", "n4"].map(NodeId::new);
            let cost = |at: u8| -> Option<usize> {
                [0, 2, 4].iter().map(|&of| Some(shortest(&pairs, of, at)?[0].len())).sum()
            };
            let is_there = names.iter().all(|name| atlas.node(name).is_some());
            let least = (0..6).filter_map(cost).min().filter(|_| is_there);
            let found = meeting(&atlas, &names, |_| true);
            let n_links = found.map(|found| found.paths.iter().map(Vec::len).sum::<usize>());
            prop_assert_eq!(n_links, least);
        }
    }
}
