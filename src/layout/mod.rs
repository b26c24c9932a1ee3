//! Where things stand: a [`LayoutRequest`] goes in, a [`Layout`] comes out.
//!
//! Owns positions, label sizes and link routes. Knows nothing of colours, cameras, files or
//! windows, and nothing of the atlas beyond ids, kinds and labels. The same request gives the
//! same layout on any machine. All coordinates are **world** units: x right, y down, one unit
//! is one logical pixel at zoom 1. Start with [`arrange`]; the layouts themselves are in
//! [`LAYOUTS`].

mod detour;
mod direct;
mod grid;
mod interrupt;
mod lanes;
pub mod measure;
pub mod organic;
mod place;
mod radial;
mod reach;
mod ring;
mod route;
pub mod signs;
mod watch;
mod wrap;

use emath::{Pos2, Rect, Vec2};

use crate::atlas::{NodeId, NodeKind};

pub use lanes::order::{OrderRequest, home_order};
pub use lanes::{lane, row_height};
pub use ring::Ring;
pub use route::Route;
pub use watch::Watch;
pub use wrap::{
    LEAST_TEXT, LONGEST_SHOWN, LabelBox, LabelStyle, NOTE_LINE, TEXT_SIZE, is_cut, label_box,
    label_style, shown_label, wrap_text,
};

/// Everything that decides a layout, as one comparable value.
#[derive(Debug, Clone, PartialEq)]
pub struct LayoutRequest {
    /// Which layout.
    pub kind: LayoutKind,
    /// What is to stand somewhere.
    pub nodes: Vec<NodeRequest>,
    /// What joins them, by position in `nodes`.
    pub links: Vec<LinkRequest>,
    /// What the picture is about, by position in `nodes`; the middle of layouts that have one.
    pub middle: Vec<usize>,
    /// The room to fill, in points.
    pub room: Vec2,
    /// The world in which things are at home, where any is. World units.
    pub world: Vec2,
    /// The zooms between which the layout is to be shown in that room.
    pub zooms: Zooms,
    /// Whether all of it is to be read in the room at once, as on a page; else it may be larger than
    /// the room, and one moves over it.
    pub must_fit: bool,
}

/// How small and how large a layout may be shown: points of the room to one world unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zooms {
    /// Under it labels could not be read; a layout that does not fit at it is too full.
    pub least: f32,
    /// Small layouts grow up to it.
    pub most: f32,
}

impl Default for Zooms {
    fn default() -> Self {
        Self { least: LEAST_TEXT / TEXT_SIZE, most: 1.6 }
    }
}

/// A node that is to stand somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeRequest {
    /// Its identifier.
    pub id: NodeId,
    /// Decides its lane and the shape of its box.
    pub kind: NodeKind,
    /// What is written in its box.
    pub label: String,
    /// What stands beside the box, such as how many nodes are folded into it.
    pub count: Option<String>,
    /// What is written under the label, in layouts that have room for it; each in lines of its own.
    pub notes: Vec<Note>,
    /// How many signs stand at the right end of the box, in layouts that have room for them there.
    pub n_signs: usize,
    /// How high the box is at least, in layouts in which ends of links are counted. World units.
    pub least_height: f32,
    /// How high it would be at least if what stands in its frame were folded into it. World units.
    pub shut_height: f32,
    /// What it is part of (an action of its pillar), by position; layouts that have frames put it into
    /// one, the others near it.
    pub within: Option<usize>,
    /// Its rank in the home order, by which lanes are sorted; see [`home_order`].
    pub rank: usize,
    /// Whether it was opened by hand, so that it pushes others aside where it stands and changes
    /// nothing else.
    pub is_pushed_in: bool,
    /// Where the user put its centre. World units.
    pub pinned: Option<Pos2>,
    /// Where its centre stands at home, as shares of [`LayoutRequest::world`] (0 to 1 either way).
    pub home: Option<Pos2>,
}

/// Words under the label of a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is written.
    pub words: String,
    /// Free room before the words, for what stands there. World units.
    pub indent: u16,
}

/// A line of a note in its box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteLine {
    /// Which of the node's notes it is of.
    pub note: usize,
    /// Whether it is the first of it.
    pub is_first: bool,
    /// What is written.
    pub words: String,
}

/// A link that is to run somewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinkRequest {
    /// Where it starts, by position in the request's nodes.
    pub source: usize,
    /// Where it ends, by position in the request's nodes.
    pub target: usize,
    /// Whether it pulls on positions; links drawn only when asked for do not.
    pub pulls: bool,
    /// Room it takes at the side of a box, beside the others that end there. World units.
    pub room: f32,
    /// How wide it is drawn. World units.
    pub width: f32,
}

impl LinkRequest {
    /// Room of a line that nothing makes wider. World units.
    pub const ROOM: f32 = 7.0;
}

/// A node's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeBox {
    /// The box around the label.
    pub rect: Rect,
    /// The room box and count take together.
    pub reach: Rect,
    /// The label, broken into lines.
    pub lines: Vec<String>,
    /// What is written under it.
    pub notes: Vec<NoteLine>,
}

/// A frame around what is part of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// The node at its top, by position in the request.
    pub head: usize,
    /// Head and parts together.
    pub rect: Rect,
    /// How many parts stand in it.
    pub n_parts: usize,
}

/// A heading above a lane or beside a sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneHeading {
    /// The kinds the lane or sector holds, in the kinds' order; at least one.
    pub kinds: Vec<NodeKind>,
    /// Left end of the baseline.
    pub pos: Pos2,
}

