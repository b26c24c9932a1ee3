//! Documents of our JSON: their keys, whole text, hash, sections and what is left out of them.

use crate::atlas::{Document, DocumentId, LeftOut, Section, Span};
use crate::wire::draft::{DraftDocument, DraftLeftOut};
use crate::wire::fields::{Desk, Fields, Placed};
use crate::wire::line_ends::held_to_hash;
use crate::wire::texts::Imprint;
use crate::wire::tree::Table;

use super::reasons::moved;

/// A document, and the passages left out of it.
pub(super) fn document(
    desk: &mut Desk<'_>,
    table: &Table,
) -> Option<(DraftDocument, Vec<DraftLeftOut>)> {
    let mut fields = Fields::new("document", table);
    let id = fields.required_at(desk, "id");
    let title = fields.required(desk, "title");
    let imprint = Imprint::read(desk, &mut fields);
    let file = fields.text(desk, "file");
    let given_hash = fields.required_at(desk, "sha256");
    let characters = fields.whole(desk, "characters");
    let sections = fields.tables(desk, "sections");
    let passages = fields.tables(desk, "left_out");
    let text = fields.required(desk, "text");
    fields.finish(desk);
    let (at, id) = id?;
    let id = desk.placed(at, DocumentId::new(id));
    let mut left_out = Vec::new();
    let document = text.map(|text| {
        let (text, hash) = held_to_hash(desk, given_hash, text, "text");
        let title = title.unwrap_or_else(|| id.value.to_string());
        let mut document = Document::new(id.value.clone(), title, text, hash);
        check_length(desk, characters, &document);
        document.sections =
            sections.into_iter().filter_map(|table| section(desk, table, &document)).collect();
        imprint.put_on(&mut document);
        document.file = file;
        let passages = passages.into_iter();
        left_out.extend(passages.map(|table| passage(desk, table, &id, &document)));
        document
    });
    Some((DraftDocument { id, document }, left_out))
}

fn passage(
    desk: &mut Desk<'_>,
    table: &Table,
    id: &Placed<DocumentId>,
    document: &Document,
) -> DraftLeftOut {
    let mut fields = Fields::new("passage left out", table);
    let place = desk.lines.place(table.at_value("exact"));
    let span = span(desk, &mut fields, document);
    let exact = fields.required_at(desk, "exact");
    let reason = fields.required(desk, "reason");
    fields.finish(desk);
    let span = span.zip(exact).and_then(|(span, (at, exact))| {
        let stands = document.slice(span) == exact;
        if !stands {
            desk.error("quote-not-found", at, moved(document, span, &exact));
        }
        stands.then_some(span)
    });
    let passage = span.zip(reason).map(|(span, reason)| LeftOut { span, reason });
    DraftLeftOut { document: id.clone(), place, passage }
}

fn check_length(desk: &mut Desk<'_>, given: Option<(usize, usize)>, document: &Document) {
    if let Some((at, given)) = given
        && given != document.n_characters()
    {
        let message = format!("the text has {} characters, not {given}", document.n_characters());
        desk.error("changed-document", at, message);
    }
}

fn section(desk: &mut Desk<'_>, table: &Table, document: &Document) -> Option<Section> {
    let mut fields = Fields::new("section", table);
    let title = fields.required(desk, "title");
    let heading = fields.text(desk, "heading");
    let speaker = fields.text(desk, "speaker");
    let span = span(desk, &mut fields, document);
    fields.finish(desk);
    Some(Section { title: title?, heading, speaker, span: span? })
}

/// `start` and `end`, if they lie in the document.
pub(super) fn span(
    desk: &mut Desk<'_>,
    fields: &mut Fields<'_>,
    document: &Document,
) -> Option<Span> {
    for key in ["start", "end"] {
        if !fields.has(key) {
            desk.error("missing-field", fields.at(), format!("there is no `{key}`"));
        }
    }
    let start = fields.whole(desk, "start");
    let end = fields.whole(desk, "end");
    let ((at, start), (_, end)) = (start?, end?);
    if start > end || end > document.n_characters() {
        let message = format!(
            "{start}..{end} does not lie in “{}”, which has {} characters",
            document.id,
            document.n_characters()
        );
        desk.error("quote-not-found", at, message);
        return None;
    }
    Some(Span { start, end })
}
