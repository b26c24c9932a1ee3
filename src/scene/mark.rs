//! The few things a picture is drawn with.
//!
//! [`Form`] is matched without a catch-all by the canvas and by every exporter, so that a new
//! form does not compile until all draw it.

use emath::{Pos2, Rect};

use crate::layout::measure::Weight;

/// To what a mark belongs; decides how hover and selection change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// To nothing in particular.
    Ground,
    /// To the frame around a node's parts, by position in [`super::Scene::nodes`].
    Frame(usize),
    /// To a node, by position in [`super::Scene::nodes`].
    Node(usize),
    /// To a link, by position in [`super::Scene::links`].
    Link(usize),
}

/// One thing drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// To what it belongs.
    pub owner: Owner,
    /// What it is.
    pub form: Form,
}

/// What can be drawn. World units.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// Cubic curves that join end to end; where one does not begin where the last ended, there is a gap.
    Curve {
        /// Each with start, two control points and end.
        segments: Vec<[Pos2; 4]>,
        /// Its line.
        stroke: Stroke,
    },
    /// A closed shape with straight sides, convex.
    Polygon {
        /// Its corners, clockwise.
        points: Vec<Pos2>,
        /// Its inside.
        fill: Option<Paint>,
        /// Its outline, centred on the sides.
        stroke: Option<Stroke>,
    },
    /// A rectangle with rounded corners.
    Rect {
        /// Where.
        rect: Rect,
        /// Radius of its corners.
        radius: f32,
        /// Its inside.
        fill: Option<Paint>,
        /// Its outline, centred on the sides.
        stroke: Option<Stroke>,
    },
    /// One line of text.
    Text {
        /// The point of the baseline the anchor names.
        pos: Pos2,
        /// What is written.
        text: String,
        /// Font size.
        size: f32,
        /// Font weight.
        weight: Weight,
        /// Its colour.
        paint: Paint,
        /// Which point of the baseline `pos` is.
        anchor: Anchor,
        /// Extra room after each letter.
        spacing: f32,
    },
}

impl Form {
    /// How strongly it is laid on while nobody points anywhere.
    pub fn strength(&self) -> f32 {
        match self {
            Self::Curve { stroke, .. } => stroke.paint.strength(),
            Self::Polygon { fill, .. } | Self::Rect { fill, .. } => {
                fill.map_or(1.0, Paint::strength)
            }
            Self::Text { paint, .. } => paint.strength(),
        }
    }
}

/// Which point of its baseline a text is placed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// A line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub paint: Paint,
    /// Its width.
    pub width: f32,
    /// Its pattern.
    pub dash: Dash,
}

impl Stroke {
    /// A solid line.
    pub const fn solid(paint: Paint, width: f32) -> Self {
        Self { paint, width, dash: Dash::Solid }
    }
}

/// The pattern of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dash {
    /// Without a gap.
    Solid,
    /// Long dashes, close together.
    LongDashed,
    /// Dashes about as long as what lies between them.
    Dashed,
    /// Dots.
    Dotted,
    /// Dashes far apart.
    Sparse,
}

impl Dash {
    /// Lengths of a dash and of the room after it; `None` for a solid line.
    pub const fn pattern(self) -> Option<(f32, f32)> {
        match self {
            Self::Solid => None,
            Self::LongDashed => Some((12.0, 4.0)),
            Self::Dashed => Some((5.0, 4.0)),
            Self::Dotted => Some((1.5, 4.0)),
            Self::Sparse => Some((5.0, 10.0)),
        }
    }
}

/// A colour by its role; a theme turns it into a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// What the graph stands on.
    Ground,
    /// What panels and legends stand on.
    Panel,
    /// What fields and chips stand on.
    Field,
    /// Thin lines between things.
    Hairline,
    /// Main text.
    Ink,
    /// Secondary text.
    Soft,
    /// Headings of groups and hints.
    Faint,
    /// Selection and what can be clicked.
    Accent,
    /// Text on the accent.
    OnAccent,
    /// Inside of a pillar.
    Pillar,
    /// Text on a pillar.
    OnPillar,
    /// Inside of the other boxes.
    Box,
    /// Outline of boxes.
    BoxLine,
    /// A link at rest.
    Link,
    /// A quote marked in its document.
    Highlight,
    /// What went wrong.
    Warning,
    /// A top-level threat, by its position in the taxonomy.
    Threat(usize),
    /// A line that answers it.
    Answer(usize),
    /// A ribbon that answers it, as far as a source says so.
    Ribbon(usize),
    /// A ribbon that answers it, as far as that is read so.
    Pale(usize),
    /// Text on a threat.
    OnThreat,
}

impl Paint {
    /// How strongly it is laid on: what answers a threat lets through what it crosses.
    pub const fn strength(self) -> f32 {
        match self {
            Self::Answer(_) => 0.75,
            Self::Ribbon(_) => 0.55,
            Self::Pale(_) => 0.28,
            _ => 1.0,
        }
    }
}
