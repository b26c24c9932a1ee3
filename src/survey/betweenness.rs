//! How much of the ways between others leads through each node.
//!
//! Owns the sum over shortest paths. Knows nothing of what the nodes are.
//!
//! Source: Brandes (2001), A Faster Algorithm for Betweenness Centrality, Journal of Mathematical
//! Sociology 25(2), <https://doi.org/10.1080/0022250X.2001.9990249>. Where starts are chosen rather
//! than all taken: Brandes and Pich (2007), Centrality Estimation in Large Networks,
//! International Journal of Bifurcation and Chaos 17(7),
//! <https://doi.org/10.1142/S0218127407018403>. The starts are spread evenly over the nodes' order
//! instead of at random, and sums run in that order, so that the same graph gives the same bits.

/// What [`betweenness`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Betweenness {
    /// For each node, the share of shortest paths between two others that lead through it, on
    /// average over all pairs of others; pairs that no path joins count as none. From 0 to 1.
    pub shares: Vec<f64>,
    /// From how many nodes paths were followed; fewer than all makes the shares an estimate.
    pub n_starts: usize,
}

/// Betweenness of every node of an undirected graph, given by its pairs of neighbours; repeated
/// pairs count once, a node that is its own neighbour not at all.
///
/// O(starts × (nodes + pairs)) time, O(nodes + pairs) room.
pub fn betweenness(n_nodes: usize, pairs: &[(usize, usize)], most_starts: usize) -> Betweenness {
    let graph = Neighbors::new(n_nodes, pairs);
    let n_starts = most_starts.min(n_nodes);
    let mut walk = Walk::new(n_nodes);
    let mut sums = vec![0.0; n_nodes];
    for at in 0..n_starts {
        walk.add_from(at * n_nodes / n_starts, &graph, &mut sums);
    }
    let n_others = n_nodes.saturating_sub(1) as f64 * n_nodes.saturating_sub(2) as f64;
    // From every start, a pair is met from both its ends; fewer starts stand for all of them.
    let scale = n_nodes as f64 / (n_starts.max(1) as f64 * n_others.max(1.0));
    Betweenness { shares: sums.into_iter().map(|sum| sum * scale).collect(), n_starts }
}

/// The neighbours of every node, one list after the other.
struct Neighbors {
    starts: Vec<usize>,
    ends: Vec<u32>,
}

impl Neighbors {
    fn new(n_nodes: usize, pairs: &[(usize, usize)]) -> Self {
        let both = pairs.iter().filter(|(a, b)| a != b).flat_map(|&(a, b)| [(a, b), (b, a)]);
        let mut both: Vec<(usize, usize)> = both.collect();
        both.sort_unstable();
        both.dedup();
        let mut starts = vec![0; n_nodes + 1];
        for &(from, _) in &both {
            starts[from + 1] += 1;
        }
        for at in 0..n_nodes {
            starts[at + 1] += starts[at];
        }
        Self { starts, ends: both.into_iter().map(|(_, to)| to as u32).collect() }
    }

    fn of(&self, node: usize) -> &[u32] {
        &self.ends[self.starts[node]..self.starts[node + 1]]
    }
}

/// One breadth-first walk and its way back, with room that is used again.
struct Walk {
    /// Nodes in the order in which they are reached.
    order: Vec<u32>,
    /// Ends of the steps that lead one further from the start, in the order they are walked.
    onward: Vec<u32>,
    /// Where in `onward` the steps of each node of `order` begin.
    onward_starts: Vec<usize>,
    /// Steps from the start; none where not reached.
    steps: Vec<u32>,
    /// How many shortest paths lead from the start to a node.
    n_paths: Vec<f64>,
    /// For each path to a node, how many nodes it leads to, itself and on average those beyond.
    per_path: Vec<f64>,
}

const UNREACHED: u32 = u32::MAX;

impl Walk {
    fn new(n_nodes: usize) -> Self {
        Self {
            order: Vec::with_capacity(n_nodes),
            onward: Vec::new(),
            onward_starts: Vec::with_capacity(n_nodes),
            steps: vec![UNREACHED; n_nodes],
            n_paths: vec![0.0; n_nodes],
            per_path: vec![0.0; n_nodes],
        }
    }

