//! The graph in the window: pointer and keyboard to commands, marks to shapes.

use std::collections::BTreeSet;

use egui::{
    CornerRadius, Key, Modifiers, Pos2, Rect, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use super::above::above_ui;
use super::camera::{ALMOST, camera_of, out_from_under, whole_camera, zooms};
use super::empty::empty_ui;
use super::focus::focus_ui;
use super::link_menu::ground_menu_ui;
use super::motion::Motion;
use super::nodes::Stage;
use super::overview::{self, overview_ui};
use super::paint::{Brush, Ink};
use super::painter::{PicturePainter, Way};
use super::ribbon_menu::sentence_of;
use super::sweep::{Sweep, sweep_ui};
use super::widgets::Look;
use crate::atlas::{Link, LinkId, NodeId};
use crate::scene::{Camera, Emphasis, Legend, Paint, Pick, Scene, SceneLink, legend};
use crate::session::{Command, Session};
use crate::view::{Picture, View};

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
/// Height of a row of the legend.
const LEGEND_ROW: f32 = 18.0;
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
    /// The links under the pointer.
    pointed: Vec<LinkId>,
    /// The node last brought into view, the canvas that was in, and where one looks for it.
    brought_out: Option<NodeId>,
    seen_in: Option<Rect>,
    brought_to: Option<Camera>,
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
    /// Boxes that answer what is being typed.
    pub(super) found: &'a BTreeSet<NodeId>,
    /// Whether there is no picture yet.
    pub(super) is_awaited: bool,
    /// Where on a slide it stands, while it is presented.
    pub(super) slide: Option<OnSlide>,
}

