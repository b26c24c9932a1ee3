//! The HTML page: well-formed, with the very nodes and links of the view, where the picture has
//! them; nothing in it is loaded from elsewhere and no text becomes markup.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{atlas, folded, view};
use protecteu_atlas::atlas::{
    Atlas, AtlasParts, Document, Evidence, Link, LinkId, Node, NodeId, NodeKind, Relation, Span,
    spoken_date,
};
use protecteu_atlas::export::{ExportOptions, ExportRequest, Format};
use protecteu_atlas::scene::Theme;
use protecteu_atlas::view::{Picture, Unfold, View};
use resvg::usvg::roxmltree;
use serde_json::Value;

const FILTERS: [&str; 4] = ["", "threat:terrorism", "actor:europol kind:actor,action", "id:siac"];

fn file(extension: &str, atlas: &Atlas, view: &View) -> String {
    let options = ExportOptions::default();
    let request = ExportRequest::new(atlas, view, &options);
    let bytes = Format::from_extension(extension).unwrap().bytes(&request).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn page(atlas: &Atlas, view: &View) -> String {
    file("html", atlas, view)
}

/// What stands between two marks, the first time they occur.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap();
    rest.split_once(end).unwrap().0
}

fn data(page: &str) -> Value {
    serde_json::from_str(between(page, "id=\"data\">", "</script>")).unwrap()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|thing| thing["id"].as_str().unwrap()).collect()
}

/// The drawing as XML, which its elements are written as.
fn drawing(page: &str) -> String {
    let start = page.find("<svg id=\"graph\"").unwrap();
    let end = page[start..].find("</svg>\n  </div>").unwrap();
    page[start..start + end + "</svg>".len()].to_owned()
}

#[test]
fn the_page_knows_the_very_nodes_and_links_of_the_view() {
    for text in FILTERS {
        let view = view(text);
        let visible = Picture::of(atlas(), &view, ExportOptions::default().size).visible;
        let data = data(&page(atlas(), &view));
        let nodes: BTreeSet<&str> = visible.kept_nodes.iter().map(NodeId::as_str).collect();
        let links: BTreeSet<&str> = visible.kept_links.iter().map(LinkId::as_str).collect();
        for (known, kept) in [(ids(&data["nodes"]), nodes), (ids(&data["links"]), links)] {
            assert_eq!(known.len(), kept.len(), "{text:?}: none twice");
            assert_eq!(known.into_iter().collect::<BTreeSet<_>>(), kept, "{text:?}");
        }
    }
}

#[test]
fn every_node_is_drawn_or_folded_into_one_that_is() {
    for (text, way) in [("", Unfold::None), ("", Unfold::Auto), ("threat:terrorism", Unfold::All)] {
        let page = page(atlas(), &folded(text, way));
        let drawing = drawing(&page);
        let document = roxmltree::Document::parse(&drawing).unwrap();
        let boxes: BTreeSet<&str> =
            document.descendants().filter_map(|e| e.attribute("data-id")).collect();
        let data = data(&page);
        for node in data["nodes"].as_array().unwrap() {
            let drawn_in = node["box"].as_str().or_else(|| node["id"].as_str()).unwrap();
            assert!(boxes.contains(drawn_in), "{text:?} {way:?} {drawn_in}");
        }
        for link in document.descendants().filter(|e| e.has_attribute("data-source")) {
            for end in ["data-source", "data-target"] {
                assert!(boxes.contains(link.attribute(end).unwrap()), "{text:?}");
            }
        }
    }
}

#[test]
fn each_quote_is_told_with_its_document_and_section() {
    let data = data(&page(atlas(), &view("threat:terrorism")));
    let nodes = data["nodes"].as_array().unwrap();
    for told in nodes {
        let node = atlas().node(&told["id"].as_str().unwrap().into()).unwrap();
        let quotes: Vec<_> = node.evidence.iter().filter_map(Evidence::quote).collect();
        let evidence = told["evidence"].as_array().cloned().unwrap_or_default();
        assert_eq!(evidence.len(), node.evidence.len(), "{}", node.id);
        let told: Vec<&Value> = evidence.iter().filter(|e| e.get("words").is_some()).collect();
        for (quote, told) in quotes.iter().zip(told) {
            let place = atlas().cite(&quote.document, quote.span).unwrap().place();
            assert_eq!(
                (told["words"].as_str(), told["place"].as_str()),
                (Some(quote.exact.as_str()), Some(place.as_str()))
            );
        }
    }
}

/// Labels by their words with the x and y they stand at, those that occur once.
fn labels(svg: &str) -> BTreeMap<String, (f64, f64)> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let mut found = BTreeMap::<String, Vec<(f64, f64)>>::new();
    for text in document.descendants().filter(|e| e.tag_name().name() == "text") {
        let side = |name| text.attribute(name).unwrap().parse::<f64>().unwrap();
        let words = text.text().unwrap_or_default().to_owned();
        found.entry(words).or_default().push((side("x"), side("y")));
    }
    let once = found.into_iter().filter(|(_, places)| places.len() == 1);
    once.map(|(words, places)| (words, places[0])).collect()
}

