//! What lies on the ways between others.
//!
//! Owns how much of a large graph is looked at. The sum itself is [`betweenness`]'s.

use super::{Found, InsightLine, by_weight, places_in_words};
use crate::atlas::{NodeKind, Relation};
use crate::survey::betweenness;
use crate::survey::kept::KeptGraph;

/// Most steps along links that are walked; a graph that would need more is estimated from fewer
/// starts. Up to some thousand nodes every start is taken.
const MOST_WORK: usize = 300_000_000;

/// About how many steps the walk from one start takes.
pub(super) const fn work_of_a_start(n_nodes: usize, n_links: usize) -> usize {
    n_nodes + 4 * n_links
}

/// From how many nodes walks start.
pub(super) const fn n_starts(n_nodes: usize, n_links: usize) -> usize {
    let work = work_of_a_start(n_nodes, n_links);
    let most = MOST_WORK / if work == 0 { 1 } else { work };
    let most = if most == 0 { 1 } else { most };
    if most < n_nodes { most } else { n_nodes }
}

/// Nodes by their betweenness, but for pillars and what sets them out.
pub(super) fn bridges(graph: &KeptGraph<'_>) -> Found {
    let n_nodes = graph.nodes.len();
    let found = betweenness(n_nodes, &graph.pairs, n_starts(n_nodes, graph.pairs.len()));
    let joins_by_definition = |at: usize| {
        let sets_out = |relation: &Relation| *relation == Relation::SetsOut;
        graph.nodes[at].role() == NodeKind::Pillar
            || graph.ties(at).iter().any(|tie| tie.is_outward && sets_out(&tie.link.relation))
    };
    let weighed = found.shares.iter().enumerate().filter_map(|(at, &share)| {
        // Less than the last digit shown says nothing.
        let is_shown = share >= 0.000_5 && !joins_by_definition(at);
        let mut words = format!("on {:.1} % of the ways", share * 100.0);
        let places = graph.own_or_through_actions(at, KeptGraph::own_pillars);
        if let Some(joined) = places_in_words(graph, &places).filter(|_| places.len() > 1) {
            words = format!("{words}, joins {joined}");
        }
        let line = InsightLine { node: graph.nodes[at].id.clone(), words, share: None };
        is_shown.then_some((share, line))
    });
    let is_estimate = found.n_starts < n_nodes;
    let note = is_estimate.then(|| {
        let (some, all) = (found.n_starts, n_nodes);
        format!("Estimated from the ways that start at {some} of the {all} nodes.")
    });
    Found { lines: by_weight(weighed.collect()), note }
}

#[cfg(test)]
mod tests {
    use super::n_starts;

    #[test]
    fn every_start_is_taken_up_to_some_thousand_nodes() {
        for (n_nodes, n_links, expected) in
            [(0, 0, 0), (306, 760, 306), (4_000, 15_000, 4_000), (10_000, 30_000, 2_307)]
        {
            assert_eq!(n_starts(n_nodes, n_links), expected, "{n_nodes} {n_links}");
        }
    }
}
