//! One ring: a closed curve around a middle, and places on it. World units.

use emath::{Pos2, Vec2, pos2, vec2};

/// How far the control points stand out, as share of the radius: an ellipse would have 0.5523;
/// a little more uses the corners of a window better.
const FULLNESS: f32 = 0.66;

/// A round line about a middle: an ellipse, slightly filled out towards its corners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ring {
    /// Its middle. World units.
    pub centre: Pos2,
    /// How far it reaches to the sides and up or down. World units.
    pub radii: Vec2,
}

/// Share of the radius at `t` of a quarter turn away from an axis (Bernstein form), and how fast
/// it falls.
fn quarter(t: f32) -> (f32, f32) {
    let u = 1.0 - t;
    let share = u * u * u + 3.0 * u * u * t + 3.0 * u * t * t * FULLNESS;
    let fall = 6.0 * u * t * (FULLNESS - 1.0) - 3.0 * t * t * FULLNESS;
    (share, fall)
}

impl Ring {
    /// The whole line as four cubic curves that join end to end.
    pub fn curve(&self) -> [[Pos2; 4]; 4] {
        let at = |x: f32, y: f32| self.centre + vec2(x, y) * self.radii;
        let arc = |(x, y): (f32, f32), (a, b): (f32, f32)| {
            let (i, j) = (FULLNESS * a, FULLNESS * b);
            let (p, q) = (FULLNESS * x, FULLNESS * y);
            [at(x, y), at(x + i, y + j), at(a + p, b + q), at(a, b)]
        };
        let (left, top, right, bottom) = ((-1.0, 0.0), (0.0, -1.0), (1.0, 0.0), (0.0, 1.0));
        [arc(left, top), arc(top, right), arc(right, bottom), arc(bottom, left)]
    }

    /// The place at a bearing: quarter turns clockwise from the left end, 0 to 4.
    pub(super) fn at(&self, bearing: f32) -> Pos2 {
        let (turn, t) = split(bearing);
        let ((near, _), (far, _)) = (quarter(t), quarter(1.0 - t));
        self.centre + turned(turn, vec2(-near, -far)) * self.radii
    }

    /// How far the place moves to the side and up or down as its bearing grows by one.
    pub(super) fn pace(&self, bearing: f32) -> Vec2 {
        let (turn, t) = split(bearing);
        let ((_, near), (_, far)) = (quarter(t), quarter(1.0 - t));
        turned(turn, vec2(-near, far)).abs() * self.radii
    }
}

fn split(bearing: f32) -> (u8, f32) {
    let bearing = if (0.0..4.0).contains(&bearing) { bearing } else { bearing.rem_euclid(4.0) };
    let turn = (bearing as u8).min(3);
    (turn, bearing - f32::from(turn))
}

/// Turned clockwise by quarters (y points down).
fn turned(turn: u8, way: Vec2) -> Vec2 {
    match turn {
        0 => way,
        1 => vec2(-way.y, way.x),
        2 => -way,
        _ => vec2(way.y, -way.x),
    }
}

/// The bearing of a direction, 0 to 4: its share of the quarter by the sum of both lengths,
/// which needs no trigonometry.
pub(super) fn bearing_of(way: Vec2) -> f32 {
    let sum = way.x.abs() + way.y.abs();
    if sum <= 0.0 {
        return 0.0;
    }
    let up = way.y < 0.0;
    match (way.x < 0.0, up) {
        (true, true) => -way.y / sum,
        (false, true) => 1.0 + way.x / sum,
        (false, false) => 2.0 + way.y / sum,
        (true, false) => (3.0 - way.x / sum).min(3.999),
    }
}

/// The direction of a bearing on the ring of radius one.
pub(super) fn direction(bearing: f32) -> Vec2 {
    Ring { centre: pos2(0.0, 0.0), radii: vec2(1.0, 1.0) }.at(bearing).to_vec2()
}

/// The same bearing, whole turns aside, within two quarters of another.
pub(super) fn unwound(bearing: f32, near: f32) -> f32 {
    near + (bearing - near + 2.0).rem_euclid(4.0) - 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bearings_run_clockwise_from_the_left_and_directions_lead_back() {
        let ring = Ring { centre: pos2(10.0, 20.0), radii: vec2(100.0, 50.0) };
        assert_eq!(ring.at(0.0), pos2(-90.0, 20.0));
        assert_eq!(ring.at(1.0), pos2(10.0, -30.0));
        assert_eq!(ring.at(2.0), pos2(110.0, 20.0));
        assert_eq!(ring.at(3.0), pos2(10.0, 70.0));
        for step in 0..64 {
            let bearing = step as f32 / 16.0;
            let back = unwound(bearing_of(direction(bearing)), bearing);
            assert!((back - bearing).abs() < 0.1, "{bearing} came back as {back}");
            let moved = ring.at(bearing + 0.01) - ring.at(bearing - 0.01);
            assert!((moved.abs() / 0.02 - ring.pace(bearing)).length() < 3.0, "{bearing}");
        }
    }

    #[test]
    fn places_lie_on_the_drawn_line() {
        let ring = Ring { centre: pos2(0.0, 0.0), radii: vec2(300.0, 200.0) };
        for (turn, arc) in ring.curve().iter().enumerate() {
            for step in 0..8 {
                let t = step as f32 / 8.0;
                let drawn = super::super::route::point_at(arc, t);
                assert!(drawn.distance(ring.at(turn as f32 + t)) < 0.01);
            }
        }
    }
}
