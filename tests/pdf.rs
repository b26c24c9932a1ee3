//! Views and briefings as PDF: sheets, bookmarks, both standards, and the same bytes twice. That
//! independent readers find the words in it is asked in `.ci/readers.sh`.
#![expect(clippy::expect_used, reason = "a test says so by panicking")]

use std::process::Command;

use emath::vec2;
use protecteu_atlas::atlas::{Atlas, AtlasParts, Confidence, Evidence, Node, NodeKind};
use protecteu_atlas::check;
use protecteu_atlas::export::{ExportError, ExportOptions, ExportRequest, Format, Register};
use protecteu_atlas::filter;
use protecteu_atlas::scene::Theme;
use protecteu_atlas::view::{Briefing, NamedView, View};
use protecteu_atlas::wire::briefing_from_record;

fn written(view: &View, briefing: Option<&Briefing>, options: &ExportOptions) -> Vec<u8> {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let request = ExportRequest { briefing, ..ExportRequest::new(&atlas, view, options) };
    let format = Format::from_extension("pdf").expect("a known format");
    format.bytes(&request).expect("it can be written")
}

/// How often words stand in the bytes.
fn n_of(bytes: &[u8], words: &str) -> usize {
    bytes.windows(words.len()).filter(|window| *window == words.as_bytes()).count()
}

fn small() -> ExportOptions {
    ExportOptions { size: vec2(800.0, 450.0), ..ExportOptions::default() }
}

/// A briefing of a view for each filter.
fn briefing(filters: &[&str]) -> Briefing {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let view = |text: &&str| {
        let filter = filter::read(text, &atlas).expect("a filter the atlas knows");
        NamedView::new(*text, View { filter, ..View::default() })
    };
    Briefing { title: "Two views".into(), views: filters.iter().map(view).collect() }
}

#[test]
fn a_view_is_one_sheet_half_as_large_as_its_page() {
    let pdf = written(&View::default(), None, &small());
    assert!(pdf.starts_with(b"%PDF-"));
    assert_eq!(n_of(&pdf, "/MediaBox[0 0 400 225]"), 1, "one sheet of 400 by 225");
    assert_eq!(n_of(&pdf, "/MediaBox"), 1);
}

#[test]
fn the_same_view_gives_the_same_bytes() {
    let once = written(&View::default(), None, &small());
    assert!(once == written(&View::default(), None, &small()));
    let briefing = briefing(&["actor:frontex"]);
    let options = ExportOptions { whole_briefing: true, ..small() };
    let once = written(&View::default(), Some(&briefing), &options);
    assert!(once == written(&View::default(), Some(&briefing), &options));
}

#[test]
fn a_briefing_has_a_cover_a_sheet_a_view_and_a_register_all_of_one_size() {
    let briefing = briefing(&["actor:frontex", "actor:eurojust"]);
    let options = ExportOptions { whole_briefing: true, ..small() };
    let pdf = written(&View::default(), Some(&briefing), &options);
    let n_sheets = n_of(&pdf, "/MediaBox[0 0 400 225]");
    assert!(n_sheets > 4, "a cover, two views and the register: {n_sheets}");
    assert_eq!(n_of(&pdf, "/MediaBox"), n_sheets, "one size");
    assert!(n_of(&pdf, "/Outlines") > 0, "bookmarks");
    assert!(n_of(&pdf, "/PageLabels") > 0, "page labels");
    assert!(n_of(&pdf, "/StructTreeRoot") > 0, "tags");
}

#[test]
fn nothing_in_it_names_another_day_than_the_one_asked_for_or_the_atlas_or_the_machine() {
    let dated = |date: Option<&str>| {
        written(&View::default(), None, &ExportOptions { date: date.map(Into::into), ..small() })
    };
    let (asked, not_asked) = (dated(Some("2031-05-06")), dated(None));
    assert_eq!(n_of(&asked, "CreationDate(D:20310506000000"), 1);
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let as_of = atlas.as_of().expect("it has a day").replace('-', "");
    assert_eq!(n_of(&not_asked, &format!("CreationDate(D:{as_of}000000")), 1);
    for pdf in [asked, not_asked] {
        assert_eq!(n_of(&pdf, "CreationDate"), 1);
        assert_eq!(n_of(&pdf, env!("CARGO_MANIFEST_DIR")), 0);
    }
}

