//! The map keeps still: one order for every picture of an atlas, nothing folds by itself, and what moves
//! nothing moves nothing.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{atlas, folded, view};
use emath::{Rect, pos2};
use proptest::prelude::*;
use proptest::sample::select;
use protecteu_atlas::atlas::{Node, NodeId, NodeKind};
use protecteu_atlas::filter::{Key, read};
use protecteu_atlas::layout::{LayoutKind, lane};
use protecteu_atlas::session::{Command, Session};
use protecteu_atlas::view::{Outside, Picture, READABLE_ZOOM as READABLE, Stage, Unfold, View};

/// What a user asks for by ticking: ten threats, four agencies, what is said and what is read so.
fn ticks() -> Vec<String> {
    let threats = atlas().top_threats().map(|id| format!("threat:{id}"));
    let agencies = ["europol", "eurojust", "frontex", "enisa"].map(|id| format!("actor:{id}"));
    let bases = ["stated", "interpreted"].map(|basis| format!("basis:{basis}"));
    threats.chain(agencies).chain(bases).collect()
}

fn pictured(view: &View) -> Picture {
    Picture::of(atlas(), view, Stage::HOME)
}

/// The boxes drawn, and where; what was moved by hand is left out.
fn boxes(picture: &Picture, view: &View) -> BTreeMap<NodeId, (NodeKind, Rect)> {
    let is_moved = |id: &NodeId| view.pins.contains_key(id);
    // What stands in a frame goes with its head.
    let stands = |id: &NodeId| {
        let whole = atlas().pillar_of(id).unwrap_or_else(|| atlas().top_threat(id));
        !is_moved(id) && !is_moved(whole)
    };
    let nodes = picture.scene.nodes.iter().filter(|node| stands(&node.id));
    nodes.map(|node| (node.id.clone(), (node.kind, node.rect))).collect()
}

/// Two boxes of one lane that stand the other way round in another picture.
fn swapped(a: (&Picture, &View), b: (&Picture, &View)) -> Option<String> {
    let (before, after) = (boxes(a.0, a.1), boxes(b.0, b.1));
    let mut lanes = BTreeMap::<usize, Vec<(&NodeId, Rect, Rect)>>::new();
    for (id, (kind, rect)) in &before {
        if let Some((_, now)) = after.get(id) {
            lanes.entry(lane(*kind)).or_default().push((id, *rect, *now));
        }
    }
    for mut of_lane in lanes.into_values() {
        // Columns of a lane are read one after the other; what stands in a frame is set in.
        let column = |of: &dyn Fn(&(&NodeId, Rect, Rect)) -> Rect, rect: Rect| {
            let lefts =
                of_lane.iter().map(|x| of(x).left()).filter(|left| *left < rect.left() - 40.0);
            lefts.map(|left| (left / 40.0) as i32).collect::<BTreeSet<_>>().len()
        };
        let keys: BTreeMap<&NodeId, [(usize, f32); 2]> = of_lane
            .iter()
            .map(|x| {
                let (was, is) = (column(&|x| x.1, x.1), column(&|x| x.2, x.2));
                (x.0, [(was, x.1.top()), (is, x.2.top())])
            })
            .collect();
        of_lane.sort_by(|x, y| keys[x.0][0].partial_cmp(&keys[y.0][0]).unwrap());
        for pair in of_lane.windows(2) {
            if keys[pair[0].0][1] > keys[pair[1].0][1] {
                return Some(format!("{} and {} change places", pair[0].0, pair[1].0));
            }
        }
    }
    None
}

/// What is drawn in one picture, still kept in another, and not drawn there.
fn folded_away(before: &Picture, after: &Picture) -> Option<String> {
    let drawn = |picture: &Picture| -> BTreeSet<NodeId> {
        let nodes = picture.scene.nodes.iter();
        nodes.filter(|node| !node.is_group).map(|node| node.id.clone()).collect()
    };
    let now = drawn(after);
    let kept = |id: &NodeId| after.visible.kept_nodes.contains(id) || after.draws_all();
    drawn(before).into_iter().find(|id| kept(id) && !now.contains(id)).map(|id| id.to_string())
}

