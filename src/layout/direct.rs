//! Links that run straight from box to box, and bend where another box is in the way.
//!
//! For layouts without columns. Owns where links leave and arrive; knows nothing of how boxes
//! came to stand where they do. World units.

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use super::detour::{Detours, rounded_line};
use super::grid::Grid;
use super::{LinkRequest, NodeBox, Route, route};

/// Free room a link keeps from boxes it passes.
const CLEARANCE: f32 = 4.0;
/// Distance between several links that join the same two boxes, and how far from the middle one
/// they may stand; more links than fit stand closer.
const PARALLEL: (f32, f32) = (7.0, 21.0);
/// How much more the outer of several links bow than the middle one.
const SPLAY: f32 = 0.6;
/// How far the middle of a link is moved aside in search of a free way.
const BENDS: [f32; 7] = [18.0, 32.0, 50.0, 76.0, 104.0, 136.0, 170.0];
/// A bend never moves the middle further than this share of the link's length.
const STEEPEST: f32 = 0.38;
/// Straight pieces to a curve when boxes in its way are counted.
const PIECES: usize = 9;
/// Beyond so many links none looks for a free way.
const MOST_SEARCHED: usize = 3_000;
/// Links and boxes up to which a way around is looked for where no bend is free.
const MOST_AROUND: (usize, usize) = (1_500, 600);
/// How far outside of all boxes links may run around them.
const DETOUR_AREA: f32 = 12.0;
/// Room at the ends of the upper and lower side where no link ends: corners are round.
const CORNER: f32 = 16.0;
/// Share of the height of the left and right side, about the middle, where links end.
const SIDE: f32 = 0.5;
/// How far from the middle of a count links end.
const COUNT_SIDE: f32 = 6.0;
/// Cosine to a side's normal under which an arrow would skim along the side.
const SKIMMING: f32 = 0.12;
/// Size of a loop, and how much larger each further one is.
const LOOP: (f32, f32) = (22.0, 14.0);

/// Runs for all links; straight where nothing is in the way.
///
/// O(links * bends * boxes near each); beyond [`MOST_SEARCHED`] links O(links log links).
pub(super) fn routes(boxes: &[NodeBox], links: &[LinkRequest]) -> Vec<Route> {
    routes_bowed(boxes, links, |_, _| Vec2::ZERO)
}

/// Runs for all links; `bow` says by how much the middle of a link between two points should lie
/// beside the straight line.
pub(super) fn routes_bowed(
    boxes: &[NodeBox],
    links: &[LinkRequest],
    bow: impl Fn(Pos2, Pos2) -> Vec2,
) -> Vec<Route> {
    let pair = |link: &LinkRequest| (link.source.min(link.target), link.source.max(link.target));
    let mut order: Vec<(usize, usize, usize)> = links
        .iter()
        .enumerate()
        .map(|(at, link)| (pair(link).0, pair(link).1, at))
        .filter(|&(_, high, _)| high < boxes.len())
        .collect();
    order.sort_unstable();
    let area = boxes.iter().map(|b| b.reach).reduce(Rect::union).unwrap_or(Rect::ZERO);
    let mut free = (links.len() <= MOST_SEARCHED).then(|| {
        let rects: Vec<Rect> = boxes.iter().map(|b| b.reach.expand(CLEARANCE)).collect();
        Free { grid: Grid::of(&rects), area: area.expand(CLEARANCE) }
    });
    let is_searched = links.len() <= MOST_AROUND.0 && boxes.len() <= MOST_AROUND.1;
    let mut detours = is_searched
        .then(|| Detours::new(boxes.iter().map(|b| b.reach).collect(), area.expand(DETOUR_AREA)));
    let mut routes = vec![Route::default(); links.len()];
    for together in order.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let Some(&(low, high, _)) = together.first() else { continue };
        let (Some(from), Some(to)) = (boxes.get(low), boxes.get(high)) else { continue };
        let span = Span::between(from, to);
        let wish = bow(from.rect.center(), to.rect.center()).dot(span.normal);
        let own = [low, high];
        let (n_passed, aside) =
            if low == high { (0, 0.0) } else { span.best_bend(wish, free.as_mut(), own) };
        for (nth, &(.., at)) in together.iter().enumerate() {
            let shift = shift(nth, together.len());
            let detour = detours.as_mut().filter(|_| n_passed > 0);
            let is_forward = links.get(at).is_some_and(|link| link.source == low);
            let segments = if low == high {
                vec![loop_at(from.rect, nth, together.len())]
            } else if let Some(line) =
                detour.and_then(|d| span.way_around(d, own, is_forward, shift))
            {
                rounded_line(&line)
            } else {
                vec![span.curve_or_arch(aside, shift)]
            };
            let route = Route { segments: segments.iter().map(|s| s.map(rounded)).collect() };
            if let Some(slot) = routes.get_mut(at) {
                *slot = if is_forward { route } else { route.reversed() };
            }
        }
    }
    routes
}

