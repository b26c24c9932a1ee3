//! The drawer with the briefing and the presenter, by the labels found in the window.
#![cfg(feature = "app")]
#![expect(clippy::expect_used, clippy::panic, reason = "a test says so by panicking")]

use std::sync::LazyLock;

use egui::accesskit::Toggled;
use egui::epaint::Shape;
use egui::{Key, Modifiers, Role, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::atlas::{Atlas, NodeId};
use protecteu_atlas::check;
use protecteu_atlas::scene::{Form, Seen};
use protecteu_atlas::session::{Command, DeckCommand, Session};
use protecteu_atlas::view::{Briefing, NamedView, View};
use protecteu_atlas::wire::briefing_from_record;

/// A slide of 1280 x 720 in the margin that the test's window has and a real one has not.
const SLIDE: Vec2 = vec2(1280.0 + 16.0, 720.0 + 16.0);
/// The same half as large again.
const LARGE_SLIDE: Vec2 = vec2(1920.0 + 16.0, 1080.0 + 16.0);
const DESK: Vec2 = vec2(1440.0, 900.0);

static BUILTIN: LazyLock<(Atlas, Briefing)> = LazyLock::new(|| {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let record = opened.draft.briefing.expect("it has a briefing").record();
    let (briefing, _) = briefing_from_record(&record, &atlas);
    (atlas, briefing)
});

fn session(briefing: Briefing) -> Session {
    let atlas = BUILTIN.0.clone();
    let session = Session::new(atlas, "a test".to_owned(), Vec::new(), View::default());
    session.with_briefing(briefing)
}

fn window(session: Session, size: Vec2) -> Harness<'static, App> {
    let app = App::new(session, size, None).without_motion();
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(32)
        .with_context_setup(install_style)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    harness.run();
    harness
}

/// The built-in briefing, presented from its first view.
fn presented() -> Harness<'static, App> {
    let mut harness = window(session(BUILTIN.1.clone()), SLIDE);
    press(&mut harness, Key::F5);
    harness
}

