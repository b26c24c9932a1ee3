//! The pseudo-random order of work, the same on every machine.

/// A generator of evenly spread numbers.
///
/// Source: Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators
/// (`SplitMix64`).
#[derive(Debug, Clone)]
pub(super) struct Random(pub(super) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
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
        (self.next() >> 40) as f32 / 16_777_216.0
    }

    /// A number from -0.5 to 0.5.
    pub(super) fn around_zero(&mut self) -> f32 {
        (self.next() >> 40) as f32 / 16_777_216.0 - 0.5
    }

    /// Puts a list into any order, each as likely (Fisher, Yates 1938).
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = (self.next() % (last as u64 + 1)) as usize;
            list.swap(last, other);
        }
    }
}
