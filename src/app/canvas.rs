//! The graph in the window: pointer and keyboard to commands, marks to shapes.

use std::collections::BTreeSet;

use egui::{
    CornerRadius, Key, Modifiers, Pos2, Rangef, Rect, Response, Role, Sense, Stroke, StrokeKind,
    Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::closer::{least_zoom, steps_for};
use super::empty::empty_ui;
use super::focus::focus_ui;
use super::link_menu::ground_menu_ui;
use super::motion::Motion;
use super::nodes::Stage;
use super::overview::{self, overview_ui};
use super::paint::{Brush, Ink};
use super::painter::{PicturePainter, Way};
use super::sweep::{Sweep, sweep_ui};
use super::widgets::Look;
use crate::atlas::{Link, LinkId, NodeId};
use crate::scene::{Camera, Emphasis, Legend, Paint, Pick, Scene, legend};
use crate::session::{Command, Session};
use crate::view::{LARGEST_FIT, Picture, READABLE_ZOOM, View};

/// Free room between the picture and the canvas's edges.
const MARGIN: f32 = 18.0;
/// Reach of the pointer around a link, in points.
const REACH: f32 = 6.0;
/// Under this height the legend would take more than it gives.
const LEAST_HEIGHT_FOR_LEGEND: f32 = 420.0;

/// Under this width the legend needs the foot of the canvas for itself.
const LEAST_WIDTH_FOR_OVERVIEW: f32 = 700.0;

/// Free room between the legend and the canvas's edges.
const LEGEND_EDGE: f32 = 14.0;
/// Free room inside of the legend's frame.
const LEGEND_PADDING: Vec2 = vec2(14.0, 6.0);

/// What the canvas keeps from frame to frame.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    /// Where it is on the screen.
    pub(super) area: Option<Rect>,
    /// The node under the pointer.
    pub(super) hovered: Option<NodeId>,
    /// Where the pointer rested when the picture changed under it, until it moves.
    pub(super) rested_at: Option<Pos2>,
    /// When the first frame was, in seconds.
    pub(super) opened_at: Option<f64>,
    /// Whether the pointer has been over the window.
    pub(super) has_met_pointer: bool,
    /// A node on its way with the pointer, and its centre in world units.
    pub(super) dragged: Option<(NodeId, Pos2)>,
    /// The node that a drag of the ground began on, where it is no widget.
    pub(super) grabbed: Option<NodeId>,
    /// A sweep over the ground that selects what it holds.
    pub(super) sweep: Option<Sweep>,
    /// The node at which the keyboard enters the graph.
    pub(super) tab_stop: Option<NodeId>,
    /// Glides from one picture to the next.
    pub(super) motion: Motion,
    /// The links under the pointer when the ground's menu was opened.
    asked_about: Vec<LinkId>,
    /// The node last brought out from under the reading panel.
    brought_out: Option<NodeId>,
    /// Paints the picture.
    painter: PicturePainter,
    /// Paints the legend.
    ink: Ink,
    /// Where the legend stands, where there is one.
    pub(super) legend: Option<Rect>,
}

/// What the canvas shows.
pub(super) struct Shown<'a> {
    /// The sitting.
    pub(super) session: &'a Session,
    /// Its picture.
    pub(super) picture: &'a Picture,
    /// Colours.
    pub(super) look: Look,
    /// Links that a panel follows.
    pub(super) followed: &'a BTreeSet<LinkId>,
    /// Width at the right that a panel lies over, in points.
    pub(super) covered: f32,
    /// Whether there is no picture yet.
    pub(super) is_awaited: bool,
    /// Where on a slide it stands, while it is presented.
    pub(super) slide: Option<OnSlide>,
}

impl Shown<'_> {
    /// How much larger than at a desk everything is drawn.
    fn scale(&self) -> f32 {
        self.slide.map_or(1.0, |slide| slide.scale)
    }
}

/// A picture's place on a slide, where nothing but the picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct OnSlide {
    /// Where it stands while all of it is shown. Screen points.
    pub(super) area: Rect,
    /// A small picture grows up to this zoom.
    pub(super) most_zoom: f32,
    /// Screen points to a point of the slide.
    pub(super) scale: f32,
    /// Whether the rest steps back from what is under the pointer.
    pub(super) is_hovered: bool,
}

