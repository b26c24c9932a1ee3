//! One list of user actions: menu, shortcuts, palette and help sheet read the same rows.
//!
//! `table` holds the rows, `doing` what takes more than a line, `gestures` what has no row of its own, `listening` runs what was
//! pressed. Start with [`ACTIONS`].

mod doing;
mod gestures;
mod listening;
mod table;

use egui::KeyboardShortcut;

use super::desk::Desk;
use crate::session::{Command, Session};

pub(super) use doing::begin_briefing;
pub(super) use gestures::GESTURES;
pub(super) use listening::{listen, listen_last};
pub(super) use table::{ACTIONS, WHOLE};

/// What an action does.
pub(super) type Run = fn(&Session, &mut Desk, &mut Vec<Command>);

/// One row of [`ACTIONS`].
pub(super) struct Action {
    /// Its name in menu and help.
    pub(super) label: &'static str,
    /// Its keys, as the help sheet writes them.
    pub(super) keys: &'static str,
    /// Its keys, as egui knows them; the first that is pressed runs it.
    pub(super) shortcuts: &'static [KeyboardShortcut],
    /// Whether it stands in the menu.
    pub(super) in_menu: bool,
    /// Whether its keys work while a sheet is open.
    pub(super) is_for_sheets: bool,
    /// What it does.
    pub(super) run: Run,
}

impl Action {
    /// Whether there is anything for it to do.
    pub(super) fn is_ready(&self, desk: &Desk) -> bool {
        let needs_export = [table::OPEN_EXPORT, table::SHOW_EXPORT].contains(&self.label);
        !needs_export || desk.last_written.is_some()
    }
}

/// What an action is called, with its keys: what a button that runs it says under the pointer.
pub(super) fn hint(label: &str) -> String {
    match ACTIONS.iter().find(|action| action.label == label) {
        Some(action) if !action.keys.is_empty() => format!("{label} ({})", action.keys),
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_shortcuts_are_unique_and_every_shortcut_is_written_out() {
        let mut labels = std::collections::BTreeSet::new();
        let mut shortcuts: Vec<KeyboardShortcut> = Vec::new();
        for action in ACTIONS {
            assert!(labels.insert(action.label), "{} twice", action.label);
            assert_eq!(action.keys.is_empty(), action.shortcuts.is_empty(), "{}", action.label);
            for shortcut in action.shortcuts {
                assert!(!shortcuts.contains(shortcut), "{shortcut:?} twice");
                shortcuts.push(*shortcut);
            }
        }
    }
}
