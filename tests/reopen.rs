//! Pictures that open again: what is exported as PNG, SVG or JSON stands there as it was, exports
//! to the same bytes again, and a picture without its metadata tells nothing.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{atlas, folded, view};
use emath::{pos2, vec2};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use protecteu_atlas::atlas::{Atlas, AtlasParts, NodeId, NodeKind};
use protecteu_atlas::check;
use protecteu_atlas::export::{ExportOptions, ExportRequest, Format};
use protecteu_atlas::filter::{Direction, Group};
use protecteu_atlas::layout::LAYOUTS;
use protecteu_atlas::scene::{LineStyle, Theme};
use protecteu_atlas::view::{Briefing, Folding, NamedView, Outside, Picture, Unfold, View};
use protecteu_atlas::wire::picture::PictureSort;
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
    exported_of(atlas(), extension, view, options)
}

fn exported_of(atlas: &Atlas, extension: &str, view: &View, options: &ExportOptions) -> Vec<u8> {
    let request = ExportRequest::new(atlas, view, options);
    Format::from_extension(extension).unwrap().bytes(&request).unwrap()
}

/// Opens bytes as a file of that name.
fn opened(name: &str, bytes: &[u8]) -> Result<check::Opened, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    check::open(Some(&path)).map_err(|error| error.to_string())
}

/// What a file opens to: its atlas and its view, with nothing to complain about.
fn reopened(extension: &str, bytes: &[u8]) -> (Atlas, View) {
    let opened = opened(&format!("a.{extension}"), bytes).unwrap();
    assert!(!opened.has_errors(), "{:?}", opened.findings);
    let part = opened.atlas.unwrap();
    let (view, left_out) = view_from_record(&opened.view.unwrap(), &part);
    assert_eq!(left_out, Vec::<String>::new());
    (part, view)
}

/// That a view exported, opened and exported again gives the same bytes.
fn check_identity(extension: &str, view: &View) {
    let options = small(true);
    let once = exported(extension, view, &options);
    let (part, shown) = reopened(extension, &once);
    let again = exported_of(&part, extension, &shown, &options);
    assert!(
        once == again,
        "{extension} of {view:?} differs: {:?}",
        unlike(extension, &once, &again)
    );
}

/// The first line that differs; what two pictures carry tells more than their pixels.
fn unlike(extension: &str, once: &[u8], again: &[u8]) -> Option<(String, String)> {
    let text = |bytes: &[u8]| match extension {
        "json" => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::from_utf8(carried(bytes)).unwrap(),
    };
    let (once, again) = (text(once), text(again));
    let lines = once.lines().zip(again.lines()).find(|(a, b)| a != b);
    lines.map(|(a, b)| (a.to_owned(), b.to_owned()))
}

/// The JSON that a picture carries.
fn carried(picture: &[u8]) -> Vec<u8> {
    let sort = PictureSort::of(picture).unwrap();
    protecteu_atlas::wire::picture::carried(sort, std::io::Cursor::new(picture)).unwrap().into()
}

