//! From positions to boxes that do not overlap, in a world as large as they need.
//!
//! Owns how dense places are thinned out and how large the world is; the last overlaps are
//! removed by [`super::settle`]. Knows nothing of links, labels or rooms. World units.

use std::ops::Range;

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use super::settle::settle;
use crate::layout::Watch;

/// Share of the world that boxes and their gaps fill.
const FILL: f32 = 0.25;
/// Share of any piece of the world they may fill; the rest lets a box find its place nearby.
const CROWDED: f32 = 0.55;
/// A piece as full as this, by the same measure, is cut by the count of boxes.
const FULL: f32 = 0.9;
/// A box that takes more than this share of its last piece is held inside of it.
const TIGHT: f32 = 0.5;
/// Least room of a box, gaps included.
const LEAST: f32 = 1.0;
/// Most room of a box; past it numbers would be too coarse to tell what overlaps.
const MOST: f32 = 1e6;
/// How many times as wide or as high as wanted the world may be, for its shape's sake.
const FLATTER: f32 = 3.0;
/// So many times as long as broad is a line.
const LINE: f32 = 8.0;
/// Lines are cut across until pieces are so many boxes long.
const BROAD: f32 = 2.0;
/// Pieces halved more often than this are cut by the count of boxes, not by position.
const DEPTH: usize = 48;

/// Places boxes of these sizes near these positions, up to shift and scale, so that none overlap
/// and each keeps half of `gap` around itself; gives their centres. The world's width is about
/// `aspect` times its height. Tells `watch` shares of the whole work in `shares`; cut short,
/// what has no place by then stands in rows beneath.
///
/// Pieces of the plane are halved, and a half with more boxes than fit takes room from the other;
/// with this boxes keep their order from left to right and from top to bottom in each piece.
/// Then boxes that still overlap take the nearest free place ([`settle`]). In the manner of Breuer
/// (1977), A class of min-cut placement algorithms, with the cut given by position. O(n log^2 n)
/// but for sizes very unlike.
pub(super) fn spread(
    positions: &[Pos2],
    sizes: &[Vec2],
    gap: Vec2,
    aspect: f32,
    watch: &Watch,
    shares: Range<f32>,
) -> Vec<Pos2> {
    let n = positions.len().min(sizes.len());
    let positions: Vec<Pos2> = positions.iter().take(n).map(|&at| finite(at)).collect();
    let rooms: Vec<Vec2> = sizes.iter().take(n).map(|&size| room(size, gap)).collect();
    let frame = bounds(positions.iter().copied());
    let world = world(frame, &rooms, aspect);
    let mut cutter = Cutter::new(&positions, &rooms);
    let mut order: Vec<u32> = (0..n as u32).collect();
    if n > 0 && !watch.is_cut_short() {
        cutter.cut(&mut order, broadened(frame, world), world, 0);
    }
    let middle = shares.start + (shares.end - shares.start) * 0.3;
    watch.advance_to(middle);
    settle(&cutter.wanted, &rooms, &order, world, watch, middle..shares.end)
}

fn finite(at: Pos2) -> Pos2 {
    if at.is_finite() { at } else { Pos2::ZERO }
}

fn bounds(positions: impl Iterator<Item = Pos2>) -> Rect {
    positions.fold(Rect::NOTHING, |bounds, at| bounds.union(Rect::from_min_max(at, at)))
}

/// What a box takes with its gap. What is no number takes nothing.
fn room(size: Vec2, gap: Vec2) -> Vec2 {
    let whole = size + gap.max(Vec2::ZERO);
    let whole = if whole.is_finite() { whole } else { Vec2::ZERO };
    whole.clamp(Vec2::splat(LEAST), Vec2::splat(MOST))
}

/// The world for boxes that take these rooms, from 0, 0.
fn world(frame: Rect, rooms: &[Vec2], aspect: f32) -> Rect {
    let area = rooms.iter().map(|room| room.x * room.y).sum::<f32>() / FILL;
    let most = rooms.iter().fold(Vec2::ZERO, |most, room| most.max(*room));
    let aspect = if aspect.is_finite() { aspect.clamp(0.1, 10.0) } else { 1.0 };
    let own = frame.width() / frame.height();
    let own = if own.is_finite() && own > 0.0 { own } else { aspect };
    // Stretching costs shape: half of the way there is what both can live with.
    let near = (own * aspect).sqrt().clamp(aspect / FLATTER, aspect * FLATTER);
    let width = (area * near).sqrt().max(most.x);
    let height = (area / near).sqrt().max(most.y);
    Rect::from_min_size(Pos2::ZERO, vec2(width, height))
}

