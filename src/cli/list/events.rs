//! The table of what happened since the sources spoke, in order of date.

use super::super::table::{Cell, Column, Shown, Table};
use super::proof::Proofs;
use super::{Kept, words};
use crate::atlas::{Event, EventKind, Evidence, Node};

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

pub(super) fn events(kept: &Kept<'_>) -> Table {
    let proofs = Proofs::new(kept.atlas);
    let of_node = |node: &'_ Node| -> Vec<(String, Vec<Cell>)> {
        let rows = node.events.iter().map(|event| (event.order(), row(kept, &proofs, node, event)));
        rows.collect()
    };
    let mut rows: Vec<(String, Vec<Cell>)> = kept.nodes().flat_map(of_node).collect();
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    Table { columns: COLUMNS, rows: rows.into_iter().map(|(_, row)| row).collect() }
}

fn row(kept: &Kept<'_>, proofs: &Proofs<'_>, node: &Node, event: &Event) -> Vec<Cell> {
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
        proofs.list(&event.evidence),
        words(kept.atlas.announced_by(&node.id)),
    ]
}

/// The surest of its references.
fn confidence(evidence: &[Evidence]) -> Cell {
    let confidences = evidence.iter().filter_map(|evidence| match evidence {
        Evidence::Reference { confidence, .. } => Some(*confidence),
        Evidence::Stated(_) | Evidence::Interpreted { .. } => None,
    });
    confidences.min().map(crate::atlas::Confidence::word).into()
}

/// What to look up; of a quote, the words.
fn citations(evidence: &[Evidence]) -> Cell {
    let citations = evidence.iter().map(|evidence| match evidence {
        Evidence::Reference { citation, .. } => citation.as_str(),
        Evidence::Stated(quote) | Evidence::Interpreted { quote, .. } => quote.exact.as_str(),
    });
    let citations: Vec<&str> = citations.collect();
    if citations.is_empty() { Cell::Empty } else { citations.join("; ").as_str().into() }
}
