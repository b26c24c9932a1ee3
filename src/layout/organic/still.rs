//! Boxes at their homes: what a picture leaves out leaves its place empty, and what opens pushes
//! others apart.
//!
//! Owns the way from homes to places without overlaps. Nothing is sought anew here, so that what stands
//! left of or above something else does so in every picture.

use std::collections::BTreeMap;

use emath::{Pos2, Rect, Vec2, pos2, vec2};

/// Free room between two boxes, or what holds several.
const GAP: Vec2 = vec2(12.0, 9.0);
/// Free room between the boxes of a frame, and between it and its sides.
const INNER: Vec2 = vec2(8.0, 5.0);
/// Several boxes stand about so much wider than high on a screen.
pub(super) const ASPECT: f32 = 1.5;
/// How often overlaps are looked for anew at most; each time those found are taken apart for good.
const ROUNDS: usize = 40;

/// A box, and what is part of it.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Where its middle is at home; `None` stands beside all that has one.
    pub(super) home: Option<Pos2>,
    /// Size of the box, its count beside it included.
    pub(super) size: Vec2,
    /// Size of the box alone, whose middle stands at home.
    pub(super) own: Vec2,
    /// The piece in whose frame it stands.
    pub(super) within: Option<usize>,
}

/// Where pieces stand.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The left upper corner of each piece.
    pub(super) corners: Vec<Pos2>,
    /// The frames, each with its head and how many stand in it.
    pub(super) frames: Vec<(usize, Rect, usize)>,
}

/// Boxes that stand together: a head with its parts, or parts of one whole that is not there itself.
struct Block {
    home: Option<Pos2>,
    size: Vec2,
    /// What of it stands at home: the middle of its head, or its own.
    anchor: Vec2,
    /// Each piece with its corner in the block.
    pieces: Vec<(usize, Vec2)>,
    /// The head, where its frame is drawn.
    head: Option<usize>,
}

/// Places pieces at their homes and pushes apart what then overlaps; those of one frame stand about `aspect`
/// times as wide as high.
///
/// Across and down, the order of middles stays: Misue, Eades, Lai, Sugiyama (1995), Layout adjustment
/// and the mental map (orthogonal ordering, force scan). Departs from it in that all separations are
/// kept as constraints and met at once, half from either side, so that what is pushed moves both ways.
/// O(rounds × (n log n + overlaps)).
pub(super) fn still(pieces: &[Piece], aspect: f32) -> Places {
    let blocks = blocks(pieces, aspect);
    let middles = apart(&blocks);
    let mut places = Places { corners: vec![Pos2::ZERO; pieces.len()], frames: Vec::new() };
    for (block, middle) in blocks.iter().zip(middles) {
        let corner = middle - block.anchor;
        for &(piece, off) in &block.pieces {
            if let Some(slot) = places.corners.get_mut(piece) {
                *slot = corner + off;
            }
        }
        if let Some(head) = block.head {
            let rect = Rect::from_min_size(corner, block.size);
            places.frames.push((head, rect, block.pieces.len() - 1));
        }
    }
    places
}

/// Pieces that stand together, in the order of their first.
fn blocks(pieces: &[Piece], aspect: f32) -> Vec<Block> {
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); pieces.len()];
    let mut together: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        match (piece.within, piece.home) {
            (Some(head), _) => {
                if let Some(parts) = parts.get_mut(head) {
                    parts.push(at);
                }
            }
            (None, Some(home)) => {
                together.entry((home.x.to_bits(), home.y.to_bits())).or_default().push(at);
            }
            (None, None) => {}
        }
    }
    let mut blocks = Vec::new();
    for (at, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.within.is_none()) {
        let key = piece.home.map(|home| (home.x.to_bits(), home.y.to_bits()));
        let own = parts.get(at).map(Vec::as_slice).unwrap_or_default();
        let same = key.and_then(|key| together.get(&key)).map(Vec::as_slice).unwrap_or_default();
        if same.len() > 1 && own.is_empty() {
            if same.first() == Some(&at) {
                blocks.push(block(pieces, None, same, aspect));
            }
        } else {
            blocks.push(block(pieces, Some(at), own, aspect));
        }
    }
    blocks
}

