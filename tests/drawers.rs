//! The table and the matrix under the graph, by the labels found in the window.
#![cfg(feature = "app")]
#![expect(clippy::expect_used, reason = "a test says so by panicking")]

use egui::{Role, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::session::Session;
use protecteu_atlas::view::View;
use protecteu_atlas::{check, filter};

const SIZE: Vec2 = Vec2::new(1440.0, 1100.0);

fn window(asked: &str, drawer: &str) -> Harness<'static, App> {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let filter = filter::read(asked, &atlas).expect("a filter the atlas knows");
    let view = View { filter, ..View::default() };
    let session = Session::new(atlas, opened.origin, opened.findings, view);
    let app = App::new(session, SIZE, None).without_motion();
    let mut harness = Harness::builder()
        .with_size(SIZE)
        .with_max_steps(32)
        .with_context_setup(install_style)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    harness.run();
    harness.get_by_role_and_label(Role::Button, drawer).click();
    harness.run();
    harness
}

/// How many parts of the accessibility tree have a role.
fn n_of(harness: &Harness<'_, App>, role: Role) -> usize {
    harness.query_all_by_role(role).count()
}

#[test]
fn the_table_has_a_row_for_each_node_and_for_each_link() {
    let mut harness = window("actor:eurojust", "Table");
    let kept = &harness.state().picture().visible;
    let (n_nodes, n_links) = (kept.kept_nodes.len(), kept.kept_links.len());
    let says = |harness: &Harness<'_, App>, words: &str| {
        harness.query_all_by_label_contains(words).next().is_some()
    };
    assert!(says(&harness, &format!("{n_nodes} rows")), "{n_nodes} nodes");
    harness.get_by_role_and_label(Role::RadioButton, "Links").click();
    harness.run();
    assert!(says(&harness, &format!("{n_links} rows")), "{n_links} links");
    assert!(n_of(&harness, Role::Row) > 3, "rows are there to be walked");
}

#[test]
fn a_drawer_closes_by_its_button_and_by_its_name() {
    let mut harness = window("", "Matrix");
    assert!(harness.query_by_role_and_label(Role::Button, "Close drawer").is_some());
    harness.get_by_role_and_label(Role::Button, "Matrix").click();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Button, "Close drawer").is_none());
}

#[test]
fn every_drawer_stands_over_every_sort_of_view() {
    for asked in ["", "threat:terrorism", "kind:pillar subtype:agency", "id:siac"] {
        for drawer in ["Table", "Matrix", "Timeline", "Views"] {
            let harness = window(asked, drawer);
            let tab = harness.get_by_role_and_label(Role::Tab, drawer);
            let toggled = tab.accesskit_node().toggled();
            assert_eq!(toggled, Some(egui::accesskit::Toggled::True), "{drawer} over {asked:?}");
        }
    }
}

#[test]
fn the_matrix_calls_out_what_is_empty() {
    let mut harness = window("", "Matrix");
    harness.get_by_label_contains("actors answer no threat");
    harness.get_by_role_and_label(Role::Link, "SIAC").click();
    harness.run();
    let view = harness.state().session().view();
    assert_eq!(view.selected, ["siac".into()]);
}
