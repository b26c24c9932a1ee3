//! What lies where in a scene, so that nobody has to look through all of it.
//!
//! Owns positions by id, the marks and bounds of each node and link, the links at each node and
//! the order in which labels are given room. Worked out once with the scene; knows no camera.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use emath::Rect;

use super::build::SceneNode;
use super::emphasis::{DIMMED, Emphasis};
use super::links::SceneLink;
use super::mark::{Form, Mark, Owner, Paint};
use crate::atlas::{LinkId, NodeId};

/// Where a node's marks stand in [`super::Scene::marks`], and what stands for it from afar.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NodeMarks {
    /// All of them.
    pub(super) all: Range<usize>,
    /// The lines of its label.
    pub(super) label: Range<usize>,
    /// What is written under that, and signs, which nobody could read from afar.
    pub(super) notes: Range<usize>,
    /// What says how much is folded into it: the last of them.
    pub(super) count: Range<usize>,
    /// Everything in one rectangle. World units.
    pub(super) bounds: Rect,
    /// The colour that tells it from afar.
    pub(super) dot: Paint,
}

/// Where a link's marks stand in [`super::Scene::marks`].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LinkMarks {
    /// All of them.
    pub(super) all: Range<usize>,
    /// Everything in one rectangle. World units.
    pub(super) bounds: Rect,
}

/// The index of a scene.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Index {
    /// Positions of the nodes, ordered by id.
    by_id: Vec<u32>,
    /// Marks of the ground.
    pub(super) ground: Range<usize>,
    /// Marks of each node.
    pub(super) nodes: Vec<NodeMarks>,
    /// Marks of each link.
    pub(super) links: Vec<LinkMarks>,
    /// For each node, where its links begin in `links_at`; one more than there are nodes.
    starts: Vec<u32>,
    links_at: Vec<u32>,
    /// Nodes in the order in which labels are given room: hits first, then by number of links.
    pub(super) ranked: Vec<u32>,
    /// How many links are drawn at rest.
    pub(super) n_at_rest: usize,
    /// Everything marks cover but their text.
    pub(super) extent: Option<Rect>,
}

impl Index {
    /// The index over finished nodes and links. O((n + m) log n).
    pub(super) fn new(
        nodes: &[SceneNode],
        links: &[SceneLink],
        is_hit: &[bool],
        (ground, node_marks, link_marks): (Range<usize>, Vec<NodeMarks>, Vec<LinkMarks>),
    ) -> Self {
        let mut by_id: Vec<u32> = (0..nodes.len() as u32).collect();
        by_id.sort_by(|a, b| nodes[*a as usize].id.cmp(&nodes[*b as usize].id));
        let mut index = Self {
            by_id,
            ground,
            nodes: node_marks,
            links: link_marks,
            n_at_rest: links.iter().filter(|link| !link.quiet).count(),
            ..Self::default()
        };
        index.join(nodes, links);
        let n_links = |at: u32| index.links_of(at as usize).len();
        let hit = |at: u32| is_hit.get(at as usize).copied().unwrap_or(false);
        let mut ranked: Vec<u32> = (0..nodes.len() as u32).collect();
        ranked.sort_by_key(|&at| (!hit(at), Reverse(n_links(at)), at));
        index.ranked = ranked;
        index
    }

