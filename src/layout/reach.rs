//! The room that a box and the count beside it take together.

use emath::{Vec2, vec2};

use super::NodeRequest;
use super::measure::{Weight, text_width};
use super::wrap::{LabelBox, TEXT_SIZE};

/// Free room between a box and the count beside it.
const COUNT_GAP: f32 = 6.0;
/// Room around the words of a count.
const COUNT_PAD: f32 = 8.0;

/// Size of a box together with its count. World units.
pub(super) fn reach(node: &NodeRequest, label: &LabelBox) -> Vec2 {
    label.size + vec2(count_width(node), 0.0)
}

/// The width that a node's count takes of its box, where it stands in it. World units.
pub(super) fn count_width_inside(node: &NodeRequest) -> f32 {
    // As wide open as folded, so that no label breaks otherwise when its box opens.
    let width = |count: &String| {
        let folded = format!("+{}", count.trim_start_matches('+'));
        text_width(&folded, TEXT_SIZE, Weight::SemiBold)
    };
    node.count.as_ref().map_or(0.0, |count| (COUNT_GAP + 4.0 + width(count)).ceil())
}

/// The width that a node's count takes beside its box. World units.
pub(super) fn count_width(node: &NodeRequest) -> f32 {
    node.count.as_ref().map_or(0.0, |count| {
        (COUNT_GAP + 2.0 * COUNT_PAD + text_width(count, TEXT_SIZE, Weight::Regular)).ceil()
    })
}