fn press(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn is_there(harness: &Harness<'_, App>, label: &str) -> bool {
    harness.query_all_by_label(label).next().is_some()
}

fn says(harness: &Harness<'_, App>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

fn n_views() -> usize {
    BUILTIN.1.views.len()
}

#[track_caller]
fn at(harness: &Harness<'_, App>, number: usize) {
    let position = format!("{number} / {}", n_views());
    assert!(is_there(harness, &position), "not at {position}");
    let title = BUILTIN.1.views[number - 1].title();
    assert!(is_there(harness, title), "{title} is not written above");
}

#[test]
fn the_keys_of_the_deck_lead_through_the_views() {
    let mut harness = presented();
    at(&harness, 1);
    for key in [Key::PageDown, Key::ArrowRight, Key::ArrowDown, Key::Space] {
        press(&mut harness, key);
    }
    at(&harness, 5);
    for key in [Key::PageUp, Key::ArrowLeft, Key::ArrowUp, Key::Backspace] {
        press(&mut harness, key);
    }
    at(&harness, 1);
    press(&mut harness, Key::End);
    at(&harness, n_views());
    press(&mut harness, Key::PageDown);
    at(&harness, n_views());
    press(&mut harness, Key::Home);
    at(&harness, 1);
    press(&mut harness, Key::Num6);
    assert!(says(&harness, "to 6"), "the number is shown while it is typed");
    press(&mut harness, Key::Enter);
    at(&harness, 6);
    press(&mut harness, Key::Escape);
    assert!(harness.state().presented().is_none(), "Esc leaves the deck");
    assert!(is_there(&harness, "Export"), "and the window is as it was");
}

#[test]
fn nothing_of_the_window_is_seen_while_presenting() {
    let harness = presented();
    for label in ["Export", "Present", "Menu", "Search", "Filters", "Details", "Table"] {
        assert!(!is_there(&harness, label), "{label} is seen");
    }
}

#[test]
fn the_screen_goes_black_and_white_and_comes_back() {
    let mut harness = presented();
    for (key, name) in [(Key::B, "Black screen"), (Key::W, "White screen")] {
        press(&mut harness, key);
        assert!(is_there(&harness, name));
        press(&mut harness, key);
        assert!(!is_there(&harness, name));
        press(&mut harness, key);
        press(&mut harness, Key::PageDown);
        assert!(!is_there(&harness, name), "{name} goes with a key of the deck");
        at(&harness, 1);
        press(&mut harness, key);
        press(&mut harness, Key::Escape);
        assert!(!is_there(&harness, name), "{name} goes with Esc");
    }
    assert!(harness.state().presented().is_some());
}

#[test]
fn the_keys_are_listed_while_somebody_asks() {
    let mut harness = presented();
    press(&mut harness, Key::F1);
    assert!(is_there(&harness, "Laser pointer") && is_there(&harness, "F1 or ?"));
    press(&mut harness, Key::Escape);
    assert!(!is_there(&harness, "Laser pointer"));
    assert!(harness.state().presented().is_some());
}

#[test]
fn the_quote_fills_the_screen_with_document_and_section() {
    let mut harness = presented();
    press(&mut harness, Key::Q);
    assert!(says(&harness, "“The strategy sets out an ambitious vision"));
    assert!(says(&harness, "Press release"), "the section is named");
    press(&mut harness, Key::Escape);
    assert!(!says(&harness, "Press release"));
    // The view of what has happened since has no quote of its own.
    press(&mut harness, Key::Num7);
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Q);
    assert!(says(&harness, " · sentence 1 of ") && says(&harness, "“"));
    press(&mut harness, Key::M);
    assert!(says(&harness, " · sentence 2 of ") && says(&harness, "“"));
    press(&mut harness, Key::Q);
    assert!(!says(&harness, " · sentence "));
}

#[test]
fn no_view_with_evidence_is_said_to_have_none() {
    let mut views = BUILTIN.1.clone();
    for named in &mut views.views {
        named.quote = None;
        named.view.selected.clear();
    }
    let everything = NamedView { view: View::default(), ..NamedView::default() };
    views.views.push(everything);
    let n = views.views.len();
    let mut harness = window(session(views), SLIDE);
    press(&mut harness, Key::F5);
    for _ in 0..n {
        press(&mut harness, Key::Q);
        assert!(!says(&harness, "No sentence stands") && says(&harness, "“"));
        press(&mut harness, Key::Q);
        press(&mut harness, Key::PageDown);
    }
}

#[test]
fn the_command_begins_with_the_first_view_or_with_the_one_asked_for() {
    for (is_asked_for, number) in [(false, 1), (true, 4)] {
        let mut deck = session(BUILTIN.1.clone());
        deck.apply(Command::Deck(DeckCommand::Show(3)));
        let app = App::new(deck, SLIDE, None).without_motion().presenting(is_asked_for);
        let mut harness = Harness::builder()
            .with_size(SLIDE)
            .with_max_steps(32)
            .with_context_setup(install_style)
            .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
        harness.run();
        at(&harness, number);
    }
}

#[test]
fn a_click_explores_and_a_key_of_the_deck_returns() {
    let mut harness = presented();
    press(&mut harness, Key::PageDown);
    press(&mut harness, Key::PageDown);
    let before = harness.state().session().clone();
    let label = button(&harness, "Frontex,");
    harness.get_by_role_and_label(Role::Button, &label).click();
    harness.run();
    let selected = |harness: &Harness<'_, App>| {
        let (session, _) = harness.state().presented().expect("it is presented");
        session.view().selected.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(selected(&harness), ["frontex"]);
    assert!(is_there(&harness, &format!("exploring 3 / {}", n_views())));
    press(&mut harness, Key::Q);
    assert!(!says(&harness, "A new mandate for Europol"), "the quote is that of what is selected");
    press(&mut harness, Key::Q);
    press(&mut harness, Key::PageDown);
    at(&harness, 3);
    assert_eq!(selected(&harness), ["europol"]);
    harness.get_by_role_and_label(Role::Button, &label).click();
    harness.run();
    press(&mut harness, Key::Escape);
    at(&harness, 3);
    press(&mut harness, Key::Escape);
    assert!(harness.state().presented().is_none());
    let after = harness.state().session();
    assert_eq!(after.briefing(), before.briefing(), "nothing was kept of it");
    assert_eq!((after.view(), after.shown()), (before.view(), before.shown()));
    assert!(!after.can_undo(), "presenting is no step to undo");
}

/// The whole label of the button that begins with these words.
fn button(harness: &Harness<'_, App>, begins: &str) -> String {
    let buttons = harness.get_all_by_role(Role::Button);
    let mut labels = buttons.filter_map(|button| button.accesskit_node().label());
    labels.find(|label| label.starts_with(begins)).unwrap_or_else(|| panic!("no {begins}"))
}

#[test]
fn a_pillar_is_opened_or_folded_by_a_double_click_while_presenting() {
    let mut harness = presented();
    press(&mut harness, Key::PageDown);
    press(&mut harness, Key::PageDown);
    let label = button(&harness, "Law enforcement & agencies,");
    harness.get_by_role_and_label(Role::Button, &label).focus();
    harness.run();
    press(&mut harness, Key::Enter);
    let (session, _) = harness.state().presented().expect("it is presented");
    let said = session.view().folding.said(&NodeId::from("law-enforcement"));
    assert!(said.is_some(), "it opens, or folds where it stood open");
    press(&mut harness, Key::PageDown);
    at(&harness, 3);
}

#[test]
fn notes_and_the_speakers_window_show_what_is_to_be_said_and_the_time() {
    let mut harness = presented();
    press(&mut harness, Key::N);
    assert!(says(&harness, "Presented by the Commission on 1 April 2025."));
    assert!(
        says(&harness, &format!("of {} min", BUILTIN.1.minutes())) && says(&harness, "of 3 min")
    );
    press(&mut harness, Key::N);
    assert!(!says(&harness, "Presented by the Commission"));
    press(&mut harness, Key::S);
    harness.run_steps(2);
    assert!(says(&harness, "Presented by the Commission on 1 April 2025."));
    assert!(
        says(&harness, "Ten groups of threats, and the pillars against them"),
        "the next view is named"
    );
    press(&mut harness, Key::S);
    assert!(!says(&harness, "Presented by the Commission"));
}

#[test]
fn presenting_begins_with_the_first_view_the_one_shown_or_what_is_there() {
    let mut deck = session(BUILTIN.1.clone());
    deck.apply(Command::Deck(DeckCommand::Show(3)));
    let mut harness = window(deck, SLIDE);
    harness.get_by_role_and_label(Role::Button, "Present").click();
    harness.run();
    at(&harness, 1);
    press(&mut harness, Key::Escape);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F5);
    harness.run();
    at(&harness, 4);
    let mut single = session(Briefing::default());
    single.apply(Command::Select { node: "europol".into(), extend: false });
    let mut harness = window(single, SLIDE);
    press(&mut harness, Key::F5);
    let (session, picture) = harness.state().presented().expect("it is presented");
    assert_eq!(session.view().selected, ["europol".into()]);
    assert!(picture.scene.node(&"europol".into()).is_some());
    assert!(!says(&harness, " / "), "one view needs no position");
    press(&mut harness, Key::PageDown);
    assert!(harness.state().presented().is_some());
}

