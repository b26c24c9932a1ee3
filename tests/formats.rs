//! Every format over every view of the built-in briefing: written at all, the same bytes twice,
//! and about the same nodes.
#![expect(clippy::expect_used, reason = "a test says so by panicking")]

use std::collections::BTreeSet;
use std::sync::Arc;

use emath::vec2;
use protecteu_atlas::atlas::{Atlas, NodeId};
use protecteu_atlas::check;
use protecteu_atlas::export::{ExportError, ExportOptions, ExportRequest, FORMATS, picture_of};
use protecteu_atlas::layout::Watch;
use protecteu_atlas::view::View;
use protecteu_atlas::wire::briefing_from_record;

/// The built-in atlas and the views of its briefing.
fn briefing() -> (Atlas, Vec<View>) {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let draft = opened.draft.briefing.expect("the built-in atlas has a briefing");
    let record = draft.record();
    let (briefing, left_out) = briefing_from_record(&record, &atlas);
    assert!(left_out.is_empty(), "{left_out:?}");
    let views = briefing.views.into_iter().map(|named| named.view).collect();
    (atlas, views)
}

fn options() -> ExportOptions {
    ExportOptions { size: vec2(900.0, 640.0), ..ExportOptions::default() }
}

#[test]
fn every_format_writes_every_view_the_same_way_twice() {
    let (atlas, views) = briefing();
    assert!(views.len() >= 7, "{} views", views.len());
    let options = options();
    for view in &views {
        let request = ExportRequest::new(&atlas, view, &options);
        for format in FORMATS {
            let name = (format.extension, &view.name);
            let once = format.files(&request).expect("it can be written");
            assert!(once.iter().all(|bytes| !bytes.is_empty()), "{name:?}");
            assert!(once == format.files(&request).expect("it can be written"), "{name:?}");
        }
    }
}

#[test]
fn whoever_watches_an_export_sees_it_end_changes_nothing_of_it_and_can_cut_it_short() {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let record = opened.draft.briefing.expect("a briefing").record();
    let briefing = briefing_from_record(&record, &atlas).0;
    let view = View::default();
    for whole_briefing in [false, true] {
        let options = ExportOptions { whole_briefing, ..options() };
        let request = ExportRequest::new(&atlas, &view, &options);
        let request = ExportRequest { briefing: whole_briefing.then_some(&briefing), ..request };
        for format in FORMATS.iter().filter(|format| format.has_pages() || !whole_briefing) {
            let name = format.extension;
            let patient = Arc::new(Watch::default());
            let watched = format.files(&ExportRequest { watch: Some(&patient), ..request });
            let alone = format.files(&request).expect("it can be written");
            assert!(watched.expect("nobody cut it short") == alone, "{name}");
            assert!((patient.share() - 1.0).abs() < 1e-5, "{name}: {}", patient.share());
            let hasty = Arc::new(Watch::default());
            hasty.cut_short();
            let cut = format.files(&ExportRequest { watch: Some(&hasty), ..request });
            assert!(matches!(cut, Err(ExportError::Cancelled)), "{name}");
        }
    }
}

#[test]
fn what_a_format_says_in_words_names_every_node_that_the_view_keeps() {
    let (atlas, views) = briefing();
    let options = options();
    for view in &views {
        let request = ExportRequest::new(&atlas, view, &options);
        let kept: BTreeSet<NodeId> = picture_of(&request).visible.kept_nodes;
        assert!(!kept.is_empty(), "{:?}", view.name);
        for word in ["json", "graphml", "gexf", "dot", "csv", "html", "md"] {
            let format = FORMATS.iter().find(|format| format.extension == word);
            let files = format.expect("a known format").files(&request).expect("it is written");
            let text: String = files.iter().map(|bytes| String::from_utf8_lossy(bytes)).collect();
            for id in &kept {
                assert!(text.contains(id.as_str()), "{id} of {:?} in {word}", view.name);
            }
        }
    }
}
