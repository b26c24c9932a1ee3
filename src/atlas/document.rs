//! Source documents, verbatim, and places in them.

use super::{DocumentId, Quote};

/// A stretch of a document's text: code points, `end` exclusive, `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl Span {
    /// Whether the two stretches share a code point.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A part of a document; runs to the start of the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The part ("Press release").
    pub title: String,
    /// The heading inside the part, where there is one.
    pub heading: Option<String>,
    /// Who speaks, where the text names a speaker.
    pub speaker: Option<String>,
    /// Where the section stands, in code points.
    pub span: Span,
}

impl Section {
    /// Part and heading in one line.
    pub fn name(&self) -> String {
        match &self.heading {
            Some(heading) => format!("{} · {heading}", self.title),
            None => self.title.clone(),
        }
    }
}

/// A passage that stands behind nothing in the atlas, and why that is no omission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it stands, in code points.
    pub span: Span,
    /// Why nothing rests on it.
    pub reason: String,
}

/// One source document with its whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its identifier.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// A few words for tight places; the title where none is given.
    pub short_title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote or spoke it.
    pub author: Option<String>,
    /// When, as ISO 8601 (a year, a month or a day); unknown stays unknown.
    pub date: Option<String>,
    /// In which language it is written, as BCP 47 ("en", "pt-BR"); unknown stays unknown.
    pub language: Option<String>,
    /// Where it can be read; https only when followed.
    pub url: Option<String>,
    /// Under which terms it may be reused.
    pub licence: Option<String>,
    /// Path of its text, relative to the atlas, with `/` between folders.
    pub file: Option<String>,
    /// SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Its sections in text order; empty where nobody has divided it.
    pub sections: Vec<Section>,
    /// Passages left out on purpose.
    pub left_out: Vec<LeftOut>,
    text: String,
    /// Byte offset of every code point, and of the end.
    byte_offsets: Vec<usize>,
}

/// Code points kept on either side of a quote so that it can be found again in a changed text.
const CONTEXT: usize = 32;

impl Document {
    /// A document that holds nothing but its identifier, title, text and hash.
    pub fn new(id: DocumentId, title: String, text: String, sha256: String) -> Self {
        let byte_offsets =
            text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).collect();
        Self {
            id,
            title,
            short_title: None,
            publisher: None,
            author: None,
            date: None,
            language: None,
            url: None,
            licence: None,
            file: None,
            sha256,
            sections: Vec::new(),
            left_out: Vec::new(),
            text,
            byte_offsets,
        }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The title for tight places.
    pub fn short_title(&self) -> &str {
        self.short_title.as_deref().unwrap_or(&self.title)
    }

    /// Length of the text in code points.
    pub fn n_characters(&self) -> usize {
        self.byte_offsets.len() - 1
    }

    /// Byte offset of a code point; the end of the text for anything beyond it.
    pub fn byte_at(&self, character: usize) -> usize {
        self.byte_offsets.get(character).copied().unwrap_or(self.text.len())
    }

    /// The code point that holds a byte. O(log n).
    pub fn character_at(&self, byte: usize) -> usize {
        match self.byte_offsets.binary_search(&byte) {
            Ok(at) => at,
            Err(after) => after.saturating_sub(1),
        }
    }

    /// The text of a span; cut to the document where the span reaches beyond it.
    pub fn slice(&self, span: Span) -> &str {
        let (start, end) = (self.byte_at(span.start), self.byte_at(span.end));
        self.text.get(start..end.max(start)).unwrap_or_default()
    }

    /// The section in which a code point stands.
    pub fn section_at(&self, character: usize) -> Option<&Section> {
        self.sections
            .iter()
            .rev()
            .find(|section| section.span.start <= character && character < section.span.end)
    }

    /// Every place where the words stand, in text order; places may overlap.
    pub fn find_all(&self, words: &str) -> Vec<Span> {
        if words.is_empty() {
            return Vec::new();
        }
        let length = words.chars().count();
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = self.text.get(from..).and_then(|rest| rest.find(words)) {
            let start = self.character_at(from + at);
            found.push(Span { start, end: start + length });
            from = self.byte_at(start + 1);
        }
        found
    }

    /// The quote at a span, with its context.
    pub fn quote(&self, span: Span) -> Quote {
        let before = Span { start: span.start.saturating_sub(CONTEXT), end: span.start };
        let after = Span { start: span.end, end: (span.end + CONTEXT).min(self.n_characters()) };
        Quote {
            document: self.id.clone(),
            span,
            exact: self.slice(span).to_owned(),
            prefix: self.slice(before).to_owned(),
            suffix: self.slice(after).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        Document::new("d".into(), "D".into(), text.into(), String::new())
    }

    #[test]
    fn spans_count_code_points_not_bytes() {
        let d = document("Sauli Niinistö – said €9");
        let found = d.find_all("said €9");
        assert_eq!(found, [Span { start: 17, end: 24 }]);
        assert_eq!(d.slice(found[0]), "said €9");
        assert_eq!(d.quote(found[0]).prefix, "Sauli Niinistö – ");
    }

    #[test]
    fn every_occurrence_is_found_and_foreign_spans_do_no_harm() {
        let d = document("aaa");
        assert_eq!(d.find_all("aa").len(), 2);
        assert_eq!(d.slice(Span { start: 2, end: 99 }), "a");
        assert_eq!(d.slice(Span { start: 50, end: 99 }), "");
        assert!(d.find_all("").is_empty());
    }
}
