//! What is under a point.

use emath::Pos2;

use super::build::Scene;
use super::emphasis::Emphasis;
use crate::atlas::NodeId;

/// What was found under a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// A node.
    Node(NodeId),
    /// A link, by position in [`Scene::links`].
    Link(usize),
}

impl Scene {
    /// The topmost node whose box or count holds the point, else the link nearest to it within
    /// `reach_world`. Quiet links are found only where they are traced. O(nodes + links).
    pub fn pick(&self, pos_world: Pos2, reach_world: f32, emphasis: &Emphasis) -> Option<Pick> {
        if let Some(node) = self.nodes.iter().rev().find(|n| n.reach.contains(pos_world)) {
            return Some(Pick::Node(node.id.clone()));
        }
        self.links
            .iter()
            .enumerate()
            .filter(|(_, link)| !link.quiet || emphasis.traces(link))
            .map(|(at, link)| (at, link.route.distance(pos_world)))
            .filter(|(_, distance)| *distance <= reach_world)
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(at, _)| Pick::Link(at))
    }
}
