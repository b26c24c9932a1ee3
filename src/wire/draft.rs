//! An atlas as its files say it, right or wrong, every part with its place.
//!
//! Owns the step from what was written to an [`Atlas`]: whatever hangs together is kept, whatever
//! does not is left out, so that a window can show both an atlas and its findings. The rules that
//! say what is wrong live in the room `check`.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{
    Atlas, AtlasParts, BrokenAtlas, Document, DocumentId, Event, Evidence, Excerpt, LeftOut, Link,
    LinkId, Node, NodeId, NodeKind, Relation, Threat,
};

use super::fields::Placed;
use super::finding::{Finding, Place};
use super::json::{BriefingRecord, NamedViewRecord};
use super::places::KeyPlaces;

/// What the files say, before the rules have looked at it.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Identifier of the data set.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where its title stands, or else where the file speaks of it.
    pub title_place: Option<Place>,
    /// A sentence that says what it is.
    pub summary: Option<String>,
    /// The day up to which it is true.
    pub as_of: Option<String>,
    /// The language of its own words.
    pub language: Option<String>,
    /// Source documents.
    pub documents: Vec<DraftDocument>,
    /// Passages of the documents left out on purpose.
    pub left_out: Vec<DraftLeftOut>,
    /// The taxonomy.
    pub threats: Vec<DraftThreat>,
    /// Nodes of all kinds, threats included.
    pub nodes: Vec<DraftNode>,
    /// Links.
    pub links: Vec<DraftLink>,
    /// Views in the order in which they are shown.
    pub briefing: Option<DraftBriefing>,
    /// Whether every file could be read; where not, an id may be defined in the part nobody saw.
    pub is_complete: bool,
    /// Whether it is another program's graph, with words of its own and no evidence.
    pub is_plain: bool,
    /// What it answers, where it is the part of an atlas that a filter or focus kept, without the
    /// rest's links.
    pub excerpt: Option<Excerpt>,
    /// What was found while reading.
    pub findings: Vec<Finding>,
}

/// A briefing as its file says it.
#[derive(Debug, Clone, Default)]
pub struct DraftBriefing {
    /// What it is called.
    pub title: String,
    /// Where that stands.
    pub title_place: Option<Place>,
    /// Its views, each with its place.
    pub views: Vec<Placed<NamedViewRecord>>,
}

impl DraftBriefing {
    /// What it says, without places.
    pub fn record(&self) -> BriefingRecord {
        let views = self.views.iter().map(|view| view.value.clone()).collect();
        BriefingRecord { title: self.title.clone(), views }
    }
}

/// A document; `None` where its text could not be read.
#[derive(Debug, Clone)]
pub struct DraftDocument {
    /// Its identifier.
    pub id: Placed<DocumentId>,
    /// The document without what is left out of it.
    pub document: Option<Document>,
}

/// A passage left out on purpose.
#[derive(Debug, Clone)]
pub struct DraftLeftOut {
    /// The document it stands in.
    pub document: Placed<DocumentId>,
    /// Where its words are given.
    pub place: Place,
    /// The passage; `None` where its words have no place.
    pub passage: Option<LeftOut>,
}

/// An entry of the taxonomy.
#[derive(Debug, Clone)]
pub struct DraftThreat {
    /// Its identifier.
    pub id: Placed<NodeId>,
    /// Short name.
    pub label: String,
    /// What it covers.
    pub definition: Option<String>,
    /// The threat it says it is a sub-type of.
    pub parent: Option<Placed<NodeId>>,
}

/// A node; its evidence and that of its events stand beside it, found or not.
#[derive(Debug, Clone)]
pub struct DraftNode {
    /// The node without evidence and events.
    pub node: Node,
    /// Where its identifier stands.
    pub id_place: Place,
    /// Where its evidence stands, or the node where it has none.
    pub place: Place,
    /// Where the values of its other keys stand.
    pub keys: KeyPlaces,
    /// Why it is in the atlas.
    pub evidence: Vec<DraftEvidence>,
    /// Dates of the node itself, each without its evidence.
    pub dates: Vec<DraftEvent>,
    /// What happened since, each without its evidence.
    pub events: Vec<DraftEvent>,
}

