//! The layout's laws, over the built-in atlas in many rooms and over graphs nobody made.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{atlas, folded, view};
use emath::{Pos2, Rect, Vec2, vec2};
use proptest::prelude::*;
use protecteu_atlas::atlas::{NodeId, NodeKind};
use protecteu_atlas::layout::measure::text_width;
use protecteu_atlas::layout::{
    Layout, LayoutKind, LayoutRequest, LinkRequest, NOTE_LINE, NodeBox, NodeRequest, Zooms,
    arrange, label_style,
};
use protecteu_atlas::view::{Picture, READABLE_ZOOM, Unfold, View};

const ROOMS: [(f32, f32); 10] = [
    (400.0, 300.0),
    (640.0, 480.0),
    (796.0, 724.0),
    (1024.0, 600.0),
    (1280.0, 720.0),
    (1600.0, 900.0),
    (1920.0, 1080.0),
    (3840.0, 2160.0),
    (300.0, 2000.0),
    (4000.0, 300.0),
];

const FILTERS: [&str; 16] = [
    "",
    "threat:terrorism",
    "threat:cyber,hybrid",
    "threat:borders-defence.war",
    "pillar:governance",
    "pillar:law-enforcement",
    "action:overhaul-europol",
    "actor:europol",
    "-actor:commission",
    "instrument:protecteu",
    "kind:actor",
    "kind:action,pillar",
    "relation:led-by",
    "basis:interpreted",
    "data",
    "document:safer-europe",
];

/// What the laws need to know of a request: kind, label and group of each box, ends of each route.
struct Asked {
    nodes: Vec<(NodeKind, String, Option<usize>)>,
    links: Vec<(usize, usize)>,
}

impl Asked {
    fn of_picture(picture: &Picture) -> Self {
        let at: BTreeMap<&NodeId, usize> =
            picture.visible.nodes.iter().enumerate().map(|(at, n)| (&n.id, at)).collect();
        let nodes = picture.visible.nodes.iter().map(|shown| {
            let pillar = atlas().pillar_of(&shown.id).and_then(|id| at.get(id).copied());
            (shown.role(atlas()).unwrap(), shown.label(atlas()).unwrap(), pillar)
        });
        let links = picture.visible.links.iter().map(|l| (at[&l.source], at[&l.target]));
        Self { links: links.collect(), nodes: nodes.collect() }
    }

    fn of_request(request: &LayoutRequest) -> Self {
        let nodes = request.nodes.iter().map(|n| (n.kind, n.label.clone(), n.within));
        let links = request.links.iter().map(|l| (l.source, l.target));
        Self { links: links.collect(), nodes: nodes.collect() }
    }
}

/// Every law that holds for any layout in which nothing is pinned; the first that does not.
fn broken_law(asked: &Asked, layout: &Layout) -> Result<(), String> {
    if (layout.boxes.len(), layout.routes.len()) != (asked.nodes.len(), asked.links.len()) {
        return Err("a box or route is missing".to_owned());
    }
    let Some(bounds) = layout.bounds else {
        let is_empty = layout.boxes.is_empty() && layout.headings.is_empty();
        return if is_empty { Ok(()) } else { Err("no bounds".to_owned()) };
    };
    finite(layout)?;
    apart(layout)?;
    for (place, (kind, label, _)) in layout.boxes.iter().zip(&asked.nodes) {
        if !bounds.contains_rect(place.reach) || !place.reach.contains_rect(place.rect) {
            return Err(format!("{label:?} stands outside of {bounds:?}: {place:?}"));
        }
        label_fits(place, *kind, label)?;
    }
    let columns = columns(layout, asked);
    for (at, &ends) in asked.links.iter().enumerate() {
        runs_from_border_to_border(layout, asked, at)?;
        passes_no_other_box(layout, at, ends)?;
        has_no_kinks(layout, at)?;
    }
    parallels_part(layout, asked)?;
    groups_stay_together(layout, asked, &columns)
}

