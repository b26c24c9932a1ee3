//! What lies over the picture: headings that would scroll away, the way back, marks of what was moved.
//!
//! Owns what is drawn on the canvas besides the picture itself and its legend.

use egui::{CornerRadius, Rect, Sense, Ui, pos2, vec2};

use super::actions::{WHOLE, hint};
use super::canvas::Shown;
use super::paint::{Brush, Ink};
use super::style::{font, size};
use crate::layout::measure::Weight;
use crate::scene::{Camera, Form, Mark, Owner, Paint};
use crate::session::{Command, Session};
use crate::view::Folding;

/// Height of the strip in which headings stay.
const STRIP: f32 = 26.0;
/// Where their baseline is in it.
const BASELINE: f32 = 18.0;
/// Radius of the mark of a box that was moved by hand.
const MOVED: f32 = 3.0;

/// Draws it.
pub(super) fn above_ui(
    ui: &Ui,
    shown: &Shown<'_>,
    (camera, canvas): (Camera, Rect),
    ink: &mut Ink,
    commands: &mut Vec<Command>,
) {
    moved_ui(ui, shown, (camera, canvas));
    let foot = headings_ui(ui, shown, (camera, canvas), ink);
    way_back_ui(ui, shown, canvas.with_min_y(foot), commands);
}

/// Lane headings that would scroll away stay at the top; gives back where they end.
fn headings_ui(ui: &Ui, shown: &Shown<'_>, (camera, canvas): (Camera, Rect), ink: &mut Ink) -> f32 {
    let headings = &shown.picture.layout.headings;
    let is_heading = |mark: &&Mark| {
        let Form::Text { pos, .. } = &mark.form else { return false };
        mark.owner == Owner::Ground && headings.iter().any(|heading| heading.pos == *pos)
    };
    let gone: Vec<&Form> = shown
        .picture
        .scene
        .marks
        .iter()
        .take_while(|mark| mark.owner == Owner::Ground)
        .filter(is_heading)
        .map(|mark| &mark.form)
        .filter(|form| match form {
            Form::Text { pos, .. } => {
                camera.screen_from_world(*pos, canvas).y < canvas.top() + BASELINE - 1.0
            }
            _ => false,
        })
        .collect();
    if gone.is_empty() {
        return canvas.top();
    }
    let painter = ui.painter_at(canvas);
    let strip = canvas.with_max_y(canvas.top() + STRIP);
    painter.rect_filled(strip, CornerRadius::ZERO, shown.look.color(Paint::Ground));
    let line = egui::Stroke::new(1.0, shown.look.color(Paint::Hairline));
    painter.hline(strip.x_range(), strip.bottom(), line);
    let mut brush = Brush::new(&painter, shown.look.theme, camera.zoom.min(1.0), ink);
    for form in gone {
        let on_strip = |p| pos2(camera.screen_from_world(p, canvas).x, canvas.top() + BASELINE);
        brush.form(form, on_strip, 1.0);
    }
    strip.bottom()
}

/// A mark on each box that was moved by hand.
fn moved_ui(ui: &Ui, shown: &Shown<'_>, (camera, canvas): (Camera, Rect)) {
    let painter = ui.painter_at(canvas);
    let pinned = shown.session.view().pins.keys();
    for node in pinned.filter_map(|id| shown.picture.scene.node(id)) {
        let corner = camera.screen_rect(node.rect, canvas).left_top();
        painter.circle(
            corner,
            MOVED,
            shown.look.color(Paint::Ground),
            egui::Stroke::new(1.5, shown.look.color(Paint::Soft)),
        );
    }
}

/// Whether there is a whole picture to go back to.
fn is_away(session: &Session) -> bool {
    let view = session.view();
    let is_folded = view.folding != Folding::default();
    !view.shows_all() || !view.expanded.is_empty() || is_folded || view.camera.is_some()
}

/// The one command that always leads back.
fn way_back_ui(ui: &Ui, shown: &Shown<'_>, canvas: Rect, commands: &mut Vec<Command>) {
    if !is_away(shown.session) {
        return;
    }
    let right = canvas.right() - 16.0;
    let style = font(size::SMALL, Weight::Medium);
    let accent = shown.look.color(Paint::Accent);
    let galley = ui.painter().layout_no_wrap(hint(WHOLE), style, accent);
    let area = Rect::from_min_size(
        pos2(right - galley.size().x, canvas.top() + 4.0),
        galley.size() + vec2(0.0, 4.0),
    );
    let response = ui.interact(area, ui.scope_id().with("way-back"), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, WHOLE));
    let painter = ui.painter_at(canvas);
    let ground = shown.look.color(Paint::Ground);
    painter.rect_filled(area.expand2(vec2(6.0, 1.0)), CornerRadius::same(4), ground);
    painter.galley(area.min + vec2(0.0, 2.0), galley, accent);
    if response.hovered() || response.has_focus() {
        let line = egui::Stroke::new(1.0, accent);
        painter.hline(area.x_range(), area.bottom() - 1.0, line);
    }
    shown.look.focus_ring(ui, area, &response);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        commands.push(Command::BackToWhole);
    }
}
