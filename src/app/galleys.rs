//! Labels laid out once and painted in many frames.
//!
//! Owns laid-out text by what is written and how large. Sizes are rounded, so that a picture that
//! is zoomed does not fill the font's texture with letters of every size in between.

use std::collections::HashMap;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, Galley, Painter};

use super::style::font;
use crate::layout::measure::Weight;
use crate::scene::Theme;

/// So many are kept; then all are forgotten.
const MOST_KNOWN: usize = 4_096;
/// Steps of a font size to a point, for small and for large text.
const STEPS: (f32, f32) = (4.0, 2.0);
/// From this font size on, steps are larger.
const LARGE: f32 = 24.0;

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
    /// What laid-out text depends on: pixels to a point and theme.
    about: Option<(f32, Theme)>,
    /// How full the font's texture was; it is emptier only when it was begun anew.
    fill: f32,
}

impl Galleys {
    /// Begins a frame; forgets what the window's fonts no longer know.
    pub(super) fn begin(&mut self, painter: &Painter, theme: Theme) {
        let about = Some((painter.pixels_per_point(), theme));
        let fill = painter.ctx().fonts(|fonts| fonts.font_atlas_fill_ratio());
        if about != self.about || fill < self.fill || self.n_known > MOST_KNOWN {
            self.known.clear();
            self.n_known = 0;
        }
        (self.about, self.fill) = (about, fill);
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
