//! Text that arrives: signs of every sort, from a file to what is found, checked, drawn and shown.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;

use emath::vec2;
use protecteu_atlas::atlas::{Atlas, NodeId};
use protecteu_atlas::check;
use protecteu_atlas::export::{ExportOptions, ExportRequest, Format, page_of};
use protecteu_atlas::filter::{Question, Visible, read, visible};
use protecteu_atlas::layout::LayoutKind;
use protecteu_atlas::layout::signs::{MARK, is_known};
use protecteu_atlas::scene::Form;
use protecteu_atlas::view::{Picture, View};
use protecteu_atlas::wire::{self, Opened};
use serde_json::json;

/// A plain graph of nodes without links, called `n0`, `n1` and so on.
fn graph(labels: &[&str]) -> Opened {
    let nodes =
        labels.iter().enumerate().map(|(at, label)| (format!("n{at}"), json!({ "label": label })));
    let nodes: serde_json::Map<String, serde_json::Value> = nodes.collect();
    let file = json!({ "graph": { "label": "Graph", "nodes": nodes, "edges": [] } });
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("graph.json");
    std::fs::write(&path, file.to_string()).expect("written");
    check::open(Some(&path)).expect("opened")
}

fn atlas_of(labels: &[&str]) -> Atlas {
    graph(labels).atlas.expect("it hangs together")
}

fn builtin() -> Atlas {
    wire::builtin().atlas.expect("the built-in atlas hangs together")
}

fn asked(atlas: &Atlas, filter: &str) -> Visible {
    let filter = read(filter, atlas).unwrap_or_else(|error| panic!("{filter}: {error}"));
    visible(atlas, &Question { filter, ..Question::default() })
}

/// Labels of every sort, each with what finds it and nothing else.
const FOUND: &[(&str, &[&str])] = &[
    ("Cyber\u{ad}sicher\u{ad}heit", &["cybersicherheit", "cybersich"]),
    ("eﬃcient ﬁnance", &["efficient", "finance", "\"efficient finance\"", "eﬃcient"]),
    ("ＥＵＲＯＪＵＳＴ", &["eurojust"]),
    ("Bundesstraße", &["bundesstrasse", "BUNDESSTRASSE"]),
    ("Łódź office", &["lodz", "ŁÓDŹ"]),
    ("cœur d’Europe", &["coeur", "d'europe"]),
    ("Đakovo", &["dakovo"]),
    ("İstanbul protocol", &["istanbul", "ISTANBUL"]),
    ("ΑΣΦΆΛΕΙΑΣ", &["ασφαλειας", "ασφάλειασ"]),
    ("Ångström", &["angstrom"]),
    ("Tromsø Århus", &["tromso", "arhus"]),
    ("Zu\u{308}rich cafe\u{301}", &["zürich", "zurich café"]),
    ("law\u{a0}enforcement", &["\"law enforcement\""]),
    ("10\u{202f}000 euro", &["\"10 000\""]),
    ("counter\u{2011}terrorism", &["counter-terrorism", "counter–terrorism"]),
    ("2019–2024", &["2019-2024", "2019—2024"]),
    ("EU-NATO pact", &["EU–NATO", "eu−nato", "EU‐NATO"]),
    ("Fron\u{200b}tex", &["frontex"]),
    ("and so on…", &["\"on...\""]),
    ("Interpol’s “mandate”", &["interpol's", "\"interpol’s \\\"mandate\\\"\""]),
    ("Malta Ħal Għargħur", &["hal", "gharghur", "għargħur"]),
    ("ความมั่นคง", &["ความมั่นคง"]),
];

#[test]
fn what_is_typed_finds_what_a_reader_reads() {
    let labels: Vec<&str> = FOUND.iter().map(|(label, _)| *label).collect();
    let atlas = atlas_of(&labels);
    for (at, (label, queries)) in FOUND.iter().enumerate() {
        assert_eq!(atlas.nodes()[at].label, *label, "the text stays as it was written");
        for query in *queries {
            let found = asked(&atlas, query);
            let ids: Vec<&str> = found.kept_nodes.iter().map(NodeId::as_str).collect();
            assert_eq!(ids, [format!("n{at}")], "{query} for {label}");
            assert_eq!(found.inside_words, [""; 0], "{query}");
        }
    }
}

