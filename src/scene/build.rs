//! From what is visible and where it stands to marks.

use std::collections::{BTreeMap, BTreeSet};

use emath::{Pos2, Rect, vec2};

use super::encoding::{BoxEncoding, Encoding};
use super::hue::hues_of;
use super::index::{Index, LinkMarks, NodeMarks, bounds_of};
use super::line::{LineMeaning, LineStyle};
use super::links::{SceneLink, link_marks, numbers, scene_links};
use super::mark::{Anchor, Form, Mark, Owner, Paint, Stroke};
use super::shape::{
    count_of, follow_up_of, frame_of, ink_of, label_of, notes_of, shape_of, signs_of, stack, strand,
};
use crate::atlas::{Atlas, FollowUp, Node, NodeId, NodeKind};
use crate::filter::Visible;
use crate::layout::measure::Weight;
use crate::layout::{Layout, NodeBox, Ring, TEXT_SIZE};

/// A node as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SceneNode {
    /// Its identifier.
    pub id: NodeId,
    /// The kind whose place it takes.
    pub kind: NodeKind,
    /// Whether it stands for several nodes of its kind.
    pub is_group: bool,
    /// Whether it is a strand, which takes a pillar's place.
    pub is_strand: bool,
    /// What followed since, where anything was looked for.
    pub follow_up: Option<FollowUp>,
    /// Its label.
    pub label: String,
    /// Its box. World units.
    pub rect: Rect,
    /// Its box and count together. World units.
    pub reach: Rect,
    /// How many nodes are folded into it.
    pub n_folded: usize,
    /// How many nodes stand in the frame under it.
    pub n_inside: usize,
    /// How many of each kind these are.
    pub folded: Vec<(NodeKind, usize)>,
    /// Whether it is drawn only to be seen beside what is kept.
    pub is_faded: bool,
}

/// What is drawn, in world coordinates, before hover and selection.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scene {
    /// Nodes, in the order of what is visible.
    pub nodes: Vec<SceneNode>,
    /// Links, in the order of what is visible.
    pub links: Vec<SceneLink>,
    /// Everything, from the lowest to the topmost.
    pub marks: Vec<Mark>,
    /// All of it in one rectangle; `None` where nothing is visible.
    pub bounds: Option<Rect>,
    /// Which threats are drawn: position in the taxonomy's top level and label.
    pub threats: Vec<(usize, String)>,
    /// Which kinds are drawn.
    pub kinds: Vec<NodeKind>,
    /// What the lines drawn at rest say.
    pub lines: Vec<LineMeaning>,
    /// What the signs in boxes say, by position in [`Encoding::hubs`]; drawn or not.
    pub signs: Vec<String>,
    /// Which of these are drawn.
    pub drawn_signs: BTreeSet<usize>,
    pub(super) index: Index,
}

impl SceneNode {
    /// The word for what it is.
    pub const fn word(&self) -> &'static str {
        match (self.is_group, self.is_strand) {
            (true, _) => "group",
            (false, true) => "strand",
            (false, false) => self.kind.word(),
        }
    }

    /// Whether a form is the sheet that shows under the box of a group.
    pub fn is_lower_sheet(&self, form: &Form) -> bool {
        self.is_group && stack(self.kind, self.rect).first() == Some(form)
    }
}

