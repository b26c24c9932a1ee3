//! The place a picture is shown in: how much room it has, and how large words must be there.

use emath::Vec2;

use super::HOME_ROOM;
use crate::layout::{LEAST_TEXT, TEXT_SIZE, Zooms};

/// Least size of a label that is presented to a room, in points of a slide 1280 wide.
pub const LEAST_TEXT_PRESENTED: f32 = 20.0;

/// The zoom under which labels would be too small to read at a desk.
pub const READABLE_ZOOM: f32 = LEAST_TEXT / TEXT_SIZE;

/// A small picture grows up to this zoom when it is fitted.
pub const LARGEST_FIT: f32 = 1.6;

/// A small picture grows until its labels are so many times the least size.
const GROWTH: f32 = 1.9;

/// Where a picture is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stage {
    /// The room to fill, in points.
    pub room: Vec2,
    /// Least size of a label, in points.
    pub least_text: f32,
    /// Whether all of it is to be read at once, since nobody can move over it; else it may be larger
    /// than the room.
    is_page: bool,
}

impl Stage {
    /// The screen one sits at: the same for every window, since what one sees of a picture is the
    /// camera's matter.
    pub const HOME: Self = Self { room: HOME_ROOM, least_text: LEAST_TEXT, is_page: false };

    /// A page that is read at a desk.
    pub const fn page(room: Vec2) -> Self {
        Self { room, least_text: LEAST_TEXT, is_page: true }
    }

    /// A screen that others read from across a room.
    pub const fn presented(room: Vec2) -> Self {
        Self { room, least_text: LEAST_TEXT_PRESENTED, is_page: true }
    }

    /// Whether all of it is to be read at once.
    pub const fn is_page(&self) -> bool {
        self.is_page
    }

    /// Whether it is read from across a room, where nobody can come closer.
    pub fn is_presented(&self) -> bool {
        self.least_text > LEAST_TEXT
    }

    /// How small and how large a layout may be shown here.
    pub fn zooms(&self) -> Zooms {
        let least = self.least_text / TEXT_SIZE;
        Zooms { least, most: (least * GROWTH).max(least) }
    }
}

impl From<Vec2> for Stage {
    fn from(room: Vec2) -> Self {
        Self::page(room)
    }
}
