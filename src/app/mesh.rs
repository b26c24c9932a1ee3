//! Lines, dashes and small areas as triangles of one mesh, with soft edges.
//!
//! Owns the geometry of many thin things: one mesh costs a fraction of as many shapes. Works in
//! screen points; knows nothing of scenes or themes.

use egui::epaint::{Mesh, WHITE_UV};
use egui::{Color32, Pos2, Rect, Vec2};

/// A line narrower than so many soft edges is drawn as two of them side by side.
const THIN: f32 = 1.6;

/// Collects triangles.
#[derive(Debug, Default)]
pub(super) struct MeshPen {
    mesh: Mesh,
    /// Width of a soft edge, in points: one pixel.
    feather: f32,
    /// Whether thin lines do without soft edges: among very many nobody sees the difference.
    is_coarse: bool,
    /// How much the last frame took, so that this one need not grow towards it.
    expected: (usize, usize),
}

impl MeshPen {
    /// Begins a frame for a screen with so many pixels to a point.
    pub(super) fn begin(&mut self, pixels_per_point: f32) {
        self.feather = 1.0 / pixels_per_point.max(0.1);
        self.is_coarse = false;
    }

    /// Draws thin lines without soft edges from here on.
    pub(super) fn coarsen(&mut self) {
        self.is_coarse = true;
    }

    /// What was collected since the last time, if anything.
    pub(super) fn take(&mut self) -> Option<Mesh> {
        if self.mesh.is_empty() {
            return None;
        }
        let mesh = std::mem::take(&mut self.mesh);
        let (vertices, indices) = &mut self.expected;
        *vertices = mesh.vertices.len();
        *indices = mesh.indices.len();
        Some(mesh)
    }

    /// What was collected so far, for others to add to.
    pub(super) const fn mesh(&mut self) -> &mut Mesh {
        &mut self.mesh
    }

    fn make_room(&mut self) {
        if self.mesh.vertices.is_empty() {
            self.mesh.vertices.reserve(self.expected.0);
            self.mesh.indices.reserve(self.expected.1);
        }
    }

    fn vertex(&mut self, pos: Pos2, color: Color32) {
        self.mesh.vertices.push(egui::epaint::Vertex { pos, uv: WHITE_UV, color });
    }

    /// A line through points, its joints mitred.
    pub(super) fn line(&mut self, points: &[Pos2], width: f32, color: Color32) {
        if points.len() < 2 || width <= 0.0 || color == Color32::TRANSPARENT {
            return;
        }
        self.make_room();
        let first = self.mesh.vertices.len() as u32;
        let is_thin = width < THIN * self.feather;
        let strength = (width / self.feather).min(1.0);
        let centre = if strength < 1.0 { color.gamma_multiply(strength) } else { color };
        let (within, out) = if is_thin {
            (0.0, width.max(self.feather))
        } else {
            ((width - self.feather) / 2.0, f32::midpoint(width, self.feather))
        };
        let is_hair = is_thin && self.is_coarse;
        let mut before = way(points[0], points[1]);
        for (at, &point) in points.iter().enumerate() {
            let after = points.get(at + 1).map_or(before, |next| way(point, *next));
            let side =
                if at == 0 || before == after { after.rot90() } else { mitre(before, after) };
            before = after;
            if is_hair {
                // As much of it is covered as with edges that fade out over twice the width.
                self.vertex(point + side * (out / 2.0), centre);
                self.vertex(point - side * (out / 2.0), centre);
                continue;
            }
            self.vertex(point + side * out, Color32::TRANSPARENT);
            if is_thin {
                self.vertex(point, centre);
            } else {
                self.vertex(point + side * within, color);
                self.vertex(point - side * within, color);
            }
            self.vertex(point - side * out, Color32::TRANSPARENT);
        }
        let width = match (is_hair, is_thin) {
            (true, _) => 2,
            (_, true) => 3,
            _ => 4,
        };
        self.strips(first, points.len() as u32, width);
    }

    /// Joins `n` rows of `width` vertices each by triangles.
    fn strips(&mut self, first: u32, n: u32, width: u32) {
        for row in 0..n - 1 {
            for column in 0..width - 1 {
                let a = first + row * width + column;
                let b = a + width;
                self.mesh.indices.extend([a, a + 1, b, a + 1, b, b + 1]);
            }
        }
    }

    /// A convex area, its corners in either order.
    pub(super) fn convex(&mut self, corners: &[Pos2], color: Color32) {
        if corners.len() < 3 || color == Color32::TRANSPARENT {
            return;
        }
        self.make_room();
        let first = self.mesh.vertices.len() as u32;
        let n = corners.len();
        let turn = if signed_area(corners) < 0.0 { -1.0 } else { 1.0 };
        for (at, &corner) in corners.iter().enumerate() {
            let before = way(corners[(at + n - 1) % n], corner);
            let after = way(corner, corners[(at + 1) % n]);
            let out = mitre(before, after) * (turn * self.feather / 2.0);
            self.vertex(corner - out, color);
            self.vertex(corner + out, Color32::TRANSPARENT);
        }
        let n = n as u32;
        let inner = |at: u32| first + 2 * (at % n);
        for at in 1..n - 1 {
            self.mesh.indices.extend([inner(0), inner(at), inner(at + 1)]);
        }
        for at in 0..n {
            let (a, b) = (inner(at), inner(at + 1));
            self.mesh.indices.extend([a, a + 1, b, a + 1, b, b + 1]);
        }
    }

