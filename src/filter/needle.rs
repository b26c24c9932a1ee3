//! Words looked for in folded text: where a word begins so, or at least inside one.
//!
//! Owns the one matcher that filters, the search, completion, the palette, the source panel and the
//! exported page share. What equals what is
//! [`super::text`]'s matter.

use std::ops::Range;

use super::text::fold;

/// From so many characters on a term is looked for inside words, or “AI” would find “said”.
pub const LEAST_INSIDE: usize = 4;

/// How it is said that words begin nowhere so.
pub const FOUND_INSIDE: &str = "found inside words";

/// How a text holds a term; more is better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// Not at all.
    #[default]
    Not,
    /// Inside words, nowhere at the beginning of one.
    Inside,
    /// A word begins so, and the rest follows.
    Begins,
}

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
        let is_short = folded.chars().count() < LEAST_INSIDE;
        Self { folded, is_short }
    }

    /// How folded text holds the term; a short one only where it begins a word. O(length of the
    /// text).
    pub fn held_by(&self, folded_text: &str) -> Held {
        if begins_a_word(folded_text, &self.folded) {
            Held::Begins
        } else if !self.is_short && folded_text.contains(&self.folded) {
            Held::Inside
        } else {
            Held::Not
        }
    }

    /// How folded text holds the term, and every place of it in bytes: where words begin so, or
    /// inside words where none does. O(length of the text).
    pub fn places_in(&self, folded_text: &str) -> (Held, Vec<Range<usize>>) {
        let held = self.held_by(folded_text);
        let starts: Vec<usize> = match held {
            Held::Begins => word_starts(folded_text, &self.folded).collect(),
            Held::Inside => folded_text.match_indices(&self.folded).map(|(at, _)| at).collect(),
            Held::Not => Vec::new(),
        };
        (held, starts.into_iter().map(|at| at..at + self.folded.len()).collect())
    }

    /// The term as it is compared.
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

/// “ropol”, “rontex” found inside words; `None` where no phrase was.
pub fn inside_sentence<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let phrases: Vec<String> = phrases.into_iter().map(|phrase| format!("“{phrase}”")).collect();
    (!phrases.is_empty()).then(|| format!("{} {FOUND_INSIDE}", phrases.join(", ")))
}

/// Whether some word of a folded text begins so. O(length).
pub fn begins_a_word(folded: &str, begun: &str) -> bool {
    word_starts(folded, begun).next().is_some()
}

/// Where in a folded text a word begins so, in bytes; what begins with no letter or digit may stand
/// anywhere.
fn word_starts<'a>(folded: &'a str, begun: &'a str) -> impl Iterator<Item = usize> {
    let is_word = begun.starts_with(char::is_alphanumeric);
    let step = begun.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    // One that begins no word may lie over the beginning of one that does.
    let places = std::iter::from_fn(move || {
        let at = from + folded.get(from..)?.find(begun)?;
        from = at + step;
        Some(at)
    });
    places.filter(move |&at| {
        let before = folded.get(..at).and_then(|head| head.chars().next_back());
        !is_word || before.is_none_or(|c| !c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(term: &str, text: &str, expected: Held) {
        assert_eq!(Needle::new(term).held_by(&fold(text)), expected, "{term:?} in {text:?}");
    }

    #[test]
    fn words_are_found_at_their_beginning_and_long_ones_inside() {
        check("AI", "she said", Held::Not);
        check("AI", "the AI Act", Held::Begins);
        check("nis", "organised; (NIS2)", Held::Begins);
        check("nis", "organised", Held::Not);
        check("ports", "supports", Held::Inside);
        check("ports", "supports at ports", Held::Begins);
        check("attack", "cyberattacks", Held::Inside);
        check("lawful access", "for Lawful\nAccess to", Held::Begins);
        check("access lawful", "for lawful access to", Held::Not);
        check("'s role", "Europol’s role", Held::Begins);
        check("a b a", "xa b a b a", Held::Begins);
    }

    #[test]
    fn places_inside_words_are_given_only_where_no_word_begins_so() {
        let check = |term: &str, text: &str, expected: (Held, &[(usize, usize)])| {
            let (held, places) = Needle::new(term).places_in(text);
            let places: Vec<(usize, usize)> = places.iter().map(|at| (at.start, at.end)).collect();
            assert_eq!((held, &places[..]), expected, "{term:?} in {text:?}");
        };
        check("ports", "supports ports, ports", (Held::Begins, &[(9, 14), (16, 21)]));
        check("ports", "supports", (Held::Inside, &[(3, 8)]));
        check("ai", "said", (Held::Not, &[]));
        check("", "ab", (Held::Begins, &[(0, 0), (1, 1), (2, 2)]));
    }

    #[test]
    fn typography_tells_nothing_apart() {
        check("2019-2024", "in 2019–2024", Held::Begins);
        check("EU–NATO", "EU-NATO cooperation", Held::Begins);
        check("counter-terrorism", "Counter\u{2011}terrorism", Held::Begins);
        check("office", "the oﬃce", Held::Begins);
        check("Gharghur", "Ħal Għargħur", Held::Begins);
        check("europol", "ＥＵＲＯＰＯＬ", Held::Begins);
    }

    proptest! {
        #[test]
        fn a_word_that_begins_so_is_always_preferred(
            before in "[a-zé ﬁ–-]{0,12}", word in "[a-zħé]{1,6}", after in "[a-z ]{0,12}"
        ) {
            let text = fold(&format!("{before} {word}{after}"));
            prop_assert_eq!(Needle::new(&word).held_by(&text), Held::Begins);
            let inside = fold(&format!("x{word}{after}"));
            let held = Needle::new(&word).held_by(&inside);
            prop_assert!(held >= Held::Inside || word.chars().count() < LEAST_INSIDE);
        }
    }
}
