//! How far a long layout has come, and the wish to have it cut short.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Shared between who lays out and who waits for it.
#[derive(Debug, Default)]
pub struct Watch {
    /// Parts done, of [`WHOLE`].
    done: AtomicU32,
    is_cut_short: AtomicBool,
}

/// What [`Watch::done`] counts to.
const WHOLE: f32 = 1_000_000.0;

impl Watch {
    /// Says how much is done, 0..=1.
    pub fn advance_to(&self, share: f32) {
        self.done.store((share.clamp(0.0, 1.0) * WHOLE) as u32, Ordering::Relaxed);
    }

    /// How much is done, 0..=1.
    pub fn share(&self) -> f32 {
        self.done.load(Ordering::Relaxed) as f32 / WHOLE
    }

    /// Asks for what is there.
    pub fn cut_short(&self) {
        self.is_cut_short.store(true, Ordering::Relaxed);
    }

    /// Whether what is there was asked for.
    pub fn is_cut_short(&self) -> bool {
        self.is_cut_short.load(Ordering::Relaxed)
    }
}
