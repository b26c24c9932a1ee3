//! Nodes in the window: hovered, clicked, dragged, reached by keyboard and screen reader.
//!
//! Owns what pointer and keyboard do to nodes. Few are a widget each; of many only the weightiest
//! are, and the pointer finds the others by where it is.

use egui::accesskit::Action;
use egui::{
    EventFilter, Key, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};

use super::canvas::{Canvas, Shown};
use super::held::held;
use super::menu::node_menu_ui;
use super::walk::walked;
use crate::atlas::{Evidence, NodeId, NodeKind};
use crate::scene::{Camera, Owner, Paint, SceneNode};
use crate::session::{Command, Reading, Session};
use crate::view::Picture;

/// Up to so many visible nodes are a widget each.
const MOST_WIDGETS: usize = 1_000;
/// Of more, so many are: those that a person at the keyboard will want first.
const WEIGHTIEST: usize = 500;
/// Arrows walk through the graph while it has the keyboard's focus.
const ARROWS: EventFilter =
    EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };
/// Reach of the pointer around a node that is drawn small, in points.
const REACH: f32 = 5.0;

/// A pointer that is first seen within so many seconds was there when the window opened.
const OPENING: f64 = 0.5;

/// What the nodes are shown in.
pub(super) struct Stage<'a> {
    /// What is shown.
    pub(super) shown: &'a Shown<'a>,
    /// Where the window looks.
    pub(super) camera: Camera,
    /// The canvas on the screen.
    pub(super) canvas: Rect,
    /// What pointer and keyboard do to the canvas itself.
    pub(super) ground: &'a Response,
}

impl Stage<'_> {
    fn scene(&self) -> &crate::scene::Scene {
        &self.shown.picture.scene
    }

    /// Where a node is on the screen; a dot may be aimed at a little beside it.
    fn target(&self, node: &SceneNode) -> Rect {
        let rect = self.camera.screen_rect(node.reach, self.canvas);
        let least = Vec2::splat(2.0 * REACH);
        let rect = Rect::from_center_size(rect.center(), rect.size().max(least));
        rect.intersect(self.canvas)
    }

    fn node_under(&self, pos_screen: Pos2) -> Option<&SceneNode> {
        let pos_world = self.camera.world_from_screen(pos_screen, self.canvas);
        let at = self.scene().node_at(pos_world, REACH / self.camera.zoom)?;
        self.scene().nodes.get(at)
    }
}

impl Canvas {
    /// Lets the nodes be hovered, clicked, dragged and walked through.
    pub(super) fn nodes_ui(&mut self, ui: &Ui, stage: &Stage<'_>, commands: &mut Vec<Command>) {
        let scene = stage.scene();
        let seen = |node: &&SceneNode| stage.target(node).is_positive();
        let n_seen = scene.nodes.iter().filter(seen).count();
        let hovered = if n_seen <= MOST_WIDGETS {
            let nodes = scene.nodes.iter().filter(seen);
            self.widgets(ui, stage, nodes, commands)
        } else {
            let weighty = scene.by_weight().filter(seen).take(WEIGHTIEST);
            let reached = self.widgets(ui, stage, weighty, commands);
            let others = self.by_pointer(ui, stage, commands);
            reached.or(others)
        };
        // What a new picture puts under a pointer that rests was not pointed at.
        let pointer = ui.input(|i| i.pointer.hover_pos());
        self.meet(pointer, ui.input(|i| i.time));
        if self.rested_at.is_some() && self.rested_at != pointer {
            self.rested_at = None;
        }
        let is_focused = |id: &NodeId| {
            ui.memory(|m| m.has_focus(ui.scope_id().with("graph-node").with(id.as_str())))
        };
        let hovered = hovered.filter(|id| self.rested_at.is_none() || is_focused(id));
        if self.hovered != hovered {
            self.hovered = hovered;
            ui.request_repaint();
        }
        if self.hovered.is_some() {
            ui.set_cursor_icon(egui::CursorIcon::PointingHand);
        }
    }

    /// Takes a pointer that is there when the window opens for one that rests.
    fn meet(&mut self, pointer: Option<Pos2>, now: f64) {
        let opened_at = *self.opened_at.get_or_insert(now);
        if pointer.is_some()
            && !std::mem::replace(&mut self.has_met_pointer, true)
            && now - opened_at < OPENING
        {
            self.rested_at = pointer;
        }
    }

