//! Signs that the bundled font lacks, as the window draws them: as exports do.
//!
//! Owns the painter that egui asks for what no font has. Texts reach egui as they were written, so
//! that places in them stay places in the document; only what is painted differs. Fonts of the
//! system are not asked: the window shows what an export will.

use egui::epaint::text::{
    FontPriority, GlyphBitmap, GlyphRasterizer, GlyphRasterizerRequest, RasterizedGlyph,
};
use egui::{Color32, ColorImage, vec2};
use resvg::tiny_skia::{FillRule, Mask, Path, PathBuilder, Transform};
use skrifa::outline::OutlinePen;

use super::style::weight_of;
use crate::layout::measure::{glyphs, outlines};
use crate::layout::signs::lacking;

/// Largest picture of a sign, in pixels a side; egui takes none much larger.
const LARGEST: f32 = 1_000.0;

/// Paints what no font has: its parts, or a box.
///
/// One painter is asked after the font, for signs of which it has nothing. Another is asked before
/// it, for letters that the font has with marks that it lacks: by itself egui would leave out the
/// marks. It says no to nearly all, and egui remembers that.
pub(super) fn painters() -> [GlyphRasterizer; 2] {
    let after = |request: &GlyphRasterizerRequest<'_>| Some(painted(request));
    let before = |request: &GlyphRasterizerRequest<'_>| {
        (!lacking(request.cluster).is_empty()).then(|| painted(request))
    };
    [
        GlyphRasterizer::new("protecteu-atlas signs", after),
        GlyphRasterizer::new("protecteu-atlas marks", before).with_priority(FontPriority::Highest),
    ]
}

fn painted(request: &GlyphRasterizerRequest<'_>) -> RasterizedGlyph {
    let (size, weight) = (request.font_size_px, weight_of(request.family));
    let glyphs = glyphs(request.cluster, weight);
    let advance: f32 = glyphs.iter().map(|glyph| glyph.advance).sum();
    let mut pen = Pen::default();
    outlines(&glyphs, weight, &mut pen);
    let path = pen.0.finish();
    let bitmap = path.and_then(|path| bitmap(&path, size)).unwrap_or_else(nothing);
    RasterizedGlyph { bitmap, advance_px: advance * size }
}

/// A sign that leaves its room free.
fn nothing() -> GlyphBitmap {
    let image = ColorImage::filled([1, 1], Color32::TRANSPARENT);
    GlyphBitmap { image, offset_px: vec2(0.0, 0.0), is_color: false }
}

/// A path of size 1, upwards from the baseline, as pixels.
fn bitmap(path: &Path, size: f32) -> Option<GlyphBitmap> {
    let bounds = path.bounds();
    let (left, top) = ((bounds.left() * size).floor(), (-bounds.bottom() * size).floor());
    let (right, bottom) = ((bounds.right() * size).ceil(), (-bounds.top() * size).ceil());
    let (width, height) = ((right - left).min(LARGEST), (bottom - top).min(LARGEST));
    let mut mask = Mask::new(width as u32, height as u32)?;
    let to_pixels = Transform::from_row(size, 0.0, 0.0, -size, -left, -top);
    mask.fill_path(path, FillRule::Winding, true, to_pixels);
    let pixels = mask.data().iter().map(|coverage| Color32::from_white_alpha(*coverage)).collect();
    let image = ColorImage::new([width as usize, height as usize], pixels);
    Some(GlyphBitmap { image, offset_px: vec2(left, top), is_color: false })
}

/// Outlines as paths.
#[derive(Default)]
struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, ax: f32, ay: f32, x: f32, y: f32) {
        self.0.quad_to(ax, ay, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}

#[cfg(test)]
mod tests {
    use egui::{Color32, Context, RawInput};

    use crate::app::style::{font, install};
    use crate::layout::measure::Weight;
    use crate::layout::signs::drawn;

    /// How wide the window draws a text, and how many of its signs leave ink.
    fn seen(text: &str) -> (f32, usize) {
        let ctx = Context::default();
        install(&ctx);
        let mut seen = (0.0, 0);
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let style = font(32.0, Weight::Regular);
            let galley = ui.painter().layout_no_wrap(text.to_owned(), style, Color32::BLACK);
            let glyphs = galley.rows.iter().flat_map(|row| &row.glyphs);
            let has_ink = |glyph: &&egui::epaint::text::Glyph| glyph.uv_rect.size.x > 2.0;
            seen = (galley.size().x, glyphs.filter(has_ink).count());
        });
        output.textures_delta.clear();
        seen
    }

    #[test]
    fn the_window_draws_signs_that_the_font_lacks_as_exports_do() {
        for text in ["a\u{5b0}b", "x\u{1ab0}", "\u{5b0}", "שלום", "oﬃce", "中", "a\u{1}b"] {
            let (width, n_inked) = seen(text);
            let (exported, _) = seen(&drawn(text));
            assert!((width - exported).abs() < 1.0, "{text:?}: {width}, exports {exported}");
            assert!(n_inked > 0, "{text:?}");
        }
    }

    #[test]
    fn what_the_font_has_is_left_to_it() {
        let plain = seen("Zu\u{308}rich");
        assert!(plain == seen("Zu\u{308}rich\u{ad}") && plain.1 >= 6, "{plain:?}");
    }
}
