//! The sentences behind a view, best first.
//!
//! Owns which passages stand for what a view shows, for the pages of a briefing and for a room that
//! asks what is behind it. Knows nothing of how they are printed or shown.

use std::collections::BTreeSet;

use crate::atlas::{Atlas, DocumentId, Evidence, NodeId, Quote, Span};
use crate::filter::Visible;

/// The passage a view shows itself, then those behind what is selected, then those behind what
/// answers the filter, one a node; where no node has any, those of the links kept. Each once.
/// O(n log n) in the evidence of what is kept.
pub fn key_passages(
    atlas: &Atlas,
    own: Option<(DocumentId, Span)>,
    selected: &[NodeId],
    kept: &Visible,
) -> Vec<(DocumentId, Span)> {
    let place = |quote: &Quote| (quote.document.clone(), quote.span);
    let selected = selected.iter().filter_map(|id| atlas.node(id));
    let selected = selected.flat_map(|node| node.evidence.iter().filter_map(Evidence::quote));
    let hits = kept.nodes.iter().filter(|node| node.is_hit);
    let hits = hits.filter_map(|node| atlas.node(&node.id));
    let hits = hits.filter_map(|node| node.evidence.iter().find_map(Evidence::quote));
    let mut seen = BTreeSet::new();
    let mut is_new = |(document, span): &(DocumentId, Span)| {
        seen.insert((document.clone(), span.start, span.end))
    };
    let all = own.into_iter().chain(selected.map(place)).chain(hits.map(place));
    let found: Vec<(DocumentId, Span)> = all.filter(&mut is_new).collect();
    if !found.is_empty() {
        return found;
    }
    let links = kept.kept_links.iter().filter_map(|id| atlas.link(id));
    let of_links = links.filter_map(|link| link.evidence.iter().find_map(Evidence::quote));
    of_links.map(place).filter(is_new).collect()
}
