//! What was asked of an atlas of which only a part is left.

use std::collections::BTreeSet;

use super::NodeId;

/// The question that a part of an atlas answers: asked of the part alone, it keeps all of it,
/// though what speaks for that may stand in the rest, which is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The filter, as it is printed.
    pub filter: String,
    /// The node whose neighbourhood was asked for.
    pub focus: Option<NodeId>,
    /// How many steps that reaches; nothing without a focus.
    pub depth: u8,
    /// The word for the way of links along which it reaches.
    pub direction: String,
    /// Nodes whose neighbours were asked for as well.
    pub expanded: BTreeSet<NodeId>,
}
