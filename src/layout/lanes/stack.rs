//! Boxes on top of each other: which stand in which column, how high each is, and the frames around
//! what is part of another.
//!
//! Owns everything down a lane. The order is given; nothing here changes it, and no lane asks where
//! the boxes of another stand, so that what opens pushes down what stands below it and nothing else.

use emath::{Rect, Vec2, pos2};

use super::{Frame, LayoutRequest};

/// Least free room between two boxes or frames of a column.
pub(super) const GAP: f32 = 9.0;
/// Most of it, where a lane has room to spare.
const MOST_GAP: f32 = 32.0;
/// Free room between the boxes of a frame.
const INNER_GAP: f32 = 4.0;
/// Most that is added to it in a frame that has a lane for itself.
const MOST_INNER: f32 = 40.0;
/// Free room between the head of a frame and its first box.
const UNDER_HEAD: f32 = 6.0;
/// Free room under the last box of a frame.
const FOOT: f32 = 7.0;
/// How far the boxes of a frame stand in from its sides.
pub(super) const INDENT: f32 = 9.0;

/// A box, and those that are part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// Its position in the request.
    pub(super) node: usize,
    /// What stands in the frame under it, from the top.
    pub(super) parts: Vec<usize>,
}

impl Item {
    /// Its height; with what was opened by hand, or without.
    fn height(&self, request: &LayoutRequest, sizes: &[Vec2], is_whole: bool) -> f32 {
        let tall = |node: usize| sizes.get(node).map_or(0.0, |size| size.y);
        // What is opened by hand stands as high as before, but for what it pushes.
        let shut = request.nodes.get(self.node).map_or(0.0, |node| node.shut_height.ceil());
        let shut = if !is_whole && has_pushed(request, self) { shut } else { 0.0 };
        let counts = |node: &&usize| {
            is_whole || !request.nodes.get(**node).is_some_and(|node| node.is_pushed_in)
        };
        let parts: Vec<f32> =
            self.parts.iter().filter(counts).map(|&node| tall(node) + INNER_GAP).collect();
        let inside: f32 = parts.iter().sum();
        let frame = if parts.is_empty() { 0.0 } else { UNDER_HEAD - INNER_GAP + FOOT };
        tall(self.node).max(shut) + inside + frame
    }

    /// Everything that stands in it.
    pub(super) fn nodes(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.node).chain(self.parts.iter().copied())
    }
}

/// A column of boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Which lane it belongs to, from the left.
    pub(super) lane: usize,
    /// Its boxes from the top.
    pub(super) items: Vec<Item>,
}

impl Column {
    /// How high it stands with the least free room; with what was opened by hand, or without.
    pub(super) fn height(&self, request: &LayoutRequest, sizes: &[Vec2], is_whole: bool) -> f32 {
        height(&self.items, request, sizes, is_whole)
    }
}

/// The height of boxes on top of each other.
pub(super) fn height(
    items: &[Item],
    request: &LayoutRequest,
    sizes: &[Vec2],
    is_whole: bool,
) -> f32 {
    let heights = items.iter().map(|item| item.height(request, sizes, is_whole) + GAP);
    (heights.sum::<f32>() - GAP).max(0.0)
}

/// Cuts a lane into `n` columns, each a stretch of its order, about equally high. O(n items).
pub(super) fn cut(
    items: &[Item],
    n: usize,
    request: &LayoutRequest,
    sizes: &[Vec2],
) -> Vec<Vec<Item>> {
    let n = n.clamp(1, items.len().max(1));
    let heights: Vec<f32> =
        items.iter().map(|item| item.height(request, sizes, false) + GAP).collect();
    let mut left: f32 = heights.iter().sum();
    let mut columns: Vec<Vec<Item>> = Vec::with_capacity(n);
    let rest: Vec<(&Item, f32)> = items.iter().zip(heights).collect();
    let mut taken = 0;
    for column in 0..n {
        let share = left / (n - column) as f32;
        let (mut own, mut tall) = (Vec::new(), 0.0);
        // Never so many that a later column would be left empty.
        while let Some(&(item, height)) = rest.get(taken) {
            let is_full = tall + height / 2.0 > share && !own.is_empty();
            if column + 1 < n && (is_full || rest.len() - taken < n - column) {
                break;
            }
            tall += height;
            own.push(item.clone());
            taken += 1;
        }
        left -= tall;
        columns.push(own);
    }
    columns
}

/// Whether something in an item's frame was opened by hand.
fn has_pushed(request: &LayoutRequest, item: &Item) -> bool {
    item.parts.iter().any(|&at| request.nodes.get(at).is_some_and(|node| node.is_pushed_in))
}

/// Where the boxes of one column stand.
pub(super) struct Stacked {
    /// Each box with its left upper corner.
    pub(super) corners: Vec<(usize, emath::Pos2)>,
    /// The frame of each box that has parts.
    pub(super) frames: Vec<Frame>,
    /// What each item takes of the column, from the top.
    pub(super) extents: Vec<Rect>,
    /// How far down it would reach without what was pushed in.
    pub(super) low: f32,
}

/// Stacks a column at `left`, from zero down. Free room of a lane that is lower than `tall` is shared
/// out between its boxes, up to a measure. O(boxes).
pub(super) fn stack(
    column: &Column,
    (left, wide): (f32, f32),
    tall: f32,
    request: &LayoutRequest,
    sizes: &[Vec2],
) -> Stacked {
    let own = column.height(request, sizes, false);
    let n_gaps = column.items.len().saturating_sub(1).max(1) as f32;
    let gap = (GAP + (tall - own).max(0.0) / n_gaps).min(MOST_GAP).floor();
    // Alone in its lane, a frame has its parts stand opposite what they are linked with.
    let n_parts = match column.items.as_slice() {
        [only] if !has_pushed(request, only) => only.parts.len(),
        _ => 0,
    };
    let spare = (tall - own).max(0.0) / n_parts.max(1) as f32;
    let inner = if n_parts > 0 { INNER_GAP + spare.min(MOST_INNER).floor() } else { INNER_GAP };
    let tall_of = |node: usize| sizes.get(node).map_or(0.0, |size| size.y);
    let low = own + (gap - GAP) * (column.items.len().saturating_sub(1)) as f32;
    let low = low + (inner - INNER_GAP) * n_parts as f32;
    let mut stacked = Stacked { corners: Vec::new(), frames: Vec::new(), extents: Vec::new(), low };
    let mut y = 0.0;
    for item in &column.items {
        let top = y;
        stacked.corners.push((item.node, pos2(left, y)));
        y += tall_of(item.node);
        if !item.parts.is_empty() {
            y += UNDER_HEAD - INNER_GAP;
            for &part in &item.parts {
                y += inner;
                stacked.corners.push((part, pos2(left + INDENT, y)));
                y += tall_of(part);
            }
            y += FOOT;
        }
        let extent = Rect::from_min_max(pos2(left, top), pos2(left + wide, y));
        if !item.parts.is_empty() {
            let n_parts = item.parts.len();
            stacked.frames.push(Frame { head: item.node, rect: extent, n_parts });
        }
        stacked.extents.push(extent);
        y += gap;
    }
    stacked
}
