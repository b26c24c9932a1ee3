//! Where nodes stand before their stress is lowered.
//!
//! Owns the first positions, in links. Knows nothing of boxes or rooms.

use emath::{Pos2, Vec2};

use super::distance::{Distances, Graph};
use super::random::Random;
use super::stress::Points;

/// So many nodes the others are measured from.
const PIVOTS: usize = 24;
/// So often the axes are turned towards the longest ones.
const TURNS: usize = 40;
/// So far nodes of one place are strewn, in links.
const STREWN: f32 = 0.2;

/// Positions that tell far from near.
///
/// Source: Brandes, Pich (2006), Eigensolver methods for progressive multidimensional scaling of
/// large data (PivotMDS); O(n * pivots²).
pub(super) fn start(distances: &Distances) -> Points {
    let n = distances.len();
    let pivots = pivots(distances);
    let k = pivots.len();
    let squares = centred(distances, &pivots);
    let mut random = Random(2006);
    let first = longest_axis(&squares, k, None, &mut random);
    let second = longest_axis(&squares, k, Some(&first), &mut random);
    // An axis of unit length over the pivots is measured in squares; back to links.
    let shrink = 1.0 / ((k.max(1) as f32).sqrt() * distances.longest().max(1.0));
    let mut along = |axis: &[f32]| -> Vec<f32> {
        let row = |node: usize| dot(&squares[node * k..(node + 1) * k], axis);
        (0..n).map(|node| row(node) * shrink + STREWN * random.around_zero()).collect()
    };
    Points { xs: along(&first), ys: along(&second) }
}

/// Nodes at their homes, those without beside the neighbours that are placed, a ring of
/// neighbours at a time; what no link joins to any home begins in the middle. O(n + m).
pub(super) fn beside_neighbours(graph: &Graph, homes: &[Option<Pos2>], room: Vec2) -> Points {
    let mut random = Random(2019);
    let mut at: Vec<Option<Pos2>> = homes.to_vec();
    let mut ring: Vec<usize> = (0..graph.len()).filter(|&node| at[node].is_some()).collect();
    while !ring.is_empty() {
        let ends = ring.iter().flat_map(|&node| graph.around(node)).map(|&end| end as usize);
        let mut next: Vec<usize> = ends.filter(|&node| at[node].is_none()).collect();
        next.sort_unstable();
        next.dedup();
        let means: Vec<Pos2> = next
            .iter()
            .map(|&node| {
                let placed = graph.around(node).iter().filter_map(|&end| at[end as usize]);
                let (sum, n) =
                    placed.fold((Vec2::ZERO, 0.0_f32), |(s, n), p| (s + p.to_vec2(), n + 1.0));
                (sum / n.max(1.0)).to_pos2()
            })
            .collect();
        for (&node, mean) in next.iter().zip(means) {
            at[node] = Some(mean);
        }
        ring = next;
    }
    let mut points = Points::default();
    for place in at {
        let place = place.unwrap_or_else(|| (room / 2.0).to_pos2());
        points.xs.push(place.x + random.around_zero());
        points.ys.push(place.y + random.around_zero());
    }
    points
}

/// Each as far as can be from those before it.
fn pivots(distances: &Distances) -> Vec<usize> {
    let n = distances.len();
    let mut nearest = vec![f32::INFINITY; n];
    let mut chosen = Vec::with_capacity(PIVOTS);
    let mut next = 0;
    while chosen.len() < PIVOTS.min(n) {
        chosen.push(next);
        let mut farthest = -1.0;
        let from = next;
        for (node, near) in nearest.iter_mut().enumerate() {
            *near = near.min(distances.between(from, node));
            if *near > farthest {
                (farthest, next) = (*near, node);
            }
        }
    }
    chosen
}

/// Squared distances to the pivots with the means of rows and columns taken off, row by row.
fn centred(distances: &Distances, pivots: &[usize]) -> Vec<f32> {
    let (n, k) = (distances.len(), pivots.len());
    let mut squares = Vec::with_capacity(n * k);
    for node in 0..n {
        squares.extend(pivots.iter().map(|&pivot| {
            let far = distances.between(node, pivot);
            -0.5 * far * far
        }));
    }
    let mut columns = vec![0.0; k];
    for row in squares.chunks_mut(k.max(1)) {
        let mean = row.iter().sum::<f32>() / k as f32;
        for (cell, column) in row.iter_mut().zip(&mut columns) {
            *cell -= mean;
            *column += *cell;
        }
    }
    for row in squares.chunks_mut(k.max(1)) {
        for (cell, column) in row.iter_mut().zip(&columns) {
            *cell -= column / n as f32;
        }
    }
    squares
}

/// The direction in which rows spread most, square to `other`; by power iteration.
fn longest_axis(squares: &[f32], k: usize, other: Option<&[f32]>, random: &mut Random) -> Vec<f32> {
    let mut product = vec![0.0; k * k];
    for row in squares.chunks(k.max(1)) {
        for (a, line) in row.iter().zip(product.chunks_mut(k.max(1))) {
            for (b, cell) in row.iter().zip(line) {
                *cell += a * b;
            }
        }
    }
    let mut axis: Vec<f32> = (0..k).map(|_| random.around_zero()).collect();
    for _ in 0..TURNS {
        let mut turned: Vec<f32> = product.chunks(k.max(1)).map(|row| dot(row, &axis)).collect();
        if let Some(other) = other {
            let along = dot(&turned, other);
            for (cell, part) in turned.iter_mut().zip(other) {
                *cell -= along * part;
            }
        }
        let length = dot(&turned, &turned).sqrt();
        if length <= f32::MIN_POSITIVE || !length.is_finite() {
            break;
        }
        axis = turned.into_iter().map(|cell| cell / length).collect();
    }
    axis
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
