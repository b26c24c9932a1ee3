//! One claim, one teller: what a node or link rests on, its reason, colour, threats and count are the
//! same in every list, format and panel; and nothing that does not hold is told as if it did.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;
mod faces;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use common::{atlas, folded, view};
use emath::vec2;
use faces::{
    Things, Told, csv_row_list, csv_rows, dot_rows, json_rows, listed_json, markdown_rows,
    page_rows, xml_rows,
};
use protecteu_atlas::atlas::{Atlas, Basis, Evidence, Node, NodeId, NodeKind};
use protecteu_atlas::check;
use protecteu_atlas::export::{ExportOptions, ExportRequest, Format, Page, page_of};
use protecteu_atlas::filter::{Key, Question, facets, visible};
use protecteu_atlas::scene::{LineMeaning, Paint, Theme, paint_of};
use protecteu_atlas::survey::{Rows, Subject};
use protecteu_atlas::view::{Picture, Unfold, View};
use protecteu_atlas::wire::source::Files;
use protecteu_atlas::wire::{BUILTIN_FILES, briefing_from_record, folder, sha256};
use serde_json::Value;

fn written(extension: &str, atlas: &Atlas, view: &View) -> Vec<String> {
    let options = ExportOptions { size: vec2(900.0, 640.0), ..ExportOptions::default() };
    let request = ExportRequest::new(atlas, view, &options);
    let files = Format::from_extension(extension).unwrap().files(&request).unwrap();
    files.into_iter().map(|bytes| String::from_utf8(bytes).unwrap()).collect()
}

/// The firmest piece of evidence, found anew: the first of the smallest rank.
fn firmest(evidence: &[Evidence]) -> Option<&Evidence> {
    let rank = |one: &Evidence| match one {
        Evidence::Stated(_) => 0,
        Evidence::Interpreted { .. } => 1,
        Evidence::Reference { .. } => 2,
        Evidence::Broken(_) => 3,
    };
    let least = evidence.iter().map(rank).min()?;
    evidence.iter().find(|one| rank(one) == least)
}

fn told_of(evidence: &[Evidence]) -> Told {
    let (basis, reason) = match firmest(evidence) {
        None => ("none", String::new()),
        Some(Evidence::Stated(_)) => ("stated", String::new()),
        Some(Evidence::Interpreted { reason, .. }) => ("interpreted", reason.clone()),
        Some(Evidence::Reference { .. }) => ("reference", String::new()),
        Some(Evidence::Broken(broken)) => ("unverified", broken.reason.clone().unwrap_or_default()),
    };
    Told::from([("basis", basis.to_owned()), ("reason", reason)])
}

/// The colour a node is known by, found anew: that of the first top-level threat it is about.
fn color(atlas: &Atlas, node: &Node) -> String {
    let about: Vec<&NodeId> =
        if node.kind == NodeKind::Threat { vec![&node.id] } else { atlas.threats_of(&node.id) };
    let tops: BTreeSet<&NodeId> = about.into_iter().map(|id| atlas.top_threat(id)).collect();
    let first = atlas.top_threats().position(|top| tops.contains(top));
    Theme::Light.color(first.map_or(Paint::Soft, Paint::Threat)).to_hex()
}

/// What should be told of every node and link that a view keeps.
fn expected(atlas: &Atlas, view: &View) -> (Things, Things) {
    let kept = visible(atlas, &view.question());
    let links = atlas.links().iter().filter(|link| kept.kept_links.contains(&link.id));
    let n_links = |id: &NodeId| {
        links.clone().filter(|link| link.source == *id || link.target == *id).count().to_string()
    };
    let nodes = atlas.nodes().iter().filter(|node| kept.kept_nodes.contains(&node.id));
    let nodes = nodes.map(|node| {
        let threats: Vec<&str> =
            atlas.threats_of(&node.id).into_iter().map(NodeId::as_str).collect();
        let mut told = told_of(&node.evidence);
        told.insert("threats", threats.join(" "));
        told.insert("n_links", n_links(&node.id));
        told.insert("color", color(atlas, node));
        (node.id.to_string(), told)
    });
    let links = links.clone().map(|link| (link.id.to_string(), told_of(&link.evidence)));
    (nodes.collect(), links.collect())
}

fn views() -> Vec<View> {
    let draft = check::open(None).unwrap().draft.briefing.unwrap();
    let (briefing, _) = briefing_from_record(&draft.record(), atlas());
    briefing
        .views
        .into_iter()
        .map(|named| named.view)
        .chain([View::default(), folded("threat:cyber", Unfold::None)])
        .collect()
}

/// Compares what a face tells with what it should, word by word of those it tells.
fn same(face: &str, found: &Things, expected: &Things) {
    let ids = |all: &Things| all.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(ids(found), ids(expected), "{face}");
    for (id, told) in found {
        assert!(!told.is_empty(), "{face} tells nothing of {id}");
        for (word, value) in told {
            assert_eq!(value, &expected[id][word], "{face}: {word} of {id}");
        }
    }
}

