//! An atlas by position: which links a node has, which threats lie under a threat.
//!
//! Made once a question, so that everything after it works on numbers. Knows the atlas;
//! knows nothing of filters.

use crate::atlas::{Atlas, Link, Node, NodeKind, Relation};

/// Nodes and links of an atlas by position, with neighbours and the taxonomy.
pub(super) struct Ground<'a> {
    /// The atlas itself.
    pub(super) atlas: &'a Atlas,
    /// Source and target of every link, by position of node.
    pub(super) ends: Vec<(usize, usize)>,
    /// The links of every node, by position, in the atlas's order; a loop stands there once.
    pub(super) links_at: Vec<Vec<usize>>,
    /// The pillars that contain a node, in the atlas's order.
    pub(super) pillars: Vec<Vec<usize>>,
    /// The threat a node is a sub-type of.
    pub(super) parent: Vec<Option<usize>>,
    /// The sub-types of a node, in the taxonomy's order.
    pub(super) children: Vec<Vec<usize>>,
}

impl<'a> Ground<'a> {
    /// O(nodes + links).
    pub(super) fn new(atlas: &'a Atlas) -> Self {
        let ends: Vec<(usize, usize)> = atlas.link_ends().collect();
        let n_nodes = atlas.nodes().len();
        let mut n_links_at = vec![0; n_nodes];
        for &(source, target) in &ends {
            n_links_at[source] += 1;
            n_links_at[target] += usize::from(source != target);
        }
        let mut links_at: Vec<Vec<usize>> =
            n_links_at.into_iter().map(Vec::with_capacity).collect();
        for (link, &(source, target)) in ends.iter().enumerate() {
            links_at[source].push(link);
            if source != target {
                links_at[target].push(link);
            }
        }
        let (mut parent, mut children) = (vec![None; n_nodes], vec![Vec::new(); n_nodes]);
        for threat in atlas.threats() {
            // A part of an atlas need not have a node for every entry.
            let mut line = atlas.threat_line(&threat.id).skip(1);
            let above = line.find_map(|above| atlas.node_position(above));
            if let (Some(above), Some(at)) = (above, atlas.node_position(&threat.id)) {
                parent[at] = Some(above);
                children[above].push(at);
            }
        }
        let pillars = pillars_of_each(atlas, &ends);
        Self { atlas, ends, links_at, pillars, parent, children }
    }

    pub(super) const fn n_nodes(&self) -> usize {
        self.links_at.len()
    }

    pub(super) const fn n_links(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn node(&self, at: usize) -> &'a Node {
        &self.atlas.nodes()[at]
    }

    pub(super) fn link(&self, at: usize) -> &'a Link {
        &self.atlas.links()[at]
    }

    /// The node that an id names.
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.atlas.position_of(id)
    }

    /// Every link of a node with the node at its other end.
    pub(super) fn neighbors(&self, at: usize) -> impl Iterator<Item = (usize, usize)> {
        self.links_at[at].iter().map(move |&link| (link, self.other_end(link, at)))
    }

    /// The end of a link that is not the given one.
    pub(super) fn other_end(&self, link: usize, at: usize) -> usize {
        let (source, target) = self.ends[link];
        if source == at { target } else { source }
    }

    /// The node and, outwards, the threats it is a sub-type of.
    pub(super) fn line(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(at), |&at| self.parent[at])
    }

    /// The node and all its sub-types, each before its own sub-types.
    pub(super) fn subtree(&self, at: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open = vec![at];
        while let Some(next) = open.pop() {
            found.push(next);
            open.extend(self.children[next].iter().rev());
        }
        found
    }
}

/// The pillars that contain each node. O(links).
fn pillars_of_each(atlas: &Atlas, ends: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let nodes = atlas.nodes();
    let is_pillar = |at: &usize| nodes[*at].role() == NodeKind::Pillar;
    let mut pillars = vec![Vec::new(); nodes.len()];
    for (link, (source, target)) in atlas.links().iter().zip(ends) {
        if link.relation == Relation::Contains && is_pillar(source) {
            pillars[*target].push(*source);
        }
    }
    // A part knows of pillars that hold what is kept though the links to them are not.
    for (node, pillars) in nodes.iter().zip(&mut pillars) {
        if let Some(ties) = atlas.ties(&node.id) {
            let known = ties.pillars.iter().filter_map(|id| atlas.node_position(id));
            *pillars = known.filter(is_pillar).collect();
        }
    }
    pillars
}
