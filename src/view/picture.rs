//! A view worked out: what is visible, where it stands, how it is drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use emath::{Pos2, Vec2};

use super::fit::{Stand, Wishes, fold_to_fit};
use super::{Homes, Outside, Stage, View};
use crate::atlas::{Atlas, NodeId, NodeKind};
use crate::filter::{
    Counts, Direction, Facet, Kept, Question, Visible, VisibleNode, WayOut, sentence, ways_out,
};
use crate::layout::{
    Layout, LayoutKind, LayoutRequest, LinkRequest, NodeRequest, Watch, arrange_watched, is_cut,
    zoom_for,
};
use crate::scene::{LineStyle, Scene, count_label, quiet_links};
use crate::survey::{Unsupported, listed};

/// How much closer one step of magnification looks.
pub const MAGNIFICATION: f32 = 1.5;

/// Up to so many selected nodes are brought out of what they are folded into.
const MOST_BROUGHT_OUT: usize = 24;

/// How many times larger the room is after some steps.
fn magnification(steps: u8) -> f32 {
    (0..steps).fold(1.0, |room, _| room * MAGNIFICATION)
}

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
    /// The filter in plain words, and which of its phrases were found inside words only.
    pub sentence: String,
    /// Nodes kept that do not answer the filter themselves.
    pub context: BTreeSet<NodeId>,
    /// What to drop of a filter that keeps nothing.
    pub ways_out: Vec<WayOut>,
    /// Nodes of the whole atlas.
    pub n_nodes: usize,
    /// Links of the whole atlas.
    pub n_links: usize,
    /// Claims kept for which nothing speaks.
    pub unsupported: Unsupported,
    homes: Option<Arc<Homes>>,
    inputs: Inputs,
}

/// Everything that decides a picture; equal inputs need no new one.
#[derive(Debug, Clone, PartialEq)]
struct Inputs {
    question: Question,
    layout: LayoutKind,
    folding: super::Folding,
    pins: BTreeMap<NodeId, Pos2>,
    /// The selection, where folds depend on it.
    selected: Vec<NodeId>,
    /// What stands in the middle of layouts that have one.
    middle: Vec<NodeId>,
    stage: Stage,
    magnified: u8,
    line_style: LineStyle,
    outside: Outside,
}

impl Inputs {
    fn of(view: &View, stage: Stage) -> Self {
        // Who selects more than can be looked at does not ask for each of it to stand open.
        let is_few = view.selected.len() <= MOST_BROUGHT_OUT;
        let selected = if is_few { view.selected.clone() } else { Vec::new() };
        let middle = match (&view.focus, view.layout) {
            (Some(focus), _) => vec![focus.clone()],
            (None, kind) if kind.has_middle() => selected.clone(),
            (None, _) => Vec::new(),
        };
        Self {
            question: view.question(),
            layout: view.layout,
            folding: view.folding.clone(),
            pins: view.pins.clone(),
            selected,
            middle,
            stage,
            magnified: view.magnified,
            line_style: view.line_style,
            // Where everything is kept, there is nothing outside.
            outside: if view.shows_all() { Outside::Hide } else { view.outside },
        }
    }

    /// The same stage and layout with everything shown as it comes.
    fn of_all(&self) -> Self {
        // What lines say moves nothing, so that it must not tell a picture of everything apart.
        let all_of = self.question.all_of.clone();
        let all =
            View { layout: self.layout, line_style: self.line_style, all_of, ..View::default() };
        Self::of(&all, self.stage)
    }

    /// The layout and the stage, which decide where homes are.
    const fn place(&self) -> (LayoutKind, Stage) {
        (self.layout, self.stage)
    }

    /// The room of the stage, as much larger as the user looks closer.
    fn room(&self) -> Vec2 {
        self.stage.room * magnification(self.magnified)
    }

    /// What folds are not to hide.
    fn about(&self) -> BTreeSet<NodeId> {
        self.question.focus.iter().chain(&self.selected).cloned().collect()
    }
}

impl Picture {
    /// What a view asks for, in plain words, before its picture is worked out.
    pub fn sentence_of(atlas: &Atlas, view: &View) -> String {
        words_of(atlas, &Inputs::of(view, Vec2::ZERO.into()))
    }

