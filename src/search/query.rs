//! What is looked for, made ready to be compared.

use crate::filter::{Needle, fold};

/// From so many characters on a word may stand inside another.
const LEAST_INSIDE: usize = 4;

/// Words looked for.
#[derive(Debug, Clone)]
pub(super) struct Query {
    /// All of it, folded.
    pub(super) folded: String,
    /// Letters and digits of it alone, for numbers that are written in several ways.
    pub(super) compact: String,
    /// Its words.
    pub(super) words: Vec<String>,
    needle: Needle,
}

impl Query {
    /// `None` where there is nothing to look for.
    pub(super) fn new(text: &str) -> Option<Self> {
        let folded = fold(text);
        let words: Vec<String> = words_of(&folded).map(str::to_owned).collect();
        if words.is_empty() {
            return None;
        }
        let compact = compact(&folded);
        Some(Self { compact, words, needle: Needle::new(&folded), folded })
    }

    /// Whether it may stand for a number, and not only for a word that looks like part of one.
    pub(super) fn is_number(&self) -> bool {
        self.compact.len() >= LEAST_INSIDE && self.compact.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether folded text holds all of it as it is, short words only where a word begins.
    pub(super) fn is_in(&self, folded: &str) -> bool {
        self.needle.is_in(folded)
    }

    /// Whether every one of its words begins a word of a folded text.
    pub(super) fn begins_words_of(&self, folded: &str) -> bool {
        self.words.iter().all(|word| begins_a_word(folded, word))
    }
}

/// The words of a folded text: runs of letters and digits.
pub(super) fn words_of(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Letters and digits alone.
pub(super) fn compact(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether some word of a folded text begins so. O(length).
pub(super) fn begins_a_word(folded: &str, begun: &str) -> bool {
    places_of(folded, begun).next().is_some()
}

/// Where in a folded text a word begins so, in bytes.
pub(super) fn places_of<'a>(folded: &'a str, begun: &'a str) -> impl Iterator<Item = usize> {
    folded.match_indices(begun).map(|(at, _)| at).filter(|&at| {
        let before = folded.get(..at).and_then(|head| head.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric())
    })
}
