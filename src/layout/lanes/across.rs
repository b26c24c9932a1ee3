//! How wide lanes are, how many columns each has, and where these stand.
//!
//! Owns everything across. Widths are those of the kinds, not of what happens to be shown, so that a
//! lane stands where it stood when others boxes are shown in it.

use emath::{Vec2, vec2};

use super::stack::{Column, GAP, INDENT, Item, cut, height};
use super::{KINDS, LayoutRequest};
use crate::atlas::NodeKind;

/// Free room between two lanes: at least where all has to fit, at least otherwise, and where there
/// is plenty.
const LANE_GAP: [f32; 3] = [34.0, 52.0, 190.0];
/// The share of that which the way between two kinds' lanes gets, by the left of them: most where answers
/// to threats are counted by how wide their ribbons are, least where boxes tell in words.
const GAP_SHARES: [f32; 5] = [2.3, 1.1, 0.7, 1.0, 1.0];
/// Free room between two columns of one lane.
const COLUMN_GAP: f32 = 26.0;
/// How much higher than the room, at the least zoom, a lane may be before it has another column:
/// moving down a lane is better than looking for it in two places.
const TALL: f32 = 1.5;
/// Steps in which heights of columns are tried: at least, and as a share of the height.
const STEP: (f32, f32) = (6.0, 0.01);
/// By how much labels must grow to be worth another column.
const WORTH: f32 = 1e-4;

/// The width of a box that stands in no frame, at its natural size: a word or two on a line for what has
/// short names, a whole line for what has long ones, and all four lanes side by side in a window.
pub(super) const fn box_width(kind: NodeKind) -> f32 {
    match kind {
        NodeKind::Threat => 168.0,
        NodeKind::Pillar => 224.0,
        NodeKind::Action => 224.0 - 2.0 * INDENT,
        NodeKind::Actor => 150.0,
        NodeKind::Instrument | NodeKind::Plain => 174.0,
    }
}

/// The width of a lane of which boxes take a share of their natural width: its widest kind.
pub(super) fn lane_width(kinds: &[NodeKind], share: f32) -> f32 {
    let widths = kinds.iter().map(|&kind| (box_width(kind) * share).ceil());
    widths.fold(0.0, f32::max)
}

/// A lane before it is cut into columns.
pub(super) struct Lane {
    pub(super) items: Vec<Item>,
    pub(super) wide: f32,
}

/// How many columns each lane gets; where frames are kept, a lane that has any gets one.
/// O(heights tried × lanes).
pub(super) fn n_columns(
    request: &LayoutRequest,
    lanes: &[Lane],
    (sizes, room): (&[Vec2], Vec2),
    keeps_frames: bool,
) -> Vec<usize> {
    let least = request.zooms.least;
    let tall: Vec<f32> =
        lanes.iter().map(|lane| height(&lane.items, request, sizes, false) + GAP).collect();
    let wrap = |height: f32| -> Vec<usize> {
        let most = |lane: &Lane| {
            let has_frames = lane.items.iter().any(|item| !item.parts.is_empty());
            if keeps_frames && has_frames { 1 } else { lane.items.len().max(1) }
        };
        let columns = |t: f32, lane: &Lane| ((t / height).ceil() as usize).clamp(1, most(lane));
        tall.iter().zip(lanes).map(|(&t, lane)| columns(t, lane)).collect()
    };
    let tallest = tall.iter().copied().fold(1.0, f32::max);
    let zoom = |wraps: &[usize]| {
        let widths = wraps.iter().zip(lanes);
        let across: f32 = widths
            .map(|(&n, lane)| n as f32 * (lane.wide + COLUMN_GAP) - COLUMN_GAP)
            .chain(lanes.windows(2).map(|pair| LANE_GAP[0] * share(request, &pair[0].items)))
            .sum();
        let down = wraps.iter().zip(&tall).map(|(&n, t)| t / n as f32).fold(1.0, f32::max);
        (room.x / across.max(1.0)).min(room.y / down).min(request.zooms.most)
    };
    let single = wrap(tallest);
    if !request.must_fit {
        let most = TALL * room.y / least.max(0.01);
        return if tallest <= most { single } else { wrap(most) };
    }
    if zoom(&single) >= least {
        return single;
    }
    let (mut best, mut height) = (single, tallest);
    while height > 60.0 && zoom(&best) < least {
        height -= STEP.0.max(height * STEP.1);
        let wraps = wrap(height);
        if zoom(&wraps) > zoom(&best) + WORTH {
            best = wraps;
        }
    }
    best
}

