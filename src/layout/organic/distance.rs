//! How far apart nodes are in the graph.
//!
//! Owns adjacency, hop counts and components. Knows nothing of positions or boxes. Lengths are
//! counted in links.

/// Wished distance of linked nodes, in hops.
const LINKED: f32 = 0.5;
/// Weight of a pair that no path joins, beside that of a pair joined over the same distance.
const APART_WEIGHT: f32 = 0.05;

/// Who is linked to whom; each neighbour once, none its own.
#[derive(Debug)]
pub(super) struct Graph {
    first: Vec<usize>,
    ends: Vec<u32>,
}

impl Graph {
    /// Reads links among `n` nodes; repeats, self-loops and ends that are not there are passed over.
    pub(super) fn new(n: usize, links: &[(usize, usize)]) -> Self {
        let mut both: Vec<(u32, u32)> = Vec::with_capacity(2 * links.len());
        for &(a, b) in links {
            if a != b && a < n && b < n {
                both.push((a as u32, b as u32));
                both.push((b as u32, a as u32));
            }
        }
        both.sort_unstable();
        both.dedup();
        let mut first = vec![0; n + 1];
        for &(a, _) in &both {
            first[a as usize + 1] += 1;
        }
        for at in 0..n {
            first[at + 1] += first[at];
        }
        Self { first, ends: both.into_iter().map(|(_, b)| b).collect() }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.first.len() - 1
    }

    /// The neighbours of a node.
    pub(super) fn around(&self, node: usize) -> &[u32] {
        &self.ends[self.first[node]..self.first[node + 1]]
    }
}

/// The wished distance of each pair, and how much the wish counts.
#[derive(Debug)]
pub(super) struct Distances {
    n: usize,
    hops: Vec<u16>,
    /// The component of each node, and half of each component's width.
    component: Vec<u32>,
    radius: Vec<f32>,
}

/// Nodes to a word.
const WORD: usize = u64::BITS as usize;
/// No path.
const NONE: u16 = u16::MAX;

impl Distances {
    /// Breadth-first from every node, 64 nodes to a word; O(n² * n / 64).
    pub(super) fn new(graph: &Graph) -> Self {
        let n = graph.len();
        let n_words = n.div_ceil(WORD);
        let mut linked = vec![0_u64; n * n_words];
        for node in 0..n {
            for &end in graph.around(node) {
                linked[node * n_words + end as usize / WORD] |= 1 << (end as usize % WORD);
            }
        }
        let mut hops = vec![NONE; n * n];
        let mut component = vec![u32::MAX; n];
        let mut widest: Vec<u16> = Vec::new();
        let (mut is_met, mut next) = (vec![0_u64; n_words], vec![0_u64; n_words]);
        let mut front: Vec<usize> = Vec::with_capacity(n);
        for start in 0..n {
            let row = &mut hops[start * n..(start + 1) * n];
            if component[start] == u32::MAX {
                component[start] = widest.len() as u32;
                widest.push(0);
            }
            let own = component[start];
            is_met.fill(0);
            is_met[start / WORD] |= 1 << (start % WORD);
            row[start] = 0;
            front.clear();
            front.push(start);
            let mut last = 0;
            loop {
                next.fill(0);
                for &node in &front {
                    let linked = &linked[node * n_words..(node + 1) * n_words];
                    for (next, linked) in next.iter_mut().zip(linked) {
                        *next |= linked;
                    }
                }
                front.clear();
                let far = (last + 1).min(NONE - 1);
                for (word, (next, is_met)) in next.iter().zip(&mut is_met).enumerate() {
                    let mut new = next & !*is_met;
                    *is_met |= new;
                    while new != 0 {
                        let node = word * WORD + new.trailing_zeros() as usize;
                        new &= new - 1;
                        (row[node], component[node]) = (far, own);
                        front.push(node);
                    }
                }
                if front.is_empty() {
                    break;
                }
                last = far;
            }
            widest[own as usize] = widest[own as usize].max(last);
        }
        let radius = widest.into_iter().map(|wide| f32::from(wide) / 2.0).collect();
        Self { n, hops, component, radius }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.n
    }

    /// Hops in rows, the most a number holds where no path joins two nodes.
    pub(super) fn hops(&self) -> &[u16] {
        &self.hops
    }

    /// The distance at which two nodes are to be drawn. Linked ones are wished nearer than the
    /// graph has them: it takes away one crossing in sixteen and costs next to no stress.
    pub(super) fn wished(&self, a: usize, b: usize) -> f32 {
        let far = self.between(a, b);
        if self.hops[a * self.n + b] == 1 { far * LINKED } else { far }
    }

    /// The distance of two nodes: hops, or clear of each other where no path joins them.
    pub(super) fn between(&self, a: usize, b: usize) -> f32 {
        let hops = self.hops[a * self.n + b];
        if hops == NONE {
            let radius = |node: usize| self.radius[self.component[node] as usize];
            radius(a) + radius(b) + 1.0
        } else {
            f32::from(hops)
        }
    }

    /// How much the wish counts: one over the square of the distance, little across components.
    pub(super) fn weight(&self, a: usize, b: usize) -> f32 {
        let far = self.between(a, b).max(1.0);
        let joined = self.component[a] == self.component[b];
        if joined { 1.0 / (far * far) } else { APART_WEIGHT / (far * far) }
    }

    /// The largest wished distance.
    pub(super) fn longest(&self) -> f32 {
        let joined = self.hops.iter().filter(|&&hops| hops != NONE).max();
        let radius = self.radius.iter().copied().fold(0.0, f32::max);
        f32::from(joined.copied().unwrap_or(1)).max(2.0 * radius + 1.0)
    }
}