#[test]
fn boxes_stand_where_the_picture_has_them() {
    let view = view("threat:terrorism");
    let svg = labels(&file("svg", atlas(), &view));
    let html = labels(&drawing(&page(atlas(), &view)));
    let shared: Vec<_> =
        html.iter().filter_map(|(words, at)| Some((words, *at, *svg.get(words)?))).collect();
    assert!(shared.len() > 40, "{} labels in both", shared.len());
    // The picture is the drawing moved and scaled: two labels far apart tell how.
    let (_, a, a_svg) = shared.iter().min_by(|p, q| p.1.0.total_cmp(&q.1.0)).unwrap();
    let (_, b, b_svg) = shared.iter().max_by(|p, q| p.1.0.total_cmp(&q.1.0)).unwrap();
    let scale = (b_svg.0 - a_svg.0) / (b.0 - a.0);
    for (words, at, at_svg) in &shared {
        let x = a_svg.0 + (at.0 - a.0) * scale;
        let y = a_svg.1 + (at.1 - a.1) * scale;
        assert!((x - at_svg.0).abs() < 0.5 && (y - at_svg.1).abs() < 0.5, "{words}: {x}, {y}");
    }
}

#[test]
fn nothing_is_loaded_and_only_the_page_s_own_script_may_run() {
    for text in FILTERS {
        let page = page(atlas(), &view(text));
        let markup = page.split("<script type=\"application/json\"").next().unwrap();
        for word in [" src=", "<link", "<img", "<iframe", "<object", "@import", "url(http"] {
            assert!(!markup.contains(word), "{text:?} {word}");
        }
        let script = between(&page, "<script type=\"module\">", "</script>");
        for word in [
            "fetch(",
            "XMLHttpRequest",
            "WebSocket",
            "import(",
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
        ] {
            assert!(!script.contains(word), "{word}");
        }
        let policy = between(&page, "Content-Security-Policy\" content=\"", "\"");
        assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert_eq!(page.matches("<script").count(), 2, "{text:?}");
    }
}

#[test]
fn foreign_text_becomes_no_markup() {
    let nasty = "</script><script>alert(1)</script><!--\"'><b onclick=x>&\u{2028}{{data}}";
    let mut document = Document::new("d".into(), nasty.into(), nasty.into(), String::new());
    document.url = Some("javascript:alert(1)".to_owned());
    let quote = document.quote(Span { start: 0, end: nasty.chars().count() });
    let mut node = Node::new("\"><script>".into(), NodeKind::Action, nasty.to_owned());
    node.summary = Some(nasty.to_owned());
    node.identifiers.url = Some("javascript:alert(1)".to_owned());
    node.evidence = vec![Evidence::Stated(quote)];
    let link = Link {
        id: nasty.into(),
        source: node.id.clone(),
        target: node.id.clone(),
        relation: Relation::Other(nasty.to_owned()),
        evidence: Vec::new(),
    };
    let parts = AtlasParts {
        title: nasty.to_owned(),
        summary: Some(nasty.to_owned()),
        documents: vec![document],
        nodes: vec![node],
        links: vec![link],
        ..AtlasParts::default()
    };
    let atlas = Atlas::new(parts).unwrap();
    let page = page(&atlas, &View { name: Some(nasty.to_owned()), ..View::first(&atlas) });
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script>").count(), 2);
    assert!(!page.contains("<b onclick") && !page.contains("<!--"));
    assert!(!page.contains("href=\"javascript"));
    let data = data(&page);
    assert_eq!(data["nodes"][0]["label"], nasty);
    assert_eq!(data["nodes"][0].get("facts"), None, "an address nobody may follow is left out");
    roxmltree::Document::parse(&drawing(&page)).unwrap();
}

#[test]
fn both_themes_are_in_the_page_and_the_view_s_does_not_change_it() {
    let in_theme = |theme| page(atlas(), &View { theme, ..view("id:siac") });
    assert_eq!(in_theme(Theme::Light), in_theme(Theme::Dark));
    let page = in_theme(Theme::Light);
    for theme in Theme::ALL {
        let ground = theme.color(protecteu_atlas::scene::Paint::Ground).to_hex();
        assert!(page.contains(&format!("--ground:{ground}")), "{theme:?}");
    }
    // What the script sets itself, or puts together from a word and a number.
    let by_script = ["hue", "threat-"];
    for name in page.split("var(--").skip(1).filter_map(|rest| rest.split([')', '$', ',']).next()) {
        let is_set = page.contains(&format!("--{name}:")) || by_script.contains(&name);
        assert!(is_set, "--{name} has no colour");
    }
}

