//! Which signs the bundled font has, and what is drawn for one that it lacks.
//!
//! Owns the step between a text and its glyphs. Texts stay as they were written; whoever draws or
//! measures one draws and measures [`drawn`] of it. A sign that the font lacks is drawn as what it is
//! put together from where the font has that (“ﬃ”, “Ｅ”, “Ⅷ”), and else as [`MARK`], so that
//! nothing is lost without a trace.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use harfrust::FontRef;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation as _;

use super::measure::Weight;
use crate::filter::is_unseen;

/// What stands for a sign that cannot be drawn: a hollow box.
pub const MARK: char = '\u{25a1}';

/// Code points that every weight of the font has.
static KNOWN: LazyLock<BTreeSet<u32>> = LazyLock::new(|| {
    let of_weight = |weight: Weight| -> BTreeSet<u32> {
        let Ok(font) = FontRef::from_index(weight.font_bytes(), 0) else { return BTreeSet::new() };
        let charmap = skrifa::MetadataProvider::charmap(&font);
        charmap.mappings().filter(|(_, glyph)| glyph.to_u32() != 0).map(|(code, _)| code).collect()
    };
    Weight::ALL.into_iter().map(of_weight).reduce(|all, own| &all & &own).unwrap_or_default()
});

/// Whether the font has a sign.
pub fn is_known(c: char) -> bool {
    matches!(c, ' '..='~') || KNOWN.contains(&u32::from(c))
}

/// A text as it is drawn: every sign of it is in the font. Drawing it once more changes nothing.
/// O(length).
pub fn drawn(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_known) {
        return Cow::Borrowed(text);
    }
    pieces(text).map(|(_, piece)| piece).collect::<String>().into()
}

/// A text piece by piece, each a letter with its marks: its bytes, and what is drawn for it.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = (Range<usize>, Cow<'_, str>)> {
    let clusters = text.grapheme_indices(true);
    clusters.map(|(start, cluster)| (start..start + cluster.len(), drawn_cluster(cluster)))
}

fn drawn_cluster(cluster: &str) -> Cow<'_, str> {
    if cluster.chars().all(is_known) {
        return Cow::Borrowed(cluster);
    }
    if cluster.chars().all(char::is_whitespace) {
        return Cow::Borrowed(" ");
    }
    let composed: String = cluster.nfc().collect();
    let mut out = String::new();
    for c in composed.chars() {
        if is_known(c) {
            out.push(c);
        } else if let Some(parts) = parts_of(c) {
            out.push_str(&parts);
        } else if !is_unseen(c) && !out.ends_with(MARK) {
            // One box for a letter with all its marks, or for a sign made of several.
            out.push(MARK);
        }
    }
    out.into()
}

/// What a compatibility form is put together from, where the font has all of it. An accent that
/// stands alone is put together from a space, which says nothing.
fn parts_of(c: char) -> Option<String> {
    let parts: String = std::iter::once(c).nfkc().collect();
    let says_it = !parts.starts_with(' ') && !parts.starts_with(is_combining_mark);
    (says_it && parts.chars().all(is_known)).then_some(parts)
}

/// A sign of a text that the font lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lacking {
    /// The sign.
    pub sign: char,
    /// What is drawn in its place.
    pub drawn: String,
    /// Where it first stands in the text, in characters.
    pub at: usize,
}

/// Every sign of a text that is not drawn as it is, once, in the order of the text. O(length).
pub fn lacking(text: &str) -> Vec<Lacking> {
    if text.chars().all(is_known) {
        return Vec::new();
    }
    let mut found: Vec<Lacking> = Vec::new();
    let mut at = 0;
    for (bytes, piece) in pieces(text) {
        let cluster = text.get(bytes).unwrap_or_default();
        let lacks = |c: &char| !is_known(*c) && !is_unseen(*c) && !c.is_whitespace();
        // A letter and an accent that the font has as one sign are drawn as they are.
        let is_whole = cluster.nfc().all(|c| is_known(c) || is_unseen(c));
        if let Some(sign) = cluster.chars().find(lacks).filter(|_| !is_whole)
            && found.iter().all(|known| known.sign != sign)
        {
            found.push(Lacking { sign, drawn: piece.into_owned(), at });
        }
        at += cluster.chars().count();
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(drawn(text), expected, "{text:?}");
    }

    #[test]
    fn what_the_font_has_is_drawn_as_it_is() {
        for text in ["Łódź, Għargħur, Tromsø", "2019–2024 … “x” №5 km² 10⁵", "Ελλάδα, Жовті"]
        {
            check(text, text);
        }
        check("Zu\u{308}rich", "Zu\u{308}rich");
        check("h\u{331}a", "\u{1e96}a");
    }

    #[test]
    fn compatibility_forms_are_drawn_as_what_they_are_put_together_from() {
        check(
            "The oﬃce identiﬁes traﬃcking ﬂows eﬀectively",
            "The office identifies trafficking flows effectively",
        );
        check("eﬄuent ﬅ ﬆ", "effluent st st");
        check("ＥＵＲＯＰＯＬ　２０２５", "EUROPOL 2025");
        check("Ⅷ ㎏ ① 𝐄𝐔", "VIII kg 1 EU");
        check("Ⱡ", "□");
    }

    #[test]
    fn other_signs_are_drawn_as_a_box_for_each() {
        check("שלום", "□□□□");
        check("שׁ א", "□ □");
        check("中 🇪🇺 👨\u{200d}👩\u{200d}👧!", "□ □ □!");
        check("ﺳﻼم", "□□□");
        check("a\u{1}b", "a□b");
    }

    #[test]
    fn what_nobody_sees_is_not_drawn() {
        check("Cyber\u{ad}sicher\u{2060}heit\u{feff}", "Cybersicherheit");
        check("a\tb\u{2028}c", "a b c");
    }

    #[test]
    fn each_sign_that_is_lacking_is_told_once_with_its_place() {
        let told = |text: &str| -> Vec<(char, String, usize)> {
            lacking(text).into_iter().map(|l| (l.sign, l.drawn, l.at)).collect()
        };
        assert_eq!(told("oﬃce ﬀ ﬃ"), [('ﬃ', "ffi".into(), 1), ('ﬀ', "ff".into(), 5)]);
        assert_eq!(told("x中中"), [('中', "□".into(), 1)]);
        assert_eq!(told("co\u{ad}op Zu\u{308}rich h\u{331}a\n\tx"), []);
    }

    #[test]
    fn every_character_there_is_is_drawn_with_signs_of_the_font() {
        let mut own = [0; 4];
        for c in '\0'..=char::MAX {
            let text = &*c.encode_utf8(&mut own);
            let drawn = drawn(text);
            assert!(drawn.chars().all(is_known), "U+{:04X}: {drawn:?}", u32::from(c));
            assert!(is_unseen(c) || !drawn.is_empty(), "U+{:04X} leaves no trace", u32::from(c));
        }
        assert!(is_known(MARK));
    }

    proptest! {
        #[test]
        fn no_text_is_drawn_with_a_sign_that_the_font_lacks(text in ".*") {
            let once = drawn(&text).into_owned();
            prop_assert!(once.chars().all(is_known), "{:?}", once);
            prop_assert_eq!(drawn(&once), once.clone());
            let bytes: Vec<usize> = pieces(&text).flat_map(|(bytes, _)| bytes).collect();
            prop_assert!(bytes.into_iter().eq(0..text.len()));
        }
    }
}
