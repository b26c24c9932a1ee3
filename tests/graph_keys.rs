//! The graph by keys and sweeps: one tab stop, arrows along links, surroundings by digits,
//! selections made, inverted and gone back to.
#![cfg(feature = "app")]
#![expect(clippy::expect_used, clippy::panic, reason = "a test says so by panicking")]

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Role, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::session::Session;
use protecteu_atlas::view::View;
use protecteu_atlas::{check, filter};

fn window(asked: &str) -> Harness<'static, App> {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let filter = filter::read(asked, &atlas).expect("a filter the atlas knows");
    let view = View { filter, ..View::default() };
    let session = Session::new(atlas, opened.origin, opened.findings, view);
    let app = App::new(session, [1440.0, 900.0].into(), None).without_motion();
    let mut harness = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_max_steps(24)
        .with_context_setup(install_style)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    harness.run();
    harness
}

/// The graph's node whose spoken name begins so.
fn label(harness: &Harness<'_, App>, begins: &str) -> String {
    let buttons = harness.get_all_by_role(Role::Button);
    let mut labels = buttons.filter_map(|button| button.accesskit_node().label());
    labels.find(|l| l.starts_with(begins)).unwrap_or_else(|| panic!("no button begins {begins}"))
}

fn focus(harness: &mut Harness<'_, App>, begins: &str) {
    let label = label(harness, begins);
    harness.get_by_role_and_label(Role::Button, &label).focus();
    harness.run();
}

fn focused(harness: &Harness<'_, App>) -> Option<String> {
    let mut all = harness.get_all_by_role(Role::Button).filter(egui_kittest::Node::is_focused);
    all.next().and_then(|button| button.accesskit_node().label())
}

/// Selects a box by keyboard.
fn select(harness: &mut Harness<'_, App>, begins: &str) {
    focus(harness, begins);
    press(harness, Key::Enter);
}

fn press(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn press_with(harness: &mut Harness<'_, App>, held: Modifiers, key: Key) {
    harness.key_press_modifiers(held, key);
    harness.run();
}

fn view<'a>(harness: &'a Harness<'_, App>) -> &'a View {
    harness.state().session().view()
}

fn n_shown(harness: &Harness<'_, App>) -> usize {
    harness.state().picture().visible.kept_nodes.len()
}

#[test]
fn a_node_says_what_it_is_and_how_many_links_it_has() {
    let harness = window("actor:europol");
    let name = label(&harness, "Europol, actor");
    assert!(name.contains(", agency, ") && name.ends_with(" links"), "{name}");
}

#[test]
fn an_arrow_walks_along_a_link_and_enter_selects() {
    let mut harness = window("actor:eurojust");
    focus(&mut harness, "Eurojust, actor");
    press(&mut harness, Key::ArrowLeft);
    let reached = focused(&harness).expect("the focus stays in the graph");
    assert!(!reached.starts_with("Eurojust, actor"), "{reached}");
    press(&mut harness, Key::Enter);
    let session = harness.state().session();
    let subject = session.view().subject().expect("what was reached is selected");
    let node = session.atlas().node(subject).expect("a node");
    assert!(reached.starts_with(&node.label), "{reached}");
    let is_linked = session.atlas().links().iter().any(|link| {
        let ends = [link.source.as_str(), link.target.as_str()];
        ends.contains(&"eurojust") && ends.contains(&subject.as_str())
    });
    assert!(is_linked, "{reached} is linked to Eurojust");
}

#[test]
fn the_graph_is_one_stop_for_the_tab_key() {
    let mut harness = window("actor:eurojust");
    focus(&mut harness, "Eurojust, actor");
    press(&mut harness, Key::Tab);
    let is_node = |name: &str| {
        ["actor", "action", "instrument", "threat", "pillar"]
            .iter()
            .any(|kind| name.contains(&format!(", {kind}, ")))
    };
    if let Some(name) = focused(&harness) {
        assert!(!is_node(&name), "Tab leaves the graph, and is at {name}");
    }
}

#[test]
fn space_adds_to_the_selection() {
    let mut harness = window("actor:eurojust");
    focus(&mut harness, "Eurojust, actor");
    press(&mut harness, Key::Enter);
    focus(&mut harness, "Eurojust, actor");
    press(&mut harness, Key::ArrowLeft);
    press(&mut harness, Key::Space);
    assert_eq!(view(&harness).selected.len(), 2);
}

#[test]
fn a_digit_shows_the_surroundings_and_the_same_again_leaves_them() {
    let mut harness = window("");
    let all = n_shown(&harness);
    press(&mut harness, Key::Num1);
    assert_eq!(n_shown(&harness), all, "nothing is selected yet");
    focus(&mut harness, "Europol, actor");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Num1);
    assert_eq!(view(&harness).focus, Some("europol".into()));
    let near = n_shown(&harness);
    press(&mut harness, Key::Num2);
    assert!(near < n_shown(&harness) && n_shown(&harness) < all);
    press(&mut harness, Key::Num2);
    assert_eq!((view(&harness).focus.clone(), n_shown(&harness)), (None, all));
}

