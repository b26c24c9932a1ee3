//! From world to screen and back.

use emath::{Pos2, Rect, Vec2};

/// Zoom range: from the largest atlas in a small window to a single letter.
const ZOOM: std::ops::RangeInclusive<f32> = 0.004..=8.0;

/// Where the window looks: **screen** = (**world** - `centre`) * `zoom` + middle of the canvas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// The world point in the middle of the canvas.
    pub centre: Pos2,
    /// Screen points to a world unit.
    pub zoom: f32,
}

impl Camera {
    /// Looks at the whole of `bounds`, no larger than `most`.
    pub fn fit(bounds: Rect, canvas: Vec2, most: f32) -> Self {
        let zoom = (canvas.x / bounds.width().max(1.0)).min(canvas.y / bounds.height().max(1.0));
        let zoom = if zoom.is_finite() { zoom } else { 1.0 };
        Self { centre: bounds.center(), zoom: zoom.min(most).clamp(*ZOOM.start(), *ZOOM.end()) }
    }

    /// World to screen.
    pub fn screen_from_world(&self, pos_world: Pos2, canvas_screen: Rect) -> Pos2 {
        canvas_screen.center() + (pos_world - self.centre) * self.zoom
    }

    /// Screen to world.
    pub fn world_from_screen(&self, pos_screen: Pos2, canvas_screen: Rect) -> Pos2 {
        self.centre + (pos_screen - canvas_screen.center()) / self.zoom
    }

    /// A rectangle from world to screen.
    pub fn screen_rect(&self, rect_world: Rect, canvas_screen: Rect) -> Rect {
        Rect::from_min_max(
            self.screen_from_world(rect_world.min, canvas_screen),
            self.screen_from_world(rect_world.max, canvas_screen),
        )
    }

    /// Zooms by a factor; what is under `anchor_screen` stays there.
    #[must_use]
    pub fn zoomed(self, factor: f32, anchor_screen: Pos2, canvas_screen: Rect) -> Self {
        let anchor_world = self.world_from_screen(anchor_screen, canvas_screen);
        let zoom = (self.zoom * factor).clamp(*ZOOM.start(), *ZOOM.end());
        let centre = anchor_world - (anchor_screen - canvas_screen.center()) / zoom;
        if zoom.is_finite() && centre.is_finite() { Self { centre, zoom } } else { self }
    }

    /// Moves so that what was under the pointer stays under it after a drag of `by_screen`.
    #[must_use]
    pub fn panned(self, by_screen: Vec2) -> Self {
        Self { centre: self.centre - by_screen / self.zoom, ..self }
    }

    /// Part of the way from here to `other`, `t` in 0..=1.
    #[must_use]
    pub fn towards(self, other: Self, t: f32) -> Self {
        Self {
            centre: self.centre + (other.centre - self.centre) * t,
            // Equal steps of zoom look equal when they are ratios.
            zoom: self.zoom * (other.zoom / self.zoom).powf(t),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use emath::{pos2, vec2};

    const CANVAS: Rect = Rect { min: pos2(100.0, 50.0), max: pos2(900.0, 650.0) };

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let camera = Camera { centre: pos2(10.0, 20.0), zoom: 1.0 };
        let pointer = pos2(300.0, 200.0);
        let before = camera.world_from_screen(pointer, CANVAS);
        let after = camera.zoomed(3.0, pointer, CANVAS).world_from_screen(pointer, CANVAS);
        assert!(before.distance(after) < 1e-3);
    }

    #[test]
    fn fitting_shows_all_of_the_bounds() {
        let bounds = Rect::from_min_max(pos2(-500.0, 0.0), pos2(1500.0, 300.0));
        let camera = Camera::fit(bounds, vec2(800.0, 600.0), 1.25);
        let seen = camera.screen_rect(bounds, CANVAS);
        assert!(CANVAS.expand(0.1).contains_rect(seen));
        assert_eq!(Camera::fit(bounds.shrink(990.0), vec2(800.0, 600.0), 1.25).zoom, 1.25);
    }

    #[test]
    fn zoom_has_ends_and_survives_nonsense() {
        let camera = Camera { centre: pos2(0.0, 0.0), zoom: 1.0 };
        assert_eq!(camera.zoomed(1e9, CANVAS.center(), CANVAS).zoom, 8.0);
        assert_eq!(camera.zoomed(f32::NAN, CANVAS.center(), CANVAS), camera);
    }
}
