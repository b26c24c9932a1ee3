//! All links at once: which gaps they take, and how those that share a gap lie beside each other.
//!
//! Every link between two lanes runs from left to right here, whichever way it points. It leaves
//! its left box in the order of where it goes, keeps that order through every gap it shares with
//! others, and reaches its right box in the order in which it comes: two links cross at most
//! where their ways part. Source of the idea: Pupyrev, Nachmanson, Bereg, Holroyd (2011), Edge
//! routing with ordered bundles. O(m * columns * log m).

use emath::{Pos2, pos2};

use super::arcs::{Arc, place_arcs};
use super::ports::{APART, Side, heights, share_out};
use super::route::{Route, through};
use super::walls::{BESIDE, Gaps, Wall};
use super::{LayoutRequest, NodeBox};

/// How often runs are drawn straighter before they are laid beside each other.
const STRAIGHTENED: usize = 2;
/// Heights that differ by less are level.
const LEVEL: f32 = 6.0;
/// How far from the middle of its way between two columns a link may turn, as a share of it.
const TURN: f32 = 0.24;

/// What stands where.
pub(super) struct Ground<'a> {
    pub(super) request: &'a LayoutRequest,
    pub(super) boxes: &'a [NodeBox],
    /// Columns from left to right.
    pub(super) walls: &'a [Wall],
    /// The column of each box and its row there; pinned boxes stand in none.
    pub(super) rows: &'a [Option<(usize, usize)>],
}

impl Ground<'_> {
    /// A side of a box.
    pub(super) fn side(&self, node: usize, is_right: bool) -> Option<Side> {
        let place = self.boxes.get(node)?;
        let kind = self.request.nodes.get(node)?.kind;
        Some(Side { rect: place.rect, reach: place.reach, kind, is_right })
    }

    /// Whether one of two boxes is the head of the frame in which the other stands.
    fn is_framed(&self, a: usize, b: usize) -> bool {
        self.within(a) == Some(b) || self.within(b) == Some(a)
    }

    /// The head of the frame a box stands in, unless it was put elsewhere.
    fn within(&self, node: usize) -> Option<usize> {
        let node = self.request.nodes.get(node).filter(|node| node.pinned.is_none());
        node.and_then(|node| node.within)
    }

    pub(super) fn wall_of(&self, node: usize) -> Option<&Wall> {
        let (wall, _) = self.rows.get(node).copied().flatten()?;
        self.walls.get(wall)
    }
}

/// A link on its way from its left box to its right box.
#[derive(Debug)]
struct Run {
    link: usize,
    pulls: bool,
    /// Room it takes at the side of a box.
    room: f32,
    left: usize,
    right: usize,
    /// The first column it passes.
    first: usize,
    /// The gap it takes in each column it passes.
    gaps: Vec<usize>,
    /// Where it enters and leaves each of these gaps.
    heights: Vec<(f32, f32)>,
    /// Its ends.
    start: Pos2,
    end: Pos2,
    /// Where it turns on its way from each column to the next, as shares of the way.
    turns: Vec<f32>,
}

impl Run {
    /// Where it comes from before it enters a column.
    fn height_before(&self, wall: usize) -> f32 {
        match wall.saturating_sub(self.first) {
            0 => self.start.y,
            step => self.heights.get(step - 1).map_or(self.start.y, |heights| heights.1),
        }
    }
}

/// The runs of all links. With `is_rough`, gaps are chosen without regard to other links.
pub(super) fn routes(ground: &Ground<'_>, is_rough: bool) -> Vec<Route> {
    let (mut runs, mut arcs) = sorted_out(ground);
    choose_gaps(ground.walls, &mut runs, is_rough);
    straighten(ground.walls, &mut runs);
    leave(ground, &mut runs, &mut arcs);
    lay_beside(ground.walls, &mut runs);
    arrive(ground, &mut runs);
    turn(ground.walls, &mut runs);
    let mut routes = vec![Route::default(); ground.request.links.len()];
    place_arcs(ground, &mut arcs);
    for arc in &arcs {
        if let Some(route) = routes.get_mut(arc.link) {
            *route = arc.route();
        }
    }
    for run in &runs {
        if let Some(route) = routes.get_mut(run.link) {
            *route = draw(ground, run);
        }
    }
    routes
}