#[test]
fn surroundings_can_be_followed_one_way_only() {
    let mut harness = window("");
    focus(&mut harness, "Europol, actor");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Num1);
    let both = n_shown(&harness);
    let mut of = |word: &str| {
        harness.get_by_role_and_label(Role::Button, word).click();
        harness.run();
        n_shown(&harness)
    };
    let (outgoing, incoming) = (of("Outgoing"), of("Incoming"));
    assert!(outgoing < both && incoming < both, "{outgoing} {incoming} {both}");
    assert!(outgoing + incoming > both, "Europol itself stands in both");
    harness.get_by_role_and_label(Role::Button, "Leave (Esc)").click();
    harness.run();
    assert_eq!(view(&harness).focus, None);
}

#[test]
fn selections_are_made_inverted_and_gone_back_to() {
    let mut harness = window("actor:eurojust");
    focus(&mut harness, "Eurojust, actor");
    press(&mut harness, Key::Enter);
    let n = n_shown(&harness);
    press_with(&mut harness, Modifiers::COMMAND, Key::I);
    assert_eq!(view(&harness).selected.len(), n - 1);
    press_with(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(view(&harness).selected.len(), n);
    press_with(&mut harness, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(view(&harness).selected.len(), n - 1);
    press_with(&mut harness, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(view(&harness).selected, ["eurojust".into()]);
    press_with(&mut harness, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(view(&harness).selected.len(), n - 1);
}

fn drag(harness: &mut Harness<'_, App>, held: Modifiers, points: &[Pos2]) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: held,
    };
    harness.event(Event::ModifiersChanged(held));
    let (first, last) = (points[0], points[points.len() - 1]);
    harness.event(Event::PointerMoved(first));
    harness.run();
    harness.event(button(first, true));
    harness.run_steps(2);
    for point in points {
        harness.event(Event::PointerMoved(*point));
        harness.run_steps(1);
    }
    harness.event(button(last, false));
    harness.run_steps(2);
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    harness.run();
}

#[test]
fn a_box_with_shift_selects_what_it_holds_and_moves_nothing() {
    let mut harness = window("actor:eurojust");
    let corners = [pos2(258.0, 56.0), pos2(600.0, 500.0), pos2(1070.0, 790.0)];
    drag(&mut harness, Modifiers::SHIFT, &corners);
    let drawn = harness.state().picture().scene.nodes.len();
    let held = view(&harness).selected.len();
    assert!(held * 10 >= drawn * 9, "a box around all holds nearly all: {held} of {drawn}");
    assert_eq!(view(&harness).camera, None, "the picture stays where it is");
}

#[test]
fn looking_around_is_one_step_to_undo() {
    let mut harness = window("");
    let first = view(&harness).clone();
    for _ in 0..4 {
        press(&mut harness, Key::Plus);
    }
    assert!(view(&harness).camera.is_some());
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(*view(&harness), first);
}

#[test]
fn a_right_click_offers_what_can_be_done_with_a_node() {
    let mut harness = window("actor:eurojust");
    let name = label(&harness, "Eurojust, actor");
    harness.get_by_role_and_label(Role::Button, &name).click_secondary();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Show what is linked to it").click();
    harness.run();
    assert_eq!(view(&harness).focus, Some("eurojust".into()));
    assert!(harness.query_by_label("Show what is linked to it").is_none(), "the menu closes");
}

#[test]
fn l_goes_through_the_links_of_what_is_selected_and_comes_round() {
    let mut harness = window("actor:frontex");
    select(&mut harness, "Frontex, ");
    let n = {
        let state = harness.state();
        let (atlas, kept) = (state.session().atlas(), &state.picture().visible.kept_links);
        let own = |link: &&protecteu_atlas::atlas::Link| {
            link.source.as_str() == "frontex" || link.target.as_str() == "frontex"
        };
        atlas.links().iter().filter(own).filter(|link| kept.contains(&link.id)).count()
    };
    assert!(n > 1, "Frontex has {n} links");
    for at in 1..=n {
        press(&mut harness, Key::L);
        harness.get_by_label(&format!("Link {at} of {n}"));
    }
    press(&mut harness, Key::L);
    harness.get_by_label(&format!("Link 1 of {n}"));
    press_with(&mut harness, Modifiers::SHIFT, Key::L);
    harness.get_by_label(&format!("Link {n} of {n}"));
    press(&mut harness, Key::Enter);
    assert!(harness.state().session().reading().is_some(), "Enter reads the sentence");
}

#[test]
fn the_strip_of_a_link_closes_before_anything_else() {
    let mut harness = window("actor:frontex");
    select(&mut harness, "Frontex, ");
    press(&mut harness, Key::L);
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label_contains("Link 1 of").is_none());
    assert_eq!(view(&harness).selected, ["frontex".into()]);
}

#[test]
fn the_other_end_of_a_link_is_gone_to_with_the_keyboard() {
    let mut harness = window("actor:frontex");
    select(&mut harness, "Frontex, ");
    press(&mut harness, Key::L);
    press(&mut harness, Key::Tab);
    press(&mut harness, Key::Enter);
    let selected = view(&harness).selected.clone();
    assert_eq!(selected.len(), 1);
    assert_ne!(selected, ["frontex".into()]);
    assert!(focused(&harness).is_some(), "the keyboard is on the box gone to");
}

#[test]
fn e_brings_in_all_neighbours_says_so_and_lets_them_go() {
    let mut harness = window("id:frontex");
    select(&mut harness, "Frontex, ");
    let before = n_shown(&harness);
    press(&mut harness, Key::E);
    assert!(n_shown(&harness) > before);
    assert_eq!(view(&harness).expanded, ["frontex".into()].into());
    let said = harness.query_all_by_label_contains("with all neighbours of Frontex").count();
    assert!(said > 0, "the sentence says so");
    press(&mut harness, Key::E);
    assert_eq!(n_shown(&harness), before);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(n_shown(&harness) > before);
    press(&mut harness, Key::Z);
    assert!(view(&harness).expanded.is_empty(), "nothing is left out any more");
}

#[test]
fn a_right_click_on_the_ground_opens_a_menu() {
    let mut harness = window("actor:frontex");
    let graph = harness.get_by_role_and_label(Role::Canvas, "Graph").rect();
    right_click(&mut harness, graph.left_top() + vec2(40.0, 40.0));
    harness.get_by_label("Show everything (Z)").click();
    harness.run();
    assert!(view(&harness).filter.is_empty());
}

fn right_click(harness: &mut Harness<'_, App>, place: Pos2) {
    harness.event(Event::PointerMoved(place));
    harness.run();
    for pressed in [true, false] {
        harness.event(Event::PointerButton {
            pos: place,
            button: PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        harness.run();
    }
}
