//! How each link of a picture is told: by a line, a ribbon, a frame, a sign, a note in a box, or only to
//! who asks.
//!
//! Owns that choice, how wide ribbons are and in which colour, and what is written in boxes instead of
//! lines. A layout keeps room for what is chosen here, and the scene draws it. Knows nothing of places.
//! Start with [`Encoding::of`].

use std::collections::{BTreeMap, BTreeSet};

use super::build::count_label;
use super::hue::threat_hue;
use crate::atlas::{Atlas, Basis, Link, Node, NodeId, NodeKind, Relation};
use crate::filter::{Visible, VisibleLink, VisibleNode};
use crate::survey::{Hub, hubs};

/// Width of a counted ribbon for each link it stands for, so that the ribbons at a box add up.
/// World units.
const UNIT: f32 = 3.6;
/// So wide is everything at most that joins one side with the other: where an atlas counts more, each
/// link is narrower.
const MOST_COUNTED: f32 = 320.0;
/// Width of a line, and of a line in a threat's colour. World units.
const LINE: (f32, f32) = (1.1, 1.6);
/// No line that is not counted is wider, so that it passes between boxes. World units.
const MOST_WIDE: f32 = 5.0;
/// Room of a line at the side of its box, and of one that is drawn only when asked for. World units.
const ROOM: (f32, f32) = (7.0, 3.5);
/// Free room above and below the ribbons at a box. World units.
const AROUND: f32 = 10.0;

/// By what a link is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Told {
    /// A line, or a ribbon.
    Line,
    /// The frame in which one end stands under the other.
    Frame,
    /// A sign on the box of one end, which says the other.
    Sign,
    /// Words in the box of one end.
    Note,
    /// A line for who points at one of its ends.
    Hover,
}

impl Told {
    /// What a reader is told of it.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Line => "drawn",
            Self::Frame => "as frames",
            Self::Sign => "as signs",
            Self::Note => "in words",
            Self::Hover => "where one points",
        }
    }
}

/// How the links between two things are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ribbon {
    /// By what they are told while nobody points anywhere.
    pub told: Told,
    /// The hue of the threat they answer.
    pub hue: Option<usize>,
    /// Whether its width is linear in the number of links, as the widths beside it are.
    pub is_counted: bool,
    /// Width of its line. World units.
    pub width: f32,
    /// Room it takes at the side of a box. World units.
    pub room: f32,
    /// How many of its links a source says, and how many there are.
    pub said: (usize, usize),
}

/// Words in a box that tell what no line tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// What is written.
    pub words: String,
    /// The hue of the threat that is answered, and on what that rests; such a note stands behind a stub
    /// of its line.
    pub answers: Option<(usize, Basis)>,
}

/// What stands in a box beside its label.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BoxEncoding {
    /// Lines under the label.
    pub notes: Vec<Note>,
    /// Whether a sign says that it is linked with a hub: by position in [`Encoding::hubs`].
    pub signs: Vec<usize>,
    /// How high the box is at least, so that the ribbons at its side have room. World units.
    pub least_height: f32,
    /// The same if what stands in its frame were folded into it. World units.
    pub shut_height: f32,
    /// How many answers the ribbons at a threat's box add up to, where these are counted.
    pub n_answers: Option<usize>,
    /// What stands beside the label: how many answers its ribbons add up to, or else how many are folded
    /// into it, or how many of all its parts stand in its frame.
    pub count: Option<String>,
}

/// How everything in a picture is told.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Encoding {
    /// One for each visible link, in their order.
    pub ribbons: Vec<Ribbon>,
    /// One for each visible node, in their order.
    pub boxes: Vec<BoxEncoding>,
    /// Hubs of which signs are drawn.
    pub hubs: Vec<Hub>,
    /// Whether boxes keep room for what stands in them beside their labels.
    pub has_room: bool,
}

