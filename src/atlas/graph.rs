//! The atlas as one value that hangs together, and walks over it.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;
use petgraph::algo::toposort;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;

use super::{
    Document, DocumentId, Excerpt, Link, LinkId, Node, NodeId, NodeKind, Relation, Threat, Ties,
    Whole,
};

/// Everything an atlas is made of, before it is known to hang together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AtlasParts {
    /// Identifier of the data set.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A sentence that says what it is.
    pub summary: Option<String>,
    /// The day up to which it is true, as ISO 8601.
    pub as_of: Option<String>,
    /// In which language its own words are written, as BCP 47.
    pub language: Option<String>,
    /// What it answers, where it is a part of an atlas.
    pub excerpt: Option<Excerpt>,
    /// Source documents.
    pub documents: Vec<Document>,
    /// Threat taxonomy.
    pub threats: Vec<Threat>,
    /// Nodes; each threat has one of its id, save where they are a part.
    pub nodes: Vec<Node>,
    /// Links.
    pub links: Vec<Link>,
}

/// Why parts do not make an atlas.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BrokenAtlas {
    /// Two things of one sort share an identifier.
    #[error("two {0}s are called “{1}”")]
    Duplicate(&'static str, String),
    /// A link ends nowhere.
    #[error("link “{link}” ends at “{end}”, which is no node")]
    DanglingLink {
        /// The link.
        link: LinkId,
        /// The end that is no node.
        end: NodeId,
    },
    /// Evidence quotes a document that is not there.
    #[error("evidence of “{0}” quotes “{1}”, which is no document")]
    UnknownDocument(String, DocumentId),
    /// A quote differs from the document's text.
    #[error("the quote “{exact}” of “{owner}” does not stand at {start}..{end} of “{document}”")]
    MovedQuote {
        /// The node or link.
        owner: String,
        /// The document quoted.
        document: DocumentId,
        /// What should stand there.
        exact: String,
        /// First code point.
        start: usize,
        /// One past the last code point.
        end: usize,
    },
    /// A passage left out does not lie in its document.
    #[error("the passage {start}..{end} that is left out does not lie in “{document}”")]
    PassageOutside {
        /// The document.
        document: DocumentId,
        /// First code point.
        start: usize,
        /// One past the last code point.
        end: usize,
    },
    /// A threat's parent is no threat, or a threat has no node.
    #[error("the taxonomy names “{0}”, which is no threat")]
    UnknownThreat(NodeId),
    /// A threat is, through its parents, its own parent.
    #[error("the taxonomy runs in a circle through “{0}”")]
    Cycle(NodeId),
}

/// One data set: documents, nodes, links and a threat taxonomy that hang together.
///
/// Holds: ids are unique per sort, every link has both its ends, every quote equals its
/// document's text, the taxonomy is a forest and every entry of it has a node. A part of an atlas
/// has the whole's taxonomy, and nodes for the entries it keeps.
#[derive(Debug, Clone)]
pub struct Atlas {
    parts: AtlasParts,
    /// Nodes and links by position in `parts`; petgraph keeps the order of insertion.
    graph: DiGraph<(), usize>,
    node_index: BTreeMap<NodeId, usize>,
    link_index: BTreeMap<LinkId, usize>,
    document_index: BTreeMap<DocumentId, usize>,
    threat_index: BTreeMap<NodeId, usize>,
}

impl PartialEq for Atlas {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl Atlas {
    /// Puts parts together. O(n log n) in nodes, links and evidence.
    ///
    /// # Errors
    /// The first reason why the parts do not hang together.
    pub fn new(parts: AtlasParts) -> Result<Self, BrokenAtlas> {
        let node_index = index_of("node", parts.nodes.iter().map(|n| &n.id))?;
        let link_index = index_of("link", parts.links.iter().map(|l| &l.id))?;
        let document_index = index_of("document", parts.documents.iter().map(|d| &d.id))?;
        let threat_index = index_of("threat", parts.threats.iter().map(|t| &t.id))?;
        check_taxonomy(&parts, &node_index, &threat_index)?;
        check_quotes(&parts, &document_index)?;
        check_left_out(&parts.documents)?;
        let mut graph = DiGraph::with_capacity(parts.nodes.len(), parts.links.len());
        for _ in &parts.nodes {
            graph.add_node(());
        }
        for (at, link) in parts.links.iter().enumerate() {
            let end = |id: &NodeId| {
                node_index.get(id).map(|&i| NodeIndex::new(i)).ok_or_else(|| {
                    BrokenAtlas::DanglingLink { link: link.id.clone(), end: id.clone() }
                })
            };
            graph.add_edge(end(&link.source)?, end(&link.target)?, at);
        }
        Ok(Self { parts, graph, node_index, link_index, document_index, threat_index })
    }

