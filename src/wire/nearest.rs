//! The passage of a text that is most like some words which do not stand in it.
//!
//! Two steps: short character runs shared by words and text vote for the places where the words
//! may stand; the best places are then aligned character by character.
//! Source of the alignment: P. H. Sellers, "The theory and computation of evolutionary
//! distances: pattern recognition", Journal of Algorithms 1 (1980) — edit distance of a pattern to
//! any stretch of a text. Deterministic; O(text) + O(words²) for at most [`LONGEST`] characters.

use std::collections::HashMap;

use crate::atlas::Span;

/// Characters of a run that votes; long enough to be rare, short enough to survive slips.
const RUN: usize = 4;
/// Places that are aligned.
const CANDIDATES: usize = 8;
/// Votes are counted in stretches of this many characters.
const BUCKET: usize = 16;
/// Longer words are compared by their beginning.
const LONGEST: usize = 1_000;

/// The nearest passage and how it differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    /// Where it stands, in code points, widened to whole words.
    pub(crate) span: Span,
    /// What the two differ in, where that is a matter of typing only.
    pub(crate) differs_only_in: Option<&'static str>,
}

/// Finds the passage of `text` nearest to `words`; `None` where nothing is alike.
pub(crate) fn nearest_passage(words: &str, text: &str) -> Option<Passage> {
    let is_cut = words.chars().nth(LONGEST).is_some();
    let exact: Vec<char> = words.chars().take(LONGEST).collect();
    let words: Vec<char> = exact.iter().copied().map(fold).collect();
    let original: Vec<char> = text.chars().collect();
    let text: Vec<char> = original.iter().copied().map(fold).collect();
    let slack = words.len() / 4 + BUCKET;
    let (cost, found) = candidates(&words, &text)
        .into_iter()
        .filter_map(|start| {
            let from = start.saturating_sub(slack);
            let until = (start + words.len() + slack + BUCKET).min(text.len());
            let (cost, span) = align(&words, text.get(from..until)?)?;
            Some((cost, Span { start: from + span.start, end: from + span.end }))
        })
        .min_by_key(|(cost, span)| (*cost, span.start))?;
    // More than half of the letters changed: another sentence, not a slip.
    if found.start >= found.end || cost * 2 > words.len() {
        return None;
    }
    let passage = original.get(found.start..found.end)?;
    Some(Passage {
        span: whole_words(found, &original),
        differs_only_in: if is_cut { None } else { difference(&exact, passage) },
    })
}

/// Starts of the likeliest stretches, from the likeliest.
fn candidates(words: &[char], text: &[char]) -> Vec<usize> {
    let run = RUN.min(words.len());
    if run == 0 || text.len() < run {
        return Vec::new();
    }
    let mut places: HashMap<&[char], Vec<usize>> = HashMap::new();
    for (at, letters) in words.windows(run).enumerate() {
        places.entry(letters).or_default().push(at);
    }
    let mut n_hits: HashMap<&[char], u64> = HashMap::new();
    for letters in text.windows(run).filter(|letters| places.contains_key(letters)) {
        *n_hits.entry(letters).or_default() += 1;
    }
    // Shifted by the length of the words, so that a start before the text counts too.
    let mut votes = vec![0_u64; (text.len() + words.len()) / BUCKET + 2];
    for (at, letters) in text.windows(run).enumerate() {
        let Some(offsets) = places.get(letters) else { continue };
        let weight = 1_000_000 / n_hits.get(letters).copied().unwrap_or(1).max(1);
        for offset in offsets {
            if let Some(vote) = votes.get_mut((at + words.len() - offset) / BUCKET) {
                *vote += weight.max(1);
            }
        }
    }
    // A start near a boundary shares its votes with the next stretch.
    let mut ranked: Vec<(u64, usize)> = votes
        .windows(2)
        .enumerate()
        .map(|(bucket, pair)| (pair.iter().sum(), bucket))
        .filter(|(vote, _)| *vote > 0)
        .collect();
    ranked.sort_by_key(|&(vote, bucket)| (std::cmp::Reverse(vote), bucket));
    ranked.truncate(CANDIDATES);
    ranked.into_iter().map(|(_, bucket)| (bucket * BUCKET).saturating_sub(words.len())).collect()
}

