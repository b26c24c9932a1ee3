//! Folding to fit: which groups are folded so that every label is large enough to read.
//!
//! Owns the order in which things give way. What a fold does to nodes and links is the matter of
//! the filter, how large a picture can be shown that of the layout. What the view asks for (the
//! selection, the focus, what the filter names) stays open.

use std::collections::{BTreeMap, BTreeSet};

use super::{Folding, Unfold};
use crate::atlas::{Atlas, Node, NodeId, NodeKind};
use crate::filter::{Filter, Folds, Group, GroupPart, Hang, Kept, Key, Visible};
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
    let states = States::of(wishes, kept);
    let finish = |folds: &Folds| {
        let visible = kept.folded(folds);
        let layout = stand.layout(&visible);
        (visible, layout)
    };
    match wishes.folding.way {
        Unfold::All => {
            let (visible, layout) = finish(&states.open());
            let is_readable = stand.zoom_of(&layout) >= stand.least_zoom();
            if is_readable || !stand.must_be_read() || !states.can_fold() {
                return (visible, layout);
            }
        }
        Unfold::None => {
            let (visible, layout) = finish(&states.shut());
            let is_readable = stand.zoom_of(&layout) >= stand.least_zoom();
            if is_readable || !stand.must_be_read() || !states.can_fold() {
                return (visible, layout);
            }
        }
        Unfold::Auto if !states.can_fold() => return finish(&states.open()),
        Unfold::Auto => {}
    }
    let mut least = stand.least_zoom();
    let mut best: Option<(f32, Visible, Layout)> = None;
    for _ in 0..CAUTION.1 {
        let fits = |folds: &Folds| stand.zoom_for(&kept.folded(folds)) >= least;
        let folds = states.most_open(kept, fits);
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
    best.map_or_else(|| finish(&states.shut()), |(_, visible, layout)| (visible, layout))
}

/// What could be folded, and what is not to be.
struct States<'a> {
    wishes: &'a Wishes<'a>,
    /// Pillars that have actions of theirs kept.
    pillars: Vec<NodeId>,
    /// Threats that have sub-types kept.
    threats: Vec<NodeId>,
    /// Nodes kept, by kind.
    kept: Vec<&'a Node>,
    keep: BTreeSet<NodeId>,
}

/// How the nodes of one kind are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grouping {
    /// Each stands for itself.
    Apart,
    /// By subtype.
    Subtypes,
    /// All in one box.
    Whole,
}

/// One rung of the ladder from open to folded.
#[derive(Debug, Clone, Copy)]
struct Rung {
    hang: Hang,
    /// How instruments, actors, actions, threats and pillars are grouped.
    groupings: [(NodeKind, Grouping); 5],
}

/// The rungs beneath a fully open picture; pillars are folded in all of them.
fn rungs() -> Vec<Rung> {
    use Grouping::{Apart, Subtypes, Whole};
    let rung = |hang, [instruments, actors, actions, threats, pillars]: [Grouping; 5]| Rung {
        hang,
        groupings: [
            (NodeKind::Instrument, instruments),
            (NodeKind::Actor, actors),
            (NodeKind::Action, actions),
            (NodeKind::Threat, threats),
            (NodeKind::Pillar, pillars),
        ],
    };
    vec![
        rung(Hang::Alone, [Apart, Apart, Apart, Apart, Apart]),
        rung(Hang::Instruments, [Apart, Apart, Apart, Apart, Apart]),
        rung(Hang::Actors, [Apart, Apart, Apart, Apart, Apart]),
        rung(Hang::Actors, [Subtypes, Apart, Apart, Apart, Apart]),
        rung(Hang::Actors, [Subtypes, Subtypes, Apart, Apart, Apart]),
        rung(Hang::Actors, [Whole, Subtypes, Apart, Apart, Apart]),
        rung(Hang::Actors, [Whole, Whole, Apart, Apart, Apart]),
        rung(Hang::Actors, [Whole, Whole, Whole, Apart, Apart]),
        rung(Hang::Actors, [Whole, Whole, Whole, Whole, Apart]),
        rung(Hang::Actors, [Whole, Whole, Whole, Whole, Whole]),
    ]
}

