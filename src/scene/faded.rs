//! What stands there faintly because filter and focus do not keep it.
//!
//! Owns how strongly things are painted by whether they are kept and where the reader points. What
//! is pointed at or selected, with what it is linked to, is always at full strength.

use super::build::Scene;
use super::emphasis::DIMMED;
use super::index::Attention;

/// Strength of what is not kept.
const FADED: f32 = 0.28;

impl Scene {
    /// How strongly a node is painted.
    pub(super) fn node_strength(&self, attention: &Attention, at: usize) -> f32 {
        let is_faded = self.nodes.get(at).is_some_and(|node| node.is_faded);
        strength(attention.dims_node(at), is_faded && !attention.near.contains(&at))
    }

    /// How strongly a link that is not traced is painted.
    pub(super) fn link_strength(&self, attention: &Attention, at: usize) -> f32 {
        let is_faded = self.links.get(at).is_some_and(|link| link.is_faded);
        strength(attention.dims_link(at), is_faded)
    }
}

const fn strength(is_dimmed: bool, is_faded: bool) -> f32 {
    match (is_dimmed, is_faded) {
        (_, true) => FADED,
        (true, false) => DIMMED,
        (false, false) => 1.0,
    }
}
