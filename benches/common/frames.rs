//! Frames of the window without a window: everything up to the triangles a screen would get.

use egui::{CentralPanel, Context, Frame, RawInput, Rect, pos2};
use protecteu_atlas::app::{PicturePainter, install_style};
use protecteu_atlas::scene::{Camera, Emphasis, Theme};
use protecteu_atlas::view::Picture;

/// Size of the screen, in points.
pub(crate) const SCREEN: emath::Vec2 = emath::vec2(1920.0, 1080.0);

/// A screen that pictures are painted on.
pub(crate) struct Screen {
    ctx: Context,
    painter: PicturePainter,
}

impl Screen {
    /// A screen with the window's fonts.
    pub(crate) fn new() -> Self {
        let ctx = Context::default();
        install_style(&ctx);
        Self { ctx, painter: PicturePainter::default() }
    }

    /// Paints a frame and gives back how many vertices it has.
    pub(crate) fn frame(
        &mut self,
        picture: &Picture,
        camera: Camera,
        emphasis: &Emphasis,
    ) -> usize {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), SCREEN)),
            ..RawInput::default()
        };
        let painter = &mut self.painter;
        let output = self.ctx.run_ui(input, |ui| {
            CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
                painter.paint(ui, picture, emphasis, (camera, Theme::Light));
            });
        });
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let vertices = primitives.iter().map(|primitive| match &primitive.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        });
        vertices.sum()
    }
}