    /// A line through points in dashes of `on` points with `off` points between them, begun `phase`
    /// points before; what lies outside `clip` is passed over.
    pub(super) fn dashes(
        &mut self,
        points: &[Pos2],
        (width, color): (f32, Color32),
        (on, off): (f32, f32),
        mut phase: f32,
        clip: Rect,
    ) {
        let period = on + off;
        for pair in points.windows(2) {
            let &[a, b] = pair else { continue };
            let length = a.distance(b);
            if length > 0.0
                && let Some((from, to)) = inside(a, b, clip)
            {
                let way = (b - a) / length;
                let (from, to) = (from * length, to * length);
                let mut start = from - (phase + from).rem_euclid(period);
                while start < to {
                    let (head, tail) = (start.max(from), (start + on).min(to));
                    if tail > head {
                        self.line(&[a + way * head, a + way * tail], width, color);
                    }
                    start += period;
                }
            }
            phase = (phase + length).rem_euclid(period);
        }
    }
}

fn way(from: Pos2, to: Pos2) -> Vec2 {
    (to - from).normalized()
}

fn signed_area(corners: &[Pos2]) -> f32 {
    let next = corners.iter().cycle().skip(1);
    corners.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum()
}

/// The normal of a joint, so long that both sides keep their distance; at most twice as long.
fn mitre(before: Vec2, after: Vec2) -> Vec2 {
    let (a, b) = (before.rot90(), after.rot90());
    let sum = a + b;
    let length_sq = sum.length_sq();
    if length_sq < 1.0 { if a == Vec2::ZERO { b } else { a } } else { sum * (2.0 / length_sq) }
}

/// The part of a piece inside a rectangle, as shares of its length.
///
/// Source: Liang, Barsky (1984), A new concept and method for line clipping.
fn inside(a: Pos2, b: Pos2, clip: Rect) -> Option<(f32, f32)> {
    let way = b - a;
    let (mut from, mut to) = (0.0_f32, 1.0_f32);
    let sides = [
        (-way.x, a.x - clip.left()),
        (way.x, clip.right() - a.x),
        (-way.y, a.y - clip.top()),
        (way.y, clip.bottom() - a.y),
    ];
    for (step, room) in sides {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            from = from.max(room / step);
        } else {
            to = to.min(room / step);
        }
    }
    (from < to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn dashes_keep_their_pattern_whatever_is_cut_off() {
        let line = [pos2(0.0, 0.0), pos2(900.0, 0.0)];
        let starts = |clip: Rect| {
            let mut pen = MeshPen::default();
            pen.begin(1.0);
            pen.dashes(&line, (1.0, Color32::RED), (5.0, 4.0), 0.0, clip);
            let mesh = pen.take().expect("something is inside");
            mesh.vertices.iter().map(|v| v.pos.x).collect::<Vec<f32>>()
        };
        let all = starts(Rect::EVERYTHING);
        assert_eq!(all.len(), 100 * 6);
        let some = starts(Rect::from_min_max(pos2(450.0, -5.0), pos2(490.0, 5.0)));
        assert!(!some.is_empty() && some.len() < 40, "{}", some.len());
        assert!(some.iter().all(|x| all.contains(x) || *x == 490.0));
    }

    #[test]
    fn an_area_fades_outwards_whichever_way_round_it_is_given() {
        let mut corners = vec![pos2(0.0, 0.0), pos2(20.0, 0.0), pos2(25.0, 9.0), pos2(2.0, 8.0)];
        for _ in 0..2 {
            let mut pen = MeshPen::default();
            pen.begin(1.0);
            pen.convex(&corners, Color32::RED);
            let mesh = pen.take().expect("an area");
            let middle = pos2(12.0, 4.0);
            for pair in mesh.vertices.chunks(2) {
                assert_eq!([pair[0].color, pair[1].color], [Color32::RED, Color32::TRANSPARENT]);
                let [solid, faded] = [0, 1].map(|at| pair[at].pos.distance(middle));
                assert!(solid < faded, "{pair:?}");
            }
            corners.reverse();
        }
    }

    /// How much colour all triangles of a mesh add up to.
    fn covered(mesh: &Mesh) -> f32 {
        let corner = |at: &u32| mesh.vertices[*at as usize];
        let triangles = mesh.indices.chunks(3).map(|three| {
            let [a, b, c] = [0, 1, 2].map(|at| corner(&three[at]));
            let area = ((b.pos - a.pos).x * (c.pos - a.pos).y
                - (b.pos - a.pos).y * (c.pos - a.pos).x)
                .abs()
                / 2.0;
            let strength = [a, b, c].iter().map(|v| f32::from(v.color.a())).sum::<f32>() / 3.0;
            area * strength
        });
        triangles.sum()
    }

    #[test]
    fn a_coarse_line_has_fewer_corners_and_covers_as_much() {
        let line = |is_coarse: bool| {
            let mut pen = MeshPen::default();
            pen.begin(1.0);
            if is_coarse {
                pen.coarsen();
            }
            pen.line(&[pos2(0.0, 0.0), pos2(30.0, 40.0)], 0.5, Color32::RED);
            pen.take().expect("a line")
        };
        let (soft, coarse) = (line(false), line(true));
        assert_eq!((soft.vertices.len(), coarse.vertices.len()), (6, 4));
        assert!((covered(&soft) - covered(&coarse)).abs() < 0.01 * covered(&soft));
    }

    #[test]
    fn triangles_name_only_vertices_that_are_there() {
        let mut pen = MeshPen::default();
        pen.begin(2.0);
        let points = [pos2(0.0, 0.0), pos2(5.0, 5.0), pos2(9.0, 0.0)];
        pen.line(&points, 0.5, Color32::RED);
        pen.line(&points, 3.0, Color32::RED);
        pen.convex(&points, Color32::RED);
        assert!(pen.take().expect("three things").is_valid());
        assert!(pen.take().is_none());
    }
}
