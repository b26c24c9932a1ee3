//! The laser pointer: a dot where the pointer is, and a trail that fades behind it.

use std::collections::VecDeque;

use egui::{CursorIcon, Pos2, Stroke, Ui};

use crate::app::widgets::Look;
use crate::scene::Paint;

/// How long the trail stays, in seconds.
const TRAIL: f64 = 0.5;
/// Radius of the dot, in points of the slide.
const DOT: f32 = 7.0;

/// The laser pointer.
#[derive(Debug, Default)]
pub(super) struct Laser {
    /// Whether it is switched on.
    pub(super) is_on: bool,
    /// Where it was, and when. Screen points, seconds.
    trail: VecDeque<(Pos2, f64)>,
}

impl Laser {
    /// Draws it over everything.
    pub(super) fn ui(&mut self, ui: &Ui, look: Look, scale: f32) {
        let now = ui.input(|i| i.time);
        let pointer = ui.input(|i| i.pointer.hover_pos()).filter(|_| self.is_on);
        while self.trail.front().is_some_and(|(_, at)| now - at > TRAIL) {
            self.trail.pop_front();
        }
        if let Some(pos) = pointer
            && self.trail.back().is_none_or(|(last, _)| *last != pos)
        {
            self.trail.push_back((pos, now));
        }
        let color = look.color(Paint::Threat(0));
        for ((a, at), (b, _)) in self.trail.iter().zip(self.trail.iter().skip(1)) {
            let left = 1.0 - ((now - at) / TRAIL) as f32;
            let stroke = Stroke::new(DOT * scale * left, color.gamma_multiply(0.6 * left));
            ui.painter().line_segment([*a, *b], stroke);
        }
        if let Some(pos) = pointer {
            ui.set_cursor_icon(CursorIcon::None);
            ui.painter().circle_filled(pos, 2.4 * DOT * scale, color.gamma_multiply(0.22));
            ui.painter().circle_filled(pos, DOT * scale, color);
        }
        if self.trail.len() > 1 {
            ui.request_repaint();
        }
    }
}
