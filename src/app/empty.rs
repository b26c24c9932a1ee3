//! What the canvas says where nothing is kept: never a blank, but what this is and the ways out.

use egui::{Frame, Margin, Rect, Stroke, Ui, UiBuilder, vec2};

use super::canvas::Shown;
use super::style::size;
use crate::filter::Filter;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Most ways out that are offered.
const MOST_WAYS: usize = 4;

/// Says that nothing is kept, and offers what to drop of the filter, each with what comes then.
pub(super) fn empty_ui(ui: &mut Ui, shown: &Shown<'_>, canvas: Rect, commands: &mut Vec<Command>) {
    let (picture, look) = (shown.picture, shown.look);
    let n_ways = picture.ways_out.len().min(MOST_WAYS) as f32;
    let room = vec2((canvas.width() - 32.0).clamp(240.0, 620.0), 130.0 + 34.0 * n_ways);
    let middle = canvas.center();
    let builder = UiBuilder::new().id_salt("empty").max_rect(Rect::from_center_size(middle, room));
    ui.scope_builder(builder, |ui| {
        let mut frame = Frame::new().inner_margin(Margin::same(16)).corner_radius(8);
        if picture.draws_all() {
            // What is faded must not show through the words.
            let line = Stroke::new(1.0, look.color(Paint::Hairline));
            frame = frame.fill(look.color(Paint::Panel)).stroke(line);
        }
        frame.show(ui, |ui| {
            ui.vertical_centered(|ui| {
                let text = picture.empty_sentence();
                look.text(ui, text, (size::COUNT, Weight::SemiBold, Paint::Ink));
                ui.add_space(4.0);
                if picture.n_nodes > 0 {
                    let words = picture.shown_sentence();
                    look.text(ui, &words, (size::BODY, Weight::Regular, Paint::Soft));
                    ui.add_space(10.0);
                    ways_ui(ui, shown, commands);
                }
            });
        });
    });
}

fn ways_ui(ui: &mut Ui, shown: &Shown<'_>, commands: &mut Vec<Command>) {
    for way in shown.picture.ways_out.iter().take(MOST_WAYS).filter(|way| !way.filter.is_empty()) {
        let dropped: Vec<String> = way.dropped.iter().map(|part| in_quotes(part)).collect();
        let words = format!("Without {}: {} shown", dropped.join(" and "), way.n_nodes);
        if ui.button(words).clicked() {
            commands.push(Command::SetFilter(way.filter.clone()));
        }
        ui.add_space(2.0);
    }
    if ui.button("Clear the filter").clicked() {
        commands.push(Command::SetFilter(Filter::new()));
    }
}

/// A part of a sentence in quotation marks, unless it has some of its own.
fn in_quotes(part: &str) -> String {
    if part.contains('“') { part.to_owned() } else { format!("“{part}”") }
}