/// A date or event; its evidence stands beside it, found or not.
#[derive(Debug, Clone)]
pub struct DraftEvent {
    /// The event without evidence.
    pub event: Event,
    /// Where its date stands.
    pub place: Place,
    /// Why we say so.
    pub evidence: Vec<DraftEvidence>,
}

/// A link.
#[derive(Debug, Clone)]
pub struct DraftLink {
    /// Its identifier, where one is given.
    pub id: Option<Placed<LinkId>>,
    /// Where it stands.
    pub place: Place,
    /// Where its evidence stands, or the link where it has none.
    pub evidence_place: Place,
    /// Where it starts.
    pub source: Placed<NodeId>,
    /// The word of its relation.
    pub relation: Placed<String>,
    /// Where it ends.
    pub target: Placed<NodeId>,
    /// Why it is in the atlas.
    pub evidence: Vec<DraftEvidence>,
}

/// One entry of evidence.
#[derive(Debug, Clone)]
pub struct DraftEvidence {
    /// The document it quotes, where it quotes one.
    pub document: Option<Placed<DocumentId>>,
    /// Where its words or citation stand.
    pub place: Place,
    /// Where its reason stands, or its words where it has none.
    pub reason_place: Place,
    /// The evidence, broken where its quote has no place; `None` where neither words nor citation
    /// are given.
    pub evidence: Option<Evidence>,
}

impl DraftNode {
    /// Every evidence of the node, of its dates and of its events.
    pub fn all_evidence(&self) -> impl Iterator<Item = &DraftEvidence> {
        let dated = self.dates.iter().chain(&self.events).flat_map(|event| &event.evidence);
        self.evidence.iter().chain(dated)
    }
}

impl DraftLink {
    /// The identifier given, or else the one every link has by default.
    pub fn id(&self) -> LinkId {
        self.id.as_ref().map_or_else(
            || {
                let relation = Relation::Other(self.relation.value.clone());
                Link::default_id(&self.source.value, &relation, &self.target.value)
            },
            |id| id.value.clone(),
        )
    }

    /// The relation its word means between nodes of these kinds: a plain node knows any word,
    /// and only as that word.
    pub fn relation(&self, source: NodeKind, target: NodeKind) -> Option<Relation> {
        if source == NodeKind::Plain || target == NodeKind::Plain {
            return Some(Relation::Other(self.relation.value.clone()));
        }
        Relation::from_word(&self.relation.value)
    }
}

impl Draft {
    /// Whether a link belongs to a plain graph: the whole draft does, or one of its ends.
    pub fn is_plain(&self, link: &DraftLink, kinds: &BTreeMap<&NodeId, NodeKind>) -> bool {
        let is_plain = |id| kinds.get(id).is_some_and(|kind| *kind == NodeKind::Plain);
        self.is_plain || is_plain(&link.source.value) || is_plain(&link.target.value)
    }

    /// Kinds of the nodes by id; of two with one id, the first.
    pub fn kinds(&self) -> BTreeMap<&NodeId, NodeKind> {
        let mut kinds = BTreeMap::new();
        for node in &self.nodes {
            kinds.entry(&node.node.id).or_insert(node.node.kind);
        }
        kinds
    }

    /// The kinds whose places the nodes take, by id; of two with one id, the first's.
    pub fn roles(&self) -> BTreeMap<&NodeId, NodeKind> {
        let mut roles = BTreeMap::new();
        for node in &self.nodes {
            roles.entry(&node.node.id).or_insert_with(|| node.node.role());
        }
        roles
    }

    /// What hangs together, as an atlas: of two things with one id the first, no link without
    /// both ends and a known relation, evidence whose quote has no place as broken, and a circle of
    /// threats cut at its first member.
    ///
    /// # Errors
    /// Never for a draft that reading made; the atlas has the last word on what hangs together.
    pub fn into_atlas(self) -> Result<Atlas, BrokenAtlas> {
        let links = kept_links(&self);
        let documents = kept_documents(self.documents, self.left_out);
        let known: BTreeSet<DocumentId> = documents.iter().map(|d| d.id.clone()).collect();
        let nodes = self.nodes.into_iter().map(|draft| node(draft, &known));
        let nodes = first_of_each(nodes, |node: &Node| node.id.clone());
        let links = links
            .into_iter()
            .map(|(link, evidence)| Link { evidence: kept_evidence(evidence, &known), ..link })
            .collect();
        let threats = match self.excerpt {
            None => kept_threats(with_node(self.threats, &nodes)),
            Some(_) => kept_threats(self.threats),
        };
        Atlas::new(AtlasParts {
            id: self.id,
            title: self.title,
            summary: self.summary,
            as_of: self.as_of,
            language: self.language,
            excerpt: self.excerpt,
            documents,
            threats,
            nodes,
            links,
        })
    }
}

