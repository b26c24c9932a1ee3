//! The laws of the radial layout, over the built-in atlas in many rooms and over graphs nobody
//! made: nothing overlaps, rings tell distances, kinds keep to their sectors where all stands anew,
//! and what stood somewhere before keeps its direction.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::VecDeque;

use common::{atlas, folded};
use emath::{Pos2, Rect, Vec2, pos2, vec2};
use proptest::prelude::*;
use protecteu_atlas::atlas::{NodeId, NodeKind};
use protecteu_atlas::layout::{
    Layout, LayoutKind, LayoutRequest, LinkRequest, NodeRequest, Ring, Route, Watch, Zooms,
    arrange, arrange_watched,
};
use protecteu_atlas::view::{Picture, Unfold, View};

const ROOMS: [(f32, f32); 6] = [
    (1600.0, 900.0),
    (796.0, 724.0),
    (1280.0, 600.0),
    (400.0, 300.0),
    (300.0, 2000.0),
    (4000.0, 300.0),
];

const FILTERS: [&str; 8] = [
    "",
    "threat:terrorism",
    "pillar:governance",
    "actor:europol",
    "instrument:protecteu",
    "kind:actor",
    "relation:led-by",
    "action:overhaul-europol",
];

fn node(kind: NodeKind, label: &str) -> NodeRequest {
    NodeRequest {
        id: NodeId::from(label),
        kind,
        label: label.to_owned(),
        count: None,
        notes: Vec::new(),
        n_signs: 0,
        least_height: 0.0,
        shut_height: 0.0,
        within: None,
        rank: 0,
        is_pushed_in: false,
        pinned: None,
        home: None,
    }
}

fn request(nodes: Vec<NodeRequest>, links: &[(usize, usize)]) -> LayoutRequest {
    let link = |&(source, target): &(usize, usize)| LinkRequest {
        source,
        target,
        pulls: true,
        room: LinkRequest::ROOM,
        width: 1.0,
    };
    LayoutRequest {
        kind: LayoutKind::Radial,
        nodes,
        links: links.iter().map(link).collect(),
        middle: Vec::new(),
        room: vec2(1280.0, 720.0),
        zooms: Zooms::default(),
        world: vec2(800.0, 600.0),
        must_fit: true,
    }
}

/// The first law that does not hold for a layout in which nothing is pinned.
fn broken_law(layout: &Layout, links: &[(usize, usize)]) -> Result<(), String> {
    if layout.routes.len() != links.len() {
        return Err("a route is missing".to_owned());
    }
    let Some(bounds) = layout.bounds else {
        return if layout.boxes.is_empty() { Ok(()) } else { Err("no bounds".to_owned()) };
    };
    for (at, place) in layout.boxes.iter().enumerate() {
        if !bounds.contains_rect(place.reach) || !place.reach.contains_rect(place.rect) {
            return Err(format!("{:?} stands outside of {bounds:?}", place.lines));
        }
        for other in layout.boxes.iter().skip(at + 1) {
            if place.reach.intersects(other.reach) {
                return Err(format!("{:?} and {:?} overlap", place.lines, other.lines));
            }
        }
    }
    for ring in &layout.rings {
        let around = Rect::from_center_size(ring.centre, ring.radii * 2.0);
        if !around.is_finite() || !bounds.contains_rect(around) {
            return Err(format!("{ring:?} is outside of {bounds:?}"));
        }
    }
    for heading in &layout.headings {
        let words = Rect::from_min_size(heading.pos - vec2(0.0, 11.0), vec2(30.0, 11.0));
        if !bounds.contains_rect(words) || layout.boxes.iter().any(|b| b.reach.intersects(words)) {
            return Err(format!("the heading of {:?} is in the way", heading.kinds));
        }
    }
    runs_meet_borders(layout, links)
}

