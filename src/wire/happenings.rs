//! Dates and events of a node, in TOML and in JSON alike.
//!
//! Owns their keys and what an event without words of its own is called. How evidence is written
//! differs between the notations, so its reader is handed in.

use crate::atlas::{Event, EventKind};

use super::draft::{DraftEvent, DraftEvidence};
use super::fields::{Desk, Fields};
use super::rows::Library;
use super::tree::Table;
use super::words::{did_you_mean, either};

/// Reads the `evidence` of a table.
pub(super) type EvidenceReader =
    fn(&mut Desk<'_>, &mut Fields<'_>, &Library<'_>) -> Vec<DraftEvidence>;

/// The dates or events under a key, in the order written.
pub(super) fn events(
    desk: &mut Desk<'_>,
    fields: &mut Fields<'_>,
    key: &'static str,
    library: &Library<'_>,
    read_evidence: EvidenceReader,
) -> Vec<DraftEvent> {
    let tables = fields.tables(desk, key).into_iter();
    tables.filter_map(|table| event(desk, table, library, read_evidence)).collect()
}

fn event(
    desk: &mut Desk<'_>,
    table: &Table,
    library: &Library<'_>,
    read_evidence: EvidenceReader,
) -> Option<DraftEvent> {
    let mut fields = Fields::new("event", table);
    let has_date = fields.has("date");
    let date = if has_date { fields.date(desk, "date") } else { fields.required(desk, "date") };
    let (kind, phrase) = kind(desk, &mut fields);
    let what = match phrase {
        Some(phrase) if !fields.has("what") => {
            fields.entry("what");
            Some(phrase)
        }
        _ => fields.required(desk, "what"),
    };
    let number = fields.text(desk, "number");
    let url = fields.text(desk, "url");
    let looked_in = fields.text(desk, "looked_in");
    let newest_page = fields.date(desk, "newest_page");
    let evidence = read_evidence(desk, &mut fields, library);
    fields.finish(desk);
    let (date, what) = (date?, what?);
    let event = Event { date, kind, what, number, url, looked_in, newest_page, ..Event::default() };
    Some(DraftEvent { event, place: desk.lines.place(table.at_value("date")), evidence })
}

/// The kind, and what the event is called where it has no words of its own.
fn kind(desk: &mut Desk<'_>, fields: &mut Fields<'_>) -> (Option<EventKind>, Option<String>) {
    let Some((at, word)) = fields.text_at(desk, "kind") else { return (None, None) };
    let Some(kind) = EventKind::from_word(&word) else {
        let words = EventKind::ALL.map(EventKind::word);
        let hint = did_you_mean(&word, words);
        let known = if hint.is_empty() { format!("; it is {}", either(&words)) } else { hint };
        desk.error("wrong-type", at, format!("“{word}” is no kind of event{known}"));
        // One finding is enough for one slip: the word stands in for what it would have said.
        return (None, Some(word));
    };
    (Some(kind), kind.phrase().map(str::to_owned))
}
