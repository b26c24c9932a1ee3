//! The columns that tell of a link; what it rests on is told by the proof's.

use super::{Column, Datum, Extract, Readers, Sort, text};
use crate::atlas::Link;

const fn column(
    name: &'static str,
    readers: Readers,
    value: for<'a> fn(&Extract<'a>, &'a Link) -> Option<Datum<'a>>,
) -> Column<Link> {
    Column { name, sort: Sort::Text, readers, value }
}

/// What is told of a link. Its id says no more than its ends, so the table people read goes
/// without.
pub const LINK_COLUMNS: &[Column<Link>] = &[
    column("Source", Readers::WINDOW, |extract, link| text(extract.label(&link.source))),
    column("Relation", Readers::WINDOW, |_, link| text(link.relation.phrase())),
    column("Target", Readers::WINDOW, |extract, link| text(extract.label(&link.target))),
    column("Basis", Readers::WINDOW, |_, link| {
        Some(Datum::Ranked(link.basis() as usize, link.basis().phrase().to_owned()))
    }),
    column("First quote", Readers::WINDOW, |_, link| text(&link.claim().first_words())),
    column("Document", Readers::WINDOW, |extract, link| {
        let (document, _) = extract.place_of(link.claim().quote()?)?;
        text(document.short_title())
    }),
    column("id", Readers::LISTED_FILES, |_, link| text(link.id.as_str())),
    column("source", Readers::LISTS, |_, link| text(link.source.as_str())),
    column("relation", Readers::MACHINES, |_, link| text(link.relation.word())),
    column("target", Readers::LISTS, |_, link| text(link.target.as_str())),
    column("evidence", Readers::JSON, |_, link| Some(Datum::Evidence(&link.evidence))),
];
