//! A view worked out: what is visible, where it stands, how it is drawn.

use std::collections::BTreeSet;

use emath::Vec2;

use super::{Unfold, View};
use crate::atlas::{Atlas, NodeId, NodeKind, Relation};
use crate::filter::{
    Facet, Filter, Folds, Hang, Key, Question, Visible, sentence, visible, visible_and_facets,
};
use crate::layout::{
    Layout, LayoutKind, LayoutRequest, LinkRequest, NodeRequest, Zooms, arrange, label_style,
};
use crate::scene::{Scene, count_label, quiet_links};

/// Least size of a label on screen, in points.
pub const LEAST_TEXT: f32 = 11.0;

/// The zoom under which labels would be too small to read.
pub const READABLE_ZOOM: f32 = LEAST_TEXT / label_style(NodeKind::Action).size;

/// What a view shows, worked out once and read by everyone.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What is drawn and what is kept.
    pub visible: Visible,
    /// Counts for every value one can filter by.
    pub facets: Vec<Facet>,
    /// Where things stand.
    pub layout: Layout,
    /// What is drawn.
    pub scene: Scene,
    /// The filter in plain words.
    pub sentence: String,
    /// Nodes of the whole atlas.
    pub n_nodes: usize,
    /// Links of the whole atlas.
    pub n_links: usize,
    inputs: Inputs,
}

/// Everything that decides a picture; equal inputs need no new one.
#[derive(Debug, Clone, PartialEq)]
struct Inputs {
    question: Question,
    layout: LayoutKind,
    folding: super::Folding,
    pins: std::collections::BTreeMap<NodeId, emath::Pos2>,
    /// The selection, where folds depend on it.
    keep_open: Vec<NodeId>,
    room: Vec2,
}

impl Inputs {
    fn of(view: &View, room: Vec2) -> Self {
        Self {
            question: Question {
                filter: view.filter.clone(),
                focus: view.focus.clone(),
                depth: view.depth,
                folds: Folds::default(),
            },
            layout: view.layout,
            folding: view.folding.clone(),
            pins: view.pins.clone(),
            keep_open: view.selected.clone(),
            room,
        }
    }
}

impl Picture {
    /// Works a view out for a room of that many points.
    pub fn of(atlas: &Atlas, view: &View, room: Vec2) -> Self {
        Self::from_inputs(atlas, Inputs::of(view, room))
    }

    /// A picture of nothing, for who waits for the atlas's first one.
    pub fn awaited(atlas: &Atlas) -> Self {
        Self {
            visible: Visible::default(),
            facets: Vec::new(),
            layout: Layout::default(),
            scene: Scene::default(),
            sentence: String::new(),
            n_nodes: atlas.nodes().len(),
            n_links: atlas.links().len(),
            inputs: Inputs::of(&View::default(), Vec2::ZERO),
        }
    }

    /// Works the view out anew if anything that decides the picture has changed; says whether
    /// it did.
    pub fn refresh(&mut self, atlas: &Atlas, view: &View, room: Vec2) -> bool {
        let is_outdated = self.is_outdated(atlas, view, room);
        if is_outdated {
            *self = Self::of(atlas, view, room);
        }
        is_outdated
    }

    /// Whether anything that decides the picture has changed.
    pub fn is_outdated(&self, atlas: &Atlas, view: &View, room: Vec2) -> bool {
        let inputs = Inputs::of(view, room);
        if inputs == self.inputs {
            return false;
        }
        let selection_only = Inputs { keep_open: self.inputs.keep_open.clone(), ..inputs.clone() };
        // What is selected stands there already: nothing has to move for it.
        selection_only != self.inputs || !view.selected.iter().all(|id| self.shows(atlas, id))
    }

    /// Whether a node is drawn, or is not kept at all and so cannot be.
    fn shows(&self, atlas: &Atlas, id: &NodeId) -> bool {
        let is_kept = self.visible.kept_nodes.contains(id) && atlas.node(id).is_some();
        !is_kept || self.scene.node(id).is_some()
    }

