//! Rings around what the picture is about: one distance, one ring.
//!
//! Distance from the middle counts links ([`super::hops`]). Kinds keep to sectors, in the order
//! in which lanes stand, and stand within them against crossings ([`super::bearing`]). Rings are
//! as wide and high as the room, so many to a distance as are needed, and boxes slide along them
//! until none overlap ([`super::rings`]). The world is the smallest, up to what the room shows
//! largest, that holds everything. O(worlds tried * n * boxes near each + m).

mod band;
mod bearing;
mod homed;
mod hops;
mod rings;

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use self::bearing::{Measure, Wishes, order};
use self::direct::routes_bowed;
use self::homed::{bearings_at_home, near_home};
use self::hops::{Hops, hops, neighbours};
use self::ring::{Ring, bearing_of};
use self::rings::{Crowd, GAP, Standing};
use self::wrap::{LabelBox, label_box, label_style};
use super::reach::reach;
use super::{
    Layout, LayoutRequest, LinkRequest, NodeBox, NodeRequest, Watch, direct, grid, place, ring,
    wrap,
};
use crate::atlas::NodeKind;

/// Worlds tried between one that holds everything and one that does not.
const HALVINGS: usize = 5;
/// How much a world grows that does not hold everything.
const GROWTH: f32 = 1.15;
/// A world is not tried before boxes take less than this share of it.
const DENSEST: f32 = 0.55;
/// What stood no further than this share of the room from the middle stood in it.
const CENTRAL: f32 = 0.05;
/// How far a link follows the rings instead of the straight line; 1 would be all the way.
const FOLLOW: f32 = 0.4;

/// How far the middle of a link bows out to do so, as share of the link's length.
const BULGE: f32 = 0.14;

/// Works the rings out.
pub(super) fn arrange(request: &LayoutRequest, watch: &Watch) -> Layout {
    let labels: Vec<LabelBox> =
        request.nodes.iter().map(|n| label_box(&n.label, &label_style(n.kind))).collect();
    let sizes: Vec<Vec2> = request.nodes.iter().zip(&labels).map(|(n, l)| reach(n, l)).collect();
    let (standing, world) = stand(request, &sizes, watch);
    watch.advance_to(0.7);
    let boxes = boxes_at(request, labels, &sizes, &standing.centres);
    let routes = routes_bowed(&boxes, &request.links, |a, b| outwards(a, b, world));
    let mut layout = Layout { boxes, routes, rings: standing.rings, ..Layout::default() };
    layout.bounds = bounds(&layout, world);
    watch.advance_to(1.0);
    layout
}

/// The zoom at which the layout fits its room, but for its headings.
pub(super) fn zoom_for(request: &LayoutRequest) -> f32 {
    let labels = request.nodes.iter().map(|n| label_box(&n.label, &label_style(n.kind)));
    let sizes: Vec<Vec2> =
        request.nodes.iter().zip(labels).map(|(n, label)| reach(n, &label)).collect();
    let watch = Watch::default();
    let (room, zooms) = bounded(request);
    let crowd = crowd_of(request, &wishes(request), &sizes, &watch);
    let (_, world) = largest(&crowd.as_crowd(&sizes), room, zooms, &watch);
    (request.room.x / world.x).min(request.room.y / world.y).min(request.zooms.most)
}

/// What a [`Crowd`] looks at, but for sizes.
struct OwnCrowd {
    levels: Vec<Vec<usize>>,
    bearings: Vec<f32>,
    homes: Vec<Option<Vec2>>,
    neighbours: Vec<Vec<usize>>,
    middle: Vec<(usize, Pos2)>,
}

impl OwnCrowd {
    fn as_crowd<'a>(&'a self, sizes: &'a [Vec2]) -> Crowd<'a> {
        let Self { levels, bearings, homes, neighbours, middle } = self;
        Crowd { levels, sizes, bearings, homes, neighbours, middle }
    }
}