fn runs_meet_borders(layout: &Layout, links: &[(usize, usize)]) -> Result<(), String> {
    for (route, &(source, target)) in layout.routes.iter().zip(links) {
        let line = route.polyline(6);
        if line.len() < 2 || line.iter().any(|point| !point.is_finite()) {
            return Err(format!("{source} to {target} runs nowhere: {line:?}"));
        }
        for (point, node) in [(line[0], source), (line[line.len() - 1], target)] {
            let place = &layout.boxes[node];
            let on_border =
                |rect: Rect| rect.expand(0.1).contains(point) && !rect.shrink(0.1).contains(point);
            if !on_border(place.rect) && !on_border(place.reach) {
                return Err(format!("{source} to {target} ends at {point:?}, off {place:?}"));
            }
        }
        let (end, way) = route.end().unwrap();
        let rect = layout.boxes[target].reach;
        if (way.length() - 1.0).abs() > 1e-3 || !rect.expand(0.5).contains(end + way * 1.5) {
            return Err(format!("the arrow of {source} to {target} points away: {end:?} {way:?}"));
        }
    }
    Ok(())
}

/// The ring a place lies on, from the inside; nothing for the middle.
fn ring_of(layout: &Layout, place: Pos2) -> Option<usize> {
    let away = |ring: &Ring| Route { segments: ring.curve().to_vec() }.distance(place);
    let nearest = layout.rings.iter().map(away).enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
    // Straight pieces stand in for the curve, and boxes stand on whole units.
    nearest.filter(|(_, away)| *away < 8.0).map(|(ring, _)| ring)
}

/// Distances from the middle; nothing for what no link leads to.
fn distances(n: usize, links: &[(usize, usize)], middle: &[usize]) -> Vec<Option<usize>> {
    let mut found = vec![None; n];
    let mut queue: VecDeque<usize> = middle.iter().copied().collect();
    for &node in middle {
        found[node] = Some(0);
    }
    while let Some(node) = queue.pop_front() {
        for &(a, b) in links {
            for (from, to) in [(a, b), (b, a)] {
                if from == node && found[to].is_none() {
                    found[to] = found[node].map(|d| d + 1);
                    queue.push_back(to);
                }
            }
        }
    }
    found
}

/// What is further away stands on no ring further in; what nothing leads to, furthest out.
fn rings_tell_distance(
    layout: &Layout,
    links: &[(usize, usize)],
    middle: &[usize],
) -> Result<(), String> {
    let n = layout.boxes.len();
    let distances = distances(n, links, middle);
    let furthest = distances.iter().flatten().copied().max().unwrap_or(0).max(1);
    let mut outermost = vec![0; furthest + 1];
    let mut innermost = vec![usize::MAX; furthest + 1];
    for at in (0..n).filter(|at| !middle.contains(at)) {
        let Some(ring) = ring_of(layout, layout.boxes[at].reach.center()) else {
            return Err(format!("{:?} stands on no ring", layout.boxes[at].lines));
        };
        let distance = distances[at].unwrap_or(furthest);
        outermost[distance] = outermost[distance].max(ring + 1);
        innermost[distance] = innermost[distance].min(ring + 1);
    }
    let pairs = outermost.iter().zip(innermost.iter().skip(1));
    match pairs.enumerate().find(|(_, (outer, inner))| outer >= inner) {
        Some((distance, (outer, inner))) => Err(format!(
            "ring {outer} at {distance} links and ring {inner} at {}: {:?}",
            distance + 1,
            layout.rings
        )),
        None => Ok(()),
    }
}

/// On each ring, read clockwise from the left end, kinds come in the order of the lanes.
fn kinds_keep_to_sectors(layout: &Layout, kinds: &[NodeKind]) -> Result<(), String> {
    let mut rings: Vec<Vec<(f32, usize)>> = vec![Vec::new(); layout.rings.len()];
    for (place, kind) in layout.boxes.iter().zip(kinds) {
        let centre = place.reach.center();
        let Some(ring) = ring_of(layout, centre) else { continue };
        let way = (centre - layout.rings[ring].centre) / layout.rings[ring].radii;
        // Clockwise from the left end; y points down.
        let turn = (-way.y).atan2(-way.x).rem_euclid(std::f32::consts::TAU);
        let sector = NodeKind::ALL.iter().position(|k| k == kind).unwrap();
        rings[ring].push((turn, sector));
    }
    for mut ring in rings {
        ring.sort_by(|a, b| a.0.total_cmp(&b.0));
        let sectors: Vec<usize> = ring.iter().map(|(_, sector)| *sector).collect();
        let next = sectors.iter().cycle().skip(1);
        if sectors.iter().zip(next).filter(|(a, b)| a > b).count() > 1 {
            return Err(format!("kinds mix on a ring: {sectors:?}"));
        }
    }
    Ok(())
}

