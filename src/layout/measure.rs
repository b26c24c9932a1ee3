//! How wide text is, measured with the bundled font and no window.
//!
//! Owns the font's bytes and its metrics. The same shaper and the same bytes serve the window
//! and the exported pictures, so that a label measured here fits there.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider as _};

use super::signs::{drawn, pieces};

/// Family name of the bundled font, as pictures name it.
pub const FONT_FAMILY: &str = "Inter";
/// Height of the letters above the baseline, in units of the font size.
pub const ASCENT: f32 = 0.968_75;
/// Depth of the letters below the baseline, in units of the font size.
pub const DESCENT: f32 = 0.241_2;

/// Weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// 400, for reading.
    Regular,
    /// 500, for quotes and buttons.
    Medium,
    /// 600, for headings.
    SemiBold,
}

impl Weight {
    /// Every weight there is a font file for.
    pub const ALL: [Self; 3] = [Self::Regular, Self::Medium, Self::SemiBold];

    /// The number style sheets use.
    pub const fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Medium => 500,
            Self::SemiBold => 600,
        }
    }

    /// The font file.
    pub const fn font_bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../assets/fonts/Inter-Regular.ttf"),
            Self::Medium => include_bytes!("../../assets/fonts/Inter-Medium.ttf"),
            Self::SemiBold => include_bytes!("../../assets/fonts/Inter-SemiBold.ttf"),
        }
    }
}

struct Face {
    font: FontRef<'static>,
    shaper: ShaperData,
}

static FACES: LazyLock<Vec<Option<Face>>> = LazyLock::new(|| {
    Weight::ALL
        .into_iter()
        .map(|weight| {
            let font = FontRef::from_index(weight.font_bytes(), 0).ok()?;
            let shaper = ShaperData::new(&font);
            Some(Face { font, shaper })
        })
        .collect()
});

/// Average width of a letter, in units of the font size, should the font not load.
const FALLBACK_ADVANCE: f32 = 0.6;

/// So many widths are kept; then all are forgotten.
const MOST_KNOWN: usize = 20_000;

thread_local! {
    /// Widths measured before, at size 1: the same labels stand in every picture that is tried.
    static KNOWN: RefCell<[HashMap<String, f32>; 3]> = RefCell::default();
}

/// Width of one line of text at a font size, in the size's unit. O(length).
pub fn text_width(text: &str, size: f32, weight: Weight) -> f32 {
    KNOWN.with_borrow_mut(|known| {
        let known = &mut known[weight as usize];
        if let Some(width) = known.get(text) {
            return width * size;
        }
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        let width = shaped_width(text, weight);
        known.insert(text.to_owned(), width);
        width * size
    })
}

/// One glyph of a line of text, lengths in units of the font size.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u32,
    /// How far the pen moves on.
    pub advance: f32,
    /// How far from the pen it is drawn, to the right and upwards.
    pub offset: (f32, f32),
    /// The bytes of the text it stands for.
    pub text: std::ops::Range<usize>,
}

/// The glyphs of one line of text, from the left; none should the font not load. O(length).
///
/// Each stands for bytes of the text as it is written, also where other signs are drawn.
pub fn glyphs(text: &str, weight: Weight) -> Vec<Glyph> {
    let Some(face) = FACES.get(weight as usize).and_then(Option::as_ref) else {
        return Vec::new();
    };
    let (shown, origins) = drawn_with_origins(text);
    let origin = |at: usize| match &origins {
        None => at,
        Some(origins) => origins.get(at).copied().unwrap_or(text.len()),
    };
    let shaper = face.shaper.shaper(&face.font).build();
    let shaped = shaper.shape(buffer_of(&shown), ShapeOptions::new());
    let em = shaper.units_per_em().max(1) as f32;
    let infos = shaped.glyph_infos();
    let starts: Vec<usize> = infos.iter().map(|info| origin(info.cluster as usize)).collect();
    let end_of = |at: usize| {
        let later = starts.iter().skip(at).find(|start| **start > starts[at]);
        later.copied().unwrap_or(text.len())
    };
    let glyph =
        |(at, (info, pos)): (usize, (&harfrust::GlyphInfo, &harfrust::GlyphPosition))| Glyph {
            id: info.glyph_id,
            advance: pos.x_advance as f32 / em,
            offset: (pos.x_offset as f32 / em, pos.y_offset as f32 / em),
            text: starts[at]..end_of(at),
        };
    infos.iter().zip(shaped.glyph_positions()).enumerate().map(glyph).collect()
}

