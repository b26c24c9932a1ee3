//! From what is visible and where it stands to marks.

use std::collections::BTreeSet;

use emath::{Pos2, Rect, vec2};

use super::mark::{Anchor, Dash, Form, Mark, Owner, Paint, Stroke};
use super::shape::{count_of, follow_up_of, ink_of, label_of, shape_of, strand};
use crate::atlas::{Atlas, Basis, FollowUp, LinkId, Node, NodeId, NodeKind, Relation};
use crate::filter::{Visible, VisibleLink};
use crate::layout::measure::Weight;
use crate::layout::{Layout, NodeBox, Ring, Route};

/// A node as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SceneNode {
    /// Its identifier.
    pub id: NodeId,
    /// The kind whose place it takes.
    pub kind: NodeKind,
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
    /// How many of each kind these are.
    pub folded: Vec<(NodeKind, usize)>,
}

/// A link as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SceneLink {
    /// Where it starts.
    pub source: NodeId,
    /// Where it ends.
    pub target: NodeId,
    /// How it runs. World units.
    pub route: Route,
    /// On what it rests.
    pub basis: Basis,
    /// What is written on it when it is traced.
    pub words: String,
    /// The atlas's links it stands for.
    pub members: Vec<LinkId>,
    /// Whether it is drawn only when traced, because something else says it at rest.
    pub quiet: bool,
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
    /// Which bases links rest on.
    pub bases: Vec<Basis>,
}

impl SceneNode {
    /// The word for what it is.
    pub const fn word(&self) -> &'static str {
        if self.is_strand { "strand" } else { self.kind.word() }
    }
}

/// Which links may rest because something else says what they say: an action's threats are the
/// stripes of its box, a strategy's pillars have a lane of their own, and what passes between two
/// folded pillars is theirs to tell when opened. What actors and instruments address is told
/// when they are traced. A node that would then stand there alone keeps its lines. O(links).
pub(crate) fn quiet_links(atlas: &Atlas, visible: &Visible) -> Vec<bool> {
    let may_rest: Vec<bool> = visible.links.iter().map(|link| may_rest(atlas, link)).collect();
    let drawn = visible.links.iter().zip(&may_rest).filter(|(_, rests)| !**rests);
    let joined: BTreeSet<&NodeId> = drawn.flat_map(|(l, _)| [&l.source, &l.target]).collect();
    let stands_alone = |id: &NodeId| {
        let is_strategy = atlas.node(id).is_some_and(|n| n.role() == NodeKind::Pillar);
        !is_strategy && !joined.contains(id)
    };
    let links = visible.links.iter().zip(&may_rest);
    links.map(|(l, rests)| *rests && !stands_alone(&l.source) && !stands_alone(&l.target)).collect()
}

fn may_rest(atlas: &Atlas, link: &VisibleLink) -> bool {
    let role = |id| atlas.node(id).map(Node::role);
    match link.relation {
        Some(Relation::SetsOut) => true,
        Some(Relation::Addresses) => role(&link.source) != Some(NodeKind::Pillar),
        _ => {
            let ends = (role(&link.source), role(&link.target));
            ends == (Some(NodeKind::Pillar), Some(NodeKind::Pillar))
        }
    }
}

impl Scene {
    /// Draws what is visible where it stands. O(nodes + links).
    pub fn build(atlas: &Atlas, visible: &Visible, layout: &Layout) -> Self {
        let nodes = scene_nodes(atlas, visible, layout);
        let links = scene_links(atlas, visible, layout);
        let mut marks: Vec<Mark> = layout.rings.iter().map(ring_mark).collect();
        for heading in &layout.headings {
            marks.push(heading_mark(&heading_words(heading.kind, &nodes), heading.pos));
        }
        for (at, link) in links.iter().enumerate() {
            link_marks(at, link, &mut marks);
        }
        for (node, place) in nodes.iter().zip(&layout.boxes) {
            if let Some(known) = atlas.node(&node.id) {
                node_marks(atlas, known, node, place, &mut marks);
            }
        }
        Self {
            threats: threats_drawn(atlas, &nodes),
            kinds: NodeKind::ALL
                .into_iter()
                .filter(|kind| nodes.iter().any(|n| n.kind == *kind))
                .collect(),
            bases: Basis::ALL
                .into_iter()
                .filter(|basis| links.iter().any(|l| l.basis == *basis && !l.quiet))
                .collect(),
            bounds: layout.bounds,
            nodes,
            links,
            marks,
        }
    }

    /// The drawn node of an id.
    pub fn node(&self, id: &NodeId) -> Option<&SceneNode> {
        self.nodes.iter().find(|node| node.id == *id)
    }
}

