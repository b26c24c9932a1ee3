//! Positions for graphs too large for every distance to be looked at: thousands of nodes.
//!
//! Owns what is done to which part of a graph, for how long, and how parts stand side by side.
//! Knows nothing of labels, boxes or rooms.

use std::ops::Range;

use emath::Pos2;

use super::pivot::{Neighbours, Pivots, pivot_mds};
use super::random::Random;
use super::sparse::{Places, Stress};
use crate::layout::Watch;

/// Distances looked at in a pass; decides the number of pivots.
const TERMS: usize = 8_000_000;
/// Pivots a part has at least, if it has so many nodes.
const PIVOTS: usize = 200;
/// Pivots and passes that bring nodes near their places.
const ROUGH: (usize, usize) = (256, 16);
/// Passes with all pivots, at most.
const PASSES: usize = 24;
/// Work ends when nodes move by less than this share of the radius of the part.
const STILL: f32 = 0.0005;
/// First places differ by up to so many links, or nodes alike would never part.
const JITTER: f32 = 0.1;
/// Width of the whole to its height, where parts stand in rows.
const ASPECT: f32 = 1.5;
/// How much more room a node of a small part may take than one of the largest part.
const AIRY: f32 = 4.0;

/// Places nodes so that their distances are like those in the graph, up to a common factor;
/// parts that are not joined stand side by side. Tells `watch` shares of the whole work in
/// `shares`. Cut short it gives what is there, at least the first drawing of every part.
///
/// The first drawing is PivotMDS ([`pivot_mds`]), then the sparse stress ([`Stress`]) is lowered,
/// first by few pivots, then by many. O(passes * n * p + p * m) with p pivots, where n * p is
/// bounded by 8 million or 200 n.
pub(super) fn large(
    n: usize,
    links: &[(usize, usize)],
    watch: &Watch,
    shares: Range<f32>,
) -> Vec<Pos2> {
    let graph = Neighbours::new(n, links);
    let parts = parts(&graph);
    let count = (TERMS / n.max(1)).max(PIVOTS);
    let mut local = vec![0; n];
    let mut drawn: Vec<Part> = Vec::new();
    let mut done = 0;
    for nodes in parts {
        let from = done;
        done += nodes.len();
        let share = |of: usize| shares.start + (shares.end - shares.start) * of as f32 / n as f32;
        let part = graph.part(&nodes, &mut local);
        let mut places = arrange(&part, count, watch, share(from)..share(done));
        lay_flat(&mut places);
        drawn.push(Part::new(nodes, places));
    }
    let mut positions = pack(drawn, n);
    part_equals(&mut positions);
    watch.advance_to(shares.end);
    positions
}

/// Connected parts, each in the order in which a breadth-first search comes upon its nodes, so
/// that neighbours are near in memory.
fn parts(graph: &Neighbours) -> Vec<Vec<u32>> {
    let mut is_found = vec![false; graph.len()];
    let mut parts = Vec::new();
    for start in 0..graph.len() {
        if is_found[start] {
            continue;
        }
        is_found[start] = true;
        let mut part = vec![start as u32];
        let mut at = 0;
        while let Some(&node) = part.get(at) {
            at += 1;
            for &to in graph.of(node as usize) {
                if !is_found[to as usize] {
                    is_found[to as usize] = true;
                    part.push(to);
                }
            }
        }
        parts.push(part);
    }
    parts
}

/// Positions of one connected graph, in links.
fn arrange(graph: &Neighbours, count: usize, watch: &Watch, shares: Range<f32>) -> Vec<[f32; 2]> {
    let n = graph.len();
    match n {
        0 => return Vec::new(),
        1 => return vec![[0.0; 2]],
        2 => return vec![[0.0; 2], [1.0, 0.0]],
        _ => {}
    }
    let advance = |share: f32| {
        watch.advance_to(shares.start + (shares.end - shares.start) * share);
    };
    let pivots = Pivots::choose(graph, count, watch);
    advance(0.2);
    let mut places = Places::new(pivot_mds(&pivots, n));
    shake(&mut places.nodes);
    let still = STILL * radius(&places.nodes);
    let (few, first) = ROUGH;
    if few < pivots.nodes.len() {
        let stress = Stress::new(graph, &pivots, few);
        lower(&stress, &mut places, first, still, watch, |share| advance(0.2 + 0.2 * share));
    }
    if !watch.is_cut_short() {
        let stress = Stress::new(graph, &pivots, pivots.nodes.len());
        lower(&stress, &mut places, PASSES, still, watch, |share| advance(0.4 + 0.6 * share));
    }
    places.nodes
}

