//! A picture onto the screen: the one function behind the window, and behind whoever measures it.

use egui::{Painter, Pos2, Rect, Ui, Vec2};

use super::paint::{Brush, Ink};
use crate::scene::{Camera, Emphasis, FarLabels, Owner, Scene, Seen, Theme};
use crate::view::Picture;

/// Labels from afar are chosen for this much more than is seen on either side, as a share of it,
/// so that a picture that is moved keeps them.
const MORE: f32 = 0.5;

/// Paints pictures; keeps from frame to frame what would be costly to work out again.
#[derive(Debug, Default)]
pub struct PicturePainter {
    ink: Ink,
    kept: Option<Kept>,
}

/// Labels that were chosen before, and for what.
#[derive(Debug)]
struct Kept {
    emphasis: Emphasis,
    step: f32,
    part: Rect,
    labels: FarLabels,
}

/// How a picture is to be painted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way<'a> {
    /// What stands out.
    pub(super) emphasis: &'a Emphasis,
    /// Where the window looks.
    pub(super) camera: Camera,
    /// Where on the screen, in points.
    pub(super) canvas: Rect,
    /// Light or dark.
    pub(super) theme: Theme,
    /// Whether things may be painted elsewhere than they stand, so that nothing is left out.
    pub(super) is_moving: bool,
}

impl PicturePainter {
    /// Forgets what it kept of a picture; to be called when there is another.
    pub fn forget(&mut self) {
        self.kept = None;
    }

    /// Paints a picture into all the room there is, as the window does.
    pub fn paint(
        &mut self,
        ui: &Ui,
        picture: &Picture,
        emphasis: &Emphasis,
        (camera, theme): (Camera, Theme),
    ) {
        let canvas = ui.max_rect();
        let way = Way { emphasis, camera, canvas, theme, is_moving: false };
        self.paint_at(&ui.painter_at(canvas), &picture.scene, &way, |_| (Vec2::ZERO, 1.0));
    }

    /// Paints a scene; `place` says how far from its place and how strongly a mark is drawn.
    pub(super) fn paint_at(
        &mut self,
        painter: &Painter,
        scene: &Scene,
        way: &Way<'_>,
        place: impl Fn(Owner) -> (Vec2, f32),
    ) {
        let Way { camera, canvas, .. } = *way;
        let corner = |pos| camera.world_from_screen(pos, canvas);
        let part = Rect::from_min_max(corner(canvas.min), corner(canvas.max));
        self.choose_labels(scene, way, part);
        let labels = self.kept.as_ref().map_or(&[][..], |kept| &kept.labels.marks);
        let part = (!way.is_moving).then(|| part.expand(8.0 / camera.zoom));
        let seen = Seen { zoom: camera.zoom, part, labels };
        let brush = Brush::new(painter, way.theme, camera.zoom, &mut self.ink);
        let mut brush = brush.among(scene.links.len());
        let middle = canvas.center();
        scene.each_mark(way.emphasis, &seen, |mark| {
            let (moved, strength) = place(mark.mark.owner);
            let shift = middle - (camera.centre - moved).to_vec2() * camera.zoom;
            let to_screen = |p: Pos2| shift + p.to_vec2() * camera.zoom;
            brush.form(&mark.mark.form, to_screen, mark.opacity * strength);
        });
    }

    /// Chooses the labels that are shown from afar, where those chosen before no longer do.
    fn choose_labels(&mut self, scene: &Scene, way: &Way<'_>, part: Rect) {
        let Some(step) = Scene::far_step(way.camera.zoom) else {
            self.kept = None;
            return;
        };
        let holds = |kept: &Kept| {
            kept.step == step && kept.emphasis == *way.emphasis && kept.part.contains_rect(part)
        };
        if !self.kept.as_ref().is_some_and(holds) {
            let part = part.expand2(part.size() * MORE);
            let labels = scene.far_labels(way.emphasis, way.camera.zoom, Some(part), None);
            self.kept = Some(Kept { emphasis: way.emphasis.clone(), step, part, labels });
        }
    }
}
