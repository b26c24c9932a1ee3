//! Where the happenings of one row stand beside each other, and which of them are drawn as one.
//!
//! Owns the choice between lanes and clusters. Lengths are points along the row; what a happening
//! looks like is not known here.

/// Something at one place of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Positions among the happenings handed in; more than one where they are too near to each
    /// other to be drawn apart.
    pub members: Vec<usize>,
    /// Where it begins and ends: of one happening its own stretch, of several the place of their
    /// count.
    pub extent: (f32, f32),
    /// In which lane it stands, from the first; those of several take the whole height.
    pub lane: usize,
}

impl Spot {
    /// Its middle.
    pub fn middle(&self) -> f32 {
        f32::midpoint(self.extent.0, self.extent.1)
    }

    /// Whether it stands for several.
    pub const fn is_cluster(&self) -> bool {
        self.members.len() > 1
    }
}

/// Places the happenings of a row, given by where each begins and ends, in order of their middles.
///
/// A happening is at least `mark` wide. Where more than `n_lanes` would lie over each other, those
/// that do become clusters, each at most `cluster` long and drawn as wide; what would lie under
/// the count of a cluster is counted in. The order of what is handed in does not matter. O(n log
/// n).
pub fn place_spots(stretches: &[(f32, f32)], n_lanes: usize, mark: f32, cluster: f32) -> Vec<Spot> {
    let spots = stretches.iter().enumerate().map(|(at, &(start, end))| {
        let middle = f32::midpoint(start, end);
        let extent = (start.min(middle - mark / 2.0), end.max(middle + mark / 2.0));
        Spot { members: vec![at], extent, lane: 0 }
    });
    let mut spots: Vec<Spot> = spots.collect();
    let is_crowded = crowded(&spots, n_lanes);
    let (crowd, mut free): (Vec<_>, Vec<_>) =
        spots.drain(..).zip(is_crowded).partition(|(_, is_crowded)| *is_crowded);
    let mut placed = clusters(crowd.into_iter().map(|(spot, _)| spot).collect(), cluster);
    placed.extend(free.drain(..).map(|(spot, _)| spot));
    let mut placed = swallowed(placed, cluster);
    into_lanes(&mut placed);
    placed
}

fn by_middle(spots: &mut [Spot]) {
    spots.sort_by(|a, b| a.middle().total_cmp(&b.middle()).then(a.members.cmp(&b.members)));
}

/// Which spots lie where more than so many lie over each other.
fn crowded(spots: &[Spot], n_lanes: usize) -> Vec<bool> {
    let mut order: Vec<usize> = (0..spots.len()).collect();
    order.sort_by(|&a, &b| spots[a].extent.0.total_cmp(&spots[b].extent.0).then(a.cmp(&b)));
    let mut is_crowded = vec![false; spots.len()];
    let mut open: Vec<usize> = Vec::new();
    for at in order {
        open.retain(|&other| spots[other].extent.1 > spots[at].extent.0);
        open.push(at);
        if open.len() > n_lanes {
            for &other in &open {
                is_crowded[other] = true;
            }
        }
    }
    is_crowded
}

/// Neighbours put together, as long as their middles lie within the length of a cluster.
fn clusters(mut crowd: Vec<Spot>, length: f32) -> Vec<Spot> {
    by_middle(&mut crowd);
    let mut made: Vec<(f32, Vec<Spot>)> = Vec::new();
    for spot in crowd {
        match made.last_mut() {
            Some((start, members)) if spot.middle() - *start < length => members.push(spot),
            _ => made.push((spot.middle(), vec![spot])),
        }
    }
    made.into_iter().map(|(_, members)| together(members, length)).collect()
}

/// One spot for several: their count stands in the middle of them all.
fn together(spots: Vec<Spot>, length: f32) -> Spot {
    let n = spots.iter().map(|spot| spot.members.len()).sum::<usize>();
    let weighed = |spot: &Spot| spot.middle() * spot.members.len() as f32;
    let middle = spots.iter().map(weighed).sum::<f32>() / n.max(1) as f32;
    let mut members: Vec<usize> = spots.iter().flat_map(|spot| &spot.members).copied().collect();
    members.sort_unstable();
    match <[Spot; 1]>::try_from(spots) {
        Ok([spot]) => spot,
        Err(_) => Spot { members, extent: (middle - length / 2.0, middle + length / 2.0), lane: 0 },
    }
}

/// Takes into clusters whatever their counts would lie over, until none lies over anything.
fn swallowed(mut spots: Vec<Spot>, length: f32) -> Vec<Spot> {
    loop {
        let heaps = heaps(&mut spots);
        if heaps.iter().all(|heap| heap.len() == 1) {
            by_middle(&mut spots);
            return spots;
        }
        let mut left: Vec<Option<Spot>> = spots.into_iter().map(Some).collect();
        let mut take =
            |heap: Vec<usize>| heap.into_iter().filter_map(|at| left[at].take()).collect();
        spots = heaps.into_iter().map(|heap| together(take(heap), length)).collect();
    }
}

