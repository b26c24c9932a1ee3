//! The words of the documents: as evidence quotes them, and sentence by sentence.

use std::collections::BTreeMap;

use super::marked::Marked;
use super::names::Rank;
use super::query::Query;
use crate::atlas::{Atlas, Document, DocumentId, Evidence, LinkId, NodeId, Span};
use crate::filter::{Held, fold};

/// What a quote speaks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A node, or something that happened to it.
    Node(NodeId),
    /// A link.
    Link(LinkId),
}

/// A quote that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteHit {
    /// The document quoted.
    pub document: DocumentId,
    /// Where the quote stands in it.
    pub span: Span,
    /// How well it answers.
    pub rank: Rank,
    /// Its words, with what was looked for set off.
    pub text: Marked,
    /// What it speaks for: nodes, then links, each in the atlas's order; never empty.
    pub owners: Vec<Owner>,
}

/// A sentence of a document that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageHit {
    /// The document.
    pub document: DocumentId,
    /// The section, where the document has sections.
    pub section: Option<String>,
    /// Where the sentence stands.
    pub span: Span,
    /// How well it answers.
    pub rank: Rank,
    /// Its words, with what was looked for set off.
    pub text: Marked,
}

/// Words of a document, ready to be compared.
#[derive(Debug)]
pub(super) struct Words {
    document: usize,
    span: Span,
    section: Option<usize>,
    folded: String,
    owners: Vec<Owner>,
}

/// Every stretch that evidence quotes, once, in the order of the documents.
pub(super) fn quotes_of(atlas: &Atlas) -> Vec<Words> {
    let places: BTreeMap<&DocumentId, usize> =
        atlas.documents().iter().enumerate().map(|(at, document)| (&document.id, at)).collect();
    let mut owners = BTreeMap::<(usize, Span), Vec<Owner>>::new();
    let mut add = |evidence: &Evidence, owner: Owner| {
        let Some(quote) = evidence.quote() else { return };
        let Some(&document) = places.get(&quote.document) else { return };
        let of_quote = owners.entry((document, quote.span)).or_default();
        if of_quote.last() != Some(&owner) {
            of_quote.push(owner);
        }
    };
    for node in atlas.nodes() {
        node.all_evidence().for_each(|evidence| add(evidence, Owner::Node(node.id.clone())));
    }
    for link in atlas.links() {
        link.evidence.iter().for_each(|evidence| add(evidence, Owner::Link(link.id.clone())));
    }
    let words = |((document, span), owners): ((usize, Span), Vec<Owner>)| {
        let text = atlas.documents().get(document).map(|d| d.slice(span)).unwrap_or_default();
        Words { document, span, section: None, folded: fold(text), owners }
    };
    owners.into_iter().map(words).collect()
}

/// Every sentence of the documents, in order.
pub(super) fn sentences_of(atlas: &Atlas) -> Vec<Words> {
    let of_document = |(at, document): (usize, &Document)| {
        let sentences = document.sentences().into_iter();
        let words = sentences.map(|sentence| Words {
            document: at,
            span: sentence.span,
            section: sentence.section,
            folded: fold(document.slice(sentence.span)),
            owners: Vec::new(),
        });
        words.collect::<Vec<_>>()
    };
    atlas.documents().iter().enumerate().flat_map(of_document).collect()
}

impl Words {
    fn rank(&self, query: &Query) -> Option<Rank> {
        let held = query.held_by(&self.folded);
        let has_several = query.words.len() > 1;
        match held {
            Held::Begins if self.folded == query.folded => Some(Rank::Exact),
            Held::Begins => Some(Rank::BeginsInside),
            _ if has_several && query.begins_words_of(&self.folded) => Some(Rank::Words),
            Held::Inside => Some(Rank::Holds),
            Held::Not => None,
        }
    }

    fn document<'a>(&self, atlas: &'a Atlas) -> Option<&'a Document> {
        atlas.documents().get(self.document)
    }

    pub(super) fn quote_hit(&self, atlas: &Atlas, rank: Rank, query: &Query) -> Option<QuoteHit> {
        let document = self.document(atlas)?;
        Some(QuoteHit {
            document: document.id.clone(),
            span: self.span,
            rank,
            text: Marked::by(document.slice(self.span), query),
            owners: self.owners.clone(),
        })
    }

    pub(super) fn passage_hit(
        &self,
        atlas: &Atlas,
        rank: Rank,
        query: &Query,
    ) -> Option<PassageHit> {
        let document = self.document(atlas)?;
        let section = self.section.and_then(|at| document.sections.get(at));
        Some(PassageHit {
            document: document.id.clone(),
            section: section.map(crate::atlas::Section::name),
            span: self.span,
            rank,
            text: Marked::by(document.slice(self.span), query),
        })
    }
}

/// The words that answer a query, the best first, then shorter ones, then in the order of the text.
pub(super) fn ranked<'a>(all: &'a [Words], query: &Query) -> Vec<(Rank, &'a Words)> {
    let ranked = all.iter().filter_map(|words| Some((words.rank(query)?, words)));
    let mut found: Vec<(Rank, &Words)> = ranked.collect();
    found.sort_by_key(|(rank, _)| *rank);
    found
}
