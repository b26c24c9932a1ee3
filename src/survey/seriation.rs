//! An order of rows and columns in which a matrix shows its structure.
//!
//! Owns one heuristic over counts by position. Knows nothing of nodes.
//!
//! Source: Mäkinen and Siirtola (2005), The Barycenter Heuristic and the Reorderable Matrix,
//! Informatica 29(3), from page 357, after the matrices of Bertin (1967), Sémiologie graphique.
//! Two departures: what nothing joins is kept apart, the heaviest part first, and of all sweeps
//! the one is taken whose counts lie nearest to the diagonal.

use std::cmp::{Ordering, Reverse};

/// A count and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) n: usize,
}

/// Most sweeps; real matrices settle after a few.
const MOST_SWEEPS: usize = 24;

/// Rows and columns, each a permutation: parts that hang together side by side, the heaviest
/// first, and within each what is joined to the same things next to each other. Empty rows and
/// columns come last, in the order given.
///
/// O(sweeps × (entries + lines log lines)). No seed: ties keep the order given.
pub(super) fn by_structure(
    n_rows: usize,
    n_columns: usize,
    entries: &[Entry],
) -> (Vec<usize>, Vec<usize>) {
    let mut rows = Side::new(n_rows, entries.iter().map(|e| (e.row, e.column, e.n)));
    let mut columns = Side::new(n_columns, entries.iter().map(|e| (e.column, e.row, e.n)));
    number_parts(&mut rows, &mut columns);
    rows.sort_by_weight();
    columns.sort_by_weight();
    let mut best = (rows.order.clone(), columns.order.clone());
    let mut least = distance(&rows, &columns, entries);
    for _ in 0..MOST_SWEEPS {
        let has_moved = [columns.sort_by_mean(&rows), rows.sort_by_mean(&columns)];
        let now = distance(&rows, &columns, entries);
        if now < least {
            least = now;
            best = (rows.order.clone(), columns.order.clone());
        }
        if has_moved == [false, false] {
            break;
        }
    }
    best
}

/// All rows, or all columns.
struct Side {
    /// For each line: the lines of the other side it meets, and how much.
    meets: Vec<Vec<(usize, usize)>>,
    /// For each line: the sum of what it meets.
    weight: Vec<usize>,
    /// For each line: the rank of the part it belongs to.
    part: Vec<usize>,
    /// Lines as they stand now.
    order: Vec<usize>,
    /// For each line: where it stands now.
    place: Vec<usize>,
}

impl Side {
    fn new(n: usize, entries: impl Iterator<Item = (usize, usize, usize)>) -> Self {
        let mut meets = vec![Vec::new(); n];
        for (own, other, count) in entries {
            meets[own].push((other, count));
        }
        let weight = meets.iter().map(|met| met.iter().map(|(_, count)| count).sum()).collect();
        Self { meets, weight, part: vec![0; n], order: (0..n).collect(), place: (0..n).collect() }
    }

    fn sort_by_weight(&mut self) {
        let (part, weight) = (&self.part, &self.weight);
        self.order.sort_by_key(|&at| (part[at], Reverse(weight[at])));
        self.note_places();
    }

    /// Sorts by the mean place of what each line meets; says whether anything moved.
    fn sort_by_mean(&mut self, other: &Self) -> bool {
        let sum = |at: &usize| -> u128 {
            let places = self.meets[*at].iter().map(|&(met, n)| (other.place[met] * n) as u128);
            places.sum()
        };
        let sums: Vec<u128> = (0..self.meets.len()).map(|at| sum(&at)).collect();
        let (part, weight) = (&self.part, &self.weight);
        let before = self.order.clone();
        self.order.sort_by(|&a, &b| {
            part[a].cmp(&part[b]).then_with(|| by_mean((sums[a], weight[a]), (sums[b], weight[b])))
        });
        self.note_places();
        self.order != before
    }

    fn note_places(&mut self) {
        for (place, &line) in self.order.iter().enumerate() {
            self.place[line] = place;
        }
    }
}

/// Compares two fractions without rounding, so that every machine sorts alike.
fn by_mean((sum_a, weight_a): (u128, usize), (sum_b, weight_b): (u128, usize)) -> Ordering {
    (sum_a * weight_b as u128).cmp(&(sum_b * weight_a as u128))
}

