//! Staying in place: what stands somewhere when all is shown stays near that place when only a part
//! is; what is new stands beside what it is joined to.

use emath::Vec2;

use super::bearing::Wishes;
use super::ring::{bearing_of, direction};
use super::rings::{Crowd, Standing};

/// How much larger worlds may be than the smallest for what stands in them to stay in its place.
const ROOMIER: [f32; 7] = [1.0, 1.04, 1.08, 1.12, 1.16, 1.2, 1.25];
/// What a world twice as large costs, in moves as a share of the room's diagonal: words are
/// smaller in it.
const ROOMY_COST: f32 = 0.05;

/// How often new nodes look at where their neighbours stand by then.
const SWEEPS: usize = 4;
/// How much more the bearing of its group counts than that of any other neighbour.
const GROUP_PULL: f32 = 3.0;

/// Which bearing each node would like, 0 to 4; `levels` are the nodes in the order in which new ones
/// look around. O(sweeps * (n + m)).
pub(super) fn bearings_at_home(levels: &[Vec<usize>], wishes: &Wishes) -> Vec<f32> {
    let way_home = |home: &Option<f32>| home.map_or(Vec2::ZERO, direction);
    let mut ways: Vec<Vec2> = wishes.home.iter().map(way_home).collect();
    for _ in 0..SWEEPS {
        for &node in levels.iter().flatten() {
            let pull = pull_on(node, wishes, &ways);
            let is_new = wishes.home.get(node).is_some_and(Option::is_none);
            if let Some(way) = ways.get_mut(node).filter(|_| is_new) {
                *way = shortened(pull);
            }
        }
    }
    let bearing = |(at, way): (usize, &Vec2)| {
        let home = wishes.home.get(at).copied().flatten();
        home.unwrap_or_else(|| bearing_of(*way)).rem_euclid(4.0)
    };
    ways.iter().enumerate().map(bearing).collect()
}

/// A direction at the length of one, or none.
fn shortened(way: Vec2) -> Vec2 {
    let length_sq = way.length_sq();
    if length_sq > 0.0 { way / length_sq.sqrt() } else { way }
}

/// The sum of the directions in which a node's neighbours and its group stand.
fn pull_on(node: usize, wishes: &Wishes, ways: &[Vec2]) -> Vec2 {
    let way = |at: &usize| ways.get(*at).copied().unwrap_or(Vec2::ZERO);
    let around = wishes.neighbours.get(node).map(Vec::as_slice).unwrap_or_default();
    let pull = around.iter().map(way).fold(Vec2::ZERO, |sum, way| sum + way);
    let head = wishes.group.get(node).copied().flatten();
    pull + head.as_ref().map_or(Vec2::ZERO, way) * GROUP_PULL
}

/// The crowd near where it stands when all is shown, in the world, up to a quarter larger than a
/// given one, in which it stays there best; `None` where no such world holds it and lets words be
/// read.
pub(super) fn near_home(
    crowd: &Crowd<'_>,
    world: Vec2,
    room: Vec2,
    least_zoom: f32,
) -> Option<(Standing, Vec2)> {
    let tried = ROOMIER.into_iter().filter_map(|more| {
        let world = world * more;
        let zoom = (room / world).min_elem();
        let standing = if zoom >= least_zoom { crowd.stand_near_home(world) } else { None }?;
        let moved = mean_move(crowd, &standing, world) / world.length_sq().sqrt();
        let cost = moved + ROOMY_COST * (more - 1.0);
        Some((cost, (standing, world)))
    });
    let best = tried.min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(best.1)
}

/// How far nodes stand from where they stand when all is shown, on average. World units.
fn mean_move(crowd: &Crowd<'_>, standing: &Standing, world: Vec2) -> f32 {
    let known = crowd.homes.iter().zip(&standing.centres);
    let moves = known.filter_map(|(home, at)| Some(((*home)? * world - at.to_vec2()).length_sq()));
    let (n, sum) = moves.fold((0.0_f32, 0.0), |(n, sum), far| (n + 1.0, sum + far.sqrt()));
    sum / n.max(1.0)
}
