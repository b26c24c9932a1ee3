//! The promise of the picture: whatever a briefer asks for, in every layout, on the desk and on
//! the projector, every label is large enough to read, none is cut and none lies over another.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::LazyLock;

use emath::{Pos2, Rect, Vec2, vec2};
use protecteu_atlas::atlas::{Atlas, NodeId};
use protecteu_atlas::filter::{VisibleLink, read};
use protecteu_atlas::layout::measure::text_width;
use protecteu_atlas::layout::{LAYOUTS, LayoutKind, Route, label_style};
use protecteu_atlas::scene::{Anchor, Form, Owner};
use protecteu_atlas::view::{Picture, Stage, View};
use protecteu_atlas::wire;

static ATLAS: LazyLock<Atlas> = LazyLock::new(|| wire::builtin().atlas.unwrap());

/// What panels, margins and legend leave of a window of 1440 x 900.
const DESK: Vec2 = vec2(812.0, 724.0);
/// What title, foot and margins leave of a slide of 1280 x 720.
const SLIDE: Vec2 = vec2(1168.0, 530.0);

/// Everything, each threat of the top level, and the agencies a briefing is asked about.
fn filters() -> Vec<String> {
    let threats = ATLAS.top_threats().map(|id| format!("threat:{id}"));
    let agencies = ["europol", "eurojust", "frontex", "enisa"].map(|id| format!("actor:{id}"));
    std::iter::once(String::new()).chain(threats).chain(agencies).collect()
}

/// The first thing wrong with a picture on its stage.
fn flaw(picture: &Picture, stage: Stage) -> Option<String> {
    let zoom = picture.layout.zoom_to_fit(stage.room, stage.zooms().most);
    let bounds = picture.layout.bounds?;
    for mark in &picture.scene.marks {
        let Form::Text { size, text, .. } = &mark.form else { continue };
        if size * zoom < stage.least_text - 0.01 {
            return Some(format!("{text:?} is {:.1} points high", size * zoom));
        }
        if !bounds.expand(0.5).contains_rect(extent(&mark.form)) {
            return Some(format!("{text:?} is cut at the edge"));
        }
    }
    for (at, place) in picture.layout.boxes.iter().enumerate() {
        let over = picture.layout.boxes.iter().skip(at + 1);
        if let Some(other) = over.into_iter().find(|o| o.reach.intersects(place.reach)) {
            return Some(format!("{:?} lies over {:?}", place.lines, other.lines));
        }
    }
    words_outside(picture)
}

/// A label that runs over its box.
fn words_outside(picture: &Picture) -> Option<String> {
    let nodes = picture.scene.nodes.iter().zip(&picture.layout.boxes);
    for (node, place) in nodes {
        let style = label_style(node.kind);
        let widest =
            place.lines.iter().map(|l| text_width(l, style.size, style.weight)).fold(0.0, f32::max);
        let words: Vec<&str> = place.lines.iter().flat_map(|l| l.split_whitespace()).collect();
        let is_whole = words == node.label.split_whitespace().collect::<Vec<_>>();
        if !is_whole || widest + style.pad_left + style.pad_right > place.rect.width() + 1.0 {
            return Some(format!("{:?} does not fit its box", node.label));
        }
    }
    None
}

/// The room a text takes. World units.
fn extent(form: &Form) -> Rect {
    let Form::Text { pos, text, size, weight, anchor, spacing, .. } = form else {
        return Rect::NOTHING;
    };
    let wide = text_width(text, *size, *weight) + spacing * text.chars().count() as f32;
    let left = match anchor {
        Anchor::Start => pos.x,
        Anchor::Middle => pos.x - wide / 2.0,
        Anchor::End => pos.x - wide,
    };
    Rect::from_min_max((left, pos.y - 0.75 * size).into(), (left + wide, pos.y).into())
}

