//! What was announced and has no follow-up yet.
//!
//! Owns the two ways in which that is so: it was looked for and not found, or nobody looked.
//! Both are read from statuses and events; nothing is concluded from what is not in the atlas.

use crate::atlas::{FollowUp, NodeId, NodeKind};

use super::super::kept::KeptGraph;

/// The status of what a source says will be done.
const ANNOUNCED: &str = "announced";

/// Something announced, and what it announces that is no further either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenEnd {
    /// The action; or the instrument, where no kept action announces it.
    pub node: NodeId,
    /// The instruments it announces that are kept.
    pub announces: Vec<NodeId>,
}

/// What was looked for and not found, and what nobody looked for, each in the atlas's order.
pub(super) fn open_ends(graph: &KeptGraph<'_>) -> (Vec<OpenEnd>, Vec<OpenEnd>) {
    let follow_up = |at: usize| {
        let node = graph.nodes[at];
        let is_announced = node.status.as_deref() == Some(ANNOUNCED);
        let can_follow = matches!(node.kind, NodeKind::Action | NodeKind::Instrument);
        graph.atlas.follow_up(&node.id).filter(|_| is_announced && can_follow)
    };
    let open = |wanted: FollowUp| {
        let is_open = |at: usize| follow_up(at) == Some(wanted);
        let announces = |at: usize| {
            let ties = graph.ties(at).iter();
            let mut targets: Vec<usize> = ties
                .filter(|tie| tie.is_outward && tie.link.relation.announces())
                .map(|tie| tie.other)
                .filter(|&other| is_open(other))
                .collect();
            targets.sort_unstable();
            targets.dedup();
            targets
        };
        // An instrument that an open action announces is told with that action.
        let is_told = |at: usize| {
            let ties = graph.ties(at).iter();
            let mut announcing =
                ties.filter(|tie| !tie.is_outward && tie.link.relation.announces());
            announcing.any(|tie| is_open(tie.other))
        };
        let all = (0..graph.nodes.len()).filter(|&at| is_open(at) && !is_told(at));
        all.map(|at| OpenEnd {
            node: graph.nodes[at].id.clone(),
            announces: announces(at).into_iter().map(|at| graph.nodes[at].id.clone()).collect(),
        })
        .collect()
    };
    (open(FollowUp::NotFound), open(FollowUp::NotLookedUp))
}
