//! The nearest known word to one that nobody knows.
//!
//! Owns likeness between words, nothing else: who knows which words is not its subject.

use std::cmp::Ordering;

use super::text::fold;

/// The candidate most like a word, without regard to case or accents; the first in order of
/// text where several are equally like it, `None` where there is no candidate. O(candidates).
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    candidates
        .into_iter()
        .map(|candidate| (Likeness::between(&word, &fold(candidate)), candidate))
        .max_by(|(a, x), (b, y)| a.compare(b).then_with(|| y.cmp(x)))
        .map(|(_, candidate)| candidate)
}

/// How alike two words are: by their beginnings and shared letters, then by the edits between them.
struct Likeness {
    score: f64,
    n_edits: usize,
}

impl Likeness {
    fn between(a: &str, b: &str) -> Self {
        Self { score: strsim::jaro_winkler(a, b), n_edits: strsim::osa_distance(a, b) }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then_with(|| other.n_edits.cmp(&self.n_edits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, candidates: &[&str], expected: Option<&str>) {
        assert_eq!(nearest(word, candidates.iter().copied()), expected, "{word:?}");
    }

    #[test]
    fn the_nearest_word_is_named() {
        check("treat", &["kind", "threat", "status"], Some("threat"));
        check("Europl", &["frontex", "europol", "eurojust"], Some("europol"));
        check("terorist", &["tech", "terrorism-and-extremism"], Some("terrorism-and-extremism"));
        check("pilar", &["pillar", "action"], Some("pillar"));
        check("zzz", &[], None);
    }

    #[test]
    fn ties_go_to_the_first_in_order_of_text() {
        check("x", &["b", "a", "c"], Some("a"));
        check("x", &["c", "a", "b"], Some("a"));
    }
}
