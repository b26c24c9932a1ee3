//! A picture as small as a stamp: its real marks without words, kept as triangles.

use std::sync::Arc;

use egui::epaint::{Mesh, Shape};
use egui::{Painter, Pos2, Rect, Ui, Vec2, vec2};

use super::galleys::texture_size;
use super::paint::{Brush, Ink};
use crate::scene::{Camera, Emphasis, Form, Seen, Theme};
use crate::view::Picture;

/// Free room around the picture, as a share of the height.
const MARGIN: f32 = 0.07;

/// Thumbnails painted before, and what they were made from.
#[derive(Debug, Default)]
pub(super) struct Thumbnails {
    ink: Ink,
    kept: Vec<Thumbnail>,
    /// Which were painted since the last [`Self::tidy`].
    n_painted: usize,
}

#[derive(Debug)]
struct Thumbnail {
    picture: Arc<Picture>,
    looks: Looks,
    /// The upper left corner it was made for.
    corner: Pos2,
    mesh: Arc<Mesh>,
}

#[derive(Debug, Clone, PartialEq)]
struct Looks {
    size: Vec2,
    theme: Theme,
    emphasis: Emphasis,
    pixels_per_point: f32,
    texture: [usize; 2],
}

impl Thumbnails {
    /// Paints a picture into a rectangle.
    pub(super) fn paint(
        &mut self,
        ui: &Ui,
        picture: &Arc<Picture>,
        rect: Rect,
        (theme, emphasis): (Theme, &Emphasis),
    ) {
        let painter = ui.painter_at(rect);
        let looks = Looks {
            size: rect.size(),
            theme,
            emphasis: emphasis.clone(),
            pixels_per_point: painter.pixels_per_point(),
            texture: texture_size(ui.ctx()),
        };
        let is_it = |kept: &Thumbnail| Arc::ptr_eq(&kept.picture, picture) && kept.looks == looks;
        let at = self.kept.iter().position(is_it).unwrap_or(self.kept.len());
        if at == self.kept.len() {
            let mesh = Arc::new(meshed(&painter, picture, rect, &looks, &mut self.ink));
            let picture = Arc::clone(picture);
            self.kept.push(Thumbnail { picture, looks, corner: rect.min, mesh });
        }
        if at >= self.n_painted {
            self.kept.swap(at, self.n_painted);
            self.n_painted += 1;
        }
        let Some(kept) = self.kept.get_mut(at.min(self.n_painted - 1)) else { return };
        if kept.corner != rect.min {
            Arc::make_mut(&mut kept.mesh).translate(rect.min - kept.corner);
            kept.corner = rect.min;
        }
        painter.add(Shape::Mesh(Arc::clone(&kept.mesh)));
    }

    /// Forgets what was not painted since the last time.
    pub(super) fn tidy(&mut self) {
        self.kept.truncate(std::mem::take(&mut self.n_painted));
    }
}

fn meshed(painter: &Painter, picture: &Picture, rect: Rect, looks: &Looks, ink: &mut Ink) -> Mesh {
    let room = rect.size() - Vec2::splat(2.0 * MARGIN * rect.height());
    let room = room.max(vec2(1.0, 1.0));
    let Some(bounds) = picture.scene.bounds else { return Mesh::default() };
    let camera = Camera::fit(bounds, room, f32::MAX);
    ink.begin(painter);
    let brush = Brush::onto_mesh(painter, looks.theme, camera.zoom, rect, ink);
    let mut brush = brush.among(picture.scene.links.len());
    let seen = Seen { zoom: camera.zoom, part: None, labels: &[] };
    picture.scene.each_mark(&looks.emphasis, &seen, |shown| {
        if !matches!(shown.mark.form, Form::Text { .. }) {
            let place = |pos| camera.screen_from_world(pos, rect);
            brush.form(&shown.mark.form, place, shown.opacity);
        }
    });
    brush.take()
}
