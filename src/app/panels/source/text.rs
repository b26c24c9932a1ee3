//! The text of a document on the screen, and the pointer in it.
//!
//! Paints only what is seen. Where one looks is a [`Place`]; the keyboard is in [`super::keys`].

use egui::{
    CornerRadius, CursorIcon, Id, Pos2, Rect, Response, Role, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::keys::{STEP, Selected, copy_ui, enter_ui, scroll_ui, select_ui};
use super::marks::{Marks, Paragraph, spoken, spoken_ui};
use super::page::{ADDRESS, Page, Row, RowKind};
use super::place::Place;
use crate::app::panels::Facts;
use crate::app::style::size;
use crate::atlas::Document;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Free room left and right of the text.
pub(super) const SIDES: (f32, f32) = (20.0, 14.0);
/// The text as it is shown.
pub(super) struct Shown<'a> {
    /// The position of the document.
    pub(super) at: usize,
    /// The document.
    pub(super) document: &'a Document,
    /// How it is set.
    pub(super) page: &'a Page,
    /// What is marked in it.
    pub(super) marks: &'a mut Marks,
}

/// The one stop of the Tab key in the text.
fn text_id() -> Id {
    Id::unique("source text")
}

/// Draws the text into a column.
pub(super) fn text_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    column: Rect,
    shown: &mut Shown<'_>,
    (place, selected): (&mut Place, &mut Option<Selected>),
    commands: &mut Vec<Command>,
) {
    let builder = UiBuilder::new().id_salt("source text").max_rect(column);
    let output = ui
        .scope_builder(builder, |ui| {
            // The place decides where the view begins. A spring at the ends would pull it back to
            // where the text of the last frame ended, which may have been a shorter document.
            ui.spacing_mut().scroll.kinetic.rubber_band = false;
            let area = ScrollArea::vertical()
                .id_salt("source text")
                .auto_shrink([false, false])
                .vertical_scroll_offset(place.offset);
            area.show_viewport(ui, |ui, viewport| {
                ui.set_height(shown.page.height());
                let origin = ui.max_rect().min;
                let response = ui.interact(column, text_id(), Sense::click_and_drag());
                spoken_text_ui(ui, facts, shown, &response);
                pointer_ui(ui, facts, shown, (origin, viewport), &response, selected, commands);
                rows_ui(ui, facts, shown, (origin, viewport), &response, commands);
                copy_ui(ui, facts, shown, &response, *selected, commands);
                if !response.has_focus() {
                    return 0.0;
                }
                enter_ui(facts, shown, &response, commands);
                place.wanted = select_ui(ui, shown, place.character, selected);
                scroll_ui(ui, shown, &response)
            })
        })
        .inner;
    let by = output.inner + output.state.clamped_offset().y - place.offset;
    if by != 0.0 {
        place.scroll(shown.page, by);
    }
    place.character = {
        let rows = shown.page.rows().iter().skip(shown.page.row_at(place.offset));
        rows.filter_map(Row::span).map(|span| span.start).next().unwrap_or(0)
    };
}

fn spoken_text_ui(ui: &Ui, facts: Facts<'_>, shown: &Shown<'_>, response: &Response) {
    response.widget_info(|| {
        let name = format!("Text of {}", shown.document.short_title());
        WidgetInfo::labeled(Role::Document, true, name)
    });
    let Some(open) = shown.marks.open else { return };
    let passages = facts.session.passages();
    if let Some(passage) = passages.exactly(shown.at, open) {
        let words = shown.document.slice(open);
        let said = format!("passage, {}: {words}", spoken(facts, &passage.resting));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_description(said);
        });
    }
}

/// Hovering, clicking a passage, dragging over words.
fn pointer_ui(
    ui: &Ui,
    facts: Facts<'_>,
    shown: &mut Shown<'_>,
    (origin, viewport): (Pos2, Rect),
    response: &Response,
    selected: &mut Option<Selected>,
    commands: &mut Vec<Command>,
) {
    let at = |pos: Pos2| shown.page.character_at(pos - origin - vec2(SIDES.0, 0.0));
    let pointer = response.hover_pos().or_else(|| response.interact_pointer_pos());
    let under = pointer.and_then(at);
    if response.drag_started()
        && let Some((from, _)) = ui.input(|i| i.pointer.press_origin()).and_then(at)
    {
        *selected = Some(Selected { document: shown.at, from, to: from });
    }
    if response.dragged()
        && let (Some(now), Some((to, _))) = (selected.as_mut(), under)
    {
        now.to = to;
    }
    if response.dragged()
        && let Some(pos) = response.interact_pointer_pos()
    {
        let seen = Rect::from_min_size(origin + viewport.min.to_vec2(), viewport.size());
        let beyond = (pos.y - seen.bottom()).max(0.0) + (pos.y - seen.top()).min(0.0);
        if beyond != 0.0 {
            ui.scroll_with_delta_animation(
                vec2(0.0, -beyond.clamp(-STEP, STEP)),
                egui::style::ScrollAnimation::none(),
            );
            ui.request_repaint();
        }
    }
    let passages = facts.session.passages();
    let passage = under.filter(|(_, is_on)| *is_on).and_then(|(c, _)| passages.at(shown.at, c));
    shown.marks.hovered = passage.map(|p| p.span).filter(|_| response.hovered());
    if response.hovered() {
        let over = if passage.is_some() { CursorIcon::PointingHand } else { CursorIcon::Text };
        ui.set_cursor_icon(if response.dragged() { CursorIcon::Text } else { over });
    }
    // Enter clicks as well, without a place.
    if response.clicked() && response.interact_pointer_pos().is_some() {
        *selected = None;
        if let Some(reading) = passage.and_then(|p| facts.session.reading_at((shown.at, p.span))) {
            commands.push(Command::Light(reading));
        }
    }
}

