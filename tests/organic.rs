//! The organic layout: its laws over graphs nobody made, and how well it draws those of a
//! policy's size.

use emath::{Pos2, Rect, Vec2, pos2, vec2};
use proptest::prelude::*;
use protecteu_atlas::atlas::{NodeId, NodeKind};
use protecteu_atlas::layout::organic::{Problem, place};
use protecteu_atlas::layout::{
    Layout, LayoutKind, LayoutRequest, LinkRequest, NodeRequest, Watch, Zooms, arrange, label_box,
    label_style,
};

fn node(at: usize, kind: NodeKind, label: &str) -> NodeRequest {
    NodeRequest {
        id: NodeId::new(format!("n{at}")),
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

fn request(nodes: Vec<NodeRequest>, links: &[(usize, usize)], room: Vec2) -> LayoutRequest {
    let link = |&(source, target): &(usize, usize)| LinkRequest {
        source,
        target,
        pulls: true,
        room: LinkRequest::ROOM,
        width: 1.0,
    };
    LayoutRequest {
        kind: LayoutKind::Organic,
        nodes,
        links: links.iter().map(link).collect(),
        middle: Vec::new(),
        room,
        world: room,
        zooms: Zooms::default(),
        must_fit: true,
    }
}

/// Every law that holds for any organic layout; the first that does not. What is pinned may lie
/// on what is pinned.
fn broken_law(request: &LayoutRequest, layout: &Layout) -> Result<(), String> {
    let (n_nodes, n_links) = (request.nodes.len(), request.links.len());
    if (layout.boxes.len(), layout.routes.len()) != (n_nodes, n_links) {
        return Err("a box or route is missing".to_owned());
    }
    let Some(bounds) = layout.bounds else {
        return if n_nodes == 0 { Ok(()) } else { Err("no bounds".to_owned()) };
    };
    let curves = layout.routes.iter().flat_map(|route| route.segments.iter().flatten());
    if let Some(point) = curves.copied().find(|point| !point.is_finite()) {
        return Err(format!("a link runs by {point:?}"));
    }
    for (at, place) in layout.boxes.iter().enumerate() {
        if !place.rect.is_finite() || place.rect.min != place.rect.min.round() {
            return Err(format!("{place:?} stands on no whole unit"));
        }
        if !bounds.contains_rect(place.reach) || !place.reach.contains_rect(place.rect) {
            return Err(format!("{place:?} stands outside of {bounds:?}"));
        }
        // A word wider than any box is broken over lines, so that only its letters can be compared;
        // what is too long for any box is cut, and says so.
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        if !is_whole(&letters(&place.lines.concat()), &letters(&request.nodes[at].label)) {
            return Err(format!("words are missing in {:?}", place.lines));
        }
        for (other_at, other) in layout.boxes.iter().enumerate().skip(at + 1) {
            let is_pinned = |at: usize| request.nodes[at].pinned.is_some();
            // What is put somewhere by hand moves nothing else that has a home.
            let has_homes = request.nodes.iter().any(|node| node.home.is_some());
            let may_overlap = (is_pinned(at) && is_pinned(other_at))
                || (has_homes && (is_pinned(at) || is_pinned(other_at)));
            if !may_overlap && place.reach.intersects(other.reach) {
                return Err(format!("{:?} and {:?} overlap", place.lines, other.lines));
            }
        }
    }
    Ok(())
}

fn any_node() -> impl Strategy<Value = NodeRequest> {
    let word = prop_oneof![8 => "[A-Za-zÀ-ÿ]{1,12}", 1 => "[a-z]{30,60}", 1 => "[Α-Ωα-ω]{1,14}"];
    let label = proptest::collection::vec(word, 0..7).prop_map(|words| words.join(" "));
    let home = proptest::option::of((0.0..1.0_f32, 0.0..1.0_f32));
    let kind = proptest::sample::select(&NodeKind::ALL[..]);
    (kind, label, proptest::option::of(1..99_u8), home).prop_map(|(kind, label, count, home)| {
        NodeRequest {
            count: count.map(|n| format!("+{n}")),
            notes: Vec::new(),
            n_signs: 0,
            least_height: 0.0,
            shut_height: 0.0,
            home: home.map(|(x, y)| pos2(x, y)),
            ..node(0, kind, &label)
        }
    })
}

/// Any graph in any room: self-loops, repeats, parts unjoined, links that do not pull.
fn any_request() -> impl Strategy<Value = LayoutRequest> {
    let nodes = proptest::collection::vec(any_node(), 0..36);
    let ends = proptest::collection::vec((any::<usize>(), any::<usize>(), any::<bool>()), 0..60);
    let pins = proptest::collection::vec((any::<usize>(), -500.0..2000.0_f32), 0..3);
    let room = (200.0..4000.0_f32, 200.0..2200.0_f32);
    (nodes, ends, pins, room, any::<bool>()).prop_map(
        |(mut nodes, ends, pins, (width, height), has_homes)| {
            let n = nodes.len();
            for (at, node) in nodes.iter_mut().enumerate() {
                node.id = NodeId::new(format!("n{at}"));
                node.home = node.home.filter(|_| has_homes);
            }
            for (at, place) in pins.into_iter().filter(|_| n > 0) {
                nodes[at % n].pinned = Some(pos2(place, place / 2.0));
            }
            let ends = if n > 0 { ends } else { Vec::new() };
            let mut request = request(nodes, &[], vec2(width, height));
            request.links = ends
                .into_iter()
                .map(|(a, b, pulls)| LinkRequest {
                    source: a % n,
                    target: b % n,
                    pulls,
                    room: LinkRequest::ROOM,
                    width: 1.0,
                })
                .collect();
            request
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_for_any_graph_in_any_room(request in any_request()) {
        let layout = arrange(&request);
        prop_assert_eq!(broken_law(&request, &layout), Ok(()));
        prop_assert_eq!(&arrange(&request), &layout, "the same request stands differently");
    }
}

/// A generator of even numbers, so that seeds mean the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// Few hubs, many that hang on one to three of them, and chance links: a policy with its acts.
fn policy(seed: u64, n: usize) -> (Vec<String>, Vec<(usize, usize)>) {
    const WORDS: [&str; 8] =
        ["Risk", "Border", "Agency", "Directive", "Cyber", "Cooperation", "Trade", "Unit"];
    let mut dice = Dice(seed);
    let label = |dice: &mut Dice| -> String {
        (0..=dice.below(3)).map(|_| WORDS[dice.below(8)]).collect::<Vec<_>>().join(" ")
    };
    let labels = (0..n).map(|_| label(&mut dice)).collect();
    let hubs = n / 8;
    let mut links: Vec<(usize, usize)> = (1..hubs).map(|at| (at, dice.below(at))).collect();
    for at in hubs..n {
        for _ in 0..=dice.below(3) {
            links.push((at, dice.below(hubs)));
        }
    }
    links.extend((0..n / 8).map(|_| (dice.below(n), dice.below(n))));
    (labels, links)
}

fn plain_nodes(labels: &[String]) -> Vec<NodeRequest> {
    labels.iter().enumerate().map(|(at, label)| node(at, NodeKind::Plain, label)).collect()
}

fn sizes_of(labels: &[String]) -> Vec<Vec2> {
    labels.iter().map(|label| label_box(label, &label_style(NodeKind::Plain)).size).collect()
}

fn apart_and_inside(sizes: &[Vec2], centres: &[Pos2], room: Vec2) {
    let rects = sizes.iter().zip(centres).map(|(&size, &at)| Rect::from_center_size(at, size));
    let rects: Vec<Rect> = rects.collect();
    let walls = Rect::from_min_size(Pos2::ZERO, room).expand(1e-3);
    for (at, rect) in rects.iter().enumerate() {
        assert!(walls.contains_rect(*rect), "{rect:?} of {room:?}");
        assert!(!rects[at + 1..].iter().any(|other| other.intersects(*rect)), "{rect:?}");
    }
}

#[test]
fn two_hundred_labels_stand_apart_in_a_window_on_every_seed() {
    let room = (vec2(1600.0, 900.0) / Zooms::default().least).floor();
    for seed in 0..10 {
        let (labels, links) = policy(seed, 200);
        let sizes = sizes_of(&labels);
        let gap = vec2(4.0, 3.0);
        let problem = Problem { sizes: &sizes, links: &links, homes: &[], pinned: &[], room, gap };
        let centres = place(&problem, &Watch::default()).unwrap();
        apart_and_inside(&sizes, &centres, room);
    }
}

#[test]
fn a_picture_of_two_hundred_labels_keeps_words_large_enough_to_read() {
    let room = vec2(1600.0, 900.0);
    let (labels, links) = policy(77, 200);
    let request = request(plain_nodes(&labels), &links, room);
    let layout = arrange(&request);
    assert_eq!(broken_law(&request, &layout), Ok(()));
    let zoom = layout.zoom_to_fit(room, request.zooms.most);
    assert!(zoom >= request.zooms.least, "{zoom}");
}

#[test]
fn neighbours_in_the_graph_are_neighbours_in_the_picture() {
    let links: Vec<(usize, usize)> = (0..11).map(|at| (at, at + 1)).collect();
    let labels: Vec<String> = (0..12).map(|at| format!("Stop {at}")).collect();
    let layout = arrange(&request(plain_nodes(&labels), &links, vec2(1600.0, 900.0)));
    let between =
        |a: usize, b: usize| layout.boxes[a].rect.center().distance(layout.boxes[b].rect.center());
    for at in 0..8 {
        assert!(between(at, at + 1) < between(at, at + 4), "{at}: {:?}", layout.boxes);
    }
    assert!(between(0, 11) > 4.0 * between(0, 1), "the path is not unfolded");
}

#[test]
fn what_a_filter_leaves_stays_about_where_it_stood() {
    let room = vec2(1600.0, 900.0);
    let (labels, links) = policy(5, 200);
    let world = (room / Zooms::default().least).floor();
    let sizes = sizes_of(&labels);
    let gap = vec2(4.0, 3.0);
    let all = Problem { sizes: &sizes, links: &links, homes: &[], pinned: &[], room: world, gap };
    let before = place(&all, &Watch::default()).unwrap();
    let kept = 120;
    let links: Vec<(usize, usize)> =
        links.iter().copied().filter(|&(a, b)| a < kept && b < kept).collect();
    let homes: Vec<Option<Pos2>> = before[..kept].iter().copied().map(Some).collect();
    let part = Problem { sizes: &sizes[..kept], links: &links, homes: &homes, ..all };
    let after = place(&part, &Watch::default()).unwrap();
    apart_and_inside(&sizes[..kept], &after, world);
    let mut moves: Vec<f32> = before.iter().zip(&after).map(|(a, b)| a.distance(*b)).collect();
    moves.sort_by(f32::total_cmp);
    let median = moves[kept / 2];
    assert!(median < 0.05 * world.length(), "half moved more than {median}");
}

#[test]
fn what_nothing_pulls_stands_in_a_row_beside_the_rest() {
    let labels: Vec<String> = (0..9).map(|at| format!("Node {at}")).collect();
    let mut request = request(
        plain_nodes(&labels),
        &[(0, 1), (1, 2), (2, 3), (3, 0), (0, 2)],
        vec2(1200.0, 700.0),
    );
    // A link that does not pull leaves its ends alone.
    request.links.push(LinkRequest {
        source: 4,
        target: 5,
        pulls: false,
        room: LinkRequest::ROOM,
        width: 1.0,
    });
    let layout = arrange(&request);
    let centre = |at: usize| layout.boxes[at].rect.center();
    for at in 4..9 {
        assert_eq!(centre(at).y, centre(4).y, "{:?}", layout.boxes);
        assert!((0..4).all(|joined| centre(joined).y < centre(at).y), "{:?}", layout.boxes);
    }
}

#[test]
fn a_pinned_box_stands_where_it_was_put_and_others_keep_off() {
    let (labels, links) = policy(9, 60);
    let mut request = request(plain_nodes(&labels), &links, vec2(1600.0, 900.0));
    let spot = pos2(400.0, 300.0);
    request.nodes[7].pinned = Some(spot);
    request.nodes[7].count = Some("+12".to_owned());
    let layout = arrange(&request);
    assert_eq!(broken_law(&request, &layout), Ok(()));
    // Boxes stand on whole units.
    assert!(layout.boxes[7].rect.center().distance(spot) <= 1.0, "{:?}", layout.boxes[7]);
}

#[test]
fn boxes_that_cannot_fit_the_room_have_no_place_but_always_a_picture() {
    let sizes = vec![vec2(100.0, 20.0); 30];
    let none = Problem {
        sizes: &sizes,
        links: &[(0, 1)],
        homes: &[],
        pinned: &[],
        room: vec2(200.0, 200.0),
        gap: vec2(2.0, 2.0),
    };
    assert_eq!(place(&none, &Watch::default()), None);
    let (labels, links) = policy(3, 150);
    let request = request(plain_nodes(&labels), &links, vec2(240.0, 200.0));
    assert_eq!(broken_law(&request, &arrange(&request)), Ok(()));
}

#[test]
fn a_layout_cut_short_is_rougher_but_keeps_the_laws() {
    let (labels, links) = policy(4, 120);
    let sizes = sizes_of(&labels);
    let watch = Watch::default();
    watch.cut_short();
    let room = vec2(1900.0, 1060.0);
    let gap = vec2(4.0, 3.0);
    let problem = Problem { sizes: &sizes, links: &links, homes: &[], pinned: &[], room, gap };
    apart_and_inside(&sizes, &place(&problem, &watch).unwrap(), room);
}

/// Whether letters are all that were asked for, or as many as a box holds.
fn is_whole(shown: &str, asked: &str) -> bool {
    let cut = shown.strip_suffix('…').filter(|_| asked.chars().count() > 60);
    shown == asked || cut.is_some_and(|begun| asked.starts_with(begun))
}
