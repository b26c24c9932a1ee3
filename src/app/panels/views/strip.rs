//! The cards side by side: clicked, dragged into another order, renamed, walked through by arrows.

use egui::{
    EventFilter, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, Stroke, TextEdit, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::card::{Card, SIZE, card_ui, name_rect};
use super::{Facts, ViewsState};
use crate::app::desk::Desk;
use crate::app::style::{font, size};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::{Command, DeckCommand};

/// Free room between two cards.
const GAP: f32 = 8.0;
/// Arrows walk from card to card while one has the keyboard.
const ARROWS: EventFilter =
    EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: false, escape: false };

/// Draws the cards.
pub(super) fn strip_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let views = &facts.session.briefing().views;
    if views.is_empty() {
        return empty_ui(ui, facts);
    }
    let state = &mut desk.views;
    ui.add_space(2.0);
    ScrollArea::horizontal().id_salt("strip").auto_shrink([false, true]).show(ui, |ui| {
        let wide = views.len() as f32 * (SIZE.x + GAP) + 32.0 - GAP;
        let (all, _) = ui.allocate_exact_size(vec2(wide, SIZE.y + 10.0), Sense::hover());
        let first = all.min + vec2(16.0, 2.0);
        let place =
            |at: usize| Rect::from_min_size(first + vec2(at as f32 * (SIZE.x + GAP), 0.0), SIZE);
        let shown = facts.session.shown();
        let stop = shown.unwrap_or(0).min(views.len() - 1);
        for (at, named) in views.iter().enumerate() {
            let is_shown = shown == Some(at);
            let card = Card {
                named,
                at,
                is_shown,
                is_left: is_shown && !named.view.shows_the_same(facts.session.view()),
                is_renamed: state.renaming.as_ref().is_some_and(|(own, _)| *own == at),
            };
            let rect = place(at);
            let response = one_ui(ui, facts, state, card, (rect, at == stop));
            card_ui(ui, facts, state, card, (rect, &response));
            keys_ui(ui, state, card, &response, (views.len(), commands));
            pointer_ui(ui, state, card, &response, commands);
            menu_ui(&response, state, card, views.len(), commands);
            if response.drag_stopped()
                && let Some(to) = target(ui, first.x, views.len())
            {
                commands.push(Command::Deck(DeckCommand::Shift { from: at, to }));
            }
            if response.dragged() {
                insertion_ui(ui, facts, (at, target(ui, first.x, views.len())), place);
            }
        }
        renaming_ui(ui, state, place, commands);
    });
    // The card of a view that is gone to by a key comes into sight.
    desk.views.brought_out = facts.session.shown();
}

fn empty_ui(ui: &mut Ui, facts: Facts<'_>) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 8)).show(ui, |ui| {
        let words = "A briefing is made of views, shown one after the other. Filter, select and fold until the \
                     picture says what you want to say, then keep it: Ctrl+D.";
        facts.look.text(ui, words, (size::BODY, Weight::Regular, Paint::Soft));
    });
}

fn id_of(ui: &Ui, at: usize) -> Id {
    ui.scope_id().with(("view card", at))
}

/// The widget of a card; one stop for all of them, and arrows between them.
fn one_ui(
    ui: &Ui,
    facts: Facts<'_>,
    state: &mut ViewsState,
    card: Card<'_>,
    (rect, is_stop): (Rect, bool),
) -> Response {
    let id = id_of(ui, card.at);
    if state.wants_focus == Some(card.at) {
        state.wants_focus = None;
        ui.memory_mut(|memory| memory.request_focus(id));
        ui.scroll_to_rect(rect.expand(GAP), None);
    }
    if card.is_shown && state.brought_out != facts.session.shown() {
        ui.scroll_to_rect(rect.expand(GAP), None);
    }
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let sense =
        if is_stop || has_focus { Sense::click_and_drag() } else { Sense::CLICK | Sense::DRAG };
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, card.is_shown, card.spoken()));
    response
}

/// The keys of the card that has the keyboard.
fn keys_ui(
    ui: &Ui,
    state: &mut ViewsState,
    card: Card<'_>,
    response: &Response,
    (n, commands): (usize, &mut Vec<Command>),
) {
    if !response.has_focus() {
        return;
    }
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, ARROWS));
    let pressed = |held, key| ui.input_mut(|i| i.consume_key(held, key));
    let at = card.at;
    let (left, right) = (at.checked_sub(1), (at + 1 < n).then_some(at + 1));
    for (key, to) in [(Key::ArrowLeft, left), (Key::ArrowRight, right)] {
        if pressed(Modifiers::COMMAND, key)
            && let Some(to) = to
        {
            commands.push(Command::Deck(DeckCommand::Shift { from: at, to }));
            state.wants_focus = Some(to);
        } else if pressed(Modifiers::NONE, key) {
            state.wants_focus = to.or(Some(at));
        }
    }
    if pressed(Modifiers::NONE, Key::F2) {
        state.renaming = Some((at, card.named.name().to_owned()));
    }
    if pressed(Modifiers::NONE, Key::Delete) {
        commands.push(Command::Deck(DeckCommand::Remove(at)));
        state.wants_focus = (n > 1).then(|| at.min(n - 2));
    }
}