/// A text as it is drawn, and for each byte of that where what it is drawn for begins; `None` where
/// all is drawn as it is written, which is nearly always.
fn drawn_with_origins(text: &str) -> (Cow<'_, str>, Option<Vec<usize>>) {
    if matches!(drawn(text), Cow::Borrowed(_)) {
        return (Cow::Borrowed(text), None);
    }
    let (mut shown, mut origins) = (String::new(), Vec::new());
    for (bytes, piece) in pieces(text) {
        // What is drawn as it is keeps every byte of its own.
        let is_same = text.get(bytes.clone()).is_some_and(|own| *own == piece);
        origins.extend((0..piece.len()).map(|at| bytes.start + if is_same { at } else { 0 }));
        shown.push_str(&piece);
    }
    (shown.into(), Some(origins))
}

/// Width of one line of text at size 1.
fn shaped_width(text: &str, weight: Weight) -> f32 {
    let face = FACES.get(weight as usize).and_then(Option::as_ref);
    let Some(face) = face else {
        return text.chars().count() as f32 * FALLBACK_ADVANCE;
    };
    let shaper = face.shaper.shaper(&face.font).build();
    let glyphs = shaper.shape(buffer_of(&drawn(text)), ShapeOptions::new());
    let advance: i32 = glyphs.glyph_positions().iter().map(|p| p.x_advance).sum();
    advance as f32 / shaper.units_per_em().max(1) as f32
}

/// A line as the shaper takes it: from the left, because the font has no script that is written
/// otherwise.
fn buffer_of(shown: &str) -> UnicodeBuffer {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(shown);
    buffer.guess_segment_properties();
    buffer
}

/// Hands the outlines of a line's glyphs to a pen, at size 1, upwards from the baseline.
pub fn outlines(glyphs: &[Glyph], weight: Weight, pen: &mut impl OutlinePen) {
    let Some(face) = FACES.get(weight as usize).and_then(Option::as_ref) else { return };
    let outlines = face.font.outline_glyphs();
    let mut x = 0.0;
    for glyph in glyphs {
        let (dx, dy) = glyph.offset;
        if let Some(outline) = outlines.get(GlyphId::new(glyph.id)) {
            let settings = DrawSettings::unhinted(Size::new(1.0), LocationRef::default());
            let mut moved = Moved { pen: &mut *pen, by: (x + dx, dy) };
            // A glyph that cannot be drawn leaves its room free.
            outline.draw(settings, &mut moved).map(|_| ()).unwrap_or_default();
        }
        x += glyph.advance;
    }
}

/// A pen that draws somewhere else.
struct Moved<'a, P> {
    pen: &'a mut P,
    by: (f32, f32),
}

impl<P: OutlinePen> OutlinePen for Moved<'_, P> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.pen.move_to(x + self.by.0, y + self.by.1);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.pen.line_to(x + self.by.0, y + self.by.1);
    }

    fn quad_to(&mut self, ax: f32, ay: f32, x: f32, y: f32) {
        let (dx, dy) = self.by;
        self.pen.quad_to(ax + dx, ay + dy, x + dx, y + dy);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (dx, dy) = self.by;
        self.pen.curve_to(ax + dx, ay + dy, bx + dx, by + dy, x + dx, y + dy);
    }

    fn close(&mut self) {
        self.pen.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_has_a_face_that_knows_latin_greek_and_cyrillic() {
        for weight in Weight::ALL {
            let font = FontRef::from_index(weight.font_bytes(), 0).expect("font");
            let charmap = skrifa::MetadataProvider::charmap(&font);
            for letter in "Aßőž ΑλφάΩ Жїя €“”‘’–—…→·".chars() {
                assert!(charmap.map(letter).is_some(), "{letter} in {weight:?}");
            }
        }
    }

    #[test]
    fn glyphs_stand_for_the_text_as_it_is_written() {
        let text = "oﬃce שלום";
        let of: Vec<&str> =
            glyphs(text, Weight::Regular).into_iter().map(|glyph| &text[glyph.text]).collect();
        assert_eq!(of, ["o", "ﬃ", "ﬃ", "ﬃ", "c", "e", " ", "ש", "ל", "ו", "ם"]);
        assert!(glyphs(text, Weight::Regular).iter().all(|glyph| glyph.id != 0));
        let width = |text| text_width(text, 100.0, Weight::Regular);
        assert_eq!(width("oﬃce"), width("office"));
        assert_eq!(width("של"), width("□□"));
    }

    #[test]
    fn width_grows_with_text_and_size_and_heeds_kerning() {
        let width = |text| text_width(text, 100.0, Weight::Regular);
        assert!(width("Europol") > width("Euro"));
        assert!(
            (text_width("Europol", 50.0, Weight::Regular) * 2.0 - width("Europol")).abs() < 0.01
        );
        assert!(width("AVAVAV") < width("A") * 3.0 + width("V") * 3.0);
        assert_eq!(width(""), 0.0);
    }
}
