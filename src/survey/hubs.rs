//! Hubs: nodes that nearly everything is linked with in one and the same way.
//!
//! Owns what counts as nearly everything. Knows nothing of how a hub is drawn; a picture that drew each
//! of its links as a line would say that once and cost every other line its clarity.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{Atlas, Link, NodeId, NodeKind, Relation};

/// The least share of the actions that one relation must join with a hub.
const SHARE: f32 = 1.0 / 3.0;
/// Among fewer actions there are no hubs: so few lines cost nothing.
const LEAST: usize = 12;

/// A node that one relation joins with a large share of the actions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hub {
    /// The node.
    pub node: NodeId,
    /// What joins it with the others.
    pub relation: Relation,
}

impl Hub {
    /// The action at the other end of a link that makes it a hub; `None` for any other link.
    pub fn other_end<'a>(&self, atlas: &Atlas, link: &'a Link) -> Option<&'a NodeId> {
        let other = match (link.source == self.node, link.target == self.node) {
            (true, false) => &link.target,
            (false, true) => &link.source,
            _ => return None,
        };
        (link.relation == self.relation && is_action(atlas, other)).then_some(other)
    }

    /// What its sign on the other end says: "led by European Commission".
    pub fn sign_phrase(&self, atlas: &Atlas) -> String {
        let label = atlas.node(&self.node).map_or("", |node| node.label.as_str());
        let relation = &self.relation;
        let phrase = if self.is_target(atlas) { relation.phrase() } else { relation.reverse() };
        format!("{phrase} {label}")
    }

    /// What it does with the others: "leads".
    pub fn verb(&self, atlas: &Atlas) -> &str {
        if self.is_target(atlas) { self.relation.reverse() } else { self.relation.phrase() }
    }

    fn is_target(&self, atlas: &Atlas) -> bool {
        let targets = self.relation.spec().map_or(&[][..], |spec| spec.targets);
        atlas.node(&self.node).is_some_and(|node| targets.contains(&node.kind))
    }
}

fn is_action(atlas: &Atlas, id: &NodeId) -> bool {
    atlas.node(id).is_some_and(|node| node.kind == NodeKind::Action)
}

/// The hubs of an atlas, in the order of their ids; a part of an atlas has those of the whole.
/// O(links log links).
pub fn hubs(atlas: &Atlas) -> Vec<Hub> {
    if let Some(whole) = atlas.excerpt().and_then(|part| part.whole.as_ref()) {
        let hubs = whole.hubs.iter().cloned();
        return hubs.map(|(node, relation)| Hub { node, relation }).collect();
    }
    let n_actions = atlas.nodes().iter().filter(|node| node.kind == NodeKind::Action).count();
    if n_actions < LEAST {
        return Vec::new();
    }
    let mut joined = BTreeMap::<(&NodeId, &Relation), BTreeSet<&NodeId>>::new();
    for link in atlas.links() {
        for (own, other) in [(&link.source, &link.target), (&link.target, &link.source)] {
            if is_action(atlas, other) {
                joined.entry((own, &link.relation)).or_default().insert(other);
            }
        }
    }
    // What threats and pillars gather is what a picture is about.
    let roles = [NodeKind::Actor, NodeKind::Instrument];
    let may_be = |id: &NodeId| atlas.node(id).is_some_and(|node| roles.contains(&node.role()));
    joined
        .into_iter()
        .filter(|((id, _), others)| may_be(id) && others.len() as f32 >= SHARE * n_actions as f32)
        .map(|((id, relation), _)| Hub { node: id.clone(), relation: relation.clone() })
        .collect()
}
