//! Marks of the core as shapes of egui.

use egui::epaint::{CornerRadius, PathShape, Shape, Stroke, StrokeKind, TextShape};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Painter, Pos2, Rect};

use super::style::{color32, font};
use crate::layout::Route;
use crate::layout::measure::ASCENT;
use crate::scene::{Anchor, Form, Paint, Theme};

/// Straight pieces that stand for one curve at zoom 1.
const PIECES: f32 = 18.0;
/// Text smaller than this many points on screen is left out: nobody could read it.
const LEAST_TEXT: f32 = 4.0;

/// Paints forms given in world units onto the screen.
pub(super) struct Brush<'a> {
    /// Where it paints, and how far it may.
    pub(super) painter: &'a Painter,
    /// Colours.
    pub(super) theme: Theme,
    /// Screen points to a world unit.
    pub(super) zoom: f32,
}

impl Brush<'_> {
    /// Paints a form; `to_screen` maps its points, `opacity` 1 is full strength.
    pub(super) fn form(&self, form: &Form, to_screen: impl Fn(Pos2) -> Pos2, opacity: f32) {
        match form {
            Form::Curve { segments, stroke } => {
                let route = Route { segments: segments.clone() };
                let pieces = (PIECES * self.zoom.clamp(1.0, 4.0)) as usize;
                let points: Vec<Pos2> = route.polyline(pieces).into_iter().map(to_screen).collect();
                if !self.sees(Rect::from_points(&points)) {
                    return;
                }
                let line = self.stroke(stroke, opacity);
                match stroke.dash.pattern() {
                    None => self.painter.add(Shape::line(points, line)),
                    Some((on, off)) => {
                        self.painter.add(Shape::Vec(Shape::dashed_line(&points, line, on, off)))
                    }
                };
            }
            Form::Polygon { points, fill, stroke } => {
                let points: Vec<Pos2> = points.iter().map(|p| to_screen(*p)).collect();
                if self.sees(Rect::from_points(&points)) {
                    let line = stroke.map_or(Stroke::NONE, |s| self.stroke(&s, opacity));
                    let fill = self.fill(*fill, opacity);
                    self.painter.add(Shape::Path(PathShape::convex_polygon(points, fill, line)));
                }
            }
            Form::Rect { rect, radius, fill, stroke } => {
                let is_disc = rect.width() == rect.height() && 2.0 * radius >= rect.width();
                let rect = Rect::from_min_max(to_screen(rect.min), to_screen(rect.max));
                if self.sees(rect) && is_disc {
                    // Corners are whole points, which leaves a small disc out of round.
                    let (centre, radius) = (rect.center(), rect.width() / 2.0);
                    let line = stroke.map_or(Stroke::NONE, |s| self.stroke(&s, opacity));
                    let fill = self.fill(*fill, opacity);
                    self.painter.circle(centre, radius, fill, line);
                } else if self.sees(rect) {
                    let corner = CornerRadius::same((radius * self.zoom).min(255.0) as u8);
                    let line = stroke.map_or(Stroke::NONE, |s| self.stroke(&s, opacity));
                    let fill = self.fill(*fill, opacity);
                    self.painter.rect(rect, corner, fill, line, StrokeKind::Middle);
                }
            }
            Form::Text { pos, text, size, weight, paint, anchor, spacing } => {
                let size = size * self.zoom;
                let pos = to_screen(*pos);
                if size < LEAST_TEXT
                    || !self.sees(Rect::from_center_size(pos, egui::vec2(900.0, 60.0)))
                {
                    return;
                }
                let color = self.color(*paint, opacity);
                let format = TextFormat {
                    font_id: font(size, *weight),
                    extra_letter_spacing: spacing * self.zoom,
                    color,
                    ..TextFormat::default()
                };
                let job = LayoutJob::single_section(text.clone(), format);
                let galley = self.painter.layout_job(LayoutJob {
                    wrap: egui::text::TextWrapping::no_max_width(),
                    ..job
                });
                let left = match anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => galley.size().x / 2.0,
                    Anchor::End => galley.size().x,
                };
                let corner = Pos2::new(pos.x - left, pos.y - ASCENT * size);
                self.painter.add(TextShape::new(corner, galley, color));
            }
        }
    }

    fn sees(&self, rect: Rect) -> bool {
        self.painter.clip_rect().expand(4.0).intersects(rect)
    }

    /// The colour of a role at a strength.
    pub(super) fn color(&self, paint: Paint, opacity: f32) -> Color32 {
        let color = color32(self.theme.color(paint));
        if opacity < 1.0 { color.gamma_multiply(opacity) } else { color }
    }

    fn fill(&self, fill: Option<Paint>, opacity: f32) -> Color32 {
        match fill {
            None => Color32::TRANSPARENT,
            // A box that steps back still covers the links under it.
            Some(paint @ (Paint::Box | Paint::Ground)) if opacity < 1.0 => {
                mix(color32(self.theme.color(Paint::Ground)), self.color(paint, 1.0), opacity)
            }
            Some(paint) => self.color(paint, opacity),
        }
    }

    fn stroke(&self, stroke: &crate::scene::Stroke, opacity: f32) -> Stroke {
        // Lines grow slower than boxes, so that they stay quiet when one looks closely.
        let width = stroke.width * self.zoom.clamp(0.7, 1.6);
        Stroke::new(width, self.color(stroke.paint, opacity))
    }
}

fn mix(from: Color32, to: Color32, share: f32) -> Color32 {
    from.lerp_to_gamma(to, share)
}
