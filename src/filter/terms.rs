//! Which nodes hold the words looked for.
//!
//! Owns what of a node and of its links is searched. How words compare is [`super::text`]'s.

use super::Filter;
use super::ground::Ground;
use super::text::{Needle, fold_into};
use crate::atlas::{Event, EventKind, Evidence, Node};

/// What of an atlas holds which of a filter's terms.
pub(super) struct TermHits {
    /// By position of node: which terms wanted its own texts hold.
    own: Vec<Vec<bool>>,
    /// By position of link: which terms wanted its quotes hold, where that could still matter.
    of_link: Vec<Vec<bool>>,
    /// By position of node: whether its own texts hold a term to be taken out.
    pub(super) unwanted: Vec<bool>,
}

impl TermHits {
    /// O(text of the atlas × terms); O(nodes) without terms.
    pub(super) fn new(ground: &Ground<'_>, filter: &Filter) -> Self {
        let mut search = Search::new(filter.needles(false));
        let own = search.in_nodes(ground);
        let of_link = ground.atlas.links().iter().zip(&ground.ends).map(|(link, &(from, to))| {
            let is_open = own[from].contains(&false) || own[to].contains(&false);
            if is_open { search.in_texts(quotes(&link.evidence)) } else { Vec::new() }
        });
        let of_link = of_link.collect();
        Self { own, of_link, unwanted: unwanted(ground, filter) }
    }

    /// Whether a node, or a quote of one of its links, holds every term wanted. What a link
    /// quotes speaks of both its ends, as long as the link stands. O((nodes + links) × terms).
    pub(super) fn wanted(&self, ground: &Ground<'_>, stands: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut found = self.own.clone();
        let of_link = self.of_link.iter().enumerate().filter(|(link, _)| stands(*link));
        for (link, of_link) in of_link {
            let (source, target) = ground.ends[link];
            for end in [source, target] {
                merge(&mut found[end], of_link);
            }
        }
        found.iter().map(|node| !node.contains(&false)).collect()
    }
}

fn unwanted(ground: &Ground<'_>, filter: &Filter) -> Vec<bool> {
    let mut search = Search::new(filter.needles(true));
    search.in_nodes(ground).iter().map(|node| node.contains(&true)).collect()
}

/// Needles and a buffer that every text is folded into.
struct Search {
    needles: Vec<Needle>,
    folded: String,
}

impl Search {
    const fn new(needles: Vec<Needle>) -> Self {
        Self { needles, folded: String::new() }
    }

    /// For every node, which of the needles its own texts hold.
    fn in_nodes(&mut self, ground: &Ground<'_>) -> Vec<Vec<bool>> {
        let mut found = Vec::with_capacity(ground.n_nodes());
        for node in ground.atlas.nodes() {
            let threat = ground.atlas.threat(&node.id);
            let definition = threat.and_then(|threat| threat.definition.as_deref());
            found.push(self.in_texts(own_texts(node).chain(definition)));
        }
        found
    }

    fn in_texts<'a>(&mut self, texts: impl Iterator<Item = &'a str>) -> Vec<bool> {
        let mut found = vec![false; self.needles.len()];
        if found.is_empty() {
            return found;
        }
        for text in texts {
            if !found.contains(&false) {
                break;
            }
            fold_into(&mut self.folded, text);
            for (needle, found) in self.needles.iter().zip(&mut found) {
                *found = *found || needle.is_in(&self.folded);
            }
        }
        found
    }
}

fn merge(found: &mut [bool], more: &[bool]) {
    for (found, more) in found.iter_mut().zip(more) {
        *found |= more;
    }
}

fn own_texts(node: &Node) -> impl Iterator<Item = &str> {
    let ids = &node.identifiers;
    let names = [&node.title, &node.summary, &ids.number, &ids.celex, &ids.eli, &ids.url];
    std::iter::once(node.label.as_str())
        .chain(names.into_iter().flatten().map(String::as_str))
        .chain(node.aliases.iter().map(String::as_str))
        .chain(quotes(&node.evidence))
        .chain(node.dates.iter().filter(|date| says_more(date)).map(|date| date.what.as_str()))
        .chain(node.events.iter().map(|event| event.what.as_str()))
        .chain(node.dates.iter().chain(&node.events).flat_map(proofs))
}

/// Whether a date has words of its own. Nearly every act was adopted once: whoever looks for that
/// word means something else.
fn says_more(date: &Event) -> bool {
    date.kind.and_then(EventKind::phrase) != Some(date.what.as_str())
}

fn proofs(event: &Event) -> impl Iterator<Item = &str> {
    event.number.as_deref().into_iter().chain(quotes(&event.evidence))
}

/// The words of documents, and the citations of what lies outside them.
fn quotes(evidence: &[Evidence]) -> impl Iterator<Item = &str> {
    evidence.iter().map(Evidence::words)
}
