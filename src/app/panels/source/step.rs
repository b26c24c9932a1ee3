//! A small button that leads one step on or back.

use egui::{CornerRadius, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::app::widgets::Look;
use crate::scene::Paint;

/// Room that two steps take at the end of a row whose items stand 4 apart.
pub(super) const STEPS: f32 = 64.0;

/// Where the arrow of a step points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Toward {
    /// Towards the beginning of the text.
    Up,
    /// Towards its end.
    Down,
}

/// A step.
pub(super) fn step_ui(
    ui: &mut Ui,
    look: Look,
    toward: Toward,
    name: &str,
    is_enabled: bool,
) -> Response {
    let sense = if is_enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(28.0, 28.0), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, name));
    if is_enabled && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, CornerRadius::same(6), look.color(Paint::Field));
    }
    look.focus_ring(ui, rect.shrink(1.0), &response);
    let paint = if is_enabled { Paint::Ink } else { Paint::BoxLine };
    let line = Stroke::new(1.75, look.color(paint));
    let (c, tip) = (rect.center(), if toward == Toward::Up { -2.5 } else { 2.5 });
    ui.painter().line(vec![c + vec2(-5.0, -tip), c + vec2(0.0, tip), c + vec2(5.0, -tip)], line);
    response
}
