//! A text folded for searching that remembers where each of its characters stood.
//!
//! Owns the way back from folded text to code points of the text itself. Folds as
//! [`fold`](super::fold) does and looks as [`Needle`] does; knows nothing of documents. Start with [`FoldedText::new`].

use unicode_normalization::char::is_combining_mark;

use super::needle::{Held, Needle};
use super::text::fold_with_places;
use crate::atlas::Span;

/// A text made ready to be searched many times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoldedText {
    folded: String,
    /// For each byte of the folded text the code point it came from.
    origins: Vec<usize>,
    /// For each code point whether it is a mark that belongs to the letter before it.
    is_mark: Vec<bool>,
}

impl FoldedText {
    /// Folds a text. O(length).
    pub fn new(text: &str) -> Self {
        let (folded, origins) = fold_with_places(text);
        Self { folded, origins, is_mark: text.chars().map(is_combining_mark).collect() }
    }

    /// How the text holds words, and where, in code points of the text, in its order and without
    /// overlaps; without regard to case, accents, kinds of quotation marks and dashes, and lengths of
    /// spaces. O(length).
    pub fn find(&self, words: &str) -> (Held, Vec<Span>) {
        let needle = Needle::new(words);
        if needle.folded().is_empty() {
            return (Held::Not, Vec::new());
        }
        let (held, places) = needle.places_in(&self.folded);
        let mut found: Vec<Span> = Vec::new();
        for bytes in places {
            let origin = |byte: usize| self.origins.get(byte).copied();
            let (Some(start), Some(last)) = (origin(bytes.start), origin(bytes.end - 1)) else {
                continue;
            };
            let marks = self.is_mark.iter().skip(last + 1).take_while(|is_mark| **is_mark);
            let span = Span { start, end: last + 1 + marks.count() };
            // Both halves of a letter that folds to two are one place.
            if found.last().is_none_or(|before| before.end <= span.start) {
                found.push(span);
            }
        }
        (held, found)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::text::fold;
    use super::*;

    fn check(text: &str, words: &str, expected: &[(usize, usize)]) {
        let spans: Vec<Span> = expected.iter().map(|&(start, end)| Span { start, end }).collect();
        assert_eq!(FoldedText::new(text).find(words).1, spans, "{words:?} in {text:?}");
    }

    #[test]
    fn words_are_found_where_they_stand_in_the_text_itself() {
        check("Sauli Niinistö said", "niinisto", &[(6, 14)]);
        check("Sauli Niinisto\u{308} said", "NIINISTÖ", &[(6, 15)]);
        check("the  Member\u{a0}States’ law", "member states'", &[(5, 19)]);
        check("Straße, STRASSE", "strasse", &[(0, 6), (8, 15)]);
        check("€9 – Łódź", "lodz", &[(5, 9)]);
        check("co\u{ad}operation", "cooperation", &[(0, 12)]);
        check("aaaa aaaa", "aa", &[(0, 2), (5, 7)]);
        check("xa aa aa", "aa aa", &[(3, 8)]);
        check("Maße, ß", "s", &[(6, 7)]);
        check("The oﬃce identiﬁes", "office", &[(4, 8)]);
        check("The oﬃce identiﬁes", "fice", &[(5, 8)]);
        check("in 2019–2024, 2019-2024", "2019-2024", &[(3, 12), (14, 23)]);
        check("Ħal Għargħur", "gharghur", &[(4, 12)]);
        check("one two", "three", &[]);
        check("one two", "  ", &[]);
        check("", "a", &[]);
    }

    #[test]
    fn words_are_found_inside_others_only_where_none_begins_so() {
        let held = |text: &str, words: &str| FoldedText::new(text).find(words).0;
        assert_eq!(held("It supports ports", "ports"), Held::Begins);
        check("It supports ports", "ports", &[(12, 17)]);
        assert_eq!(held("It supports", "ports"), Held::Inside);
        check("It supports", "ports", &[(6, 11)]);
        assert_eq!(held("she said", "ai"), Held::Not);
        check("she said", "ai", &[]);
    }

    proptest! {
        #[test]
        fn what_is_found_reads_as_what_was_looked_for(
            text in "[a-zéößħﬁ’– \u{301}\u{ad}\n]{0,40}", words in "[a-zé ]{1,3}"
        ) {
            let folded = fold(&words);
            for span in FoldedText::new(&text).find(&words).1 {
                let there: String = text.chars().skip(span.start).take(span.end - span.start).collect();
                prop_assert!(fold(&there).contains(&folded), "{:?} at {:?}", there, span);
            }
        }

        #[test]
        fn words_that_the_folded_text_holds_are_found(
            text in "[a-zéößħﬁ’– \u{301}\u{ad}\n]{0,40}", words in "[a-zé]{1,3}"
        ) {
            let held = Needle::new(&words).held_by(&fold(&text));
            let (found, spans) = FoldedText::new(&text).find(&words);
            prop_assert_eq!((found, spans.is_empty()), (held, held == Held::Not));
        }
    }
}
