//! Shapes of the steps, so that none is told by its colour alone.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, vec2};

use crate::survey::Step;

/// Half the size of a shape, in points.
const REACH: f32 = 4.5;

/// Draws the shape of a step around a place; `ground` is what lies behind it.
pub(super) fn glyph(painter: &Painter, at: Pos2, step: Step, ink: Color32, ground: Color32) {
    let line = Stroke::new(1.5, ink);
    let inner = REACH - 0.75;
    match step {
        Step::Prepared => {
            painter.add(Shape::convex_polygon(triangle(at, inner), ground, line));
        }
        Step::Proposed => {
            painter.add(Shape::convex_polygon(triangle(at, REACH), ink, Stroke::NONE));
        }
        Step::Adopted => {
            painter.circle_filled(at, REACH, ink);
        }
        Step::Binding => {
            let rect = Rect::from_center_size(at, vec2(8.0, 8.0));
            painter.rect_filled(rect, 1.0, ink);
        }
        Step::Due => {
            let foot = at + vec2(-3.0, REACH);
            painter.line_segment([foot, foot - vec2(0.0, 2.0 * REACH)], line);
            let flag = Rect::from_min_size(at + vec2(-3.0, -REACH), vec2(7.5, 5.5));
            painter.rect_filled(flag, 0.0, ink);
        }
        Step::Ended => {
            let (a, b) = (vec2(inner, inner), vec2(inner, -inner));
            painter.line_segment([at - a, at + a], Stroke::new(2.0, ink));
            painter.line_segment([at - b, at + b], Stroke::new(2.0, ink));
        }
        Step::NotFound => {
            painter.circle(at, inner, ground, line);
        }
        Step::Other => {
            let points = vec![
                at - vec2(0.0, REACH),
                at + vec2(REACH, 0.0),
                at + vec2(0.0, REACH),
                at - vec2(REACH, 0.0),
            ];
            painter.add(Shape::convex_polygon(points, ink, Stroke::NONE));
        }
    }
}

/// The line under what happened since.
pub(super) fn since_line(painter: &Painter, at: Pos2, ink: Color32) {
    let y = at.y + REACH + 2.5;
    painter.hline((at.x - 4.0)..=(at.x + 4.0), y, Stroke::new(1.5, ink));
}

fn triangle(at: Pos2, reach: f32) -> Vec<Pos2> {
    vec![at + vec2(0.0, -reach), at + vec2(reach, reach * 0.8), at + vec2(-reach, reach * 0.8)]
}