fn strategy() -> NodeId {
    NodeId::from("protecteu")
}

fn check_picture(filter: &str, way: Unfold, room: (f32, f32)) {
    let view = View { layout: LayoutKind::Radial, ..folded(filter, way) };
    let picture = Picture::of(atlas(), &view, Vec2::from(room));
    let at = |id: &NodeId| picture.visible.nodes.iter().position(|n| n.id == *id).unwrap();
    let links: Vec<(usize, usize)> =
        picture.visible.links.iter().map(|l| (at(&l.source), at(&l.target))).collect();
    let kinds: Vec<NodeKind> =
        picture.visible.nodes.iter().map(|n| n.role(atlas()).unwrap()).collect();
    let layout = &picture.layout;
    assert!(!layout.boxes.is_empty(), "{filter:?} shows nothing and so tests nothing");
    let middle = middle_of(layout);
    let broken = broken_law(layout, &links)
        .and_then(|()| rings_tell_distance(layout, &links, &middle))
        .and_then(|()| match middle.as_slice() {
            // Around the middle of the whole atlas, a part of it stays where it stood.
            [one] if !filter.is_empty() && picture.visible.nodes[*one].id == strategy() => Ok(()),
            _ => kinds_keep_to_sectors(layout, &kinds),
        });
    assert_eq!(broken, Ok(()), "{filter:?} {way:?} {room:?}");
}

/// What stands on no ring.
fn middle_of(layout: &Layout) -> Vec<usize> {
    let places = layout.boxes.iter().map(|place| place.reach.center());
    let off = places.enumerate().filter(|(_, place)| ring_of(layout, *place).is_none());
    off.map(|(at, _)| at).collect()
}

#[test]
fn the_laws_hold_for_the_whole_atlas_and_for_filters_in_every_room() {
    for (at, filter) in FILTERS.into_iter().enumerate() {
        check_picture(filter, Unfold::Auto, ROOMS[at % ROOMS.len()]);
        check_picture(filter, Unfold::None, ROOMS[(at + 3) % ROOMS.len()]);
    }
    check_picture("", Unfold::All, ROOMS[0]);
}

#[test]
fn the_strategy_stands_in_the_middle_of_its_atlas() {
    let view = View { layout: LayoutKind::Radial, ..folded("", Unfold::Auto) };
    let picture = Picture::of(atlas(), &view, vec2(1600.0, 900.0));
    let strategy = picture.scene.node(&strategy()).unwrap();
    assert!(strategy.reach.center().distance(Pos2::ZERO) <= 1.0, "{:?}", strategy.rect);
}

#[test]
fn the_strategy_stays_in_the_middle_whatever_filter_keeps_it() {
    for threat in ["terrorism", "drugs", "hybrid", "cyber"] {
        let filter = format!("threat:{threat}");
        let view = View { layout: LayoutKind::Radial, ..folded(&filter, Unfold::Auto) };
        let picture = Picture::of(atlas(), &view, vec2(1600.0, 900.0));
        let strategy = picture.scene.node(&strategy()).unwrap();
        let middle = picture.layout.bounds.unwrap().center();
        assert!(strategy.reach.center().distance(middle) <= 30.0, "{filter} {:?}", strategy.rect);
    }
}

/// A star of actors around an instrument, two pillars outside of it and an action on one of them.
fn star(homes: &[Option<Pos2>]) -> (Vec<NodeRequest>, [(usize, usize); 8]) {
    use NodeKind::{Action, Actor, Instrument, Pillar};
    let kinds = [Instrument, Actor, Actor, Actor, Actor, Pillar, Pillar, Action];
    let named = |(at, (&kind, home)): (usize, (&NodeKind, &Option<Pos2>))| NodeRequest {
        home: *home,
        ..node(kind, &format!("Somebody {at}"))
    };
    let nodes = kinds.iter().zip(homes).enumerate().map(named).collect();
    (nodes, [(0, 1), (0, 2), (0, 3), (0, 4), (1, 5), (2, 6), (5, 7), (4, 3)])
}