/// Lowers stress until nodes stand still, passes are used up or the work is cut short.
fn lower(
    stress: &Stress,
    places: &mut Places,
    passes: usize,
    still: f32,
    watch: &Watch,
    advance: impl Fn(f32),
) {
    for pass in 0..passes {
        if watch.is_cut_short() || stress.pass(places, pass % 2 == 1) < still {
            break;
        }
        advance((pass + 1) as f32 / passes as f32);
    }
}

fn shake(places: &mut [[f32; 2]]) {
    let mut dice = Random(places.len() as u64);
    for place in places.iter_mut().flatten() {
        *place += (dice.share() - 0.5) * JITTER;
    }
}

/// Root of the mean square of the distances from the middle.
fn radius(places: &[[f32; 2]]) -> f32 {
    let [xx, _, yy] = moments(places, middle(places));
    (xx + yy).sqrt()
}

fn middle(places: &[[f32; 2]]) -> [f32; 2] {
    let count = places.len().max(1) as f64;
    let sum = |axis: usize| places.iter().map(|place| f64::from(place[axis])).sum::<f64>();
    [(sum(0) / count) as f32, (sum(1) / count) as f32]
}

/// Means of x x, x y and y y about a middle.
fn moments(places: &[[f32; 2]], middle: [f32; 2]) -> [f32; 3] {
    let mut sums = [0.0_f64; 3];
    for place in places {
        let (dx, dy) = (f64::from(place[0] - middle[0]), f64::from(place[1] - middle[1]));
        sums[0] += dx * dx;
        sums[1] += dx * dy;
        sums[2] += dy * dy;
    }
    sums.map(|sum| (sum / places.len().max(1) as f64) as f32)
}

/// Turns the places about their middle so that they are widest from left to right: screens are
/// wider than high.
fn lay_flat(places: &mut [[f32; 2]]) {
    let [x, y] = middle(places);
    let [xx, xy, yy] = moments(places, [x, y]);
    let half = (xx - yy) / 2.0;
    let root = (half * half + xy * xy).sqrt();
    // The longer of two forms of the first eigenvector, for the shorter may vanish.
    let axis = if half >= 0.0 { [half + root, xy] } else { [xy, root - half] };
    let length = (axis[0] * axis[0] + axis[1] * axis[1]).sqrt();
    if length <= f32::MIN_POSITIVE {
        return;
    }
    let (cos, sin) = (axis[0] / length, axis[1] / length);
    for place in places {
        let (dx, dy) = (place[0] - x, place[1] - y);
        *place = [dx * cos + dy * sin, dy * cos - dx * sin];
    }
}

/// A part that is drawn: its nodes, their places from the left upper corner and its size.
struct Part {
    nodes: Vec<u32>,
    places: Vec<[f32; 2]>,
    size: [f32; 2],
}

impl Part {
    fn new(nodes: Vec<u32>, mut places: Vec<[f32; 2]>) -> Self {
        let end = |axis: usize, pick: fn(f32, f32) -> f32| {
            places.iter().map(|place| place[axis]).reduce(pick).unwrap_or(0.0)
        };
        let (left, top) = (end(0, f32::min), end(1, f32::min));
        let size = [end(0, f32::max) - left, end(1, f32::max) - top];
        for place in &mut places {
            *place = [place[0] - left, place[1] - top];
        }
        Self { nodes, places, size }
    }

    /// Room a node takes, in square links.
    fn room(&self) -> f32 {
        self.size[0] * self.size[1] / self.nodes.len() as f32
    }

    fn shrink(&mut self, factor: f32) {
        self.size = self.size.map(|side| side * factor);
        for place in self.places.iter_mut().flatten() {
            *place *= factor;
        }
    }
}