/// How far the counts lie from the diagonal, all together.
fn distance(rows: &Side, columns: &Side, entries: &[Entry]) -> u128 {
    let (n_rows, n_columns) = (rows.order.len(), columns.order.len());
    let one = |entry: &Entry| {
        let row = rows.place[entry.row] * n_columns.saturating_sub(1);
        let column = columns.place[entry.column] * n_rows.saturating_sub(1);
        (row.abs_diff(column) * entry.n) as u128
    };
    entries.iter().map(one).sum()
}

/// Finds what hangs together and ranks the parts by weight, the heaviest first.
fn number_parts(rows: &mut Side, columns: &mut Side) {
    let (n_rows, n_columns) = (rows.meets.len(), columns.meets.len());
    let mut part = vec![usize::MAX; n_rows + n_columns];
    // Weight of each part, and its first line, which breaks ties.
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for first in 0..part.len() {
        if part[first] != usize::MAX {
            continue;
        }
        let mut weight = 0;
        let mut open = vec![first];
        part[first] = parts.len();
        while let Some(at) = open.pop() {
            let (met, shift) = match at.checked_sub(n_rows) {
                None => (&rows.meets[at], n_rows),
                Some(column) => (&columns.meets[column], 0),
            };
            for &(other, n) in met {
                weight += n;
                if part[other + shift] == usize::MAX {
                    part[other + shift] = parts.len();
                    open.push(other + shift);
                }
            }
        }
        parts.push((weight, first));
    }
    let mut ranked: Vec<usize> = (0..parts.len()).collect();
    ranked.sort_by_key(|&at| (Reverse(parts[at].0), parts[at].1));
    let mut rank = vec![0; parts.len()];
    for (place, at) in ranked.into_iter().enumerate() {
        rank[at] = place;
    }
    rows.part = part[..n_rows].iter().map(|&at| rank[at]).collect();
    columns.part = part[n_rows..].iter().map(|&at| rank[at]).collect();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entries(cells: &[(usize, usize, usize)]) -> Vec<Entry> {
        cells.iter().map(|&(row, column, n)| Entry { row, column, n }).collect()
    }

    fn check(
        (n_rows, n_columns): (usize, usize),
        cells: &[(usize, usize, usize)],
        expected: (&[usize], &[usize]),
    ) {
        let (rows, columns) = by_structure(n_rows, n_columns, &entries(cells));
        assert_eq!((rows.as_slice(), columns.as_slice()), expected, "{cells:?}");
    }

    #[test]
    fn what_hangs_together_stands_together_and_what_is_empty_last() {
        // Rows 0 and 3 share columns 0 and 2, row 2 has column 3 for itself; 1 and 1 are empty.
        check(
            (4, 4),
            &[(0, 0, 1), (2, 3, 9), (3, 0, 1), (3, 2, 1)],
            (&[2, 3, 0, 1], &[3, 2, 0, 1]),
        );
    }

    #[test]
    fn a_chain_becomes_a_diagonal() {
        let chain = [(0, 2, 1), (2, 2, 1), (2, 0, 1), (1, 0, 1), (1, 1, 1)];
        let (rows, columns) = by_structure(3, 3, &entries(&chain));
        let place = |order: &[usize], line| order.iter().position(|&at| at == line).unwrap();
        for (row, column, _) in chain {
            assert!(
                place(&rows, row).abs_diff(place(&columns, column)) <= 1,
                "{rows:?} {columns:?}"
            );
        }
    }

    #[test]
    fn nothing_stays_as_it_was_given() {
        check((2, 3), &[], (&[0, 1], &[0, 1, 2]));
        check((0, 0), &[], (&[], &[]));
    }

    proptest! {
        #[test]
        fn an_order_is_a_permutation_and_no_farther_from_the_diagonal_than_that_by_weight(
            cells in prop::collection::btree_map((0usize..9, 0usize..7), 1usize..5, 0..40),
        ) {
            let entries: Vec<Entry> =
                cells.iter().map(|(&(row, column), &n)| Entry { row, column, n }).collect();
            let (rows, columns) = by_structure(9, 7, &entries);
            let sorted = |mut order: Vec<usize>| { order.sort_unstable(); order };
            prop_assert_eq!(sorted(rows.clone()), (0..9).collect::<Vec<_>>());
            prop_assert_eq!(sorted(columns.clone()), (0..7).collect::<Vec<_>>());
            let is_empty = |row: &usize| entries.iter().all(|entry| entry.row != *row);
            let n_full = rows.iter().filter(|row| !is_empty(row)).count();
            prop_assert!(rows[n_full..].iter().all(is_empty));
        }
    }
}