/// Where everything stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// Boxes, in the order of the request's nodes.
    pub boxes: Vec<NodeBox>,
    /// Routes, in the order of the request's links; one without segments is told by a frame.
    pub routes: Vec<Route>,
    /// Frames around what is part of a node; what stands in one needs no link to its head.
    pub frames: Vec<Frame>,
    /// Headings above lanes or beside sectors.
    pub headings: Vec<LaneHeading>,
    /// What guides the eye around the middle, from the inside; empty where there is none.
    pub rings: Vec<Ring>,
    /// Everything above, in one rectangle; empty layouts have a zero rectangle.
    pub bounds: Option<Rect>,
    /// What of that there would be without what was pushed in; `None` where that is all.
    pub unpushed: Option<Rect>,
}

impl Layout {
    /// A layout in which nothing stands anywhere, for who asks what would be drawn and not where.
    pub fn nowhere(n_nodes: usize, n_links: usize) -> Self {
        let (lines, notes) = (Vec::new(), Vec::new());
        let nowhere = NodeBox { rect: Rect::ZERO, reach: Rect::ZERO, lines, notes };
        Self {
            boxes: vec![nowhere; n_nodes],
            routes: vec![Route { segments: Vec::new() }; n_links],
            ..Self::default()
        }
    }

    /// What is to be seen at first: all but what was pushed in, so that opening something moves nothing
    /// that stands beside it.
    pub fn at_first(&self) -> Option<Rect> {
        self.unpushed.or(self.bounds)
    }

    /// The zoom at which the layout fits the room, at most `most`.
    pub fn zoom_to_fit(&self, room: Vec2, most: f32) -> f32 {
        self.bounds.map_or(most, |bounds| {
            let fit = (room.x / bounds.width().max(1.0)).min(room.y / bounds.height().max(1.0));
            if fit.is_finite() { fit.clamp(0.01, most) } else { most }
        })
    }
}

/// Names a layout.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LayoutKind {
    /// Kinds as columns.
    #[default]
    Lanes,
    /// What is linked stands near.
    Organic,
    /// Rings around what the picture is about.
    Radial,
}

/// One layout of [`LAYOUTS`].
#[derive(Debug, Clone, Copy)]
pub struct LayoutSpec {
    /// Which one.
    pub kind: LayoutKind,
    /// Its word on the command line and in files.
    pub word: &'static str,
    /// Its name in the window.
    pub label: &'static str,
    arrange: fn(&LayoutRequest, &Watch) -> Layout,
    /// The zoom at which it would about fit its room, told without laying all of it out.
    zoom_for: fn(&LayoutRequest) -> f32,
    /// Whether it stands around a middle.
    has_middle: bool,
    /// Whether what is part of a node stands in a frame under it.
    has_frames: bool,
    /// Whether the home map is an order in lanes, rather than places.
    has_lanes: bool,
}

/// Every layout there is.
pub const LAYOUTS: &[LayoutSpec] = &[
    LayoutSpec {
        kind: LayoutKind::Lanes,
        word: "lanes",
        label: "Lanes",
        arrange: lanes::arrange,
        zoom_for: lanes::zoom_for,
        has_middle: false,
        has_frames: true,
        has_lanes: true,
    },
    LayoutSpec {
        kind: LayoutKind::Organic,
        word: "organic",
        label: "Organic",
        arrange: organic::arrange,
        zoom_for: organic::zoom_for,
        has_middle: false,
        has_frames: true,
        has_lanes: false,
    },
    LayoutSpec {
        kind: LayoutKind::Radial,
        word: "radial",
        label: "Radial",
        arrange: radial::arrange,
        zoom_for: radial::zoom_for,
        has_middle: true,
        has_frames: false,
        has_lanes: false,
    },
];

impl LayoutKind {
    /// The layout's word on the command line and in files.
    pub fn word(self) -> &'static str {
        self.spec().map_or("lanes", |spec| spec.word)
    }

    /// The layout a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        LAYOUTS.iter().find(|spec| spec.word == word).map(|spec| spec.kind)
    }

    /// Whether the layout stands around what the picture is about.
    pub fn has_middle(self) -> bool {
        self.spec().is_some_and(|spec| spec.has_middle)
    }

    /// Whether what is part of a node stands in a frame under it.
    pub fn has_frames(self) -> bool {
        self.spec().is_some_and(|spec| spec.has_frames)
    }

    /// Whether the home map is an order in lanes, rather than places.
    pub fn has_lanes(self) -> bool {
        self.spec().is_some_and(|spec| spec.has_lanes)
    }

    fn spec(self) -> Option<&'static LayoutSpec> {
        LAYOUTS.iter().find(|spec| spec.kind == self)
    }
}

/// Works the layout out.
pub fn arrange(request: &LayoutRequest) -> Layout {
    arrange_watched(request, &Watch::default())
}

/// The zoom at which a layout would about fit its room, for less than the layout where that takes
/// long.
pub fn zoom_for(request: &LayoutRequest) -> f32 {
    request.kind.spec().map_or(request.zooms.most, |spec| (spec.zoom_for)(request))
}

/// Works the layout out while someone watches, who may cut the work short; what is there by then
/// is given back, complete but rougher.
pub fn arrange_watched(request: &LayoutRequest, watch: &Watch) -> Layout {
    let Some(spec) = request.kind.spec() else { return Layout::default() };
    let mut layout = (spec.arrange)(request, watch);
    interrupt::interrupt(request, &layout.boxes, &mut layout.routes);
    layout
}
