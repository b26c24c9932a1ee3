//! The text of a document on the screen: scrolling, the pointer and the keyboard in it.
//!
//! Owns where one looks and what one selects. Only what is seen is laid out and painted.

use egui::{
    CornerRadius, CursorIcon, Event, EventFilter, Id, Key, Pos2, Rect, Response, Role, ScrollArea,
    Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::marks::{Marks, Paragraph, spoken, spoken_ui};
use super::page::{ADDRESS, Page, RowKind};
use crate::app::panels::Facts;
use crate::app::style::size;
use crate::atlas::{Document, Span};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Free room left and right of the text.
pub(super) const SIDES: (f32, f32) = (20.0, 14.0);
/// A passage to be shown keeps so far from the edges.
const NEAR: f32 = 20.0;
/// Where a passage comes to stand that was far away, from the top.
const THIRD: f32 = 0.3;
/// How far one scrolls with an arrow key, and while selecting beyond the edge.
const STEP: f32 = 40.0;

/// What is to be brought into view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    /// The beginning of the document.
    Top,
    /// A passage, a third down unless it is well in view.
    Passage(Span),
    /// A passage, moved no further than it must be.
    Keep(Span),
}

/// Where one looks.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// A row, and how far under its top the view begins; holds while heights are still guesses.
    anchor: (usize, f32),
    offset: f32,
    /// The code point at the top.
    pub(super) character: usize,
    /// Words that the keyboard reached and that are to be seen.
    pub(super) wanted: Option<Span>,
}

/// Words the reader selected: where it began, and where it is by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Selected {
    pub(super) document: usize,
    from: usize,
    to: usize,
}

impl Selected {
    /// The words, where there are any.
    pub(super) fn span(self) -> Option<Span> {
        let (start, end) = (self.from.min(self.to), self.from.max(self.to));
        (start < end).then_some(Span { start, end })
    }
}

impl Place {
    /// Looks at something; what is near it is laid out for that.
    pub(super) fn show(&mut self, page: &mut Page, ui: &Ui, height: f32, show: Show) {
        let span = match show {
            Show::Top => {
                self.anchor = (0, 0.0);
                return;
            }
            Show::Passage(span) | Show::Keep(span) => span,
        };
        let (first, last) = (page.row_of(span.start), page.row_of(span.end.saturating_sub(1)));
        page.set(ui.painter(), first..last + 1);
        let offset = self.anchored(page, height);
        let Some((top, _)) = page.line_of(span.start) else { return };
        let (_, bottom) = page.line_of(span.end.saturating_sub(1)).unwrap_or((top, top));
        let is_seen = top >= offset + NEAR && bottom <= offset + height - NEAR;
        if is_seen {
            return;
        }
        let wanted = match show {
            Show::Keep(_) if bottom > offset + height - NEAR && bottom - top < height => {
                bottom + NEAR - height
            }
            Show::Keep(_) => top - NEAR,
            Show::Passage(_) | Show::Top => top - height * THIRD,
        };
        self.anchor = (first, wanted - page.top(first));
    }

    /// Moves by some points.
    fn scroll(&mut self, page: &Page, by: f32) {
        let offset = (self.offset + by).max(0.0);
        let row = page.row_at(offset);
        self.anchor = (row, offset - page.top(row));
    }

    /// How far down the view begins, within the page.
    fn anchored(&self, page: &Page, height: f32) -> f32 {
        let offset = page.top(self.anchor.0) + self.anchor.1;
        offset.clamp(0.0, (page.height() - height).max(0.0))
    }

    /// Lays out what will be seen, and a little of the rest; gives back where the view begins.
    pub(super) fn settle(&self, page: &mut Page, ui: &Ui, height: f32) -> f32 {
        loop {
            let offset = self.anchored(page, height);
            let seen = page.seen(offset, offset + height);
            // Each turn lays out rows that were not, so this ends.
            if !page.set(ui.painter(), seen) {
                break;
            }
        }
        if page.set_more(ui.painter()) {
            ui.request_repaint();
        }
        self.anchored(page, height)
    }
}

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
        rows.filter_map(super::page::Row::span).map(|span| span.start).next().unwrap_or(0)
    };
}

