//! A scene from afar: where labels in their boxes would be too small to read, nodes are shapes
//! or dots, and as many labels as have room stand beside them at a size one can read.
//!
//! Owns when that begins, the dots, and which labels are shown. The window and every exported
//! picture ask the same function, so that both show the same labels.

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use super::build::{Scene, SceneNode};
use super::emphasis::Emphasis;
use super::index::NodeMarks;
use super::mark::{Anchor, Form, Mark, Owner, Paint};
use super::seen::LEAST_TEXT;
use crate::atlas::NodeKind;
use crate::layout::label_style;
use crate::layout::measure::text_width;

/// The ratio of one step of zoom, within which the same labels are shown.
const STEP: f32 = 1.09;
/// Height of a line of a label, in points.
const LINE: f32 = 13.5;
/// Free room around the text on its plate, in points.
const PAD: Vec2 = vec2(4.0, 1.0);
/// Boxes higher than this many points keep their shape; smaller ones are dots.
pub(super) const SHAPES_FROM: f32 = 8.0;
/// Least width and height of a dot, in points.
const LEAST_DOT: Vec2 = vec2(3.5, 2.5);
/// Free room between a dot and the label under it, in points.
const GAP: f32 = 1.0;
/// Free room between two labels, in points.
const BETWEEN: f32 = 2.0;

/// Whether labels in their boxes would be too small to read at a zoom.
pub(super) fn is_far(zoom: f32) -> bool {
    zoom * label_style(NodeKind::Action).size < LEAST_TEXT
}

/// What stands for a node whose shape would be too small.
pub(super) fn dot_of(at: usize, rect: Rect, paint: Paint, zoom: f32) -> Mark {
    let rect = dot_rect(rect, zoom);
    let form = Form::Rect {
        rect,
        radius: rect.height().min(rect.width()) / 2.0,
        fill: Some(paint),
        stroke: None,
    };
    Mark { owner: Owner::Node(at), form }
}

fn dot_rect(rect: Rect, zoom: f32) -> Rect {
    Rect::from_center_size(rect.center(), rect.size().max(LEAST_DOT / zoom))
}

/// Labels that have room from afar.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FarLabels {
    /// What to draw, for [`super::Seen::labels`]. World units.
    pub marks: Vec<Mark>,
    /// How many nodes have theirs.
    pub n_labelled: usize,
    /// What each label covers. World units.
    pub plates: Vec<Rect>,
}

impl Scene {
    /// The zoom for which labels are chosen: the next lower step, so that a picture that glides
    /// keeps its labels. `None` where every label stands in its box.
    pub fn far_step(zoom: f32) -> Option<f32> {
        if !is_far(zoom) || zoom <= 0.0 {
            return None;
        }
        let mut step = LEAST_TEXT / label_style(NodeKind::Action).size;
        while step > zoom {
            step /= STEP;
        }
        Some(step)
    }

    /// The labels that have room at a zoom, none over another: what is selected first, then what
    /// is hovered and its neighbours, then hits, then by number of links. Only nodes that meet
    /// `part` are asked, and labels stay inside `frame`, where these are given (world units).
    ///
    /// Greedy, over a grid of cells: each label is compared with those in its own cells only
    /// (Luboschik, Schumann, Cords 2008, Particle-based labeling, use the same idea). O(n) for
    /// labels of bounded size.
    pub fn far_labels(
        &self,
        emphasis: &Emphasis,
        zoom: f32,
        part: Option<Rect>,
        frame: Option<Rect>,
    ) -> FarLabels {
        let mut labels = FarLabels::default();
        let (Some(zoom), Some(bounds)) = (Self::far_step(zoom), self.bounds) else { return labels };
        let region = part.map_or(bounds, |part| part.intersect(bounds)).expand(200.0 / zoom);
        if !region.is_positive() {
            return labels;
        }
        let mut taken = Taken::new(region, zoom);
        for at in self.index.ground.clone() {
            let Some(mark) = self.marks.get(at) else { continue };
            let Some((mark, plate)) = heading(mark, zoom) else { continue };
            if taken.take(plate) {
                labels.marks.push(mark);
                labels.plates.push(plate);
            }
        }
        for at in self.by_rank(emphasis) {
            let (Some(node), Some(marks)) = (self.nodes.get(at), self.index.nodes.get(at)) else {
                continue;
            };
            if part.is_some_and(|part| !part.intersects(node.rect)) {
                continue;
            }
            let block = Block::of(node, marks, zoom, self);
            let is_framed = frame.is_none_or(|frame| frame.contains_rect(block.plate));
            if is_framed && taken.take(block.plate) {
                labels.n_labelled += 1;
                self.put_label(at, marks, &block, zoom, &mut labels.marks);
                labels.plates.push(block.plate);
            }
        }
        labels
    }

