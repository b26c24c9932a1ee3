//! `[[left-out]]`: passages of a document that stand behind nothing, each with its reason.

use crate::atlas::{DocumentId, LeftOut};

use super::draft::DraftLeftOut;
use super::fields::{Desk, Fields};
use super::rows::{Library, PlaceKeys};
use super::tree::Table;

/// A passage left out; without its span where its words stand nowhere.
pub(crate) fn row(
    desk: &mut Desk<'_>,
    table: &Table,
    library: &Library<'_>,
) -> Option<DraftLeftOut> {
    let mut fields = Fields::new("left-out passage", table);
    let document = fields.required_at(desk, "document");
    let quote = fields.required_at(desk, "quote");
    let reason = fields.required(desk, "reason");
    let keys = PlaceKeys::take(desk, &mut fields);
    fields.finish(desk);
    let ((document_at, document), (at, words)) = (document?, quote?);
    let text = library.get(document.as_str()).copied().flatten();
    let span = text.and_then(|text| keys.find(desk, text, at, &words));
    Some(DraftLeftOut {
        document: desk.placed(document_at, DocumentId::new(document)),
        place: desk.lines.place(at),
        passage: span.zip(reason).map(|(span, reason)| LeftOut { span, reason }),
    })
}