impl Place {
    /// Takes the view's beginning for this frame.
    pub(super) const fn begin(&mut self, offset: f32) {
        self.offset = offset;
    }
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

/// Copies the words selected, else the passage with its citation.
fn copy_ui(
    ui: &Ui,
    facts: Facts<'_>,
    shown: &Shown<'_>,
    response: &Response,
    selected: Option<Selected>,
    commands: &mut Vec<Command>,
) {
    let focused = ui.memory(egui::Memory::focused);
    let is_ours = focused.is_none_or(|id| id == response.id);
    if !is_ours || !ui.input(|i| i.events.iter().any(|event| matches!(event, Event::Copy))) {
        return;
    }
    let document = shown.document;
    match (selected.and_then(Selected::span), shown.marks.open) {
        (Some(span), _) => commands.push(Command::Copy(document.slice(span).to_owned())),
        (None, Some(open)) => {
            let citation = facts.session.atlas().cite(&document.id, open);
            commands.extend(citation.map(|citation| Command::Copy(citation.text())));
        }
        (None, None) => {}
    }
}

/// Lights up what rests on the passage that is open.
fn enter_ui(facts: Facts<'_>, shown: &Shown<'_>, response: &Response, commands: &mut Vec<Command>) {
    if response.clicked() && response.interact_pointer_pos().is_none() {
        let open = shown.marks.open.and_then(|open| facts.session.reading_at((shown.at, open)));
        commands.extend(open.map(Command::Light));
    }
}

/// Selects word by word, from the passage that is open or from where one looks; gives back the
/// words reached.
fn select_ui(
    ui: &Ui,
    shown: &Shown<'_>,
    looked_at: usize,
    selected: &mut Option<Selected>,
) -> Option<Span> {
    let pressed = |key| ui.input_mut(|i| i.consume_key(egui::Modifiers::SHIFT, key));
    let (on, back) = (pressed(Key::ArrowRight), pressed(Key::ArrowLeft));
    if on == back {
        return None;
    }
    let begun = selected.filter(|selected| selected.document == shown.at);
    let from = shown.marks.open.map_or(looked_at, |open| open.start);
    let begun = begun.unwrap_or(Selected { document: shown.at, from, to: from });
    let to = word_border(shown.document, begun.to, on);
    *selected = Some(Selected { to, ..begun });
    let (start, end) = (begun.to.min(to), begun.to.max(to));
    Some(Span { start, end })
}

/// The end of the word after a code point, or the beginning of the one before it.
fn word_border(document: &Document, from: usize, on: bool) -> usize {
    let at = document.byte_at(from);
    let steps = |mut characters: &mut dyn Iterator<Item = char>| {
        let mut is_in_word = false;
        let until = |c: &char| {
            let goes_on = !(is_in_word && c.is_whitespace());
            is_in_word |= !c.is_whitespace();
            goes_on
        };
        (&mut characters).take_while(until).count()
    };
    let (before, after) = document.text().split_at_checked(at).unwrap_or_default();
    if on { from + steps(&mut after.chars()) } else { from - steps(&mut before.chars().rev()) }
}

/// How far the keys scroll.
fn scroll_ui(ui: &Ui, shown: &Shown<'_>, response: &Response) -> f32 {
    let arrows =
        EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let page = response.rect.height() - STEP;
    let steps = [
        (Key::ArrowDown, STEP),
        (Key::ArrowUp, -STEP),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        (Key::Home, -shown.page.height()),
        (Key::End, shown.page.height()),
    ];
    let pressed = |key| ui.input(|i| i.key_pressed(key) && i.modifiers == egui::Modifiers::NONE);
    steps.into_iter().filter(|(key, _)| pressed(*key)).map(|(_, by)| by).sum()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_before_a_space_and_begin_after_one() {
        let document =
            Document::new("d".into(), "D".into(), "Né le  9 mai.\nFin".into(), String::new());
        let check = |from, on, expected| {
            assert_eq!(word_border(&document, from, on), expected, "from {from}");
        };
        check(0, true, 2);
        check(2, true, 5);
        check(5, true, 8);
        check(13, true, 17);
        check(17, true, 17);
        check(17, false, 14);
        check(14, false, 9);
        check(1, false, 0);
        check(0, false, 0);
    }
}
