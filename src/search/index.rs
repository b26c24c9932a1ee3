//! The index over an atlas, and the search in it.

use std::cmp::Reverse;

use super::like::Words;
use super::marked::Marked;
use super::names::{Field, Name, NodeHit, Rank};
use super::query::Query;
use super::texts::{self, PassageHit, QuoteHit, quotes_of, ranked, sentences_of};
use crate::atlas::{Atlas, Node};
use crate::filter::begins_a_word;

/// Everything of an atlas that can be found, ready to be compared.
#[derive(Debug)]
pub struct Index {
    names: Vec<Name>,
    /// By node: how many links it has.
    n_links: Vec<usize>,
    /// By node: the length of its label, in bytes.
    label_lengths: Vec<usize>,
    /// The words of labels and other names, and those of titles and numbers with them.
    words: [Words; 2],
    quotes: Vec<texts::Words>,
    sentences: Vec<texts::Words>,
}

/// What was found, in groups, the best of each first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Results {
    /// Nodes.
    pub nodes: Vec<NodeHit>,
    /// How many nodes there are in all.
    pub n_nodes: usize,
    /// Quotes of the evidence.
    pub quotes: Vec<QuoteHit>,
    /// How many quotes there are in all.
    pub n_quotes: usize,
    /// Sentences of the documents.
    pub passages: Vec<PassageHit>,
    /// How many sentences there are in all.
    pub n_passages: usize,
}

impl Results {
    /// Whether nothing was found.
    pub const fn is_empty(&self) -> bool {
        self.n_nodes == 0 && self.n_quotes == 0 && self.n_passages == 0
    }
}

/// A name or several by which a node was found; smaller is better.
type Found = (Rank, usize, Field);

impl Index {
    /// Makes the index of an atlas. O(text of the atlas).
    pub fn of(atlas: &Atlas) -> Self {
        let nodes = atlas.nodes().iter().enumerate();
        let names: Vec<Name> = nodes.flat_map(|(at, node)| Name::all_of(at, node)).collect();
        let words = |fields: fn(Field) -> bool| {
            let fitting = names.iter().filter(|name| fields(name.field));
            Words::of(fitting.map(|name| (name.node, name.folded.as_str())))
        };
        let short = words(|field| matches!(field, Field::Label | Field::Alias));
        let all = words(|_| true);
        let mut n_links = vec![0; atlas.nodes().len()];
        for end in atlas.links().iter().flat_map(|link| [&link.source, &link.target]) {
            if let Some(n) = atlas.node_position(end).and_then(|at| n_links.get_mut(at)) {
                *n += 1;
            }
        }
        Self {
            names,
            n_links,
            label_lengths: atlas.nodes().iter().map(|node| node.label.len()).collect(),
            words: [short, all],
            quotes: quotes_of(atlas),
            sentences: sentences_of(atlas),
        }
    }

    /// What answers a query, at most so many of each group; nothing for a query without a letter
    /// or digit. The atlas is the one the index was made of. O(names + quotes + sentences).
    pub fn search(&self, atlas: &Atlas, query: &str, most: usize) -> Results {
        let Some(query) = Query::new(query) else { return Results::default() };
        let mut nodes = self.nodes(atlas, &query);
        let mut quotes = ranked(&self.quotes, &query);
        let mut sentences = ranked(&self.sentences, &query);
        let in_texts = quotes.iter().chain(&sentences).map(|(rank, _)| *rank);
        let mut ranks = nodes.iter().map(|(_, (rank, ..))| *rank).chain(in_texts);
        // What is inside words is no answer where something begins so.
        if ranks.any(|rank| rank != Rank::Holds) {
            nodes.retain(|(_, (rank, ..))| *rank != Rank::Holds);
            quotes.retain(|(rank, _)| *rank != Rank::Holds);
            sentences.retain(|(rank, _)| *rank != Rank::Holds);
        }
        if nodes.is_empty() {
            nodes = self.nodes_like(&query);
        }
        Results {
            n_nodes: nodes.len(),
            nodes: nodes.iter().take(most).filter_map(|f| self.hit(atlas, *f, &query)).collect(),
            n_quotes: quotes.len(),
            quotes: quotes
                .iter()
                .take(most)
                .filter_map(|(rank, words)| words.quote_hit(atlas, *rank, &query))
                .collect(),
            n_passages: sentences.len(),
            passages: sentences
                .iter()
                .take(most)
                .filter_map(|(rank, words)| words.passage_hit(atlas, *rank, &query))
                .collect(),
        }
    }

    /// Nodes that answer, the best first: by rank, then by what of them answers, then the better
    /// linked, then in the atlas's order.
    fn nodes(&self, atlas: &Atlas, query: &Query) -> Vec<(usize, Found)> {
        let mut best: Vec<Option<Found>> = vec![None; atlas.nodes().len()];
        for (at, name) in self.names.iter().enumerate() {
            let Some(rank) = name.rank(query) else { continue };
            let Some(best) = best.get_mut(name.node) else { continue };
            let found = (rank, at, name.field);
            let is_better = best.is_none_or(|(r, _, field)| (rank, name.field) < (r, field));
            if is_better {
                *best = Some(found);
            }
        }
        self.add_scattered(query, &mut best);
        let mut found: Vec<(usize, Found)> =
            best.into_iter().enumerate().filter_map(|(node, found)| Some((node, found?))).collect();
        found.sort_by_key(|&(node, (rank, _, field))| {
            (rank, field, Reverse(self.n_links.get(node).copied()), node)
        });
        found
    }

    /// Nodes whose names answer together what none of them does alone.
    fn add_scattered(&self, query: &Query, best: &mut [Option<Found>]) {
        if query.words.len() < 2 {
            return;
        }
        let is_open = |best: &Option<Found>| best.is_none_or(|(rank, ..)| rank > Rank::Scattered);
        let mut from = 0;
        while let Some(first) = self.names.get(from) {
            let rest = self.names.get(from..).unwrap_or_default();
            let n = rest.iter().take_while(|name| name.node == first.node).count();
            let own = rest.get(..n).unwrap_or_default();
            let has = |word: &String| own.iter().any(|name| begins_a_word(&name.folded, word));
            if let Some(best) = best.get_mut(first.node).filter(|best| is_open(best))
                && query.words.iter().all(has)
            {
                *best = Some((Rank::Scattered, from, Field::Label));
            }
            from += n;
        }
    }

    /// Nodes with names that are nearly so; of equally near ones those first whose label is about
    /// as long as what was typed.
    fn nodes_like(&self, query: &Query) -> Vec<(usize, Found)> {
        let found = self.words.iter().map(|words| words.like(query, self.n_links.len()));
        let mut like = found.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
        let length = query.folded.len();
        let excess = |node: usize| self.label_lengths.get(node).map(|own| own.abs_diff(length));
        like.sort_by_key(|&(node, cost)| {
            (cost, excess(node), Reverse(self.n_links.get(node).copied()), node)
        });
        like.into_iter().map(|(node, _)| (node, (Rank::Like, usize::MAX, Field::Label))).collect()
    }

    fn hit(
        &self,
        atlas: &Atlas,
        (node, (rank, name, field)): (usize, Found),
        query: &Query,
    ) -> Option<NodeHit> {
        let node: &Node = atlas.nodes().get(node)?;
        let name = self.names.get(name).filter(|_| field != Field::Label);
        let because = name.map(|name| (field, Marked::by(&name.text, query)));
        let label = Marked::by(&node.label, query);
        Some(NodeHit { id: node.id.clone(), rank, label, because })
    }
}
