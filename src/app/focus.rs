//! The strip over the graph while only a node's surroundings are shown.

use egui::{Align2, Area, Frame, Id, Margin, Order, Rect, Stroke, Ui, vec2};

use super::canvas::Shown;
use super::style::size;
use crate::filter::Direction;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Farthest that surroundings reach, in links.
pub(super) const FARTHEST: u8 = 9;

/// What a direction is called in the strip.
const DIRECTIONS: [(Direction, &str); 3] = [
    (Direction::Both, "Both ways"),
    (Direction::Outgoing, "Outgoing"),
    (Direction::Incoming, "Incoming"),
];

/// Draws the strip at the top of the canvas, where there is a focus.
pub(super) fn focus_ui(ui: &Ui, shown: &Shown<'_>, canvas: Rect, commands: &mut Vec<Command>) {
    let view = shown.session.view();
    let Some(node) = view.focus.as_ref().and_then(|id| shown.session.atlas().node(id)) else {
        return;
    };
    let look = shown.look;
    let top = canvas.center_top() + vec2(0.0, 10.0);
    let area = Area::new(Id::unique("focus-strip"))
        .order(Order::Middle)
        .pivot(Align2::CENTER_TOP)
        .fixed_pos(top);
    area.show(ui.ctx(), |ui| {
        Frame::new()
            .fill(look.color(Paint::Panel))
            .stroke(Stroke::new(1.0, look.color(Paint::Hairline)))
            .corner_radius(8)
            .inner_margin(Margin::symmetric(12, 5))
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 6.0;
                    let words = format!("Around {}", node.label);
                    look.text(ui, &words, (size::BODY, Weight::SemiBold, Paint::Ink));
                    depth_ui(ui, shown, commands);
                    for (direction, word) in DIRECTIONS {
                        let is_chosen = view.direction == direction;
                        if look
                            .small_switch(ui, word, is_chosen, size::SMALL, Weight::Medium)
                            .clicked()
                        {
                            commands.push(Command::SetDirection(direction));
                        }
                    }
                    if look.word_button(ui, "Leave (Esc)").clicked() {
                        commands.push(Command::SetFocus { node: None, depth: view.depth });
                    }
                });
            });
    });
}

fn depth_ui(ui: &mut Ui, shown: &Shown<'_>, commands: &mut Vec<Command>) {
    let view = shown.session.view();
    let mut ask = |depth: u8| {
        commands.push(Command::SetFocus { node: view.focus.clone(), depth });
    };
    let word = |ui: &mut Ui, sign: &str, said: &str, is_possible: bool| {
        let button = ui.add_enabled(is_possible, egui::Button::new(sign).small());
        button.on_hover_text(said).clicked()
    };
    if word(ui, "−", "One link less far", view.depth > 0) {
        ask(view.depth - 1);
    }
    let links =
        if view.depth == 1 { "1 link far".to_owned() } else { format!("{} links far", view.depth) };
    shown.look.text(ui, &links, (size::BODY, Weight::Regular, Paint::Soft));
    if word(ui, "+", "One link farther", view.depth < FARTHEST) {
        ask(view.depth + 1);
    }
}
