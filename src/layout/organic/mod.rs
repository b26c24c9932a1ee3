//! Nodes where their links draw them.
//!
//! Owns positions that come of distances in the graph. Knows nothing of kinds or rooms.

mod dice;
mod large;
mod pivot;
mod settle;
mod sparse;
mod spread;
