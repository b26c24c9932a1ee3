//! How high each box stands in its column: near what it is linked with, and near its home.

use emath::Vec2;

use super::LayoutRequest;
use super::columns::{BOX_GAP, Column};
use super::place::{Slot, centres};

/// Most free room between two boxes of a column.
const MOST_GAP: f32 = 44.0;
/// More free room where one group ends and the next begins.
const GROUP_GAP: f32 = 10.0;
/// How often heights follow their neighbours.
const PASSES: usize = 10;
/// By how much boxes are drawn apart at most to fill a large room.
const STRETCH: f32 = 1.4;
/// How much a box's neighbours count for where it wants to stand; the rest is its share of the
/// column's height.
const FOLLOW: f32 = 0.6;
/// How much its home counts, where it has one.
const HOME: f32 = 0.75;

/// What heights are worked out from.
pub(super) struct Heights<'a> {
    pub(super) request: &'a LayoutRequest,
    pub(super) sizes: &'a [Vec2],
    /// What each box is linked with.
    pub(super) neighbours: &'a [Vec<usize>],
    /// Height of the room, and of what of it lies above the columns. World units.
    pub(super) room: (f32, f32),
}

impl Heights<'_> {
    /// The height of each box's centre; the order within columns stays. O(passes * (n + m)).
    pub(super) fn centres(&self, columns: &[Column]) -> Vec<f32> {
        let needed: Vec<f32> = columns.iter().map(|column| column.height(self.sizes)).collect();
        let room = needed.iter().copied().fold(self.room.0 - self.room.1, f32::max);
        let mut centre = vec![room / 2.0; self.sizes.len()];
        for pass in 0..=PASSES {
            for step in 0..columns.len() {
                let at = if pass % 2 == 0 { step } else { columns.len() - 1 - step };
                let (Some(column), Some(&needed)) = (columns.get(at), needed.get(at)) else {
                    continue;
                };
                let slots = self.slots(column, &centre, (room, needed), pass == 0);
                for (&node, y) in column.members.iter().zip(centres(&slots, room)) {
                    if let Some(slot) = centre.get_mut(node) {
                        *slot = y;
                    }
                }
            }
        }
        self.stretch(&mut centre, room);
        centre
    }

    /// Draws what stands close together in the middle of a large room apart.
    fn stretch(&self, centre: &mut [f32], room: f32) {
        if self.request.nodes.iter().any(|node| node.home.is_some()) {
            return;
        }
        let ends =
            centre.iter().zip(self.sizes).map(|(y, size)| (y - size.y / 2.0, y + size.y / 2.0));
        let (top, bottom) = ends
            .fold((room, 0.0_f32), |(top, bottom), (high, low)| (top.min(high), bottom.max(low)));
        let factor = (room / (bottom - top).max(1.0)).clamp(1.0, STRETCH);
        let middle = f32::midpoint(top, bottom);
        for y in centre {
            *y = room / 2.0 + (*y - middle) * factor;
        }
    }

    /// The boxes of a column with where they want to be.
    fn slots(
        &self,
        column: &Column,
        centre: &[f32],
        (room, needed): (f32, f32),
        is_first: bool,
    ) -> Vec<Slot> {
        let group = |at: usize| self.request.nodes.get(at).and_then(|n| n.group);
        let n = column.members.len() as f32;
        let spare = (room - needed) / n;
        let gap = (BOX_GAP + spare * 0.5).min(MOST_GAP);
        let mut above: Option<usize> = None;
        let rows = column.members.iter().enumerate();
        rows.map(|(row, &node)| {
            let around = self.neighbours.get(node).map(Vec::as_slice).unwrap_or_default();
            let even = room * (row as f32 + 0.5) / n;
            let sum: f32 = around.iter().filter_map(|&o| centre.get(o)).sum();
            let free = if is_first || around.is_empty() {
                even
            } else {
                FOLLOW * sum / around.len() as f32 + (1.0 - FOLLOW) * even
            };
            let home = self.request.nodes.get(node).and_then(|n| n.home);
            let wish = home.map_or(free, |home| {
                HOME * (home.y * self.room.0 - self.room.1) + (1.0 - HOME) * free
            });
            let splits = above.replace(node).is_some_and(|above| group(above) != group(node));
            let extra = if splits && spare > GROUP_GAP { GROUP_GAP } else { 0.0 };
            let height = self.sizes.get(node).map_or(0.0, |s| s.y);
            Slot { height, gap: gap + extra, wish, weight: 1.0 + around.len() as f32 }
        })
        .collect()
    }
}