#[test]
fn what_stood_somewhere_keeps_its_direction_and_what_is_new_stands_beside_its_own() {
    let at = |x: f32, y: f32| Some(pos2(x, y));
    // In no order in which kinds or links would put them.
    let homes = [
        at(0.5, 0.5),
        at(0.75, 0.5),
        at(0.5, 0.75),
        at(0.25, 0.5),
        at(0.5, 0.25),
        at(0.95, 0.6),
        at(0.4, 0.95),
        None,
    ];
    let (nodes, links) = star(&homes);
    let layout = arrange(&LayoutRequest { middle: vec![0], ..request(nodes, &links) });
    assert_eq!(broken_law(&layout, &links), Ok(()));
    assert_eq!(rings_tell_distance(&layout, &links, &[0]), Ok(()));
    let way = |at: usize| layout.boxes[at].reach.center().to_vec2().normalized();
    for (at, home) in homes.iter().enumerate().skip(1) {
        // The new action is on the pillar to the right.
        let wanted = home.or(homes[5]).unwrap() - pos2(0.5, 0.5);
        let turned = way(at).dot((wanted * vec2(1280.0, 720.0)).normalized());
        assert!(turned > 0.85, "{at} stands at {:?}, {turned} off", layout.boxes[at].rect);
    }
    // Where something else is in the middle, all stands anew.
    let (nodes, links) = star(&homes);
    let kinds: Vec<NodeKind> = nodes.iter().map(|node| node.kind).collect();
    let layout = arrange(&LayoutRequest { middle: vec![5], ..request(nodes, &links) });
    assert_eq!(kinds_keep_to_sectors(&layout, &kinds), Ok(()));
}

#[test]
fn what_is_asked_for_stands_in_the_middle_and_the_rest_by_distance() {
    let chain: Vec<NodeRequest> = ["Europol", "Mandate", "Agenda", "Council", "Alone"]
        .map(|label| node(NodeKind::Instrument, label))
        .to_vec();
    let links = [(0, 1), (1, 2), (2, 3)];
    let request = LayoutRequest { middle: vec![1], ..request(chain, &links) };
    let layout = arrange(&request);
    assert!(layout.boxes[1].rect.center().distance(Pos2::ZERO) <= 1.0);
    assert_eq!(rings_tell_distance(&layout, &links, &[1]), Ok(()));
    let ring = |at: usize| ring_of(&layout, layout.boxes[at].reach.center()).unwrap();
    assert!(ring(0) == ring(2) && ring(2) < ring(3) && ring(3) == ring(4));
}

#[test]
fn a_pinned_box_stands_where_it_was_put_and_its_links_follow() {
    let mut nodes = vec![node(NodeKind::Actor, "Europol"), node(NodeKind::Actor, "Eurojust")];
    nodes[1].pinned = Some(pos2(700.0, -300.0));
    let links = [(0, 1)];
    let layout = arrange(&request(nodes, &links));
    assert!(layout.boxes[1].rect.center().distance(pos2(700.0, -300.0)) <= 1.0);
    assert_eq!(broken_law(&layout, &links), Ok(()));
}

#[test]
fn what_has_a_home_keeps_its_order_about_the_middle() {
    let homes = [(0.5, 0.1), (0.1, 0.4), (0.9, 0.5), (0.3, 0.2), (0.6, 0.9)];
    let mut nodes = vec![node(NodeKind::Actor, "Council")];
    for (x, y) in homes {
        let home = Some(pos2(x, y));
        nodes.push(NodeRequest { home, ..node(NodeKind::Action, &format!("Act {x} {y}")) });
    }
    let links: Vec<(usize, usize)> = (1..nodes.len()).map(|at| (0, at)).collect();
    let layout = arrange(&LayoutRequest { middle: vec![0], ..request(nodes, &links) });
    let turn = |way: Vec2| (-way.y).atan2(-way.x).rem_euclid(std::f32::consts::TAU);
    let mut by_home: Vec<usize> = (1..=homes.len()).collect();
    let mut by_place = by_home.clone();
    let home = |at: usize| Pos2::from(homes[at - 1]) - pos2(0.5, 0.5);
    by_home.sort_by(|&a, &b| turn(home(a)).total_cmp(&turn(home(b))));
    let place = |at: usize| layout.boxes[at].rect.center().to_vec2();
    by_place.sort_by(|&a, &b| turn(place(a)).total_cmp(&turn(place(b))));
    assert_eq!(by_home, by_place);
}