/// Links that run from left to right, and those between boxes above each other.
fn sorted_out(ground: &Ground<'_>) -> (Vec<Run>, Vec<Arc>) {
    let (mut runs, mut arcs) = (Vec::new(), Vec::new());
    for (link, asked) in ground.request.links.iter().enumerate() {
        let ends = (ground.boxes.get(asked.source), ground.boxes.get(asked.target));
        let (Some(source), Some(target)) = ends else { continue };
        // A frame says it.
        if ground.is_framed(asked.source, asked.target) {
            continue;
        }
        let (left, right) = if source.reach.right() < target.rect.left() {
            (asked.source, asked.target)
        } else if target.reach.right() < source.rect.left() {
            (asked.target, asked.source)
        } else {
            arcs.push(Arc::new(link, asked));
            continue;
        };
        let (Some(from), Some(to)) = (ground.boxes.get(left), ground.boxes.get(right)) else {
            continue;
        };
        let start = from.reach.right_center();
        let end = to.rect.left_center();
        let first = ground.walls.partition_point(|wall| wall.left < start.x);
        let beyond = ground.walls.partition_point(|wall| wall.right <= end.x);
        let heights = vec![(0.0, 0.0); beyond.saturating_sub(first)];
        let (gaps, turns) = (Vec::new(), Vec::new());
        let (pulls, room) = (asked.pulls, asked.room);
        runs.push(Run { link, pulls, room, left, right, first, gaps, heights, start, end, turns });
    }
    (runs, arcs)
}

/// The height of the straight line between two points at `x`.
fn at_x(from: Pos2, to: Pos2, x: f32) -> f32 {
    let wide = to.x - from.x;
    if wide <= 0.0 { to.y } else { from.y + (to.y - from.y) * (x - from.x) / wide }
}

/// Short links first: they have the least choice.
fn choose_gaps(walls: &[Wall], runs: &mut [Run], is_rough: bool) {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by_key(|&at| runs.get(at).map(|run| (!run.pulls, run.heights.len())));
    let mut gaps = Gaps::new(walls);
    for at in order {
        let Some(run) = runs.get_mut(at) else { continue };
        let passed = walls.iter().skip(run.first).take(run.heights.len());
        let line: Vec<f32> = passed
            .map(|wall| at_x(run.start, run.end, f32::midpoint(wall.left, wall.right)))
            .collect();
        run.gaps = if is_rough {
            gaps.nearest(run.first, &line)
        } else {
            gaps.choose(run.first, &line, (run.start.y, run.end.y), run.room / APART)
        };
        let ways = run.gaps.iter().zip(walls.iter().skip(run.first)).zip(line);
        run.heights = ways
            .map(|((&gap, wall), y)| {
                let (low, high) = wall.gap(gap);
                (y.clamp(low, high), y.clamp(low, high))
            })
            .collect();
    }
}

/// Draws every run straighter, as far as its gaps allow: each height on the line between those
/// beside it.
fn straighten(walls: &[Wall], runs: &mut [Run]) {
    for run in runs {
        for _ in 0..STRAIGHTENED {
            let mut before = run.start;
            for at in 0..run.heights.len() {
                let Some(wall) = walls.get(run.first + at) else { break };
                let next = walls.get(run.first + at + 1).zip(run.heights.get(at + 1));
                let after = next.map_or(run.end, |(wall, &(y, _))| pos2(wall.left, y));
                let (low, high) = wall.gap(run.gaps.get(at).copied().unwrap_or(0));
                let height = |x| at_x(before, after, x).clamp(low, high);
                let ways = (height(wall.left), height(wall.right));
                if let Some(heights) = run.heights.get_mut(at) {
                    *heights = ways;
                }
                before = pos2(wall.right, ways.1);
            }
        }
    }
}

/// Where a run goes, column by column, as numbers that compare from the top.
fn way(ground: &Ground<'_>, run: &Run) -> Vec<usize> {
    let row = ground.rows.get(run.right).copied().flatten().map(|(_, row)| 2 * row + 1);
    run.gaps.iter().map(|gap| 2 * gap).chain(row).collect()
}

/// Spreads the links that leave each box to the right over its side.
fn leave(ground: &Ground<'_>, runs: &mut [Run], arcs: &mut [Arc]) {
    let ways: Vec<Vec<usize>> = runs.iter().map(|run| way(ground, run)).collect();
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by(|&a, &b| ways.get(a).cmp(&ways.get(b)).then(a.cmp(&b)));
    let mut leaving: Vec<Vec<End>> = vec![Vec::new(); ground.boxes.len()];
    for at in order {
        if let Some(side) = runs.get(at).and_then(|run| leaving.get_mut(run.left)) {
            side.push(End::Run(at));
        }
    }
    add_arcs(ground, arcs, &mut leaving);
    for (node, ends) in leaving.iter().enumerate() {
        let Some(side) = ground.side(node, true) else { continue };
        let rooms: Vec<f32> = ends.iter().map(|end| end.room(runs, arcs)).collect();
        for (end, y) in ends.iter().zip(heights(&side, &rooms)) {
            end.put(side.point_at(y), runs, arcs);
        }
    }
}

