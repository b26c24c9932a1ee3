//! How far long work has come, and the wish to have it cut short.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Shared between who works and who waits for it.
#[derive(Debug, Default)]
pub struct Watch {
    /// Parts done, of [`WHOLE`].
    done: AtomicU32,
    is_cut_short: AtomicBool,
    /// Who watches the whole of which this is a part, and which part it is.
    whole: Option<(Arc<Self>, Range<f32>)>,
}

/// What [`Watch::done`] counts to.
const WHOLE: f32 = 1_000_000.0;

impl Watch {
    /// A watch over the part of a whole that reaches from one share of it to another, 0..=1: what
    /// is done of the part is told to the whole, and who cuts the whole short cuts the part.
    pub fn part_of(whole: &Arc<Self>, shares: Range<f32>) -> Self {
        Self { whole: Some((Arc::clone(whole), shares)), ..Self::default() }
    }

    /// Says how much is done, 0..=1.
    pub fn advance_to(&self, share: f32) {
        let share = share.clamp(0.0, 1.0);
        self.done.store((share * WHOLE) as u32, Ordering::Relaxed);
        if let Some((whole, Range { start, end })) = &self.whole {
            whole.advance_to(start + (end - start) * share);
        }
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
        let whole = self.whole.as_ref();
        self.is_cut_short.load(Ordering::Relaxed)
            || whole.is_some_and(|(whole, _)| whole.is_cut_short())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_parts_tell_the_whole_how_far_it_has_come() {
        let whole = Arc::new(Watch::default());
        let half = Arc::new(Watch::part_of(&whole, 0.5..1.0));
        Watch::part_of(&half, 0.0..0.5).advance_to(1.0);
        assert!((half.share() - 0.5).abs() < 1e-5);
        assert!((whole.share() - 0.75).abs() < 1e-5);
    }

    #[test]
    fn who_cuts_the_whole_short_cuts_its_parts_and_not_the_other_way() {
        let whole = Arc::new(Watch::default());
        let (first, second) = (Watch::part_of(&whole, 0.0..0.5), Watch::part_of(&whole, 0.5..1.0));
        first.cut_short();
        assert!(first.is_cut_short() && !whole.is_cut_short() && !second.is_cut_short());
        whole.cut_short();
        assert!(second.is_cut_short());
    }
}