/// An atlas without the places it brought along, which depend on the room of the picture.
fn without_places(atlas: &Atlas) -> AtlasParts {
    let mut parts = atlas.parts().clone();
    if let Some(whole) = parts.excerpt.as_mut().and_then(|part| part.whole.as_mut()) {
        whole.places.clear();
    }
    parts
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
    assert_eq!(without_places(&part), without_places(json.atlas.as_ref().unwrap()));
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

/// Filters of every sort, some of which keep links without what they fold by, or name what they
/// take out.
const ANY_FILTERS: [&str; 12] = [
    "",
    "threat:terrorism",
    "threat:terrorism -kind:threat",
    "actor:europol -kind:threat",
    "actor:europol+frontex kind:action,pillar",
    "\"lawful access\"",
    "pillar:hybrid-resilience",
    "relation:led-by",
    "basis:interpreted kind:action,actor",
    "document:protecteu-launch -actor:commission",
    "kind:instrument status:in-force",
    "-threat:cyber",
];

/// Views as people leave them: whatever is selected, folded, opened or put somewhere, kept or not.
fn any_views() -> impl Strategy<Value = View> {
    let ids: Vec<NodeId> = atlas().nodes().iter().map(|node| node.id.clone()).collect();
    let of_kind = |kind: NodeKind| {
        let nodes = atlas().nodes().iter().filter(move |node| node.role() == kind);
        nodes.map(|node| node.id.clone()).collect::<Vec<_>>()
    };
    let mut groups = of_kind(NodeKind::Pillar);
    groups.extend(["group:actor:agency", "group:instrument"].map(NodeId::from));
    let choices = (
        select(ANY_FILTERS.to_vec()),
        select(LAYOUTS.iter().map(|layout| layout.kind).collect::<Vec<_>>()),
        select(Unfold::ALL.to_vec()),
        select(Theme::ALL.to_vec()),
        select(LineStyle::ALL.to_vec()),
        select(vec![Outside::Hide, Outside::Hide, Outside::Fade]),
        select(vec![Direction::Both, Direction::Outgoing, Direction::Incoming]),
    );
    let some = |from: &[NodeId], most: usize| prop::collection::vec(select(from.to_vec()), 0..most);
    let nodes = (
        some(&ids, 3),
        some(&ids, 3),
        some(&groups, 3),
        some(&groups, 3),
        prop::option::weighted(0.3, select(ids.clone())),
        prop::collection::vec((select(ids.clone()), -900.0..900.0_f32, -500.0..500.0_f32), 0..3),
    );
    (choices, nodes, 0..3_u8, prop::option::of("\\PC{1,12}")).prop_map(
        |(choices, nodes, depth, name)| {
            let (filter, layout, way, theme, line_style, outside, direction) = choices;
            let (mut selected, expanded, opened, closed, focus, pins) = nodes;
            let mut seen = BTreeSet::new();
            selected.retain(|id| seen.insert(id.clone()));
            let opened: BTreeSet<NodeId> = opened.into_iter().collect();
            let closed = closed.into_iter().filter(|id| !opened.contains(id)).collect();
            let pins: BTreeMap<_, _> =
                pins.into_iter().map(|(id, x, y)| (id, pos2(x, y))).collect();
            View {
                name,
                layout,
                theme,
                line_style,
                outside,
                direction,
                depth: if focus.is_some() { depth } else { 0 },
                focus,
                selected,
                expanded: expanded.into_iter().collect(),
                folding: Folding { way, opened, closed },
                pins,
                ..view(filter)
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_view_exported_again_from_its_file_gives_the_same_bytes(
        view in any_views(),
        extension in select(vec!["svg", "json"]),
    ) {
        check_identity(extension, &view);
    }
}

/// The views of the briefing, the ten threats and four agencies, with folds and pins.
fn table_of_views() -> Vec<View> {
    let record = check::open(None).unwrap().draft.briefing.unwrap().record();
    let (briefing, _) = briefing_from_record(&record, atlas());
    let mut views: Vec<View> = briefing.views.into_iter().map(|named| named.view).collect();
    let n_built_in = views.len();
    views.extend(atlas().top_threats().map(|id| view(&format!("threat:{id}"))));
    assert_eq!(views.len(), n_built_in + 10, "the ten threats");
    views
        .extend(["europol", "eurojust", "frontex", "enisa"].map(|id| view(&format!("actor:{id}"))));
    let pillars: Vec<NodeId> = (atlas().nodes().iter())
        .filter(|node| node.kind == NodeKind::Pillar)
        .map(|node| node.id.clone())
        .collect();
    // What is folded, opened and put somewhere is kept by some of the views and not by others.
    for (at, view) in views.iter_mut().enumerate().skip(n_built_in) {
        let pillar = |at: usize| pillars[at % pillars.len()].clone();
        view.folding = view.folding.clone().with(&pillar(at), true).with(&pillar(at + 1), false);
        view.pins.insert("europol".into(), pos2(40.0, -20.0));
        view.pins.insert(pillar(at), pos2(-300.0, 10.5));
    }
    views
}

#[test]
fn views_of_the_table_give_the_same_png_again() {
    for view in &table_of_views() {
        check_identity("png", view);
    }
}

#[test]
fn views_of_the_table_give_the_same_svg_again() {
    for view in &table_of_views() {
        check_identity("svg", view);
    }
}

#[test]
fn views_of_the_table_give_the_same_json_again() {
    for view in &table_of_views() {
        check_identity("json", view);
    }
}

/// Runs the program in a folder; gives back what it said.
fn program(folder: &std::path::Path, arguments: &str) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_protecteu-atlas"))
        .current_dir(folder)
        .args(arguments.split(' '))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments}: {said}");
    said
}

#[test]
fn the_program_writes_a_filtered_picture_again_as_it_was_and_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for extension in ["png", "svg", "json"] {
        let options = "--size 900x640 --force";
        let asked = format!("export -o t.{extension} --filter threat:terrorism {options}");
        let said = program(folder, &asked);
        let again = format!("export t.{extension} -o again.{extension} {options}");
        assert_eq!(program(folder, &again), said);
        let read = |name: &str| std::fs::read(folder.join(format!("{name}.{extension}"))).unwrap();
        assert!(read("t") == read("again"), "{extension}");
    }
}

#[test]
fn a_part_of_a_part_gives_the_same_bytes_again() {
    let options = small(true);
    let (part, shown) = reopened("json", &exported("json", &view("threat:terrorism"), &options));
    let smaller = View { filter: view("actor:europol").filter, ..shown };
    for extension in ["svg", "json"] {
        let once = exported_of(&part, extension, &smaller, &options);
        let (again, view) = reopened(extension, &once);
        assert!(once == exported_of(&again, extension, &view, &options), "{extension}");
        assert_eq!(again.n_nodes(), atlas().nodes().len());
    }
}

#[test]
fn a_part_tells_how_much_there_is_in_all_and_what_colours_mean_and_names_nothing_it_leaves_out() {
    for text in ["threat:terrorism", "actor:europol -kind:threat", "relation:led-by"] {
        let asked = view(text);
        let bytes = exported("json", &asked, &small(true));
        let (part, shown) = reopened("json", &bytes);
        let (before, after) = (
            Picture::of(atlas(), &asked, small(true).size),
            Picture::of(&part, &shown, small(true).size),
        );
        assert_eq!(after.count_sentence(), before.count_sentence());
        assert_eq!(after.sentence, before.sentence);
        assert_eq!(after.scene.threats, before.scene.threats);
        assert_eq!(part.threats(), atlas().threats());
        for node in part.nodes() {
            let id = &node.id;
            assert_eq!(part.threats_of(id), atlas().threats_of(id), "{id}");
            assert_eq!(part.pillar_of(id), atlas().pillar_of(id), "{id}");
            assert_eq!(part.follow_up(id), atlas().follow_up(id), "{id}");
        }
        let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let whole = &json["graph"]["metadata"]["excerpt"]["whole"];
        let context = whole["context"].as_array().into_iter().flatten();
        let rooms = whole["places"].as_array().unwrap();
        assert!(!rooms.is_empty());
        let placed = rooms.iter().flat_map(|room| room["nodes"].as_array().unwrap());
        let placed = placed.map(|place| &place["node"]);
        for id in context.chain(placed).map(|id| NodeId::from(id.as_str().unwrap())) {
            assert!(part.node(&id).is_some() || Group::from_id(&id).is_some(), "{id}");
        }
    }
}

#[test]
fn a_part_without_a_word_on_the_whole_still_opens() {
    let bytes = exported("json", &view("threat:terrorism"), &small(true));
    let mut json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    json["graph"]["metadata"]["excerpt"].as_object_mut().unwrap().remove("whole").unwrap();
    let (part, shown) = reopened("json", json.to_string().as_bytes());
    assert_eq!(part.n_nodes(), part.nodes().len());
    let picture = Picture::of(&part, &shown, small(true).size);
    assert_eq!(picture.visible.kept_nodes.len(), part.nodes().len());
    let again = exported_of(&part, "json", &shown, &small(true));
    let (twice, shown) = reopened("json", &again);
    assert!(again == exported_of(&twice, "json", &shown, &small(true)));
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