impl<'a> States<'a> {
    fn of(wishes: &'a Wishes<'a>, kept: &Kept<'_>) -> Self {
        let atlas = wishes.atlas;
        let kept_ids = kept.node_ids();
        let is_kept = |id: &NodeId| kept_ids.contains(id);
        let nodes: Vec<&Node> = atlas.nodes().iter().filter(|n| is_kept(&n.id)).collect();
        let pillars = nodes.iter().filter(|n| n.role() == NodeKind::Pillar);
        let holders: BTreeSet<&NodeId> =
            nodes.iter().flat_map(|node| atlas.pillars_of(&node.id)).collect();
        let has_actions = |id: &NodeId| holders.contains(id);
        let parents: BTreeSet<&NodeId> = atlas
            .threats()
            .iter()
            .filter(|t| is_kept(&t.id))
            .filter_map(|t| t.parent.as_ref())
            .collect();
        Self {
            wishes,
            pillars: pillars.map(|n| n.id.clone()).filter(|id| has_actions(id)).collect(),
            threats: atlas.top_threats().filter(|id| parents.contains(id)).cloned().collect(),
            keep: keep(wishes),
            kept: nodes,
        }
    }

    /// Whether there is anything that folds at all; the nodes of a plain graph do not.
    fn can_fold(&self) -> bool {
        self.kept.iter().any(|node| node.role() != NodeKind::Plain)
    }

    /// Nothing is folded but what the user folded.
    fn open(&self) -> Folds {
        let is_all = self.wishes.folding.way == Unfold::All;
        Folds {
            heads: self.heads(|_| true, |threat| is_all || self.asks_under(threat)),
            groups: self.groups(&[]),
            keep: self.keep.clone(),
            ..Folds::default()
        }
    }

    /// Everything is folded but what the user opened.
    fn shut(&self) -> Folds {
        let by_subtype = [NodeKind::Instrument, NodeKind::Actor].map(|k| (k, Grouping::Subtypes));
        Folds {
            heads: self.heads(|_| false, |threat| self.asks_under(threat)),
            groups: self.groups(&by_subtype),
            keep: self.keep.clone(),
            ..Folds::default()
        }
    }

    fn on(&self, rung: &Rung) -> Folds {
        Folds {
            heads: self.heads(|_| false, |threat| self.asks_under(threat)),
            groups: self.groups(&rung.groupings),
            hang: rung.hang,
            keep: self.keep.clone(),
        }
    }

    /// The most open folds that fit: the first rung that does, and then whatever still has room.
    fn most_open(&self, kept: &Kept<'_>, fits: impl Fn(&Folds) -> bool) -> Folds {
        let open = self.open();
        if fits(&open) {
            return open;
        }
        let mut folds = None;
        for rung in rungs() {
            let tried = self.on(&rung);
            if fits(&tried) {
                folds = Some(tried);
                break;
            }
            folds = Some(tried);
        }
        let mut folds = folds.unwrap_or_else(|| self.shut());
        for group in self.groups_to_open(&folds) {
            let mut opened = folds.clone();
            opened.groups.retain(|_, of| *of != group);
            if fits(&opened) {
                folds = opened;
            }
        }
        for pillar in self.pillars_to_open(kept, &folds) {
            let mut opened = folds.clone();
            opened.heads.remove(&pillar);
            if fits(&opened) {
                folds = opened;
            }
        }
        self.with_best_known(kept, &folds, fits)
    }

