//! A view as files carry it: plain words, which the rooms that own them read.

use serde::Serialize;

/// What the user chose, in the words of the format.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ViewRecord {
    /// Its name, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The title of its pictures, where it was given one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The filter, in the filter language.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// The layout's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
    /// The node in focus.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub focus: Option<String>,
    /// How many links away from the focus nodes still show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depth: Option<usize>,
    /// Along which way of links; left out where it is both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// Nodes whose neighbours show beside what filter and focus keep.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expanded: Vec<String>,
    /// How groups fold where nothing else is said; left out where it is as the room allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unfold: Option<String>,
    /// Groups folded by choice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub folded: Vec<String>,
    /// Groups opened by choice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unfolded: Vec<String>,
    /// Nodes selected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub selected: Vec<String>,
    /// The theme's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// What line patterns tell apart; left out where it is on what links rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<String>,
    /// What becomes of what the filter does not keep; left out where it is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<String>,
    /// Nodes put somewhere by hand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<PinRecord>,
    /// Where the window looks; left out where it shows the whole picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub camera: Option<CameraRecord>,
}

/// Where a window looks: the world point in its middle, and screen points to a world unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CameraRecord {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
    /// The zoom.
    pub zoom: f32,
}

/// Where the user put a node: its centre in world units, y downwards.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PinRecord {
    /// The node.
    pub node: String,
    /// Centre, to the right.
    pub x: f32,
    /// Centre, downwards.
    pub y: f32,
}

/// A passage that a view of a briefing shows in large type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassageRecord {
    /// The document.
    pub document: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// A view of a briefing, with what is said over it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NamedViewRecord {
    /// The view; it has a name.
    #[serde(flatten)]
    pub view: ViewRecord,
    /// The line above the picture, where it is not the name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub headline: String,
    /// What the speaker wants to say, in Markdown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// How many minutes it is to take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<usize>,
    /// The passage shown under the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<PassageRecord>,
}

/// A briefing.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct BriefingRecord {
    /// What it is called.
    pub title: String,
    /// Its views, in order.
    pub views: Vec<NamedViewRecord>,
}

/// Where a node's box stands: its centre and size in world units, y downwards.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Position {
    /// Centre, to the right.
    pub x: f64,
    /// Centre, downwards.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Position {
    /// Whether all four are numbers a file can hold.
    pub const fn is_finite(&self) -> bool {
        self.x.is_finite()
            && self.y.is_finite()
            && self.width.is_finite()
            && self.height.is_finite()
    }
}
