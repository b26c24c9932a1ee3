//! Curves as straight pieces, as few as nobody can tell from the curve.
//!
//! Owns how finely a curve is cut, and leaving out what nobody can see of it. Screen points.

use egui::{Pos2, Rect};

/// The part of a chain of curves that can be seen, as straight pieces.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    points: Vec<Pos2>,
    /// Where in `points` each run begins, and how far from the start of the chain that is.
    runs: Vec<(usize, f32)>,
    length: f32,
    /// Where the last curve ended.
    end: Option<Pos2>,
    /// Whether the next piece begins a run.
    is_broken: bool,
}

/// How often a curve that is seen in part is halved before it is cut as a whole.
const MOST_HALVINGS: u32 = 7;
/// Most straight pieces of one curve.
const MOST_PIECES: usize = 64;

impl Pieces {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.points.clear();
        self.runs.clear();
        self.length = 0.0;
        self.end = None;
        self.is_broken = true;
    }

    /// Each unbroken run, with its distance from the start of the chain.
    pub(super) fn runs(&self) -> impl Iterator<Item = (&[Pos2], f32)> {
        let ends = self.runs.iter().skip(1).map(|run| run.0).chain([self.points.len()]);
        let runs = self.runs.iter().zip(ends);
        runs.map(|(&(from, length), to)| (self.points.get(from..to).unwrap_or_default(), length))
    }

    /// Adds a curve to the chain, nowhere more than `tolerance` beside it, as far as it may be
    /// seen in `clip`. O(pieces that are seen).
    pub(super) fn add(&mut self, curve: &[Pos2; 4], tolerance: f32, clip: Rect) {
        if self.end.replace(curve[3]) != Some(curve[0]) {
            self.is_broken = true;
        }
        self.walk(curve, tolerance, clip, MOST_HALVINGS);
    }

    fn walk(&mut self, curve: &[Pos2; 4], tolerance: f32, clip: Rect, halvings: u32) {
        let hull = hull_of(curve);
        if !clip.intersects(hull) {
            self.length += about_length(curve);
            self.is_broken = true;
        } else if is_straight(curve, tolerance) {
            self.begin(curve[0]);
            self.put(curve[3]);
        } else if halvings == 0 || clip.contains_rect(hull) {
            self.cut(curve, tolerance);
        } else {
            let (first, second) = halves(curve);
            self.walk(&first, tolerance, clip, halvings - 1);
            self.walk(&second, tolerance, clip, halvings - 1);
        }
    }

    fn begin(&mut self, start: Pos2) {
        if std::mem::take(&mut self.is_broken) {
            self.runs.push((self.points.len(), self.length));
            self.points.push(start);
        }
    }

    fn put(&mut self, point: Pos2) {
        if let Some(last) = self.points.last() {
            self.length += last.distance(point);
        }
        self.points.push(point);
    }

    /// Cuts a curve into equal steps.
    ///
    /// Source: Wang, Cheng, Barsky (1984), bound on the number of steps by second differences.
    fn cut(&mut self, curve: &[Pos2; 4], tolerance: f32) {
        let &[start, first, second, end] = curve;
        let bend =
            |a: Pos2, b: Pos2, c: Pos2| (a.to_vec2() - b.to_vec2() * 2.0 + c.to_vec2()).length();
        let most = bend(start, first, second).max(bend(first, second, end));
        let n = ((0.75 * most / tolerance).sqrt().ceil() as usize).clamp(1, MOST_PIECES);
        self.begin(start);
        for step in 1..n {
            let t = step as f32 / n as f32;
            let u = 1.0 - t;
            let sum = start.to_vec2() * (u * u * u)
                + first.to_vec2() * (3.0 * u * u * t)
                + second.to_vec2() * (3.0 * u * t * t)
                + end.to_vec2() * (t * t * t);
            self.put(sum.to_pos2());
        }
        self.put(end);
    }
}

