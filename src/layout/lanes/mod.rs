//! Kinds as columns: threats, pillars with their actions, actors, instruments.
//!
//! Each kind has a lane, and what is part of another stands in a frame under it. The order within
//! lanes is the home order ([`order`]), the same for every picture of an atlas; a picture leaves
//! things out of it. Widths are those of the kinds ([`across`]), and each lane is stacked from its top
//! by itself ([`stack`]): what opens pushes down what stands below it, and nothing else moves. Links
//! pass columns through their gaps ([`bundle`]).

mod across;
mod arcs;
mod bundle;
pub(super) mod order;
mod ports;
mod stack;
mod walls;

use std::borrow::Cow;
use std::collections::BTreeSet;

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use self::across::{Lane, columns, frame, lane_of, lane_width, lefts, n_columns};
use self::bundle::{Ground, routes};
use self::measure::{Weight, text_width};
use self::order::by_rank;
use self::route::Route;
use self::stack::{Column, INDENT, Item, stack};
use self::walls::Wall;
use self::wrap::{
    LabelBox, LabelStyle, NOTE_LINE, SIGN, TEXT_SIZE, label_box, label_box_within, label_style,
};
use super::reach::count_width_inside;
use super::{
    Frame, LaneHeading, Layout, LayoutRequest, LinkRequest, NodeBox, NodeRequest, Watch, Zooms,
    measure, place, route, wrap,
};
use crate::atlas::NodeKind;

/// Room above the boxes for the lane's heading.
const HEADING: f32 = 30.0;
/// How labels are set where all has to fit: with all frames in one column as long as that can be read,
/// in lanes that leave labels a line of their own where there is room, and closer; then in columns, with
/// lines that break sooner.
const SETTINGS: [Setting; 7] = [
    Setting { share: 1.0, pad: 0.0, keeps_frames: true },
    Setting { share: 1.35, pad: 0.0, keeps_frames: true },
    Setting { share: 1.35, pad: CLOSE, keeps_frames: true },
    Setting { share: 1.65, pad: CLOSE, keeps_frames: true },
    Setting { share: 1.0, pad: 0.0, keeps_frames: false },
    Setting { share: 0.75, pad: 0.0, keeps_frames: false },
    Setting { share: 0.6, pad: 0.0, keeps_frames: false },
];
/// By how much less free room there is above and below a label that is set closer.
const CLOSE: f32 = 3.0;
/// No line is broken sooner, so that no word of a usual length is.
const LEAST_LINE: f32 = 92.0;
/// With more nodes than these links are routed roughly.
const HUGE: usize = 2000;
/// Lanes from left to right, and the kinds that stand in each.
const KINDS: [&[NodeKind]; 5] = [
    &[NodeKind::Threat],
    &[NodeKind::Pillar, NodeKind::Action],
    &[NodeKind::Actor],
    &[NodeKind::Instrument],
    &[NodeKind::Plain],
];

/// The lane in which a node of a kind stands, from the left.
pub fn lane(kind: NodeKind) -> usize {
    lane_of(kind)
}

/// About how much of a lane a box takes that has room for its label at its natural width, with the
/// free room under it, with so many lines of notes. World units.
pub fn row_height(kind: NodeKind, label: &str, n_notes: usize) -> f32 {
    let style = label_style(kind);
    let max_width = across::box_width(kind) - style.pad_left - style.pad_right;
    let label = label_box(label, &LabelStyle { max_width, ..style });
    label.size.y + n_notes as f32 * NOTE_LINE + stack::GAP
}

/// Works the lanes out. Where all has to fit, labels break sooner if they could not be read else.
pub(super) fn arrange(request: &LayoutRequest, watch: &Watch) -> Layout {
    let (request, standing) = best_standing(request);
    let is_rough = request.nodes.len() > HUGE || watch.is_cut_short();
    standing.drawn(&request, is_rough)
}

/// The zoom at which the lanes fit their room, but for what links take beside them. O(n log n).
pub(super) fn zoom_for(request: &LayoutRequest) -> f32 {
    best_standing(request).1.zoom(request)
}

