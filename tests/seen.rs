//! What of a scene is painted: nothing that can be seen is left out, no text is too small to
//! read, and no label lies over another.
#![expect(clippy::expect_used, reason = "a test says so by panicking")]

use emath::{Pos2, Rect, pos2, vec2};
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};
use protecteu_atlas::atlas::Atlas;
use protecteu_atlas::scene::{Emphasis, Form, Owner, Scene, Seen, Shown};
use protecteu_atlas::view::{Folding, Picture, Stage, Unfold, View};
use protecteu_atlas::wire;
use std::sync::LazyLock;

static ATLAS: LazyLock<Atlas> =
    LazyLock::new(|| wire::builtin().atlas.expect("the built-in atlas hangs together"));

static SCENE: LazyLock<Scene> = LazyLock::new(|| {
    let folding = Folding { way: Unfold::All, ..Folding::default() };
    let view = View { folding, ..View::default() };
    Picture::of(&ATLAS, &view, Stage::HOME).scene
});

fn emphasis(selected: Option<usize>, hovered: Option<usize>) -> Emphasis {
    let id = |at: usize| SCENE.nodes.get(at % SCENE.nodes.len()).map(|node| node.id.clone());
    Emphasis {
        selected: selected.and_then(id).into_iter().collect(),
        hovered: hovered.and_then(id),
        ..Emphasis::default()
    }
}

fn marks<'a>(emphasis: &Emphasis, seen: &Seen<'a>, scene: &'a Scene) -> Vec<Shown<'a>> {
    let mut shown = Vec::new();
    scene.each_mark(emphasis, seen, |mark| shown.push(mark));
    shown
}

/// What a form covers, its text left out.
fn bounds(form: &Form) -> Rect {
    let around = |points: &[Pos2]| Rect::from_points(points);
    match form {
        Form::Curve { segments, .. } => around(&segments.concat()),
        Form::Polygon { points, .. } => around(points),
        Form::Rect { rect, .. } => *rect,
        Form::Text { pos, .. } => around(&[*pos]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn leaving_out_what_is_not_seen_changes_nothing_that_is(
        x in 0.0_f32..1.0, y in 0.0_f32..1.0, zoom in 0.05_f32..4.0,
        selected in 0_usize..400, hovers in proptest::bool::ANY,
    ) {
        let all = SCENE.bounds.expect("the atlas has nodes");
        let centre = all.min + vec2(x * all.width(), y * all.height());
        let part = Rect::from_center_size(centre, vec2(1440.0, 900.0) / zoom);
        let emphasis = emphasis(Some(selected), hovers.then_some(selected / 2));
        let labels = SCENE.far_labels(&emphasis, zoom, None, None);
        let whole = Seen { zoom, part: None, labels: &labels.marks };
        let all = marks(&emphasis, &whole, &SCENE);
        let some = marks(&emphasis, &Seen { part: Some(part), ..whole }, &SCENE);
        let mut left = some.iter().peekable();
        for mark in &all {
            if left.peek() == Some(&mark) {
                left.next();
            } else {
                let is_seen = part.intersects(bounds(&mark.mark.form));
                prop_assert!(!is_seen, "{:?} is seen and left out", mark.mark);
            }
        }
        prop_assert_eq!(left.count(), 0, "what is seen keeps its order");
    }

    #[test]
    fn no_text_is_too_small_to_read_and_no_label_lies_over_another(
        zoom in 0.01_f32..3.0, selected in 0_usize..400, hovers in proptest::bool::ANY,
    ) {
        let emphasis = emphasis(Some(selected), hovers.then_some(selected / 3));
        let labels = SCENE.far_labels(&emphasis, zoom, None, None);
        for shown in SCENE.marks_at(&emphasis, zoom, &labels.marks) {
            if let Form::Text { size, text, .. } = &shown.mark.form {
                prop_assert!(size * zoom > 10.999, "{text} is {} points high", size * zoom);
            }
        }
        for (at, plate) in labels.plates.iter().enumerate() {
            for other in labels.plates.iter().take(at) {
                let shared = plate.intersect(*other);
                prop_assert!(!shared.is_positive(), "{plate:?} and {other:?}");
            }
        }
        prop_assert_eq!(labels.marks.is_empty(), Scene::far_step(zoom).is_none());
    }

    #[test]
    fn what_is_selected_is_labelled_from_however_far(
        zoom in 0.01_f32..0.8, selected in 0_usize..400,
    ) {
        let emphasis = emphasis(Some(selected), None);
        let labels = SCENE.far_labels(&emphasis, zoom, None, None);
        let at = Owner::Node(selected % SCENE.nodes.len());
        let is_text = |form: &Form| matches!(form, Form::Text { .. });
        prop_assert!(labels.marks.iter().any(|m| m.owner == at && is_text(&m.form)));
    }
}

#[test]
fn labels_on_a_page_stay_inside_its_frame() {
    let frame = SCENE.bounds.expect("the atlas has nodes").shrink(40.0);
    let labels = SCENE.far_labels(&Emphasis::default(), 0.3, None, Some(frame));
    let n_headings = SCENE.marks.iter().take_while(|mark| mark.owner == Owner::Ground).count();
    assert!(labels.n_labelled > 10, "{}", labels.n_labelled);
    assert!(labels.plates.iter().skip(n_headings).all(|plate| frame.contains_rect(*plate)));
}

#[test]
fn more_labels_have_room_the_closer_one_looks() {
    let n = |zoom| SCENE.far_labels(&Emphasis::default(), zoom, None, None).n_labelled;
    let counts = [0.05, 0.1, 0.2, 0.4, 0.8].map(n);
    assert!(counts.is_sorted() && counts[0] < counts[4], "{counts:?}");
    assert!(counts[4] * 10 > SCENE.nodes.len() * 9, "{counts:?} of {}", SCENE.nodes.len());
}

#[test]
fn the_nearest_node_is_found_beside_a_dot() {
    let node = &SCENE.nodes[7];
    assert_eq!(SCENE.node_at(node.rect.center(), 0.0), Some(7));
    let beside = pos2(node.reach.right() + 3.0, node.rect.center().y);
    assert_eq!(SCENE.node_at(beside, 0.0), None);
    assert!(SCENE.node_at(beside, 40.0).is_some());
}
