//! Kinds as columns: threats, pillars, actions, actors, instruments.
//!
//! Each kind has a lane; a lane too long for the room wraps into columns. Groups (the actions
//! of a pillar) stay together. The order within lanes is chosen against crossings
//! ([`super::order`]), the heights so that links run level ([`super::place`]), and links pass
//! columns through their gaps ([`super::route`]). O(n log n + m * columns) a layout, the wrap
//! search aside.

use emath::{Rect, Vec2, pos2, vec2};

use super::measure::{Weight, text_width};
use super::order::{Lanes, order};
use super::place::{Slot, centres};
use super::route::{Column, Route, route};
use super::wrap::{LabelBox, label_box, label_style};
use super::{LaneHeading, Layout, LayoutRequest, NodeBox, NodeRequest, Watch};
use crate::atlas::NodeKind;

/// Free room between two lanes, at least and at most.
const LANE_GAP: (f32, f32) = (38.0, 132.0);
/// Free room between two columns of one lane.
const COLUMN_GAP: f32 = 26.0;
/// Free room between two boxes of a column, at least and at most.
const BOX_GAP: (f32, f32) = (12.0, 44.0);
/// More free room where one group ends and the next begins.
const GROUP_GAP: f32 = 10.0;
/// Room above the boxes for the lane's heading.
const HEADING: f32 = 30.0;
/// Free room between a box and the count beside it.
const COUNT_GAP: f32 = 6.0;
/// Room around the words of a count.
const COUNT_PAD: f32 = 8.0;
/// Font size of a count.
const COUNT_SIZE: f32 = 11.0;
/// Distance between several links that join the same two boxes, and how far from the middle of a
/// box they may leave; more links than fit stand closer.
const PARALLEL: (f32, f32) = (7.0, 10.0);
/// A small picture is laid out to be shown up to this much larger.
const LARGEST: f32 = 1.6;
/// How much higher than stacked boxes a column may be before the picture is shown larger.
const LOOSE: f32 = 1.25;
/// How often heights follow their neighbours.
const PASSES: usize = 10;

/// Lanes from left to right.
const LANES: [NodeKind; 6] = [
    NodeKind::Threat,
    NodeKind::Pillar,
    NodeKind::Action,
    NodeKind::Actor,
    NodeKind::Instrument,
    NodeKind::Plain,
];

/// Works the lanes out.
pub(super) fn arrange(request: &LayoutRequest, _: &Watch) -> Layout {
    let labels: Vec<LabelBox> =
        request.nodes.iter().map(|n| label_box(&n.label, &label_style(n.kind))).collect();
    let sizes: Vec<Vec2> = request.nodes.iter().zip(&labels).map(|(n, l)| reach(n, l)).collect();
    let lanes = ordered_lanes(request);
    let room = vec2(request.room.x, (request.room.y - HEADING).max(1.0));
    let wraps = wrap_to_fit(&lanes, &sizes, room);
    let columns = columns_of(&lanes, &wraps);
    let xs = column_lefts(&lanes, &columns, &sizes, room);
    let heights = place(request, &columns, &sizes, height_to_fill(&columns, &xs, &sizes, room));
    let boxes = boxes_at(request, labels, &sizes, &columns, &xs, &heights);
    let top = boxes.iter().map(|b| b.rect.top()).fold(f32::INFINITY, f32::min);
    let headings = headings(request, &columns, &xs, top);
    let routes = routes(request, &boxes, &columns);
    let bounds = bounds(&boxes, &headings, &routes);
    Layout { boxes, routes, headings, rings: Vec::new(), bounds }
}

/// Size of a box together with its count.
pub(super) fn reach(node: &NodeRequest, label: &LabelBox) -> Vec2 {
    let count = node.count.as_ref().map_or(0.0, |count| {
        COUNT_GAP + 2.0 * COUNT_PAD + text_width(count, COUNT_SIZE, Weight::Regular)
    });
    label.size + vec2(count.ceil(), 0.0)
}

/// Threats and pillars stand as the taxonomy and the strategy list them, so that one finds them
/// again whatever else is shown.
const fn keeps_order(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Threat | NodeKind::Pillar)
}