/// The first way to stand in which words can be read, or the one in which they are largest, with what it
/// was asked for: where all has to fit, labels may break sooner, and then frames dissolve, so that a lane of
/// few long frames may have columns.
fn best_standing(request: &LayoutRequest) -> (Cow<'_, LayoutRequest>, Standing) {
    let mut best = (Cow::Borrowed(request), Standing::of(request, Setting::USUAL));
    let least = request.zooms.least;
    if !request.must_fit {
        return best;
    }
    for setting in SETTINGS {
        let standing = Standing::of(request, setting);
        if standing.zoom(request) >= least {
            return (Cow::Borrowed(request), standing);
        }
    }
    let tight = LayoutRequest { zooms: Zooms { least, most: least }, ..request.clone() };
    let loose = dissolved(&tight);
    for asked in [tight, loose] {
        for setting in SETTINGS {
            let standing = Standing::of(&asked, setting);
            if standing.zoom(request) > best.1.zoom(request) {
                best = (Cow::Owned(asked.clone()), standing);
            }
            if best.1.zoom(request) >= least {
                return best;
            }
        }
    }
    best
}

/// The same without frames: parts follow what they are part of, as before.
fn dissolved(request: &LayoutRequest) -> LayoutRequest {
    let sizes = vec![Vec2::ZERO; request.nodes.len()];
    let lanes = lanes(request, &sizes, 1.0);
    let order = lanes.iter().flat_map(|lane| lane.items.iter().flat_map(Item::nodes));
    let mut loose = request.clone();
    for (rank, node) in order.enumerate() {
        if let Some(node) = loose.nodes.get_mut(node) {
            node.rank = rank;
            node.within = None;
        }
    }
    loose
}

/// How labels are set.
#[derive(Debug, Clone, Copy)]
struct Setting {
    /// How wide lanes are, as a share of what is usual.
    share: f32,
    /// How much less free room there is above and below a label.
    pad: f32,
    /// Whether a lane with frames is one column.
    keeps_frames: bool,
}

impl Setting {
    const USUAL: Self = Self { share: 1.0, pad: 0.0, keeps_frames: false };
}

/// Boxes in their places, without links.
struct Standing {
    boxes: Vec<NodeBox>,
    frames: Vec<Frame>,
    headings: Vec<LaneHeading>,
    walls: Vec<Wall>,
    /// The column of each box, and the row of what it stands in there; pinned boxes stand in none.
    rows: Vec<Option<(usize, usize)>>,
    /// How far down it would reach without what was pushed in.
    low: f32,
    /// Room for links that swing out beside the last lane.
    beside: f32,
}

impl Standing {
    /// The lanes with labels set in one way.
    fn of(request: &LayoutRequest, setting: Setting) -> Self {
        let share = setting.share;
        let labels: Vec<LabelBox> =
            request.nodes.iter().map(|node| label(request.must_fit, node, setting)).collect();
        let mut sizes: Vec<Vec2> = labels.iter().map(|label| label.size).collect();
        let lanes = lanes(request, &sizes, share);
        level(&lanes, &mut sizes);
        let heading = HEADING * request.zooms.least.max(1.0);
        let room = vec2(request.room.x, (request.room.y - heading).max(1.0));
        let beside = overhang(request, &lanes);
        let n = n_columns(request, &lanes, (&sizes, room), setting.keeps_frames);
        let columns = columns(request, &lanes, &n, &sizes);
        let frame = frame(request, &lanes, &columns, (&sizes, room));
        let xs = lefts(request, &lanes, &columns, frame.x - beside);
        let mut standing = Self {
            boxes: Vec::new(),
            frames: Vec::new(),
            headings: headings(request, &columns, &xs),
            walls: Vec::new(),
            rows: vec![None; request.nodes.len()],
            low: 0.0,
            beside,
        };
        let mut corners = vec![Pos2::ZERO; request.nodes.len()];
        for (column, &x) in columns.iter().zip(&xs) {
            let wide = lanes.get(column.lane).map_or(0.0, |lane| lane.wide);
            let stacked = stack(column, (x, wide), frame.y, request, &sizes);
            for &(node, corner) in &stacked.corners {
                if let Some(slot) = corners.get_mut(node) {
                    *slot = corner;
                }
            }
            standing.frames.extend(&stacked.frames);
            standing.low = standing.low.max(stacked.low);
            standing.wall(request, column, &stacked.extents);
        }
        standing.boxes = boxes(request, labels, (&corners, &sizes));
        standing.follow_pins(request);
        standing.end_walls();
        standing
    }

