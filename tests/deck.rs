//! The briefing of a sitting: every edit can be taken back, typing is one step, and a file brings
//! all of it back.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{atlas, folded, view};
use proptest::prelude::*;
use protecteu_atlas::check;
use protecteu_atlas::export::{ExportOptions, ExportRequest, Format};
use protecteu_atlas::filter::Direction;
use protecteu_atlas::layout::LayoutKind;
use protecteu_atlas::scene::{Camera, Theme};
use protecteu_atlas::session::{Command, DeckCommand, Session, spoken_name};
use protecteu_atlas::view::{Briefing, NamedView, Passage, Unfold, View};
use protecteu_atlas::wire::{briefing_from_record, view_from_record};

const FILTERS: [&str; 4] = ["", "threat:cyber", "kind:action", "actor:europol"];

fn empty() -> Session {
    Session::new(atlas().clone(), "a test".to_owned(), Vec::new(), View::default())
}

fn builtin() -> Session {
    let opened = check::open(None).unwrap();
    let atlas = opened.atlas.unwrap();
    let record = opened.draft.briefing.unwrap().record();
    let (briefing, left_out) = briefing_from_record(&record, &atlas);
    assert!(left_out.is_empty(), "{left_out:?}");
    Session::new(atlas, "a test".to_owned(), Vec::new(), View::default()).with_briefing(briefing)
}

fn deck(session: &mut Session, command: DeckCommand) {
    assert_eq!(session.apply(Command::Deck(command)), []);
}

fn keep(session: &mut Session, name: &str) {
    deck(session, DeckCommand::Keep(name.to_owned()));
}

fn names(session: &Session) -> Vec<&str> {
    session.briefing().views.iter().map(NamedView::name).collect()
}

fn n_undoable(session: &Session) -> usize {
    let mut session = session.clone();
    std::iter::from_fn(|| session.can_undo().then(|| session.apply(Command::Undo))).count()
}

/// What undo brings back.
fn state(session: &Session) -> (View, Briefing, Option<usize>) {
    (session.view().clone(), session.briefing().clone(), session.shown())
}

fn passage() -> Passage {
    let document = &atlas().documents()[0];
    let span = protecteu_atlas::atlas::Span { start: 10, end: 40 };
    Passage { document: document.id.clone(), span }
}

