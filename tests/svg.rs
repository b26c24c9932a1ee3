//! Exported drawings as scripts read them: each box once with its outline and its node, each line
//! with its ends and how many links it stands for, and none of it where nothing is to be told.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use common::{atlas, folded, view};
use emath::{Rect, pos2, vec2};
use protecteu_atlas::check;
use protecteu_atlas::export::{ExportOptions, ExportRequest, Format};
use protecteu_atlas::scene::Theme;
use protecteu_atlas::view::{Unfold, View};
use protecteu_atlas::wire::briefing_from_record;
use protecteu_atlas::wire::picture::{PictureSort, carried};
use resvg::usvg::roxmltree::{Document, Node};
use serde_json::Value;

fn svg(view: &View, size: (f32, f32), metadata: bool) -> String {
    let options =
        ExportOptions { size: vec2(size.0, size.1), metadata, ..ExportOptions::default() };
    let request = ExportRequest::new(atlas(), view, &options);
    String::from_utf8(Format::from_extension("svg").unwrap().bytes(&request).unwrap()).unwrap()
}

fn is_class(node: &Node<'_, '_>, class: &str) -> bool {
    node.attribute("class") == Some(class)
}

fn number(node: &Node<'_, '_>, name: &str) -> f32 {
    node.attribute(name).unwrap().parse().unwrap()
}

/// The room of an outline, which is a rectangle or a polygon.
fn outline(shape: &Node<'_, '_>, what: &str) -> Rect {
    match shape.tag_name().name() {
        "rect" => Rect::from_min_size(
            pos2(number(shape, "x"), number(shape, "y")),
            vec2(number(shape, "width"), number(shape, "height")),
        ),
        "polygon" => {
            let corner = |pair: &str| {
                let (x, y) = pair.split_once(',').unwrap();
                pos2(x.parse().unwrap(), y.parse().unwrap())
            };
            let points = shape.attribute("points").unwrap().split(' ');
            Rect::from_points(&points.map(corner).collect::<Vec<_>>())
        }
        name => panic!("{what}: a box begins with a {name}"),
    }
}

/// That each box stands once, begins with its outline, and has its words inside.
fn check_boxes(drawing: &Document<'_>, carried: &Value, what: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut drawn = BTreeSet::new();
    for group in drawing.descendants().filter(|node| is_class(node, "node")) {
        let id = group.attribute("data-id").unwrap();
        let what = format!("{what}: {id}");
        assert!(ids.insert(id.to_owned()), "{what} stands there twice");
        let shape = group.first_element_child().unwrap();
        let room = outline(&shape, &what);
        let lines = group
            .descendants()
            .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
        // A count stands in its box or beside it.
        let is_count = |text: &str| {
            let words = text.trim_start_matches('+').split(" of ");
            words.clone().all(|word| word.parse::<usize>().is_ok())
        };
        for line in lines.filter(|line| !line.text().is_some_and(is_count)) {
            let pos = pos2(number(&line, "x"), number(&line, "y"));
            assert!(room.contains(pos), "{what}: {:?} at {pos:?} is outside {room:?}", line.text());
            let is_short = line.text().unwrap_or_default().chars().count() < 3;
            let width = line.attribute("textLength").map(|width| width.parse::<f32>().unwrap());
            assert!(width.is_some() || is_short, "{what}: a line may become as wide as it likes");
            let right = pos.x + width.unwrap_or_default();
            assert!(right <= room.right() + 0.5, "{what}: {:?} reaches out", line.text());
        }
        match group.attribute("data-group") {
            Some(_) => assert!(number(&group, "data-count") >= 1.0, "{what}"),
            None => assert!(drawn.insert(id.to_owned())),
        }
    }
    // The carried data says of each node whether it is drawn: what is folded away has no place.
    let nodes = carried["graph"]["nodes"].as_object().unwrap();
    let placed = nodes.iter().filter(|(_, node)| node["metadata"].get("position").is_some());
    assert_eq!(drawn, placed.map(|(id, _)| id.clone()).collect(), "{what}");
    ids
}