/// What the choice depends on beside what is visible.
#[derive(Debug, Clone, Copy)]
pub struct EncodingRequest<'a> {
    /// Whether kinds stand in lanes, so that links can be counted at the sides of boxes and boxes have
    /// room for notes.
    pub has_lanes: bool,
    /// Nodes that are asked for by name: their lines are what is wanted.
    pub asked: &'a BTreeSet<NodeId>,
    /// Whether boxes of actors and instruments tell in how many actions they are, instead of lines
    /// from what these are folded into.
    pub counts_actions: bool,
    /// How wide everything may be together that is counted, so that it stands on a page. World units.
    pub most_counted: f32,
    /// The head of the frame of everything that stands in one.
    pub within: &'a BTreeMap<NodeId, NodeId>,
    /// How many parts the atlas has of what stands in frames.
    pub sizes: &'a BTreeMap<NodeId, usize>,
}

static NO_NODES: BTreeSet<NodeId> = BTreeSet::new();
static NO_FRAMES: BTreeMap<NodeId, NodeId> = BTreeMap::new();
static NO_SIZES: BTreeMap<NodeId, usize> = BTreeMap::new();

impl EncodingRequest<'static> {
    /// For who asks what would be drawn and not where: without lanes, frames and names.
    pub const BARE: Self = Self {
        has_lanes: false,
        asked: &NO_NODES,
        counts_actions: false,
        most_counted: MOST_COUNTED,
        within: &NO_FRAMES,
        sizes: &NO_SIZES,
    };
}

impl Encoding {
    /// How what is visible is told. O((nodes + links) log nodes).
    pub fn of(atlas: &Atlas, visible: &Visible, request: &EncodingRequest<'_>) -> Self {
        let hubs: Vec<Hub> =
            hubs(atlas).into_iter().filter(|hub| !request.asked.contains(&hub.node)).collect();
        let ground = Ground::new(atlas, visible, request, &hubs);
        let ribbons = ground.ribbons();
        let boxes = ground.boxes(&ribbons);
        Self { ribbons, boxes, hubs, has_room: request.has_lanes }
    }

    /// How many links are told by ribbons that are as wide as they are many.
    pub fn n_counted(&self) -> usize {
        self.ribbons.iter().filter(|ribbon| ribbon.is_counted).map(|ribbon| ribbon.said.1).sum()
    }

    /// How many of the links that are kept are told in each way, but for those inside what is folded.
    pub fn accounts(&self, visible: &Visible) -> BTreeMap<Told, usize> {
        let mut accounts = BTreeMap::new();
        for (ribbon, link) in self.ribbons.iter().zip(&visible.links) {
            let kept = link.members.iter().filter(|id| visible.kept_links.contains(*id));
            *accounts.entry(ribbon.told).or_default() += kept.count();
        }
        accounts
    }
}

/// What stands where, for one choice.
struct Ground<'a> {
    atlas: &'a Atlas,
    visible: &'a Visible,
    request: &'a EncodingRequest<'a>,
    hubs: &'a [Hub],
    ends: BTreeMap<&'a NodeId, End>,
    /// Width of a counted ribbon for each link. World units.
    unit: f32,
}

/// One visible node as an end of links.
#[derive(Debug, Clone, Copy)]
struct End {
    role: NodeKind,
    is_strand: bool,
    is_folded: bool,
    is_group: bool,
}

/// How many answers the pillars of an atlas and their actions give to threats; a part of an atlas tells
/// those of the whole. O(links log nodes).
pub fn n_answers(atlas: &Atlas) -> usize {
    if let Some(whole) = atlas.excerpt().and_then(|part| part.whole.as_ref()) {
        return whole.n_answers;
    }
    let is_answer = |link: &&Link| link.relation == Relation::Addresses;
    let in_pillar = |link: &&Link| {
        let source = atlas.node(&link.source).filter(|node| node.role() == NodeKind::Pillar);
        let pillar = source.or_else(|| atlas.node(atlas.pillar_of(&link.source)?));
        pillar.is_some_and(|pillar| !pillar.is_strand())
    };
    atlas.links().iter().filter(is_answer).filter(in_pillar).count()
}

