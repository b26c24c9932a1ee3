//! How wide text is, measured with the bundled font and no window.
//!
//! Owns the font's bytes and its metrics. The same shaper and the same bytes serve the window
//! and the exported pictures, so that a label measured here fits there.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};

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
pub fn glyphs(text: &str, weight: Weight) -> Vec<Glyph> {
    let Some(face) = FACES.get(weight as usize).and_then(Option::as_ref) else {
        return Vec::new();
    };
    let shaper = face.shaper.shaper(&face.font).build();
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let shaped = shaper.shape(buffer, ShapeOptions::new());
    let em = shaper.units_per_em().max(1) as f32;
    let infos = shaped.glyph_infos();
    let starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
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

/// Width of one line of text at size 1.
fn shaped_width(text: &str, weight: Weight) -> f32 {
    let face = FACES.get(weight as usize).and_then(Option::as_ref);
    let Some(face) = face else {
        return text.chars().count() as f32 * FALLBACK_ADVANCE;
    };
    let shaper = face.shaper.shaper(&face.font).build();
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let glyphs = shaper.shape(buffer, ShapeOptions::new());
    let advance: i32 = glyphs.glyph_positions().iter().map(|p| p.x_advance).sum();
    advance as f32 / shaper.units_per_em().max(1) as f32
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