impl Scene {
    /// Draws what is visible where it stands. O(nodes + links).
    pub fn build(
        atlas: &Atlas,
        visible: &Visible,
        layout: &Layout,
        (encoding, style): (&Encoding, LineStyle),
    ) -> Self {
        let nodes = scene_nodes(atlas, visible, layout);
        let links = scene_links(atlas, visible, layout, encoding, style);
        let mut marks: Vec<Mark> = layout.rings.iter().map(ring_mark).collect();
        for heading in &layout.headings {
            marks.push(heading_mark(&heading_words(&heading.kinds, &nodes), heading.pos));
        }
        for frame in &layout.frames {
            let is_strand = nodes.get(frame.head).is_some_and(|head| head.is_strand);
            marks.push(Mark {
                owner: Owner::Frame(frame.head),
                form: frame_of(frame.rect, is_strand),
            });
        }
        let ground = 0..marks.len();
        let mut of_links = Vec::with_capacity(links.len());
        let numbers = numbers(&links, &nodes);
        for ((at, link), numbers) in links.iter().enumerate().zip(numbers) {
            let start = marks.len();
            link_marks(at, link, numbers, &mut marks);
            let bounds = bounds_of(&marks[start..]);
            of_links.push(LinkMarks { all: start..marks.len(), bounds });
        }
        let mut of_nodes = Vec::with_capacity(nodes.len());
        let told = nodes.iter().zip(&layout.boxes).zip(&encoding.boxes).enumerate();
        for (at, ((node, place), words)) in told {
            of_nodes.push(node_marks(
                atlas,
                (at, node),
                (place, words, encoding.has_room),
                &mut marks,
            ));
        }
        let is_hit: Vec<bool> = visible.nodes.iter().map(|node| node.is_hit).collect();
        let mut index = Index::new(&nodes, &links, &is_hit, (ground, of_nodes, of_links));
        index.extent = Some(bounds_of(&marks));
        Self {
            index,
            threats: threats_drawn(atlas, &nodes),
            kinds: NodeKind::ALL
                .into_iter()
                .filter(|kind| nodes.iter().any(|n| n.kind == *kind))
                .collect(),
            lines: lines_drawn(&links),
            signs: encoding.hubs.iter().map(|hub| hub.sign_phrase(atlas)).collect(),
            drawn_signs: encoding.boxes.iter().flat_map(|told| told.signs.clone()).collect(),
            bounds: layout.bounds,
            nodes,
            links,
            marks,
        }
    }

    /// Everything that is drawn but its text, in one rectangle; nowhere where nothing is.
    pub fn extent(&self) -> Rect {
        self.index.extent.unwrap_or(Rect::NOTHING)
    }

    /// The drawn node of an id.
    pub fn node(&self, id: &NodeId) -> Option<&SceneNode> {
        self.nodes.get(self.position(id)?)
    }

    /// The position of an id in [`Self::nodes`]. O(log n).
    pub fn position(&self, id: &NodeId) -> Option<usize> {
        self.index.position(&self.nodes, id)
    }

    /// The links that start or end at a node, by position in [`Self::links`].
    pub fn links_of(&self, node: usize) -> impl Iterator<Item = &SceneLink> {
        self.index.links_of(node).iter().filter_map(|at| self.links.get(*at as usize))
    }
}

fn scene_nodes(atlas: &Atlas, visible: &Visible, layout: &Layout) -> Vec<SceneNode> {
    let inside: BTreeMap<usize, usize> =
        layout.frames.iter().map(|frame| (frame.head, frame.n_parts)).collect();
    visible
        .nodes
        .iter()
        .zip(&layout.boxes)
        .enumerate()
        .filter_map(|(at, (shown, place))| {
            Some(SceneNode {
                id: shown.id.clone(),
                kind: shown.role(atlas)?,
                is_group: shown.group.is_some(),
                is_strand: atlas.node(&shown.id).is_some_and(Node::is_strand),
                follow_up: atlas.follow_up(&shown.id).filter(|_| shown.n_folded == 0),
                label: shown.label(atlas)?,
                rect: place.rect,
                reach: place.reach,
                n_folded: shown.n_folded,
                n_inside: inside.get(&at).copied().unwrap_or_default(),
                folded: shown.folded.clone(),
                is_faded: shown.is_faded,
            })
        })
        .collect()
}

fn lines_drawn(links: &[SceneLink]) -> Vec<LineMeaning> {
    let drawn: BTreeSet<LineMeaning> =
        links.iter().filter(|l| !l.quiet && !l.ribbon.is_counted).map(|l| l.line).collect();
    drawn.into_iter().collect()
}

fn threats_drawn(atlas: &Atlas, nodes: &[SceneNode]) -> Vec<(usize, String)> {
    let mut drawn = BTreeSet::new();
    for node in nodes {
        if node.kind == NodeKind::Threat {
            drawn.insert(atlas.top_threat(&node.id).clone());
        }
        // Only the boxes of actions carry the colours of what they address.
        if node.kind == NodeKind::Action {
            drawn.extend(atlas.top_threats_of(&node.id).into_iter().cloned());
        }
    }
    atlas
        .top_threats()
        .enumerate()
        .filter(|(_, id)| drawn.contains(*id))
        .filter_map(|(at, id)| Some((at, atlas.threat(id)?.label.clone())))
        .collect()
}

