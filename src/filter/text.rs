//! Text as a reader compares it: without case, accents, or typographic variants.
//!
//! Owns folding: the one table of what equals what. How words are looked for in folded text is
//! [`super::needle`]'s matter. Knows nothing of the atlas or of filters. Begin with [`fold`].

use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

/// The text in lower case, without accents, with straight quotes, plain hyphens and single spaces,
/// compatibility forms taken apart; folding twice changes nothing. O(length).
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text);
    folded
}

/// Folds into a buffer that is emptied first, so that a search over many texts allocates once.
pub(super) fn fold_into(folded: &mut String, text: &str) {
    folded.clear();
    for chunk in text.split_ascii_whitespace() {
        push_space(folded);
        // The vertical tab is a space that is no ASCII whitespace.
        if chunk.is_ascii() && !chunk.contains('\u{b}') {
            push_ascii(folded, chunk);
        } else {
            chunk.chars().for_each(|c| push_folded(folded, c));
        }
    }
    // A last character that folds to nothing leaves the space before it behind.
    folded.truncate(folded.trim_end().len());
}

/// The text folded, and for every byte of it the character of the text that it comes from, so
/// that what is found can be shown where it stands.
pub fn fold_with_places(text: &str) -> (String, Vec<usize>) {
    let (mut folded, mut places) = (String::with_capacity(text.len()), Vec::new());
    for (at, c) in text.chars().enumerate() {
        push_folded(&mut folded, c);
        places.resize(folded.len(), at);
    }
    folded.truncate(folded.trim_end().len());
    places.truncate(folded.len());
    (folded, places)
}

