//! The register of claims in Markdown, read with a `CommonMark` parser: a heading for each node and
//! link, a quote for each quote, and ways that lead somewhere.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;

use common::{atlas, folded, view};
use protecteu_atlas::atlas::{
    Atlas, AtlasParts, Basis, Confidence, Document, Evidence, Link, Node, NodeKind, Relation, Span,
    spoken_date,
};
use protecteu_atlas::export::{ExportOptions, ExportRequest, Format};
use protecteu_atlas::survey::gaps;
use protecteu_atlas::view::{Picture, Unfold, View};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

const FILTERS: [&str; 5] =
    ["", "threat:terrorism", "actor:europol kind:actor,action", "id:siac", "kind:pillar"];

fn register(atlas: &Atlas, view: &View, options: &ExportOptions) -> String {
    let request = ExportRequest::new(atlas, view, options);
    String::from_utf8(Format::from_extension("md").unwrap().bytes(&request).unwrap()).unwrap()
}

/// What a parser sees in a file.
#[derive(Default)]
struct Read {
    headings: Vec<(HeadingLevel, String)>,
    quotes: Vec<String>,
    ways: BTreeSet<String>,
    addresses: BTreeSet<String>,
    anchors: Vec<String>,
    html: Vec<String>,
    text: String,
}

fn read(markdown: &str) -> Read {
    let mut read = Read::default();
    let mut depth = 0;
    let mut is_heading = false;
    let extensions = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(markdown, extensions) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                read.headings.push((level, String::new()));
                is_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => is_heading = false,
            Event::Start(Tag::BlockQuote(_)) => {
                read.quotes.push(String::new());
                depth += 1;
            }
            Event::End(TagEnd::BlockQuote(_)) => depth -= 1,
            Event::Start(Tag::Link { dest_url, .. }) => match dest_url.strip_prefix('#') {
                Some(anchor) => drop(read.ways.insert(anchor.to_owned())),
                None => drop(read.addresses.insert(dest_url.into_string())),
            },
            Event::Text(text) => {
                if is_heading {
                    read.headings.last_mut().unwrap().1.push_str(&text);
                }
                if depth > 0 {
                    read.quotes.last_mut().unwrap().push_str(&text);
                }
                read.text.push_str(&text);
                read.text.push('\n');
            }
            Event::InlineHtml(html) | Event::Html(html) => {
                let id = html.strip_prefix("<span id=\"").and_then(|rest| rest.strip_suffix("\">"));
                match id {
                    Some(id) => read.anchors.push(id.to_owned()),
                    None => read.html.push(html.into_string()),
                }
            }
            Event::Start(Tag::Table(_) | Tag::Image { .. } | Tag::CodeBlock(_)) | Event::Rule => {
                read.html.push("something nobody wrote".to_owned());
            }
            _ => {}
        }
    }
    read
}

