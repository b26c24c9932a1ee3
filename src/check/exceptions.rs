//! Passages left out: each takes a sentence out that nothing else touches.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{Document, DocumentId, Sentence};
use crate::wire::draft::{DraftLeftOut, DraftNode};
use crate::wire::{Draft, Finding, Severity};

use super::coverage::{Passages, Quoted, sentences_of};
use super::{Findings, Rule};

/// Every passage left out holds a sentence that evidence does not touch.
pub(super) const NEEDED: Rule = Rule {
    code: "needless-exception",
    severity: Severity::Warning,
    summary: "every passage left out holds a sentence that no evidence touches",
    example: "[[left-out]]\ndocument = \"d\"\nquote = \"words\"\nreason = \"It says nothing.\"\n",
    run: needed,
};

/// What there is to know of a document whose passages are left out.
struct Sheet<'d> {
    document: &'d Document,
    sentences: Vec<Sentence>,
    quoted: Passages,
}

fn needed(draft: &Draft, findings: &mut Findings) {
    if draft.is_plain || draft.left_out.is_empty() {
        return;
    }
    let sheets = sheets(draft);
    for left_out in &draft.left_out {
        let Some(sheet) = sheets.get(&left_out.document.value) else { continue };
        let Some(message) = objection(left_out, sheet) else { continue };
        findings.push(Finding::warning(NEEDED.code, left_out.place.clone(), message));
    }
}

fn sheets(draft: &Draft) -> BTreeMap<&DocumentId, Sheet<'_>> {
    let of_nodes = draft.nodes.iter().flat_map(DraftNode::all_evidence);
    let of_links = draft.links.iter().flat_map(|link| &link.evidence);
    let evidence = of_nodes.chain(of_links).filter_map(|entry| entry.evidence.as_ref());
    let mut quoted = Quoted::of(evidence);
    let mut sheets = BTreeMap::new();
    let named: BTreeSet<&DocumentId> = draft.left_out.iter().map(|l| &l.document.value).collect();
    let documents = draft.documents.iter().filter_map(|draft| draft.document.as_ref());
    for document in documents.filter(|document| named.contains(&document.id)) {
        sheets.entry(&document.id).or_insert_with(|| Sheet {
            document,
            sentences: document.sentences(),
            quoted: quoted.take(&document.id),
        });
    }
    sheets
}

/// Why a passage need not be left out.
fn objection(left_out: &DraftLeftOut, sheet: &Sheet<'_>) -> Option<&'static str> {
    let span = left_out.passage.as_ref()?.span;
    let mut sentences = sentences_of(span, sheet.document, &sheet.sentences).peekable();
    if sentences.peek().is_none() {
        return Some("no sentence of this passage counts, so nothing is left out");
    }
    sentences
        .all(|sentence| sheet.quoted.touch(sheet.document, sentence.span))
        .then_some("evidence touches every sentence of this passage, so nothing is left out")
}
