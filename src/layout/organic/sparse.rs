//! Stress of large graphs: every node at its distances from pivots and neighbours.
//!
//! Owns the terms of the stress and the passes that lower it. Knows nothing of labels, boxes or
//! rooms. Drawn distances count in links.

use super::pivot::{Neighbours, Pivots};
use super::random::Random;

/// Sums run in so many lanes side by side, in this order on any machine.
const LANES: usize = 8;
/// Pivots worked on at once.
const BLOCK: usize = 128;
/// Kept from zero, for the root of it is divided by.
const LEAST: f32 = 1e-12;
/// Nodes two links away that a node is kept from, else what hangs on the same node would stand
/// in one place.
const SIBLINGS: usize = 4;
/// How much farther than to the least of its own stress a node moves; under 2 stress still falls.
const OVER: f32 = 1.85;

/// The stress of one connected graph, node by node.
pub(super) struct Stress {
    /// Weight and distance to each pivot, `stride` of them a node; see [`packed`].
    rows: Vec<u32>,
    stride: usize,
    /// Other nodes at a known distance: neighbours and some of theirs.
    near: Vec<Near>,
    near_starts: Vec<u32>,
    /// Sum of a node's weights.
    totals: Vec<f32>,
    /// Which pivot a node is.
    slots: Vec<u32>,
}

/// A node at a known distance.
struct Near {
    node: u32,
    distance: f32,
    weight: f32,
}

/// Where nodes stand, and once more where pivots stand, which is read in a row.
pub(super) struct Places {
    /// Positions of the nodes.
    pub(super) nodes: Vec<[f32; 2]>,
    pivot_xs: Vec<f32>,
    pivot_ys: Vec<f32>,
}

impl Places {
    /// For nodes at these places.
    pub(super) fn new(nodes: Vec<[f32; 2]>) -> Self {
        Self { nodes, pivot_xs: Vec::new(), pivot_ys: Vec::new() }
    }
}

impl Stress {
    /// Of a connected graph, by the first `count` pivots.
    ///
    /// A pivot stands for the nodes nearer to it than to others; of those it counts as many as
    /// lie within half its distance. Source: Ortmann, Klimenta, Brandes (2016), A sparse stress
    /// model. Departs from it in that each node is also kept from some nodes two links away.
    /// With all nodes as pivots this is the whole stress with weights 1/d^2. O(n * count + m).
    pub(super) fn new(graph: &Neighbours, pivots: &Pivots, count: usize) -> Self {
        let n = graph.len();
        let count = count.min(pivots.nodes.len());
        let mut slots = vec![u32::MAX; n];
        for (slot, &pivot) in pivots.nodes[..count].iter().enumerate() {
            slots[pivot as usize] = slot as u32;
        }
        let stride = count.next_multiple_of(LANES);
        let (rows, totals) = (vec![0; n * stride], vec![0.0; n]);
        let mut stress =
            Self { rows, stride, near: Vec::new(), near_starts: vec![0; n + 1], totals, slots };
        if count == n {
            stress.fill_rows(pivots, count, 1, |_, _| 1.0);
        } else {
            let counts = region_counts(pivots, count, n);
            let half = |pivot: usize, distance: u16| {
                let counts = &counts[pivot];
                let last = counts.len().saturating_sub(1);
                counts.get(usize::from(distance / 2).min(last)).map_or(1.0, |&c| c.max(1) as f32)
            };
            stress.fill_rows(pivots, count, 2, half);
            stress.fill_near(graph);
        }
        stress
    }

    fn fill_rows(
        &mut self,
        pivots: &Pivots,
        count: usize,
        least: u16,
        nodes_of: impl Fn(usize, u16) -> f32,
    ) {
        let rows = self.rows.chunks_mut(self.stride.max(1));
        for ((node, row), total) in rows.enumerate().zip(&mut self.totals) {
            for ((pivot, term), &distance) in row.iter_mut().enumerate().zip(pivots.of(node)) {
                if pivot < count && distance >= least {
                    let far = f32::from(distance);
                    *term = packed(nodes_of(pivot, distance) / (far * far), distance);
                    *total += weight_of(*term);
                }
            }
        }
    }