/// The first flaw of what a screen shows: an overlap, or a label that cannot be read at the least zoom.
fn flaw(picture: &Picture) -> Option<String> {
    let boxes = &picture.layout.boxes;
    for (at, place) in boxes.iter().enumerate() {
        for other in boxes.iter().skip(at + 1) {
            if other.reach.intersects(place.reach) {
                return Some(format!("{:?} lies over {:?}", place.lines, other.lines));
            }
        }
    }
    let bounds = picture.layout.bounds?;
    boxes
        .iter()
        .find(|place| !bounds.expand(0.5).contains_rect(place.reach))
        .map(|place| format!("{:?} is cut", place.lines))
}

#[test]
fn ticking_one_thing_after_the_other_swaps_nothing() {
    let views: Vec<View> =
        std::iter::once(String::new()).chain(ticks()).map(|asked| view(&asked)).collect();
    let pictures: Vec<Picture> = views.iter().map(pictured).collect();
    for (at, a) in pictures.iter().enumerate() {
        assert_eq!(flaw(a), None, "{}", views[at].filter);
        for (other, b) in pictures.iter().enumerate().skip(at + 1) {
            let swap = swapped((a, &views[at]), (b, &views[other]));
            assert_eq!(swap, None, "{} and {}", views[at].filter, views[other].filter);
        }
    }
}

#[test]
fn asking_for_more_of_one_kind_folds_nothing_that_stood_open() {
    let ticks = ticks();
    for (at, first) in ticks.iter().enumerate() {
        let one = pictured(&view(first));
        let (key, value) = first.split_once(':').unwrap();
        for second in ticks.iter().skip(at + 1) {
            let Some(more) = second.strip_prefix(&format!("{key}:")) else { continue };
            let two = pictured(&view(&format!("{key}:{value},{more}")));
            assert_eq!(folded_away(&one, &two), None, "{first}, then {more}");
            assert_eq!(swapped((&one, &view(first)), (&two, &view(""))), None);
        }
    }
}

#[test]
fn opening_a_pillar_pushes_down_what_stands_below_it_and_moves_nothing_else() {
    let whole = pictured(&View::default());
    let before = boxes(&whole, &View::default());
    let pillars = atlas().nodes().iter().filter(|node| node.role() == NodeKind::Pillar);
    let mut n_opened = 0;
    for pillar in pillars.filter(|pillar| whole.scene.node(&pillar.id).is_some()) {
        let folding = View::default().folding.with(&pillar.id, true);
        let opened = View { folding, ..View::default() };
        let picture = pictured(&opened);
        let after = boxes(&picture, &opened);
        let own = before[&pillar.id].1;
        let is_below = |kind: NodeKind, rect: Rect| {
            lane(kind) == lane(NodeKind::Pillar) && rect.top() > own.top()
        };
        let mut pushed = BTreeSet::new();
        for (id, (kind, rect)) in &before {
            let now =
                after.get(id).unwrap_or_else(|| panic!("{id} folds when {} opens", pillar.id)).1;
            assert_eq!(now.left(), rect.left(), "{id} moves across when {} opens", pillar.id);
            if is_below(*kind, *rect) {
                pushed.insert((now.top() - rect.top()) as i32);
            } else {
                assert_eq!(now.min, rect.min, "{id} moves when {} opens", pillar.id);
            }
        }
        assert!(pushed.len() <= 1, "{}: pushed by {pushed:?}", pillar.id);
        let actions =
            atlas().nodes().iter().filter(|n| atlas().pillar_of(&n.id) == Some(&pillar.id));
        for action in actions {
            assert!(after.contains_key(&action.id), "{} is not shown", action.id);
            n_opened += 1;
        }
        assert_eq!(flaw(&picture), None, "{}", pillar.id);
        assert_eq!(picture.layout.at_first(), whole.layout.at_first(), "the view would zoom");
    }
    assert!(n_opened > 90, "{n_opened}");
}