/// The stretch of `text` with the fewest changes to `words`, and their number.
fn align(words: &[char], text: &[char]) -> Option<(usize, Span)> {
    // Each cell: changes so far, and where in the text the stretch began.
    let mut above: Vec<(usize, usize)> = (0..=text.len()).map(|start| (0, start)).collect();
    for (row, letter) in words.iter().enumerate() {
        let mut left = (row + 1, 0);
        let mut diagonal = (row, 0);
        for (cell, other) in
            above.iter_mut().zip(std::iter::once(None).chain(text.iter().map(Some)))
        {
            let Some(other) = other else {
                diagonal = *cell;
                *cell = left;
                continue;
            };
            let kept = (diagonal.0 + usize::from(letter != other), diagonal.1);
            let dropped = (cell.0 + 1, cell.1);
            let added = (left.0 + 1, left.1);
            diagonal = *cell;
            // Kept first: of equally cheap ways, the one that moves nothing.
            left = [kept, dropped, added].into_iter().min_by_key(|way| way.0).unwrap_or(kept);
            *cell = left;
        }
    }
    let (end, &(cost, start)) =
        above.iter().enumerate().min_by_key(|(end, cell)| (cell.0, *end))?;
    Some((cost, Span { start, end }))
}

/// Characters that people take for the same, as one; always one for one.
fn fold(c: char) -> char {
    match c {
        c if c.is_whitespace() => ' ',
        '\'' | '"' | '‘' | '’' | '‚' | '‛' | '“' | '”' | '„' | '«' | '»' | '`' | '´' => {
            '\''
        }
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

fn whole_words(span: Span, text: &[char]) -> Span {
    let joins = |a: Option<&char>, b: Option<&char>| {
        a.zip(b).is_some_and(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric())
    };
    let (mut start, mut end) = (span.start, span.end);
    while start > 0 && joins(text.get(start - 1), text.get(start)) {
        start -= 1;
    }
    while joins(text.get(end - 1), text.get(end)) {
        end += 1;
    }
    Span { start, end }
}

/// The mildest difference that makes the two equal.
fn difference(words: &[char], passage: &[char]) -> Option<&'static str> {
    type Strip = fn(&[char]) -> String;
    let ways: [(&str, Strip); 5] = [
        ("no-break spaces", |text| {
            text.iter().map(|&c| if is_no_break(c) { ' ' } else { c }).collect()
        }),
        ("white space", |text| text.iter().filter(|c| !c.is_whitespace()).collect()),
        ("quotation marks or apostrophes", |text| {
            text.iter().map(|&c| if fold(c) == '\'' { '\'' } else { c }).collect()
        }),
        ("capital letters", |text| text.iter().flat_map(|c| c.to_lowercase()).collect()),
        ("white space, quotation marks, dashes or capital letters", |text| {
            text.iter().copied().map(fold).filter(|c| *c != ' ').collect()
        }),
    ];
    ways.into_iter().find(|(_, strip)| strip(words) == strip(passage)).map(|(name, _)| name)
}

const fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "We need tools.\nToday we present a new mandate for Europol, with Frontex’s \
        30\u{a0}000 border guards. A new market for tools “made in Europe” follows.";

    fn check(words: &str, expected: &str, differs_only_in: Option<&str>) {
        let found = nearest_passage(words, TEXT).unwrap();
        let passage: String =
            TEXT.chars().skip(found.span.start).take(found.span.end - found.span.start).collect();
        assert_eq!(passage, expected);
        assert_eq!(found.differs_only_in, differs_only_in);
    }

    #[test]
    fn a_slip_finds_its_passage() {
        check("a new mandte for Europol", "a new mandate for Europol", None);
        check("a new mandate of Europol", "a new mandate for Europol", None);
        check("Europlo", "Europol", None);
        check("We neeed tools", "We need tools", None);
        check("in Europe” folows.", "in Europe” follows.", None);
    }

    #[test]
    fn differences_of_typing_are_named() {
        check("30 000 border guards", "30\u{a0}000 border guards", Some("no-break spaces"));
        check("need tools. Today", "need tools.\nToday", Some("white space"));
        check("Frontex's", "Frontex’s", Some("quotation marks or apostrophes"));
        check("A New Mandate", "a new mandate", Some("capital letters"));
    }

    #[test]
    fn words_of_another_text_have_no_nearest_passage() {
        assert_eq!(nearest_passage("zzzz qqqq xxxx", TEXT), None);
        assert_eq!(nearest_passage("", TEXT), None);
        assert_eq!(nearest_passage("abc", ""), None);
        assert_eq!(nearest_passage("the quick brown fox jumps over the lazy dog", TEXT), None);
    }
}
