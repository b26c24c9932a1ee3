//! Which nodes hold the words looked for.
//!
//! Owns what of a node and of its links is searched, and whether a term counts inside words: only
//! if it is wanted and no word of the whole atlas begins so. How words compare is [`super::needle`]'s matter.

use super::Filter;
use super::ground::Ground;
use super::needle::{Held, Needle};
use super::text::fold_into;
use crate::atlas::{Atlas, Event, EventKind, Evidence, Link, Node};

/// What of an atlas holds which of a filter's terms.
pub(super) struct TermHits {
    wanted: Hits,
    /// By position of node: whether its own texts hold a term to be taken out.
    pub(super) unwanted: Vec<bool>,
    /// Phrases wanted that are found inside words only, as typed.
    pub(super) inside: Vec<String>,
}

impl TermHits {
    /// O(text of the atlas × terms); O(nodes) without terms.
    pub(super) fn new(ground: &Ground<'_>, filter: &Filter) -> Self {
        let wanted = Hits::of(ground, filter.needles(false));
        let terms = filter.terms().iter().filter(|term| !term.negated).zip(&wanted.best);
        let inside = terms.filter(|(_, best)| **best == Held::Inside);
        let inside = inside.map(|(term, _)| term.phrase.clone()).collect();
        Self { wanted, unwanted: unwanted(ground, filter), inside }
    }

    /// Whether a node, or a quote of one of its links, holds every term wanted. What a link
    /// quotes speaks of both its ends, as long as the link stands. O((nodes + links) × terms).
    pub(super) fn wanted(&self, ground: &Ground<'_>, stands: impl Fn(usize) -> bool) -> Vec<bool> {
        let hits = &self.wanted;
        let mut found = hits.own.clone();
        let of_link = hits.of_link.iter().enumerate().filter(|(link, _)| stands(*link));
        for (link, of_link) in of_link {
            let (source, target) = ground.ends[link];
            for end in [source, target] {
                merge(&mut found[end], of_link);
            }
        }
        found.iter().map(|node| hits.counts_all(node)).collect()
    }
}

/// Nothing is taken out for what stands inside a word: nobody would see why.
fn unwanted(ground: &Ground<'_>, filter: &Filter) -> Vec<bool> {
    let mut search = Search::new(filter.needles(true));
    search.in_nodes(ground).iter().map(|node| node.contains(&Held::Begins)).collect()
}

/// How the texts of an atlas hold some terms.
struct Hits {
    /// By position of node: how its own texts hold each term.
    own: Vec<Vec<Held>>,
    /// By position of link: how its quotes hold each term, where that could still matter.
    of_link: Vec<Vec<Held>>,
    /// How any text at all holds each term.
    best: Vec<Held>,
}

impl Hits {
    fn of(ground: &Ground<'_>, needles: Vec<Needle>) -> Self {
        let mut best = vec![Held::Not; needles.len()];
        let mut search = Search::new(needles);
        let own = search.in_nodes(ground);
        let is_whole = |node: &[Held]| node.iter().all(|held| *held == Held::Begins);
        let of_link = ground.atlas.links().iter().zip(&ground.ends).map(|(link, &(from, to))| {
            let is_open = !is_whole(&own[from]) || !is_whole(&own[to]);
            if is_open { search.in_texts(texts_of_link(link)) } else { Vec::new() }
        });
        let of_link: Vec<Vec<Held>> = of_link.collect();
        own.iter().chain(&of_link).for_each(|held| merge(&mut best, held));
        Self { own, of_link, best }
    }

    /// Whether every term counts that is held so: at the beginning of a word, or inside one where
    /// no word of the atlas begins so.
    fn counts_all(&self, held: &[Held]) -> bool {
        held.iter().zip(&self.best).all(|(held, best)| *held != Held::Not && held == best)
    }
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

    /// For every node, how its own texts hold each of the needles.
    fn in_nodes(&mut self, ground: &Ground<'_>) -> Vec<Vec<Held>> {
        let mut found = Vec::with_capacity(ground.n_nodes());
        for node in ground.atlas.nodes() {
            found.push(self.in_texts(texts_of_node(ground.atlas, node)));
        }
        found
    }

    fn in_texts<'a>(&mut self, texts: impl Iterator<Item = &'a str>) -> Vec<Held> {
        let mut found = vec![Held::Not; self.needles.len()];
        if found.is_empty() {
            return found;
        }
        for text in texts {
            if found.iter().all(|held| *held == Held::Begins) {
                break;
            }
            fold_into(&mut self.folded, text);
            for (needle, found) in self.needles.iter().zip(&mut found) {
                if *found < Held::Begins {
                    *found = needle.held_by(&self.folded).max(*found);
                }
            }
        }
        found
    }
}

fn merge(found: &mut [Held], more: &[Held]) {
    for (found, more) in found.iter_mut().zip(more) {
        *found = (*found).max(*more);
    }
}

/// The texts of a node that words are looked for in, its label first.
pub fn texts_of_node<'a>(atlas: &'a Atlas, node: &'a Node) -> impl Iterator<Item = &'a str> {
    let threat = atlas.threat(&node.id);
    own_texts(node).chain(threat.and_then(|threat| threat.definition.as_deref()))
}

/// The texts of a link that words are looked for in: they speak of both its ends.
pub fn texts_of_link(link: &Link) -> impl Iterator<Item = &str> {
    quotes(&link.evidence)
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
