//! Kinds as columns: threats, pillars, actions, actors, instruments.
//!
//! Each kind has a lane; a lane too long for the room wraps into columns ([`super::columns`]).
//! Groups (the actions of a pillar) stay together. The order within lanes is chosen against
//! crossings ([`super::order`], then [`super::exchange`]), the heights so that links run level
//! ([`super::heights`]), and links pass columns through their gaps ([`super::bundle`]).

mod arcs;
mod bundle;
mod columns;
mod exchange;
mod heights;
mod order;
mod ports;
mod walls;

use std::cmp::Ordering;

use emath::{Rect, Vec2, pos2, vec2};

use self::bundle::{Ground, routes};
use self::columns::{Column, deal, frame, lefts, wrap_to_fit};
use self::exchange::Exchange;
use self::heights::Heights;
use self::measure::{Weight, text_width};
use self::order::{Lanes, order};
use self::route::Route;
use self::walls::Wall;
use self::wrap::{LabelBox, LabelStyle, TEXT_SIZE, label_box, label_style};
use super::reach::reach;
use super::{
    LaneHeading, Layout, LayoutRequest, LinkRequest, NodeBox, Watch, Zooms, measure, place, route,
    wrap,
};
use crate::atlas::NodeKind;

/// Room above the boxes for the lane's heading.
const HEADING: f32 = 30.0;
/// Widths of lines that are tried where room is short, in shares of the style's.
const NARROWER: [f32; 3] = [1.0, 0.75, 0.55];
/// Labels of larger pictures keep their width: what does not fit is folded rather than squeezed.
const MOST_NARROWED: usize = 16;
/// With more nodes than these a layout is worked out roughly.
const HUGE: usize = 2000;
/// Lanes from left to right.
const KINDS: [NodeKind; 5] =
    [NodeKind::Threat, NodeKind::Pillar, NodeKind::Action, NodeKind::Actor, NodeKind::Instrument];

/// Works the lanes out. A small picture that would be too wide to read breaks its labels sooner.
pub(super) fn arrange(request: &LayoutRequest, watch: &Watch) -> Layout {
    let zoom = |layout: &Layout| layout.zoom_to_fit(request.room, request.zooms.most);
    let mut best = arranged(request, 1.0, watch);
    if zoom(&best) >= request.zooms.least || request.nodes.len() > MOST_NARROWED {
        return best;
    }
    let least = request.zooms.least;
    let tight = LayoutRequest { zooms: Zooms { least, most: least }, ..request.clone() };
    for share in NARROWER {
        if zoom(&best) >= least || watch.is_cut_short() {
            break;
        }
        let narrower = arranged(&tight, share, watch);
        if zoom(&narrower) > zoom(&best) {
            best = narrower;
        }
    }
    best
}

/// The lanes with lines up to a share of the width that is usual.
fn arranged(request: &LayoutRequest, share: f32, watch: &Watch) -> Layout {
    let style = |kind| {
        let usual = label_style(kind);
        LabelStyle { max_width: usual.max_width * share, ..usual }
    };
    let labels: Vec<LabelBox> =
        request.nodes.iter().map(|n| label_box(&n.label, &style(n.kind))).collect();
    let sizes: Vec<Vec2> = request.nodes.iter().zip(&labels).map(|(n, l)| reach(n, l)).collect();
    let is_huge = request.nodes.len() > HUGE;
    let mut lanes = unordered_lanes(request);
    order(&mut lanes);
    let heading = HEADING * request.zooms.least.max(1.0);
    let room = vec2(request.room.x, (request.room.y - heading).max(1.0));
    let wraps = wrap_to_fit(request, &lanes.members, &sizes, room);
    let mut columns = deal(request, &lanes.members, &wraps, &leans(request, &lanes));
    let frame = frame(request, &columns, &sizes, room);
    let mut xs = lefts(request, &columns, &sizes, frame.x);
    let room = (frame.y + HEADING, HEADING);
    let place = Heights { request, sizes: &sizes, neighbours: &lanes.neighbours, room };
    let mut heights = place.centres(&columns);
    if !is_huge && !watch.is_cut_short() {
        let may_move: Vec<bool> = lanes.fixed.iter().map(|fixed| !fixed).collect();
        let exchange = Exchange::new(request, columns, (&xs, &sizes), &heights, room);
        columns = exchange.improved(&may_move, watch);
        // A column that lost its widest box is narrower.
        xs = lefts(request, &columns, &sizes, frame.x);
        heights = place.centres(&columns);
    }
    let boxes = boxes_at(request, labels, &sizes, &columns, &xs, &heights);
    let top = boxes.iter().map(|b| b.rect.top()).fold(f32::INFINITY, f32::min);
    let headings = headings(request, &columns, &xs, top);
    let (walls, rows) = walls(request, &boxes, &columns);
    let ground = Ground { request, boxes: &boxes, walls: &walls, rows: &rows };
    let routes = routes(&ground, is_huge || watch.is_cut_short());
    let mut bounds = bounds(&boxes, &headings, &routes);
    if request.nodes.iter().any(|node| node.home.is_some()) {
        let whole = Rect::from_min_size(pos2(0.0, -HEADING), vec2(frame.x, frame.y + HEADING));
        bounds = bounds.map(|bounds| bounds.union(whole));
    }
    Layout { boxes, routes, headings, rings: Vec::new(), bounds }
}

