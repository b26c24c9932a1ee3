//! A view as files carry it: plain words, which the rooms that own them read.

use serde::{Deserialize, Serialize};

/// What the user chose, in the words of the format.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewRecord {
    /// Its name, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
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
