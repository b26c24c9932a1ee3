//! How much of the documents the atlas speaks of: sentences touched by evidence, left out on
//! purpose, or untouched.
//!
//! No rule: what is untouched is no finding, but a question to whoever made the atlas. Begin
//! with [`coverage`].

use std::collections::BTreeMap;

use crate::atlas::{Atlas, Document, DocumentId, Evidence, Node, Section, Sentence, Span};
use crate::wire::{Lines, Place};

/// How many substantive sentences there are, and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub n_sentences: usize,
    /// Those that evidence touches.
    pub n_touched: usize,
    /// Those that evidence does not touch, but the list of what is left out does.
    pub n_left_out: usize,
}

impl Tally {
    /// Those that neither evidence nor the list touches.
    pub const fn n_untouched(self) -> usize {
        self.n_sentences - self.n_touched - self.n_left_out
    }

    /// Touched and left out of all, in tenths of a percent; 1000 only if nothing is untouched.
    pub const fn per_mille(self) -> usize {
        let covered = self.n_touched + self.n_left_out;
        if covered == self.n_sentences {
            return 1000;
        }
        let rounded = (covered * 2000 + self.n_sentences) / (2 * self.n_sentences);
        if rounded > 999 { 999 } else { rounded }
    }

    fn add(&mut self, fate: Fate) {
        self.n_sentences += 1;
        match fate {
            Fate::Touched => self.n_touched += 1,
            Fate::LeftOut => self.n_left_out += 1,
            Fate::Untouched => {}
        }
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |sum, tally| Self {
            n_sentences: sum.n_sentences + tally.n_sentences,
            n_touched: sum.n_touched + tally.n_touched,
            n_left_out: sum.n_left_out + tally.n_left_out,
        })
    }
}

/// The sentences of one section, or of what stands in none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionCoverage<'a> {
    /// The section; `None` for what stands in none.
    pub section: Option<&'a Section>,
    /// Its sentences.
    pub tally: Tally,
}

/// A sentence that nothing rests on and nobody left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untouched<'a> {
    /// Where it stands in its document's file, as the atlas names the file.
    pub place: Place,
    /// The sentence, verbatim.
    pub sentence: &'a str,
}

/// The sentences of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentCoverage<'a> {
    /// The document.
    pub document: &'a Document,
    /// All its sentences.
    pub tally: Tally,
    /// Its sections in text order; first what stands before them, if anything does.
    pub sections: Vec<SectionCoverage<'a>>,
    /// Its untouched sentences, in text order.
    pub untouched: Vec<Untouched<'a>>,
}

/// The coverage of every document, in the atlas's order. O(n log n) in characters and quotes.
pub fn coverage(atlas: &Atlas) -> Vec<DocumentCoverage<'_>> {
    let of_nodes = atlas.nodes().iter().flat_map(Node::all_evidence);
    let of_links = atlas.links().iter().flat_map(|link| &link.evidence);
    let mut quoted = Quoted::of(of_nodes.chain(of_links));
    let documents = atlas.documents().iter();
    documents.map(|document| of_document(document, &quoted.take(&document.id))).collect()
}

/// What became of a sentence.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Touched,
    LeftOut,
    Untouched,
}

fn of_document<'a>(document: &'a Document, quoted: &Passages) -> DocumentCoverage<'a> {
    let left_out = Passages::new(document.left_out.iter().map(|passage| passage.span));
    let path = document.file.as_deref().unwrap_or(document.id.as_str());
    let lines = Lines::new(path, document.text());
    let mut tally = Tally::default();
    let mut in_none = Tally::default();
    let mut in_sections = vec![Tally::default(); document.sections.len()];
    let mut untouched = Vec::new();
    for sentence in document.sentences().into_iter().filter(Sentence::is_substantive) {
        let fate = match sentence.span {
            span if quoted.touch(document, span) => Fate::Touched,
            span if left_out.touch(document, span) => Fate::LeftOut,
            _ => Fate::Untouched,
        };
        let own = sentence.section.and_then(|at| in_sections.get_mut(at)).unwrap_or(&mut in_none);
        own.add(fate);
        tally.add(fate);
        if matches!(fate, Fate::Untouched) {
            let place = lines.place(document.byte_at(sentence.span.start));
            untouched.push(Untouched { place, sentence: document.slice(sentence.span) });
        }
    }
    let outside = SectionCoverage { section: None, tally: in_none };
    let outside = Some(outside).filter(|outside| outside.tally.n_sentences > 0);
    let sections = document.sections.iter().zip(in_sections);
    let inside = sections.map(|(section, tally)| SectionCoverage { section: Some(section), tally });
    let sections = outside.into_iter().chain(inside).collect();
    DocumentCoverage { document, tally, sections, untouched }
}

/// The sentences of a passage that count.
pub(super) fn sentences_of<'s>(
    passage: Span,
    document: &'s Document,
    sentences: &'s [Sentence],
) -> impl Iterator<Item = &'s Sentence> {
    let first = sentences.partition_point(|sentence| sentence.span.end <= passage.start);
    let rest = sentences.get(first..).unwrap_or_default().iter();
    rest.take_while(move |sentence| sentence.span.start < passage.end)
        .filter(move |s| s.is_substantive() && document.share_words(s.span, passage))
}

/// The places that evidence quotes, by document.
#[derive(Debug, Default)]
pub(super) struct Quoted<'a>(BTreeMap<&'a DocumentId, Vec<Span>>);

impl<'a> Quoted<'a> {
    pub(super) fn of(evidence: impl Iterator<Item = &'a Evidence>) -> Self {
        let mut spans: BTreeMap<&DocumentId, Vec<Span>> = BTreeMap::new();
        for quote in evidence.filter_map(Evidence::quote) {
            spans.entry(&quote.document).or_default().push(quote.span);
        }
        Self(spans)
    }

    pub(super) fn take(&mut self, document: &DocumentId) -> Passages {
        Passages::new(self.0.remove(document).into_iter().flatten())
    }
}

/// Stretches of one document, sorted and grown together where they overlap.
#[derive(Debug)]
pub(super) struct Passages(Vec<Span>);

impl Passages {
    fn new(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_unstable();
        let mut grown: Vec<Span> = Vec::new();
        for span in spans {
            match grown.last_mut().filter(|last| span.start <= last.end) {
                Some(last) => last.end = last.end.max(span.end),
                None => grown.push(span),
            }
        }
        Self(grown)
    }

    /// Whether one of them shares a letter or digit with a stretch.
    pub(super) fn touch(&self, document: &Document, span: Span) -> bool {
        let first = self.0.partition_point(|passage| passage.end <= span.start);
        let rest = self.0.get(first..).unwrap_or_default().iter();
        rest.take_while(|passage| passage.start < span.end)
            .any(|passage| document.share_words(*passage, span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_percentage_is_whole_only_where_nothing_is_untouched() {
        let per_mille = |n_sentences, n_touched, n_left_out| {
            Tally { n_sentences, n_touched, n_left_out }.per_mille()
        };
        assert_eq!(per_mille(3, 1, 1), 667);
        assert_eq!(per_mille(3, 1, 0), 333);
        assert_eq!(per_mille(10_000, 9_999, 0), 999);
        assert_eq!(per_mille(2, 1, 1), 1000);
        assert_eq!(per_mille(0, 0, 0), 1000);
    }
}