fn ordered_lanes(request: &LayoutRequest) -> Vec<Vec<usize>> {
    let of_kind = |kind| -> Vec<usize> {
        let nodes = request.nodes.iter().enumerate();
        nodes.filter(|(_, node)| node.kind == kind).map(|(at, _)| at).collect()
    };
    let kinds = LANES.into_iter().filter(|&kind| request.nodes.iter().any(|n| n.kind == kind));
    let (fixed, members): (Vec<bool>, Vec<Vec<usize>>) =
        kinds.map(|kind| (keeps_order(kind), of_kind(kind))).unzip();
    let mut neighbours = vec![Vec::new(); request.nodes.len()];
    for link in request.links.iter().filter(|link| link.pulls) {
        for (from, to) in [(link.source, link.target), (link.target, link.source)] {
            if let Some(around) = neighbours.get_mut(from) {
                around.push(to);
            }
        }
    }
    let group = request.nodes.iter().map(|node| node.group).collect();
    let mut lanes = Lanes { members, fixed, group, neighbours };
    order(&mut lanes);
    lanes.members
}

/// How many columns each lane gets so that the whole shows largest in the room.
fn wrap_to_fit(lanes: &[Vec<usize>], sizes: &[Vec2], room: Vec2) -> Vec<usize> {
    let size = |&at: &usize| sizes.get(at).copied().unwrap_or(Vec2::ZERO);
    let tall: Vec<f32> =
        lanes.iter().map(|lane| lane.iter().map(|at| size(at).y + BOX_GAP.0 + 2.0).sum()).collect();
    let wide: Vec<f32> =
        lanes.iter().map(|lane| lane.iter().map(|at| size(at).x).fold(0.0, f32::max)).collect();
    // Never more columns than boxes: one box may be taller than any column.
    let wrap = |height: f32| -> Vec<usize> {
        let columns = |t: f32, n: usize| ((t / height).ceil() as usize).clamp(1, n.max(1));
        tall.iter().zip(lanes).map(|(&t, lane)| columns(t, lane.len())).collect()
    };
    let zoom = |wraps: &[usize]| {
        let (mut across, mut down) = (0.0, 1.0_f32);
        for ((&n, t), w) in wraps.iter().zip(&tall).zip(&wide) {
            across += n as f32 * (w + COLUMN_GAP) - COLUMN_GAP + LANE_GAP.0;
            down = down.max(t / n as f32);
        }
        (room.x / (across - LANE_GAP.0).max(1.0)).min(room.y / down).min(1.0)
    };
    let tallest = tall.iter().copied().fold(1.0, f32::max);
    let mut best = wrap(tallest);
    let mut height = tallest;
    while height > 120.0 {
        height -= 12.0;
        let wraps = wrap(height);
        if zoom(&wraps) > zoom(&best) + 1e-4 {
            best = wraps;
        }
    }
    best
}

/// Columns from left to right: which lane each belongs to and which nodes stand in it.
fn columns_of(lanes: &[Vec<usize>], wraps: &[usize]) -> Vec<(usize, Vec<usize>)> {
    let mut columns = Vec::new();
    for (lane, (members, &n)) in lanes.iter().zip(wraps).enumerate() {
        // Dealt out in turn, so that what stands near in the order stands near in height.
        for first in 0..n {
            let dealt = members.iter().copied().skip(first).step_by(n).collect();
            columns.push((lane, dealt));
        }
    }
    columns
}

fn column_lefts(
    lanes: &[Vec<usize>],
    columns: &[(usize, Vec<usize>)],
    sizes: &[Vec2],
    room: Vec2,
) -> Vec<f32> {
    let width = |members: &[usize]| widest(members, sizes);
    let solid: f32 = columns.iter().map(|(_, members)| width(members)).sum::<f32>()
        + (columns.len() - lanes.len()) as f32 * COLUMN_GAP;
    let spare = (room.x - solid) / (lanes.len().max(2) - 1) as f32;
    let lane_gap = spare.clamp(LANE_GAP.0, LANE_GAP.1);
    let mut x = 0.0;
    let mut lefts = Vec::with_capacity(columns.len());
    let mut last = None;
    for (lane, members) in columns {
        x += match last {
            None => 0.0,
            Some(before) if before == lane => COLUMN_GAP,
            Some(_) => lane_gap,
        };
        lefts.push(x);
        x += width(members);
        last = Some(lane);
    }
    lefts
}