    /// A column as what links have to get past: frames are passed as a whole.
    fn wall(&mut self, request: &LayoutRequest, column: &Column, extents: &[Rect]) {
        let is_pinned = |at: usize| request.nodes.get(at).is_some_and(|node| node.pinned.is_some());
        let standing = column.items.iter().zip(extents).filter(|(item, _)| !is_pinned(item.node));
        let mut rects = Vec::new();
        for (item, extent) in standing {
            for node in item.nodes().filter(|&node| !is_pinned(node)) {
                if let Some(slot) = self.rows.get_mut(node) {
                    *slot = Some((self.walls.len(), rects.len()));
                }
            }
            rects.push(*extent);
        }
        let Some(all) = rects.iter().copied().reduce(Rect::union) else { return };
        let ends = (all.top(), all.bottom());
        self.walls.push(Wall { left: all.left(), right: all.right(), boxes: rects, ends });
    }

    /// Lets every wall know how far up and down all of them reach.
    fn end_walls(&mut self) {
        let ends = self.walls.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |ends, wall| {
            (ends.0.min(wall.ends.0), ends.1.max(wall.ends.1))
        });
        for wall in &mut self.walls {
            wall.ends = ends;
        }
    }

    /// What stands in the frame of a pinned box goes with it.
    fn follow_pins(&mut self, request: &LayoutRequest) {
        let mut moved = Vec::new();
        for frame in &mut self.frames {
            let pinned = request.nodes.get(frame.head).and_then(|node| node.pinned);
            let (Some(_), Some(head)) = (pinned, self.boxes.get(frame.head)) else { continue };
            let way = head.rect.min - frame.rect.min;
            frame.rect = frame.rect.translate(way);
            moved.push((frame.head, way));
        }
        for (head, way) in moved {
            let parts = request.nodes.iter().zip(&mut self.boxes);
            for (node, place) in parts {
                if node.within == Some(head) && node.pinned.is_none() {
                    place.rect = place.rect.translate(way);
                    place.reach = place.reach.translate(way);
                }
            }
        }
    }

    fn bounds(&self) -> Option<Rect> {
        let boxes = self.boxes.iter().map(|place| place.reach);
        let mut all = boxes.chain(self.frames.iter().map(|f| f.rect)).reduce(Rect::union)?;
        for heading in &self.headings {
            let words: String = heading.kinds.iter().map(|kind| kind.spec().plural).collect();
            let wide = text_width(&words.to_uppercase(), TEXT_SIZE, Weight::SemiBold);
            all.extend_with(heading.pos + vec2(wide + 2.0 * words.len() as f32, -12.0));
        }
        Some(all)
    }

    fn zoom(&self, request: &LayoutRequest) -> f32 {
        let bounds = self.bounds().map(|bounds| bounds.with_max_x(bounds.right() + self.beside));
        let layout = Layout { bounds, ..Layout::default() };
        layout.zoom_to_fit(request.room, request.zooms.most)
    }

    fn drawn(self, request: &LayoutRequest, is_rough: bool) -> Layout {
        let ground = Ground { request, boxes: &self.boxes, walls: &self.walls, rows: &self.rows };
        let routes: Vec<Route> = routes(&ground, is_rough);
        let mut bounds = self.bounds();
        for route in &routes {
            for point in route.polyline(6) {
                if let Some(bounds) = &mut bounds {
                    bounds.extend_with(point);
                }
            }
        }
        let has_pushed = request.nodes.iter().any(|node| node.is_pushed_in);
        let unpushed =
            bounds.filter(|_| has_pushed).map(|b| b.with_max_y(self.low.min(b.bottom())));
        let Self { boxes, frames, headings, .. } = self;
        Layout { boxes, routes, frames, headings, rings: Vec::new(), bounds, unpushed }
    }
}

/// A node's label in a box as wide as its lane; a count stands inside of it, at its right end.
fn label(may_grow: bool, node: &NodeRequest, setting: Setting) -> LabelBox {
    let kinds = KINDS.get(lane_of(node.kind)).copied().unwrap_or_default();
    let lane = lane_width(kinds, setting.share);
    let is_part = node.within.is_some();
    let wide = if is_part { lane - 2.0 * INDENT } else { lane };
    let usual = label_style(node.kind);
    let count = count_width_inside(node) + SIGN * node.n_signs as f32;
    let room = wide - usual.pad_left - usual.pad_right - count;
    let (max_width, pad_y) = (room.max(LEAST_LINE), (usual.pad_y - setting.pad).max(1.0));
    let style = LabelStyle { max_width, pad_y, ..usual };
    // On a screen a lane is as wide as in every other picture.
    let mut label = if may_grow {
        label_box(&node.label, &style)
    } else {
        label_box_within(&node.label, &style)
    };
    label = label.with_notes(&node.notes, &style, node.least_height);
    label.size.x = wide.max(label.size.x + count);
    label
}

