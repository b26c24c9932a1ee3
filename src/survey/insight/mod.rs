//! What the structure of a view says, each statement counted and none written by hand.
//!
//! Owns the table of insights; each is a function from what is kept to its lines. Knows nothing of
//! how they are shown. A new insight is one function and one row of [`INSIGHTS`].

mod basis;
mod bridges;
mod gaps;
mod shares;

use std::collections::BTreeSet;

use super::kept::KeptGraph;
use crate::atlas::{Atlas, LinkId, NodeId, NodeKind};

/// One row of [`INSIGHTS`].
#[derive(Debug)]
pub struct InsightSpec {
    /// Its name among the others.
    pub word: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// Of which kind the nodes are that it looks at; `None` for every kind.
    pub kind: Option<NodeKind>,
    /// Whether its lines tell what is missing: someone to act, a law, a follow-up, a firm basis.
    pub is_gap: bool,
    /// What it means that there are nodes of its kind and no lines.
    pub none: &'static str,
    /// Finds its lines.
    find: fn(&KeptGraph<'_>) -> Found,
}

/// What one insight found.
#[derive(Debug, Default)]
struct Found {
    lines: Vec<InsightLine>,
    note: Option<String>,
}

impl From<Vec<InsightLine>> for Found {
    fn from(lines: Vec<InsightLine>) -> Self {
        Self { lines, note: None }
    }
}

/// One thing that is so, of one kept node.
#[derive(Debug, Clone, PartialEq)]
pub struct InsightLine {
    /// The node.
    pub node: NodeId,
    /// What is so, in a few words; empty where the heading says it all.
    pub words: String,
    /// How much, where lines are compared; a share of the most that any line has.
    pub share: Option<f32>,
}

/// What one insight says of a view.
#[derive(Debug, Clone)]
pub struct Insight {
    /// Its words.
    pub spec: &'static InsightSpec,
    /// Its lines, the weightiest first; no node twice.
    pub lines: Vec<InsightLine>,
    /// What holds for all lines, such as that they are estimated.
    pub note: Option<String>,
    /// Whether the view keeps a node that it looks at.
    pub has_subject: bool,
}

impl Insight {
    /// What to say where there are no lines.
    pub fn empty_sentence(&self) -> String {
        match self.spec.kind {
            Some(kind) if !self.has_subject => format!("There are no {} here.", kind.spec().plural),
            _ if !self.has_subject => "There are no nodes here.".to_owned(),
            _ => self.spec.none.to_owned(),
        }
    }
}

/// Every insight, in the order in which they are shown.
pub const INSIGHTS: &[InsightSpec] = &[
    InsightSpec {
        word: "actors",
        heading: "Who carries how much",
        meaning: "Actors by the number of actions they lead or take part in, and of pillars and \
                  strands these stand in.",
        kind: Some(NodeKind::Actor),
        is_gap: false,
        none: "No actor here has a part in an action.",
        find: shares::actors,
    },
    InsightSpec {
        word: "no-actor",
        heading: "Actions without an actor",
        meaning: "No one is named who leads, takes part in or gains from these.",
        kind: Some(NodeKind::Action),
        is_gap: true,
        none: "Every action has an actor.",
        find: gaps::actions_without_actor,
    },
    InsightSpec {
        word: "no-instrument",
        heading: "Actions without an act or other instrument",
        meaning: "Nothing is named that these propose, change, carry out or build on.",
        kind: Some(NodeKind::Action),
        is_gap: true,
        none: "Every action has an act or another instrument.",
        find: gaps::actions_without_instrument,
    },
    InsightSpec {
        word: "no-follow-up",
        heading: "Actions without follow-up",
        meaning: "What followed on these, or on what they announce, was looked for and not found.",
        kind: Some(NodeKind::Action),
        is_gap: true,
        none: "No action was looked for in vain.",
        find: gaps::actions_without_follow_up,
    },
    InsightSpec {
        word: "not-looked-up",
        heading: "Actions not looked up",
        meaning: "Something is still to come of these, and nobody looked for it. That is no gap, \
                  only nothing known.",
        kind: Some(NodeKind::Action),
        is_gap: false,
        none: "Every action of which something is still to come was looked up.",
        find: gaps::actions_not_looked_up,
    },
    InsightSpec {
        word: "no-law",
        heading: "Threats without an act or other instrument",
        meaning: "No act, strategy, plan or fund here is said to address these or their sub-types.",
        kind: Some(NodeKind::Threat),
        is_gap: true,
        none: "Every threat has an act or another instrument that addresses it.",
        find: gaps::threats_without_instrument,
    },
    InsightSpec {
        word: "instruments",
        heading: "Instruments that serve most threats",
        meaning: "Acts, strategies, plans and funds by the number of top-level threats they \
                  address.",
        kind: Some(NodeKind::Instrument),
        is_gap: false,
        none: "No instrument here is said to address a threat.",
        find: shares::instruments,
    },
    InsightSpec {
        word: "bridges",
        heading: "Bridges between the parts",
        meaning: "Betweenness: how many of the shortest ways from one node to another, along links \
                  in either direction, lead through this one. Pillars, and the strategy that sets \
                  them out, join things by definition and are left out.",
        kind: None,
        is_gap: false,
        none: "No way between two nodes leads through a third.",
        find: bridges::bridges,
    },
    InsightSpec {
        word: "interpreted",
        heading: "What rests on our reading alone",
        meaning: "All links of these, or all their own quotes, are interpreted: the text supports \
                  them but does not say them outright.",
        kind: None,
        is_gap: true,
        none: "Everything has a link and a quote that the source states, or an outside reference.",
        find: basis::interpreted,
    },
    InsightSpec {
        word: "unverified",
        heading: "References not verified yet",
        meaning: "Outside references that are known and were not looked up; no number or date \
                  should rest on them.",
        kind: None,
        is_gap: true,
        none: "Every outside reference has been looked up.",
        find: basis::unverified,
    },
];

/// What the structure of a view says: an entry for each of [`INSIGHTS`], empty ones too.
///
/// O(links log nodes), and for what bridges see [`insight_work`].
pub fn insights(
    atlas: &Atlas,
    kept_nodes: &BTreeSet<NodeId>,
    kept_links: &BTreeSet<LinkId>,
) -> Vec<Insight> {
    found(&KeptGraph::new(atlas, kept_nodes, kept_links), INSIGHTS.iter())
}

/// What is missing in a view: an entry for each of [`INSIGHTS`] that tells of gaps, empty ones too.
///
/// O(links log nodes).
pub fn gaps(
    atlas: &Atlas,
    kept_nodes: &BTreeSet<NodeId>,
    kept_links: &BTreeSet<LinkId>,
) -> Vec<Insight> {
    let graph = KeptGraph::new(atlas, kept_nodes, kept_links);
    found(&graph, INSIGHTS.iter().filter(|spec| spec.is_gap))
}

fn found(graph: &KeptGraph<'_>, specs: impl Iterator<Item = &'static InsightSpec>) -> Vec<Insight> {
    let insight = |spec: &'static InsightSpec| {
        let Found { lines, note } = (spec.find)(graph);
        let has_subject = graph.nodes.iter().any(|node| spec.kind.is_none_or(|k| k == node.kind));
        Insight { spec, lines, note, has_subject }
    };
    specs.map(insight).collect()
}

