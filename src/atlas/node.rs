//! Nodes, links and the entries of the threat taxonomy.

use super::{Event, Evidence, LinkId, NodeId, NodeKind, Relation};

/// Subtype of an instrument that is a strand.
const STRAND: &str = "strand";

/// Numbers and addresses by which others know a node.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identifiers {
    /// Document number, such as "COM(2025) 148 final".
    pub number: Option<String>,
    /// CELEX number.
    pub celex: Option<String>,
    /// European Legislation Identifier.
    pub eli: Option<String>,
    /// Address; https only when followed.
    pub url: Option<String>,
}

impl Identifiers {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One thing the atlas speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its identifier.
    pub id: NodeId,
    /// What it is.
    pub kind: NodeKind,
    /// What it is more closely ("agency", "directive"), where that is said.
    pub subtype: Option<String>,
    /// Short name for the graph.
    pub label: String,
    /// Official title, where it differs from the label.
    pub title: Option<String>,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// One or two sentences in our own words.
    pub summary: Option<String>,
    /// A sentence that a briefer can say aloud.
    pub spoken: Option<String>,
    /// Where it stands ("announced", "in-force"), where that is known.
    pub status: Option<String>,
    /// The day for which the status holds, where it is not the atlas's own as-of date.
    pub status_as_of: Option<String>,
    /// Why nobody looked up what became of it, where that is said.
    pub not_looked_up: Option<String>,
    /// The town in which an agency or body sits.
    pub seat: Option<String>,
    /// Numbers and addresses.
    pub identifiers: Identifiers,
    /// Why it is in the atlas.
    pub evidence: Vec<Evidence>,
    /// Dates of the act or body itself (adoption, entry into force, founding), in order of date.
    pub dates: Vec<Event>,
    /// What happened since, in order of date.
    pub events: Vec<Event>,
}

impl Node {
    /// A node with nothing but an identifier, kind and label.
    pub fn new(id: NodeId, kind: NodeKind, label: String) -> Self {
        Self {
            id,
            kind,
            subtype: None,
            label,
            title: None,
            aliases: Vec::new(),
            summary: None,
            spoken: None,
            status: None,
            status_as_of: None,
            not_looked_up: None,
            seat: None,
            identifiers: Identifiers::default(),
            evidence: Vec::new(),
            dates: Vec::new(),
            events: Vec::new(),
        }
    }

    /// Every evidence of the node, of its dates and of its events.
    pub fn all_evidence(&self) -> impl Iterator<Item = &Evidence> {
        let dated = self.dates.iter().chain(&self.events).flat_map(|event| &event.evidence);
        self.evidence.iter().chain(dated)
    }

    /// Whether it is a strand: a line of work beside the strategy's pillars, with actions of its
    /// own, such as the record of an earlier Commission.
    pub fn is_strand(&self) -> bool {
        self.kind == NodeKind::Instrument && self.subtype.as_deref() == Some(STRAND)
    }

    /// The word for what it is.
    pub fn kind_word(&self) -> &'static str {
        if self.is_strand() { STRAND } else { self.kind.word() }
    }

    /// The kind whose place it takes among the others: a strand holds actions as a pillar does.
    pub fn role(&self) -> NodeKind {
        if self.is_strand() { NodeKind::Pillar } else { self.kind }
    }
}

/// A directed relation between two nodes; two nodes may have several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its identifier.
    pub id: LinkId,
    /// Where it starts.
    pub source: NodeId,
    /// Where it ends.
    pub target: NodeId,
    /// What it says.
    pub relation: Relation,
    /// Why it is in the atlas.
    pub evidence: Vec<Evidence>,
}

impl Link {
    /// The identifier a link gets when its author gives none.
    pub fn default_id(source: &NodeId, relation: &Relation, target: &NodeId) -> LinkId {
        LinkId::new(format!("{source}--{}--{target}", relation.word()))
    }
}

/// An entry of the threat taxonomy; the node of the same id carries its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threat {
    /// The identifier it shares with its node.
    pub id: NodeId,
    /// Short name.
    pub label: String,
    /// What it covers.
    pub definition: Option<String>,
    /// The threat it is a sub-type of.
    pub parent: Option<NodeId>,
}
