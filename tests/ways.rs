//! How several selected nodes are connected, in the window.
#![cfg(feature = "app")]
#![expect(clippy::expect_used, reason = "a test says so by panicking")]

use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::atlas::NodeId;
use protecteu_atlas::session::Session;
use protecteu_atlas::view::View;
use protecteu_atlas::{check, filter};

fn window(selected: &[&str], asked: &str) -> Harness<'static, App> {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let filter = filter::read(asked, &atlas).expect("a filter the atlas knows");
    let selected = selected.iter().map(|id| (*id).into()).collect();
    let view = View { filter, selected, ..View::default() };
    let session = Session::new(atlas, opened.origin, opened.findings, view);
    let app = App::new(session, [1440.0, 1400.0].into(), None).without_motion();
    let mut harness = Harness::builder()
        .with_size([1440.0, 1400.0])
        .with_max_steps(24)
        .with_context_setup(install_style)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    harness.run();
    harness
}

#[test]
fn two_nodes_are_connected_by_paths_with_their_sentences() {
    let mut harness = window(&["nis2-directive", "europol"], "");
    harness.get_by_label("2 selected");
    harness.get_by_label_contains("shortest path");
    harness.get_by_role_and_label(Role::Link, "Show only path 1").click();
    harness.run();
    let picture = harness.state().picture();
    let kept: Vec<&str> = picture.visible.kept_nodes.iter().map(NodeId::as_str).collect();
    assert!(kept.contains(&"nis2-directive") && kept.contains(&"europol"), "{kept:?}");
    assert!(kept.len() < 8, "{kept:?}");
    assert!(!picture.visible.kept_links.is_empty());
}

#[test]
fn what_the_filter_leaves_out_still_connects_and_is_said() {
    let harness = window(&["nis2-directive", "europol"], "id:nis2-directive,europol");
    harness.get_by_label_contains("through what the filter leaves out");
}

#[test]
fn three_nodes_meet_somewhere() {
    let harness = window(&["europol", "eurojust", "frontex"], "");
    harness.get_by_label("3 selected");
    harness.get_by_label_contains("They meet in ");
}

#[test]
fn one_of_several_is_let_go_and_all_are_shown_alone() {
    let mut harness = window(&["europol", "eurojust", "frontex"], "");
    harness.get_by_role_and_label(Role::Link, "Let go of Eurojust").click();
    harness.run();
    let view = harness.state().session().view();
    assert_eq!(view.selected, ["europol".into(), "frontex".into()]);
    harness.get_by_role_and_label(Role::Button, "Show only these").click();
    harness.run();
    assert_eq!(harness.state().picture().visible.kept_nodes.len(), 2);
}
