//! An atlas, or the part of it that a filter keeps, as JSON.

use std::collections::BTreeSet;

use crate::atlas::{
    Atlas, Document, DocumentId, Event, EventKind, Evidence, Excerpt, FollowUp, Identifiers, Link,
    LinkId, Node, NodeId, Places, Threat, Whole,
};

use crate::filter::Direction;

use super::shape::{
    DocumentShape, EdgeMetadataShape, EdgeShape, EventShape, EvidenceShape, ExcerptShape,
    FileShape, GraphShape, IdentifiersShape, LeftOutShape, MetadataShape, NodeMetadataShape,
    NodeShape, PlacesShape, Positions, RoomShape, SectionShape, ThreatShape, WholeShape,
};
use super::view::{BriefingRecord, PinRecord, ViewRecord};
use super::{FORMAT_VERSION, GRAPH_TYPE};

/// What to write.
#[derive(Debug, Clone)]
pub struct Export<'a> {
    /// The atlas; all its documents are written, so that every quote can be looked up.
    pub atlas: &'a Atlas,
    /// The nodes to keep; all where none are given.
    pub nodes: Option<&'a BTreeSet<NodeId>>,
    /// The links to keep; all where none are given. A link without both ends is left out.
    pub links: Option<&'a BTreeSet<LinkId>>,
    /// What these answer, where they are a part of the atlas, and what they know of the whole. What
    /// hangs on links into the rest is taken from the atlas.
    pub excerpt: Option<Excerpt>,
    /// Where nodes stand; a node folded away has no position.
    pub positions: Positions,
    /// What the user chose.
    pub view: Option<ViewRecord>,
    /// Views in the order in which they are shown.
    pub briefing: Option<BriefingRecord>,
    /// The program that writes, with its version.
    pub generator: String,
}

impl<'a> Export<'a> {
    /// The whole atlas without positions or view.
    pub fn whole(atlas: &'a Atlas, generator: String) -> Self {
        Self {
            atlas,
            nodes: None,
            links: None,
            excerpt: None,
            positions: Positions::new(),
            view: None,
            briefing: None,
            generator,
        }
    }

    /// What is written is a part of.
    fn excerpt(&self) -> Option<&Excerpt> {
        self.excerpt.as_ref().or_else(|| self.atlas.excerpt())
    }

    fn keeps_node(&self, id: &NodeId) -> bool {
        self.nodes.is_none_or(|kept| kept.contains(id))
    }

    fn keeps_link(&self, link: &Link) -> bool {
        self.links.is_none_or(|kept| kept.contains(&link.id))
            && self.keeps_node(&link.source)
            && self.keeps_node(&link.target)
    }
}

/// Writes JSON: two spaces a level, a line break at the end, the same bytes for the same export.
pub fn write(export: &Export<'_>) -> String {
    // Writing borrowed texts and finite numbers into memory does not fail.
    let mut text = serde_json::to_string_pretty(&file(export)).unwrap_or_default();
    text.push('\n');
    text
}

fn file<'a>(export: &'a Export<'_>) -> FileShape<'a> {
    let atlas = export.atlas;
    let nodes = atlas.nodes().iter().filter(|node| export.keeps_node(&node.id));
    let links = atlas.links().iter().filter(|link| export.keeps_link(link));
    FileShape {
        graph: GraphShape {
            id: atlas.id(),
            r#type: GRAPH_TYPE,
            label: atlas.title(),
            directed: true,
            metadata: metadata(export),
            nodes: nodes.map(|node| (node.id.as_str(), node_shape(export, node))).collect(),
            edges: links.map(edge).collect(),
        },
    }
}

fn metadata<'a>(export: &'a Export<'_>) -> MetadataShape<'a> {
    let atlas = export.atlas;
    MetadataShape {
        format_version: FORMAT_VERSION,
        generator: &export.generator,
        as_of: atlas.as_of(),
        language: atlas.language(),
        summary: atlas.parts().summary.as_deref(),
        excerpt: export.excerpt().map(excerpt),
        documents: atlas.documents().iter().map(document).collect(),
        threats: atlas.threats().iter().map(threat_shape).collect(),
        view: export.view.as_ref(),
        briefing: export.briefing.as_ref(),
    }
}

fn excerpt(excerpt: &Excerpt) -> ExcerptShape<'_> {
    let asked = &excerpt.asked;
    let focus = asked.focus.as_ref();
    ExcerptShape {
        filter: &asked.filter,
        focus: focus.map(NodeId::as_str),
        depth: focus.map(|_| asked.depth),
        direction: (asked.direction != Direction::Both.word()).then_some(&asked.direction),
        expanded: asked.expanded.iter().map(NodeId::as_str).collect(),
        whole: excerpt.whole.as_ref().map(whole),
    }
}

fn whole(whole: &Whole) -> WholeShape<'_> {
    WholeShape {
        n_nodes: whole.n_nodes,
        n_links: whole.n_links,
        strategy: whole.strategy.as_ref().map(NodeId::as_str),
        words: &whole.words,
        context: whole.context.iter().map(NodeId::as_str).collect(),
        places: whole.places.iter().map(places).collect(),
        part_of: whole.part_of.iter().map(|(part, of)| (part.as_str(), of.as_str())).collect(),
        open: whole.open.iter().map(NodeId::as_str).collect(),
        apart: whole.apart.iter().map(NodeId::as_str).collect(),
        sizes: whole.sizes.iter().map(|(id, n)| (id.as_str(), *n)).collect(),
        hubs: whole.hubs.iter().map(|(id, by)| format!("{}:{id}", by.word())).collect(),
        n_answers: whole.n_answers,
    }
}

