//! Columns of boxes as what links have to get past: walls with gaps between the boxes.
//!
//! Owns the choice of the gaps a link runs through. Knows nothing of other links but how many
//! took a gap before.

use emath::Rect;

/// Free room a link keeps from boxes it passes.
pub(super) const CLEARANCE: f32 = 4.0;
/// Distance between links that run through one gap where there is room for it.
pub(super) const BESIDE: f32 = 4.0;
/// How far above all columns links may run, under the headings, and how far below.
const OUTSIDE: (f32, f32) = (12.0, 24.0);
/// What it costs to run above or below all columns, over running inside the picture.
const DETOUR: f32 = 60.0;
/// How many gaps on either side of the straight line are looked at.
const LOOK: usize = 2;
/// What it costs to leave the straight line, a unit of height squared.
const STRAY: f32 = 0.004;

/// A column of boxes that links have to get past.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wall {
    /// Left end.
    pub(super) left: f32,
    /// Right end.
    pub(super) right: f32,
    /// Its boxes, from the top.
    pub(super) boxes: Vec<Rect>,
    /// Upper and lower end of the highest and lowest box of all columns.
    pub(super) ends: (f32, f32),
}

impl Wall {
    /// How many gaps there are: above, between and below the boxes.
    pub(super) const fn n_gaps(&self) -> usize {
        self.boxes.len() + 1
    }

    /// The heights at which links may pass through a gap.
    pub(super) fn gap(&self, at: usize) -> (f32, f32) {
        let above = at.checked_sub(1).and_then(|at| self.boxes.get(at)).map(Rect::bottom);
        let below = self.boxes.get(at).map(Rect::top);
        match (above, below) {
            (Some(above), Some(below)) => {
                let (low, high) = (above + CLEARANCE, below - CLEARANCE);
                let middle = f32::midpoint(above, below);
                (low.min(middle), high.max(middle))
            }
            (None, Some(below)) => (self.ends.0 - OUTSIDE.0, below - CLEARANCE),
            (Some(above), None) => (above + CLEARANCE, self.ends.1 + OUTSIDE.1),
            (None, None) => (self.ends.0 - OUTSIDE.0, self.ends.1 + OUTSIDE.1),
        }
    }

    /// The gap nearest to a height.
    pub(super) fn gap_near(&self, y: f32) -> usize {
        let at = self.boxes.partition_point(|b| b.bottom() <= y);
        match self.boxes.get(at) {
            Some(b) if y > b.center().y => at + 1,
            _ => at,
        }
    }

    /// Whether a box on the way from one of the column's boxes to another height sticks out
    /// beyond `x`, so that a bend there would run under it.
    pub(super) fn sticks_out(&self, x: f32, from: f32, to: f32) -> bool {
        let (high, low) = (from.min(to) - CLEARANCE, from.max(to) + CLEARANCE);
        let first = self.boxes.partition_point(|b| b.bottom() <= high);
        self.boxes.iter().skip(first).take_while(|b| b.top() < low).any(|b| {
            let is_own = b.top() <= from && from <= b.bottom();
            !is_own && b.left() - CLEARANCE < x && x < b.right() + CLEARANCE
        })
    }
}

/// The walls, and how many links took each of their gaps.
#[derive(Debug)]
pub(super) struct Gaps<'a> {
    walls: &'a [Wall],
    /// Room taken in each gap, as shares of a link that is always drawn.
    taken: Vec<Vec<f32>>,
}

impl<'a> Gaps<'a> {
    pub(super) fn new(walls: &'a [Wall]) -> Self {
        Self { walls, taken: walls.iter().map(|wall| vec![0.0; wall.n_gaps()]).collect() }
    }

    /// The gaps nearest to a straight line, without a look at what else runs there.
    pub(super) fn nearest(&self, first: usize, line: &[f32]) -> Vec<usize> {
        let walls = self.walls.iter().skip(first).zip(line);
        walls.map(|(wall, &y)| wall.gap_near(y)).collect()
    }

