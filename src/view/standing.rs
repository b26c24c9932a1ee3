//! What stands open: which wholes show their parts, and which parts stand for themselves.
//!
//! Owns the overview that an atlas is first seen in, and what a question opens of it. Neither depends on
//! a window, a layout or what was shown before, so that the way to a picture does not show in it: a
//! value of the filter opens what it alone has room for, whatever else is asked for with it, and so
//! asking for more never folds anything. What the user folds and opens is laid over that.

use std::collections::{BTreeMap, BTreeSet};

use super::{Folding, HOME_ROOM, READABLE_ZOOM, Unfold};
use crate::atlas::{Atlas, Node, NodeId, NodeKind, Relation};
use crate::filter::{Filter, Folds, Group, GroupPart, Kept, Key, Question};
use crate::layout::{lane, row_height};

/// Subtypes with fewer nodes stand together as the others.
const LEAST_MEMBERS: usize = 3;
/// By how much less room a box takes in a frame.
const CLOSER: f32 = 5.0;
/// In an overview boxes of actors and instruments tell in how many actions they are: one line.
const COUNTED: usize = 1;
/// How high a lane of the overview is: it fits at about its natural size.
const OVERVIEW: f32 = HOME_ROOM.y;
/// How high a lane may get by what a question opens: what fits while its words can be read, and some
/// more, since moving down is better than not seeing.
const MOST_OPENED: f32 = 1.4 * HOME_ROOM.y / READABLE_ZOOM;

/// What parts are of, and what of it stands open while nobody says otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The whole each part belongs to: a pillar, a threat or a group.
    whole_of: BTreeMap<NodeId, NodeId>,
    /// What stands open in the overview.
    overview: Opened,
    /// How many parts each whole has.
    sizes: BTreeMap<NodeId, usize>,
    /// The overview is that of a whole of which this atlas is a part, together with what the part's own
    /// question opens.
    is_carried: bool,
}

/// What stands open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opened {
    /// Wholes whose parts are shown.
    pub wholes: BTreeSet<NodeId>,
    /// Parts that stand for themselves even where their whole is folded.
    pub apart: BTreeSet<NodeId>,
    /// Nodes that are asked for by name, which stand for themselves whatever is folded.
    pub asked: BTreeSet<NodeId>,
}

impl Opened {
    /// Whether a part stands for itself even where its whole is folded.
    pub(super) fn stands_apart(&self, part: &NodeId) -> bool {
        self.apart.contains(part) || self.asked.contains(part)
    }
}

impl Standing {
    /// The overview of an atlas, in lanes or not: in lanes boxes of actors and instruments are counted, and
    /// those founded by an act stand there by name first. O(nodes log nodes + links).
    pub(super) fn of(atlas: &Atlas, has_lanes: bool) -> Self {
        let whole_of = wholes(atlas);
        let mut sizes = BTreeMap::new();
        for whole in whole_of.values() {
            *sizes.entry(whole.clone()).or_default() += 1;
        }
        let bare = Self { whole_of, sizes, ..Self::default() };
        let everything = Question::default();
        let kept = Kept::of(atlas, &everything);
        let n_notes = if has_lanes { COUNTED } else { 0 };
        let heights = Heights::of(&bare, atlas, &kept.node_ids(), n_notes);
        let overview = heights.overview(atlas, has_lanes);
        Self { overview, ..bare }
    }

    /// What a part of an atlas brought along of the whole's.
    pub(super) fn carried(whole: &crate::atlas::Whole, overview: Opened) -> Self {
        let (whole_of, sizes) = (whole.part_of.clone(), whole.sizes.clone());
        Self { whole_of, overview, sizes, is_carried: true }
    }

    /// How many parts each whole has.
    pub const fn sizes(&self) -> &BTreeMap<NodeId, usize> {
        &self.sizes
    }

    /// The whole a part belongs to.
    pub fn whole_of(&self, part: &NodeId) -> Option<&NodeId> {
        self.whole_of.get(part)
    }