/// Threats and pillars stand as the taxonomy and the strategy list them, so that one finds them
/// again whatever else is shown.
const fn keeps_order(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Threat | NodeKind::Pillar)
}

fn unordered_lanes(request: &LayoutRequest) -> Lanes {
    let of_kind = |kind| -> Vec<usize> {
        let nodes = request.nodes.iter().enumerate();
        nodes.filter(|(_, node)| node.kind == kind).map(|(at, _)| at).collect()
    };
    let mut neighbours = vec![Vec::new(); request.nodes.len()];
    for link in request.links.iter().filter(|link| link.pulls) {
        for (from, to) in [(link.source, link.target), (link.target, link.source)] {
            if let Some(around) = neighbours.get_mut(from) {
                around.push(to);
            }
        }
    }
    let (fixed, members): (Vec<bool>, Vec<Vec<usize>>) = kinds_from_left(request)
        .into_iter()
        .map(|kind| (keeps_order(kind), of_kind(kind)))
        .filter(|(_, members)| !members.is_empty())
        .unzip();
    let group = request.nodes.iter().map(|node| node.group).collect();
    let homes = request.nodes.iter().map(|node| node.home.map(|home| home.y)).collect();
    Lanes { members, fixed, group, neighbours, homes }
}

/// Kinds in their reading order; nodes of no kind stand where their links are shortest.
fn kinds_from_left(request: &LayoutRequest) -> Vec<NodeKind> {
    let plain_at = |place: usize| {
        let mut kinds = KINDS.to_vec();
        kinds.insert(place, NodeKind::Plain);
        kinds
    };
    let kind = |at: usize| request.nodes.get(at).map(|node| node.kind);
    let other = |link: &LinkRequest| match (kind(link.source), kind(link.target)) {
        (Some(NodeKind::Plain), other) | (other, Some(NodeKind::Plain)) if link.pulls => other,
        _ => None,
    };
    let others: Vec<NodeKind> = request.links.iter().filter_map(other).collect();
    let shown: Vec<bool> =
        KINDS.iter().map(|&kind| request.nodes.iter().any(|node| node.kind == kind)).collect();
    let length = |place: usize| -> usize {
        let lanes_from = |kind: &NodeKind| {
            let at = KINDS.iter().position(|k| k == kind).unwrap_or(place);
            let (from, to) = if at < place { (at, place) } else { (place, at + 1) };
            shown.iter().take(to).skip(from).filter(|shown| **shown).count()
        };
        others.iter().map(lanes_from).sum()
    };
    // At the end unless elsewhere is better.
    plain_at((0..=KINDS.len()).rev().min_by_key(|&place| length(place)).unwrap_or(KINDS.len()))
}

