//! How tangled a drawing is, kept count of while its boxes move one at a time.
//!
//! Owns which link crosses which, which runs through which box, and how far drawn distances are
//! from graph distances. Knows nothing of rooms, of pins, or of which moves are tried. World
//! units; memory is n² + m * (n + m).

use emath::{Pos2, Vec2};

use super::crossing::{AWAY, Boxes, Seen, Segments, runs_through};
use super::lockstep::{fill, sums, whole_blocks};

/// Hops between two nodes that no path joins.
pub(super) const NO_PATH: u16 = u16::MAX;

/// What one node, or the whole drawing, is entangled in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Pairs of links that cross.
    pub(super) crossings: u32,
    /// Pairs of a link and a box of neither of its ends that it runs through.
    pub(super) throughs: u32,
}

/// Sums over pairs of nodes of drawn distance by graph distance, and of its square.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Stretch {
    sum: f64,
    squares: f64,
}

impl Stretch {
    /// The same sums after one node's part in them has changed.
    pub(super) fn with(self, before: Self, after: Self) -> Self {
        Self {
            sum: self.sum + (after.sum - before.sum),
            squares: self.squares + (after.squares - before.squares),
        }
    }

    /// Stress at the best scale: the mean of (scale * drawn / graph distance - 1)², 0 to 1.
    pub(super) fn stress(self, pairs: f64) -> f64 {
        if self.squares > 0.0 && pairs > 0.0 {
            1.0 - self.sum * self.sum / (self.squares * pairs)
        } else {
            0.0
        }
    }
}

/// A drawing that knows its tangle.
#[derive(Debug, Clone)]
pub(super) struct Tangle {
    places: Vec<Pos2>,
    halves: Vec<Vec2>,
    /// The ends of each link.
    ends: Vec<(usize, usize)>,
    /// The links at each node.
    incident: Vec<Vec<usize>>,
    boxes: Boxes,
    segments: Segments,
    /// Segments as seen from the place last looked from.
    seen: Seen,
    /// One by the graph distance of each pair, 0 where no path is, in rows of `stride`.
    closeness: Vec<f32>,
    stride: usize,
    ratios: Vec<f32>,
    /// Which link crosses which, in rows; how many each crosses.
    crossed: Vec<u8>,
    crossings: Vec<u32>,
    /// Which box each link runs through, a row for each link; how many by link and by box.
    entered: Vec<u8>,
    by_link: Vec<u32>,
    by_box: Vec<u32>,
    marks: Vec<u8>,
    changes: Vec<usize>,
}

impl Tangle {
    /// Counts everything; O(m * (n + m)). `hops` are graph distances in rows, [`NO_PATH`] for none.
    pub(super) fn new(
        sizes: &[Vec2],
        links: &[(usize, usize)],
        hops: &[u16],
        places: &[Pos2],
    ) -> Self {
        let n = sizes.len();
        let mut ends: Vec<_> = links.iter().map(|&(a, b)| (a.min(b), a.max(b))).collect();
        ends.retain(|&(a, b)| a != b && b < n);
        ends.sort_unstable();
        ends.dedup();
        let m = ends.len();
        let mut incident = vec![Vec::new(); n];
        for (link, &(a, b)) in ends.iter().enumerate() {
            incident[a].push(link);
            incident[b].push(link);
        }
        let stride = whole_blocks(n);
        let mut tangle = Self {
            places: places.to_vec(),
            halves: sizes.iter().map(|&size| size * 0.5).collect(),
            ends,
            incident,
            boxes: Boxes::new(n),
            segments: Segments::new(m),
            seen: Seen::new(m),
            closeness: closeness(hops, n, stride),
            stride,
            ratios: vec![0.0; stride],
            crossed: vec![0; m * m],
            crossings: vec![0; m],
            entered: vec![0; m * n],
            by_link: vec![0; m],
            by_box: vec![0; n],
            marks: vec![0; whole_blocks(m.max(n))],
            changes: Vec::new(),
        };
        for (node, &place) in places.iter().enumerate() {
            tangle.put(node, place);
        }
        for node in 0..n {
            tangle.remember(node);
        }
        tangle
    }

    /// How many links there are: each pair of ends once.
    pub(super) fn links(&self) -> usize {
        self.ends.len()
    }

    /// Where everything stands.
    pub(super) fn places(&self) -> &[Pos2] {
        &self.places
    }