fn pointer_ui(
    ui: &Ui,
    state: &mut ViewsState,
    card: Card<'_>,
    response: &Response,
    commands: &mut Vec<Command>,
) {
    if response.double_clicked() {
        state.renaming = Some((card.at, card.named.name().to_owned()));
    } else if response.clicked() {
        commands.push(Command::Deck(DeckCommand::Show(card.at)));
        state.wants_focus = Some(card.at);
    }
    if response.dragged() {
        ui.set_cursor_icon(egui::CursorIcon::Grabbing);
    } else if response.hovered() {
        ui.set_cursor_icon(egui::CursorIcon::PointingHand);
    }
}

fn menu_ui(
    response: &Response,
    state: &mut ViewsState,
    card: Card<'_>,
    n: usize,
    commands: &mut Vec<Command>,
) {
    response.context_menu(|ui| {
        ui.set_min_width(220.0);
        let at = card.at;
        let row = |ui: &mut Ui, words: &str, is_possible: bool| {
            let button = ui.add_enabled(is_possible, egui::Button::new(words).frame(false));
            if button.clicked() {
                ui.close();
            }
            button.clicked()
        };
        let mut deck = |command| commands.push(Command::Deck(command));
        if row(ui, "Show", true) {
            deck(DeckCommand::Show(at));
        }
        if row(ui, "Replace with what is shown now", true) {
            deck(DeckCommand::Update(at));
        }
        if row(ui, "Duplicate", true) {
            deck(DeckCommand::Duplicate(at));
        }
        if row(ui, "Rename (F2)", true) {
            state.renaming = Some((at, card.named.name().to_owned()));
        }
        if row(ui, "Move left (Ctrl+Left)", at > 0) {
            deck(DeckCommand::Shift { from: at, to: at.saturating_sub(1) });
        }
        if row(ui, "Move right (Ctrl+Right)", at + 1 < n) {
            deck(DeckCommand::Shift { from: at, to: at + 1 });
        }
        if row(ui, "Delete (Del)", true) {
            deck(DeckCommand::Remove(at));
        }
    });
}

/// The position at which a card dragged would be let go.
fn target(ui: &Ui, left: f32, n: usize) -> Option<usize> {
    let pointer = ui.input(|i| i.pointer.interact_pos().or_else(|| i.pointer.latest_pos()))?;
    let at = ((pointer.x - left) / (SIZE.x + GAP)).floor().max(0.0) as usize;
    Some(at.min(n.saturating_sub(1)))
}

/// Shows where a card dragged would come to stand.
fn insertion_ui(
    ui: &Ui,
    facts: Facts<'_>,
    (from, to): (usize, Option<usize>),
    place: impl Fn(usize) -> Rect,
) {
    let Some(to) = to.filter(|to| *to != from) else { return };
    let rect = place(to);
    let x = if to > from { rect.right() + GAP / 2.0 } else { rect.left() - GAP / 2.0 };
    let line = Stroke::new(3.0, facts.look.color(Paint::Accent));
    ui.painter().line_segment([pos2(x, rect.top()), pos2(x, rect.bottom())], line);
}

/// The field over a card's name while it is typed anew.
fn renaming_ui(
    ui: &mut Ui,
    state: &mut ViewsState,
    place: impl Fn(usize) -> Rect,
    commands: &mut Vec<Command>,
) {
    let Some((at, mut name)) = state.renaming.take() else { return };
    let rect = name_rect(place(at));
    let mut field = None;
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        let edit = TextEdit::singleline(&mut name)
            .id(Id::unique("view-name"))
            .font(font(size::SMALL, Weight::Regular))
            .align(egui::Align2::LEFT_CENTER)
            .margin(egui::Margin::symmetric(4, 2))
            .desired_width(rect.width() - 8.0);
        field = Some(ui.add(edit));
    });
    let Some(field) = field else { return };
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("New name"));
    let is_new = !field.has_focus() && !field.lost_focus();
    if is_new {
        field.request_focus();
    }
    if field.lost_focus() {
        state.wants_focus = Some(at);
        if !ui.input(|i| i.key_pressed(Key::Escape)) {
            commands.push(Command::Deck(DeckCommand::Rename { at, name }));
        }
    } else {
        state.renaming = Some((at, name));
    }
}