/// Paints what is seen.
fn rows_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    shown: &Shown<'_>,
    (origin, viewport): (Pos2, Rect),
    response: &Response,
    commands: &mut Vec<Command>,
) {
    let painter = ui.painter().clone();
    let mut ring: Option<Rect> = None;
    for at in shown.page.seen(viewport.top(), viewport.bottom()) {
        let Some(row) = shown.page.rows().get(at) else { continue };
        let corner = origin + vec2(SIDES.0, shown.page.top(at));
        if let (Some(span), Some(galley)) = (row.span(), row.galley()) {
            let paragraph = Paragraph { document: shown.at, span, galley, corner };
            paragraph.marks_ui(&painter, facts, shown.marks);
            spoken_rows_ui(ui, facts, shown, &paragraph, commands);
            let open = shown.marks.open.map(|open| paragraph.lines(open)).unwrap_or_default();
            ring = open.iter().map(|line| line.rect).chain(ring).reduce(Rect::union);
        }
        for piece in &row.pieces {
            let at = corner + vec2(0.0, piece.top);
            painter.galley(at, std::sync::Arc::clone(&piece.galley), facts.look.color(piece.paint));
        }
        if row.kind == RowKind::Front {
            let bottom = origin.y + shown.page.top(at + 1);
            front_ui(ui, facts, shown.document, (corner.x, bottom), commands);
        }
    }
    if response.has_focus() {
        let whole = response.rect.shrink(3.0);
        let around = ring.map_or(whole, |ring| ring.expand2(vec2(4.0, 3.0)));
        let line = Stroke::new(2.0, facts.look.color(Paint::Accent));
        painter.rect_stroke(around, CornerRadius::same(5), line, StrokeKind::Outside);
    }
}

/// A paragraph and its passages, for those who hear the window.
fn spoken_rows_ui(
    ui: &Ui,
    facts: Facts<'_>,
    shown: &Shown<'_>,
    paragraph: &Paragraph<'_>,
    commands: &mut Vec<Command>,
) {
    let size = paragraph.galley.size();
    let rect = Rect::from_min_size(paragraph.corner, size);
    let id = text_id().with((shown.at, paragraph.span.start));
    let response = ui.interact(rect, id, Sense::hover());
    let words = paragraph.galley.text();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    for passage in facts.session.passages().touching(shown.at, paragraph.span) {
        let is_open = shown.marks.open == Some(passage.span);
        if spoken_ui(ui, facts, paragraph, passage, is_open)
            && let Some(reading) = facts.session.reading_at((shown.at, passage.span))
        {
            commands.push(Command::Light(reading));
        }
    }
}

/// The way to where the document can be read, at the end of its title rows.
fn front_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    document: &Document,
    (left, bottom): (f32, f32),
    commands: &mut Vec<Command>,
) {
    let Some(url) = &document.url else { return };
    let rect = Rect::from_min_max(
        pos2(left, bottom - ADDRESS),
        pos2(ui.max_rect().right() - SIDES.1, bottom),
    );
    ui.scope_builder(UiBuilder::new().id_salt("address").max_rect(rect), |ui| {
        let words = "Open where it was published →";
        let link = facts.look.link(ui, words, size::SMALL, Weight::Regular);
        if link.on_hover_text(url).clicked() {
            commands.push(Command::FollowLink(url.clone()));
        }
    });
}

/// The column of the text, and that of the strip beside it.
pub(super) fn columns(area: Rect, ruler: f32) -> (Rect, Rect) {
    let (text, margin) = area.split_left_right_at_x(area.right() - ruler);
    (text.intersect(area), margin)
}

/// The width of the text in its column.
pub(super) fn text_width(column: Vec2) -> f32 {
    column.x - SIDES.0 - SIDES.1
}
