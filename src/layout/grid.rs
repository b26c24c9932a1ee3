//! Which rectangles lie near a place, without asking all of them. Knows nothing of nodes.

use emath::{Pos2, Rect, Vec2, vec2};

/// Ends a cell's list.
const NONE: u32 = u32::MAX;
/// Cells to one rectangle, about.
const CELLS_EACH: usize = 2;

/// Rectangles filed by the cells they touch; what lies outside of the area is filed at its edge.
///
/// A uniform bucket grid: Bentley, Friedman (1979), Data structures for range searching.
/// O(cells touched) to insert or to ask.
pub(super) struct Grid {
    min: Pos2,
    cell: Vec2,
    columns: usize,
    rows: usize,
    /// First entry of each cell.
    heads: Vec<u32>,
    /// Rectangle and next entry.
    entries: Vec<(u32, u32)>,
    rects: Vec<Rect>,
    /// The last question that met each rectangle, so that none counts twice.
    asked: Vec<u32>,
    question: u32,
}

impl Grid {
    /// An empty grid over an area in which about `n` rectangles are to lie.
    pub(super) fn over(area: Rect, n: usize) -> Self {
        let most = (n * CELLS_EACH).clamp(4, 1 << 20) as f32;
        let size = area.size().max(vec2(1.0, 1.0));
        // Labels are wide and flat, and so are cells.
        let unit = (size.x * size.y / most / 2.5).sqrt().max(1.0);
        let count = |whole: f32, one: f32| (whole / one).ceil().clamp(1.0, 2048.0) as usize;
        let columns = count(size.x, unit * 2.5);
        let rows = count(size.y, unit);
        Self {
            min: area.min,
            cell: vec2(size.x / columns as f32, size.y / rows as f32),
            columns,
            rows,
            heads: vec![NONE; columns * rows],
            entries: Vec::with_capacity(n * 4),
            rects: Vec::with_capacity(n),
            asked: Vec::with_capacity(n),
            question: 0,
        }
    }

    /// Files these rectangles in their order.
    pub(super) fn of(rects: &[Rect]) -> Self {
        let area = rects.iter().copied().reduce(Rect::union).unwrap_or(Rect::ZERO);
        let mut grid = Self::over(area, rects.len());
        for &rect in rects {
            grid.insert(rect);
        }
        grid
    }