#[test]
fn every_dash_finds_the_same_in_the_built_in_atlas() {
    let atlas = builtin();
    for (words, least) in [("EU-NATO", 10), ("cross-border", 10), ("2021-2027", 1)] {
        let expected = asked(&atlas, words).kept_nodes;
        assert!(expected.len() >= least, "{words}: {}", expected.len());
        for dash in "‐‑‒–—―−".chars() {
            let written = words.replace('-', &dash.to_string());
            assert_eq!(asked(&atlas, &written).kept_nodes, expected, "{written}");
        }
    }
}

#[test]
fn a_word_inside_another_counts_only_where_no_word_begins_so_and_then_it_is_said() {
    let atlas = atlas_of(&["Supports", "Sea ports", "Portside", "Cyberattacks"]);
    let check = |filter: &str, expected: &[&str], inside: &[&str]| {
        let found = asked(&atlas, filter);
        let labels: Vec<&str> = atlas
            .nodes()
            .iter()
            .filter(|node| found.kept_nodes.contains(&node.id))
            .map(|node| node.label.as_str())
            .collect();
        assert_eq!((labels.as_slice(), found.inside_words.as_slice()), (expected, &*owned(inside)));
    };
    check("ports", &["Sea ports", "Portside"], &[]);
    check("port", &["Sea ports", "Portside"], &[]);
    check("attack", &["Cyberattacks"], &["attack"]);
    check("upports", &["Supports"], &["upports"]);
    check("ack", &[], &[]);
    check("-ports", &["Supports", "Cyberattacks"], &[]);
    check("-attack", &["Supports", "Sea ports", "Portside", "Cyberattacks"], &[]);
    let view = |filter| View { filter: read(filter, &atlas).expect("words"), ..View::default() };
    let picture = Picture::of(&atlas, &view("attack"), vec2(800.0, 600.0));
    assert_eq!(
        picture.shown_sentence(),
        "1 of 4 shown: text “attack”; “attack” found inside words"
    );
    let picture = Picture::of(&atlas, &view("ports"), vec2(800.0, 600.0));
    assert_eq!(picture.shown_sentence(), "2 of 4 shown: text “ports”");
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Labels that a font for Latin, Greek and Cyrillic cannot write, and what is drawn.
const ODD: &[(&str, &str)] = &[
    ("eﬃcient ﬁnance", "efficient finance"),
    ("ＥＵＲＯＰＯＬ", "EUROPOL"),
    ("Cyber\u{ad}sicher\u{ad}heit", "Cybersicherheit"),
    ("Ⅷ 𝐄𝐔", "VIII EU"),
    ("שלום", "□□□□"),
    ("欧州", "□□"),
    ("🇪🇺 police", "□ police"),
    ("nul\0byte", "nul□byte"),
    ("Ġustizzja Ħal Сигурност", "Ġustizzja Ħal Сигурност"),
];

fn bytes_of(atlas: &Atlas, extension: &str, metadata: bool) -> Vec<u8> {
    let options = ExportOptions { size: vec2(900.0, 640.0), metadata, ..ExportOptions::default() };
    let view = View { layout: LayoutKind::Lanes, ..View::default() };
    let request = ExportRequest::new(atlas, &view, &options);
    Format::from_extension(extension).expect("a format").bytes(&request).expect("written")
}

#[test]
fn signs_that_the_font_lacks_are_drawn_as_their_parts_or_as_a_box() {
    for (written, drawn) in ODD {
        let (own, plain) = (atlas_of(&[written]), atlas_of(&[drawn]));
        for extension in ["png", "svg"] {
            let same = bytes_of(&own, extension, false) == bytes_of(&plain, extension, false);
            assert!(same, "{extension} of {written:?} is not that of {drawn}");
        }
        let json = String::from_utf8(bytes_of(&own, "json", true)).expect("text");
        let told = serde_json::to_string(written).expect("text");
        assert!(json.contains(&told), "{told} does not stand in the JSON as it was written");
    }
}

#[test]
fn no_picture_holds_a_sign_that_the_font_lacks() {
    let labels: Vec<&str> = ODD.iter().map(|(written, _)| *written).collect();
    let svg = String::from_utf8(bytes_of(&atlas_of(&labels), "svg", false)).expect("text");
    let texts = svg.split("<text").skip(1).filter_map(|rest| rest.split('>').nth(1));
    let texts: Vec<&str> = texts.filter_map(|text| text.split('<').next()).collect();
    assert!(texts.iter().any(|text| text.contains(MARK)) && texts.len() >= labels.len());
    for text in texts {
        assert!(text.chars().all(is_known), "{text:?}");
    }
}

fn lines(opened: &Opened) -> Vec<String> {
    opened
        .findings
        .iter()
        .filter(|finding| finding.code == "lacking-sign")
        .map(|finding| {
            let place = finding.place.as_ref().expect("a place");
            let file = Path::new(&place.path).file_name().expect("a file").to_string_lossy();
            format!("{file}:{}: {}", place.line, finding.message)
        })
        .collect()
}

#[test]
fn a_check_names_signs_that_the_font_lacks_and_where_they_stand() {
    let found = lines(&graph(&["Europol", "oﬃce", "Ħal 2019–2024", "שלו ﬁn"]));
    assert_eq!(
        found,
        [
            "graph.json:1: the label has a sign that our font lacks: U+FB03 “ﬃ” is drawn as “ffi”",
            "graph.json:1: the label has signs that our font lacks: U+05E9 “ש” is drawn as a box, \
             U+05DC “ל” is drawn as a box, U+05D5 “ו” is drawn as a box and 1 more; what is drawn as \
             a box cannot be read in any window or export",
        ]
    );
    assert_eq!(lines(&check::open(None).expect("the built-in atlas")), [""; 0]);
}

#[test]
fn labels_too_long_for_a_box_are_cut_and_the_picture_says_so() {
    let long = "Regulation of the European Parliament and of the Council on addressing the \
                dissemination of terrorist content online and repealing nothing at all (";
    let labels: Vec<String> = (0..10).map(|at| format!("{long}{at})")).collect();
    let mut labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    labels.push("Europol");
    let atlas = atlas_of(&labels);
    let options = ExportOptions { size: vec2(1200.0, 800.0), ..ExportOptions::default() };
    for layout in [LayoutKind::Lanes, LayoutKind::Organic, LayoutKind::Radial] {
        let view = View { layout, ..View::default() };
        let page = page_of(&ExportRequest::new(&atlas, &view, &options)).expect("a page");
        assert_eq!(page.labels, Some((11, 11)), "{layout:?}: every label has room");
        let texts = page.marks.iter().filter_map(|mark| match &mark.form {
            Form::Text { text, .. } => Some(text.as_str()),
            _ => None,
        });
        let texts: Vec<&str> = texts.collect();
        assert!(texts.iter().any(|text| text.contains("10 labels are cut short")), "{texts:?}");
        assert_eq!(texts.iter().filter(|text| text.ends_with('…')).count(), 10, "{texts:?}");
    }
}

#[cfg(feature = "app")]
mod window {
    use egui::{FontId, Id};
    use egui_kittest::Harness;
    use protecteu_atlas::app::{App, install_style};
    use protecteu_atlas::layout::measure::{Weight, text_width};
    use protecteu_atlas::session::Session;
    use protecteu_atlas::view::View;

    use super::{ODD, atlas_of};

    /// The harness panics where a sign reaches egui that nothing can draw.
    #[test]
    fn the_window_shows_every_sign() {
        let labels: Vec<&str> = ODD.iter().map(|(written, _)| *written).collect();
        let session =
            Session::new(atlas_of(&labels), "test".to_owned(), Vec::new(), View::default());
        let app = App::new(session, [1280.0, 800.0].into(), None).without_motion();
        let mut harness = Harness::builder()
            .with_size([1280.0, 800.0])
            .with_max_steps(24)
            .with_context_setup(install_style)
            .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
        harness.run();
        assert_eq!(harness.state().picture().scene.nodes.len(), labels.len());
    }

    #[test]
    fn places_in_a_text_stay_places_in_it_whatever_is_drawn() {
        let mut harness = Harness::builder().with_context_setup(install_style).build_ui(|ui| {
            for (written, drawn) in ODD.iter().filter(|(written, _)| !written.contains('\u{5e9}')) {
                let font = FontId::proportional(26.0);
                let galley = |text: &str| {
                    ui.painter().layout_no_wrap(text.to_owned(), font.clone(), egui::Color32::RED)
                };
                let own = galley(written);
                let n_glyphs: usize = own.rows.iter().map(|row| row.glyphs.len()).sum();
                assert_eq!(n_glyphs, written.chars().count(), "{written:?}");
                let width = text_width(written, 26.0, Weight::Regular);
                assert!(
                    (own.size().x - width).abs() < 6.0,
                    "{written:?}: {}, {width}",
                    own.size().x
                );
                assert!((own.size().x - galley(drawn).size().x).abs() < 6.0, "{written:?}");
            }
            ui.data_mut(|data| data.insert_temp(Id::unique("looked"), true));
        });
        harness.run();
        let looked = harness.ctx.data(|data| data.get_temp::<bool>(Id::unique("looked")));
        assert_eq!(looked, Some(true));
    }
}