fn scene_nodes(atlas: &Atlas, visible: &Visible, layout: &Layout) -> Vec<SceneNode> {
    visible
        .nodes
        .iter()
        .zip(&layout.boxes)
        .filter_map(|(shown, place)| {
            let node = atlas.node(&shown.id)?;
            Some(SceneNode {
                id: shown.id.clone(),
                kind: node.role(),
                is_strand: node.is_strand(),
                follow_up: atlas.follow_up(&node.id).filter(|_| shown.n_folded == 0),
                label: node.label.clone(),
                rect: place.rect,
                reach: place.reach,
                n_folded: shown.n_folded,
                folded: shown.folded.clone(),
            })
        })
        .collect()
}

fn scene_links(atlas: &Atlas, visible: &Visible, layout: &Layout) -> Vec<SceneLink> {
    let quiet = quiet_links(atlas, visible);
    visible
        .links
        .iter()
        .zip(&layout.routes)
        .zip(quiet)
        .map(|((link, route), quiet)| SceneLink {
            source: link.source.clone(),
            target: link.target.clone(),
            route: route.clone(),
            basis: link.basis,
            words: words_on(link),
            members: link.members.clone(),
            quiet,
        })
        .collect()
}

fn words_on(link: &VisibleLink) -> String {
    match (&link.relation, link.members.len()) {
        (Some(relation), 1) => relation.phrase().to_owned(),
        (Some(relation), n) => format!("{} · {n}", relation.phrase()),
        (None, n) => format!("{n} links"),
    }
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
        .filter_map(|(at, id)| Some((at, atlas.node(id)?.label.clone())))
        .collect()
}

/// The position of a top-level threat in the taxonomy; decides its colour.
pub fn threat_hue(atlas: &Atlas, id: &NodeId) -> usize {
    let top = atlas.top_threat(id);
    atlas.top_threats().position(|t| t == top).unwrap_or(0)
}

/// The heading of a lane: strands stand in the pillars' lane.
fn heading_words(kind: NodeKind, nodes: &[SceneNode]) -> String {
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
            size: 11.0,
            weight: Weight::SemiBold,
            paint: Paint::Faint,
            anchor: Anchor::Start,
            spacing: 0.8,
        },
    }
}

/// Length of an arrowhead, and half its width.
const ARROW: (f32, f32) = (7.0, 3.4);

fn link_marks(at: usize, link: &SceneLink, marks: &mut Vec<Mark>) {
    let Some((tip, way)) = link.route.end() else { return };
    let owner = Owner::Link(at);
    let mut segments = link.route.segments.clone();
    if let Some(last) = segments.last_mut() {
        // The line stops inside the arrowhead, so that it does not blunt the tip.
        last[3] = tip - way * (ARROW.0 - 2.0);
        last[2] -= way * (ARROW.0 - 2.0);
    }
    let dash = dash_of(link.basis);
    let stroke = Stroke { paint: Paint::Link, width: 1.1, dash };
    marks.push(Mark { owner: owner.clone(), form: Form::Curve { segments, stroke } });
    let side = way.rot90() * ARROW.1;
    let back = tip - way * ARROW.0;
    marks.push(Mark {
        owner,
        form: Form::Polygon {
            points: vec![tip, back + side, back - side],
            fill: Some(Paint::Link),
            stroke: None,
        },
    });
}

/// The line pattern of a basis.
pub(crate) const fn dash_of(basis: Basis) -> Dash {
    match basis {
        Basis::Stated => Dash::Solid,
        Basis::Interpreted => Dash::Dashed,
        Basis::Reference => Dash::Dotted,
    }
}

fn node_marks(
    atlas: &Atlas,
    node: &Node,
    shown: &SceneNode,
    place: &NodeBox,
    marks: &mut Vec<Mark>,
) {
    let mut put = |form| marks.push(Mark { owner: Owner::Node(node.id.clone()), form });
    let stripes: Vec<usize> = if node.kind == NodeKind::Action {
        atlas.top_threats_of(&node.id).into_iter().map(|t| threat_hue(atlas, t)).collect()
    } else {
        vec![threat_hue(atlas, &node.id)]
    };
    let (forms, ink) = if shown.is_strand {
        (strand(place.rect), Paint::Ink)
    } else {
        (shape_of(shown.kind, place.rect, &stripes), ink_of(shown.kind))
    };
    forms.into_iter().for_each(&mut put);
    label_of(shown.kind, place, ink).into_iter().for_each(&mut put);
    if let Some(follow_up) = shown.follow_up {
        let corner = place.rect.right_top() + vec2(-2.0, 2.0);
        follow_up_of(follow_up, corner).into_iter().for_each(&mut put);
    }
    if shown.n_folded > 0 {
        count_of(place, &count_label(shown.n_folded)).into_iter().for_each(&mut put);
    }
}

/// The words beside a node that has others folded into it.
pub(crate) fn count_label(n_folded: usize) -> String {
    format!("+{n_folded}")
}
