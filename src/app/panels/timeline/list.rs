//! Happenings in words: what shows while one points at a mark, and the list behind a count.

use egui::{
    CornerRadius, Id, Popup, PopupCloseBehavior, Response, Role, Sense, Ui, WidgetInfo, vec2,
};

use super::super::Facts;
use super::super::dates::spoken_date;
use super::glyph::glyph;
use super::words::Words;
use crate::app::style::size;
use crate::app::widgets::capitalised;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;
use crate::survey::{Happening, Spot, Timeline};

/// Width of the list behind a count.
const WIDTH: f32 = 380.0;
/// Its greatest height.
const HEIGHT: f32 = 280.0;

/// What shows while one points at a mark.
pub(super) fn hint_ui(ui: &mut Ui, facts: Facts<'_>, words: &Words<'_>) {
    let look = facts.look;
    ui.set_max_width(320.0);
    let soft = (size::SMALL, Weight::Regular, Paint::Soft);
    look.text(ui, &words.date, (size::SMALL, Weight::SemiBold, Paint::Ink));
    look.text(ui, &words.node.label, (size::BODY, Weight::Medium, Paint::Ink));
    look.text(ui, &capitalised(&words.what), (size::BODY, Weight::Regular, Paint::Ink));
    if let Some(number) = words.number() {
        look.text(ui, number, soft);
    }
    if let Some(who) = words.who(facts) {
        look.text(ui, &who, soft);
    }
    look.text(ui, &capitalised(words.sort()), soft);
}

/// "5 dates, 1 March 2024 to 4 June 2024".
pub(super) fn spoken_cluster(facts: Facts<'_>, timeline: &Timeline, spot: &Spot) -> String {
    let atlas = facts.session.atlas();
    let happening = |at: Option<&usize>| at.and_then(|&at| timeline.happenings.get(at));
    let date =
        |at| happening(at).and_then(|h| h.event(atlas)).map(|event| spoken_date(&event.date));
    let n = spot.members.len();
    match (date(spot.members.first()), date(spot.members.last())) {
        (Some(first), Some(last)) if first == last => format!("{n} dates, {first}"),
        (Some(first), Some(last)) => format!("{n} dates, {first} to {last}"),
        _ => format!("{n} dates"),
    }
}

/// The list behind a count, while it is open.
pub(super) fn list_ui(
    anchor: &Response,
    facts: Facts<'_>,
    (timeline, spot): (&Timeline, &Spot),
    commands: &mut Vec<Command>,
) {
    let is_entered = anchor.clicked() && anchor.has_focus();
    let popup = Popup::menu(anchor)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(WIDTH)
        .accessible_name(spoken_cluster(facts, timeline, spot));
    popup.show(|ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        egui::ScrollArea::vertical().max_height(HEIGHT).show(ui, |ui| {
            for (at, &member) in spot.members.iter().enumerate() {
                let Some(happening) = timeline.happenings.get(member) else { continue };
                let Some(words) = Words::of(facts, happening) else { continue };
                let row = row_ui(ui, facts, happening, &words);
                if at == 0 && is_entered {
                    row.request_focus();
                }
                if row.clicked() {
                    let node = words.node.id.clone();
                    commands.push(Command::Select { node, extend: false });
                    ui.close();
                }
            }
        });
    });
}

/// Whether the list behind a mark of this id is open.
pub(super) fn is_open(ui: &Ui, mark: Id) -> bool {
    Popup::is_id_open(ui.ctx(), mark.with("popup"))
}

/// One happening of the list.
fn row_ui(ui: &mut Ui, facts: Facts<'_>, happening: &Happening, words: &Words<'_>) -> Response {
    let look = facts.look;
    let room = ui.available_width() - 40.0;
    let what = format!("{}  ·  {}", words.date, words.what);
    let soft = (size::SMALL, Weight::Regular, Paint::Soft);
    let above =
        look.one_line(ui, &words.node.label, (size::BODY, Weight::Medium, Paint::Ink), room);
    let below = look.one_line(ui, &what, soft, room);
    let height = above.size().y + below.size().y + 8.0;
    let wanted = vec2(ui.available_width(), height);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words.spoken()));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), look.color(Paint::Field));
    }
    look.focus_ring(ui, rect.shrink(2.0), &response);
    let ink = look.color(if happening.is_since { Paint::Accent } else { Paint::Soft });
    let at = rect.left_center() + vec2(16.0, 0.0);
    glyph(ui.painter(), at, happening.step, ink, look.color(Paint::Panel));
    let left = rect.min + vec2(34.0, 4.0);
    let lower = left + vec2(0.0, above.size().y);
    ui.painter().galley(left, above, look.color(Paint::Ink));
    ui.painter().galley(lower, below, look.color(Paint::Soft));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
