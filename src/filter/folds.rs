//! Folding: what a folded pillar or threat takes in, and what becomes of the links.
//!
//! Owns the way from kept nodes and links to those that are drawn. Does not know why something
//! is kept, nor where it will stand.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::answer::Answer;
use super::ground::Ground;
use super::{Group, VisibleLink, VisibleNode};
use crate::atlas::{NodeId, NodeKind};

/// Which nodes are folded.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Folds {
    /// Folded pillars take in their actions, folded threats their sub-types; other ids do nothing.
    pub heads: BTreeSet<NodeId>,
    /// Nodes drawn as a group where they stand open, with the group of each; a group with one
    /// member left is that member.
    pub groups: BTreeMap<NodeId, Group>,
    /// Nodes that stand open whatever they belong to.
    pub keep: BTreeSet<NodeId>,
}

/// Where each kept node stands once all is folded: itself, or its head. Groups are counted on
/// after the nodes.
pub(super) struct Standing {
    head_of: Vec<usize>,
    n_folded: Vec<usize>,
    groups: Vec<Group>,
}

impl Standing {
    /// O(nodes log heads).
    pub(super) fn new(ground: &Ground<'_>, kept: &[bool], folds: &Folds) -> Self {
        let mut is_head = vec![false; ground.n_nodes()];
        for at in folds.heads.iter().filter_map(|id| ground.position(id.as_str())) {
            is_head[at] = kept[at];
        }
        let mut heads: Vec<usize> = (0..kept.len()).collect();
        let may_fold = |at: &usize| kept[*at] && !folds.keep.contains(&ground.node(*at).id);
        for at in (0..kept.len()).filter(may_fold) {
            heads[at] = head_of(ground, kept, &is_head, at);
        }
        let groups = gather_groups(ground, kept, folds, &mut heads);
        let mut n_folded = vec![0; kept.len() + groups.len()];
        for (at, &head) in heads.iter().enumerate() {
            n_folded[head] += usize::from(head != at);
        }
        Self { head_of: heads, n_folded, groups }
    }

    /// What stands at a position: a node, or one of the groups after them.
    fn id(&self, ground: &Ground<'_>, at: usize) -> NodeId {
        match at.checked_sub(self.head_of.len()).and_then(|group| self.groups.get(group)) {
            Some(group) => group.id(),
            None => ground.node(at).id.clone(),
        }
    }

    /// The nodes to draw, in the atlas's order: all that stand for something drawn. O(nodes).
    pub(super) fn nodes(
        &self,
        ground: &Ground<'_>,
        answer: &Answer,
        drawn: &[bool],
        kept: &[bool],
    ) -> Vec<VisibleNode> {
        let n_all = drawn.len() + self.groups.len();
        let (mut is_hit, mut is_faded) = (vec![false; n_all], vec![true; n_all]);
        for at in (0..kept.len()).filter(|&at| kept[at]) {
            is_hit[self.head_of[at]] |= answer.hit[at];
            is_faded[self.head_of[at]] = false;
        }
        let mut folded = vec![BTreeMap::<NodeKind, usize>::new(); n_all];
        for at in (0..drawn.len()).filter(|&at| drawn[at] && self.head_of[at] != at) {
            *folded[self.head_of[at]].entry(ground.node(at).role()).or_default() += 1;
        }
        (0..n_all)
            .filter(|&at| at >= drawn.len() || (drawn[at] && self.head_of[at] == at))
            .map(|at| VisibleNode {
                id: self.id(ground, at),
                group: at.checked_sub(drawn.len()).and_then(|at| self.groups.get(at)).cloned(),
                n_folded: self.n_folded[at],
                folded: std::mem::take(&mut folded[at]).into_iter().collect(),
                is_hit: is_hit[at],
                is_faded: is_faded[at],
            })
            .collect()
    }

    /// What stands for each node that is drawn only folded into another. O(folded nodes).
    pub(super) fn folded_into(
        &self,
        ground: &Ground<'_>,
        drawn: &[bool],
    ) -> BTreeMap<NodeId, NodeId> {
        let by_id = ground.atlas.nodes_by_id();
        let folded = by_id.filter(|&(_, at)| drawn[at] && self.head_of[at] != at);
        folded.map(|(id, at)| (id.clone(), self.id(ground, self.head_of[at]))).collect()
    }

    /// The links to draw, one for each pair of things that any join, in the order of their first
    /// members. O(links log links).
    pub(super) fn links(&self, ground: &Ground<'_>, kept_links: &[usize]) -> Vec<VisibleLink> {
        let mut links: Vec<VisibleLink> = Vec::new();
        let mut bundles: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for &at in kept_links {
            let ends = ground.ends[at];
            let (source, target) = (self.head_of[ends.0], self.head_of[ends.1]);
            if source == target && ends.0 != ends.1 {
                continue;
            }
            let next = links.len();
            let pair = (source.min(target), source.max(target));
            let bundle = *bundles.entry(pair).or_insert(next);
            let source = self.id(ground, source);
            if let Some(link) = links.get_mut(bundle) {
                link.runs_both_ways |= link.source != source;
                add_member(link, ground, at);
            } else {
                links.push(first_member(ground, at, source, self.id(ground, target)));
            }
        }
        links
    }
}

fn first_member(ground: &Ground<'_>, at: usize, source: NodeId, target: NodeId) -> VisibleLink {
    let link = ground.link(at);
    VisibleLink {
        source,
        target,
        runs_both_ways: false,
        members: vec![link.id.clone()],
        basis: link.basis(),
        n_firm: 1,
        relations: [link.relation.clone()].into(),
        is_faded: false,
    }
}

fn add_member(bundle: &mut VisibleLink, ground: &Ground<'_>, at: usize) {
    let link = ground.link(at);
    bundle.members.push(link.id.clone());
    match link.basis().cmp(&bundle.basis) {
        Ordering::Less => (bundle.basis, bundle.n_firm) = (link.basis(), 1),
        Ordering::Equal => bundle.n_firm += 1,
        Ordering::Greater => {}
    }
    bundle.relations.insert(link.relation.clone());
}

/// Puts what is to be grouped and still stands open, or is folded into what is grouped, under its
/// group; gives back the groups in order. O(nodes log groups).
fn gather_groups(
    ground: &Ground<'_>,
    kept: &[bool],
    folds: &Folds,
    heads: &mut [usize],
) -> Vec<Group> {
    let mut members = BTreeMap::<&Group, Vec<usize>>::new();
    for at in (0..kept.len()).filter(|&at| kept[at] && heads[at] == at) {
        let id = &ground.node(at).id;
        if let Some(group) = folds.groups.get(id).filter(|_| !folds.keep.contains(id)) {
            members.entry(group).or_default().push(at);
        }
    }
    let mut group_of = BTreeMap::new();
    let mut groups = Vec::new();
    for (group, members) in members.into_iter().filter(|(_, members)| members.len() > 1) {
        group_of.extend(members.into_iter().map(|at| (at, heads.len() + groups.len())));
        groups.push(group.clone());
    }
    for head in heads.iter_mut() {
        *head = group_of.get(head).copied().unwrap_or(*head);
    }
    groups
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
    ground.pillars[at].iter().copied().find(|&pillar| kept[pillar])
}