fn finite(layout: &Layout) -> Result<(), String> {
    let corners = layout.boxes.iter().flat_map(|b| [b.rect.min, b.rect.max, b.reach.max]);
    let curves = layout.routes.iter().flat_map(|r| r.segments.iter().flatten().copied());
    let headings = layout.headings.iter().map(|h| h.pos);
    let bounds = layout.bounds.into_iter().flat_map(|b| [b.min, b.max]);
    match corners.chain(curves).chain(headings).chain(bounds).find(|point| !point.is_finite()) {
        Some(point) => Err(format!("{point:?} is nowhere")),
        None => Ok(()),
    }
}

fn apart(layout: &Layout) -> Result<(), String> {
    for (at, a) in layout.boxes.iter().enumerate() {
        for b in layout.boxes.iter().skip(at + 1) {
            if a.reach.intersects(b.reach) {
                return Err(format!("{:?} and {:?} overlap", a.lines, b.lines));
            }
        }
    }
    Ok(())
}

fn label_fits(place: &NodeBox, kind: NodeKind, label: &str) -> Result<(), String> {
    let style = label_style(kind);
    let inner = place.rect.width() - style.pad_left - style.pad_right + 0.5;
    if place.lines.iter().any(|line| text_width(line, style.size, style.weight) > inner) {
        return Err(format!("{:?} runs over its box", place.lines));
    }
    let notes = place.notes.len() as f32 * NOTE_LINE;
    let high = place.lines.len() as f32 * style.line_height + notes;
    if high > place.rect.height() + 0.5 {
        return Err(format!("{:?} are more lines than the box holds", place.lines));
    }
    // A word wider than any box is broken over lines, so that only its letters can be compared;
    // what is too long for any box is cut, and says so.
    let letters = |text: &str| text.split_whitespace().collect::<String>();
    if !is_whole(&letters(&place.lines.concat()), &letters(label)) {
        return Err(format!("{label:?} became {:?}", place.lines));
    }
    Ok(())
}

/// The column of each box, by the left ends of boxes of one kind.
fn columns(layout: &Layout, asked: &Asked) -> Vec<(NodeKind, i32)> {
    let places = layout.boxes.iter().zip(&asked.nodes);
    places.map(|(place, (kind, ..))| (*kind, place.rect.left().round() as i32)).collect()
}

/// How far inside its rectangle a box's border runs, so far from its middle height.
fn inset(kind: NodeKind, rect: Rect, y: f32) -> f32 {
    let (half, off) = (rect.height() / 2.0, (y - rect.center().y).abs());
    match kind {
        NodeKind::Threat => (rect.height() / 3.0).min(10.0) * off / half,
        NodeKind::Actor => {
            let radius = half.min(16.0);
            let beyond = (off - (half - radius)).max(0.0);
            radius - (radius * radius - beyond * beyond).max(0.0).sqrt()
        }
        _ => 0.0,
    }
}

/// Whether one of two boxes stands in the frame of which the other is the head.
fn is_framed(layout: &Layout, a: usize, b: usize) -> bool {
    let rect = |at: usize| layout.boxes[at].rect;
    let frames = layout.frames.iter();
    a != b
        && frames.into_iter().any(|frame| {
            let holds = |at: usize| frame.rect.contains_rect(rect(at));
            (frame.head == a && holds(b)) || (frame.head == b && holds(a))
        })
}

fn runs_from_border_to_border(layout: &Layout, asked: &Asked, at: usize) -> Result<(), String> {
    let on_border = |point: Pos2, node: usize| {
        let (place, kind) = (&layout.boxes[node], asked.nodes[node].0);
        let inset = inset(kind, place.rect, point.y);
        let sides = [place.rect.left() + inset, place.rect.right() - inset, place.reach.right()];
        sides.iter().any(|x| (x - point.x).abs() < 0.05) && place.rect.y_range().contains(point.y)
    };
    let (source, target) = asked.links[at];
    if is_framed(layout, source, target) {
        // The frame says it.
        return if layout.routes[at].segments.is_empty() {
            Ok(())
        } else {
            Err("a line in a frame".into())
        };
    }
    let line = layout.routes[at].polyline(1);
    let (from, to) = (&layout.boxes[source], &layout.boxes[target]);
    match (line.first(), line.last()) {
        (Some(&start), Some(&end)) if on_border(start, source) && on_border(end, target) => Ok(()),
        ends => Err(format!("{:?} to {:?} runs from {ends:?}", from.lines, to.lines)),
    }
}

