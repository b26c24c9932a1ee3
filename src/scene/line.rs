//! What the pattern of a link's line says, and how it is drawn.
//!
//! Owns the choice between bases and families of relations, and a pattern for each. Knows nothing
//! of routes.

use std::collections::BTreeSet;

use super::mark::{Dash, Paint, Stroke};
use crate::atlas::{Atlas, Basis, Family, Link};
use crate::filter::VisibleLink;

/// What line patterns tell apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineStyle {
    /// On what a link rests.
    #[default]
    Basis,
    /// Of which family its relation is.
    Relation,
}

impl LineStyle {
    /// Both styles.
    pub const ALL: [Self; 2] = [Self::Basis, Self::Relation];

    /// The word files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Basis => "basis",
            Self::Relation => "relation",
        }
    }

    /// The style a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.word() == word)
    }
}

/// What the pattern of one line says; ordered as legends list it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineMeaning {
    /// All of the link rests on this at least.
    Basis(Basis),
    /// Every relation it stands for is of this family.
    Family(Family),
    /// It stands for relations of several families, or of none that has a name.
    Mixed,
}

/// Width of a line without one family, or without evidence, as a share of the others'.
const THIN: f32 = 0.55;

impl LineMeaning {
    /// What the line of a link says. O(members).
    pub(super) fn of(atlas: &Atlas, link: &VisibleLink, style: LineStyle) -> Self {
        match style {
            LineStyle::Basis => Self::Basis(link.basis),
            LineStyle::Relation => {
                let members = link.members.iter().filter_map(|id| atlas.link(id));
                Self::of_members(members)
            }
        }
    }

    fn of_members<'a>(members: impl Iterator<Item = &'a Link>) -> Self {
        let families: BTreeSet<Option<Family>> = members.map(|l| l.relation.family()).collect();
        match (families.len(), families.first()) {
            (1, Some(Some(family))) => Self::Family(*family),
            _ => Self::Mixed,
        }
    }

    /// What it means to a reader of a picture.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Basis(basis) => basis.phrase(),
            Self::Family(family) => family.phrase(),
            Self::Mixed => "several or other",
        }
    }

    /// The pattern of the line.
    const fn dash(self) -> Dash {
        match self {
            Self::Basis(Basis::Stated) | Self::Family(Family::Structure) | Self::Mixed => {
                Dash::Solid
            }
            Self::Family(Family::Threats) => Dash::LongDashed,
            Self::Basis(Basis::Interpreted) | Self::Family(Family::Actors) => Dash::Dashed,
            Self::Basis(Basis::Reference) | Self::Family(Family::Support) => Dash::Dotted,
            Self::Family(Family::Changes) | Self::Basis(Basis::Unverified) => Dash::Sparse,
            Self::Basis(Basis::None) => Dash::Solid,
        }
    }

    /// Whether the line is drawn thinner: one that nothing speaks for must not look like one that
    /// the source says, and in a plain graph dashes on every line would only cost.
    const fn is_thin(self) -> bool {
        matches!(self, Self::Mixed | Self::Basis(Basis::None))
    }

    /// Whether its arrowhead is only an outline.
    pub(super) const fn is_hollow(self) -> bool {
        matches!(self, Self::Basis(Basis::Unverified | Basis::None))
    }

    /// Its colour, where others are drawn in `paint`: what could not be verified warns.
    pub(super) const fn paint(self, paint: Paint) -> Paint {
        if matches!(self, Self::Basis(Basis::Unverified)) { Paint::Warning } else { paint }
    }

    /// The line, where others are `width` wide.
    pub(super) const fn stroke(self, paint: Paint, width: f32) -> Stroke {
        let width = if self.is_thin() { width * THIN } else { width };
        Stroke { paint: self.paint(paint), width, dash: self.dash() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_lines_of_one_style_look_the_same() {
        let bases = Basis::ALL.map(LineMeaning::Basis).to_vec();
        let mut families = Family::ALL.map(LineMeaning::Family).to_vec();
        families.push(LineMeaning::Mixed);
        for style in [bases, families] {
            let strokes: Vec<Stroke> = style.iter().map(|m| m.stroke(Paint::Link, 1.0)).collect();
            for (at, stroke) in strokes.iter().enumerate() {
                assert!(!strokes.iter().skip(at + 1).any(|other| other == stroke), "{stroke:?}");
            }
        }
    }
}
