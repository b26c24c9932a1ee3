//! One list of user actions: menu, shortcuts and help sheet read the same rows.

use egui::{Key, KeyboardShortcut, Modifiers, Ui};

use super::desk::{Desk, Tab};
use super::enlarge::Enlargement;
use super::panels::palette::Palette;
use super::panels::timeline::TIMELINE;
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

/// A row that shows only the surroundings of what is selected; the same again leaves them.
macro_rules! surroundings {
    ($label:literal, $keys:literal, $key:expr, $depth:literal) => {
        Action {
            label: $label,
            keys: $keys,
            shortcuts: &[key($key)],
            in_menu: false,
            is_for_sheets: false,
            run: |session, desk, commands| surround(session, desk, commands, $depth),
        }
    };
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
        label: "All commands…",
        keys: "Ctrl+K",
        shortcuts: &[ctrl(Key::K)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, desk, _| desk.palette = Some(Palette::default()),
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
        label: "Hide or fade the rest",
        keys: "H",
        shortcuts: &[key(Key::H)],
        in_menu: true,
        is_for_sheets: false,
        run: |session, _, commands| {
            commands.push(Command::SetOutside(session.view().outside.other()));
        },
    },
    Action {
        label: "Fit the whole picture",
        keys: "F",
        shortcuts: &[key(Key::F)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::LookAt(None)),
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
    surroundings!("Surroundings, only itself", "0", Key::Num0, 0),
    surroundings!("Surroundings, 1 link far", "1", Key::Num1, 1),
    surroundings!("Surroundings, 2 links far", "2", Key::Num2, 2),
    surroundings!("Surroundings, 3 links far", "3", Key::Num3, 3),
    surroundings!("Surroundings, 4 links far", "4", Key::Num4, 4),
    surroundings!("Surroundings, 5 links far", "5", Key::Num5, 5),
    surroundings!("Surroundings, 6 links far", "6", Key::Num6, 6),
    surroundings!("Surroundings, 7 links far", "7", Key::Num7, 7),
    surroundings!("Surroundings, 8 links far", "8", Key::Num8, 8),
    surroundings!("Surroundings, 9 links far", "9", Key::Num9, 9),
    Action {
        label: "Show its neighbours too, or no longer",
        keys: "E",
        shortcuts: &[key(Key::E)],
        in_menu: true,
        is_for_sheets: false,
        run: expand,
    },
    // With Shift first: a bare key listens whether or not Shift is held.
    Action {
        label: "Previous link of what is selected",
        keys: "Shift+L",
        shortcuts: &[KeyboardShortcut::new(Modifiers::SHIFT, Key::L)],
        in_menu: true,
        is_for_sheets: false,
        run: |session, desk, _| follow(session, desk, -1),
    },
    Action {
        label: "Next link of what is selected",
        keys: "L",
        shortcuts: &[key(Key::L)],
        in_menu: true,
        is_for_sheets: false,
        run: |session, desk, _| follow(session, desk, 1),
    },
    Action {
        label: "Back to what was selected before",
        keys: "Alt+Left",
        shortcuts: &[KeyboardShortcut::new(Modifiers::ALT, Key::ArrowLeft)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::GoBack),
    },
    Action {
        label: "Forward again",
        keys: "Alt+Right",
        shortcuts: &[KeyboardShortcut::new(Modifiers::ALT, Key::ArrowRight)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::GoForward),
    },
    Action {
        label: "Select everything shown",
        keys: "Ctrl+A",
        shortcuts: &[ctrl(Key::A)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SelectKept),
    },
    Action {
        label: "Select what answers the filter",
        keys: "Ctrl+Shift+A",
        shortcuts: &[KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::A)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SelectHits),
    },
    Action {
        label: "Invert the selection",
        keys: "Ctrl+I",
        shortcuts: &[ctrl(Key::I)],
        in_menu: true,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::InvertSelection),
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
        label: "Timeline",
        keys: "",
        shortcuts: &[],
        in_menu: true,
        is_for_sheets: false,
        run: |_, desk, _| {
            let is_open = desk.drawer == Some(TIMELINE);
            desk.drawer = (!is_open).then_some(TIMELINE);
        },
    },
    Action {
        label: "What the structure says",
        keys: "",
        shortcuts: &[],
        in_menu: true,
        is_for_sheets: false,
        run: |_, desk, _| desk.tab = Tab::Insight,
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
        label: "Everything larger",
        keys: "Ctrl++",
        shortcuts: &[ctrl(Key::Plus), ctrl(Key::Equals)],
        in_menu: true,
        is_for_sheets: true,
        run: |_, desk, _| enlarge(desk, Enlargement::larger),
    },
    Action {
        label: "Everything smaller",
        keys: "Ctrl+-",
        shortcuts: &[ctrl(Key::Minus)],
        in_menu: true,
        is_for_sheets: true,
        run: |_, desk, _| enlarge(desk, Enlargement::smaller),
    },
    Action {
        label: "Everything at its usual size",
        keys: "Ctrl+0",
        shortcuts: &[ctrl(Key::Num0)],
        in_menu: true,
        is_for_sheets: true,
        run: |_, desk, _| enlarge(desk, |_| Enlargement::default()),
    },
    Action {
        label: "Full screen",
        keys: "F11",
        shortcuts: &[key(Key::F11)],
        in_menu: true,
        is_for_sheets: true,
        run: |_, desk, _| desk.wants_full_screen_change = true,
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

/// Shows what lies up to some links around the selected node, or around the focus there is.
fn surround(session: &Session, desk: &mut Desk, commands: &mut Vec<Command>, depth: u8) {
    let view = session.view();
    let subject = view.subject().filter(|id| session.atlas().node(id).is_some());
    let Some(node) = subject.or(view.focus.as_ref()) else {
        desk.notices.good("Select a box first; a digit then shows so many links around it.");
        return;
    };
    let is_there = view.focus.as_ref() == Some(node) && view.depth == depth;
    commands.push(Command::SetFocus { node: (!is_there).then(|| node.clone()), depth });
}

/// Goes on to the next link of the selected node, or to the one before.
fn follow(session: &Session, desk: &mut Desk, step: isize) {
    if !desk.followed.step(session, step) {
        desk.notices.good("Select a box first; L then goes through its links.");
    }
}

/// Brings in what is linked to the selected node, whatever filter and focus leave out.
fn expand(session: &Session, desk: &mut Desk, commands: &mut Vec<Command>) {
    let view = session.view();
    let subject = view.subject().filter(|id| session.atlas().node(id).is_some());
    match subject {
        None => desk.notices.good("Select a box first; E then shows all it is linked to."),
        Some(_) if view.shows_all() => {
            desk.notices
                .good("Everything is shown. E brings neighbours in beside a filter or a focus.");
        }
        Some(node) => {
            let is_wanted = !view.expanded.contains(node);
            commands.push(Command::Expand { node: node.clone(), is_wanted });
        }
    }
}

fn enlarge(desk: &mut Desk, step: fn(Enlargement) -> Enlargement) {
    desk.enlargement = step(desk.enlargement);
    desk.notices.good(desk.enlargement.spoken());
}

/// What an action is called, with its keys: what a button that runs it says under the pointer.
pub(super) fn hint(label: &str) -> String {
    match ACTIONS.iter().find(|action| action.label == label) {
        Some(action) if !action.keys.is_empty() => format!("{label} ({})", action.keys),
        _ => label.to_owned(),
    }
}

/// What the pointer and the canvas's own keys do, for the help sheet.
pub(super) const GESTURES: &[(&str, &str)] = &[
    ("Read a node", "Click"),
    ("Add to the selection", "Shift+Click, Space"),
    ("Add a node to the selection by its name", "Ctrl+K, Shift+Enter"),
    ("Open a node’s menu", "Right-click"),
    ("Select what a box holds", "Shift+Drag the ground"),
    ("Select what a lasso holds", "Alt+Drag the ground"),
    ("Walk through the graph along its links", "Arrows; with Shift to the nearest"),
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
    ("Leave a value out of the filter", "Right-click it, X, Shift+Enter"),
    ("Complete a word in the search field", "Tab"),
    ("Go to what the search found", "Up, Down, Enter"),
    ("Walk the timeline by date, choose", "Arrows, Enter"),
    ("Zoom and move the timeline’s time", "Ctrl+Wheel, drag"),
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
            let bare = shortcut.modifiers == Modifiers::NONE
                && !matches!(shortcut.logical_key, Key::F1 | Key::F11);
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
    // egui takes Ctrl+Shift+Z for Ctrl+Z as well.
    if shortcut.modifiers.command && held.shift != shortcut.modifiers.shift && is_letter(shortcut) {
        return false;
    }
    input.consume_shortcut(&shortcut)
}

fn is_letter(shortcut: KeyboardShortcut) -> bool {
    let name = shortcut.logical_key.name();
    name.len() == 1 && name.chars().all(|c| c.is_ascii_alphabetic())
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