/// What wants to stand further right among the columns of its lane: what stands there when all
/// is shown; else what is linked to the right rather than to the left. Lanes that keep their
/// order are read row by row.
fn leans(request: &LayoutRequest, lanes: &Lanes) -> Vec<Option<f32>> {
    let lane_of = lanes.lane_of();
    let mut leans = vec![None; request.nodes.len()];
    for (lane, members) in lanes.members.iter().enumerate() {
        if lanes.fixed.get(lane).copied().unwrap_or(true) {
            continue;
        }
        let home = |node: usize| request.nodes.get(node).and_then(|node| node.home);
        let homes: Vec<f32> = members.iter().filter_map(|&node| home(node)).map(|h| h.x).collect();
        let middle = homes.iter().sum::<f32>() / homes.len().max(1) as f32;
        for &node in members {
            let around = lanes.neighbours.get(node).map(Vec::as_slice).unwrap_or_default();
            let side = |&other: &usize| {
                lane_of.get(other).map_or(0.0, |other| match other.cmp(&lane) {
                    Ordering::Less => -1.0,
                    Ordering::Equal => 0.0,
                    Ordering::Greater => 1.0,
                })
            };
            let lean = around.iter().map(side).sum::<f32>() / around.len().max(1) as f32;
            if let Some(slot) = leans.get_mut(node) {
                *slot = Some(home(node).map_or(middle + 0.01 * lean, |home| home.x));
            }
        }
    }
    leans
}

fn boxes_at(
    request: &LayoutRequest,
    labels: Vec<LabelBox>,
    sizes: &[Vec2],
    columns: &[Column],
    xs: &[f32],
    heights: &[f32],
) -> Vec<NodeBox> {
    let mut left = vec![0.0; request.nodes.len()];
    for (column, &x) in columns.iter().zip(xs) {
        for &node in &column.members {
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

fn headings(request: &LayoutRequest, columns: &[Column], xs: &[f32], top: f32) -> Vec<LaneHeading> {
    let mut headings: Vec<LaneHeading> = Vec::new();
    for (column, &x) in columns.iter().zip(xs) {
        let kind = column.members.first().and_then(|&at| request.nodes.get(at)).map(|n| n.kind);
        let Some(kind) = kind else { continue };
        if headings.last().is_none_or(|last| last.kind != kind) {
            headings.push(LaneHeading { kind, pos: pos2(x.round(), top - HEADING + 14.0) });
        }
    }
    headings
}

/// Columns as what links have to get past, and the column and row of each box.
fn walls(
    request: &LayoutRequest,
    boxes: &[NodeBox],
    columns: &[Column],
) -> (Vec<Wall>, Vec<Option<(usize, usize)>>) {
    let mut rows = vec![None; boxes.len()];
    let mut walls: Vec<Wall> = Vec::new();
    for column in columns {
        let stands = |at: usize| request.nodes.get(at).is_some_and(|node| node.pinned.is_none());
        let mut standing: Vec<(usize, Rect)> = column
            .members
            .iter()
            .filter(|&&at| stands(at))
            .filter_map(|&at| Some((at, boxes.get(at)?.reach)))
            .collect();
        standing.sort_by(|a, b| a.1.top().total_cmp(&b.1.top()));
        let rects: Vec<Rect> = standing.iter().map(|(_, rect)| *rect).collect();
        let Some(all) = rects.iter().copied().reduce(Rect::union) else { continue };
        for (row, (at, _)) in standing.iter().enumerate() {
            if let Some(slot) = rows.get_mut(*at) {
                *slot = Some((walls.len(), row));
            }
        }
        let ends = (all.top(), all.bottom());
        walls.push(Wall { left: all.left(), right: all.right(), boxes: rects, ends });
    }
    let (top, bottom) = walls.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |ends, wall| {
        (ends.0.min(wall.ends.0), ends.1.max(wall.ends.1))
    });
    for wall in &mut walls {
        wall.ends = (top, bottom);
    }
    (walls, rows)
}

fn bounds(boxes: &[NodeBox], headings: &[LaneHeading], routes: &[Route]) -> Option<Rect> {
    let all = boxes.iter().map(|b| b.reach).reduce(Rect::union)?;
    let mut all = all;
    for heading in headings {
        let words = heading.kind.spec().plural.to_uppercase();
        let wide = text_width(&words, TEXT_SIZE, Weight::SemiBold) + words.len() as f32;
        all.extend_with(heading.pos + vec2(wide, -12.0));
    }
    for route in routes {
        for point in route.polyline(6) {
            all.extend_with(point);
        }
    }
    Some(all)
}
