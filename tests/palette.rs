//! The command palette and the size of everything, by the labels found in the window.
#![cfg(feature = "app")]
#![expect(clippy::expect_used, reason = "a test says so by panicking")]

use std::sync::LazyLock;

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::atlas::Atlas;
use protecteu_atlas::check;
use protecteu_atlas::layout::LayoutKind;
use protecteu_atlas::session::Session;
use protecteu_atlas::view::View;

fn atlas() -> &'static Atlas {
    static ATLAS: LazyLock<Atlas> = LazyLock::new(|| {
        let opened = check::open(None).expect("the built-in atlas is always there");
        opened.atlas.expect("the built-in atlas hangs together")
    });
    &ATLAS
}

fn window(view: View) -> Harness<'static, App> {
    let session = Session::new(atlas().clone(), "a test".to_owned(), Vec::new(), view);
    let app = App::new(session, [1440.0, 900.0].into(), None).without_motion();
    let mut harness = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_max_steps(24)
        .with_context_setup(install_style)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    harness.run();
    harness
}

fn open(harness: &mut Harness<'_, App>, typed: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, "Command");
    assert!(field.is_focused(), "the palette takes the keyboard");
    field.type_text(typed);
    harness.run();
}

#[test]
fn a_command_is_run_by_a_few_letters_and_enter() {
    let mut harness = window(View::default());
    open(&mut harness, "radial");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().session().view().layout, LayoutKind::Radial);
    assert!(harness.query_by_role_and_label(Role::TextInput, "Command").is_none(), "it closes");
}

#[test]
fn arrows_choose_and_a_click_takes() {
    let mut harness = window(View::default());
    open(&mut harness, "euro");
    let chosen = |harness: &Harness<'_, App>| {
        let rows = harness.get_all_by_role(Role::ListBoxOption);
        let mut labels = rows.filter(|row| {
            row.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
                || row.accesskit_node().is_selected() == Some(true)
        });
        labels.next().and_then(|row| row.accesskit_node().label()).expect("one is chosen")
    };
    let first = chosen(&harness);
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_ne!(chosen(&harness), first);
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert_eq!(chosen(&harness), first);
    harness.get_by_role_and_label(Role::ListBoxOption, "Eurojust, actor").click();
    harness.run();
    assert_eq!(harness.state().session().view().selected, ["eurojust".into()]);
}

#[test]
fn going_to_what_the_filter_leaves_out_clears_the_filter() {
    let filter = protecteu_atlas::filter::read("actor:frontex", atlas()).expect("a known filter");
    let mut harness = window(View { filter, ..View::default() });
    open(&mut harness, "EPPO Regulation");
    harness.key_press(Key::Enter);
    harness.run();
    let view = harness.state().session().view();
    assert!(view.filter.is_empty());
    let label = view.subject().and_then(|id| atlas().node(id)).map(|node| node.label.as_str());
    assert_eq!(label, Some("EPPO Regulation"));
}

#[test]
fn escape_closes_the_palette_and_changes_nothing() {
    let mut harness = window(View::default());
    let before = harness.state().session().view().clone();
    open(&mut harness, "dark");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_role_and_label(Role::TextInput, "Command").is_none());
    assert_eq!(*harness.state().session().view(), before);
}

#[test]
fn everything_grows_and_shrinks_by_keys() {
    let mut harness = window(View::default());
    let factor = |harness: &Harness<'_, App>| harness.ctx.zoom_factor();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    harness.run();
    assert_eq!(factor(&harness), 1.1);
    for _ in 0..20 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
        harness.run();
    }
    assert_eq!(factor(&harness), 3.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    harness.run();
    assert_eq!(factor(&harness), 1.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Minus);
    harness.run();
    assert_eq!(factor(&harness), 0.9);
}
