//! Reading on: from one passage to the next, and between the text and what rests on it.
//!
//! Owns which passages are walked through and how. A walk goes through the passages of what is
//! selected or of one link; where nothing is, or where the selection was itself lit from the
//! text, through every passage of the texts.

use super::{Effect, Reading, Session};
use crate::atlas::{Evidence, LinkId, Node, NodeId, Passages, Quote, Span, Thing, places_of};

/// What a walk follows besides the selection.
#[derive(Debug, Clone, Default)]
pub(super) struct Followed {
    /// The link whose passages are read.
    link: Option<LinkId>,
    /// The selection that was lit from the text.
    lit: Option<Vec<NodeId>>,
}

/// Which way to walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// On.
    Next,
    /// Back.
    Previous,
}

/// Whose passages are walked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Walk<'a> {
    /// Every passage of the texts.
    Text,
    /// The passages of selected nodes.
    Nodes(&'a [NodeId]),
    /// The passages of a link.
    Link(&'a LinkId),
}

/// A walk, worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkedTo {
    /// Its passages, as positions of documents and spans, in their order.
    pub places: Vec<(usize, Span)>,
    /// Which of them is open.
    pub at: Option<usize>,
}

impl Session {
    /// What rests on the passages of the texts.
    pub fn passages(&self) -> &Passages {
        &self.passages
    }

    /// Whose passages are walked through.
    pub fn walk(&self) -> Walk<'_> {
        let selected = &self.state.view.selected;
        match &self.followed.link {
            Some(link) => Walk::Link(link),
            None if selected.is_empty() || self.followed.lit.as_ref() == Some(selected) => {
                Walk::Text
            }
            None => Walk::Nodes(selected),
        }
    }

    /// The passages of the walk, and which of them is open.
    pub fn walked_to(&self) -> WalkedTo {
        let places = match self.walk() {
            Walk::Text => self.passages.all().collect(),
            Walk::Nodes(nodes) => {
                let nodes = nodes.iter().filter_map(|id| self.atlas.node(id));
                places_of(&self.atlas, nodes.flat_map(quotes_of))
            }
            Walk::Link(link) => {
                let evidence = self.atlas.link(link).map_or(&[][..], |link| &link.evidence);
                places_of(&self.atlas, evidence.iter().filter_map(Evidence::quote))
            }
        };
        let here = self.place_read();
        let at = here.and_then(|here| places.iter().position(|place| *place == here));
        WalkedTo { places, at }
    }

    /// The passage of the walk before or after the one that is open, or after a place where none
    /// is; beyond the last one the first again. `None` where there is none.
    pub fn walked(&self, way: Way, from: (usize, usize)) -> Option<Reading> {
        let places = self.walked_to().places;
        let order =
            |(document, span): (usize, Span)| (document, span.start, std::cmp::Reverse(span.end));
        let here = self.place_read();
        let before = match (here, way) {
            (Some(here), Way::Next) => places.partition_point(|p| order(*p) <= order(here)),
            (Some(here), Way::Previous) => places.partition_point(|p| order(*p) < order(here)),
            (None, _) => places.partition_point(|(d, span)| (*d, span.start) < from),
        };
        let n = places.len();
        let at = match way {
            Way::Next => before % n.max(1),
            Way::Previous => before.checked_sub(1).unwrap_or_else(|| n.saturating_sub(1)),
        };
        places.get(at).and_then(|place| self.reading_at(*place))
    }

    /// A passage by the position of its document.
    pub fn reading_at(&self, (document, span): (usize, Span)) -> Option<Reading> {
        let document = self.atlas.documents().get(document)?;
        Some(Reading { document: document.id.clone(), span: Some(span) })
    }

    /// Where the passage that is open stands.
    pub fn place_read(&self) -> Option<(usize, Span)> {
        let reading = self.reading.as_ref()?;
        let document = self.atlas.documents().iter().position(|d| d.id == reading.document)?;
        Some((document, reading.span?))
    }

    /// Opens or closes a passage; the link followed is let go with the last of its passages.
    pub(super) fn read(&mut self, reading: Option<Reading>) -> Vec<Effect> {
        self.reading = reading;
        let here = self.place_read();
        let still_follows = here.is_some_and(|here| self.walked_to().places.contains(&here));
        if self.followed.link.is_some() && !still_follows {
            self.followed.link = None;
        }
        Vec::new()
    }

    pub(super) fn light(&mut self, reading: Reading) -> Vec<Effect> {
        self.reading = Some(reading);
        self.followed.link = None;
        let place = self.place_read();
        let passage = place.and_then(|(document, span)| self.passages.exactly(document, span));
        let Some(nodes) = passage.map(|passage| passage.nodes(&self.atlas)) else {
            return Vec::new();
        };
        self.followed.lit = Some(nodes.clone());
        self.change(|view| view.selected = nodes)
    }

    pub(super) fn choose(&mut self, thing: &Thing) -> Vec<Effect> {
        let nodes: Vec<NodeId> = thing.nodes(&self.atlas).into_iter().cloned().collect();
        if nodes.is_empty() {
            return Vec::new();
        }
        self.followed = Followed { lit: None, link: None };
        if let Thing::Link(link) = thing {
            self.followed.link = Some(link.clone());
        }
        self.change(|view| view.selected = nodes)
    }

    pub(super) fn read_link(&mut self, link: LinkId) -> Vec<Effect> {
        let quote =
            self.atlas.link(&link).and_then(|l| l.evidence.iter().find_map(Evidence::quote));
        let Some(quote) = quote else { return Vec::new() };
        let reading = Reading { document: quote.document.clone(), span: Some(quote.span) };
        self.followed.link = Some(link);
        self.read(Some(reading))
    }

    /// Closes the passage, because something else is selected that has its own.
    pub(super) fn let_go(&mut self) {
        self.reading = None;
        self.followed = Followed::default();
    }
}

fn quotes_of(node: &Node) -> impl Iterator<Item = &Quote> {
    node.all_evidence().filter_map(Evidence::quote)
}