/// One end of a link on the right side of a box.
#[derive(Debug, Clone, Copy)]
enum End {
    Run(usize),
    /// Which arc, and whether it is its upper end.
    Arc(usize, bool),
}

impl End {
    fn room(self, runs: &[Run], arcs: &[Arc]) -> f32 {
        match self {
            Self::Run(at) => runs.get(at).map_or(0.0, |run| run.room),
            Self::Arc(at, _) => arcs.get(at).map_or(0.0, |arc| arc.room),
        }
    }

    fn put(self, point: Pos2, runs: &mut [Run], arcs: &mut [Arc]) {
        match self {
            Self::Run(at) => {
                if let Some(run) = runs.get_mut(at) {
                    run.start = point;
                }
            }
            Self::Arc(at, is_upper) => {
                if let Some(arc) = arcs.get_mut(at) {
                    arc.put(is_upper, point);
                }
            }
        }
    }
}

/// Arcs up leave above all runs, arcs down below them; the wider an arc the nearer to the runs,
/// so that arcs lie inside each other.
fn add_arcs(ground: &Ground<'_>, arcs: &mut [Arc], leaving: &mut [Vec<End>]) {
    let height = |node: usize| ground.boxes.get(node).map_or(0.0, |b| b.rect.center().y);
    for arc in &mut *arcs {
        arc.sort(height);
    }
    let mut order: Vec<usize> = (0..arcs.len()).collect();
    let span = |at: usize| arcs.get(at).map_or(0.0, |arc| height(arc.lower) - height(arc.upper));
    order.sort_by(|&a, &b| span(b).total_cmp(&span(a)).then(a.cmp(&b)));
    for at in order {
        let Some(arc) = arcs.get(at) else { continue };
        if let Some(side) = leaving.get_mut(arc.upper) {
            side.push(End::Arc(at, true));
        }
        if let Some(side) = leaving.get_mut(arc.lower) {
            side.insert(0, End::Arc(at, false));
        }
    }
}

/// Lays runs that share a gap beside each other, in the order in which they come, column by
/// column from the left.
fn lay_beside(walls: &[Wall], runs: &mut [Run]) {
    let mut passing: Vec<Vec<usize>> = vec![Vec::new(); walls.len()];
    for (at, run) in runs.iter().enumerate() {
        for wall in passing.iter_mut().skip(run.first).take(run.gaps.len()) {
            wall.push(at);
        }
    }
    let mut keyed: Vec<(usize, f32, usize)> = Vec::new();
    for (at, (wall, passing)) in walls.iter().zip(passing).enumerate() {
        keyed.clear();
        keyed.extend(passing.into_iter().filter_map(|index| {
            let run = runs.get(index)?;
            Some((*run.gaps.get(at - run.first)?, run.height_before(at), index))
        }));
        keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        for bundle in keyed.chunk_by(|a, b| a.0 == b.0) {
            lay_bundle(wall, at, bundle, runs);
        }
    }
}

/// Lays the runs that share a gap of a wall beside each other.
fn lay_bundle(wall: &Wall, at: usize, bundle: &[(usize, f32, usize)], runs: &mut [Run]) {
    let Some(&(gap, ..)) = bundle.first() else { return };
    let inside: Vec<&Run> = bundle.iter().filter_map(|&(.., run)| runs.get(run)).collect();
    let rooms: Vec<f32> = inside.iter().map(|run| run.room).collect();
    let wishes = |side: fn(&(f32, f32)) -> f32| -> Vec<f32> {
        inside.iter().filter_map(|run| run.heights.get(at - run.first)).map(side).collect()
    };
    let enter = share_out(&wishes(|h| h.0), &rooms, wall.gap(gap), BESIDE / APART);
    let leave = share_out(&wishes(|h| h.1), &rooms, wall.gap(gap), BESIDE / APART);
    for ((&(.., run), enter), leave) in bundle.iter().zip(enter).zip(leave) {
        let run = runs.get_mut(run);
        if let Some((first, heights)) = run.map(|run| (run.first, &mut run.heights))
            && let Some(heights) = heights.get_mut(at - first)
        {
            *heights = (enter, leave);
        }
    }
}