    /// Each part with its whole.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&NodeId, &NodeId)> {
        self.whole_of.iter()
    }

    /// Each of some nodes with its whole, where it is part of one.
    pub fn parts_of<'a>(
        &'a self,
        nodes: &'a BTreeSet<NodeId>,
    ) -> impl Iterator<Item = (NodeId, NodeId)> + 'a {
        self.parts()
            .filter(|(part, _)| nodes.contains(*part))
            .map(|(part, whole)| (part.clone(), whole.clone()))
    }

    /// Whether a part stands for itself in the overview.
    pub(super) fn is_apart(&self, part: &NodeId) -> bool {
        self.overview.apart.contains(part)
    }

    /// What a question opens: the overview, and what each of its values has room for by itself.
    /// O(values × (nodes + links)).
    pub(super) fn opened(&self, atlas: &Atlas, question: &Question) -> Opened {
        let mut opened = self.overview.clone();
        opened.asked = named(atlas, &question.filter);
        opened.asked.extend(question.focus.iter().chain(&question.expanded).cloned());
        let is_answered = atlas.excerpt().is_some_and(|part| part.asked == question.asked());
        if self.is_carried && is_answered {
            return opened;
        }
        for value in values(question) {
            let kept = Kept::of(atlas, &value).node_ids();
            opened.wholes.extend(Heights::of(self, atlas, &kept, 0).opened(&opened));
        }
        opened
    }

    /// What is folded when so much stands open and the user folded and opened some of it.
    pub(super) fn folds(&self, atlas: &Atlas, opened: &Opened, folding: &Folding) -> Folds {
        let is_open = |whole: &NodeId| {
            folding.said(whole).unwrap_or_else(|| match folding.way {
                Unfold::Auto => opened.wholes.contains(whole),
                Unfold::All => true,
                Unfold::None => false,
            })
        };
        let mut folds = Folds { keep: opened.asked.clone(), ..Folds::default() };
        if folding.way != Unfold::None {
            folds.keep.extend(opened.apart.iter().cloned());
        }
        let shut: BTreeSet<&NodeId> =
            self.whole_of.values().filter(|whole| !is_open(whole)).collect();
        for whole in &shut {
            if atlas.node(whole).is_some() {
                folds.heads.insert((*whole).clone());
            }
        }
        for (part, whole) in &self.whole_of {
            if shut.contains(whole)
                && let Some(group) = Group::from_id(whole)
            {
                folds.groups.insert(part.clone(), group);
            }
        }
        fold_kinds(atlas, folding, &mut folds);
        folds
    }
}

/// How much a node is worth being seen by name in the overview: bodies that an act founded before all
/// others, and then what most links join.
fn weight(atlas: &Atlas, id: &NodeId) -> (bool, usize) {
    let to = atlas.links_to(id);
    let is_actor = atlas.node(id).is_some_and(|node| node.role() == NodeKind::Actor);
    let founds = [Relation::Establishes, Relation::WouldEstablish];
    let is_founded = is_actor && to.iter().any(|link| founds.contains(&link.relation));
    (is_founded, to.len() + atlas.links_from(id).len())
}

/// Whole kinds that the user folded, as pages offer them.
fn fold_kinds(atlas: &Atlas, folding: &Folding, folds: &mut Folds) {
    let kinds = folding.closed.iter().filter_map(Group::from_id);
    for group in kinds.filter(|group| group.part == GroupPart::Whole) {
        for node in atlas.nodes().iter().filter(|node| node.role() == group.kind) {
            folds.groups.insert(node.id.clone(), group.clone());
        }
    }
}

/// Nodes that a filter names.
pub(super) fn named(atlas: &Atlas, filter: &Filter) -> BTreeSet<NodeId> {
    let keys = [Key::Actor, Key::Instrument, Key::Id, Key::Threat, Key::Pillar, Key::Action];
    let values = filter.clauses().filter(|clause| !clause.negated && keys.contains(&clause.key));
    let ids = values.flat_map(|clause| clause.values.iter().map(|id| NodeId::from(id.as_str())));
    ids.filter(|id| atlas.node(id).is_some()).collect()
}

