//! Pictures that open again: what is exported as PNG or SVG stands there as it was, and a picture
//! without its metadata tells nothing.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{atlas, folded, view};
use emath::vec2;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use protecteu_atlas::check;
use protecteu_atlas::export::{ExportOptions, ExportRequest, Format};
use protecteu_atlas::layout::LAYOUTS;
use protecteu_atlas::scene::{LineStyle, Theme};
use protecteu_atlas::view::{Briefing, NamedView, Picture, Unfold, View};
use protecteu_atlas::wire::{briefing_from_record, view_from_record};

const FILTERS: [&str; 5] = [
    "",
    "threat:terrorism",
    "actor:europol -kind:threat",
    "\"lawful access\"",
    "pillar:hybrid-resilience",
];

fn small(metadata: bool) -> ExportOptions {
    ExportOptions { size: vec2(640.0, 480.0), scale: 0.5, metadata, ..ExportOptions::default() }
}

fn exported(extension: &str, view: &View, options: &ExportOptions) -> Vec<u8> {
    let request = ExportRequest::new(atlas(), view, options);
    Format::from_extension(extension).unwrap().bytes(&request).unwrap()
}

/// Opens bytes as a file of that name.
fn opened(name: &str, bytes: &[u8]) -> Result<check::Opened, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    check::open(Some(&path)).map_err(|error| error.to_string())
}

/// That a picture opens to the part of the atlas that the JSON of the same view holds, without a
/// finding, and to an equal view.
fn check_reopens(extension: &str, view: &View) {
    let options = small(true);
    let json = opened("a.json", &exported("json", view, &options)).unwrap();
    let picture = exported(extension, view, &options);
    assert_eq!(picture, exported(extension, view, &options), "the same bytes twice");
    // The name a file is given later does not matter.
    let again = opened("renamed.bin", &picture).unwrap();
    assert_eq!(again.findings.len(), json.findings.len(), "{:?}", again.findings);
    assert!(!again.has_errors(), "{:?}", again.findings);
    let part = again.atlas.unwrap();
    assert_eq!(Some(&part), json.atlas.as_ref());
    let (shown, left_out) = view_from_record(&again.view.unwrap(), &part);
    assert_eq!(left_out, Vec::<String>::new());
    assert_eq!(&shown, view);
    let kept = |atlas, view| Picture::of(atlas, view, options.size).visible;
    let (before, after) = (kept(atlas(), view), kept(&part, &shown));
    assert_eq!(after.kept_nodes, before.kept_nodes);
    assert_eq!(after.kept_links, before.kept_links);
}

