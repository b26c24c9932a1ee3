//! Who and what has how much of the whole.

use std::collections::BTreeSet;

use super::{Found, InsightLine, by_weight, count, places_in_words};
use crate::atlas::{NodeKind, Relation};
use crate::survey::kept::{KeptGraph, Tie};

/// Actors by actions, then by pillars and strands.
pub(super) fn actors(graph: &KeptGraph<'_>) -> Found {
    let weighed = graph.of_kind(NodeKind::Actor).filter_map(|at| {
        let actions = graph.actions_of(at);
        if actions.is_empty() {
            return None;
        }
        let leads = |tie: &&Tie<'_>| !tie.is_outward && tie.link.relation == Relation::LedBy;
        let led: BTreeSet<usize> = graph.ties(at).iter().filter(leads).map(|t| t.other).collect();
        let places: BTreeSet<usize> =
            actions.iter().flat_map(|&action| graph.own_pillars(action)).collect();
        let mut words = count(actions.len(), "action", "actions");
        if !led.is_empty() {
            words = format!("{words}, leads {}", led.len());
        }
        if let Some(held) = places_in_words(graph, &places) {
            words = format!("{words}, in {held}");
        }
        // Pillars decide only between equal numbers of actions.
        let weight = actions.len() as f64 + places.len() as f64 * 1e-6;
        Some((weight, InsightLine { node: graph.nodes[at].id.clone(), words, share: None }))
    });
    by_weight(weighed.collect()).into()
}

/// Instruments by the top-level threats they address, then by what they are linked with.
pub(super) fn instruments(graph: &KeptGraph<'_>) -> Found {
    let weighed = graph.of_kind(NodeKind::Instrument).filter_map(|at| {
        let n_threats = graph.own_threats(at).len();
        let words = count(n_threats, "threat", "threats");
        let weight = n_threats as f64 + graph.ties(at).len() as f64 * 1e-6;
        let line = InsightLine { node: graph.nodes[at].id.clone(), words, share: None };
        (n_threats > 0).then_some((weight, line))
    });
    by_weight(weighed.collect()).into()
}