    /// The parts, to be written or changed and put together anew.
    pub const fn parts(&self) -> &AtlasParts {
        &self.parts
    }

    /// Identifier of the data set.
    pub fn id(&self) -> &str {
        &self.parts.id
    }

    /// Title of the data set.
    pub fn title(&self) -> &str {
        &self.parts.title
    }

    /// The language of the atlas's own words: labels, summaries, reasons, notes.
    pub fn language(&self) -> Option<&str> {
        self.parts.language.as_deref()
    }

    /// The day up to which the atlas is true.
    pub fn as_of(&self) -> Option<&str> {
        self.parts.as_of.as_deref()
    }

    /// What it answers, where it is a part of an atlas.
    pub const fn excerpt(&self) -> Option<&Excerpt> {
        self.parts.excerpt.as_ref()
    }

    /// What it knows of the atlas it is a part of.
    fn whole(&self) -> Option<&Whole> {
        self.excerpt().and_then(|excerpt| excerpt.whole.as_ref())
    }

    /// What a node of a part has to do with in the whole.
    pub fn ties(&self, id: &NodeId) -> Option<&Ties> {
        self.whole().and_then(|whole| whole.ties.get(id))
    }

    /// How many nodes there are, in the whole where this is a part.
    pub fn n_nodes(&self) -> usize {
        self.whole().map_or(self.parts.nodes.len(), |whole| whole.n_nodes)
    }

    /// How many links there are, in the whole where this is a part.
    pub fn n_links(&self) -> usize {
        self.whole().map_or(self.parts.links.len(), |whole| whole.n_links)
    }

    /// The strategy that sets the pillars out.
    pub fn strategy(&self) -> Option<&NodeId> {
        let sets_out = |link: &&Link| link.relation == Relation::SetsOut;
        match self.whole() {
            Some(whole) => whole.strategy.as_ref(),
            None => self.parts.links.iter().find(sets_out).map(|link| &link.source),
        }
    }

    /// All documents, in the atlas's order.
    pub fn documents(&self) -> &[Document] {
        &self.parts.documents
    }

    /// All entries of the taxonomy, in the atlas's order.
    pub fn threats(&self) -> &[Threat] {
        &self.parts.threats
    }

    /// All nodes, in the atlas's order.
    pub fn nodes(&self) -> &[Node] {
        &self.parts.nodes
    }

    /// All links, in the atlas's order.
    pub fn links(&self) -> &[Link] {
        &self.parts.links
    }

    /// The node of an id.
    pub fn node(&self, id: &NodeId) -> Option<&Node> {
        self.node_index.get(id).and_then(|&i| self.parts.nodes.get(i))
    }

    /// A node's position in [`Self::nodes`].
    pub fn node_position(&self, id: &NodeId) -> Option<usize> {
        self.node_index.get(id).copied()
    }

    /// The position of the node that a text names.
    pub fn position_of(&self, id: &str) -> Option<usize> {
        self.node_index.get(id).copied()
    }

    /// Every node's position in [`Self::nodes`], in order of id.
    pub fn nodes_by_id(&self) -> impl Iterator<Item = (&NodeId, usize)> {
        self.node_index.iter().map(|(id, &at)| (id, at))
    }

    /// Every link's position in [`Self::links`], in order of id.
    pub fn links_by_id(&self) -> impl Iterator<Item = (&LinkId, usize)> {
        self.link_index.iter().map(|(id, &at)| (id, at))
    }

