//! The keys of the presenter, in one list that the help sheet reads too.

use egui::{Key, Modifiers, Ui};

use super::{Cover, Presenter};

/// One row of [`KEYS`].
pub(in crate::app) struct PresenterKey {
    /// What it does.
    pub(in crate::app) label: &'static str,
    /// Its keys, as the help sheet writes them.
    pub(in crate::app) keys: &'static str,
    shortcuts: &'static [Key],
    run: fn(&mut Presenter),
}

/// Every key of the presenter.
pub(in crate::app) const KEYS: &[PresenterKey] = &[
    PresenterKey {
        label: "Next view, or back from exploring",
        keys: "PageDown, Right, Down, Space",
        shortcuts: &[Key::PageDown, Key::ArrowRight, Key::ArrowDown, Key::Space],
        run: |presenter| presenter.step(1),
    },
    PresenterKey {
        label: "Previous view",
        keys: "PageUp, Left, Up, Backspace",
        shortcuts: &[Key::PageUp, Key::ArrowLeft, Key::ArrowUp, Key::Backspace],
        run: |presenter| presenter.step(-1),
    },
    PresenterKey {
        label: "First view",
        keys: "Home",
        shortcuts: &[Key::Home],
        run: |presenter| presenter.go_to(0),
    },
    PresenterKey {
        label: "Last view",
        keys: "End",
        shortcuts: &[Key::End],
        run: |presenter| presenter.go_to(usize::MAX),
    },
    PresenterKey {
        label: "A view by its number",
        keys: "Digits, Enter",
        shortcuts: &[],
        run: |_| {},
    },
    PresenterKey {
        label: "The sentence behind it, in large type",
        keys: "Q",
        shortcuts: &[Key::Q],
        run: Presenter::toggle_quote,
    },
    PresenterKey {
        label: "The next sentence behind it",
        keys: "M",
        shortcuts: &[Key::M],
        run: Presenter::next_quote,
    },
    PresenterKey {
        label: "What shapes and lines mean",
        keys: "G",
        shortcuts: &[Key::G],
        run: |presenter| presenter.legend_is_open = !presenter.legend_is_open,
    },
    PresenterKey {
        label: "Laser pointer",
        keys: "L",
        shortcuts: &[Key::L],
        run: |presenter| presenter.laser.is_on = !presenter.laser.is_on,
    },
    PresenterKey {
        label: "Black screen",
        keys: "B",
        shortcuts: &[Key::B],
        run: |presenter| presenter.toggle(Cover::Black),
    },
    PresenterKey {
        label: "White screen",
        keys: "W",
        shortcuts: &[Key::W],
        run: |presenter| presenter.toggle(Cover::White),
    },
    PresenterKey {
        label: "Notes under the picture",
        keys: "N",
        shortcuts: &[Key::N],
        run: |presenter| presenter.notes_are_open = !presenter.notes_are_open,
    },
    PresenterKey {
        label: "Speaker’s window",
        keys: "S",
        shortcuts: &[Key::S],
        run: |presenter| presenter.speaker_is_open = !presenter.speaker_is_open,
    },
    PresenterKey {
        label: "Light or dark",
        keys: "T",
        shortcuts: &[Key::T],
        run: Presenter::change_theme,
    },
    PresenterKey {
        label: "All keys",
        keys: "F1 or ?",
        shortcuts: &[Key::F1, Key::Questionmark],
        run: |presenter| presenter.keys_are_open = !presenter.keys_are_open,
    },
    PresenterKey {
        label: "Full screen or window",
        keys: "F11",
        shortcuts: &[Key::F11],
        run: |presenter| presenter.wants_full_screen_change = true,
    },
    PresenterKey {
        label: "One step back, at last out of the presenter",
        keys: "Esc",
        shortcuts: &[Key::Escape],
        run: Presenter::step_back,
    },
    PresenterKey {
        label: "Out of the presenter at once",
        keys: "F5",
        shortcuts: &[Key::F5],
        run: |presenter| presenter.is_over = true,
    },
];

const DIGITS: [Key; 10] = [
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

/// Most digits of a number.
const MOST_DIGITS: usize = 3;

/// Does what the keys pressed in a window say.
pub(super) fn listen(ui: &Ui, presenter: &mut Presenter) {
    let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    for row in KEYS {
        if row.shortcuts.iter().any(|key| pressed(*key)) {
            (row.run)(presenter);
        }
    }
    for (digit, key) in DIGITS.into_iter().enumerate() {
        if pressed(key) && presenter.typed.len() < MOST_DIGITS {
            presenter.typed.push_str(&digit.to_string());
        }
    }
    // Without a number, Enter belongs to the box that has the keyboard.
    if !presenter.typed.is_empty() && pressed(Key::Enter) {
        let number = std::mem::take(&mut presenter.typed).parse::<usize>().ok();
        if let Some(at) = number.and_then(|number| number.checked_sub(1)) {
            presenter.go_to(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things() {
        let mut known: Vec<Key> = DIGITS.into_iter().chain([Key::Enter]).collect();
        for row in KEYS {
            assert!(!row.label.is_empty() && !row.keys.is_empty());
            for key in row.shortcuts {
                assert!(!known.contains(key), "{key:?} twice");
                known.push(*key);
            }
        }
    }
}
