//! Where links leave and reach a box: spread over its sides, in the order of where they go.
//!
//! Owns heights of link ends. Knows nothing of what lies between two boxes.

use emath::{Pos2, Rect, Vec2, pos2};

use super::LinkRequest;
use super::place::{Slot, centres};
use crate::atlas::NodeKind;

/// Distance between two links that leave one side of a box where there is room for it.
pub(super) const APART: f32 = LinkRequest::ROOM;
/// Free room that what ends at a box keeps from its corners, however much it takes.
const EDGE: f32 = 1.0;
/// Free room at the corners of a box, and at the corner folded down on an instrument.
const CORNER: (f32, f32) = (6.0, 10.0);
/// Rather than come closer than this, links use all of the side but its last units.
const CROWDED: (f32, f32) = (1.0, 2.0);
/// Links that leave a count spread no further from its middle; nor, where they are crowded.
const COUNT_REACH: (f32, f32) = (5.0, 9.0);

/// A side of a box at which links end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side {
    /// The box.
    pub(super) rect: Rect,
    /// The room box and count take together.
    pub(super) reach: Rect,
    /// What shape the box has.
    pub(super) kind: NodeKind,
    /// Whether it is the right side.
    pub(super) is_right: bool,
}

impl Side {
    /// Between which heights links end where they have room.
    fn range(&self) -> (f32, f32) {
        let (top, bottom, middle) = (self.rect.top(), self.rect.bottom(), self.rect.center().y);
        if self.has_count() {
            return (middle - COUNT_REACH.0, middle + COUNT_REACH.0);
        }
        let is_folded = self.is_right && self.kind == NodeKind::Instrument;
        let corner = if is_folded { CORNER.1 } else { CORNER.0 };
        ((top + corner).min(middle), (bottom - CORNER.0).max(middle))
    }

    /// Between which heights links end where they are many.
    fn crowded_range(&self) -> (f32, f32) {
        let half = self.rect.height() / 2.0 - CROWDED.1;
        let half = if self.has_count() { half.min(COUNT_REACH.1) } else { half };
        (self.rect.center().y - half, self.rect.center().y + half)
    }

    const fn has_count(&self) -> bool {
        self.is_right && self.reach.max.x > self.rect.max.x
    }

    /// The point of the border at a height.
    pub(super) fn point_at(&self, y: f32) -> Pos2 {
        if self.has_count() {
            return pos2(self.reach.right(), y);
        }
        let inset = inset(self.kind, self.rect.size(), y - self.rect.center().y);
        let x = if self.is_right { self.rect.right() - inset } else { self.rect.left() + inset };
        pos2(x, y)
    }
}

/// How far inside its rectangle the border of a box runs, so far above or below its middle.
fn inset(kind: NodeKind, size: Vec2, off: f32) -> f32 {
    let (half, off) = (size.y / 2.0, off.abs());
    match kind {
        // Pointed at half its height.
        NodeKind::Threat => (size.y / 3.0).min(10.0) * off / half.max(1.0),
        // Round ends.
        NodeKind::Actor => {
            let radius = half.min(16.0);
            let beyond = (off - (half - radius)).clamp(0.0, radius);
            radius - (radius * radius - beyond * beyond).sqrt()
        }
        NodeKind::Pillar | NodeKind::Action | NodeKind::Instrument | NodeKind::Plain => 0.0,
    }
}

/// Heights of the links that end at a side, in their order from the top; `rooms` says how much each
/// takes of it. Together they stand around the middle of the side, as near to it as they have to. O(n).
pub(super) fn heights(side: &Side, rooms: &[f32]) -> Vec<f32> {
    let all: f32 = rooms.iter().sum();
    let mut range = side.range();
    if all / APART * CROWDED.0 > range.1 - range.0 {
        range = side.crowded_range();
    }
    // The range is that of the links' middles: the outermost reach beyond it by half of their room.
    let half = |room: Option<&f32>| room.map_or(0.0, |room| room / 2.0);
    let (first, last) = (half(rooms.first()), half(rooms.last()));
    let top = (range.0 - first).max(side.rect.top() + EDGE).min(range.0);
    let bottom = (range.1 + last).min(side.rect.bottom() - EDGE).max(range.1);
    let scale = if all > 0.0 { ((bottom - top) / all).min(1.0) } else { 1.0 };
    let wide = all * scale;
    let mut y = (side.rect.center().y - wide / 2.0).clamp(top, (bottom - wide).max(top));
    let middle = |room: &f32| {
        let middle = y + room * scale / 2.0;
        y += room * scale;
        middle
    };
    rooms.iter().map(middle).collect()
}

/// Distances from the middle of each link to that of the one before, the first's being none.
pub(super) fn gaps(rooms: &[f32]) -> Vec<f32> {
    let mut last = None;
    let before =
        |&own: &f32| last.replace(own).map_or(0.0, |before: f32| f32::midpoint(before, own));
    rooms.iter().map(before).collect()
}

/// Heights nearest to `wishes` at which links keep their order and, where `low..high` has room
/// for it, `apart` of the distance they have at a box. O(n).
pub(super) fn share_out(
    wishes: &[f32],
    rooms: &[f32],
    (low, high): (f32, f32),
    apart: f32,
) -> Vec<f32> {
    let gaps = gaps(rooms);
    let wide: f32 = gaps.iter().sum::<f32>() * apart;
    let room = (high - low).max(0.0);
    let step = if wide > room { apart * room / wide } else { apart };
    let slots: Vec<Slot> = wishes
        .iter()
        .zip(gaps)
        .map(|(wish, gap)| Slot { height: 0.0, gap: gap * step, wish: wish - low, weight: 1.0 })
        .collect();
    centres(&slots, room).into_iter().map(|y| y + low).collect()
}