    /// How many links a node has.
    pub(super) fn degree(&self, node: usize) -> usize {
        self.incident[node].len()
    }

    /// What the whole drawing is entangled in.
    pub(super) fn counts(&self) -> Counts {
        Counts {
            crossings: self.crossings.iter().sum::<u32>() / 2,
            throughs: self.by_link.iter().sum(),
        }
    }

    /// What a node that stands is entangled in.
    pub(super) fn counts_of(&self, node: usize) -> Counts {
        let mut counts = Counts { crossings: 0, throughs: self.by_box[node] };
        for &link in &self.incident[node] {
            counts.crossings += self.crossings[link];
            counts.throughs += self.by_link[link];
        }
        counts
    }

    /// Takes a node and its links out of the drawing; the counts remember it where it stood.
    pub(super) fn lift(&mut self, node: usize) {
        self.boxes.halves.set(node, AWAY);
        for &link in &self.incident[node] {
            self.segments.set(link, AWAY, AWAY);
        }
    }

    /// Puts a lifted node back where the counts remember it.
    pub(super) fn put_back(&mut self, node: usize) {
        self.put(node, self.places[node]);
    }

    /// Puts a lifted node elsewhere; O(degree * (n + m)).
    pub(super) fn put_at(&mut self, node: usize, place: Pos2) {
        self.put(node, place);
        self.remember(node);
    }

    fn put(&mut self, node: usize, place: Pos2) {
        self.places[node] = place;
        self.boxes.centres.set(node, place);
        self.boxes.halves.set(node, self.halves[node].to_pos2());
        for &link in &self.incident[node] {
            let (a, b) = self.ends[link];
            self.segments.set(link, self.places[a], self.places[b]);
        }
    }

    /// Whether a lifted node would stand clear of all others at a place; O(n).
    pub(super) fn is_clear(&self, node: usize, place: Pos2, gap: Vec2) -> bool {
        self.boxes.near(place, self.halves[node] + gap) == 0
    }

    /// What a lifted node would be entangled in at a place; none once `is_too_much` says so of
    /// the part counted by then. O(degree * (n + m)).
    pub(super) fn counts_at(
        &mut self,
        node: usize,
        place: Pos2,
        is_too_much: impl Fn(Counts) -> bool,
    ) -> Option<Counts> {
        self.seen.look(&self.segments, place);
        let throughs = self.segments.through(place, self.halves[node]);
        let mut counts = Counts { crossings: 0, throughs };
        for &link in &self.incident[node] {
            if is_too_much(counts) {
                return None;
            }
            let other = self.other_end(link, node);
            let end = self.places[other];
            let own = runs_through(place, end, end, self.halves[other]);
            counts.crossings += self.seen.crossed(end - place);
            counts.throughs += self.boxes.crossed(place, end) - u32::from(own);
        }
        (!is_too_much(counts)).then_some(counts)
    }

    fn other_end(&self, link: usize, node: usize) -> usize {
        let (a, b) = self.ends[link];
        if a == node { b } else { a }
    }

    /// Brings all that is remembered of a node up to date with where it stands.
    fn remember(&mut self, node: usize) {
        let (n, m) = (whole_blocks(self.places.len()), whole_blocks(self.ends.len()));
        let place = self.places[node];
        self.seen.look(&self.segments, place);
        for at in 0..self.incident[node].len() {
            let link = self.incident[node][at];
            let other = self.other_end(link, node);
            let end = self.places[other];
            self.seen.mark_crossed(end - place, &mut self.marks[..m]);
            self.remember_crossings(link);
            self.boxes.mark_crossed(place, end, &mut self.marks[..n]);
            (self.marks[node], self.marks[other]) = (0, 0);
            self.remember_entries(link);
        }
        self.segments.mark_through(place, self.halves[node], &mut self.marks[..m]);
        for &link in &self.incident[node] {
            self.marks[link] = 0;
        }
        for link in 0..self.ends.len() {
            self.remember_entry(link, node, self.marks[link]);
        }
    }

    fn remember_crossings(&mut self, link: usize) {
        let m = self.ends.len();
        let row = link * m..(link + 1) * m;
        list_changes(&self.crossed[row], &self.marks[..m], &mut self.changes);
        for &other in &self.changes {
            let (now, before) = (self.marks[other], self.crossed[link * m + other]);
            self.crossed[link * m + other] = now;
            self.crossed[other * m + link] = now;
            change(&mut self.crossings[link], before, now);
            change(&mut self.crossings[other], before, now);
        }
    }

