//! Documents of our JSON: their keys, whole text, hash and sections.

use crate::atlas::{Document, DocumentId, Section, Span};
use crate::wire::draft::DraftDocument;
use crate::wire::fields::{Desk, Fields};
use crate::wire::texts::{Imprint, sha256};
use crate::wire::tree::Table;

pub(super) fn document(desk: &mut Desk<'_>, table: &Table) -> Option<DraftDocument> {
    let mut fields = Fields::new("document", table);
    let id = fields.required_at(desk, "id");
    let title = fields.required(desk, "title");
    let imprint = Imprint::read(desk, &mut fields);
    let file = fields.text(desk, "file");
    let given_hash = fields.required_at(desk, "sha256");
    let characters = fields.whole(desk, "characters");
    let sections = fields.tables(desk, "sections");
    let text = fields.required(desk, "text");
    fields.finish(desk);
    let (at, id) = id?;
    let id = DocumentId::new(id);
    let document = text.map(|text| {
        let hash = check_hash(desk, given_hash, &text);
        let title = title.unwrap_or_else(|| id.to_string());
        let mut document = Document::new(id.clone(), title, text, hash);
        check_length(desk, characters, &document);
        document.sections =
            sections.into_iter().filter_map(|table| section(desk, table, &document)).collect();
        imprint.put_on(&mut document);
        document.file = file;
        document
    });
    Some(DraftDocument { id: desk.placed(at, id), document })
}

fn check_hash(desk: &mut Desk<'_>, given: Option<(usize, String)>, text: &str) -> String {
    let hash = sha256(text.as_bytes());
    if let Some((at, given)) = given
        && given != hash
    {
        desk.error("changed-document", at, format!("the text has changed: its SHA-256 is {hash}"));
    }
    hash
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