/// What is asked for, each value by itself.
fn values(question: &Question) -> Vec<Question> {
    let alone = |filter: Filter| Question { filter, ..Question::default() };
    let clauses = question.filter.clauses().filter(|clause| !clause.negated);
    let of_clauses = clauses.flat_map(|clause| {
        clause.values.iter().map(move |value| Filter::new().with(clause.key, value, false))
    });
    let terms = question.filter.terms().iter().filter(|term| !term.negated);
    let of_terms = terms.map(|term| Filter::new().with_term(&term.phrase, false));
    let around = |focus: &NodeId, depth| Question {
        focus: Some(focus.clone()),
        depth,
        direction: question.direction,
        ..Question::default()
    };
    let foci = question.focus.iter();
    let of_foci =
        foci.flat_map(|focus| (1..=question.depth.min(3)).map(move |depth| (focus, depth)));
    let expanded = question.expanded.iter().map(|node| (node, 1));
    of_clauses
        .chain(of_terms)
        .map(alone)
        .chain(of_foci.chain(expanded).map(|(focus, depth)| around(focus, depth)))
        .collect()
}

/// The whole each part of an atlas belongs to. Pillars have actions, threats sub-types; actors and
/// instruments are parts of groups by subtype, and so are actions of no pillar.
fn wholes(atlas: &Atlas) -> BTreeMap<NodeId, NodeId> {
    let mut sizes = BTreeMap::<(NodeKind, &str), usize>::new();
    for node in atlas.nodes() {
        if let Some(subtype) = node.subtype.as_deref() {
            *sizes.entry((node.role(), subtype)).or_default() += 1;
        }
    }
    let part = |node: &Node| match node.subtype.as_deref() {
        Some(subtype)
            if sizes.get(&(node.role(), subtype)).is_some_and(|n| *n >= LEAST_MEMBERS) =>
        {
            GroupPart::Subtype(subtype.to_owned())
        }
        _ => GroupPart::Others,
    };
    let of_group = |node: &Node, part| Group { kind: node.role(), part }.id();
    let whole = |node: &Node| match node.role() {
        NodeKind::Threat => Some(atlas.top_threat(&node.id).clone()).filter(|top| *top != node.id),
        NodeKind::Action => Some(
            atlas.pillar_of(&node.id).cloned().unwrap_or_else(|| of_group(node, GroupPart::Whole)),
        ),
        NodeKind::Actor | NodeKind::Instrument => Some(of_group(node, part(node))),
        NodeKind::Pillar | NodeKind::Plain => None,
    };
    let parts = atlas.nodes().iter().filter_map(|node| Some((node.id.clone(), whole(node)?)));
    parts.collect()
}

/// How high what is kept stands in each lane, folded and open.
struct Heights<'a> {
    /// What stands in a lane whatever is folded.
    loose: BTreeMap<usize, f32>,
    /// Each whole that is kept with its lane.
    wholes: BTreeMap<&'a NodeId, Whole<'a>>,
    /// Wholes that are not kept though parts of them are: these stand loose.
    headless: BTreeSet<&'a NodeId>,
}

/// A whole with the parts of it that are kept.
#[derive(Debug, Default)]
struct Whole<'a> {
    lane: usize,
    /// Height of its own box; of a group it is there only while that is folded.
    own: f32,
    is_group: bool,
    /// Parts with their heights.
    parts: Vec<(&'a NodeId, f32)>,
}

impl Whole<'_> {
    fn more(&self) -> f32 {
        let inside: f32 = self.parts.iter().map(|(_, height)| height).sum();
        if self.is_group { inside - self.own } else { inside }
    }
}

