//! The colour a thing is known by: that of the threats it is about.
//!
//! Owns the way from a node to its hues, which picture, panels and files all read. What a hue looks
//! like is the theme's.

use super::Paint;
use crate::atlas::{Atlas, NodeId};

/// The position of a threat's top-level threat in the taxonomy; decides its colour.
pub fn threat_hue(atlas: &Atlas, id: &NodeId) -> usize {
    atlas.threat_rank(id)
}

/// The hues of the threats a node is about, in the taxonomy's order.
pub fn hues_of(atlas: &Atlas, id: &NodeId) -> Vec<usize> {
    atlas.threats_about(id).into_iter().map(|threat| threat_hue(atlas, threat)).collect()
}

/// The paint a node is known by: that of the first threat it is about, where it is about any.
pub fn paint_of(atlas: &Atlas, id: &NodeId) -> Option<Paint> {
    let first = atlas.threats_about(id).into_iter().next()?;
    Some(Paint::Threat(threat_hue(atlas, first)))
}
