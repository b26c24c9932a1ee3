//! How many columns each lane has, which boxes stand in which, and where the columns stand.
//!
//! Owns everything across; heights are none of its business.

use std::collections::BTreeMap;

use emath::{Vec2, vec2};

use super::LayoutRequest;
use super::arcs::SWING;
use super::place::{Slot, centres};

/// Free room between two lanes: at least, where there is room, and where there is plenty.
const LANE_GAP: [f32; 3] = [34.0, 132.0, 260.0];
/// Free room between two columns of one lane, likewise.
const COLUMN_GAP: [f32; 3] = [26.0, 64.0, 96.0];
/// Least free room between two boxes of a column.
pub(super) const BOX_GAP: f32 = 9.0;
/// How much more than the least a layout takes before it is shown larger: across and down.
const LOOSE: Vec2 = vec2(1.12, 1.25);
/// How much more than the least room across there must be to keep columns that are not needed.
const AMPLE: f32 = 1.35;
/// Steps in which heights of columns are tried: at least, and as a share of the height.
const STEP: (f32, f32) = (6.0, 0.01);
/// By how much labels must grow to be worth another column.
const WORTH: f32 = 1e-4;
/// How much where a column stands counts if none of its boxes has a home, of what one box counts.
const HOMELESS: f32 = 0.05;

/// Middles of boxes in one column lie closer together across, in points.
const ONE_COLUMN: f32 = 45.0;
/// Columns that take less of the room than this share are not kept near their homes.
const LEAST_EXTENT: f32 = 0.5;
/// No room is kept for more arcs beside each other.
const MOST_ARCS: usize = 6;

/// A column of boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Which lane it belongs to, from the left.
    pub(super) lane: usize,
    /// Its boxes from the top, by position in the request.
    pub(super) members: Vec<usize>,
}

impl Column {
    /// Width of its widest box.
    pub(super) fn width(&self, sizes: &[Vec2]) -> f32 {
        widest(&self.members, sizes)
    }

    /// Height of its boxes on top of each other with the least free room between them.
    pub(super) fn height(&self, sizes: &[Vec2]) -> f32 {
        let heights = self.members.iter().filter_map(|&at| sizes.get(at)).map(|s| s.y + BOX_GAP);
        heights.sum::<f32>() - BOX_GAP
    }
}

fn widest(members: &[usize], sizes: &[Vec2]) -> f32 {
    members.iter().filter_map(|&at| sizes.get(at)).map(|s| s.x).fold(0.0, f32::max)
}

/// How many columns each lane gets so that the whole shows largest in the room, up to its own
/// size; and as many as when all is shown, where that shows it no smaller. O(heights tried *
/// lanes).
pub(super) fn wrap_to_fit(
    request: &LayoutRequest,
    lanes: &[Vec<usize>],
    sizes: &[Vec2],
    room: Vec2,
) -> Vec<usize> {
    let size = |&at: &usize| sizes.get(at).copied().unwrap_or(Vec2::ZERO);
    let tall: Vec<f32> =
        lanes.iter().map(|lane| lane.iter().map(|at| size(at).y + BOX_GAP + 2.0).sum()).collect();
    let wide: Vec<f32> = lanes.iter().map(|lane| widest(lane, sizes)).collect();
    // Never more columns than boxes: one box may be taller than any column.
    let wrap = |height: f32| -> Vec<usize> {
        let columns = |t: f32, n: usize| ((t / height).ceil() as usize).clamp(1, n.max(1));
        tall.iter().zip(lanes).map(|(&t, lane)| columns(t, lane.len())).collect()
    };
    let most = request.zooms.most.min(1.0).max(request.zooms.least);
    let zoom_in = |room: Vec2, wraps: &[usize]| {
        let (mut across, mut down) = (0.0, 1.0_f32);
        for ((&n, t), w) in wraps.iter().zip(&tall).zip(&wide) {
            across += n as f32 * (w + COLUMN_GAP[0]) - COLUMN_GAP[0] + LANE_GAP[0];
            down = down.max(t / n as f32);
        }
        (room.x / (across - LANE_GAP[0]).max(1.0)).min(room.y / down).min(most)
    };
    let zoom = |wraps: &[usize]| zoom_in(room, wraps);
    let tallest = tall.iter().copied().fold(1.0, f32::max);
    let mut best = wrap(tallest);
    let mut height = tallest;
    while height > 120.0 {
        height -= STEP.0.max(height * STEP.1);
        let wraps = wrap(height);
        if zoom(&wraps) > zoom(&best) + WORTH {
            best = wraps;
        }
    }
    let least = zoom(&best);
    for (lane, members) in lanes.iter().enumerate() {
        let mut more = best.clone();
        if let Some(wrap) = more.get_mut(lane) {
            *wrap = (*wrap).max(home_columns(request, members).0);
        }
        if zoom_in(vec2(room.x / AMPLE, room.y), &more) >= least {
            best = more;
        }
    }
    best
}

