//! Boxes of one lane that change places where fewer links cross for it.
//!
//! Owns the count of crossings of straight lines between the middles of boxes. Knows nothing of
//! how links run in the end.

use emath::{Pos2, Vec2, pos2};

use super::columns::Column;
use super::{LayoutRequest, Watch};

/// How many pairs of links are looked at, for each pair there is; and in all.
const EFFORT: (usize, usize) = (12, 6_000_000);
/// How often all boxes are tried at most.
const ROUNDS: usize = 8;
/// What a unit of height counts that a link goes up or down, of a crossing.
const RISE: f32 = 0.006;
/// What it counts to stand the room's height away from home.
const AWAY: f32 = 40.0;

/// Straight lines between the middles of boxes.
struct Lines {
    from_x: Vec<f32>,
    from_y: Vec<f32>,
    to_x: Vec<f32>,
    to_y: Vec<f32>,
}

impl Lines {
    /// How many of all lines a line crosses; lines that share an end do not cross. O(lines).
    fn crossed_by(&self, (start, end): (Pos2, Pos2)) -> u32 {
        let way = end - start;
        let from = self.from_x.iter().zip(&self.from_y);
        let to = self.to_x.iter().zip(&self.to_y);
        from.zip(to)
            .map(|((&from_x, &from_y), (&to_x, &to_y))| {
                // On which side of one line the ends of the other lie.
                let from_side = way.x * (from_y - start.y) - way.y * (from_x - start.x);
                let to_side = way.x * (to_y - start.y) - way.y * (to_x - start.x);
                let (across, down) = (to_x - from_x, to_y - from_y);
                let start_side = across * (start.y - from_y) - down * (start.x - from_x);
                let end_side = across * (end.y - from_y) - down * (end.x - from_x);
                // A product has no branch, so that several lines are looked at in one step.
                u32::from(from_side * to_side < 0.0) * u32::from(start_side * end_side < 0.0)
            })
            .sum()
    }

    fn line(&self, at: usize) -> Option<(Pos2, Pos2)> {
        let from = pos2(*self.from_x.get(at)?, *self.from_y.get(at)?);
        Some((from, pos2(*self.to_x.get(at)?, *self.to_y.get(at)?)))
    }

    fn put(&mut self, at: usize, is_source: bool, point: Pos2) {
        let (x, y) = if is_source {
            (&mut self.from_x, &mut self.from_y)
        } else {
            (&mut self.to_x, &mut self.to_y)
        };
        if let (Some(x), Some(y)) = (x.get_mut(at), y.get_mut(at)) {
            (*x, *y) = (point.x, point.y);
        }
    }
}

/// Boxes in their columns, with the lines between them.
pub(super) struct Exchange<'a> {
    request: &'a LayoutRequest,
    /// Left end of each column.
    lefts: &'a [f32],
    sizes: &'a [Vec2],
    /// Width of each column.
    widths: Vec<f32>,
    /// Height of the room; of what lies above the columns.
    room: (f32, f32),
    columns: Vec<Column>,
    /// Column and row of each box.
    places: Vec<(usize, usize)>,
    middles: Vec<Pos2>,
    lines: Lines,
    /// The lines of each box, and whether it is their source.
    ends: Vec<Vec<(usize, bool)>>,
    /// How many lines each line crosses, where that was counted since boxes last moved.
    crossed: Vec<Option<u32>>,
    /// How many pairs of lines may still be looked at.
    budget: usize,
}

