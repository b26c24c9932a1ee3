//! What general graph formats are told of each node and link: the survey's columns, and where things
//! stand. GraphML, GEXF, DOT and CSV all read it.
//!
//! Knows no notation. Links and nodes folded away are told of as well; they only stand nowhere. Tables
//! of rows are told no places, so that they cost no layout.

use std::collections::{BTreeMap, BTreeSet};

use emath::Rect;

use super::page::whole_title;
use super::{Composed, ExportRequest};
use crate::atlas::{Atlas, Document, DocumentId, Evidence, Link, Node, NodeId};
use crate::filter::Visible;
use crate::scene::{Paint, Rgb, hues_of};
use crate::survey::{
    Column, Datum, Extract, PROOF_COLUMNS, ProofColumn, Reader, Readers, Sort, columns_for,
};

/// A length that says where a node stands. World units.
pub(super) struct Measure {
    /// Its name, a plain word.
    pub(super) name: &'static str,
    /// The length of a node's box.
    pub(super) of: fn(&Rect) -> f32,
}

/// Where a node stands, for formats that are drawn from it.
pub(super) const MEASURES: &[Measure] = &[
    Measure { name: "x", of: |rect| rect.center().x },
    Measure { name: "y", of: |rect| rect.center().y },
    Measure { name: "width", of: Rect::width },
    Measure { name: "height", of: Rect::height },
];

/// What a view keeps of an atlas, with what is counted and, where it is asked for, where things
/// stand.
pub(super) struct Kept<'a> {
    /// The whole atlas.
    pub(super) atlas: &'a Atlas,
    request: &'a ExportRequest<'a>,
    visible: &'a Visible,
    sentence: String,
    /// What is kept, to be told row by row.
    pub(super) extract: Extract<'a>,
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
        let (atlas, extract) = (request.atlas, Extract::of(request.atlas, visible));
        Self { atlas, request, visible, sentence, extract, boxes }
    }

    /// What a graph is called: its view where that has a name, or else the atlas. The filter in
    /// words stands beside it.
    pub(super) fn title(&self) -> String {
        let view = self.request.view;
        if view.title.is_none() && view.name.is_none() {
            return self.atlas.title().to_owned();
        }
        whole_title(self.atlas, view, &self.sentence)
    }

    /// The nodes kept, in the atlas's order.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &'a Node> {
        self.extract.nodes()
    }

    /// The links kept, in the atlas's order.
    pub(super) fn links(&self) -> impl Iterator<Item = &'a Link> {
        self.extract.links()
    }

    /// The values of the columns that graph programs read: of a thing, and of what it rests on.
    pub(super) fn values<T>(
        &self,
        columns: &'static [Column<T>],
        readers: fn(&ProofColumn) -> Readers,
        (thing, evidence): (&'a T, Option<&'a Evidence>),
    ) -> Vec<Option<String>> {
        let extract = &self.extract;
        let own = columns_for(columns, Reader::Graph).map(|column| (column.value)(extract, thing));
        let proof = proof_columns(readers).map(|column| (column.value)(extract, evidence));
        own.chain(proof).map(|datum| self.value(datum?)).collect()
    }

    fn value(&self, datum: Datum<'_>) -> Option<String> {
        match datum {
            Datum::Hue(hue) => Some(self.request.view.theme.color(known_by(hue)).to_hex()),
            datum => datum.line(),
        }
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

    /// A colour in the view's theme.
    pub(super) fn tint(&self, paint: Paint) -> Rgb {
        self.request.view.theme.color(paint)
    }

    /// The colour a node is known by: its first threat's, or that of what is about none.
    pub(super) fn color(&self, node: &Node) -> Rgb {
        self.request.view.theme.color(known_by(hues_of(self.atlas, &node.id).first().copied()))
    }
}

fn known_by(hue: Option<usize>) -> Paint {
    hue.map_or(Paint::Soft, Paint::Threat)
}

/// The names and sorts of the columns that graph programs read.
pub(super) fn heads<T>(
    columns: &'static [Column<T>],
    readers: fn(&ProofColumn) -> Readers,
) -> Vec<(&'static str, Sort)> {
    let own = columns_for(columns, Reader::Graph).map(|column| (column.name, column.sort));
    own.chain(proof_columns(readers).map(|column| (column.name, Sort::Text))).collect()
}

fn proof_columns(
    readers: fn(&ProofColumn) -> Readers,
) -> impl Iterator<Item = &'static ProofColumn> {
    PROOF_COLUMNS.iter().filter(move |column| readers(column).include(Reader::Graph))
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
