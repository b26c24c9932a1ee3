//! Words as rules compare them: sentences, words of weight, names within a text.
//!
//! Owns no list of any language but the words that carry no meaning in a name. What a rule looks
//! for in a language stands in a table beside that rule, which then asks [`is_english`].

use std::collections::BTreeSet;

use crate::atlas::Node;
use crate::filter::fold;
use crate::wire::Draft;

/// Letters that a word of weight has at least, and that two words must share to count as one.
const WEIGHT: usize = 4;
const STEM: usize = 6;

/// Words that a name has without saying anything by them.
const EMPTY: [&str; 12] = [
    "against", "between", "from", "into", "other", "over", "than", "that", "their", "this",
    "under", "with",
];

/// Whether the atlas says that its own words are English.
pub(super) fn is_english(draft: &Draft) -> bool {
    let language = draft.language.as_deref().unwrap_or_default();
    language.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case("en"))
}

/// The words of a text in order, folded, without marks.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The words of a text between single spaces and with one at either end, so that a phrase can be
/// looked for without finding parts of words.
pub(super) fn line(text: &str) -> String {
    format!(" {} ", words(text).join(" "))
}

/// Whether a line as [`line`] makes it holds a phrase of folded words.
pub(super) fn holds(line: &str, phrase: &str) -> bool {
    line.contains(&format!(" {phrase} "))
}

/// The sentences of a text of our own.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?']).map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// The words of weight of a text, cut to what inflection leaves of them.
pub(super) fn weighty(text: &str) -> BTreeSet<String> {
    let weighty = words(text).into_iter();
    weighty
        .filter(|w| w.chars().count() >= WEIGHT && !EMPTY.contains(&w.as_str()))
        .map(stem)
        .collect()
}

fn stem(word: String) -> String {
    match word.chars().count() {
        n if n > STEM => word.chars().take(STEM).collect(),
        n if n > WEIGHT => word.strip_suffix('s').unwrap_or(&word).to_owned(),
        _ => word,
    }
}

/// What a node is called: label, title, aliases.
pub(super) fn names(node: &Node) -> impl Iterator<Item = &str> {
    let title = node.title.as_deref().into_iter();
    std::iter::once(node.label.as_str()).chain(title).chain(node.aliases.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_weight_are_compared_without_their_endings() {
        let check = |text, expected: &[&str]| {
            let expected: BTreeSet<String> = expected.iter().map(|&word| word.to_owned()).collect();
            assert_eq!(weighty(text), expected, "{text}");
        };
        check("Rules against firearms", &["firear", "rule"]);
        check("The EU’s Résumé", &["resume"]);
        check("P", &[]);
    }

    #[test]
    fn a_phrase_is_whole_words_of_one_line() {
        let said = line("Who acts is not said; it’s left open.");
        assert!(holds(&said, "not said") && holds(&said, "left open"));
        assert!(!holds(&said, "ot said"));
    }

    #[test]
    fn a_text_is_cut_at_its_full_stops() {
        assert_eq!(sentences("One; two. Three? ").collect::<Vec<_>>(), ["One; two.", "Three?"]);
    }
}