/// Room for the strip over surroundings.
const STRIP: f32 = 36.0;

/// The room a view's picture has in a canvas, in points: margins, legend and strip taken off.
pub(super) fn room_for_picture(canvas: Vec2, view: &View) -> Vec2 {
    let taken = 2.0 * MARGIN + legend_height(canvas) + strip_height(view);
    vec2((canvas.x - 2.0 * MARGIN).max(80.0), (canvas.y - taken).max(80.0))
}

/// Height that the strip over surroundings takes of the picture.
const fn strip_height(view: &View) -> f32 {
    if view.focus.is_some() { STRIP } else { 0.0 }
}

fn legend_height(canvas: Vec2) -> f32 {
    if canvas.y < LEAST_HEIGHT_FOR_LEGEND { 0.0 } else { 64.0 }
}

/// The legend; in a wide canvas it leaves the overview map its room, unless it would then grow
/// into the picture.
fn fitting_legend(scene: &Scene, canvas: Vec2) -> Legend {
    let whole = canvas.x - 60.0;
    let room = legend_height(canvas) + MARGIN - LEGEND_EDGE - 2.0 * LEGEND_PADDING.y;
    let beside_map = legend(scene, whole - overview::SIZE.x - 12.0, &[]);
    let has_map = canvas.x >= LEAST_WIDTH_FOR_OVERVIEW && beside_map.size.y <= room;
    if has_map { beside_map } else { legend(scene, whole, &[]) }
}

/// Where the picture stands when all of it is shown.
fn picture_area(canvas: Rect, view: &View) -> Rect {
    let room = room_for_picture(canvas.size(), view);
    Rect::from_min_size(canvas.min + vec2(MARGIN, MARGIN + strip_height(view)), room)
}

/// The camera in force: the user's, or one that fits the whole picture into its area.
fn camera_of(shown: &Shown<'_>, canvas: Rect) -> Camera {
    if let Some(camera) = shown.session.view().camera {
        return camera;
    }
    let (area, most_zoom) = match shown.slide {
        Some(slide) => (slide.area, slide.most_zoom),
        None => (picture_area(canvas, shown.session.view()), LARGEST_FIT),
    };
    let Some(bounds) = shown.picture.scene.bounds else {
        return Camera { centre: Pos2::ZERO, zoom: 1.0 };
    };
    let fit = Camera::fit(bounds, area.size(), most_zoom);
    // The area is not in the middle of the canvas: legend and margins are below it.
    let fit = Camera { centre: fit.centre - (area.center() - canvas.center()) / fit.zoom, ..fit };
    // What one reads of is not to stand under the panel one reads in.
    if shown.covered > 0.0 { fit.panned(out_from_under(shown, fit, canvas)) } else { fit }
}

/// How far the picture has to move so that the selected node is seen.
fn out_from_under(shown: &Shown<'_>, camera: Camera, canvas: Rect) -> Vec2 {
    let subject = shown.session.view().subject();
    let Some(node) = subject.and_then(|id| shown.picture.scene.node(id)) else {
        return Vec2::ZERO;
    };
    let mut seen = canvas.shrink(MARGIN);
    seen.max.x -= shown.covered;
    let rect = camera.screen_rect(node.reach, canvas);
    vec2(moved_in(rect.x_range(), seen.x_range()), moved_in(rect.y_range(), seen.y_range()))
}

/// Where to look when the whole picture would be too small to read: at the selected node and
/// what it is linked to, at a size one can read and beside what a panel covers at the right.
/// `None` where the whole is readable, or nothing is selected.
pub(super) fn camera_to_read(
    picture: &Picture,
    view: &View,
    (canvas, covered): (Vec2, f32),
) -> Option<Camera> {
    let scene = &picture.scene;
    let bounds = scene.bounds?;
    let whole = Camera::fit(bounds, room_for_picture(canvas, view), LARGEST_FIT);
    let subject = view.subject().and_then(|id| scene.node(id))?;
    if whole.zoom >= READABLE_ZOOM {
        return None;
    }
    let area = room_for_picture(canvas - vec2(covered, 0.0), view);
    let links = scene.position(&subject.id).into_iter().flat_map(|at| scene.links_of(at));
    let ends = links.flat_map(|link| [&link.source, &link.target]);
    let near = ends.filter_map(|id| scene.node(id)).map(|node| node.reach);
    let all = near.fold(subject.reach, Rect::union);
    // What does not fit gives way to the node itself.
    let seen = area / READABLE_ZOOM;
    let centre = |low: f32, high: f32, own: f32, room: f32| {
        if high - low <= room { f32::midpoint(low, high) } else { own }
    };
    let own = subject.rect.center();
    let centre = pos2(
        within(
            centre(all.left(), all.right(), own.x, seen.x),
            bounds.left(),
            bounds.right(),
            seen.x,
        ),
        within(
            centre(all.top(), all.bottom(), own.y, seen.y),
            bounds.top(),
            bounds.bottom(),
            seen.y,
        ),
    );
    // The picture's area lies between strip and legend, and left of what is covered.
    let beside = vec2(covered, legend_height(canvas) - strip_height(view)) / 2.0;
    Some(Camera { centre: centre + beside / READABLE_ZOOM, zoom: READABLE_ZOOM })
}