/// Holds a file to what the standards ask of it that can be seen from outside; that nothing in it
/// breaks them is the writer's condition for writing it at all.
fn check_standards(pdf: &[u8], what: &str) {
    for mark in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "/DisplayDocTitle true",
        "/MarkInfo",
        "/OutputIntents",
        "/Tabs/S",
    ] {
        assert!(n_of(pdf, mark) > 0, "{what}: {mark}");
    }
}

#[test]
fn every_built_in_view_and_the_briefing_keep_both_standards_in_any_dress() {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let record = opened.draft.briefing.expect("it has a briefing").record();
    let (briefing, _) = briefing_from_record(&record, &atlas);
    for (theme, transparent) in [(Theme::Light, false), (Theme::Dark, true)] {
        let options = ExportOptions { transparent, ..ExportOptions::default() };
        for named in &briefing.views {
            let view = View { theme, ..named.view.clone() };
            check_standards(&written(&view, None, &options), named.title());
        }
        let options = ExportOptions { whole_briefing: true, ..options };
        let view = View { theme, ..View::default() };
        check_standards(&written(&view, Some(&briefing), &options), "briefing");
    }
}

/// A graph of nodes with these labels, each with a reference under an address.
fn plain(labels: &[&str], url: &str) -> Atlas {
    let node = |(at, label): (usize, &&str)| {
        let mut node =
            Node::new(format!("n{at}").as_str().into(), NodeKind::Plain, (*label).into());
        node.evidence = vec![Evidence::Reference {
            citation: (*label).to_owned(),
            url: Some(url.to_owned()),
            confidence: Confidence::Memory,
        }];
        node
    };
    let nodes = labels.iter().enumerate().map(node).collect();
    let title = labels.first().map_or_else(String::new, |label| (*label).to_owned());
    Atlas::new(AtlasParts { title, nodes, ..AtlasParts::default() }).expect("it hangs together")
}

#[test]
fn no_text_whatever_it_holds_makes_a_file_that_breaks_a_standard() {
    let long = "word ".repeat(9_000);
    let labels = [
        "",
        " ",
        "\u{0}\u{FEFF}\u{FFFE}",
        "private \u{E000} \u{F8FF} \u{10FFFD}",
        "汉字 עברית العربية हिन्दी ไทย 👩‍👩‍👧",
        "a\tb\nc\u{200B}\u{AD}\u{202E}d",
        "e\u{301}\u{302}\u{303} \u{1F1EA}\u{1F1FA}",
        "o\u{FB03}ce of \u{FF21}\u{FF22}",
        &long,
    ];
    let long_address = format!("https://example.org/{}", "a".repeat(40_000));
    for (labels, url) in
        [(&labels[..], "https://example.org"), (&[], ""), (&labels[1..3], long_address.as_str())]
    {
        let atlas = plain(labels, url);
        let view = View::first(&atlas);
        let options = ExportOptions { register: Some(Register::All), ..ExportOptions::default() };
        let format = Format::from_extension("pdf").expect("a known format");
        let pdf = format.bytes(&ExportRequest::new(&atlas, &view, &options));
        check_standards(&pdf.expect("it can be written"), &format!("{} labels", labels.len()));
    }
}

#[test]
fn a_sheet_is_as_large_as_asked_for_whatever_the_pixels() {
    let options = ExportOptions { scale: 4.0, ..small() };
    let pdf = written(&View::default(), None, &options);
    assert_eq!(n_of(&pdf, "/MediaBox[0 0 400 225]"), 1);
}

#[test]
fn a_briefing_without_views_is_refused_in_words() {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let (view, none) = (View::default(), Briefing::default());
    let options = ExportOptions { whole_briefing: true, ..small() };
    let request =
        ExportRequest { briefing: Some(&none), ..ExportRequest::new(&atlas, &view, &options) };
    let error = Format::from_extension("pdf").expect("a known format").bytes(&request);
    assert!(matches!(error, Err(ExportError::NoBriefing)));
}

#[test]
fn what_a_whole_briefing_would_pass_over_is_refused() {
    for option in [["--filter", "threat:cyber"], ["--view", "x"], ["--layout", "radial"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_protecteu-atlas"))
            .args(["export", "-o", "x.pdf", "--briefing"])
            .args(option)
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(2), "{option:?}");
    }
}

#[test]
fn only_a_format_with_pages_takes_a_briefing_or_a_register() {
    for option in [&["--briefing"][..], &["--register", "all"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_protecteu-atlas"))
            .args(["export", "-o", "x.png"])
            .args(option)
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(2), "{option:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(".pdf"), "{said}");
    }
}