/// A link passes no box but the two it joins.
fn passes_no_other_box(
    layout: &Layout,
    at: usize,
    (source, target): (usize, usize),
) -> Result<(), String> {
    let line = layout.routes[at].polyline(24);
    let mut around = Rect::NOTHING;
    for &point in &line {
        around.extend_with(point);
    }
    for (other, place) in layout.boxes.iter().enumerate() {
        if [source, target].contains(&other) || !around.intersects(place.reach) {
            continue;
        }
        if line.iter().any(|&point| place.reach.contains(point)) {
            let (from, to) = (&layout.boxes[source].lines, &layout.boxes[target].lines);
            return Err(format!("{from:?} to {to:?} runs through {:?}", place.lines));
        }
    }
    Ok(())
}

/// One curve goes on in the direction in which the one before arrives.
fn has_no_kinks(layout: &Layout, at: usize) -> Result<(), String> {
    for pair in layout.routes[at].segments.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        let way = |control: Pos2, from: Pos2, to: Pos2| {
            (if control == from { to - from } else { control - from }).normalized()
        };
        let arrives = -way(before[2], before[3], before[0]);
        let leaves = way(after[1], after[0], after[3]);
        // Over a gap, where it would run under a box, a line need not go on straight.
        if before[3] == after[0] && (arrives - leaves).length() > 0.05 {
            return Err(format!("a kink at {:?}: {arrives:?} then {leaves:?}", before[3]));
        }
    }
    Ok(())
}

/// Links between the same two boxes leave and arrive at different heights.
fn parallels_part(layout: &Layout, asked: &Asked) -> Result<(), String> {
    let mut ends: BTreeMap<(usize, usize), BTreeSet<i32>> = BTreeMap::new();
    let drawn = layout.routes.iter().zip(&asked.links).filter(|(r, _)| !r.segments.is_empty());
    for (route, &(source, target)) in drawn {
        let first = route.segments.first().unwrap()[0];
        let last = route.segments.last().unwrap()[3];
        let at_lower = if source <= target { first } else { last };
        // A tenth of a unit is still a line of its own.
        let height = (at_lower.y * 10.0).round() as i32;
        if !ends.entry((source.min(target), source.max(target))).or_default().insert(height) {
            let lines = &layout.boxes[source].lines;
            return Err(format!("two links of {lines:?} lie on each other"));
        }
    }
    Ok(())
}

/// In each column, what belongs to one pillar stands in one stretch.
fn groups_stay_together(
    layout: &Layout,
    asked: &Asked,
    columns: &[(NodeKind, i32)],
) -> Result<(), String> {
    let mut by_column: BTreeMap<(NodeKind, i32), Vec<(f32, usize)>> = BTreeMap::new();
    for (at, (place, column)) in layout.boxes.iter().zip(columns).enumerate() {
        if let (NodeKind::Action, _, Some(group)) = asked.nodes[at] {
            by_column.entry(*column).or_default().push((place.rect.top(), group));
        }
    }
    for mut rows in by_column.into_values() {
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut groups: Vec<usize> = rows.into_iter().map(|(_, group)| group).collect();
        groups.dedup();
        if groups.iter().collect::<BTreeSet<_>>().len() != groups.len() {
            return Err(format!("a pillar's actions stand apart: {groups:?}"));
        }
    }
    Ok(())
}

fn check(filter: &str, way: Unfold, room: (f32, f32)) {
    let picture = Picture::of(atlas(), &folded(filter, way), vec2(room.0, room.1));
    let broken = broken_law(&Asked::of_picture(&picture), &picture.layout);
    assert_eq!(broken, Ok(()), "{filter:?} {way:?} {room:?}");
    assert!(!picture.layout.boxes.is_empty(), "{filter:?} shows nothing and so tests nothing");
}