/// What the window's table tells.
fn table_rows(view: &View) -> (Things, Things) {
    let kept = visible(atlas(), &view.question());
    let rows = |rows: Rows, head: &str, word: &'static str| -> Things {
        let column = rows.columns.iter().position(|column| column.name == head).unwrap();
        let row = |row: &protecteu_atlas::survey::Row| {
            let id = match &row.subject {
                Subject::Node(id) => id.to_string(),
                Subject::Link(id) => id.to_string(),
            };
            let text = &row.cells[column].text;
            let by_phrase = Basis::ALL.into_iter().find(|basis| basis.phrase() == text);
            let text = by_phrase.map_or_else(|| text.clone(), |basis| basis.word().to_owned());
            (id, Told::from([(word, text)]))
        };
        rows.rows.iter().map(row).collect()
    };
    let nodes = rows(Rows::of_nodes(atlas(), &kept), "Links", "n_links");
    (nodes, rows(Rows::of_links(atlas(), &kept), "Basis", "basis"))
}

#[test]
fn every_face_tells_the_same_of_every_node_and_link_of_every_view() {
    for view in views() {
        let (nodes, links) = expected(atlas(), &view);
        let csv = written("csv", atlas(), &view);
        same("CSV", &csv_rows(&csv[0], "Id"), &nodes);
        same("CSV", &csv_rows(&csv[1], "Id"), &links);
        for extension in ["graphml", "gexf"] {
            let text = &written(extension, atlas(), &view)[0];
            same(extension, &xml_rows(text, "node"), &nodes);
            same(extension, &xml_rows(text, "edge"), &links);
        }
        let faces = [
            ("JSON", json_rows(&written("json", atlas(), &view)[0])),
            ("HTML", page_rows(&written("html", atlas(), &view)[0])),
            ("DOT", dot_rows(&written("dot", atlas(), &view)[0])),
            ("Markdown", markdown_rows(&written("md", atlas(), &view)[0])),
            ("the table", table_rows(&view)),
        ];
        for (face, (of_nodes, of_links)) in faces {
            same(face, &of_nodes, &nodes);
            same(face, &of_links, &links);
        }
        // The picture: the pattern of each line that stands for one link, and panels' colours.
        let picture = Picture::of(atlas(), &view, vec2(1600.0, 900.0));
        for link in picture.scene.links.iter().filter(|link| link.members.len() == 1) {
            let LineMeaning::Basis(basis) = link.line else { continue };
            assert_eq!(basis.word(), links[link.members[0].as_str()]["basis"]);
        }
        for (id, told) in &nodes {
            let paint = paint_of(atlas(), &id.as_str().into()).unwrap_or(Paint::Soft);
            assert_eq!(Theme::Light.color(paint).to_hex(), told["color"], "panels: {id}");
        }
    }
}

