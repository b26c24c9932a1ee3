//! The shape of the exported JSON, key by key; serde writes the keys in this order.
//!
//! Everything is borrowed from the atlas. Optional keys are left out, never null.

use std::collections::BTreeMap;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::view::{BriefingRecord, PinRecord, Position, ViewRecord};

/// The whole file.
#[derive(Debug, Serialize)]
pub(super) struct FileShape<'a> {
    pub(super) graph: GraphShape<'a>,
}

/// The graph.
#[derive(Debug, Serialize)]
pub(super) struct GraphShape<'a> {
    pub(super) id: &'a str,
    pub(super) r#type: &'static str,
    pub(super) label: &'a str,
    pub(super) directed: bool,
    pub(super) metadata: MetadataShape<'a>,
    #[serde(serialize_with = "in_order")]
    pub(super) nodes: Vec<(&'a str, NodeShape<'a>)>,
    pub(super) edges: Vec<EdgeShape<'a>>,
}

/// What is ours about the graph.
#[derive(Debug, Serialize)]
pub(super) struct MetadataShape<'a> {
    pub(super) format_version: u64,
    pub(super) generator: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) as_of: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) excerpt: Option<ExcerptShape<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) documents: Vec<DocumentShape<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) threats: Vec<ThreatShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) view: Option<&'a ViewRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) briefing: Option<&'a BriefingRecord>,
}

/// What a part of an atlas was asked for by.
#[derive(Debug, Serialize)]
pub(super) struct ExcerptShape<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) filter: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) focus: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) depth: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) direction: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) expanded: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) whole: Option<WholeShape<'a>>,
}

/// What a part knows of the whole, beside what its nodes say.
#[derive(Debug, Serialize)]
pub(super) struct WholeShape<'a> {
    pub(super) n_nodes: usize,
    pub(super) n_links: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) strategy: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) words: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) context: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) places: Vec<PlacesShape<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) part_of: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) open: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) apart: Vec<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) sizes: BTreeMap<&'a str, usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) hubs: Vec<String>,
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) n_answers: usize,
}

/// Whether a number says nothing.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde hands over")]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Where things stand in the home map of one layout, as shares of its room; in lanes their order alone
/// counts.
#[derive(Debug, Serialize)]
pub(super) struct PlacesShape<'a> {
    pub(super) layout: &'a str,
    pub(super) room: RoomShape,
    pub(super) nodes: Vec<PinRecord>,
}

/// A room, in points.
#[derive(Debug, Serialize)]
pub(super) struct RoomShape {
    pub(super) width: f32,
    pub(super) height: f32,
}

/// A source document.
#[derive(Debug, Serialize)]
pub(super) struct DocumentShape<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) short_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) licence: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<&'a str>,
    pub(super) sha256: &'a str,
    pub(super) characters: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sections: Vec<SectionShape<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) left_out: Vec<LeftOutShape<'a>>,
    pub(super) text: &'a str,
}

/// A section of a document.
#[derive(Debug, Serialize)]
pub(super) struct SectionShape<'a> {
    pub(super) title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) heading: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) speaker: Option<&'a str>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A passage left out on purpose.
#[derive(Debug, Serialize)]
pub(super) struct LeftOutShape<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) exact: &'a str,
    pub(super) reason: &'a str,
}

/// An entry of the taxonomy.
#[derive(Debug, Serialize)]
pub(super) struct ThreatShape<'a> {
    pub(super) id: &'a str,
    pub(super) label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) definition: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<&'a str>,
}

/// A node.
#[derive(Debug, Serialize)]
pub(super) struct NodeShape<'a> {
    pub(super) label: &'a str,
    pub(super) metadata: NodeMetadataShape<'a>,
}

/// What is ours about a node.
#[derive(Debug, Serialize)]
pub(super) struct NodeMetadataShape<'a> {
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) subtype: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) aliases: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) spoken: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status_as_of: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) not_looked_up: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) seat: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pillar: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) pillars: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) threats: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) follow_up: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) identifiers: Option<IdentifiersShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) standing: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) evidence: Vec<EvidenceShape<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) dates: Vec<EventShape<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) events: Vec<EventShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) position: Option<Position>,
}

/// Numbers and addresses.
#[derive(Debug, Serialize)]
pub(super) struct IdentifiersShape<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) celex: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) eli: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'a str>,
}

/// A date, or something that happened since.
#[derive(Debug, Serialize)]
pub(super) struct EventShape<'a> {
    pub(super) date: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<&'static str>,
    pub(super) what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) looked_in: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) newest_page: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) evidence: Vec<EvidenceShape<'a>>,
}

/// A link.
#[derive(Debug, Serialize)]
pub(super) struct EdgeShape<'a> {
    pub(super) id: &'a str,
    pub(super) source: &'a str,
    pub(super) target: &'a str,
    pub(super) relation: &'a str,
    pub(super) directed: bool,
    pub(super) metadata: EdgeMetadataShape<'a>,
}

/// What is ours about a link.
#[derive(Debug, Serialize)]
pub(super) struct EdgeMetadataShape<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) standing: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) evidence: Vec<EvidenceShape<'a>>,
}

/// One reason why something is in the atlas.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum EvidenceShape<'a> {
    /// Words of a document.
    Quote {
        basis: &'static str,
        document: &'a str,
        start: usize,
        end: usize,
        exact: &'a str,
        prefix: &'a str,
        suffix: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<&'a str>,
    },
    /// What could not be verified.
    Broken {
        basis: &'static str,
        standing: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        document: Option<&'a str>,
        exact: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<&'a str>,
    },
    /// Something outside the documents.
    Reference {
        basis: &'static str,
        citation: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<&'a str>,
        confidence: &'static str,
    },
}

/// Writes nodes as a map in the atlas's order, which a sorted map would lose.
fn in_order<S: Serializer>(
    nodes: &[(&str, NodeShape<'_>)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(nodes.len()))?;
    for (id, node) in nodes {
        map.serialize_entry(id, node)?;
    }
    map.end()
}

/// Positions by node.
pub(super) type Positions = BTreeMap<crate::atlas::NodeId, Position>;
