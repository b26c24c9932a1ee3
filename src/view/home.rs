//! The home map: where things stand in every picture of an atlas.
//!
//! Owns the order, or the places, that pictures leave things out of, one for each layout, worked out
//! from the whole atlas and for no window; and its way into a part of an atlas and out of it. Knows
//! nothing of filters.

use std::collections::BTreeMap;
use std::sync::Arc;

use emath::{Pos2, Vec2, vec2};

use super::Stage;
use super::standing::{Opened, Standing};
use crate::atlas::{Atlas, Node, NodeId, Places};
use crate::filter::{Group, Visible};
use crate::layout::{Layout, LayoutKind, OrderRequest, home_order, lane};

/// The room for which homes are worked out, in points: what panels and legend leave of a window of
/// 1440 x 900. Every window shows the map made for it, larger, smaller or a part of it.
pub const HOME_ROOM: Vec2 = vec2(812.0, 690.0);

/// The home map of an atlas in one layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    layout: LayoutKind,
    /// Ranks of nodes and groups from the top of their lane; empty in layouts without lanes.
    ranks: BTreeMap<NodeId, usize>,
    /// Centres as shares of the world, 0 to 1 either way; empty in layouts that have ranks.
    shares: BTreeMap<NodeId, Pos2>,
    /// Width and height of the world. World units.
    world: Vec2,
    standing: Arc<Standing>,
}

impl Home {
    /// The map of an atlas, where what the layout places is still to be told by [`Self::placed`]. What
    /// a part brought along from its whole is taken as it is.
    pub(super) fn of(atlas: &Atlas, layout: LayoutKind) -> Self {
        let carried = carried_standing(atlas);
        let standing = carried.unwrap_or_else(|| Standing::of(atlas, layout.has_lanes()));
        let standing = Arc::new(standing);
        let mut home = Self {
            layout,
            ranks: BTreeMap::new(),
            shares: BTreeMap::new(),
            world: HOME_ROOM,
            standing,
        };
        if let Some(places) = carried_places(atlas, layout) {
            home.take(places);
        } else if layout.has_lanes() {
            home.ranks = ranks(atlas, &home.standing);
        }
        home
    }

    fn take(&mut self, places: &Places) {
        if self.layout.has_lanes() {
            let mut order: Vec<(&NodeId, f32)> =
                places.shares.iter().map(|(id, &(_, y))| (id, y)).collect();
            order.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(b.0)));
            let order = order.into_iter().enumerate();
            self.ranks = order.map(|(rank, (id, _))| (id.clone(), rank)).collect();
        } else {
            self.world = vec2(places.room.0, places.room.1);
            let shares = places.shares.iter();
            self.shares = shares.map(|(id, &(x, y))| (id.clone(), Pos2::new(x, y))).collect();
        }
    }

    /// Whether nothing tells yet where things stand.
    pub(super) fn is_blank(&self) -> bool {
        self.ranks.is_empty() && self.shares.is_empty()
    }

    /// The same with the places of a picture of everything.
    #[must_use]
    pub(super) fn placed(self, visible: &Visible, layout: &Layout, stage: Stage) -> Self {
        if self.layout.has_lanes() {
            return self;
        }
        let zoom = layout.zoom_to_fit(stage.room, stage.zooms().most);
        let world = (stage.room / zoom).max(vec2(1.0, 1.0));
        let middle = layout.bounds.map_or(Pos2::ZERO, |bounds| bounds.center());
        let share = |centre: Pos2| {
            let at = centre - middle + world / 2.0;
            Pos2::new(at.x / world.x, at.y / world.y)
        };
        let places = visible.nodes.iter().zip(&layout.boxes);
        let shares = places.map(|(n, place)| (n.id.clone(), share(place.rect.center())));
        Self { shares: shares.collect(), world, ..self }
    }

    /// The layout it is of.
    pub(super) const fn layout(&self) -> LayoutKind {
        self.layout
    }

    /// What stands open.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The rank of a node or group.
    pub(super) fn rank(&self, id: &NodeId) -> Option<usize> {
        self.ranks.get(id).copied()
    }

    /// The place of a node or group, as shares of the world; what is folded at home is where that is which
    /// it is part of.
    pub(super) fn share(&self, id: &NodeId) -> Option<Pos2> {
        let whole = || {
            let whole = self.standing.whole_of(id).filter(|_| self.layout.has_frames());
            self.shares.get(whole?)
        };
        self.shares.get(id).or_else(whole).copied()
    }

    /// Width and height of the world in which shares are. World units.
    pub(super) const fn world(&self) -> Vec2 {
        self.world
    }

    /// The places of what is wanted, to be brought along by a part. In lanes the order alone counts:
    /// each stands so far down as its rank says.
    pub fn places(&self, is_wanted: impl Fn(&NodeId) -> bool) -> Places {
        let mut order: Vec<(&NodeId, usize)> = self
            .ranks
            .iter()
            .map(|(id, &rank)| (id, rank))
            .filter(|(id, _)| is_wanted(id))
            .collect();
        order.sort_by_key(|(_, rank)| *rank);
        // Counted among what is wanted: a part brings the same places along again.
        let n = order.len().max(1) as f32;
        let down = order.into_iter().enumerate().map(|(at, (id, _))| (id, (0.0, at as f32 / n)));
        let placed = self.shares.keys();
        let parts = self.standing.parts().map(|(part, _)| part).filter(|_| !self.shares.is_empty());
        let at_home = placed.chain(parts).filter(|id| is_wanted(id));
        let at_home = at_home.filter_map(|id| Some((id, self.share(id)?)));
        let all = down.chain(at_home.map(|(id, at)| (id, (at.x, at.y))));
        Places {
            layout: self.layout.word().to_owned(),
            room: (self.world.x, self.world.y),
            shares: all.map(|(id, at)| (id.clone(), at)).collect(),
        }
    }
}