fn hull_of(curve: &[Pos2; 4]) -> Rect {
    let (mut min, mut max) = (curve[0], curve[0]);
    for point in &curve[1..] {
        (min, max) = (min.min(*point), max.max(*point));
    }
    Rect::from_min_max(min, max)
}

/// Half of chord and control polygon together.
fn about_length(&[start, first, second, end]: &[Pos2; 4]) -> f32 {
    let polygon = start.distance(first) + first.distance(second) + second.distance(end);
    f32::midpoint(polygon, start.distance(end))
}

/// Both halves of a curve.
///
/// Source: de Casteljau (1959).
fn halves(&[a, b, c, d]: &[Pos2; 4]) -> ([Pos2; 4], [Pos2; 4]) {
    let (ab, bc, cd) = (a.lerp(b, 0.5), b.lerp(c, 0.5), c.lerp(d, 0.5));
    let (abc, bcd) = (ab.lerp(bc, 0.5), bc.lerp(cd, 0.5));
    let middle = abc.lerp(bcd, 0.5);
    ([a, ab, abc, middle], [middle, bcd, cd, d])
}

/// Whether a curve nowhere leaves its chord by more than `tolerance`; it bows at most three
/// quarters as far as its controls stand out.
fn is_straight(&[start, first, second, end]: &[Pos2; 4], tolerance: f32) -> bool {
    let chord = end - start;
    let length_sq = chord.length_sq();
    let tolerance = tolerance / 0.75;
    [first, second].into_iter().all(|control| {
        let out = control - start;
        if length_sq == 0.0 {
            return out.length_sq() <= tolerance * tolerance;
        }
        let across = out.x * chord.y - out.y * chord.x;
        let along = out.dot(chord);
        across * across <= tolerance * tolerance * length_sq && (0.0..=length_sq).contains(&along)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    fn pieces(curve: [Pos2; 4], clip: Rect) -> Pieces {
        let mut pieces = Pieces::default();
        pieces.clear();
        pieces.add(&curve, 0.25, clip);
        pieces
    }

    const BENT: [Pos2; 4] =
        [pos2(0.0, 0.0), pos2(150.0, 0.0), pos2(150.0, 100.0), pos2(300.0, 100.0)];

    #[test]
    fn a_straight_curve_is_one_piece_and_a_bent_one_keeps_within_the_tolerance() {
        let (a, b) = (pos2(0.0, 0.0), pos2(90.0, 30.0));
        for curve in [[a, a, b, b], [a, pos2(30.0, 10.0), pos2(60.0, 20.0), b]] {
            assert_eq!(pieces(curve, Rect::EVERYTHING).points, [a, b]);
        }
        let all = pieces(BENT, Rect::EVERYTHING);
        assert!((8..40).contains(&all.points.len()), "{}", all.points.len());
        let route = crate::layout::Route { segments: vec![BENT] };
        for pair in all.points.windows(2) {
            let middle = pair[0].lerp(pair[1], 0.5);
            assert!(route.distance(middle) < 0.8, "{middle:?}");
        }
    }

    #[test]
    fn what_is_not_seen_is_left_out_and_counts_towards_the_length() {
        let all = pieces(BENT, Rect::EVERYTHING);
        let clip = Rect::from_min_max(pos2(100.0, -10.0), pos2(200.0, 110.0));
        let some = pieces(BENT, clip);
        assert!((some.length - all.length).abs() < 2.0, "{} {}", some.length, all.length);
        let (run, from) = some.runs().next().expect("its middle is seen");
        assert_eq!(some.runs().count(), 1);
        assert!(from > 50.0 && run[0].x <= 100.0 && run[0].x > 30.0, "{from} {run:?}");
        let outside = Rect::from_min_max(pos2(0.0, 60.0), pos2(60.0, 100.0));
        assert_eq!(pieces(BENT, outside).runs().count(), 0);
    }
}
