//! Where the window looks: at the whole picture, or where the user chose, and how far in and out.
//!
//! Owns the camera's own choices. Pictures do not depend on it; what the user does to it comes in from the
//! canvas.

use egui::{Pos2, Rangef, Rect, Vec2, pos2, vec2};

use super::canvas::{Shown, picture_area, room_for_picture};
use crate::scene::Camera;
use crate::view::{LARGEST_FIT, READABLE_ZOOM};

/// More nodes than these are looked at from afar.
const CROWD: usize = 400;
/// Zooms that differ by less are one.
pub(super) const ALMOST: f32 = 1.002;
/// Lanes that fit across are not shown smaller than this because they are long.
const LANES_ZOOM: f32 = 0.9;
/// The largest zoom one looks at a picture with.
const MOST_ZOOM: f32 = 2.0;

/// The camera in force: the user's, or the one of the whole picture.
pub(super) fn camera_of(shown: &Shown<'_>, canvas: Rect) -> Camera {
    let Some(camera) = shown.session.view().camera else { return whole_camera(shown, canvas) };
    camera
}

/// The camera of the whole picture: all of it as large as the room allows; where words could not be
/// read then, its beginning at a size at which they can.
pub(super) fn whole_camera(shown: &Shown<'_>, canvas: Rect) -> Camera {
    let (area, most_zoom) = match shown.slide {
        Some(slide) => (slide.area, slide.most_zoom),
        None => (picture_area(canvas, shown.session.view()), LARGEST_FIT),
    };
    let Some(bounds) = shown.picture.layout.at_first() else {
        return Camera { centre: Pos2::ZERO, zoom: 1.0 };
    };
    let fit = Camera::fit(bounds, area.size(), most_zoom);
    let zoom =
        if shown.slide.is_some() { fit.zoom } else { whole_zoom(shown, bounds, area.size()) };
    let seen = area.size() / zoom;
    let from = |low: f32, high: f32, room: f32| {
        if high - low <= room { f32::midpoint(low, high) } else { low + room / 2.0 }
    };
    // Lanes hang from their headings, so that these stand at one height in every picture.
    let hangs = shown.slide.is_none() && shown.picture.layout_kind().has_lanes();
    let down = if hangs {
        bounds.top() + seen.y / 2.0
    } else {
        from(bounds.top(), bounds.bottom(), seen.y)
    };
    let camera = Camera { centre: pos2(from(bounds.left(), bounds.right(), seen.x), down), zoom };
    // The area is not in the middle of the canvas: legend and margins are below it.
    Camera { centre: camera.centre - (area.center() - canvas.center()) / camera.zoom, ..camera }
}

/// The zoom at which the whole picture is shown of itself: all of it, but no smaller than can be read; lanes
/// as wide as the canvas, whatever is opened in them. A crowd is looked at from afar: its labels come as far
/// as there is room for them.
fn whole_zoom(shown: &Shown<'_>, bounds: Rect, area: Vec2) -> f32 {
    let fit = Camera::fit(bounds, area, LARGEST_FIT).zoom;
    let has_lanes = shown.picture.layout_kind().has_lanes();
    if !has_lanes && shown.picture.scene.nodes.len() > CROWD {
        return fit;
    }
    let wide = area.x / bounds.width().max(1.0);
    let least = if has_lanes { wide.min(LANES_ZOOM) } else { 0.0 };
    fit.max(least).max(READABLE_ZOOM)
}

/// The zooms between which one looks: all of the picture, and words twice their natural size.
pub(super) fn zooms(shown: &Shown<'_>, canvas: Rect) -> (f32, f32) {
    let room = room_for_picture(canvas.size(), shown.session.view());
    let scene = &shown.picture.scene;
    let all = scene.bounds.map_or(1.0, |bounds| Camera::fit(bounds, room, LARGEST_FIT).zoom);
    let whole = whole_camera(shown, canvas).zoom;
    (all.min(whole), MOST_ZOOM.max(whole) * shown.scale())
}

/// How far the picture has to move so that the selected node is seen.
pub(super) fn out_from_under(shown: &Shown<'_>, camera: Camera, canvas: Rect) -> Vec2 {
    let subject = shown.session.view().subject();
    let Some(node) = subject.and_then(|id| shown.picture.scene.node(id)) else {
        return Vec2::ZERO;
    };
    let seen = picture_area(canvas, shown.session.view());
    let rect = camera.screen_rect(node.reach, canvas);
    vec2(moved_in(rect.x_range(), seen.x_range()), moved_in(rect.y_range(), seen.y_range()))
}

/// How far something moves to be seen; what is larger than the room shows its beginning.
fn moved_in(own: Rangef, room: Rangef) -> f32 {
    if own.min < room.min {
        room.min - own.min
    } else {
        (room.max - own.max).min(0.0).max(room.min - own.min)
    }
}
