//! Calm transitions: what stays glides to its new place, what is new fades in.

use std::collections::BTreeMap;

use egui::{Pos2, Vec2};

use crate::atlas::NodeId;
use crate::scene::{Camera, Owner, Scene, SceneNode};

/// How long a transition takes, in seconds.
const SECS: f64 = 0.24;
/// Larger pictures change at once: nobody follows thousands of nodes on their way.
const MOST_MOVING: usize = 1_500;

/// A transition from one picture to the next.
#[derive(Debug, Clone, Default)]
pub(super) struct Motion {
    /// Off where the user wants no motion, and in tests.
    pub(super) is_off: bool,
    started: Option<f64>,
    /// Where the nodes of the last picture stood. World units.
    before: BTreeMap<NodeId, Pos2>,
    /// How far each node of this picture has to go, where it stood in the last one.
    offsets: Vec<Option<Vec2>>,
    camera_from: Option<Camera>,
    camera_last: Option<Camera>,
}

impl Motion {
    /// Takes note of a new picture; what stood elsewhere in the last one sets out from there.
    pub(super) fn turn_to(&mut self, scene: &Scene, now: f64) {
        let is_first = self.before.is_empty();
        let is_large = scene.nodes.len() > MOST_MOVING;
        let way = |node: &SceneNode| Some(*self.before.get(&node.id)? - node.rect.center());
        self.offsets = if is_large { Vec::new() } else { scene.nodes.iter().map(way).collect() };
        let nodes = scene.nodes.iter().filter(|_| !is_large);
        self.before = nodes.map(|n| (n.id.clone(), n.rect.center())).collect();
        if self.is_off || is_first || is_large {
            self.stop();
        } else {
            self.started = Some(now);
            self.camera_from = self.camera_last;
        }
    }

    /// Ends the transition where it is to end.
    pub(super) fn stop(&mut self) {
        self.started = None;
        self.camera_from = None;
    }

    /// Whether something is still on its way.
    pub(super) fn is_running(&self, now: f64) -> bool {
        self.started.is_some_and(|start| now - start < SECS)
    }

    /// How far along, 0..=1, slowing down towards the end.
    fn share(&self, now: f64) -> f32 {
        let t = self.started.map_or(1.0, |start| ((now - start) / SECS).clamp(0.0, 1.0));
        1.0 - (1.0 - t as f32).powi(3)
    }

    /// How far from its place a mark is drawn, and how strongly.
    pub(super) fn of(&self, owner: Owner, now: f64) -> (Vec2, f32) {
        if !self.is_running(now) {
            return (Vec2::ZERO, 1.0);
        }
        let share = self.share(now);
        match owner {
            Owner::Ground => (Vec2::ZERO, 1.0),
            Owner::Link(_) => (Vec2::ZERO, share),
            // A frame goes with its head.
            Owner::Node(at) | Owner::Frame(at) => match self.offsets.get(at) {
                Some(Some(offset)) => (*offset * (1.0 - share), 1.0),
                Some(None) | None => (Vec2::ZERO, share),
            },
        }
    }

    /// The camera on its way to `target`.
    pub(super) fn camera(&mut self, target: Camera, now: f64) -> Camera {
        let camera = match self.camera_from.filter(|_| self.is_running(now)) {
            Some(from) => from.towards(target, self.share(now)),
            None => target,
        };
        self.camera_last = Some(camera);
        camera
    }
}
