//! What went well or wrong, said in the window, with the next step where there is one.

use std::path::{Path, PathBuf};

use egui::{Align2, Area, Frame, Id, Margin, Order, Rect, Stroke, TextWrapMode, Ui, vec2};

use super::style::size;
use super::widgets::Look;
use crate::layout::measure::Weight;
use crate::scene::Paint;

/// How long good news stays, and how long where there is something to do with it, in seconds.
const SECS: (f64, f64) = (6.0, 15.0);

/// Free room below them.
const ABOVE_FOOT: f32 = 12.0;
/// Width of the words at least and at most.
const WORDS: (f32, f32) = (120.0, 460.0);
/// Room for the frame and the button that closes one, and where there is a file to open as well.
const BUTTONS: (f32, f32) = (120.0, 300.0);
/// How many stand over each other; of older ones, bad news waits for room and good news goes.
const MOST_SHOWN: usize = 2;

/// One thing said.
#[derive(Debug, Clone)]
struct Notice {
    text: String,
    is_bad: bool,
    /// A file it tells of, which can be opened.
    file: Option<PathBuf>,
    /// When good news goes; set in the first frame that shows it.
    until: Option<f64>,
}

/// What was pressed on a notice.
enum Pressed {
    /// It is to go.
    Close,
    /// Its file or folder is to be opened.
    Open(PathBuf),
}

/// Everything said and not yet gone.
#[derive(Debug, Default)]
pub(super) struct Notices(Vec<Notice>);

impl Notices {
    /// Says that something went well; goes by itself.
    pub(super) fn good(&mut self, text: impl Into<String>) {
        self.say(Notice { text: text.into(), is_bad: false, file: None, until: None });
    }

    /// What is said again is said once, as the newest.
    fn say(&mut self, notice: Notice) {
        self.0.retain(|said| said.text != notice.text);
        self.0.push(notice);
        let n_before = self.0.len().saturating_sub(MOST_SHOWN);
        let mut at = 0;
        self.0.retain(|said| {
            at += 1;
            said.is_bad || at > n_before
        });
    }

    /// Says that a file was written, and offers to open it.
    pub(super) fn written(&mut self, text: impl Into<String>, file: PathBuf) {
        let file = Some(file);
        self.say(Notice { text: text.into(), is_bad: false, file, until: None });
    }

    /// Says that something went wrong; stays until it is closed.
    pub(super) fn bad(&mut self, text: impl Into<String>) {
        self.say(Notice { text: text.into(), is_bad: true, file: None, until: None });
    }

    /// Shows the newest at the foot of a part of the graph, where they cover neither field nor
    /// legend, the newest lowest; gives back the file or folder that is to be opened.
    pub(super) fn ui(&mut self, ui: &Ui, look: Look, graph: Rect) -> Option<PathBuf> {
        let now = ui.input(|i| i.time);
        self.0.retain(|notice| notice.until.is_none_or(|until| now < until));
        let mut pressed = None;
        let area = Area::new(Id::unique("notices"))
            .order(Order::Foreground)
            .pivot(Align2::CENTER_BOTTOM)
            .fixed_pos(graph.center_bottom() - vec2(0.0, ABOVE_FOOT));
        if self.0.is_empty() {
            return None;
        }
        area.show(ui.ctx(), |ui| {
            let n_waiting = self.0.len().saturating_sub(MOST_SHOWN);
            for (at, notice) in self.0.iter_mut().enumerate().skip(n_waiting) {
                if !notice.is_bad {
                    let secs = if notice.file.is_some() { SECS.1 } else { SECS.0 };
                    let until = *notice.until.get_or_insert(now + secs);
                    let wait = std::time::Duration::from_secs_f64((until - now).max(0.05));
                    ui.request_repaint_after(wait);
                }
                if let Some(button) = notice_ui(ui, notice, look, graph.width()) {
                    pressed = Some((at, button));
                }
            }
        });
        match pressed? {
            (at, Pressed::Close) => {
                self.0.remove(at);
                None
            }
            (_, Pressed::Open(path)) => Some(path),
        }
    }
}

/// Shows one in a room so wide; says what was pressed on it.
fn notice_ui(ui: &mut Ui, notice: &Notice, look: Look, room: f32) -> Option<Pressed> {
    let line = look.color(if notice.is_bad { Paint::Warning } else { Paint::Accent });
    Frame::new()
        .fill(look.color(Paint::Panel))
        .stroke(Stroke::new(1.0, line))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(16, 8))
        .show(ui, |ui| {
            let buttons = if notice.file.is_some() { BUTTONS.1 } else { BUTTONS.0 };
            let words = (room - buttons).clamp(WORDS.0, WORDS.1);
            ui.set_max_width(words + buttons);
            ui.horizontal(|ui| {
                ui.scope(|ui| {
                    ui.set_max_width(words);
                    // Beside buttons nothing is broken into lines unless it is asked for.
                    ui.style_mut().wrap_mode = Some(TextWrapMode::Wrap);
                    look.text(ui, &notice.text, (size::BODY, Weight::Regular, Paint::Ink));
                });
                let opened = notice.file.as_deref().and_then(|file| file_ui(ui, file, look));
                let is_closed = look.word_button(ui, "Close").clicked();
                opened.or_else(|| is_closed.then_some(Pressed::Close))
            })
            .inner
        })
        .inner
}

/// The ways to a file that was written.
fn file_ui(ui: &mut Ui, file: &Path, look: Look) -> Option<Pressed> {
    let is_opened = look.word_button(ui, "Open").clicked();
    let is_shown = look.word_button(ui, "Show in folder").clicked();
    let path = if is_opened { Some(file) } else { file.parent().filter(|_| is_shown) };
    path.map(|path| Pressed::Open(path.to_owned()))
}