    fn column(&self, x: f32) -> usize {
        (((x - self.min.x) / self.cell.x) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f32) -> usize {
        (((y - self.min.y) / self.cell.y) as usize).min(self.rows - 1)
    }

    /// Files one more; rectangles are numbered in the order they come.
    pub(super) fn insert(&mut self, rect: Rect) {
        let name = self.rects.len() as u32;
        self.rects.push(rect);
        self.asked.push(0);
        self.file(name, rect);
    }

    /// Moves a filed rectangle; none can be withdrawn after that.
    pub(super) fn move_to(&mut self, name: usize, rect: Rect) {
        if let Some(slot) = self.rects.get_mut(name) {
            // What still lies in the cells of old leads to where it is now, and does no harm.
            *slot = rect;
            self.file(name as u32, rect);
        }
    }

    fn file(&mut self, name: u32, rect: Rect) {
        for row in self.row(rect.top())..=self.row(rect.bottom()) {
            for column in self.column(rect.left())..=self.column(rect.right()) {
                if let Some(head) = self.heads.get_mut(row * self.columns + column) {
                    let next = std::mem::replace(head, self.entries.len() as u32);
                    self.entries.push((name, next));
                }
            }
        }
    }

    /// How many are filed.
    pub(super) fn len(&self) -> usize {
        self.rects.len()
    }

    /// Takes the last ones out again until `n` are filed.
    pub(super) fn withdraw_to(&mut self, n: usize) {
        while self.rects.len() > n {
            let Some(rect) = self.rects.pop() else { return };
            self.asked.pop();
            // Backwards, as each cell's first entry is the one filed last.
            for row in (self.row(rect.top())..=self.row(rect.bottom())).rev() {
                for column in (self.column(rect.left())..=self.column(rect.right())).rev() {
                    if let (Some(head), Some((_, next))) =
                        (self.heads.get_mut(row * self.columns + column), self.entries.pop())
                    {
                        *head = next;
                    }
                }
            }
        }
    }

    /// A filed rectangle other than `own` that shares an inner point with this one.
    pub(super) fn in_the_way(&self, own: usize, rect: Rect) -> Option<Rect> {
        let (left, right) = (self.column(rect.left()), self.column(rect.right()));
        for row in self.row(rect.top())..=self.row(rect.bottom()) {
            for column in left..=right {
                let mut at = self.heads.get(row * self.columns + column).copied().unwrap_or(NONE);
                while let Some(&(name, next)) = self.entries.get(at as usize) {
                    at = next;
                    let name = name as usize;
                    match self.rects.get(name) {
                        Some(&other) if name != own && overlap(rect, other) => return Some(other),
                        _ => {}
                    }
                }
            }
        }
        None
    }

    /// Whether a filed rectangle but `own` holds a point.
    pub(super) fn covers(&self, point: Pos2, own: [usize; 2]) -> bool {
        let cell = self.row(point.y) * self.columns + self.column(point.x);
        let mut at = self.heads.get(cell).copied().unwrap_or(NONE);
        while let Some(&(name, next)) = self.entries.get(at as usize) {
            at = next;
            let name = name as usize;
            let holds = self.rects.get(name).is_some_and(|rect| rect.contains(point));
            if holds && !own.contains(&name) {
                return true;
            }
        }
        false
    }

    /// How many filed rectangles but `own` a line of straight pieces passes through; stops
    /// counting beyond `most`.
    pub(super) fn passed(&mut self, line: &[Pos2], own: [usize; 2], most: usize) -> usize {
        self.question += 1;
        let mut found = 0;
        for pair in line.windows(2) {
            let &[a, b] = pair else { continue };
            let (first, last) = (self.column(a.x.min(b.x)), self.column(a.x.max(b.x)));
            for column in first..=last {
                let (top, bottom) = self.heights_within(column, a, b);
                for row in self.row(top)..=self.row(bottom) {
                    found += self.passed_in_cell(column, row, (a, b), own);
                    if found > most {
                        return found;
                    }
                }
            }
        }
        found
    }

    /// Between which heights a straight piece runs within a column.
    fn heights_within(&self, column: usize, a: Pos2, b: Pos2) -> (f32, f32) {
        let way = b - a;
        if way.x.abs() < 1e-3 {
            return (a.y.min(b.y), a.y.max(b.y));
        }
        let left = self.min.x + column as f32 * self.cell.x;
        let at = |x: f32| a.y + way.y * ((x - a.x) / way.x).clamp(0.0, 1.0);
        // Cells at the edge also hold what lies beyond it.
        let from = if column == 0 { a.x.min(b.x) } else { left };
        let to = if column + 1 == self.columns { a.x.max(b.x) } else { left + self.cell.x };
        let (one, other) = (at(from), at(to));
        (one.min(other), one.max(other))
    }

    fn passed_in_cell(
        &mut self,
        column: usize,
        row: usize,
        (a, b): (Pos2, Pos2),
        own: [usize; 2],
    ) -> usize {
        let mut found = 0;
        let mut at = self.heads.get(row * self.columns + column).copied().unwrap_or(NONE);
        while let Some(&(name, next)) = self.entries.get(at as usize) {
            at = next;
            let name = name as usize;
            let Some(asked) = self.asked.get_mut(name) else { continue };
            if *asked == self.question || own.contains(&name) {
                continue;
            }
            if self.rects.get(name).is_some_and(|rect| passes(*rect, a, b)) {
                *asked = self.question;
                found += 1;
            }
        }
        found
    }
}

/// Whether two rectangles share an inner point.
pub(super) fn overlap(a: Rect, b: Rect) -> bool {
    a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y
}

/// Whether a straight piece passes through the inside of a rectangle.
fn passes(rect: Rect, a: Pos2, b: Pos2) -> bool {
    entered_at(rect, a, b).is_some()
}

/// At which share of its length a straight piece enters the inside of a rectangle, if it does.
///
/// Source: Liang, Barsky (1984), A new concept and method for line clipping.
pub(super) fn entered_at(rect: Rect, a: Pos2, b: Pos2) -> Option<f32> {
    let way = b - a;
    let (mut enter, mut leave) = (0.0_f32, 1.0_f32);
    for (from, way, low, high) in
        [(a.x, way.x, rect.min.x, rect.max.x), (a.y, way.y, rect.min.y, rect.max.y)]
    {
        if way == 0.0 {
            if from <= low || from >= high {
                return None;
            }
            continue;
        }
        let (one, other) = ((low - from) / way, (high - from) / way);
        enter = enter.max(one.min(other));
        leave = leave.min(one.max(other));
        if enter >= leave {
            return None;
        }
    }
    Some(enter)
}

#[cfg(test)]
mod tests {
    use emath::pos2;

    use super::*;

    #[test]
    fn the_grid_answers_as_asking_every_rectangle_does() {
        let mut state = 7_u32;
        let mut next = |most: f32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32 * most
        };
        let rects: Vec<Rect> = (0..60)
            .map(|_| {
                let min = pos2(next(900.0), next(500.0));
                Rect::from_min_size(min, vec2(next(150.0), next(60.0)))
            })
            .collect();
        let mut grid = Grid::of(&rects);
        for _ in 0..200 {
            let line: Vec<Pos2> =
                (0..4).map(|_| pos2(next(1200.0) - 100.0, next(700.0) - 100.0)).collect();
            let is_passed = |rect: &Rect| line.windows(2).any(|p| passes(*rect, p[0], p[1]));
            let expected = rects.iter().skip(2).filter(|rect| is_passed(rect)).count();
            assert_eq!(grid.passed(&line, [0, 1], usize::MAX), expected);
            let asked = Rect::from_two_pos(line[0], line[1]);
            let is_taken = rects.iter().any(|rect| overlap(asked, *rect));
            assert_eq!(grid.in_the_way(usize::MAX, asked).is_some(), is_taken);
            let filed = grid.len();
            grid.insert(asked);
            assert!(grid.in_the_way(usize::MAX, asked).is_some());
            grid.withdraw_to(filed);
            assert_eq!(grid.in_the_way(usize::MAX, asked).is_some(), is_taken);
        }
    }
}