/// Puts parts into rows, the highest first, and nodes without links into a block at the end.
/// O(n + p log p) for p parts.
fn pack(drawn: Vec<Part>, n: usize) -> Vec<Pos2> {
    let (lone, mut parts): (Vec<Part>, Vec<Part>) =
        drawn.into_iter().partition(|part| part.nodes.len() == 1);
    let largest = parts.iter().max_by_key(|part| part.nodes.len()).map(Part::room);
    let room = largest.filter(|room| *room > 0.0).unwrap_or(1.0).min(1.0);
    for part in &mut parts {
        let factor = (AIRY * room / part.room().max(f32::MIN_POSITIVE)).sqrt();
        part.shrink(factor.min(1.0));
    }
    let lone: Vec<u32> = lone.into_iter().flat_map(|part| part.nodes).collect();
    let gap = room.sqrt();
    parts.extend(block(lone, gap));
    parts.sort_by(|a, b| b.size[1].total_cmp(&a.size[1]));
    let area: f32 = parts.iter().map(|p| (p.size[0] + gap) * (p.size[1] + gap)).sum();
    let width = parts.iter().map(|p| p.size[0]).fold((ASPECT * area).sqrt(), f32::max);
    let mut positions = vec![Pos2::ZERO; n];
    let (mut left, mut top, mut height) = (0.0, 0.0, 0.0_f32);
    for part in parts {
        if left > 0.0 && left + part.size[0] > width {
            top += height + gap;
            (left, height) = (0.0, 0.0);
        }
        for (&node, place) in part.nodes.iter().zip(&part.places) {
            positions[node as usize] = Pos2::new(left + place[0], top + place[1]);
        }
        left += part.size[0] + gap;
        height = height.max(part.size[1]);
    }
    positions
}

/// Nodes in rows and columns.
fn block(nodes: Vec<u32>, gap: f32) -> Option<Part> {
    if nodes.is_empty() {
        return None;
    }
    let columns = ((ASPECT * nodes.len() as f32).sqrt().ceil() as usize).max(1);
    let place = |at: usize| [(at % columns) as f32 * gap, (at / columns) as f32 * gap];
    let places = (0..nodes.len()).map(place).collect();
    Some(Part::new(nodes, places))
}

