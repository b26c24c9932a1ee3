//! Forms drawn on a sheet.
//!
//! Owns that no sign is drawn that the standards forbid: what the font lacks, and what has no
//! meaning outside one program.

use std::borrow::Cow;

use emath::{Pos2, Rect};
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, Stroke as PdfStroke, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::book::fonts;
use crate::layout::measure::{Weight, glyphs, text_width};
use crate::scene::{Anchor, Form, Paint, Stroke, Theme};

/// How far the handles of a quarter of a circle reach, as a share of its radius.
const QUARTER: f32 = 0.552_284_8;

/// What forms are drawn with.
pub(super) struct Ink {
    fonts: [Option<Font>; 3],
}

impl Default for Ink {
    fn default() -> Self {
        Self { fonts: fonts() }
    }
}

impl Ink {
    /// Draws a form.
    pub(super) fn draw(&self, surface: &mut Surface<'_>, form: &Form, opacity: f32, theme: Theme) {
        let opacity = NormalizedF32::new(opacity.clamp(0.0, 1.0)).unwrap_or(NormalizedF32::ONE);
        let (path, fill, stroke) = match form {
            Form::Curve { segments, stroke } => (curve(segments), None, Some(stroke)),
            Form::Polygon { points, fill, stroke } => (polygon(points), *fill, stroke.as_ref()),
            Form::Rect { rect, radius, fill, stroke } => {
                (rounded(*rect, *radius), *fill, stroke.as_ref())
            }
            Form::Text { .. } => return self.text(surface, form, opacity, theme),
        };
        let Some(path) = path else { return };
        surface.set_fill(fill.map(|paint| fill_of(paint, opacity, theme)));
        surface.set_stroke(stroke.map(|stroke| stroke_of(stroke, opacity, theme)));
        surface.draw_path(&path);
    }

    fn text(&self, surface: &mut Surface<'_>, form: &Form, opacity: NormalizedF32, theme: Theme) {
        let Form::Text { pos, text, size, weight, paint, anchor, spacing } = form else { return };
        let Some(font) = self.fonts.get(*weight as usize).and_then(Option::as_ref) else { return };
        let text = &*drawable(text, *weight);
        let width = text_width(text, *size, *weight) + spacing * text.chars().count() as f32;
        let left = match anchor {
            Anchor::Start => pos.x,
            Anchor::Middle => pos.x - width / 2.0,
            Anchor::End => pos.x - width,
        };
        surface.set_fill(Some(fill_of(*paint, opacity, theme)));
        surface.set_stroke(None);
        let glyphs = set(text, *weight, spacing / size);
        let start = Point::from_xy(left, pos.y);
        surface.draw_glyphs(start, &glyphs, font.clone(), text, *size, false);
    }
}

/// Stands for a sign that cannot be drawn; the first that the font has.
const MISSING: [char; 3] = ['\u{25A1}', '\u{FFFD}', '?'];

/// The text with a visible mark for each sign that must not stand in a file. O(length).
fn drawable(text: &str, weight: Weight) -> Cow<'_, str> {
    let is_drawn = |c: char| {
        let mut letter = [0; 4];
        glyphs(c.encode_utf8(&mut letter), weight).iter().all(|glyph| glyph.id != 0)
    };
    let has_all = glyphs(text, weight).iter().all(|glyph| glyph.id != 0);
    if has_all && !text.chars().any(is_private) {
        return Cow::Borrowed(text);
    }
    let missing = MISSING.into_iter().find(|c| is_drawn(*c)).unwrap_or(' ');
    let mark = |c: char| if is_private(c) || !is_drawn(c) { missing } else { c };
    Cow::Owned(text.chars().map(mark).collect())
}

/// Whether a sign has no meaning that another program could know.
const fn is_private(c: char) -> bool {
    matches!(c, '\0' | '\u{FEFF}' | '\u{FFFE}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// A line of text glyph by glyph, lengths in units of the font size.
fn set(text: &str, weight: Weight, spacing: f32) -> Vec<KrillaGlyph> {
    let glyphs = glyphs(text, weight);
    let glyph = |glyph: &crate::layout::measure::Glyph| {
        let (x, y) = glyph.offset;
        let advance = glyph.advance + spacing;
        let id = GlyphId::new(glyph.id);
        KrillaGlyph::new(id, advance, x, y, 0.0, glyph.text.clone(), None)
    };
    glyphs.iter().map(glyph).collect()
}

fn color(paint: Paint, theme: Theme) -> krilla::paint::Paint {
    let color = theme.color(paint);
    rgb::Color::new(color.0, color.1, color.2).into()
}

fn fill_of(paint: Paint, opacity: NormalizedF32, theme: Theme) -> Fill {
    Fill { paint: color(paint, theme), opacity, rule: FillRule::NonZero }
}

fn stroke_of(stroke: &Stroke, opacity: NormalizedF32, theme: Theme) -> PdfStroke {
    let dash = stroke.dash.pattern();
    PdfStroke {
        paint: color(stroke.paint, theme),
        width: stroke.width,
        opacity,
        dash: dash.map(|(on, off)| StrokeDash { array: vec![on, off], offset: 0.0 }),
        ..PdfStroke::default()
    }
}

fn curve(segments: &[[Pos2; 4]]) -> Option<Path> {
    let mut path = PathBuilder::new();
    let mut last = None;
    for [start, a, b, end] in segments {
        if last.replace(*end) != Some(*start) {
            path.move_to(start.x, start.y);
        }
        path.cubic_to(a.x, a.y, b.x, b.y, end.x, end.y);
    }
    path.finish()
}

fn polygon(points: &[Pos2]) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, others) = points.split_first()?;
    path.move_to(first.x, first.y);
    for point in others {
        path.line_to(point.x, point.y);
    }
    path.close();
    path.finish()
}

fn rounded(rect: Rect, radius: f32) -> Option<Path> {
    let radius = radius.clamp(0.0, rect.width().min(rect.height()).max(0.0) / 2.0);
    let (left, top, right, bottom) = (rect.left(), rect.top(), rect.right(), rect.bottom());
    let mut path = PathBuilder::new();
    let reach = radius * (1.0 - QUARTER);
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.cubic_to(right - reach, top, right, top + reach, right, top + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(right, bottom - reach, right - reach, bottom, right - radius, bottom);
    path.line_to(left + radius, bottom);
    path.cubic_to(left + reach, bottom, left, bottom - reach, left, bottom - radius);
    path.line_to(left, top + radius);
    path.cubic_to(left, top + reach, left + reach, top, left + radius, top);
    path.close();
    path.finish()
}
