//! Looking closer opens what then has room, looking from farther folds it again.
//!
//! Owns when that happens and how the camera carries over, so that what one looks at stays where
//! it is on the screen. What folds and opens is the picture's matter.

use egui::{Pos2, Rect};

use crate::scene::Camera;
use crate::view::{MAGNIFICATION, Picture, READABLE_ZOOM, Unfold, View};

/// One looks this much closer than a step of magnification before more is opened, so that a
/// picture on the threshold does not open and fold by turns.
const SLACK: f32 = 1.2;
/// The whole picture is looked at from so much farther at most.
const MOST_AWAY: f32 = 0.8;
/// Just under the zoom at which a step of magnification is taken back.
const ALMOST: f32 = 0.99;
/// No step beyond this one.
const MOST_STEPS: u8 = 5;

/// The steps of magnification that suit a camera over a picture.
pub(super) fn steps_for(picture: &Picture, view: &View, camera: Camera) -> u8 {
    let steps = picture.magnified();
    if view.folding.way != Unfold::Auto {
        return 0;
    }
    let fitting = picture.fitting_zoom();
    let could_open = picture.scene.nodes.iter().any(|node| node.n_folded > 0);
    let (mut steps, mut zoom) = (steps, camera.zoom);
    while could_open && steps < MOST_STEPS && zoom > fitting * MAGNIFICATION * SLACK {
        (steps, zoom) = (steps + 1, zoom / MAGNIFICATION);
    }
    while steps > 0 && zoom < fitting {
        (steps, zoom) = (steps - 1, zoom * MAGNIFICATION);
    }
    steps
}

/// The least zoom at which a picture is looked at. Where more is open than the whole would show,
/// it folds again before its labels get too small; the whole is shown no smaller than can be
/// read, where it can be.
pub(super) fn least_zoom(picture: &Picture) -> f32 {
    let fitting = picture.fitting_zoom();
    match picture.magnified() {
        0 => fitting.min(READABLE_ZOOM.max(fitting * MOST_AWAY)),
        _ => fitting * ALMOST,
    }
}

/// How world points of one picture become those of the next, and the camera with which what
/// stands nearest to `fixed_screen` in both stays where it is on the screen.
pub(super) fn carried_over(
    (before, after): (&Picture, &Picture),
    camera: Camera,
    fixed_screen: Pos2,
    canvas: Rect,
) -> Camera {
    let steps =
        |picture: &Picture| (0..picture.magnified()).fold(1.0, |room: f32, _| room * MAGNIFICATION);
    // The whole picture keeps its size on the screen.
    let ratio = (steps(before) / before.fitting_zoom()) / (steps(after) / after.fitting_zoom());
    let zoom = camera.zoom * ratio;
    let fixed_world = camera.world_from_screen(fixed_screen, canvas);
    let stays = before.scene.nodes.iter().filter(|node| after.scene.node(&node.id).is_some());
    let nearest = stays.min_by(|a, b| {
        let far = |node: &crate::scene::SceneNode| node.rect.center().distance_sq(fixed_world);
        far(a).total_cmp(&far(b))
    });
    let ends = nearest
        .and_then(|node| Some((node.rect.center(), after.scene.node(&node.id)?.rect.center())));
    let Some((from_world, to_world)) = ends else { return Camera { zoom, ..camera } };
    let seen_at = camera.screen_from_world(from_world, canvas);
    Camera { centre: to_world - (seen_at - canvas.center()) / zoom, zoom }
}
