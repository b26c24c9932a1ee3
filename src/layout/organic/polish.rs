//! Fewer crossings, and fewer links through labels, in a drawing that is otherwise done.
//!
//! Owns which moves are tried and which are kept. Knows nothing of how places came about. World
//! units.
//!
//! Sources: Radermacher, Reichard, Rutter, Wagner (2018), A geometric heuristic for rectilinear
//! crossing minimization (one node at a time, to the best of places drawn by lot), and Davidson,
//! Harel (1996), Drawing graphs nicely using simulated annealing (shrinking steps, links kept
//! clear of nodes, one weighed sum); worse is accepted by a sinking threshold, as in Dueck,
//! Scheuer (1990), Threshold accepting, which needs no exponential. Departs from them in that
//! boxes never overlap, and that stress is part of the sum and has a ceiling.

use emath::{Pos2, vec2};

use super::Problem;
use super::random::Random;
use super::tangle::{Counts, NO_PATH, Stretch, Tangle};
use crate::layout::Watch;

/// How much polishing may cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Budget {
    /// Tests of one thing against another: about 4 million to a millisecond. The same work
    /// everywhere, unlike time, gives the same drawing everywhere.
    pub(super) tests: u64,
    /// Share by which stress may rise.
    pub(super) stress: f64,
}

impl Budget {
    /// What a drawing deserves: by its size, up to what 200 nodes and 450 links need.
    pub(super) fn of(n_nodes: usize, n_links: usize) -> Self {
        let tests = TESTS_A_PAIR * n_nodes as u64 * n_links as u64;
        let tests = tests.clamp(LEAST_TESTS, MOST_TESTS);
        let stress = if n_nodes <= FEW { 0.25 } else { 0.04 };
        Self { tests, stress }
    }
}

/// Tests for each pair of a node and a link; more hardly change the picture.
const TESTS_A_PAIR: u64 = 345;
/// About 2 milliseconds.
const LEAST_TESTS: u64 = 8_000_000;
/// About 8 milliseconds: with it a picture of 200 boxes is done within a frame.
const MOST_TESTS: u64 = 31_000_000;

/// Larger drawings are left alone: a budget would buy next to nothing, and memory is m².
const MOST_NODES: usize = 600;
/// See [`MOST_NODES`].
const MOST_LINKS: usize = 1_500;

/// A link through a label beside a crossing: it hides text, so it is a little worse.
const THROUGH: f64 = 1.25;
/// The same in a drawing of few nodes, where a line that comes out from under a box is read as the
/// box's own, and room to avoid it is at hand.
const THROUGH_OF_FEW: f64 = 3.0;
/// So many nodes are few.
const FEW: usize = 80;
/// By how many percent the tangle has to fall to make up for a percent of stress.
const STRESS: f64 = 2.3;
/// Stress under which a percent of it is no longer seen.
const LEAST_STRESS: f64 = 0.02;
/// The first threshold, as a share of what a node is entangled in.
const HEAT: f64 = 0.06;
/// How far moves reach, first and last, by the mean distance of neighbouring boxes.
const REACH: (f32, f32) = (0.9, 0.15);
/// Boxes are wider than high, and so are their moves.
const BREADTH: f32 = 1.5;
/// Places tried for a box before the next has its turn.
const TRIES: usize = 12;

/// Moves boxes until fewer links cross or run through labels; O(budget), and
/// O(n² + m * (n + m)) to begin with.
///
/// `hops` are graph distances in rows, [`NO_PATH`] where none is. Boxes with a pin or a home stay
/// where they are. No count rises, stress rises by no more than the budget's share, no box comes
/// nearer to another than the gap, and none leaves the room. The same problem has the same answer
/// everywhere.
pub(super) fn polish(
    problem: &Problem<'_>,
    hops: &[u16],
    centres: &mut [Pos2],
    budget: Budget,
    watch: &Watch,
) {
    let n = centres.len();
    let is_sound = problem.sizes.len() == n && hops.len() == n * n;
    let is_finite = problem.room.is_finite()
        && problem.gap.is_finite()
        && centres.iter().all(|centre| centre.is_finite());
    if !is_sound || !is_finite || n > MOST_NODES || problem.links.len() > MOST_LINKS {
        return;
    }
    if let Some(mut search) = Search::new(problem, hops, centres, budget) {
        search.run(watch);
        centres.copy_from_slice(&search.best);
    }
}