    fn from_inputs(atlas: &Atlas, inputs: Inputs) -> Self {
        let (unfolded, facets) = visible_and_facets(atlas, &inputs.question);
        let (visible, layout) = fold_to_fit(atlas, &inputs, &unfolded);
        Self {
            facets,
            sentence: words_of(atlas, &inputs.question),
            scene: Scene::build(atlas, &visible, &layout),
            n_nodes: atlas.nodes().len(),
            n_links: atlas.links().len(),
            visible,
            layout,
            inputs,
        }
    }

    /// How much is shown: "31 of 240 nodes, 58 of 610 links".
    pub fn count_sentence(&self) -> String {
        format!(
            "{} of {} nodes, {} of {} links",
            self.visible.kept_nodes.len(),
            self.n_nodes,
            self.visible.kept_links.len(),
            self.n_links
        )
    }

    /// What to say where there is nothing to draw.
    pub fn empty_sentence(&self) -> &'static str {
        if self.n_nodes == 0 {
            "This atlas has no nodes yet."
        } else {
            "Nothing in the atlas answers this filter."
        }
    }
}

/// The filter and the focus in plain words.
fn words_of(atlas: &Atlas, question: &Question) -> String {
    let filter = sentence(&question.filter, atlas);
    let Some(focus) = question.focus.as_ref().and_then(|id| atlas.node(id)) else { return filter };
    let steps = if question.depth == 1 { "link" } else { "links" };
    let around = format!("up to {} {steps} around {}", question.depth, focus.label);
    if question.filter.is_empty() { around } else { format!("{filter}; {around}") }
}

/// Folds until labels are large enough to read, and no further.
fn fold_to_fit(atlas: &Atlas, inputs: &Inputs, unfolded: &Visible) -> (Visible, Layout) {
    let groups = Groups::of(atlas, unfolded);
    let is_named = |id: &&NodeId| {
        let keys = [Key::Actor, Key::Instrument, Key::Id];
        keys.into_iter().any(|key| inputs.question.filter.has(key, id.as_str()))
    };
    let named = atlas.nodes().iter().map(|node| &node.id).filter(is_named);
    let keep: BTreeSet<NodeId> = inputs.keep_open.iter().chain(named).cloned().collect();
    let attempt = |heads: &BTreeSet<NodeId>, hang: Hang| {
        let folds = Folds { heads: heads.clone(), hang, keep: keep.clone() };
        let question = Question { folds, ..inputs.question.clone() };
        let visible = visible(atlas, &question);
        let layout = arrange(&request(atlas, &visible, inputs));
        (visible, layout)
    };
    let fits = |layout: &Layout| layout.zoom_to_fit(inputs.room, 1.0) >= READABLE_ZOOM;
    let open = groups.heads(atlas, inputs, true);
    let first = attempt(&open, Hang::Alone);
    if inputs.folding.way != Unfold::Auto || fits(&first.1) {
        return first;
    }
    let mut heads = groups.heads(atlas, inputs, false);
    let mut hang = Hang::Alone;
    let mut best = attempt(&heads, hang);
    for more in [Hang::Instruments, Hang::Actors] {
        if fits(&best.1) {
            break;
        }
        hang = more;
        best = attempt(&heads, hang);
    }
    if inputs.question.filter.is_empty() {
        return best;
    }
    // What the filter asks for stays open where there is room, the fullest pillars first.
    let mut folded: Vec<NodeId> = heads.difference(&open).cloned().collect();
    let fullness = |id: &NodeId| best.0.nodes.iter().find(|n| n.id == *id).map(|n| n.n_folded);
    folded.sort_by_key(|id| (std::cmp::Reverse(fullness(id)), atlas.node_position(id)));
    for pillar in &folded {
        heads.remove(pillar);
        let wider = attempt(&heads, hang);
        if fits(&wider.1) {
            best = wider;
        } else {
            heads.insert(pillar.clone());
        }
    }
    best
}

/// What could be folded.
struct Groups {
    pillars: Vec<NodeId>,
    threats: Vec<NodeId>,
}