    /// Nodes in the order of their weight: hits first, then by number of links.
    pub fn by_weight(&self) -> impl Iterator<Item = &SceneNode> {
        self.index.ranked.iter().filter_map(|at| self.nodes.get(*at as usize))
    }

    /// Every node once, in the order in which labels are given room.
    fn by_rank(&self, emphasis: &Emphasis) -> impl Iterator<Item = usize> {
        let attention = self.index.attention(&self.nodes, &self.links, emphasis);
        let mut first = attention.selected;
        first.extend(attention.hovered);
        first.extend(attention.near);
        let mut is_done = vec![false; self.nodes.len()];
        let ranked = self.index.ranked.iter().map(|at| *at as usize);
        let all = first.into_iter().chain(ranked);
        all.filter(move |at| {
            is_done.get_mut(*at).is_some_and(|done| !std::mem::replace(done, true))
        })
    }

    fn put_label(
        &self,
        at: usize,
        marks: &NodeMarks,
        block: &Block,
        zoom: f32,
        out: &mut Vec<Mark>,
    ) {
        let owner = Owner::Node(at);
        if !block.is_inside {
            let form = Form::Rect {
                rect: block.plate,
                radius: 4.0 / zoom,
                fill: Some(Paint::Ground),
                stroke: None,
            };
            out.push(Mark { owner, form });
        }
        let lines = self.marks.get(marks.label.clone()).unwrap_or_default();
        // The baseline that centres capitals (0.727 em high in Inter) in the line.
        let first = f32::midpoint(LINE, 0.727 * LEAST_TEXT) / zoom;
        for (row, line) in lines.iter().enumerate() {
            let Form::Text { text, weight, paint, .. } = &line.form else { continue };
            let (x, anchor) = block.start;
            let form = Form::Text {
                pos: pos2(x, block.top + first + row as f32 * LINE / zoom),
                text: text.clone(),
                size: LEAST_TEXT / zoom,
                weight: *weight,
                paint: if block.is_inside { *paint } else { Paint::Ink },
                anchor,
                spacing: 0.0,
            };
            out.push(Mark { owner, form });
        }
    }
}

/// Where a label stands from afar. World units.
struct Block {
    /// What it covers.
    plate: Rect,
    /// Upper end of its first line.
    top: f32,
    /// Where its lines start, or their middle.
    start: (f32, Anchor),
    /// Whether it stands in its box, which is its plate.
    is_inside: bool,
}

