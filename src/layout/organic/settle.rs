//! The last overlaps: boxes that have none stay, the others take the nearest free place.
//!
//! Knows boxes and where they want to stand, nothing of what they show. World units.

use std::ops::Range;

use emath::{Pos2, Rect, Vec2, pos2};

use crate::layout::Watch;

/// Cells of the grid for a box, at most.
const CELLS: usize = 16;
/// Boxes placed between two looks at the watch.
const ROUND: usize = 256;
/// What coordinates differ by at least, as share of them.
const SLACK: f32 = 4.0 * f32::EPSILON;
/// No entry.
const NONE: u32 = u32::MAX;

/// Places boxes that take `rooms` as near to where they are `wanted` as may be, without overlap:
/// large ones first, then in `order`. A box that stands free stays; then others look for a
/// place along the lines above and below. Tells `watch` shares of the whole work in `shares`; cut
/// short, what has no place by then stands in rows beneath the rest.
///
/// Source: Hill (2002), Method and system for high speed detailed placement of cells within
/// integrated circuit designs ("Tetris"); a grid finds what is in the way. O(n) for boxes of
/// like sizes that fill no more than half of any neighbourhood.
pub(super) fn settle(
    wanted: &[Pos2],
    rooms: &[Vec2],
    order: &[u32],
    world: Rect,
    watch: &Watch,
    shares: Range<f32>,
) -> Vec<Pos2> {
    let mut floor = Floor::new(rooms, world);
    let mut queue = order.to_vec();
    let class = |at: u32| {
        let room = rooms[at as usize];
        (room.x * room.y).to_bits() >> 23
    };
    // A stable sort: boxes of like size stay in order.
    queue.sort_by_key(|&at| std::cmp::Reverse(class(at)));
    let mut late = Vec::new();
    let mut done = 0;
    for search in [false, true] {
        let now = if search { std::mem::take(&mut late) } else { std::mem::take(&mut queue) };
        for boxes in now.chunks(ROUND) {
            let share = done as f32 / order.len() as f32;
            watch.advance_to(shares.start + (shares.end - shares.start) * share);
            let is_cut_short = watch.is_cut_short();
            for &at in boxes {
                let place = wanted[at as usize];
                if is_cut_short {
                    queue.push(at);
                } else if search {
                    floor.put(at, floor.nearest_free(at, place));
                    done += 1;
                } else if floor.is_free(at, place) {
                    floor.put(at, place);
                    done += 1;
                } else {
                    late.push(at);
                }
            }
        }
    }
    queue.extend(late);
    floor.put_in_rows(queue, wanted, world);
    watch.advance_to(shares.end);
    floor.places
}

/// What stands where.
struct Floor<'a> {
    rooms: &'a [Vec2],
    places: Vec<Pos2>,
    /// Lower end of all that stands.
    bottom: f32,
    origin: Pos2,
    cell: Vec2,
    columns: usize,
    rows: usize,
    /// First entry of each cell.
    heads: Vec<u32>,
    /// A box and the next entry of the same cell.
    entries: Vec<(u32, u32)>,
}

/// A way to look for a place.
#[derive(Clone, Copy)]
enum Way {
    Left,
    Right,
    Up,
    Down,
}

impl<'a> Floor<'a> {
    fn new(rooms: &'a [Vec2], world: Rect) -> Self {
        let n = rooms.len().max(1);
        let sum = rooms.iter().fold(Vec2::ZERO, |sum, room| sum + *room);
        let mut cell = (sum / n as f32).max(Vec2::splat(1.0));
        let count = |cell: Vec2| (world.width() / cell.x + 1.0) * (world.height() / cell.y + 1.0);
        while count(cell) > (n * CELLS + 64) as f32 {
            cell *= 1.5;
        }
        let columns = (world.width() / cell.x) as usize + 1;
        let rows = (world.height() / cell.y) as usize + 1;
        Self {
            rooms,
            places: vec![Pos2::ZERO; rooms.len()],
            bottom: world.top(),
            origin: world.min,
            cell,
            columns,
            rows,
            heads: vec![NONE; columns * rows],
            entries: Vec::with_capacity(rooms.len() * 4),
        }
    }

