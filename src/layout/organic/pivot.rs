//! Distances in large graphs: from pivots to all nodes, and the first drawing they give.
//!
//! Owns the graph as a compact list of neighbours, the choice of pivots, breadth-first distances
//! from them and PivotMDS. Knows nothing of labels, boxes or rooms. Distances count links.

use super::random::Random;
use crate::layout::Watch;

/// A distance that is not known (yet).
pub(super) const FAR: u16 = u16::MAX;
/// Pivots that are chosen one after the other; the first drawing is made of them.
const CHOSEN: usize = 48;
/// Pivots up to which more are drawn by chance; beyond them the choice hardly matters.
const DRAWN: usize = 1024;
/// How often a draw may miss.
const TRIES: usize = 64;
/// Pivots that are searched from at once: the bits of a word.
const BATCH: usize = 64;
/// How often the axes of the first drawing are improved.
const TURNS: usize = 40;

/// Neighbours of every node, one list after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Neighbours {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Neighbours {
    /// Of `n` nodes joined by `links`; loops and repetitions are left out. O(n + m log m).
    pub(super) fn new(n: usize, links: &[(usize, usize)]) -> Self {
        let is_link = |&(a, b): &(usize, usize)| a != b && a < n && b < n;
        let mut arcs: Vec<(u32, u32)> = links
            .iter()
            .filter(|link| is_link(link))
            .flat_map(|&(a, b)| [(a as u32, b as u32), (b as u32, a as u32)])
            .collect();
        arcs.sort_unstable();
        arcs.dedup();
        let mut starts = vec![0_u32; n + 1];
        for &(from, _) in &arcs {
            starts[from as usize + 1] += 1;
        }
        for at in 0..n {
            starts[at + 1] += starts[at];
        }
        Self { starts, ends: arcs.into_iter().map(|(_, to)| to).collect() }
    }

    /// The graph of a connected part alone, its nodes numbered as they come; `local` is room for
    /// a number of each node of the whole.
    pub(super) fn part(&self, nodes: &[u32], local: &mut [u32]) -> Self {
        for (at, &node) in nodes.iter().enumerate() {
            local[node as usize] = at as u32;
        }
        let mut part = Self { starts: vec![0], ends: Vec::new() };
        for &node in nodes {
            let from = part.ends.len();
            part.ends.extend(self.of(node as usize).iter().map(|&to| local[to as usize]));
            part.ends[from..].sort_unstable();
            part.starts.push(part.ends.len() as u32);
        }
        part
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The neighbours of a node, in rising order.
    pub(super) fn of(&self, node: usize) -> &[u32] {
        &self.ends[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

/// Distances from every node to the pivots, node by node.
#[derive(Debug, Clone)]
pub(super) struct Pivots {
    /// The pivots.
    pub(super) nodes: Vec<u32>,
    /// Distances: `stride` of them a node, of which those beyond the pivots mean nothing.
    distances: Vec<u16>,
    stride: usize,
}

impl Pivots {
    /// Takes up to `count` pivots of a connected graph: the first as far from each other as can
    /// be, more by chance, the likelier the farther from those before, the rest as they come.
    /// Cut short, only the first.
    ///
    /// Source: Brandes, Pich (2006), Eigensolver methods for progressive multidimensional
    /// scaling of large data (max-min choice); Arthur, Vassilvitskii (2007), k-means++ (choice
    /// by the square of the distance); Then et al. (2014), The more the merrier: efficient
    /// multi-source graph traversal (many searches in the bits of a word). O(count * m) at
    /// most, and up to 64 times less where searches meet.
    pub(super) fn choose(graph: &Neighbours, count: usize, watch: &Watch) -> Self {
        let n = graph.len();
        let count = count.min(n);
        let mut pivots =
            Self { nodes: Vec::with_capacity(count), distances: vec![0; n * count], stride: count };
        let mut search = Search::new(n);
        let mut nearest = vec![FAR; n];
        pivots.choose_farthest(graph, &mut search, &mut nearest);
        let mut dice = Random(n as u64);
        while pivots.nodes.len() < count && !watch.is_cut_short() {
            pivots.choose_batch(graph, &mut search, &mut nearest, &mut dice);
        }
        pivots
    }

    fn choose_farthest(&mut self, graph: &Neighbours, search: &mut Search, nearest: &mut [u16]) {
        let stride = self.stride;
        let mut next = 0;
        for column in 0..stride.min(CHOSEN) {
            self.nodes.push(next as u32);
            let distances = &mut self.distances;
            search.each_from(graph, &[next as u32], |node, _, distance| {
                distances[node * stride + column] = distance;
                nearest[node] = nearest[node].min(distance);
            });
            next = farthest(nearest);
        }
    }

    fn choose_batch(
        &mut self,
        graph: &Neighbours,
        search: &mut Search,
        nearest: &mut [u16],
        dice: &mut Random,
    ) {
        let (from, stride) = (self.nodes.len(), self.stride);
        let room = BATCH.min(stride - from);
        if from < DRAWN {
            let most = nearest.iter().copied().max().unwrap_or(0);
            self.nodes.extend((0..room).map(|_| draw(nearest, most, dice)));
        } else {
            let free = (0..nearest.len()).filter(|&node| nearest[node] > 0);
            self.nodes.extend(free.take(room).map(|node| node as u32));
        }
        let (sources, distances) = (&self.nodes[from..], &mut self.distances);
        search.each_from(graph, sources, |node, source, distance| {
            distances[node * stride + from + source] = distance;
            nearest[node] = nearest[node].min(distance);
        });
    }

    /// Distances from a node to each pivot.
    pub(super) fn of(&self, node: usize) -> &[u16] {
        &self.distances[node * self.stride..node * self.stride + self.nodes.len()]
    }
}

/// The first of the nodes farthest from what is near.
fn farthest(nearest: &[u16]) -> usize {
    let mut best = 0;
    for (node, &near) in nearest.iter().enumerate() {
        if near > nearest[best] {
            best = node;
        }
    }
    best
}

/// Draws a node, the likelier the larger the square of its number, of which `most` is the
/// largest, and sets the number to zero.
fn draw(nearest: &mut [u16], most: u16, dice: &mut Random) -> u32 {
    let square = |near: u16| u64::from(near) * u64::from(near);
    // Nodes are tried rather than summed up: a sum would have to be renewed for each draw.
    let tries = (0..TRIES).map(|_| dice.pair(nearest.len(), square(most)));
    let hit = { tries }.find(|&(node, level)| level < square(nearest[node]));
    let node = hit.map_or_else(|| farthest(nearest), |(node, _)| node);
    nearest[node] = 0;
    node as u32
}

/// Room for breadth-first searches from up to 64 nodes at once.
struct Search {
    /// Which searches have been at a node, a bit each.
    seen: Vec<u64>,
    /// Which searches arrived in the last step and in the one under way.
    here: Vec<u64>,
    next: Vec<u64>,
    /// Nodes with bits in `here` and `next`.
    front: Vec<u32>,
    coming: Vec<u32>,
}

impl Search {
    fn new(n: usize) -> Self {
        let zeros = vec![0; n];
        Self {
            seen: zeros.clone(),
            here: zeros.clone(),
            next: zeros,
            front: Vec::with_capacity(n),
            coming: Vec::with_capacity(n),
        }
    }

    /// Tells the distance of every node from every source.
    fn each_from(
        &mut self,
        graph: &Neighbours,
        sources: &[u32],
        mut tell: impl FnMut(usize, usize, u16),
    ) {
        self.seen.fill(0);
        self.front.clear();
        for (bit, &source) in sources.iter().enumerate() {
            let source = source as usize;
            self.seen[source] |= 1 << bit;
            self.here[source] = self.seen[source];
            self.front.push(source as u32);
            tell(source, bit, 0);
        }
        let mut distance = 0_u16;
        while !self.front.is_empty() {
            distance = distance.saturating_add(1).min(FAR - 1);
            self.step(graph);
            for &node in &self.coming {
                let node = node as usize;
                let new = self.next[node];
                self.seen[node] |= new;
                self.here[node] = new;
                self.next[node] = 0;
                let mut left = new;
                while left != 0 {
                    tell(node, left.trailing_zeros() as usize, distance);
                    left &= left - 1;
                }
            }
            std::mem::swap(&mut self.front, &mut self.coming);
        }
    }

    fn step(&mut self, graph: &Neighbours) {
        self.coming.clear();
        for &node in &self.front {
            let here = self.here[node as usize];
            for &to in graph.of(node as usize) {
                let new = here & !self.seen[to as usize];
                if new != 0 {
                    let next = &mut self.next[to as usize];
                    if *next == 0 {
                        self.coming.push(to);
                    }
                    *next |= new;
                }
            }
        }
        for &node in &self.front {
            self.here[node as usize] = 0;
        }
    }
}

/// A first drawing: the two widest directions of the distances to the first pivots, in links.
///
/// Source: Brandes, Pich (2006), Eigensolver methods for progressive multidimensional scaling of
/// large data. O(n * p^2) for the p pivots of it.
pub(super) fn pivot_mds(pivots: &Pivots, n: usize) -> Vec<[f32; 2]> {
    let k = pivots.nodes.len().min(CHOSEN);
    let centred = centred_squares(pivots, n, k);
    let product = square(&centred, k);
    let first = axis(&product, k, None);
    let second = axis(&product, k, Some(&first));
    let scale = |axis: &[f64]| {
        // Columns are a sample, so the singular value is that much less than the whole matrix's.
        let singular = norm(&multiplied(&product, axis, k)).sqrt();
        let whole = (n as f64 / k as f64).sqrt();
        if singular > 0.0 { (whole / singular).sqrt() as f32 } else { 0.0 }
    };
    let scales = [scale(&first), scale(&second)];
    let along =
        |row: &[f32], axis: &[f64]| row.iter().zip(axis).map(|(c, a)| c * *a as f32).sum::<f32>();
    let rows = centred.chunks(k.max(1));
    rows.map(|row| [along(row, &first) * scales[0], along(row, &second) * scales[1]]).collect()
}

/// Squared distances, less the means of their row and column.
fn centred_squares(pivots: &Pivots, n: usize, k: usize) -> Vec<f32> {
    let mut squares = Vec::with_capacity(n * k);
    for node in 0..n {
        squares.extend(pivots.of(node)[..k].iter().map(|&d| f32::from(d) * f32::from(d)));
    }
    let mut means = vec![0.0_f64; k];
    for row in squares.chunks(k.max(1)) {
        for (mean, square) in means.iter_mut().zip(row) {
            *mean += f64::from(*square);
        }
    }
    for mean in &mut means {
        *mean /= n as f64;
    }
    let whole = means.iter().sum::<f64>() / k.max(1) as f64;
    for row in squares.chunks_mut(k.max(1)) {
        let own = row.iter().sum::<f32>() / k as f32;
        for (mean, square) in means.iter().zip(row) {
            *square = -0.5 * (*square - own - (*mean - whole) as f32);
        }
    }
    squares
}

/// The matrix times itself: k by k, from rows of k.
fn square(rows: &[f32], k: usize) -> Vec<f64> {
    let mut product = vec![0.0_f32; k * k];
    for row in rows.chunks(k.max(1)) {
        for (a, line) in row.iter().zip(product.chunks_mut(k)) {
            for (b, sum) in row.iter().zip(line) {
                *sum += a * b;
            }
        }
    }
    product.into_iter().map(f64::from).collect()
}

/// The direction a symmetric matrix stretches most, but for one that is known.
fn axis(matrix: &[f64], k: usize, known: Option<&[f64]>) -> Vec<f64> {
    let mut dice = Random(k as u64 + 1);
    let mut axis: Vec<f64> = (0..k).map(|_| f64::from(dice.share()) - 0.5).collect();
    for _ in 0..TURNS {
        if let Some(known) = known {
            let part: f64 = axis.iter().zip(known).map(|(a, b)| a * b).sum();
            axis.iter_mut().zip(known).for_each(|(a, b)| *a -= part * b);
        }
        let turned = multiplied(matrix, &axis, k);
        let length = norm(&turned);
        if length <= f64::MIN_POSITIVE {
            break;
        }
        axis = turned.into_iter().map(|a| a / length).collect();
    }
    axis
}

fn multiplied(matrix: &[f64], vector: &[f64], k: usize) -> Vec<f64> {
    let dot = |line: &[f64]| line.iter().zip(vector).map(|(a, b)| a * b).sum();
    matrix.chunks(k.max(1)).map(dot).collect()
}

fn norm(vector: &[f64]) -> f64 {
    vector.iter().map(|a| a * a).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ring of `n` nodes.
    fn ring(n: usize) -> Neighbours {
        let links: Vec<_> = (0..n).map(|at| (at, (at + 1) % n)).collect();
        Neighbours::new(n, &links)
    }

    #[test]
    fn loops_repetitions_and_links_to_nowhere_are_left_out() {
        let graph = Neighbours::new(3, &[(0, 1), (1, 0), (0, 1), (2, 2), (2, 9)]);
        assert_eq!((graph.of(0), graph.of(1), graph.of(2)), (&[1][..], &[0][..], &[][..]));
    }

    #[test]
    fn distances_are_right_however_the_pivots_came() {
        let n = 150;
        for count in [1, 40, 130, 150, 200] {
            let pivots = Pivots::choose(&ring(n), count, &Watch::default());
            assert_eq!(pivots.nodes.len(), count.min(n));
            for node in 0..n {
                for (&pivot, &distance) in pivots.nodes.iter().zip(pivots.of(node)) {
                    let around = node.abs_diff(pivot as usize);
                    assert_eq!(usize::from(distance), around.min(n - around));
                }
            }
        }
    }

    #[test]
    fn no_node_is_a_pivot_twice() {
        let mut nodes = Pivots::choose(&ring(150), 140, &Watch::default()).nodes;
        nodes.sort_unstable();
        nodes.dedup();
        assert_eq!(nodes.len(), 140);
    }

    #[test]
    fn the_first_pivots_are_far_each_from_other() {
        let pivots = Pivots::choose(&ring(64), 8, &Watch::default());
        for (at, &one) in pivots.nodes.iter().enumerate() {
            let others = pivots.of(one as usize).iter().enumerate();
            let nearest = others.filter(|(other, _)| *other != at).map(|(_, &d)| d).min();
            assert!(nearest >= Some(8), "{nearest:?}");
        }
    }

    #[test]
    fn cut_short_there_are_still_pivots() {
        let watch = Watch::default();
        watch.cut_short();
        assert_eq!(Pivots::choose(&ring(150), 140, &watch).nodes.len(), CHOSEN);
    }

    #[test]
    fn the_first_drawing_of_a_path_is_a_straight_line_in_links() {
        let links: Vec<_> = (1..100).map(|at| (at - 1, at)).collect();
        let pivots = Pivots::choose(&Neighbours::new(100, &links), 100, &Watch::default());
        let places = pivot_mds(&pivots, 100);
        for pair in places.windows(2) {
            let step =
                ((pair[0][0] - pair[1][0]).powi(2) + (pair[0][1] - pair[1][1]).powi(2)).sqrt();
            assert!((0.7..1.4).contains(&step), "{step}");
        }
    }
}