impl Block {
    fn of(node: &SceneNode, marks: &NodeMarks, zoom: f32, scene: &Scene) -> Self {
        let style = label_style(node.kind);
        // The widest line decided the width of the box; nothing has to be measured again.
        let widest = (node.rect.width() - style.pad_left - style.pad_right).max(1.0);
        let width = widest * LEAST_TEXT / style.size / zoom;
        let height = marks.label.len() as f32 * LINE / zoom;
        let left = scene.marks.get(marks.label.start).and_then(|mark| match &mark.form {
            Form::Text { pos, .. } => Some(pos.x),
            _ => None,
        });
        let left = left.unwrap_or_else(|| node.rect.left());
        let fits = height <= node.rect.height() && left + width + 3.0 / zoom <= node.rect.right();
        if fits {
            let top = node.rect.center().y - height / 2.0;
            return Self {
                plate: Rect::from_min_size(pos2(left, top), vec2(width, height)),
                top,
                start: (left, Anchor::Start),
                is_inside: true,
            };
        }
        let under = dot_rect(node.rect, zoom).bottom() + GAP / zoom;
        let size = vec2(width, height) + 2.0 * PAD / zoom;
        let middle = pos2(node.rect.center().x, under + size.y / 2.0);
        Self {
            plate: Rect::from_center_size(middle, size),
            top: under + PAD.y / zoom,
            start: (middle.x, Anchor::Middle),
            is_inside: false,
        }
    }
}

/// The heading of a lane at a size one can read, and what it covers.
fn heading(mark: &Mark, zoom: f32) -> Option<(Mark, Rect)> {
    let mut mark = mark.clone();
    let Form::Text { pos, text, size, weight, spacing, .. } = &mut mark.form else { return None };
    *spacing *= LEAST_TEXT / zoom / *size;
    *size = LEAST_TEXT / zoom;
    let width = text_width(text, *size, *weight) + *spacing * text.chars().count() as f32;
    let plate = Rect::from_min_size(*pos - vec2(0.0, *size), vec2(width, LINE / zoom));
    Some((mark, plate))
}

/// Which parts of a region are taken, by cells.
struct Taken {
    min: Pos2,
    cell: Vec2,
    n_columns: usize,
    n_rows: usize,
    cells: Vec<Vec<u32>>,
    rects: Vec<Rect>,
    between: f32,
}

/// Size of a cell, in points: about a short label's.
const CELL: Vec2 = vec2(64.0, 32.0);
/// Most cells of a grid along one side.
const MOST_CELLS: f32 = 1_000.0;

impl Taken {
    fn new(region: Rect, zoom: f32) -> Self {
        let cell = (CELL / zoom).max(region.size() / MOST_CELLS);
        let (columns, rows) = (region.width() / cell.x, region.height() / cell.y);
        let (n_columns, n_rows) = (columns as usize + 1, rows as usize + 1);
        let cells = vec![Vec::new(); n_columns * n_rows];
        let between = BETWEEN / zoom;
        Self { min: region.min, cell, n_columns, n_rows, cells, rects: Vec::new(), between }
    }

    /// Takes a place if it is free; says whether it was.
    fn take(&mut self, rect: Rect) -> bool {
        let wide = rect.expand(self.between / 2.0);
        let cells = self.cells_of(wide);
        let overlaps = |at: &u32| self.rects.get(*at as usize).is_some_and(|r| meet(*r, wide));
        if cells.iter().filter_map(|cell| self.cells.get(*cell)).flatten().any(overlaps) {
            return false;
        }
        let at = self.rects.len() as u32;
        self.rects.push(wide);
        for cell in cells {
            if let Some(cell) = self.cells.get_mut(cell) {
                cell.push(at);
            }
        }
        true
    }

    fn cells_of(&self, rect: Rect) -> Vec<usize> {
        let place = |from: f32, min: f32, cell: f32, n: usize| {
            (((from - min) / cell).max(0.0) as usize).min(n - 1)
        };
        let column = |x| place(x, self.min.x, self.cell.x, self.n_columns);
        let row = |y| place(y, self.min.y, self.cell.y, self.n_rows);
        let columns = column(rect.left())..=column(rect.right());
        let rows = row(rect.top())..=row(rect.bottom());
        rows.flat_map(|row| columns.clone().map(move |column| (row, column)))
            .map(|(row, column)| row * self.n_columns + column)
            .collect()
    }
}

/// Whether two rectangles share more than an edge.
fn meet(a: Rect, b: Rect) -> bool {
    a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom()
}