impl<'a> Exchange<'a> {
    /// Boxes at these heights.
    pub(super) fn new(
        request: &'a LayoutRequest,
        columns: Vec<Column>,
        (lefts, sizes): (&'a [f32], &'a [Vec2]),
        heights: &[f32],
        room: (f32, f32),
    ) -> Self {
        let n = request.nodes.len();
        let (mut places, mut middles) = (vec![(0, 0); n], vec![Pos2::ZERO; n]);
        for (at, (column, left)) in columns.iter().zip(lefts).enumerate() {
            for (row, &node) in column.members.iter().enumerate() {
                let wide = sizes.get(node).map_or(0.0, |size| size.x);
                let y = heights.get(node).copied().unwrap_or(0.0);
                if let (Some(place), Some(middle)) = (places.get_mut(node), middles.get_mut(node)) {
                    (*place, *middle) = ((at, row), pos2(left + wide / 2.0, y));
                }
            }
        }
        let mut ends = vec![Vec::new(); n];
        let mut lines =
            Lines { from_x: Vec::new(), from_y: Vec::new(), to_x: Vec::new(), to_y: Vec::new() };
        let pulls = request.links.iter().filter(|link| link.pulls && link.source != link.target);
        for link in pulls {
            let (Some(&a), Some(&b)) = (middles.get(link.source), middles.get(link.target)) else {
                continue;
            };
            for (node, is_source) in [(link.source, true), (link.target, false)] {
                if let Some(ends) = ends.get_mut(node) {
                    ends.push((lines.from_x.len(), is_source));
                }
            }
            lines.from_x.push(a.x);
            lines.from_y.push(a.y);
            lines.to_x.push(b.x);
            lines.to_y.push(b.y);
        }
        let n_lines = lines.from_x.len();
        let budget = (EFFORT.0 * n_lines * n_lines).min(EFFORT.1);
        let crossed = vec![None; n_lines];
        let widths = columns.iter().map(|column| column.width(sizes)).collect();
        Self {
            request,
            lefts,
            sizes,
            widths,
            room,
            columns,
            places,
            middles,
            lines,
            ends,
            crossed,
            budget,
        }
    }

    /// Lets boxes change places as long as it helps; gives the columns back. `may_move` says
    /// which lanes may change. Each box is tried where its neighbours want it in each column of
    /// its lane, and with the one below.
    ///
    /// After Matuszewski, Schönfeld, Molitor (1999), Using sifting for k-layer straightline
    /// crossing minimization; with places exchanged instead of shifted. O(m) an exchange tried,
    /// O(m^2) in all.
    pub(super) fn improved(mut self, may_move: &[bool], watch: &Watch) -> Vec<Column> {
        let moving: Vec<usize> = self
            .columns
            .iter()
            .filter(|column| may_move.get(column.lane).copied().unwrap_or(false))
            .flat_map(|column| column.members.iter().copied())
            .collect();
        for _ in 0..ROUNDS {
            let mut has_changed = false;
            for &node in &moving {
                if self.budget == 0 || watch.is_cut_short() {
                    return self.columns;
                }
                for other in self.candidates(node) {
                    has_changed |= self.try_exchange(node, other);
                }
            }
            if !has_changed {
                break;
            }
        }
        self.columns
    }

    /// Boxes that a box might change places with.
    fn candidates(&self, node: usize) -> Vec<usize> {
        let Some(&(own, row)) = self.places.get(node) else { return Vec::new() };
        let Some(lane) = self.columns.get(own).map(|column| column.lane) else { return Vec::new() };
        let wish = self.wish(node);
        let first = self.columns.partition_point(|column| column.lane < lane);
        let of_lane = self.columns.iter().skip(first).take_while(|column| column.lane == lane);
        let mut found: Vec<usize> =
            of_lane.filter_map(|column| self.nearest(column, wish)).collect();
        let below = self.columns.get(own).and_then(|column| column.members.get(row + 1));
        found.extend(below);
        found.retain(|&other| self.may_exchange(node, other));
        found
    }

    /// The mean height of what a box is linked with.
    fn wish(&self, node: usize) -> f32 {
        let ends = self.ends.get(node).map(Vec::as_slice).unwrap_or_default();
        let other = |&(line, is_source): &(usize, bool)| {
            let heights = if is_source { &self.lines.to_y } else { &self.lines.from_y };
            heights.get(line)
        };
        let sum: f32 = ends.iter().filter_map(other).sum();
        let own = self.middles.get(node).map_or(0.0, |middle| middle.y);
        if ends.is_empty() { own } else { sum / ends.len() as f32 }
    }

