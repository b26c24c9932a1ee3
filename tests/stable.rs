//! Pictures stay the same: from one sitting to the next to the byte, and from one filter to the
//! next as far as legibility allows.

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

/// The move of a typical top-level threat.
fn typical_move(layout: LayoutKind, room: Vec2, far: fn(Vec2) -> f32) -> f32 {
    let all = Picture::of(&ATLAS, &asked(layout, ""), room);
    let moves = ATLAS.top_threats().map(|threat| {
        let view = asked(layout, &format!("threat:{threat}"));
        median_move(&all, &Picture::of(&ATLAS, &view, room), far)
    });
    median(moves.collect())
}

#[test]
fn what_a_threat_leaves_standing_hardly_moves() {
    let check = |layout, far: fn(Vec2) -> f32, most: f32| {
        for room in ROOMS {
            let typical = typical_move(layout, room, far);
            assert!(typical < most, "{layout:?} in {room}: {typical}");
        }
    };
    check(LayoutKind::Organic, Vec2::length, 0.075);
    // Columns are fitted anew when actions that were folded need one; heights stay.
    check(LayoutKind::Lanes, |way| way.y.abs(), 0.03);
    check(LayoutKind::Lanes, Vec2::length, 0.11);
    // Rings are shared out anew among what is left, which keeps its order round them.
    check(LayoutKind::Radial, Vec2::length, 0.2);
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
