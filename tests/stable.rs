//! Pictures stay the same: from one sitting to the next to the byte, and in rings from one filter to the
//! next as far as legibility allows; lanes and organic have a law of their own in `still.rs`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use emath::{Pos2, Vec2, vec2};
use protecteu_atlas::atlas::{Atlas, NodeId};
use protecteu_atlas::filter::read;
use protecteu_atlas::layout::{LAYOUTS, LayoutKind};
use protecteu_atlas::view::{Picture, Stage, View};
use protecteu_atlas::wire;

static ATLAS: LazyLock<Atlas> = LazyLock::new(|| wire::builtin().atlas.unwrap());

const ROOMS: [Vec2; 2] = [vec2(812.0, 724.0), vec2(1536.0, 760.0)];

fn asked(layout: LayoutKind, filter: &str) -> View {
    View { filter: read(filter, &ATLAS).unwrap(), layout, ..View::default() }
}

/// Where the boxes of a picture stand on the screen when it is fitted.
fn places(picture: &Picture) -> BTreeMap<&NodeId, Pos2> {
    let Stage { room, .. } = picture.stage();
    let zoom = picture.layout.zoom_to_fit(room, picture.stage().zooms().most);
    let middle = picture.layout.bounds.unwrap().center();
    let nodes = picture.scene.nodes.iter();
    nodes.map(|n| (&n.id, ((n.rect.center() - middle) * zoom + room / 2.0).to_pos2())).collect()
}

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values[values.len() / 2]
}

/// How far what stands in both pictures has moved, as a share of the view's diagonal: the median,
/// by a measure of the way from one place to the other.
fn median_move(before: &Picture, after: &Picture, far: fn(Vec2) -> f32) -> f32 {
    let (before_at, after_at) = (places(before), places(after));
    let diagonal = before.stage().room.length();
    let moves = after_at.iter().filter_map(|(id, to)| Some(far(*before_at.get(id)? - *to)));
    median(moves.map(|far| far / diagonal).collect())
}

/// The typical move of each top-level threat, and how many boxes it is told from.
fn moves(layout: LayoutKind, room: Vec2, far: fn(Vec2) -> f32) -> Vec<(String, f32)> {
    let all = Picture::of(&ATLAS, &asked(layout, ""), room);
    let of_threat = |threat: &NodeId| {
        let view = asked(layout, &format!("threat:{threat}"));
        (threat.to_string(), median_move(&all, &Picture::of(&ATLAS, &view, room), far))
    };
    ATLAS.top_threats().map(of_threat).collect()
}

/// Holds the median of how far threats move what they leave to a bound; where it does not hold, says
/// how far each does.
fn check_moves(layout: LayoutKind, room: Vec2, far: fn(Vec2) -> f32, most: f32) {
    let moves = moves(layout, room, far);
    let typical = median(moves.iter().map(|(_, far)| *far).collect());
    let each = moves.iter().map(|(threat, far)| format!("{threat} {:.1} %", far * 100.0));
    let each = each.collect::<Vec<_>>().join(", ");
    assert!(typical < most, "{layout:?} in {room}: median {:.1} %; {each}", typical * 100.0);
}

#[test]
fn ticking_a_threat_hardly_moves_what_it_leaves_in_radial() {
    check_moves(LayoutKind::Radial, ROOMS[0], Vec2::length, 0.09);
    check_moves(LayoutKind::Radial, ROOMS[1], Vec2::length, 0.08);
}

#[test]
fn the_way_to_a_view_does_not_show_in_it() {
    let room = ROOMS[0];
    for layout in LAYOUTS {
        let straight = Picture::of(&ATLAS, &asked(layout.kind, "threat:terrorism"), room);
        let mut by_way = Picture::of(&ATLAS, &asked(layout.kind, "actor:europol"), room);
        by_way.refresh(&ATLAS, &asked(layout.kind, ""), room);
        by_way.refresh(&ATLAS, &asked(layout.kind, "threat:terrorism"), room);
        assert_eq!(by_way, straight, "{}", layout.word);
        by_way.refresh(&ATLAS, &asked(layout.kind, ""), room);
        assert_eq!(by_way, Picture::of(&ATLAS, &asked(layout.kind, ""), room), "{}", layout.word);
    }
}

#[test]
fn a_picture_is_the_same_on_another_thread() {
    for layout in LAYOUTS {
        let picture = move || Picture::of(&ATLAS, &asked(layout.kind, "threat:cyber"), ROOMS[0]);
        assert_eq!(picture(), std::thread::spawn(picture).join().unwrap(), "{}", layout.word);
    }
}