    /// Source and target of every link, by position in [`Self::nodes`], in the atlas's order.
    pub fn link_ends(&self) -> impl Iterator<Item = (usize, usize)> {
        let edges = self.graph.edge_references();
        edges.map(|edge| (edge.source().index(), edge.target().index()))
    }

    /// The link of an id.
    pub fn link(&self, id: &LinkId) -> Option<&Link> {
        self.link_index.get(id).and_then(|&i| self.parts.links.get(i))
    }

    /// A link's position in [`Self::links`].
    pub fn link_position(&self, id: &LinkId) -> Option<usize> {
        self.link_index.get(id).copied()
    }

    /// The document of an id.
    pub fn document(&self, id: &DocumentId) -> Option<&Document> {
        self.document_index.get(id).and_then(|&i| self.parts.documents.get(i))
    }

    /// The taxonomy's entry of an id.
    pub fn threat(&self, id: &NodeId) -> Option<&Threat> {
        self.threat_index.get(id).and_then(|&i| self.parts.threats.get(i))
    }

    /// Links that start at a node, in the atlas's order.
    pub fn links_from(&self, id: &NodeId) -> Vec<&Link> {
        self.links_of(id, Direction::Outgoing)
    }

    /// Links that end at a node, in the atlas's order.
    pub fn links_to(&self, id: &NodeId) -> Vec<&Link> {
        self.links_of(id, Direction::Incoming)
    }

    fn links_of(&self, id: &NodeId, direction: Direction) -> Vec<&Link> {
        let Some(&at) = self.node_index.get(id) else { return Vec::new() };
        let mut positions: Vec<usize> = self
            .graph
            .edges_directed(NodeIndex::new(at), direction)
            .map(|edge| *edge.weight())
            .collect();
        positions.sort_unstable();
        positions.into_iter().filter_map(|i| self.parts.links.get(i)).collect()
    }

    /// The pillar an action stands under; in a part it may be one of the rest.
    pub fn pillar_of(&self, id: &NodeId) -> Option<&NodeId> {
        self.pillars_of(id).into_iter().next()
    }

    /// The pillars that contain an action, in the atlas's order; one, as a rule.
    pub fn pillars_of(&self, id: &NodeId) -> Vec<&NodeId> {
        if let Some(ties) = self.ties(id) {
            return ties.pillars.iter().collect();
        }
        let links = self.links_to(id).into_iter();
        links.filter(|l| l.relation == Relation::Contains).map(|l| &l.source).collect()
    }

    /// The threats a node addresses, in the atlas's order, without repeats; in a part they may be
    /// entries of the taxonomy without a node.
    pub fn threats_of(&self, id: &NodeId) -> Vec<&NodeId> {
        if let Some(ties) = self.ties(id) {
            return ties.threats.iter().collect();
        }
        let mut seen = BTreeSet::new();
        self.links_from(id)
            .into_iter()
            .filter(|l| l.relation == Relation::Addresses)
            .map(|l| &l.target)
            .filter(|target| seen.insert(*target))
            .collect()
    }

    /// A threat and, outwards, the threats it is a sub-type of.
    pub fn threat_line<'a>(&'a self, id: &'a NodeId) -> impl Iterator<Item = &'a NodeId> {
        std::iter::successors(Some(id), |at| self.threat(at).and_then(|t| t.parent.as_ref()))
    }

    /// The top-level threat a threat belongs to; itself where it has no parent.
    pub fn top_threat<'a>(&'a self, id: &'a NodeId) -> &'a NodeId {
        self.threat_line(id).last().unwrap_or(id)
    }

    /// The top-level threats a node addresses, in the taxonomy's order, without repeats.
    pub fn top_threats_of(&self, id: &NodeId) -> Vec<&NodeId> {
        let tops: BTreeSet<&NodeId> =
            self.threats_of(id).into_iter().map(|t| self.top_threat(t)).collect();
        self.top_threats().filter(|t| tops.contains(t)).collect()
    }

