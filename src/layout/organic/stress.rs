//! Drawn distances made like graph distances.
//!
//! Owns stochastic gradient descent on the stress of all pairs. Knows nothing of boxes or rooms.
//! Source: Zheng, Pawar, Goodman (2018), Graph drawing by stochastic gradient descent; O(n²) a
//! pass.
//!
//! Pairs are met in rounds of a tournament (the circle method): in a round no node is met twice,
//! and partners lie mirrored about a middle, so that a processor can take several pairs at once.
//! Nodes are to come in any order that has nothing to do with the graph.

use std::array::from_fn;

use emath::Vec2;

use super::distance::Distances;
use super::random::Random;

/// Where nodes stand. World units.
#[derive(Debug, Clone, Default)]
pub(super) struct Points {
    /// Across.
    pub(super) xs: Vec<f32>,
    /// Down.
    pub(super) ys: Vec<f32>,
}

/// The pairs and what they wish.
#[derive(Debug)]
pub(super) struct Stress {
    /// Nodes, and one that is none if they are even in number.
    players: usize,
    /// Wished distance of each pair, round by round.
    targets: Vec<f32>,
    /// How much it counts.
    weights: Vec<f32>,
    rounds: Vec<usize>,
    random: Random,
}

impl Stress {
    /// Lists all pairs; O(n²).
    pub(super) fn new(distances: &Distances) -> Self {
        let n = distances.len();
        let players = n + 1 - n % 2;
        let pairs = players * (players - 1) / 2;
        let mut targets = Vec::with_capacity(pairs);
        let mut weights = Vec::with_capacity(pairs);
        for round in 0..players {
            for (from, to) in [(0, round + 1), (round + 1, players)] {
                for step in 0..(to - from) / 2 {
                    let (a, b) = (from + step, to - 1 - step);
                    let real = b < n;
                    targets.push(if real { distances.wished(a, b) } else { 1.0 });
                    weights.push(if real { distances.weight(a, b) } else { 0.0 });
                }
            }
        }
        Self { players, targets, weights, rounds: (0..players).collect(), random: Random(2018) }
    }

    /// Meets every pair once; `step` is the learning rate, `scale` turns world units into links
    /// for either axis.
    pub(super) fn pass(&mut self, points: &mut Points, step: f32, scale: Vec2) {
        let n = points.xs.len();
        points.xs.resize(self.players, 0.0);
        points.ys.resize(self.players, 0.0);
        self.random.shuffle(&mut self.rounds);
        let pace = Pace { step, scale };
        let each = (self.players - 1) / 2;
        for &round in &self.rounds {
            let targets = &self.targets[round * each..(round + 1) * each];
            let weights = &self.weights[round * each..(round + 1) * each];
            let split = round.div_ceil(2);
            let (x_front, x_back) = points.xs.split_at_mut(round + 1);
            let (y_front, y_back) = points.ys.split_at_mut(round + 1);
            meet(x_front, y_front, &targets[..split], &weights[..split], pace);
            meet(x_back, y_back, &targets[split..], &weights[split..], pace);
        }
        points.xs.truncate(n);
        points.ys.truncate(n);
    }
}

/// So many pairs are moved at once.
const LANES: usize = 4;
/// Keeps nodes on one spot from dividing by zero, in links squared.
const NO_ZERO: f32 = 1e-12;

/// Learning rate, and links to one world unit either way.
#[derive(Debug, Clone, Copy)]
struct Pace {
    step: f32,
    scale: Vec2,
}

/// Moves the first and the last, the second and the last but one and so on.
fn meet(xs: &mut [f32], ys: &mut [f32], targets: &[f32], weights: &[f32], pace: Pace) {
    let half = xs.len() / 2;
    let upper = xs.len() - half;
    let (xa, xb) = xs.split_at_mut(upper);
    let (ya, yb) = ys.split_at_mut(upper);
    let (xa, xa_rest) = xa[..half].as_chunks_mut::<LANES>();
    let (ya, ya_rest) = ya[..half].as_chunks_mut::<LANES>();
    let (xb_rest, xb) = xb.as_rchunks_mut::<LANES>();
    let (yb_rest, yb) = yb.as_rchunks_mut::<LANES>();
    let (targets, targets_rest) = targets.as_chunks::<LANES>();
    let (weights, weights_rest) = weights.as_chunks::<LANES>();
    let first = xa.iter_mut().zip(ya);
    let last = xb.iter_mut().zip(yb).rev();
    for (((xa, ya), (xb, yb)), (target, weight)) in first.zip(last).zip(targets.iter().zip(weights))
    {
        pull(xa, ya, xb, yb, target, weight, pace);
    }
    let first = xa_rest.iter_mut().zip(ya_rest);
    let last = xb_rest.iter_mut().zip(yb_rest).rev();
    let wishes = targets_rest.iter().zip(weights_rest);
    for (((xa, ya), (xb, yb)), (&target, &weight)) in first.zip(last).zip(wishes) {
        let (mut first, mut last) = ([[*xa], [*ya]], [[*xb], [*yb]]);
        let ([x, y], [u, v]) = (&mut first, &mut last);
        pull(x, y, u, v, &[target], &[weight], pace);
        ([[*xa], [*ya]], [[*xb], [*yb]]) = (first, last);
    }
}