fn check(stage: Stage) {
    let mut flaws = Vec::new();
    for layout in LAYOUTS {
        for filter in filters() {
            let view = View {
                filter: read(&filter, &ATLAS).unwrap(),
                layout: layout.kind,
                ..View::default()
            };
            let picture = Picture::of(&ATLAS, &view, stage);
            assert!(!picture.scene.nodes.is_empty(), "{filter:?} shows nothing");
            if let Some(flaw) = flaw(&picture, stage) {
                flaws.push(format!("{} {filter:?}: {flaw}", layout.word));
            }
        }
    }
    assert_eq!(flaws, Vec::<String>::new());
}

#[test]
fn every_label_can_be_read_on_the_desk() {
    check(Stage::page(DESK));
}

#[test]
fn every_label_can_be_read_from_the_last_row() {
    check(Stage::presented(SLIDE));
}

#[test]
fn what_the_view_asks_for_stays_open() {
    for stage in [Stage::page(DESK), Stage::presented(SLIDE)] {
        for id in ["europol", "overhaul-europol", "terrorism", "protecteu"] {
            let view = View { selected: vec![id.into()], ..View::default() };
            let picture = Picture::of(&ATLAS, &view, stage);
            assert!(picture.scene.node(&id.into()).is_some(), "{id} is folded away");
            assert_eq!(flaw(&picture, stage), None, "{id}");
        }
        for filter in ["actor:europol", "instrument:nis2-directive", "threat:drugs"] {
            let view = View { filter: read(filter, &ATLAS).unwrap(), ..View::default() };
            let picture = Picture::of(&ATLAS, &view, stage);
            let named = filter.split_once(':').unwrap().1;
            assert!(picture.scene.node(&named.into()).is_some(), "{named} is folded away");
        }
    }
}

#[test]
fn every_link_leads_from_one_drawn_box_to_another() {
    for stage in [Stage::page(DESK), Stage::presented(SLIDE)] {
        let picture = Picture::of(&ATLAS, &View::default(), stage);
        assert_eq!(picture.scene.links.len(), picture.visible.links.len());
        for link in &picture.scene.links {
            assert!(picture.scene.node(&link.source).is_some(), "{}", link.source);
            assert!(picture.scene.node(&link.target).is_some(), "{}", link.target);
        }
        let owners = picture.scene.marks.iter().filter(|m| matches!(m.owner, Owner::Link(_)));
        assert!(owners.count() > 0);
    }
}

/// How many links of a picture run under a box that is not theirs, and how many links there are.
fn hidden(picture: &Picture) -> (usize, usize) {
    let at = |id: &NodeId| picture.visible.nodes.iter().position(|node| node.id == *id).unwrap();
    let runs_under = |(link, route): (&VisibleLink, &Route)| {
        let own = [at(&link.source), at(&link.target)];
        let line = route.polyline(24);
        let mut others = picture.layout.boxes.iter().enumerate();
        others.any(|(at, place)| {
            let rect = place.reach.shrink(1.0);
            let is_met = |pair: &[Pos2]| {
                (0..=12).any(|step| rect.contains(pair[0].lerp(pair[1], step as f32 / 12.0)))
            };
            !own.contains(&at) && line.windows(2).any(is_met)
        })
    };
    let links = picture.visible.links.iter().zip(&picture.layout.routes);
    (links.filter(|link| runs_under(*link)).count(), picture.visible.links.len())
}

/// Holds the share of links that run under boxes, over all filters on the desk, to a bound.
fn check_hidden(layout: LayoutKind, most: f32) {
    let mut sum = (0, 0);
    for filter in filters() {
        let view = View { filter: read(&filter, &ATLAS).unwrap(), layout, ..View::default() };
        let (hidden, all) = hidden(&Picture::of(&ATLAS, &view, Stage::page(DESK)));
        sum = (sum.0 + hidden, sum.1 + all);
    }
    let share = sum.0 as f32 / sum.1 as f32;
    assert!(share <= most, "{layout:?}: {} of {} links", sum.0, sum.1);
}

#[test]
fn hardly_a_link_runs_under_a_box_that_is_not_its_own() {
    check_hidden(LayoutKind::Lanes, 0.0);
    // Boxes stand at home whatever is left out, so that links are not drawn clear of them anew.
    check_hidden(LayoutKind::Organic, 0.15);
    check_hidden(LayoutKind::Radial, 0.08);
}