    fn nearest(&self, column: &Column, wish: f32) -> Option<usize> {
        let height = |node: &usize| self.middles.get(*node).map_or(0.0, |middle| middle.y);
        let after = column.members.partition_point(|node| height(node) < wish);
        let around = column.members.get(after.saturating_sub(1)..)?.iter().take(2).copied();
        around.min_by(|a, b| (height(a) - wish).abs().total_cmp(&(height(b) - wish).abs()))
    }

    /// Groups stay together, and columns grow no wider: only boxes of one group change places,
    /// and only for columns that are wide enough.
    fn may_exchange(&self, a: usize, b: usize) -> bool {
        let group = |at: usize| self.request.nodes.get(at).map(|node| node.group);
        let wide = |at: usize| self.sizes.get(at).map_or(0.0, |size| size.x);
        let most = |at: usize| self.places.get(at).and_then(|&(column, _)| self.widths.get(column));
        let fits = |node: usize, at: usize| most(at).is_some_and(|&most| wide(node) <= most);
        a != b && group(a) == group(b) && fits(a, b) && fits(b, a)
    }

    /// Exchanges two boxes if that is better; says whether it was.
    fn try_exchange(&mut self, a: usize, b: usize) -> bool {
        let before = self.cost(a, b, true);
        self.exchange(a, b);
        let is_better = self.cost(a, b, false) < before - 1e-3;
        if is_better {
            self.crossed.fill(None);
        } else {
            self.exchange(a, b);
        }
        is_better
    }

    /// What the lines of two boxes cost where these stand; `is_still` says that nothing moved
    /// since lines were last counted.
    fn cost(&mut self, a: usize, b: usize, is_still: bool) -> f32 {
        let mut cost = self.away(a) + self.away(b);
        let mut n_counted = 0;
        for node in [a, b] {
            for &(at, _) in self.ends.get(node).map(Vec::as_slice).unwrap_or_default() {
                let Some(line) = self.lines.line(at) else { continue };
                let known = self.crossed.get(at).copied().flatten().filter(|_| is_still);
                let n = known.unwrap_or_else(|| {
                    n_counted += 1;
                    self.lines.crossed_by(line)
                });
                if is_still && let Some(slot) = self.crossed.get_mut(at) {
                    *slot = Some(n);
                }
                cost += n as f32 + RISE * (line.1.y - line.0.y).abs();
            }
        }
        self.budget = self.budget.saturating_sub(n_counted * self.lines.from_x.len());
        cost
    }

    /// What it costs that a box stands away from its home.
    fn away(&self, node: usize) -> f32 {
        let home = self.request.nodes.get(node).and_then(|node| node.home);
        let middle = self.middles.get(node);
        home.zip(middle).map_or(0.0, |(home, middle)| {
            AWAY * (home.y - (middle.y + self.room.1) / self.room.0).abs()
        })
    }

    fn exchange(&mut self, a: usize, b: usize) {
        let (Some(&place_a), Some(&place_b)) = (self.places.get(a), self.places.get(b)) else {
            return;
        };
        let height = |node: usize| self.middles.get(node).map_or(0.0, |middle| middle.y);
        let (height_a, height_b) = (height(a), height(b));
        for (node, place, y) in [(a, place_b, height_b), (b, place_a, height_a)] {
            self.put(node, place, y);
        }
    }

    fn put(&mut self, node: usize, place: (usize, usize), y: f32) {
        let left = self.lefts.get(place.0).copied().unwrap_or(0.0);
        let wide = self.sizes.get(node).map_or(0.0, |size| size.x);
        let point = pos2(left + wide / 2.0, y);
        let column = self.columns.get_mut(place.0);
        if let Some(slot) = column.and_then(|column| column.members.get_mut(place.1)) {
            *slot = node;
        }
        if let (Some(own), Some(middle)) = (self.places.get_mut(node), self.middles.get_mut(node)) {
            (*own, *middle) = (place, point);
        }
        for &(line, is_source) in self.ends.get(node).map(Vec::as_slice).unwrap_or_default() {
            self.lines.put(line, is_source, point);
        }
    }
}
