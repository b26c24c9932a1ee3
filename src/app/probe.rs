//! Measuring the window: N frames as fast as they come, then a report.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use egui::{Ui, ViewportCommand};
use serde::Serialize;

/// What was measured; one line of JSON on the command line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// From the start of the process to the first frame on screen.
    pub first_frame_ms: f64,
    /// The program's own work a frame, without waiting for the display.
    pub frame_ms: FrameTimes,
    /// How many frames were drawn.
    pub frames: usize,
    /// Memory in use at the end; `null` where the system does not tell.
    pub rss_mib: Option<f64>,
    /// What drew them.
    pub renderer: String,
}

/// How long frames took, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct FrameTimes {
    /// Half of them took less.
    pub p50: f64,
    /// All but one in twenty took less.
    pub p95: f64,
    /// None took more.
    pub max: f64,
}

/// Counts frames and closes the window after the last.
pub struct Probe {
    started: Instant,
    wanted: usize,
    renderer: String,
    n_begun: usize,
    first_frame_ms: f64,
    work_ms: Vec<f64>,
    report: Arc<Mutex<Option<Report>>>,
}

impl Probe {
    /// A probe over `wanted` frames; the report is left in `report`.
    pub fn new(
        started: Instant,
        wanted: usize,
        renderer: String,
        report: Arc<Mutex<Option<Report>>>,
    ) -> Self {
        Self {
            started,
            wanted: wanted.max(1),
            renderer,
            n_begun: 0,
            first_frame_ms: 0.0,
            work_ms: Vec::new(),
            report,
        }
    }

    /// Takes note of a frame that begins; `work_secs` is what the one before it took.
    pub(super) fn note(&mut self, ui: &Ui, work_secs: Option<f32>) {
        if self.n_begun == 1 {
            // The second frame begins when the first is on screen.
            self.first_frame_ms = self.started.elapsed().as_secs_f64() * 1000.0;
        }
        if self.n_begun > 0
            && let Some(secs) = work_secs
        {
            self.work_ms.push(f64::from(secs) * 1000.0);
        }
        if self.n_begun >= self.wanted {
            self.finish();
            ui.send_viewport_cmd(ViewportCommand::Close);
            return;
        }
        self.n_begun += 1;
        ui.request_repaint();
    }

    fn finish(&self) {
        let report = Report {
            first_frame_ms: round(self.first_frame_ms),
            frame_ms: frame_times(&self.work_ms),
            frames: self.n_begun,
            rss_mib: rss_mib().map(round),
            renderer: self.renderer.clone(),
        };
        if let Ok(mut slot) = self.report.lock() {
            *slot = Some(report);
        }
    }
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn frame_times(work_ms: &[f64]) -> FrameTimes {
    let mut sorted = work_ms.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let rank = (share * sorted.len() as f64).ceil() as usize;
        sorted.get(rank.saturating_sub(1)).copied().map_or(0.0, round)
    };
    FrameTimes { p50: at(0.5), p95: at(0.95), max: at(1.0) }
}

/// Resident memory of this process, where the system has it as a file.
fn rss_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_ranks_of_what_was_measured() {
        let times: Vec<f64> = (1..=20).map(f64::from).collect();
        let expected = FrameTimes { p50: 10.0, p95: 19.0, max: 20.0 };
        assert_eq!(frame_times(&times), expected);
        assert_eq!(frame_times(&[]), FrameTimes::default());
    }
}