/// How many of the relations between boxes that stand in both pictures are kept: left of, and above.
fn kept_relations(before: &Picture, after: &Picture) -> (usize, usize) {
    let drawn = |picture: &Picture| -> BTreeMap<NodeId, Rect> {
        picture.scene.nodes.iter().map(|node| (node.id.clone(), node.rect)).collect()
    };
    let (before, after) = (drawn(before), drawn(after));
    let both: Vec<(Rect, Rect)> =
        before.iter().filter_map(|(id, rect)| Some((*rect, *after.get(id)?))).collect();
    let (mut kept, mut all) = (0, 0);
    for (at, a) in both.iter().enumerate() {
        for b in both.iter().skip(at + 1) {
            let axes: [fn(Rect) -> f32; 2] = [|r| r.center().x, |r| r.center().y];
            for axis in axes {
                let (was, is) = (axis(b.0) - axis(a.0), axis(b.1) - axis(a.1));
                all += 1;
                kept += usize::from(was * is > 0.0 || was.abs().min(is.abs()) < 1.0);
            }
        }
    }
    (kept, all)
}

#[test]
fn organic_keeps_what_is_left_of_and_above_what() {
    let asked = |asked: &str| View { layout: LayoutKind::Organic, ..view(asked) };
    let mut pictures: Vec<(String, Picture)> = Vec::new();
    for tick in std::iter::once(String::new()).chain(ticks()) {
        let picture = pictured(&asked(&tick));
        assert_eq!(flaw(&picture), None, "{tick}");
        pictures.push((tick, picture));
    }
    let (mut kept, mut all) = (0, 0);
    for (at, (one, a)) in pictures.iter().enumerate() {
        for (other, b) in pictures.iter().skip(at + 1) {
            let (own_kept, own_all) = kept_relations(a, b);
            // Of few relations one is much.
            assert!(
                own_kept + 1 + own_all / 8 >= own_all,
                "{one} and {other}: {own_kept} of {own_all}"
            );
            kept += own_kept;
            all += own_all;
        }
    }
    assert!(kept * 100 >= all * 98, "{kept} of {all}");
}

#[test]
fn everything_open_stands_in_the_same_order() {
    let (all, open) = (View::default(), folded("", Unfold::All));
    assert_eq!(swapped((&pictured(&all), &all), (&pictured(&open), &open)), None);
    assert_eq!(flaw(&pictured(&open)), None);
}

#[test]
fn groups_and_threats_open_where_they_stood() {
    let whole = pictured(&View::default());
    let before = boxes(&whole, &View::default());
    let closed = whole.scene.nodes.iter().filter(|node| node.n_folded > 0);
    for head in closed.filter(|node| node.kind != NodeKind::Pillar) {
        let folding = View::default().folding.with(&head.id, true);
        let opened = View { folding, ..View::default() };
        let picture = pictured(&opened);
        let now = boxes(&picture, &opened);
        assert_eq!(now[&head.id].1.min, before[&head.id].1.min, "{}", head.id);
        assert_eq!(swapped((&whole, &View::default()), (&picture, &opened)), None, "{}", head.id);
        let shown = picture.scene.nodes.len();
        assert_eq!(shown, whole.scene.nodes.len() + head.n_folded, "{}", head.id);
        let inside = picture.scene.node(&head.id).unwrap();
        assert_eq!((inside.n_folded, inside.n_inside), (0, head.n_folded), "{}", head.id);
    }
}

#[test]
fn fading_the_rest_folds_nothing_and_swaps_nothing() {
    for asked in ticks() {
        let hidden = view(&asked);
        let faded = View { outside: Outside::Fade, ..hidden.clone() };
        let (without, with) = (pictured(&hidden), pictured(&faded));
        assert_eq!(folded_away(&without, &with), None, "{asked}");
        assert_eq!(swapped((&without, &hidden), (&with, &faded)), None, "{asked}");
    }
}

#[test]
fn what_fits_a_page_stands_on_it_as_on_the_screen_fold_for_fold() {
    for asked in std::iter::once(String::new()).chain(ticks()) {
        let view = view(&asked);
        let screen = pictured(&view);
        let page = Picture::of(atlas(), &view, emath::vec2(2000.0, 1400.0));
        let drawn = |picture: &Picture| -> BTreeSet<NodeId> {
            picture.scene.nodes.iter().map(|node| node.id.clone()).collect()
        };
        let zoom = page.layout.zoom_to_fit(page.stage().room, 4.0);
        assert!(zoom >= READABLE, "{asked}: {zoom}");
        assert_eq!(swapped((&screen, &view), (&page, &view)), None, "{asked}");
        if screen.layout.zoom_to_fit(emath::vec2(1200.0, 1200.0), 4.0) >= READABLE {
            assert_eq!(drawn(&page), drawn(&screen), "{asked}");
        }
    }
}