fn push_space(folded: &mut String) {
    if !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// Most text is ASCII, and folds several times faster as such.
fn push_ascii(folded: &mut String, chunk: &str) {
    let start = folded.len();
    folded.push_str(chunk);
    if let Some(pushed) = folded.get_mut(start..) {
        pushed.make_ascii_lowercase();
    }
}

/// Folds one character. Marks are dropped wherever they stand, so each character can be taken apart
/// by itself and the reordering of a full normalisation is not needed.
fn push_folded(folded: &mut String, c: char) {
    if c.is_whitespace() {
        return push_space(folded);
    }
    if c.is_ascii() {
        return folded.push(c.to_ascii_lowercase());
    }
    // A capital may be hidden in a compatibility form, and an accent in what it is in lower case.
    take_apart(c, &mut |part| {
        for lower in part.to_lowercase() {
            take_apart(lower, &mut |part| push_plain(folded, part));
        }
    });
}

/// The parts of a character without marks: of “ﬃ” three letters, of “Ｅ” one, of “é” its letter.
///
/// An accent that stands alone is written as a space with a mark, and stays what it is.
fn take_apart(c: char, part: &mut dyn FnMut(char)) {
    let mut first = None;
    decompose_compatible(c, |part| {
        first.get_or_insert(part);
    });
    let without_marks = |one: char| {
        if !is_combining_mark(one) {
            part(one);
        }
    };
    if first == Some(' ') {
        decompose_canonical(c, without_marks);
    } else {
        decompose_compatible(c, without_marks);
    }
}

fn push_plain(folded: &mut String, c: char) {
    match plain_form(c) {
        Some(plain) => folded.push_str(plain),
        None if c == ' ' => push_space(folded),
        None => folded.push(straight(c)),
    }
}

/// The first and the last of some neighbouring signs, and what all of them fold to.
type PlainForm = (char, char, &'static str);

/// Letters and signs that no decomposition leads to their plain form, in order: the table of
/// folding. Besides letters it has hyphens, dashes and minus signs of every length, for which who
/// types has only one key, and signs that tell where to break a line, how to join letters or which
/// way to read, which nobody sees or types.
const PLAIN_FORMS: &[PlainForm] = &[
    ('-', '-', "-"),
    ('«', '«', "\""),
    ('\u{ad}', '\u{ad}', ""),
    ('\u{b4}', '\u{b4}', "'"),
    ('»', '»', "\""),
    ('ß', 'ß', "ss"),
    ('æ', 'æ', "ae"),
    ('ð', 'ð', "d"),
    ('ø', 'ø', "o"),
    ('þ', 'þ', "th"),
    ('đ', 'đ', "d"),
    ('ħ', 'ħ', "h"),
    ('ı', 'ı', "i"),
    ('ĸ', 'ĸ', "q"),
    ('ł', 'ł', "l"),
    ('ŋ', 'ŋ', "ng"),
    ('œ', 'œ', "oe"),
    ('ŧ', 'ŧ', "t"),
    ('ƀ', 'ƀ', "b"),
    ('ƚ', 'ƚ', "l"),
    ('ƶ', 'ƶ', "z"),
    ('ǥ', 'ǥ', "g"),
    ('ə', 'ə', "a"),
    ('ɨ', 'ɨ', "i"),
    ('ɫ', 'ɫ', "l"),
    ('ɵ', 'ɵ', "o"),
    ('ʉ', 'ʉ', "u"),
    ('\u{2b9}', '\u{2b9}', "'"),
    ('\u{2bc}', '\u{2bc}', "'"),
    ('\u{2d7}', '\u{2d7}', "-"),
    ('\u{34f}', '\u{34f}', ""),
    ('ς', 'ς', "σ"),
    ('\u{58a}', '\u{58a}', "-"),
    ('\u{5be}', '\u{5be}', "-"),
    ('\u{61c}', '\u{61c}', ""),
    ('\u{1806}', '\u{1806}', "-"),
    ('\u{180b}', '\u{180f}', ""),
    ('\u{200b}', '\u{200f}', ""),
    ('\u{2010}', '\u{2015}', "-"),
    ('\u{202a}', '\u{202e}', ""),
    ('\u{2032}', '\u{2032}', "'"),
    ('‹', '›', "'"),
    ('\u{2043}', '\u{2043}', "-"),
    ('\u{2044}', '\u{2044}', "/"),
    ('\u{2060}', '\u{206f}', ""),
    ('\u{2212}', '\u{2212}', "-"),
    ('\u{2215}', '\u{2215}', "/"),
    ('\u{2e3a}', '\u{2e3b}', "-"),
    ('\u{2e40}', '\u{2e40}', "-"),
    ('\u{301c}', '\u{301c}', "-"),
    ('\u{3030}', '\u{3030}', "-"),
    ('\u{fe00}', '\u{fe0f}', ""),
    ('\u{feff}', '\u{feff}', ""),
    ('\u{e0000}', '\u{e0fff}', ""),
];

/// What the table has for a sign.
fn plain_form(c: char) -> Option<&'static str> {
    let at = PLAIN_FORMS.partition_point(|(_, last, _)| *last < c);
    PLAIN_FORMS.get(at).filter(|(first, ..)| *first <= c).map(|(.., plain)| *plain)
}

/// Characters that nobody sees or types.
pub fn is_unseen(c: char) -> bool {
    plain_form(c) == Some("")
}

/// The table of folding, for who must fold in another language as is done here: after a sign is
/// taken apart, and its marks and case are gone, what it folds to.
pub fn plain_forms() -> impl Iterator<Item = (char, char, String)> {
    let quotes = ('\u{2018}'..='\u{201f}').map(|c| (c, c, straight(c).to_string()));
    PLAIN_FORMS.iter().map(|&(first, last, plain)| (first, last, plain.to_owned())).chain(quotes)
}

/// The straight form of a quotation mark or apostrophe; any other character as it is.
pub(super) const fn straight(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' => '"',
        '‘' | '’' | '‚' | '‛' => '\'',
        other => other,
    }
}

/// The text with straight quotes and single spaces, letters untouched; twice changes nothing.
pub(super) fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().map(straight).collect()
}

