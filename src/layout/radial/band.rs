//! The boxes of one level, clockwise on its rings, slid along until none overlap.

use emath::{Pos2, Rect, Vec2, vec2};

use super::grid::{Grid, overlap};
use super::place::{Slot, centres};
use super::ring::{Ring, bearing_of, direction};
use super::rings::{Crowd, GAP};

/// Length of the steps in which a free place is looked for. World units.
const STEP: f32 = 3.0;
/// Share of the way past an obstacle that is taken at once: rings are not straight.
const CAUTION: f32 = 0.7;
/// The end of a turn; the very end is its beginning.
const END: f32 = 3.999;

/// How much of its room along a ring a box is moved before it takes a ring further out instead.
const STAY: f32 = 0.3;

/// How much more the wish of what stands somewhere when all is shown counts than that of what is new.
const HOME_WEIGHT: f32 = 10.0;

/// A level's boxes in clockwise order from the left end.
pub(super) struct Band<'a> {
    /// Sizes and wishes.
    pub(super) crowd: &'a Crowd<'a>,
    /// The level's rings, from the inside.
    pub(super) rings: &'a [Ring],
    /// The level's nodes, clockwise.
    pub(super) members: &'a [usize],
    /// The world.
    pub(super) area: Rect,
}

/// Where a box would like to stand.
#[derive(Clone, Copy)]
struct Wish {
    /// Its place among the members.
    nth: usize,
    node: usize,
    bearing: f32,
    /// How much it counts beside others.
    weight: f32,
}

/// A place on one of a band's rings.
#[derive(Clone, Copy)]
struct Seat {
    ring: usize,
    bearing: f32,
}

