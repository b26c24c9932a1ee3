//! A scene from afar: where labels in their boxes would be too small to read, as many nodes as
//! have room keep a box and a label at a size one can read; the others are shapes or dots.
//!
//! Owns when that begins, the dots, and which labels are shown. The window and every exported
//! picture ask the same function, so that both show the same labels.

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use super::build::{Scene, SceneNode};
use super::emphasis::Emphasis;
use super::index::NodeMarks;
use super::mark::{Anchor, Form, Mark, Owner, Paint, Stroke};
use crate::atlas::NodeKind;
use crate::layout::measure::text_width;
use crate::layout::{LEAST_TEXT, label_style};

/// The ratio of one step of zoom, within which the same labels are shown.
const STEP: f32 = 1.09;
/// Height of a line of a label, in points.
const LINE: f32 = 13.5;
/// Free room around the text in its box, in points.
const PAD: Vec2 = vec2(5.0, 2.0);
/// Width of the stripe that tells an action's threat, in points.
const STRIPE: f32 = 3.0;
/// Boxes higher than this many points keep their shape; smaller ones are dots.
pub(super) const SHAPES_FROM: f32 = 8.0;
/// Least width and height of a dot, in points.
const LEAST_DOT: Vec2 = vec2(3.5, 2.5);
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
    /// Boxes and labels, for [`super::Seen::labels`]. World units.
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
    /// is hovered and its neighbours, then headings, then hits, then by number of links. Only nodes that meet
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
        let label = |at: usize, taken: &mut Taken, labels: &mut FarLabels| {
            let (Some(node), Some(marks)) = (self.nodes.get(at), self.index.nodes.get(at)) else {
                return;
            };
            if part.is_some_and(|part| !part.intersects(node.rect)) {
                return;
            }
            let block = Block::of(node, marks, zoom);
            let is_framed = frame.is_none_or(|frame| frame.contains_rect(block.plate));
            if is_framed && taken.take(block.plate) {
                labels.n_labelled += 1;
                self.put_label((at, node), marks, &block, zoom, &mut labels.marks);
                labels.plates.push(block.plate);
            }
        };
        let (first, others) = self.by_rank(emphasis);
        for at in first {
            label(at, &mut taken, &mut labels);
        }
        for at in self.index.ground.clone() {
            let Some(mark) = self.marks.get(at) else { continue };
            let Some((mark, plate)) = heading(mark, zoom) else { continue };
            if taken.take(plate) {
                labels.marks.push(mark);
                labels.plates.push(plate);
            }
        }
        for at in others {
            label(at, &mut taken, &mut labels);
        }
        labels
    }

    /// Nodes in the order of their weight: hits first, then by number of links.
    pub fn by_weight(&self) -> impl Iterator<Item = &SceneNode> {
        self.index.ranked.iter().filter_map(|at| self.nodes.get(*at as usize))
    }

    /// Every node once, in the order in which labels are given room: what stands out, and then
    /// the others.
    fn by_rank(&self, emphasis: &Emphasis) -> (Vec<usize>, impl Iterator<Item = usize>) {
        let attention = self.index.attention(&self.nodes, &self.links, emphasis);
        let mut is_done = vec![false; self.nodes.len()];
        let mut is_new = move |at: &usize| {
            is_done.get_mut(*at).is_some_and(|done| !std::mem::replace(done, true))
        };
        let all = attention.selected.iter().copied().chain(attention.hovered);
        let first: Vec<usize> = all.chain(attention.near).filter(&mut is_new).collect();
        let ranked = self.index.ranked.iter().map(|at| *at as usize);
        (first, ranked.filter(is_new))
    }

    fn put_label(
        &self,
        (at, node): (usize, &SceneNode),
        marks: &NodeMarks,
        block: &Block,
        zoom: f32,
        out: &mut Vec<Mark>,
    ) {
        let mut put = |form| out.push(Mark { owner: Owner::Node(at), form });
        if !block.is_inside {
            plate(node, marks.dot, block.plate, zoom).into_iter().for_each(&mut put);
        }
        let lines = self.marks.get(marks.label.clone()).unwrap_or_default();
        // The baseline that centres capitals (0.727 em high in Inter) in the line.
        let first = f32::midpoint(LINE, 0.727 * LEAST_TEXT) / zoom;
        for (row, line) in lines.iter().enumerate() {
            let Form::Text { text, weight, paint, .. } = &line.form else { continue };
            put(Form::Text {
                pos: block.start + vec2(0.0, first + row as f32 * LINE / zoom),
                text: text.clone(),
                size: LEAST_TEXT / zoom,
                weight: *weight,
                paint: *paint,
                anchor: Anchor::Start,
                spacing: 0.0,
            });
        }
    }
}

/// A node's box at the least size that holds its label.
fn plate(node: &SceneNode, dot: Paint, rect: Rect, zoom: f32) -> Vec<Form> {
    let (fill, stroke) = match node.kind {
        _ if node.is_strand => (Paint::Box, Some(Stroke::solid(Paint::Pillar, 1.5))),
        NodeKind::Threat | NodeKind::Pillar => (dot, None),
        _ => (Paint::Box, Some(Stroke::solid(Paint::BoxLine, 1.25))),
    };
    let radius = if node.kind == NodeKind::Actor { 8.0 } else { 4.0 } / zoom;
    let mut forms = vec![Form::Rect { rect, radius, fill: Some(fill), stroke }];
    if node.kind == NodeKind::Action {
        let rect = Rect::from_min_size(rect.min, vec2(STRIPE / zoom, rect.height()));
        forms.push(Form::Rect { rect, radius: 0.0, fill: Some(dot), stroke: None });
    }
    forms
}

/// Where a label stands from afar. World units.
struct Block {
    /// What it covers.
    plate: Rect,
    /// The upper left corner of its first line.
    start: Pos2,
    /// Whether its node's own box holds it.
    is_inside: bool,
}

impl Block {
    fn of(node: &SceneNode, marks: &NodeMarks, zoom: f32) -> Self {
        let style = label_style(node.kind);
        // The widest line decided the width of the box; nothing has to be measured again.
        let widest = (node.rect.width() - style.pad_left - style.pad_right).max(1.0);
        let width = widest * LEAST_TEXT / style.size / zoom;
        let height = marks.label.len() as f32 * LINE / zoom;
        let stripe = if node.kind == NodeKind::Action { STRIPE / zoom } else { 0.0 };
        let needed = vec2(width + stripe, height) + 2.0 * PAD / zoom;
        let size = node.rect.size().max(needed);
        let plate = Rect::from_center_size(node.rect.center(), size);
        // Where there is room, a label starts where it starts in its box.
        let spare = (size.x - width - stripe).max(0.0);
        let left = plate.left() + stripe + (spare / 2.0).min(style.pad_left - stripe.min(5.0));
        Self {
            plate,
            start: pos2(left, plate.center().y - height / 2.0),
            is_inside: size == node.rect.size(),
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
