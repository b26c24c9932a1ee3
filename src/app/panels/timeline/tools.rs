//! The tools of the timeline: what the rows are, how much time is shown; and the legend.

use egui::{Align, CornerRadius, Layout, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::Facts;
use super::super::dates::short_date;
use super::SIDE;
use super::axis::Axis;
use super::glyph::{glyph, since_line};
use super::state::{FIRST_YEAR, TimelineState};
use crate::app::style::{font, size};
use crate::app::widgets::Look;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::survey::{Grouping, Step, Timeline, month_of, month_start};

/// How much closer one press looks.
const CLOSER: f64 = 1.5;

/// Room that a button with two words needs.
const LEAST_ROOM: f32 = 104.0;

/// Draws the tools.
pub(super) fn tools_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    timeline: &Timeline,
    axis: Axis,
    state: &mut TimelineState,
) {
    let look = facts.look;
    let Some(whole) = timeline.whole() else { return };
    ui.horizontal_centered(|ui| {
        ui.add_space(SIDE);
        ui.spacing_mut().item_spacing.x = 4.0;
        for grouping in Grouping::ALL {
            if look.segment(ui, grouping.word(), grouping == state.grouping).clicked() {
                state.group(grouping);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(SIDE - 4.0);
            let middle = axis.rect.center().x;
            if sign_button(ui, look, "+", "Look closer at the time").clicked() {
                state.show(axis.zoomed(CLOSER, middle), whole);
            }
            if sign_button(ui, look, "−", "Look at more time").clicked() {
                state.show(axis.zoomed(1.0 / CLOSER, middle), whole);
            }
            let spoken = timeline.spoken.filter(|spoken| spoken.start < whole.end);
            if let Some(spoken) = spoken.filter(|_| has_room(ui)) {
                let (year, month) = month_of(spoken.start);
                let words = format!("Since {}", short_date(&format!("{year}-{month:02}")));
                let button = look.word_button(ui, &words);
                if button.on_hover_text("Since the newest document spoke").clicked() {
                    state.show_from(month_start(year, month), whole);
                }
            }
            if has_room(ui) && look.word_button(ui, "All dates").clicked() {
                state.show_all(whole);
            }
            if whole.start < month_start(FIRST_YEAR, 1)
                && has_room(ui)
                && look.word_button(ui, &format!("Since {FIRST_YEAR}")).clicked()
            {
                state.show_opening();
            }
            if let Some(words) = hidden(timeline, axis).filter(|_| has_room(ui)) {
                ui.add_space(8.0);
                let soft = (size::SMALL, Weight::Regular, Paint::Soft);
                let room = ui.available_width() - 16.0;
                let galley = look.one_line(ui, &words, soft, room);
                ui.label(galley);
            }
        });
    });
}

/// Whether another button has room; what has none is left out, for it can be zoomed to as well.
fn has_room(ui: &Ui) -> bool {
    ui.available_width() > LEAST_ROOM
}

/// "5 earlier, 2 later": how many dates the axis does not show.
fn hidden(timeline: &Timeline, axis: Axis) -> Option<String> {
    let (first, last) = (axis.window.first, axis.window.first + axis.window.n_days);
    let middles = || timeline.happenings.iter().map(|happening| happening.stretch.middle());
    let n_earlier = middles().filter(|middle| *middle < first).count();
    let n_later = middles().filter(|middle| *middle > last).count();
    let parts = [(n_earlier, "earlier"), (n_later, "later")];
    let parts = parts.into_iter().filter(|(n, _)| *n > 0);
    parts.map(|(n, word)| format!("{n} {word}")).reduce(|a, b| format!("{a}, {b}"))
}

/// A square button with a sign on it, named for who cannot see it.
fn sign_button(ui: &mut Ui, look: Look, sign: &str, said: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(28.0, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, said));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), look.color(Paint::Field));
    }
    look.focus_ring(ui, rect, &response);
    let style = font(size::COUNT, Weight::Medium);
    let ink = look.color(Paint::Ink);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, sign, style, ink);
    response.on_hover_text(said)
}

/// Draws what the shapes mean, of those that occur.
pub(super) fn legend_ui(ui: &Ui, facts: Facts<'_>, timeline: &Timeline) {
    let look = facts.look;
    let rect = ui.max_rect();
    let (ink, ground) = (look.color(Paint::Soft), look.color(Paint::Panel));
    let mut x = rect.left() + SIDE;
    let y = rect.center().y;
    let room = rect.right() - SIDE;
    let mut entry = |words: &str, paint: Paint, draw: &dyn Fn(egui::Pos2)| {
        let galley = look.one_line(ui, words, (size::SMALL, Weight::Regular, paint), room - x);
        draw(pos2(x + 5.0, y));
        let at = pos2(x + 16.0, y - galley.size().y / 2.0);
        x = at.x + galley.size().x + 16.0;
        ui.painter().galley(at, galley, look.color(paint));
    };
    for step in timeline.steps() {
        let draw = |at| glyph(ui.painter(), at, step, ink, ground);
        entry(step.spec().word, Paint::Soft, &draw);
    }
    if timeline.happenings.iter().any(|happening| happening.is_since) {
        let accent = look.color(Paint::Accent);
        let draw = |at: egui::Pos2| {
            let at = at - vec2(0.0, 2.0);
            glyph(ui.painter(), at, Step::Adopted, accent, ground);
            since_line(ui.painter(), at, accent);
        };
        entry("since then", Paint::Soft, &draw);
    }
}
