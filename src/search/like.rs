//! Words that are nearly what was typed: a letter too many, too few, wrong or in the wrong place.
//!
//! Owns the words of all names and who has them. Asked only where nothing else is found.

use std::collections::BTreeMap;

use super::query::{Query, words_of};

/// Every word of the names, in order of text, with the nodes that have it.
#[derive(Debug, Default)]
pub(super) struct Words {
    words: Vec<Word>,
}

#[derive(Debug)]
struct Word {
    text: String,
    n_characters: usize,
    letters: u32,
    nodes: Vec<usize>,
}

/// Words shorter than this are too like too many others.
const LEAST: usize = 4;
/// From so many characters on two edits are forgiven.
const LONG: usize = 8;

impl Words {
    /// Of folded names with the node of each.
    pub(super) fn of<'a>(names: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let mut nodes_of = BTreeMap::<&str, Vec<usize>>::new();
        for (node, name) in names {
            for word in words_of(name) {
                let nodes = nodes_of.entry(word).or_default();
                if nodes.last() != Some(&node) {
                    nodes.push(node);
                }
            }
        }
        let word = |(text, nodes): (&str, Vec<usize>)| Word {
            text: text.to_owned(),
            n_characters: text.chars().count(),
            letters: letters(text),
            nodes,
        };
        Self { words: nodes_of.into_iter().map(word).collect() }
    }

    /// Nodes that have, for every word of a query, one that begins so or is like it, with what
    /// the differences cost; in order of position. O(words).
    pub(super) fn like(&self, query: &Query, n_nodes: usize) -> Vec<(usize, usize)> {
        let mut costs = vec![Some(0_usize); n_nodes];
        for word in &query.words {
            let mut of_word: Vec<Option<usize>> = vec![None; n_nodes];
            for (known, cost) in self.near(word) {
                for &node in &known.nodes {
                    if let Some(least) = of_word.get_mut(node) {
                        *least = Some(least.map_or(cost, |other| other.min(cost)));
                    }
                }
            }
            for (sum, of_word) in costs.iter_mut().zip(of_word) {
                *sum = sum.zip(of_word).map(|(sum, more)| sum + more);
            }
        }
        let found = costs.into_iter().enumerate();
        found.filter_map(|(node, cost)| Some((node, cost?))).collect()
    }

    /// Known words that begin as a word does, or are a few edits away from it, with the cost.
    fn near(&self, word: &str) -> Vec<(&Word, usize)> {
        let n = word.chars().count();
        let has_digit = word.contains(|c: char| c.is_ascii_digit());
        let most = match n {
            // A number that is nearly right is another number.
            _ if has_digit || n < LEAST => 0,
            n if n < LONG => 1,
            _ => 2,
        };
        let own = letters(word);
        let near = |known: &Word| {
            if known.text.starts_with(word) {
                return Some(0);
            }
            // An edit brings in or takes away at most one letter of the alphabet on either side.
            let n_missing = (own & !known.letters).count_ones() as usize;
            if most == 0 || n_missing > most || known.n_characters + most < n {
                return None;
            }
            cost(word, n, known, most)
        };
        self.words.iter().filter_map(|known| Some((known, near(known)?))).collect()
    }
}

/// What the differences between a word and a known one cost: two for each edit, and one more where
/// only the beginning of the known word is meant, because whoever types has not come to its end.
/// `None` for more than so many edits.
fn cost(word: &str, n: usize, known: &Word, most: usize) -> Option<usize> {
    let lengths = n.saturating_sub(most).max(1)..=(n + most).min(known.n_characters);
    let of_length = |length: usize| {
        let end = known.text.char_indices().nth(length).map_or(known.text.len(), |(at, _)| at);
        let n_edits = strsim::osa_distance(word, known.text.get(..end).unwrap_or_default());
        let is_part = length < known.n_characters;
        (n_edits <= most).then_some(2 * n_edits + usize::from(is_part))
    };
    lengths.filter_map(of_length).min()
}

/// One bit a letter, so that most words are told apart without comparing them.
fn letters(text: &str) -> u32 {
    text.chars().fold(0, |bits, c| bits | 1 << (u32::from(c) % 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expected: &[(usize, usize)]) {
        let names = ["europol regulation", "eurojust", "frontex", "radicalisation network"];
        let words = Words::of(names.into_iter().enumerate());
        let query = Query::new(query).expect("words");
        assert_eq!(words.like(&query, names.len()), expected, "{query:?}");
    }

    #[test]
    fn typing_errors_are_forgiven_the_more_the_longer_a_word_is() {
        check("euorpol", &[(0, 2)]);
        check("europl", &[(0, 2)]);
        check("frontx", &[(2, 2)]);
        check("radicalization", &[(3, 2)]);
        check("radiclaizatoin", &[]);
        check("radicalizatoin", &[(3, 4)]);
        check("radicl", &[(3, 3)]);
        check("regulaton europol", &[(0, 2)]);
        check("regulaton eurojust", &[]);
        check("fro", &[(2, 0)]);
        check("fra", &[]);
    }
}