/// The sizes of all text among some shapes that stands above a height, in points.
fn text_sizes(shape: &Shape, foot: f32, sizes: &mut Vec<(f32, String)>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| text_sizes(shape, foot, sizes)),
        Shape::Text(text) if text.pos.y < foot => {
            for section in &text.galley.job.sections {
                let range = section.byte_range.clone();
                let words = text.galley.job.text.get(range.start.0..range.end.0);
                sizes.push((section.format.font_id.size, words.unwrap_or_default().to_owned()));
            }
        }
        _ => {}
    }
}

#[test]
fn no_text_of_a_built_in_view_is_under_20_points_at_1280_by_720() {
    no_text_is_under_20_points(&mut presented(), SLIDE.y);
}

#[test]
fn no_text_of_a_slide_gets_smaller_for_the_notes_under_it() {
    let mut harness = presented();
    press(&mut harness, Key::N);
    // What stands lower is for who speaks.
    no_text_is_under_20_points(&mut harness, SLIDE.y * 0.74);
}

fn no_text_is_under_20_points(harness: &mut Harness<'_, App>, foot: f32) {
    for number in 1..=n_views() {
        at(harness, number);
        let mut sizes = Vec::new();
        for clipped in &harness.output().shapes {
            text_sizes(&clipped.shape, foot, &mut sizes);
        }
        assert!(!sizes.is_empty(), "the title is there, and the foot where no notes are");
        // The picture's own text is triangles by then; it is measured where it comes from.
        let (session, picture) = harness.state().presented().expect("it is presented");
        let stage = picture.stage();
        let zoom = picture.layout.zoom_to_fit(stage.room, stage.zooms().most);
        picture.scene.each_mark(
            &session.view().emphasis(),
            &Seen { zoom, ..Seen::default() },
            |shown| {
                if let Form::Text { size, text, .. } = &shown.mark.form {
                    sizes.push((size * zoom, text.clone()));
                }
            },
        );
        assert!(sizes.len() > 6, "the picture has labels");
        for (size, words) in sizes {
            assert!(size > 19.99, "view {number}: {words:?} is {size} points");
        }
        press(harness, Key::PageDown);
    }
}