#[test]
fn many_links_between_two_boxes_stay_apart_and_loops_close() {
    let nodes = vec![node(NodeKind::Actor, "Europol"), node(NodeKind::Instrument, "Mandate")];
    let links = [(0, 1), (1, 0), (0, 1), (0, 0), (0, 0)];
    let layout = arrange(&request(nodes, &links));
    assert_eq!(broken_law(&layout, &links), Ok(()));
    let middles: Vec<Pos2> = layout.routes.iter().map(|r| r.middle().unwrap()).collect();
    for (at, one) in middles.iter().enumerate() {
        for other in middles.iter().skip(at + 1) {
            assert!(one.distance(*other) > 4.0, "{one:?} and {other:?} lie on each other");
        }
    }
}

#[test]
fn work_cut_short_still_stands_without_overlaps() {
    let nodes = (0..60).map(|at| node(NodeKind::Action, &format!("Action {at}"))).collect();
    let links: Vec<(usize, usize)> = (1..60).map(|at| (at / 3, at)).collect();
    let watch = Watch::default();
    watch.cut_short();
    let layout = arrange_watched(&request(nodes, &links), &watch);
    assert_eq!(broken_law(&layout, &links), Ok(()));
    assert!(watch.share() > 0.99);
}

fn any_request() -> impl Strategy<Value = LayoutRequest> {
    let kind = proptest::sample::select(&NodeKind::ALL[..]);
    let label = proptest::collection::vec("[A-Za-zÀ-ÿ]{1,14}", 0..6);
    let count = proptest::option::of(1..99_u8);
    let some = (kind, label, count).prop_map(|(kind, words, count)| NodeRequest {
        count: count.map(|n| format!("+{n}")),
        notes: Vec::new(),
        n_signs: 0,
        least_height: 0.0,
        shut_height: 0.0,
        ..node(kind, &words.join(" "))
    });
    let nodes = proptest::collection::vec(some, 0..40);
    let ends = proptest::collection::vec((any::<usize>(), any::<usize>(), any::<bool>()), 0..50);
    let middle = proptest::collection::vec(any::<usize>(), 0..4);
    (nodes, ends, middle, 200.0..4000.0_f32, 200.0..2200.0_f32).prop_map(
        |(mut nodes, ends, middle, width, height)| {
            let n = nodes.len();
            for (at, node) in nodes.iter_mut().enumerate() {
                node.id = NodeId::new(format!("n{at}"));
                node.within = (node.kind == NodeKind::Action).then_some(at / 3);
            }
            let link = |(a, b, pulls): (usize, usize, bool)| {
                (n > 0).then(|| LinkRequest {
                    source: a % n,
                    target: b % n,
                    pulls,
                    room: LinkRequest::ROOM,
                    width: 1.0,
                })
            };
            LayoutRequest {
                links: ends.into_iter().filter_map(link).collect(),
                middle: middle.into_iter().filter(|_| n > 0).map(|at| at % n.max(1)).collect(),
                room: vec2(width, height),
                ..request(nodes, &[])
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_for_any_graph(request in any_request()) {
        let layout = arrange(&request);
        let links: Vec<(usize, usize)> = request.links.iter().map(|l| (l.source, l.target)).collect();
        let kinds: Vec<NodeKind> = request.nodes.iter().map(|n| n.kind).collect();
        prop_assert_eq!(broken_law(&layout, &links), Ok(()));
        prop_assert_eq!(kinds_keep_to_sectors(&layout, &kinds), Ok(()));
        if !request.middle.is_empty() {
            prop_assert_eq!(rings_tell_distance(&layout, &links, &request.middle), Ok(()));
        }
        prop_assert_eq!(&arrange(&request), &layout, "the same request stands differently");
    }
}