    fn add_from(&mut self, start: usize, graph: &Neighbors, sums: &mut [f64]) {
        self.go_out(start, graph);
        // On the way back, what lies beyond a node is known before the node.
        let mut end = self.onward.len();
        for (&node, &begin) in self.order.iter().zip(&self.onward_starts).rev() {
            let node = node as usize;
            let beyond = self.onward[begin..end].iter().map(|&next| self.per_path[next as usize]);
            let dependency = beyond.sum::<f64>() * self.n_paths[node];
            self.per_path[node] = (1.0 + dependency) / self.n_paths[node];
            if node != start {
                sums[node] += dependency;
            }
            end = begin;
        }
    }

    fn go_out(&mut self, start: usize, graph: &Neighbors) {
        for &node in &self.order {
            self.steps[node as usize] = UNREACHED;
            self.n_paths[node as usize] = 0.0;
        }
        self.order.clear();
        self.onward.clear();
        self.onward_starts.clear();
        self.order.push(start as u32);
        self.steps[start] = 0;
        self.n_paths[start] = 1.0;
        while let Some(&node) = self.order.get(self.onward_starts.len()) {
            self.onward_starts.push(self.onward.len());
            let node = node as usize;
            let (next, n_paths) = (self.steps[node] + 1, self.n_paths[node]);
            for &end in graph.of(node) {
                let step = &mut self.steps[end as usize];
                if *step == UNREACHED {
                    *step = next;
                    self.order.push(end);
                }
                if *step == next {
                    self.n_paths[end as usize] += n_paths;
                    self.onward.push(end);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shares times the number of ordered pairs of others, which by hand are whole or simple.
    fn check(n_nodes: usize, pairs: &[(usize, usize)], expected: &[f64]) {
        let found = betweenness(n_nodes, pairs, n_nodes);
        let n_pairs = (n_nodes.max(2) - 1) * (n_nodes.max(2) - 2) / 2;
        let scaled: Vec<f64> =
            found.shares.iter().map(|share| share * n_pairs.max(1) as f64).collect();
        assert_eq!(scaled.len(), expected.len());
        for (at, (found, expected)) in scaled.iter().zip(expected).enumerate() {
            assert!((found - expected).abs() < 1e-9, "node {at}: {found}, not {expected}");
        }
    }

    #[test]
    fn on_a_path_the_middle_carries_what_lies_on_either_side() {
        check(5, &[(0, 1), (1, 2), (2, 3), (3, 4)], &[0.0, 3.0, 4.0, 3.0, 0.0]);
    }

    #[test]
    fn the_middle_of_a_star_carries_every_pair() {
        check(5, &[(0, 1), (0, 2), (0, 3), (0, 4)], &[6.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn two_ways_of_equal_length_share_a_pair() {
        check(4, &[(0, 1), (1, 2), (2, 3), (3, 0)], &[0.5; 4]);
        check(5, &[(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)], &[0.5, 1.0, 1.0, 3.5, 0.0]);
    }

    #[test]
    fn repeated_pairs_and_loops_change_nothing_and_parts_do_not_meet() {
        check(3, &[(0, 1), (1, 0), (1, 1), (1, 2), (1, 2)], &[0.0, 1.0, 0.0]);
        check(5, &[(0, 1), (1, 2), (3, 4)], &[0.0, 1.0, 0.0, 0.0, 0.0]);
        check(0, &[], &[]);
        check(1, &[], &[0.0]);
        check(2, &[(0, 1)], &[0.0, 0.0]);
    }

    #[test]
    fn fewer_starts_say_so_and_stay_near() {
        let ring: Vec<(usize, usize)> = (0..60).map(|at| (at, (at + 1) % 60)).collect();
        let all = betweenness(60, &ring, 60);
        let some = betweenness(60, &ring, 20);
        assert_eq!((all.n_starts, some.n_starts), (60, 20));
        let total = |found: &Betweenness| found.shares.iter().sum::<f64>();
        assert!((total(&all) - total(&some)).abs() < 1e-9);
    }
}