/// The text folded, with one `-` for whatever stands between letters and digits.
pub fn slug(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text), expected, "{text:?}");
    }

    #[test]
    fn case_accents_and_typography_do_not_count() {
        check("Niinistö", "niinisto");
        check("Straße GROẞ", "strasse gross");
        check("Member\u{a0}States’  “law”", "member states' \"law\"");
        check("e\u{301}te\u{301}", "ete");
        check("Łódź Øresund Œuvre", "lodz oresund oeuvre");
        check("ΤΈΛΟΣ", "τελοσ");
        check("co\u{ad}operation cross\u{2011}border", "cooperation cross-border");
        check(" \n a \u{301} b \u{301}", "a b");
        check("a\u{b}b \u{b}", "a b");
        check("", "");
    }

    #[test]
    fn letters_without_a_plain_form_of_their_own_have_one_in_the_table() {
        check("Ħal Għargħur", "hal gharghur");
        check("Đakovo, Ðuro, þing", "dakovo, duro, thing");
        check("İstanbul, ISPARTA, ısı", "istanbul, isparta, isi");
        check("Æbelø, Tromsø, Århus", "aebelo, tromso, arhus");
        check("Sáŋi, Ŧ, Ǥ", "sangi, t, g");
        check("«mandat» Об’єднання l\u{2bc}État", "\"mandat\" об'єднання l'etat");
    }

    #[test]
    fn compatibility_forms_are_taken_apart() {
        check(
            "The oﬃce identiﬁes traﬃcking ﬂows eﬀectively",
            "the office identifies trafficking flows effectively",
        );
        check("eﬄuent, ﬅ, ﬆ", "effluent, st, st");
        check("ＥＵＲＯＰＯＬ　２０２５", "europol 2025");
        check("km² № ½ …", "km2 no 1/2 ...");
        check("ﺳﻼم", "سلام");
        check("¨ ´", "¨ '");
    }

    #[test]
    fn every_hyphen_dash_and_minus_is_the_same() {
        for dash in "-‐‑‒–—―−﹣－⁃".chars() {
            check(&format!("EU{dash}NATO"), "eu-nato");
        }
    }

    #[test]
    fn what_nobody_sees_does_not_count() {
        for c in ('\0'..=char::MAX).filter(|&c| is_unseen(c)) {
            assert_eq!(fold(&format!("Euro{c}pol")), "europol", "U+{:04X}", u32::from(c));
        }
    }

    fn check_slug(text: &str, expected: &str) {
        assert_eq!(slug(text), expected, "{text:?}");
    }

    #[test]
    fn slugs_join_words() {
        check_slug("Terrorism & Extremism", "terrorism-extremism");
        check_slug("in force", "in-force");
        check_slug("eu.lisa", "eu-lisa");
        check_slug("–", "");
    }

    #[test]
    fn the_table_is_in_order_and_has_what_straightening_does() {
        assert!(PLAIN_FORMS.iter().all(|(first, last, _)| first <= last));
        assert!(PLAIN_FORMS.windows(2).all(|pair| pair[0].1 < pair[1].0));
        for c in '\0'..=char::MAX {
            if straight(c) != c && !c.is_ascii() {
                assert!(plain_forms().any(|(first, last, _)| (first..=last).contains(&c)), "{c}");
            }
        }
    }

    #[test]
    fn folding_any_character_twice_changes_nothing() {
        let mut own = [0; 4];
        for c in '\0'..=char::MAX {
            let folded = fold(c.encode_utf8(&mut own));
            assert_eq!(fold(&folded), folded, "U+{:04X}", u32::from(c));
        }
    }

    proptest! {
        #[test]
        fn folding_and_tidying_twice_change_nothing(text in ".*") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert_eq!(tidy(&tidy(&text)), tidy(&text));
            let (folded, places) = fold_with_places(&text);
            prop_assert_eq!(&folded, &fold(&text));
            prop_assert_eq!(folded.len(), places.len());
            prop_assert!(places.is_sorted());
        }
    }
}
