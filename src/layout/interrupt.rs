//! Links that find no way around a box: they stop before it and go on after it.
//!
//! Owns the gaps. A line under a box of others says that it ends there, so whatever a layout did to keep
//! links out of boxes, none is left under one. Knows nothing of why a link runs where it runs.

use emath::Pos2;

use super::grid::Grid;
use super::route::{Route, part_of, point_at};
use super::{LayoutRequest, NodeBox};

/// Free room between a box and a line that stops before it. World units.
const KEEP: f32 = 2.5;
/// So near to its ends a link may come close to other boxes. World units.
const END: f32 = 12.0;
/// Lines up to this width keep no more room than that. World units.
const THIN: f32 = 3.0;
/// How far apart points of a line are tried. World units.
const STEP: f32 = 2.0;
/// Most points that are tried of one curve.
const MOST_TRIED: usize = 1200;
/// A piece of a line that is shorter is no line. World units.
const LEAST_PIECE: f32 = 4.0;

/// Leaves out of each route what lies under boxes that are neither of its ends, with their counts.
///
/// O(length of the routes / [`STEP`] × boxes in a cell of the grid).
pub(super) fn interrupt(request: &LayoutRequest, boxes: &[NodeBox], routes: &mut [Route]) {
    let grid_for = |width: f32| {
        let half = if width > THIN { width / 2.0 - 0.5 } else { 0.0 };
        let expanded = |by: f32| boxes.iter().map(move |place| place.reach.expand(by));
        (
            Grid::of(&expanded(KEEP + half).collect::<Vec<_>>()),
            Grid::of(&expanded(half).collect::<Vec<_>>()),
        )
    };
    let thin = grid_for(THIN);
    for (link, route) in request.links.iter().zip(routes) {
        let own = [link.source, link.target];
        let wide = (link.width > THIN).then(|| grid_for(link.width));
        let (grid, bare) = wide.as_ref().unwrap_or(&thin);
        let Some(ends) = ends_of(route) else { continue };
        // Where a link ends, boxes stand as near to it as they do to its own box.
        let is_covered = |point: Pos2| {
            let near = ends.iter().any(|end| (point - *end).length() < END);
            if near { bare.covers(point, own) } else { grid.covers(point, own) }
        };
        let open: Vec<[Pos2; 4]> =
            route.segments.iter().flat_map(|segment| open_parts(segment, &is_covered)).collect();
        // What is covered by boxes put onto each other is still to be told from what is not there.
        if !open.is_empty() && open != route.segments {
            route.segments = open;
        }
    }
}

fn ends_of(route: &Route) -> Option<[Pos2; 2]> {
    Some([route.segments.first()?[0], route.segments.last()?[3]])
}

/// The parts of a curve that no box covers.
fn open_parts(segment: &[Pos2; 4], is_covered: &impl Fn(Pos2) -> bool) -> Vec<[Pos2; 4]> {
    let length: f32 = segment.windows(2).map(|pair| (pair[1] - pair[0]).length()).sum();
    let n = ((length / STEP).ceil() as usize).clamp(2, MOST_TRIED);
    let share = |step: usize| step as f32 / n as f32;
    let is_open: Vec<bool> =
        (0..=n).map(|step| !is_covered(point_at(segment, share(step)))).collect();
    if is_open.iter().all(|open| *open) {
        return vec![*segment];
    }
    let mut parts = Vec::new();
    let mut start = None;
    for (step, open) in is_open.iter().copied().chain([false]).enumerate() {
        match (open, start) {
            (true, None) => start = Some(step),
            (false, Some(from)) => {
                let to = step - 1;
                if (to - from) as f32 * length / n as f32 >= LEAST_PIECE {
                    parts.push(part_of(segment, share(from), share(to)));
                }
                start = None;
            }
            _ => {}
        }
    }
    parts
}
