//! The overview map, by its name in the window.
#![cfg(feature = "app")]
#![expect(clippy::expect_used, reason = "a test says so by panicking")]

use egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::check;
use protecteu_atlas::scene::Camera;
use protecteu_atlas::session::Session;
use protecteu_atlas::view::View;

fn window(size: [f32; 2]) -> Harness<'static, App> {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let session = Session::new(atlas, opened.origin, opened.findings, View::default());
    let app = App::new(session, size.into(), None).without_motion();
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(24)
        .with_context_setup(install_style)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    harness.run();
    harness
}

fn camera(harness: &Harness<'_, App>) -> Option<Camera> {
    harness.state().session().view().camera
}

#[test]
fn a_click_in_the_map_looks_there_and_keeps_the_zoom() {
    let mut harness = window([1440.0, 900.0]);
    for _ in 0..3 {
        harness.key_press(Key::Plus);
        harness.run();
    }
    let before = camera(&harness).expect("one looks closer");
    harness.get_by_role_and_label(Role::Canvas, "Overview map").click();
    harness.run();
    let after = camera(&harness).expect("one still looks closer");
    assert_eq!(after.zoom, before.zoom);
    let middle = harness.state().picture().scene.bounds.expect("a picture").center();
    assert!(after.centre.distance(middle) < 2.0, "the middle of the map is the picture's");
}

#[test]
fn arrows_move_what_is_seen_while_the_map_has_the_focus() {
    let mut harness = window([1440.0, 900.0]);
    harness.key_press(Key::Plus);
    harness.run();
    let before = camera(&harness).expect("one looks closer").centre;
    harness.get_by_role_and_label(Role::Canvas, "Overview map").focus();
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    let after = camera(&harness).expect("one still looks closer").centre;
    assert!(after.x > before.x && after.y == before.y);
    let map = harness.get_by_role_and_label(Role::Canvas, "Overview map");
    assert!(map.is_focused(), "the arrow does not leave the map");
}

#[test]
fn the_map_leaves_the_legend_its_room() {
    let harness = window([1024.0, 640.0]);
    assert!(harness.query_by_role_and_label(Role::Canvas, "Graph").is_some());
    let map = harness.query_by_role_and_label(Role::Canvas, "Overview map");
    // Where there is not room for both, the legend stays.
    if let Some(map) = map {
        let rect = map.accesskit_node().raw_bounds().expect("it stands somewhere");
        assert!(rect.x1 <= 1024.0 && rect.y1 <= 640.0);
    }
}
