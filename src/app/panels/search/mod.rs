//! The search field: the whole filter language, and a list of what to go to while typing.
//!
//! Owns the field, its keys, and what becomes of what is typed: what answers it lights up, Enter or a
//! pause makes it the filter, a choice from the list goes there instead. The pause is `typed.rs`'s
//! matter, what the list offers `offers.rs`'s, how it looks `list.rs`'s, where a choice leads `go.rs`'s.

mod go;
mod list;
mod offers;
mod typed;

use std::sync::Arc;

use egui::text::{CCursor, CCursorRange, LayoutJob};
use egui::{
    Align2, Event, EventFilter, Galley, Id, Key, Margin, Modifiers, Response, Stroke, TextBuffer,
    TextEdit, Ui, pos2, vec2,
};

pub(in crate::app) use offers::Offers;
pub(in crate::app) use typed::Typed;

use self::go::go_to;
use self::list::list_ui;
use self::offers::Offer;
use super::Facts;
use crate::app::desk::{Desk, SearchField};
use crate::app::style::{font, size};
use crate::app::widgets::Look;
use crate::filter::{Completion, ParseError, read};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Draws the search field.
pub(super) fn search_ui(
    ui: &mut Ui,
    width: f32,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let id = Id::unique("search");
    let field = &mut desk.search;
    if !field.had_focus {
        field.text = facts.session.view().filter.to_string();
    }
    let is_shown = !facts.picture.scene.nodes.is_empty();
    if is_shown && field.finder.prepare(&facts.session.shared_atlas()) {
        field.offers = Offers::default();
    }
    let put = if field.had_focus { keys(ui, field) } else { None };
    if let Some(put) = &put {
        put_in(ui, id, field, put);
    }
    let response = field_ui(ui, (id, width), facts.look, field);
    if std::mem::take(&mut field.wants_focus) {
        response.request_focus();
        select_all(ui, id, field.text.chars().count());
    }
    let leaves = std::mem::take(&mut field.wants_to_leave);
    if leaves {
        response.surrender_focus();
        commands.push(Command::DropTriedFilter);
    }
    if response.changed() || put.is_some() {
        field.chosen = None;
        follow(ui, facts, field);
    }
    if response.has_focus() && !leaves {
        let text = text_galley(ui, facts.look, &field.text, None).size().x;
        field.typed.pause_ui(ui, facts, (response.rect, text), commands);
    }
    let entered = response.lost_focus() && ui.input(|i| has_enter(&i.events));
    // The list stays for the frame in which the pointer that takes the focus away clicks it.
    let is_open = response.has_focus() || field.had_focus;
    let had_focus = std::mem::replace(&mut field.had_focus, response.has_focus());
    let mut choice = None;
    if is_open && !leaves {
        let caret = caret_of(ui, id).unwrap_or_else(|| field.text.chars().count());
        field.offers.renew(facts, &mut field.finder, (&field.text, caret), field.problem.as_ref());
        choice = field.chosen.filter(|_| entered).and_then(|at| field.offers.get(at)).cloned();
        let clicked = list_ui(ui, facts, response.rect, field);
        choice = clicked.or(choice);
    }
    match choice {
        Some(Offer::Put(put)) => {
            put_in(ui, id, field, &put);
            follow(ui, facts, field);
            field.wants_focus_at_end = true;
        }
        Some(Offer::More(section)) => {
            field.offers.show_more(section);
            field.wants_focus_at_end = true;
        }
        Some(offer) => {
            let typed = field.typed.filter().cloned();
            field.close();
            response.surrender_focus();
            go_to(facts, &mut desk.notices, (&offer, typed.as_ref()), commands);
            return;
        }
        None if had_focus && response.lost_focus() && !leaves => {
            field.typed.ask(commands);
            field.close();
            commands.push(Command::KeepTriedFilter);
        }
        None if leaves => field.close(),
        None => {}
    }
    if std::mem::take(&mut field.wants_focus_at_end) {
        field.had_focus = true;
        response.request_focus();
    }
}

