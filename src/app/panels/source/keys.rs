//! The keyboard in the text: copying, lighting up a passage, selecting words, scrolling.

use egui::{Event, EventFilter, Key, Response, Ui};

use super::text::Shown;
use crate::app::panels::Facts;
use crate::atlas::{Document, Span};
use crate::session::Command;

/// How far one scrolls with an arrow key.
pub(super) const STEP: f32 = 40.0;

/// Words the reader selected: where it began, and where it is by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Selected {
    /// The position of the document.
    pub(super) document: usize,
    /// Where it began.
    pub(super) from: usize,
    /// Where it is by now.
    pub(super) to: usize,
}

impl Selected {
    /// The words, where there are any.
    pub(super) fn span(self) -> Option<Span> {
        let (start, end) = (self.from.min(self.to), self.from.max(self.to));
        (start < end).then_some(Span { start, end })
    }
}

/// Copies the words selected, else the passage with its citation.
pub(super) fn copy_ui(
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
pub(super) fn enter_ui(
    facts: Facts<'_>,
    shown: &Shown<'_>,
    response: &Response,
    commands: &mut Vec<Command>,
) {
    if response.clicked() && response.interact_pointer_pos().is_none() {
        let open = shown.marks.open.and_then(|open| facts.session.reading_at((shown.at, open)));
        commands.extend(open.map(Command::Light));
    }
}

/// Selects word by word, from the passage that is open or from where one looks; gives back the
/// words reached.
pub(super) fn select_ui(
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
pub(super) fn scroll_ui(ui: &Ui, shown: &Shown<'_>, response: &Response) -> f32 {
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
    // Taken, so that a page of the text is no step through the briefing as well.
    let pressed = |key| {
        ui.input(|i| i.modifiers == egui::Modifiers::NONE)
            && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, key))
    };
    steps.into_iter().filter(|(key, _)| pressed(*key)).map(|(_, by)| by).sum()
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
