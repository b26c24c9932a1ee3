//! The dates of what a view keeps: of acts and bodies themselves, and of what happened since.
//!
//! Owns which dates there are, in which order, and in which row each stands: by pillar or by
//! threat. Where a row puts them on a screen is worked out in `spots.rs`, from numbers alone.

mod open_ends;
mod spots;
mod step;

use std::collections::BTreeSet;

pub use open_ends::OpenEnd;
pub use spots::{Spot, place_spots};
pub use step::{Step, StepSpec};

use super::Stretch;
use super::kept::KeptGraph;
use crate::atlas::{Atlas, Event, LinkId, Node, NodeId, NodeKind, Relation};

/// What the rows of a timeline are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grouping {
    /// Pillars, and strands beside them.
    #[default]
    Pillar,
    /// Top-level threats.
    Threat,
}

impl Grouping {
    /// Both, in the order in which one chooses between them.
    pub const ALL: [Self; 2] = [Self::Pillar, Self::Threat];

    /// What a reader chooses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pillar => "By pillar",
            Self::Threat => "By threat",
        }
    }

    /// The name of the row of what belongs to none.
    pub const fn none(self) -> &'static str {
        match self {
            Self::Pillar => "In no pillar shown",
            Self::Threat => "On no threat shown",
        }
    }
}

/// One date of a kept node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// The node.
    pub node: NodeId,
    /// The days it lasts: one, or a whole month or year of which no more is known.
    pub stretch: Stretch,
    /// Which step it is.
    pub step: Step,
    /// Whether it happened since a source spoke, rather than being a date of the act itself.
    pub is_since: bool,
    /// Its position among the node's events, or among its dates.
    pub at: usize,
}

impl Happening {
    /// The dated event behind it.
    pub fn event<'a>(&self, atlas: &'a Atlas) -> Option<&'a Event> {
        let node = atlas.node(&self.node)?;
        let events = if self.is_since { &node.events } else { &node.dates };
        events.get(self.at)
    }
}

/// One row of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineRow {
    /// The pillar, strand or threat; `None` for what belongs to none.
    pub group: Option<NodeId>,
    /// Positions in [`Timeline::happenings`], in order of date.
    pub happenings: Vec<usize>,
}

/// The dates of what a view keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Every date of a kept node that can be read, in order of date.
    pub happenings: Vec<Happening>,
    /// How many dates of kept nodes are none.
    pub n_unread: usize,
    /// The day up to which the atlas is true.
    pub as_of: Option<Stretch>,
    /// The day on which the newest document spoke, of those that have a date.
    pub spoken: Option<Stretch>,
    /// What was announced, looked for since and not found.
    pub not_found: Vec<OpenEnd>,
    /// What was announced and not looked up since.
    pub not_sought: Vec<OpenEnd>,
    pillars: Vec<TimelineRow>,
    threats: Vec<TimelineRow>,
}

impl Timeline {
    /// Gathers the dates of what is kept. O((nodes + links + dates) log nodes).
    pub fn of(atlas: &Atlas, kept_nodes: &BTreeSet<NodeId>, kept_links: &BTreeSet<LinkId>) -> Self {
        let graph = KeptGraph::new(atlas, kept_nodes, kept_links);
        let (dated, n_unread) = dated(&graph);
        let rows = |grouping| rows(&graph, &dated, grouping);
        let (not_found, not_sought) = open_ends::open_ends(&graph);
        Self {
            pillars: rows(Grouping::Pillar),
            threats: rows(Grouping::Threat),
            happenings: dated.into_iter().map(|(_, happening)| happening).collect(),
            n_unread,
            as_of: atlas.as_of().and_then(Stretch::of),
            spoken: spoken(atlas),
            not_found,
            not_sought,
        }
    }

    /// The rows: one for each group that is kept, the one of what belongs to none at the end.
    pub fn rows(&self, grouping: Grouping) -> &[TimelineRow] {
        match grouping {
            Grouping::Pillar => &self.pillars,
            Grouping::Threat => &self.threats,
        }
    }

    /// From the first date to the last, the as-of day included; `None` where there is none.
    pub fn whole(&self) -> Option<Stretch> {
        let stretches = self.happenings.iter().map(|happening| happening.stretch);
        stretches.chain(self.as_of).reduce(Stretch::union)
    }