struct Search<'a> {
    problem: &'a Problem<'a>,
    tangle: Tangle,
    random: Random,
    /// Nodes that may move, in the order of their next turns.
    movable: Vec<usize>,
    stretch: Stretch,
    /// Pairs of nodes that a path joins.
    pairs: f64,
    /// Stress is never to be above.
    ceiling: f64,
    /// What stress counts beside crossings.
    price: f64,
    /// What links through labels count.
    through: f64,
    /// The first threshold.
    heat: f64,
    /// Mean distance of neighbouring boxes.
    spacing: f32,
    budget: u64,
    spent: u64,
    /// The counts that are not to rise.
    most: Counts,
    best_cost: f64,
    best: Vec<Pos2>,
}

impl<'a> Search<'a> {
    /// None where nothing is to be done, or nothing can be.
    fn new(
        problem: &'a Problem<'a>,
        hops: &[u16],
        centres: &[Pos2],
        budget: Budget,
    ) -> Option<Self> {
        let n = centres.len();
        let mut tangle = Tangle::new(problem.sizes, problem.links, hops, centres);
        let stays =
            |list: &[Option<Pos2>], node: usize| list.get(node).is_some_and(Option::is_some);
        let fits = |node: usize| (problem.room - problem.sizes[node]).min_elem() >= 0.0;
        let movable: Vec<usize> = (0..n)
            .filter(|&node| !stays(problem.pinned, node) && !stays(problem.homes, node))
            .filter(|&node| tangle.degree(node) > 0 && fits(node))
            .collect();
        let most = tangle.counts();
        let through = through_price(n);
        let tangled = weigh(most, through);
        if movable.is_empty() || tangled == 0.0 {
            return None;
        }
        let joined = hops.iter().filter(|&&hops| hops != 0 && hops != NO_PATH).count();
        let (stretch, pairs) = (tangle.stretch(), joined as f64 / 2.0);
        let stress = stretch.stress(pairs);
        let price = if n <= FEW { 0.5 } else { 1.0 } * STRESS * tangled / stress.max(LEAST_STRESS);
        Some(Self {
            problem,
            random: Random(1990),
            movable,
            stretch,
            pairs,
            ceiling: stress.max(LEAST_STRESS) * (1.0 + budget.stress),
            price,
            through,
            heat: HEAT * 2.0 * tangled / n as f64,
            spacing: (problem.room.x * problem.room.y / n as f32).sqrt(),
            budget: budget.tests,
            spent: (2 * tangle.links() * (n + tangle.links())) as u64,
            most,
            best_cost: tangled + price * stress,
            best: centres.to_vec(),
            tangle,
        })
    }

    fn run(&mut self, watch: &Watch) {
        let mut is_over = false;
        while !is_over {
            let mut order = std::mem::take(&mut self.movable);
            self.random.shuffle(&mut order);
            for &node in &order {
                is_over = self.spent >= self.budget || watch.is_cut_short();
                if is_over {
                    break;
                }
                self.turn(node);
            }
            self.movable = order;
            self.keep_if_best();
        }
    }

    /// Keeps the places if no drawing before was better.
    fn keep_if_best(&mut self) {
        let counts = self.tangle.counts();
        let cost = weigh(counts, self.through) + self.price * self.stretch.stress(self.pairs);
        let no_more =
            counts.crossings <= self.most.crossings && counts.throughs <= self.most.throughs;
        if no_more && cost < self.best_cost {
            self.best_cost = cost;
            self.best.copy_from_slice(self.tangle.places());
        }
    }

    /// Tries places for a node until it moves to one.
    fn turn(&mut self, node: usize) {
        let done = (self.spent as f64 / self.budget as f64) as f32;
        let reach = self.spacing * (REACH.0 + (REACH.1 - REACH.0) * done);
        let heat = self.heat * f64::from(1.0 - done);
        let from = self.tangle.places()[node];
        self.tangle.lift(node);
        for _ in 0..TRIES {
            let to = self.place_near(node, from, reach);
            self.spent += self.tangle.places().len() as u64;
            if !self.tangle.is_clear(node, to, self.problem.gap) {
                continue;
            }
            let threshold = heat * f64::from(self.random.around_zero() + 0.5);
            if let Some(stretch) = self.weigh_move(node, from, to, threshold) {
                self.stretch = stretch;
                self.tangle.put_at(node, to);
                return;
            }
        }
        self.tangle.put_back(node);
    }

