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

/// A heading of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Menu {
    /// What the graph shows, and how.
    Picture,
    /// What was done, and what is selected.
    Edit,
    /// Views, and showing them.
    Briefing,
    /// What comes in and goes out.
    File,
    /// The window itself, and help.
    Window,
}

impl Menu {
    /// All headings, in their order.
    pub(super) const ALL: [Self; 5] =
        [Self::Picture, Self::Edit, Self::Briefing, Self::File, Self::Window];

    /// What is written.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Picture => "Picture",
            Self::Edit => "Edit",
            Self::Briefing => "Briefing",
            Self::File => "File",
            Self::Window => "Window",
        }
    }
}

/// One row of [`ACTIONS`].
pub(super) struct Action {
    /// Its name in menu and help.
    pub(super) label: &'static str,
    /// Its keys, as the help sheet writes them.
    pub(super) keys: &'static str,
    /// Its keys, as egui knows them; the first that is pressed runs it.
    pub(super) shortcuts: &'static [KeyboardShortcut],
    /// Under which heading it stands in the menu; what does not is found in the palette.
    pub(super) menu: Option<Menu>,
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
    fn the_menu_has_rows_under_every_heading_and_no_more_than_one_looks_through() {
        let rows = |menu| ACTIONS.iter().filter(|action| action.menu == Some(menu)).count();
        assert!(Menu::ALL.into_iter().all(|menu| (1..=9).contains(&rows(menu))));
        assert!(Menu::ALL.into_iter().map(rows).sum::<usize>() <= 30);
    }

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
