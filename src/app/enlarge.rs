//! How large everything in the window is, in steps from 75 to 300 per cent.

use egui::Context;

/// The steps, in per cent.
const STEPS: [u16; 12] = [75, 80, 90, 100, 110, 125, 150, 175, 200, 225, 250, 300];
/// Where a window begins.
const NORMAL: u16 = 100;

/// How large everything is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Enlargement {
    percent: u16,
}

impl Default for Enlargement {
    fn default() -> Self {
        Self { percent: NORMAL }
    }
}

impl Enlargement {
    /// The next larger step; the largest stays.
    pub(super) fn larger(self) -> Self {
        let next = STEPS.into_iter().find(|step| *step > self.percent);
        Self { percent: next.unwrap_or(self.percent) }
    }

    /// The next smaller step; the smallest stays.
    pub(super) fn smaller(self) -> Self {
        let next = STEPS.into_iter().rev().find(|step| *step < self.percent);
        Self { percent: next.unwrap_or(self.percent) }
    }

    /// Makes everything in the window as large.
    pub(super) fn put_in_force(self, ctx: &Context) {
        let factor = f32::from(self.percent) / f32::from(NORMAL);
        if ctx.zoom_factor() != factor {
            ctx.set_zoom_factor(factor);
        }
    }

    /// In words, for who has just changed it.
    pub(super) fn spoken(self) -> String {
        format!("Everything at {} %", self.percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_from_75_to_300_per_cent_and_back() {
        let up = std::iter::successors(Some(Enlargement { percent: 75 }), |step| {
            let next = step.larger();
            (next != *step).then_some(next)
        });
        let all: Vec<u16> = up.map(|step| step.percent).collect();
        assert_eq!(all, STEPS);
        for pair in STEPS.windows(2) {
            let &[low, high] = pair else { continue };
            assert_eq!(Enlargement { percent: high }.smaller().percent, low);
        }
        assert_eq!(Enlargement { percent: 75 }.smaller().percent, 75);
    }
}
