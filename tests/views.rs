//! Briefings: what a folder and a JSON file say of them, the built-in one, and `--view`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::{Command, Output};

use protecteu_atlas::check;
use protecteu_atlas::view::{Briefing, LEAST_TEXT, Picture, Stage};
use protecteu_atlas::wire::{briefing_from_record, record_from_briefing};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_protecteu-atlas")).args(arguments).output().unwrap()
}

fn builtin() -> (protecteu_atlas::atlas::Atlas, Briefing) {
    let opened = check::open(None).unwrap();
    let atlas = opened.atlas.unwrap();
    let record = opened.draft.briefing.unwrap().record();
    let (briefing, left_out) = briefing_from_record(&record, &atlas);
    assert!(left_out.is_empty(), "{left_out:?}");
    (atlas, briefing)
}

#[test]
fn the_built_in_briefing_has_eight_views_that_show_something() {
    let (atlas, briefing) = builtin();
    assert_eq!(briefing.views.len(), 8);
    for named in &briefing.views {
        let stage = Stage::presented(emath::vec2(1168.0, 480.0));
        let picture = Picture::of(&atlas, &named.view, stage);
        assert!(picture.visible.nodes.len() >= 3, "{}", named.name());
        assert!(!named.headline.is_empty() && !named.notes.is_empty(), "{}", named.name());
        assert!(named.minutes.is_some(), "{}", named.name());
        assert!(LEAST_TEXT < stage.least_text);
    }
}

#[test]
fn every_quote_of_the_built_in_briefing_is_evidence_for_something() {
    let (atlas, briefing) = builtin();
    for named in &briefing.views {
        let Some(quote) = &named.quote else { continue };
        let evidence = atlas.nodes().iter().flat_map(|node| &node.evidence);
        let evidence = evidence.chain(atlas.links().iter().flat_map(|link| &link.evidence));
        let mut quotes = evidence.filter_map(protecteu_atlas::atlas::Evidence::quote);
        let is_known = quotes.any(|q| q.document == quote.document && q.span.overlaps(quote.span));
        assert!(is_known, "{}", named.name());
    }
}

#[test]
fn a_briefing_survives_its_record() {
    let (atlas, briefing) = builtin();
    let (again, left_out) = briefing_from_record(&record_from_briefing(&briefing), &atlas);
    assert_eq!(again, briefing);
    assert!(left_out.is_empty());
}

#[test]
fn a_view_is_exported_by_its_name_in_any_case() {
    let by_name = run(&["export", "-o", "-", "--format", "json", "--view", "the AGENCIES"]);
    assert!(by_name.status.success());
    let text = String::from_utf8(by_name.stdout).unwrap();
    assert!(text.contains("\"name\": \"The agencies\""));
    assert!(text.contains("\"selected\""));
}

#[test]
fn an_export_of_the_whole_carries_the_briefing_and_opens_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.json");
    let path = path.to_str().unwrap();
    assert!(run(&["export", "-o", path]).status.success());
    let again = run(&["export", path, "-o", "-", "--format", "json", "--view", "The agencies"]);
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    let text = String::from_utf8(run(&["export", path, "-o", "-", "--format", "json"]).stdout);
    assert_eq!(text.unwrap(), std::fs::read_to_string(path).unwrap(), "nothing is lost on the way");
    let opened = check::open(Some(path.as_ref())).unwrap();
    let atlas = opened.atlas.unwrap();
    let record = opened.draft.briefing.unwrap().record();
    let (briefing, left_out) = briefing_from_record(&record, &atlas);
    assert!(left_out.is_empty(), "{left_out:?}");
    // What a file says of a view is the same in either form.
    assert_eq!(record_from_briefing(&briefing), record_from_briefing(&builtin().1));
    let part = run(&["export", "-o", "-", "--format", "json", "--filter", "threat:cyber"]);
    assert!(!String::from_utf8(part.stdout).unwrap().contains("\"briefing\""));
}

#[test]
fn presenting_has_an_example_and_says_what_is_wrong() {
    let help = String::from_utf8(run(&["present", "--help"]).stdout).unwrap();
    assert!(help.contains("Example") && help.contains("PageDown"), "{help}");
    let unknown = run(&["present", "--view", "The agency"]);
    assert_eq!(unknown.status.code(), Some(2));
    let said = String::from_utf8(unknown.stderr).unwrap();
    assert!(said.contains("the nearest is “The agencies”"), "{said}");
}

#[test]
fn an_unknown_view_is_wrong_usage_and_the_nearest_is_named() {
    let output = run(&["export", "-o", "-", "--format", "svg", "--view", "The agency"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("no view is called “The agency”; the nearest is “The agencies”"),
        "{said}"
    );
}

#[test]
fn a_wrong_view_in_a_folder_is_said_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("atlas.toml", "[atlas]\nid = \"a\"\ntitle = \"A\"\n");
    write(
        "briefing.toml",
        "[briefing]\ntitle = \"B\"\n\n[[view]]\nname = \"One\"\nfilter = \"threat:nothing\"\n\
         \n[[view]]\nheadline = \"nameless\"\nlayout = \"spiral\"\ncolour = \"red\"\n",
    );
    let output = run(&["check", folder.path().to_str().unwrap()]);
    let said = String::from_utf8(output.stdout).unwrap();
    for expected in [
        "briefing.toml:4:1: warning[unknown-in-view]: in the view “One”, the view’s filter was left out",
        "briefing.toml:8:1: error[missing-field]: this view has no `name`",
        "briefing.toml:8:1: warning[unknown-in-view]: in the view “”, the view’s layout “spiral” is not known",
        "error[unknown-field]",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}