/// The columns in which boxes stand when all is shown, told from where their homes lie across:
/// how many, and which each node's is. O(n log n).
pub(super) fn home_columns(
    request: &LayoutRequest,
    lane: &[usize],
) -> (usize, BTreeMap<usize, usize>) {
    let home = |&at: &usize| Some((request.nodes.get(at)?.home?.x * request.room.x, at));
    let mut homes: Vec<(f32, usize)> = lane.iter().filter_map(home).collect();
    homes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut n = 0;
    let mut columns = BTreeMap::new();
    for column in homes.chunk_by(|a, b| b.0 - a.0 < ONE_COLUMN) {
        columns.extend(column.iter().map(|&(_, at)| (at, n)));
        n += 1;
    }
    (n, columns)
}

/// Deals the boxes of each lane out over its columns, row by row, so that what stands near in
/// the order stands near in height. Within a row, `lean` says what wants to stand further right.
/// Where a lane has as many columns as when all is shown, what has a home stays in its column.
pub(super) fn deal(
    request: &LayoutRequest,
    lanes: &[Vec<usize>],
    wraps: &[usize],
    lean: &[Option<f32>],
) -> Vec<Column> {
    let lean = |node: &usize| lean.get(*node).copied().flatten();
    let mut columns = Vec::new();
    for (lane, (members, &n)) in lanes.iter().zip(wraps).enumerate() {
        let mut dealt = vec![Vec::new(); n];
        let (n_home, homes) = home_columns(request, members);
        if n > 1 && n_home == n {
            for &node in members {
                let shortest = || (0..n).min_by_key(|&at| dealt.get(at).map(Vec::len));
                let at = homes.get(&node).copied().or_else(shortest).unwrap_or(0);
                if let Some(column) = dealt.get_mut(at) {
                    column.push(node);
                }
            }
        } else {
            for row in members.chunks(n.max(1)) {
                let mut row = row.to_vec();
                if row.iter().any(|node| lean(node).is_some()) {
                    row.sort_by(|a, b| lean(a).unwrap_or(0.0).total_cmp(&lean(b).unwrap_or(0.0)));
                }
                for (column, node) in dealt.iter_mut().zip(row) {
                    column.push(node);
                }
            }
        }
        columns.extend(dealt.into_iter().map(|members| Column { lane, members }));
    }
    columns
}

/// The part of the world that the room shows at the zoom that suits the columns, less what
/// arcs need beside the last.
pub(super) fn frame(
    request: &LayoutRequest,
    columns: &[Column],
    sizes: &[Vec2],
    room: Vec2,
) -> Vec2 {
    let zooms = request.zooms;
    let arcs = overhang(request, columns);
    let solid: f32 = columns.iter().map(|column| column.width(sizes)).sum();
    let wide = solid + columns.windows(2).map(|pair| least_gap(pair, 0)).sum::<f32>();
    let tall = columns.iter().map(|column| column.height(sizes)).fold(1.0, f32::max);
    let across = |loose: f32| room.x / (wide * loose + arcs).max(1.0);
    let zoom = |loose: Vec2| across(loose.x).min(room.y / (tall * loose.y));
    // Rather close together than small.
    let least = zoom(vec2(1.0, 1.0)).min(zooms.least.max(1.0));
    room / zoom(LOOSE).max(least).min(zooms.most).max(0.1) - vec2(arcs, 0.0)
}

/// How far arcs between boxes of the last column swing out of it.
fn overhang(request: &LayoutRequest, columns: &[Column]) -> f32 {
    let Some(last) = columns.last() else { return 0.0 };
    let is_inside = |node: usize| last.members.contains(&node);
    let arcs = request.links.iter().filter(|link| is_inside(link.source) && is_inside(link.target));
    match arcs.count() {
        0 => 0.0,
        n => SWING.0 + (n - 1).min(MOST_ARCS) as f32 * SWING.1,
    }
}

/// Free room between two neighbouring columns, at the given step of [`LANE_GAP`].
fn least_gap(pair: &[Column], step: usize) -> f32 {
    let is_one_lane = matches!(pair, [a, b] if a.lane == b.lane);
    let gaps = if is_one_lane { COLUMN_GAP } else { LANE_GAP };
    gaps.get(step).copied().unwrap_or(0.0)
}

