//! From a problem to places: the order of the steps.
//!
//! Owns the phases and how long each is. Knows nothing of labels, kinds or zooms.

use emath::{Pos2, Vec2, pos2, vec2};

use super::Watch;
use super::distance::{Distances, Graph};
use super::fit::{fit, scale_of, turn};
use super::legal::legalise;
use super::pack::{dense_rows, reinsert, rows};
use super::random::Random;
use super::separate::Field;
use super::start::{beside_neighbours, start};
use super::stress::{Points, Stress, steps};

/// Boxes to place and what joins them. World units; the room runs from zero.
#[derive(Debug, Clone, Copy)]
pub struct Problem<'a> {
    /// Size of each label's box.
    pub sizes: &'a [Vec2],
    /// What is to be near: links by position; they may repeat, loop or leave parts unjoined.
    pub links: &'a [(usize, usize)],
    /// Where the centre of a box stood in the picture of everything; it stays near.
    pub homes: &'a [Option<Pos2>],
    /// Where the centre of a box has to be, inside the room or not.
    pub pinned: &'a [Option<Pos2>],
    /// Every box that is not pinned is wholly inside.
    pub room: Vec2,
    /// Least free room between boxes.
    pub gap: Vec2,
}

/// Passes without boxes.
const FREE_PASSES: usize = 20;
/// Learning rate that free passes end with.
const FREE_LAST: f32 = 0.1;
/// Passes in which boxes are held apart and inside the room.
const HELD_PASSES: usize = 40;
/// Learning rates that held passes begin and end with: wide enough to pass each other at first.
const HELD_STEPS: (f32, f32) = (6.0, 0.05);
/// Pushes after each held pass.
const PUSHES: usize = 2;
/// A drawing is kept where at least one box in so many has a home.
const HOMES_OF: usize = 5;
/// Passes where boxes have homes, and their learning rates.
const HOME_PASSES: usize = 16;
const HOME_STEPS: (f32, f32) = (0.4, 0.04);
/// How large the drawing is against what [`fit`] would have; the next where boxes found no room.
const FILLS: [f32; 2] = [1.0, 1.3];
/// How far a box goes back home after each pass.
const HOMING: f32 = 0.75;
/// More pushes before the exact separation.
const LAST_PUSHES: usize = 60;
/// Overlap that the exact separation mends without much ado, in world units.
const MENDABLE: f32 = 0.5;

/// Places every box: near what it is joined to, none over another, all in the room; centres, or
/// none where no way was found. O(n² + n * m).
///
/// Free stress first, then stress with boxes held apart: projection as a constraint, as in Dwyer,
/// Koren, Marriott (2006), IPSep-CoLa. The same problem has the same answer everywhere.
pub fn place(problem: &Problem<'_>, watch: &Watch) -> Option<Vec<Pos2>> {
    let n = problem.sizes.len();
    let is_sound = |at: usize| {
        let size = problem.sizes[at];
        let (fits_x, fits_y) = (size.x <= problem.room.x, size.y <= problem.room.y);
        size.is_finite()
            && size.min_elem() >= 0.0
            && ((fits_x && fits_y) || pin(problem, at).is_some())
    };
    let area: f32 = problem.sizes.iter().map(|size| size.x * size.y).sum();
    let is_free = problem.pinned.iter().all(Option::is_none);
    let room_is_sound = problem.room.is_finite() && problem.gap.is_finite();
    if !room_is_sound
        || !(0..n).all(is_sound)
        || (is_free && area > problem.room.x * problem.room.y)
    {
        return None;
    }
    let loners = if is_free { loners(problem) } else { Vec::new() };
    if loners.is_empty() {
        return place_joined(problem, watch);
    }
    beside(problem, &loners, watch)
}

fn pin(problem: &Problem<'_>, at: usize) -> Option<Pos2> {
    problem.pinned.get(at).copied().flatten().filter(|pin| pin.is_finite())
}

fn home(problem: &Problem<'_>, at: usize) -> Option<Pos2> {
    problem.homes.get(at).copied().flatten().filter(|home| home.is_finite())
}

/// Nodes that nothing pulls anywhere.
fn loners(problem: &Problem<'_>) -> Vec<usize> {
    let n = problem.sizes.len();
    let mut is_alone: Vec<bool> = (0..n).map(|at| home(problem, at).is_none()).collect();
    for &(a, b) in problem.links {
        if a != b && a < n && b < n {
            (is_alone[a], is_alone[b]) = (false, false);
        }
    }
    (0..n).filter(|&at| is_alone[at]).collect()
}

/// Loners in rows along the bottom of the room, everything else above them.
fn beside(problem: &Problem<'_>, loners: &[usize], watch: &Watch) -> Option<Vec<Pos2>> {
    let Problem { sizes, room, gap, .. } = *problem;
    let (mut centres, height) = rows(sizes, loners, room.x, gap);
    let others: Vec<usize> = {
        let mut rest = loners.iter().copied().peekable();
        (0..sizes.len()).filter(|at| rest.next_if_eq(at).is_none()).collect()
    };
    let top = if others.is_empty() { (room.y - height) / 2.0 } else { room.y - height };
    if top < 0.0 {
        return dense_rows(sizes, room, gap);
    }
    let widest = loners.iter().map(|&at| centres[at].x + sizes[at].x / 2.0).fold(0.0, f32::max);
    for &at in loners {
        centres[at] += vec2(((room.x - widest) / 2.0).max(0.0), top);
    }
    if others.is_empty() {
        return Some(centres);
    }
    let mut place_of = vec![usize::MAX; sizes.len()];
    for (at, &node) in others.iter().enumerate() {
        place_of[node] = at;
    }
    let links: Vec<(usize, usize)> = problem
        .links
        .iter()
        .filter(|(a, b)| *a < sizes.len() && *b < sizes.len())
        .map(|&(a, b)| (place_of[a], place_of[b]))
        .collect();
    let own_sizes: Vec<Vec2> = others.iter().map(|&at| sizes[at]).collect();
    let homes: Vec<Option<Pos2>> = others.iter().map(|&at| home(problem, at)).collect();
    let above = Problem {
        sizes: &own_sizes,
        links: &links,
        homes: &homes,
        pinned: &[],
        room: vec2(room.x, top - gap.y),
        ..*problem
    };
    let Some(found) = place(&above, watch) else { return dense_rows(sizes, room, gap) };
    for (&node, centre) in others.iter().zip(found) {
        centres[node] = centre;
    }
    Some(centres)
}