impl<'a> Ground<'a> {
    fn new(
        atlas: &'a Atlas,
        visible: &'a Visible,
        request: &'a EncodingRequest<'a>,
        hubs: &'a [Hub],
    ) -> Self {
        let end = |id: &'a NodeId, role, is_folded, is_group| {
            let is_strand = atlas.node(id).is_some_and(Node::is_strand);
            (id, End { role, is_strand, is_folded, is_group })
        };
        let ends = visible.nodes.iter().filter_map(|shown| {
            let role = shown.role(atlas)?;
            Some(end(&shown.id, role, shown.n_folded > 0, shown.group.is_some()))
        });
        let most = MOST_COUNTED.min(request.most_counted);
        let unit = UNIT.min(most / n_answers(atlas).max(1) as f32);
        Self { atlas, visible, request, hubs, ends: ends.collect(), unit }
    }

    fn ribbons(&self) -> Vec<Ribbon> {
        let mut told: Vec<Told> = self.visible.links.iter().map(|link| self.told(link)).collect();
        self.keep_from_standing_alone(&mut told);
        let links = self.visible.links.iter().zip(told);
        links.map(|(link, told)| self.ribbon(link, told)).collect()
    }

    /// The end of a link from which a threat is answered.
    fn answering(&self, link: &VisibleLink) -> Option<(End, &'a NodeId)> {
        if !link.relations.contains(&Relation::Addresses) {
            return None;
        }
        let (&id, &source) = self.ends.get_key_value(&link.source)?;
        Some((source, id))
    }

    fn told(&self, link: &VisibleLink) -> Told {
        let (Some(source), Some(target)) =
            (self.ends.get(&link.source), self.ends.get(&link.target))
        else {
            return Told::Hover;
        };
        if self.is_framed(link) {
            return Told::Frame;
        }
        if self.hub_of(link).is_some() {
            return Told::Sign;
        }
        // A strategy's pillars have a lane of their own.
        if link.relations.iter().all(|relation| *relation == Relation::SetsOut) {
            return if self.request.has_lanes { Told::Note } else { Told::Hover };
        }
        if let Some((from, _)) = self.answering(link) {
            return self.answer_told(from);
        }
        // What passes between two pillars is theirs to tell when opened.
        if source.role == NodeKind::Pillar && target.role == NodeKind::Pillar {
            return Told::Hover;
        }
        if self.is_told_by_count(link) { Told::Hover } else { Told::Line }
    }

    /// Whether one end stands in the frame of the other.
    fn is_framed(&self, link: &VisibleLink) -> bool {
        let stands_in = |part, head| self.request.within.get(part) == Some(head);
        stands_in(&link.source, &link.target) || stands_in(&link.target, &link.source)
    }

    /// By what the answer to a threat is told, by where it comes from: beside the threats lines, from two
    /// lanes away words.
    fn answer_told(&self, from: End) -> Told {
        if !self.request.has_lanes {
            // The stripes of an action's box say it.
            return if from.role == NodeKind::Pillar { Told::Line } else { Told::Hover };
        }
        match from.role {
            // Strands stand beside the strategy; counted with it, its pillars could not be compared.
            NodeKind::Pillar if from.is_strand && from.is_folded => Told::Hover,
            NodeKind::Actor | NodeKind::Instrument if from.is_group => Told::Hover,
            NodeKind::Actor if self.request.counts_actions => Told::Hover,
            NodeKind::Instrument if self.is_far_from_threats() => Told::Note,
            _ => Told::Line,
        }
    }

    /// Whether a line from an instrument to a threat would pass two lanes.
    fn is_far_from_threats(&self) -> bool {
        let stands = |roles: &[NodeKind]| self.ends.values().any(|end| roles.contains(&end.role));
        stands(&[NodeKind::Pillar, NodeKind::Action]) && stands(&[NodeKind::Actor])
    }

    /// The hub that a sign on the other end says, where that says all of the link.
    fn hub_of(&self, link: &VisibleLink) -> Option<usize> {
        let is_open = |id: &NodeId| self.ends.get(id).is_some_and(|end| !end.is_folded);
        let members = || link.members.iter().filter_map(|id| self.atlas.link(id));
        self.hubs.iter().position(|hub| {
            let mut others = members().map(|link| hub.other_end(self.atlas, link));
            others.all(|other| other.is_some_and(is_open))
        })
    }

    /// A node that would stand there alone keeps the lines that something else would tell.
    fn keep_from_standing_alone(&self, told: &mut [Told]) {
        let lines = self.visible.links.iter().zip(&*told);
        let joined: BTreeSet<&NodeId> = lines
            .filter(|(_, told)| **told != Told::Hover)
            .flat_map(|(link, _)| [&link.source, &link.target])
            .collect();
        let is_alone = |id: &NodeId| {
            let role = self.ends.get(id).map(|end| end.role);
            role != Some(NodeKind::Pillar) && !joined.contains(id)
        };
        for (link, told) in self.visible.links.iter().zip(told) {
            let rests = *told == Told::Hover && !self.is_told_by_count(link);
            if rests && (is_alone(&link.source) || is_alone(&link.target)) {
                *told = Told::Line;
            }
        }
    }

    /// Whether boxes tell a number instead of a link's line: all but the lines of actions that stand
    /// there by name.
    fn is_told_by_count(&self, link: &VisibleLink) -> bool {
        let ends = [&link.source, &link.target].map(|id| self.ends.get(id));
        let has_folded = ends.iter().flatten().any(|end| end.is_folded);
        let has_action = ends.iter().flatten().any(|end| end.role == NodeKind::Action);
        self.request.has_lanes && self.request.counts_actions && (has_folded || !has_action)
    }

    fn ribbon(&self, link: &VisibleLink, told: Told) -> Ribbon {
        let n = link.members.len();
        let ends = [&link.source, &link.target].map(|id| self.ends.get(id).copied());
        let is_folded = ends.iter().flatten().any(|end| end.is_folded);
        let answers = self.answering(link).is_some();
        let is_threat = |id: &&NodeId| {
            self.ends.get(*id).is_some_and(|e| e.role == NodeKind::Threat && !e.is_group)
        };
        let threat = [&link.target, &link.source].into_iter().find(is_threat);
        let hue = threat.filter(|_| answers).map(|id| threat_hue(self.atlas, id));
        // Only beside the threats: a ribbon that passes a lane would find no way through it.
        let from = self.answering(link).map(|(from, _)| from.role);
        let is_beside = matches!(from, Some(NodeKind::Pillar | NodeKind::Action));
        let is_counted = hue.is_some() && is_beside && told == Told::Line && self.request.has_lanes;
        let width = match (is_counted && is_folded, answers) {
            (true, _) => self.unit * n as f32,
            (false, true) => (LINE.0 * (n as f32).sqrt()).clamp(LINE.1, MOST_WIDE),
            (false, false) => (LINE.0 * (n as f32).sqrt()).min(MOST_WIDE),
        };
        let room = match told {
            Told::Line if is_counted => self.unit * n as f32,
            Told::Line => ROOM.0.max(width + 3.0),
            Told::Frame | Told::Sign | Told::Note | Told::Hover => ROOM.1,
        };
        let n_said = if link.basis == Basis::Stated { link.n_firm } else { 0 };
        Ribbon { told, hue, is_counted: is_counted && is_folded, width, room, said: (n_said, n) }
    }

    fn boxes(&self, ribbons: &[Ribbon]) -> Vec<BoxEncoding> {
        let mut boxes: BTreeMap<&NodeId, BoxEncoding> = BTreeMap::new();
        for (link, ribbon) in self.visible.links.iter().zip(ribbons) {
            self.note_room(link, ribbon, &mut boxes);
            if ribbon.told == Told::Sign {
                self.put_sign(link, &mut boxes);
            }
        }
        if self.request.has_lanes {
            self.put_notes(ribbons, &mut boxes);
        }
        let nodes = self.visible.nodes.iter();
        nodes
            .map(|node| {
                let told = boxes.remove(&node.id).unwrap_or_default();
                BoxEncoding { count: self.count_of(node, &told), ..told }
            })
            .collect()
    }

    /// Keeps room for the ribbons at the boxes of threats and pillars: the same whether these are folded
    /// or open, so that a threat stands still when a pillar opens.
    fn note_room(
        &self,
        link: &'a VisibleLink,
        ribbon: &Ribbon,
        boxes: &mut BTreeMap<&'a NodeId, BoxEncoding>,
    ) {
        if ribbon.told != Told::Line || ribbon.hue.is_none() || !self.request.has_lanes {
            return;
        }
        let from_strand = self.is_of_strand(&link.source) || self.is_of_strand(&link.target);
        // Where the strategy's own answers are counted, those of strands come and go without moving
        // anything.
        if self.request.counts_actions && from_strand {
            return;
        }
        for id in [&link.source, &link.target] {
            let head = self.request.within.get(id).and_then(|head| self.ends.get_key_value(head));
            for id in [id].into_iter().chain(head.map(|(id, _)| *id)) {
                let height = &mut boxes.entry(id).or_default().shut_height;
                *height = if *height == 0.0 { AROUND } else { *height } + ribbon.room;
            }
            let role = self.ends.get(id).map(|end| end.role);
            if matches!(role, Some(NodeKind::Threat | NodeKind::Pillar)) {
                let height = &mut boxes.entry(id).or_default().least_height;
                *height = if *height == 0.0 { AROUND } else { *height } + ribbon.room;
            }
            let is_counted = self.request.counts_actions || ribbon.is_counted;
            if role == Some(NodeKind::Threat) && is_counted {
                let n = &mut boxes.entry(id).or_default().n_answers;
                *n = Some(n.unwrap_or_default() + link.members.len());
            }
        }
    }

    /// Whether a node is a strand, or stands in the frame of one.
    fn is_of_strand(&self, id: &NodeId) -> bool {
        let head = self.request.within.get(id).unwrap_or(id);
        self.ends.get(head).is_some_and(|end| end.is_strand)
    }

    fn put_sign(&self, link: &'a VisibleLink, boxes: &mut BTreeMap<&'a NodeId, BoxEncoding>) {
        let Some((at, hub)) = self.hub_of(link).and_then(|at| Some((at, self.hubs.get(at)?)))
        else {
            return;
        };
        let other = if link.source == hub.node { &link.target } else { &link.source };
        boxes.entry(other).or_default().signs.push(at);
    }

    fn put_notes(&self, ribbons: &[Ribbon], boxes: &mut BTreeMap<&'a NodeId, BoxEncoding>) {
        let plain = |words: String| Note { words, answers: None };
        for (id, words) in self.action_counts() {
            boxes.entry(id).or_default().notes.push(plain(words));
        }
        for (id, words) in self.hub_counts() {
            boxes.entry(id).or_default().notes.push(plain(words));
        }
        let noted = self.visible.links.iter().zip(ribbons).filter(|(_, r)| r.told == Told::Note);
        let mut pillars = BTreeMap::<&NodeId, usize>::new();
        let mut answers = BTreeMap::<(&NodeId, usize, Basis), Vec<&NodeId>>::new();
        for (link, ribbon) in noted {
            // A group says no more when it is folded than when it is open.
            let is_group = self.ends.get(&link.source).is_some_and(|end| end.is_group);
            match ribbon.hue {
                None if is_group => {}
                Some(hue) => {
                    answers.entry((&link.source, hue, link.basis)).or_default().push(&link.target);
                }
                None => *pillars.entry(&link.source).or_default() += 1,
            }
        }
        for (id, n) in pillars {
            let words = format!("sets out {n} pillar{}", if n == 1 { "" } else { "s" });
            boxes.entry(id).or_default().notes.push(plain(words));
        }
        for ((id, hue, basis), threats) in answers {
            let labels = threats.iter().filter_map(|id| self.atlas.node(id));
            let labels: Vec<&str> = labels.map(|threat| threat.label.as_str()).collect();
            let note = Note { words: labels.join(", "), answers: Some((hue, basis)) };
            boxes.entry(id).or_default().notes.push(note);
        }
    }

    /// In how many of the kept actions the actors and instruments are that are shown.
    fn action_counts(&self) -> Vec<(&'a NodeId, String)> {
        if !self.request.counts_actions {
            return Vec::new();
        }
        let mut actions = BTreeMap::<&NodeId, BTreeSet<&NodeId>>::new();
        for link in self.kept_links() {
            for (own, other) in [(&link.source, &link.target), (&link.target, &link.source)] {
                let is_action = self.atlas.node(other).is_some_and(|n| n.kind == NodeKind::Action);
                if is_action {
                    let shown = self.visible.folded_into.get(own).unwrap_or(own);
                    let head = self.request.within.get(shown);
                    for shown in [shown].into_iter().chain(head) {
                        actions.entry(shown).or_default().insert(other);
                    }
                }
            }
        }
        let tells = |id: &NodeId| {
            let role = self.ends.get(id).map(|end| end.role);
            matches!(role, Some(NodeKind::Actor | NodeKind::Instrument))
        };
        let shown = self.visible.nodes.iter().map(|node| &node.id).filter(|id| tells(id));
        shown
            .map(|id| match actions.get(id).map_or(0, BTreeSet::len) {
                0 => (id, "in no action".to_owned()),
                1 => (id, "in 1 action".to_owned()),
                n => (id, format!("in {n} actions")),
            })
            .collect()
    }

    /// What hubs do with how many of those that are kept: "leads 14 of 18 actions".
    fn hub_counts(&self) -> Vec<(&'a NodeId, String)> {
        let kept = self.visible.kept_nodes.iter().filter_map(|id| self.atlas.node(id));
        let n_actions = kept.filter(|node| node.kind == NodeKind::Action).count();
        let count = |hub: &Hub| {
            let ends = self.kept_links().filter_map(|link| hub.other_end(self.atlas, link));
            ends.collect::<BTreeSet<_>>().len()
        };
        let counted = self.hubs.iter().filter_map(|hub| {
            let (&id, _) = self.ends.get_key_value(&hub.node)?;
            let n = count(hub);
            (n > 0).then(|| (id, format!("{} {n} of {n_actions} actions", hub.verb(self.atlas))))
        });
        counted.collect()
    }

    /// How much a box holds, in a few letters.
    fn count_of(&self, node: &VisibleNode, told: &BoxEncoding) -> Option<String> {
        if let Some(n) = told.n_answers {
            return Some(n.to_string());
        }
        let inside = self.request.within.values().filter(|head| **head == node.id).count();
        let all = self.request.sizes.get(&node.id).copied().unwrap_or(inside);
        match (node.n_folded, inside) {
            (0, 0) => None,
            (0, n) if n < all => Some(format!("{n} of {all}")),
            (0, n) => Some(n.to_string()),
            (n, _) => Some(count_label(n)),
        }
    }

    fn kept_links(&self) -> impl Iterator<Item = &'a Link> {
        self.atlas.links().iter().filter(|link| self.visible.kept_links.contains(&link.id))
    }
}