/// A head with parts in columns under it, or parts in columns alone.
fn block(pieces: &[Piece], head: Option<usize>, parts: &[usize], aspect: f32) -> Block {
    let size = |at: usize| pieces.get(at).map_or(Vec2::ZERO, |piece| piece.size);
    let own = |at: usize| pieces.get(at).map_or(Vec2::ZERO, |piece| piece.own / 2.0);
    let home = head.or_else(|| parts.first().copied());
    let home = home.and_then(|at| pieces.get(at)).and_then(|piece| piece.home);
    if let (Some(head), []) = (head, parts) {
        let placed = vec![(head, Vec2::ZERO)];
        return Block { home, size: size(head), anchor: own(head), pieces: placed, head: None };
    }
    let wide = parts.iter().map(|&at| size(at).x).fold(0.0, f32::max);
    let tall: f32 = parts.iter().map(|&at| size(at).y + INNER.y).sum();
    let n = (1..=parts.len())
        .min_by(|&a, &b| {
            let off = |n: usize| {
                let (across, down) = (n as f32 * (wide + INNER.x), tall / n as f32);
                (across / down.max(1.0) / aspect).ln().abs()
            };
            off(a).total_cmp(&off(b))
        })
        .unwrap_or(1);
    let rows = parts.len().div_ceil(n);
    let top = head.map_or(0.0, |head| size(head).y + INNER.y);
    let margin = if head.is_some() { INNER.x } else { 0.0 };
    let mut placed = Vec::with_capacity(parts.len() + 1);
    let mut low = top;
    for (column, of_column) in parts.chunks(rows.max(1)).enumerate() {
        let mut y = top;
        for &part in of_column {
            placed.push((part, vec2(margin + column as f32 * (wide + INNER.x), y)));
            y += size(part).y + INNER.y;
        }
        low = low.max(y);
    }
    let n_columns = parts.chunks(rows.max(1)).count();
    let mut across = n_columns as f32 * (wide + INNER.x) - INNER.x + 2.0 * margin;
    if let Some(head) = head {
        across = across.max(size(head).x);
        placed.insert(0, (head, Vec2::ZERO));
    }
    let down = if head.is_some() { low } else { low - INNER.y };
    let size_all = vec2(across, down);
    let anchor = head.map_or(size_all / 2.0, own);
    Block { home, size: size_all, anchor, pieces: placed, head }
}

/// Anchors of blocks without overlaps, in the order of their homes across and down.
fn apart(blocks: &[Block]) -> Vec<Pos2> {
    let homes = homes(blocks);
    // From its anchor, how far each block reaches left and up, and right and down.
    let reach: Vec<(Vec2, Vec2)> = blocks
        .iter()
        .map(|block| (block.anchor + GAP / 2.0, block.size - block.anchor + GAP / 2.0))
        .collect();
    let axes: [fn(Pos2) -> f32; 2] = [|at| at.x, |at| at.y];
    let orders: [Vec<usize>; 2] = axes.map(|axis| {
        let mut order: Vec<usize> = (0..blocks.len()).collect();
        let key = |at: usize| homes.get(at).map_or(0.0, |home| axis(*home));
        order.sort_by(|&a, &b| key(a).total_cmp(&key(b)).then(a.cmp(&b)));
        order
    });
    let ranks: [Vec<usize>; 2] = [0, 1].map(|axis: usize| ranks(&orders[axis]));
    // What is kept apart: which pairs by how much, across and down.
    let mut kept: [Vec<(usize, usize, f32)>; 2] = [Vec::new(), Vec::new()];
    let mut middles = homes.clone();
    for round in 0..ROUNDS {
        let found = overlaps(&middles, &reach);
        if found.is_empty() {
            break;
        }
        for (a, b) in found {
            let size = |at: usize| reach.get(at).copied().unwrap_or_default();
            let at = |at: usize| middles.get(at).copied().unwrap_or_default();
            let way = at(b) - at(a);
            let need = |axis: fn(Vec2) -> f32, ranks: &[usize]| {
                let (first, second) = if ranks.get(a) < ranks.get(b) { (a, b) } else { (b, a) };
                axis(size(first).1) + axis(size(second).0)
            };
            let need = vec2(need(|v| v.x, &ranks[0]), need(|v| v.y, &ranks[1]));
            let is_across = need.x - way.x.abs() <= need.y - way.y.abs();
            // Late, both ways: nothing overlaps any more.
            let both = round + 4 > ROUNDS;
            for (axis, is_chosen) in [(0, is_across || both), (1, !is_across || both)] {
                if is_chosen && let Some(kept) = kept.get_mut(axis) {
                    let need = if axis == 0 { need.x } else { need.y };
                    kept.push((a, b, need));
                }
            }
        }
        for (axis, order) in orders.iter().enumerate() {
            let wish: Vec<f32> =
                homes.iter().map(|home| if axis == 0 { home.x } else { home.y }).collect();
            let kept = kept.get(axis).map(Vec::as_slice).unwrap_or_default();
            for (middle, met) in middles.iter_mut().zip(met(&wish, order, kept)) {
                if axis == 0 {
                    middle.x = met;
                } else {
                    middle.y = met;
                }
            }
        }
    }
    middles
}