/// The heading of a lane: strands stand in the pillars' lane, and so do the actions of both.
fn heading_words(kinds: &[NodeKind], nodes: &[SceneNode]) -> String {
    let &[kind] = kinds else {
        let words: Vec<&str> = kinds.iter().map(|kind| kind.spec().plural).collect();
        return words.join(" & ");
    };
    let stands = |is_strand| nodes.iter().any(|n| n.kind == kind && n.is_strand == is_strand);
    match (stands(false), stands(true)) {
        (true, true) => format!("{} & strands", kind.spec().plural),
        (false, true) => "strands".to_owned(),
        _ => kind.spec().plural.to_owned(),
    }
}

/// A line to guide the eye, under everything else.
fn ring_mark(ring: &Ring) -> Mark {
    let stroke = Stroke::solid(Paint::Hairline, 1.0);
    Mark { owner: Owner::Ground, form: Form::Curve { segments: ring.curve().to_vec(), stroke } }
}

fn heading_mark(words: &str, pos: Pos2) -> Mark {
    let text = words.to_uppercase();
    Mark {
        owner: Owner::Ground,
        form: Form::Text {
            pos,
            text,
            size: TEXT_SIZE,
            weight: Weight::SemiBold,
            paint: Paint::Faint,
            anchor: Anchor::Start,
            spacing: 0.8,
        },
    }
}

fn node_marks(
    atlas: &Atlas,
    (at, shown): (usize, &SceneNode),
    (place, words, has_room): (&NodeBox, &BoxEncoding, bool),
    marks: &mut Vec<Mark>,
) -> NodeMarks {
    let start = marks.len();
    let mut put = |form| marks.push(Mark { owner: Owner::Node(at), form });
    let hues = hues_of(atlas, &shown.id);
    let forms = match (shown.is_group, shown.is_strand) {
        (true, _) => stack(shown.kind, place.rect),
        (false, true) => strand(place.rect),
        (false, false) => shape_of(shown.kind, place.rect, &hues),
    };
    let label = start + forms.len();
    forms.into_iter().for_each(&mut put);
    let is_plain_box = shown.is_group || shown.is_strand;
    let ink = if is_plain_box { Paint::Ink } else { ink_of(shown.kind) };
    label_of(shown.kind, place, ink).into_iter().for_each(&mut put);
    notes_of(shown.kind, place, &words.notes).into_iter().for_each(&mut put);
    signs_of(place.rect, &words.signs, has_room).into_iter().for_each(&mut put);
    let after_label = label + place.lines.len();
    let after_notes = marks.len();
    let mut put = |form| marks.push(Mark { owner: Owner::Node(at), form });
    if let Some(follow_up) = shown.follow_up {
        let corner = place.rect.right_top() + vec2(-2.0, 2.0);
        follow_up_of(follow_up, corner).into_iter().for_each(&mut put);
    }
    let n_before = marks.len();
    if let Some(count) = &words.count {
        let count = count_of(place, count, ink);
        marks.extend(count.into_iter().map(|form| Mark { owner: Owner::Node(at), form }));
    }
    NodeMarks {
        all: start..marks.len(),
        label: label..after_label,
        notes: after_label..after_notes,
        count: n_before..marks.len(),
        bounds: bounds_of(&marks[start..]),
        dot: dot_paint(shown, &hues),
    }
}

/// The colour that tells a node where there is no room for its shape.
fn dot_paint(shown: &SceneNode, hues: &[usize]) -> Paint {
    match shown.kind {
        NodeKind::Threat => Paint::Threat(hues.first().copied().unwrap_or(0)),
        NodeKind::Pillar => Paint::Pillar,
        NodeKind::Action => hues.first().map_or(Paint::Soft, |&hue| Paint::Threat(hue)),
        NodeKind::Actor | NodeKind::Instrument | NodeKind::Plain => Paint::Soft,
    }
}

/// The words beside a node that has others folded into it.
pub(super) fn count_label(n_folded: usize) -> String {
    format!("+{n_folded}")
}