/// How far the nth of several links stands from the line between its boxes.
fn shift(nth: usize, n: usize) -> f32 {
    let gaps = n as f32 - 1.0;
    (nth as f32 - gaps / 2.0) * PARALLEL.0.min(2.0 * PARALLEL.1 / gaps.max(1.0))
}

/// To the nearest 64th, so that no machine's last digit shows.
fn rounded(point: Pos2) -> Pos2 {
    let round = |x: f32| (x * 64.0).round() / 64.0;
    pos2(round(point.x), round(point.y))
}

/// A loop about the upper left corner, where neither counts nor dots stand.
fn loop_at(rect: Rect, nth: usize, n: usize) -> [Pos2; 4] {
    let share = (nth + 1) as f32 / (n + 1) as f32;
    let out = LOOP.0 + LOOP.1 * nth as f32;
    let down = (rect.height() / 2.0).min(20.0) * (0.4 + 0.6 * share);
    let along = (rect.width() / 2.0).min(36.0) * (0.4 + 0.6 * share);
    let (start, end) = (rect.left_top() + vec2(0.0, down), rect.left_top() + vec2(along, 0.0));
    [start, start - vec2(out, 0.4 * out), end - vec2(0.4 * out, out), end]
}

/// What links have to keep clear of, and within.
struct Free {
    grid: Grid,
    area: Rect,
}

/// Where a link meets a box, and the way out of the box there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Port {
    /// On the box's border.
    pub(super) at: Pos2,
    /// Of length one, square to the side.
    pub(super) out: Vec2,
}

/// Where a link that makes for a point leaves a box; `shift` moves it along the side in the
/// direction of `normal`.
fn port(place: &NodeBox, toward: Pos2, normal: Vec2, shift: f32) -> Port {
    let rect = place.rect;
    let (centre, half) = (rect.center(), rect.size() / 2.0);
    let way = toward - centre;
    let is_level = way.y.abs() < 0.5 * way.x.abs() && way.x.abs() > half.x + 2.0 * CLEARANCE;
    if is_level || way.x.abs() * half.y >= way.y.abs() * half.x {
        let right = way.x >= 0.0;
        let has_count = right && place.reach.right() > rect.right();
        let room = if has_count { COUNT_SIDE.min(half.y) } else { half.y * SIDE };
        let meets = way.y / way.x.abs().max(1e-3) * half.x;
        let along = shift * normal.y.signum() / normal.y.abs().max(0.5);
        let y = centre.y + (meets.clamp(-room, room) + along).clamp(-0.8 * half.y, 0.8 * half.y);
        let x = if right { place.reach.right() } else { rect.left() };
        Port { at: pos2(x, y), out: vec2(if right { 1.0 } else { -1.0 }, 0.0) }
    } else {
        let room = (half.x - CORNER).max(half.x * 0.3);
        let meets = way.x / way.y.abs().max(1e-3) * half.y;
        let along = shift * normal.x.signum() / normal.x.abs().max(0.5);
        let x = centre.x + (meets.clamp(-room, room) + along).clamp(-0.9 * half.x, 0.9 * half.x);
        let y = if way.y > 0.0 { rect.bottom() } else { rect.top() };
        Port { at: pos2(x, y), out: vec2(0.0, if way.y > 0.0 { 1.0 } else { -1.0 }) }
    }
}

/// The middles of a box's sides.
fn sides(place: &NodeBox) -> [Port; 4] {
    let NodeBox { rect, reach, .. } = place;
    let right = pos2(reach.right(), rect.center().y);
    [
        Port { at: rect.center_top(), out: vec2(0.0, -1.0) },
        Port { at: rect.center_bottom(), out: vec2(0.0, 1.0) },
        Port { at: rect.left_center(), out: vec2(-1.0, 0.0) },
        Port { at: right, out: vec2(1.0, 0.0) },
    ]
}

/// Two boxes a link is to join.
struct Span<'a> {
    from: &'a NodeBox,
    to: &'a NodeBox,
    way: Vec2,
    /// Of length one, square to the way.
    normal: Vec2,
}

impl<'a> Span<'a> {
    fn between(from: &'a NodeBox, to: &'a NodeBox) -> Self {
        let way = to.rect.center() - from.rect.center();
        let normal = if way.length_sq() > 1e-6 { way.normalized().rot90() } else { Vec2::DOWN };
        Self { from, to, way, normal }
    }

