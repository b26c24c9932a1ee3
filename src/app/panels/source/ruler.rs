//! The margin strip beside the text: where in the whole document the passages of the selection
//! stand, each one click away.

use egui::{CornerRadius, Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::marks::{Marks, paint_of};
use super::page::Page;
use crate::app::panels::Facts;
use crate::atlas::{Document, Span};
use crate::scene::Paint;
use crate::session::{Command, WalkedTo};

/// Width of the strip.
pub(super) const RULER: f32 = 14.0;
/// Height of a tick, and of what can be clicked around it.
const TICK: (f32, f32) = (3.0, 7.0);
/// So many letters of a passage are said.
const SAID: usize = 60;

/// Draws the strip into a column.
pub(super) fn ruler_ui(
    ui: &Ui,
    facts: Facts<'_>,
    column: Rect,
    (document, page): (usize, &Page),
    (walked, marks): (&WalkedTo, &Marks),
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let painter = ui.painter_at(column);
    let y = |span: Span| {
        let (top, _) = page.line_of(span.start).unwrap_or_default();
        column.top() + 4.0 + top / page.height().max(1.0) * (column.height() - 8.0)
    };
    for hit in &marks.hits {
        let tick = Rect::from_min_size(pos2(column.left() + 2.0, y(*hit) - 1.0), vec2(4.0, 2.0));
        painter.rect_filled(tick, CornerRadius::ZERO, look.color(Paint::Accent));
    }
    let Some(text) = facts.session.atlas().documents().get(document) else { return };
    if marks.strong.is_empty() {
        // Every passage of the text would be one grey bar; the one that is open is enough.
        if let Some(open) = marks.open {
            let tick = Rect::from_center_size(
                pos2(column.center().x, y(open)),
                vec2(RULER - 4.0, TICK.0 + 1.0),
            );
            painter.rect_filled(tick, CornerRadius::same(1), look.color(Paint::Accent));
        }
        return;
    }
    for (at, &(_, span)) in walked.places.iter().enumerate().filter(|(_, p)| p.0 == document) {
        let centre = pos2(column.center().x, y(span));
        let rect = Rect::from_center_size(centre, vec2(RULER, TICK.1)).intersect(column);
        let id = Id::unique("passage tick").with((document, span.start, span.end));
        // Walked through with N and P, so not each of them stops the Tab key.
        let response = ui.interact(rect, id, Sense::CLICK);
        let is_open = marks.open == Some(span);
        response.widget_info(|| {
            let name = spoken(text, span, (at, walked.places.len()));
            WidgetInfo::selected(Role::Button, true, is_open, name)
        });
        let passage = facts.session.passages().exactly(document, span);
        let own = passage.map_or(Paint::Faint, |passage| paint_of(facts, passage));
        let (paint, size) = match (is_open, response.hovered()) {
            (true, _) => (Paint::Accent, vec2(RULER - 2.0, TICK.0 + 1.5)),
            (false, true) => (own, vec2(RULER - 2.0, TICK.0)),
            (false, false) => (own, vec2(RULER - 6.0, TICK.0)),
        };
        let tick = Rect::from_center_size(centre, size);
        painter.rect_filled(tick, CornerRadius::same(1), look.color(paint));
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            commands.push(Command::Read(facts.session.reading_at((document, span))));
        }
    }
}

/// "passage 2 of 7: A new mandate for …".
fn spoken(document: &Document, span: Span, (at, n): (usize, usize)) -> String {
    let end = span.end.min(span.start + SAID);
    let words = document.slice(Span { start: span.start, end });
    let more = if end < span.end { "…" } else { "" };
    format!("passage {} of {n}: {}{more}", at + 1, words.trim())
}
