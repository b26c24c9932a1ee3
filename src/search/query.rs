//! What is looked for, made ready to be compared.

use crate::filter::{Held, LEAST_INSIDE, Needle, begins_a_word, fold};

/// Words looked for.
#[derive(Debug, Clone)]
pub(super) struct Query {
    /// All of it, folded.
    pub(super) folded: String,
    /// Letters and digits of it alone, for numbers that are written in several ways.
    pub(super) compact: String,
    /// Its words.
    pub(super) words: Vec<String>,
    /// All of it, ready to be looked for.
    pub(super) needle: Needle,
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

    /// How folded text holds all of it as it is.
    pub(super) fn held_by(&self, folded: &str) -> Held {
        self.needle.held_by(folded)
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
