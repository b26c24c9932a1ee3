//! Labels laid out once and painted in many frames.
//!
//! Owns laid-out text by what is written and how large. Sizes are rounded, so that a picture that
//! is zoomed does not fill the font's texture with letters of every size in between.

use std::collections::HashMap;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, Context, Galley, Painter};

use super::style::font;
use crate::layout::measure::Weight;

/// So many are kept; then all are forgotten.
const MOST_KNOWN: usize = 4_096;
/// Steps of a font size to a point, for small and for large text.
const STEPS: (f32, f32) = (4.0, 2.0);
/// From this font size on, steps are larger.
const LARGE: f32 = 24.0;

/// How large the texture is that letters are taken from.
pub(super) fn texture_size(ctx: &Context) -> [usize; 2] {
    ctx.fonts_mut(|fonts| fonts.font_image_size())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Style {
    /// Font size, in quarters of a point.
    size: u32,
    weight: Weight,
    /// Extra room after each letter, in hundredths of a point.
    spacing: u32,
}

/// Text that was laid out before.
#[derive(Debug, Default)]
pub(super) struct Galleys {
    known: HashMap<Style, HashMap<String, Arc<Galley>>>,
    n_known: usize,
    /// A text that is asked for in every frame: another answer tells that the fonts have begun
    /// their texture anew, and that everything laid out before points to where it was.
    canary: Option<Arc<Galley>>,
    pixels_per_point: f32,
    /// How often everything was forgotten.
    generation: u64,
}

impl Galleys {
    /// How often everything was forgotten.
    pub(super) const fn generation(&self) -> u64 {
        self.generation
    }

    /// Begins a frame; forgets what the window's fonts no longer know.
    pub(super) fn begin(&mut self, painter: &Painter) {
        let pixels_per_point = painter.pixels_per_point();
        let style = font(LARGE, Weight::Regular);
        let canary = painter.layout_no_wrap("·".to_owned(), style, Color32::PLACEHOLDER);
        let lives = self.canary.as_ref().is_some_and(|known| Arc::ptr_eq(known, &canary));
        if !lives || pixels_per_point != self.pixels_per_point || self.n_known > MOST_KNOWN {
            self.known.clear();
            self.n_known = 0;
            self.generation += 1;
        }
        (self.canary, self.pixels_per_point) = (Some(canary), pixels_per_point);
    }

    /// A line of text without a colour of its own, and the size it is set in.
    pub(super) fn of(
        &mut self,
        painter: &Painter,
        text: &str,
        (size, weight, spacing): (f32, Weight, f32),
    ) -> (Arc<Galley>, f32) {
        let steps = if size < LARGE { STEPS.0 } else { STEPS.1 };
        let size = (size * steps).round() / steps;
        let style = Style {
            size: (size * STEPS.0) as u32,
            weight,
            spacing: (spacing * 100.0).round() as u32,
        };
        let known = self.known.entry(style).or_default();
        if let Some(galley) = known.get(text) {
            return (Arc::clone(galley), size);
        }
        let format = TextFormat {
            font_id: font(size, weight),
            extra_letter_spacing: spacing,
            color: Color32::PLACEHOLDER,
            ..TextFormat::default()
        };
        let mut job = LayoutJob::single_section(text.to_owned(), format);
        job.wrap = TextWrapping::no_max_width();
        let galley = painter.layout_job(job);
        known.insert(text.to_owned(), Arc::clone(&galley));
        self.n_known += 1;
        (galley, size)
    }
}
