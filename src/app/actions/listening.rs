//! Running the actions whose keys were pressed.

use egui::{Key, KeyboardShortcut, Modifiers, Ui};

use super::{ACTIONS, Action};
use crate::app::desk::Desk;
use crate::app::held::held;
use crate::session::{Command, Session};

/// Runs the actions whose keys were pressed this frame.
pub(in crate::app) fn listen(
    ui: &Ui,
    session: &Session,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    run_pressed(ui, session, desk, commands, |action| !comes_last(action));
    if ui.text_edit_focused() && ui.input(|i| i.key_pressed(Key::Escape)) {
        desk.search.wants_to_leave = true;
    }
}

/// Runs those whose keys belong first to what has the keyboard, such as a text one scrolls.
pub(in crate::app) fn listen_last(
    ui: &Ui,
    session: &Session,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    run_pressed(ui, session, desk, commands, comes_last);
}

fn comes_last(action: &Action) -> bool {
    let is_page = |s: &KeyboardShortcut| matches!(s.logical_key, Key::PageUp | Key::PageDown);
    action.shortcuts.iter().any(is_page)
}

fn run_pressed(
    ui: &Ui,
    session: &Session,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
    is_meant: impl Fn(&Action) -> bool,
) {
    let is_typing = ui.text_edit_focused();
    let has_menu = egui::Popup::is_any_open(ui.ctx());
    for action in ACTIONS.iter().filter(|action| is_meant(action)) {
        let is_escape = action.shortcuts.first().is_some_and(|s| s.logical_key == Key::Escape);
        // A menu closes by itself; what lies behind a sheet or a menu does not listen.
        if has_menu || (desk.has_sheet() && !is_escape && !action.is_for_sheets) {
            continue;
        }
        let is_pressed = action.shortcuts.iter().any(|shortcut| {
            let bare = shortcut.modifiers == Modifiers::NONE
                && !matches!(shortcut.logical_key, Key::F1 | Key::F5 | Key::F11);
            // A letter belongs to the field one types in; so do undo and redo.
            let is_field_own = matches!(
                shortcut.logical_key,
                Key::Z | Key::Y | Key::A | Key::ArrowLeft | Key::ArrowRight
            );
            let is_free = !is_typing || (!bare && !is_field_own);
            is_free && ui.input_mut(|i| consume(i, *shortcut))
        });
        if is_pressed {
            (action.run)(session, desk, commands);
        }
    }
}

/// A bare key must come without Ctrl or Alt, so that Ctrl+F does not fit the picture as well.
fn consume(input: &mut egui::InputState, shortcut: KeyboardShortcut) -> bool {
    let held = held(input);
    if shortcut.modifiers == Modifiers::NONE && (held.ctrl || held.alt || held.command) {
        return false;
    }
    // egui takes Ctrl+Shift+Z for Ctrl+Z as well, and Shift+F5 for F5.
    let is_exact = (shortcut.modifiers.command && is_letter(shortcut)) || is_function(shortcut);
    if is_exact && held.shift != shortcut.modifiers.shift {
        return false;
    }
    input.consume_shortcut(&shortcut)
}

fn is_function(shortcut: KeyboardShortcut) -> bool {
    let number = shortcut.logical_key.name().strip_prefix('F');
    number.is_some_and(|number| number.parse::<u8>().is_ok())
}

fn is_letter(shortcut: KeyboardShortcut) -> bool {
    let name = shortcut.logical_key.name();
    name.len() == 1 && name.chars().all(|c| c.is_ascii_alphabetic())
}