/// Stands everything but what is pinned on its rings: in the smallest world that holds it, or near
/// where it stands when all is shown.
fn stand(request: &LayoutRequest, sizes: &[Vec2], watch: &Watch) -> (Standing, Vec2) {
    let (room, zooms) = bounded(request);
    let wishes = wishes(request);
    let mut crowd = crowd_of(request, &wishes, sizes, watch);
    let found = largest(&crowd.as_crowd(sizes), room, zooms, watch);
    if crowd.homes.iter().all(Option::is_none) || watch.is_cut_short() {
        return found;
    }
    crowd.bearings = bearings_at_home(&crowd.levels, &wishes);
    crowd.neighbours = wishes.neighbours;
    near_home(&crowd.as_crowd(sizes), found.1, room, zooms.0).unwrap_or(found)
}

/// Who stands on which ring, in order.
fn crowd_of(request: &LayoutRequest, wishes: &Wishes, sizes: &[Vec2], watch: &Watch) -> OwnCrowd {
    let (room, zooms) = bounded(request);
    let Hops { middle, mut levels } = hops(request);
    let is_free = |node: &usize| request.nodes.get(*node).is_some_and(|n| n.pinned.is_none());
    for level in &mut levels {
        level.retain(is_free);
    }
    levels.retain(|level| !level.is_empty());
    let homes = homes(request, &middle);
    let middle = stacked(middle.into_iter().filter(is_free).collect(), sizes, room);
    let (bearings, neighbours) = (Vec::new(), Vec::new());
    let mut crowd = OwnCrowd { levels, bearings, homes, neighbours, middle };
    let mean = crowd.as_crowd(sizes).mean_size();
    let shape = Ring { centre: pos2(0.0, 0.0), radii: ((room / zooms.0 - mean) / 2.0).max(mean) };
    let measure = Measure::of(&shape, mean);
    crowd.bearings = order(&mut crowd.levels, wishes, &measure, watch);
    watch.advance_to(0.3);
    crowd
}

/// Where nodes stand when all is shown, from the middle, as shares of the room; nowhere where
/// something else is in the middle, for then all stands anew.
fn homes(request: &LayoutRequest, middle: &[usize]) -> Vec<Option<Vec2>> {
    let home = |node: &NodeRequest| Some(node.home? - pos2(0.5, 0.5));
    let is_central = |home: Vec2| home.abs().max_elem() < CENTRAL;
    let mut central = middle.iter().map(|&at| request.nodes.get(at).and_then(home));
    let is_kept = central.all(|home| home.is_some_and(is_central));
    request.nodes.iter().map(|node| home(node).filter(|_| is_kept)).collect()
}

/// Room and zooms within what can be reckoned with.
fn bounded(request: &LayoutRequest) -> (Vec2, (f32, f32)) {
    let side = |length: f32| if length.is_finite() { length.clamp(50.0, 1e5) } else { 1000.0 };
    let zoom = |zoom: f32| if zoom.is_finite() { zoom.clamp(0.05, 20.0) } else { 1.0 };
    let least = zoom(request.zooms.least);
    let room = vec2(side(request.room.x), side(request.room.y));
    // A strip is no shape for a ring.
    let room = vec2(room.x.min(room.y * 4.0), room.y.min(room.x * 2.0));
    (room, (least, zoom(request.zooms.most).max(least)))
}

/// What stands in the middle, in columns about (0, 0).
fn stacked(middle: Vec<usize>, sizes: &[Vec2], room: Vec2) -> Vec<(usize, Pos2)> {
    let size = |node: &usize| sizes.get(*node).copied().unwrap_or(Vec2::ZERO) + GAP;
    let cell = middle.iter().map(size).fold(Vec2::ZERO, Vec2::max);
    let n = middle.len();
    let shape = room.y / room.x * cell.x / cell.y.max(1.0);
    let rows = ((n as f32 * shape).sqrt().round() as usize).clamp(1, n.max(1));
    let columns = n.div_ceil(rows).max(1);
    let rows = n.div_ceil(columns);
    let half = vec2(columns as f32 - 1.0, rows as f32 - 1.0) / 2.0;
    let place = |at: usize| {
        let column = vec2((at / rows.max(1)) as f32, (at % rows.max(1)) as f32);
        ((column - half) * cell).to_pos2()
    };
    middle.into_iter().enumerate().map(|(at, node)| (node, place(at))).collect()
}

fn sector_of(kind: NodeKind) -> usize {
    NodeKind::ALL.iter().position(|&k| k == kind).unwrap_or(0)
}

