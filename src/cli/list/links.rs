//! The table of links: a row for each piece of evidence, in JSON an object for each link.

use super::super::table::{Cell, Table};
use super::super::values::ListFormat;
use super::told::{heads, row};
use crate::atlas::Link;
use crate::survey::{Extract, LINK_COLUMNS};

pub(super) fn links(extract: &Extract<'_>, format: ListFormat) -> Table {
    let rows = extract.links().flat_map(|link| match format {
        ListFormat::Json => vec![firmest(extract, link)],
        ListFormat::Table | ListFormat::Csv => pieces(extract, link),
    });
    Table { columns: heads(LINK_COLUMNS, |column| column.of_link), rows: rows.collect() }
}

fn firmest<'a>(extract: &Extract<'a>, link: &'a Link) -> Vec<Cell> {
    row(extract, LINK_COLUMNS, link, link.claim().firmest())
}

/// A link without evidence still has a row.
fn pieces<'a>(extract: &Extract<'a>, link: &'a Link) -> Vec<Vec<Cell>> {
    if link.evidence.is_empty() {
        return vec![firmest(extract, link)];
    }
    let pieces = link.evidence.iter();
    pieces.map(|evidence| row(extract, LINK_COLUMNS, link, Some(evidence))).collect()
}
