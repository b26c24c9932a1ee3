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
        if let Some(node) = self.node_at(pos_world, 0.0).and_then(|at| self.nodes.get(at)) {
            return Some(Pick::Node(node.id.clone()));
        }
        let traced = self.index.attention(&self.nodes, &self.links, emphasis).traced;
        let spots = self.index.links.iter().map(|marks| marks.bounds.expand(reach_world));
        self.links
            .iter()
            .zip(spots)
            .enumerate()
            .filter(|(at, (link, spot))| {
                spot.contains(pos_world) && (!link.quiet || traced.contains(at))
            })
            // On a ribbon one is nearest to the one in whose middle one is.
            .map(|(at, (link, _))| (at, link.route.distance(pos_world), link.ribbon.width / 2.0))
            .filter(|(_, distance, half)| *distance <= half.max(reach_world))
            .map(|(at, distance, _)| (at, distance))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(at, _)| Pick::Link(at))
    }

    /// The position of the topmost node whose box or count holds the point, else of the node
    /// nearest to it within `reach_world`. O(nodes).
    pub fn node_at(&self, pos_world: Pos2, reach_world: f32) -> Option<usize> {
        let holds = self.nodes.iter().rposition(|node| node.reach.contains(pos_world));
        if holds.is_some() || reach_world <= 0.0 {
            return holds;
        }
        let distances = self.nodes.iter().map(|node| node.rect.distance_sq_to_pos(pos_world));
        let near = distances.enumerate().filter(|(_, far)| *far <= reach_world * reach_world);
        near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
    }
}