/// Moves nodes that stand in one place apart, by a hair.
fn part_equals(positions: &mut [Pos2]) {
    let mut dice = Random(positions.len() as u64);
    let mut order: Vec<usize> = (0..positions.len()).collect();
    let key = |position: Pos2| (position.x.to_bits(), position.y.to_bits());
    let mut hair = 1.0 / 1024.0;
    loop {
        order.sort_unstable_by_key(|&node| (key(positions[node]), node));
        let is_equal = |pair: &[usize]| key(positions[pair[0]]) == key(positions[pair[1]]);
        let equals: Vec<usize> =
            order.windows(2).filter(|pair| is_equal(pair)).map(|pair| pair[1]).collect();
        if equals.is_empty() {
            break;
        }
        for node in equals {
            positions[node].x += (dice.share() - 0.5) * hair;
            positions[node].y += (dice.share() - 0.5) * hair;
        }
        // Far from zero a hair may be lost in rounding.
        hair *= 2.0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, prop, proptest};

    use super::*;

    fn quiet(n: usize, links: &[(usize, usize)]) -> Vec<Pos2> {
        large(n, links, &Watch::default(), 0.0..1.0)
    }

    fn cut_short(n: usize, links: &[(usize, usize)]) -> Vec<Pos2> {
        let watch = Watch::default();
        watch.cut_short();
        large(n, links, &watch, 0.0..1.0)
    }

    fn path(n: usize) -> Vec<(usize, usize)> {
        (1..n).map(|at| (at - 1, at)).collect()
    }

    fn mesh(side: usize) -> Vec<(usize, usize)> {
        let at = |x: usize, y: usize| y * side + x;
        let pairs = (0..side).flat_map(|a| (1..side).map(move |b| (a, b)));
        pairs.flat_map(|(a, b)| [(at(b - 1, a), at(b, a)), (at(a, b - 1), at(a, b))]).collect()
    }

    fn are_finite_and_distinct(positions: &[Pos2]) -> bool {
        let mut keys: Vec<_> = positions.iter().map(|p| (p.x.to_bits(), p.y.to_bits())).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.len() == positions.len() && positions.iter().all(|p| p.is_finite())
    }

    /// Mean over pairs of (s e / d - 1)^2, e the drawn and d the given distance, s the best scale.
    fn stress(positions: &[Pos2], distance: impl Fn(usize, usize) -> f32) -> f32 {
        let n = positions.len();
        let pairs = (0..n).flat_map(|a| (0..a).map(move |b| (a, b)));
        let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0);
        for (a, b) in pairs {
            let ratio = f64::from(positions[a].distance(positions[b]) / distance(a, b));
            sum += ratio;
            squares += ratio * ratio;
            count += 1.0;
        }
        (1.0 - sum * sum / (squares * count)) as f32
    }

    fn mesh_distance(side: usize) -> impl Fn(usize, usize) -> f32 {
        move |a, b| ((a % side).abs_diff(b % side) + (a / side).abs_diff(b / side)) as f32
    }

    #[test]
    fn a_mesh_unfolds() {
        let stress = stress(&quiet(225, &mesh(15)), mesh_distance(15));
        assert!(stress < 0.05, "{stress}");
    }

    #[test]
    fn a_mesh_unfolds_by_few_pivots_and_by_the_first_drawing_alone() {
        let graph = Neighbours::new(225, &mesh(15));
        let places = arrange(&graph, 60, &Watch::default(), 0.0..1.0);
        let positions: Vec<Pos2> = places.into_iter().map(Pos2::from).collect();
        assert!(stress(&positions, mesh_distance(15)) < 0.05);
        assert!(stress(&cut_short(225, &mesh(15)), mesh_distance(15)) < 0.1);
    }

    #[test]
    fn the_ends_of_a_path_are_far_apart() {
        let positions = quiet(300, &path(300));
        let least: f32 =
            (1..300).map(|at| positions[0].distance(positions[at])).sum::<f32>() / 299.0;
        let ends = positions[0].distance(positions[299]);
        assert!(ends > 1.9 * least, "{ends} {least}");
        // It lies from left to right.
        assert!((positions[0].x - positions[299].x).abs() > 0.99 * ends);
    }

    #[test]
    fn what_hangs_on_one_node_does_not_stand_in_one_place() {
        let links: Vec<_> = (1..300).map(|at| (0, at)).collect();
        let graph = Neighbours::new(300, &links);
        let places = arrange(&graph, 60, &Watch::default(), 0.0..1.0);
        assert!(radius(&places) > 0.5);
        let mut xs: Vec<f32> = places.iter().map(|place| place[0]).collect();
        xs.sort_by(f32::total_cmp);
        assert!(xs[200] - xs[100] > 0.3, "{} {}", xs[100], xs[200]);
    }

    #[test]
    fn parts_stand_side_by_side_and_lone_nodes_in_a_block() {
        let mut links = mesh(8);
        links.extend(path(20).into_iter().map(|(a, b)| (a + 64, b + 64)));
        let positions = quiet(120, &links);
        let frame = |nodes: Range<usize>| {
            let all = positions[nodes].iter();
            all.fold(emath::Rect::NOTHING, |rect, &at| rect.union(emath::Rect::from_pos(at)))
        };
        let frames = [frame(0..64), frame(64..84), frame(84..120)];
        for (at, one) in frames.iter().enumerate() {
            for other in &frames[..at] {
                assert!(!one.intersects(*other), "{frames:?}");
            }
        }
        assert!(frames[2].width() < 2.5 * frames[2].height());
    }

    #[test]
    fn the_same_graph_gives_the_same_positions() {
        assert_eq!(quiet(225, &mesh(15)), quiet(225, &mesh(15)));
    }

    #[test]
    fn nothing_and_next_to_nothing_have_positions() {
        assert!(quiet(0, &[]).is_empty());
        assert!(are_finite_and_distinct(&quiet(1, &[(0, 0)])));
        assert!(are_finite_and_distinct(&quiet(2, &[(0, 1), (1, 0), (0, 7)])));
        assert!(are_finite_and_distinct(&quiet(40, &[])));
    }

    #[test]
    fn the_watch_ends_where_it_was_told() {
        let watch = Watch::default();
        large(225, &mesh(15), &watch, 0.25..0.5);
        assert!((watch.share() - 0.5).abs() < 1e-3);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn positions_are_finite_and_distinct_whatever_the_links(
            n in 0..80_usize,
            links in prop::collection::vec((0..90_usize, 0..90_usize), 0..160),
        ) {
            assert!(are_finite_and_distinct(&quiet(n, &links)));
            assert!(are_finite_and_distinct(&cut_short(n, &links)));
        }
    }
}
