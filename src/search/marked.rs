//! A text with the stretches that were looked for, so that a reader sees why it was found.

use std::ops::Range;

use super::query::Query;
use crate::filter::{Needle, fold_with_places};

/// A text and what of it was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// Stretches to set off, in characters, in order, none touching another.
    pub spans: Vec<Range<usize>>,
}

impl Marked {
    /// A text nothing of which is set off.
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), spans: Vec::new() }
    }

    /// A text with every place of the whole query, or else of its words: where a word begins so, or
    /// inside one where none does. O(length × words).
    pub(super) fn by(text: &str, query: &Query) -> Self {
        let (folded, places) = fold_with_places(text);
        let (_, whole) = query.needle.places_in(&folded);
        let found: Vec<Range<usize>> = if whole.is_empty() {
            let words = query.words.iter().map(|word| Needle::new(word));
            words.flat_map(|word| word.places_in(&folded).1).collect()
        } else {
            whole
        };
        let char_at = |byte: usize| places.get(byte).copied();
        let spans = found.into_iter().filter_map(|bytes| {
            Some(char_at(bytes.start)?..char_at(bytes.end.checked_sub(1)?)? + 1)
        });
        Self { text: text.to_owned(), spans: joined(spans.collect()) }
    }

    /// Pieces of the text in order, and whether each is set off.
    pub fn pieces(&self) -> Vec<(&str, bool)> {
        let mut bytes: Vec<usize> = self.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(self.text.len());
        let byte = |character: usize| bytes.get(character).copied().unwrap_or(self.text.len());
        let mut pieces = Vec::new();
        let mut done = 0;
        for span in &self.spans {
            let (start, end) = (byte(span.start), byte(span.end));
            pieces.push((self.text.get(done..start).unwrap_or_default(), false));
            pieces.push((self.text.get(start..end).unwrap_or_default(), true));
            done = end;
        }
        pieces.push((self.text.get(done..).unwrap_or_default(), false));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
    }

    /// The part around the first place set off, about so many characters long, cut between words.
    #[must_use]
    pub fn around(&self, n_characters: usize) -> Self {
        let chars: Vec<char> = self.text.chars().collect();
        if chars.len() <= n_characters {
            return self.clone();
        }
        let first = self.spans.first().map_or(0, |span| span.start);
        let mut start = first.saturating_sub(n_characters / 4);
        while start > 0
            && start < first
            && chars.get(start - 1).is_some_and(|c| c.is_alphanumeric())
        {
            start += 1;
        }
        let mut end = (start + n_characters).min(chars.len());
        let last = self.spans.iter().take_while(|span| span.end <= end).last();
        let least = last.map_or(start, |span| span.end);
        let is_word = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
        while end > least + 1 && is_word(end) && is_word(end - 1) {
            end -= 1;
        }
        while end > least && chars.get(end - 1).is_some_and(|c| c.is_whitespace()) {
            end -= 1;
        }
        let lead = if start > 0 { "…" } else { "" };
        let tail = if end < chars.len() { "…" } else { "" };
        let part: String = chars.get(start..end).unwrap_or_default().iter().collect();
        let shift = lead.chars().count();
        let moved = self.spans.iter().filter(|span| span.start >= start && span.start < end);
        let spans = moved
            .map(|span| span.start - start + shift..span.end.min(end) - start + shift)
            .collect();
        Self { text: format!("{lead}{part}{tail}"), spans }
    }
}

fn joined(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_by_key(|span| (span.start, span.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, query: &str, expected: &str) {
        let marked = Marked::by(text, &Query::new(query).expect("words"));
        let shown: String = marked
            .pieces()
            .into_iter()
            .map(|(piece, is_set_off)| if is_set_off { format!("[{piece}]") } else { piece.into() })
            .collect();
        assert_eq!(shown, expected, "{query}");
    }

    #[test]
    fn what_was_looked_for_is_set_off_where_it_stands() {
        check("New Europol mandate", "europol", "New [Europol] mandate");
        check("Sauli Niinistö’s report", "niinisto's", "Sauli [Niinistö’s] report");
        check("lawful\u{a0}access to data", "Lawful access", "[lawful\u{a0}access] to data");
        check("access that is lawful", "lawful access", "[access] that is [lawful]");
        check("Cyberattacks", "attack", "Cyber[attack]s");
        check("she said", "AI", "she said");
        check("Straße", "strasse", "[Straße]");
        check("supports sea ports", "ports", "supports sea [ports]");
        check("The oﬃce identiﬁes", "office", "The [oﬃce] identiﬁes");
        check("in 2019–2024", "2019-2024", "in [2019–2024]");
        check("nothing", "else", "nothing");
    }

    #[test]
    fn a_long_text_is_cut_around_what_was_found() {
        let text = "one two three four five six seven eight nine ten eleven twelve";
        let marked = Marked::by(text, &Query::new("eight").expect("a word")).around(24);
        assert_eq!(marked.text, "…seven eight nine ten…");
        assert_eq!(marked.pieces()[1], ("eight", true));
    }
}