/// Which spots lie over the same clusters; sorts them by where they begin.
fn heaps(spots: &mut [Spot]) -> Vec<Vec<usize>> {
    spots.sort_by(|a, b| a.extent.0.total_cmp(&b.extent.0).then(a.members.cmp(&b.members)));
    // The heap of each spot so far; heaps that turn out to be one are joined into the earlier.
    let mut heap_of: Vec<usize> = (0..spots.len()).collect();
    let mut open: Vec<usize> = Vec::new();
    for at in 0..spots.len() {
        open.retain(|&other| spots[other].extent.1 > spots[at].extent.0);
        for &other in &open {
            if spots[other].is_cluster() || spots[at].is_cluster() {
                let (one, two) = (heap_of[other], heap_of[at]);
                let (first, last) = (one.min(two), one.max(two));
                heap_of.iter_mut().filter(|heap| **heap == last).for_each(|heap| *heap = first);
            }
        }
        open.push(at);
    }
    let mut heaps = vec![Vec::new(); spots.len()];
    for (at, heap) in heap_of.into_iter().enumerate() {
        heaps[heap].push(at);
    }
    heaps.retain(|heap| !heap.is_empty());
    heaps
}

/// Gives each single spot the first lane that is free where it begins.
fn into_lanes(spots: &mut [Spot]) {
    let mut order: Vec<usize> = (0..spots.len()).collect();
    order.sort_by(|&a, &b| spots[a].extent.0.total_cmp(&spots[b].extent.0).then(a.cmp(&b)));
    let mut ends: Vec<f32> = Vec::new();
    for at in order {
        if spots[at].is_cluster() {
            continue;
        }
        let (start, end) = spots[at].extent;
        let free = ends.iter().position(|&before| before <= start);
        let lane = free.unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(last) => *last = end,
            None => ends.push(end),
        }
        spots[at].lane = lane;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MARK: f32 = 10.0;
    const CLUSTER: f32 = 24.0;

    fn check(days: &[f32], expected: &[(&[usize], usize)]) {
        let stretches: Vec<(f32, f32)> = days.iter().map(|&day| (day, day)).collect();
        let spots = place_spots(&stretches, 2, MARK, CLUSTER);
        let found: Vec<(&[usize], usize)> =
            spots.iter().map(|spot| (spot.members.as_slice(), spot.lane)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_has_room_stands_alone_in_the_first_lane() {
        check(&[0.0, 20.0, 40.0], &[(&[0], 0), (&[1], 0), (&[2], 0)]);
        check(&[], &[]);
    }

    #[test]
    fn two_at_one_place_stand_in_two_lanes() {
        check(&[0.0, 5.0, 40.0], &[(&[0], 0), (&[1], 1), (&[2], 0)]);
    }

    #[test]
    fn more_than_there_are_lanes_become_one_with_a_count() {
        check(&[0.0, 2.0, 4.0, 60.0], &[(&[0, 1, 2], 0), (&[3], 0)]);
    }

    #[test]
    fn what_the_count_would_cover_is_counted_in() {
        check(&[0.0, 0.0, 0.0, 14.0], &[(&[0, 1, 2, 3], 0)]);
    }

    #[test]
    fn a_year_keeps_its_length() {
        let spots = place_spots(&[(0.0, 200.0), (50.0, 50.0)], 2, MARK, CLUSTER);
        let long = spots.iter().find(|spot| spot.members == [0]).expect("the year stands alone");
        assert_eq!(long.extent, (0.0, 200.0));
        assert_eq!(spots.iter().map(|spot| spot.lane).collect::<Vec<_>>(), [1, 0]);
    }

    proptest! {
        #[test]
        fn each_stands_in_one_spot_and_no_two_lie_over_each_other(
            days in prop::collection::vec((0.0_f32..400.0, 0.0_f32..30.0), 0..60),
            n_lanes in 1_usize..4,
        ) {
            let stretches: Vec<(f32, f32)> =
                days.iter().map(|&(start, length)| (start, start + length)).collect();
            let spots = place_spots(&stretches, n_lanes, MARK, CLUSTER);
            let mut members: Vec<usize> =
                spots.iter().flat_map(|spot| spot.members.iter().copied()).collect();
            members.sort_unstable();
            prop_assert_eq!(members, (0..days.len()).collect::<Vec<_>>());
            for (at, a) in spots.iter().enumerate() {
                prop_assert!(a.lane < n_lanes);
                for b in &spots[at + 1..] {
                    let share = a.extent.1.min(b.extent.1) - a.extent.0.max(b.extent.0);
                    let apart = !a.is_cluster() && !b.is_cluster() && a.lane != b.lane;
                    prop_assert!(apart || share <= 0.01, "{a:?} {b:?}");
                }
            }
        }
    }
}
