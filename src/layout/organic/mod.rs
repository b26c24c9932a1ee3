//! The organic layout: what is linked stands near, no label over another, all inside the room.
//!
//! Owns the way from a request to a [`Problem`] and back to a layout: [`world`] asks for places
//! in worlds of falling zoom, [`place`] finds them. Knows nothing of lanes.

mod crossing;
mod distance;
mod fit;
mod large;
mod legal;
mod lockstep;
mod pack;
mod pivot;
mod place;
mod polish;
mod random;
mod separate;
mod settle;
mod sparse;
mod spread;
mod start;
mod still;
mod stress;
mod tangle;
mod world;

pub use place::{Problem, place};

pub(super) use world::{arrange, zoom_for};

use super::direct::routes;
use super::{Frame, Layout, LayoutRequest, LinkRequest, NodeBox, Route, Watch, reach, wrap};
