//! The world a drawing is made in, and the request's boxes in it.
//!
//! Owns sizes of labels with their counts, and how large the world is: as small as keeps boxes
//! from being cramped, as large as legibility allows, larger only where nothing else helps.
//! Knows nothing of how places are found.

use emath::{Pos2, Rect, Vec2, vec2};

use super::distance::{Distances, Graph};
use super::large::large;
use super::pack::rows;
use super::polish::{Budget, polish};
use super::reach::count_width;
use super::spread::spread;
use super::still::{ASPECT, Piece, Places, still};
use super::wrap::{LabelBox, LabelStyle, label_box, label_style};
use super::{
    Frame, Layout, LayoutRequest, LinkRequest, NodeBox, Problem, Route, Watch, place, routes,
};

/// Least free room between boxes, from where there is plenty to where there is little, one more
/// than must be left when boxes have moved to whole units; and the share of the world that boxes
/// with such gaps may take.
const GAPS: [(Vec2, f32); 3] =
    [(vec2(21.0, 15.0), 0.5), (vec2(9.0, 7.0), 0.5), (vec2(5.0, 4.0), 0.85)];
/// Boxes take up to this share of the world before it is made larger, as far as zoom allows.
const AIRY: f32 = 0.26;
/// From one try to the next, zoom falls to this share.
const NEXT: f32 = 0.9;
/// So many worlds beyond the least zoom are tried.
const GROWTHS: usize = 30;
/// Widths of lines that are tried where room is short, in shares of the style's.
const NARROWER: [f32; 3] = [0.8, 0.65, 0.5];
/// So many nodes are placed by the distances of all pairs; beyond, these would take too long.
const MOST: usize = 1_500;
/// Free room between boxes of larger graphs, half of it on either side.
const SPREAD_GAP: Vec2 = vec2(16.0, 10.0);
/// Aspects to which larger graphs are bent.
const ASPECTS: (f32, f32) = (0.4, 2.5);
/// The share of a room that boxes and the room around them can take.
const FILLED: f32 = 0.62;
/// Zooms beyond these are nobody's wish.
const ZOOMS: (f32, f32) = (0.01, 100.0);
/// Shares of their distance at which boxes at their homes are tried on a page.
const CLOSER: [f32; 5] = [1.0, 0.85, 0.7, 0.55, 0.42];
/// Shares of the page over which their homes are drawn out where that is not enough.
const STRETCHED: [f32; 6] = [0.95, 0.8, 0.65, 0.5, 0.35, 0.2];
/// Sides of rooms beyond these are nobody's window.
const SIDES: (f32, f32) = (16.0, 100_000.0);

/// Boxes, and the world they stand in.
struct Placed {
    labels: Vec<LabelBox>,
    sizes: Vec<Vec2>,
    centres: Vec<Pos2>,
    world: Vec2,
}

/// Works the organic layout out. The bounds are the whole world, so that shares of the room mean
/// the same in every picture.
pub(in crate::layout) fn arrange(request: &LayoutRequest, watch: &Watch) -> Layout {
    if request.nodes.is_empty() {
        return Layout::default();
    }
    if is_settled(request) {
        let layout = settled(request);
        // A page on which nothing at its home can be read is filled anew.
        let zoom = layout.zoom_to_fit(request.room, request.zooms.most);
        if !request.must_fit || zoom >= request.zooms.least || request.nodes.len() > MOST {
            return layout;
        }
        return arrange(&homeless(request), watch);
    }
    let is_large = request.nodes.len() > MOST;
    let placed = if is_large { scattered(request, watch) } else { placed(request, watch) };
    let boxes = boxes_of(request, &placed);
    let routes = routes(&boxes, &request.links);
    let world = Rect::from_min_size(Pos2::ZERO, placed.world);
    let bounds = boxes.iter().map(|place| place.reach).fold(world, Rect::union);
    Layout { boxes, routes, bounds: Some(bounds), ..Layout::default() }
}

/// Whether places are known, so that none are to be sought.
fn is_settled(request: &LayoutRequest) -> bool {
    request.nodes.iter().any(|node| node.home.is_some())
}

/// The same without homes and frames.
fn homeless(request: &LayoutRequest) -> LayoutRequest {
    let mut homeless = request.clone();
    for node in &mut homeless.nodes {
        (node.home, node.within) = (None, None);
    }
    homeless
}

