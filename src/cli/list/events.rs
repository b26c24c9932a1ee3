//! The table of what happened since the sources spoke, in order of date.

use super::super::table::{Cell, Column, Shown, Table};
use super::told::evidence_list;
use super::words;
use crate::atlas::{Confidence, Event, EventKind, Evidence, Node};
use crate::survey::Extract;

const COLUMNS: &[Column] = &[
    Column::new("date", Shown::ALL),
    Column::new("kind", Shown::ALL),
    Column::new("node", Shown::ALL),
    Column::new("label", Shown::FILES),
    Column::new("what", Shown::ALL),
    Column::new("number", Shown::ALL),
    Column::new("url", Shown::FILES),
    Column::new("looked_in", Shown::FILES),
    Column::new("newest_page", Shown::FILES),
    Column::new("confidence", Shown::FILES),
    Column::new("citation", Shown::FILES),
    Column::new("evidence", Shown::JSON),
    Column::new("actions", Shown::FILES),
];

pub(super) fn events(extract: &Extract<'_>) -> Table {
    let dated = extract.nodes().flat_map(|node| node.events.iter().map(move |event| (node, event)));
    let mut rows: Vec<(String, Vec<Cell>)> =
        dated.map(|(node, event)| (event.order(), row(extract, node, event))).collect();
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    Table { columns: COLUMNS.to_vec(), rows: rows.into_iter().map(|(_, row)| row).collect() }
}

fn row<'a>(extract: &Extract<'a>, node: &'a Node, event: &'a Event) -> Vec<Cell> {
    vec![
        event.date.as_str().into(),
        event.kind.map(EventKind::word).into(),
        node.id.as_str().into(),
        node.label.as_str().into(),
        event.what.as_str().into(),
        (&event.number).into(),
        (&event.url).into(),
        (&event.looked_in).into(),
        (&event.newest_page).into(),
        confidence(&event.evidence),
        citations(&event.evidence),
        evidence_list(extract, &event.evidence),
        words(extract.atlas.announced_by(&node.id)),
    ]
}

/// The surest of its references.
fn confidence(evidence: &[Evidence]) -> Cell {
    evidence.iter().filter_map(Evidence::confidence).min().map(Confidence::word).into()
}

/// What to look up; of a quote, the words.
fn citations(evidence: &[Evidence]) -> Cell {
    let citations: Vec<&str> = evidence.iter().map(Evidence::words).collect();
    if citations.is_empty() { Cell::Empty } else { citations.join("; ").as_str().into() }
}
