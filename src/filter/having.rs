//! How many of what is kept have a value, for keys without a facet.

use super::keys::{Claim, Test};
use super::{Key, Visible};
use crate::atlas::Atlas;

/// How many kept nodes have a value of a sort or property; for claims, how many kept nodes and
/// links; for keys that name nodes, whether the node is kept. O(nodes + links).
pub fn n_having(atlas: &Atlas, visible: &Visible, key: Key, word: &str) -> usize {
    let nodes = || atlas.nodes().iter().filter(|node| visible.kept_nodes.contains(&node.id));
    let links = || atlas.links().iter().filter(|link| visible.kept_links.contains(&link.id));
    match key.spec().test {
        Test::Names(..) => usize::from(visible.kept_nodes.contains(word)),
        Test::Sort(has) | Test::Property(has) => nodes().filter(|node| has(node, word)).count(),
        Test::Claim(has) => {
            nodes().filter(|node| has(Claim::Node(node), word)).count()
                + links().filter(|link| has(Claim::Link(link), word)).count()
        }
    }
}