    fn remember_entries(&mut self, link: usize) {
        let n = self.places.len();
        let row = link * n..(link + 1) * n;
        list_changes(&self.entered[row], &self.marks[..n], &mut self.changes);
        let changes = std::mem::take(&mut self.changes);
        for &entered in &changes {
            self.remember_entry(link, entered, self.marks[entered]);
        }
        self.changes = changes;
    }

    fn remember_entry(&mut self, link: usize, entered: usize, now: u8) {
        let slot = &mut self.entered[link * self.places.len() + entered];
        let before = std::mem::replace(slot, now);
        if now != before {
            change(&mut self.by_link[link], before, now);
            change(&mut self.by_box[entered], before, now);
        }
    }

    /// A node's part in the stretch if it stood at a place; O(n).
    pub(super) fn stretch_at(&mut self, node: usize, place: Pos2) -> Stretch {
        let row = &self.closeness[node * self.stride..(node + 1) * self.stride];
        let [x, y] = self.boxes.centres.both();
        // In two loops, as a compiler makes vectors of each but not of both in one.
        fill(&mut self.ratios, [x, y, row], |[x, y, closeness]| {
            let (dx, dy) = (x - place.x, y - place.y);
            (dx * dx + dy * dy).sqrt() * closeness
        });
        let (sum, squares) = sums(&self.ratios);
        Stretch { sum, squares }
    }

    /// The stretch of the whole drawing; O(n²).
    pub(super) fn stretch(&mut self) -> Stretch {
        let mut whole = Stretch::default();
        for node in 0..self.places.len() {
            let part = self.stretch_at(node, self.places[node]);
            whole.sum += part.sum / 2.0;
            whole.squares += part.squares / 2.0;
        }
        whole
    }
}

/// Lists where two rows differ; they hardly ever do, so blocks are compared first.
fn list_changes(before: &[u8], now: &[u8], changes: &mut Vec<usize>) {
    changes.clear();
    let ((before, before_end), (now, now_end)) = (before.as_chunks::<16>(), now.as_chunks::<16>());
    for (block, (before, now)) in before.iter().zip(now).enumerate() {
        if before != now {
            changes.extend((0..16).filter(|&at| before[at] != now[at]).map(|at| block * 16 + at));
        }
    }
    let done = before.len() * 16;
    let ends = before_end.iter().zip(now_end).enumerate();
    changes.extend(ends.filter(|(_, (before, now))| before != now).map(|(at, _)| done + at));
}

fn change(count: &mut u32, before: u8, now: u8) {
    *count = *count + u32::from(now) - u32::from(before);
}

fn closeness(hops: &[u16], n: usize, stride: usize) -> Vec<f32> {
    let mut closeness = vec![0.0; n * stride];
    for (row, hops) in closeness.chunks_exact_mut(stride.max(1)).zip(hops.chunks_exact(n.max(1))) {
        for (slot, &hops) in row.iter_mut().zip(hops) {
            if hops != 0 && hops != NO_PATH {
                *slot = 1.0 / f32::from(hops);
            }
        }
    }
    closeness
}

#[cfg(test)]
mod tests {
    use super::super::random::Random;
    use super::*;
    use emath::{pos2, vec2};

    const NODES: usize = 30;

    /// Graph distances as if all nodes were in one row, with some paths missing.
    fn hops_of(at: usize) -> u16 {
        let hops = (at / NODES).abs_diff(at % NODES);
        if hops > 25 { NO_PATH } else { hops as u16 }
    }

    /// The same drawing, everything counted afresh.
    fn anew(tangle: &Tangle) -> Tangle {
        let sizes: Vec<Vec2> = tangle.halves.iter().map(|&half| half * 2.0).collect();
        let hops: Vec<u16> = (0..NODES * NODES).map(hops_of).collect();
        Tangle::new(&sizes, &tangle.ends, &hops, &tangle.places)
    }

    /// Whole numbers, so that every test of a side is exact.
    fn lot(random: &mut Random, most: f32) -> f32 {
        ((random.around_zero() + 0.5) * most).floor()
    }

    fn spot(random: &mut Random) -> Pos2 {
        pos2(lot(random, 400.0), lot(random, 300.0))
    }