    /// A picture of nothing, for who waits for the atlas's first one.
    pub fn awaited(atlas: &Atlas) -> Self {
        Self {
            visible: Visible::default(),
            facets: Vec::new(),
            layout: Layout::default(),
            scene: Scene::default(),
            sentence: String::new(),
            context: BTreeSet::new(),
            ways_out: Vec::new(),
            n_nodes: atlas.n_nodes(),
            n_links: atlas.n_links(),
            unsupported: Unsupported::default(),
            homes: None,
            inputs: Inputs::of(&View::default(), Vec2::ZERO.into()),
        }
    }

    /// Works a view out for a stage; a room alone is a screen one sits at.
    pub fn of(atlas: &Atlas, view: &View, stage: impl Into<Stage>) -> Self {
        Self::of_watched(atlas, view, stage.into(), None, &Watch::default())
    }

    /// Works a view out while someone watches. The homes of an earlier picture of the same atlas,
    /// where there are any, spare work and change nothing.
    pub fn of_watched(
        atlas: &Atlas,
        view: &View,
        stage: Stage,
        homes: Option<Arc<Homes>>,
        watch: &Watch,
    ) -> Self {
        Self::from_inputs(atlas, Inputs::of(view, stage), homes, watch)
    }

    /// Where things stand while all is shown, for the next picture of the atlas.
    pub fn homes(&self) -> Option<Arc<Homes>> {
        self.homes.clone()
    }

    /// Works the view out anew if anything that decides the picture has changed; says whether
    /// it did.
    pub fn refresh(&mut self, atlas: &Atlas, view: &View, stage: impl Into<Stage>) -> bool {
        let stage = stage.into();
        if self.still_shows(atlas, view, stage) {
            return false;
        }
        *self = Self::of_watched(atlas, view, stage, self.homes(), &Watch::default());
        true
    }

    /// Whether the picture is still the view's: nothing that decides it has changed, or only the
    /// selection, and what is selected stands there already.
    pub fn still_shows(&self, atlas: &Atlas, view: &View, stage: impl Into<Stage>) -> bool {
        let inputs = Inputs::of(view, stage.into());
        let selection_only = Inputs { selected: self.inputs.selected.clone(), ..inputs.clone() };
        inputs == self.inputs
            || (selection_only == self.inputs
                && inputs.selected.iter().all(|id| self.shows(atlas, id)))
    }

    /// Whether a node is drawn, or is not kept at all and so cannot be.
    fn shows(&self, atlas: &Atlas, id: &NodeId) -> bool {
        let is_drawn = self.draws_all() || self.visible.kept_nodes.contains(id);
        !(is_drawn && atlas.node(id).is_some()) || self.scene.node(id).is_some()
    }

    fn from_inputs(
        atlas: &Atlas,
        inputs: Inputs,
        homes: Option<Arc<Homes>>,
        watch: &Watch,
    ) -> Self {
        let all = inputs.of_all();
        // A part stays where it stood in the whole, which it cannot lay out.
        let carried = Homes::carried(atlas, inputs.place()).map(Arc::new);
        let homes =
            carried.or_else(|| homes.filter(|homes| homes.serve(inputs.place()))).or_else(|| {
                // What shows everything anyway has its own places for homes.
                (inputs != all).then(|| {
                    let LaidOut { visible, layout, .. } = laid_out(atlas, &all, None, watch);
                    Arc::new(Homes::of_all(&visible, &layout, all.place()))
                })
            });
        // A selection alone moves nothing that is shown with it anyway.
        let unselected = Inputs { selected: Vec::new(), ..inputs.clone() };
        let moves_nothing = |homes: &&Homes| {
            unselected == all && inputs.selected.iter().all(|id| homes.of(id).is_some())
        };
        let at_home = homes.as_deref().filter(|homes| inputs != all && !moves_nothing(homes));
        let LaidOut { facets, context, visible, layout } = laid_out(atlas, &inputs, at_home, watch);
        let homes =
            homes.unwrap_or_else(|| Arc::new(Homes::of_all(&visible, &layout, all.place())));
        let words = std::iter::once(words_of(atlas, &inputs)).chain(visible.inside_sentence());
        Self {
            facets,
            context,
            sentence: words.collect::<Vec<_>>().join("; "),
            ways_out: if visible.kept_nodes.is_empty() {
                ways_out(atlas, &inputs.question)
            } else {
                Vec::new()
            },
            scene: Scene::build(atlas, &visible, &layout, inputs.line_style),
            n_nodes: atlas.n_nodes(),
            n_links: atlas.n_links(),
            unsupported: Unsupported::of(atlas, &visible),
            visible,
            layout,
            // Places of a layout that was cut short are not where things stand otherwise.
            homes: Some(homes).filter(|_| !watch.is_cut_short()),
            inputs,
        }
    }