fn headings(read: &Read, wanted: HeadingLevel) -> Vec<&str> {
    let of_level = read.headings.iter().filter(|(level, _)| *level == wanted);
    of_level.map(|(_, text)| text.as_str()).collect()
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_node_link_and_quote_of_the_view_is_there_once() {
    for text in FILTERS {
        let view = view(text);
        let visible = Picture::of(atlas(), &view, ExportOptions::default().size).visible;
        let read = read(&register(atlas(), &view, &ExportOptions::default()));
        let nodes = atlas().nodes().iter().filter(|n| visible.kept_nodes.contains(&n.id));
        let links = atlas().links().iter().filter(|l| visible.kept_links.contains(&l.id));
        let (nodes, links): (Vec<&Node>, Vec<&Link>) = (nodes.collect(), links.collect());

        let of_anchor = |sort: &str| read.anchors.iter().filter(|a| a.starts_with(sort)).count();
        assert_eq!(of_anchor("node-"), nodes.len(), "{text:?}");
        assert_eq!(of_anchor("link-"), links.len(), "{text:?}");
        assert_eq!(headings(&read, HeadingLevel::H4).len(), links.len(), "{text:?}");
        let names = headings(&read, HeadingLevel::H3);
        for node in &nodes {
            assert!(names.contains(&node.label.as_str()), "{text:?} {}", node.label);
        }

        let of_links = links.iter().flat_map(|link| &link.evidence);
        let evidence = nodes.iter().flat_map(|node| node.all_evidence()).chain(of_links);
        let quotes: Vec<String> =
            evidence.filter_map(Evidence::quote).map(|q| in_one_line(&q.exact)).collect();
        assert_eq!(read.quotes.len(), quotes.len(), "{text:?}");
        for quote in quotes {
            let words = format!("“{quote}”");
            assert!(read.quotes.iter().any(|found| found.starts_with(&words)), "{quote}");
        }
    }
}

#[test]
fn every_way_leads_to_one_place_and_nothing_else_is_html() {
    for text in FILTERS {
        let read = read(&register(atlas(), &view(text), &ExportOptions::default()));
        let anchors: BTreeSet<String> = read.anchors.iter().cloned().collect();
        assert_eq!(anchors.len(), read.anchors.len(), "{text:?}: no place twice");
        let lost: Vec<_> = read.ways.difference(&anchors).collect();
        assert_eq!(lost, Vec::<&String>::new(), "{text:?}");
        assert!(read.html.iter().all(|html| html == "</span>"), "{text:?} {:?}", read.html);
        assert!(read.addresses.iter().all(|url| url.starts_with("https://")), "{text:?}");
    }
}

#[test]
fn filter_dates_gaps_and_sources_are_told_in_words() {
    let view = view("threat:terrorism");
    let options = ExportOptions { date: Some("2026-07-03".to_owned()), ..Default::default() };
    let markdown = register(atlas(), &view, &options);
    let read = read(&markdown);
    let picture = Picture::of(atlas(), &view, options.size);
    for words in [
        format!("Filter: {}", picture.sentence),
        format!("Shown: {}", picture.count_sentence()),
        format!("Atlas as of: {}", spoken_date(atlas().as_of().unwrap())),
        "Exported on: 3 July 2026".to_owned(),
    ] {
        assert!(read.text.contains(&words), "{words}");
    }
    let visible = &picture.visible;
    for gap in gaps(atlas(), &visible.kept_nodes, &visible.kept_links) {
        let heading = format!("{} ({})", gap.spec.heading, gap.lines.len());
        assert!(headings(&read, HeadingLevel::H3).contains(&heading.as_str()), "{heading}");
    }
    let (_, sources) = markdown.split_once("</span>Sources").unwrap();
    for document in atlas().documents() {
        let licence = document.licence.as_deref().unwrap();
        assert!(sources.contains(&document.title), "{}", document.title);
        assert!(sources.contains(licence), "{licence}");
    }
    for basis in Basis::CLAIMED {
        assert!(markdown.to_lowercase().contains(&format!("**{}**", basis.phrase())));
    }
}

#[test]
fn foreign_text_stays_text() {
    let nasty = "# a *b* _c_ `d` [e](javascript:alert(1)) <img src=x> &amp; | ~~f~~ \\ 1. g";
    let text = format!("Before. {nasty}\n- item\n> quote\n\n    code\n");
    let mut document = Document::new("d".into(), nasty.into(), text.clone(), String::new());
    document.licence = Some(nasty.to_owned());
    document.url = Some("https://example.org/) [x](https://evil.example".to_owned());
    let quote = document.quote(Span { start: 0, end: text.chars().count() });
    let mut node = Node::new("a b\"><".into(), NodeKind::Action, nasty.to_owned());
    node.summary = Some(format!("1. {nasty}"));
    node.aliases = vec![format!("- {nasty}")];
    node.evidence = vec![
        Evidence::Stated(quote.clone()),
        Evidence::Interpreted { quote, reason: nasty.to_owned() },
        Evidence::Reference {
            citation: nasty.to_owned(),
            url: Some("javascript:alert(1)".to_owned()),
            confidence: Confidence::Memory,
        },
    ];
    let link = Link {
        id: "l](x)".into(),
        source: node.id.clone(),
        target: node.id.clone(),
        relation: Relation::Other(nasty.to_owned()),
        evidence: Vec::new(),
    };
    let parts = AtlasParts {
        title: nasty.to_owned(),
        documents: vec![document],
        nodes: vec![node],
        links: vec![link],
        ..AtlasParts::default()
    };
    let atlas = Atlas::new(parts).unwrap();
    let read = read(&register(&atlas, &View::first(&atlas), &ExportOptions::default()));
    let plain = in_one_line(nasty);
    assert_eq!(headings(&read, HeadingLevel::H1), [plain.as_str()]);
    assert!(headings(&read, HeadingLevel::H3).contains(&plain.as_str()), "{:?}", read.headings);
    assert_eq!(headings(&read, HeadingLevel::H4), [format!("{plain} {plain} {plain}")]);
    assert_eq!(read.quotes.len(), 2);
    assert!(
        read.quotes.iter().all(|found| found.contains(&in_one_line(&text))),
        "{:?}",
        read.quotes
    );
    assert!(read.html.iter().all(|html| html == "</span>"), "{:?}", read.html);
    assert!(read.addresses.is_empty(), "{:?}", read.addresses);
}

#[test]
fn what_is_folded_away_in_the_picture_is_told_all_the_same() {
    let folded =
        |way| register(atlas(), &folded("threat:terrorism", way), &ExportOptions::default());
    assert_eq!(folded(Unfold::None), folded(Unfold::All));
}

#[test]
fn a_view_that_keeps_nothing_says_so() {
    let markdown =
        register(atlas(), &view("kind:pillar subtype:agency"), &ExportOptions::default());
    assert!(markdown.contains("Nothing in the atlas answers this filter."));
    assert_eq!(read(&markdown).quotes.len(), 0);
}
