//! A view worked out: what is visible, where it stands, how it is drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use emath::{Pos2, Vec2};

use super::fit::{Stand, Wishes, fold_to_fit};
use super::frames::Frames;
use super::standing::Opened;
use super::{Home, Outside, Stage, View};
use crate::atlas::{Atlas, NodeId, NodeKind};
use crate::filter::{
    Counts, Direction, Facet, Kept, Question, Visible, VisibleNode, WayOut, sentence, ways_out,
};
use crate::layout::{
    Layout, LayoutKind, LayoutRequest, LinkRequest, NodeRequest, Note, Watch, arrange_watched,
    is_cut, zoom_for,
};
use crate::scene::{BoxEncoding, Encoding, EncodingRequest, LineStyle, STUB_ROOM, Scene, Told};
use crate::survey::{Unsupported, count, listed};

/// The share of a page's height that ribbons may take at a side of a lane.
const COUNTED_SHARE: f32 = 0.42;
/// Up to so many selected nodes are brought out of what they are folded into.
const MOST_BROUGHT_OUT: usize = 24;

/// What a view shows, worked out once and read by everyone.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What is drawn and what is kept.
    pub visible: Visible,
    /// Counts for every value one can filter by.
    pub facets: Vec<Facet>,
    /// Where things stand.
    pub layout: Layout,
    /// By what each link is told.
    pub encoding: Encoding,
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
    home: Option<Arc<Home>>,
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
    line_style: LineStyle,
    outside: Outside,
}

