//! Twenty thousand random events, and no panic: keys, text, clicks, drags and wheel all over the
//! window. The same on every machine.
#![cfg(feature = "app")]

use egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, TouchPhase, pos2,
    vec2,
};
use egui_kittest::Harness;
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::check;
use protecteu_atlas::session::Session;
use protecteu_atlas::view::View;

const N_EVENTS: usize = 20_000;
/// A frame takes in several events, as it does where someone is fast.
const N_IN_A_FRAME: usize = 16;
const SIZE: [f32; 2] = [1280.0, 800.0];
/// Keys that neither quit nor reach outside of the window.
const KEYS: [Key; 43] = [
    Key::Escape,
    Key::Enter,
    Key::Space,
    Key::Tab,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::ArrowUp,
    Key::ArrowDown,
    Key::Home,
    Key::Plus,
    Key::Minus,
    Key::Slash,
    Key::F1,
    Key::A,
    Key::F,
    Key::H,
    Key::I,
    Key::K,
    Key::M,
    Key::N,
    Key::P,
    Key::R,
    Key::T,
    Key::X,
    Key::Y,
    Key::Z,
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num9,
    Key::Backspace,
    Key::Delete,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::F2,
    Key::F5,
    Key::B,
    Key::D,
    Key::G,
    Key::L,
    Key::W,
];
const WORDS: [&str; 8] =
    ["europol", "threat:cyber", "\"", "-", "actor:", "é", "status:adopted ", "threat:a+b,"];

/// Numbers that look random and are not: a linear congruential generator with Knuth's constants.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn place(&mut self) -> Pos2 {
        pos2(self.below(SIZE[0] as usize) as f32, self.below(SIZE[1] as usize) as f32)
    }

    fn held(&mut self) -> Modifiers {
        [Modifiers::NONE, Modifiers::NONE, Modifiers::SHIFT, Modifiers::COMMAND, Modifiers::ALT]
            [self.below(5)]
    }

    fn events(&mut self) -> Vec<Event> {
        let modifiers = self.held();
        let button = |pos, pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers,
        };
        match self.below(10) {
            0..=2 => {
                let key = KEYS[self.below(KEYS.len())];
                let event = |pressed| Event::Key {
                    key,
                    physical_key: None,
                    pressed,
                    repeat: false,
                    modifiers,
                };
                vec![Event::ModifiersChanged(modifiers), event(true), event(false)]
            }
            3 => vec![Event::Text(WORDS[self.below(WORDS.len())].to_owned())],
            4 => {
                let delta = vec2(0.0, self.below(9) as f32 - 4.0);
                let (unit, source) = (MouseWheelUnit::Line, MouseWheelSource::Wheel);
                vec![Event::MouseWheel { unit, delta, phase: TouchPhase::Move, source, modifiers }]
            }
            5 => vec![Event::PointerMoved(self.place()), Event::ModifiersChanged(modifiers)],
            6 => vec![Event::PointerGone],
            _ => {
                let (from, to) = (self.place(), self.place());
                let to = if self.below(2) == 0 { from } else { to };
                vec![
                    Event::PointerMoved(from),
                    button(from, true),
                    Event::PointerMoved(to),
                    button(to, false),
                ]
            }
        }
    }
}

#[test]
fn twenty_thousand_random_events_do_no_harm() {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let session = Session::new(atlas, opened.origin, opened.findings, View::default());
    let app = App::new(session, SIZE.into(), None).without_motion();
    let mut harness = Harness::builder()
        .with_size(SIZE)
        .with_context_setup(install_style)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    let mut dice = Dice(2025);
    let mut n_events = 0;
    while n_events < N_EVENTS {
        let mut n_here = 0;
        while n_here < N_IN_A_FRAME {
            let events = dice.events();
            n_here += events.len();
            harness.input_mut().events.extend(events);
        }
        n_events += n_here;
        harness.step();
    }
    // Whatever was done, everything can be taken back and the whole seen again.
    harness.input_mut().events.push(Event::ModifiersChanged(Modifiers::NONE));
    for _ in 0..40 {
        harness.key_press(Key::Escape);
        harness.step();
    }
    assert!(!harness.state().session().atlas().nodes().is_empty());
}