fn carried_places(atlas: &Atlas, layout: LayoutKind) -> Option<&Places> {
    let whole = atlas.excerpt()?.whole.as_ref()?;
    whole.places.iter().find(|places| places.layout == layout.word())
}

fn carried_standing(atlas: &Atlas) -> Option<Standing> {
    let whole = atlas.excerpt()?.whole.as_ref()?;
    let opened =
        Opened { wholes: whole.open.clone(), apart: whole.apart.clone(), ..Opened::default() };
    (!whole.part_of.is_empty()).then(|| Standing::carried(whole, opened))
}

/// The home order of an atlas's nodes and groups.
fn ranks(atlas: &Atlas, standing: &Standing) -> BTreeMap<NodeId, usize> {
    let groups: Vec<Group> = {
        let mut groups: Vec<Group> =
            standing.parts().filter_map(|(_, whole)| Group::from_id(whole)).collect();
        groups.sort();
        groups.dedup();
        groups
    };
    let nodes = atlas.nodes().iter().map(|node| (node.id.clone(), lane(node.role())));
    let of_groups = groups.iter().map(|group| (group.id(), lane(group.kind)));
    let (ids, lanes): (Vec<NodeId>, Vec<usize>) = nodes.chain(of_groups).unzip();
    let at: BTreeMap<&NodeId, usize> = ids.iter().enumerate().map(|(at, id)| (id, at)).collect();
    let within =
        ids.iter().map(|id| standing.whole_of(id).and_then(|whole| at.get(whole).copied()));
    let is_strand = |id: &NodeId| atlas.node(id).is_some_and(Node::is_strand);
    let is_others = |id: &NodeId| {
        Group::from_id(id)
            .is_some_and(|group| !matches!(group.part, crate::filter::GroupPart::Subtype(_)))
    };
    let request = OrderRequest {
        within: within.collect(),
        is_apart: ids.iter().map(|id| standing.is_apart(id)).collect(),
        is_last: ids.iter().map(|id| is_strand(id) || is_others(id)).collect(),
        links: atlas
            .links()
            .iter()
            .filter_map(|link| Some((*at.get(&link.source)?, *at.get(&link.target)?)))
            .collect(),
        lanes,
    };
    let ranks = home_order(&request);
    drop(at);
    ids.into_iter().zip(ranks).collect()
}
