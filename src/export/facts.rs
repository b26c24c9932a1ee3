//! What general graph formats are told of each node and link: one table of columns for nodes and
//! one for links, which GraphML, GEXF, DOT and CSV all read.
//!
//! A new column is one row. Knows no notation. Links and nodes folded away are told of as well;
//! they only stand nowhere. Tables of rows are told no places, so that they cost no layout.

use std::collections::{BTreeMap, BTreeSet};

use emath::Rect;

use super::{Composed, ExportRequest};
use crate::atlas::{
    Atlas, Basis, Document, DocumentId, Evidence, FollowUp, Link, Node, NodeId, Quote,
};
use crate::filter::Visible;
use crate::scene::{Paint, Rgb, threat_hue};

/// One value of a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Datum {
    /// Words.
    Text(String),
    /// How many.
    Count(usize),
    /// A length in world units.
    Length(f32),
}

/// What sort of value a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// [`Datum::Text`].
    Text,
    /// [`Datum::Count`].
    Count,
    /// [`Datum::Length`].
    Length,
}

/// One column: its name, its sort and where its values come from.
pub(super) struct Column<T> {
    /// Its name, a plain word.
    pub(super) name: &'static str,
    /// What sort of value it holds.
    pub(super) sort: Sort,
    /// The value, where there is one.
    pub(super) value: fn(&Kept<'_>, &T) -> Option<Datum>,
}

const fn column<T>(
    name: &'static str,
    sort: Sort,
    value: fn(&Kept<'_>, &T) -> Option<Datum>,
) -> Column<T> {
    Column { name, sort, value }
}

/// What is told of a node besides its identifier and label.
pub(super) const NODE_COLUMNS: &[Column<Node>] = &[
    column("kind", Sort::Text, |_, node| text(node.kind.word())),
    column("subtype", Sort::Text, |_, node| maybe(node.subtype.as_deref())),
    column("title", Sort::Text, |_, node| maybe(node.title.as_deref())),
    column("status", Sort::Text, |_, node| maybe(node.status.as_deref())),
    column("pillar", Sort::Text, |kept, node| {
        maybe(kept.atlas.pillar_of(&node.id).map(NodeId::as_str))
    }),
    column("threats", Sort::Text, |kept, node| {
        let threats = kept.atlas.threats_of(&node.id);
        let words: Vec<&str> = threats.into_iter().map(NodeId::as_str).collect();
        maybe(Some(words.join(" ").as_str()))
    }),
    column("number", Sort::Text, |_, node| maybe(node.identifiers.number.as_deref())),
    column("celex", Sort::Text, |_, node| maybe(node.identifiers.celex.as_deref())),
    column("url", Sort::Text, |_, node| {
        maybe(node.identifiers.eli.as_deref().or(node.identifiers.url.as_deref()))
    }),
    column("follow_up", Sort::Text, |kept, node| {
        maybe(kept.atlas.follow_up(&node.id).map(FollowUp::word))
    }),
    column("summary", Sort::Text, |_, node| maybe(node.summary.as_deref())),
    column("basis", Sort::Text, |_, node| maybe(firmest(&node.evidence).map(Basis::word))),
    column("quote", Sort::Text, |_, node| of_quote(&node.evidence, |q| &q.exact)),
    column("document", Sort::Text, |_, node| of_quote(&node.evidence, |q| q.document.as_str())),
    column("section", Sort::Text, |kept, node| section(kept, &node.evidence)),
    column("n_links", Sort::Count, |kept, node| {
        Some(Datum::Count(kept.n_links.get(&node.id).copied().unwrap_or(0)))
    }),
    column("color", Sort::Text, |kept, node| text(&kept.color(node).to_hex())),
];

/// Where a node stands, for formats that are drawn from it.
pub(super) const PLACE_COLUMNS: &[Column<Node>] = &[
    column("x", Sort::Length, |kept, node| kept.length(node, |rect| rect.center().x)),
    column("y", Sort::Length, |kept, node| kept.length(node, |rect| rect.center().y)),
    column("width", Sort::Length, |kept, node| kept.length(node, Rect::width)),
    column("height", Sort::Length, |kept, node| kept.length(node, Rect::height)),
];

/// What is told of a link besides its identifier and its ends.
pub(super) const LINK_COLUMNS: &[Column<Link>] = &[
    column("relation", Sort::Text, |_, link| text(link.relation.word())),
    column("basis", Sort::Text, |_, link| text(link.basis().word())),
    column("quote", Sort::Text, |_, link| of_quote(&link.evidence, |q| &q.exact)),
    column("document", Sort::Text, |_, link| of_quote(&link.evidence, |q| q.document.as_str())),
    column("section", Sort::Text, |kept, link| section(kept, &link.evidence)),
    column("reason", Sort::Text, |_, link| {
        let reason = link.evidence.iter().find_map(|evidence| match evidence {
            Evidence::Interpreted { reason, .. } => Some(reason.as_str()),
            Evidence::Stated(_) | Evidence::Reference { .. } => None,
        });
        maybe(reason)
    }),
    column("citation", Sort::Text, |_, link| {
        let citation = link.evidence.iter().find_map(|evidence| match evidence {
            Evidence::Reference { citation, .. } => Some(citation.as_str()),
            Evidence::Stated(_) | Evidence::Interpreted { .. } => None,
        });
        maybe(citation)
    }),
];

/// What a view keeps of an atlas, with what is counted and, where it is asked for, where things
/// stand.
pub(super) struct Kept<'a> {
    /// The whole atlas.
    pub(super) atlas: &'a Atlas,
    request: &'a ExportRequest<'a>,
    visible: &'a Visible,
    sentence: String,
    /// How many of the kept links each node has.
    n_links: BTreeMap<&'a NodeId, usize>,
    boxes: BTreeMap<NodeId, Rect>,
}

impl<'a> Kept<'a> {
    /// What is kept, standing nowhere.
    pub(super) fn of(composed: &'a Composed<'a>) -> Self {
        Self::with(composed, composed.kept(), BTreeMap::new())
    }

