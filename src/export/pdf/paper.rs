//! Paper: how large a sheet is, and how small letters may be on it.
//!
//! Owns the measures. A page is composed in points of its own, in which its least letters always
//! have the same size; so it is the scale from there to paper that keeps them large enough.

use emath::Vec2;

use crate::export::LEAST_SIZE;
use crate::layout::LEAST_TEXT;

/// Points of paper to a point of the size asked for: 1684 by 1190 is a sheet of A4.
const PAPER: f32 = 0.5;
/// The longer side of a sheet of A4, in points of paper, and as much as rounding may add.
const A4: f32 = 842.0 + 1.0;
/// Least size of a letter up to A4, and on larger sheets, which are read from farther away.
const LEAST: (f32, f32) = (7.0, 8.0);

/// The sheets of a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paper {
    /// Width and height, in points of paper.
    pub(super) sheet: Vec2,
    /// Points of paper to a point of a page.
    pub(super) scale: f32,
}

impl Paper {
    /// The paper for a size that was asked for, where a page needs at least so much room for all
    /// that stands on it besides a picture of the least size.
    pub(super) fn of(asked: Vec2, around: Vec2) -> Self {
        let sheet = asked * PAPER;
        let least = if sheet.max_elem() <= A4 { LEAST.0 } else { LEAST.1 };
        // On a card letters are smaller: a page with larger ones would hold nothing.
        let roomy = (sheet / (LEAST_SIZE + around)).min_elem();
        Self { sheet, scale: (least / LEAST_TEXT).min(roomy).max(PAPER) }
    }

    /// Width and height of a page that fills a sheet, in its own points.
    pub(super) fn page(&self) -> Vec2 {
        self.sheet / self.scale
    }
}

#[cfg(test)]
mod tests {
    use emath::vec2;

    use super::*;

    fn least_letter(width: f32, height: f32) -> f32 {
        Paper::of(vec2(width, height), Vec2::ZERO).scale * LEAST_TEXT
    }

    #[test]
    fn the_least_letter_has_seven_points_on_a4_and_eight_on_a3() {
        for (width, height, least) in [
            (1684.0, 1190.0, 7.0),
            (1190.0, 1684.0, 7.0),
            (1600.0, 900.0, 7.0),
            (2382.0, 1684.0, 8.0),
            (1684.0, 2382.0, 8.0),
            (8000.0, 4000.0, 8.0),
        ] {
            let found = least_letter(width, height);
            assert!((found - least).abs() < 1e-3, "{width} x {height}: {found}");
        }
    }

    #[test]
    fn a_card_still_has_room_for_a_page() {
        for size in [LEAST_SIZE, vec2(640.0, 480.0), vec2(900.0, 321.0)] {
            let page = Paper::of(size, Vec2::ZERO).page() + Vec2::splat(1e-3);
            assert!(page.x >= LEAST_SIZE.x && page.y >= LEAST_SIZE.y, "{size:?}: {page:?}");
        }
    }
}
