//! Finding a quote in its document, and saying what is nearest when it is not there.
//!
//! Owns the wording of `quote-not-found` and `ambiguous-quote`.

use crate::atlas::{Document, Span};

use super::line_ends::with_crlf;
use super::nearest::nearest_passage;

/// Words that should stand in a document, and what tells them from the same words elsewhere.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'w> {
    /// The words, verbatim.
    pub(crate) words: &'w str,
    /// What stands right before them.
    pub(crate) prefix: Option<&'w str>,
    /// Which of the places left, from 1.
    pub(crate) occurrence: Option<usize>,
}

/// Why a quote has no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoPlace {
    /// The finding's code.
    pub(crate) code: &'static str,
    /// A sentence for the person.
    pub(crate) message: String,
}

/// How many places of an ambiguous quote are listed.
const MAX_LISTED: usize = 5;
/// Characters of context that tell one place from another.
const HINT: usize = 24;

/// The one place of a quote in its document.
pub(crate) fn find(document: &Document, wanted: Wanted<'_>) -> Result<Span, NoPlace> {
    let mut everywhere = document.find_all(wanted.words);
    if everywhere.is_empty() && wanted.words.contains('\n') {
        // Tables are read with line feeds, whatever line ends their document has.
        everywhere = document.find_all(&with_crlf(wanted.words));
    }
    if everywhere.is_empty() {
        return Err(not_found(document, wanted.words));
    }
    let fitting: Vec<Span> = everywhere
        .iter()
        .copied()
        .filter(|span| wanted.prefix.is_none_or(|prefix| stands_before(document, *span, prefix)))
        .collect();
    match (&fitting[..], wanted.occurrence) {
        ([], _) => Err(never_after(document, wanted, everywhere.len())),
        ([only], None) => Ok(*only),
        (several, None) => Err(ambiguous(document, wanted, several)),
        (several, Some(number)) => number
            .checked_sub(1)
            .and_then(|at| several.get(at))
            .copied()
            .ok_or_else(|| no_such_occurrence(document, wanted.words, several.len(), number)),
    }
}

/// Whether the prefix ends right before the span; white space between the two does not count.
fn stands_before(document: &Document, span: Span, prefix: &str) -> bool {
    let before = document.slice(Span { start: 0, end: span.start });
    before.ends_with(prefix) || before.trim_end().ends_with(prefix.trim_end())
}

/// The finding for words that stand nowhere, with the nearest passage and its line.
pub(crate) fn not_found(document: &Document, words: &str) -> NoPlace {
    let nearest = nearest_passage(words, document.text()).map_or_else(String::new, |nearest| {
        let passage = document.slice(nearest.span);
        let place = shown_line(document, nearest.span);
        let difference = nearest
            .differs_only_in
            .map_or_else(String::new, |what| format!(", which differs only in {what}"));
        format!("; the nearest passage is “{passage}” ({place}){difference}")
    });
    let message = format!("“{words}” does not stand in “{}”{nearest}", document.id);
    NoPlace { code: "quote-not-found", message }
}

fn never_after(document: &Document, wanted: Wanted<'_>, n_places: usize) -> NoPlace {
    let (words, prefix) = (wanted.words, wanted.prefix.unwrap_or_default());
    let times = times(n_places);
    let message =
        format!("“{words}” stands {times} in “{}”, but never right after “{prefix}”", document.id);
    NoPlace { code: "quote-not-found", message }
}

fn no_such_occurrence(document: &Document, words: &str, n_places: usize, number: usize) -> NoPlace {
    let times = times(n_places);
    let message = format!(
        "“{words}” stands {times} in “{}”, so there is no occurrence {number}",
        document.id
    );
    NoPlace { code: "quote-not-found", message }
}

fn ambiguous(document: &Document, wanted: Wanted<'_>, places: &[Span]) -> NoPlace {
    let listed: Vec<String> = places
        .iter()
        .take(MAX_LISTED)
        .enumerate()
        .map(|(at, span)| {
            let number = at + 1;
            match hint(document, *span) {
                "" => format!("{number} at the very beginning"),
                before => format!("{number} after “{before}”"),
            }
        })
        .collect();
    let more = if places.len() > MAX_LISTED { ", …" } else { "" };
    let message = format!(
        "“{}” stands {} in “{}”; add `occurrence` or `prefix`: {}{more}",
        wanted.words,
        times(places.len()),
        document.id,
        listed.join(", "),
    );
    NoPlace { code: "ambiguous-quote", message }
}

/// The whole words right before a span, ready to be a prefix.
fn hint(document: &Document, span: Span) -> &str {
    let start = span.start.saturating_sub(HINT);
    let before = document.slice(Span { start, end: span.start });
    if start == 0 {
        return before.trim();
    }
    // The first word may be cut; without a space there is only one.
    before.split_once(char::is_whitespace).map_or(before, |(_, rest)| rest).trim()
}

fn shown_line(document: &Document, span: Span) -> String {
    let before = document.slice(Span { start: 0, end: span.start });
    let line = before.matches('\n').count() + 1;
    match &document.file {
        Some(file) => format!("{file}:{line}"),
        None => format!("line {line}"),
    }
}

fn times(number: usize) -> String {
    match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{many} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        let text = "We act. The Union acts.\nThe Union acts, and the Union acts.";
        let mut document = Document::new("d".into(), "D".into(), text.into(), String::new());
        document.file = Some("d.txt".into());
        document
    }

    fn place(
        words: &str,
        prefix: Option<&str>,
        occurrence: Option<usize>,
    ) -> Result<usize, String> {
        find(&document(), Wanted { words, prefix, occurrence })
            .map(|span| span.start)
            .map_err(|no_place| format!("{}: {}", no_place.code, no_place.message))
    }

    #[test]
    fn a_quote_is_found_by_words_prefix_or_occurrence() {
        assert_eq!(place("We act.", None, None), Ok(0));
        assert_eq!(place("Union acts", Some("and the"), None), Ok(48));
        assert_eq!(place("Union acts", Some("and the "), None), Ok(48));
        assert_eq!(place("Union acts", None, Some(2)), Ok(28));
        assert_eq!(place("Union acts", Some("The"), Some(2)), Ok(28));
    }

    #[test]
    fn what_has_no_single_place_is_explained() {
        assert_eq!(
            place("Union acts", None, None).unwrap_err(),
            "ambiguous-quote: “Union acts” stands 3 times in “d”; add `occurrence` or `prefix`: \
             1 after “We act. The”, 2 after “The Union acts.\nThe”, 3 after “Union acts, and the”"
        );
        assert_eq!(
            place("We act.", None, Some(2)).unwrap_err(),
            "quote-not-found: “We act.” stands once in “d”, so there is no occurrence 2"
        );
        assert_eq!(
            place("We act.", Some("Since"), None).unwrap_err(),
            "quote-not-found: “We act.” stands once in “d”, but never right after “Since”"
        );
        assert_eq!(
            place("the Unoin acts.", None, None).unwrap_err(),
            "quote-not-found: “the Unoin acts.” does not stand in “d”; \
             the nearest passage is “The Union acts.” (d.txt:1)"
        );
    }
}
