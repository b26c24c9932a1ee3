//! Boxes by stress: what is linked stands near, none over another, all in a room.
//!
//! Owns the problem that the steps share. Knows nothing of labels, kinds or colours.

mod crossing;
mod polish;
mod random;
mod tangle;

use emath::{Pos2, Vec2};

/// Boxes to place and what joins them. World units; the room runs from zero.
#[derive(Debug, Clone, Copy)]
pub(super) struct Problem<'a> {
    /// Size of each label's box.
    pub(super) sizes: &'a [Vec2],
    /// What is to be near: links by position; they may repeat, loop or leave parts unjoined.
    pub(super) links: &'a [(usize, usize)],
    /// Where the centre of a box stood in the picture of everything; it stays near.
    pub(super) homes: &'a [Option<Pos2>],
    /// Where the centre of a box has to be, inside the room or not.
    pub(super) pinned: &'a [Option<Pos2>],
    /// Every box that is not pinned is wholly inside.
    pub(super) room: Vec2,
    /// Least free room between boxes.
    pub(super) gap: Vec2,
}
