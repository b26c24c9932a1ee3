//! Calm transitions: what stays glides to its new place, what is new fades in.

use std::collections::BTreeMap;

use egui::{Pos2, Vec2};

use crate::atlas::NodeId;
use crate::scene::{Camera, Owner, Scene};

/// How long a transition takes, in seconds.
const SECS: f64 = 0.24;

/// A transition from one picture to the next.
#[derive(Debug, Clone, Default)]
pub(super) struct Motion {
    /// Off where the user wants no motion, and in tests.
    pub(super) is_off: bool,
    started: Option<f64>,
    /// Where the nodes of the last picture stood. World units.
    before: BTreeMap<NodeId, Pos2>,
    offsets: BTreeMap<NodeId, Vec2>,
    camera_from: Option<Camera>,
    camera_last: Option<Camera>,
}

impl Motion {
    /// Takes note of a new picture; what stood elsewhere in the last one sets out from there.
    pub(super) fn turn_to(&mut self, scene: &Scene, now: f64) {
        let after: BTreeMap<NodeId, Pos2> =
            scene.nodes.iter().map(|n| (n.id.clone(), n.rect.center())).collect();
        let offset = |(id, to): (&NodeId, &Pos2)| Some((id.clone(), *self.before.get(id)? - *to));
        self.offsets = after.iter().filter_map(offset).collect();
        let is_first = self.before.is_empty();
        self.before = after;
        if self.is_off || is_first {
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
    pub(super) fn of(&self, owner: &Owner, now: f64) -> (Vec2, f32) {
        if !self.is_running(now) {
            return (Vec2::ZERO, 1.0);
        }
        let share = self.share(now);
        match owner {
            Owner::Ground => (Vec2::ZERO, 1.0),
            Owner::Link(_) => (Vec2::ZERO, share),
            Owner::Node(id) => match self.offsets.get(id) {
                Some(offset) => (*offset * (1.0 - share), 1.0),
                None => (Vec2::ZERO, share),
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
