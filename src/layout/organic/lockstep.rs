//! Short loops over columns of numbers, many rows at a time: compiled for several widths of vector
//! instructions, and run with the widest that the processor has.
//!
//! Results are the same whatever the width: each row is worked out on its own, and sums are taken in
//! parts whose number is fixed.

#![expect(clippy::inline_always, reason = "what is not inlined is not compiled for wide vectors")]

use pulp::{Arch, Simd, WithSimd};

/// Columns are as long as whole blocks of so many rows, so that hardly a loop leaves a rest that has
/// to be done one by one.
const BLOCK: usize = 32;
/// Sums are taken in so many parts.
const PARTS: usize = 8;

/// How long columns for so many things are.
pub(super) const fn whole_blocks(n: usize) -> usize {
    n.next_multiple_of(BLOCK)
}

/// In how many rows of some columns a test holds; the others are at least as long as the first.
pub(super) fn count<const K: usize>(columns: [&[f32]; K], test: impl Fn([f32; K]) -> bool) -> u32 {
    Arch::new().dispatch(Count { columns, test })
}

/// Works every slot out from its row of some columns, which are at least as long.
pub(super) fn fill<T, const K: usize>(
    slots: &mut [T],
    columns: [&[f32]; K],
    value: impl Fn([f32; K]) -> T,
) {
    Arch::new().dispatch(Fill { slots, columns, value });
}

/// The sum of numbers, in whole blocks, and that of their squares.
pub(super) fn sums(numbers: &[f32]) -> (f64, f64) {
    let (sums, squares) = Arch::new().dispatch(Sums { numbers });
    let total = |parts: [f32; PARTS]| parts.into_iter().map(f64::from).sum();
    (total(sums), total(squares))
}

struct Count<'a, F, const K: usize> {
    columns: [&'a [f32]; K],
    test: F,
}

impl<F: Fn([f32; K]) -> bool, const K: usize> WithSimd for Count<'_, F, K> {
    type Output = u32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> u32 {
        let n = self.columns.first().map_or(0, |column| column.len());
        // All of one length, so that the loop needs no bounds checks.
        let columns: [&[f32]; K] = std::array::from_fn(|k| &self.columns[k][..n]);
        let row = |at: usize| std::array::from_fn(|k| columns[k][at]);
        (0..n).map(|at| u32::from((self.test)(row(at)))).sum()
    }
}

struct Fill<'a, T, F, const K: usize> {
    slots: &'a mut [T],
    columns: [&'a [f32]; K],
    value: F,
}

impl<T, F: Fn([f32; K]) -> T, const K: usize> WithSimd for Fill<'_, T, F, K> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let n = self.slots.len();
        let columns: [&[f32]; K] = std::array::from_fn(|k| &self.columns[k][..n]);
        for (row, slot) in self.slots.iter_mut().enumerate() {
            *slot = (self.value)(std::array::from_fn(|k| columns[k][row]));
        }
    }
}

struct Sums<'a> {
    numbers: &'a [f32],
}

impl WithSimd for Sums<'_> {
    type Output = ([f32; PARTS], [f32; PARTS]);

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Self::Output {
        let (mut sums, mut squares) = ([0.0_f32; PARTS], [0.0_f32; PARTS]);
        for numbers in self.numbers.chunks_exact(PARTS) {
            for at in 0..PARTS {
                sums[at] += numbers[at];
                squares[at] += numbers[at] * numbers[at];
            }
        }
        (sums, squares)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns that end in the middle of a vector, in whole blocks, and none at all.
    const LENGTHS: [usize; 6] = [0, 1, 7, 32, 45, 96];

    fn column(n: usize) -> Vec<f32> {
        (0..n).map(|at| (at * 37 % 19) as f32 - 9.0).collect()
    }

    #[test]
    fn every_row_is_counted_and_filled_once_whatever_the_length() {
        for n in LENGTHS {
            let (x, y) = (column(n), column(n + 3));
            let is_less = |[x, y]: [f32; 2]| x * 2.0 < y + 1.0;
            let one_by_one = x.iter().zip(&y).filter(|&(x, y)| is_less([*x, *y])).count();
            assert_eq!(count([&x, &y], is_less), one_by_one as u32);
            let mut marks = vec![9_u16; n];
            fill(&mut marks, [&x, &y], |row| u16::from(is_less(row)));
            assert_eq!(marks.iter().filter(|mark| **mark == 1).count(), one_by_one);
            assert!(marks.iter().all(|mark| *mark < 2));
        }
    }

    #[test]
    fn sums_are_those_of_all_numbers() {
        for n in LENGTHS.map(whole_blocks) {
            let numbers = column(n);
            let sum: f64 = numbers.iter().map(|x| f64::from(*x)).sum();
            let squares: f64 = numbers.iter().map(|x| f64::from(x * x)).sum();
            assert_eq!(sums(&numbers), (sum, squares));
        }
    }
}