/// What stands in each lane, from the top; lanes in which nothing stands are left out.
fn lanes(request: &LayoutRequest, sizes: &[Vec2], share: f32) -> Vec<Lane> {
    let rank = |node: usize| request.nodes.get(node).map_or(0, |node| node.rank);
    let mut order: Vec<usize> = (0..request.nodes.len()).collect();
    order.sort_by(|&a, &b| by_rank(rank, a, b));
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); request.nodes.len()];
    let head = |at: usize| request.nodes.get(at).and_then(|node| node.within);
    for &at in &order {
        if let Some(parts) = head(at).and_then(|head| parts.get_mut(head)) {
            parts.push(at);
        }
    }
    let mut lanes: Vec<Lane> = KINDS
        .iter()
        .map(|kinds| Lane { items: Vec::new(), wide: lane_width(kinds, share) })
        .collect();
    for at in order.into_iter().filter(|&at| head(at).is_none()) {
        let Some(node) = request.nodes.get(at) else { continue };
        let parts = parts.get_mut(at).map(std::mem::take).unwrap_or_default();
        let Some(lane) = lanes.get_mut(lane_of(node.kind)) else { continue };
        let inside = parts.iter().filter_map(|&at| sizes.get(at)).map(|s| s.x + 2.0 * INDENT);
        let own = sizes.get(at).map_or(0.0, |size| size.x);
        lane.wide = inside.chain([own]).fold(lane.wide, f32::max);
        lane.items.push(Item { node: at, parts });
    }
    lanes.retain(|lane| !lane.items.is_empty());
    lanes
}

/// Room for links between boxes of the last lane, which swing out beside it. On a screen it is always kept,
/// so that no lane moves when a link comes or goes.
fn overhang(request: &LayoutRequest, lanes: &[Lane]) -> f32 {
    if !request.must_fit {
        return arcs::FURTHEST;
    }
    let last: BTreeSet<usize> =
        lanes.last().into_iter().flat_map(|lane| lane.items.iter().flat_map(Item::nodes)).collect();
    let is_arc = |l: &&LinkRequest| last.contains(&l.source) && last.contains(&l.target);
    arcs::room_for(request.links.iter().filter(is_arc).count())
}

/// All boxes of a lane are equally wide, and so are all that stand in its frames: where one word is wider
/// than usual, no box sticks out beside the others.
fn level(lanes: &[Lane], sizes: &mut [Vec2]) {
    for lane in lanes {
        let heads = lane.items.iter().map(|item| (item.node, lane.wide));
        let parts = lane.items.iter().flat_map(|item| &item.parts);
        let parts = parts.map(|&part| (part, lane.wide - 2.0 * INDENT));
        for (node, wide) in heads.chain(parts) {
            if let Some(size) = sizes.get_mut(node) {
                size.x = wide;
            }
        }
    }
}

fn boxes(
    request: &LayoutRequest,
    labels: Vec<LabelBox>,
    (corners, sizes): (&[Pos2], &[Vec2]),
) -> Vec<NodeBox> {
    let nodes = request.nodes.iter().zip(labels).zip(corners.iter().zip(sizes));
    nodes
        .map(|((node, label), (&corner, &size))| {
            let corner = node.pinned.map_or(corner, |centre| centre - size / 2.0);
            // Whole units, so that hairlines of boxes are equally sharp everywhere.
            let rect = Rect::from_min_size(corner.round(), size);
            NodeBox { rect, reach: rect, lines: label.lines, notes: label.notes }
        })
        .collect()
}

fn headings(request: &LayoutRequest, columns: &[Column], xs: &[f32]) -> Vec<LaneHeading> {
    let mut headings: Vec<LaneHeading> = Vec::new();
    let mut last = None;
    for (column, &x) in columns.iter().zip(xs) {
        if last.replace(column.lane) == Some(column.lane) {
            continue;
        }
        let kinds_of = |column: &Column| -> Vec<NodeKind> {
            let nodes = column.items.iter().flat_map(Item::nodes);
            nodes.filter_map(|at| request.nodes.get(at)).map(|node| node.kind).collect()
        };
        let of_lane = columns.iter().filter(|other| other.lane == column.lane);
        let mut kinds: Vec<NodeKind> = of_lane.flat_map(kinds_of).collect();
        kinds.sort_unstable();
        kinds.dedup();
        headings.push(LaneHeading { kinds, pos: pos2(x.round(), 14.0 - HEADING) });
    }
    headings
}
