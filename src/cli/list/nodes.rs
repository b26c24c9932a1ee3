//! The table of nodes, each with the evidence that stands for it.

use super::super::table::Table;
use super::told::{heads, row};
use crate::survey::{Extract, NODE_COLUMNS};

pub(super) fn nodes(extract: &Extract<'_>) -> Table {
    let rows = extract.nodes().map(|node| row(extract, NODE_COLUMNS, node, node.claim().firmest()));
    Table { columns: heads(NODE_COLUMNS, |column| column.of_node), rows: rows.collect() }
}