/// The height at which the whole, shown as large as the room's width allows, fills the room.
fn height_to_fill(columns: &[(usize, Vec<usize>)], xs: &[f32], sizes: &[Vec2], room: Vec2) -> f32 {
    let ends = columns.iter().zip(xs).map(|((_, members), x)| x + widest(members, sizes));
    let wide = ends.fold(1.0, f32::max);
    let tall = columns.iter().map(|(_, members)| stacked(members, sizes)).fold(1.0, f32::max);
    let zoom = (room.x / wide).min(room.y / (tall * LOOSE)).clamp(0.1, LARGEST);
    room.y / if zoom < 1.0 { (room.x / wide).min(1.0) } else { zoom }
}

/// Height of boxes on top of each other with the least free room between them.
fn stacked(members: &[usize], sizes: &[Vec2]) -> f32 {
    let heights = members.iter().filter_map(|&at| sizes.get(at)).map(|s| s.y + BOX_GAP.0);
    heights.sum::<f32>() - BOX_GAP.0
}

fn widest(members: &[usize], sizes: &[Vec2]) -> f32 {
    members.iter().filter_map(|&at| sizes.get(at)).map(|s| s.x).fold(0.0, f32::max)
}

/// The height of each node's centre.
fn place(
    request: &LayoutRequest,
    columns: &[(usize, Vec<usize>)],
    sizes: &[Vec2],
    room: f32,
) -> Vec<f32> {
    let height = |at: usize| sizes.get(at).map_or(0.0, |s| s.y);
    let group = |at: usize| request.nodes.get(at).and_then(|n| n.group);
    let needed = |members: &[usize]| stacked(members, sizes);
    let tallest = columns.iter().map(|(_, members)| needed(members)).fold(0.0, f32::max);
    let room = room.max(tallest);
    let mut pulls: Vec<Vec<usize>> = vec![Vec::new(); request.nodes.len()];
    for link in request.links.iter().filter(|link| link.pulls) {
        for (from, to) in [(link.source, link.target), (link.target, link.source)] {
            if let Some(around) = pulls.get_mut(from) {
                around.push(to);
            }
        }
    }
    let mut centre = vec![room / 2.0; request.nodes.len()];
    for pass in 0..=PASSES {
        for step in 0..columns.len() {
            let at = if pass % 2 == 0 { step } else { columns.len() - 1 - step };
            let Some((_, members)) = columns.get(at) else { continue };
            let n = members.len() as f32;
            let spare = (room - needed(members)) / n;
            let gap = (BOX_GAP.0 + spare * 0.5).min(BOX_GAP.1);
            let slots: Vec<Slot> = members
                .iter()
                .enumerate()
                .map(|(row, &node)| {
                    let around = pulls.get(node).map(Vec::as_slice).unwrap_or_default();
                    let even = room * (row as f32 + 0.5) / n;
                    let sum: f32 = around.iter().filter_map(|&o| centre.get(o)).sum();
                    let wish = if pass == 0 || around.is_empty() {
                        even
                    } else {
                        0.6 * sum / around.len() as f32 + 0.4 * even
                    };
                    let above = row.checked_sub(1).and_then(|r| members.get(r));
                    let splits = above.is_some_and(|&a| group(a) != group(node));
                    let extra = if splits && spare > GROUP_GAP { GROUP_GAP } else { 0.0 };
                    Slot {
                        height: height(node),
                        gap: gap + extra,
                        wish,
                        weight: 1.0 + around.len() as f32,
                    }
                })
                .collect();
            for (&node, y) in members.iter().zip(centres(&slots, room)) {
                if let Some(slot) = centre.get_mut(node) {
                    *slot = y;
                }
            }
        }
    }
    centre
}