/// The frame, made no flatter than the world by more than is fit to be stretched.
fn broadened(frame: Rect, world: Rect) -> Rect {
    let least = vec2(
        frame.height() * world.width() / world.height(),
        frame.width() * world.height() / world.width(),
    ) / FLATTER;
    Rect::from_center_size(frame.center(), frame.size().max(least))
}

/// Cuts the plane into pieces.
struct Cutter<'a> {
    positions: &'a [Pos2],
    rooms: &'a [Vec2],
    /// Mean room of a box.
    mean: Vec2,
    /// Where boxes should stand.
    wanted: Vec<Pos2>,
}

/// Left and right, or top and bottom, of a piece.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Axis {
    X,
    Y,
}

impl Axis {
    fn of(self, at: Pos2) -> f32 {
        match self {
            Self::X => at.x,
            Self::Y => at.y,
        }
    }

    fn side(self, rect: Rect) -> (f32, f32) {
        (self.of(rect.min), self.of(rect.max))
    }

    fn split(self, rect: Rect, at: f32) -> (Rect, Rect) {
        match self {
            Self::X => rect.split_left_right_at_x(at),
            Self::Y => rect.split_top_bottom_at_y(at),
        }
    }
}

impl<'a> Cutter<'a> {
    fn new(positions: &'a [Pos2], rooms: &'a [Vec2]) -> Self {
        let sum = rooms.iter().fold(Vec2::ZERO, |sum, room| sum + *room);
        let mean = sum / rooms.len().max(1) as f32;
        Self { positions, rooms, mean, wanted: positions.to_vec() }
    }

    /// Brings boxes from a piece of the plane into a piece of the world.
    fn cut(&mut self, boxes: &mut [u32], from: Rect, to: Rect, depth: usize) {
        if let [one] = *boxes {
            self.put(one as usize, from, to);
            return;
        }
        let axis = self.axis(boxes, from, to);
        let demand = self.demand(boxes);
        let fits = to.area() * CROWDED;
        let is_full = demand > FULL * fits || depth > DEPTH;
        let (count, source) =
            if is_full { self.halve(boxes, demand, axis) } else { self.part(boxes, from, axis) };
        let (first, second) = boxes.split_at_mut(count);
        let share = if is_full {
            self.demand(first) / demand
        } else {
            let least = self.demand(first) / fits;
            let most = 1.0 - self.demand(second) / fits;
            least.max(most.min(0.5))
        };
        let (low, high) = axis.side(to);
        let (from_first, from_second) = axis.split(from, source);
        let (to_first, to_second) = axis.split(to, low + (high - low) * share);
        if !first.is_empty() {
            self.cut(first, from_first, to_first, depth + 1);
        }
        if !second.is_empty() {
            self.cut(second, from_second, to_second, depth + 1);
        }
    }

    /// Across what to cut: the side of the piece that is longer, measured in boxes. Where boxes
    /// stand in a line, along the line; else its breadth, mere chance, would tear it up.
    fn axis(&self, boxes: &[u32], from: Rect, to: Rect) -> Axis {
        let positions = boxes.iter().map(|&at| self.positions[at as usize]);
        let size = bounds(positions).size();
        let (width, height) =
            (size.x * to.width() * from.height(), size.y * to.height() * from.width());
        if width > LINE * height && to.width() > BROAD * self.mean.x {
            Axis::X
        } else if height > LINE * width && to.height() > BROAD * self.mean.y {
            Axis::Y
        } else if to.width() * self.mean.y > to.height() * self.mean.x {
            Axis::X
        } else {
            Axis::Y
        }
    }

    fn demand(&self, boxes: &[u32]) -> f32 {
        boxes.iter().map(|&at| self.rooms[at as usize]).map(|room| room.x * room.y).sum()
    }

    /// Orders boxes by which half of the piece they are in; tells how many are in the first, and
    /// where it ends.
    fn part(&self, boxes: &mut [u32], from: Rect, axis: Axis) -> (usize, f32) {
        let (low, high) = axis.side(from);
        let middle = low + (high - low) / 2.0;
        let mut count = 0;
        for at in 0..boxes.len() {
            if axis.of(self.positions[boxes[at] as usize]) < middle {
                boxes.swap(at, count);
                count += 1;
            }
        }
        (count, middle)
    }