    /// The question it answers; what it keeps depends on nothing else of the view.
    pub const fn question(&self) -> &Question {
        &self.inputs.question
    }

    /// The stage it was worked out for.
    pub const fn stage(&self) -> Stage {
        self.inputs.stage
    }

    /// The zoom at which all of it fits the room it was worked out for.
    pub fn fitting_zoom(&self) -> f32 {
        self.layout.zoom_to_fit(self.inputs.room(), self.inputs.stage.zooms().most)
    }

    /// How many steps closer than the whole picture it was worked out for.
    pub const fn magnified(&self) -> u8 {
        self.inputs.magnified
    }

    /// Whether what filter and focus do not keep is drawn too, faintly.
    pub fn draws_all(&self) -> bool {
        self.inputs.outside == Outside::Fade
    }

    /// What is shown, in one sentence: "31 of 240 shown: Terrorism".
    pub fn shown_sentence(&self) -> String {
        format!("{}: {}", self.shown_count(), self.sentence)
    }

    /// How many nodes are shown: "31 of 240 shown".
    pub fn shown_count(&self) -> String {
        format!("{} of {} shown", self.visible.kept_nodes.len(), self.n_nodes)
    }

    /// How much is shown: "31 of 240 nodes, 58 of 610 links".
    pub fn count_sentence(&self) -> String {
        self.counts().to_string()
    }

    fn counts(&self) -> Counts {
        Counts {
            n_kept_nodes: self.visible.kept_nodes.len(),
            n_nodes: self.n_nodes,
            n_kept_links: self.visible.kept_links.len(),
            n_links: self.n_links,
        }
    }

    /// What to say of labels too long to be shown whole: "3 labels are cut short".
    pub fn cut_sentence(&self, atlas: &Atlas) -> Option<String> {
        let labels = self.visible.nodes.iter().filter_map(|node| node.label(atlas));
        match labels.filter(|label| is_cut(label)).count() {
            0 => None,
            1 => Some("1 label is cut short".to_owned()),
            n => Some(format!("{n} labels are cut short")),
        }
    }

    /// What to say where there is nothing to draw.
    pub fn empty_sentence(&self) -> &'static str {
        self.counts().empty_sentence()
    }
}

/// What stands in the middle where nothing else does: the strategy that sets the pillars out.
fn middle_of_all(atlas: &Atlas, inputs: &Inputs) -> Option<NodeId> {
    let is_asked = inputs.layout.has_middle() && inputs.middle.is_empty();
    atlas.strategy().filter(|_| is_asked).cloned()
}

/// What some inputs come to.
struct LaidOut {
    facets: Vec<Facet>,
    context: BTreeSet<NodeId>,
    visible: Visible,
    layout: Layout,
}

/// Filter, folds and layout of some inputs.
fn laid_out(atlas: &Atlas, inputs: &Inputs, homes: Option<&Homes>, watch: &Watch) -> LaidOut {
    let kept = Kept::of(atlas, &inputs.question);
    let wishes = Wishes {
        atlas,
        filter: &inputs.question.filter,
        folding: &inputs.folding,
        about: inputs.about().into_iter().chain(middle_of_all(atlas, inputs)).collect(),
    };
    let layouts = Layouts { atlas, inputs, homes, watch };
    let (facets, context) = (kept.facets(), kept.context());
    let (visible, layout) = fold_to_fit(&wishes, &kept, &layouts);
    if inputs.outside == Outside::Hide {
        return LaidOut { facets, context, visible, layout };
    }
    // What stands open by itself does so among the rest as well: it is the rest that folds.
    let standing = visible.nodes.into_iter().filter(|node| node.group.is_none()).map(|n| n.id);
    let about = wishes.about.iter().cloned().chain(standing).collect();
    let wishes = Wishes { about, ..wishes };
    let (visible, layout) = fold_to_fit(&wishes, &kept.among_all(), &layouts);
    LaidOut { facets, context, visible, layout }
}