#[test]
fn title_filter_legend_and_sources_stand_in_the_page_without_its_script() {
    let view = view("threat:terrorism");
    let page = page(atlas(), &view);
    let picture = Picture::of(atlas(), &view, ExportOptions::default().size);
    let (markup, _) = page.split_once("<script type=\"application/json\"").unwrap();
    let escaped = |text: &str| text.replace('&', "&amp;");
    let title = escaped(&format!("ProtectEU: {}", picture.sentence));
    assert!(markup.contains(&format!("<h1>{title}</h1>")), "{title}");
    let as_of = format!("atlas as of {}", spoken_date(atlas().as_of().unwrap()));
    for words in [picture.count_sentence(), "the source says".into(), as_of] {
        assert!(markup.contains(&words), "{words}");
    }
    for document in atlas().documents() {
        assert!(markup.contains(&escaped(&document.title)), "{}", document.title);
    }
}

#[test]
fn a_view_that_keeps_nothing_is_a_page_that_says_so() {
    let page = page(atlas(), &view("kind:pillar subtype:agency"));
    assert!(page.contains("<p class=\"empty\">Nothing in the atlas answers this filter.</p>"));
    assert_eq!(ids(&data(&page)["nodes"]), Vec::<&str>::new());
}

/// The boxes of a drawing that can be pressed: what is read in each, line after line as the markup
/// has them, and what each is called.
fn boxes(drawing: &str) -> Vec<(String, String)> {
    let document = roxmltree::Document::parse(drawing).unwrap();
    let buttons = document.descendants().filter(|e| e.attribute("role") == Some("button"));
    let read = |button: roxmltree::Node<'_, '_>| -> String {
        button
            .descendants()
            .filter(roxmltree::Node::is_text)
            .filter_map(|part| part.text())
            .collect()
    };
    buttons.map(|b| (read(b), b.attribute("aria-label").unwrap().to_owned())).collect()
}

#[test]
fn a_box_is_called_as_it_is_drawn() {
    for (text, way) in [("", Unfold::None), ("", Unfold::Auto), ("threat:terrorism", Unfold::All)] {
        let view = folded(text, way);
        let labels: BTreeSet<String> = Picture::of(atlas(), &view, ExportOptions::default().size)
            .scene
            .nodes
            .iter()
            .map(|node| node.label.clone())
            .collect();
        let boxes = boxes(&drawing(&page(atlas(), &view)));
        assert!(boxes.len() > 10, "{text:?}");
        for (read, name) in boxes {
            assert!(name.starts_with(&read), "{text:?}: {read:?} is called {name:?}");
            // Notes, and a count of what is folded or open in a frame, stand behind the label.
            let begins = |label: &String| {
                read.strip_prefix(label.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            };
            assert!(labels.iter().any(begins), "{text:?}: {read:?} runs lines together");
        }
    }
}

#[test]
fn a_label_that_does_not_fit_its_box_is_said_whole_and_begins_as_drawn() {
    let labels = [
        "Verordnungsvorschlagsfolgenabschätzungsausschusssitzungsprotokollführerin".to_owned(),
        ["maritime", "security", "of", "ports"].repeat(12).join(" "),
        "a".repeat(300),
    ];
    let nodes = labels.iter().enumerate();
    let nodes = nodes.map(|(at, label)| {
        Node::new(at.to_string().as_str().into(), NodeKind::Action, label.clone())
    });
    let parts = AtlasParts { nodes: nodes.collect(), ..AtlasParts::default() };
    let atlas = Atlas::new(parts).unwrap();
    let boxes = boxes(&drawing(&page(&atlas, &folded("", Unfold::All))));
    assert_eq!(boxes.len(), labels.len());
    for (read, name) in boxes {
        assert!(name.starts_with(&read), "{read:?} is called {name:?}");
        assert!(labels.iter().any(|label| name.contains(label)), "{name:?}");
    }
}

#[test]
fn all_that_is_read_stands_in_a_landmark() {
    let page = page(atlas(), &view("threat:terrorism"));
    let (_, body) = page.split_once("<body>").unwrap();
    // A line of the skeleton that is not indented begins a part of the page.
    let parts = ["<header>", "<main>", "<footer>", "<p id=\"said\" role=\"status\"", "<script"];
    let at: Vec<usize> =
        parts.iter().map(|part| body.find(&format!("\n{part}")).unwrap()).collect();
    assert!(at.is_sorted(), "{at:?}");
    for landmark in ["header", "main", "footer"] {
        assert_eq!(body.matches(&format!("<{landmark}>")).count(), 1);
    }
    let between = |end: &str, start: &str| {
        let (_, rest) = body.split_once(end).unwrap();
        rest.split_once(start).unwrap().0.trim().to_owned()
    };
    assert_eq!(between("</header>", "<main>"), "");
    assert_eq!(between("</main>", "<footer>"), "");
    assert_eq!(between("</footer>", "<p id=\"said\""), "");
}
