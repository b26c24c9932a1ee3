//! The rows of the one list of user actions.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::doing::{
    begin_briefing, enlarge, expand, follow, open_export, surround, walk, walk_deck,
};
use super::{Action, Menu};
use crate::app::desk::Tab;
use crate::app::enlarge::Enlargement;
use crate::app::panels::palette::Palette;
use crate::app::presenter::Beginning;
use crate::layout::LayoutKind;
use crate::scene::{LineStyle, Theme};
use crate::session::{Command, DeckCommand, Way};
use crate::view::Unfold;

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
            menu: None,
            is_for_sheets: false,
            run: |session, desk, commands| surround(session, desk, commands, $depth),
        }
    };
}

/// What always leads back.
pub(in crate::app) const WHOLE: &str = "Back to the whole picture";
/// Rows that wait for a first export.
pub(super) const OPEN_EXPORT: &str = "Open the last export";
pub(super) const SHOW_EXPORT: &str = "Show the last export in its folder";

/// Every action there is.
pub(in crate::app) const ACTIONS: &[Action] = &[
    Action {
        label: "Search",
        keys: "Ctrl+F or /",
        shortcuts: &[ctrl(Key::F), key(Key::Slash)],
        menu: None,
        is_for_sheets: false,
        run: |_, desk, _| desk.search.wants_focus = true,
    },
    Action {
        label: "All commands…",
        keys: "Ctrl+K",
        shortcuts: &[ctrl(Key::K)],
        menu: Some(Menu::Window),
        is_for_sheets: false,
        run: |_, desk, _| desk.palette = Some(Palette::default()),
    },
    Action {
        label: "Show everything",
        keys: "Z",
        shortcuts: &[key(Key::Z)],
        menu: Some(Menu::Picture),
        is_for_sheets: false,
        run: |_, desk, commands| {
            desk.search.reset();
            commands.push(Command::ShowAll);
        },
    },
    Action {
        label: "Hide or fade the rest",
        keys: "H",
        shortcuts: &[key(Key::H)],
        menu: Some(Menu::Picture),
        is_for_sheets: false,
        run: |session, _, commands| {
            commands.push(Command::SetOutside(session.view().outside.other()));
        },
    },
    Action {
        label: "Fit the whole picture",
        keys: "F",
        shortcuts: &[key(Key::F)],
        menu: Some(Menu::Picture),
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::LookAt(None)),
    },
    Action {
        label: WHOLE,
        keys: "W",
        shortcuts: &[key(Key::W)],
        menu: Some(Menu::Picture),
        is_for_sheets: false,
        run: |_, desk, commands| {
            desk.search.reset();
            commands.push(Command::BackToWhole);
        },
    },
    Action {
        label: "Next passage",
        keys: "N",
        shortcuts: &[key(Key::N)],
        menu: None,
        is_for_sheets: false,
        run: |session, desk, commands| walk(session, desk, Way::Next, commands),
    },
    Action {
        label: "Previous passage",
        keys: "P",
        shortcuts: &[key(Key::P)],
        menu: None,
        is_for_sheets: false,
        run: |session, desk, commands| walk(session, desk, Way::Previous, commands),
    },
    Action {
        label: "Find in the text",
        keys: "Ctrl+G",
        shortcuts: &[ctrl(Key::G)],
        menu: None,
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
        menu: None,
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
        menu: None,
        is_for_sheets: false,
        run: expand,
    },
    // With Shift first: a bare key listens whether or not Shift is held.
    Action {
        label: "Previous link of what is selected",
        keys: "Shift+L",
        shortcuts: &[KeyboardShortcut::new(Modifiers::SHIFT, Key::L)],
        menu: None,
        is_for_sheets: false,
        run: |session, desk, _| follow(session, desk, -1),
    },
    Action {
        label: "Next link of what is selected",
        keys: "L",
        shortcuts: &[key(Key::L)],
        menu: None,
        is_for_sheets: false,
        run: |session, desk, _| follow(session, desk, 1),
    },
    Action {
        label: "Back to what was selected before",
        keys: "Alt+Left",
        shortcuts: &[KeyboardShortcut::new(Modifiers::ALT, Key::ArrowLeft)],
        menu: None,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::GoBack),
    },
    Action {
        label: "Forward again",
        keys: "Alt+Right",
        shortcuts: &[KeyboardShortcut::new(Modifiers::ALT, Key::ArrowRight)],
        menu: None,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::GoForward),
    },
    Action {
        label: "Select everything shown",
        keys: "Ctrl+A",
        shortcuts: &[ctrl(Key::A)],
        menu: Some(Menu::Edit),
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SelectKept),
    },
    Action {
        label: "Select what answers the filter",
        keys: "Ctrl+Shift+A",
        shortcuts: &[KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::A)],
        menu: None,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SelectHits),
    },
    Action {
        label: "Invert the selection",
        keys: "Ctrl+I",
        shortcuts: &[ctrl(Key::I)],
        menu: None,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::InvertSelection),
    },
    Action {
        label: "Undo",
        keys: "Ctrl+Z",
        shortcuts: &[ctrl(Key::Z)],
        menu: Some(Menu::Edit),
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
        menu: Some(Menu::Edit),
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::Redo),
    },
    Action {
        label: "Lanes",
        keys: "Ctrl+1",
        shortcuts: &[ctrl(Key::Num1)],
        menu: None,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SetLayout(LayoutKind::Lanes)),
    },
    Action {
        label: "Organic",
        keys: "Ctrl+2",
        shortcuts: &[ctrl(Key::Num2)],
        menu: None,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SetLayout(LayoutKind::Organic)),
    },
    Action {
        label: "Radial",
        keys: "Ctrl+3",
        shortcuts: &[ctrl(Key::Num3)],
        menu: None,
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SetLayout(LayoutKind::Radial)),
    },
    Action {
        label: "Unfold everything",
        keys: "",
        shortcuts: &[],
        menu: Some(Menu::Picture),
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SetUnfold(Unfold::All)),
    },
    Action {
        label: "Fold as at first",
        keys: "",
        shortcuts: &[],
        menu: Some(Menu::Picture),
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SetUnfold(Unfold::Auto)),
    },
    Action {
        label: "Put every box back in its place",
        keys: "",
        shortcuts: &[],
        menu: Some(Menu::Picture),
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::UnpinAll),
    },
    Action {
        label: "Light or dark",
        keys: "T",
        shortcuts: &[key(Key::T)],
        menu: Some(Menu::Window),
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
        label: "Lines tell the relation, or who says it",
        keys: "R",
        shortcuts: &[key(Key::R)],
        menu: Some(Menu::Picture),
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
        label: "Present",
        keys: "F5",
        shortcuts: &[key(Key::F5)],
        menu: Some(Menu::Briefing),
        is_for_sheets: false,
        run: |_, desk, _| desk.wants_to_present = Some(Beginning::First),
    },
    Action {
        label: "Present from this view on",
        keys: "Shift+F5",
        shortcuts: &[KeyboardShortcut::new(Modifiers::SHIFT, Key::F5)],
        menu: None,
        is_for_sheets: false,
        run: |_, desk, _| desk.wants_to_present = Some(Beginning::Shown),
    },
    Action {
        label: "New briefing",
        keys: "",
        shortcuts: &[],
        menu: Some(Menu::Briefing),
        is_for_sheets: false,
        run: begin_briefing,
    },
    Action {
        label: "Keep this view…",
        keys: "Ctrl+D",
        shortcuts: &[ctrl(Key::D)],
        menu: Some(Menu::Briefing),
        is_for_sheets: false,
        run: |session, desk, _| desk.views.keep(session),
    },
    Action {
        label: "Next view of the briefing",
        keys: "PageDown",
        shortcuts: &[key(Key::PageDown)],
        menu: None,
        is_for_sheets: false,
        run: |session, desk, commands| walk_deck(session, desk, DeckCommand::Next, commands),
    },
    Action {
        label: "Previous view of the briefing",
        keys: "PageUp",
        shortcuts: &[key(Key::PageUp)],
        menu: None,
        is_for_sheets: false,
        run: |session, desk, commands| walk_deck(session, desk, DeckCommand::Previous, commands),
    },
    Action {
        label: "Save briefing…",
        keys: "Ctrl+S",
        shortcuts: &[ctrl(Key::S)],
        menu: Some(Menu::Briefing),
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::SaveBriefing),
    },
    Action {
        label: "What the structure says",
        keys: "",
        shortcuts: &[],
        menu: None,
        is_for_sheets: false,
        run: |_, desk, _| desk.tab = Tab::Insight,
    },
    Action {
        label: "Motion on or off",
        keys: "M",
        shortcuts: &[key(Key::M)],
        menu: Some(Menu::Window),
        is_for_sheets: false,
        run: |_, desk, _| desk.motion_is_off = !desk.motion_is_off,
    },
    Action {
        label: "Everything larger",
        keys: "Ctrl++",
        shortcuts: &[ctrl(Key::Plus), ctrl(Key::Equals)],
        menu: Some(Menu::Window),
        is_for_sheets: true,
        run: |_, desk, _| enlarge(desk, Enlargement::larger),
    },
    Action {
        label: "Everything smaller",
        keys: "Ctrl+-",
        shortcuts: &[ctrl(Key::Minus)],
        menu: Some(Menu::Window),
        is_for_sheets: true,
        run: |_, desk, _| enlarge(desk, Enlargement::smaller),
    },
    Action {
        label: "Everything at its usual size",
        keys: "Ctrl+0",
        shortcuts: &[ctrl(Key::Num0)],
        menu: None,
        is_for_sheets: true,
        run: |_, desk, _| enlarge(desk, |_| Enlargement::default()),
    },
    Action {
        label: "Full screen",
        keys: "F11",
        shortcuts: &[key(Key::F11)],
        menu: Some(Menu::Window),
        is_for_sheets: true,
        run: |_, desk, _| desk.wants_full_screen_change = true,
    },
    Action {
        label: "Open…",
        keys: "Ctrl+O",
        shortcuts: &[ctrl(Key::O)],
        menu: Some(Menu::File),
        is_for_sheets: false,
        run: |_, desk, _| desk.wants_to_open = true,
    },
    Action {
        label: "Open the built-in atlas",
        keys: "",
        shortcuts: &[],
        menu: Some(Menu::File),
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::OpenBuiltIn),
    },
    Action {
        label: "Copy the picture",
        keys: "Ctrl+Shift+E",
        shortcuts: &[KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::E)],
        menu: Some(Menu::File),
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::CopyPicture),
    },
    Action {
        label: "Export…",
        keys: "Ctrl+E",
        shortcuts: &[ctrl(Key::E)],
        menu: Some(Menu::File),
        is_for_sheets: false,
        run: |_, _, commands| commands.push(Command::Export),
    },
    Action {
        label: OPEN_EXPORT,
        keys: "",
        shortcuts: &[],
        menu: Some(Menu::File),
        is_for_sheets: false,
        run: |_, desk, _| open_export(desk, 0),
    },
    Action {
        label: SHOW_EXPORT,
        keys: "",
        shortcuts: &[],
        menu: Some(Menu::File),
        is_for_sheets: false,
        run: |_, desk, _| open_export(desk, 1),
    },
    Action {
        label: "Help",
        keys: "? or F1",
        shortcuts: &[key(Key::Questionmark), key(Key::F1)],
        menu: Some(Menu::Window),
        is_for_sheets: true,
        run: |_, desk, _| desk.help_is_open = !desk.help_is_open,
    },
    Action {
        label: "Quit",
        keys: "Ctrl+Q",
        shortcuts: &[ctrl(Key::Q)],
        menu: Some(Menu::File),
        is_for_sheets: true,
        run: |_, _, commands| commands.push(Command::Quit),
    },
];