fn wishes(request: &LayoutRequest) -> Wishes {
    let nodes = &request.nodes;
    Wishes {
        sector: nodes.iter().map(|node| sector_of(node.kind)).collect(),
        group: nodes.iter().map(|node| node.within.filter(|&head| head < nodes.len())).collect(),
        neighbours: neighbours(request, |link| link.pulls),
        home: nodes
            .iter()
            .map(|node| node.home.map(|home| bearing_of(home - pos2(0.5, 0.5))))
            .collect(),
    }
}

/// The crowd in the smallest world found that holds it.
fn largest(
    crowd: &Crowd<'_>,
    room: Vec2,
    (least, most): (f32, f32),
    watch: &Watch,
) -> (Standing, Vec2) {
    let on_rings = crowd.levels.iter().flatten().chain(crowd.middle.iter().map(|m| &m.0));
    let boxes: f32 = on_rings
        .filter_map(|&node| crowd.sizes.get(node))
        .map(|size| (size.x + GAP.x) * (size.y + GAP.y))
        .sum();
    // Worlds by how much larger they are than the room shown largest.
    let unit = room / most;
    let densest = (boxes / DENSEST / (unit.x * unit.y)).sqrt().max(1.0);
    let mut small = densest;
    let mut scale = densest.max(if densest < most / least { most / least } else { 1.0 });
    let mut tried = 0;
    let mut found = loop {
        if let Some(standing) = crowd.stand(unit * scale) {
            break (standing, scale);
        }
        small = scale;
        tried += 1;
        // Ever faster, so that an end is sure: a world large enough holds any crowd on one ring
        // to a level.
        scale *= GROWTH + 0.02 * tried as f32;
    };
    if let Some(standing) = crowd.stand(unit * small) {
        found = (standing, small);
    }
    for _ in 0..HALVINGS {
        if watch.is_cut_short() || found.1 - small < 0.02 * small {
            break;
        }
        let scale = f32::midpoint(small, found.1);
        match crowd.stand(unit * scale) {
            Some(standing) => found = (standing, scale),
            None => small = scale,
        }
    }
    (found.0, unit * found.1)
}

fn boxes_at(
    request: &LayoutRequest,
    labels: Vec<LabelBox>,
    sizes: &[Vec2],
    centres: &[Pos2],
) -> Vec<NodeBox> {
    let nodes = request.nodes.iter().zip(labels);
    nodes
        .zip(sizes.iter().zip(centres))
        .map(|((node, label), (&reach, &centre))| {
            // Whole units, so that hairlines of boxes are equally sharp everywhere.
            let min = match node.pinned {
                Some(pinned) => pinned - label.size / 2.0,
                None => centre - reach / 2.0,
            };
            let min = min.round();
            let rect = Rect::from_min_size(min, label.size);
            NodeBox {
                rect,
                reach: Rect::from_min_size(min, reach),
                lines: label.lines,
                notes: Vec::new(),
            }
        })
        .collect()
}

/// From the middle of the straight line between two places towards the ring halfway between
/// theirs.
fn outwards(a: Pos2, b: Pos2, world: Vec2) -> Vec2 {
    let (p, q) = (a.to_vec2() / world, b.to_vec2() / world);
    let middle = (p + q) / 2.0;
    let radius = middle.length_sq().sqrt();
    if radius < 1e-3 {
        return Vec2::ZERO;
    }
    let wanted = f32::midpoint(p.length_sq().sqrt(), q.length_sq().sqrt());
    let away = middle * ((wanted - radius) / radius * FOLLOW) * world;
    let most = BULGE * a.distance_sq(b).sqrt();
    let far = away.length_sq().sqrt();
    if far > most { away * (most / far) } else { away }
}

fn bounds(layout: &Layout, world: Vec2) -> Option<Rect> {
    let mut all = layout.boxes.iter().map(|b| b.reach).reduce(Rect::union)?;
    for ring in &layout.rings {
        all = all.union(Rect::from_center_size(ring.centre, ring.radii * 2.0));
    }
    for point in layout.routes.iter().flat_map(|route| route.polyline(6)) {
        all.extend_with(point);
    }
    // The middle is shown in the middle, and what stays in its place in the world is shown there.
    Some(all.union(Rect::from_center_size(pos2(0.0, 0.0), world)))
}
