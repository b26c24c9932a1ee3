//! From the text back to the atlas: which passages of a document carry evidence, and what rests
//! on each.
//!
//! Owns [`Passages`], worked out once for an atlas. Knows nothing of drawing or of what is
//! selected. Start with [`Passages::of`] and [`Passages::of_document`].

use std::collections::{BTreeMap, BTreeSet};

use super::{Atlas, Basis, Evidence, Link, LinkId, Node, NodeId, NodeKind, Quote, Span};

/// A node or a link.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A node.
    Node(NodeId),
    /// A link.
    Link(LinkId),
}

impl Thing {
    /// The node, or both ends of the link; nothing where the atlas does not hold it.
    pub fn nodes<'a>(&'a self, atlas: &'a Atlas) -> Vec<&'a NodeId> {
        match self {
            Self::Node(id) => atlas.node(id).map(|node| &node.id).into_iter().collect(),
            Self::Link(id) => {
                atlas.link(id).map_or_else(Vec::new, |link| vec![&link.source, &link.target])
            }
        }
    }
}

/// Something that rests on a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// What rests on it.
    pub thing: Thing,
    /// The firmest way in which it does.
    pub basis: Basis,
}

/// A stretch of a document that is quoted as evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands, in code points.
    pub span: Span,
    /// What rests on it: nodes in the atlas's order, then links.
    pub resting: Vec<Resting>,
    /// The top-level threat that most of these are about, where any is about one.
    pub threat: Option<NodeId>,
    /// The kind of the first thing: its own, or that of the link's source.
    pub kind: NodeKind,
}

impl Passage {
    /// The firmest basis of what rests on it.
    pub fn basis(&self) -> Basis {
        self.resting.iter().map(|one| one.basis).min().unwrap_or(Basis::None)
    }

    /// The nodes that rest on it and the ends of such links, without repeats.
    pub fn nodes(&self, atlas: &Atlas) -> Vec<NodeId> {
        let mut seen = BTreeSet::new();
        let all = self.resting.iter().flat_map(|one| one.thing.nodes(atlas));
        all.filter(|id| seen.insert(*id)).cloned().collect()
    }
}

/// A stretch of text that lies in the same passages throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Where it stands, in code points.
    pub span: Span,
    /// The position of the shortest passage around it.
    pub innermost: usize,
    /// How many passages it lies in.
    pub n_passages: usize,
}

/// The passages of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Marked {
    /// In text order; of those that begin together the longest first.
    passages: Vec<Passage>,
    /// In text order, disjoint.
    stretches: Vec<Stretch>,
}

/// Every passage of an atlas that carries evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passages {
    /// In the order of the atlas's documents.
    documents: Vec<Marked>,
}

/// Text order: by beginning, the longest first.
fn text_order(span: Span) -> (usize, std::cmp::Reverse<usize>) {
    (span.start, std::cmp::Reverse(span.end))
}

impl Passages {
    /// The passages of an atlas. O(n log n) in its quotes.
    pub fn of(atlas: &Atlas) -> Self {
        if atlas.documents().is_empty() {
            return Self::default();
        }
        let mut found: Vec<BTreeMap<_, (Span, Vec<Resting>)>> =
            atlas.documents().iter().map(|_| BTreeMap::new()).collect();
        let positions: BTreeMap<_, _> =
            atlas.documents().iter().enumerate().map(|(at, d)| (&d.id, at)).collect();
        let mut note = |thing: &dyn Fn() -> Thing, evidence: &Evidence| {
            let Some(quote) = evidence.quote() else { return };
            let Some(here) = positions.get(&quote.document).and_then(|&at| found.get_mut(at))
            else {
                return;
            };
            let (_, resting) =
                here.entry(text_order(quote.span)).or_insert_with(|| (quote.span, Vec::new()));
            let (thing, basis) = (thing(), evidence.basis());
            // Evidence of one thing comes together, so a repeat can only be the last.
            match resting.last_mut().filter(|last| last.thing == thing) {
                Some(last) => last.basis = last.basis.min(basis),
                None => resting.push(Resting { thing, basis }),
            }
        };
        for node in atlas.nodes() {
            node.all_evidence().for_each(|e| note(&|| Thing::Node(node.id.clone()), e));
        }
        for link in atlas.links() {
            link.evidence.iter().for_each(|e| note(&|| Thing::Link(link.id.clone()), e));
        }
        let about = About::of(atlas);
        let marked = found.into_iter().map(|passages| {
            let passages =
                passages.into_values().map(|(span, resting)| about.passage(span, resting));
            let passages: Vec<Passage> = passages.collect();
            let stretches = stretches_of(&passages);
            Marked { passages, stretches }
        });
        Self { documents: marked.collect() }
    }

    /// The passages of the document at that position of the atlas, in text order.
    pub fn of_document(&self, document: usize) -> &[Passage] {
        self.documents.get(document).map_or(&[], |marked| &marked.passages)
    }

    /// The document's text cut wherever a passage begins or ends; what lies in none is left out.
    pub fn stretches(&self, document: usize) -> &[Stretch] {
        self.documents.get(document).map_or(&[], |marked| &marked.stretches)
    }

    /// The shortest passage around a code point. O(log n).
    pub fn at(&self, document: usize, character: usize) -> Option<&Passage> {
        let stretches = self.stretches(document);
        let after = stretches.partition_point(|stretch| stretch.span.start <= character);
        let stretch = stretches.get(after.checked_sub(1)?)?;
        (character < stretch.span.end)
            .then(|| self.of_document(document).get(stretch.innermost))
            .flatten()
    }

