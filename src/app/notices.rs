//! What went well or wrong, said in the window.

use egui::{Align2, Area, Frame, Id, Margin, Order, Stroke, Ui, vec2};

use super::style::size;
use super::widgets::Look;
use crate::layout::measure::Weight;
use crate::scene::Paint;

/// How long good news stays, in seconds.
const SECS: f64 = 6.0;

/// One thing said.
#[derive(Debug, Clone)]
struct Notice {
    text: String,
    is_bad: bool,
    /// When good news goes; set in the first frame that shows it.
    until: Option<f64>,
}

/// Everything said and not yet gone.
#[derive(Debug, Default)]
pub(super) struct Notices(Vec<Notice>);

impl Notices {
    /// Says that something went well; goes by itself.
    pub(super) fn good(&mut self, text: impl Into<String>) {
        self.0.push(Notice { text: text.into(), is_bad: false, until: None });
    }

    /// Says that something went wrong; stays until it is closed.
    pub(super) fn bad(&mut self, text: impl Into<String>) {
        self.0.push(Notice { text: text.into(), is_bad: true, until: None });
    }

    /// Shows them above status line and legend, the newest lowest.
    pub(super) fn ui(&mut self, ui: &Ui, look: Look) {
        let now = ui.input(|i| i.time);
        self.0.retain(|notice| notice.until.is_none_or(|until| now < until));
        let mut closed = None;
        let area = Area::new(Id::unique("notices"))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -112.0));
        if self.0.is_empty() {
            return;
        }
        area.show(ui.ctx(), |ui| {
            for (at, notice) in self.0.iter_mut().enumerate() {
                if !notice.is_bad {
                    let until = *notice.until.get_or_insert(now + SECS);
                    let wait = std::time::Duration::from_secs_f64((until - now).max(0.05));
                    ui.request_repaint_after(wait);
                }
                if notice_ui(ui, notice, look) {
                    closed = Some(at);
                }
            }
        });
        if let Some(at) = closed {
            self.0.remove(at);
        }
    }
}

/// Shows one; says whether it was closed.
fn notice_ui(ui: &mut Ui, notice: &Notice, look: Look) -> bool {
    let line = look.color(if notice.is_bad { Paint::Warning } else { Paint::Accent });
    Frame::new()
        .fill(look.color(Paint::Panel))
        .stroke(Stroke::new(1.0, line))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(16, 8))
        .show(ui, |ui| {
            ui.set_max_width(560.0);
            ui.horizontal(|ui| {
                ui.scope(|ui| {
                    ui.set_max_width(460.0);
                    look.text(ui, &notice.text, (size::BODY, Weight::Regular, Paint::Ink));
                });
                look.word_button(ui, "Close").clicked()
            })
            .inner
        })
        .inner
}