/// The place of each in an order.
fn ranks(order: &[usize]) -> Vec<usize> {
    let mut ranks = vec![0; order.len()];
    for (place, &at) in order.iter().enumerate() {
        if let Some(slot) = ranks.get_mut(at) {
            *slot = place;
        }
    }
    ranks
}

/// Homes; what has none stands in a row under all that have.
fn homes(blocks: &[Block]) -> Vec<Pos2> {
    let known = blocks.iter().filter_map(|block| block.home);
    let (mut left, mut low) = (0.0_f32, 0.0_f32);
    for home in known {
        left = left.min(home.x);
        low = low.max(home.y + 60.0);
    }
    let mut x = left;
    blocks
        .iter()
        .map(|block| {
            block.home.unwrap_or_else(|| {
                let middle = pos2(x + block.size.x / 2.0, low + block.size.y);
                x += block.size.x + GAP.x;
                middle
            })
        })
        .collect()
}

/// Pairs that overlap, found from left to right.
fn overlaps(middles: &[Pos2], reach: &[(Vec2, Vec2)]) -> Vec<(usize, usize)> {
    let rect = |at: usize| {
        let middle = middles.get(at).copied().unwrap_or_default();
        let (before, behind) = reach.get(at).copied().unwrap_or_default();
        // A hair is no overlap.
        Rect::from_min_max(middle - before, middle + behind).shrink(0.05)
    };
    let mut order: Vec<usize> = (0..middles.len()).collect();
    order.sort_by(|&a, &b| rect(a).left().total_cmp(&rect(b).left()).then(a.cmp(&b)));
    let mut found = Vec::new();
    for (nth, &a) in order.iter().enumerate() {
        let own = rect(a);
        let near = order.iter().skip(nth + 1).take_while(|&&b| rect(b).left() < own.right());
        for &b in near.filter(|&&b| rect(b).intersects(own)) {
            found.push((a, b));
        }
    }
    found
}