    /// The passage of exactly that span. O(log n).
    pub fn exactly(&self, document: usize, span: Span) -> Option<&Passage> {
        let passages = self.of_document(document);
        let found = passages.binary_search_by_key(&text_order(span), |p| text_order(p.span));
        found.ok().and_then(|at| passages.get(at))
    }

    /// The passages that share a code point with a span, in text order.
    pub fn touching(&self, document: usize, span: Span) -> impl Iterator<Item = &Passage> {
        let passages = self.of_document(document);
        let before = passages.partition_point(|passage| passage.span.start < span.end);
        passages.iter().take(before).filter(move |passage| passage.span.overlaps(span))
    }

    /// What rests on words of a span, each thing once with its firmest basis: nodes in the
    /// atlas's order, then links.
    pub fn resting_on(&self, atlas: &Atlas, document: usize, span: Span) -> Vec<Resting> {
        let mut firmest: BTreeMap<&Thing, Basis> = BTreeMap::new();
        let Some(text) = atlas.documents().get(document) else { return Vec::new() };
        let shares_words = |passage: &&Passage| text.share_words(passage.span, span);
        for one in self.touching(document, span).filter(shares_words).flat_map(|p| &p.resting) {
            let basis = firmest.entry(&one.thing).or_insert(one.basis);
            *basis = one.basis.min(*basis);
        }
        let mut all: Vec<Resting> = firmest
            .into_iter()
            .map(|(thing, basis)| Resting { thing: thing.clone(), basis })
            .collect();
        all.sort_by_key(|one| match &one.thing {
            Thing::Node(id) => (0, atlas.node_position(id)),
            Thing::Link(id) => (1, atlas.link_position(id)),
        });
        all
    }

    /// Every passage, by document and text order.
    pub fn all(&self) -> impl Iterator<Item = (usize, Span)> {
        let documents = self.documents.iter().enumerate();
        documents.flat_map(|(at, marked)| marked.passages.iter().map(move |p| (at, p.span)))
    }
}

/// Where these quotes stand, by document and text order, each place once.
pub fn places_of<'a>(atlas: &Atlas, quotes: impl Iterator<Item = &'a Quote>) -> Vec<(usize, Span)> {
    let place = |quote: &Quote| {
        let document = atlas.documents().iter().position(|d| d.id == quote.document)?;
        Some((document, quote.span))
    };
    let mut places: Vec<(usize, Span)> = quotes.filter_map(place).collect();
    places.sort_by_key(|&(document, span)| (document, text_order(span)));
    places.dedup();
    places
}

/// Cuts the text at every beginning and end of a passage. O(n log n).
fn stretches_of(passages: &[Passage]) -> Vec<Stretch> {
    let mut cuts: Vec<usize> = passages.iter().flat_map(|p| [p.span.start, p.span.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut ends: Vec<(usize, usize)> =
        passages.iter().enumerate().map(|(at, p)| (p.span.end, at)).collect();
    ends.sort_unstable();
    let length = |at: usize| passages.get(at).map_or(0, |p| p.span.end - p.span.start);
    let (mut begun, mut ended) = (0, 0);
    let mut open: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut stretches = Vec::new();
    for pair in cuts.windows(2) {
        let &[start, end] = pair else { continue };
        while let Some(&(_, at)) = ends.get(ended).filter(|(last, _)| *last <= start) {
            open.remove(&(length(at), at));
            ended += 1;
        }
        while passages.get(begun).is_some_and(|passage| passage.span.start <= start) {
            // An empty passage ends where it begins, and holds nothing.
            if length(begun) > 0 {
                open.insert((length(begun), begun));
            }
            begun += 1;
        }
        if let Some(&(_, innermost)) = open.first() {
            let n_passages = open.len();
            stretches.push(Stretch { span: Span { start, end }, innermost, n_passages });
        }
    }
    stretches
}

/// Which threat a thing is about, looked up once for each.
struct About<'a> {
    atlas: &'a Atlas,
    /// Top-level threats by node, in the taxonomy's order.
    threats: BTreeMap<&'a NodeId, Vec<&'a NodeId>>,
}

impl<'a> About<'a> {
    fn of(atlas: &'a Atlas) -> Self {
        let of_node = |node: &'a Node| (&node.id, atlas.threats_about(&node.id));
        Self { atlas, threats: atlas.nodes().iter().map(of_node).collect() }
    }

    fn threats_of_node(&self, id: &NodeId) -> &[&'a NodeId] {
        self.threats.get(id).map_or(&[], Vec::as_slice)
    }

    /// A link to a threat is about that one; any other about what its source is about.
    fn threats_of_link(&self, link: &Link) -> &[&'a NodeId] {
        match self.atlas.threat(&link.target) {
            Some(_) => self.threats_of_node(&link.target),
            None => self.threats_of_node(&link.source),
        }
    }

    fn passage(&self, span: Span, resting: Vec<Resting>) -> Passage {
        let mut counts: BTreeMap<&NodeId, usize> = BTreeMap::new();
        for one in &resting {
            let threats = match &one.thing {
                Thing::Node(id) => self.threats_of_node(id),
                Thing::Link(id) => {
                    self.atlas.link(id).map_or(&[][..], |link| self.threats_of_link(link))
                }
            };
            for threat in threats {
                *counts.entry(*threat).or_default() += 1;
            }
        }
        let most = counts.values().max().copied();
        let threat =
            self.atlas.top_threats().find(|id| most.is_some() && counts.get(id).copied() == most);
        let first = resting.first().and_then(|one| one.thing.nodes(self.atlas).first().copied());
        let kind = first.and_then(|id| self.atlas.node(id)).map_or(NodeKind::Plain, Node::role);
        Passage { span, threat: threat.cloned(), kind, resting }
    }
}
