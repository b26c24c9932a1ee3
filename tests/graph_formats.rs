//! GraphML, GEXF, DOT and CSV: well-formed, with the very nodes and links a view keeps.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::{atlas, folded, view};
use protecteu_atlas::atlas::{Atlas, AtlasParts, Link, Node, NodeKind, Relation};
use protecteu_atlas::export::{ExportError, ExportOptions, ExportRequest, FORMATS, Format};
use protecteu_atlas::scene::{Rgb, Theme};
use protecteu_atlas::view::{Picture, Unfold, View};
use resvg::usvg::roxmltree::Document;

const FILTERS: [&str; 4] = ["", "threat:terrorism", "actor:europol kind:actor,action", "id:siac"];

fn files(extension: &str, atlas: &Atlas, view: &View) -> Vec<String> {
    let options = ExportOptions::default();
    let request = ExportRequest::new(atlas, view, &options);
    let files = Format::from_extension(extension).unwrap().files(&request).unwrap();
    files.into_iter().map(|bytes| String::from_utf8(bytes).unwrap()).collect()
}

fn file(extension: &str, atlas: &Atlas, view: &View) -> String {
    files(extension, atlas, view).remove(0)
}

/// The ids a view keeps: nodes and links.
fn kept(atlas: &Atlas, view: &View) -> (BTreeSet<String>, BTreeSet<String>) {
    let visible = Picture::of(atlas, view, ExportOptions::default().size).visible;
    let nodes = visible.kept_nodes.iter().map(ToString::to_string).collect();
    (nodes, visible.kept_links.iter().map(ToString::to_string).collect())
}

/// The ids of the elements of some name.
fn ids(document: &Document<'_>, element: &str) -> Vec<String> {
    let found = document.descendants().filter(|node| node.has_tag_name(element));
    found.map(|node| node.attribute("id").unwrap().to_owned()).collect()
}

fn check_xml(extension: &str) {
    for text in FILTERS {
        let view = view(text);
        let xml = file(extension, atlas(), &view);
        let document = Document::parse(&xml).unwrap();
        let (nodes, links) = (ids(&document, "node"), ids(&document, "edge"));
        let expected = kept(atlas(), &view);
        assert_eq!(nodes.len(), expected.0.len(), "{extension} {text:?}: no node twice");
        assert_eq!(nodes.into_iter().collect::<BTreeSet<_>>(), expected.0, "{extension} {text:?}");
        assert_eq!(links.len(), expected.1.len(), "{extension} {text:?}: no link twice");
        assert_eq!(links.into_iter().collect::<BTreeSet<_>>(), expected.1, "{extension} {text:?}");
        assert_eq!(xml, file(extension, atlas(), &view), "{extension}: the same bytes twice");
    }
}

#[test]
fn graphml_and_gexf_hold_what_the_view_keeps() {
    check_xml("graphml");
    check_xml("gexf");
}

#[test]
fn every_value_of_graphml_and_gexf_is_declared() {
    let graphml = file("graphml", atlas(), &view(""));
    let document = Document::parse(&graphml).unwrap();
    let keys: BTreeSet<String> = ids(&document, "key").into_iter().collect();
    for data in document.descendants().filter(|node| node.has_tag_name("data")) {
        assert!(keys.contains(data.attribute("key").unwrap()));
    }
    let gexf = file("gexf", atlas(), &view(""));
    let document = Document::parse(&gexf).unwrap();
    let attributes = |class: &str| {
        let mut found = document.descendants().filter(|node| node.has_tag_name("attributes"));
        let of_class = found.find(|node| node.attribute("class") == Some(class)).unwrap();
        of_class.children().filter(roxmltree_element).count()
    };
    for (class, element) in [("node", "node"), ("edge", "edge")] {
        let n_declared = attributes(class);
        assert!(n_declared > 5);
        for value in document.descendants().filter(|node| node.has_tag_name("attvalue")) {
            let owner = value.parent().unwrap().parent().unwrap();
            if owner.has_tag_name(element) {
                assert!(value.attribute("for").unwrap().parse::<usize>().unwrap() < n_declared);
            }
        }
    }
}

fn roxmltree_element(node: &resvg::usvg::roxmltree::Node<'_, '_>) -> bool {
    node.is_element()
}

#[test]
fn gexf_says_where_what_is_drawn_stands_with_y_upwards() {
    let view = folded("threat:terrorism", Unfold::All);
    let gexf = file("gexf", atlas(), &view);
    let document = Document::parse(&gexf).unwrap();
    let picture = Picture::of(atlas(), &view, ExportOptions::default().size);
    let mut n_placed = 0;
    for (node, place) in picture.visible.nodes.iter().zip(&picture.layout.boxes) {
        let element = document
            .descendants()
            .find(|e| e.has_tag_name("node") && e.attribute("id") == Some(node.id.as_str()));
        let Some(element) = element else { continue };
        let position = element.children().find(|e| e.tag_name().name() == "position").unwrap();
        let y: f32 = position.attribute("y").unwrap().parse().unwrap();
        assert!((y + place.rect.center().y).abs() < 0.01);
        n_placed += 1;
    }
    assert!(n_placed > 20);
}

