//! Frames: which of the boxes drawn stand in a frame under which.
//!
//! Owns the way from what stands open to what is inside of what, for layouts that draw frames: a pillar
//! with its actions, a threat with its sub-types, a group that the user opened with its members.

use std::collections::BTreeMap;

use super::Folding;
use super::standing::{Opened, Standing};
use crate::atlas::NodeId;
use crate::filter::{Group, Visible, VisibleNode};

/// What stands in frames.
#[derive(Debug, Clone, Default)]
pub(super) struct Frames {
    /// The head of the frame each part stands in.
    within: BTreeMap<NodeId, NodeId>,
}

impl Frames {
    /// What is inside of what. Groups that the user opened keep their box, as the head of a frame, and
    /// are added to what is visible; what the question opened of a group stands there loose, as do
    /// parts that stood for themselves before. O(nodes log nodes).
    pub(super) fn add_to(
        visible: &mut Visible,
        standing: &Standing,
        (opened, folding): (&Opened, &Folding),
    ) -> Self {
        let mut inside = BTreeMap::<NodeId, Vec<usize>>::new();
        for (at, node) in visible.nodes.iter().enumerate().filter(|(_, node)| node.group.is_none())
        {
            if let Some(whole) = standing.whole_of(&node.id) {
                inside.entry(whole.clone()).or_default().push(at);
            }
        }
        let drawn: BTreeMap<NodeId, usize> =
            visible.nodes.iter().enumerate().map(|(at, node)| (node.id.clone(), at)).collect();
        let mut frames = Self::default();
        for (whole, parts) in inside {
            let group = Group::from_id(&whole);
            let is_framed = match &group {
                Some(_) => folding.opened.contains(&whole) && !opened.wholes.contains(&whole),
                // A folded head has only those of its parts beside it that are asked for by name.
                None => drawn
                    .get(&whole)
                    .and_then(|&at| visible.nodes.get(at))
                    .is_some_and(|head| head.n_folded == 0),
            };
            let parts: Vec<usize> = parts
                .into_iter()
                .filter(|&at| {
                    let id = visible.nodes.get(at).map(|node| &node.id);
                    group.is_none() || id.is_some_and(|id| !opened.stands_apart(id))
                })
                .collect();
            if !is_framed || parts.is_empty() {
                continue;
            }
            let nodes = || parts.iter().filter_map(|&at| visible.nodes.get(at));
            let (is_hit, is_faded) =
                (nodes().any(|node| node.is_hit), nodes().all(|node| node.is_faded));
            let ids: Vec<NodeId> = nodes().map(|node| node.id.clone()).collect();
            frames.within.extend(ids.into_iter().map(|id| (id, whole.clone())));
            if let Some(group) = group {
                visible.nodes.push(VisibleNode {
                    id: whole,
                    group: Some(group),
                    n_folded: 0,
                    folded: Vec::new(),
                    is_hit,
                    is_faded,
                });
            }
        }
        frames
    }

    /// The head of the frame a node stands in.
    pub(super) fn head_of(&self, id: &NodeId) -> Option<&NodeId> {
        self.within.get(id)
    }

    /// The head of the frame of everything that stands in one.
    pub(super) const fn within(&self) -> &BTreeMap<NodeId, NodeId> {
        &self.within
    }
}
