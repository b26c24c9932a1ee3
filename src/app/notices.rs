//! What went well or wrong, said in the window, with the next step where there is one.

use std::path::{Path, PathBuf};

use egui::{Align2, Area, Frame, Id, Margin, Order, Rect, Stroke, Ui, vec2};

use super::style::size;
use super::widgets::Look;
use crate::layout::measure::Weight;
use crate::scene::Paint;

/// How long good news stays, and how long where there is something to do with it, in seconds.
const SECS: (f64, f64) = (6.0, 15.0);

/// Free room below them.
const ABOVE_FOOT: f32 = 12.0;
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
                if let Some(button) = notice_ui(ui, notice, look) {
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

/// Shows one; says what was pressed on it.
fn notice_ui(ui: &mut Ui, notice: &Notice, look: Look) -> Option<Pressed> {
    let line = look.color(if notice.is_bad { Paint::Warning } else { Paint::Accent });
    Frame::new()
        .fill(look.color(Paint::Panel))
        .stroke(Stroke::new(1.0, line))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(16, 8))
        .show(ui, |ui| {
            ui.set_max_width(if notice.file.is_some() { 720.0 } else { 560.0 });
            ui.horizontal(|ui| {
                // Only lines under each other are broken where there is no more room.
                ui.vertical(|ui| {
                    ui.set_max_width(460.0);
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
