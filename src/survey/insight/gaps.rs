//! What is missing: actions nobody is named for, threats without law, what nothing followed on.

use super::{Found, InsightLine};
use crate::atlas::{FollowUp, NodeKind, Relation, status_label};
use crate::survey::kept::{KeptGraph, Tie};

fn lines(
    graph: &KeptGraph<'_>,
    nodes: impl Iterator<Item = usize>,
    words: impl Fn(usize) -> String,
) -> Found {
    let line =
        |at: usize| InsightLine { node: graph.nodes[at].id.clone(), words: words(at), share: None };
    nodes.map(line).collect::<Vec<_>>().into()
}

/// The pillar or strand an action stands in, by name.
fn place(graph: &KeptGraph<'_>, at: usize) -> String {
    let places = graph.own_pillars(at);
    places.first().map_or_else(String::new, |&place| graph.nodes[place].label.clone())
}

fn actions_without(graph: &KeptGraph<'_>, kind: NodeKind) -> Found {
    let has = |at: usize| {
        let counts = |tie: &&Tie<'_>| {
            // What contains an action is where it stands, a strand too.
            graph.nodes[tie.other].kind == kind && tie.link.relation != Relation::Contains
        };
        graph.ties(at).iter().any(|tie| counts(&tie))
    };
    let without = graph.of_kind(NodeKind::Action).filter(|&at| !has(at));
    lines(graph, without, |at| place(graph, at))
}

/// Actions that no kept link joins with an actor.
pub(super) fn actions_without_actor(graph: &KeptGraph<'_>) -> Found {
    actions_without(graph, NodeKind::Actor)
}

/// Actions that no kept link joins with an instrument.
pub(super) fn actions_without_instrument(graph: &KeptGraph<'_>) -> Found {
    actions_without(graph, NodeKind::Instrument)
}

/// Actions looked for since and not found; what nobody looked up is no gap.
pub(super) fn actions_without_follow_up(graph: &KeptGraph<'_>) -> Found {
    actions_that_are(graph, FollowUp::NotFound)
}

/// Actions of which something is still to come and that nobody looked up.
pub(super) fn actions_not_looked_up(graph: &KeptGraph<'_>) -> Found {
    actions_that_are(graph, FollowUp::NotLookedUp)
}

fn actions_that_are(graph: &KeptGraph<'_>, wanted: FollowUp) -> Found {
    let follow_up = |at: usize| graph.atlas.follow_up(&graph.nodes[at].id);
    let words = |at: usize| match graph.nodes[at].status.as_deref() {
        Some(status) => format!("{}, {}", status_label(status).to_lowercase(), wanted.phrase()),
        None => wanted.phrase().to_owned(),
    };
    let actions = graph.of_kind(NodeKind::Action).filter(|&at| follow_up(at) == Some(wanted));
    lines(graph, actions, words)
}

/// Threats that no kept instrument addresses, nor any of their sub-types.
pub(super) fn threats_without_instrument(graph: &KeptGraph<'_>) -> Found {
    let mut is_served = vec![false; graph.nodes.len()];
    for at in graph.of_kind(NodeKind::Instrument) {
        let addressed = graph.ties(at).iter().filter(|tie| tie.is_outward);
        for tie in addressed.filter(|tie| tie.link.relation == Relation::Addresses) {
            let line = graph.atlas.threat_line(&graph.nodes[tie.other].id);
            for at in line.filter_map(|id| graph.position(id)) {
                is_served[at] = true;
            }
        }
    }
    let without = graph.of_kind(NodeKind::Threat).filter(|&at| !is_served[at]);
    lines(graph, without, |at| {
        let parent = graph.atlas.threat(&graph.nodes[at].id).and_then(|t| t.parent.as_ref());
        let parent = parent.and_then(|id| graph.atlas.node(id));
        parent.map_or_else(String::new, |parent| format!("a sort of {}", parent.label))
    })
}