/// Moves pairs towards their wished distances; the second ones come in reverse. Each array has a
/// name of its own, else compilers do not take several pairs at once.
#[inline]
fn pull<const N: usize>(
    xa: &mut [f32; N],
    ya: &mut [f32; N],
    xb: &mut [f32; N],
    yb: &mut [f32; N],
    targets: &[f32; N],
    weights: &[f32; N],
    pace: Pace,
) {
    let Pace { step, scale } = pace;
    let dx: [f32; N] = from_fn(|lane| xa[lane] - xb[N - 1 - lane]);
    let dy: [f32; N] = from_fn(|lane| ya[lane] - yb[N - 1 - lane]);
    let sx = dx.map(|x| x * scale.x);
    let sy = dy.map(|y| y * scale.y);
    let square: [f32; N] = from_fn(|lane| sx[lane] * sx[lane] + sy[lane] * sy[lane] + NO_ZERO);
    let length = square.map(f32::sqrt);
    let share = weights.map(|weight| {
        // Not `min`: it would have to mind numbers that are none.
        let share = weight * step;
        if share < 1.0 { share } else { 1.0 }
    });
    let by: [f32; N] =
        from_fn(|lane| 0.5 * share[lane] * (length[lane] - targets[lane]) / length[lane]);
    let mx: [f32; N] = from_fn(|lane| by[lane] * dx[lane]);
    let my: [f32; N] = from_fn(|lane| by[lane] * dy[lane]);
    for lane in 0..N {
        xa[lane] -= mx[lane];
        ya[lane] -= my[lane];
        xb[lane] += mx[N - 1 - lane];
        yb[lane] += my[N - 1 - lane];
    }
}

/// Learning rates that fall evenly in proportion from `first` to `last`.
pub(super) fn steps(first: f32, last: f32, count: usize) -> Vec<f32> {
    let gaps = count.saturating_sub(1).max(1);
    // By halving: the exponentials of two machines may differ in the last bit.
    let (mut low, mut high) = (0.0_f32, 1.0_f32);
    for _ in 0..40 {
        let middle = f32::midpoint(low, high);
        let end = (0..gaps).fold(first, |step, _| step * middle);
        if end < last { low = middle } else { high = middle }
    }
    let ratio = f32::midpoint(low, high);
    std::iter::successors(Some(first), |step| Some(step * ratio)).take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::organic::distance::Graph;
    use emath::vec2;

    #[test]
    fn a_path_is_drawn_as_a_line_of_much_the_same_links() {
        let links: Vec<(usize, usize)> = (0..9).map(|at| (at, at + 1)).collect();
        let distances = Distances::new(&Graph::new(10, &links));
        let mut random = Random(1);
        let mut jitter = || (0..10).map(|_| random.around_zero()).collect();
        let mut points = Points { xs: jitter(), ys: jitter() };
        let mut stress = Stress::new(&distances);
        for step in steps(81.0, 0.1, 30) {
            stress.pass(&mut points, step, vec2(1.0, 1.0));
        }
        for at in 0..9 {
            let (x, y) = (points.xs[at + 1] - points.xs[at], points.ys[at + 1] - points.ys[at]);
            assert!((0.7..1.05).contains(&x.hypot(y)), "link {at}: {points:?}");
        }
    }

    #[test]
    fn learning_rates_fall_from_the_first_to_the_last() {
        let rates = steps(64.0, 1.0, 7);
        assert_eq!(rates.len(), 7);
        assert!((rates[6] - 1.0).abs() < 0.01 && (rates[3] - 8.0).abs() < 0.05, "{rates:?}");
    }
}