/// The columns of all lanes, from the left.
pub(super) fn columns(
    request: &LayoutRequest,
    lanes: &[Lane],
    n_columns: &[usize],
    sizes: &[Vec2],
) -> Vec<Column> {
    let cut_up = lanes.iter().zip(n_columns).enumerate();
    cut_up
        .flat_map(|(lane, (own, &n))| {
            let columns = cut(&own.items, n, request, sizes);
            columns.into_iter().map(move |items| Column { lane, items })
        })
        .collect()
}

/// The room that columns are spread over: what shows them largest. World units.
pub(super) fn frame(
    request: &LayoutRequest,
    lanes: &[Lane],
    columns: &[Column],
    (sizes, room): (&[Vec2], Vec2),
) -> Vec2 {
    let step = usize::from(!request.must_fit);
    let wide: f32 = columns.iter().map(|column| width(lanes, column)).sum::<f32>()
        + columns.windows(2).map(|pair| gap(request, pair, step)).sum::<f32>();
    let tall =
        columns.iter().map(|column| column.height(request, sizes, false)).fold(1.0, f32::max);
    let zoom = (room.x / wide.max(1.0)).min(room.y / tall);
    // Rather wide apart than large.
    let zoom =
        zoom.clamp(request.zooms.least, request.zooms.most.min(1.0).max(request.zooms.least));
    vec2(room.x / zoom, room.y / zoom)
}

fn width(lanes: &[Lane], column: &Column) -> f32 {
    lanes.get(column.lane).map_or(0.0, |lane| lane.wide)
}

/// Least free room between two columns.
fn gap(request: &LayoutRequest, pair: &[Column], step: usize) -> f32 {
    let [left, right] = pair else { return 0.0 };
    if left.lane == right.lane {
        return COLUMN_GAP;
    }
    LANE_GAP.get(step).copied().unwrap_or(0.0) * share(request, &left.items)
}

/// The share that the way right of a lane gets of what is usual.
fn share(request: &LayoutRequest, items: &[Item]) -> f32 {
    let first = items.first().and_then(|item| request.nodes.get(item.node));
    let lane = first.map_or(0, |node| lane_of(node.kind));
    GAP_SHARES.get(lane).copied().unwrap_or(1.0)
}

/// The left end of each column: free room is shared out between the lanes.
pub(super) fn lefts(
    request: &LayoutRequest,
    lanes: &[Lane],
    columns: &[Column],
    wide: f32,
) -> Vec<f32> {
    let step = usize::from(!request.must_fit);
    let solid: f32 = columns.iter().map(|column| width(lanes, column)).sum::<f32>()
        + columns.windows(2).map(|pair| gap(request, pair, step)).sum::<f32>();
    let shares: f32 =
        lanes.iter().rev().skip(1).map(|lane| share(request, &lane.items)).sum::<f32>().max(0.1);
    let least = LANE_GAP.get(step).copied().unwrap_or(0.0);
    let spare = (wide - solid).max(0.0) / shares;
    let more = spare.min(LANE_GAP[2] - least);
    let mut x = 0.0;
    let mut lefts = Vec::with_capacity(columns.len());
    for (at, column) in columns.iter().enumerate() {
        if let Some(before) = at.checked_sub(1).and_then(|at| columns.get(at)) {
            let is_one_lane = before.lane == column.lane;
            let between = (least + more) * share(request, &before.items);
            x += if is_one_lane { COLUMN_GAP } else { between.floor() };
        }
        lefts.push(x);
        x += width(lanes, column);
    }
    lefts
}

/// The lane of a kind: actions stand with the pillars they are part of.
pub(super) fn lane_of(kind: NodeKind) -> usize {
    KINDS.iter().position(|kinds| kinds.contains(&kind)).unwrap_or(KINDS.len())
}
