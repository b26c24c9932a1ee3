//! What the search list offers for what is typed.
//!
//! Owns which sections there are, how much of each is shown, and the order in which the arrow keys
//! walk through it. Worked out anew only where what was typed has changed.

use std::collections::BTreeSet;

use super::super::Facts;
use crate::app::finder::Finder;
use crate::filter::{
    Completion, Facet, Filter, Key, ParseError, Question, completions, correction, n_having, parse,
    visible,
};
use crate::search::{NodeHit, PassageHit, QuoteHit, Rank, Results};

/// A part of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::app) enum Section {
    /// Ways to go on with a filter.
    Filter,
    /// Nodes.
    Nodes,
    /// Quotes of the evidence.
    Quotes,
    /// Sentences of the documents.
    Passages,
}

impl Section {
    /// Its heading.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Filter => "Filter by",
            Self::Nodes => "In the graph",
            Self::Quotes => "Quotes",
            Self::Passages => "In the texts",
        }
    }

    /// How many rows of it are shown before "more".
    const fn n_short(self) -> usize {
        match self {
            Self::Filter => 8,
            Self::Nodes => 5,
            Self::Quotes | Self::Passages => 3,
        }
    }
}

/// Most rows of a section, however much there is.
const MOST: usize = 40;

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Offer {
    /// Put this into the text.
    Put(Completion),
    /// Go to a node.
    Node(NodeHit),
    /// Read a quote and see what it speaks for.
    Quote(QuoteHit),
    /// Read a sentence where it stands.
    Passage(PassageHit),
    /// Show more of a section.
    More(Section),
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The section it stands in.
    pub(super) section: Section,
    /// What it offers.
    pub(super) offer: Offer,
    /// How many things it stands for, where that is known.
    pub(super) count: Option<usize>,
}

/// Everything the list offers.
#[derive(Debug, Default)]
pub(in crate::app) struct Offers {
    /// What was typed, where the cursor stood, and of which picture the counts are.
    about: Option<(String, usize, String)>,
    rows: Vec<Row>,
    results: Results,
    puts: Vec<(Completion, Option<usize>)>,
    long: BTreeSet<Section>,
    problem: Option<String>,
}

impl Offers {
    /// Works out what there is for a text and a cursor.
    pub(super) fn renew(
        &mut self,
        facts: Facts<'_>,
        finder: &mut Finder,
        (text, caret): (&str, usize),
        problem: Option<&ParseError>,
    ) {
        let counted = &facts.picture.sentence;
        let about = self.about.as_ref();
        if about.is_some_and(|(known, at, of)| known == text && *at == caret && of == counted) {
            return;
        }
        let is_same_text = about.is_some_and(|(known, ..)| known == text);
        self.about = Some((text.to_owned(), caret, counted.clone()));
        self.puts = puts(facts, (text, caret), problem);
        let is_completed = problem.is_some_and(|error| {
            self.puts.iter().any(|(put, _)| put.range.start + 1 == error.column)
        });
        let is_corrected = problem.is_some() && !is_completed;
        self.problem = problem.filter(|_| is_corrected).map(ToString::to_string);
        if let Some(put) = problem
            .filter(|_| is_corrected)
            .and_then(|error| correction(error, facts.session.atlas()).map(|put| (put, None)))
        {
            self.puts.insert(0, put);
        }
        if !is_same_text {
            self.long.clear();
            let shared = facts.session.shared_atlas();
            self.results = match looked_for(text) {
                Some(words) => finder.index(&shared).search(&shared, &words, MOST),
                None => Results::default(),
            };
        }
        self.arrange();
    }

    /// Shows a section in full.
    pub(super) fn show_more(&mut self, section: Section) {
        self.long.insert(section);
        self.arrange();
    }

    fn arrange(&mut self) {
        let row = |section, offer, count| Row { section, offer, count };
        let mut rows: Vec<Row> = Vec::new();
        let puts = self.puts.iter();
        let puts: Vec<Row> = puts
            .map(|(put, count)| row(Section::Filter, Offer::Put(put.clone()), *count))
            .collect();
        let Results { nodes, quotes, passages, .. } = &self.results;
        let nodes = nodes.iter().map(|hit| row(Section::Nodes, Offer::Node(hit.clone()), None));
        let quotes = quotes.iter().map(|hit| row(Section::Quotes, Offer::Quote(hit.clone()), None));
        let passages =
            passages.iter().map(|hit| row(Section::Passages, Offer::Passage(hit.clone()), None));
        let sections = [
            (Section::Filter, puts, self.puts.len()),
            (Section::Nodes, nodes.collect(), self.results.n_nodes),
            (Section::Quotes, quotes.collect(), self.results.n_quotes),
            (Section::Passages, passages.collect(), self.results.n_passages),
        ];
        for (section, all, n) in sections {
            let n_short = section.n_short();
            // A line that says there is one more takes as much room as that one.
            let is_long = self.long.contains(&section) || all.len() <= n_short + 1;
            let n_shown = if is_long { all.len() } else { n_short };
            let n_there = all.len();
            rows.extend(all.into_iter().take(n_shown));
            if n_shown < n_there {
                rows.push(row(section, Offer::More(section), Some(n - n_shown)));
            }
        }
        self.rows = rows;
    }

