//! Marks of the core as shapes of egui.

use std::sync::Arc;

use egui::epaint::{
    CircleShape, CornerRadius, Mesh, PathShape, RectShape, Shape, Stroke, StrokeKind, Tessellator,
    TextShape,
};
use egui::{Color32, Painter, Pos2, Rect};

use super::flatten::Pieces;
use super::galleys::{Galleys, texture_size};
use super::mesh::MeshPen;
use super::style::color32;
use crate::layout::measure::ASCENT;
use crate::scene::{Anchor, Form, Paint, Theme, line_scale};

/// How far the straight pieces of a curve may lie beside it, in points.
const TOLERANCE: f32 = 0.4;
/// The same under [`FAR`]: among few links, and at most, among very many.
const FAR_TOLERANCE: (f32, f32) = (0.8, 4.0);
/// So many links from afar double the tolerance.
const MANY_LINKS: f32 = 3_000.0;
/// More links than these are drawn from afar without soft edges, and hardly bent.
const COARSE_LINKS: usize = 10_000;
const COARSE_TOLERANCE: f32 = 12.0;
/// Under this zoom the pattern of a line can no longer be told; it is solid and fainter.
const FAR: f32 = 0.3;
/// A rectangle lower than this many points is drawn without round corners.
const LEAST_ROUND: f32 = 6.0;

/// What painting keeps from frame to frame.
#[derive(Debug, Default)]
pub(super) struct Ink {
    galleys: Galleys,
    pen: MeshPen,
    points: Vec<Pos2>,
    pieces: Pieces,
}

impl Ink {
    /// Begins a frame.
    pub(super) fn begin(&mut self, painter: &Painter) {
        self.galleys.begin(painter);
    }

    /// A number that changes when text laid out before no longer shows the right letters.
    pub(super) const fn letters(&self) -> u64 {
        self.galleys.generation()
    }
}

/// Paints forms given in world units onto the screen.
pub(super) struct Brush<'a> {
    /// Where it paints, and how far it may.
    painter: &'a Painter,
    /// Colours.
    theme: Theme,
    /// Screen points to a world unit.
    zoom: f32,
    ink: &'a mut Ink,
    /// What can be seen, in screen points.
    clip: Rect,
    /// How far the straight pieces of a curve may lie beside it, in points.
    tolerance: f32,
    /// How much wider than at a desk lines are.
    lines: f32,
    /// Makes triangles of shapes at once; without it the screen's painter does, later.
    tessellator: Option<Tessellator>,
}

impl Drop for Brush<'_> {
    fn drop(&mut self) {
        self.flush();
    }
}

impl<'a> Brush<'a> {
    /// A brush; what it paints is there when it is dropped.
    pub(super) fn new(painter: &'a Painter, theme: Theme, zoom: f32, ink: &'a mut Ink) -> Self {
        ink.begin(painter);
        ink.pen.begin(painter.pixels_per_point());
        let (clip, tolerance) = (painter.clip_rect().expand(4.0), TOLERANCE);
        Self { painter, theme, zoom, ink, clip, tolerance, lines: 1.0, tessellator: None }
    }

    /// A brush whose triangles stay with it, for [`Self::take`]; of what lies outside `area`, as
    /// much as possible is left out. The frame has begun.
    pub(super) fn onto_mesh(
        painter: &'a Painter,
        theme: Theme,
        zoom: f32,
        area: Rect,
        ink: &'a mut Ink,
    ) -> Self {
        let pixels_per_point = painter.pixels_per_point();
        ink.pen.begin(pixels_per_point);
        let options = painter.ctx().tessellation_options(|options| *options);
        let texture = texture_size(painter.ctx());
        let mut tessellator = Tessellator::new(pixels_per_point, options, texture, Vec::new());
        let clip = area.expand(4.0);
        tessellator.set_clip_rect(clip);
        let tessellator = Some(tessellator);
        Self { painter, theme, zoom, ink, clip, tolerance: TOLERANCE, lines: 1.0, tessellator }
    }

    /// The triangles so far.
    pub(super) fn take(&mut self) -> Mesh {
        self.ink.pen.take().unwrap_or_default()
    }

    /// How many vertices these have.
    pub(super) fn n_vertices(&mut self) -> u32 {
        self.ink.pen.mesh().vertices.len() as u32
    }

    /// The same for a picture of so many links: among very many, none is looked at closely.
    pub(super) fn among(mut self, n_links: usize) -> Self {
        if self.zoom < FAR {
            let (least, most) = FAR_TOLERANCE;
            self.tolerance = (least * (1.0 + n_links as f32 / MANY_LINKS)).min(most);
            if n_links > COARSE_LINKS {
                self.tolerance = COARSE_TOLERANCE;
                self.ink.pen.coarsen();
            }
        }
        self
    }

    /// The same with lines and their patterns so much larger.
    pub(super) fn with_lines(mut self, scale: f32) -> Self {
        self.lines = scale;
        self
    }

    /// Hands what stands in the mesh to the painter, before something is painted over it.
    fn flush(&mut self) {
        if let Some(mesh) = self.ink.pen.take() {
            self.painter.add(Shape::Mesh(Arc::new(mesh)));
        }
    }

