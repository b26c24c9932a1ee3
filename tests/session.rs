//! A sitting's laws: commands in, state out, undo back; and pictures worked out only when needed.

mod common;

use std::path::PathBuf;

use common::{atlas, folded, view};
use emath::{Pos2, Vec2, pos2, vec2};
use proptest::prelude::*;
use protecteu_atlas::atlas::{DocumentId, NodeId, NodeKind, Span};
use protecteu_atlas::filter::{Direction, Filter};
use protecteu_atlas::scene::{Camera, LineStyle, Theme};
use protecteu_atlas::session::{Command, Effect, Reading, Session};
use protecteu_atlas::view::{Folding, Picture, Stage, Unfold, View};

const ROOM: Vec2 = vec2(1280.0, 720.0);
const SCREEN: Stage = Stage::HOME;
const FILTERS: [&str; 6] =
    ["", "threat:cyber", "-actor:europol", "kind:action", "data", "pillar:governance"];

fn session(view: View) -> Session {
    Session::new(atlas().clone(), "a test".to_owned(), Vec::new(), view)
}

fn filter(text: &str) -> Filter {
    view(text).filter
}

fn reading() -> Reading {
    let span = Some(Span { start: 10, end: 20 });
    Reading { document: DocumentId::from("protecteu-launch"), span }
}

/// The view without where it looks, which is no change one would want to undo.
fn aside_from_camera(view: &View) -> View {
    View { camera: None, ..view.clone() }
}

fn node_id() -> impl Strategy<Value = NodeId> {
    let ids: Vec<NodeId> = atlas().nodes().iter().map(|n| n.id.clone()).collect();
    prop_oneof![9 => proptest::sample::select(ids), 1 => Just(NodeId::from("nobody"))]
}

fn group_id() -> impl Strategy<Value = NodeId> {
    let is_group = |kind| matches!(kind, NodeKind::Pillar | NodeKind::Threat);
    let groups = atlas().nodes().iter().filter(|n| is_group(n.kind));
    proptest::sample::select(groups.map(|n| n.id.clone()).collect::<Vec<_>>())
}

fn any_camera() -> impl Strategy<Value = Option<Camera>> {
    let camera = (-900.0..900.0_f32, -900.0..900.0_f32, 0.1..4.0_f32);
    proptest::option::of(camera.prop_map(|(x, y, zoom)| Camera { centre: pos2(x, y), zoom }))
}

/// Any command that stays inside the sitting.
fn any_command() -> impl Strategy<Value = Command> {
    let place = || (-999.0..999.0_f32, -999.0..999.0_f32).prop_map(|(x, y)| pos2(x, y));
    prop_oneof![
        proptest::sample::select(&FILTERS[..]).prop_map(|text| Command::SetFilter(filter(text))),
        (node_id(), any::<bool>()).prop_map(|(node, extend)| Command::Select { node, extend }),
        Just(Command::ClearSelection),
        (group_id(), any::<bool>()).prop_map(|(group, open)| Command::Fold { group, open }),
        proptest::sample::select(&Unfold::ALL[..]).prop_map(Command::SetUnfold),
        (node_id(), place()).prop_map(|(node, pos_world)| Command::Pin { node, pos_world }),
        node_id().prop_map(Command::Unpin),
        Just(Command::UnpinAll),
        (proptest::option::of(node_id()), 0..4_u8)
            .prop_map(|(node, depth)| Command::SetFocus { node, depth }),
        proptest::sample::select(&Theme::ALL[..]).prop_map(Command::SetTheme),
        proptest::sample::select(&LineStyle::ALL[..]).prop_map(Command::SetLineStyle),
        any_camera().prop_map(Command::SetCamera),
        any_camera().prop_map(Command::LookAt),
        Just(Command::SelectKept),
        Just(Command::InvertSelection),
        Just(Command::GoBack),
        Just(Command::GoForward),
        proptest::option::of(Just(reading())).prop_map(Command::Read),
        Just(Command::StepBack),
        Just(Command::Undo),
        Just(Command::Redo),
    ]
}

