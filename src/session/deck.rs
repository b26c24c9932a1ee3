//! The briefing of a sitting: views kept, shown, moved and written over.
//!
//! Owns [`DeckCommand`] and what each does. Every change is a step to undo, together with the view
//! it was made in; what is typed into one field without doing anything else is one step.

use std::sync::Arc;

use super::{Effect, Session};
use crate::atlas::Atlas;
use crate::filter::sentence;
use crate::view::{Briefing, NamedView, Passage, View};

/// Longest name suggested for a view, in characters.
const LONGEST_NAME: usize = 48;

/// One change of the briefing, or a step through it. Positions that are out of date do nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeckCommand {
    /// Put the briefing away and begin one without a name or a view.
    Begin,
    /// Keep the present view at the end, under a name.
    Keep(String),
    /// Show the view at a position.
    Show(usize),
    /// Show the view after the one shown.
    Next,
    /// Show the view before the one shown.
    Previous,
    /// Call a view otherwise.
    Rename {
        /// Its position.
        at: usize,
        /// Its name; made one of its own where another view has it.
        name: String,
    },
    /// Call the briefing otherwise.
    Retitle(String),
    /// Write the line above a view's picture.
    SetHeadline {
        /// Its position.
        at: usize,
        /// The line; empty for the name.
        text: String,
    },
    /// Write what is said over a view.
    SetNotes {
        /// Its position.
        at: usize,
        /// Markdown.
        text: String,
    },
    /// Say how long a view is to take.
    SetMinutes {
        /// Its position.
        at: usize,
        /// How many minutes, where it is said.
        minutes: Option<u16>,
    },
    /// Choose the passage shown under a view's picture.
    SetQuote {
        /// Its position.
        at: usize,
        /// The passage, where there is to be one.
        quote: Option<Passage>,
    },
    /// Put a copy right behind a view, and show it.
    Duplicate(usize),
    /// Move a view to another position.
    Shift {
        /// Where it is.
        from: usize,
        /// Where it is to be.
        to: usize,
    },
    /// Take a view out.
    Remove(usize),
    /// Put the present view in place of a kept one, under the name and words that has.
    Update(usize),
}

/// A field one types in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typing {
    Title,
    Headline(usize),
    Notes(usize),
    Minutes(usize),
}

impl DeckCommand {
    const fn typing(&self) -> Option<Typing> {
        match self {
            Self::Retitle(_) => Some(Typing::Title),
            Self::SetHeadline { at, .. } => Some(Typing::Headline(*at)),
            Self::SetNotes { at, .. } => Some(Typing::Notes(*at)),
            Self::SetMinutes { at, .. } => Some(Typing::Minutes(*at)),
            _ => None,
        }
    }
}

impl Session {
    pub(super) fn deck(&mut self, command: DeckCommand) -> Vec<Effect> {
        let typing = command.typing();
        let goes_on = typing.is_some() && typing == self.typing;
        if !goes_on {
            self.end_steps();
        }
        let before = self.state.clone();
        self.edit(command);
        if self.state != before {
            // What was typed first has been recorded with the state before it.
            if !goes_on {
                self.history.record(before);
            }
            self.typing = typing;
        }
        Vec::new()
    }

    fn edit(&mut self, command: DeckCommand) {
        match command {
            DeckCommand::Begin => {
                self.state.briefing = Arc::default();
                self.state.shown = None;
            }
            DeckCommand::Keep(name) => {
                let view = self.state.view.clone().settled();
                let at = self.briefing_mut().keep(&name, view);
                self.go_to(at);
            }
            DeckCommand::Show(at) => self.go_to(at),
            DeckCommand::Next => self.go_to(self.state.shown.map_or(0, |at| at + 1)),
            DeckCommand::Previous => {
                let last = self.briefing().views.len().saturating_sub(1);
                if let Some(at) = self.state.shown.map_or(Some(last), |at| at.checked_sub(1)) {
                    self.go_to(at);
                }
            }
            DeckCommand::Rename { at, name } => self.rename(at, &name),
            DeckCommand::Retitle(title) => self.briefing_mut().title = title,
            DeckCommand::SetHeadline { at, text } => self.write(at, |named| named.headline = text),
            DeckCommand::SetNotes { at, text } => self.write(at, |named| named.notes = text),
            DeckCommand::SetMinutes { at, minutes } => {
                self.write(at, |named| named.minutes = minutes);
            }
            DeckCommand::SetQuote { at, quote } => self.write(at, |named| named.quote = quote),
            DeckCommand::Duplicate(at) => {
                if let Some(copy) = self.briefing_mut().duplicate(at) {
                    self.go_to(copy);
                }
            }
            DeckCommand::Shift { from, to } => self.shift(from, to),
            DeckCommand::Remove(at) => self.remove(at),
            DeckCommand::Update(at) => {
                let view = self.state.view.clone().settled();
                self.briefing_mut().update(at, view);
                self.go_to(at);
            }
        }
    }