/// Takes the keys that move through the list, before the field sees them; gives back what is to be
/// put into the text.
fn keys(ui: &Ui, field: &mut SearchField) -> Option<Completion> {
    let n = field.offers.len();
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if n > 0 {
        if pressed(Key::ArrowDown) {
            field.chosen = Some(field.chosen.map_or(0, |at| (at + 1) % n));
        }
        if pressed(Key::ArrowUp) {
            field.chosen = field.chosen.map_or(Some(n - 1), |at| at.checked_sub(1));
        }
    }
    let chosen = field.chosen.and_then(|at| field.offers.get(at)).cloned();
    match chosen {
        Some(Offer::Put(put)) => {
            let is_taken = pressed(Key::Enter) || pressed(Key::Tab);
            is_taken.then_some(put)
        }
        Some(Offer::More(section)) => {
            if pressed(Key::Enter) {
                field.offers.show_more(section);
            }
            None
        }
        Some(_) => None,
        None => field.offers.first_put().filter(|_| pressed(Key::Tab)).cloned(),
    }
}

fn put_in(ui: &Ui, id: Id, field: &mut SearchField, put: &Completion) {
    let (text, caret) = put.applied_to(&field.text);
    field.text = text;
    field.chosen = None;
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(caret))));
    state.store(ui.ctx(), id);
}

fn field_ui(ui: &mut Ui, (id, width): (Id, f32), look: Look, field: &mut SearchField) -> Response {
    let wrong = field.problem.clone().filter(|_| field.had_focus && field.offers.shows_problem());
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, _: f32| {
        text_galley(ui, look, text.as_str(), wrong.as_ref())
    };
    let hint = look.format(size::BODY, Weight::Regular, Paint::Faint);
    // A tab completes where there is something to complete; leaving is decided here.
    let held = EventFilter {
        tab: field.offers.first_put().is_some(),
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    let edit = TextEdit::singleline(&mut field.text)
        .id(id)
        .font(font(size::BODY, Weight::Regular))
        .hint_text(LayoutJob::single_section("Search or filter, e.g. threat:cyber".into(), hint))
        .event_filter(held)
        .layouter(&mut layouter)
        .margin(Margin::symmetric(12, 6))
        .align(Align2::LEFT_CENTER);
    let response = ui.add_sized(vec2(width, 30.0), edit);
    ui.ctx().accesskit_node_builder(id, |node| node.set_label("Search"));
    if field.text.is_empty() && !response.has_focus() {
        let at = pos2(response.rect.right() - 12.0, response.rect.center().y);
        let style = font(size::CAPTION, Weight::Regular);
        ui.painter().text(at, Align2::RIGHT_CENTER, "Ctrl F", style, look.color(Paint::Faint));
    }
    response
}

/// The text in one line, with what is wrong in it underlined.
fn text_galley(ui: &Ui, look: Look, text: &str, wrong: Option<&ParseError>) -> Arc<Galley> {
    let plain = look.format(size::BODY, Weight::Regular, Paint::Ink);
    let mut job = LayoutJob::default();
    let start = wrong.map_or(usize::MAX, |error| error.column - 1);
    let end = wrong.map_or(usize::MAX, |error| error.column - 1 + error.n_characters);
    for (is_wrong, from, to) in [(false, 0, start), (true, start, end), (false, end, usize::MAX)] {
        let piece: String = text.chars().take(to).skip(from).collect();
        if piece.is_empty() {
            continue;
        }
        let mut format = plain.clone();
        if is_wrong {
            format.color = look.color(Paint::Warning);
            format.underline = Stroke::new(1.5, look.color(Paint::Warning));
        }
        job.append(&piece, 0.0, format);
    }
    if job.is_empty() {
        job.append("", 0.0, plain);
    }
    job.wrap.max_width = f32::INFINITY;
    ui.painter().layout_job(job)
}

/// Takes note of what is typed.
fn follow(ui: &Ui, facts: Facts<'_>, field: &mut SearchField) {
    match read(&field.text, facts.session.atlas()) {
        Ok(filter) => {
            field.problem = None;
            field.typed.note(ui, facts, Some(filter));
        }
        Err(problem) => {
            field.problem = Some(problem);
            field.typed.note(ui, facts, None);
        }
    }
}

fn caret_of(ui: &Ui, id: Id) -> Option<usize> {
    let range = TextEdit::load_state(ui.ctx(), id)?.cursor.char_range()?;
    Some(range.primary.index.into())
}

fn select_all(ui: &Ui, id: Id, n_characters: usize) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let (start, end) = (CCursor::new(0), CCursor::new(n_characters));
    state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
    state.store(ui.ctx(), id);
}

fn has_enter(events: &[Event]) -> bool {
    events.iter().any(|event| matches!(event, Event::Key { key: Key::Enter, pressed: true, .. }))
}
