//! Text as a reader compares it: without case, accents, or typographic variants.
//!
//! Owns folding and the matching of search terms in folded text. Knows nothing of the atlas
//! or of filters. Begin with [`fold`].

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The text in lower case, without accents, with straight quotes and single spaces; folding
/// twice changes nothing. O(length).
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
        if chunk.is_ascii() {
            push_ascii(folded, chunk);
        } else {
            push_chunk(folded, chunk);
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
        if c.is_whitespace() {
            if !folded.is_empty() {
                push_space(&mut folded);
            }
        } else if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            push_folded(&mut folded, c);
        }
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

fn push_chunk(folded: &mut String, chunk: &str) {
    for c in chunk.chars() {
        if c.is_whitespace() {
            push_space(folded);
        } else if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            push_folded(folded, c);
        }
    }
}

/// Marks are dropped wherever they stand, so each character can be taken apart by itself and
/// the reordering of a full normalisation is not needed.
pub(super) fn push_folded(folded: &mut String, c: char) {
    for lower in c.to_lowercase() {
        decompose_canonical(lower, |part| {
            if !is_combining_mark(part) {
                push_plain(folded, part);
            }
        });
    }
}

/// Letters and signs that no canonical decomposition leads to their plain form.
fn push_plain(folded: &mut String, c: char) {
    match c {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'đ' => folded.push('d'),
        'ı' => folded.push('i'),
        'ς' => folded.push('σ'),
        '\u{2010}' | '\u{2011}' => folded.push('-'),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        other => folded.push(straight(other)),
    }
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

/// Up to this many characters a term must begin a word, or “AI” would find “said”.
const SHORT: usize = 3;

/// A search term made ready to be looked for in folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    folded: String,
    is_short: bool,
}

impl Needle {
    /// Folds a word or phrase.
    pub fn new(phrase: &str) -> Self {
        let folded = fold(phrase);
        let is_short = folded.chars().count() <= SHORT;
        Self { folded, is_short }
    }

    /// Whether folded text holds the term. O(length of the text).
    pub fn is_in(&self, folded_text: &str) -> bool {
        if !self.is_short {
            return folded_text.contains(&self.folded);
        }
        folded_text.match_indices(&self.folded).any(|(at, _)| {
            let before = folded_text.get(..at).and_then(|head| head.chars().next_back());
            before.is_none_or(|c| !c.is_alphanumeric())
        })
    }
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
        check("", "");
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

    fn check_needle(term: &str, text: &str, expected: bool) {
        assert_eq!(Needle::new(term).is_in(&fold(text)), expected, "{term:?} in {text:?}");
    }

    #[test]
    fn short_terms_begin_a_word_and_long_ones_stand_anywhere() {
        check_needle("AI", "she said", false);
        check_needle("AI", "the AI Act", true);
        check_needle("nis", "organised; (NIS2)", true);
        check_needle("nis", "organised", false);
        check_needle("attack", "cyberattacks", true);
        check_needle("lawful access", "for Lawful\nAccess to", true);
        check_needle("access lawful", "for lawful access to", false);
    }

    proptest! {
        #[test]
        fn folding_and_tidying_twice_change_nothing(text in "\\PC*") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert_eq!(tidy(&tidy(&text)), tidy(&text));
            let (folded, places) = fold_with_places(&text);
            prop_assert_eq!(&folded, &fold(&text));
            prop_assert_eq!(folded.len(), places.len());
            prop_assert!(places.is_sorted());
        }
    }
}