impl Band<'_> {
    /// Places as near to the wishes as order and what stands already allow; `None` where the
    /// rings are too full. What is placed is filed. O(boxes * steps looked at).
    pub(super) fn settle(&self, taken: &mut Grid) -> Option<Vec<Pos2>> {
        let wish = |(nth, &node): (usize, &usize)| {
            let bearing = self.crowd.bearings.get(node).copied().unwrap_or(0.0);
            Wish { nth, node, bearing, weight: 1.0 }
        };
        let wishes: Vec<Wish> = self.members.iter().enumerate().map(wish).collect();
        let (targets, rooms): (Vec<f32>, Vec<f32>) = self.evened(&wishes).into_iter().unzip();
        let filed = taken.len();
        let seats = self.walk(&targets, &rooms, taken).or_else(|| {
            taken.withdraw_to(filed);
            let mut seats = self.latest(&rooms, taken)?;
            self.relax(&mut seats, &targets, &rooms, taken, filed);
            Some(seats)
        })?;
        let places = self.members.iter().zip(seats);
        Some(places.map(|(&node, seat)| self.reach(node, seat).center()).collect())
    }

    /// Places as near as can be to where each node stands when all is shown; what is new stands
    /// beside what it is joined to on the rings further in, in the room that is left. `None` where
    /// the rings are too full. What is placed is filed. O(boxes * steps looked at + links).
    pub(super) fn settle_near_home(&self, centres: &[Pos2], taken: &mut Grid) -> Option<Vec<Pos2>> {
        let home = |node: usize| self.crowd.homes.get(node).copied().flatten();
        let mut wishes: Vec<Wish> = self
            .members
            .iter()
            .enumerate()
            .map(|(nth, &node)| {
                let home = home(node);
                let bearing = self.crowd.bearings.get(node).copied().unwrap_or(0.0);
                let bearing = match home {
                    Some(_) => bearing,
                    None => self.bearing_beside(node, centres).unwrap_or(bearing),
                };
                Wish { nth, node, bearing, weight: if home.is_some() { HOME_WEIGHT } else { 1.0 } }
            })
            .collect();
        wishes.sort_by(|a, b| a.bearing.total_cmp(&b.bearing).then(a.nth.cmp(&b.nth)));
        // What is known gives way only to what is known, what is new to all.
        let is_known = |wish: &Wish| home(wish.node).is_some();
        let known: Vec<Wish> = wishes.iter().copied().filter(is_known).collect();
        let first = self.evened(&known).into_iter().zip(known);
        let then = self.evened(&wishes).into_iter().zip(wishes).filter(|(_, wish)| !is_known(wish));
        let mut places = vec![Pos2::ZERO; self.members.len()];
        for ((target, room), wish) in first.chain(then) {
            let away = |ring: usize| {
                let Some(line) = self.rings.get(ring) else { return f32::INFINITY };
                home(wish.node).map_or(ring as f32 * STAY * room, |home| {
                    let home = (home * self.area.size()).to_pos2();
                    let far_sq = line.at(target).distance_sq(home);
                    (far_sq / line.pace(target).length_sq().max(1.0)).sqrt()
                })
            };
            let obstacle = |reach: Rect| taken.in_the_way(usize::MAX, reach);
            let turn = (target - 2.0, target + 2.0);
            let seat = self.nearest(wish.node, target, turn, away, obstacle)?;
            let reach = self.reach(wish.node, seat);
            taken.insert(reach);
            *places.get_mut(wish.nth)? = reach.center();
        }
        Some(places)
    }

    /// The bearing of what a node is joined to and what stands already.
    fn bearing_beside(&self, node: usize, centres: &[Pos2]) -> Option<f32> {
        let around =
            self.crowd.neighbours.get(node)?.iter().filter_map(|other| centres.get(*other));
        let way = |centre: &Pos2| {
            let way = centre.to_vec2() / self.area.size();
            if way == Vec2::ZERO { way } else { direction(bearing_of(way)) }
        };
        let pull = around.map(way).fold(Vec2::ZERO, |sum, way| sum + way);
        (pull.length_sq() > 0.01).then(|| bearing_of(pull))
    }

    fn size(&self, node: usize) -> Vec2 {
        self.crowd.sizes.get(node).copied().unwrap_or(Vec2::ZERO) + GAP
    }

    /// The room a node takes on a seat, with the gap that belongs to it.
    fn reach(&self, node: usize, seat: Seat) -> Rect {
        let centre = self.rings.get(seat.ring).map_or(Pos2::ZERO, |ring| ring.at(seat.bearing));
        Rect::from_center_size(centre, self.size(node))
    }

    /// Wishes moved apart by least squares, and the room each box takes along the rings where it
    /// stands.
    fn evened(&self, wishes: &[Wish]) -> Vec<(f32, f32)> {
        let mut at: Vec<f32> = wishes.iter().map(|wish| wish.bearing).collect();
        let mut rooms = Vec::new();
        for _ in 0..2 {
            let room = |(wish, &bearing): (&Wish, &f32)| self.room(self.size(wish.node), bearing);
            rooms = wishes.iter().zip(&at).map(room).collect();
            let slots: Vec<Slot> = wishes
                .iter()
                .zip(&rooms)
                .map(|(&Wish { bearing, weight, .. }, &height)| Slot {
                    height,
                    gap: 0.0,
                    wish: bearing,
                    weight,
                })
                .collect();
            at = centres(&slots, 4.0);
        }
        at.into_iter().zip(rooms).collect()
    }

    /// How far along all rings together a box of a size reaches at a bearing.
    fn room(&self, size: Vec2, bearing: f32) -> f32 {
        let mut held = Vec2::ZERO;
        let mut last: Option<&Ring> = None;
        for ring in self.rings {
            // A ring too close to the one before holds only part of what it could alone.
            let apart = last.map_or(size, |last| ring.radii - last.radii);
            let share = (apart / size).min(vec2(1.0, 1.0));
            let pace = ring.pace(bearing) / size;
            held += vec2(pace.x * share.y, pace.y * share.x);
            last = Some(ring);
        }
        1.0 / held.max_elem().max(1e-3)
    }

    /// Each box in turn to the free seat nearest to its target, not before the one before it; each
    /// is filed.
    fn walk(&self, targets: &[f32], rooms: &[f32], taken: &mut Grid) -> Option<Vec<Seat>> {
        let mut found: Vec<Seat> = Vec::with_capacity(targets.len());
        let mut low = 0.0;
        for (nth, (&node, &target)) in self.members.iter().zip(targets).enumerate() {
            let stay = STAY * rooms.get(nth).copied().unwrap_or(0.0);
            let obstacle = |reach: Rect| taken.in_the_way(usize::MAX, reach);
            let seat = self.nearest(node, target, (low, END), further(stay), obstacle)?;
            taken.insert(self.reach(node, seat));
            found.push(seat);
            low = seat.bearing;
        }
        Some(found)
    }

    /// The latest seat of each box, when those after it stand as late as they can; each is filed.
    fn latest(&self, rooms: &[f32], taken: &mut Grid) -> Option<Vec<Seat>> {
        let mut latest: Vec<Seat> = Vec::with_capacity(self.members.len());
        // The first box may come to stand where the turn ends.
        let &first = self.members.first()?;
        let beginning = self.reach(first, Seat { ring: 0, bearing: 0.0 });
        let mut high = END;
        for (&node, room) in self.members.iter().zip(rooms).rev() {
            let obstacle = |reach: Rect| {
                let is_at_beginning = node != first && overlap(beginning, reach);
                let other = || taken.in_the_way(usize::MAX, reach);
                is_at_beginning.then_some(beginning).or_else(other)
            };
            let seat = self.nearest(node, high, (0.0, high), further(STAY * room), obstacle)?;
            taken.insert(self.reach(node, seat));
            latest.push(seat);
            high = seat.bearing;
        }
        latest.reverse();
        Some(latest)
    }

    /// Moves each box towards its target as far as the others allow, from the first to the last;
    /// the last one was filed first, after `filed` others.
    fn relax(
        &self,
        seats: &mut [Seat],
        targets: &[f32],
        rooms: &[f32],
        taken: &mut Grid,
        filed: usize,
    ) {
        let mut low = 0.0;
        for (nth, (&node, &target)) in self.members.iter().zip(targets).enumerate() {
            let name = filed + self.members.len() - 1 - nth;
            let obstacle = |reach: Rect| taken.in_the_way(name, reach);
            let high = seats.get(nth + 1).map_or(END, |seat| seat.bearing);
            let stay = STAY * rooms.get(nth).copied().unwrap_or(0.0);
            let found = self.nearest(node, target, (low, high), further(stay), obstacle);
            let Some(slot) = seats.get_mut(nth) else { return };
            if let Some(found) = found {
                *slot = found;
                taken.move_to(name, self.reach(node, found));
            }
            low = slot.bearing;
        }
    }

    /// The free seat nearest to a target bearing; a ring counts as `dear` away.
    fn nearest(
        &self,
        node: usize,
        target: f32,
        (low, high): (f32, f32),
        dear: impl Fn(usize) -> f32,
        obstacle: impl Fn(Rect) -> Option<Rect>,
    ) -> Option<Seat> {
        let target = target.clamp(low, high);
        let size = self.size(node);
        let world = self.area.expand2(GAP / 2.0);
        let mut best: Option<(f32, Seat)> = None;
        for (ring, line) in self.rings.iter().enumerate() {
            let dear = dear(ring);
            let bar = best.map_or(f32::INFINITY, |(cost, _)| cost - dear);
            // How far to go on from a bearing; nothing where it is free.
            let on = |bearing: f32| {
                let reach = Rect::from_center_size(line.at(bearing), size);
                if world.contains_rect(reach) {
                    obstacle(reach).map(|other| way_past(line, bearing, reach, other))
                } else {
                    Some(STEP / line.pace(bearing).max_elem().max(STEP))
                }
            };
            let (mut up, mut down) = (target, target);
            let found = loop {
                let (above, below) = (up - target, target - down);
                let may_rise = up <= high && above < bar;
                let may_fall = down >= low && below < bar;
                if may_rise && (above <= below || !may_fall) {
                    let Some(step) = on(up) else { break Some(up) };
                    up += step;
                } else if may_fall {
                    let Some(step) = on(down) else { break Some(down) };
                    down -= step;
                } else {
                    break None;
                }
            };
            if let Some(bearing) = found {
                best = Some(((bearing - target).abs() + dear, Seat { ring, bearing }));
            }
        }
        best.map(|(_, seat)| seat)
    }
}

/// A ring further out counts as `stay` away.
fn further(stay: f32) -> impl Fn(usize) -> f32 {
    move |ring| ring as f32 * stay
}

/// How much further along a ring a box passes what is in its way, or a little less.
fn way_past(line: &Ring, bearing: f32, reach: Rect, other: Rect) -> f32 {
    let pace = line.pace(bearing).max(vec2(1.0, 1.0));
    let away = (reach.center() - other.center()).abs();
    let missing = ((reach.size() + other.size()) / 2.0 - away) / pace;
    (CAUTION * missing.min_elem()).max(STEP / pace.max_elem())
}