    /// A place in the room, drawn by lot from around where a node is.
    fn place_near(&mut self, node: usize, from: Pos2, reach: f32) -> Pos2 {
        let step = vec2(self.bell() * BREADTH, self.bell()) * reach;
        let half = self.problem.sizes[node] * 0.5;
        (from + step).clamp(half.to_pos2(), (self.problem.room - half).to_pos2())
    }

    /// A number from -2 to 2, most often near 0: almost normal, standard deviation 0.58.
    fn bell(&mut self) -> f32 {
        (0..4).map(|_| self.random.around_zero()).sum()
    }

    /// The stretch after a move, if it costs less than the threshold.
    fn weigh_move(&mut self, node: usize, from: Pos2, to: Pos2, threshold: f64) -> Option<Stretch> {
        let (n, m) = (self.tangle.places().len(), self.tangle.links());
        self.spent += (2 * n + (self.tangle.degree(node) + 1) * (n + m)) as u64;
        let before = self.tangle.stretch_at(node, from);
        let stretch = self.stretch.with(before, self.tangle.stretch_at(node, to));
        let stress = stretch.stress(self.pairs);
        if stress > self.ceiling && stress > self.stretch.stress(self.pairs) {
            return None;
        }
        let rise = self.price * (stress - self.stretch.stress(self.pairs));
        let through = self.through;
        let most = threshold - rise + weigh(self.tangle.counts_of(node), through);
        self.tangle.counts_at(node, to, |counts| weigh(counts, through) >= most).map(|_| stretch)
    }
}

fn weigh(counts: Counts, through: f64) -> f64 {
    f64::from(counts.crossings) + through * f64::from(counts.throughs)
}

/// What a link through a label counts beside a crossing.
fn through_price(n_nodes: usize) -> f64 {
    if n_nodes <= FEW { THROUGH_OF_FEW } else { THROUGH }
}

#[cfg(test)]
mod tests {
    use super::*;
    use emath::{Vec2, pos2};

    const ROOM: Vec2 = Vec2::new(900.0, 600.0);
    const GAP: Vec2 = Vec2::new(6.0, 4.0);
    const SMALL: Budget = Budget { tests: 1_500_000, stress: 0.05 };

    /// A drawing with much to mend: boxes in rows, links by lot.
    struct Drawing {
        sizes: Vec<Vec2>,
        links: Vec<(usize, usize)>,
        pinned: Vec<Option<Pos2>>,
        homes: Vec<Option<Pos2>>,
        centres: Vec<Pos2>,
        hops: Vec<u16>,
    }

    impl Drawing {
        fn new(seed: u64) -> Self {
            let n = 48;
            let mut random = Random(seed);
            let mut lot = |most: usize| ((random.around_zero() + 0.5) * most as f32) as usize;
            let sizes: Vec<Vec2> = (0..n).map(|_| vec2(40.0 + lot(60) as f32, 18.0)).collect();
            let mut links: Vec<_> = (0..90).map(|_| (lot(n), lot(n))).collect();
            links.extend((1..n).map(|node| (node, lot(node))));
            let at = |node: usize| {
                pos2(60.0 + 110.0 * (node % 8) as f32, 50.0 + 90.0 * (node / 8) as f32)
            };
            let centres = (0..n).map(at).collect();
            let hops = hops(n, &links);
            Self { sizes, links, pinned: vec![None; n], homes: vec![None; n], centres, hops }
        }

        fn problem(&self) -> Problem<'_> {
            Problem {
                sizes: &self.sizes,
                links: &self.links,
                homes: &self.homes,
                pinned: &self.pinned,
                room: ROOM,
                gap: GAP,
            }
        }

        fn polished(&self, budget: Budget) -> Vec<Pos2> {
            let mut centres = self.centres.clone();
            polish(&self.problem(), &self.hops, &mut centres, budget, &Watch::default());
            centres
        }

