//! Folding to fit: what a page folds so that every label on it is large enough to read.
//!
//! Owns the order in which things give way on pages and slides, which nobody can move over. A screen
//! folds nothing. What a fold does to nodes and links is the matter of the filter, how large a picture
//! can be shown that of the layout. What the view asks for (the selection, the focus, what the filter
//! names) and what the user opened stays open.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::standing::{Opened, Standing, named};
use super::{Folding, Unfold};
use crate::atlas::{Atlas, NodeId, NodeKind};
use crate::filter::{Filter, Folds, Group, GroupPart, Kept, Visible};
use crate::layout::Layout;

/// What decides the folds, besides the room.
pub(super) struct Wishes<'a> {
    /// The atlas.
    pub(super) atlas: &'a Atlas,
    /// What is asked for.
    pub(super) filter: &'a Filter,
    /// What the user folded and opened.
    pub(super) folding: &'a Folding,
    /// What is selected or in focus.
    pub(super) about: BTreeSet<NodeId>,
    /// What parts are of.
    pub(super) standing: &'a Standing,
    /// What stands open where there is room for it.
    pub(super) opened: &'a Opened,
}

/// Lays out what is visible, and says roughly how large it could be shown.
pub(super) trait Stand {
    /// The zoom at which it would fit, without laying it out where that takes long.
    fn zoom_for(&self, visible: &Visible) -> f32;
    /// The layout.
    fn layout(&self, visible: &Visible) -> Layout;
    /// The zoom at which a layout fits.
    fn zoom_of(&self, layout: &Layout) -> f32;
    /// The zoom under which words are too small.
    fn least_zoom(&self) -> f32;
    /// Whether words are to be large enough whatever the view has opened.
    fn must_be_read(&self) -> bool;
}

/// How much more room than estimated is asked for after a layout that came out too small, and
/// how often.
const CAUTION: (f32, usize) = (1.07, 7);

/// Folds until labels are large enough to read, and no further. O(states tried × layout).
pub(super) fn fold_to_fit(
    wishes: &Wishes<'_>,
    kept: &Kept<'_>,
    stand: &impl Stand,
) -> (Visible, Layout) {
    let finish = |folds: &Folds| {
        let visible = kept.folded(folds);
        let layout = stand.layout(&visible);
        (visible, layout)
    };
    let states = States { wishes, kept, ids: kept.node_ids() };
    let (visible, layout) = finish(&states.open());
    let is_asked_for = wishes.folding.way != Unfold::Auto && !stand.must_be_read();
    if is_asked_for || stand.zoom_of(&layout) >= stand.least_zoom() || !states.can_fold() {
        return (visible, layout);
    }
    let mut least = stand.least_zoom();
    let mut best: Option<(f32, Visible, Layout)> = None;
    for _ in 0..CAUTION.1 {
        let fits = |folds: &Folds| stand.zoom_for(&kept.folded(folds)) >= least;
        let folds = states.most_open(fits);
        let (visible, layout) = finish(&folds);
        let zoom = stand.zoom_of(&layout);
        if zoom >= stand.least_zoom() {
            return (visible, layout);
        }
        if best.as_ref().is_none_or(|(most, ..)| zoom > *most) {
            best = Some((zoom, visible, layout));
        }
        least *= CAUTION.0;
    }
    best.map_or((visible, layout), |(_, visible, layout)| (visible, layout))
}

/// How the parts of a kind stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grouping {
    /// As on a screen.
    AsOpened,
    /// Folded into what they are part of.
    Folded,
    /// All of the kind in one box.
    Whole,
}

/// The rungs of the ladder beneath what a screen shows, the least important first: how actions,
/// instruments, actors, threats and pillars stand.
fn rungs() -> [[(NodeKind, Grouping); 5]; 9] {
    use Grouping::{AsOpened, Folded, Whole};
    use NodeKind::{Action, Actor, Instrument, Pillar, Threat};
    [
        [AsOpened, Folded, AsOpened, AsOpened, AsOpened],
        [Folded, Folded, AsOpened, AsOpened, AsOpened],
        [Folded, Folded, Folded, AsOpened, AsOpened],
        [Folded, Folded, Folded, Folded, AsOpened],
        [Folded, Whole, Folded, Folded, AsOpened],
        [Folded, Whole, Whole, Folded, AsOpened],
        [Whole, Whole, Whole, Folded, AsOpened],
        [Whole, Whole, Whole, Whole, AsOpened],
        [Whole, Whole, Whole, Whole, Whole],
    ]
    .map(|[actions, instruments, actors, threats, pillars]| {
        [
            (Action, actions),
            (Instrument, instruments),
            (Actor, actors),
            (Threat, threats),
            (Pillar, pillars),
        ]
    })
}

/// What could be folded, and what is not to be.
struct States<'a> {
    wishes: &'a Wishes<'a>,
    kept: &'a Kept<'a>,
    /// What is drawn, folded or not.
    ids: BTreeSet<NodeId>,
}