/// Ids of all nodes, and of what can be opened and folded.
fn known() -> (Vec<NodeId>, Vec<NodeId>) {
    let all = pictured(&View::default());
    let folds = all.scene.nodes.iter().filter(|node| node.n_folded > 0);
    (
        atlas().nodes().iter().map(|node: &Node| node.id.clone()).collect(),
        folds.map(|node| node.id.clone()).collect(),
    )
}

fn any_command() -> impl Strategy<Value = Command> {
    let (ids, wholes) = known();
    let filters: Vec<String> = std::iter::once(String::new()).chain(ticks()).collect();
    prop_oneof![
        4 => select(filters).prop_map(|text| Command::SetFilter(read(&text, atlas()).unwrap())),
        3 => (select(wholes), any::<bool>()).prop_map(|(group, open)| Command::Fold { group, open }),
        2 => select(ids.clone()).prop_map(|node| Command::Select { node, extend: false }),
        1 => Just(Command::ClearSelection),
        1 => select(&[Outside::Hide, Outside::Fade][..]).prop_map(Command::SetOutside),
        1 => (prop::option::of(select(ids.clone())), 0..3_u8)
            .prop_map(|(node, depth)| Command::SetFocus { node, depth }),
        1 => (select(ids.clone()), any::<bool>())
            .prop_map(|(node, is_wanted)| Command::Expand { node, is_wanted }),
        1 => (select(ids), -500.0..1500.0_f32, -200.0..900.0_f32)
            .prop_map(|(node, x, y)| Command::Pin { node, pos_world: pos2(x, y) }),
        1 => select(&[Unfold::All, Unfold::Auto][..]).prop_map(Command::SetUnfold),
        1 => Just(Command::StepBack),
        1 => Just(Command::Undo),
        1 => Just(Command::Redo),
        1 => Just(Command::BackToWhole),
    ]
}

/// What may fold something: the user folding, and ways back to where less stood open.
fn may_fold(command: &Command, before: &View, after: &View) -> bool {
    let values = |view: &View, key: Key| -> BTreeSet<String> {
        let clauses = view.filter.clauses().filter(|clause| clause.key == key && !clause.negated);
        clauses.flat_map(|clause| clause.values.iter().cloned()).collect()
    };
    let keys = [Key::Threat, Key::Actor, Key::Basis];
    let asks_for_less =
        keys.into_iter().any(|key| !values(before, key).is_subset(&values(after, key)));
    let is_back = matches!(
        command,
        Command::Fold { open: false, .. }
            | Command::SetUnfold(_)
            | Command::StepBack
            | Command::Undo
            | Command::Redo
            | Command::BackToWhole
            | Command::SetFocus { .. }
            | Command::Expand { is_wanted: false, .. }
    );
    is_back || asks_for_less
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_the_order_stays_and_nothing_open_folds_by_itself(
        commands in prop::collection::vec(any_command(), 1..12)
    ) {
        let mut session =
            Session::new(atlas().clone(), String::new(), Vec::new(), View::default());
        let whole = pictured(&View::default());
        let mut picture = whole.clone();
        for command in commands {
            let before = session.view().clone();
            session.apply(command.clone());
            let after = session.view().clone();
            let next = pictured(&after);
            prop_assert_eq!(swapped((&whole, &View::default()), (&next, &after)), None, "{:?}", command);
            prop_assert_eq!(swapped((&picture, &before), (&next, &after)), None, "{:?}", command);
            if !may_fold(&command, &before, &after) {
                prop_assert_eq!(folded_away(&picture, &next), None, "{:?}", command);
            }
            if matches!(command, Command::Select { .. } | Command::ClearSelection) {
                prop_assert_eq!(&next, &picture);
            }
            picture = next;
        }
        session.apply(Command::UnpinAll);
        session.apply(Command::BackToWhole);
        let outside = View { outside: session.view().outside, ..View::default() };
        prop_assert_eq!(&pictured(session.view()), &pictured(&outside));
        prop_assert_eq!(&pictured(session.view()).layout, &whole.layout);
    }
}