fn any_change() -> impl Strategy<Value = Command> {
    let at = || 0..5_usize;
    let words = || proptest::sample::select(&["", "a", "ab", "Cyber", "- say this"][..]);
    let text = move || words().prop_map(str::to_owned);
    let deck = prop_oneof![
        text().prop_map(DeckCommand::Keep),
        at().prop_map(DeckCommand::Show),
        Just(DeckCommand::Next),
        Just(DeckCommand::Previous),
        (at(), text()).prop_map(|(at, name)| DeckCommand::Rename { at, name }),
        text().prop_map(DeckCommand::Retitle),
        (at(), text()).prop_map(|(at, text)| DeckCommand::SetHeadline { at, text }),
        (at(), text()).prop_map(|(at, text)| DeckCommand::SetNotes { at, text }),
        (at(), proptest::option::of(0..9_u16))
            .prop_map(|(at, minutes)| DeckCommand::SetMinutes { at, minutes }),
        (at(), proptest::option::of(Just(passage())))
            .prop_map(|(at, quote)| DeckCommand::SetQuote { at, quote }),
        at().prop_map(DeckCommand::Duplicate),
        (at(), at()).prop_map(|(from, to)| DeckCommand::Shift { from, to }),
        at().prop_map(DeckCommand::Remove),
        at().prop_map(DeckCommand::Update),
    ];
    let node = proptest::sample::select(&["europol", "enisa", "terrorism"][..]);
    prop_oneof![
        6 => deck.prop_map(Command::Deck),
        1 => proptest::sample::select(&FILTERS[..])
            .prop_map(|text| Command::SetFilter(view(text).filter)),
        1 => node.prop_map(|node| Command::Select { node: node.into(), extend: false }),
        1 => proptest::sample::select(&Theme::ALL[..]).prop_map(Command::SetTheme),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_change_of_view_and_briefing_is_taken_back_and_done_again(
        commands in proptest::collection::vec(any_change(), 0..80)
    ) {
        let mut session = empty();
        let first = state(&session);
        for command in commands {
            session.apply(command);
            let shown = session.shown();
            prop_assert!(shown.is_none_or(|at| at < session.briefing().views.len()));
        }
        let last = state(&session);
        while session.can_undo() {
            session.apply(Command::Undo);
        }
        prop_assert_eq!(state(&session), first);
        while session.can_redo() {
            session.apply(Command::Redo);
        }
        prop_assert_eq!(state(&session), last);
    }
}

#[test]
fn a_thousand_changes_of_a_briefing_are_all_taken_back() {
    let mut session = builtin();
    let first = state(&session);
    for step in 0..1_000_usize {
        let at = step * 7 % 5;
        deck(
            &mut session,
            match step % 8 {
                0 => DeckCommand::Show(at),
                1 => DeckCommand::Duplicate(at),
                2 => DeckCommand::Shift { from: at, to: step % 7 },
                3 => DeckCommand::Remove(step % 6),
                4 => DeckCommand::SetNotes { at, text: step.to_string() },
                5 => DeckCommand::Rename { at, name: format!("View {step}") },
                6 => DeckCommand::Keep("Kept".to_owned()),
                _ => DeckCommand::Update(at),
            },
        );
    }
    assert!(n_undoable(&session) > 900, "{}", n_undoable(&session));
    while session.can_undo() {
        session.apply(Command::Undo);
    }
    assert_eq!(state(&session), first);
}

#[test]
fn what_is_kept_is_shown_and_what_is_shown_is_what_was_kept() {
    let mut session = empty();
    session.apply(Command::SetFilter(view("threat:cyber").filter));
    keep(&mut session, "Cyber");
    session.apply(Command::SetLayout(LayoutKind::Radial));
    session.apply(Command::SetFilter(view("kind:action").filter));
    keep(&mut session, "Cyber");
    assert_eq!(names(&session), ["Cyber", "Cyber 2"]);
    assert_eq!(session.shown(), Some(1));
    deck(&mut session, DeckCommand::Previous);
    assert_eq!((session.shown(), session.view().layout), (Some(0), LayoutKind::Lanes));
    assert_eq!(session.view().filter.to_string(), "threat:cyber");
    assert_eq!(session.view().name.as_deref(), Some("Cyber"));
    deck(&mut session, DeckCommand::Previous);
    assert_eq!(session.shown(), Some(0), "before the first there is none");
    deck(&mut session, DeckCommand::Next);
    deck(&mut session, DeckCommand::Next);
    assert_eq!(session.shown(), Some(1), "after the last there is none");
}

#[test]
fn a_view_that_is_shown_keeps_the_theme_of_the_moment() {
    let mut session = builtin();
    session.apply(Command::SetTheme(Theme::Dark));
    deck(&mut session, DeckCommand::Show(2));
    assert_eq!(session.view().theme, Theme::Dark);
    assert!(session.briefing().views[2].view.shows_the_same(session.view()));
}

#[test]
fn a_view_changed_by_hand_lets_go_of_its_name_until_it_is_replaced() {
    let mut session = builtin();
    deck(&mut session, DeckCommand::Show(2));
    session.apply(Command::SetFilter(view("actor:europol").filter));
    assert_eq!((session.view().name.as_deref(), session.shown()), (None, Some(2)));
    assert!(!session.briefing().views[2].view.shows_the_same(session.view()));
    deck(&mut session, DeckCommand::Update(2));
    assert_eq!(session.briefing().views[2].name(), "The agencies");
    assert_eq!(session.view().name.as_deref(), Some("The agencies"));
    assert_eq!(session.briefing().views[2].view.filter.to_string(), "actor:europol");
    assert!(!session.briefing().views[2].notes.is_empty(), "what is said over it stays");
    session.apply(Command::Undo);
    session.apply(Command::Undo);
    assert_eq!(session.view().name.as_deref(), Some("The agencies"));
}

#[test]
fn what_is_typed_into_one_field_is_one_step() {
    let mut session = builtin();
    let before = state(&session);
    let type_into = |session: &mut Session, at: usize, texts: &[&str]| {
        for text in texts {
            deck(session, DeckCommand::SetNotes { at, text: (*text).to_owned() });
        }
    };
    type_into(&mut session, 0, &["S", "Sa", "Say"]);
    assert_eq!(n_undoable(&session), 1);
    type_into(&mut session, 1, &["T", "Th"]);
    assert_eq!(n_undoable(&session), 2, "another field is another step");
    session.apply(Command::SetTheme(Theme::Dark));
    type_into(&mut session, 1, &["The", "Then"]);
    assert_eq!(n_undoable(&session), 4, "so is what is typed after something else");
    session.apply(Command::Undo);
    assert_eq!(session.briefing().views[1].notes, "Th");
    type_into(&mut session, 1, &["Tha", "That"]);
    session.apply(Command::Undo);
    assert_eq!(session.briefing().views[1].notes, "Th", "typing after an undo is a step");
    while session.can_undo() {
        session.apply(Command::Undo);
    }
    assert_eq!(state(&session), before);
}

#[test]
fn the_view_shown_is_followed_when_others_move() {
    let check = |command: DeckCommand, expected: Option<usize>| {
        let mut session = builtin();
        deck(&mut session, DeckCommand::Show(2));
        deck(&mut session, command.clone());
        assert_eq!(session.shown(), expected, "{command:?}");
        if let Some(at) = expected {
            assert_eq!(names(&session)[at], "The agencies", "{command:?}");
        }
    };
    check(DeckCommand::Shift { from: 2, to: 6 }, Some(6));
    check(DeckCommand::Shift { from: 0, to: 6 }, Some(1));
    check(DeckCommand::Shift { from: 6, to: 0 }, Some(3));
    check(DeckCommand::Remove(0), Some(1));
    check(DeckCommand::Remove(2), None);
    check(DeckCommand::Remove(6), Some(2));
}

#[test]
fn what_is_out_of_date_does_nothing_and_is_no_step() {
    let mut session = builtin();
    let before = state(&session);
    for command in [
        DeckCommand::Show(70),
        DeckCommand::Rename { at: 70, name: "x".into() },
        DeckCommand::Rename { at: 0, name: "  ".into() },
        DeckCommand::SetNotes { at: 70, text: "x".into() },
        DeckCommand::Duplicate(70),
        DeckCommand::Shift { from: 0, to: 70 },
        DeckCommand::Shift { from: 3, to: 3 },
        DeckCommand::Remove(70),
        DeckCommand::Update(70),
    ] {
        deck(&mut session, command.clone());
        assert_eq!(state(&session), before, "{command:?}");
        assert!(!session.can_undo(), "{command:?}");
    }
}

#[test]
fn a_name_is_suggested_by_what_is_looked_at() {
    let check = |view: View, expected: &str| assert_eq!(spoken_name(&view, atlas()), expected);
    let on_europol = |view: View| View { selected: vec!["europol".into()], ..view };
    check(View::default(), "Everything");
    check(view("actor:europol"), "Europol");
    check(on_europol(View::default()), "Europol");
    check(on_europol(view("actor:eurojust")), "Eurojust");
    check(View { focus: Some("europol".into()), depth: 1, ..View::default() }, "Around Europol");
}

/// Writes a session's briefing as the window saves it, and opens the file.
fn saved_and_opened(session: &Session) -> Session {
    let options = ExportOptions::default();
    let request = ExportRequest {
        briefing: Some(session.briefing()),
        ..ExportRequest::new(session.atlas(), session.view(), &options)
    };
    let bytes = Format::from_extension("json").unwrap().bytes(&request).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("briefing.json");
    std::fs::write(&path, bytes).unwrap();
    let opened = check::open(Some(&path)).unwrap();
    assert!(opened.findings.iter().all(|finding| !finding.is_error()), "{:?}", opened.findings);
    let atlas = opened.atlas.unwrap();
    let (view, left_out) = view_from_record(&opened.view.unwrap(), &atlas);
    assert!(left_out.is_empty(), "{left_out:?}");
    let record = opened.draft.briefing.unwrap().record();
    let (briefing, left_out) = briefing_from_record(&record, &atlas);
    assert!(left_out.is_empty(), "{left_out:?}");
    Session::new(atlas, "a test".to_owned(), Vec::new(), view).with_briefing(briefing)
}

#[test]
fn a_saved_briefing_comes_back_equal_with_the_whole_atlas() {
    let mut session = builtin();
    deck(&mut session, DeckCommand::Show(2));
    // All that a view can hold.
    session.apply(Command::SetFocus { node: Some("europol".into()), depth: 2 });
    session.apply(Command::SetDirection(Direction::Outgoing));
    session.apply(Command::Select { node: "enisa".into(), extend: false });
    session.apply(Command::Pin { node: "europol".into(), pos_world: emath::pos2(10.5, -3.25) });
    session.apply(Command::SetTheme(Theme::Dark));
    let camera = Camera { centre: emath::pos2(1.5, 2.25), zoom: 1.75 };
    session.apply(Command::LookAt(Some(camera)));
    keep(&mut session, "Öffnung „quer“");
    let at = session.briefing().views.len() - 1;
    deck(&mut session, DeckCommand::SetNotes { at, text: "- a\n- **b**\n\n\"c\"".into() });
    deck(&mut session, DeckCommand::SetMinutes { at, minutes: Some(2) });
    deck(&mut session, DeckCommand::SetQuote { at, quote: Some(passage()) });
    deck(&mut session, DeckCommand::Retitle("For Tuesday".into()));
    let again = saved_and_opened(&session);
    assert_eq!(again.briefing(), session.briefing());
    assert_eq!(again.shown(), Some(at));
    assert_eq!(again.atlas().nodes(), session.atlas().nodes(), "though the view keeps few");
    assert_eq!(again.atlas().links(), session.atlas().links());
}

#[test]
fn a_depth_without_a_focus_is_not_kept_because_no_file_has_it() {
    let mut session = empty();
    session.apply(Command::SetFocus { node: Some("europol".into()), depth: 3 });
    session.apply(Command::SetFocus { node: None, depth: 3 });
    keep(&mut session, "Everything");
    let again = saved_and_opened(&session);
    assert_eq!(again.briefing(), session.briefing());
}

#[test]
fn a_part_of_an_atlas_is_written_without_a_briefing() {
    let session = builtin();
    let view = folded("threat:cyber", Unfold::All);
    let options = ExportOptions::default();
    let part = ExportRequest::new(session.atlas(), &view, &options);
    let json = Format::from_extension("json").unwrap();
    let text = String::from_utf8(json.bytes(&part).unwrap()).unwrap();
    assert!(!text.contains("\"briefing\""));
    let nothing = Briefing::default();
    let whole = ExportRequest { briefing: Some(&nothing), ..part };
    let text = String::from_utf8(json.bytes(&whole).unwrap()).unwrap();
    assert!(!text.contains("\"briefing\""), "an empty briefing is none");
}