    /// Cells under a box; what lies outside of the grid counts to the cells at its edge.
    fn cells(&self, place: Pos2, room: Vec2) -> (Range<usize>, Range<usize>) {
        let low = (place - room / 2.0 - self.origin) / self.cell;
        let high = (place + room / 2.0 - self.origin) / self.cell;
        // Casts to whole numbers stop at zero.
        let range = |low: f32, high: f32, count: usize| {
            (low as usize).min(count - 1)..(high as usize).min(count - 1) + 1
        };
        (range(low.x, high.x, self.columns), range(low.y, high.y, self.rows))
    }

    fn put(&mut self, at: u32, place: Pos2) {
        let room = self.rooms[at as usize];
        self.places[at as usize] = place;
        self.bottom = self.bottom.max(place.y + room.y / 2.0);
        let (columns, rows) = self.cells(place, room);
        for row in rows {
            for column in columns.clone() {
                let head = &mut self.heads[row * self.columns + column];
                self.entries.push((at, *head));
                *head = self.entries.len() as u32 - 1;
            }
        }
    }

    /// Calls for each box that overlaps one at a place, until told to stop.
    fn any_in_way(&self, at: u32, place: Pos2, mut stop: impl FnMut(Pos2, Vec2) -> bool) -> bool {
        let room = self.rooms[at as usize];
        let (columns, rows) = self.cells(place, room);
        for row in rows {
            for column in columns.clone() {
                let mut entry = self.heads[row * self.columns + column];
                while let Some(&(other, next)) = self.entries.get(entry as usize) {
                    let (there, size) = (self.places[other as usize], self.rooms[other as usize]);
                    let apart = (size + room) / 2.0;
                    let off = (there - place).abs();
                    if off.x < apart.x && off.y < apart.y && stop(there, apart) {
                        return true;
                    }
                    entry = next;
                }
            }
        }
        false
    }

    fn is_free(&self, at: u32, place: Pos2) -> bool {
        !self.any_in_way(at, place, |_, _| true)
    }

    /// The first free place that way, if nearer than `limit`.
    fn free_along(&self, at: u32, start: Pos2, way: Way, limit: f32) -> Option<Pos2> {
        let mut place = start;
        loop {
            let mut beyond = place;
            self.any_in_way(at, place, |there, apart| {
                let slack = (there.to_vec2().abs() + apart) * SLACK;
                let (low, high) = (there - apart - slack, there + apart + slack);
                match way {
                    Way::Left => beyond.x = beyond.x.min(low.x),
                    Way::Right => beyond.x = beyond.x.max(high.x),
                    Way::Up => beyond.y = beyond.y.min(low.y),
                    Way::Down => beyond.y = beyond.y.max(high.y),
                }
                false
            });
            if beyond == place {
                return Some(place);
            }
            place = beyond;
            if place.distance_sq(start) >= limit * limit {
                return None;
            }
        }
    }

    /// The nearest free place above, below or along lines to the left and right.
    fn nearest_free(&self, at: u32, wanted: Pos2) -> Pos2 {
        let mut best = wanted;
        let mut distance = f32::INFINITY;
        let mut look = |start: Pos2, way: Way| {
            let aside = (start.y - wanted.y).abs();
            let limit = (distance * distance - aside * aside).max(0.0).sqrt();
            if let Some(place) = self.free_along(at, start, way, limit) {
                let far = place.distance(wanted);
                if far < distance {
                    (best, distance) = (place, far);
                }
            }
            aside < distance
        };
        look(wanted, Way::Up);
        look(wanted, Way::Down);
        let mut aside = 0.0;
        loop {
            let mut is_near = false;
            for y in [wanted.y - aside, wanted.y + aside] {
                is_near |= look(pos2(wanted.x, y), Way::Left);
                is_near |= look(pos2(wanted.x, y), Way::Right);
            }
            if !is_near {
                return best;
            }
            // Far away lines may be coarse; a huge box in the way would have thousands.
            aside += (self.rooms[at as usize].y / 2.0).max(aside / 4.0);
        }
    }

