//! Hangers: actors and instruments that fold away with the actions they belong to.
//!
//! Owns which of them follow which folded pillar. Threats and the actions themselves are the
//! matter of `folds.rs`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::folds::{Folds, Hang};
use super::ground::Ground;
use crate::atlas::NodeKind;

/// Gives every hanger the folded pillar it follows as its head. Repeated, so that what hangs on a
/// hanger goes too. O(rounds * (nodes + links) log pillars), with as many rounds as the longest
/// chain of hangers.
pub(super) fn fold_hangers(
    ground: &Ground<'_>,
    (kept, is_kept_link): (&[bool], &[bool]),
    folds: &Folds,
    head_of: &mut [usize],
) {
    loop {
        let standing = Hangers { ground, kept, is_kept_link, head_of };
        let stands = |at: &usize| kept[*at] && head_of[*at] == *at;
        let may_fold = |at: &usize| !folds.keep.contains(&ground.node(*at).id);
        let followed: Vec<(usize, usize)> = (0..kept.len())
            .filter(stands)
            .filter(may_fold)
            .filter_map(|at| Some((at, standing.head(at, folds.hang)?)))
            .collect();
        if followed.is_empty() {
            return;
        }
        for (at, head) in followed {
            head_of[at] = head;
        }
    }
}

/// Where things stand before a round.
struct Hangers<'a> {
    ground: &'a Ground<'a>,
    kept: &'a [bool],
    is_kept_link: &'a [bool],
    head_of: &'a [usize],
}

impl Hangers<'_> {
    /// The folded pillar a node follows; `None` where it stands open.
    fn head(&self, at: usize, hang: Hang) -> Option<usize> {
        let role = self.ground.node(at).role();
        if !matches!(role, NodeKind::Actor | NodeKind::Instrument) {
            return None;
        }
        self.only_group(at).or_else(|| {
            let is_asked = match hang {
                Hang::Alone => false,
                Hang::Instruments => role == NodeKind::Instrument,
                Hang::Actors => true,
            };
            if is_asked { self.most_linked(at) } else { None }
        })
    }

    fn neighbors(&self, at: usize) -> impl Iterator<Item = usize> {
        let ties = self.ground.neighbors(at).filter(|&(link, _)| self.is_kept_link[link]);
        ties.map(|(_, other)| other).filter(move |&other| self.kept[other] && other != at)
    }

    fn is_pillar(&self, at: usize) -> bool {
        self.ground.node(at).role() == NodeKind::Pillar
    }

    /// The folded pillar into which all of a node's links lead: it would stand there joined to
    /// its head alone.
    fn only_group(&self, at: usize) -> Option<usize> {
        let mut heads =
            self.neighbors(at).map(|other| (self.head_of[other], self.head_of[other] != other));
        let (head, is_folded) = heads.next()?;
        let is_group = is_folded && self.is_pillar(head);
        (is_group && heads.all(|other| other == (head, true))).then_some(head)
    }

    /// The folded pillar with most of a node's links, the first of equals; none where an open
    /// action needs the node, or where it is what several pillars themselves rest on. What no
    /// action links follows what it is linked to.
    fn most_linked(&self, at: usize) -> Option<usize> {
        let mut of_actions = BTreeMap::<usize, usize>::new();
        let mut of_others = BTreeMap::<usize, usize>::new();
        for other in self.neighbors(at) {
            let head = self.head_of[other];
            match self.ground.node(other).role() {
                NodeKind::Pillar => return None,
                NodeKind::Action if head == other => return None,
                NodeKind::Action => *of_actions.entry(head).or_default() += 1,
                NodeKind::Actor | NodeKind::Instrument if head != other => {
                    *of_others.entry(head).or_default() += 1;
                }
                _ => {}
            }
        }
        let votes = if of_actions.is_empty() { of_others } else { of_actions };
        let most = votes.into_iter().max_by_key(|&(head, n)| (n, Reverse(head)))?;
        self.is_pillar(most.0).then_some(most.0)
    }
}
