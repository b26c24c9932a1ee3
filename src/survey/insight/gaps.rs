//! What is missing: actions nobody is named for, threats without law, what nothing followed on.

use super::{Found, InsightLine};
use crate::atlas::{FollowUp, NodeKind, Relation, status_label};
use crate::survey::kept::{KeptGraph, Tie};

/// The status of what has been done.
const DONE: &str = "done";

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

/// Actions of which nothing is known since, those looked for in vain first.
pub(super) fn actions_without_follow_up(graph: &KeptGraph<'_>) -> Found {
    let follow_up = |at: usize| graph.atlas.follow_up(&graph.nodes[at].id);
    // What has been done needs nothing to follow, unless something more was looked for.
    let is_done = |at: usize| graph.nodes[at].status.as_deref() == Some(DONE);
    let sought = |wanted: Option<FollowUp>| {
        let open = move |at: &usize| wanted.is_some() || !is_done(*at);
        graph.of_kind(NodeKind::Action).filter(move |&at| follow_up(at) == wanted).filter(open)
    };
    let words = |at: usize| {
        let sought = match follow_up(at) {
            Some(_) => "looked for, not found",
            None => "not looked for since",
        };
        match graph.nodes[at].status.as_deref() {
            Some(status) => format!("{}, {sought}", status_label(status).to_lowercase()),
            None => sought.to_owned(),
        }
    };
    lines(graph, sought(Some(FollowUp::NotFound)).chain(sought(None)), words)
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
