//! Folding: what a folded pillar or threat takes in, and what becomes of the links.
//!
//! Owns the way from kept nodes and links to those that are drawn. Does not know why something
//! is kept, nor where it will stand.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::Answer;
use super::ground::Ground;
use super::hangers::fold_hangers;
use super::{VisibleLink, VisibleNode};
use crate::atlas::{NodeId, NodeKind, Relation};

/// Which nodes are folded.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Folds {
    /// Folded pillars take in their actions and what hangs on these; folded threats take in
    /// their sub-types; other ids do nothing.
    pub heads: BTreeSet<NodeId>,
    /// What hangs on the actions of folded pillars.
    pub hang: Hang,
    /// Actors and instruments that stand open whatever they hang on.
    pub keep: BTreeSet<NodeId>,
}

/// Which actors and instruments a folded pillar takes in with its actions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hang {
    /// Those all of whose links lead into it alone.
    #[default]
    Alone,
    /// Instruments that no open action needs, into the pillar they have most links with.
    Instruments,
    /// Actors too.
    Actors,
}

/// Where each kept node stands once all is folded: itself, or its head.
pub(super) struct Standing {
    head_of: Vec<usize>,
    n_folded: Vec<usize>,
}

impl Standing {
    /// O((nodes + links) log heads).
    pub(super) fn new(ground: &Ground<'_>, kept: &[bool], folds: &Folds) -> Self {
        let mut is_head = vec![false; ground.n_nodes()];
        for at in folds.heads.iter().filter_map(|id| ground.position(id.as_str())) {
            is_head[at] = kept[at];
        }
        let mut standing =
            Self { head_of: (0..kept.len()).collect(), n_folded: vec![0; kept.len()] };
        for at in (0..kept.len()).filter(|&at| kept[at]) {
            let head = head_of(ground, kept, &is_head, at);
            standing.head_of[at] = head;
        }
        fold_hangers(ground, kept, folds, &mut standing.head_of);
        for at in 0..kept.len() {
            let head = standing.head_of[at];
            standing.n_folded[head] += usize::from(head != at);
        }
        standing
    }

    /// The nodes to draw, in the atlas's order. O(nodes).
    pub(super) fn nodes(
        &self,
        ground: &Ground<'_>,
        answer: &Answer,
        kept: &[bool],
    ) -> Vec<VisibleNode> {
        let mut is_hit = vec![false; kept.len()];
        for at in (0..kept.len()).filter(|&at| kept[at]) {
            is_hit[self.head_of[at]] |= answer.hit[at];
        }
        let mut folded = vec![BTreeMap::<NodeKind, usize>::new(); kept.len()];
        for at in (0..kept.len()).filter(|&at| kept[at] && self.head_of[at] != at) {
            *folded[self.head_of[at]].entry(ground.node(at).role()).or_default() += 1;
        }
        (0..kept.len())
            .filter(|&at| kept[at] && self.head_of[at] == at)
            .map(|at| VisibleNode {
                id: ground.node(at).id.clone(),
                n_folded: self.n_folded[at],
                folded: std::mem::take(&mut folded[at]).into_iter().collect(),
                is_hit: is_hit[at],
            })
            .collect()
    }

    /// The links to draw, in the order of their first members. O(links log links).
    pub(super) fn links(&self, ground: &Ground<'_>, kept_links: &[usize]) -> Vec<VisibleLink> {
        let mut links: Vec<VisibleLink> = Vec::new();
        let mut bundles: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for &at in kept_links {
            let ends = ground.ends[at];
            let (source, target) = (self.head_of[ends.0], self.head_of[ends.1]);
            if source == target && ends.0 != ends.1 {
                continue;
            }
            let is_bundled = self.n_folded[source] > 0 || self.n_folded[target] > 0;
            let next = links.len();
            let bundle =
                if is_bundled { *bundles.entry((source, target)).or_insert(next) } else { next };
            match links.get_mut(bundle) {
                Some(link) => add_member(link, ground, at),
                None => links.push(first_member(ground, at, source, target)),
            }
        }
        links
    }
}

fn first_member(ground: &Ground<'_>, at: usize, source: usize, target: usize) -> VisibleLink {
    let link = ground.link(at);
    VisibleLink {
        source: ground.node(source).id.clone(),
        target: ground.node(target).id.clone(),
        members: vec![link.id.clone()],
        basis: link.basis(),
        relation: Some(link.relation.clone()),
    }
}

fn add_member(bundle: &mut VisibleLink, ground: &Ground<'_>, at: usize) {
    let link = ground.link(at);
    bundle.members.push(link.id.clone());
    bundle.basis = bundle.basis.min(link.basis());
    if bundle.relation.as_ref() != Some(&link.relation) {
        bundle.relation = None;
    }
}

/// The head a node is folded into; itself where there is none.
fn head_of(ground: &Ground<'_>, kept: &[bool], is_head: &[bool], at: usize) -> usize {
    let head = match ground.node(at).kind {
        NodeKind::Threat => ground.line(at).filter(|&above| is_head[above]).last(),
        NodeKind::Action => home(ground, kept, at).filter(|&pillar| is_head[pillar]),
        _ => None,
    };
    head.unwrap_or(at)
}

/// The first kept pillar that contains an action; the others keep their links to it.
fn home(ground: &Ground<'_>, kept: &[bool], at: usize) -> Option<usize> {
    ground
        .neighbors(at)
        .find(|&(link, other)| {
            ground.link(link).relation == Relation::Contains
                && ground.ends[link].1 == at
                && ground.node(other).role() == NodeKind::Pillar
                && kept[other]
        })
        .map(|(_, pillar)| pillar)
}
