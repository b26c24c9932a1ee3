//! Signs that the bundled font lacks, as the window draws them: as exports do.
//!
//! Owns the painter that egui asks for what no font has. Texts reach egui as they were written, so
//! that places in them stay places in the document; only what is painted differs. Fonts of the
//! system are not asked: the window shows what an export will.

use egui::epaint::text::{GlyphBitmap, GlyphRasterizer, GlyphRasterizerRequest, RasterizedGlyph};
use egui::{Color32, ColorImage, vec2};
use resvg::tiny_skia::{FillRule, Mask, Path, PathBuilder, Transform};
use skrifa::outline::OutlinePen;

use super::style::weight_of;
use crate::layout::measure::{glyphs, outlines};

/// Largest picture of a sign, in pixels a side; egui takes none much larger.
const LARGEST: f32 = 1_000.0;

/// Paints what no font has: its parts, or a box.
pub(super) fn painter() -> GlyphRasterizer {
    GlyphRasterizer::new("protecteu-atlas signs", |request: &GlyphRasterizerRequest<'_>| {
        Some(painted(request))
    })
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