/// Places boxes that have links, homes or pins.
fn place_joined(problem: &Problem<'_>, watch: &Watch) -> Option<Vec<Pos2>> {
    let n = problem.sizes.len();
    // Pairs are met in an order that has nothing to do with the graph: see `stress`.
    let mut order: Vec<usize> = (0..n).collect();
    Random(1938).shuffle(&mut order);
    let mut slot = vec![0; n];
    for (at, &node) in order.iter().enumerate() {
        slot[node] = at;
    }
    let sizes: Vec<Vec2> = order.iter().map(|&node| problem.sizes[node]).collect();
    let pinned: Vec<Option<Pos2>> = order.iter().map(|&node| pin(problem, node)).collect();
    let homes: Vec<Option<Pos2>> = order.iter().map(|&node| home(problem, node)).collect();
    let ends = problem.links.iter().filter(|(a, b)| *a < n && *b < n);
    let links: Vec<(usize, usize)> = ends.map(|&(a, b)| (slot[a], slot[b])).collect();
    let graph = Graph::new(n, &links);
    let distances = Distances::new(&graph);
    let mut task = Task {
        field: Field::new(&sizes, &pinned, problem.room, problem.gap),
        stress: Stress::new(&distances),
        room: problem.room,
        watch,
    };
    let has_homes = HOMES_OF * homes.iter().flatten().count() >= n;
    let points = if has_homes {
        let points = task.redraw(&graph, &distances, &homes);
        task.part(points)
    } else {
        let free = task.draw_free(&distances);
        FILLS.into_iter().find_map(|fill| {
            let points = task.draw_held(free.clone(), fill);
            task.part(points)
        })
    }?;
    watch.advance_to(1.0);
    let mut centres = vec![Pos2::ZERO; n];
    for (at, &node) in order.iter().enumerate() {
        centres[node] = pos2(points.xs[at], points.ys[at]);
    }
    Some(centres)
}

/// What all phases need.
struct Task<'a> {
    field: Field,
    stress: Stress,
    room: Vec2,
    watch: &'a Watch,
}

impl Task<'_> {
    /// A drawing made anew, without boxes, in links.
    fn draw_free(&mut self, distances: &Distances) -> Points {
        let mut points = start(distances);
        let far = distances.longest();
        for step in steps((far * far).max(FREE_LAST), FREE_LAST, FREE_PASSES) {
            if self.watch.is_cut_short() {
                break;
            }
            self.stress.pass(&mut points, step, vec2(1.0, 1.0));
        }
        self.watch.advance_to(0.3);
        turn(&mut points, self.room);
        points
    }

    /// The drawing brought into the room, with boxes hardly over each other.
    fn draw_held(&mut self, mut points: Points, fill: f32) -> Points {
        let scale = fit(&mut points, &self.field, self.room, fill);
        let mut sweep = Vec::new();
        for (at, step) in steps(HELD_STEPS.0, HELD_STEPS.1, HELD_PASSES).into_iter().enumerate() {
            if self.watch.is_cut_short() {
                break;
            }
            self.stress.pass(&mut points, step, scale);
            self.field.clamp(&mut points);
            for _ in 0..PUSHES {
                self.field.push(&mut points, &mut sweep);
            }
            self.watch.advance_to(0.3 + 0.6 * at as f32 / HELD_PASSES as f32);
        }
        points
    }

    /// A drawing that keeps what it can of an earlier one.
    fn redraw(&mut self, graph: &Graph, distances: &Distances, homes: &[Option<Pos2>]) -> Points {
        let mut points = beside_neighbours(graph, homes, self.room);
        let scale = scale_of(&points, distances);
        let mut sweep = Vec::new();
        for step in steps(HOME_STEPS.0, HOME_STEPS.1, HOME_PASSES) {
            if self.watch.is_cut_short() {
                break;
            }
            self.stress.pass(&mut points, step, scale);
            for (at, home) in homes.iter().enumerate() {
                if let Some(home) = home {
                    points.xs[at] += HOMING * (home.x - points.xs[at]);
                    points.ys[at] += HOMING * (home.y - points.ys[at]);
                }
            }
            self.field.clamp(&mut points);
            for _ in 0..PUSHES {
                self.field.push(&mut points, &mut sweep);
            }
        }
        points
    }

    /// Takes out the last overlaps, if that can be.
    fn part(&self, mut points: Points) -> Option<Points> {
        let mut sweep = Vec::new();
        self.field.clamp(&mut points);
        for _ in 0..LAST_PUSHES {
            if self.field.push(&mut points, &mut sweep) < MENDABLE {
                break;
            }
        }
        let is_legal = legalise(&self.field, &mut points)
            || (reinsert(&self.field, &mut points) && self.field.holds(&points));
        is_legal.then_some(points)
    }
}