    /// The curve whose middle lies `aside` of the straight line, and whether it leaves and
    /// arrives as an arrow should.
    fn curve(&self, aside: f32, shift: f32) -> ([Pos2; 4], bool) {
        let aside = aside + SPLAY * shift;
        // The middle of a cubic moves by three quarters of what its control points do.
        let lift = self.normal * (aside * 4.0 / 3.0);
        let third = self.way / 3.0;
        let start = port(self.from, self.from.rect.center() + third + lift, self.normal, shift);
        let end = port(self.to, self.to.rect.center() - third + lift, self.normal, shift);
        let run = end.at - start.at;
        let (first, second) = if aside == 0.0 {
            (start.at, end.at)
        } else {
            (start.at + run / 3.0 + lift, end.at - run / 3.0 + lift)
        };
        let segment = [start.at, first, second, end.at];
        let leaves = if aside == 0.0 { run } else { first - start.at };
        let arrives = if aside == 0.0 { run } else { end.at - second };
        let is_sound = leaves.length_sq() > 1.0
            && arrives.length_sq() > 1.0
            && leaves.normalized().dot(start.out) > SKIMMING
            && arrives.normalized().dot(-end.out) > SKIMMING;
        (segment, is_sound)
    }

    /// The curve, or where boxes lie so close that there is none, an arch over both.
    fn curve_or_arch(&self, aside: f32, shift: f32) -> [Pos2; 4] {
        let (segment, is_sound) = self.curve(aside, shift);
        if is_sound { segment } else { self.arch(shift) }
    }

    fn arch(&self, shift: f32) -> [Pos2; 4] {
        let (mut start, mut end) = (self.from.rect.center_top(), self.to.rect.center_top());
        if (start.x - end.x).abs() < 2.0 * CORNER {
            start.x -= self.from.rect.width().min(2.0 * CORNER) / 4.0;
            end.x += self.to.rect.width().min(2.0 * CORNER) / 4.0;
        }
        start.x += shift.clamp(-0.2, 0.2) * self.from.rect.width().min(CORNER);
        let top = start.y.min(end.y) - LOOP.0 - LOOP.1 - shift;
        [start, pos2(start.x, top), pos2(end.x, top), end]
    }

    /// The turns of a way around what is in the way, with its ends.
    fn way_around(
        &self,
        detours: &mut Detours,
        own: [usize; 2],
        is_forward: bool,
        shift: f32,
    ) -> Option<Vec<Pos2>> {
        detours.way(own, usize::from(is_forward), |end, toward| {
            let place = if end == 0 { self.from } else { self.to };
            let ports =
                std::iter::once(port(place, toward, self.normal, shift)).chain(sides(place));
            let is_sound = |port: &Port| (toward - port.at).normalized().dot(port.out) > SKIMMING;
            ports.filter(is_sound).collect()
        })
    }

    /// How far the middle of the link should lie beside the straight line: where fewest boxes
    /// are in the way, and then as near to the wish as can be; and how many are.
    fn best_bend(&self, wish: f32, free: Option<&mut Free>, own: [usize; 2]) -> (usize, f32) {
        let most = STEEPEST * self.way.length_sq().sqrt();
        let wish = wish.clamp(-most, most);
        let wish = if wish.abs() < 2.0 { 0.0 } else { wish };
        let Some(free) = free else {
            return (0, if self.curve(wish, 0.0).1 { wish } else { 0.0 });
        };
        let mut best = (self.in_the_way(wish, usize::MAX, free, own), wish);
        let sides = BENDS.iter().flat_map(|bend| [wish + bend, wish - bend]);
        for aside in std::iter::once(0.0).chain(sides).filter(|aside| aside.abs() <= most) {
            if best.0 == 0 {
                break;
            }
            let n = self.in_the_way(aside, best.0 - 1, free, own);
            if n < best.0 {
                best = (n, aside);
            }
        }
        best
    }