    fn fill_near(&mut self, graph: &Neighbours) {
        let mut dice = Random(graph.len() as u64);
        for node in 0..graph.len() {
            let around = graph.of(node);
            let from = self.near.len();
            self.near.extend(around.iter().map(|&node| Near { node, distance: 1.0, weight: 1.0 }));
            for _ in 0..SIBLINGS.min(around.len() * 2) {
                let beyond = graph.of(around[dice.below(around.len())] as usize);
                let other = beyond[dice.below(beyond.len())];
                if other as usize != node && around.binary_search(&other).is_err() {
                    self.near.push(Near { node: other, distance: 2.0, weight: 0.25 });
                }
            }
            self.totals[node] += self.near[from..].iter().map(|near| near.weight).sum::<f32>();
            self.near_starts[node + 1] = self.near.len() as u32;
        }
    }

    /// Moves each node, one after the other, to where its own stress is least and beyond; tells
    /// how far they moved, in links, as root of the mean square. O(n * count + m).
    ///
    /// Source: Gansner, Koren, North (2004), Graph drawing by stress majorization (its localised
    /// form); de Leeuw, Heiser (1980), Multidimensional scaling with restrictions on the
    /// configuration (relaxed steps).
    pub(super) fn pass(&self, places: &mut Places, backwards: bool) -> f32 {
        let n = places.nodes.len();
        self.gather(places);
        let mut moved = 0.0;
        for at in 0..n {
            let node = if backwards { n - 1 - at } else { at };
            let [x, y] = places.nodes[node];
            let (far, near) = (self.pull_of_pivots(node, places), self.pull_of_near(node, places));
            let share = OVER / self.totals[node].max(LEAST);
            let step = [(far[0] + near[0]) * share, (far[1] + near[1]) * share];
            moved += step[0] * step[0] + step[1] * step[1];
            let place = [x + step[0], y + step[1]];
            places.nodes[node] = place;
            let slot = self.slots[node] as usize;
            if slot < self.stride {
                places.pivot_xs[slot] = place[0];
                places.pivot_ys[slot] = place[1];
            }
        }
        (moved / n.max(1) as f32).sqrt()
    }

    /// Copies the places of pivots.
    fn gather(&self, places: &mut Places) {
        places.pivot_xs = vec![0.0; self.stride];
        places.pivot_ys = vec![0.0; self.stride];
        for (node, &slot) in self.slots.iter().enumerate() {
            if (slot as usize) < self.stride {
                places.pivot_xs[slot as usize] = places.nodes[node][0];
                places.pivot_ys[slot as usize] = places.nodes[node][1];
            }
        }
    }

    fn pull_of_pivots(&self, node: usize, places: &Places) -> [f32; 2] {
        let row = &self.rows[node * self.stride..(node + 1) * self.stride];
        let (mut xs, mut ys) = ([0.0; BLOCK], [0.0; BLOCK]);
        let mut pull = [0.0; 2];
        let blocks = places.pivot_xs.chunks(BLOCK).zip(places.pivot_ys.chunks(BLOCK));
        for (terms, block) in row.chunks(BLOCK).zip(blocks) {
            pulls(terms, block, places.nodes[node], &mut xs, &mut ys);
            pull[0] += sum(&xs[..terms.len()]);
            pull[1] += sum(&ys[..terms.len()]);
        }
        pull
    }

    fn pull_of_near(&self, node: usize, places: &Places) -> [f32; 2] {
        let [x, y] = places.nodes[node];
        let range = self.near_starts[node] as usize..self.near_starts[node + 1] as usize;
        let mut pull = [0.0; 2];
        for near in &self.near[range] {
            let [other_x, other_y] = places.nodes[near.node as usize];
            let (dx, dy) = (x - other_x, y - other_y);
            let drawn = (dx * dx + dy * dy + LEAST).sqrt();
            let force = near.weight * (near.distance / drawn - 1.0);
            pull[0] += force * dx;
            pull[1] += force * dy;
        }
        pull
    }
}

/// Weight and distance in one word: passes wait for memory, so a term is to be small. The
/// weight loses all but 8 bits of its precision.
fn packed(weight: f32, distance: u16) -> u32 {
    weight.to_bits() & 0xffff_0000 | u32::from(distance)
}

fn weight_of(term: u32) -> f32 {
    f32::from_bits(term & 0xffff_0000)
}