    /// A widget for each of these nodes; gives back the one that is hovered or has the focus.
    fn widgets<'a>(
        &mut self,
        ui: &Ui,
        stage: &Stage<'_>,
        nodes: impl Iterator<Item = &'a SceneNode>,
        commands: &mut Vec<Command>,
    ) -> Option<NodeId> {
        let base = ui.scope_id().with("graph-node");
        let selection = stage.shown.session.view().selection();
        let nodes: Vec<&SceneNode> = nodes.collect();
        let stop = self.tab_stop(stage, &nodes);
        let mut hovered = None;
        for node in nodes {
            let id = base.with(node.id.as_str());
            // One stop for the whole graph; a screen reader may still ask for any node.
            let is_asked_for = ui.input(|i| i.has_accesskit_action_request(id, Action::Focus));
            if is_asked_for {
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            let is_stop = stop.as_ref() == Some(&node.id);
            let sense = if is_stop || ui.memory(|m| m.has_focus(id)) {
                Sense::click_and_drag()
            } else {
                Sense::CLICK | Sense::DRAG
            };
            let response = ui.interact(stage.target(node), id, sense);
            let is_selected = selection.contains(&node.id);
            response.widget_info(|| {
                WidgetInfo::selected(Role::Button, true, is_selected, spoken(stage, node))
            });
            ui.ctx().accesskit_node_builder(id, |said| said.add_action(Action::Focus));
            if response.hovered() || response.has_focus() {
                hovered = Some(node.id.clone());
            }
            if response.has_focus() {
                let line = Stroke::new(2.0, stage.shown.look.color(Paint::Accent));
                let ring = stage.camera.screen_rect(node.rect, stage.canvas).expand(6.0);
                ui.painter_at(stage.canvas).rect_stroke(ring, 9.0, line, StrokeKind::Outside);
                self.tab_stop = Some(node.id.clone());
                ui.memory_mut(|memory| memory.set_focus_lock_filter(id, ARROWS));
                if let Some(next) = walked(ui, stage.scene(), node) {
                    self.walk_to(ui, stage, next, commands);
                }
            }
            self.drag(&response, node, stage.camera, commands);
            click(ui, &response, stage.shown.session, node, commands);
            // On a slide, what menus and hints say would be too small to read.
            if stage.shown.slide.is_none() {
                node_menu_ui(&response, stage.shown.session, node, commands);
                hint_ui(response, node);
            }
        }
        hovered
    }

    /// The node at which the keyboard enters the graph: the one it was at last, or the selected
    /// one, or the first.
    fn tab_stop(&self, stage: &Stage<'_>, nodes: &[&SceneNode]) -> Option<NodeId> {
        let is_there = |id: &&NodeId| nodes.iter().any(|node| node.id == **id);
        let subject = stage.shown.session.view().subject();
        let known = self.tab_stop.iter().chain(subject).find(is_there).cloned();
        known.or_else(|| nodes.first().map(|node| node.id.clone()))
    }

    /// Gives the keyboard's focus to another node, and brings it into view.
    fn walk_to(
        &mut self,
        ui: &Ui,
        stage: &Stage<'_>,
        next: &SceneNode,
        commands: &mut Vec<Command>,
    ) {
        self.tab_stop = Some(next.id.clone());
        let id = ui.scope_id().with("graph-node").with(next.id.as_str());
        ui.memory_mut(|memory| memory.request_focus(id));
        let place = stage.camera.screen_rect(next.rect, stage.canvas);
        if !stage.canvas.contains(place.center()) {
            let way = stage.canvas.center() - place.center();
            commands.push(Command::SetCamera(Some(stage.camera.panned(way))));
        }
        ui.request_repaint();
    }

    /// What the pointer does to nodes that are no widgets; gives back the hovered one.
    fn by_pointer(
        &mut self,
        ui: &Ui,
        stage: &Stage<'_>,
        commands: &mut Vec<Command>,
    ) -> Option<NodeId> {
        let ground = stage.ground;
        let pointer = ground.hover_pos().filter(|_| ground.hovered());
        let hovered = pointer.and_then(|pos| stage.node_under(pos));
        let grabbed = self.grabbed.as_ref().and_then(|id| stage.scene().node(id));
        if let Some(node) = grabbed {
            self.drag(ground, node, stage.camera, commands);
        } else if let Some(node) = ground.interact_pointer_pos().and_then(|p| stage.node_under(p)) {
            click(ui, ground, stage.shown.session, node, commands);
        }
        if !ground.dragged() {
            self.grabbed = None;
        }
        hovered.map(|node| node.id.clone())
    }

    /// Whether a drag that begins on the ground begins on a node that is no widget.
    pub(super) fn grab(&mut self, ui: &Ui, stage: &Stage<'_>) {
        if stage.ground.drag_started()
            && let Some(origin) = ui.input(|i| i.pointer.press_origin())
        {
            self.grabbed = stage.node_under(origin).map(|node| node.id.clone());
        }
    }

    /// How far from its place a mark is drawn because its node is on its way with the pointer.
    pub(super) fn drag_offset(&self, picture: &Picture) -> Option<(Owner, Vec2)> {
        let (id, centre) = self.dragged.as_ref()?;
        let at = picture.scene.position(id)?;
        let node = picture.scene.nodes.get(at)?;
        Some((Owner::Node(at), *centre - node.rect.center()))
    }

    fn drag(
        &mut self,
        response: &Response,
        node: &SceneNode,
        camera: Camera,
        commands: &mut Vec<Command>,
    ) {
        if response.dragged() {
            let start = match &self.dragged {
                Some((id, centre)) if *id == node.id => *centre,
                _ => node.rect.center(),
            };
            self.dragged = Some((node.id.clone(), start + response.drag_delta() / camera.zoom));
        }
        if response.drag_stopped()
            && let Some((id, pos_world)) = self.dragged.take()
        {
            commands.push(Command::Pin { node: id, pos_world });
        }
    }
}

