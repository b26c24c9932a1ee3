//! The headings of sectors: outside of what stands there, where there is room.

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use super::LaneHeading;
use super::grid::Grid;
use super::measure::{Weight, text_width};
use super::ring::Ring;
use super::wrap::TEXT_SIZE;
use crate::atlas::NodeKind;

/// Font size of a heading, and free room after each of its letters.
const LETTERS: (f32, f32) = (TEXT_SIZE, 1.0);
/// Height of a heading above its baseline, and below.
const HIGH: (f32, f32) = (12.0, 3.0);
/// Free room around a heading.
const AIR: f32 = 4.0;
/// Places looked at along a sector, and away from its ring.
const LOOKS: (usize, usize) = (24, 6);

/// How wide the words of a heading may become.
pub(super) fn width(kind: NodeKind) -> f32 {
    let words = kind.spec().plural.to_uppercase();
    text_width(&words, LETTERS.0, Weight::SemiBold) + words.len() as f32 * LETTERS.1
}

/// The rectangle of a heading that begins at a point of its baseline.
pub(super) fn area(kind: NodeKind, pos: Pos2) -> Rect {
    Rect::from_min_max(pos - vec2(0.0, HIGH.0), pos + vec2(width(kind), HIGH.1))
}

/// Words that may stand longer than the kind's own: strands stand with the pillars.
fn longest(kind: NodeKind) -> f32 {
    width(kind) + if kind == NodeKind::Pillar { 96.0 } else { 0.0 }
}

/// A heading for each sector that has room for one; sectors come with the bearings they reach
/// from and to on the outermost ring.
pub(super) fn sector_headings(
    sectors: &[(NodeKind, f32, f32)],
    ring: &Ring,
    mean: Vec2,
    world: Rect,
    taken: &mut Grid,
) -> Vec<LaneHeading> {
    let mut headings = Vec::new();
    for &(kind, from, to) in sectors {
        let size = vec2(longest(kind), HIGH.0 + HIGH.1);
        let centre = f32::midpoint(from, to);
        let places = (0..LOOKS.0).flat_map(|along| {
            // From the sector's middle outwards, to either side.
            let side = if along % 2 == 0 { 0.5 } else { -0.5 };
            let share = along.div_ceil(2) as f32 / LOOKS.0 as f32 * 2.0;
            let bearing = centre + (to - from) * side * share;
            (0..LOOKS.1).map(move |out| {
                let away = (mean + size) * (0.35 + 0.1 * out as f32);
                let radii = ring.radii + away;
                Rect::from_center_size(Ring { radii, ..*ring }.at(bearing), size)
            })
        });
        let free = places
            .map(|rect| rect.translate(-(rect.min - rect.min.round())))
            .find(|rect| world.contains_rect(*rect) && !taken.is_taken(rect.expand(AIR)));
        if let Some(rect) = free {
            taken.insert(rect);
            headings.push(LaneHeading { kind, pos: pos2(rect.left(), rect.top() + HIGH.0) });
        }
    }
    headings
}