        fn measure(&self, centres: &[Pos2]) -> (Counts, f64) {
            let mut tangle = Tangle::new(&self.sizes, &self.links, &self.hops, centres);
            let n = centres.len();
            (tangle.counts(), tangle.stretch().stress((n * (n - 1) / 2) as f64))
        }
    }

    /// Floyd, Warshall.
    fn hops(n: usize, links: &[(usize, usize)]) -> Vec<u16> {
        let mut hops = vec![NO_PATH; n * n];
        for &(a, b) in links {
            (hops[a * n + b], hops[b * n + a]) = (1, 1);
        }
        for at in 0..n {
            hops[at * n + at] = 0;
        }
        for by in 0..n {
            for a in 0..n {
                for b in 0..n {
                    let way = hops[a * n + by].saturating_add(hops[by * n + b]);
                    hops[a * n + b] = hops[a * n + b].min(way);
                }
            }
        }
        hops
    }

    #[test]
    fn crossings_and_links_through_labels_become_fewer_at_little_stress() {
        for seed in 0..8 {
            let drawing = Drawing::new(seed);
            let (before, stress_before) = drawing.measure(&drawing.centres);
            let (after, stress) = drawing.measure(&drawing.polished(SMALL));
            assert!(after.crossings < before.crossings, "{before:?} {after:?}");
            assert!(after.throughs < before.throughs, "{before:?} {after:?}");
            let price = through_price(drawing.centres.len());
            assert!(weigh(after, price) < 0.8 * weigh(before, price), "{before:?} {after:?}");
            assert!(stress <= stress_before * (1.0 + SMALL.stress) + 1e-6);
        }
    }

    #[test]
    fn no_box_leaves_the_room_or_comes_too_near_to_another() {
        for seed in 0..8 {
            let drawing = Drawing::new(seed);
            let centres = drawing.polished(SMALL);
            for (a, (&at, &size)) in centres.iter().zip(&drawing.sizes).enumerate() {
                let (least, most) = (at - size * 0.5, at + size * 0.5);
                assert!(least.x >= 0.0 && least.y >= 0.0 && most.x <= ROOM.x && most.y <= ROOM.y);
                for (&other, &other_size) in centres.iter().zip(&drawing.sizes).take(a) {
                    let apart = (at - other).abs() - (size + other_size) * 0.5 - GAP;
                    assert!(apart.max_elem() >= -1e-3, "{at:?} and {other:?}: {apart:?}");
                }
            }
        }
    }

    #[test]
    fn what_has_a_pin_or_a_home_stays_and_the_rest_moves() {
        let mut drawing = Drawing::new(3);
        for node in 0..10 {
            drawing.pinned[node] = Some(drawing.centres[node]);
            drawing.homes[node + 10] = Some(drawing.centres[node + 10]);
        }
        let centres = drawing.polished(SMALL);
        assert_eq!(centres[..20], drawing.centres[..20]);
        assert_ne!(centres[20..], drawing.centres[20..]);
    }

    #[test]
    fn the_same_problem_is_polished_to_the_same_places() {
        let drawing = Drawing::new(4);
        assert_eq!(drawing.polished(SMALL), drawing.polished(SMALL));
    }

    #[test]
    fn no_count_rises_however_small_the_budget() {
        let drawing = Drawing::new(5);
        let (before, _) = drawing.measure(&drawing.centres);
        for tests in [0, 1, 50_000, 100_000, 300_000] {
            let (after, _) = drawing.measure(&drawing.polished(Budget { tests, stress: 0.0 }));
            assert!(after.crossings <= before.crossings && after.throughs <= before.throughs);
        }
    }

    #[test]
    fn nothing_moves_once_it_is_cut_short() {
        let drawing = Drawing::new(6);
        let mut centres = drawing.centres.clone();
        let watch = Watch::default();
        watch.cut_short();
        polish(&drawing.problem(), &drawing.hops, &mut centres, SMALL, &watch);
        assert_eq!(centres, drawing.centres);
    }

    #[test]
    fn what_is_no_drawing_is_left_alone() {
        let mut drawing = Drawing::new(7);
        drawing.centres[3].x = f32::NAN;
        assert_eq!(format!("{:?}", drawing.polished(SMALL)), format!("{:?}", drawing.centres));
        let nothing =
            Problem { sizes: &[], links: &[], homes: &[], pinned: &[], room: ROOM, gap: GAP };
        polish(&nothing, &[], &mut [], SMALL, &Watch::default());
        let lone = Problem { sizes: &[GAP], ..nothing };
        let mut centres = [pos2(5.0, 5.0)];
        polish(&lone, &[0], &mut centres, SMALL, &Watch::default());
        assert_eq!(centres, [pos2(5.0, 5.0)]);
    }

    #[test]
    fn a_drawing_with_too_many_links_is_left_alone() {
        let mut drawing = Drawing::new(8);
        let some = drawing.links.clone();
        drawing.links.extend(some.iter().copied().cycle().take(MOST_LINKS));
        assert_eq!(drawing.polished(SMALL), drawing.centres);
    }
}
