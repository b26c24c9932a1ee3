//! From what is visible and where it stands to marks.

use std::collections::BTreeSet;

use emath::{Pos2, Rect, pos2, vec2};

use super::mark::{Anchor, Dash, Form, Mark, Owner, Paint, Stroke};
use crate::atlas::{Atlas, Basis, LinkId, Node, NodeId, NodeKind, Relation};
use crate::filter::{Visible, VisibleLink};
use crate::layout::measure::Weight;
use crate::layout::{Layout, NodeBox, Route, label_style};

/// A node as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SceneNode {
    /// Its identifier.
    pub id: NodeId,
    /// Its kind.
    pub kind: NodeKind,
    /// Its label.
    pub label: String,
    /// Its box. World units.
    pub rect: Rect,
    /// Its box and count together. World units.
    pub reach: Rect,
    /// How many nodes are folded into it.
    pub n_folded: usize,
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

/// Which links may rest because something else says what they say: an action's threats are the
/// stripes of its box, and a strategy's pillars have a lane of their own. A threat that would
/// then stand there alone keeps its lines. O(links).
pub(crate) fn quiet_links(atlas: &Atlas, visible: &Visible) -> Vec<bool> {
    let may_rest: Vec<bool> = visible.links.iter().map(|link| may_rest(atlas, link)).collect();
    let drawn = visible.links.iter().zip(&may_rest).filter(|(_, rests)| !**rests);
    let joined: BTreeSet<&NodeId> = drawn.flat_map(|(l, _)| [&l.source, &l.target]).collect();
    let is_threat = |id| atlas.node(id).is_some_and(|n| n.kind == NodeKind::Threat);
    let links = visible.links.iter().zip(&may_rest);
    links
        .map(|(l, rests)| *rests && (joined.contains(&l.target) || !is_threat(&l.target)))
        .collect()
}

fn may_rest(atlas: &Atlas, link: &VisibleLink) -> bool {
    match link.relation {
        Some(Relation::Addresses) => {
            atlas.node(&link.source).is_some_and(|n| n.kind == NodeKind::Action)
        }
        Some(Relation::SetsOut) => true,
        _ => false,
    }
}

