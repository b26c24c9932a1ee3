//! Which keys are held with what was just pressed.

use egui::{Event, InputState, Modifiers};

/// The modifiers that were held when a key was last pressed, or a button used, in this frame, or
/// else those held now: of a quick press, Shift may be up again before the frame is drawn.
pub(super) fn held(input: &InputState) -> Modifiers {
    let of = |event: &Event| match event {
        Event::Key { modifiers, pressed: true, .. } | Event::PointerButton { modifiers, .. } => {
            Some(*modifiers)
        }
        _ => None,
    };
    input.events.iter().filter_map(of).next_back().unwrap_or(input.modifiers)
}

#[cfg(test)]
mod tests {
    use egui::Key;

    use super::*;

    fn check(events: Vec<Event>, now: Modifiers, expected: Modifiers) {
        let mut input = InputState::default();
        (input.events, input.modifiers) = (events, now);
        assert_eq!(held(&input), expected);
    }

    #[test]
    fn a_quick_press_keeps_what_was_held_with_it() {
        let enter = |modifiers| Event::Key {
            key: Key::Enter,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        };
        check(vec![enter(Modifiers::SHIFT)], Modifiers::NONE, Modifiers::SHIFT);
        check(vec![enter(Modifiers::NONE)], Modifiers::SHIFT, Modifiers::NONE);
        check(Vec::new(), Modifiers::SHIFT, Modifiers::SHIFT);
    }
}
