//! How far apart nodes are in the graph.
//!
//! Owns adjacency, hop counts and components. Knows nothing of positions or boxes. Lengths are
//! counted in links.

use std::collections::VecDeque;

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

/// No path.
const NONE: u16 = u16::MAX;

impl Distances {
    /// Breadth-first from every node; O(n * m).
    pub(super) fn new(graph: &Graph) -> Self {
        let n = graph.len();
        let mut hops = vec![NONE; n * n];
        let mut component = vec![u32::MAX; n];
        let mut widest: Vec<u16> = Vec::new();
        let mut queue = VecDeque::with_capacity(n);
        for start in 0..n {
            let row = &mut hops[start * n..(start + 1) * n];
            row[start] = 0;
            queue.push_back(start as u32);
            let mut last = 0;
            if component[start] == u32::MAX {
                component[start] = widest.len() as u32;
                widest.push(0);
            }
            let own = component[start];
            while let Some(node) = queue.pop_front() {
                last = row[node as usize];
                for &next in graph.around(node as usize) {
                    if row[next as usize] == NONE {
                        row[next as usize] = last.saturating_add(1).min(NONE - 1);
                        component[next as usize] = own;
                        queue.push_back(next);
                    }
                }
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
