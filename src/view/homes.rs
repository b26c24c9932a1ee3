//! Homes: where things stand while all of an atlas is shown.
//!
//! Owns places as shares of a room, so that what a filter leaves can stay there, and their way into a
//! part of an atlas and out of it. Knows nothing of filters.

use std::collections::BTreeMap;

use emath::Pos2;

use super::Stage;
use crate::atlas::{Atlas, NodeId, Places};
use crate::filter::Visible;
use crate::layout::{Layout, LayoutKind};

/// Where things stand while all is shown, so that what a filter leaves can stay there.
#[derive(Debug, Clone, PartialEq)]
pub struct Homes {
    layout: LayoutKind,
    stage: Stage,
    /// Centres as shares of the room, 0 to 1 either way.
    shares: BTreeMap<NodeId, Pos2>,
}

impl Homes {
    /// The places of a picture of everything.
    pub(super) fn of_all(
        visible: &Visible,
        layout: &Layout,
        (kind, stage): (LayoutKind, Stage),
    ) -> Self {
        let room = stage.room;
        let zoom = layout.zoom_to_fit(room, stage.zooms().most);
        let middle = layout.bounds.map_or(Pos2::ZERO, |bounds| bounds.center());
        let share = |centre: Pos2| {
            let at = (centre - middle) * zoom + room / 2.0;
            Pos2::new(at.x / room.x.max(1.0), at.y / room.y.max(1.0))
        };
        let places = visible.nodes.iter().zip(&layout.boxes);
        Self {
            layout: kind,
            stage,
            shares: places.map(|(n, place)| (n.id.clone(), share(place.rect.center()))).collect(),
        }
    }

    /// The home of a node or group.
    pub(super) fn of(&self, id: &NodeId) -> Option<Pos2> {
        self.shares.get(id).copied()
    }

    /// The places a part of an atlas brought along from the whole: for this very room, or else as
    /// shares of another.
    pub(super) fn carried(atlas: &Atlas, (kind, stage): (LayoutKind, Stage)) -> Option<Self> {
        let whole = atlas.excerpt()?.whole.as_ref()?;
        let of_layout = |places: &&Places| places.layout == kind.word();
        let room = (stage.room.x, stage.room.y);
        let in_room = |places: &&Places| of_layout(places) && places.room == room;
        let places = whole.places.iter();
        let found = places.clone().find(in_room).or_else(|| places.clone().find(of_layout))?;
        let shares = found.shares.iter().map(|(id, &(x, y))| (id.clone(), Pos2::new(x, y)));
        Some(Self { layout: kind, stage, shares: shares.collect() })
    }

    /// The places of what is wanted, to be brought along by a part.
    pub fn places(&self, is_wanted: impl Fn(&NodeId) -> bool) -> Places {
        let shares = self.shares.iter().filter(|(id, _)| is_wanted(id));
        Places {
            layout: self.layout.word().to_owned(),
            room: (self.stage.room.x, self.stage.room.y),
            shares: shares.map(|(id, at)| (id.clone(), (at.x, at.y))).collect(),
        }
    }

    /// Whether they are those of a layout on a stage.
    pub(super) fn serve(&self, place: (LayoutKind, Stage)) -> bool {
        (self.layout, self.stage) == place
    }
}
