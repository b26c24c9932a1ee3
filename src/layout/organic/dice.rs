//! Chance that falls the same way everywhere: a small generator of integers with a fixed seed.
//!
//! Knows nothing of what is drawn with it.

/// Draws numbers.
///
/// Source: Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators
/// (`SplitMix64`).
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// Draws the same numbers for the same seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed ^ 0x5DEE_CE66_D1CE_4E5B)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to below `end`; 0 where `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// Two independent numbers, each below its end.
    pub(super) fn pair(&mut self, first: usize, second: u64) -> (usize, u64) {
        let first = self.below(first);
        (first, ((u128::from(self.next()) * u128::from(second)) >> 64) as u64)
    }

    /// A share from 0 to below 1.
    pub(super) fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u32 << 24) as f32
    }
}