    /// The steps that occur.
    pub fn steps(&self) -> BTreeSet<Step> {
        self.happenings.iter().map(|happening| happening.step).collect()
    }
}

fn spoken(atlas: &Atlas) -> Option<Stretch> {
    let dates = atlas.documents().iter().filter_map(|document| document.date.as_deref());
    dates.filter_map(Stretch::of).max_by_key(|stretch| stretch.start)
}

/// Every date that can be read, with the position of its node, in order; and how many cannot.
fn dated(graph: &KeptGraph<'_>) -> (Vec<(usize, Happening)>, usize) {
    let mut dated = Vec::new();
    let mut n_unread = 0;
    for (position, node) in graph.nodes.iter().enumerate() {
        let own = node.dates.iter().enumerate().map(|(at, event)| (false, at, event));
        let since = node.events.iter().enumerate().map(|(at, event)| (true, at, event));
        for (is_since, at, event) in own.chain(since) {
            let Some(stretch) = Stretch::of(&event.date) else {
                n_unread += 1;
                continue;
            };
            let node = node.id.clone();
            let step = Step::of(event.kind);
            let happening = Happening { node, stretch, step, is_since, at };
            dated.push((event.order(), position, happening));
        }
    }
    // A stable sort leaves the dates of one day in the order of the atlas.
    dated.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    (dated.into_iter().map(|(_, position, happening)| (position, happening)).collect(), n_unread)
}

fn rows(
    graph: &KeptGraph<'_>,
    dated: &[(usize, Happening)],
    grouping: Grouping,
) -> Vec<TimelineRow> {
    let groups = groups(graph, grouping);
    let own = match grouping {
        Grouping::Pillar => KeptGraph::own_pillars,
        Grouping::Threat => KeptGraph::own_threats,
    };
    let mut rows: Vec<TimelineRow> = groups
        .iter()
        .map(|&at| TimelineRow { group: Some(graph.nodes[at].id.clone()), happenings: Vec::new() })
        .collect();
    let mut none = TimelineRow { group: None, happenings: Vec::new() };
    for (at, (position, _)) in dated.iter().enumerate() {
        let members = graph.own_or_through_actions(*position, own);
        let mut is_in_none = true;
        for (row, group) in rows.iter_mut().zip(&groups) {
            if members.contains(group) {
                row.happenings.push(at);
                is_in_none = false;
            }
        }
        if is_in_none {
            none.happenings.push(at);
        }
    }
    rows.extend(Some(none).filter(|row| !row.happenings.is_empty()));
    rows
}

/// The kept pillars, strands after them; or the kept top-level threats in the taxonomy's order.
fn groups(graph: &KeptGraph<'_>, grouping: Grouping) -> Vec<usize> {
    match grouping {
        Grouping::Pillar => {
            let strands = |at: &usize| graph.nodes[*at].is_strand();
            let all = 0..graph.nodes.len();
            graph.of_kind(NodeKind::Pillar).chain(all.filter(strands)).collect()
        }
        Grouping::Threat => graph.atlas.top_threats().filter_map(|id| graph.position(id)).collect(),
    }
}

/// Who acts in what a node stands for: who leads an action, who presents an instrument or leads
/// the actions that propose it; in the atlas's order, without repeats.
pub fn who_acts<'a>(atlas: &'a Atlas, id: &NodeId) -> Vec<&'a Node> {
    let leaders = |action: &NodeId| {
        let links = atlas.links_from(action).into_iter();
        links.filter(|link| link.relation == Relation::LedBy).map(|link| &link.target)
    };
    let mut who: BTreeSet<usize> = BTreeSet::new();
    let presenting = atlas.links_to(id).into_iter().filter(|l| l.relation == Relation::Presents);
    let presenters = presenting.map(|link| &link.source);
    let announced = atlas.announced_by(id).into_iter().flat_map(leaders);
    let all = leaders(id).chain(presenters).chain(announced);
    who.extend(all.filter_map(|id| atlas.node_position(id)));
    who.into_iter().filter_map(|at| atlas.nodes().get(at)).collect()
}