#[test]
fn the_laws_hold_for_the_whole_atlas_in_every_room() {
    for room in ROOMS {
        for way in Unfold::ALL {
            check("", way, room);
        }
    }
}

#[test]
fn the_laws_hold_for_every_filter_folded_and_open() {
    for (at, filter) in FILTERS.into_iter().enumerate() {
        for (turn, way) in Unfold::ALL.into_iter().enumerate() {
            // Rooms in turn, so that each meets many filters.
            check(filter, way, ROOMS[(at * 3 + turn) % ROOMS.len()]);
            check(filter, way, ROOMS[(at * 7 + turn + 5) % ROOMS.len()]);
        }
    }
}

#[test]
fn the_same_view_stands_the_same_twice_and_on_another_thread() {
    for filter in ["", "threat:terrorism", "actor:europol"] {
        let layout =
            || Picture::of(atlas(), &folded(filter, Unfold::All), vec2(1280.0, 720.0)).layout;
        let first = layout();
        assert_eq!(first, layout(), "{filter:?}");
        assert_eq!(first, std::thread::spawn(layout).join().unwrap(), "{filter:?} elsewhere");
    }
}

#[test]
fn nothing_to_show_has_no_bounds_and_fits_any_room() {
    let nothing = arrange(&request(Vec::new(), Vec::new(), vec2(800.0, 600.0)));
    assert_eq!(nothing, Layout::default());
    assert_eq!(nothing.zoom_to_fit(vec2(800.0, 600.0), 1.25), 1.25);
}

#[test]
fn folding_keeps_words_large_enough_to_read() {
    let check = |filter: &str, width: f32| {
        let room = vec2(width, 724.0);
        let picture = Picture::of(atlas(), &view(filter), room);
        let zoom = picture.layout.zoom_to_fit(room, 1.0);
        assert!(zoom >= READABLE_ZOOM, "{filter:?}: {zoom} is less than {READABLE_ZOOM}");
    };
    // What panels leave of a window of 1440 x 900.
    check("", 796.0);
    for node in atlas().nodes() {
        match node.role() {
            NodeKind::Threat => check(&format!("threat:{}", node.id), 796.0),
            NodeKind::Pillar => check(&format!("pillar:{}", node.id), 796.0),
            _ => {}
        }
    }
}

#[test]
fn a_pinned_box_stands_where_it_was_put_and_its_links_follow() {
    let id = NodeId::from("overhaul-europol");
    let place = Pos2::new(900.0, -250.0);
    let view = View { pins: [(id.clone(), place)].into(), ..folded("", Unfold::All) };
    let picture = Picture::of(atlas(), &view, vec2(1280.0, 720.0));
    let shown = picture.scene.node(&id).unwrap();
    // Boxes stand on whole units.
    assert!(shown.rect.center().distance(place) <= 1.0, "{:?}", shown.rect);
    assert!(picture.layout.bounds.unwrap().contains_rect(shown.reach));
    let asked = Asked::of_picture(&picture);
    for at in 0..asked.links.len() {
        assert_eq!(runs_from_border_to_border(&picture.layout, &asked, at), Ok(()));
    }
}

#[test]
fn many_links_between_two_boxes_stay_apart() {
    for n in 1..=30 {
        let nodes = vec![plain(NodeKind::Actor, "Europol"), plain(NodeKind::Instrument, "Mandate")];
        let link = |at: usize| LinkRequest {
            source: at % 2,
            target: 1 - at % 2,
            pulls: true,
            room: LinkRequest::ROOM,
            width: 1.0,
        };
        let request = request(nodes, (0..n).map(link).collect(), vec2(800.0, 600.0));
        let layout = arrange(&request);
        assert_eq!(broken_law(&Asked::of_request(&request), &layout), Ok(()), "{n} links");
    }
}