/// Spreads the links that reach each box from the left over its side, in the order they come.
fn arrive(ground: &Ground<'_>, runs: &mut [Run]) {
    let mut reaching: Vec<Vec<usize>> = vec![Vec::new(); ground.boxes.len()];
    for (at, run) in runs.iter().enumerate() {
        if let Some(side) = reaching.get_mut(run.right) {
            side.push(at);
        }
    }
    for (node, mut ends) in reaching.into_iter().enumerate() {
        let Some(side) = ground.side(node, false) else { continue };
        let key = |at: usize| {
            runs.get(at).map_or(0.0, |run| run.height_before(run.first + run.gaps.len()))
        };
        ends.sort_by(|&a, &b| key(a).total_cmp(&key(b)).then(a.cmp(&b)));
        let rooms: Vec<f32> =
            ends.iter().map(|&at| runs.get(at).map_or(0.0, |run| run.room)).collect();
        for (&at, y) in ends.iter().zip(heights(&side, &rooms)) {
            if let Some(run) = runs.get_mut(at) {
                run.end = side.point_at(y);
            }
        }
    }
}

/// Chooses where links turn on their way between two columns, so that those side by side going
/// up or down do not lie on each other: of those going down, the upper turn later; of those
/// going up, the lower.
fn turn(walls: &[Wall], runs: &mut [Run]) {
    let mut alleys: Vec<Vec<Piece>> = vec![Vec::new(); walls.len() + 1];
    for (at, run) in runs.iter_mut().enumerate() {
        run.turns = vec![0.5; run.heights.len() + 1];
        let mut before = run.start.y;
        for step in 0..=run.heights.len() {
            let heights = run.heights.get(step).copied().unwrap_or((run.end.y, run.end.y));
            if (heights.0 - before).abs() > LEVEL
                && let Some(alley) = alleys.get_mut(run.first + step)
            {
                alley.push(Piece { run: at, step, from: before, to: heights.0 });
            }
            before = heights.1;
        }
    }
    for mut alley in alleys {
        alley.sort_by(|a, b| {
            let down = a.is_down().cmp(&b.is_down());
            down.then(a.high().total_cmp(&b.high())).then(a.run.cmp(&b.run))
        });
        let mut low = f32::NEG_INFINITY;
        let stretches = alley.chunk_by(|a, b| {
            low = low.max(a.low());
            let is_on = a.is_down() == b.is_down() && b.high() < low;
            if !is_on {
                low = f32::NEG_INFINITY;
            }
            is_on
        });
        for stretch in stretches {
            let n = stretch.len() as f32;
            for (rank, piece) in stretch.iter().enumerate() {
                // From one end of the turns to the other.
                let off = if n > 1.0 { TURN * (1.0 - 2.0 * rank as f32 / (n - 1.0)) } else { 0.0 };
                let at = if piece.is_down() { 0.5 + off } else { 0.5 - off };
                let run = runs.get_mut(piece.run);
                if let Some(turn) = run.and_then(|run| run.turns.get_mut(piece.step)) {
                    *turn = at;
                }
            }
        }
    }
}

/// A run's way from one column to the next.
#[derive(Debug, Clone, Copy)]
struct Piece {
    run: usize,
    step: usize,
    from: f32,
    to: f32,
}

impl Piece {
    fn is_down(&self) -> bool {
        self.to > self.from
    }

    fn high(&self) -> f32 {
        self.from.min(self.to)
    }

    fn low(&self) -> f32 {
        self.from.max(self.to)
    }
}

/// The curve of a run, the way its link points.
fn draw(ground: &Ground<'_>, run: &Run) -> Route {
    let mut points = vec![run.start];
    let mut turns = Vec::with_capacity(2 * run.turns.len() + 1);
    let next = run.heights.first().map_or(run.end.y, |heights| heights.0);
    // A wider neighbour in the column of either end must not lie over the bend; nor must the frame.
    let is_part = |node: usize| ground.within(node).is_some();
    if let Some(wall) = ground.wall_of(run.left)
        && (is_part(run.left) || wall.sticks_out(run.start.x, run.start.y, next))
    {
        points.push(pos2(wall.right, run.start.y));
        turns.push(0.5);
    }
    let mut ways = run.turns.iter().copied();
    for (wall, &(enter, leave)) in ground.walls.iter().skip(run.first).zip(&run.heights) {
        points.extend([pos2(wall.left, enter), pos2(wall.right, leave)]);
        turns.extend([ways.next().unwrap_or(0.5), 0.5]);
    }
    turns.extend(ways.next());
    let last = run.height_before(run.first + run.gaps.len());
    if let Some(wall) = ground.wall_of(run.right)
        && (is_part(run.right) || wall.sticks_out(run.end.x, run.end.y, last))
    {
        points.push(pos2(wall.left, run.end.y));
        turns.push(0.5);
    }
    points.push(run.end);
    let route = through(&points, &turns);
    let points_right = ground.request.links.get(run.link).is_some_and(|l| l.source == run.left);
    if points_right { route } else { route.reversed() }
}
