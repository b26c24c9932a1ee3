//! The built-in atlas, and the questions its tests ask of it.
#![expect(clippy::expect_used, reason = "a helper may fail its test")]

use std::sync::LazyLock;

use protecteu_atlas::atlas::{
    Atlas, Document, DocumentId, Evidence, Node, NodeId, NodeKind, Quote, Relation, Section,
};
use protecteu_atlas::wire;

pub(crate) static ATLAS: LazyLock<Atlas> =
    LazyLock::new(|| wire::builtin().atlas.expect("the built-in atlas hangs together"));

pub(crate) fn document(id: &str) -> &'static Document {
    ATLAS.document(&DocumentId::from(id)).expect("a document that is there")
}

/// The press release, the questions and answers, and the remarks of 1 April 2025.
pub(crate) fn launch() -> &'static Document {
    document("protecteu-launch")
}

pub(crate) fn node(id: &str) -> &'static Node {
    ATLAS.node(&NodeId::from(id)).unwrap_or_else(|| unreachable!("no node is called {id}"))
}

pub(crate) fn nodes(kind: NodeKind) -> impl Iterator<Item = &'static Node> {
    ATLAS.nodes().iter().filter(move |node| node.kind == kind)
}

/// What a node points to by one relation.
pub(crate) fn targets(source: &str, relation: &Relation) -> Vec<&'static str> {
    let from = ATLAS.links_from(&NodeId::from(source)).into_iter();
    from.filter(|link| link.relation == *relation).map(|link| link.target.as_str()).collect()
}

/// Everything that is evidence, with the id of the node or link it stands for.
pub(crate) fn all_evidence() -> impl Iterator<Item = (&'static str, &'static Evidence)> {
    let of_nodes = ATLAS
        .nodes()
        .iter()
        .flat_map(|node| node.all_evidence().map(|evidence| (node.id.as_str(), evidence)));
    let of_links = ATLAS
        .links()
        .iter()
        .flat_map(|link| link.evidence.iter().map(|evidence| (link.id.as_str(), evidence)));
    of_nodes.chain(of_links)
}

pub(crate) fn all_quotes() -> impl Iterator<Item = (&'static str, &'static Quote)> {
    all_evidence().filter_map(|(owner, evidence)| Some((owner, evidence.quote()?)))
}

pub(crate) fn section_of(quote: &Quote) -> &'static Section {
    let section = document(quote.document.as_str()).section_at(quote.span.start);
    section.expect("a section that holds the quote")
}

/// The names a node goes by: label, title and aliases.
pub(crate) fn names(node: &Node) -> impl Iterator<Item = &str> {
    std::iter::once(&node.label).chain(&node.title).chain(&node.aliases).map(String::as_str)
}

/// Ids of the nodes, actions aside, of which a name holds the words.
pub(crate) fn named(words: &str) -> Vec<&'static str> {
    let things = ATLAS.nodes().iter().filter(|node| node.kind != NodeKind::Action);
    things
        .filter(|node| names(node).any(|name| name.contains(words)))
        .map(|n| n.id.as_str())
        .collect()
}