/// The left end of each column: free room goes where many links pass; columns whose boxes have
/// homes stay near them.
pub(super) fn lefts(
    request: &LayoutRequest,
    columns: &[Column],
    sizes: &[Vec2],
    wide: f32,
) -> Vec<f32> {
    let widths: Vec<f32> = columns.iter().map(|column| column.width(sizes)).collect();
    let gaps = gaps(request, columns, wide - widths.iter().sum::<f32>());
    let mut x = 0.0;
    let mut lefts = Vec::with_capacity(columns.len());
    for (width, gap) in widths.iter().zip(std::iter::once(&0.0).chain(&gaps)) {
        x += gap;
        lefts.push(x);
        x += width;
    }
    // Centred in the room.
    let spare = (wide - x).max(0.0) / 2.0;
    for left in &mut lefts {
        *left += spare;
    }
    if request.nodes.iter().all(|node| node.home.is_none()) {
        return lefts;
    }
    near_homes(request, columns, &widths, &lefts, wide)
}

/// Columns pulled to the homes of their boxes, unless these all lie on one side.
fn near_homes(
    request: &LayoutRequest,
    columns: &[Column],
    widths: &[f32],
    lefts: &[f32],
    wide: f32,
) -> Vec<f32> {
    let tight = columns.windows(2).map(|pair| least_gap(pair, 0));
    let mut before = None;
    let slots: Vec<Slot> = columns
        .iter()
        .zip(widths.iter().zip(lefts))
        .zip(std::iter::once(0.0).chain(tight))
        .map(|((column, (&width, &left)), least)| {
            let homes = column.members.iter().filter_map(|&at| request.nodes.get(at)?.home);
            let (n, sum) = homes.fold((0.0, 0.0), |(n, sum), home| (n + 1.0, sum + home.x * wide));
            // Half the free room it would have otherwise.
            let free = before.map_or(0.0, |end: f32| left - end);
            before = Some(left + width);
            let (wish, weight) =
                if n > 0.0 { (sum / n, n) } else { (left + width / 2.0, HOMELESS) };
            Slot {
                height: width,
                gap: least.max(f32::midpoint(least, free).min(LANE_GAP[1])),
                wish,
                weight,
            }
        })
        .collect();
    let near: Vec<f32> =
        centres(&slots, wide).into_iter().zip(widths).map(|(x, width)| x - width / 2.0).collect();
    // Few lanes that would leave most of the room empty stand in its middle instead.
    let ends = near.first().zip(near.last().zip(widths.last()));
    let extent = ends.map_or(0.0, |(first, (last, width))| last + width - first);
    if extent < LEAST_EXTENT * wide { lefts.to_vec() } else { near }
}

/// Free room between neighbouring columns: `spare` shared out by how many links pass.
fn gaps(request: &LayoutRequest, columns: &[Column], spare: f32) -> Vec<f32> {
    let weights: Vec<f32> =
        traffic(request, columns).iter().map(|&n| 1.0 + (n as f32).sqrt()).collect();
    let mut gaps: Vec<f32> = columns.windows(2).map(|pair| least_gap(pair, 0)).collect();
    for step in 1..LANE_GAP.len() {
        let most: Vec<f32> = columns.windows(2).map(|pair| least_gap(pair, step)).collect();
        // Each round either shares all out or fills a gap.
        for _ in 0..=gaps.len() {
            let left = spare - gaps.iter().sum::<f32>();
            let open: f32 = gaps
                .iter()
                .zip(&most)
                .zip(&weights)
                .map(|((gap, most), weight)| if gap < most { *weight } else { 0.0 })
                .sum();
            if left <= 0.5 || open <= 0.0 {
                break;
            }
            for ((gap, most), weight) in gaps.iter_mut().zip(&most).zip(&weights) {
                *gap = (*gap + left * weight / open).min(*most).max(*gap);
            }
        }
    }
    gaps
}

/// How many links pass between each column and the next.
fn traffic(request: &LayoutRequest, columns: &[Column]) -> Vec<usize> {
    let mut column_of = vec![0; request.nodes.len()];
    for (at, column) in columns.iter().enumerate() {
        for &node in &column.members {
            if let Some(slot) = column_of.get_mut(node) {
                *slot = at;
            }
        }
    }
    // What enters at one column and leaves at another, summed up.
    let mut steps = vec![0_isize; columns.len() + 1];
    for link in request.links.iter().filter(|link| link.pulls) {
        let ends = (column_of.get(link.source), column_of.get(link.target));
        if let (Some(&a), Some(&b)) = ends {
            for (at, step) in [(a.min(b), 1), (a.max(b), -1)] {
                if let Some(slot) = steps.get_mut(at) {
                    *slot += step;
                }
            }
        }
    }
    let mut passing = 0;
    let between = columns.len().saturating_sub(1);
    let sums = steps.into_iter().take(between).map(|step| {
        passing += step;
        passing.max(0) as usize
    });
    sums.collect()
}