    fn in_the_way(&self, aside: f32, most: usize, free: &mut Free, own: [usize; 2]) -> usize {
        let (segment, is_sound) = self.curve(aside, 0.0);
        if !is_sound {
            return usize::MAX;
        }
        let n = if aside == 0.0 { 1 } else { PIECES };
        let mut line = [segment[0]; PIECES + 1];
        for (step, point) in line.iter_mut().enumerate().take(n + 1) {
            *point = match step {
                0 => segment[0],
                _ if step == n => segment[3],
                _ => route::point_at(&segment, step as f32 / n as f32),
            };
        }
        let inner = line.get(1..n).unwrap_or_default();
        let is_under = |place: &NodeBox| inner.iter().any(|&p| place.rect.shrink(1.0).contains(p));
        let under = usize::from(is_under(self.from)) + usize::from(is_under(self.to));
        let outside = inner.iter().filter(|&&p| !free.area.contains(p)).count();
        let line = line.get(..=n).unwrap_or_default();
        (under + outside).saturating_add(free.grid.passed(line, own, most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(x: f32, y: f32, width: f32, height: f32) -> NodeBox {
        let rect = Rect::from_center_size(pos2(x, y), vec2(width, height));
        NodeBox { rect, reach: rect, lines: Vec::new(), notes: Vec::new() }
    }

    fn link(source: usize, target: usize) -> LinkRequest {
        LinkRequest { source, target, pulls: true, room: LinkRequest::ROOM, width: 1.0 }
    }

    /// Boxes in a loose lattice and links between any two, always the same.
    fn scattered(n: usize, n_links: usize) -> (Vec<NodeBox>, Vec<LinkRequest>) {
        let mut state = 2025_u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        let boxes = (0..n)
            .map(|at| {
                let (column, row) = ((at % 10) as f32, (at / 10) as f32);
                let (x, y) = (next(60) as f32, next(20) as f32);
                boxed(column * 240.0 + x, row * 90.0 + y, 90.0 + next(60) as f32, 30.0)
            })
            .collect();
        let ends = (0..n_links).map(|_| (next(n as u32) as usize, next(n as u32) as usize));
        (boxes, ends.map(|(a, b)| link(a, b)).collect())
    }

    fn through(boxes: &[NodeBox], links: &[LinkRequest], routes: &[Route]) -> usize {
        let rects: Vec<Rect> = boxes.iter().map(|b| b.reach).collect();
        let mut grid = Grid::of(&rects);
        let passed = |(link, route): (&LinkRequest, &Route)| {
            grid.passed(&route.polyline(24), [link.source, link.target], usize::MAX)
        };
        links.iter().zip(routes).map(passed).sum()
    }

    fn on_border(place: &NodeBox, point: Pos2) -> bool {
        place.rect.expand(0.01).contains(point) && !place.rect.shrink(0.01).contains(point)
    }

    #[test]
    fn routes_are_finite_and_run_from_border_to_border() {
        let (boxes, links) = scattered(80, 200);
        for (link, route) in links.iter().zip(routes(&boxes, &links)) {
            let line = route.polyline(8);
            assert!(line.len() > 1 && line.iter().all(|point| point.is_finite()));
            assert!(on_border(&boxes[link.source], line[0]), "{link:?} {line:?}");
            assert!(on_border(&boxes[link.target], line[line.len() - 1]), "{link:?} {line:?}");
        }
    }

    #[test]
    fn bent_links_pass_far_fewer_boxes_than_straight_ones() {
        let (boxes, links) = scattered(80, 200);
        let straight: Vec<Route> = links
            .iter()
            .map(|link| {
                let span = Span::between(&boxes[link.source], &boxes[link.target]);
                Route { segments: vec![span.curve_or_arch(0.0, 0.0)] }
            })
            .collect();
        let (before, after) =
            (through(&boxes, &links, &straight), through(&boxes, &links, &routes(&boxes, &links)));
        assert!(before > 200 && after * 4 < before * 3, "{before} became {after}");
    }

    #[test]
    fn arrows_point_into_boxes_that_touch_overlap_or_are_the_same() {
        let boxes = [
            boxed(0.0, 0.0, 100.0, 30.0),
            boxed(100.0, 0.0, 100.0, 30.0),
            boxed(20.0, 10.0, 100.0, 30.0),
            boxed(0.0, 0.0, 100.0, 30.0),
            boxed(10.0, 30.0, 80.0, 30.0),
        ];
        for target in 0..boxes.len() {
            let links = [link(0, target), link(target, 0)];
            for (route, link) in routes(&boxes, &links).iter().zip(&links) {
                let (end, way) = route.end().unwrap_or_default();
                let place = &boxes[link.target];
                assert!(on_border(place, end), "{link:?} ends at {end:?}");
                assert!(place.rect.contains(end + way * 3.0), "{link:?} {end:?} {way:?}");
            }
        }
    }

    #[test]
    fn links_between_two_boxes_stay_apart_on_both_sides_of_the_straight_line() {
        let boxes = [boxed(0.0, 0.0, 100.0, 40.0), boxed(400.0, 0.0, 100.0, 40.0)];
        let found = routes(&boxes, &[link(0, 1), link(1, 0), link(0, 1)]);
        let mut heights: Vec<f32> =
            found.iter().filter_map(|route| Some(route.middle()?.y)).collect();
        heights.sort_by(f32::total_cmp);
        assert!(heights[1].abs() < 0.1 && (heights[0] + heights[2]).abs() < 0.1, "{heights:?}");
        assert!(heights[2] > 7.0, "{heights:?}");
    }
}