    /// With as many of the actors and instruments that most links join standing open as fit;
    /// O(log nodes) tries.
    fn with_best_known(
        &self,
        kept: &Kept<'_>,
        folds: &Folds,
        fits: impl Fn(&Folds) -> bool,
    ) -> Folds {
        let hidden = self.hidden_by_links(kept, folds);
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

    /// Actors, then instruments, that are folded away, those with most links first.
    fn hidden_by_links(&self, kept: &Kept<'_>, folds: &Folds) -> Vec<NodeId> {
        let visible = kept.folded(folds);
        let drawn: BTreeSet<&NodeId> = visible.nodes.iter().map(|node| &node.id).collect();
        let may_open = |node: &&&Node| {
            matches!(node.role(), NodeKind::Actor | NodeKind::Instrument)
                && !drawn.contains(&node.id)
                && folds
                    .groups
                    .get(&node.id)
                    .is_none_or(|group| self.wishes.folding.said(&group.id()).is_none())
        };
        let mut hidden: Vec<&&Node> = self.kept.iter().filter(may_open).collect();
        hidden.sort_by_cached_key(|n| {
            (n.role() != NodeKind::Actor, std::cmp::Reverse(kept.joined_with(&n.id).len()))
        });
        hidden.into_iter().map(|node| node.id.clone()).collect()
    }

    /// The groups by subtype, actors before instruments and the smallest first.
    fn groups_to_open(&self, folds: &Folds) -> Vec<Group> {
        let mut sizes = BTreeMap::<&Group, usize>::new();
        for group in folds.groups.values().filter(|group| group.part != GroupPart::Whole) {
            *sizes.entry(group).or_default() += 1;
        }
        let said = &self.wishes.folding;
        let mut groups: Vec<(&Group, usize)> =
            sizes.into_iter().filter(|(group, _)| said.said(&group.id()).is_none()).collect();
        groups.sort_by_key(|(group, n)| (group.kind != NodeKind::Actor, *n));
        groups.into_iter().map(|(group, _)| group.clone()).collect()
    }

    /// What the view asks for comes first: pillars that hold what it is about, then, with a
    /// filter, the fullest.
    fn pillars_to_open(&self, kept: &Kept<'_>, folds: &Folds) -> Vec<NodeId> {
        let Wishes { atlas, filter, folding, about } = self.wishes;
        let visible = kept.folded(folds);
        let fullness: BTreeMap<&NodeId, usize> =
            visible.nodes.iter().map(|n| (&n.id, n.n_folded)).collect();
        // What is not drawn opens nothing.
        let drawn = kept.node_ids();
        let about: Vec<&NodeId> = about.iter().filter(|id| drawn.contains(*id)).collect();
        let holds = |pillar: &NodeId| about.iter().any(|id| stands_in((*atlas, kept), id, pillar));
        let mut pillars: Vec<&NodeId> = self
            .pillars
            .iter()
            .filter(|id| folds.heads.contains(*id) && folding.said(id).is_none())
            .filter(|id| !filter.is_empty() || holds(id))
            .collect();
        pillars.sort_by_key(|id| {
            let full = fullness.get(*id).copied().unwrap_or_default();
            (!holds(id), std::cmp::Reverse(full), atlas.node_position(id))
        });
        pillars.into_iter().cloned().collect()
    }

    /// What is folded into its head when pillars and threats are open as far as nothing else was
    /// said.
    fn heads(
        &self,
        pillar_open: impl Fn(&NodeId) -> bool,
        threat_open: impl Fn(&NodeId) -> bool,
    ) -> BTreeSet<NodeId> {
        let said = |id: &NodeId| self.wishes.folding.said(id);
        let pillars = self.pillars.iter().filter(|id| !said(id).unwrap_or_else(|| pillar_open(id)));
        let threats = self.threats.iter().filter(|id| !said(id).unwrap_or_else(|| threat_open(id)));
        pillars.chain(threats).cloned().collect()
    }

    /// Whether a sub-type of the threat is asked for.
    fn asks_under(&self, threat: &NodeId) -> bool {
        let Wishes { atlas, filter, about, .. } = self.wishes;
        let subtypes = atlas.threats().iter().filter(|t| t.parent.as_ref() == Some(threat));
        subtypes
            .into_iter()
            .any(|t| about.contains(&t.id) || filter.has(Key::Threat, t.id.as_str()))
    }

    /// The group of every node that is drawn in one: those the user folded, and those that the
    /// groupings ask for unless the user opened them.
    fn groups(&self, groupings: &[(NodeKind, Grouping)]) -> BTreeMap<NodeId, Group> {
        let mut groups = BTreeMap::new();
        for &kind in &[
            NodeKind::Instrument,
            NodeKind::Actor,
            NodeKind::Action,
            NodeKind::Threat,
            NodeKind::Pillar,
        ] {
            let wanted = groupings.iter().find(|(of, _)| *of == kind);
            let grouping = wanted.map_or(Grouping::Apart, |(_, grouping)| *grouping);
            let parts = Parts::of(&self.kept, kind);
            for node in self.kept.iter().filter(|n| n.role() == kind) {
                if let Some(group) = self.group_of(node, kind, grouping, &parts) {
                    groups.insert(node.id.clone(), group);
                }
            }
        }
        groups
    }

    fn group_of(
        &self,
        node: &Node,
        kind: NodeKind,
        grouping: Grouping,
        parts: &Parts,
    ) -> Option<Group> {
        let said = |group: &Group| self.wishes.folding.said(&group.id());
        let whole = Group { kind, part: GroupPart::Whole };
        let part = Group { kind, part: parts.of_node(node) };
        let has_parts = matches!(kind, NodeKind::Instrument | NodeKind::Actor);
        match (said(&whole), said(&part)) {
            (Some(true), _) | (_, Some(true)) => None,
            (Some(false), _) => Some(whole),
            (None, Some(false)) => Some(part),
            (None, None) => match grouping {
                Grouping::Whole => Some(whole),
                Grouping::Subtypes if has_parts => Some(part),
                Grouping::Subtypes | Grouping::Apart => None,
            },
        }
    }
}

/// Which subtypes of a kind have groups of their own.
struct Parts {
    large: BTreeSet<String>,
}

/// A subtype with fewer nodes goes to the others.
const LEAST_MEMBERS: usize = 2;

impl Parts {
    fn of(nodes: &[&Node], kind: NodeKind) -> Self {
        let mut sizes = BTreeMap::<&str, usize>::new();
        let of_kind = nodes.iter().filter(|n| n.role() == kind);
        for subtype in of_kind.filter_map(|n| n.subtype.as_deref()) {
            *sizes.entry(subtype).or_default() += 1;
        }
        let large = sizes.into_iter().filter(|(_, n)| *n >= LEAST_MEMBERS);
        Self { large: large.map(|(subtype, _)| subtype.to_owned()).collect() }
    }