#[test]
fn gexf_gives_each_colour_as_the_three_channels_every_reader_knows() {
    for theme in Theme::ALL {
        let gexf = file("gexf", atlas(), &View { theme, ..view("threat:terrorism") });
        let document = Document::parse(&gexf).unwrap();
        let mut n_colors = 0;
        for node in document.descendants().filter(|e| e.has_tag_name("node")) {
            let color = node.children().find(|e| e.tag_name().name() == "color").unwrap();
            let channel = |name| color.attribute(name).unwrap().parse::<u8>().unwrap();
            let hex = Rgb(channel("r"), channel("g"), channel("b")).to_hex();
            assert_eq!(color.attributes().len(), 3, "channels and nothing beside them");
            let told = node.descendants().filter_map(|e| e.attribute("value"));
            assert!(told.into_iter().any(|value| value == hex), "{hex} is the column's colour");
            n_colors += 1;
        }
        assert!(n_colors > 20);
    }
}

#[test]
fn csv_has_a_row_for_each_node_and_link_and_gephi_headings() {
    for text in FILTERS {
        let view = view(text);
        let [nodes, links] = files("csv", atlas(), &view).try_into().unwrap();
        let expected = kept(atlas(), &view);
        let heads = |csv: &str| csv.lines().next().unwrap().to_owned();
        assert!(heads(&nodes).starts_with("Id,Label,kind,"), "{}", heads(&nodes));
        assert!(heads(&links).starts_with("Source,Target,Type,Id,Label,relation,"));
        // Rows end with CR LF; a line break inside a field is a lone LF.
        assert_eq!(nodes.matches("\r\n").count(), expected.0.len() + 1, "{text:?}");
        assert_eq!(links.matches("\r\n").count(), expected.1.len() + 1, "{text:?}");
    }
}

#[test]
fn dot_has_a_line_for_each_node_and_link() {
    for text in FILTERS {
        let view = view(text);
        let dot = file("dot", atlas(), &view);
        let (nodes, links) = kept(atlas(), &view);
        let n_links = dot.lines().filter(|line| line.contains(" -> ")).count();
        assert_eq!(n_links, links.len(), "{text:?}");
        for id in nodes {
            assert!(dot.contains(&format!("  \"{id}\" [label=")), "{id}");
        }
    }
}

#[test]
fn foreign_text_does_no_harm_in_any_notation() {
    let nasty = "<a>\"&\\N\n]]> =cmd|' /C calc'!A0";
    let nodes = vec![
        Node::new("a".into(), NodeKind::Plain, nasty.to_owned()),
        Node::new("b\"><".into(), NodeKind::Plain, "=1+1".to_owned()),
    ];
    let link = Link {
        id: "l".into(),
        source: "a".into(),
        target: "b\"><".into(),
        relation: Relation::Other(nasty.to_owned()),
        evidence: Vec::new(),
    };
    let parts = AtlasParts { nodes, links: vec![link], ..AtlasParts::default() };
    let atlas = Atlas::new(parts).unwrap();
    for extension in ["graphml", "gexf"] {
        let xml = file(extension, &atlas, &View::first(&atlas));
        let document = Document::parse(&xml).unwrap();
        assert_eq!(ids(&document, "node"), ["a", "b\"><"]);
    }
    let csv = file("csv", &atlas, &View::first(&atlas));
    assert!(csv.contains("'=1+1"), "a formula is text");
    let dot = file("dot", &atlas, &View::first(&atlas));
    assert!(!dot.contains(nasty) && dot.contains("\\\"&\\\\N\\n"));
}

#[test]
fn a_format_of_several_files_names_them_and_needs_a_name() {
    let csv = Format::from_extension("csv").unwrap();
    let paths = csv.paths(Path::new("out/terrorism.csv"));
    assert_eq!(paths, [Path::new("out/terrorism-nodes.csv"), Path::new("out/terrorism-links.csv")]);
    let (view, options) = (view(""), ExportOptions::default());
    let request = ExportRequest::new(atlas(), &view, &options);
    assert!(matches!(csv.bytes(&request), Err(ExportError::SeveralFiles { n_files: 2, .. })));
    for format in FORMATS {
        assert_eq!(format.paths(Path::new("x")).len(), format.files(&request).unwrap().len());
    }
}

#[test]
fn a_graph_is_called_as_its_view_is() {
    let view = view("actor:europol");
    let named = |name: &str| View { name: Some(name.to_owned()), ..view.clone() };
    let given = View { title: Some("Who may ask".to_owned()), ..named("Europol alone") };
    for extension in ["dot", "gexf", "graphml", "md"] {
        let check = |view: &View, title: &str| {
            assert!(file(extension, atlas(), view).contains(title), "{extension}: {title}");
        };
        check(&named("Europol alone"), "ProtectEU: Europol alone");
        check(&given, "Who may ask");
        check(&view, &Picture::sentence_of(atlas(), &view));
    }
}
