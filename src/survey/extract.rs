//! What a view keeps of an atlas, ready to be told row by row.
//!
//! Owns what is counted over it: the kept links of each node, loops once. Whoever tells of nodes and
//! links reads this, so that one number means one thing. Knows nothing of columns or notations.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{
    Atlas, Basis, Document, DocumentId, Evidence, Link, Node, NodeId, NodeKind, Quote,
};
use crate::filter::Visible;

/// The kept part of an atlas.
pub struct Extract<'a> {
    /// The whole atlas.
    pub atlas: &'a Atlas,
    nodes: Vec<&'a Node>,
    links: Vec<&'a Link>,
    kept: BTreeSet<&'a NodeId>,
    links_of: BTreeMap<&'a NodeId, Vec<&'a Link>>,
    /// Documents with the bytes at which their lines end.
    documents: BTreeMap<&'a DocumentId, (&'a Document, Vec<usize>)>,
}

impl<'a> Extract<'a> {
    /// Gathers what is visible of an atlas. O((nodes + links) log nodes + text).
    pub fn of(atlas: &'a Atlas, visible: &Visible) -> Self {
        let (kept_nodes, kept_links) = (&visible.kept_nodes, &visible.kept_links);
        let nodes = atlas.nodes().iter().filter(|node| kept_nodes.contains(&node.id)).collect();
        let links: Vec<&Link> =
            atlas.links().iter().filter(|link| kept_links.contains(&link.id)).collect();
        let mut links_of = BTreeMap::<&NodeId, Vec<&Link>>::new();
        for link in &links {
            links_of.entry(&link.source).or_default().push(*link);
            if link.target != link.source {
                links_of.entry(&link.target).or_default().push(*link);
            }
        }
        let ends = |text: &str| text.match_indices('\n').map(|(at, _)| at).collect();
        let documents = atlas.documents().iter().map(|d| (&d.id, (d, ends(d.text()))));
        let documents = documents.collect();
        let kept = kept_nodes.iter().filter_map(|id| Some(&atlas.node(id)?.id)).collect();
        Self { atlas, nodes, links, kept, links_of, documents }
    }

    /// The nodes kept, in the atlas's order.
    pub fn nodes(&self) -> impl Iterator<Item = &'a Node> {
        self.nodes.iter().copied()
    }

    /// The links kept, in the atlas's order.
    pub fn links(&self) -> impl Iterator<Item = &'a Link> {
        self.links.iter().copied()
    }

    /// Whether a node is kept.
    pub fn keeps(&self, id: &NodeId) -> bool {
        self.kept.contains(id)
    }

    /// The kept links of a node, in the atlas's order.
    pub fn links_of(&self, id: &NodeId) -> &[&'a Link] {
        self.links_of.get(id).map_or(&[], Vec::as_slice)
    }

    /// A node's name.
    pub fn label(&self, id: &'a NodeId) -> &'a str {
        self.atlas.node(id).map_or_else(|| id.as_str(), |node| node.label.as_str())
    }

    /// The kept neighbours of a node that take a kind's place, in the atlas's order.
    pub fn linked(&self, node: &Node, kind: NodeKind) -> impl Iterator<Item = &'a Node> {
        let links = self.links_of(&node.id).iter();
        let others = links.map(|l| if l.source == node.id { &l.target } else { &l.source });
        let places: BTreeSet<usize> =
            others.filter_map(|other| self.atlas.node_position(other)).collect();
        let nodes = places.into_iter().filter_map(|at| self.atlas.nodes().get(at));
        let own = node.id.clone();
        nodes.filter(move |other| other.role() == kind && other.id != own)
    }

    /// The document a quote stands in, and its line there, counted from 1.
    pub fn place_of(&self, quote: &Quote) -> Option<(&'a Document, usize)> {
        let (document, ends) = self.documents.get(&quote.document)?;
        let start = document.byte_at(quote.span.start);
        Some((document, ends.partition_point(|&end| end < start) + 1))
    }

    /// How many kept nodes and links quote a document.
    pub fn n_quoting(&self, document: &DocumentId) -> usize {
        let of_nodes = self.nodes().map(|node| &node.evidence);
        let evidence = of_nodes.chain(self.links().map(|link| &link.evidence));
        let quotes = |evidence: &&Vec<Evidence>| {
            evidence.iter().filter_map(Evidence::quote).any(|quote| quote.document == *document)
        };
        evidence.filter(quotes).count()
    }
}

/// How many of the kept claims nothing speaks for, though their atlas gives evidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unsupported {
    /// Claims whose evidence could not be verified.
    pub n_unverified: usize,
    /// Claims without any evidence.
    pub n_without: usize,
}

impl Unsupported {
    /// Counts what is visible of an atlas; a plain graph knows no evidence and lacks none.
    /// O(nodes + links).
    pub fn of(atlas: &Atlas, visible: &Visible) -> Self {
        let is_plain =
            |id: &NodeId| atlas.node(id).is_some_and(|node| node.kind == NodeKind::Plain);
        let nodes = atlas.nodes().iter().filter(|node| !is_plain(&node.id));
        let nodes = nodes.filter(|node| visible.kept_nodes.contains(&node.id)).map(Node::claim);
        let links = atlas.links().iter().filter(|l| !is_plain(&l.source) && !is_plain(&l.target));
        let links = links.filter(|link| visible.kept_links.contains(&link.id)).map(Link::claim);
        let mut counted = Self::default();
        for claim in nodes.chain(links) {
            match claim.basis() {
                Basis::Unverified => counted.n_unverified += 1,
                Basis::None => counted.n_without += 1,
                Basis::Stated | Basis::Interpreted | Basis::Reference => {}
            }
        }
        counted
    }

    /// "3 claims unverified, 1 without evidence"; nothing where all claims stand.
    pub fn sentence(self) -> Option<String> {
        let claims = |n: usize| if n == 1 { "1 claim".to_owned() } else { format!("{n} claims") };
        match (self.n_unverified, self.n_without) {
            (0, 0) => None,
            (0, n) => Some(format!("{} without evidence", claims(n))),
            (n, 0) => Some(format!("{} unverified", claims(n))),
            (n, without) => Some(format!("{} unverified, {without} without evidence", claims(n))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Unsupported;

    #[test]
    fn what_nothing_speaks_for_is_counted_in_words() {
        let check = |n_unverified, n_without, expected: Option<&str>| {
            let sentence = Unsupported { n_unverified, n_without }.sentence();
            assert_eq!(sentence.as_deref(), expected);
        };
        check(0, 0, None);
        check(1, 0, Some("1 claim unverified"));
        check(0, 2, Some("2 claims without evidence"));
        check(3, 1, Some("3 claims unverified, 1 without evidence"));
    }
}