#[test]
fn a_lane_that_wraps_has_no_column_without_boxes() {
    // One tall label must not leave empty columns beside it.
    let tall = ["Sicherheit"; 300].join(" ");
    let nodes = vec![plain(NodeKind::Action, &tall), plain(NodeKind::Actor, "Europol")];
    let layout = arrange(&request(nodes, Vec::new(), vec2(800.0, 600.0)));
    let gap = layout.boxes[1].rect.left() - layout.boxes[0].rect.right();
    assert!(gap <= 260.0, "{gap} units of nothing between two lanes");
}

#[test]
fn few_lanes_stand_in_the_middle_of_a_wide_room() {
    for asked in ["kind:threat,pillar", "kind:threat", "kind:pillar"] {
        let picture = Picture::of(atlas(), &view(asked), vec2(1536.0, 660.0));
        let boxes = picture.layout.boxes.iter().map(|place| place.rect);
        let own = boxes.reduce(Rect::union).unwrap();
        let whole = picture.layout.bounds.unwrap();
        let beside = (own.center().x - whole.center().x).abs();
        assert!(beside < 0.12 * whole.width(), "{asked}: {own:?} in {whole:?}");
    }
}

#[test]
fn links_leave_a_box_in_the_order_of_where_they_go() {
    let mut nodes = vec![plain(NodeKind::Action, "Share information")];
    nodes.extend(["A", "B", "C", "D", "E"].map(|name| plain(NodeKind::Actor, name)));
    let links = (1..6).rev().map(|target| LinkRequest {
        source: 0,
        target,
        pulls: true,
        room: LinkRequest::ROOM,
        width: 1.0,
    });
    let layout = arrange(&request(nodes, links.collect(), vec2(800.0, 600.0)));
    let mut ends: Vec<(f32, f32)> = layout
        .routes
        .iter()
        .map(|route| (route.segments[0][0].y, route.end().unwrap().0.y))
        .collect();
    ends.sort_by(|a, b| a.1.total_cmp(&b.1));
    for pair in ends.windows(2) {
        assert!(pair[1].0 - pair[0].0 > 2.0, "{ends:?}");
    }
}

/// Where the centre of each node stands in the room, as shares of it, when the layout is fitted.
fn shares(request: &LayoutRequest) -> BTreeMap<NodeId, Pos2> {
    let layout = arrange(request);
    let zoom = layout.zoom_to_fit(request.room, request.zooms.most);
    let middle = layout.bounds.unwrap().center();
    let share = |place: &NodeBox| {
        let off = (place.rect.center() - middle) * zoom / request.room;
        Pos2::new(0.5, 0.5) + off
    };
    let nodes = request.nodes.iter().zip(&layout.boxes);
    nodes.map(|(node, place)| (node.id.clone(), share(place))).collect()
}

/// What is asked of the layout for a filter of the built-in atlas.
fn request_of(filter: &str, room: Vec2) -> LayoutRequest {
    let picture = Picture::of(atlas(), &view(filter), room);
    let asked = Asked::of_picture(&picture);
    let nodes =
        asked.nodes.iter().zip(&picture.visible.nodes).map(|((kind, label, group), shown)| {
            NodeRequest {
                id: shown.id.clone(),
                count: (shown.n_folded > 0).then(|| format!("+{}", shown.n_folded)),
                notes: Vec::new(),
                n_signs: 0,
                least_height: 0.0,
                shut_height: 0.0,
                within: *group,
                rank: 0,
                is_pushed_in: false,
                ..plain(*kind, label)
            }
        });
    let links = asked.links.iter().zip(&picture.scene.links);
    let links = links.map(|(&(source, target), drawn)| LinkRequest {
        source,
        target,
        pulls: !drawn.quiet,
        room: LinkRequest::ROOM,
        width: 1.0,
    });
    request(nodes.collect(), links.collect(), room)
}