/// The pull of each pivot on a node at a place. Plain loop over slices of one length, for only
/// this form is compiled to wide instructions.
fn pulls(
    terms: &[u32],
    (pivot_xs, pivot_ys): (&[f32], &[f32]),
    [x, y]: [f32; 2],
    xs: &mut [f32; BLOCK],
    ys: &mut [f32; BLOCK],
) {
    let count = terms.len();
    let (pivot_xs, pivot_ys) = (&pivot_xs[..count], &pivot_ys[..count]);
    let (xs, ys) = (&mut xs[..count], &mut ys[..count]);
    for at in 0..count {
        let distance = (terms[at] & 0xffff).cast_signed() as f32;
        let (dx, dy) = (x - pivot_xs[at], y - pivot_ys[at]);
        let drawn = (dx * dx + dy * dy + LEAST).sqrt();
        let force = weight_of(terms[at]) * (distance / drawn - 1.0);
        xs[at] = force * dx;
        ys[at] = force * dy;
    }
}

/// Sums in a fixed order.
fn sum(values: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    for values in values.as_chunks::<LANES>().0 {
        for (lane, value) in lanes.iter_mut().zip(values) {
            *lane += value;
        }
    }
    lanes.iter().sum()
}

/// How many nodes of its region each of the first pivots has within 0, 1, 2 and so on links; a
/// node belongs to the region of its nearest pivot.
fn region_counts(pivots: &Pivots, count: usize, n: usize) -> Vec<Vec<u32>> {
    let mut counts: Vec<Vec<u32>> = vec![Vec::new(); count];
    for node in 0..n {
        let row = &pivots.of(node)[..count];
        let Some(&least) = row.iter().min() else { continue };
        // Of pivots equally near another comes first for each node, so that none gets all.
        let start = node % count;
        let after = row[start..].iter().position(|&d| d == least).map(|at| at + start);
        let pivot = after.or_else(|| row.iter().position(|&d| d == least)).unwrap_or(0);
        let counts = &mut counts[pivot];
        counts.resize(counts.len().max(usize::from(least) + 1), 0);
        counts[usize::from(least)] += 1;
    }
    for counts in &mut counts {
        let mut within = 0;
        for count in counts {
            within += *count;
            *count = within;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Watch;

    fn ring(n: usize) -> Neighbours {
        let links: Vec<_> = (0..n).map(|at| (at, (at + 1) % n)).collect();
        Neighbours::new(n, &links)
    }

    fn zigzag(n: usize) -> Places {
        Places::new((0..n).map(|at| [(at * 37 % n) as f32 / 9.0, (at % 7) as f32]).collect())
    }

    #[test]
    fn passes_calm_down_with_all_and_with_few_pivots() {
        for count in [150, 40, 3] {
            let graph = ring(150);
            let pivots = Pivots::choose(&graph, count, &Watch::default());
            let stress = Stress::new(&graph, &pivots, count);
            let mut places = zigzag(150);
            let first = stress.pass(&mut places, false);
            let last = (0..60).map(|at| stress.pass(&mut places, at % 2 == 0)).last().unwrap();
            assert!(last < 0.2 * first, "{count}: {first} {last}");
        }
    }

    #[test]
    fn nodes_at_their_distances_stay() {
        let graph = Neighbours::new(3, &[(0, 1), (1, 2), (2, 0)]);
        let pivots = Pivots::choose(&graph, 3, &Watch::default());
        let stress = Stress::new(&graph, &pivots, 3);
        let mut places = Places::new(vec![[0.0, 0.0], [1.0, 0.0], [0.5, 0.75_f32.sqrt()]]);
        assert!(stress.pass(&mut places, false) < 1e-6);
    }

    #[test]
    fn a_pivot_counts_for_its_region() {
        let links: Vec<_> = (1..9).map(|at| (at - 1, at)).collect();
        let pivots = Pivots::choose(&Neighbours::new(9, &links), 2, &Watch::default());
        let counts = region_counts(&pivots, 2, 9);
        let all: u32 = counts.iter().filter_map(|counts| counts.last()).sum();
        assert_eq!(all, 9);
        assert!(counts.iter().all(|counts| counts[..4] == [1, 2, 3, 4]), "{counts:?}");
    }

    #[test]
    fn a_term_keeps_its_distance_and_its_weight_to_a_hundredth() {
        for (weight, distance) in [(1.0_f32, 1_u16), (0.3, 5), (41.7, 65_534)] {
            let term = packed(weight, distance);
            assert_eq!(term & 0xffff, u32::from(distance));
            assert!((weight_of(term) / weight - 1.0).abs() < 0.01);
        }
    }
}