#[test]
fn a_view_is_laid_out_alike_on_a_screen_half_as_large_again() {
    let picture_on = |size: Vec2| {
        let mut harness = window(session(BUILTIN.1.clone()), size);
        press(&mut harness, Key::F5);
        let (_, picture) = harness.state().presented().expect("it is presented");
        picture.scene.clone()
    };
    assert!(picture_on(SLIDE) == picture_on(LARGE_SLIDE), "the scenes differ");
}

fn desk() -> Harness<'static, App> {
    let mut harness = window(session(BUILTIN.1.clone()), DESK);
    harness.get_by_role_and_label(Role::Button, "Views").click();
    harness.run();
    harness
}

fn cards(harness: &Harness<'_, App>) -> Vec<String> {
    let buttons = harness.query_all_by_role(Role::Button);
    let labels = buttons.filter_map(|button| button.accesskit_node().label());
    labels.filter(|label| label.starts_with("View ")).collect()
}

#[test]
fn the_drawer_has_a_card_for_each_view_and_a_click_shows_it() {
    let mut harness = desk();
    assert_eq!(cards(&harness).len(), n_views());
    harness.get_by_role_and_label(Role::Button, "View 3, The agencies, 5 minutes").click();
    harness.run();
    let card = harness.get_by_role_and_label(Role::Button, "View 3, The agencies, 5 minutes");
    assert_eq!(card.accesskit_node().toggled(), Some(Toggled::True));
    let session = harness.state().session();
    assert_eq!((session.shown(), session.view().selected.len()), (Some(2), 1));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(harness.state().session().shown(), None, "it can be taken back");
}

#[test]
fn a_card_that_was_clicked_hears_its_keys() {
    let mut harness = desk();
    harness.get_by_role_and_label(Role::Button, "View 3, The agencies, 5 minutes").click();
    harness.run();
    press(&mut harness, Key::F2);
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_role_and_label(Role::TextInput, "New name").is_none());
    let session = harness.state().session();
    assert!(!session.view().filter.is_empty(), "Esc let go of the name and of nothing else");
    press(&mut harness, Key::Delete);
    press(&mut harness, Key::Delete);
    assert_eq!(cards(&harness).len(), n_views() - 2, "the next card has the keyboard");
}

#[test]
fn a_new_briefing_begins_empty_and_the_old_one_can_be_had_back() {
    let mut harness = desk();
    harness.get_by_role_and_label(Role::Button, "New").click();
    harness.run();
    assert!(cards(&harness).is_empty());
    assert!(says(&harness, "A briefing is made of views"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(cards(&harness).len(), n_views());
}

#[test]
fn page_keys_go_through_the_views_on_the_desk() {
    let mut harness = window(session(BUILTIN.1.clone()), DESK);
    press(&mut harness, Key::PageDown);
    press(&mut harness, Key::PageDown);
    assert_eq!(harness.state().session().shown(), Some(1));
    press(&mut harness, Key::PageUp);
    assert_eq!(harness.state().session().shown(), Some(0));
    let mut harness = window(session(Briefing::default()), DESK);
    press(&mut harness, Key::PageDown);
    assert!(says(&harness, "Ctrl+D keeps what is shown as the first"));
}

#[test]
fn cards_are_walked_moved_renamed_and_taken_out_by_keys() {
    let mut harness = desk();
    harness.get_by_role_and_label(Role::Button, "View 1, What ProtectEU is, 3 minutes").focus();
    harness.run();
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::ArrowRight);
    let focused = |harness: &Harness<'_, App>, label: &str| {
        harness.get_by_role_and_label(Role::Button, label).is_focused()
    };
    assert!(focused(&harness, "View 3, The agencies, 5 minutes"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::ArrowLeft);
    harness.run();
    assert!(focused(&harness, "View 2, The agencies, 5 minutes"), "{:?}", cards(&harness));
    press(&mut harness, Key::F2);
    let field = harness.get_by_role_and_label(Role::TextInput, "New name");
    assert!(field.is_focused());
    field.type_text("!");
    harness.run();
    press(&mut harness, Key::Enter);
    assert!(focused(&harness, "View 2, The agencies!, 5 minutes"), "{:?}", cards(&harness));
    press(&mut harness, Key::Delete);
    assert_eq!(cards(&harness).len(), n_views() - 1);
    assert!(!cards(&harness).iter().any(|label| label.contains("agencies")));
}

#[test]
fn a_view_is_kept_under_the_name_suggested() {
    let mut harness = window(session(Briefing::default()), DESK);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::D);
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, "Name of the view");
    assert!(field.is_focused());
    press(&mut harness, Key::Enter);
    assert!(harness.query_by_role_and_label(Role::TextInput, "Name of the view").is_none());
    let briefing = harness.state().session().briefing();
    assert_eq!(briefing.views.len(), 1);
    assert_eq!(briefing.views[0].name(), "Everything");
    assert!(says(&harness, "Kept as “Everything”"));
}