/// Boxes at their homes, and what opened among them.
fn settled(request: &LayoutRequest) -> Layout {
    let (labels, sizes, places) = at_home(request);
    let frames = places.frames.iter();
    let frames = frames.map(|&(head, rect, n_parts)| Frame { head, rect: rounded(rect), n_parts });
    let nodes = request.nodes.iter().zip(&labels).zip(sizes.iter().zip(&places.corners));
    let boxes: Vec<NodeBox> = nodes
        .map(|((node, label), (&size, &corner))| {
            let pin = node.pinned.filter(|pin| pin.is_finite());
            let min = pin.map_or(corner, |pin| pin - label.size / 2.0).round();
            NodeBox {
                rect: Rect::from_min_size(min, label.size),
                reach: Rect::from_min_size(min, size),
                lines: label.lines.clone(),
                notes: Vec::new(),
            }
        })
        .collect();
    let frames: Vec<Frame> = frames.collect();
    let is_framed = |link: &&LinkRequest| {
        let within = |node: usize| request.nodes.get(node).and_then(|node| node.within);
        within(link.source) == Some(link.target) || within(link.target) == Some(link.source)
    };
    let drawn: Vec<LinkRequest> = request.links.iter().filter(|l| !is_framed(l)).copied().collect();
    let mut found = routes(&boxes, &drawn).into_iter();
    let all = request.links.iter();
    let routes = all
        .map(
            |link| {
                if is_framed(&link) { Route::default() } else { found.next().unwrap_or_default() }
            },
        )
        .collect();
    let bounds = boxes.iter().map(|place| place.reach).chain(frames.iter().map(|f| f.rect));
    let bounds = bounds.reduce(Rect::union);
    let unpushed = unpushed(request, &sizes);
    Layout { boxes, routes, frames, bounds, unpushed, ..Layout::default() }
}

/// What there would be without what was opened by hand.
fn unpushed(request: &LayoutRequest, sizes: &[Vec2]) -> Option<Rect> {
    if !request.nodes.iter().any(|node| node.is_pushed_in) {
        return None;
    }
    let pieces = pieces(request, sizes);
    let (others, sizes): (Vec<Piece>, Vec<Vec2>) = pieces
        .into_iter()
        .zip(&request.nodes)
        .zip(sizes)
        .filter(|((_, node), _)| !node.is_pushed_in && node.within.is_none())
        .map(|((piece, _), size)| (piece, *size))
        .unzip();
    let corners = still(&others, ASPECT).corners.into_iter().zip(sizes);
    corners.map(|(corner, size)| Rect::from_min_size(corner, size)).reduce(Rect::union)
}

fn rounded(rect: Rect) -> Rect {
    Rect::from_min_max(rect.min.floor(), rect.max.ceil())
}

/// Labels, sizes and places of boxes at their homes.
fn at_home(request: &LayoutRequest) -> (Vec<LabelBox>, Vec<Vec2>, Places) {
    let (labels, sizes) = measured(request, request.nodes.len() <= MOST);
    let pieces = pieces(request, &sizes);
    let places = if request.must_fit { closest(request, &pieces) } else { still(&pieces, ASPECT) };
    (labels, sizes, places)
}

/// On a page what is left stands as close together as it takes to be read, in the same order.
fn closest(request: &LayoutRequest, pieces: &[Piece]) -> Places {
    if pieces.len() > MOST {
        return still(pieces, ASPECT);
    }
    let mut best: Option<(f32, Places)> = None;
    let aspect = (request.room.x / request.room.y.max(1.0)).clamp(ASPECTS.0, ASPECTS.1);
    // As at home, and then drawn out to the page's own shape.
    let page = request.room / request.zooms.least.max(0.01) / request.world.max(Vec2::splat(1.0));
    let as_at_home = CLOSER.map(Vec2::splat);
    for scale in as_at_home.into_iter().chain(STRETCHED.map(|share| page * share)) {
        let scaled: Vec<Piece> = pieces
            .iter()
            .map(|piece| {
                let home = piece.home.map(|home| (home.to_vec2() * scale).to_pos2());
                Piece { home, ..piece.clone() }
            })
            .collect();
        let places = still(&scaled, aspect);
        let zoom = extent(pieces, &places).map_or(request.zooms.most, |all| {
            let layout = Layout { bounds: Some(all), ..Layout::default() };
            layout.zoom_to_fit(request.room, request.zooms.most)
        });
        if best.as_ref().is_none_or(|(most, _)| zoom > *most) {
            best = Some((zoom, places));
        }
        if zoom >= request.zooms.least {
            break;
        }
    }
    best.map(|(_, places)| places).unwrap_or_default()
}