    /// What is kept, with the boxes of the picture.
    pub(super) fn placed(composed: &'a Composed<'a>) -> Self {
        let picture = composed.picture();
        let placed = picture.visible.nodes.iter().zip(&picture.layout.boxes);
        let boxes = placed.map(|(node, place)| (node.id.clone(), place.rect)).collect();
        Self::with(composed, &picture.visible, boxes)
    }

    fn with(
        composed: &'a Composed<'a>,
        visible: &'a Visible,
        boxes: BTreeMap<NodeId, Rect>,
    ) -> Self {
        let (request, sentence) = (composed.request(), composed.sentence());
        let atlas = request.atlas;
        let mut kept = Self { atlas, request, visible, sentence, n_links: BTreeMap::new(), boxes };
        let mut n_links = BTreeMap::<&NodeId, usize>::new();
        for link in kept.links() {
            *n_links.entry(&link.source).or_default() += 1;
            if link.target != link.source {
                *n_links.entry(&link.target).or_default() += 1;
            }
        }
        kept.n_links = n_links;
        kept
    }

    /// The nodes kept, in the atlas's order.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &'a Node> {
        let kept = &self.visible.kept_nodes;
        self.atlas.nodes().iter().filter(move |node| kept.contains(&node.id))
    }

    /// The links kept, in the atlas's order.
    pub(super) fn links(&self) -> impl Iterator<Item = &'a Link> + use<'a, '_> {
        let kept = &self.visible.kept_links;
        self.atlas.links().iter().filter(move |link| kept.contains(&link.id))
    }

    /// What is kept, by its ids.
    pub(super) const fn visible(&self) -> &'a Visible {
        self.visible
    }

    /// The documents that what is kept quotes.
    pub(super) fn documents(&self) -> impl Iterator<Item = &'a Document> + use<'a> {
        quoted_documents(self.atlas, self.visible)
    }

    /// The filter in plain words.
    pub(super) fn sentence(&self) -> &str {
        &self.sentence
    }

    /// The box of a node in world units, where it is drawn.
    pub(super) fn rect(&self, node: &Node) -> Option<Rect> {
        self.boxes.get(&node.id).copied()
    }

    fn length(&self, node: &Node, of: impl Fn(&Rect) -> f32) -> Option<Datum> {
        self.rect(node).map(|rect| Datum::Length(of(&rect)))
    }

    /// The colour a node is known by: its first threat's, or its kind's.
    pub(super) fn color(&self, node: &Node) -> Rgb {
        let threats = self.atlas.top_threats_of(&node.id);
        let own = self.atlas.threat(&node.id).map(|threat| &threat.id);
        let paint = own
            .or_else(|| threats.first().copied())
            .map_or(Paint::Soft, |threat| Paint::Threat(threat_hue(self.atlas, threat)));
        self.request.view.theme.color(paint)
    }
}

/// The documents that what is kept quotes, its dates and events too; in the atlas's order.
pub(super) fn quoted_documents<'a>(
    atlas: &'a Atlas,
    visible: &Visible,
) -> impl Iterator<Item = &'a Document> + use<'a> {
    let of_nodes = atlas.nodes().iter().filter(|n| visible.kept_nodes.contains(&n.id));
    let of_links = atlas.links().iter().filter(|l| visible.kept_links.contains(&l.id));
    let of_links = of_links.flat_map(|link| &link.evidence);
    let evidence = of_nodes.flat_map(Node::all_evidence).chain(of_links);
    let quoted: BTreeSet<&DocumentId> =
        evidence.filter_map(Evidence::quote).map(|quote| &quote.document).collect();
    atlas.documents().iter().filter(move |document| quoted.contains(&document.id))
}

fn text(text: &str) -> Option<Datum> {
    maybe(Some(text))
}

/// What is empty is not known, and left out.
fn maybe(text: Option<&str>) -> Option<Datum> {
    text.filter(|text| !text.is_empty()).map(|text| Datum::Text(text.to_owned()))
}

fn firmest(evidence: &[Evidence]) -> Option<Basis> {
    evidence.iter().map(Evidence::basis).min()
}

/// The first quote on the firmest basis.
fn quote(evidence: &[Evidence]) -> Option<&Quote> {
    let quoted = evidence.iter().filter(|evidence| evidence.quote().is_some());
    quoted.min_by_key(|evidence| evidence.basis())?.quote()
}

fn of_quote(evidence: &[Evidence], part: fn(&Quote) -> &str) -> Option<Datum> {
    maybe(quote(evidence).map(part))
}

fn section(kept: &Kept<'_>, evidence: &[Evidence]) -> Option<Datum> {
    let quote = quote(evidence)?;
    let section = kept.atlas.document(&quote.document)?.section_at(quote.span.start)?;
    text(&section.name())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_column_is_named_twice() {
        let nodes: BTreeSet<&str> = NODE_COLUMNS.iter().map(|column| column.name).collect();
        let links: BTreeSet<&str> = LINK_COLUMNS.iter().map(|column| column.name).collect();
        assert_eq!((nodes.len(), links.len()), (NODE_COLUMNS.len(), LINK_COLUMNS.len()));
    }
}