/// That each line joins two boxes, and how many links stand between any two.
fn check_lines(
    drawing: &Document<'_>,
    ids: &BTreeSet<String>,
    what: &str,
) -> BTreeMap<[String; 2], usize> {
    let mut links = BTreeMap::new();
    let mut n_lines = 0;
    for line in drawing.descendants().filter(|node| is_class(node, "link")) {
        assert_eq!(line.tag_name().name(), "path", "{what}");
        let ends =
            ["data-source", "data-target"].map(|name| line.attribute(name).unwrap().to_owned());
        assert!(ends.iter().all(|end| ids.contains(end)), "{what}: {ends:?} is not drawn");
        let n_links = number(&line, "data-links");
        assert!(n_links >= 1.0, "{what}: {ends:?}");
        *links.entry(ends).or_insert(0) += n_links as usize;
        n_lines += 1;
    }
    assert_eq!(
        drawing.descendants().filter(|node| node.has_attribute("data-links")).count(),
        n_lines
    );
    links
}

fn check(view: &View, size: (f32, f32), what: &str) -> BTreeMap<[String; 2], usize> {
    let text = svg(view, size, true);
    let json = carried(PictureSort::Svg, Cursor::new(text.as_bytes())).unwrap();
    let json: Value = serde_json::from_str(&json).unwrap();
    let drawing = Document::parse(&text).unwrap();
    let ids = check_boxes(&drawing, &json, what);
    assert!(!ids.is_empty(), "{what}");
    let links = check_lines(&drawing, &ids, what);
    let bare = svg(view, size, false);
    assert!(!bare.contains("data-"), "{what}: a bare drawing tells what it shows");
    let n_texts = |text: &str| text.matches("<text ").count();
    assert_eq!(n_texts(&bare), n_texts(&text), "{what}");
    links
}

#[test]
fn every_built_in_view_can_be_read_by_scripts() {
    let record = check::open(None).unwrap().draft.briefing.unwrap().record();
    let (briefing, _) = briefing_from_record(&record, atlas());
    assert!(!briefing.views.is_empty());
    for named in &briefing.views {
        check(&named.view, (1600.0, 900.0), named.name());
    }
}

#[test]
fn filters_selections_and_pictures_too_small_to_read_can_be_read_by_scripts() {
    let selected = View { selected: vec!["europol".into()], ..view("actor:europol") };
    check(&selected, (1600.0, 900.0), "selected");
    let dark = View { theme: Theme::Dark, ..view("threat:terrorism") };
    check(&dark, (1280.0, 720.0), "dark");
    for size in [(640.0, 480.0), (1600.0, 900.0)] {
        check(&folded("", Unfold::All), size, "all from afar");
        check(&folded("", Unfold::None), size, "folded");
    }
}

#[test]
fn lines_stand_for_all_the_links_between_their_ends() {
    // Where nothing is folded, only what stripes and lanes say already is no line of its own.
    let rests = |relation: &str| ["addresses", "sets-out"].contains(&relation);
    let links =
        check(&folded("pillar:law-enforcement", Unfold::All), (2400.0, 1600.0), "one pillar");
    assert!(links.len() > 20, "{}", links.len());
    for ([source, target], n_links) in &links {
        let between = atlas()
            .links()
            .iter()
            .filter(|link| link.source.as_str() == source && link.target.as_str() == target);
        let relations: Vec<&str> = between.map(|link| link.relation.word()).collect();
        assert!(*n_links <= relations.len(), "{source} to {target}");
        if !relations.iter().any(|relation| rests(relation)) {
            assert_eq!(*n_links, relations.len(), "{source} to {target}");
        }
    }
}

#[test]
fn every_text_names_fonts_that_are_there_where_the_bundled_one_is_ignored() {
    let text = svg(&view("threat:drugs"), (1600.0, 900.0), true);
    let drawing = Document::parse(&text).unwrap();
    let texts = drawing.descendants().filter(|node| node.tag_name().name() == "text");
    let families: BTreeSet<_> = texts.map(|text| text.attribute("font-family").unwrap()).collect();
    assert_eq!(families, ["Inter, Arial, Liberation Sans, sans-serif"].into());
}