fn any_commands() -> impl Strategy<Value = Vec<Command>> {
    proptest::collection::vec(any_command(), 0..60)
}

fn run(session: &mut Session, commands: &[Command]) {
    for command in commands {
        let effects = session.apply(command.clone());
        assert_eq!(effects, [], "{command:?} reaches outside");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn undoing_everything_returns_to_the_first_view_and_redoing_to_the_last(
        commands in any_commands()
    ) {
        let first = folded("threat:cyber", Unfold::All);
        let mut session = session(first.clone());
        run(&mut session, &commands);
        // What was taken back already is done again first, so that the last view is the last.
        while session.can_redo() {
            session.apply(Command::Redo);
        }
        let last = aside_from_camera(session.view());
        let mut n_steps = 0;
        while session.can_undo() {
            session.apply(Command::Undo);
            n_steps += 1;
        }
        prop_assert_eq!(aside_from_camera(session.view()), first);
        for _ in 0..n_steps {
            prop_assert!(session.can_redo());
            session.apply(Command::Redo);
        }
        prop_assert!(!session.can_redo());
        prop_assert_eq!(aside_from_camera(session.view()), last);
    }

    #[test]
    fn a_new_change_forgets_what_was_taken_back(commands in any_commands()) {
        let mut session = session(View::default());
        run(&mut session, &commands);
        session.apply(Command::Undo);
        let name = if session.view().theme == Theme::Light { Theme::Dark } else { Theme::Light };
        session.apply(Command::SetTheme(name));
        prop_assert!(session.can_undo() && !session.can_redo());
    }

    #[test]
    fn stepping_back_reaches_the_whole_picture_and_then_does_nothing(commands in any_commands()) {
        let mut session = session(View::default());
        run(&mut session, &commands);
        // Reader, selection, expansion, focus, filter, folds and camera; what was put elsewhere stays.
        for _ in 0..7 {
            session.apply(Command::StepBack);
        }
        let whole = View {
            pins: session.view().pins.clone(),
            theme: session.view().theme,
            line_style: session.view().line_style,
            depth: session.view().depth,
            ..View::default()
        };
        prop_assert_eq!(session.view(), &whole);
        prop_assert_eq!(session.reading(), None);
        let before = n_undoable(session.clone());
        session.apply(Command::StepBack);
        prop_assert_eq!(session.view(), &whole);
        prop_assert_eq!(n_undoable(session), before, "a step that changes nothing counts");
    }

    #[test]
    fn only_what_begins_as_plain_https_is_followed(url in "\\PC{0,40}") {
        let followed = matches!(follow(&url)[..], [Effect::FollowLink(_)]);
        prop_assert!(!followed || url.starts_with("https://"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 6,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_picture_kept_is_the_picture_worked_out_anew(commands in any_commands()) {
        // Selection and camera aside: for them a picture is kept on purpose.
        let mut session = session(View::default());
        let mut picture = Picture::of(atlas(), session.view(), SCREEN);
        for command in commands.into_iter().take(12) {
            if is_of_selection(&command) {
                continue;
            }
            session.apply(command);
            let before = picture.clone();
            let changed = picture.refresh(atlas(), session.view(), SCREEN);
            prop_assert!(changed || picture == before);
            prop_assert_eq!(&picture, &Picture::of(atlas(), session.view(), SCREEN));
        }
    }
}

fn is_of_selection(command: &Command) -> bool {
    matches!(
        command,
        Command::Select { .. }
            | Command::SelectKept
            | Command::InvertSelection
            | Command::GoBack
            | Command::GoForward
    )
}

fn n_undoable(mut session: Session) -> usize {
    std::iter::from_fn(|| session.can_undo().then(|| session.apply(Command::Undo))).count()
}

fn follow(url: &str) -> Vec<Effect> {
    session(View::default()).apply(Command::FollowLink(url.to_owned()))
}

#[test]
fn a_link_is_followed_only_where_nothing_is_hidden_in_it() {
    let check = |url: &str, expected: bool| {
        let effects = follow(url);
        let effect = effects.first().unwrap();
        match effect {
            Effect::FollowLink(followed) => assert!(expected && followed == url, "{url}"),
            Effect::Refuse(why) => assert!(!expected && why.contains(url), "{url}: {why}"),
            other => unreachable!("{other:?}"),
        }
        assert_eq!(effects.len(), 1);
    };
    check("https://eur-lex.europa.eu/eli/reg/2016/794/oj", true);
    check("https://example.eu:8443/a?b=c#d", true);
    check("https://example.eu", true);
    check("", false);
    check("http://example.eu", false);
    check("HTTPS://example.eu", false);
    check("https:/example.eu", false);
    check("https:///etc/passwd", false);
    check("https://user@example.eu/", false);
    check("https://user:secret@example.eu/", false);
    check("https://eur\u{2011}lex.europa.eu/", false);
    check("https://еuropol.europa.eu/", false);
    check("https://example.eu/a b", false);
    check(" https://example.eu/", false);
    check("https://example.eu/\0", false);
    check("file:///etc/passwd", false);
    check("javascript:alert(1)", false);
    check("data:text/html,x", false);
    check("mailto:someone@example.eu", false);
    check("\\\\server\\share", false);
    check("https://example.eu\\@evil.example/", false);
}

#[test]
fn selecting_nobody_does_nothing() {
    for extend in [true, false] {
        let mut session = session(View::default());
        run(&mut session, &[select("europol"), Command::Read(Some(reading()))]);
        let before = session.view().clone();
        run(&mut session, &[Command::Select { node: "nobody".into(), extend }]);
        assert_eq!(session.view(), &before);
        assert_eq!(session.reading(), Some(&reading()));
        session.apply(Command::Undo);
        assert_eq!(session.view(), &View::default(), "nobody was recorded");
    }
}

fn select(node: &str) -> Command {
    Command::Select { node: node.into(), extend: false }
}

fn extend(node: &str) -> Command {
    Command::Select { node: node.into(), extend: true }
}

#[test]
fn a_selection_is_replaced_extended_and_taken_apart() {
    let check = |commands: &[Command], expected: &[&str]| {
        let mut session = session(View::default());
        run(&mut session, commands);
        let selected: Vec<&str> = session.view().selected.iter().map(NodeId::as_str).collect();
        assert_eq!(selected, expected, "{commands:?}");
        assert_eq!(session.view().subject().map(NodeId::as_str), expected.last().copied());
    };
    check(&[select("europol")], &["europol"]);
    check(&[select("europol"), select("enisa")], &["enisa"]);
    check(&[select("europol"), extend("enisa")], &["europol", "enisa"]);
    check(&[select("europol"), extend("enisa"), extend("europol")], &["enisa"]);
    check(&[extend("europol"), extend("europol")], &[]);
    check(&[select("europol"), select("europol")], &["europol"]);
    check(&[select("europol"), extend("enisa"), select("europol")], &["europol"]);
    check(&[select("europol"), Command::ClearSelection], &[]);
    check(&[select("europol"), select("enisa"), Command::Undo], &["europol"]);
    check(&[select("europol"), select("enisa"), Command::Undo, Command::Redo], &["enisa"]);
}

#[test]
fn wishes_reach_outside_as_they_were_given_and_change_nothing() {
    let path = || PathBuf::from("picture.svg");
    let check = |command: Command, effect: Effect| {
        let mut session = session(view("threat:cyber"));
        let before = session.view().clone();
        assert_eq!(session.apply(command), [effect]);
        assert_eq!(session.view(), &before);
        assert!(!session.can_undo());
    };
    check(Command::Open(path()), Effect::Open(path()));
    check(Command::OpenBuiltIn, Effect::OpenBuiltIn);
    check(Command::Export, Effect::AskWhereToExport);
    for replace in [true, false] {
        let effect = Effect::Export { path: path(), replace };
        check(Command::ExportTo { path: path(), replace }, effect);
    }
    check(Command::Copy("words".to_owned()), Effect::Copy("words".to_owned()));
    check(Command::Quit, Effect::Quit);
}

#[test]
fn what_the_window_does_by_itself_and_reading_are_nothing_to_undo() {
    let camera = Some(Camera { centre: pos2(5.0, 6.0), zoom: 2.0 });
    for command in [Command::SetCamera(camera), Command::Read(Some(reading()))] {
        let mut session = session(View::default());
        run(&mut session, std::slice::from_ref(&command));
        assert!(!session.can_undo(), "{command:?}");
    }
}

#[test]
fn looking_around_by_oneself_is_one_step_until_something_else_is_done() {
    let look = |x: f32| Command::LookAt(Some(Camera { centre: pos2(x, 0.0), zoom: 1.0 }));
    let mut session = session(View::default());
    run(&mut session, &[look(1.0), look(2.0), look(3.0)]);
    run(&mut session, &[Command::SetTheme(Theme::Dark), look(4.0)]);
    assert_eq!(n_undoable(session.clone()), 3);
    session.apply(Command::Undo);
    assert_eq!(session.view().camera.map(|camera| camera.centre.x), Some(3.0));
    run(&mut session, &[look(9.0)]);
    assert!(session.can_redo(), "who looks around can still redo");
    while session.can_undo() {
        session.apply(Command::Undo);
    }
    assert_eq!(*session.view(), View::default());
}

/// A thousand changes of the view, the same on every machine.
fn thousand_changes() -> Vec<Command> {
    let nodes: Vec<NodeId> = atlas().nodes().iter().map(|n| n.id.clone()).collect();
    let mut state = 7_u64;
    let mut next = move |n: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let one = |_| {
        let node = nodes[next(nodes.len())].clone();
        let pos = pos2(next(900) as f32, next(700) as f32);
        match next(11) {
            0 => Command::SetFilter(filter(FILTERS[next(FILTERS.len())])),
            1 => Command::Select { node, extend: next(2) == 0 },
            2 => Command::Pin { node, pos_world: pos },
            3 => Command::SetFocus { node: Some(node), depth: next(10) as u8 },
            4 => Command::LookAt(Some(Camera { centre: pos, zoom: 1.5 })),
            5 => Command::SetTheme(Theme::ALL[next(2)]),
            6 => Command::SetUnfold(Unfold::ALL[next(3)]),
            7 => Command::SetDirection(Direction::ALL[next(3)]),
            8 => Command::InvertSelection,
            9 => Command::GoBack,
            _ => Command::StepBack,
        }
    };
    (0..1_000).map(one).collect()
}

#[test]
fn a_thousand_changes_are_all_taken_back_and_done_again() {
    let first = view("threat:cyber");
    let mut session = session(first.clone());
    run(&mut session, &thousand_changes());
    let last = session.view().clone();
    let mut n_steps = 0;
    while session.can_undo() {
        session.apply(Command::Undo);
        n_steps += 1;
    }
    assert!(n_steps > 600, "{n_steps}");
    assert_eq!(*session.view(), first);
    while session.can_redo() {
        session.apply(Command::Redo);
    }
    assert_eq!(*session.view(), last);
}

#[test]
fn undo_has_an_end_that_nobody_reaches() {
    let mut session = session(View::default());
    let pin = |x: u16| Command::Pin { node: "europol".into(), pos_world: pos2(f32::from(x), 0.0) };
    run(&mut session, &(1..=10_050).map(pin).collect::<Vec<_>>());
    assert_eq!(n_undoable(session.clone()), 10_000);
    while session.can_undo() {
        session.apply(Command::Undo);
    }
    let place = session.view().pins.get(&NodeId::from("europol"));
    assert_eq!(place, Some(&Pos2::new(50.0, 0.0)));
}

#[test]
fn a_picture_is_worked_out_anew_only_where_something_that_matters_changed() {
    let check = |change: &dyn Fn(&mut View), room: Stage, expected: bool| {
        let first = folded("threat:terrorism", Unfold::All);
        let mut picture = Picture::of(atlas(), &first, SCREEN);
        let mut changed = first;
        change(&mut changed);
        let before = picture.clone();
        assert_eq!(picture.refresh(atlas(), &changed, room), expected, "{changed:?}");
        assert!(expected || picture == before);
        assert!(!picture.refresh(atlas(), &changed, room), "worked out twice: {changed:?}");
    };
    let camera = Camera { centre: pos2(1.0, 2.0), zoom: 3.0 };
    check(&|_| {}, SCREEN, false);
    check(&|view| view.theme = Theme::Dark, SCREEN, false);
    check(&|view| view.camera = Some(camera), SCREEN, false);
    check(&|view| view.name = Some("Another".into()), SCREEN, false);
    check(&|view| view.selected = vec!["counter-terrorism".into()], SCREEN, false);
    check(&|view| view.selected = vec!["set-ct-agenda".into()], SCREEN, false);
    check(&|view| view.selected = vec!["plan-drugs".into()], SCREEN, false);
    check(&|view| view.filter = Filter::new(), SCREEN, true);
    check(&|view| view.folding = Folding::default(), SCREEN, true);
    check(&|view| view.folding.way = Unfold::None, SCREEN, true);
    check(
        &|view| view.folding = Folding::default().with(&"counter-terrorism".into(), false),
        SCREEN,
        true,
    );
    check(&|view| view.pins = [("commission".into(), pos2(9.0, 9.0))].into(), SCREEN, true);
    check(&|view| view.focus = Some("commission".into()), SCREEN, true);
    check(&|_| {}, Stage::page(vec2(900.0, 720.0)), true);
    check(&|_| {}, Stage::presented(vec2(1280.0, 400.0)), true);
}

#[test]
fn an_action_inside_a_folded_pillar_is_shown_when_it_is_revealed_and_that_is_no_step_of_its_own() {
    let actions = atlas().nodes().iter().filter(|n| n.kind == NodeKind::Action);
    for action in actions {
        let mut session = session(View::default());
        let mut picture = Picture::of(atlas(), session.view(), SCREEN);
        assert!(picture.scene.node(&action.id).is_none(), "{} is not folded", action.id);
        run(&mut session, &[select(action.id.as_str())]);
        assert!(!picture.refresh(atlas(), session.view(), SCREEN), "a selection moves nothing");
        let whole = picture.visible.folded_into.get(&action.id).cloned().unwrap();
        run(&mut session, &[Command::Reveal(whole)]);
        assert!(picture.refresh(atlas(), session.view(), SCREEN), "{}", action.id);
        assert!(picture.scene.node(&action.id).is_some(), "{} stays hidden", action.id);
        session.apply(Command::Undo);
        assert_eq!(session.view(), &View::default());
    }
}

#[test]
fn whatever_is_selected_in_the_whole_atlas_is_shown() {
    for node in atlas().nodes() {
        let selected = vec![node.id.clone()];
        let view = View { selected, ..folded("", Unfold::None) };
        let picture = Picture::of(atlas(), &view, ROOM);
        assert!(picture.scene.node(&node.id).is_some(), "{} stays hidden", node.id);
    }
}

#[test]
fn a_selection_the_person_folded_away_does_not_work_the_picture_out_for_ever() {
    let mut session = session(View::default());
    let fold = Command::Fold { group: "law-enforcement".into(), open: false };
    run(&mut session, &[select("overhaul-europol"), fold]);
    let mut picture = Picture::of(atlas(), session.view(), SCREEN);
    assert!(!picture.refresh(atlas(), session.view(), SCREEN));
}

#[test]
fn a_filter_typed_letter_by_letter_is_one_step_and_can_be_dropped() {
    let mut session = session(View::default());
    let typed =
        |text: &str| Command::TryFilter(protecteu_atlas::filter::read(text, atlas()).unwrap());
    run(&mut session, &[typed("e"), typed("eu"), typed("eurojust"), Command::DropTriedFilter]);
    assert!(session.view().filter.is_empty() && !session.can_undo());
    run(&mut session, &[typed("e"), typed("eurojust"), Command::KeepTriedFilter]);
    assert_eq!(session.view().filter.to_string(), "eurojust");
    run(&mut session, &[Command::Undo]);
    assert!(session.view().filter.is_empty() && !session.can_undo());
}