    /// Gathers the links at each node by counting.
    fn join(&mut self, nodes: &[SceneNode], links: &[SceneLink]) {
        let ends: Vec<[Option<usize>; 2]> = links
            .iter()
            .map(|link| [self.position(nodes, &link.source), self.position(nodes, &link.target)])
            .collect();
        let mut starts = vec![0_u32; nodes.len() + 1];
        for end in ends.iter().flatten().flatten() {
            starts[end + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut links_at = vec![0_u32; starts.last().map_or(0, |n| *n as usize)];
        for (link, ends) in ends.iter().enumerate() {
            for end in ends.iter().flatten() {
                links_at[next[*end] as usize] = link as u32;
                next[*end] += 1;
            }
        }
        (self.starts, self.links_at) = (starts, links_at);
    }

    /// The position of an id. O(log n).
    pub(super) fn position(&self, nodes: &[SceneNode], id: &NodeId) -> Option<usize> {
        let found = self.by_id.binary_search_by(|at| nodes[*at as usize].id.cmp(id)).ok()?;
        self.by_id.get(found).map(|at| *at as usize)
    }

    /// The links that start or end at a node.
    pub(super) fn links_of(&self, node: usize) -> &[u32] {
        let ends = (self.starts.get(node), self.starts.get(node + 1));
        let (Some(&from), Some(&to)) = ends else { return &[] };
        self.links_at.get(from as usize..to as usize).unwrap_or_default()
    }

    /// What stands out under an emphasis. O(links of what is hovered or selected).
    pub(super) fn attention(
        &self,
        nodes: &[SceneNode],
        links: &[SceneLink],
        emphasis: &Emphasis,
    ) -> Attention {
        let selected: Vec<usize> =
            emphasis.selected.iter().filter_map(|id| self.position(nodes, id)).collect();
        let is_followed = !emphasis.followed.is_empty();
        let hovered = emphasis.hovered.as_ref().filter(|_| !is_followed);
        let hovered: Option<Option<usize>> = hovered.map(|id| self.position(nodes, id));
        let mut traced: BTreeSet<usize> = if is_followed {
            positions_of(links, &emphasis.followed)
        } else {
            let from: &[usize] = hovered.as_ref().map_or(&selected, Option::as_slice);
            from.iter().flat_map(|at| self.links_of(*at)).map(|at| *at as usize).collect()
        };
        if !emphasis.pointed.is_empty() {
            traced.extend(positions_of(links, &emphasis.pointed));
        }
        let ends = traced.iter().filter_map(|at| links.get(*at));
        let ends = ends.flat_map(|link| [&link.source, &link.target]);
        let mut near: BTreeSet<usize> = ends.filter_map(|id| self.position(nodes, id)).collect();
        // What is selected never steps back.
        near.extend(&selected);
        let hovered = hovered.flatten();
        near.extend(hovered);
        let faded = |is_faded: &dyn Fn(usize) -> bool, n: usize| {
            (0..n).filter(|at| is_faded(*at)).collect()
        };
        let faded_nodes = faded(&|at| nodes[at].is_faded && !near.contains(&at), nodes.len());
        let faded_links = faded(&|at| links[at].is_faded, links.len());
        let found = emphasis.found.iter().filter_map(|id| self.position(nodes, id));
        let found: Vec<usize> = found.collect();
        let has_found = !found.is_empty();
        near.extend(found);
        let dims_rest = hovered.is_some() || (is_followed && !traced.is_empty()) || has_found;
        Attention { selected, hovered, dims_rest, near, traced, faded_nodes, faded_links }
    }
}

/// What stands out, by position in the scene.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attention {
    /// Selected nodes that are drawn.
    pub(super) selected: Vec<usize>,
    /// The node under the pointer.
    pub(super) hovered: Option<usize>,
    /// Whether what is neither traced nor near steps back.
    dims_rest: bool,
    /// What is hovered, or else selected, and its neighbours.
    pub(super) near: BTreeSet<usize>,
    /// The links that are traced.
    pub(super) traced: BTreeSet<usize>,
    /// Nodes that filter and focus do not keep, and nobody points at.
    faded_nodes: BTreeSet<usize>,
    /// Links that filter and focus do not keep.
    faded_links: BTreeSet<usize>,
}

impl Attention {
    /// How strongly what belongs to an owner is painted: 1 at rest, [`DIMMED`] where it steps back
    /// for what the pointer is on or because it is not kept, 0 where it is traced instead.
    pub fn strength(&self, owner: Owner) -> f32 {
        match owner {
            Owner::Link(at) if self.traced.contains(&at) => 0.0,
            Owner::Link(_) if self.dims_rest => DIMMED,
            Owner::Node(at) if self.dims_rest && !self.near.contains(&at) => DIMMED,
            Owner::Node(at) if self.faded_nodes.contains(&at) => DIMMED,
            Owner::Link(at) if self.faded_links.contains(&at) => DIMMED,
            Owner::Ground | Owner::Frame(_) | Owner::Node(_) | Owner::Link(_) => 1.0,
        }
    }
}

/// Where links stand that are, or stand for, one of these. O(members log wanted).
fn positions_of(links: &[SceneLink], wanted: &BTreeSet<LinkId>) -> BTreeSet<usize> {
    let is_wanted = |link: &SceneLink| link.members.iter().any(|id| wanted.contains(id));
    links.iter().enumerate().filter(|(_, link)| is_wanted(link)).map(|(at, _)| at).collect()
}

/// Everything marks cover but their text, in one rectangle. World units.
pub(super) fn bounds_of(marks: &[Mark]) -> Rect {
    let of = |mark: &Mark| match &mark.form {
        Form::Curve { segments, stroke } => {
            let points = segments.iter().flatten();
            points
                .fold(Rect::NOTHING, |all, p| all.union(Rect::from_min_max(*p, *p)))
                .expand(stroke.width)
        }
        Form::Polygon { points, stroke, .. } => {
            Rect::from_points(points).expand(stroke.map_or(0.0, |line| line.width))
        }
        Form::Rect { rect, stroke, .. } => rect.expand(stroke.map_or(0.0, |line| line.width)),
        Form::Text { pos, .. } => Rect::from_min_max(*pos, *pos),
    };
    marks.iter().map(of).fold(Rect::NOTHING, Rect::union)
}