impl Groups {
    fn of(atlas: &Atlas, unfolded: &Visible) -> Self {
        let kept = |id: &NodeId| unfolded.kept_nodes.contains(id);
        let pillars = atlas.nodes().iter().filter(|n| n.role() == NodeKind::Pillar && kept(&n.id));
        let has_actions = |id: &NodeId| {
            let links = atlas.links_from(id);
            links.into_iter().any(|l| l.relation == Relation::Contains && kept(&l.target))
        };
        let has_subtypes = |id: &NodeId| {
            atlas.threats().iter().any(|t| t.parent.as_ref() == Some(id) && kept(&t.id))
        };
        Self {
            pillars: pillars.map(|n| n.id.clone()).filter(|id| has_actions(id)).collect(),
            threats: atlas.top_threats().filter(|id| has_subtypes(id)).cloned().collect(),
        }
    }

    /// What is folded when pillars are `open` as far as nothing else is said.
    fn heads(&self, atlas: &Atlas, inputs: &Inputs, open: bool) -> BTreeSet<NodeId> {
        let Inputs { folding, keep_open, question, .. } = inputs;
        let asked = |id: &NodeId| keep_open.contains(id) || names(&question.filter, id);
        let pillar_open = |id: &NodeId| {
            let inside = keep_open.iter().any(|s| stands_in(atlas, s, id));
            inside || (open && folding.way != Unfold::None) || folding.way == Unfold::All
        };
        let threat_open = |id: &NodeId| {
            let subtypes = atlas.threats().iter().filter(|t| t.parent.as_ref() == Some(id));
            folding.way == Unfold::All || subtypes.into_iter().any(|t| asked(&t.id))
        };
        let pillars =
            self.pillars.iter().filter(|id| !folding.said(id).unwrap_or_else(|| pillar_open(id)));
        let threats =
            self.threats.iter().filter(|id| !folding.said(id).unwrap_or_else(|| threat_open(id)));
        pillars.chain(threats).cloned().collect()
    }
}

/// Whether a node is an action of the pillar, or would be folded with its actions.
fn stands_in(atlas: &Atlas, node: &NodeId, pillar: &NodeId) -> bool {
    let of_pillar = |id: &NodeId| atlas.pillar_of(id) == Some(pillar);
    let hangs = || {
        let (to, from) = (atlas.links_to(node), atlas.links_from(node));
        let mut ends = to.iter().map(|l| &l.source).chain(from.iter().map(|l| &l.target));
        ends.next().is_some_and(&of_pillar) && ends.all(&of_pillar)
    };
    let may_hang = |kind| matches!(kind, NodeKind::Actor | NodeKind::Instrument);
    of_pillar(node) || (atlas.node(node).is_some_and(|n| may_hang(n.role())) && hangs())
}

fn names(filter: &Filter, threat: &NodeId) -> bool {
    filter.has(Key::Threat, threat.as_str())
}

fn request(atlas: &Atlas, visible: &Visible, inputs: &Inputs) -> LayoutRequest {
    let position = |id: &NodeId| visible.nodes.iter().position(|n| n.id == *id);
    let positions: std::collections::BTreeMap<&NodeId, usize> =
        visible.nodes.iter().enumerate().map(|(at, n)| (&n.id, at)).collect();
    let nodes = visible
        .nodes
        .iter()
        .filter_map(|shown| {
            let node = atlas.node(&shown.id)?;
            Some(NodeRequest {
                id: shown.id.clone(),
                kind: node.role(),
                label: node.label.clone(),
                count: (shown.n_folded > 0).then(|| count_label(shown.n_folded)),
                group: atlas.pillar_of(&shown.id).and_then(position),
                pinned: inputs.pins.get(&shown.id).copied(),
                home: None,
            })
        })
        .collect();
    let links = visible
        .links
        .iter()
        .zip(quiet_links(atlas, visible))
        .filter_map(|(link, is_quiet)| {
            Some(LinkRequest {
                source: *positions.get(&link.source)?,
                target: *positions.get(&link.target)?,
                pulls: !is_quiet,
            })
        })
        .collect();
    LayoutRequest {
        kind: inputs.layout,
        nodes,
        links,
        middle: Vec::new(),
        room: inputs.room,
        zooms: Zooms::default(),
    }
}