    /// Places boxes in rows beneath all others.
    fn put_in_rows(&mut self, mut boxes: Vec<u32>, wanted: &[Pos2], world: Rect) {
        let place = |at: u32| wanted[at as usize];
        boxes.sort_by(|&a, &b| place(a).y.total_cmp(&place(b).y));
        let mut rest = boxes.as_mut_slice();
        while !rest.is_empty() {
            let mut width = 0.0;
            let fits = rest.iter().take_while(|&&at| {
                width += self.rooms[at as usize].x * (1.0 + SLACK);
                width <= world.width()
            });
            let count = fits.count().max(1);
            let (row, after) = rest.split_at_mut(count);
            row.sort_by(|&a, &b| place(a).x.total_cmp(&place(b).x));
            self.put_row(row, world.left());
            rest = after;
        }
    }

    fn put_row(&mut self, row: &[u32], left: f32) {
        let top = self.bottom;
        let mut x = left;
        for &at in row {
            let room = self.rooms[at as usize];
            let far = (x.abs() + top.abs() + room.x + room.y) * 2.0 * SLACK;
            let place = pos2(x + room.x / 2.0 + far, top + room.y / 2.0 + far);
            self.places[at as usize] = place;
            self.bottom = self.bottom.max(place.y + room.y / 2.0);
            x = place.x + room.x / 2.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use emath::vec2;

    use super::*;

    const WORLD: Rect = Rect { min: Pos2::ZERO, max: pos2(1000.0, 500.0) };

    fn settled(wanted: &[Pos2], rooms: &[Vec2]) -> Vec<Pos2> {
        let order: Vec<u32> = (0..wanted.len() as u32).collect();
        settle(wanted, rooms, &order, WORLD, &Watch::default(), 0.0..1.0)
    }

    #[test]
    fn boxes_that_stand_free_stay() {
        let wanted = [pos2(100.0, 100.0), pos2(300.0, 100.0), pos2(-50.0, 700.0)];
        assert_eq!(settled(&wanted, &[vec2(120.0, 18.0); 3]), wanted);
    }

    #[test]
    fn a_box_in_the_way_of_another_moves_the_short_way() {
        let places = settled(&[pos2(100.0, 100.0), pos2(110.0, 105.0)], &[vec2(120.0, 18.0); 2]);
        assert_eq!(places[0], pos2(100.0, 100.0));
        assert_eq!(places[1].x, 110.0);
        assert!((118.0..118.1).contains(&places[1].y), "{places:?}");
    }

    #[test]
    fn a_small_box_makes_way_for_a_large_one() {
        let rooms = [vec2(10.0, 10.0), vec2(400.0, 300.0)];
        let places = settled(&[pos2(300.0, 200.0); 2], &rooms);
        assert_eq!(places[1], pos2(300.0, 200.0));
        assert!((places[0].y - 200.0).abs() >= 155.0);
    }

    #[test]
    fn rows_stand_beneath_what_is_placed() {
        let rooms = [vec2(120.0, 18.0); 30];
        let mut floor = Floor::new(&rooms, WORLD);
        floor.put(0, pos2(500.0, 400.0));
        floor.put_in_rows((1..30).collect(), &[Pos2::ZERO; 30], WORLD);
        assert!(floor.places[1..].iter().all(|place| place.y >= 418.0));
        let right = floor.places.iter().map(|place| place.x + 60.0).fold(0.0, f32::max);
        assert!(right <= 1001.0, "{right}");
    }
}
