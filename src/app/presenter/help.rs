//! The presenter's keys over the slide, while somebody asks.

use egui::{CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::keys::KEYS;
use super::quote::label_at;
use super::slide::{Slide, text};
use crate::app::widgets::Look;
use crate::layout::measure::Weight;
use crate::scene::Paint;

/// Height of a row, in points of the slide.
const ROW: f32 = 34.0;
/// The share of the width that stands left of the keys.
const LABELS: f32 = 0.58;

/// Lists the keys; says whether they were clicked away.
pub(super) fn help_ui(ui: &mut Ui, look: Look, slide: &Slide) -> bool {
    let over = ui.interact(slide.rect, ui.scope_id().with("keys"), Sense::click());
    over.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Close the keys"));
    ui.painter().rect_filled(slide.rect, CornerRadius::ZERO, look.color(Paint::Ground));
    let inner = slide.rect.shrink2(vec2(slide.points(96.0), 0.0));
    // With the notes under it the slide is lower, and no word smaller.
    let height = slide.points(ROW).min(inner.height() / (KEYS.len() + 1) as f32);
    let top = inner.center().y - height * KEYS.len() as f32 / 2.0;
    for (at, row) in KEYS.iter().enumerate() {
        let y = top + at as f32 * height;
        let line = Rect::from_min_max(pos2(inner.left(), y), pos2(inner.right(), y + height));
        let (left, right) = line.split_left_right_at_fraction(LABELS);
        let size = slide.points(text::FOOT);
        label_at(ui, look, left, row.label, (size, Weight::Regular, Paint::Ink));
        label_at(ui, look, right, row.keys, (size, Weight::Medium, Paint::Soft));
    }
    over.clicked()
}
