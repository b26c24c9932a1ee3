//! Boxes put where there is room, when pushing them does not help.
//!
//! Owns the search for free spots and plain rows. Knows nothing of links.

use emath::{Pos2, Vec2, pos2};

use super::separate::{Field, HAIR};
use super::stress::Points;

/// Lifts boxes that lie on others, small ones first to go, and puts each into the free spot
/// nearest to where it was; false where one finds none.
///
/// Source: Hill (2002), US patent 6,370,673, for greedy legal placement in circuit layout, here
/// with boxes of any height; O(lifted * n² log n) at worst.
pub(super) fn reinsert(field: &Field, points: &mut Points) -> bool {
    let area = |at: usize| field.half[at].x * field.half[at].y;
    let mut order: Vec<usize> = (0..field.len()).collect();
    order.sort_by(|&a, &b| {
        let pinned = field.is_pinned(b).cmp(&field.is_pinned(a));
        pinned.then(area(b).total_cmp(&area(a))).then(a.cmp(&b))
    });
    let mut standing: Vec<usize> = Vec::with_capacity(order.len());
    let mut lifted = Vec::new();
    for node in order {
        let over = |other: usize| field.overlap(points, node, other).min_elem() > HAIR;
        if field.is_pinned(node) || !standing.iter().any(|&other| over(other)) {
            standing.push(node);
        } else {
            lifted.push(node);
        }
    }
    for node in lifted {
        let Some(spot) = free_spot(field, points, &standing, node) else { return false };
        (points.xs[node], points.ys[node]) = (spot.x, spot.y);
        standing.push(node);
    }
    true
}

/// The free spot nearest to a box's own: level with it, or touching what stands from above or
/// below.
fn free_spot(field: &Field, points: &Points, standing: &[usize], node: usize) -> Option<Pos2> {
    let own = pos2(points.xs[node], points.ys[node]);
    let half = field.half[node];
    let (low, high) = (field.low[node], field.high[node]);
    let mut levels = vec![own.y.clamp(low.y, high.y)];
    for &other in standing {
        let apart = half.y + field.half[other].y;
        levels.extend([points.ys[other] - apart, points.ys[other] + apart]);
    }
    levels.retain(|level| (low.y..=high.y).contains(level));
    levels.sort_by(|a, b| (a - own.y).abs().total_cmp(&(b - own.y).abs()).then(a.total_cmp(b)));
    levels.dedup();
    let mut best: Option<(f32, Pos2)> = None;
    for y in levels {
        if best.is_some_and(|(far, _)| far <= (y - own.y).abs()) {
            break;
        }
        let level = standing.iter().filter(|&&other| {
            half.y + field.half[other].y - (points.ys[other] - y).abs() > HAIR / 2.0
        });
        let mut taken: Vec<(f32, f32)> = level
            .map(|&other| {
                let apart = half.x + field.half[other].x;
                (points.xs[other] - apart, points.xs[other] + apart)
            })
            .collect();
        taken.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        if let Some(x) = nearest_free(&taken, own.x, low.x, high.x) {
            let far = own.distance(pos2(x, y));
            if best.is_none_or(|(least, _)| far < least) {
                best = Some((far, pos2(x, y)));
            }
        }
    }
    best.map(|(_, spot)| spot)
}

/// The value nearest to `wish` in `low..=high` that is in none of the sorted intervals.
fn nearest_free(taken: &[(f32, f32)], wish: f32, low: f32, high: f32) -> Option<f32> {
    let mut best: Option<f32> = None;
    let mut from = low;
    for &(start, end) in taken.iter().chain([&(f32::INFINITY, f32::INFINITY)]) {
        let to = start.min(high);
        if from <= to {
            let near = wish.clamp(from, to);
            if best.is_none_or(|best| (near - wish).abs() < (best - wish).abs()) {
                best = Some(near);
            }
        }
        from = from.max(end);
        if from > high {
            break;
        }
    }
    best
}

/// Centres of boxes in rows from the top left, in the order given, none wider than `width` if
/// need not be; and how high all rows are together.
pub(super) fn rows(sizes: &[Vec2], order: &[usize], width: f32, gap: Vec2) -> (Vec<Pos2>, f32) {
    let mut centres = vec![Pos2::ZERO; sizes.len()];
    let (mut x, mut top, mut tall) = (0.0_f32, 0.0_f32, 0.0_f32);
    for &node in order {
        let size = sizes[node];
        if x > 0.0 && x + size.x > width {
            top += tall + gap.y;
            (x, tall) = (0.0, 0.0);
        }
        centres[node] = pos2(x + size.x / 2.0, top + size.y / 2.0);
        x += size.x + gap.x;
        tall = tall.max(size.y);
    }
    (centres, top + tall)
}

/// Rows of boxes of about one height, for as many as can be; none where they are too high for
/// the room.
pub(super) fn dense_rows(sizes: &[Vec2], room: Vec2, gap: Vec2) -> Option<Vec<Pos2>> {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|&a, &b| sizes[b].y.total_cmp(&sizes[a].y).then(a.cmp(&b)));
    let (centres, height) = rows(sizes, &order, room.x, gap);
    (height <= room.y).then_some(centres)
}