impl Inputs {
    fn of(view: &View, stage: Stage) -> Self {
        // On a page what is selected folds last; who selects more than can be looked at does not ask
        // for each of it. On a screen a selection moves nothing.
        let is_few = view.selected.len() <= MOST_BROUGHT_OUT;
        let counts = stage.is_page() && is_few;
        let selected = if counts { view.selected.clone() } else { Vec::new() };
        let middle = view.focus.iter().cloned().collect();
        Self {
            question: view.question(),
            layout: view.layout,
            folding: view.folding.clone(),
            pins: view.pins.clone(),
            selected,
            middle,
            stage,
            line_style: view.line_style,
            // Where everything is kept, there is nothing outside.
            outside: if view.shows_all() { Outside::Hide } else { view.outside },
        }
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
            encoding: Encoding::default(),
            scene: Scene::default(),
            sentence: String::new(),
            context: BTreeSet::new(),
            ways_out: Vec::new(),
            n_nodes: atlas.n_nodes(),
            n_links: atlas.n_links(),
            unsupported: Unsupported::default(),
            home: None,
            inputs: Inputs::of(&View::default(), Vec2::ZERO.into()),
        }
    }

    /// Works a view out for a stage; a room alone is a page of that size.
    pub fn of(atlas: &Atlas, view: &View, stage: impl Into<Stage>) -> Self {
        Self::of_watched(atlas, view, stage.into(), None, &Watch::default())
    }

    /// Works a view out while someone watches. The home map of an earlier picture of the same atlas,
    /// where there is one, spares work and changes nothing.
    pub fn of_watched(
        atlas: &Atlas,
        view: &View,
        stage: Stage,
        home: Option<Arc<Home>>,
        watch: &Watch,
    ) -> Self {
        Self::from_inputs(atlas, Inputs::of(view, stage), home, watch)
    }

    /// Where things stand in every picture of the atlas, for the next one.
    pub fn home(&self) -> Option<Arc<Home>> {
        self.home.clone()
    }

    /// Works the view out anew if anything that decides the picture has changed; says whether
    /// it did.
    pub fn refresh(&mut self, atlas: &Atlas, view: &View, stage: impl Into<Stage>) -> bool {
        let stage = stage.into();
        if self.still_shows(view, stage) {
            return false;
        }
        *self = Self::of_watched(atlas, view, stage, self.home(), &Watch::default());
        true
    }

    /// Whether the picture is still the view's: nothing that decides it has changed. What is selected,
    /// and on a screen the room, decide nothing.
    pub fn still_shows(&self, view: &View, stage: impl Into<Stage>) -> bool {
        Inputs::of(view, stage.into()) == self.inputs
    }

    fn from_inputs(atlas: &Atlas, inputs: Inputs, home: Option<Arc<Home>>, watch: &Watch) -> Self {
        let home = home
            .filter(|home| home.layout() == inputs.layout)
            .unwrap_or_else(|| Arc::new(home_of(atlas, inputs.layout, watch)));
        let LaidOut { facets, context, visible, layout, encoding } =
            laid_out(atlas, &inputs, &home, watch);
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
            scene: Scene::build(atlas, &visible, &layout, (&encoding, inputs.line_style)),
            encoding,
            n_nodes: atlas.n_nodes(),
            n_links: atlas.n_links(),
            unsupported: Unsupported::of(atlas, &visible),
            visible,
            layout,
            // Places of a layout that was cut short are not where things stand otherwise.
            home: Some(home).filter(|_| !watch.is_cut_short()),
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

    /// What stands open where the user says nothing.
    pub fn opened(&self, atlas: &Atlas) -> Opened {
        let opened = |home: &Arc<Home>| home.standing().opened(atlas, &self.inputs.question);
        self.home.as_ref().map(opened).unwrap_or_default()
    }

    /// Its layout.
    pub const fn layout_kind(&self) -> LayoutKind {
        self.inputs.layout
    }

    /// Whether what filter and focus do not keep is drawn too, faintly.
    pub fn draws_all(&self) -> bool {
        self.inputs.outside == Outside::Fade
    }

    /// Whether nothing of the atlas is left out.
    pub fn keeps_all(&self) -> bool {
        self.visible.kept_nodes.len() == self.n_nodes
            && self.visible.kept_links.len() == self.n_links
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

    /// By what the links that are kept are told, in numbers that add up to all of them: "100 links drawn, 20
    /// as frames, 14 as signs".
    pub fn told_sentence(&self) -> String {
        let accounts = self.encoding.accounts(&self.visible);
        let told: usize = accounts.values().sum();
        let inside = self.visible.kept_links.len().saturating_sub(told);
        let drawn = accounts.get(&Told::Line).copied().unwrap_or_default();
        let ways = accounts.iter().filter(|(told, _)| **told != Told::Line);
        let ways = ways.map(|(told, n)| format!("{n} {}", told.phrase()));
        let inside = (inside > 0).then(|| format!("{inside} inside what is folded"));
        let first = format!("{} drawn", count(drawn, "link", "links"));
        std::iter::once(first).chain(ways).chain(inside).collect::<Vec<_>>().join(", ")
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
    encoding: Encoding,
}

/// The home map of an atlas in a layout.
fn home_of(atlas: &Atlas, kind: LayoutKind, watch: &Watch) -> Home {
    let home = Home::of(atlas, kind);
    if !home.is_blank() || kind.has_lanes() {
        return home;
    }
    let all = Inputs::of(&View { layout: kind, ..View::default() }, Stage::HOME);
    let LaidOut { visible, layout, .. } = laid_out(atlas, &all, &home, watch);
    home.placed(&visible, &layout, Stage::HOME)
}

/// Filter, folds and layout of some inputs.
fn laid_out(atlas: &Atlas, inputs: &Inputs, home: &Home, watch: &Watch) -> LaidOut {
    let kept = Kept::of(atlas, &inputs.question);
    let (facets, context) = (kept.facets(), kept.context());
    let standing = home.standing();
    let mut opened = standing.opened(atlas, &inputs.question);
    opened.asked.extend(middle_of_all(atlas, inputs));
    let layouts = Layouts { atlas, inputs, home, opened: &opened, watch };
    let kept = if inputs.outside == Outside::Fade { kept.among_all() } else { kept };
    let (mut visible, layout) = if inputs.stage.is_page() {
        let wishes = Wishes {
            atlas,
            filter: &inputs.question.filter,
            folding: &inputs.folding,
            about: inputs.about().into_iter().chain(middle_of_all(atlas, inputs)).collect(),
            standing,
            opened: &opened,
        };
        fold_to_fit(&wishes, &kept, &layouts)
    } else {
        let visible = kept.folded(&standing.folds(atlas, &opened, &inputs.folding));
        let layout = layouts.layout(&visible);
        (visible, layout)
    };
    let frames = layouts.framed(&mut visible);
    let encoding = layouts.encoding(&visible, &frames);
    LaidOut { facets, context, visible, layout, encoding }
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
    home: &'a Home,
    opened: &'a Opened,
    watch: &'a Watch,
}

impl Layouts<'_> {
    /// Adds the heads of frames to what is visible, where the layout draws frames.
    fn framed(&self, visible: &mut Visible) -> Frames {
        if !self.inputs.layout.has_frames() {
            return Frames::default();
        }
        let said = (self.opened, &self.inputs.folding);
        Frames::add_to(visible, self.home.standing(), said)
    }

    fn request(&self, visible: &Visible) -> LayoutRequest {
        let (atlas, inputs) = (self.atlas, self.inputs);
        let mut visible = visible.clone();
        let frames = self.framed(&mut visible);
        let positions: BTreeMap<&NodeId, usize> =
            visible.nodes.iter().enumerate().map(|(at, n)| (&n.id, at)).collect();
        let position = |id: &NodeId| positions.get(id).copied();
        let middle = inputs.middle.iter().cloned().chain(middle_of_all(atlas, inputs));
        let whole = |id: &NodeId| match frames.head_of(id) {
            _ if !inputs.layout.has_frames() => atlas.pillar_of(id),
            head => head,
        };
        let encoding = self.encoding(&visible, &frames);
        let node = |(shown, told): (&VisibleNode, &BoxEncoding)| NodeRequest {
            id: shown.id.clone(),
            kind: shown.role(atlas).unwrap_or(NodeKind::Plain),
            label: shown.label(atlas).unwrap_or_default(),
            count: told.count.clone(),
            notes: notes_of(told),
            n_signs: told.signs.len(),
            least_height: told.least_height,
            shut_height: told.shut_height,
            within: whole(&shown.id).and_then(position),
            rank: self.home.rank(&shown.id).unwrap_or(usize::MAX),
            is_pushed_in: self.is_pushed_in(&shown.id),
            pinned: inputs.pins.get(&shown.id).copied(),
            home: self.home.share(&shown.id),
        };
        let links = visible.links.iter().zip(&encoding.ribbons);
        LayoutRequest {
            kind: inputs.layout,
            nodes: visible.nodes.iter().zip(&encoding.boxes).map(node).collect(),
            links: links
                .filter_map(|(link, ribbon)| {
                    let (source, target) = (position(&link.source)?, position(&link.target)?);
                    let pulls = matches!(ribbon.told, Told::Line | Told::Frame);
                    let (room, width) = (ribbon.room, ribbon.width);
                    Some(LinkRequest { source, target, pulls, room, width })
                })
                .collect(),
            middle: middle.filter_map(|id| position(&id)).collect(),
            room: inputs.stage.room,
            world: self.home.world(),
            zooms: inputs.stage.zooms(),
            must_fit: inputs.stage.is_page(),
        }
    }

    /// By what the links of what is visible are told, frames included.
    fn encoding(&self, visible: &Visible, frames: &Frames) -> Encoding {
        let standing = self.home.standing();
        let is_shut = |(part, whole): (&NodeId, &NodeId)| {
            visible.kept_nodes.contains(part)
                && self.atlas.node(whole).is_some_and(|node| node.role() == NodeKind::Pillar)
                && !self.opened.wholes.contains(whole)
        };
        let request = EncodingRequest {
            has_lanes: self.inputs.layout.has_lanes(),
            asked: &self.opened.asked,
            counts_actions: self.inputs.layout.has_lanes() && standing.parts().any(is_shut),
            most_counted: self.most_counted(),
            within: frames.within(),
            sizes: standing.sizes(),
        };
        Encoding::of(self.atlas, visible, &request)
    }

    /// On a page what is counted takes no more of its height than leaves the boxes room; on screens it is
    /// always the same.
    fn most_counted(&self) -> f32 {
        let stage = self.inputs.stage;
        if stage.is_page() {
            COUNTED_SHARE * stage.room.y / stage.zooms().least.max(0.01)
        } else {
            f32::INFINITY
        }
    }

    /// Whether a node stands there because the user opened what it is part of.
    fn is_pushed_in(&self, id: &NodeId) -> bool {
        let whole = self.home.standing().whole_of(id);
        whole.is_some_and(|whole| {
            self.inputs.folding.opened.contains(whole) && !self.opened.wholes.contains(whole)
        })
    }
}

/// What is written in a box under its label.
fn notes_of(told: &BoxEncoding) -> Vec<Note> {
    let note = |note: &crate::scene::Note| Note {
        words: note.words.clone(),
        indent: if note.answers.is_some() { STUB_ROOM } else { 0 },
    };
    told.notes.iter().map(note).collect()
}

impl Stand for Layouts<'_> {
    fn zoom_for(&self, visible: &Visible) -> f32 {
        zoom_for(&self.request(visible))
    }

    fn layout(&self, visible: &Visible) -> Layout {
        arrange_watched(&self.request(visible), self.watch)
    }

    fn zoom_of(&self, layout: &Layout) -> f32 {
        layout.zoom_to_fit(self.inputs.stage.room, self.inputs.stage.zooms().most)
    }

    fn least_zoom(&self) -> f32 {
        self.inputs.stage.zooms().least
    }

    fn must_be_read(&self) -> bool {
        self.inputs.stage.is_presented()
    }
}
