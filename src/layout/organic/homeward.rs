//! The last steps home: boxes go back to where they stood, as far as nothing stands in the way.
//!
//! Owns which steps are taken. Knows nothing of links. World units.

use emath::{Pos2, Rect, vec2};

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

/// Whether a box standing there keeps the gap to all others.
fn is_clear(problem: &Problem<'_>, centres: &[Pos2], at: usize, to: Pos2) -> bool {
    let own = problem.sizes[at];
    centres.iter().zip(problem.sizes).enumerate().all(|(other, (centre, size))| {
        let reach = (own + *size) / 2.0 + problem.gap;
        let far = (to - *centre).abs();
        other == at || far.x >= reach.x || far.y >= reach.y
    })
}