    fn drawing(random: &mut Random) -> Tangle {
        let sizes: Vec<Vec2> = (0..NODES).map(|_| vec2(10.0 + lot(random, 50.0), 12.0)).collect();
        let node = |random: &mut Random| lot(random, NODES as f32) as usize;
        let links: Vec<_> = (0..70).map(|_| (node(random), node(random))).collect();
        let hops: Vec<u16> = (0..NODES * NODES).map(hops_of).collect();
        let places: Vec<Pos2> = (0..NODES).map(|_| spot(random)).collect();
        Tangle::new(&sizes, &links, &hops, &places)
    }

    #[test]
    fn counts_kept_while_boxes_move_are_counts_made_anew() {
        let mut random = Random(7);
        for _ in 0..20 {
            let mut tangle = drawing(&mut random);
            for _ in 0..60 {
                let node = lot(&mut random, NODES as f32) as usize;
                let to = spot(&mut random);
                tangle.lift(node);
                let counts = tangle.counts_at(node, to, |_| false).unwrap();
                if lot(&mut random, 3.0) == 0.0 {
                    tangle.put_back(node);
                } else {
                    tangle.put_at(node, to);
                    assert_eq!(tangle.counts_of(node), counts);
                }
            }
            let anew = anew(&tangle);
            assert_eq!(tangle.counts(), anew.counts());
            assert_eq!(tangle.crossed, anew.crossed);
            assert_eq!(tangle.entered, anew.entered);
            assert_eq!(
                (tangle.crossings, tangle.by_link, tangle.by_box),
                (anew.crossings, anew.by_link, anew.by_box)
            );
        }
    }

    #[test]
    fn the_stretch_after_a_move_is_the_stretch_made_anew() {
        let mut random = Random(8);
        let mut tangle = drawing(&mut random);
        let mut whole = tangle.stretch();
        let pairs = (NODES * (NODES - 1) / 2) as f64;
        for node in 0..NODES {
            let (from, to) = (tangle.places()[node], spot(&mut random));
            let before = tangle.stretch_at(node, from);
            whole = whole.with(before, tangle.stretch_at(node, to));
            tangle.put_at(node, to);
        }
        let anew = anew(&tangle).stretch();
        assert!((whole.stress(pairs) - anew.stress(pairs)).abs() < 1e-6);
    }

    #[test]
    fn stress_is_nothing_where_a_path_is_drawn_straight() {
        let places = [0.0, 30.0, 60.0, 90.0].map(|x| pos2(x, 5.0));
        let hops: Vec<u16> = (0..16_usize).map(|at| (at / 4).abs_diff(at % 4) as u16).collect();
        let mut tangle = Tangle::new(&[Vec2::ZERO; 4], &[(0, 1), (1, 2), (2, 3)], &hops, &places);
        assert!(tangle.stretch().stress(6.0).abs() < 1e-6);
        assert_eq!(Stretch::default().stress(0.0), 0.0);
    }

    #[test]
    fn what_stands_apart_is_counted_once_and_its_own_box_never() {
        let sizes = [vec2(10.0, 10.0); 5];
        let places = [(0.0, 0.0), (100.0, 100.0), (0.0, 100.0), (100.0, 0.0), (25.0, 25.0)];
        let places = places.map(|(x, y)| pos2(x, y));
        let links = [(0, 1), (1, 0), (2, 2), (2, 3)];
        let tangle = Tangle::new(&sizes, &links, &[1; 25], &places);
        assert_eq!(tangle.links(), 2);
        assert_eq!(tangle.counts(), Counts { crossings: 1, throughs: 1 });
        assert_eq!(tangle.counts_of(4), Counts { crossings: 0, throughs: 1 });
        assert_eq!(tangle.counts_of(3), Counts { crossings: 1, throughs: 0 });
    }

    #[test]
    fn counting_ends_once_it_is_too_much() {
        let mut random = Random(9);
        let mut tangle = drawing(&mut random);
        let place = tangle.places()[0];
        tangle.lift(0);
        assert_eq!(tangle.counts_at(0, place, |_| true), None);
        let counts = tangle.counts_at(0, place, |_| false).unwrap();
        assert_eq!(tangle.counts_at(0, place, |so_far| so_far == counts), None);
    }

    #[test]
    fn changes_are_listed_wherever_they_are() {
        let mut changes = Vec::new();
        for n in [1, 15, 16, 17, 40] {
            for at in 0..n {
                let (before, mut now) = (vec![0; n], vec![0; n]);
                now[at] = 1;
                list_changes(&before, &now, &mut changes);
                assert_eq!(changes, [at]);
            }
        }
    }
}
