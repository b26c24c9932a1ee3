//! Hubs: nodes that nearly everything is linked with in one and the same way.
//!
//! Owns what counts as nearly everything. Knows nothing of how a hub is drawn; a picture that drew each
//! of its links as a line would say that once and cost every other line its clarity.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{Atlas, NodeId, NodeKind, Relation};

/// The least share of the nodes of a kind that one relation must join with a hub.
const SHARE: f32 = 1.0 / 3.0;
/// Kinds with fewer nodes have no hubs: so few lines cost nothing.
const LEAST: usize = 12;

/// A node that one relation joins with a large share of the nodes of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hub {
    /// The node.
    pub node: NodeId,
    /// What joins it with the others.
    pub relation: Relation,
    /// Whether it is the target of these links.
    pub is_target: bool,
    /// The kind of the others.
    pub kind: NodeKind,
    /// How many of the others there are.
    pub n_joined: usize,
}

impl Hub {
    /// The other end of a link that makes it a hub; `None` for any other link.
    pub fn other_end<'a>(
        &self,
        atlas: &Atlas,
        (source, relation, target): (&'a NodeId, &Relation, &'a NodeId),
    ) -> Option<&'a NodeId> {
        let (own, other) = if self.is_target { (target, source) } else { (source, target) };
        let is_kind = |id| atlas.node(id).is_some_and(|node| node.kind == self.kind);
        (*own == self.node && *relation == self.relation && is_kind(other)).then_some(other)
    }

    /// What its sign on the other end says: "led by European Commission".
    pub fn sign_phrase(&self, atlas: &Atlas) -> String {
        let label = atlas.node(&self.node).map_or("", |node| node.label.as_str());
        format!(
            "{} {label}",
            if self.is_target { self.relation.phrase() } else { self.relation.reverse() }
        )
    }

    /// What it does with the others: "leads".
    pub fn verb(&self) -> &str {
        if self.is_target { self.relation.reverse() } else { self.relation.phrase() }
    }
}

/// The hubs of an atlas, in the order of their ids. O(links log links).
pub fn hubs(atlas: &Atlas) -> Vec<Hub> {
    let mut n_of_kind = BTreeMap::<NodeKind, usize>::new();
    for node in atlas.nodes() {
        *n_of_kind.entry(node.kind).or_default() += 1;
    }
    let mut joined = BTreeMap::<(&NodeId, &Relation, bool, NodeKind), BTreeSet<&NodeId>>::new();
    for link in atlas.links() {
        for (own, other, is_target) in
            [(&link.source, &link.target, false), (&link.target, &link.source, true)]
        {
            let Some(kind) = atlas.node(other).map(|node| node.kind) else { continue };
            joined.entry((own, &link.relation, is_target, kind)).or_default().insert(other);
        }
    }
    let is_hub = |id: &NodeId, kind: NodeKind, n: usize| {
        let all = n_of_kind.get(&kind).copied().unwrap_or_default();
        // What threats, pillars and plain nodes gather is what a picture is about.
        let roles = [NodeKind::Actor, NodeKind::Instrument];
        let may_be = atlas.node(id).is_some_and(|node| roles.contains(&node.role()));
        may_be && kind == NodeKind::Action && all >= LEAST && n as f32 >= SHARE * all as f32
    };
    joined
        .into_iter()
        .filter(|((id, .., kind), others)| is_hub(id, *kind, others.len()))
        .map(|((id, relation, is_target, kind), others)| Hub {
            node: id.clone(),
            relation: relation.clone(),
            is_target,
            kind,
            n_joined: others.len(),
        })
        .collect()
}