    /// Orders boxes by position; tells how many of the first take half of the room, and where
    /// they end.
    fn halve(&self, boxes: &mut [u32], demand: f32, axis: Axis) -> (usize, f32) {
        let place = |at: u32| axis.of(self.positions[at as usize]);
        boxes.sort_unstable_by(|&a, &b| place(a).total_cmp(&place(b)).then(a.cmp(&b)));
        let mut sum = 0.0;
        let mut count = 0;
        for &at in boxes.iter() {
            let room = self.rooms[at as usize];
            // A box belongs to the half with its middle.
            if count > 0 && sum + room.x * room.y / 2.0 > demand / 2.0 {
                break;
            }
            sum += room.x * room.y;
            count += 1;
        }
        let count = count.min(boxes.len() - 1);
        (count, place(boxes[count - 1]).midpoint(place(boxes[count])))
    }

    /// Puts a box where it is in its piece. It is held inside only where pieces are tight; elsewhere
    /// boxes would line up for nothing.
    fn put(&mut self, at: usize, from: Rect, to: Rect) {
        let room = self.rooms[at];
        let is_crowded = room.x * room.y > TIGHT * to.area();
        let inside = to.shrink2((room / 2.0).min(to.size() / 2.0));
        let along = |axis: Axis| {
            let (least, most) = axis.side(inside);
            let ((low, high), (start, end)) = (axis.side(from), axis.side(to));
            let share = (axis.of(self.positions[at]) - low) / (high - low);
            let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.5 };
            let at = start + (end - start) * share;
            if is_crowded { at.max(least).min(most) } else { at }
        };
        self.wanted[at] = pos2(along(Axis::X), along(Axis::Y));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, ProptestConfig, Strategy, prop, prop_oneof, proptest};

    use super::super::random::Random;
    use super::*;

    const GAP: Vec2 = vec2(16.0, 10.0);
    const LABEL: Vec2 = vec2(120.0, 18.0);

    fn quiet(positions: &[Pos2], sizes: &[Vec2]) -> Vec<Pos2> {
        spread(positions, sizes, GAP, 1.6, &Watch::default(), 0.0..1.0)
    }

    fn cut_short(positions: &[Pos2], sizes: &[Vec2]) -> Vec<Pos2> {
        let watch = Watch::default();
        watch.cut_short();
        spread(positions, sizes, GAP, 1.6, &watch, 0.0..1.0)
    }

    fn overlaps(places: &[Pos2], sizes: &[Vec2], gap: Vec2) -> usize {
        let overlap = |a: usize, b: usize| {
            let (off, apart) = ((places[a] - places[b]).abs(), (sizes[a] + sizes[b]) / 2.0 + gap);
            off.x < apart.x && off.y < apart.y
        };
        (0..places.len()).map(|a| (0..a).filter(|&b| overlap(a, b)).count()).sum()
    }

    fn are_free(places: &[Pos2], sizes: &[Vec2], gap: Vec2) -> bool {
        places.iter().all(|place| place.is_finite()) && overlaps(places, sizes, gap) == 0
    }

    /// Chance positions in a square, twice as dense in the middle.
    fn cloud(n: usize) -> Vec<Pos2> {
        let mut dice = Random(1);
        let mut along = || dice.share() + dice.share();
        (0..n).map(|_| pos2(along(), along())).collect()
    }

    fn bounds_of(places: &[Pos2], sizes: &[Vec2]) -> Rect {
        let boxes = places.iter().zip(sizes).map(|(&at, &size)| Rect::from_center_size(at, size));
        boxes.fold(Rect::NOTHING, Rect::union)
    }

    #[test]
    fn boxes_keep_their_gaps() {
        let sizes = vec![LABEL; 300];
        assert_eq!(overlaps(&quiet(&cloud(300), &sizes), &sizes, GAP * 0.999), 0);
    }

    #[test]
    fn the_world_is_about_as_wide_as_asked_and_well_filled() {
        let sizes = vec![LABEL; 300];
        let world = bounds_of(&quiet(&cloud(300), &sizes), &sizes);
        let aspect = world.width() / world.height();
        assert!((1.1..2.0).contains(&aspect), "{aspect}");
        let filled = 300.0 * LABEL.x * LABEL.y / world.area();
        assert!((0.1..0.25).contains(&filled), "{filled}");
    }

    #[test]
    fn boxes_keep_their_order_but_for_neighbours() {
        let positions = cloud(300);
        let places = quiet(&positions, &vec![LABEL; 300]);
        let mut swapped = 0;
        for a in 0..300 {
            for b in 0..a {
                let (before, after) = (positions[a] - positions[b], places[a] - places[b]);
                swapped +=
                    usize::from(before.x * after.x < 0.0) + usize::from(before.y * after.y < 0.0);
            }
        }
        assert!(swapped < 300 * 299 / 10, "{swapped}");
    }

    #[test]
    fn boxes_with_room_stand_as_their_positions_do() {
        let positions: Vec<Pos2> =
            (0..100_u8).map(|at| pos2(f32::from(at % 10), f32::from(at / 10))).collect();
        let places = quiet(&positions, &vec![vec2(14.0, 20.0); 100]);
        let step = (places[9] - places[0]) / 9.0;
        let pairs = places.chunks(10).flat_map(|row| row.windows(2));
        let off: f32 = pairs.map(|pair| (pair[1] - pair[0] - step).length() / step.length()).sum();
        assert!(off < 0.25 * 90.0, "{off}");
    }

    #[test]
    fn boxes_at_one_point_and_on_one_line_are_parted() {
        let sizes = vec![LABEL; 300];
        assert!(are_free(&quiet(&[pos2(3.0, 4.0); 300], &sizes), &sizes, Vec2::ZERO));
        let line: Vec<Pos2> = (0..300_u16).map(|at| pos2(f32::from(at), 0.0)).collect();
        let places = quiet(&line, &sizes);
        assert!(are_free(&places, &sizes, Vec2::ZERO));
        // The line is thicker, but still a line.
        assert!(places[290].x - places[10].x > 20.0 * LABEL.x);
    }

    #[test]
    fn giants_and_boxes_without_size_are_parted() {
        for giant in [vec2(1e4, 5e3), vec2(2e5, 1.0), vec2(1.0, 2e5), vec2(9e5, 9e5)] {
            let mut sizes = vec![LABEL; 300];
            sizes[7] = giant;
            sizes[8..50].fill(Vec2::ZERO);
            assert!(are_free(&quiet(&cloud(300), &sizes), &sizes, Vec2::ZERO), "{giant:?}");
            assert!(are_free(&quiet(&[Pos2::ZERO; 300], &sizes), &sizes, Vec2::ZERO), "{giant:?}");
        }
    }

    #[test]
    fn numbers_that_are_none_do_no_harm() {
        let positions = [pos2(f32::NAN, 0.0), pos2(0.0, f32::INFINITY), Pos2::ZERO];
        let sizes = [vec2(f32::NAN, 3.0), vec2(f32::INFINITY, 3.0), LABEL];
        assert!(quiet(&positions, &sizes).iter().all(|place| place.is_finite()));
        let watch = Watch::default();
        let places = spread(&cloud(9), &[LABEL; 9], GAP, f32::NAN, &watch, 0.0..1.0);
        assert!(are_free(&places, &[LABEL; 9], Vec2::ZERO));
        assert!(quiet(&[], &[]).is_empty());
    }

    #[test]
    fn cut_short_boxes_still_do_not_overlap() {
        let sizes = vec![LABEL; 300];
        assert!(are_free(&cut_short(&cloud(300), &sizes), &sizes, Vec2::ZERO));
        assert!(are_free(&cut_short(&[Pos2::ZERO; 300], &sizes), &sizes, Vec2::ZERO));
    }

    #[test]
    fn the_same_positions_give_the_same_boxes() {
        let sizes = vec![LABEL; 300];
        assert_eq!(quiet(&cloud(300), &sizes), quiet(&cloud(300), &sizes));
    }

    #[test]
    fn the_watch_ends_where_it_was_told() {
        let watch = Watch::default();
        spread(&cloud(20), &[LABEL; 20], GAP, 1.6, &watch, 0.7..0.9);
        assert!((watch.share() - 0.9).abs() < 1e-3);
    }

    fn place() -> impl Strategy<Value = Pos2> {
        let number = || prop_oneof![Just(0.0_f32), -1.0..1.0_f32, -1e6..1e6_f32];
        (number(), number()).prop_map(|(x, y)| pos2(x, y))
    }

    fn size() -> impl Strategy<Value = Vec2> {
        let number = || prop_oneof![Just(0.0_f32), 1.0..200.0_f32, 1.0..20.0_f32, 1.0..1e4_f32];
        (number(), number()).prop_map(|(x, y)| vec2(x, y))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn no_boxes_overlap_whatever_is_asked(
            boxes in prop::collection::vec((place(), size()), 0..120),
            gap in prop_oneof![Just(Vec2::ZERO), Just(GAP)],
            aspect in 0.1..10.0_f32,
            is_cut_short in prop::bool::weighted(0.2),
        ) {
            let (positions, sizes): (Vec<Pos2>, Vec<Vec2>) = boxes.into_iter().unzip();
            let watch = Watch::default();
            if is_cut_short {
                watch.cut_short();
            }
            let places = spread(&positions, &sizes, gap, aspect, &watch, 0.0..1.0);
            assert!(are_free(&places, &sizes, Vec2::ZERO), "{places:?}");
        }
    }
}
