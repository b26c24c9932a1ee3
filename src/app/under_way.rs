//! What is being written or drawn on a thread: how far it has come, and the way out.

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Align2, Area, Frame, Id, Margin, Order, Stroke, Ui, vec2};

use super::progress::share_ui;
use super::widgets::Look;
use crate::layout::Watch;
use crate::scene::Paint;

/// What is done within this time needs no announcement.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the display is brought up to date.
const TICK: Duration = Duration::from_millis(50);
/// Width of the display over the graph, in points.
const WIDTH: f32 = 340.0;
/// Room above it.
const TOP: f32 = 72.0;

/// Work on a thread that somebody waits for.
#[derive(Debug, Clone)]
pub(super) struct UnderWay {
    /// "Writing terrorism.png".
    what: String,
    watch: Arc<Watch>,
    since: Instant,
}

impl UnderWay {
    /// Work that begins now.
    pub(super) fn begin(what: String) -> Self {
        Self { what, watch: Arc::default(), since: Instant::now() }
    }

    /// Who watches it, for the thread that does it.
    pub(super) fn watch(&self) -> Arc<Watch> {
        Arc::clone(&self.watch)
    }

    /// Asks for it to be given up; says whether nobody had asked before. Whether it was given up
    /// is said by the thread.
    pub(super) fn give_up(&self) -> bool {
        let is_first = !self.watch.is_cut_short();
        self.watch.cut_short();
        is_first
    }

    /// Whether it takes so long that it is worth being told of; otherwise looks again in time.
    pub(super) fn is_slow(&self, ui: &Ui) -> bool {
        let left = PATIENCE.saturating_sub(self.since.elapsed());
        ui.request_repaint_after(if left.is_zero() { TICK } else { left });
        left.is_zero()
    }

    /// Says how far it has come, with a way out.
    pub(super) fn bar_ui(&self, ui: &mut Ui, look: Look) {
        let words = format!("{}… {} %", self.what, (self.watch.share() * 100.0).floor());
        let [stopping, hint] = ["Cancelling…", "Give it up; nothing is written"];
        share_ui(ui, look, &self.watch, &words, (stopping, hint));
    }

    /// Shows it over the graph, where it takes long.
    pub(super) fn over_graph_ui(&self, ui: &Ui, look: Look) {
        if !self.is_slow(ui) {
            return;
        }
        let area = Area::new(Id::unique("under-way"))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_TOP, vec2(0.0, TOP));
        area.show(ui.ctx(), |ui| {
            Frame::new()
                .fill(look.color(Paint::Panel))
                .stroke(Stroke::new(1.0, look.color(Paint::Hairline)))
                .corner_radius(8)
                .inner_margin(Margin::symmetric(16, 10))
                .show(ui, |ui| {
                    ui.set_width(WIDTH);
                    self.bar_ui(ui, look);
                });
        });
    }
}