impl<'a> Heights<'a> {
    /// `n_notes` is how many lines boxes of actors and instruments have under their labels.
    fn of(
        standing: &'a Standing,
        atlas: &'a Atlas,
        kept: &BTreeSet<NodeId>,
        n_notes: usize,
    ) -> Self {
        let row = |kind, label: &str| {
            let has_notes = matches!(kind, NodeKind::Actor | NodeKind::Instrument);
            row_height(kind, label, if has_notes { n_notes } else { 0 })
        };
        let mut loose = BTreeMap::<usize, f32>::new();
        let mut wholes = BTreeMap::<&NodeId, Whole<'_>>::new();
        let mut headless = BTreeSet::new();
        for node in atlas.nodes().iter().filter(|node| kept.contains(&node.id)) {
            let (own_lane, height) = (lane(node.role()), row(node.role(), &node.label));
            let whole = standing.whole_of(&node.id);
            let group = whole.and_then(Group::from_id);
            match whole {
                Some(whole) if group.is_some() || kept.contains(whole) => {
                    let known = wholes.entry(whole).or_default();
                    known.lane = own_lane;
                    known.is_group = group.is_some();
                    known.own = group.map_or(0.0, |group| row(group.kind, &group.label()));
                    // In a frame boxes stand closer than beside each other.
                    let closer = if known.is_group { 0.0 } else { CLOSER };
                    known.parts.push((&node.id, height - closer));
                }
                _ => {
                    headless.extend(whole);
                    *loose.entry(own_lane).or_default() += height;
                }
            }
        }
        Self { loose, wholes, headless }
    }

    fn folded(&self, lane: usize) -> f32 {
        let of_lane = self.wholes.values().filter(|whole| whole.lane == lane);
        self.loose.get(&lane).copied().unwrap_or_default()
            + of_lane.map(|whole| whole.own).sum::<f32>()
    }

    fn lanes(&self) -> BTreeSet<usize> {
        self.wholes.values().map(|whole| whole.lane).collect()
    }

    /// The wholes of a lane, those with least to show first.
    fn by_size(&self, lane: usize) -> Vec<(&'a NodeId, &Whole<'a>)> {
        let of_lane = self.wholes.iter().filter(|(_, whole)| whole.lane == lane);
        let mut wholes: Vec<(&NodeId, &Whole<'_>)> =
            of_lane.map(|(id, whole)| (*id, whole)).collect();
        wholes.sort_by(|a, b| a.1.more().total_cmp(&b.1.more()).then(a.0.cmp(b.0)));
        wholes
    }

    /// What has room to stand open besides what does so anyway.
    fn opened(&self, already: &Opened) -> BTreeSet<NodeId> {
        // What stands loose is not to fold when something else brings its whole.
        let mut opened: BTreeSet<NodeId> = self.headless.iter().map(|id| (*id).clone()).collect();
        for lane in self.lanes() {
            let mut height = self.folded(lane);
            for (id, whole) in self.by_size(lane) {
                let n_inside =
                    whole.parts.iter().filter(|(part, _)| !already.stands_apart(part)).count();
                // A group of one is that one.
                let is_one = whole.is_group && n_inside <= 1;
                if is_one || height + whole.more() <= MOST_OPENED {
                    height += whole.more();
                    opened.insert(id.clone());
                }
            }
        }
        opened
    }

    /// Everything where all of it fits; else each lane open where it fits by itself, and else folded,
    /// with those by name that most links join as far as there is room.
    fn overview(&self, atlas: &Atlas, founded_first: bool) -> Opened {
        let mut opened = Opened::default();
        for lane in self.lanes() {
            let folded = self.folded(lane);
            let wholes = self.by_size(lane);
            let all = folded + wholes.iter().map(|(_, whole)| whole.more()).sum::<f32>();
            if all <= OVERVIEW {
                opened.wholes.extend(wholes.into_iter().map(|(id, _)| id.clone()));
                continue;
            }
            let mut height = folded;
            let groups = wholes.iter().filter(|(_, whole)| whole.is_group);
            let mut known: Vec<((bool, usize), &NodeId, f32)> = groups
                .flat_map(|(_, whole)| whole.parts.iter())
                .map(|&(part, height)| {
                    let (is_founded, n_links) = weight(atlas, part);
                    ((is_founded && founded_first, n_links), part, height)
                })
                .collect();
            known.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
            for (_, part, more) in known {
                if height + more > OVERVIEW {
                    break;
                }
                height += more;
                opened.apart.insert(part.clone());
            }
            // A group of one is that one.
            for (_, whole) in wholes.iter().filter(|(_, whole)| whole.is_group) {
                let mut left = whole.parts.iter().filter(|(part, _)| !opened.apart.contains(*part));
                if let (Some((last, _)), None) = (left.next(), left.next()) {
                    opened.apart.insert((*last).clone());
                }
            }
        }
        opened
    }
}