/// What the program itself lists of a file.
fn listed(rows: &str, format: &str, file: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_protecteu-atlas"))
        .args(["list", rows, "--format", format])
        .arg(file)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A list of links in CSV has a row for each piece of evidence: that of the firmest is kept.
fn firmest_rows(text: &str, links: &Things) -> Things {
    let mut rows = Things::new();
    for row in csv_row_list(text, "id") {
        let is_firmest = links.get(&row.0).is_some_and(|told| told["basis"] == row.1["basis"]);
        if is_firmest {
            rows.entry(row.0).or_insert(row.1);
        }
    }
    rows
}

#[test]
fn the_lists_of_the_program_tell_what_the_exported_faces_tell() {
    let folder = tempfile::tempdir().unwrap();
    for (at, view) in views().into_iter().enumerate() {
        let (nodes, links) = expected(atlas(), &view);
        let file = folder.path().join(format!("{at}.json"));
        fs::write(&file, &written("json", atlas(), &view)[0]).unwrap();
        same("list nodes, JSON", &listed_json(&listed("nodes", "json", &file)), &nodes);
        same("list links, JSON", &listed_json(&listed("links", "json", &file)), &links);
        same("list nodes, CSV", &csv_rows(&listed("nodes", "csv", &file), "id"), &nodes);
        let of_links = firmest_rows(&listed("links", "csv", &file), &links);
        same("list links, CSV", &of_links, &links);
    }
}

/// The built-in atlas after somebody took a sentence out of its text and renewed the hash: the id of
/// a link that rested on that sentence alone, and what is left.
fn without_a_sentence() -> (String, Atlas) {
    let resting = atlas().links().iter().find_map(|link| match &link.evidence[..] {
        [Evidence::Stated(quote)] if quote.exact.len() > 60 => Some((link, quote)),
        _ => None,
    });
    let (link, quote) = resting.unwrap();
    let old = atlas().document(&quote.document).unwrap();
    let text = old.text().replacen(&quote.exact, "", 1);
    let file = old.file.clone().unwrap();
    let renewed: Vec<(&str, Vec<u8>)> = BUILTIN_FILES
        .iter()
        .map(|(name, bytes)| {
            if *name == file {
                (*name, text.clone().into_bytes())
            } else if Path::new(name).extension().is_some_and(|end| end == "toml") {
                let table = String::from_utf8(bytes.to_vec()).unwrap();
                (*name, table.replace(&old.sha256, &sha256(text.as_bytes())).into_bytes())
            } else {
                (*name, bytes.to_vec())
            }
        })
        .collect();
    let files: Vec<(&str, &[u8])> = renewed.iter().map(|(name, b)| (*name, b.as_slice())).collect();
    let draft = folder::read(&Files::new("seeds", &files));
    assert!(draft.findings.iter().any(|finding| finding.code == "quote-not-found"));
    (link.id.to_string(), draft.into_atlas().unwrap())
}

#[test]
fn a_claim_whose_sentence_is_gone_is_unverified_wherever_it_is_told() {
    let (id, broken) = without_a_sentence();
    let link = broken.link(&id.as_str().into()).unwrap();
    assert_eq!(link.basis(), Basis::Unverified);
    let basis = |filter: &str| {
        let filter = protecteu_atlas::filter::read(filter, &broken).unwrap();
        visible(&broken, &Question { filter, ..Question::default() }).kept_links.contains(&link.id)
    };
    assert!(basis("basis:unverified") && !basis("basis:stated"));
    let all = facets(&broken, &View::default().filter);
    let facet = all.iter().find(|facet| facet.key == Key::Basis).unwrap();
    assert!(facet.entries.iter().any(|entry| entry.value == "unverified" && entry.count > 0));

    let around = View { focus: Some(link.source.clone()), depth: 1, ..View::default() };
    let picture = Picture::of(&broken, &around, vec2(1600.0, 900.0));
    let drawn = picture.scene.links.iter().find(|l| l.members == [link.id.clone()]);
    assert_eq!(drawn.unwrap().line, LineMeaning::Basis(Basis::Unverified));
    assert!(picture.unsupported.n_unverified > 0);
    let sentence = picture.unsupported.sentence().unwrap();
    let options = ExportOptions::default();
    let page: Page = page_of(&ExportRequest::new(&broken, &around, &options)).unwrap();
    assert!(format!("{:?}", page.marks).contains(&sentence), "{sentence}");

    let csv = csv_rows(&written("csv", &broken, &around)[1], "Id");
    assert_eq!(csv[&id]["basis"], "unverified");
    for extension in ["graphml", "gexf"] {
        let rows = xml_rows(&written(extension, &broken, &around)[0], "edge");
        assert_eq!(rows[&id]["basis"], "unverified");
    }
    let json: Value = serde_json::from_str(&written("json", &broken, &around)[0]).unwrap();
    let edges = json["graph"]["edges"].as_array().unwrap();
    let edge = edges.iter().find(|edge| edge["id"] == id.as_str()).unwrap();
    assert_eq!(edge["metadata"]["standing"], "unverified");
    assert_eq!(edge["metadata"]["evidence"][0]["standing"], "unverified");
    // It comes back as it was, and is still an error.
    let text = written("json", &broken, &View::default()).remove(0);
    let read = protecteu_atlas::wire::json::read(&text, "a.json");
    assert!(read.has_errors());
    assert_eq!(read.atlas.unwrap().link(&link.id), Some(link));
    for extension in ["md", "html"] {
        let text = written(extension, &broken, &around).remove(0);
        assert!(text.to_lowercase().contains("unverified"), "{extension}");
    }
}

#[test]
fn a_plain_graph_says_nothing_of_a_source() {
    let text =
        r#"{"graph": {"nodes": {"A": {}, "B": {}}, "edges": [{"source": "A", "target": "B"}]}}"#;
    let plain = protecteu_atlas::wire::json::read(text, "g.json").atlas.unwrap();
    let link = &plain.links()[0];
    assert_eq!(link.basis(), Basis::None);
    let picture = Picture::of(&plain, &View::first(&plain), vec2(800.0, 600.0));
    assert_eq!(picture.scene.lines, [LineMeaning::Basis(Basis::None)]);
    // A graph that knows no evidence lacks none.
    assert_eq!(picture.unsupported.sentence(), None);
    for extension in ["csv", "graphml", "gexf", "json", "md", "dot"] {
        let all = written(extension, &plain, &View::first(&plain)).concat();
        assert!(!all.contains("stated") && !all.contains("the source says"), "{extension}: {all}");
    }
    let filter = view("").filter;
    let all = facets(&plain, &filter);
    let facet = all.iter().find(|facet| facet.key == Key::Basis).unwrap();
    let count = |word: &str| facet.entries.iter().find(|e| e.value == word).map(|e| e.count);
    assert_eq!((count("stated"), count("none")), (Some(0), Some(2)));
}