fn first_of_each<T, K: Ord>(items: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut seen = BTreeSet::new();
    items.filter(|item| seen.insert(key(item))).collect()
}

fn kept_documents(drafts: Vec<DraftDocument>, left_out: Vec<DraftLeftOut>) -> Vec<Document> {
    let mut passages: BTreeMap<DocumentId, Vec<LeftOut>> = BTreeMap::new();
    for draft in left_out {
        passages.entry(draft.document.value).or_default().extend(draft.passage);
    }
    let mut documents =
        first_of_each(drafts.into_iter().filter_map(|draft| draft.document), |d| d.id.clone());
    for document in &mut documents {
        document.left_out = passages.remove(&document.id).unwrap_or_default();
    }
    documents
}

fn kept_evidence(evidence: Vec<DraftEvidence>, known: &BTreeSet<DocumentId>) -> Vec<Evidence> {
    let given = evidence.into_iter().filter_map(|entry| entry.evidence);
    let checked = given.map(|one| match one.quote() {
        Some(quote) if !known.contains(&quote.document) => one.into_broken(),
        _ => one,
    });
    checked.collect()
}

fn node(draft: DraftNode, known: &BTreeSet<DocumentId>) -> Node {
    let kept = |events: Vec<DraftEvent>| {
        let with_evidence =
            |e: DraftEvent| Event { evidence: kept_evidence(e.evidence, known), ..e.event };
        events.into_iter().map(with_evidence).collect()
    };
    Node {
        evidence: kept_evidence(draft.evidence, known),
        dates: kept(draft.dates),
        events: kept(draft.events),
        ..draft.node
    }
}

fn kept_links(draft: &Draft) -> Vec<(Link, Vec<DraftEvidence>)> {
    let kinds = draft.kinds();
    let links = draft.links.iter().filter_map(|link| {
        let source = kinds.get(&link.source.value)?;
        let target = kinds.get(&link.target.value)?;
        let kept = Link {
            id: link.id(),
            source: link.source.value.clone(),
            target: link.target.value.clone(),
            relation: link.relation(*source, *target)?,
            evidence: Vec::new(),
        };
        Some((kept, link.evidence.clone()))
    });
    first_of_each(links, |(link, _)| link.id.clone())
}

/// Entries that have a node.
fn with_node(drafts: Vec<DraftThreat>, nodes: &[Node]) -> Vec<DraftThreat> {
    let nodes: BTreeSet<&NodeId> = nodes.iter().map(|node| &node.id).collect();
    drafts.into_iter().filter(|draft| nodes.contains(&draft.id.value)).collect()
}

/// Entries, each with a parent that is an entry and leads outwards.
fn kept_threats(drafts: Vec<DraftThreat>) -> Vec<Threat> {
    let mut threats = first_of_each(
        drafts.into_iter().map(|draft| Threat {
            id: draft.id.value,
            label: draft.label,
            definition: draft.definition,
            parent: draft.parent.map(|parent| parent.value),
        }),
        |threat| threat.id.clone(),
    );
    let known: BTreeSet<NodeId> = threats.iter().map(|threat| threat.id.clone()).collect();
    let mut parents: BTreeMap<NodeId, NodeId> = threats
        .iter()
        .filter_map(|t| Some((t.id.clone(), t.parent.clone()?)))
        .filter(|(_, parent)| known.contains(parent))
        .collect();
    for threat in &mut threats {
        if is_in_circle(&threat.id, &parents) {
            parents.remove(&threat.id);
        }
        threat.parent = parents.get(&threat.id).cloned();
    }
    threats
}

fn is_in_circle(id: &NodeId, parents: &BTreeMap<NodeId, NodeId>) -> bool {
    let mut at = id;
    // A line of parents that is longer than there are parents runs in another circle.
    for _ in 0..=parents.len() {
        match parents.get(at) {
            Some(up) if up == id => return true,
            Some(up) => at = up,
            None => return false,
        }
    }
    false
}
