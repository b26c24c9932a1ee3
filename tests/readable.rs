//! The promise of the picture: whatever a briefer asks for, in every layout, on the desk and on
//! the projector, every label is large enough to read, none is cut and none lies over another.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::LazyLock;

use emath::{Rect, Vec2, vec2};
use protecteu_atlas::atlas::{Atlas, NodeId};
use protecteu_atlas::filter::read;
use protecteu_atlas::layout::measure::text_width;
use protecteu_atlas::layout::{LAYOUTS, LayoutKind, Route, label_style};
use protecteu_atlas::scene::{Anchor, Form, Owner, Told};
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

/// What of the final drawing of a picture runs under the box of something else: a line or ribbon with
/// all of its width, in any layer.
fn runs_under_a_box(picture: &Picture) -> Option<String> {
    let scene = &picture.scene;
    for mark in &scene.marks {
        let (Owner::Link(at), Form::Curve { segments, stroke }) = (mark.owner, &mark.form) else {
            continue;
        };
        let link = &scene.links[at];
        let own = [&link.source, &link.target];
        for segment in segments {
            let line = Route { segments: vec![*segment] }.polyline(48);
            for pair in line.windows(2) {
                let side = (pair[1] - pair[0]).normalized().rot90() * (stroke.width / 2.0);
                let touches = |rect: Rect| {
                    [pair[0], pair[0] + side, pair[0] - side].iter().any(|p| rect.contains(*p))
                };
                let under = scene
                    .nodes
                    .iter()
                    .find(|node| !own.contains(&&node.id) && touches(node.reach.shrink(1.0)));
                if let Some(node) = under {
                    return Some(format!("{} to {} under {}", own[0], own[1], node.id));
                }
            }
        }
    }
    None
}

#[test]
fn no_line_runs_under_a_box_that_is_not_its_own() {
    for layout in [LayoutKind::Lanes, LayoutKind::Organic, LayoutKind::Radial] {
        for filter in filters() {
            let view = View { filter: read(&filter, &ATLAS).unwrap(), layout, ..View::default() };
            for stage in [Stage::HOME, Stage::page(DESK), Stage::presented(SLIDE)] {
                let picture = Picture::of(&ATLAS, &view, stage);
                assert_eq!(runs_under_a_box(&picture), None, "{layout:?} {filter} {stage:?}");
            }
        }
    }
}

#[test]
fn every_link_of_a_view_is_told_in_one_way_and_no_other() {
    for filter in filters() {
        let view = View { filter: read(&filter, &ATLAS).unwrap(), ..View::default() };
        for stage in [Stage::HOME, Stage::page(DESK)] {
            let picture = Picture::of(&ATLAS, &view, stage);
            let accounts = picture.encoding.accounts(&picture.visible);
            let shown = |id: &NodeId| picture.visible.folded_into.get(id).unwrap_or(id).clone();
            let kept = picture.visible.kept_links.iter().filter_map(|id| ATLAS.link(id));
            let inside = kept.filter(|link| shown(&link.source) == shown(&link.target)).count();
            let told: usize = accounts.values().sum();
            assert_eq!(told + inside, picture.visible.kept_links.len(), "{filter}");
            let said = picture.told_sentence();
            let numbers = said.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty());
            let sum: usize = numbers.map(|word| word.parse::<usize>().unwrap()).sum();
            assert_eq!(sum, picture.visible.kept_links.len(), "{filter}: {said}");
            let drawn = picture.scene.links.iter().filter(|link| !link.quiet);
            let drawn: usize = drawn.map(|link| link.members.len()).sum();
            assert_eq!(accounts.get(&Told::Line).copied().unwrap_or(0), drawn, "{filter}");
        }
    }
}
