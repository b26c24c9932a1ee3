//! What was asked of an atlas of which only a part is left, and what that part still knows of the
//! whole.
//!
//! A picture of a part is to be the picture that was drawn of the whole. It depends on more than
//! what is kept: how much there is in all, which threats an action addresses, where things stand
//! while all is shown. None of that names anything the part leaves out, save its pillars and the
//! taxonomy.

use std::collections::{BTreeMap, BTreeSet};

use super::{FollowUp, NodeId, Relation};

/// A part of an atlas.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Excerpt {
    /// The question it answers: asked of the part alone, it keeps all of it, though what speaks
    /// for that may stand in the rest, which is not there.
    pub asked: Asked,
    /// What is known of the whole; files of the first versions do not say.
    pub whole: Option<Whole>,
}

/// A question as a part of an atlas answers it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The filter, as it is printed.
    pub filter: String,
    /// The node whose neighbourhood was asked for.
    pub focus: Option<NodeId>,
    /// How many steps that reaches; nothing without a focus.
    pub depth: u8,
    /// The word for the way of links along which it reaches.
    pub direction: String,
    /// Nodes whose neighbours were asked for as well.
    pub expanded: BTreeSet<NodeId>,
}

/// What a part knows of the atlas it was taken from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Whole {
    /// How many nodes that has.
    pub n_nodes: usize,
    /// How many links that has.
    pub n_links: usize,
    /// The strategy that sets its pillars out, where the part holds it.
    pub strategy: Option<NodeId>,
    /// The question in plain words, with the names of what the rest holds.
    pub words: String,
    /// Nodes of the part that do not answer the question themselves.
    pub context: BTreeSet<NodeId>,
    /// What hangs on links that may lead into the rest, of every node of the part.
    pub ties: BTreeMap<NodeId, Ties>,
    /// Where nodes and groups stand in it.
    pub places: Vec<Places>,
    /// What each of the part's nodes is part of: a pillar, a threat or a group.
    pub part_of: BTreeMap<NodeId, NodeId>,
    /// Of these wholes, those that stand open.
    pub open: BTreeSet<NodeId>,
    /// Nodes that stand for themselves even where what they are part of is folded.
    pub apart: BTreeSet<NodeId>,
    /// How many parts the whole has of each pillar, threat or group.
    pub sizes: BTreeMap<NodeId, usize>,
    /// Nodes of the part that one relation joins with so much that signs stand for its lines.
    pub hubs: Vec<(NodeId, Relation)>,
    /// How many answers its pillars give to threats.
    pub n_answers: usize,
}

/// What a node has to do with, kept or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// The pillars that contain it.
    pub pillars: Vec<NodeId>,
    /// The threats it addresses.
    pub threats: Vec<NodeId>,
    /// What followed on it since the sources spoke.
    pub follow_up: Option<FollowUp>,
}

/// Where nodes and groups stand in one layout of one room.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Places {
    /// The layout's word.
    pub layout: String,
    /// Width and height of the room, in points.
    pub room: (f32, f32),
    /// Middles, as shares of the room from its left and its top.
    pub shares: BTreeMap<NodeId, (f32, f32)>,
}