fn views() -> impl Strategy<Value = View> {
    let choices = (
        select(FILTERS.to_vec()),
        select(LAYOUTS.iter().map(|layout| layout.kind).collect::<Vec<_>>()),
        select(Unfold::ALL.to_vec()),
        select(Theme::ALL.to_vec()),
        select(LineStyle::ALL.to_vec()),
    );
    let nodes = (prop::collection::vec(any::<Index>(), 0..3), prop::option::of(any::<Index>()));
    let words = || prop::option::of("\\PC{1,12}");
    (choices, nodes, 0..3_u8, (words(), words())).prop_map(
        |((filter, layout, way, theme, line_style), (selected, focus), depth, (name, title))| {
            let asked = folded(filter, way);
            let kept = Picture::of(atlas(), &asked, vec2(640.0, 480.0)).visible.kept_nodes;
            let node = |at: Index| kept.iter().nth(at.index(kept.len())).unwrap().clone();
            let focus = focus.map(node);
            // With a focus less is kept, so that what is selected is what is in focus.
            let mut selected: Vec<_> = match &focus {
                Some(focus) => selected.iter().take(1).map(|_| focus.clone()).collect(),
                None => selected.into_iter().map(node).collect(),
            };
            selected.dedup();
            View {
                name,
                title,
                layout,
                theme,
                line_style,
                depth: if focus.is_some() { depth } else { 0 },
                focus,
                selected,
                ..asked
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_picture_opens_as_the_view_it_shows(view in views(), as_svg in any::<bool>()) {
        check_reopens(if as_svg { "svg" } else { "png" }, &view);
    }
}

#[test]
fn every_view_of_the_built_in_briefing_opens_again_from_its_pictures() {
    let record = check::open(None).unwrap().draft.briefing.unwrap().record();
    let (briefing, _) = briefing_from_record(&record, atlas());
    assert!(!briefing.views.is_empty());
    for named in &briefing.views {
        for extension in ["png", "svg"] {
            check_reopens(extension, &named.view);
            let bare = exported(extension, &named.view, &small(false));
            assert!(opened("bare", &bare).is_err(), "{extension} of {}", named.name());
        }
    }
}

#[test]
fn a_part_saved_again_as_a_briefing_still_shows_all_of_itself() {
    let asked = view("threat:hybrid,cyber kind:threat,instrument -status:announced");
    let options = small(true);
    let part = opened("a.png", &exported("png", &asked, &options)).unwrap().atlas.unwrap();
    let briefing =
        Briefing { views: vec![NamedView::new("Acts", asked.clone())], ..Briefing::default() };
    let request =
        ExportRequest { briefing: Some(&briefing), ..ExportRequest::new(&part, &asked, &options) };
    let saved = Format::from_extension("json").unwrap().bytes(&request).unwrap();
    let again = opened("b.json", &saved).unwrap().atlas.unwrap();
    assert_eq!(again, part);
    let kept = |atlas| Picture::of(atlas, &asked, options.size).visible.kept_nodes;
    assert_eq!(kept(&again), kept(atlas()));
}

#[test]
fn the_whole_atlas_comes_back_from_a_picture() {
    for extension in ["png", "svg"] {
        check_reopens(extension, &view(""));
        let picture = exported(extension, &view(""), &small(true));
        assert_eq!(opened("a", &picture).unwrap().atlas.as_ref(), Some(atlas()), "{extension}");
    }
}

#[test]
fn without_metadata_a_picture_tells_nothing_and_says_so_when_opened() {
    let view = View { selected: vec!["europol".into()], ..view("actor:europol") };
    for (extension, word) in [("png", "this PNG"), ("svg", "this SVG")] {
        let bare = exported(extension, &view, &small(false));
        let text = String::from_utf8_lossy(&bare);
        let chunks = ["iTXt", "tEXt", "zTXt", "eXIf", "tIME", "<metadata", "actor:europol"];
        for trace in chunks.into_iter().chain([env!("CARGO_PKG_NAME")]) {
            assert!(!text.contains(trace), "{extension} holds {trace}");
        }
        let words = opened("a", &bare).unwrap_err();
        assert!(words.starts_with(word) && words.contains("carries no view"), "{words}");
    }
}

#[test]
fn what_a_picture_carries_names_no_machine_and_no_person() {
    let carried = String::from_utf8(exported("json", &view(""), &small(true))).unwrap();
    let names = ["HOME", "USER", "LOGNAME", "HOSTNAME", "PWD"];
    for name in names.into_iter().filter_map(|name| std::env::var(name).ok()) {
        // A user may be called like an everyday word; a path or host is none.
        assert!(name.len() < 6 || !carried.contains(&name), "{name}");
    }
    assert!(!carried.contains(env!("CARGO_MANIFEST_DIR")));
}

#[test]
fn a_title_given_stands_on_the_picture_and_stays_until_another_part_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let drawn = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_protecteu-atlas"));
        let done = command.arg("export").args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    };
    let asked = ["--filter", "threat:drugs", "--title", "What we do on drugs"];
    drawn(&[&["-o", &path("a.svg"), "--size", "640x480"], &asked[..]].concat());
    let again = |more: &[&str]| {
        let base = [&path("a.svg"), "-o", "-", "--format", "svg", "--size", "640x480"];
        drawn(&[&base[..], more].concat())
    };
    let title = "<title>What we do on drugs</title>";
    assert!(again(&[]).contains(title));
    assert!(again(&["--theme", "dark"]).contains(title));
    assert!(!again(&["--filter", "kind:actor"]).contains(title));
    assert!(again(&["--title", ""]).contains("<title>ProtectEU: "));
    assert!(again(&["--title", "Other"]).contains("<title>Other</title>"));
}

#[cfg(feature = "app")]
mod window {
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use egui_kittest::Harness;
    use protecteu_atlas::app::{App, install_style};
    use protecteu_atlas::session::Session;

    use super::*;

    /// A file let go over the window.
    #[derive(Debug)]
    struct Dropped(PathBuf);

    impl egui::DroppedFile for Dropped {
        fn path(&self) -> &Path {
            &self.0
        }

        fn bytes(&self) -> Result<Vec<u8>, String> {
            std::fs::read(&self.0).map_err(|error| error.to_string())
        }
    }

    #[test]
    fn a_picture_dropped_on_the_window_stands_there_as_its_view() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("europol.png");
        let asked = View { selected: vec!["europol".into()], ..view("actor:europol") };
        std::fs::write(&path, exported("png", &asked, &small(true))).unwrap();
        let session = Session::new(atlas().clone(), String::new(), Vec::new(), View::default());
        let app = App::new(session, vec2(1440.0, 900.0), None).without_motion();
        let mut harness = Harness::builder()
            .with_size([1440.0, 900.0])
            .with_max_steps(24)
            .with_context_setup(install_style)
            .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
        harness.run();
        assert!(harness.state().session().view().filter.is_empty());
        harness.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
        harness.run();
        let session = harness.state().session();
        assert_eq!(session.view().filter, asked.filter);
        assert_eq!(session.view().selected, asked.selected);
        assert_eq!(session.atlas().title(), atlas().title());
        assert!(session.atlas().nodes().len() < atlas().nodes().len(), "a part, as it was written");
    }
}