impl States<'_> {
    /// Whether there is anything that folds at all; the nodes of a plain graph do not.
    fn can_fold(&self) -> bool {
        let nodes = self.wishes.atlas.nodes().iter();
        nodes.filter(|n| self.ids.contains(&n.id)).any(|n| n.role() != NodeKind::Plain)
    }

    /// As on a screen.
    fn open(&self) -> Folds {
        let Wishes { atlas, folding, standing, opened, .. } = self.wishes;
        let mut folds = standing.folds(atlas, opened, folding);
        folds.keep.extend(self.asked());
        folds
    }

    /// What stays open to the last.
    fn asked(&self) -> BTreeSet<NodeId> {
        let Wishes { atlas, filter, about, .. } = self.wishes;
        about.iter().cloned().chain(named(atlas, filter)).collect()
    }

    fn on(&self, rung: &[(NodeKind, Grouping)]) -> Folds {
        let Wishes { atlas, folding, standing, .. } = self.wishes;
        let mut folds = self.open();
        let grouping =
            |kind| rung.iter().find(|(of, _)| *of == kind).map_or(Grouping::AsOpened, |(_, g)| *g);
        let asked = self.asked();
        let shown = atlas.nodes().iter().filter(|node| self.ids.contains(&node.id));
        for node in shown {
            let own = grouping(node.role());
            if own != Grouping::AsOpened && !asked.contains(&node.id) {
                folds.keep.remove(&node.id);
            }
            let is_said = |id: &NodeId| folding.said(id) == Some(true);
            let whole = standing.whole_of(&node.id).filter(|whole| !is_said(whole));
            if let (Grouping::Folded | Grouping::Whole, Some(whole)) = (own, whole) {
                match Group::from_id(whole) {
                    Some(group) => drop(folds.groups.insert(node.id.clone(), group)),
                    None => drop(folds.heads.insert(whole.clone())),
                }
            }
            let all = Group { kind: node.role(), part: GroupPart::Whole };
            if own == Grouping::Whole && !is_said(&all.id()) {
                folds.groups.insert(node.id.clone(), all);
            }
        }
        folds
    }

    /// The most open folds that fit: the first rung that does, and then whatever still has room.
    fn most_open(&self, fits: impl Fn(&Folds) -> bool) -> Folds {
        let open = self.open();
        if fits(&open) {
            return open;
        }
        let mut folds = open;
        for rung in rungs() {
            folds = self.on(&rung);
            if fits(&folds) {
                break;
            }
        }
        for whole in self.wholes_to_open(&folds) {
            let opened = with_open(&folds, &whole);
            if fits(&opened) {
                folds = opened;
            }
        }
        self.with_best_known(&folds, fits)
    }

    /// What is folded though a screen shows it open: what holds what the view is about, then what
    /// has least to show; groups before pillars.
    fn wholes_to_open(&self, folds: &Folds) -> Vec<NodeId> {
        let Wishes { about, folding, standing, opened, .. } = self.wishes;
        let mut sizes = BTreeMap::<&NodeId, usize>::new();
        let mut holds = BTreeSet::<&NodeId>::new();
        for (part, whole) in standing.parts().filter(|(part, _)| self.ids.contains(*part)) {
            *sizes.entry(whole).or_default() += 1;
            if about.contains(part) {
                holds.insert(whole);
            }
        }
        let is_folded = |whole: &NodeId| {
            folds.heads.contains(whole) || folds.groups.values().any(|group| group.id() == *whole)
        };
        let is_wanted = |whole: &NodeId| {
            let is_open = folding.way == Unfold::All || opened.wholes.contains(whole);
            folding.said(whole).is_none() && (is_open || holds.contains(whole))
        };
        let wholes = sizes.into_iter().filter(|(whole, _)| is_folded(whole) && is_wanted(whole));
        let mut wholes: Vec<(&NodeId, usize)> = wholes.collect();
        let is_pillar = |id: &NodeId| Group::from_id(id).is_none();
        wholes.sort_by_key(|(id, n)| (!holds.contains(*id), is_pillar(id), *n, (*id).clone()));
        wholes.into_iter().map(|(id, _)| id.clone()).collect()
    }

    /// With as many of the actors and instruments that most links join standing open as fit;
    /// O(log nodes) tries.
    fn with_best_known(&self, folds: &Folds, fits: impl Fn(&Folds) -> bool) -> Folds {
        let hidden = self.hidden_by_links(folds);
        let with = |n: usize| {
            let mut opened = folds.clone();
            opened.keep.extend(hidden.iter().take(n).cloned());
            opened
        };
        let (mut few, mut many) = (0, hidden.len() + 1);
        while many - few > 1 {
            let n = usize::midpoint(few, many);
            if fits(&with(n)) {
                few = n;
            } else {
                many = n;
            }
        }
        with(few)
    }

    /// Actors, then instruments, that a screen shows by name and are folded away, those with most
    /// links first.
    fn hidden_by_links(&self, folds: &Folds) -> Vec<NodeId> {
        let Wishes { atlas, folding, opened, .. } = self.wishes;
        let is_folded = |id: &NodeId| {
            let group = folds.groups.get(id).filter(|_| !folds.keep.contains(id));
            group.is_some_and(|group| folding.said(&group.id()).is_none())
        };
        let shown = |id: &NodeId| {
            let whole = self.wishes.standing.whole_of(id);
            opened.stands_apart(id) || whole.is_some_and(|whole| opened.wholes.contains(whole))
        };
        let nodes = atlas.nodes().iter().filter(|node| self.ids.contains(&node.id));
        let mut hidden: Vec<_> = nodes
            .filter(|n| matches!(n.role(), NodeKind::Actor | NodeKind::Instrument))
            .filter(|n| is_folded(&n.id) && shown(&n.id))
            .collect();
        hidden.sort_by_cached_key(|n| {
            (n.role() != NodeKind::Actor, Reverse(self.kept.joined_with(&n.id).len()))
        });
        hidden.into_iter().map(|node| node.id.clone()).collect()
    }
}

/// The same with one whole open.
fn with_open(folds: &Folds, whole: &NodeId) -> Folds {
    let mut opened = folds.clone();
    opened.heads.remove(whole);
    opened.groups.retain(|_, group| group.id() != *whole);
    opened
}