/// What a box does not say by itself: what is folded inside, and what its dot means.
fn hint_ui(response: Response, node: &SceneNode) {
    if node.n_folded == 0 && node.follow_up.is_none() {
        return;
    }
    // A sheet that comes over the graph puts an end to what the pointer said there.
    if response.ctx.memory(|memory| memory.top_modal_layer().is_some()) {
        return;
    }
    response.on_hover_ui(|ui| {
        if node.n_folded > 0 {
            ui.label(folded_sentence(node));
        }
        if let Some(follow_up) = node.follow_up {
            ui.label(follow_up.phrase());
        }
    });
}

/// What a screen reader says of a node.
fn spoken(stage: &Stage<'_>, node: &SceneNode) -> String {
    let known = stage.shown.session.atlas().node(&node.id);
    let subtype = known.and_then(|known| known.subtype.as_deref());
    let subtype = subtype.map(|subtype| format!(", {}", subtype.replace('-', " ")));
    let scene = stage.scene();
    let n_links = scene.position(&node.id).map_or(0, |at| scene.links_of(at).count());
    let links = if n_links == 1 { ", 1 link".to_owned() } else { format!(", {n_links} links") };
    let since = node.follow_up.map(|follow_up| format!(", {}", follow_up.phrase()));
    let folded = (node.n_folded > 0).then(|| format!(", {}", folded_sentence(node)));
    let name = format!("{}, {}", node.label, node.word());
    let rest = [since, folded, subtype, Some(links)];
    rest.into_iter().flatten().fold(name, |name, part| name + &part)
}

/// "38 folded inside: 18 actions, 3 actors, 17 instruments".
fn folded_sentence(node: &SceneNode) -> String {
    let count = |&(kind, n): &(NodeKind, usize)| {
        format!("{n} {}", if n == 1 { kind.word() } else { kind.spec().plural })
    };
    let kinds: Vec<String> = node.folded.iter().map(count).collect();
    format!("{} folded inside: {}", node.n_folded, kinds.join(", "))
}

fn click(
    ui: &Ui,
    response: &Response,
    session: &Session,
    node: &SceneNode,
    commands: &mut Vec<Command>,
) {
    let can_fold = node.is_group || matches!(node.kind, NodeKind::Pillar | NodeKind::Threat);
    let is_entered = response.has_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if can_fold && (response.double_clicked() || is_entered) {
        commands.push(Command::Fold { group: node.id.clone(), open: node.n_folded > 0 });
    } else if response.double_clicked() {
        commands.push(Command::Read(first_passage(session, &node.id)));
    } else if response.clicked() {
        let held = ui.input(held);
        let by_space = response.has_focus() && ui.input(|i| i.key_pressed(Key::Space));
        let extend = by_space || held.shift || held.command;
        commands.push(Command::Select { node: node.id.clone(), extend });
    }
}

/// The first passage that speaks for a node.
pub(super) fn first_passage(session: &Session, node: &NodeId) -> Option<Reading> {
    let evidence = &session.atlas().node(node)?.evidence;
    let quote = evidence.iter().find_map(Evidence::quote)?;
    Some(Reading { document: quote.document.clone(), span: Some(quote.span) })
}