/// A centre from which nothing beyond `low..high` is seen, where that is longer than the room.
fn within(centre: f32, low: f32, high: f32, room: f32) -> f32 {
    let (first, last) = (low + room / 2.0, high - room / 2.0);
    if first <= last { centre.clamp(first, last) } else { f32::midpoint(low, high) }
}

impl Canvas {
    /// Takes note of a new picture.
    pub(super) fn turn_to(&mut self, picture: &Picture, now: f64, pointer: Option<Pos2>) {
        self.rested_at = pointer;
        self.painter.forget();
        self.grabbed = None;
        self.motion.turn_to(&picture.scene, now);
    }

    /// To be called when nothing more is laid out in a frame.
    pub(super) fn settle(&self, ui: &Ui) {
        self.painter.settle(ui.ctx());
    }

    /// Draws the graph and gathers what the user does to it.
    pub(super) fn ui(&mut self, ui: &mut Ui, shown: &Shown<'_>, commands: &mut Vec<Command>) {
        let canvas = ui.available_rect_before_wrap();
        self.area = Some(canvas);
        let ground = ui.allocate_rect(canvas, Sense::click_and_drag());
        ground.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, "Graph"));
        let now = ui.input(|i| i.time);
        let camera = self.motion.camera(camera_of(shown, canvas), now);
        let stage = Stage { shown, camera, canvas, ground: &ground };
        self.grab(ui, &stage);
        self.begin_sweep(ui, &stage);
        let camera = self.look_around(ui, &stage, commands);
        Self::look_closer(shown, camera, commands);
        let painter = ui.painter_at(canvas);
        painter.rect_filled(canvas, CornerRadius::ZERO, shown.look.color(Paint::Ground));
        let hovered = self.hovered.clone().filter(|_| shown.slide.is_none_or(|s| s.is_hovered));
        let emphasis = Emphasis {
            hovered,
            followed: shown.followed.clone(),
            ..shown.session.view().emphasis()
        };
        let dragged = self.drag_offset(shown.picture);
        let is_moving = self.motion.is_running(now) || dragged.is_some();
        let (theme, scale) = (shown.look.theme, shown.scale());
        let way = Way { emphasis: &emphasis, camera, canvas, theme, is_moving, scale };
        let motion = &self.motion;
        self.painter.paint_at(&painter, &shown.picture.scene, &way, |owner| {
            let (moved, strength) = motion.of(owner, now);
            let dragged = dragged.filter(|(own, _)| *own == owner).map_or(Vec2::ZERO, |d| d.1);
            (moved + dragged, strength)
        });
        let stage = Stage { camera, ..stage };
        let n_before = commands.len();
        self.go_on_sweeping(ui, &stage, commands);
        self.nodes_ui(ui, &stage, commands);
        self.bring_out(shown, camera, canvas, commands);
        self.note_what_is_asked_about(&ground, shown, (camera, canvas, &emphasis));
        ground_menu_ui(&ground, shown, &self.asked_about, commands);
        if commands.len() == n_before {
            ground_clicks(&ground, shown, (camera, canvas, &emphasis), commands);
        }
        if self.motion.is_running(now) {
            ui.request_repaint();
        }
        self.legend = None;
        if shown.is_awaited || shown.slide.is_some() {
            return;
        }
        if shown.picture.visible.kept_nodes.is_empty() {
            empty_ui(ui, shown, canvas, commands);
        } else {
            let legend = self.legend_ui(ui, shown, canvas);
            if let Some(place) = overview_place(shown, canvas, legend) {
                overview_ui(ui, shown, (camera, canvas), place, commands);
            }
        }
        focus_ui(ui, shown, canvas, commands);
    }

    /// Keeps what a right click on the ground was on for as long as its menu stands.
    fn note_what_is_asked_about(
        &mut self,
        ground: &Response,
        shown: &Shown<'_>,
        (camera, canvas, emphasis): (Camera, Rect, &Emphasis),
    ) {
        let Some(pointer) = ground.interact_pointer_pos().filter(|_| ground.secondary_clicked())
        else {
            return;
        };
        let scene = &shown.picture.scene;
        let pos_world = camera.world_from_screen(pointer, canvas);
        let link = match scene.pick(pos_world, REACH / camera.zoom, emphasis) {
            Some(Pick::Link(at)) => scene.links.get(at),
            _ => None,
        };
        self.asked_about = link.map_or_else(Vec::new, |link| link.members.clone());
    }

    /// Begins a sweep where a drag of the bare ground begins with its keys held.
    fn begin_sweep(&mut self, ui: &Ui, stage: &Stage<'_>) {
        if stage.ground.drag_started() && self.grabbed.is_none() {
            let (held, origin) = ui.input(|i| (i.modifiers, i.pointer.press_origin()));
            self.sweep = origin.and_then(|origin| Sweep::begun(held, origin));
        }
    }

    fn go_on_sweeping(&mut self, ui: &Ui, stage: &Stage<'_>, commands: &mut Vec<Command>) {
        let Some(mut sweep) = self.sweep.take() else { return };
        let shown = stage.shown;
        let place = (&shown.picture.scene, stage.camera, stage.canvas);
        let selected = &shown.session.view().selected;
        let face = (stage.ground, shown.look);
        if sweep_ui(ui, &mut sweep, place, face, (selected, commands)) {
            self.sweep = Some(sweep);
        }
    }

    /// Where one looks at a part, moves there once for each selected node that the reading panel
    /// would hide, or that stands outside of what is seen.
    fn bring_out(
        &mut self,
        shown: &Shown<'_>,
        camera: Camera,
        canvas: Rect,
        commands: &mut Vec<Command>,
    ) {
        let subject = shown.session.view().subject();
        if self.brought_out.as_ref() == subject {
            return;
        }
        let node = subject.and_then(|id| shown.picture.scene.node(id));
        if node.is_some() || subject.is_none() {
            self.brought_out = subject.cloned();
        }
        let is_part = shown.session.view().camera.is_some();
        let moved = out_from_under(shown, camera, canvas);
        if node.is_some() && is_part && moved != Vec2::ZERO {
            commands.push(Command::SetCamera(Some(camera.panned(moved))));
        }
    }

    /// Wheel, pinch, drag of the ground and the zoom keys.
    fn look_around(
        &mut self,
        ui: &Ui,
        &Stage { shown, camera, canvas, ground }: &Stage<'_>,
        commands: &mut Vec<Command>,
    ) -> Camera {
        let mut looked = camera;
        let is_panning = self.grabbed.is_none() && self.sweep.is_none();
        if ground.dragged() && is_panning && ground.drag_delta() != Vec2::ZERO {
            looked = looked.panned(ground.drag_delta());
        }
        if let Some(pointer) = ui.input(|i| i.pointer.hover_pos()).filter(|p| canvas.contains(*p)) {
            let is_over = ui.ctx().layer_id_at(pointer).is_none_or(|layer| layer == ui.layer_id());
            let (wheel, pinch) = ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta()));
            let factor = pinch * (wheel * 0.004).exp();
            if is_over && factor != 1.0 {
                looked = looked.zoomed(factor, pointer, canvas);
            }
        }
        if !ui.text_edit_focused() {
            let step = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
            if step(Key::Plus) || step(Key::Equals) {
                looked = looked.zoomed(1.25, canvas.center(), canvas);
            }
            if step(Key::Minus) {
                looked = looked.zoomed(0.8, canvas.center(), canvas);
            }
        }
        let least = (least_zoom(shown.picture) * shown.scale()).min(camera.zoom);
        if looked.zoom < least {
            looked = camera.zoomed(least / camera.zoom, canvas.center(), canvas);
        }
        if looked != camera {
            self.motion.stop();
            commands.push(Command::LookAt(Some(looked)));
        }
        looked
    }

    /// Opens what has room by now, or folds it again.
    fn look_closer(shown: &Shown<'_>, camera: Camera, commands: &mut Vec<Command>) {
        let view = shown.session.view();
        let camera = Camera { zoom: camera.zoom / shown.scale(), ..camera };
        let steps = match view.camera {
            Some(_) => steps_for(shown.picture, view, camera),
            None => 0,
        };
        // A step at a time: the next one is judged by the picture that this one gives.
        if steps != view.magnified && view.magnified == shown.picture.magnified() {
            commands.push(Command::Magnify(steps));
        }
    }

    /// Draws the legend; says where it stands, if it does.
    fn legend_ui(&mut self, ui: &Ui, shown: &Shown<'_>, canvas: Rect) -> Option<Rect> {
        let legend = fitting_legend(&shown.picture.scene, canvas.size());
        // Beside a panel that lies over the graph it would cover the rest of it.
        if legend_height(canvas.size()) == 0.0 || shown.covered > 0.0 {
            return None;
        }
        let pad = LEGEND_PADDING;
        let height = legend.size.y + 2.0 * pad.y;
        let corner = canvas.left_bottom() + vec2(LEGEND_EDGE, -LEGEND_EDGE - height);
        let rect = Rect::from_min_size(corner, legend.size + 2.0 * pad);
        // What lies under the legend is not to be clicked or dragged through it.
        ui.interact(rect, ui.scope_id().with("legend"), Sense::click_and_drag());
        self.legend = Some(rect);
        let painter = ui.painter_at(canvas);
        let line = Stroke::new(1.0, shown.look.color(Paint::Hairline));
        painter.rect(rect, 6.0, shown.look.color(Paint::Panel), line, StrokeKind::Inside);
        let mut brush = Brush::new(&painter, shown.look.theme, 1.0, &mut self.ink);
        for mark in &legend.marks {
            brush.form(&mark.form, |p| p + corner.to_vec2() + pad, 1.0);
        }
        Some(rect)
    }
}

