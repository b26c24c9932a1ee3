//! Evidence of our JSON: every quote is held against its document's text.

use crate::atlas::{Basis, Broken, Document, DocumentId, Evidence, Quote, Span};
use crate::wire::draft::DraftEvidence;
use crate::wire::fields::{Desk, Fields, Placed};
use crate::wire::quotes::not_found;
use crate::wire::rows::{Library, confidence, no_evidence};
use crate::wire::tree::Table;
use crate::wire::words::did_you_mean;

use super::documents::span;

pub(super) fn evidence_list(
    desk: &mut Desk<'_>,
    fields: &mut Fields<'_>,
    library: &Library<'_>,
) -> Vec<DraftEvidence> {
    fields
        .tables(desk, "evidence")
        .into_iter()
        .map(|table| evidence(desk, table, library))
        .collect()
}

fn evidence(desk: &mut Desk<'_>, table: &Table, library: &Library<'_>) -> DraftEvidence {
    let mut fields = Fields::new("piece of evidence", table);
    let Some((at, word)) = fields.required_at(desk, "basis") else {
        return no_evidence(desk, table, "exact");
    };
    let claimed = Basis::CLAIMED.into_iter().find(|basis| basis.word() == word);
    let Some(basis) = claimed else {
        let hint = did_you_mean(&word, Basis::CLAIMED.map(Basis::word));
        desk.error(
            "wrong-type",
            at,
            format!("`basis` is stated, interpreted or reference, not “{word}”{hint}"),
        );
        return no_evidence(desk, table, "exact");
    };
    let is_marked = fields.text(desk, "standing").is_some();
    let evidence = match basis {
        Basis::Reference if !is_marked => {
            let evidence = reference(desk, &mut fields);
            DraftEvidence { evidence, ..no_evidence(desk, table, "citation") }
        }
        _ if is_marked => marked(desk, &mut fields, basis, table),
        _ => {
            let (document, evidence) = quoted(desk, &mut fields, basis, library);
            DraftEvidence { document, evidence, ..no_evidence(desk, table, "exact") }
        }
    };
    fields.finish(desk);
    evidence
}

/// What a file says was already broken when it was written: it is an error here as it was there.
fn marked(
    desk: &mut Desk<'_>,
    fields: &mut Fields<'_>,
    claimed: Basis,
    table: &Table,
) -> DraftEvidence {
    let document = fields.text_at(desk, "document");
    let words = fields.required_at(desk, "exact");
    let reason = fields.text(desk, "reason");
    let id = document.as_ref().map(|(_, id)| DocumentId::new(id.as_str()));
    let evidence = words.map(|(at, words)| {
        let message =
            format!("“{words}” is marked as unverified: it stood in no text when this was written");
        desk.error("quote-not-found", at, message);
        Evidence::Broken(Broken { claimed, document: id, words, reason })
    });
    let document = document.map(|(at, id)| desk.placed(at, DocumentId::new(id)));
    DraftEvidence { document, evidence, ..no_evidence(desk, table, "exact") }
}

fn reference(desk: &mut Desk<'_>, fields: &mut Fields<'_>) -> Option<Evidence> {
    let citation = fields.required(desk, "citation");
    let url = fields.text(desk, "url");
    let confidence = confidence(desk, fields);
    citation.map(|citation| Evidence::Reference { citation, url, confidence })
}

fn quoted(
    desk: &mut Desk<'_>,
    fields: &mut Fields<'_>,
    basis: Basis,
    library: &Library<'_>,
) -> (Option<Placed<DocumentId>>, Option<Evidence>) {
    let document = fields.required_at(desk, "document");
    let exact = fields.required_at(desk, "exact");
    let prefix = fields.text(desk, "prefix");
    let suffix = fields.text(desk, "suffix");
    let reason = match basis {
        Basis::Interpreted => fields.required(desk, "reason"),
        _ => None,
    };
    let text = document.as_ref().and_then(|(_, id)| library.get(id.as_str()).copied().flatten());
    let span = if let Some(text) = text {
        span(desk, fields, text)
    } else {
        fields.entry("start");
        fields.entry("end");
        None
    };
    let document: Option<Placed<DocumentId>> =
        document.map(|(at, id)| desk.placed(at, DocumentId::new(id)));
    let evidence = exact.map(|(at, exact)| {
        let quote = text.zip(span).and_then(|(text, span)| {
            let found = text.quote(span);
            if found.exact != exact {
                desk.error("quote-not-found", at, moved(text, span, &exact));
                return None;
            }
            let prefix = prefix.unwrap_or(found.prefix);
            let suffix = suffix.unwrap_or(found.suffix);
            let exact = exact.clone();
            Some(Quote { document: text.id.clone(), span, exact, prefix, suffix })
        });
        match (quote, basis, reason) {
            (Some(quote), Basis::Interpreted, Some(reason)) => {
                Evidence::Interpreted { quote, reason }
            }
            (Some(quote), Basis::Stated, _) => Evidence::Stated(quote),
            (_, claimed, reason) => {
                let document = document.as_ref().map(|document| document.value.clone());
                Evidence::Broken(Broken { claimed, document, words: exact, reason })
            }
        }
    });
    (document, evidence)
}

/// What to say of words that are not where the file says.
pub(super) fn moved(document: &Document, span: Span, exact: &str) -> String {
    match document.find_all(exact).first() {
        Some(first) => format!(
            "“{exact}” does not stand at {}..{} of “{}”, but at {}..{}",
            span.start, span.end, document.id, first.start, first.end
        ),
        None => not_found(document, exact).message,
    }
}
