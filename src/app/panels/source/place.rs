//! Where one looks in a text, and what is brought into view.
//!
//! Owns the place in a page. It is kept as a row, so that it holds while what stands above is
//! still being laid out, and when the column becomes wider.

use egui::Ui;

use super::page::Page;
use crate::atlas::Span;

/// A passage to be shown keeps so far from the edges.
const NEAR: f32 = 20.0;
/// Where a passage comes to stand that was far away, from the top.
const THIRD: f32 = 0.3;
/// What is to be brought into view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    /// The beginning of the document.
    Top,
    /// A passage, a third down unless it is well in view.
    Passage(Span),
    /// A passage, moved no further than it must be.
    Keep(Span),
}

/// Where one looks.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// A row, and how far under its top the view begins; holds while heights are still guesses.
    anchor: (usize, f32),
    /// How far down the view begins in this frame.
    pub(super) offset: f32,
    /// The code point at the top.
    pub(super) character: usize,
    /// Words that the keyboard reached and that are to be seen.
    pub(super) wanted: Option<Span>,
}

impl Place {
    /// Looks at something; what is near it is laid out for that.
    pub(super) fn show(&mut self, page: &mut Page, ui: &Ui, height: f32, show: Show) {
        let span = match show {
            Show::Top => {
                self.anchor = (0, 0.0);
                return;
            }
            Show::Passage(span) | Show::Keep(span) => span,
        };
        let (first, last) = (page.row_of(span.start), page.row_of(span.end.saturating_sub(1)));
        page.set(ui.painter(), first..last + 1);
        let offset = self.anchored(page, height);
        let Some((top, _)) = page.line_of(span.start) else { return };
        let (_, bottom) = page.line_of(span.end.saturating_sub(1)).unwrap_or((top, top));
        let is_seen = top >= offset + NEAR && bottom <= offset + height - NEAR;
        if is_seen {
            return;
        }
        let wanted = match show {
            Show::Keep(_) if bottom > offset + height - NEAR && bottom - top < height => {
                bottom + NEAR - height
            }
            Show::Keep(_) => top - NEAR,
            Show::Passage(_) | Show::Top => top - height * THIRD,
        };
        self.anchor = (first, wanted - page.top(first));
    }

    /// Takes the view's beginning for this frame.
    pub(super) const fn begin(&mut self, offset: f32) {
        self.offset = offset;
    }

    /// Moves by some points.
    pub(super) fn scroll(&mut self, page: &Page, by: f32) {
        let offset = (self.offset + by).max(0.0);
        let row = page.row_at(offset);
        self.anchor = (row, offset - page.top(row));
    }

    /// How far down the view begins, within the page.
    fn anchored(&self, page: &Page, height: f32) -> f32 {
        let offset = page.top(self.anchor.0) + self.anchor.1;
        offset.clamp(0.0, (page.height() - height).max(0.0))
    }

    /// Lays out what will be seen, and a little of the rest; gives back where the view begins.
    pub(super) fn settle(&self, page: &mut Page, ui: &Ui, height: f32) -> f32 {
        loop {
            let offset = self.anchored(page, height);
            let seen = page.seen(offset, offset + height);
            // Each turn lays out rows that were not, so this ends.
            if !page.set(ui.painter(), seen) {
                break;
            }
        }
        if page.set_more(ui.painter()) {
            ui.request_repaint();
        }
        self.anchored(page, height)
    }
}