#[test]
fn what_is_said_over_a_view_is_written_in_the_drawer() {
    let mut harness = desk();
    press(&mut harness, Key::PageDown);
    let type_into = |harness: &mut Harness<'_, App>, role: Role, label: &str, text: &str| {
        let field = harness.get_by_role_and_label(role, label);
        field.focus();
        field.type_text(text);
        harness.run();
    };
    type_into(&mut harness, Role::TextInput, "Title line", "!");
    type_into(&mut harness, Role::MultilineTextInput, "Notes", "?");
    type_into(&mut harness, Role::TextInput, "Name of the briefing", ".");
    let briefing = harness.state().session().briefing();
    assert!(briefing.views[0].headline.contains('!'), "{}", briefing.views[0].headline);
    assert!(briefing.views[0].notes.contains('?'));
    assert!(briefing.title.contains('.'));
    harness.get_by_role_and_label(Role::Button, "No quote").click();
    harness.run();
    assert_eq!(harness.state().session().briefing().views[0].quote, None);
}

#[test]
fn a_card_dragged_to_another_place_stays_there() {
    let mut harness = desk();
    let centre = |harness: &Harness<'_, App>, label: &str| {
        harness.get_by_role_and_label(Role::Button, label).rect().center()
    };
    let from = centre(&harness, "View 1, What ProtectEU is, 3 minutes");
    let to = centre(&harness, "View 3, The agencies, 5 minutes");
    harness.hover_at(from);
    harness.run_steps(1);
    harness.drag_at(from);
    harness.run_steps(1);
    harness.hover_at(from.lerp(to, 0.5));
    harness.run_steps(1);
    harness.hover_at(to);
    harness.run_steps(2);
    harness.drop_at(to);
    harness.run();
    let views = &harness.state().session().briefing().views;
    let names: Vec<&str> = views.iter().take(3).map(NamedView::name).collect();
    assert_eq!(names, ["Threats and pillars", "The agencies", "What ProtectEU is"]);
}

#[test]
fn a_briefing_is_saved_with_the_whole_atlas_and_opens_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.json");
    let mut harness = window(session(BUILTIN.1.clone()), DESK);
    press(&mut harness, Key::PageDown);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run();
    assert!(is_there(&harness, "Save the briefing"));
    harness.get_by_role_and_label(Role::TextInput, "File").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, "File");
    field.type_text(&path.to_string_lossy());
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Save").click();
    harness.run();
    for _ in 0..400 {
        if says(&harness, "Written") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
        harness.run_steps(1);
    }
    let opened = check::open(Some(&path)).expect("it was written");
    let atlas = opened.atlas.expect("it hangs together");
    assert_eq!(atlas.nodes(), BUILTIN.0.nodes());
    let record = opened.draft.briefing.expect("it has a briefing").record();
    assert_eq!(briefing_from_record(&record, &atlas).0, BUILTIN.1);
}

#[test]
fn a_view_that_was_changed_says_so_and_can_be_replaced() {
    let mut harness = desk();
    press(&mut harness, Key::PageDown);
    assert!(!is_there(&harness, "Replace with what is shown now"));
    press(&mut harness, Key::Z);
    harness.get_by_role_and_label(Role::Button, "Replace with what is shown now").click();
    harness.run();
    let session = harness.state().session();
    assert!(session.briefing().views[0].view.filter.is_empty());
    assert_eq!(session.briefing().views[0].name(), "What ProtectEU is");
}