impl Scene {
    /// Draws what is visible where it stands. O(nodes + links).
    pub fn build(atlas: &Atlas, visible: &Visible, layout: &Layout) -> Self {
        let nodes = scene_nodes(atlas, visible, layout);
        let links = scene_links(atlas, visible, layout);
        let mut marks = Vec::new();
        for heading in &layout.headings {
            marks.push(heading_mark(heading.kind, heading.pos));
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
                label: node.label.clone(),
                rect: place.rect,
                reach: place.reach,
                n_folded: shown.n_folded,
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

fn heading_mark(kind: NodeKind, pos: Pos2) -> Mark {
    let text = kind.spec().plural.to_uppercase();
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
    shape_of(node.role(), place.rect, &stripes).into_iter().for_each(&mut put);
    label_of(node.role(), place).into_iter().for_each(&mut put);
    if shown.n_folded > 0 {
        count_of(place, &count_label(shown.n_folded)).into_iter().for_each(&mut put);
    }
}

/// The words beside a node that has others folded into it.
pub(crate) fn count_label(n_folded: usize) -> String {
    format!("+{n_folded}")
}

/// The shape that tells a kind; `hues` are the colours of its threats.
pub(crate) fn shape_of(kind: NodeKind, rect: Rect, hues: &[usize]) -> Vec<Form> {
    let line = Some(Stroke::solid(Paint::BoxLine, 1.25));
    let plain = |radius| Form::Rect { rect, radius, fill: Some(Paint::Box), stroke: line };
    match kind {
        NodeKind::Threat => {
            let hue = hues.first().copied().unwrap_or(0);
            vec![Form::Polygon {
                points: hexagon(rect),
                fill: Some(Paint::Threat(hue)),
                stroke: None,
            }]
        }
        NodeKind::Pillar => {
            vec![Form::Rect { rect, radius: 6.0, fill: Some(Paint::Pillar), stroke: None }]
        }
        NodeKind::Action => {
            let mut forms = vec![plain(5.0)];
            forms.extend(stripes(rect, hues));
            forms
        }
        NodeKind::Actor => vec![plain(rect.height().min(32.0) / 2.0)],
        NodeKind::Instrument => sheet(rect),
        NodeKind::Plain => vec![plain(4.0)],
    }
}

fn hexagon(rect: Rect) -> Vec<Pos2> {
    let point = (rect.height() / 3.0).min(10.0);
    let (l, r, y) = (rect.left(), rect.right(), rect.center().y);
    vec![
        pos2(l, y),
        pos2(l + point, rect.top()),
        pos2(r - point, rect.top()),
        pos2(r, y),
        pos2(r - point, rect.bottom()),
        pos2(l + point, rect.bottom()),
    ]
}

/// Width of a threat's stripe.
const STRIPE: f32 = 5.0;

/// One stripe a threat along the left edge, or one of the outline's colour where there is none.
fn stripes(rect: Rect, hues: &[usize]) -> Vec<Form> {
    let n = hues.len().max(1) as f32;
    let height = rect.height() / n;
    let paint = |at: usize| hues.get(at).map_or(Paint::BoxLine, |&hue| Paint::Threat(hue));
    (0..hues.len().max(1))
        .map(|at| {
            let min = pos2(rect.left(), rect.top() + at as f32 * height);
            let gap = if at + 1 < hues.len() { 1.0 } else { 0.0 };
            let size = vec2(STRIPE, height - gap);
            let rect = Rect::from_min_size(min, size);
            Form::Rect { rect, radius: 2.0, fill: Some(paint(at)), stroke: None }
        })
        .collect()
}

/// A sheet with a folded corner.
fn sheet(rect: Rect) -> Vec<Form> {
    let fold = 10.0_f32.min(rect.height() / 3.0);
    let corner = pos2(rect.right() - fold, rect.top());
    let line = Some(Stroke::solid(Paint::BoxLine, 1.25));
    let outline = vec![
        rect.left_top(),
        corner,
        pos2(rect.right(), rect.top() + fold),
        rect.right_bottom(),
        rect.left_bottom(),
    ];
    let flap =
        vec![corner, pos2(rect.right(), rect.top() + fold), pos2(corner.x, rect.top() + fold)];
    vec![
        Form::Polygon { points: outline, fill: Some(Paint::Box), stroke: line },
        Form::Polygon { points: flap, fill: Some(Paint::Field), stroke: line },
    ]
}

fn label_of(kind: NodeKind, place: &NodeBox) -> Vec<Form> {
    let style = label_style(kind);
    let paint = match kind {
        NodeKind::Threat => Paint::OnThreat,
        NodeKind::Pillar => Paint::OnPillar,
        NodeKind::Action | NodeKind::Actor | NodeKind::Instrument | NodeKind::Plain => Paint::Ink,
    };
    // The baseline that centres capitals (0.727 em high in Inter) in the line.
    let first =
        place.rect.top() + style.pad_y + f32::midpoint(style.line_height, 0.727 * style.size);
    place
        .lines
        .iter()
        .enumerate()
        .map(|(row, line)| Form::Text {
            pos: pos2(place.rect.left() + style.pad_left, first + row as f32 * style.line_height),
            text: line.clone(),
            size: style.size,
            weight: style.weight,
            paint,
            anchor: Anchor::Start,
            spacing: 0.0,
        })
        .collect()
}

fn count_of(place: &NodeBox, words: &str) -> Vec<Form> {
    let left = place.rect.right() + 6.0;
    let rect = Rect::from_min_max(
        pos2(left, place.rect.center().y - 10.0),
        pos2(place.reach.right(), place.rect.center().y + 10.0),
    );
    vec![
        Form::Rect {
            rect,
            radius: 10.0,
            fill: Some(Paint::Field),
            stroke: Some(Stroke::solid(Paint::Hairline, 1.0)),
        },
        Form::Text {
            pos: pos2(rect.center().x, rect.center().y + 4.0),
            text: words.to_owned(),
            size: 11.0,
            weight: Weight::Regular,
            paint: Paint::Soft,
            anchor: Anchor::Middle,
            spacing: 0.0,
        },
    ]
}