    fn of_node(&self, node: &Node) -> GroupPart {
        match node.subtype.as_ref().filter(|subtype| self.large.contains(*subtype)) {
            Some(subtype) => GroupPart::Subtype(subtype.clone()),
            None => GroupPart::Others,
        }
    }
}

/// What stays open whatever it belongs to.
fn keep(wishes: &Wishes<'_>) -> BTreeSet<NodeId> {
    let Wishes { atlas, filter, about, .. } = wishes;
    let keys = [Key::Actor, Key::Instrument, Key::Id, Key::Threat, Key::Pillar, Key::Action];
    let is_named = |id: &&NodeId| keys.into_iter().any(|key| filter.has(key, id.as_str()));
    let named = atlas.nodes().iter().map(|node| &node.id).filter(is_named);
    about.iter().chain(named).cloned().collect()
}

/// Whether a node is an action of the pillar, or would be folded with its actions.
fn stands_in((atlas, kept): (&Atlas, &Kept<'_>), node: &NodeId, pillar: &NodeId) -> bool {
    let of_pillar = |id: &NodeId| atlas.pillar_of(id) == Some(pillar);
    let hangs = || {
        let ends = kept.joined_with(node);
        !ends.is_empty() && ends.into_iter().all(of_pillar)
    };
    let may_hang = |kind| matches!(kind, NodeKind::Actor | NodeKind::Instrument);
    of_pillar(node) || (atlas.node(node).is_some_and(|n| may_hang(n.role())) && hangs())
}
