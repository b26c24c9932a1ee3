//! One list of user actions: menu, shortcuts and help sheet read the same rows.

use egui::{Key, KeyboardShortcut, Modifiers, Ui};

use super::desk::{Desk, Tab};
use crate::filter::Filter;
use crate::layout::LayoutKind;
use crate::scene::{LineStyle, Theme};
use crate::session::{Command, Session, Way};
use crate::view::Unfold;

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

const fn key(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

/// Every action there is.
pub(super) const ACTIONS: &[Action] = &[
    Action {
        label: "Search",
        keys: "Ctrl+F or /",
        shortcuts: &[ctrl(Key::F), key(Key::Slash)],
        in_menu: false,
        is_for_sheets: false,
        run: |_, desk, _| desk.search.wants_focus = true,
    },
    Action {
        label: "Clear the filter",
        keys: "Z",
        shortcuts: &[key(Key::Z)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, desk, commands| {
            desk.search.reset();
            commands.push(Command::SetFilter(Filter::new()));
        },
    },
    Action {
        label: "Fit the whole picture",
        keys: "F",
        shortcuts: &[key(Key::F)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SetCamera(None)),
    },
    Action {
        label: "Next passage",
        keys: "N",
        shortcuts: &[key(Key::N)],
        in_menu: true,
        is_for_sheets: false,
        run: |session, desk, commands| walk(session, desk, Way::Next, commands),
    },
    Action {
        label: "Previous passage",
        keys: "P",
        shortcuts: &[key(Key::P)],
        in_menu: true,
        is_for_sheets: false,
        run: |session, desk, commands| walk(session, desk, Way::Previous, commands),
    },
    Action {
        label: "Find in the text",
        keys: "Ctrl+G",
        shortcuts: &[ctrl(Key::G)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, desk, _| {
            desk.tab = Tab::Source;
            desk.source.wants_find = true;
        },
    },
    Action {
        label: "One step back",
        keys: "Esc",
        shortcuts: &[key(Key::Escape)],
        in_menu: false,
        is_for_sheets: false,
        run: |_, desk, commands| {
            if !desk.close_topmost() {
                commands.push(Command::StepBack);
            }
        },
    },
    Action {
        label: "Undo",
        keys: "Ctrl+Z",
        shortcuts: &[ctrl(Key::Z)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::Undo),
    },
    Action {
        label: "Redo",
        keys: "Ctrl+Y",
        shortcuts: &[
            ctrl(Key::Y),
            KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z),
        ],
        in_menu: true,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::Redo),
    },
    Action {
        label: "Lanes",
        keys: "Ctrl+1",
        shortcuts: &[ctrl(Key::Num1)],
        in_menu: false,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SetLayout(LayoutKind::Lanes)),
    },
    Action {
        label: "Organic",
        keys: "Ctrl+2",
        shortcuts: &[ctrl(Key::Num2)],
        in_menu: false,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SetLayout(LayoutKind::Organic)),
    },
    Action {
        label: "Radial",
        keys: "Ctrl+3",
        shortcuts: &[ctrl(Key::Num3)],
        in_menu: false,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SetLayout(LayoutKind::Radial)),
    },
    Action {
        label: "Unfold everything",
        keys: "",
        shortcuts: &[],
        in_menu: true,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SetUnfold(Unfold::All)),
    },
    Action {
        label: "Fold to fit",
        keys: "",
        shortcuts: &[],
        in_menu: true,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SetUnfold(Unfold::Auto)),
    },
    Action {
        label: "Let the layout place everything",
        keys: "",
        shortcuts: &[],
        in_menu: true,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::UnpinAll),
    },
    Action {
        label: "Light or dark",
        keys: "T",
        shortcuts: &[key(Key::T)],
        in_menu: true,
        is_for_sheets: false,
        run: |session, _, commands| {
            let other = match session.view().theme {
                Theme::Light => Theme::Dark,
                Theme::Dark => Theme::Light,
            };
            commands.push(Command::SetTheme(other));
        },
    },
    Action {
        label: "Lines by relation or basis",
        keys: "R",
        shortcuts: &[key(Key::R)],
        in_menu: true,
        is_for_sheets: false,
        run: |session, _, commands| {
            let other = match session.view().line_style {
                LineStyle::Basis => LineStyle::Relation,
                LineStyle::Relation => LineStyle::Basis,
            };
            commands.push(Command::SetLineStyle(other));
        },
    },
    Action {
        label: "Motion on or off",
        keys: "M",
        shortcuts: &[key(Key::M)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, desk, _| desk.motion_is_off = !desk.motion_is_off,
    },
    Action {
        label: "Open…",
        keys: "Ctrl+O",
        shortcuts: &[ctrl(Key::O)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, desk, _| desk.wants_to_open = true,
    },
    Action {
        label: "Export…",
        keys: "Ctrl+E",
        shortcuts: &[ctrl(Key::E)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::Export),
    },
    Action {
        label: "Help",
        keys: "? or F1",
        shortcuts: &[key(Key::Questionmark), key(Key::F1)],
        in_menu: true,
        is_for_sheets: true,
        run: |_, desk, _| desk.help_is_open = !desk.help_is_open,
    },
    Action {
        label: "Quit",
        keys: "Ctrl+Q",
        shortcuts: &[ctrl(Key::Q)],
        in_menu: true,
        is_for_sheets: true,
        run: |_, _, commands| commands.push(Command::Quit),
    },
];

/// Opens the passage before or after the one that is open.
fn walk(session: &Session, desk: &mut Desk, way: Way, commands: &mut Vec<Command>) {
    match session.walked(way, desk.source.place()) {
        Some(reading) => commands.push(Command::Read(Some(reading))),
        None => desk.notices.good("Nothing in the texts speaks for what is selected."),
    }
}

/// What the pointer and the canvas's own keys do, for the help sheet.
pub(super) const GESTURES: &[(&str, &str)] = &[
    ("Read a node", "Click"),
    ("Add to the selection", "Shift+Click"),
    ("Unfold or fold a pillar, threat or group", "Double-click, Enter"),
    ("Open the passage behind a node", "Double-click"),
    ("Open the passage behind a link", "Click the line"),
    ("Light up what rests on a passage", "Click it, or Enter in the text"),
    ("List what rests on some words", "Drag over them in the text"),
    ("Copy the words selected, or the passage", "Ctrl+C in the text"),
    ("Move a node and keep it there", "Drag the node"),
    ("Move the picture", "Drag the ground"),
    ("Zoom", "Wheel, pinch, + and -"),
    ("Walk through everything", "Tab, Enter"),
    ("Leave a value out of the filter", "Right-click it"),
];

/// Runs the actions whose keys were pressed this frame.
pub(super) fn listen(ui: &Ui, session: &Session, desk: &mut Desk, commands: &mut Vec<Command>) {
    let is_typing = ui.text_edit_focused();
    let has_menu = egui::Popup::is_any_open(ui.ctx());
    for action in ACTIONS {
        let is_escape = action.shortcuts.first().is_some_and(|s| s.logical_key == Key::Escape);
        // A menu closes by itself; what lies behind a sheet or a menu does not listen.
        if has_menu || (desk.has_sheet() && !is_escape && !action.is_for_sheets) {
            continue;
        }
        let is_pressed = action.shortcuts.iter().any(|shortcut| {
            let bare = shortcut.modifiers == Modifiers::NONE && shortcut.logical_key != Key::F1;
            // A letter belongs to the field one types in; so do undo and redo.
            let is_free = !is_typing || (!bare && !matches!(shortcut.logical_key, Key::Z | Key::Y));
            is_free && ui.input_mut(|i| consume(i, *shortcut))
        });
        if is_pressed {
            (action.run)(session, desk, commands);
        }
    }
    if is_typing && ui.input(|i| i.key_pressed(Key::Escape)) {
        desk.search.wants_to_leave = true;
    }
}

/// A bare key must come without Ctrl or Alt, so that Ctrl+F does not fit the picture as well.
fn consume(input: &mut egui::InputState, shortcut: KeyboardShortcut) -> bool {
    let held = input.modifiers;
    if shortcut.modifiers == Modifiers::NONE && (held.ctrl || held.alt || held.command) {
        return false;
    }
    input.consume_shortcut(&shortcut)
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