/// Places along one axis that keep an order and distances, half pushed from one side and half from the
/// other: the mean of the least places from the front and the greatest from the back.
fn met(wish: &[f32], order: &[usize], kept: &[(usize, usize, f32)]) -> Vec<f32> {
    let rank = ranks(order);
    let rank_of = |at: usize| rank.get(at).copied().unwrap_or_default();
    // Each with what stands before it, and by how much.
    let mut before: Vec<Vec<(usize, f32)>> = vec![Vec::new(); wish.len()];
    let mut behind = before.clone();
    for &(a, b, need) in kept {
        let (first, second) = if rank_of(a) < rank_of(b) { (a, b) } else { (b, a) };
        if let (Some(before), Some(behind)) = (before.get_mut(second), behind.get_mut(first)) {
            before.push((first, need));
            behind.push((second, need));
        }
    }
    let mut front = wish.to_vec();
    let mut last = f32::NEG_INFINITY;
    for &at in order {
        let bounds = before.get(at).map(Vec::as_slice).unwrap_or_default().iter();
        let least = bounds.filter_map(|&(other, need)| Some(front.get(other)? + need));
        let own = least.fold(wish.get(at).copied().unwrap_or_default().max(last), f32::max);
        last = own;
        if let Some(slot) = front.get_mut(at) {
            *slot = own;
        }
    }
    let mut back = wish.to_vec();
    let mut last = f32::INFINITY;
    for &at in order.iter().rev() {
        let bounds = behind.get(at).map(Vec::as_slice).unwrap_or_default().iter();
        let most = bounds.filter_map(|&(other, need)| Some(back.get(other)? - need));
        let own = most.fold(wish.get(at).copied().unwrap_or_default().min(last), f32::min);
        last = own;
        if let Some(slot) = back.get_mut(at) {
            *slot = own;
        }
    }
    front.iter().zip(&back).map(|(a, b)| f32::midpoint(*a, *b)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn piece(x: f32, y: f32, size: (f32, f32)) -> Piece {
        let size = vec2(size.0, size.1);
        Piece { home: Some(pos2(x, y)), size, own: size, within: None }
    }

    fn rects(pieces: &[Piece]) -> Vec<Rect> {
        let places = still(pieces, ASPECT);
        let sized = places.corners.iter().zip(pieces);
        sized.map(|(&corner, piece)| Rect::from_min_size(corner, piece.size)).collect()
    }

    #[test]
    fn what_has_room_stands_at_home() {
        let pieces = [piece(0.0, 0.0, (100.0, 20.0)), piece(300.0, 40.0, (100.0, 20.0))];
        let centres: Vec<Pos2> = rects(&pieces).iter().map(Rect::center).collect();
        assert_eq!(centres, [pos2(0.0, 0.0), pos2(300.0, 40.0)]);
    }

    #[test]
    fn what_opens_holds_its_parts_in_a_frame_and_pushes_others_out_of_it() {
        let mut pieces = vec![
            piece(0.0, 0.0, (100.0, 20.0)),
            piece(-130.0, 0.0, (100.0, 20.0)),
            piece(130.0, 0.0, (100.0, 20.0)),
        ];
        pieces.extend((0..6).map(|_| Piece { within: Some(0), ..piece(0.0, 0.0, (110.0, 24.0)) }));
        let places = still(&pieces, ASPECT);
        let &[(0, frame, 6)] = places.frames.as_slice() else { panic!("{:?}", places.frames) };
        let rects = rects(&pieces);
        assert!(rects[3..].iter().all(|rect| frame.contains_rect(*rect)));
        assert!(!rects[1].intersects(frame) && !rects[2].intersects(frame));
    }

    proptest! {
        #[test]
        fn order_stays_across_and_down_and_nothing_overlaps(
            boxes in prop::collection::vec((0.0..600.0_f32, 0.0..400.0_f32, 30.0..160.0_f32, 20.0..60.0_f32), 1..40)
        ) {
            let pieces: Vec<Piece> =
                boxes.iter().map(|&(x, y, w, h)| piece(x, y, (w, h))).collect();
            let rects = rects(&pieces);
            for (at, a) in rects.iter().enumerate() {
                for (other, b) in rects.iter().enumerate().skip(at + 1) {
                    prop_assert!(!a.intersects(*b), "{:?} lies over {:?}", a, b);
                    let (home_a, home_b) = (pieces[at].home.unwrap(), pieces[other].home.unwrap());
                    let slack = 0.01;
                    if home_a.x < home_b.x {
                        prop_assert!(a.center().x <= b.center().x + slack);
                    }
                    if home_a.y < home_b.y {
                        prop_assert!(a.center().y <= b.center().y + slack);
                    }
                }
            }
        }
    }
}
