//! Views and briefings as PDF: sheets, bookmarks, and the same bytes twice. That independent
//! readers find the words in it is asked in `.ci/readers.sh`.
#![expect(clippy::expect_used, reason = "a test says so by panicking")]

use std::process::Command;

use emath::vec2;
use protecteu_atlas::check;
use protecteu_atlas::export::{ExportError, ExportOptions, ExportRequest, Format};
use protecteu_atlas::filter;
use protecteu_atlas::view::{Briefing, NamedView, View};

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
fn a_briefing_has_a_cover_a_sheet_a_view_and_a_register_with_bookmarks() {
    let briefing = briefing(&["actor:frontex", "actor:eurojust"]);
    let options = ExportOptions { whole_briefing: true, ..small() };
    let pdf = written(&View::default(), Some(&briefing), &options);
    let n_wide = n_of(&pdf, "/MediaBox[0 0 400 225]");
    let n_upright = n_of(&pdf, "/MediaBox[0 0 595 842]");
    assert_eq!(n_wide, 3, "a cover and two views");
    assert!(n_upright > 1, "{n_upright} sheets of the register");
    assert!(n_of(&pdf, "/Outlines") > 0, "bookmarks");
    assert!(n_of(&pdf, "/StructTreeRoot") > 0, "tags");
}

#[test]
fn nothing_in_it_names_a_day_or_the_machine() {
    let pdf = written(&View::default(), None, &small());
    for word in ["CreationDate", "ModDate", env!("CARGO_MANIFEST_DIR")] {
        assert_eq!(n_of(&pdf, word), 0, "{word}");
    }
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
fn only_a_format_with_pages_takes_a_briefing() {
    let output = Command::new(env!("CARGO_BIN_EXE_protecteu-atlas"))
        .args(["export", "-o", "x.png", "--briefing"])
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains(".pdf"), "{said}");
}
