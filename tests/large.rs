//! The window over a graph too large to wait for: it opens at once, says how far it has come,
//! and lets the pointer reach what is no widget.
#![cfg(feature = "app")]
#![expect(clippy::expect_used, clippy::panic, reason = "a test says so by panicking")]

use std::fmt::Write as _;

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::session::Session;
use protecteu_atlas::view::View;
use protecteu_atlas::{check, wire};

const N_NODES: usize = 8_000;

/// A session over a ring of nodes.
fn session() -> Session {
    let mut nodes = String::new();
    let mut links = String::new();
    for at in 0..N_NODES {
        let comma = if at == 0 { "" } else { "," };
        let next = (at + 1) % N_NODES;
        write!(nodes, "{comma}\"n{at}\":{{\"label\":\"Node {at}\"}}").expect("a string");
        let ends = format!("\"source\":\"n{at}\",\"target\":\"n{next}\"");
        write!(links, "{comma}{{{ends},\"relation\":\"near\"}}").expect("a string");
    }
    let text =
        format!("{{\"graph\":{{\"directed\":true,\"nodes\":{{{nodes}}},\"edges\":[{links}]}}}}");
    let opened = check::complete(wire::json::read(&text, "ring.json"));
    let atlas = opened.atlas.expect("a ring hangs together");
    let view = View::first(&atlas);
    Session::new(atlas, opened.origin, opened.findings, view)
}

fn window(app: App) -> Harness<'static, App> {
    Harness::builder()
        .with_size([1440.0, 900.0])
        .with_max_steps(24)
        .with_context_setup(install_style)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app)
}

#[test]
fn a_large_graph_opens_at_once_and_says_how_far_it_has_come() {
    let mut harness = window(App::new(session(), [1440.0, 900.0].into(), None));
    assert!(harness.state().picture().scene.nodes.is_empty(), "the picture is still to come");
    harness.get_by_label_contains("Laying out 8,000 nodes…");
    harness.get_by_role_and_label(Role::Button, "Cancel").click();
    harness.run_steps(2);
    for _ in 0..2_400 {
        if harness.query_by_label_contains("Laying out").is_none() {
            assert_eq!(harness.state().picture().scene.nodes.len(), N_NODES);
            return;
        }
        assert!(harness.state().picture().scene.nodes.is_empty());
        std::thread::sleep(std::time::Duration::from_millis(25));
        harness.run_steps(1);
    }
    panic!("the picture never came");
}

#[test]
fn a_long_export_says_how_far_it_has_come_and_given_up_leaves_the_old_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ring.png");
    std::fs::write(&path, "old").expect("a file to keep");
    let mut harness = window(App::new(session(), [1440.0, 900.0].into(), None).without_motion());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(1);
    let field = harness.get_by_role_and_label(Role::TextInput, "File");
    field.type_text(&path.to_string_lossy());
    harness.run_steps(1);
    harness.key_press(Key::Enter);
    harness.run_steps(1);
    wait_for(&mut harness, "Replace it");
    harness.get_by_label("Replace it").click();
    wait_for(&mut harness, "Writing ring.png…");
    assert!(harness.query_by_label("Replace it").is_none(), "nobody can ask for it twice");
    harness.get_by_label("Cancel").click();
    wait_for(&mut harness, "Cancelled: nothing was written.");
    assert_eq!(std::fs::read_to_string(&path).expect("the file"), "old");
    harness.get_by_label("Cancel").click();
    harness.run_steps(2);
    assert!(harness.query_by_label("Preview").is_none(), "the sheet is closed");
}

/// Goes on until something is said.
fn wait_for(harness: &mut Harness<'_, App>, said: &str) {
    for _ in 0..2_400 {
        if harness.query_by_label_contains(said).is_some() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
        harness.run_steps(1);
    }
    panic!("“{said}” was never said");
}

#[test]
fn where_every_frame_is_final_the_first_shows_the_picture_and_only_weighty_nodes_are_widgets() {
    let mut harness = window(App::new(session(), [1440.0, 900.0].into(), None).without_motion());
    harness.run_steps(3);
    assert_eq!(harness.state().picture().scene.nodes.len(), N_NODES);
    let buttons = harness.get_all_by_role(Role::Button);
    let labels = buttons.filter_map(|button| button.accesskit_node().label());
    let labels: Vec<String> = labels.filter(|label| label.starts_with("Node ")).collect();
    assert!((1..=500).contains(&labels.len()), "{}", labels.len());
    let third = labels.iter().find(|label| label.starts_with("Node 3, node,"));
    let third = third.unwrap_or_else(|| panic!("node 3 is among the weighty ones"));
    harness.get_by_role_and_label(Role::Button, third).click();
    harness.run_steps(3);
    let selected = &harness.state().session().view().selected;
    // From afar another dot may lie over the one that was meant.
    assert_eq!(selected.len(), 1);
}
