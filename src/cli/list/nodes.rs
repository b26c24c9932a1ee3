//! The table of nodes.

use std::collections::{BTreeMap, BTreeSet};

use super::super::table::{Cell, Column, Shown, Table};
use super::proof::Proofs;
use super::{Kept, words};
use crate::atlas::{FollowUp, Node, NodeId};

const COLUMNS: &[Column] = &[
    Column::new("id", Shown::ALL),
    Column::new("kind", Shown::ALL),
    Column::new("subtype", Shown::ALL),
    Column::new("label", Shown::ALL),
    Column::new("title", Shown::FILES),
    Column::new("status", Shown::ALL),
    Column::new("as_of", Shown::FILES),
    Column::new("pillar", Shown::ALL),
    Column::new("threats", Shown::ALL),
    Column::new("number", Shown::FILES),
    Column::new("celex", Shown::FILES),
    Column::new("url", Shown::FILES),
    Column::new("seat", Shown::FILES),
    Column::new("dates", Shown::FILES),
    Column::new("follow_up", Shown::ALL),
    Column::new("not_looked_up", Shown::FILES),
    Column::new("n_links", Shown::ALL),
    Column::new("basis", Shown::FILES),
    Column::new("document", Shown::FILES),
    Column::new("section", Shown::FILES),
    Column::new("line", Shown::FILES),
    Column::new("quote", Shown::FILES),
    Column::new("citation", Shown::FILES),
    Column::new("evidence", Shown::JSON),
    Column::new("aliases", Shown::FILES),
    Column::new("summary", Shown::FILES),
    Column::new("spoken", Shown::FILES),
];

pub(super) fn nodes(kept: &Kept<'_>) -> Table {
    let proofs = Proofs::new(kept.atlas);
    let n_links = n_links(kept);
    let row = |node: &Node| row(kept, &proofs, node, n_links.get(&node.id).copied());
    Table { columns: COLUMNS, rows: kept.nodes().map(row).collect() }
}

fn row(kept: &Kept<'_>, proofs: &Proofs<'_>, node: &Node, n_links: Option<usize>) -> Vec<Cell> {
    let known = &node.identifiers;
    let proof = proofs.firmest(&node.evidence);
    vec![
        node.id.as_str().into(),
        node.kind.word().into(),
        (&node.subtype).into(),
        node.label.as_str().into(),
        (&node.title).into(),
        (&node.status).into(),
        kept.atlas.status_as_of(node).into(),
        kept.atlas.pillar_of(&node.id).map(NodeId::as_str).into(),
        words(kept.atlas.threats_of(&node.id)),
        (&known.number).into(),
        (&known.celex).into(),
        known.eli.as_deref().or(known.url.as_deref()).into(),
        (&node.seat).into(),
        proofs.dates(&node.dates),
        kept.atlas.follow_up(&node.id).map(FollowUp::word).into(),
        (&node.not_looked_up).into(),
        n_links.unwrap_or(0).into(),
        proof.basis,
        proof.document,
        proof.section,
        proof.line,
        proof.quote,
        proof.citation,
        proofs.list(&node.evidence),
        aliases(&node.aliases),
        (&node.summary).into(),
        (&node.spoken).into(),
    ]
}

/// Names have spaces, so in one line they stand between semicolons.
fn aliases(aliases: &[String]) -> Cell {
    if aliases.is_empty() {
        return Cell::Empty;
    }
    let json = aliases.iter().map(|alias| alias.as_str().into()).collect();
    Cell::Detail { text: aliases.join("; "), json }
}

/// How many links every node has in the whole atlas, whatever is kept.
fn n_links<'a>(kept: &Kept<'a>) -> BTreeMap<&'a NodeId, usize> {
    let mut n_links = BTreeMap::<&NodeId, usize>::new();
    for link in kept.atlas.links() {
        let ends = BTreeSet::from([&link.source, &link.target]);
        for end in ends {
            *n_links.entry(end).or_default() += 1;
        }
    }
    n_links
}