    /// One gap for each wall from `first` on, so that a link runs near the straight `line`, takes
    /// few turns and finds room; `share` is the room it takes. Shortest path over the gaps near
    /// the line, O(walls).
    pub(super) fn choose(
        &mut self,
        first: usize,
        line: &[f32],
        ends: (f32, f32),
        share: f32,
    ) -> Vec<usize> {
        let mut stages: Vec<Vec<Stage>> = Vec::with_capacity(line.len());
        for (at, &y) in line.iter().enumerate() {
            let Some(wall) = self.walls.get(first + at) else { break };
            let near = wall.gap_near(y);
            let to = (near + LOOK).min(wall.n_gaps() - 1);
            let stage = (near.saturating_sub(LOOK)..=to)
                .map(|gap| {
                    let (low, high) = wall.gap(gap);
                    let height = y.clamp(low, high);
                    let cost = self.cost(first + at, gap, (height, height - y), share);
                    let before = stages.last().map_or_else(
                        || (0, (height - ends.0).abs()),
                        |before| best(before, height),
                    );
                    Stage { gap, height, cost: cost + before.1, before: before.0 }
                })
                .collect();
            stages.push(stage);
        }
        let chosen = walk_back(&stages, ends.1);
        for (at, &gap) in chosen.iter().enumerate() {
            if let Some(taken) = self.taken.get_mut(first + at).and_then(|wall| wall.get_mut(gap)) {
                *taken += share;
            }
        }
        chosen
    }

    /// What it costs to pass a wall through a gap at a height so far from the straight line.
    fn cost(&self, wall: usize, gap: usize, (height, off): (f32, f32), share: f32) -> f32 {
        let Some(walls) = self.walls.get(wall) else { return 0.0 };
        let (low, high) = walls.gap(gap);
        let taken = self.taken.get(wall).and_then(|wall| wall.get(gap)).copied().unwrap_or(0.0);
        let over = ((taken + share) * BESIDE - (high - low) - BESIDE).max(0.0);
        let is_outside = height < walls.ends.0 || height > walls.ends.1;
        let outside = if is_outside { DETOUR } else { 0.0 };
        STRAY * off * off + over + outside
    }
}

/// A gap that a link might take, with the least cost to get there.
#[derive(Debug, Clone, Copy)]
struct Stage {
    gap: usize,
    height: f32,
    cost: f32,
    /// Position of the best gap of the wall before.
    before: usize,
}

/// The best of the gaps before, and the cost from there to a height.
fn best(before: &[Stage], height: f32) -> (usize, f32) {
    let costs = before.iter().map(|stage| stage.cost + (stage.height - height).abs());
    costs.enumerate().min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, 0.0))
}

fn walk_back(stages: &[Vec<Stage>], end: f32) -> Vec<usize> {
    let mut at = stages.last().map_or(0, |last| best(last, end).0);
    let mut chosen: Vec<usize> = Vec::with_capacity(stages.len());
    for stage in stages.iter().rev() {
        if let Some(found) = stage.get(at) {
            chosen.push(found.gap);
            at = found.before;
        }
    }
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use emath::pos2;

    fn wall() -> Wall {
        let boxed = |top, bottom| Rect::from_min_max(pos2(90.0, top), pos2(110.0, bottom));
        Wall {
            left: 90.0,
            right: 110.0,
            boxes: vec![boxed(-20.0, 20.0), boxed(40.0, 80.0)],
            ends: (-20.0, 80.0),
        }
    }

    #[test]
    fn a_link_takes_the_gap_nearest_to_its_way() {
        let walls = [wall()];
        let mut gaps = Gaps::new(&walls);
        assert_eq!(gaps.choose(0, &[15.0], (0.0, 30.0), 1.0), [1]);
        assert_eq!(gaps.choose(0, &[120.0], (120.0, 120.0), 1.0), [2]);
        assert_eq!(gaps.nearest(0, &[-15.0]), [0]);
    }

    #[test]
    fn a_full_gap_sends_links_elsewhere() {
        let walls = [wall()];
        let mut gaps = Gaps::new(&walls);
        let taken: Vec<Vec<usize>> =
            (0..40).map(|_| gaps.choose(0, &[15.0], (15.0, 15.0), 1.0)).collect();
        assert_eq!(taken.first(), Some(&vec![1]));
        assert!(taken.contains(&vec![0]) || taken.contains(&vec![2]));
    }
}
