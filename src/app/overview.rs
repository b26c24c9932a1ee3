//! The overview map: the whole picture small in a corner, with a frame around what is seen.
//!
//! A click or drag in it looks there; with the keyboard's focus, arrows move the frame.

use egui::{
    Color32, CornerRadius, EventFilter, Key, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind,
    Ui, Vec2, WidgetInfo, vec2,
};

use super::canvas::Shown;
use crate::scene::{Camera, Paint};
use crate::session::Command;

/// Width and height of the map, in points.
pub(super) const SIZE: Vec2 = vec2(124.0, 60.0);
/// Free room between the map's edge and the picture in it.
const PADDING: f32 = 6.0;
/// Of more nodes only so many are drawn, the weightiest.
const MOST_NODES: usize = 1_500;
/// An arrow moves the frame by this share of its size.
const STEP: f32 = 0.2;

/// Draws the map at a place and gathers what the user does to it.
pub(super) fn overview_ui(
    ui: &Ui,
    shown: &Shown<'_>,
    (camera, canvas): (Camera, Rect),
    rect: Rect,
    commands: &mut Vec<Command>,
) {
    let scene = &shown.picture.scene;
    let Some(bounds) = scene.bounds else { return };
    let id = ui.scope_id().with("overview");
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, "Overview map"));
    let small = Camera::fit(bounds, rect.size() - Vec2::splat(2.0 * PADDING), f32::MAX);
    let look = shown.look;
    let painter = ui.painter_at(canvas);
    let line = Stroke::new(1.0, look.color(Paint::Hairline));
    painter.rect(rect, 6.0, look.color(Paint::Panel), line, StrokeKind::Inside);
    let painter = ui.painter_at(rect.intersect(canvas));
    for node in scene.by_weight().take(MOST_NODES) {
        let place = small.screen_rect(node.rect, rect);
        let place = Rect::from_center_size(place.center(), place.size().max(vec2(2.0, 1.5)));
        painter.rect_filled(place, CornerRadius::ZERO, look.color(Paint::Link));
    }
    let seen = seen_from(camera, canvas);
    let frame = small.screen_rect(seen, rect).intersect(rect.shrink(1.5));
    let accent = look.color(Paint::Accent);
    painter.rect(
        frame,
        2.0,
        Color32::from_rgba_unmultiplied(accent.r(), accent.g(), accent.b(), 18),
        Stroke::new(1.5, accent),
        StrokeKind::Inside,
    );
    look.focus_ring(ui, rect, &response);
    if let Some(centre) = wished(ui, &response, &small, (camera, seen), bounds) {
        commands.push(Command::LookAt(Some(Camera { centre, ..camera })));
    }
    response.on_hover_text("Overview map: click or drag to look elsewhere");
}

/// What of the world is seen.
fn seen_from(camera: Camera, canvas: Rect) -> Rect {
    let corner = |pos| camera.world_from_screen(pos, canvas);
    Rect::from_min_max(corner(canvas.min), corner(canvas.max))
}

/// Where the user wants to look, in world units, never beyond the picture.
fn wished(
    ui: &Ui,
    response: &Response,
    small: &Camera,
    (camera, seen): (Camera, Rect),
    bounds: Rect,
) -> Option<Pos2> {
    let pointer = response.interact_pointer_pos();
    let pointed = pointer.filter(|_| response.clicked() || response.dragged());
    let pointed = pointed.map(|pointer| small.world_from_screen(pointer, response.rect));
    let wished = pointed.or_else(|| {
        let step = walked(ui, response)?;
        Some(camera.centre + step * seen.size() * STEP)
    })?;
    Some(wished.clamp(bounds.min, bounds.max))
}

/// The way the arrows point, while the map has the keyboard's focus.
fn walked(ui: &Ui, response: &Response) -> Option<Vec2> {
    if !response.has_focus() {
        return None;
    }
    let filter =
        EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let ways = [
        (Key::ArrowLeft, vec2(-1.0, 0.0)),
        (Key::ArrowRight, vec2(1.0, 0.0)),
        (Key::ArrowUp, vec2(0.0, -1.0)),
        (Key::ArrowDown, vec2(0.0, 1.0)),
    ];
    let way: Vec2 = ui.input(|i| {
        let pressed = ways.into_iter().filter(|(key, _)| i.key_pressed(*key));
        pressed.fold(Vec2::ZERO, |sum, (_, way)| sum + way)
    });
    (way != Vec2::ZERO).then_some(way)
}
