//! What is said while a picture is being worked out: how far it has come, and the way out.

use std::time::Duration;

use egui::{Frame, Margin, ProgressBar, Rect, Stroke, Ui, UiBuilder, pos2, vec2};

use super::style::size;
use super::widgets::Look;
use super::worker::Pending;
use crate::layout::Watch;
use crate::layout::measure::Weight;
use crate::scene::Paint;

/// A picture that comes within this time after it was asked for needs no announcement.
const PATIENCE: Duration = Duration::from_millis(400);
/// How often the display of the progress is brought up to date.
const TICK: Duration = Duration::from_millis(50);
/// Width and height of the display, in points.
const SIZE: egui::Vec2 = vec2(340.0, 104.0);

/// Shows how far a picture of `n_nodes` has come: in the middle of an empty canvas, or at the top
/// of one that still shows the picture before it.
pub(super) fn progress_ui(
    ui: &mut Ui,
    look: Look,
    canvas: Rect,
    (pending, n_nodes): (&Pending, usize),
    is_empty: bool,
) {
    let waited = pending.since.elapsed();
    if !is_empty && waited < PATIENCE {
        ui.request_repaint_after(PATIENCE.saturating_sub(waited));
        return;
    }
    ui.request_repaint_after(TICK);
    let size = SIZE.min(canvas.size());
    let middle = if is_empty {
        canvas.center()
    } else {
        pos2(canvas.center().x, canvas.top() + 12.0 + size.y / 2.0)
    };
    let builder =
        UiBuilder::new().id_salt("progress").max_rect(Rect::from_center_size(middle, size));
    ui.scope_builder(builder, |ui| {
        Frame::new()
            .fill(look.color(Paint::Panel))
            .stroke(Stroke::new(1.0, look.color(Paint::Hairline)))
            .corner_radius(8)
            .inner_margin(Margin::symmetric(16, 10))
            .show(ui, |ui| bar_ui(ui, look, (pending, n_nodes)));
    });
}

fn bar_ui(ui: &mut Ui, look: Look, (pending, n_nodes): (&Pending, usize)) {
    ui.take_available_width();
    let share = pending.watch.share();
    let words = words_of(n_nodes, share);
    share_ui(ui, look, &pending.watch, &words, ("Taking what is there…", "Take what is there"));
}

/// Words, a bar of the share that is done, and a button that cuts it short: what is said once it
/// was pressed, and what it does.
pub(super) fn share_ui(
    ui: &mut Ui,
    look: Look,
    watch: &Watch,
    words: &str,
    (stopping, hint): (&str, &str),
) {
    look.text(ui, words, (size::BODY, Weight::Regular, Paint::Ink));
    let share = watch.share();
    let bar = ProgressBar::new(share).desired_height(6.0).fill(look.color(Paint::Accent));
    ui.add(bar);
    ui.add_space(6.0);
    if watch.is_cut_short() {
        look.text(ui, stopping, (size::SMALL, Weight::Regular, Paint::Soft));
    } else if ui.button("Cancel").on_hover_text(hint).clicked() {
        watch.cut_short();
    }
}

/// "Laying out 10,000 nodes… 40 %".
fn words_of(n_nodes: usize, share: f32) -> String {
    format!("Laying out {} nodes… {} %", grouped(n_nodes), (share * 100.0).floor())
}

/// A number with its thousands set apart.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut words = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_say_how_much_and_how_far() {
        assert_eq!(words_of(10_000, 0.409), "Laying out 10,000 nodes… 40 %");
        assert_eq!(words_of(999, 1.0), "Laying out 999 nodes… 100 %");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