    /// The top-level threats a node is about: a threat its own, anything else those it addresses;
    /// in the taxonomy's order. The first gives it its colour.
    pub fn threats_about(&self, id: &NodeId) -> Vec<&NodeId> {
        match self.threat(id) {
            Some(threat) => vec![self.top_threat(&threat.id)],
            None => self.top_threats_of(id),
        }
    }

    /// The position of a threat's top-level threat in the taxonomy; decides its colour.
    pub fn threat_rank(&self, id: &NodeId) -> usize {
        let top = self.top_threat(id);
        self.top_threats().position(|threat| threat == top).unwrap_or(0)
    }

    /// The threats without a parent, in the taxonomy's order.
    pub fn top_threats(&self) -> impl Iterator<Item = &NodeId> {
        self.parts.threats.iter().filter(|t| t.parent.is_none()).map(|t| &t.id)
    }

    /// How many nodes are of a kind.
    pub fn n_of_kind(&self, kind: NodeKind) -> usize {
        self.parts.nodes.iter().filter(|n| n.kind == kind).count()
    }
}

fn index_of<'a, I: Ord + Clone + ToString + 'a>(
    sort: &'static str,
    ids: impl Iterator<Item = &'a I>,
) -> Result<BTreeMap<I, usize>, BrokenAtlas> {
    let mut index = BTreeMap::new();
    for (at, id) in ids.enumerate() {
        if index.insert(id.clone(), at).is_some() {
            return Err(BrokenAtlas::Duplicate(sort, id.to_string()));
        }
    }
    Ok(index)
}

fn check_taxonomy(
    parts: &AtlasParts,
    nodes: &BTreeMap<NodeId, usize>,
    index: &BTreeMap<NodeId, usize>,
) -> Result<(), BrokenAtlas> {
    let mut tree: DiGraph<(), ()> = DiGraph::new();
    let threats = &parts.threats;
    for _ in threats {
        tree.add_node(());
    }
    for (at, threat) in threats.iter().enumerate() {
        if parts.excerpt.is_none() && !nodes.contains_key(&threat.id) {
            return Err(BrokenAtlas::UnknownThreat(threat.id.clone()));
        }
        if let Some(parent) = &threat.parent {
            let &up =
                index.get(parent).ok_or_else(|| BrokenAtlas::UnknownThreat(parent.clone()))?;
            tree.add_edge(NodeIndex::new(at), NodeIndex::new(up), ());
        }
    }
    match toposort(&tree, None) {
        Ok(_) => Ok(()),
        Err(cycle) => {
            let id = threats.get(cycle.node_id().index()).map(|t| t.id.clone());
            Err(BrokenAtlas::Cycle(id.unwrap_or_else(|| NodeId::new("?"))))
        }
    }
}

fn check_left_out(documents: &[Document]) -> Result<(), BrokenAtlas> {
    for document in documents {
        for passage in &document.left_out {
            let (start, end) = (passage.span.start, passage.span.end);
            if start > end || end > document.n_characters() {
                let document = document.id.clone();
                return Err(BrokenAtlas::PassageOutside { document, start, end });
            }
        }
    }
    Ok(())
}

fn check_quotes(
    parts: &AtlasParts,
    documents: &BTreeMap<DocumentId, usize>,
) -> Result<(), BrokenAtlas> {
    let of_nodes =
        parts.nodes.iter().flat_map(|n| n.all_evidence().map(move |e| (n.id.as_str(), e)));
    let of_links = parts.links.iter().flat_map(|l| l.evidence.iter().map(|e| (l.id.as_str(), e)));
    for (owner, evidence) in of_nodes.chain(of_links) {
        let Some(quote) = evidence.quote() else { continue };
        let document =
            documents.get(&quote.document).and_then(|&i| parts.documents.get(i)).ok_or_else(
                || BrokenAtlas::UnknownDocument(owner.to_owned(), quote.document.clone()),
            )?;
        if quote.span.end > document.n_characters() || document.slice(quote.span) != quote.exact {
            return Err(BrokenAtlas::MovedQuote {
                owner: owner.to_owned(),
                document: quote.document.clone(),
                exact: quote.exact.clone(),
                start: quote.span.start,
                end: quote.span.end,
            });
        }
    }
    Ok(())
}
