//! The boxes of one level, clockwise on its rings, slid along until none overlap.

use emath::{Pos2, Rect, Vec2, vec2};

use super::grid::{Grid, overlap};
use super::place::{Slot, centres};
use super::ring::Ring;
use super::rings::{Crowd, GAP};

/// Length of the steps in which a free place is looked for. World units.
const STEP: f32 = 3.0;
/// The end of a turn; the very end is its beginning.
const END: f32 = 3.999;

/// How much of its room along a ring a box is moved before it takes a ring further out instead.
const STAY: f32 = 0.3;

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
        let (targets, rooms) = self.evened();
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
    fn evened(&self) -> (Vec<f32>, Vec<f32>) {
        let wish = |node: usize| self.crowd.bearings.get(node).copied().unwrap_or(0.0);
        let mut at: Vec<f32> = self.members.iter().map(|&node| wish(node)).collect();
        let mut rooms = Vec::new();
        for _ in 0..2 {
            let room = |(&node, &bearing): (&usize, &f32)| self.room(self.size(node), bearing);
            rooms = self.members.iter().zip(&at).map(room).collect();
            let slots: Vec<Slot> = self
                .members
                .iter()
                .zip(&rooms)
                .map(|(&node, &height)| Slot { height, gap: 0.0, wish: wish(node), weight: 1.0 })
                .collect();
            at = centres(&slots, 4.0);
        }
        (at, rooms)
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

    fn is_inside(&self, reach: Rect) -> bool {
        self.area.expand2(GAP / 2.0).contains_rect(reach)
    }

    /// Each box in turn to the free seat nearest to its target, not before the one before it; each
    /// is filed.
    fn walk(
        &self,
        targets: &[f32],
        rooms: &[f32],
        taken: &mut Grid,
    ) -> Option<Vec<Seat>> {
        let mut found: Vec<Seat> = Vec::with_capacity(targets.len());
        let mut low = 0.0;
        for (nth, (&node, &target)) in self.members.iter().zip(targets).enumerate() {
            let stay = STAY * rooms.get(nth).copied().unwrap_or(0.0);
            let is_free = |seat: Seat| {
                let reach = self.reach(node, seat);
                self.is_inside(reach) && !taken.is_taken(reach)
            };
            let seat = self.nearest(target, (low, END), stay, is_free)?;
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
            let is_free = |seat: Seat| {
                let reach = self.reach(node, seat);
                self.is_inside(reach)
                    && (node == first || !overlap(beginning, reach))
                    && !taken.is_taken(reach)
            };
            let seat = self.nearest(high, (0.0, high), STAY * room, is_free)?;
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
            let is_free = |seat: Seat| {
                let reach = self.reach(node, seat);
                self.is_inside(reach) && !taken.is_taken_but_by(name, reach)
            };
            let high = seats.get(nth + 1).map_or(END, |seat| seat.bearing);
            let stay = STAY * rooms.get(nth).copied().unwrap_or(0.0);
            let found = self.nearest(target, (low, high), stay, is_free);
            let Some(slot) = seats.get_mut(nth) else { return };
            if let Some(found) = found {
                *slot = found;
                taken.move_to(name, self.reach(node, found));
            }
            low = slot.bearing;
        }
    }

    /// The free seat nearest to a target bearing; a ring further out counts as `stay` away.
    fn nearest(
        &self,
        target: f32,
        (low, high): (f32, f32),
        stay: f32,
        is_free: impl Fn(Seat) -> bool,
    ) -> Option<Seat> {
        let target = target.clamp(low, high);
        let mut best: Option<(f32, Seat)> = None;
        for (ring, line) in self.rings.iter().enumerate() {
            let dear = ring as f32 * stay;
            let step = |bearing: f32| STEP / line.pace(bearing).max_elem().max(STEP);
            let (mut down, mut up) = (target, target);
            let within = |away: f32| best.is_none_or(|(cost, _)| away + dear < cost);
            let found = loop {
                if up <= high && within(up - target) {
                    let seat = Seat { ring, bearing: up };
                    if is_free(seat) {
                        break Some(seat);
                    }
                }
                if down >= low && down < target && within(target - down) {
                    let seat = Seat { ring, bearing: down };
                    if is_free(seat) {
                        break Some(seat);
                    }
                }
                up += step(up);
                down -= step(down);
                let is_over = |away: f32, end: bool| end || !within(away);
                if is_over(up - target, up > high) && is_over(target - down, down < low) {
                    break None;
                }
            };
            if let Some(seat) = found {
                best = Some(((seat.bearing - target).abs() + dear, seat));
            }
        }
        best.map(|(_, seat)| seat)
    }
}