/// Where the overview map stands: beside the legend, where that leaves it room.
fn overview_place(shown: &Shown<'_>, canvas: Rect, legend: Option<Rect>) -> Option<Rect> {
    let corner = canvas.right_bottom() - vec2(14.0, 14.0);
    let place = Rect::from_min_max(corner - overview::SIZE, corner);
    let has_room = legend_height(canvas.size()) > 0.0
        && shown.covered == 0.0
        && place.left() > canvas.left() + 14.0
        && legend.is_none_or(|legend| !legend.expand(8.0).intersects(place));
    has_room.then_some(place)
}

/// How far something moves to be seen; what is larger than the room shows its beginning.
fn moved_in(own: Rangef, room: Rangef) -> f32 {
    if own.min < room.min {
        room.min - own.min
    } else {
        (room.max - own.max).min(0.0).max(room.min - own.min)
    }
}

fn ground_clicks(
    ground: &Response,
    shown: &Shown<'_>,
    (camera, canvas, emphasis): (Camera, Rect, &Emphasis),
    commands: &mut Vec<Command>,
) {
    let Some(pointer) = ground.interact_pointer_pos().filter(|_| ground.clicked()) else {
        return;
    };
    let pos_world = camera.world_from_screen(pointer, canvas);
    match shown.picture.scene.pick(pos_world, REACH / camera.zoom, emphasis) {
        Some(Pick::Link(at)) => read_link(shown, at, commands),
        Some(Pick::Node(node)) => commands.push(Command::Select { node, extend: false }),
        None => commands.push(Command::ClearSelection),
    }
}

/// Opens the passage that speaks for a link.
fn read_link(shown: &Shown<'_>, at: usize, commands: &mut Vec<Command>) {
    let members = shown.picture.scene.links.get(at).map(|l| l.members.as_slice());
    let atlas = shown.session.atlas();
    let links = members.unwrap_or_default().iter().filter_map(|id| atlas.link(id));
    let quoted = |link: &&Link| link.evidence.iter().any(|evidence| evidence.quote().is_some());
    if let Some(link) = links.into_iter().find(quoted) {
        commands.push(Command::ReadLink(link.id.clone()));
    }
}
