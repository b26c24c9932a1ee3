//! What shapes and lines mean, over the slide's lower left corner while somebody asks.

use egui::{CornerRadius, Rect, Stroke, StrokeKind, Ui, vec2};

use super::slide::{Slide, text};
use crate::app::paint::{Brush, Ink};
use crate::app::widgets::Look;
use crate::scene::{Form, Paint, legend};
use crate::view::Picture;

/// Font size of a legend in units of its own.
const OWN_SIZE: f32 = 11.0;

/// Draws the legend over the picture.
pub(super) fn legend_ui(ui: &Ui, look: Look, slide: &Slide, picture: &Picture) {
    let area = slide.picture();
    let zoom = slide.points(text::FOOT) / OWN_SIZE;
    // On a slide every label can be read.
    let threats = picture.scene.unnamed_threats();
    let legend = legend(&picture.scene, area.width() / zoom - 40.0, &threats);
    let pad = vec2(16.0, 10.0) * slide.scale;
    let size = legend.size * zoom + 2.0 * pad;
    let corner = area.left_bottom() - vec2(0.0, size.y);
    let rect = Rect::from_min_size(corner, size);
    let painter = ui.painter();
    let line = Stroke::new(1.0, look.color(Paint::Hairline));
    let corners = CornerRadius::same(8);
    painter.rect(rect, corners, look.color(Paint::Panel), line, StrokeKind::Inside);
    let mut ink = Ink::default();
    let mut brush = Brush::new(painter, look.theme, zoom, &mut ink);
    for mark in &legend.marks {
        let form: &Form = &mark.form;
        brush.form(form, |pos| corner + pad + pos.to_vec2() * zoom, form.strength());
    }
}