/// All pieces and frames.
fn extent(pieces: &[Piece], places: &Places) -> Option<Rect> {
    let placed = places.corners.iter().zip(pieces);
    let boxes = placed.map(|(&corner, piece)| Rect::from_min_size(corner, piece.size));
    boxes.chain(places.frames.iter().map(|frame| frame.1)).reduce(Rect::union)
}

fn pieces(request: &LayoutRequest, sizes: &[Vec2]) -> Vec<Piece> {
    let nodes = request.nodes.iter().zip(sizes);
    nodes
        .map(|(node, &size)| Piece {
            home: node.home.map(|home| (home.to_vec2() * request.world).to_pos2()),
            size,
            own: size - vec2(count_width(node), 0.0),
            within: node.within,
        })
        .collect()
}

/// Places in the smallest world that is not cramped.
fn placed(request: &LayoutRequest, watch: &Watch) -> Placed {
    let side = |side: f32| if side.is_finite() { side.clamp(SIDES.0, SIDES.1) } else { SIDES.1 };
    let room = vec2(side(request.room.x), side(request.room.y));
    let zoom = |zoom: f32| if zoom.is_finite() { zoom.clamp(ZOOMS.0, ZOOMS.1) } else { 1.0 };
    let least = zoom(request.zooms.least);
    let most = zoom(request.zooms.most).max(least);
    let share = |sizes: &[Vec2], gap: Vec2, zoom: f32| {
        let area: f32 = sizes.iter().map(|&size| (size.x + gap.x) * (size.y + gap.y)).sum();
        area * zoom * zoom / (room.x * room.y)
    };
    let (mut labels, mut sizes) = measured(request, false);
    if share(&sizes, Vec2::ZERO, least) > AIRY {
        (labels, sizes) = measured(request, true);
    }
    let airy = (AIRY / share(&sizes, Vec2::ZERO, 1.0)).sqrt().clamp(least, most);
    let worlds =
        std::iter::successors(Some(airy), |zoom| (*zoom > least).then(|| (zoom * NEXT).max(least)));
    let grown = std::iter::successors(Some(least * NEXT), |zoom| Some(zoom * NEXT));
    for zoom in worlds.chain(grown.take(GROWTHS)) {
        let world = (room / zoom).floor();
        for (gap, most) in GAPS {
            if share(&sizes, gap, zoom) > most {
                continue;
            }
            if let Some(centres) = attempt(request, &sizes, world, gap, watch) {
                return Placed { labels, sizes, centres, world };
            }
        }
    }
    let (centres, world) = below_pins(request, &sizes, room);
    Placed { labels, sizes, centres, world }
}

fn attempt(
    request: &LayoutRequest,
    sizes: &[Vec2],
    world: Vec2,
    gap: Vec2,
    watch: &Watch,
) -> Option<Vec<Pos2>> {
    let links: Vec<(usize, usize)> =
        request.links.iter().filter(|l| l.pulls).map(|l| (l.source, l.target)).collect();
    let nodes = request.nodes.iter().zip(sizes);
    let pinned: Vec<Option<Pos2>> = nodes
        .map(|(node, size)| {
            // What is pinned stands on whole units too, and its count right of it.
            let own = vec2(size.x - count_width(node), size.y);
            node.pinned.map(|pin| (pin - own / 2.0).round() + *size / 2.0)
        })
        .collect();
    let problem = Problem { sizes, links: &links, homes: &[], pinned: &pinned, room: world, gap };
    let mut centres = place(&problem, watch)?;
    untangle(&problem, &mut centres, watch);
    Some(centres)
}

/// Takes out crossings and links through labels, as far as it does not cost much stress.
fn untangle(problem: &Problem<'_>, centres: &mut [Pos2], watch: &Watch) {
    if watch.is_cut_short() {
        return;
    }
    let graph = Graph::new(centres.len(), problem.links);
    let distances = Distances::new(&graph);
    let budget = Budget::of(centres.len(), problem.links.len());
    polish(problem, distances.hops(), centres, budget, watch);
}

