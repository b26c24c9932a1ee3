//! The table and the matrix under the graph, by the labels found in the window.
#![cfg(feature = "app")]
#![expect(clippy::expect_used, reason = "a test says so by panicking")]

use egui::{Key, Modifiers, OutputCommand, Role, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::session::{Command, Session};
use protecteu_atlas::view::View;
use protecteu_atlas::{check, filter};

const SIZE: Vec2 = Vec2::new(1440.0, 1100.0);

fn window(asked: &str, drawer: &str) -> Harness<'static, App> {
    window_of(SIZE, asked, drawer)
}

fn window_of(size: Vec2, asked: &str, drawer: &str) -> Harness<'static, App> {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let filter = filter::read(asked, &atlas).expect("a filter the atlas knows");
    let view = View { filter, ..View::default() };
    let session = Session::new(atlas, opened.origin, opened.findings, view);
    let mut harness = window_over(session, size);
    harness.get_by_role_and_label(Role::Button, drawer).click();
    harness.run();
    harness
}

fn window_over(session: Session, size: Vec2) -> Harness<'static, App> {
    let app = App::new(session, size, None).without_motion();
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(32)
        .with_context_setup(install_style)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    harness.run();
    harness
}

#[test]
fn in_a_narrow_window_what_is_selected_stands_beside_the_panel_and_above_the_drawer() {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let mut session = Session::new(atlas, opened.origin, opened.findings, View::default());
    session.apply(Command::Select { node: "europol".into(), extend: false });
    let mut harness = window_over(session, Vec2::new(1024.0, 640.0));
    for drawer in [None, Some("Timeline"), Some("Matrix")] {
        if let Some(name) = drawer {
            harness.get_by_role_and_label(Role::Button, name).click();
            harness.run();
        }
        let is_europol = |node: &egui_kittest::Node<'_>| {
            let label = node.accesskit_node().label();
            label.is_some_and(|label| label.starts_with("Europol, actor"))
        };
        let node = harness.get_all_by_role(Role::Button).find(is_europol);
        let rect = node.expect("Europol is shown").rect();
        let panel = harness.get_by_label("Close").rect();
        assert!(rect.right() < 1024.0 - 340.0 && rect.left() > 224.0, "{drawer:?}: {rect:?}");
        assert!(rect.top() > panel.top() - 20.0, "{drawer:?}: {rect:?}");
    }
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

/// The names of the rows that can be seen, from the top.
fn names(harness: &Harness<'_, App>) -> Vec<String> {
    let heads = harness.get_all_by_role(Role::RowHeader);
    let mut heads: Vec<(f32, String)> = heads
        .filter_map(|head| Some((head.rect().top(), head.accesskit_node().label()?)))
        .collect();
    heads.sort_by(|a, b| a.0.total_cmp(&b.0));
    heads.into_iter().map(|(_, name)| name).collect()
}

/// What was put on the clipboard by the last click.
fn copied(harness: &mut Harness<'_, App>, button: &str) -> String {
    harness.get_by_role_and_label(Role::Button, button).click();
    harness.step();
    let mut texts = Vec::new();
    for _ in 0..4 {
        let commands = &harness.output().platform_output.commands;
        texts.extend(commands.iter().filter_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
        harness.step();
    }
    texts.pop().expect("something was copied")
}

#[test]
fn a_head_sorts_rising_then_falling_then_as_the_atlas_has_it() {
    let mut harness = window("kind:pillar", "Table");
    let as_it_is = names(&harness);
    let click = |harness: &mut Harness<'_, App>, says: &str| {
        harness.get_by_role_and_label(Role::ColumnHeader, says).click();
        harness.run();
        names(harness)
    };
    let rising = click(&mut harness, "Name, not sorted");
    let falling = click(&mut harness, "Name, sorted rising");
    let again = click(&mut harness, "Name, sorted falling");
    let mut sorted = as_it_is.clone();
    sorted.sort_by_key(|name| name.to_lowercase());
    assert_eq!(rising, sorted);
    sorted.reverse();
    assert_eq!(falling, sorted);
    assert_eq!(again, as_it_is);
}

#[test]
fn all_rows_are_copied_or_those_that_are_selected() {
    let mut harness = window("kind:pillar", "Table");
    let n = harness.state().picture().visible.kept_nodes.len();
    assert_eq!(copied(&mut harness, "Copy rows").lines().count(), n + 1, "a head and all rows");
    let first = names(&harness).remove(0);
    harness.get_by_role_and_label(Role::RowHeader, &first).click();
    harness.run();
    assert_eq!(harness.state().session().view().selected.len(), 1);
    let text = copied(&mut harness, "Copy rows");
    assert_eq!(text.lines().count(), 2, "{text}");
    let markdown = copied(&mut harness, "Copy as Markdown");
    assert_eq!(markdown.lines().count(), 3, "{markdown}");
}

#[test]
fn the_table_is_walked_by_keys_and_enter_selects() {
    let mut harness = window("kind:pillar", "Table");
    let rows = names(&harness);
    harness.get_by_role(Role::Grid).focus();
    harness.run();
    let press = |harness: &mut Harness<'_, App>, key| {
        harness.key_press(key);
        harness.run();
    };
    // The first key shows where the keyboard is.
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowRight, Key::ArrowDown, Key::Enter] {
        press(&mut harness, key);
    }
    let state = harness.state();
    let selected = state.session().view().subject().expect("a row was picked").clone();
    let label = &state.session().atlas().node(&selected).expect("it is a node").label;
    assert!(rows[2].starts_with(label.as_str()), "{label} is not the third of {rows:?}");
}

#[test]
fn a_cell_of_the_matrix_is_walked_to_opened_and_shown_in_the_graph() {
    let mut harness = window("", "Matrix");
    let n_before = harness.state().picture().visible.kept_nodes.len();
    harness.get_by_role(Role::Grid).focus();
    harness.run();
    for key in [Key::ArrowDown, Key::Enter] {
        harness.key_press(key);
        harness.run();
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    let state = harness.state();
    assert!(!state.session().view().filter.is_empty(), "the view is filtered to the cell");
    let n = state.picture().visible.kept_nodes.len();
    assert!((2..n_before).contains(&n), "{n} of {n_before}");
}

#[test]
fn in_a_narrow_window_nothing_of_a_drawer_lies_under_the_reading_panel() {
    for drawer in ["Table", "Matrix", "Timeline"] {
        let mut harness = window_of(Vec2::new(1024.0, 640.0), "actor:eurojust", drawer);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        harness.run();
        // The pointer reaches what stands at the right of the drawer.
        harness.get_by_role_and_label(Role::Button, "Close drawer").click();
        harness.run();
        let is_open = harness.query_by_role_and_label(Role::Button, "Close drawer").is_some();
        assert!(!is_open, "{drawer} is closed by its button");
    }
}