/// Filter, focus and what becomes of the rest, in plain words.
fn words_of(atlas: &Atlas, inputs: &Inputs) -> String {
    let part = atlas.excerpt().filter(|part| part.asked == inputs.question.asked());
    // A part does not know what the rest is called.
    let known = part.and_then(|part| part.whole.as_ref()).map(|whole| whole.words.clone());
    let mut words = known.unwrap_or_else(|| words_of_question(atlas, &inputs.question));
    if inputs.outside == Outside::Fade {
        words.push_str("; the rest faded");
    }
    words
}

/// Filter and focus in plain words.
fn words_of_question(atlas: &Atlas, question: &Question) -> String {
    let way = match question.direction {
        Direction::Both => "",
        Direction::Outgoing => ", along outgoing links",
        Direction::Incoming => ", along incoming links",
    };
    let around = question.focus.as_ref().and_then(|id| atlas.node(id)).map(|node| {
        let far = match question.depth {
            0 => return format!("{} alone", node.label),
            1 => "1 link".to_owned(),
            n => format!("{n} links"),
        };
        format!("around {}, {far} far{way}", node.label)
    });
    let says_filter = !question.filter.is_empty() || around.is_none();
    let mut parts: Vec<String> =
        says_filter.then(|| sentence(&question.filter, atlas)).into_iter().chain(around).collect();
    let expanded = question.expanded.iter().filter_map(|id| atlas.node(id));
    let expanded: Vec<&str> = expanded.map(|node| node.label.as_str()).collect();
    if !expanded.is_empty() {
        parts.push(format!("with all neighbours of {}", listed(&expanded)));
    }
    parts.join("; ")
}

/// A layout of what is visible, for the stage of the inputs.
struct Layouts<'a> {
    atlas: &'a Atlas,
    inputs: &'a Inputs,
    homes: Option<&'a Homes>,
    watch: &'a Watch,
}

impl Layouts<'_> {
    fn request(&self, visible: &Visible) -> LayoutRequest {
        let (atlas, inputs) = (self.atlas, self.inputs);
        let positions: BTreeMap<&NodeId, usize> =
            visible.nodes.iter().enumerate().map(|(at, n)| (&n.id, at)).collect();
        let position = |id: &NodeId| positions.get(id).copied();
        let home = |id: &NodeId| self.homes.and_then(|homes| homes.of(id));
        let middle = inputs.middle.iter().cloned().chain(middle_of_all(atlas, inputs));
        let node = |shown: &VisibleNode| NodeRequest {
            id: shown.id.clone(),
            kind: shown.role(atlas).unwrap_or(NodeKind::Plain),
            label: shown.label(atlas).unwrap_or_default(),
            count: (shown.n_folded > 0).then(|| count_label(shown.n_folded)),
            group: atlas.pillar_of(&shown.id).and_then(position),
            pinned: inputs.pins.get(&shown.id).copied(),
            home: home(&shown.id),
        };
        let links = visible.links.iter().zip(quiet_links(atlas, visible));
        LayoutRequest {
            kind: inputs.layout,
            nodes: visible.nodes.iter().map(node).collect(),
            links: links
                .filter_map(|(link, is_quiet)| {
                    let (source, target) = (position(&link.source)?, position(&link.target)?);
                    Some(LinkRequest { source, target, pulls: !is_quiet })
                })
                .collect(),
            middle: middle.filter_map(|id| position(&id)).collect(),
            room: inputs.room(),
            zooms: inputs.stage.zooms(),
        }
    }
}

impl Stand for Layouts<'_> {
    fn zoom_for(&self, visible: &Visible) -> f32 {
        zoom_for(&self.request(visible))
    }

    fn layout(&self, visible: &Visible) -> Layout {
        arrange_watched(&self.request(visible), self.watch)
    }

    fn zoom_of(&self, layout: &Layout) -> f32 {
        layout.zoom_to_fit(self.inputs.room(), self.inputs.stage.zooms().most)
    }

    fn least_zoom(&self) -> f32 {
        self.inputs.stage.zooms().least
    }

    fn must_be_read(&self) -> bool {
        self.inputs.stage.is_presented()
    }
}