fn places(places: &Places) -> PlacesShape<'_> {
    let (width, height) = places.room;
    let share =
        |(id, &(x, y)): (&NodeId, &(f32, f32))| PinRecord { node: id.as_str().to_owned(), x, y };
    PlacesShape {
        layout: &places.layout,
        room: RoomShape { width, height },
        nodes: places.shares.iter().map(share).collect(),
    }
}

fn threat_shape(threat: &Threat) -> ThreatShape<'_> {
    ThreatShape {
        id: threat.id.as_str(),
        label: &threat.label,
        definition: threat.definition.as_deref(),
        parent: threat.parent.as_ref().map(NodeId::as_str),
    }
}

fn document(document: &Document) -> DocumentShape<'_> {
    let sections = document.sections.iter().map(|section| SectionShape {
        title: &section.title,
        heading: section.heading.as_deref(),
        speaker: section.speaker.as_deref(),
        start: section.span.start,
        end: section.span.end,
    });
    let left_out = document.left_out.iter().map(|passage| LeftOutShape {
        start: passage.span.start,
        end: passage.span.end,
        exact: document.slice(passage.span),
        reason: &passage.reason,
    });
    DocumentShape {
        id: document.id.as_str(),
        title: &document.title,
        short_title: document.short_title.as_deref(),
        publisher: document.publisher.as_deref(),
        author: document.author.as_deref(),
        date: document.date.as_deref(),
        language: document.language.as_deref(),
        url: document.url.as_deref(),
        licence: document.licence.as_deref(),
        file: document.file.as_deref(),
        sha256: &document.sha256,
        characters: document.n_characters(),
        sections: sections.collect(),
        left_out: left_out.collect(),
        text: document.text(),
    }
}

fn node_shape<'a>(export: &'a Export<'_>, node: &'a Node) -> NodeShape<'a> {
    let atlas = export.atlas;
    let pillars = atlas.pillars_of(&node.id);
    let threats = atlas.threats_of(&node.id).into_iter();
    // Of the whole, nodes and links say so themselves.
    let is_part = export.excerpt().is_some();
    let position = export.positions.get(&node.id).copied();
    NodeShape {
        label: &node.label,
        metadata: NodeMetadataShape {
            kind: node.kind.word(),
            subtype: node.subtype.as_deref(),
            title: node.title.as_deref(),
            aliases: &node.aliases,
            summary: node.summary.as_deref(),
            spoken: node.spoken.as_deref(),
            status: node.status.as_deref(),
            status_as_of: node.status_as_of.as_deref(),
            not_looked_up: node.not_looked_up.as_deref(),
            seat: node.seat.as_deref(),
            pillar: pillars.first().map(|pillar| pillar.as_str()),
            pillars: pillars
                .iter()
                .filter(|_| is_part && pillars.len() > 1)
                .map(|id| id.as_str())
                .collect(),
            threats: threats.map(NodeId::as_str).collect(),
            follow_up: atlas.follow_up(&node.id).filter(|_| is_part).map(FollowUp::word),
            identifiers: identifiers(&node.identifiers),
            standing: node.claim().basis().standing(),
            evidence: evidence_list(&node.evidence),
            dates: node.dates.iter().map(event).collect(),
            events: node.events.iter().map(event).collect(),
            position: position.filter(super::Position::is_finite),
        },
    }
}

fn identifiers(identifiers: &Identifiers) -> Option<IdentifiersShape<'_>> {
    (!identifiers.is_empty()).then_some(IdentifiersShape {
        number: identifiers.number.as_deref(),
        celex: identifiers.celex.as_deref(),
        eli: identifiers.eli.as_deref(),
        url: identifiers.url.as_deref(),
    })
}

fn event(event: &Event) -> EventShape<'_> {
    EventShape {
        date: &event.date,
        kind: event.kind.map(EventKind::word),
        what: &event.what,
        number: event.number.as_deref(),
        url: event.url.as_deref(),
        looked_in: event.looked_in.as_deref(),
        newest_page: event.newest_page.as_deref(),
        evidence: evidence_list(&event.evidence),
    }
}

fn edge(link: &Link) -> EdgeShape<'_> {
    EdgeShape {
        id: link.id.as_str(),
        source: link.source.as_str(),
        target: link.target.as_str(),
        relation: link.relation.word(),
        directed: true,
        metadata: EdgeMetadataShape {
            standing: link.basis().standing(),
            evidence: evidence_list(&link.evidence),
        },
    }
}

fn evidence_list(evidence: &[Evidence]) -> Vec<EvidenceShape<'_>> {
    evidence.iter().map(evidence_shape).collect()
}

fn evidence_shape(evidence: &Evidence) -> EvidenceShape<'_> {
    let basis = evidence.basis().word();
    match evidence {
        Evidence::Stated(quote) | Evidence::Interpreted { quote, .. } => EvidenceShape::Quote {
            basis,
            document: quote.document.as_str(),
            start: quote.span.start,
            end: quote.span.end,
            exact: &quote.exact,
            prefix: &quote.prefix,
            suffix: &quote.suffix,
            reason: evidence.reason(),
        },
        Evidence::Broken(broken) => EvidenceShape::Broken {
            basis: broken.claimed.word(),
            standing: basis,
            document: broken.document.as_ref().map(DocumentId::as_str),
            exact: &broken.words,
            reason: broken.reason.as_deref(),
        },
        Evidence::Reference { citation, url, confidence } => EvidenceShape::Reference {
            basis,
            citation,
            url: url.as_deref(),
            confidence: confidence.word(),
        },
    }
}