/// About how many links the insights of so large a view walk along: whoever must not wait asks
/// before. It grows with nodes × links, up to a limit beyond which bridges are estimated.
pub const fn insight_work(n_nodes: usize, n_links: usize) -> usize {
    bridges::n_starts(n_nodes, n_links) * bridges::work_of_a_start(n_nodes, n_links)
}

/// "1 action", "3 actions".
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// "6 pillars and 1 strand"; `None` where there are none.
fn places_in_words(graph: &KeptGraph<'_>, places: &BTreeSet<usize>) -> Option<String> {
    let n_strands = places.iter().filter(|&&place| graph.nodes[place].is_strand()).count();
    let held = [(places.len() - n_strands, "pillar", "pillars"), (n_strands, "strand", "strands")];
    let held = held.into_iter().filter(|(n, ..)| *n > 0);
    held.map(|(n, one, many)| count(n, one, many)).reduce(|a, b| format!("{a} and {b}"))
}

/// Lines with their weights, the weightiest first, then in the order they came in; shares are
/// taken of the most.
fn by_weight(mut weighed: Vec<(f64, InsightLine)>) -> Vec<InsightLine> {
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
    let most = weighed.first().map_or(0.0, |(weight, _)| *weight);
    let share = |weight: f64| (most > 0.0).then_some((weight / most) as f32);
    weighed.into_iter().map(|(weight, line)| InsightLine { share: share(weight), ..line }).collect()
}
