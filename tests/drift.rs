//! What is pinned of the built-in atlas, so that no quote, number or count changes unseen.
//!
//! The tables stand in `tests/golden/`. Where a change is meant, run
//! `UPDATE_GOLDEN=1 cargo test --test drift` and read `git diff tests/golden`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use protecteu_atlas::atlas::{Atlas, Node, NodeKind};
use protecteu_atlas::wire;

static ATLAS: LazyLock<Atlas> = LazyLock::new(|| wire::builtin().atlas.unwrap());

/// Compares a table with the one kept, line by line.
fn check_golden(name: &str, table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, table).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let (kept, found): (Vec<&str>, Vec<&str>) = (golden.lines().collect(), table.lines().collect());
    let gone: Vec<&&str> = kept.iter().filter(|line| !found.contains(line)).collect();
    let new: Vec<&&str> = found.iter().filter(|line| !kept.contains(line)).collect();
    assert!(
        golden == table,
        "tests/golden/{name} says otherwise: {gone:?} became {new:?}; if that is meant, run \
         `UPDATE_GOLDEN=1 cargo test --test drift` and read `git diff tests/golden`"
    );
}

/// A field of a CSV line.
fn field(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[test]
fn acts_and_papers_keep_their_numbers() {
    let mut table = String::from("id,number,celex,eli\n");
    for node in ATLAS.nodes() {
        let known = &node.identifiers;
        if known.number.is_none() && known.celex.is_none() && known.eli.is_none() {
            continue;
        }
        let fields = [Some(&node.id.to_string()), known.number.as_ref()];
        let fields = fields.into_iter().chain([known.celex.as_ref(), known.eli.as_ref()]);
        let line: Vec<String> = fields.map(|text| field(text.map_or("", |t| t))).collect();
        table += &(line.join(",") + "\n");
    }
    check_golden("identities.csv", &table);
}

#[test]
fn the_atlas_holds_as_much_as_it_did() {
    let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut count = |of: &'static str, what: &str| {
        *counts.entry((of, what.to_owned())).or_default() += 1;
    };
    for node in ATLAS.nodes() {
        count("nodes", node.kind.word());
        node.dates.iter().for_each(|_| count("dates", "dates"));
        for event in &node.events {
            count("events", event.kind.map_or("", |kind| kind.word()));
        }
    }
    for link in ATLAS.links() {
        count("links by relation", link.relation.word());
        count("links by basis", link.basis().word());
    }
    let of_nodes = ATLAS.nodes().iter().flat_map(Node::all_evidence);
    for evidence in of_nodes.chain(ATLAS.links().iter().flat_map(|link| &link.evidence)) {
        count("evidence", evidence.basis().word());
        if let Some(quote) = evidence.quote() {
            count("quotes", quote.document.as_str());
        }
    }
    for document in ATLAS.documents() {
        document.left_out.iter().for_each(|_| count("passages left out", document.id.as_str()));
    }
    let lines = counts.iter().map(|((of, what), n)| format!("{of},{what},{n}\n"));
    check_golden("counts.csv", &format!("of,what,count\n{}", lines.collect::<String>()));
}

#[test]
fn nodes_and_links_keep_their_ids() {
    let nodes = NodeKind::ALL.into_iter().flat_map(|kind| {
        let of_kind = ATLAS.nodes().iter().filter(move |node| node.kind == kind);
        let mut ids: Vec<String> = of_kind.map(|n| format!("{} {}\n", kind.word(), n.id)).collect();
        ids.sort();
        ids
    });
    let mut links: Vec<String> =
        ATLAS.links().iter().map(|l| format!("link {} {}\n", l.id, l.basis().word())).collect();
    links.sort();
    check_golden("ids.txt", &nodes.chain(links).collect::<String>());
}