    /// The briefing, a copy of its own where states of the past share it.
    fn briefing_mut(&mut self) -> &mut Briefing {
        Arc::make_mut(&mut self.state.briefing)
    }

    fn write(&mut self, at: usize, write: impl FnOnce(&mut NamedView)) {
        if let Some(named) = self.briefing_mut().views.get_mut(at) {
            write(named);
        }
    }

    /// Shows a view in the theme the user has chosen for now.
    fn go_to(&mut self, at: usize) {
        let Some(named) = self.state.briefing.views.get(at) else { return };
        let view = View { theme: self.state.view.theme, ..named.view.clone() };
        if self.state.view.selected != view.selected {
            self.note_selection(&view.selected);
            self.let_go();
        }
        self.state.view = view;
        self.state.shown = Some(at);
    }

    fn rename(&mut self, at: usize, name: &str) {
        let (shown, name) = (self.state.shown, name.trim());
        let Some(old) = self.briefing().views.get(at).map(|named| named.name().to_owned()) else {
            return;
        };
        if name.is_empty() || name == old {
            return;
        }
        let name = self.briefing().free_name(name);
        if shown == Some(at) && self.state.view.name.as_ref() == Some(&old) {
            self.state.view.name = Some(name.clone());
        }
        self.write(at, |named| named.view.name = Some(name));
    }

    fn shift(&mut self, from: usize, to: usize) {
        let n = self.briefing().views.len();
        if from >= n || to >= n || from == to {
            return;
        }
        self.briefing_mut().shift(from, to);
        self.state.shown = self.state.shown.map(|at| moved(at, from, to));
    }

    fn remove(&mut self, at: usize) {
        if at >= self.briefing().views.len() {
            return;
        }
        self.briefing_mut().remove(at);
        self.state.shown = match self.state.shown {
            Some(shown) if shown == at => None,
            Some(shown) if shown > at => Some(shown - 1),
            shown => shown,
        };
    }
}

/// Where a view stands after another was moved.
const fn moved(at: usize, from: usize, to: usize) -> usize {
    if at == from {
        to
    } else if from < at && at <= to {
        at - 1
    } else if to <= at && at < from {
        at + 1
    } else {
        at
    }
}

/// A name for a view: what is selected or looked around in it, or else its filter in words.
pub fn spoken_name(view: &View, atlas: &Atlas) -> String {
    let subject = view.focus.as_ref().or_else(|| view.subject());
    let words = match subject.and_then(|id| atlas.node(id)) {
        Some(node) if view.focus.is_some() => format!("Around {}", node.label),
        Some(node) if view.filter.is_empty() => node.label.clone(),
        _ if view.filter.is_empty() => "Everything".to_owned(),
        _ => sentence(&view.filter, atlas),
    };
    shortened(&words)
}

/// The beginning of some words, cut between two of them, its first letter a capital.
fn shortened(words: &str) -> String {
    let mut name = String::new();
    for word in words.split_whitespace() {
        let length = name.chars().count() + 1 + word.chars().count();
        if !name.is_empty() && length > LONGEST_NAME {
            name = format!("{}…", name.trim_end_matches([',', ':', ';']));
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
    crate::filter::capitalised(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_stands_where_its_move_and_those_of_others_put_it() {
        let check = |from: usize, to: usize| {
            let mut views: Vec<usize> = (0..5).collect();
            let view = views.remove(from);
            views.insert(to, view);
            for at in 0..5 {
                let found = views.iter().position(|view| *view == at);
                assert_eq!(Some(moved(at, from, to)), found, "{at} after {from} to {to}");
            }
        };
        (0..5).for_each(|from| (0..5).for_each(|to| check(from, to)));
    }

    #[test]
    fn long_names_end_between_two_words() {
        let check = |words, expected| assert_eq!(shortened(words), expected);
        check("actions of Europol", "Actions of Europol");
        check(
            "actions against Terrorism & extremism; not Cyberattacks & cybercrime",
            "Actions against Terrorism & extremism; not…",
        );
        check("", "");
    }
}
