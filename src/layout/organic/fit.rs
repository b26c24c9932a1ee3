//! A drawing without unit turned and scaled into a room.
//!
//! Owns the turn and the two scales. Knows nothing of links.

use emath::{Vec2, vec2};

use super::distance::Distances;
use super::separate::Field;
use super::stress::Points;

/// How much longer a link may be drawn along one axis than along the other.
const STRETCH: f32 = 1.04;

/// How far links draw beyond what would just fit the room, at no and at full coverage by boxes:
/// walls hold the ends, and boxes in the middle get more room.
const FILL: (f32, f32) = (1.13, 1.73);
/// Links are drawn no longer than this, in world units, be the room ever so large.
const LONGEST_LINK: f32 = 320.0;

/// Turns the drawing so that its long side lies along the room's, about its middle.
///
/// Principal axes of the two-by-two covariance, in closed form; O(n).
pub(super) fn turn(points: &mut Points, room: Vec2) {
    let n = points.xs.len().max(1) as f32;
    let mean = vec2(points.xs.iter().sum::<f32>() / n, points.ys.iter().sum::<f32>() / n);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in points.xs.iter_mut().zip(&mut points.ys) {
        *x -= mean.x;
        *y -= mean.y;
        xx += *x * *x;
        xy += *x * *y;
        yy += *y * *y;
    }
    let (half, mid) = ((xx - yy) / 2.0, f32::midpoint(xx, yy));
    let spread = (half * half + xy * xy).sqrt();
    let long = if half >= 0.0 { vec2(half + spread, xy) } else { vec2(xy, spread - half) };
    let length = long.length();
    if length <= mid.abs() * 1e-6 || !length.is_finite() {
        return;
    }
    let long = long / length;
    let wide = room.x >= room.y;
    for (x, y) in points.xs.iter_mut().zip(&mut points.ys) {
        let (along, beside) = (*x * long.x + *y * long.y, *y * long.x - *x * long.y);
        (*x, *y) = if wide { (along, beside) } else { (beside, along) };
    }
}

/// Scales the drawing from links to world units and moves it into the middle of the room, `more`
/// times as large as usual; gives back how many links one unit is, either way.
pub(super) fn fit(points: &mut Points, field: &Field, room: Vec2, more: f32) -> Vec2 {
    let n = field.len().max(1) as f32;
    let mean_half = field.half.iter().copied().fold(Vec2::ZERO, |sum, half| sum + half) / n;
    let covered: f32 = field.half.iter().map(|half| 4.0 * half.x * half.y).sum();
    let coverage = (covered / (room.x * room.y).max(1.0)).min(1.0);
    let fill = FILL.0 + (FILL.1 - FILL.0) * coverage;
    let fill = fill * more;
    let (x_from, x_to) = ends(&points.xs);
    let (y_from, y_to) = ends(&points.ys);
    let free = (room - 2.0 * mean_half).max(room * 0.2) * fill;
    let by = vec2(free.x / (x_to - x_from).max(1e-3), free.y / (y_to - y_from).max(1e-3));
    let by =
        vec2(by.x.min(by.y * STRETCH), by.y.min(by.x * STRETCH)).min(Vec2::splat(LONGEST_LINK));
    let middle = vec2(f32::midpoint(x_from, x_to), f32::midpoint(y_from, y_to));
    for x in &mut points.xs {
        *x = (*x - middle.x) * by.x + room.x / 2.0;
    }
    for y in &mut points.ys {
        *y = (*y - middle.y) * by.y + room.y / 2.0;
    }
    vec2(1.0 / by.x, 1.0 / by.y)
}

/// How many links one unit of a drawing is, by least stress.
pub(super) fn scale_of(points: &Points, distances: &Distances) -> Vec2 {
    let n = distances.len();
    let (mut mixed, mut square) = (0.0_f32, 0.0_f32);
    for a in 0..n {
        for b in a + 1..n {
            let (x, y) = (points.xs[a] - points.xs[b], points.ys[a] - points.ys[b]);
            let (drawn, weight) = ((x * x + y * y).sqrt(), distances.weight(a, b));
            mixed += weight * drawn * distances.between(a, b);
            square += weight * drawn * drawn;
        }
    }
    Vec2::splat(if mixed > 0.0 && square > 0.0 { mixed / square } else { 1.0 / LONGEST_LINK })
}

fn ends(values: &[f32]) -> (f32, f32) {
    let low = values.iter().copied().fold(f32::INFINITY, f32::min);
    (low, values.iter().copied().fold(f32::NEG_INFINITY, f32::max))
}
