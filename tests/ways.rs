//! How several selected nodes are connected, in the window.
#![cfg(feature = "app")]
#![expect(clippy::expect_used, reason = "a test says so by panicking")]

use std::collections::BTreeSet;

use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::atlas::{NodeId, meeting, shortest_paths};
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

#[test]
fn paths_are_told_apart_by_their_nodes_and_links() {
    let harness = window(&["nis2-directive", "europol"], "");
    let atlas = harness.state().session().atlas();
    let ends = (&"nis2-directive".into(), &"europol".into());
    let found = shortest_paths(atlas, ends, |_| true, 64).expect("they hang together");
    let (n, links) = (found.n_paths, found.n_links);
    let words = match n {
        1 => format!("1 shortest path of {links} links."),
        n => format!("{n} shortest paths of {links} links."),
    };
    harness.get_by_label(&words);
}

#[test]
fn a_path_is_selected_with_all_that_lies_on_it() {
    let mut harness = window(&["nis2-directive", "europol"], "");
    let ids: BTreeSet<NodeId> = {
        let atlas = harness.state().session().atlas();
        let ends = (&"nis2-directive".into(), &"europol".into());
        let found = shortest_paths(atlas, ends, |_| true, 64).expect("they hang together");
        let path = found.paths.first().expect("there is a first path");
        path.iter().flat_map(|s| [s.link.source.clone(), s.link.target.clone()]).collect()
    };
    harness.get_by_role_and_label(Role::Link, "Select path 1").click();
    harness.run();
    let selected = harness.state().session().view().selected.iter().cloned();
    assert_eq!(selected.collect::<BTreeSet<_>>(), ids);
}

#[test]
fn links_that_branches_share_count_once() {
    let harness = window(&["europol", "eurojust", "frontex"], "");
    let atlas = harness.state().session().atlas();
    let names = ["europol".into(), "eurojust".into(), "frontex".into()];
    let found = meeting(atlas, &names, |_| true).expect("they hang together");
    let links: BTreeSet<_> = found.paths.iter().flatten().map(|step| &step.link.id).collect();
    let label = &atlas.node(found.node).expect("it is a node").label;
    let links = if links.len() == 1 { "1 link".into() } else { format!("{} links", links.len()) };
    harness.get_by_label(&format!("They meet in {label}, with {links} in all: the fewest."));
}

#[test]
fn more_than_can_be_connected_are_counted_by_kind() {
    let mut harness = window(&[], "");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness.run();
    harness.get_by_label("Select up to 12 to see what connects them.");
    harness.get_by_label_contains("7 pillars");
}