    fn add(&mut self, shape: Shape) {
        if let Some(tessellator) = &mut self.tessellator {
            tessellator.tessellate_shape(shape, self.ink.pen.mesh());
        } else {
            self.flush();
            self.painter.add(shape);
        }
    }

    /// Paints a form; `to_screen` maps its points, `opacity` 1 is full strength.
    pub(super) fn form(&mut self, form: &Form, to_screen: impl Fn(Pos2) -> Pos2, opacity: f32) {
        match form {
            Form::Curve { segments, stroke } => self.curve(segments, stroke, &to_screen, opacity),
            Form::Polygon { points, fill, stroke } => {
                self.ink.points.clear();
                self.ink.points.extend(points.iter().map(|p| to_screen(*p)));
                if !self.sees(Rect::from_points(&self.ink.points)) {
                    return;
                }
                let fill = self.fill(*fill, opacity);
                if let Some(stroke) = stroke {
                    let line = self.stroke(stroke, opacity);
                    let points = self.ink.points.clone();
                    self.add(Shape::Path(PathShape::convex_polygon(points, fill, line)));
                } else {
                    let Ink { pen, points, .. } = &mut *self.ink;
                    pen.convex(points, fill);
                }
            }
            Form::Rect { rect, radius, fill, stroke } => {
                let is_disc = rect.width() == rect.height() && 2.0 * radius >= rect.width();
                let rect = Rect::from_min_max(to_screen(rect.min), to_screen(rect.max));
                if self.sees(rect) {
                    let fill = self.fill(*fill, opacity);
                    let line = stroke.map(|stroke| self.stroke(&stroke, opacity));
                    self.rect(rect, (*radius, is_disc), fill, line);
                }
            }
            Form::Text { pos, text, size, weight, paint, anchor, spacing } => {
                let pos = to_screen(*pos);
                if !self.sees(Rect::from_center_size(pos, egui::vec2(900.0, 60.0))) {
                    return;
                }
                let style = (size * self.zoom, *weight, spacing * self.zoom);
                let (galley, size) = self.ink.galleys.of(self.painter, text, style);
                let left = match anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => galley.size().x / 2.0,
                    Anchor::End => galley.size().x,
                };
                let corner = Pos2::new(pos.x - left, pos.y - ASCENT * size);
                let color = self.color(*paint, opacity);
                self.add(Shape::Text(TextShape::new(corner, galley, color)));
            }
        }
    }

    fn curve(
        &mut self,
        segments: &[[Pos2; 4]],
        stroke: &crate::scene::Stroke,
        to_screen: &impl Fn(Pos2) -> Pos2,
        opacity: f32,
    ) {
        let Stroke { width, color } = self.stroke(stroke, opacity);
        let Ink { pen, pieces, .. } = &mut *self.ink;
        pieces.clear();
        for segment in segments {
            pieces.add(&segment.map(to_screen), self.tolerance, self.clip);
        }
        let pattern = stroke.dash.pattern();
        for (points, from) in pieces.runs() {
            match pattern {
                None => pen.line(points, width, color),
                Some((on, off)) if self.zoom < FAR => {
                    pen.line(points, width, color.gamma_multiply(on / (on + off)));
                }
                Some((on, off)) => {
                    let pattern = (on * self.lines, off * self.lines);
                    pen.dashes(points, (width, color), pattern, from, self.clip);
                }
            }
        }
    }

    fn rect(
        &mut self,
        rect: Rect,
        (radius, is_disc): (f32, bool),
        fill: Color32,
        line: Option<Stroke>,
    ) {
        if line.is_none() && rect.height().min(rect.width()) < LEAST_ROUND {
            let corners =
                [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
            self.ink.pen.convex(&corners, fill);
            return;
        }
        let line = line.unwrap_or(Stroke::NONE);
        if is_disc {
            // Corners are whole points, which leaves a small disc out of round.
            let (center, radius) = (rect.center(), rect.width() / 2.0);
            self.add(Shape::Circle(CircleShape { center, radius, fill, stroke: line }));
        } else {
            let corner = CornerRadius::same((radius * self.zoom).min(255.0) as u8);
            let rect = RectShape::new(rect, corner, fill, line, StrokeKind::Middle);
            self.add(Shape::Rect(rect));
        }
    }

    fn sees(&self, rect: Rect) -> bool {
        self.clip.intersects(rect)
    }

    /// The colour of a role at a strength.
    fn color(&self, paint: Paint, opacity: f32) -> Color32 {
        let color = color32(self.theme.color(paint));
        if opacity < 1.0 { color.gamma_multiply(opacity) } else { color }
    }

    fn fill(&self, fill: Option<Paint>, opacity: f32) -> Color32 {
        match fill {
            None => Color32::TRANSPARENT,
            // A box that steps back still covers the links under it.
            Some(paint @ (Paint::Box | Paint::Ground)) if opacity < 1.0 => {
                let ground = color32(self.theme.color(Paint::Ground));
                ground.lerp_to_gamma(self.color(paint, 1.0), opacity)
            }
            Some(paint) => self.color(paint, opacity),
        }
    }

    fn stroke(&self, stroke: &crate::scene::Stroke, opacity: f32) -> Stroke {
        let width = stroke.width * line_scale(self.zoom / self.lines) * self.lines;
        Stroke::new(width, self.color(stroke.paint, opacity))
    }
}
