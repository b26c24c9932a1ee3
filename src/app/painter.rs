//! A picture onto the screen: the one function behind the window, and behind whoever measures it.

use egui::{Context, Painter, Pos2, Rect, Ui, Vec2};

use super::paint::{Brush, Ink};
use super::sheets::{Chosen, Sheets};
use crate::scene::{Camera, Emphasis, FarLabels, Owner, Scene, Seen, Theme};
use crate::view::Picture;

/// Labels from afar are chosen for this much more than is seen on either side, as a share of it,
/// so that a picture that is moved keeps them.
const MORE: f32 = 0.5;

/// Paints pictures; keeps from frame to frame what would be costly to work out again.
#[derive(Debug, Default)]
pub struct PicturePainter {
    ink: Ink,
    sheets: Sheets,
    kept: Option<Kept>,
    /// How often labels were chosen.
    n_chosen: u64,
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
    /// How much wider than at a desk lines are.
    pub(super) scale: f32,
}

impl Way<'_> {
    /// The part of the world that is seen.
    pub(super) fn part(&self) -> Rect {
        let corner = |pos| self.camera.world_from_screen(pos, self.canvas);
        Rect::from_min_max(corner(self.canvas.min), corner(self.canvas.max))
    }
}

impl PicturePainter {
    /// Forgets what it kept of a picture; to be called when there is another.
    pub fn forget(&mut self) {
        self.kept = None;
        self.sheets.forget();
    }

    /// Has the frame done again where what was laid out after the picture moved the letters that
    /// the picture names; to be called when nothing more is laid out.
    pub fn settle(&self, ctx: &Context) {
        if self.sheets.are_outgrown(ctx) {
            ctx.request_discard("the fonts' texture has grown");
        }
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
        let way = Way { emphasis, camera, canvas, theme, is_moving: false, scale: 1.0 };
        self.paint_at(&ui.painter_at(canvas), &picture.scene, &way, |_| (Vec2::ZERO, 1.0));
    }

    /// Paints a scene; `place` says how far from its place and how strongly a mark is drawn while
    /// things are moving.
    pub(super) fn paint_at(
        &mut self,
        painter: &Painter,
        scene: &Scene,
        way: &Way<'_>,
        place: impl Fn(Owner) -> (Vec2, f32),
    ) {
        let Way { camera, canvas, .. } = *way;
        self.choose_labels(scene, way);
        let marks = self.kept.as_ref().map_or(&[][..], |kept| &kept.labels.marks);
        if !way.is_moving {
            let chosen = Chosen { marks, number: self.n_chosen };
            self.sheets.paint(painter, scene, way, chosen, &mut self.ink);
            return;
        }
        let seen = Seen { zoom: camera.zoom, part: None, labels: marks };
        let brush = Brush::new(painter, way.theme, camera.zoom, &mut self.ink);
        let mut brush = brush.among(scene.links.len()).with_lines(way.scale);
        let middle = canvas.center();
        scene.each_mark(way.emphasis, &seen, |mark| {
            let (moved, strength) = place(mark.mark.owner);
            let shift = middle - (camera.centre - moved).to_vec2() * camera.zoom;
            let to_screen = |p: Pos2| shift + p.to_vec2() * camera.zoom;
            brush.form(&mark.mark.form, to_screen, mark.opacity * strength);
        });
    }

    /// Chooses the labels that are shown from afar, where those chosen before no longer do.
    fn choose_labels(&mut self, scene: &Scene, way: &Way<'_>) {
        let Some(step) = Scene::far_step(way.camera.zoom) else {
            if self.kept.take().is_some() {
                self.n_chosen += 1;
            }
            return;
        };
        let part = way.part();
        let holds = |kept: &Kept| {
            kept.step == step && kept.emphasis == *way.emphasis && kept.part.contains_rect(part)
        };
        if !self.kept.as_ref().is_some_and(holds) {
            let part = part.expand2(part.size() * MORE);
            let labels = scene.far_labels(way.emphasis, way.camera.zoom, Some(part), None);
            self.n_chosen += 1;
            self.kept = Some(Kept { emphasis: way.emphasis.clone(), step, part, labels });
        }
    }
}
