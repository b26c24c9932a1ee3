//! What the speaker wants to say, set in lines large enough to read at a glance.
//!
//! Owns how much of Markdown is shown: headings, lists and paragraphs; the signs for emphasis are
//! left out.

use egui::Ui;

use crate::app::widgets::Look;
use crate::layout::measure::Weight;
use crate::scene::Paint;

/// A line of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line<'a> {
    Heading(&'a str),
    Item(&'a str),
    Plain(&'a str),
    Blank,
}

fn line_of(line: &str) -> Line<'_> {
    let line = line.trim();
    let item = ["- ", "* ", "+ "].iter().find_map(|sign| line.strip_prefix(sign));
    if line.is_empty() {
        Line::Blank
    } else if let Some(words) = item {
        Line::Item(words)
    } else if line.starts_with('#') {
        Line::Heading(line.trim_start_matches('#').trim_start())
    } else {
        Line::Plain(line)
    }
}

/// Words without the signs that make them bold.
fn unmarked(words: &str) -> String {
    words.replace("**", "").replace("__", "").replace('`', "")
}

/// Draws notes from the top of the room there is.
pub(in crate::app) fn notes_ui(ui: &mut Ui, look: Look, notes: &str, size: f32) {
    if notes.trim().is_empty() {
        let words = "No notes for this view. They are written in the drawer Views.";
        look.text(ui, words, (size, Weight::Regular, Paint::Soft));
        return;
    }
    for line in notes.lines() {
        match line_of(line) {
            Line::Heading(words) => {
                look.text(ui, &unmarked(words), (size, Weight::SemiBold, Paint::Ink));
            }
            Line::Item(words) => {
                ui.horizontal_top(|ui| {
                    look.text(ui, "–", (size, Weight::Regular, Paint::Soft));
                    // Its lines are broken, and hang beside the sign.
                    ui.vertical(|ui| {
                        look.text(ui, &unmarked(words), (size, Weight::Regular, Paint::Ink));
                    });
                });
            }
            Line::Plain(words) => {
                look.text(ui, &unmarked(words), (size, Weight::Regular, Paint::Ink));
            }
            Line::Blank => ui.add_space(size / 2.0),
        }
        ui.add_space(size / 4.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_by_their_signs() {
        let check = |line, expected| assert_eq!(line_of(line), expected, "{line:?}");
        check("- Europol: a new mandate.", Line::Item("Europol: a new mandate."));
        check("  * deeper", Line::Item("deeper"));
        check("## Then", Line::Heading("Then"));
        check("-40 %", Line::Plain("-40 %"));
        check("", Line::Blank);
        assert_eq!(unmarked("**Europol** gets `much`"), "Europol gets much");
    }
}