impl Shown<'_> {
    /// How much larger than at a desk everything is drawn.
    pub(super) fn scale(&self) -> f32 {
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
/// Room for what stands above the picture: the way back, and headings that would scroll away.
const ABOVE: f32 = 22.0;

/// The room a view's picture has in a canvas, in points: margins, legend and strip taken off.
pub(super) fn room_for_picture(canvas: Vec2, view: &View) -> Vec2 {
    let taken = 2.0 * MARGIN + ABOVE + legend_height(canvas) + strip_height(view);
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
pub(super) fn picture_area(canvas: Rect, view: &View) -> Rect {
    let room = room_for_picture(canvas.size(), view);
    Rect::from_min_size(canvas.min + vec2(MARGIN, MARGIN + ABOVE + strip_height(view)), room)
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
        let painter = ui.painter_at(canvas);
        painter.rect_filled(canvas, CornerRadius::ZERO, shown.look.color(Paint::Ground));
        let hovered = self.hovered.clone().filter(|_| shown.slide.is_none_or(|s| s.is_hovered));
        let emphasis = Emphasis {
            hovered,
            followed: shown.followed.clone(),
            pointed: self.pointed.iter().cloned().collect(),
            found: shown.found.clone(),
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
        self.point_at_links(ui, &ground, shown, (camera, canvas, &emphasis));
        let opens = self.asks_about(&ground, shown, (camera, canvas, &emphasis));
        ground_menu_ui(&ground, shown, (&self.asked_about, opens), commands);
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
        above_ui(ui, shown, (camera, canvas), &mut self.ink, commands);
        if shown.picture.visible.kept_nodes.is_empty() {
            empty_ui(ui, shown, canvas, commands);
        } else {
            let legend = self.legend_ui(ui, shown, canvas);
            if let Some(place) = overview_place(canvas, legend) {
                overview_ui(ui, shown, (camera, canvas), place, commands);
            }
        }
        focus_ui(ui, shown, canvas, commands);
    }

    /// Lights the line under the pointer, and says what it stands for.
    fn point_at_links(
        &mut self,
        ui: &Ui,
        ground: &Response,
        shown: &Shown<'_>,
        place: (Camera, Rect, &Emphasis),
    ) {
        let is_busy = self.dragged.is_some() || self.sweep.is_some() || ground.dragged();
        let pointer = ground.hover_pos().filter(|_| !is_busy && self.hovered.is_none());
        let line = pointer.and_then(|pointer| line_at(shown, pointer, place));
        let members = line.map_or(&[][..], |line| line.members.as_slice());
        if self.pointed != members {
            self.pointed = members.to_vec();
            ui.request_repaint();
        }
        if let Some(line) = line {
            let words = sentence_of(shown.session, line);
            ground.clone().on_hover_text_at_pointer(words);
        }
    }

    /// Keeps what a click on the ground asks about for as long as its menu stands; says whether the menu
    /// opens or closes by it. A line that stands for one link is read at once.
    fn asks_about(
        &mut self,
        ground: &Response,
        shown: &Shown<'_>,
        place: (Camera, Rect, &Emphasis),
    ) -> Option<bool> {
        let is_asked = ground.secondary_clicked();
        if !is_asked && !ground.clicked() {
            return None;
        }
        let line = ground.interact_pointer_pos().and_then(|at| line_at(shown, at, place));
        let members = line.map_or_else(Vec::new, |line| line.members.clone());
        let opens = is_asked || members.len() > 1;
        if opens {
            self.asked_about = members;
        }
        Some(opens)
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

    /// Brings a selected node into view that stands outside of what is seen: once for each, and again
    /// where the canvas has changed and the view was the program's choice.
    fn bring_out(
        &mut self,
        shown: &Shown<'_>,
        camera: Camera,
        canvas: Rect,
        commands: &mut Vec<Command>,
    ) {
        let subject = shown.session.view().subject();
        let has_canvas_changed = self.seen_in != Some(canvas);
        if self.brought_out.as_ref() == subject && !has_canvas_changed {
            return;
        }
        let node = subject.and_then(|id| shown.picture.scene.node(id));
        if node.is_some() || subject.is_none() {
            self.brought_out = subject.cloned();
            self.seen_in = Some(canvas);
        }
        if node.is_none() || shown.slide.is_some() {
            return;
        }
        let own = shown.session.view().camera;
        let is_ours = own.is_none() || own == self.brought_to;
        if has_canvas_changed && !is_ours {
            return;
        }
        let from = if has_canvas_changed { whole_camera(shown, canvas) } else { camera };
        let moved = out_from_under(shown, from, canvas);
        let to = (moved != Vec2::ZERO).then(|| from.panned(moved));
        if to.is_some() || has_canvas_changed {
            self.brought_to = to;
            if to != own {
                commands.push(Command::SetCamera(to));
            }
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
        let (least, most) = zooms(shown, canvas);
        let ends = least.min(camera.zoom)..=most.max(camera.zoom);
        if !ends.contains(&looked.zoom) {
            let end = looked.zoom.clamp(*ends.start(), *ends.end());
            let pointer = ui.input(|i| i.pointer.hover_pos()).filter(|p| canvas.contains(*p));
            let anchor = pointer.unwrap_or_else(|| canvas.center());
            looked = looked.zoomed(end / looked.zoom, anchor, canvas);
        }
        if looked == camera {
            return camera;
        }
        self.motion.stop();
        // From all the way out one sees the whole picture as it first stood there.
        let whole = whole_camera(shown, canvas);
        let is_all = whole.zoom <= least * ALMOST && looked.zoom <= whole.zoom * ALMOST;
        let is_whole = is_all && looked.zoom < camera.zoom;
        commands.push(Command::LookAt((!is_whole).then_some(looked)));
        if is_whole { whole } else { looked }
    }

    /// Draws the legend; says where it stands, if it does.
    fn legend_ui(&mut self, ui: &Ui, shown: &Shown<'_>, canvas: Rect) -> Option<Rect> {
        let legend = fitting_legend(&shown.picture.scene, canvas.size());
        if legend_height(canvas.size()) == 0.0 {
            return None;
        }
        let pad = LEGEND_PADDING;
        let height = legend.size.y + 2.0 * pad.y;
        // A strip of its own: where the map is longer than the canvas, it goes on above.
        let strip = foot(canvas);
        let top = (strip.center().y - height / 2.0).max(strip.top());
        let corner = pos2(canvas.left() + LEGEND_EDGE, top);
        let rect = Rect::from_min_size(corner, legend.size + 2.0 * pad);
        // What lies under it is not to be clicked or dragged through it.
        ui.interact(strip, ui.scope_id().with("legend"), Sense::click_and_drag());
        self.legend = Some(strip);
        let painter = ui.painter_at(canvas);
        let line = Stroke::new(1.0, shown.look.color(Paint::Hairline));
        painter.rect_filled(strip, CornerRadius::ZERO, shown.look.color(Paint::Panel));
        painter.hline(strip.x_range(), strip.top(), line);
        // Of a legend with more rows than the strip holds, the first.
        let n_rows = ((strip.height() - 2.0 * pad.y) / LEGEND_ROW).floor().max(1.0);
        let shown_to = rect.top() + pad.y + n_rows * LEGEND_ROW;
        let painter = painter.with_clip_rect(strip.with_max_y(shown_to.min(strip.bottom())));
        let mut brush = Brush::new(&painter, shown.look.theme, 1.0, &mut self.ink);
        for mark in &legend.marks {
            brush.form(&mark.form, |p| p + corner.to_vec2() + pad, mark.form.strength());
        }
        Some(rect)
    }
}

/// The strip at the foot of the canvas in which legend and overview map stand, under the picture.
fn foot(canvas: Rect) -> Rect {
    canvas.with_min_y(canvas.bottom() - legend_height(canvas.size()) - MARGIN + 6.0)
}

/// Where the overview map stands: beside the legend, where that leaves it room.
fn overview_place(canvas: Rect, legend: Option<Rect>) -> Option<Rect> {
    let middle = pos2(canvas.right() - 14.0 - overview::SIZE.x / 2.0, foot(canvas).center().y);
    let place = Rect::from_center_size(middle, overview::SIZE);
    let has_room = legend_height(canvas.size()) > 0.0
        && place.left() > canvas.left() + 14.0
        && legend.is_none_or(|legend| !legend.expand(8.0).intersects(place));
    has_room.then_some(place)
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

/// The line under a point of the screen, where no box is.
fn line_at<'a>(
    shown: &Shown<'a>,
    pointer: Pos2,
    (camera, canvas, emphasis): (Camera, Rect, &Emphasis),
) -> Option<&'a SceneLink> {
    let scene = &shown.picture.scene;
    let pos_world = camera.world_from_screen(pointer, canvas);
    match scene.pick(pos_world, REACH / camera.zoom, emphasis)? {
        Pick::Link(at) => scene.links.get(at),
        Pick::Node(_) => None,
    }
}

/// Opens the passage that speaks for a link; of several, their list asks which.
fn read_link(shown: &Shown<'_>, at: usize, commands: &mut Vec<Command>) {
    let members = shown.picture.scene.links.get(at).map(|l| l.members.as_slice());
    let atlas = shown.session.atlas();
    let members = members.filter(|members| members.len() == 1);
    let links = members.unwrap_or_default().iter().filter_map(|id| atlas.link(id));
    let quoted = |link: &&Link| link.evidence.iter().any(|evidence| evidence.quote().is_some());
    if let Some(link) = links.into_iter().find(quoted) {
        commands.push(Command::ReadLink(link.id.clone()));
    }
}
