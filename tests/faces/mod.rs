//! What each face of an atlas tells of its nodes and links, read back from what was written.
//!
//! Owns the way from a notation to words and values, and nothing of what should be told.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper may fail its test")]

use std::collections::BTreeMap;

use protecteu_atlas::atlas::Basis;
use protecteu_atlas::filter::capitalised;
use protecteu_atlas::scene::{Paint, Theme};
use pulldown_cmark::{Event, Parser, Tag};
use resvg::usvg::roxmltree::Document;
use serde_json::Value;

/// What is told of one thing: a value for each word.
pub(crate) type Told = BTreeMap<&'static str, String>;

/// What is told of things, by id.
pub(crate) type Things = BTreeMap<String, Told>;

const WORDS: [&str; 5] = ["basis", "reason", "threats", "n_links", "color"];

/// Rows by the column called `key`, with the words among their columns.
pub(crate) fn csv_rows(text: &str, key: &str) -> Things {
    csv_row_list(text, key).into_iter().collect()
}

/// The same row by row, where a thing may have several.
pub(crate) fn csv_row_list(text: &str, key: &str) -> Vec<(String, Told)> {
    let mut rows = Vec::new();
    let (mut row, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    let heads = rows.remove(0);
    let at = |name: &str| heads.iter().position(|head| head == name);
    let told = |row: &Vec<String>| {
        let words = WORDS.into_iter().filter_map(|word| Some((word, row[at(word)?].clone())));
        (row[at(key).unwrap()].clone(), words.collect())
    };
    rows.iter().map(told).collect()
}

/// The values of GraphML or GEXF by element, where a declaration names each key.
pub(crate) fn xml_rows(text: &str, element: &str) -> Things {
    let document = Document::parse(text).unwrap();
    let of_class = |key: &resvg::usvg::roxmltree::Node<'_, '_>| {
        key.is_element()
            && (key.attribute("for") == Some(element)
                || key.parent().and_then(|all| all.attribute("class")) == Some(element))
    };
    let mut names = BTreeMap::new();
    for key in document.descendants().filter(of_class) {
        let name = key.attribute("attr.name").or_else(|| key.attribute("title"));
        names.insert(key.attribute("id").unwrap(), name.unwrap());
    }
    let things = document.descendants().filter(|e| e.tag_name().name() == element);
    let told = |thing: resvg::usvg::roxmltree::Node<'_, '_>| {
        let mut told: Told = WORDS
            .into_iter()
            .filter(|word| names.values().any(|name| name == word))
            .map(|word| (word, String::new()))
            .collect();
        for value in thing.descendants() {
            let key = value.attribute("key").or_else(|| value.attribute("for"));
            let name = key.and_then(|key| names.get(key));
            let Some(word) = WORDS.into_iter().find(|word| name == Some(word)) else { continue };
            let text = value.attribute("value").or_else(|| value.text()).unwrap_or_default();
            told.insert(word, text.to_owned());
        }
        (thing.attribute("id").unwrap().to_owned(), told)
    };
    things.map(told).collect()
}

/// The basis and reason that the evidence of an exported JSON thing gives.
fn json_told(evidence: &Value) -> Told {
    let rank = ["stated", "interpreted", "reference"];
    let pieces = evidence.as_array().map_or(&[][..], Vec::as_slice);
    let rank = |one: &&Value| rank.iter().position(|word| one["basis"] == *word);
    let firmest = pieces.iter().min_by_key(rank);
    let word = |key: &str| firmest.and_then(|one| one[key].as_str()).unwrap_or_default().to_owned();
    let basis = if firmest.is_some() { word("basis") } else { "none".to_owned() };
    Told::from([("basis", basis), ("reason", word("reason"))])
}

/// What the page's script knows: evidence is told firmest first by the panel, whatever its order.
pub(crate) fn page_rows(html: &str) -> (Things, Things) {
    let start = html.find("id=\"data\"").unwrap();
    let json = &html[start..];
    let json = &json[json.find('>').unwrap() + 1..json.find("</script>").unwrap()];
    let data: Value = serde_json::from_str(json).unwrap();
    let rows = |key: &str| -> Things {
        let row = |thing: &Value| {
            let mut told = json_told(&thing["evidence"]);
            if key == "nodes" {
                let hue = thing["hue"].as_u64().map(|hue| Paint::Threat(hue as usize));
                told.insert("color", Theme::Light.color(hue.unwrap_or(Paint::Soft)).to_hex());
                let threats = thing["threats"].as_array().map_or(&[][..], Vec::as_slice);
                let ids: Vec<&str> = threats.iter().map(|t| t["id"].as_str().unwrap()).collect();
                told.insert("threats", ids.join(" "));
            }
            (thing["id"].as_str().unwrap().to_owned(), told)
        };
        data[key].as_array().unwrap().iter().map(row).collect()
    };
    (rows("nodes"), rows("links"))
}

pub(crate) fn json_rows(text: &str) -> (Things, Things) {
    let graph: Value = serde_json::from_str(text).unwrap();
    let graph = &graph["graph"];
    let nodes = graph["nodes"].as_object().unwrap().iter().map(|(id, node)| {
        let about = &node["metadata"];
        let mut told = json_told(&about["evidence"]);
        let threats = about["threats"].as_array().map_or(&[][..], Vec::as_slice);
        let ids: Vec<&str> = threats.iter().map(|id| id.as_str().unwrap()).collect();
        told.insert("threats", ids.join(" "));
        (id.clone(), told)
    });
    let links = graph["edges"].as_array().unwrap().iter().map(|edge| {
        let told = json_told(&edge["metadata"]["evidence"]);
        (edge["id"].as_str().unwrap().to_owned(), told)
    });
    (nodes.collect(), links.collect())
}

/// The value of a key in a line of DOT.
fn value(line: &str, key: &str) -> Option<String> {
    let after = line.split_once(&format!("{key}=\""))?.1;
    Some(after.split_once('"')?.0.to_owned())
}

/// The colours of DOT's nodes, and the bases its patterns tell.
pub(crate) fn dot_rows(text: &str) -> (Things, Things) {
    let (mut nodes, mut links) = (BTreeMap::new(), BTreeMap::new());
    for line in text.lines().filter(|line| line.starts_with("  \"")) {
        if line.contains("\" -> \"") {
            let style = line.rsplit_once("style=").unwrap().1;
            let basis = match style.trim_end_matches(']') {
                "solid" => "stated",
                "dashed" => "interpreted",
                "dotted" => "reference",
                other => panic!("{other}"),
            };
            links.insert(value(line, "id").unwrap(), Told::from([("basis", basis.to_owned())]));
        } else {
            let id = line.trim_start().trim_start_matches('"').split('"').next().unwrap();
            nodes.insert(id.to_owned(), Told::from([("color", value(line, " color").unwrap())]));
        }
    }
    (nodes, links)
}

/// What a register in Markdown tells: of each thing the basis first named, and what is said under it.
pub(crate) fn markdown_rows(text: &str) -> (Things, Things) {
    let mut all = BTreeMap::<String, Vec<String>>::new();
    let mut blocks = &mut Vec::new();
    for event in Parser::new(text) {
        match event {
            Event::InlineHtml(html) if html.starts_with("<span id=") => {
                let anchor = html.split('"').nth(1).unwrap().to_owned();
                blocks = all.entry(anchor).or_default();
            }
            Event::Start(Tag::Paragraph | Tag::Item) => blocks.push(String::new()),
            Event::Text(text) => {
                if let Some(block) = blocks.last_mut() {
                    block.push_str(&text);
                }
            }
            _ => {}
        }
    }
    let of_sort = |sort: &str| {
        let own =
            all.iter().filter_map(|(anchor, blocks)| Some((anchor.strip_prefix(sort)?, blocks)));
        own.map(|(id, blocks)| (id.to_owned(), told_in(blocks))).collect()
    };
    (of_sort("node-"), of_sort("link-"))
}

/// The first basis that blocks of text name, and the first reason they give for it.
fn told_in(blocks: &[String]) -> Told {
    let basis_of =
        |block: &String| Basis::ALL.into_iter().find(|basis| *block == capitalised(basis.phrase()));
    let basis = blocks.iter().find_map(basis_of).unwrap_or_else(|| panic!("no basis: {blocks:?}"));
    let why = blocks.iter().find_map(|block| block.strip_prefix("Why: "));
    let why = why.filter(|_| basis == Basis::Interpreted).unwrap_or_default();
    Told::from([("basis", basis.word().to_owned()), ("reason", why.to_owned())])
}

/// What `list --format json` tells.
pub(crate) fn listed_json(text: &str) -> Things {
    let rows: Vec<Value> = serde_json::from_str(text).unwrap();
    let row = |row: &Value| {
        let mut told = json_told(&row["evidence"]);
        if let Some(n_links) = row.get("n_links") {
            let threats = row["threats"].as_array().map_or(&[][..], Vec::as_slice);
            let ids: Vec<&str> = threats.iter().map(|id| id.as_str().unwrap()).collect();
            told.insert("threats", ids.join(" "));
            told.insert("n_links", n_links.to_string());
        }
        (row["id"].as_str().unwrap().to_owned(), told)
    };
    rows.iter().map(row).collect()
}