#[test]
fn the_laws_hold_where_things_have_homes() {
    for room in [vec2(796.0, 724.0), vec2(1536.0, 722.0)] {
        let homes = shares(&request_of("", room));
        for threat in atlas().top_threats() {
            let mut request = request_of(&format!("threat:{threat}"), room);
            for node in &mut request.nodes {
                node.home = homes.get(&node.id).copied();
            }
            let broken = broken_law(&Asked::of_request(&request), &arrange(&request));
            assert_eq!(broken, Ok(()), "{threat:?} in {room:?}");
        }
    }
}

fn plain(kind: NodeKind, label: &str) -> NodeRequest {
    NodeRequest {
        id: label.into(),
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

fn request(nodes: Vec<NodeRequest>, links: Vec<LinkRequest>, room: Vec2) -> LayoutRequest {
    LayoutRequest {
        kind: LayoutKind::Lanes,
        nodes,
        links,
        middle: Vec::new(),
        room,
        world: room,
        zooms: Zooms::default(),
        must_fit: true,
    }
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => "[A-Za-zÀ-ÿ]{1,12}",
        1 => "[Α-Ωα-ω]{1,14}",
        1 => "[А-Яа-яЇїЄє]{1,14}",
        1 => "[a-z]{30,60}",
        1 => "[0-9(), .&’“”–/-]{1,6}",
    ]
}

fn label() -> impl Strategy<Value = String> {
    proptest::collection::vec(word(), 0..7).prop_map(|words| words.join(" "))
}

fn some_node() -> impl Strategy<Value = NodeRequest> {
    (proptest::sample::select(&NodeKind::ALL[..]), label(), proptest::option::of(1..99_u8))
        .prop_map(|(kind, label, count)| NodeRequest {
            count: count.map(|n| format!("+{n}")),
            notes: Vec::new(),
            n_signs: 0,
            least_height: 0.0,
            shut_height: 0.0,
            ..plain(kind, &label)
        })
}

/// Any graph: actions grouped with pillars, links anywhere, self-loops and repeats among them.
fn any_request() -> impl Strategy<Value = LayoutRequest> {
    let nodes = proptest::collection::vec(some_node(), 0..40);
    let ends = proptest::collection::vec((any::<usize>(), any::<usize>(), any::<bool>()), 0..50);
    (nodes, ends, any::<usize>(), 200.0..4000.0_f32, 200.0..2200.0_f32).prop_map(
        |(mut nodes, ends, seed, width, height)| {
            let n = nodes.len();
            let pillars: Vec<usize> =
                (0..n).filter(|&at| nodes[at].kind == NodeKind::Pillar).collect();
            for (at, node) in nodes.iter_mut().enumerate() {
                node.id = NodeId::new(format!("n{at}"));
                if node.kind == NodeKind::Action && !pillars.is_empty() {
                    node.within = Some(pillars[seed.wrapping_mul(at + 1) % pillars.len()]);
                }
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
            let links = ends.into_iter().filter_map(link).collect();
            request(nodes, links, vec2(width, height))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_for_any_graph(request in any_request()) {
        let layout = arrange(&request);
        prop_assert_eq!(broken_law(&Asked::of_request(&request), &layout), Ok(()));
        prop_assert_eq!(&arrange(&request), &layout, "the same request stands differently");
    }

    #[test]
    fn a_layout_zoomed_to_fit_lies_in_its_room(request in any_request()) {
        let layout = arrange(&request);
        let zoom = layout.zoom_to_fit(request.room, 1.0);
        let size = layout.bounds.map_or(Vec2::ZERO, |bounds: Rect| bounds.size()) * zoom;
        // Beyond one hundredth nothing is shrunk any more.
        let fits = size.x <= request.room.x + 0.5 && size.y <= request.room.y + 0.5;
        prop_assert!(zoom <= 0.011 || fits, "{:?} in {:?}", size, request.room);
    }
}

/// Whether letters are all that were asked for, or as many as a box holds.
fn is_whole(shown: &str, asked: &str) -> bool {
    let cut = shown.strip_suffix('…').filter(|_| asked.chars().count() > 60);
    shown == asked || cut.is_some_and(|begun| asked.starts_with(begun))
}
