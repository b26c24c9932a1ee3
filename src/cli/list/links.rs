//! The table of links: a row for each piece of evidence, in JSON an object for each link.

use super::super::table::{Cell, Column, Shown, Table};
use super::super::values::ListFormat;
use super::Kept;
use super::proof::{Proof, Proofs};
use crate::atlas::Link;

/// A link's id says no more than its ends, so the table people read goes without.
const COLUMNS: &[Column] = &[
    Column::new("id", Shown::FILES),
    Column::new("source", Shown::ALL),
    Column::new("relation", Shown::ALL),
    Column::new("target", Shown::ALL),
    Column::new("basis", Shown::ALL),
    Column::new("document", Shown::LINES),
    Column::new("section", Shown::CSV),
    Column::new("line", Shown::LINES),
    Column::new("words", Shown::TABLE),
    Column::new("quote", Shown::CSV),
    Column::new("reason", Shown::CSV),
    Column::new("citation", Shown::CSV),
    Column::new("url", Shown::CSV),
    Column::new("confidence", Shown::CSV),
    Column::new("evidence", Shown::JSON),
];

pub(super) fn links(kept: &Kept<'_>, format: ListFormat) -> Table {
    let proofs = Proofs::new(kept.atlas);
    let rows = kept.links().flat_map(|link| match format {
        ListFormat::Json => vec![whole(&proofs, link)],
        ListFormat::Table | ListFormat::Csv => pieces(&proofs, link),
    });
    Table { columns: COLUMNS, rows: rows.collect() }
}

fn whole(proofs: &Proofs<'_>, link: &Link) -> Vec<Cell> {
    let basis = Proof { basis: link.basis().word().into(), ..Proof::none() };
    row(link, basis, proofs.list(&link.evidence))
}

/// A plain graph's link has no evidence, and still a row.
fn pieces(proofs: &Proofs<'_>, link: &Link) -> Vec<Vec<Cell>> {
    if link.evidence.is_empty() {
        return vec![whole(proofs, link)];
    }
    let pieces = link.evidence.iter().map(|evidence| proofs.proof(evidence));
    pieces.map(|proof| row(link, proof, Cell::Empty)).collect()
}

fn row(link: &Link, proof: Proof, evidence: Cell) -> Vec<Cell> {
    let words = if proof.quote == Cell::Empty { &proof.citation } else { &proof.quote };
    vec![
        link.id.as_str().into(),
        link.source.as_str().into(),
        link.relation.word().into(),
        link.target.as_str().into(),
        proof.basis,
        proof.document,
        proof.section,
        proof.line,
        words.clone(),
        proof.quote,
        proof.reason,
        proof.citation,
        proof.url,
        proof.confidence,
        evidence,
    ]
}
