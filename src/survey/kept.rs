//! What a filter keeps, by position, so that surveys walk over it fast.
//!
//! Owns the kept nodes and links and who is linked with whom. Knows nothing of filters.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{Atlas, Link, LinkId, Node, NodeId, NodeKind, Relation};

/// A link seen from one of its ends.
#[derive(Clone, Copy)]
pub(super) struct Tie<'a> {
    /// The link.
    pub(super) link: &'a Link,
    /// The position of its other end.
    pub(super) other: usize,
    /// Whether it starts here.
    pub(super) is_outward: bool,
}

/// The kept nodes in the atlas's order, and the kept links between them.
pub(super) struct KeptGraph<'a> {
    /// The atlas.
    pub(super) atlas: &'a Atlas,
    /// The kept nodes.
    pub(super) nodes: Vec<&'a Node>,
    /// The ends of the kept links, in the atlas's order.
    pub(super) pairs: Vec<(usize, usize)>,
    positions: BTreeMap<&'a NodeId, usize>,
    ties: Vec<Vec<Tie<'a>>>,
}

impl<'a> KeptGraph<'a> {
    /// Gathers what is kept. O((nodes + links) log nodes).
    pub(super) fn new(
        atlas: &'a Atlas,
        kept_nodes: &BTreeSet<NodeId>,
        kept_links: &BTreeSet<LinkId>,
    ) -> Self {
        let nodes: Vec<&Node> =
            atlas.nodes().iter().filter(|node| kept_nodes.contains(&node.id)).collect();
        let positions: BTreeMap<&NodeId, usize> =
            nodes.iter().enumerate().map(|(at, node)| (&node.id, at)).collect();
        let mut pairs = Vec::new();
        let mut ties = vec![Vec::new(); nodes.len()];
        for link in atlas.links().iter().filter(|link| kept_links.contains(&link.id)) {
            let (source, target) = (positions.get(&link.source), positions.get(&link.target));
            let Some((&source, &target)) = source.zip(target) else { continue };
            pairs.push((source, target));
            ties[source].push(Tie { link, other: target, is_outward: true });
            ties[target].push(Tie { link, other: source, is_outward: false });
        }
        Self { atlas, nodes, pairs, positions, ties }
    }

    /// The position of a kept node.
    pub(super) fn position(&self, id: &NodeId) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// The kept links of a node.
    pub(super) fn ties(&self, at: usize) -> &[Tie<'a>] {
        &self.ties[at]
    }

    /// The positions of the kept nodes of a kind.
    pub(super) fn of_kind(&self, kind: NodeKind) -> impl Iterator<Item = usize> {
        (0..self.nodes.len()).filter(move |&at| self.nodes[at].kind == kind)
    }

    /// The pillars and strands that a node is or stands in, by its own links.
    pub(super) fn own_pillars(&self, at: usize) -> BTreeSet<usize> {
        if self.nodes[at].role() == NodeKind::Pillar {
            return BTreeSet::from([at]);
        }
        let containing =
            |tie: &&Tie<'_>| !tie.is_outward && tie.link.relation == Relation::Contains;
        self.ties(at).iter().filter(containing).map(|tie| tie.other).collect()
    }

    /// The top-level threats that a node is or addresses, by its own links.
    pub(super) fn own_threats(&self, at: usize) -> BTreeSet<usize> {
        let top = |at: usize| self.position(self.atlas.top_threat(&self.nodes[at].id));
        if self.nodes[at].kind == NodeKind::Threat {
            return top(at).into_iter().collect();
        }
        let addressing =
            |tie: &&Tie<'_>| tie.is_outward && tie.link.relation == Relation::Addresses;
        self.ties(at).iter().filter(addressing).filter_map(|tie| top(tie.other)).collect()
    }

    /// The kept actions that a node is linked with.
    pub(super) fn actions_of(&self, at: usize) -> BTreeSet<usize> {
        let others = self.ties(at).iter().map(|tie| tie.other);
        others.filter(|&other| self.nodes[other].kind == NodeKind::Action).collect()
    }

    /// What `own` says of a node, or else of the actions that it is linked with.
    pub(super) fn own_or_through_actions(
        &self,
        at: usize,
        own: impl Fn(&Self, usize) -> BTreeSet<usize>,
    ) -> BTreeSet<usize> {
        let direct = own(self, at);
        if !direct.is_empty() {
            return direct;
        }
        self.actions_of(at).into_iter().flat_map(|action| own(self, action)).collect()
    }
}