fn boxes_at(
    request: &LayoutRequest,
    labels: Vec<LabelBox>,
    sizes: &[Vec2],
    columns: &[(usize, Vec<usize>)],
    xs: &[f32],
    heights: &[f32],
) -> Vec<NodeBox> {
    let mut left = vec![0.0; request.nodes.len()];
    for ((_, members), &x) in columns.iter().zip(xs) {
        for &node in members {
            if let Some(slot) = left.get_mut(node) {
                *slot = x;
            }
        }
    }
    let nodes = request.nodes.iter().zip(labels).zip(sizes);
    nodes
        .zip(left.iter().zip(heights))
        .map(|(((node, label), &reach), (&x, &y))| {
            let centre = node.pinned.unwrap_or_else(|| pos2(x + label.size.x / 2.0, y));
            // Whole units, so that hairlines of boxes are equally sharp everywhere.
            let min = (centre - label.size / 2.0).round();
            let rect = Rect::from_min_size(min, label.size);
            NodeBox { rect, reach: Rect::from_min_size(min, reach), lines: label.lines }
        })
        .collect()
}

fn headings(
    request: &LayoutRequest,
    columns: &[(usize, Vec<usize>)],
    xs: &[f32],
    top: f32,
) -> Vec<LaneHeading> {
    let mut headings: Vec<LaneHeading> = Vec::new();
    for ((_, members), &x) in columns.iter().zip(xs) {
        let kind = members.first().and_then(|&at| request.nodes.get(at)).map(|n| n.kind);
        let Some(kind) = kind else { continue };
        if headings.last().is_none_or(|last| last.kind != kind) {
            headings.push(LaneHeading { kind, pos: pos2(x.round(), top - HEADING + 14.0) });
        }
    }
    headings
}

fn routes(
    request: &LayoutRequest,
    boxes: &[NodeBox],
    columns: &[(usize, Vec<usize>)],
) -> Vec<Route> {
    let obstacles: Vec<Column> = columns
        .iter()
        .filter_map(|(_, members)| {
            let standing = members
                .iter()
                .filter(|&&at| request.nodes.get(at).is_some_and(|node| node.pinned.is_none()));
            let mut rects: Vec<Rect> =
                standing.filter_map(|&at| boxes.get(at)).map(|b| b.reach).collect();
            rects.sort_by(|a, b| a.top().total_cmp(&b.top()));
            let all = rects.iter().copied().reduce(Rect::union)?;
            Some(Column { left: all.left(), right: all.right(), boxes: rects })
        })
        .collect();
    let shifts = parallel_shifts(request);
    request
        .links
        .iter()
        .zip(shifts)
        .map(|(link, shift)| match (boxes.get(link.source), boxes.get(link.target)) {
            (Some(source), Some(target)) => {
                // Links leave beside the count, not through it.
                let (s, t) = if source.reach.right() < target.rect.left() {
                    (source.reach, target.rect)
                } else {
                    (source.rect, target.reach)
                };
                route(s, t, &obstacles, shift)
            }
            _ => Route::default(),
        })
        .collect()
}

/// How far each link stands from the line between its boxes, so that several stay apart.
fn parallel_shifts(request: &LayoutRequest) -> Vec<f32> {
    let pair =
        |link: &super::LinkRequest| (link.source.min(link.target), link.source.max(link.target));
    let mut total = std::collections::BTreeMap::new();
    for link in &request.links {
        *total.entry(pair(link)).or_insert(0_usize) += 1;
    }
    let mut seen = std::collections::BTreeMap::new();
    request
        .links
        .iter()
        .map(|link| {
            let n = total.get(&pair(link)).copied().unwrap_or(1);
            let at = seen.entry(pair(link)).or_insert(0_usize);
            let gaps = n as f32 - 1.0;
            let shift = (*at as f32 - gaps / 2.0) * PARALLEL.0.min(2.0 * PARALLEL.1 / gaps);
            *at += 1;
            shift
        })
        .collect()
}

fn bounds(boxes: &[NodeBox], headings: &[LaneHeading], routes: &[Route]) -> Option<Rect> {
    let all = boxes.iter().map(|b| b.reach).reduce(Rect::union)?;
    let mut all = all;
    for heading in headings {
        let words = heading.kind.spec().plural.to_uppercase();
        let wide = text_width(&words, 11.0, Weight::SemiBold) + words.len() as f32;
        all.extend_with(heading.pos + vec2(wide, -12.0));
    }
    for route in routes {
        for point in route.polyline(6) {
            all.extend_with(point);
        }
    }
    Some(all)
}
