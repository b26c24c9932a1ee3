//! Walking through the graph by keys: from a node along its links to the neighbour that lies best
//! in the direction of the arrow.

use egui::{Key, Modifiers, Ui, Vec2, vec2};

use crate::scene::{Scene, SceneNode};

/// The ways arrows point.
const ARROWS: [(Key, Vec2); 4] = [
    (Key::ArrowLeft, vec2(-1.0, 0.0)),
    (Key::ArrowRight, vec2(1.0, 0.0)),
    (Key::ArrowUp, vec2(0.0, -1.0)),
    (Key::ArrowDown, vec2(0.0, 1.0)),
];

/// The node that keys pressed in this frame lead to from a node. An arrow goes along a link, with
/// Shift to the nearest box whatever links there are; Home goes to the weightiest.
pub(super) fn walked<'a>(ui: &Ui, scene: &'a Scene, from: &SceneNode) -> Option<&'a SceneNode> {
    let pressed = |held, key| ui.input_mut(|i| i.consume_key(held, key));
    if pressed(Modifiers::NONE, Key::Home) {
        return scene.by_weight().next();
    }
    for (key, way) in ARROWS {
        if pressed(Modifiers::SHIFT, key) {
            return best(scene.nodes.iter(), from, way);
        }
        if pressed(Modifiers::NONE, key) {
            return along_links(scene, from, way);
        }
    }
    None
}

fn along_links<'a>(scene: &'a Scene, from: &SceneNode, way: Vec2) -> Option<&'a SceneNode> {
    let at = scene.position(&from.id)?;
    let ends = scene.links_of(at).flat_map(|link| [&link.source, &link.target]);
    let linked = best(ends.filter_map(|id| scene.node(id)), from, way);
    // Who has no neighbour that way still wants to go somewhere.
    linked.or_else(|| best(scene.nodes.iter(), from, way))
}

/// The node that lies best in a direction: near, and not far to the side. O(nodes).
fn best<'a>(
    nodes: impl Iterator<Item = &'a SceneNode>,
    from: &SceneNode,
    way: Vec2,
) -> Option<&'a SceneNode> {
    let cost = |node: &SceneNode| {
        let step = node.rect.center() - from.rect.center();
        let ahead = step.dot(way);
        // Within 60 degrees to either side.
        let is_that_way = node.id != from.id && ahead > 0.0 && ahead >= step.length() * 0.5;
        is_that_way.then(|| step.length() + 2.0 * (step - way * ahead).length())
    };
    let costs = nodes.filter_map(|node| Some((cost(node)?, node)));
    costs.min_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| x.id.cmp(&y.id))).map(|(_, n)| n)
}
