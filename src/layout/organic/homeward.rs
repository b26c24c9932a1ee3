//! The last steps home: boxes go back to where they stood, as far as nothing stands in the way, and
//! a drawing made anew is turned the way the old one was.
//!
//! Owns which steps are taken. Knows nothing of links. World units.

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use super::Problem;

/// How often every box has its turn: what made way may let the next one pass.
const ROUNDS: usize = 8;
/// Shares of the way home that are tried.
const STRIDES: [f32; 6] = [1.0, 0.75, 0.5, 0.3, 0.15, 0.06];

/// Moves every box that has a home, and no pin, nearer to it where it then still stands in the
/// room and clear of the others. O(rounds * n²).
pub(super) fn go_home(problem: &Problem<'_>, centres: &mut [Pos2]) {
    let room = Rect::from_min_size(Pos2::ZERO, problem.room);
    for _ in 0..ROUNDS {
        for at in 0..centres.len() {
            let pinned = problem.pinned.get(at).copied().flatten();
            let home = problem.homes.get(at).copied().flatten();
            let Some(home) = home.filter(|home| home.is_finite() && pinned.is_none()) else {
                continue;
            };
            let way = home - centres[at];
            // Straight, or along one side of what stands in the way.
            for way in [way, vec2(way.x, 0.0), vec2(0.0, way.y)] {
                let steps = STRIDES.into_iter().map(|share| centres[at] + way * share);
                let step = steps.into_iter().find(|&to| {
                    room.contains_rect(Rect::from_center_size(to, problem.sizes[at]))
                        && is_clear(problem, centres, at, to)
                });
                if let Some(to) = step {
                    centres[at] = to;
                    break;
                }
            }
        }
    }
}

/// Mirrors a drawing in which nothing is pinned, at one or both axes of its room, so that boxes
/// stand as near as can be to their `homes`. O(n).
pub(super) fn face_home(room: Vec2, homes: &[Option<Pos2>], centres: &mut [Pos2]) {
    let mirrored = |centre: Pos2, (at_x, at_y): (bool, bool)| {
        let x = if at_x { room.x - centre.x } else { centre.x };
        pos2(x, if at_y { room.y - centre.y } else { centre.y })
    };
    let far = |axes: (bool, bool)| -> f32 {
        let ways = homes.iter().zip(centres.iter());
        let ways = ways.filter_map(|(home, &at)| Some(mirrored(at, axes).distance_sq((*home)?)));
        ways.sum()
    };
    let ways = [(false, false), (true, false), (false, true), (true, true)];
    let best = ways.into_iter().min_by(|a, b| far(*a).total_cmp(&far(*b)));
    for centre in centres.iter_mut() {
        *centre = mirrored(*centre, best.unwrap_or_default());
    }
}

/// Whether a box standing there keeps the gap to all others.
fn is_clear(problem: &Problem<'_>, centres: &[Pos2], at: usize, to: Pos2) -> bool {
    let own = problem.sizes[at];
    centres.iter().zip(problem.sizes).enumerate().all(|(other, (centre, size))| {
        let reach = (own + *size) / 2.0 + problem.gap;
        let far = (to - *centre).abs();
        other == at || far.x >= reach.x || far.y >= reach.y
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_made_anew_faces_the_way_the_old_one_did() {
        let room = vec2(400.0, 300.0);
        let drawn = [pos2(50.0, 40.0), pos2(300.0, 60.0), pos2(120.0, 250.0)];
        for (at_x, at_y) in [(false, false), (true, false), (false, true), (true, true)] {
            let turned = |p: Pos2| {
                let x = if at_x { room.x - p.x } else { p.x };
                pos2(x, if at_y { room.y - p.y } else { p.y })
            };
            let homes = [Some(turned(drawn[0])), None, Some(turned(drawn[2]))];
            let mut centres = drawn;
            face_home(room, &homes, &mut centres);
            assert_eq!(centres, drawn.map(turned));
        }
    }
}