    /// The rows, section by section.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many things can be chosen.
    pub(super) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// What can be chosen at a place.
    pub(super) fn get(&self, at: usize) -> Option<&Offer> {
        self.rows.get(at).map(|row| &row.offer)
    }

    /// How many things a section has in all.
    pub(super) const fn n_of(&self, section: Section) -> usize {
        match section {
            Section::Filter => self.puts.len(),
            Section::Nodes => self.results.n_nodes,
            Section::Quotes => self.results.n_quotes,
            Section::Passages => self.results.n_passages,
        }
    }

    /// Whether what a section has was found inside words only, because no word begins so.
    pub(super) fn is_inside_words(&self, section: Section) -> bool {
        let Results { nodes, quotes, passages, .. } = &self.results;
        match section {
            Section::Filter => self.puts.first().is_some_and(|(put, _)| put.is_inside_word),
            Section::Nodes => nodes.first().is_some_and(|hit| hit.rank == Rank::Holds),
            Section::Quotes => quotes.first().is_some_and(|hit| hit.rank == Rank::Holds),
            Section::Passages => passages.first().is_some_and(|hit| hit.rank == Rank::Holds),
        }
    }

    /// What a tab puts into the text.
    pub(super) fn first_put(&self) -> Option<&Completion> {
        self.puts.first().map(|(put, _)| put)
    }

    /// What is wrong with the text, where nothing that is offered would complete it.
    pub(super) fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// Whether the list says what is wrong with the text.
    pub(super) const fn shows_problem(&self) -> bool {
        self.problem.is_some()
    }
}

/// Completions with how much each would show.
fn puts(
    facts: Facts<'_>,
    (text, caret): (&str, usize),
    problem: Option<&ParseError>,
) -> Vec<(Completion, Option<usize>)> {
    let atlas = facts.session.atlas();
    let fitting = completions(text, caret, atlas);
    // What is there in full already needs no completing.
    let is_whole = |put: &Completion| {
        problem.is_none() && put.value_of.is_some() && put.applied_to(text).0 == text
    };
    if fitting.iter().any(is_whole) {
        return Vec::new();
    }
    let counts = counts(facts, fitting.first().and_then(|put| put.value_of));
    fitting
        .into_iter()
        .map(|put| {
            let word = put.text.trim_matches('"').to_owned();
            let count = put.value_of.and_then(|key| counts(key, &word));
            (put, count)
        })
        .collect()
}

/// How many things have a value of a key, among what is shown while nobody types.
fn counts(facts: Facts<'_>, key: Option<Key>) -> impl Fn(Key, &str) -> Option<usize> + use<'_> {
    let atlas = facts.session.atlas();
    let facets = &facts.picture.facets;
    let has_facet = key.is_none_or(|key| facets.iter().any(|facet| facet.key == key));
    let seen = (!has_facet).then(|| visible(atlas, &settled(facts)));
    move |key, word| match &seen {
        Some(seen) => Some(n_having(atlas, seen, key, word)),
        None => facet_count(facets, key, word),
    }
}

fn facet_count(facets: &[Facet], key: Key, word: &str) -> Option<usize> {
    let facet = facets.iter().find(|facet| facet.key == key)?;
    facet.entries.iter().find(|entry| entry.value == word).map(|entry| entry.count)
}

fn settled(facts: Facts<'_>) -> Question {
    Question { filter: facts.session.settled_filter().clone(), ..Question::default() }
}

/// The words to look for in what is typed: those that are no clauses of a filter. A text that is no
/// filter is looked for whole where it could be an address or a number.
fn looked_for(text: &str) -> Option<String> {
    let words_of = |filter: &Filter| {
        let wanted = filter.terms().iter().filter(|term| !term.negated);
        wanted.map(|term| term.phrase.as_str()).collect::<Vec<_>>().join(" ")
    };
    match parse(text) {
        Ok(filter) => Some(words_of(&filter)),
        Err(_) if text.contains("://") || !text.contains(':') => Some(text.to_owned()),
        Err(_) => None,
    }
}
