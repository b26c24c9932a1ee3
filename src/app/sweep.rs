//! Selecting by sweeping over the ground: a box with Shift, a lasso with Alt.

use egui::{Modifiers, Pos2, Rect, Response, Shape, Stroke, StrokeKind, Ui};

use super::widgets::Look;
use crate::atlas::NodeId;
use crate::scene::{Camera, Paint, Scene};
use crate::session::Command;

/// Points of a lasso nearer to each other than this say nothing new.
const STEP: f32 = 3.0;

/// A sweep that is going on, in screen points.
#[derive(Debug, Clone)]
pub(super) struct Sweep {
    is_lasso: bool,
    points: Vec<Pos2>,
}

impl Sweep {
    /// The sweep that a drag of the ground begins with these keys held, if it is one.
    pub(super) fn begun(held: Modifiers, origin: Pos2) -> Option<Self> {
        (held.shift || held.alt)
            .then(|| Self { is_lasso: held.alt && !held.shift, points: vec![origin] })
    }

    /// Goes on to where the pointer is.
    fn go_on(&mut self, pointer: Pos2) {
        if !self.is_lasso {
            self.points.truncate(1);
            self.points.push(pointer);
        } else if self.points.last().is_none_or(|last| last.distance(pointer) >= STEP) {
            self.points.push(pointer);
        }
    }

    /// Whether a point lies in what was swept over.
    fn holds(&self, point: Pos2) -> bool {
        if self.is_lasso {
            is_inside(&self.points, point)
        } else {
            Rect::from_points(&self.points).contains(point)
        }
    }
}

/// Whether a closed polygon holds a point: an odd number of its sides lie to the right of it.
///
/// Source: Shimrat, "Algorithm 112: Position of point relative to polygon" (1962). O(points).
fn is_inside(polygon: &[Pos2], point: Pos2) -> bool {
    let sides = polygon.iter().zip(polygon.iter().cycle().skip(1));
    let crossed = sides.filter(|(a, b)| {
        (a.y > point.y) != (b.y > point.y)
            && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x
    });
    crossed.count() % 2 == 1
}

/// Goes on with a sweep, draws it, and selects what it holds when it ends; says whether it goes on.
pub(super) fn sweep_ui(
    ui: &Ui,
    sweep: &mut Sweep,
    (scene, camera, canvas): (&Scene, Camera, Rect),
    (ground, look): (&Response, Look),
    (selected, commands): (&[NodeId], &mut Vec<Command>),
) -> bool {
    if let Some(pointer) = ground.interact_pointer_pos() {
        sweep.go_on(pointer);
    }
    if ground.dragged() {
        draw(ui, sweep, canvas, look);
        return true;
    }
    let centre = |rect: Rect| camera.screen_from_world(rect.center(), canvas);
    let held = scene.nodes.iter().filter(|node| sweep.holds(centre(node.rect)));
    let adds = ui.input(|i| i.modifiers.command);
    let before = selected.iter().filter(|_| adds).cloned();
    commands.push(Command::SelectThese(before.chain(held.map(|node| node.id.clone())).collect()));
    false
}

fn draw(ui: &Ui, sweep: &Sweep, canvas: Rect, look: Look) {
    let painter = ui.painter_at(canvas);
    let accent = look.color(Paint::Accent);
    let line = Stroke::new(1.5, accent);
    if sweep.is_lasso {
        painter.add(Shape::closed_line(sweep.points.clone(), line));
    } else {
        let rect = Rect::from_points(&sweep.points);
        painter.rect(rect, 2.0, accent.gamma_multiply(0.08), line, StrokeKind::Inside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn shift_sweeps_a_box_and_alt_a_lasso() {
        let begun = |held| Sweep::begun(held, Pos2::ZERO).map(|sweep| sweep.is_lasso);
        assert_eq!(begun(Modifiers::NONE), None);
        assert_eq!(begun(Modifiers::SHIFT), Some(false));
        assert_eq!(begun(Modifiers::ALT), Some(true));
        assert_eq!(begun(Modifiers::ALT | Modifiers::SHIFT), Some(false));
    }

    #[test]
    fn a_lasso_holds_what_lies_inside_of_its_bends() {
        // A horseshoe, open at the top.
        let bends = [
            (0.0, 0.0),
            (1.0, 0.0),
            (1.0, 4.0),
            (4.0, 4.0),
            (4.0, 0.0),
            (5.0, 0.0),
            (5.0, 5.0),
            (0.0, 5.0),
        ];
        let points = bends.map(|(x, y)| pos2(x, y)).to_vec();
        let lasso = Sweep { is_lasso: true, points };
        let check = |x, y, expected| assert_eq!(lasso.holds(pos2(x, y)), expected, "{x} {y}");
        check(0.5, 2.0, true);
        check(2.5, 2.0, false);
        check(2.5, 4.5, true);
        check(6.0, 4.5, false);
    }
}