/// Places in a world as large as many boxes need, by the distances that a few of them have to
/// all.
fn scattered(request: &LayoutRequest, watch: &Watch) -> Placed {
    let (labels, sizes) = measured(request, false);
    let links: Vec<(usize, usize)> =
        request.links.iter().filter(|l| l.pulls).map(|l| (l.source, l.target)).collect();
    let positions = large(sizes.len(), &links, watch, 0.0..0.9);
    let aspect = (request.room.x / request.room.y.max(1.0)).clamp(ASPECTS.0, ASPECTS.1);
    let centres = spread(&positions, &sizes, SPREAD_GAP, aspect, watch, 0.9..1.0);
    let corner = centres.iter().zip(&sizes).map(|(&centre, &size)| centre + size / 2.0);
    let world = corner.fold(Pos2::ZERO, Pos2::max).to_vec2() + SPREAD_GAP;
    Placed { labels, sizes, centres, world: world.ceil() }
}

/// The zoom at which the layout would about fit its room.
pub(in crate::layout) fn zoom_for(request: &LayoutRequest) -> f32 {
    if is_settled(request) {
        let (_, sizes, places) = at_home(request);
        let bounds = extent(&pieces(request, &sizes), &places);
        let layout = Layout { bounds, ..Layout::default() };
        let zoom = layout.zoom_to_fit(request.room, request.zooms.most);
        if !request.must_fit || zoom >= request.zooms.least {
            return zoom;
        }
    }
    let (_, sizes) = measured(request, true);
    let gap = GAPS[2].0;
    let area: f32 = sizes.iter().map(|&size| (size.x + gap.x) * (size.y + gap.y)).sum();
    let room = request.room.x * request.room.y;
    (FILLED * room / area.max(1.0)).sqrt().min(request.zooms.most)
}

/// Plain rows under all that is pinned: always possible.
fn below_pins(request: &LayoutRequest, sizes: &[Vec2], room: Vec2) -> (Vec<Pos2>, Vec2) {
    let gap = GAPS[1].0;
    let free: Vec<usize> =
        (0..sizes.len()).filter(|&at| request.nodes[at].pinned.is_none()).collect();
    let area: f32 = free.iter().map(|&at| (sizes[at].x + gap.x) * (sizes[at].y + gap.y)).sum();
    let widest = free.iter().map(|&at| sizes[at].x).fold(0.0, f32::max);
    let width = (area * room.x / room.y).sqrt().max(widest).ceil();
    let (mut centres, height) = rows(sizes, &free, width, gap);
    let mut top = 0.0_f32;
    for (at, node) in request.nodes.iter().enumerate() {
        if let Some(pin) = node.pinned {
            centres[at] = pin + vec2(count_width(node) / 2.0, 0.0);
            top = top.max((centres[at].y + sizes[at].y / 2.0 + gap.y).ceil());
        }
    }
    for &at in &free {
        centres[at].y += top;
    }
    (centres, vec2(width, top + height))
}

/// Labels in their boxes, and the sizes of boxes with their counts; `narrow` breaks lines where
/// that makes the box smaller.
fn measured(request: &LayoutRequest, narrow: bool) -> (Vec<LabelBox>, Vec<Vec2>) {
    let tight = GAPS[2].0;
    let labels = request.nodes.iter().map(|node| {
        let style = label_style(node.kind);
        let mut best = label_box(&node.label, &style);
        let area = |label: &LabelBox| (label.size.x + tight.x) * (label.size.y + tight.y);
        for share in NARROWER.into_iter().filter(|_| narrow) {
            let narrower = LabelStyle { max_width: style.max_width * share, ..style };
            let label = label_box(&node.label, &narrower);
            if label.lines.len() <= 3 && area(&label) < area(&best) {
                best = label;
            }
        }
        best
    });
    let labels: Vec<LabelBox> = labels.collect();
    let sizes = request.nodes.iter().zip(&labels);
    let sizes = sizes.map(|(node, label)| label.size + vec2(count_width(node), 0.0)).collect();
    (labels, sizes)
}

fn boxes_of(request: &LayoutRequest, placed: &Placed) -> Vec<NodeBox> {
    let places = placed.labels.iter().zip(&placed.sizes).zip(&placed.centres);
    places
        .zip(&request.nodes)
        .map(|(((label, &size), &centre), node)| {
            // Whole units, so that hairlines of boxes are equally sharp everywhere.
            let min = node
                .pinned
                .filter(|pin| pin.is_finite())
                .map_or(centre - size / 2.0, |pin| pin - label.size / 2.0)
                .round();
            NodeBox {
                rect: Rect::from_min_size(min, label.size),
                reach: Rect::from_min_size(min, size),
                lines: label.lines.clone(),
                notes: Vec::new(),
            }
        })
        .collect()
}
