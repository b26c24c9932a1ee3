//! The facets: for each key a reader may click on, its values and how many things have them.
//!
//! **The count beside a value is how many nodes are shown once it is ticked**: alone in its facet, or,
//! where all of several must hold, together with those ticked already. What the facet takes out stays
//! out, and so does what focus leaves out; what is expanded is counted as it is shown. Values that
//! nothing has stay listed: a gap says something.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::answer::{Answer, Asked, Marks};
use super::clauses::{Clause, Join};
use super::ground::Ground;
use super::keys::Test;
use super::terms::TermHits;
use super::text::fold;
use super::visible::narrowed;
use super::{Filter, Key, Question, Value};
use crate::atlas::{Atlas, Basis, Link, Node, NodeKind};

/// The keys that have a facet, in the order in which they are shown.
pub const FACETS: [Key; 7] =
    [Key::Threat, Key::Kind, Key::Pillar, Key::Actor, Key::Instrument, Key::Status, Key::Basis];

/// One key's values with their counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The key.
    pub key: Key,
    /// How the next value clicked goes together with those wanted.
    pub join: Join,
    /// The values: threats as the taxonomy nests them, kinds and bases in their own order,
    /// others by falling count, then label.
    pub entries: Vec<FacetEntry>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetEntry {
    /// The value, as a filter holds it.
    pub value: String,
    /// What a reader sees.
    pub label: String,
    /// How deep the value is nested; a top-level threat stands at 0.
    pub level: usize,
    /// How many nodes are shown once it is ticked.
    pub count: usize,
    /// Whether the filter wants it.
    pub selected: bool,
    /// Whether the filter takes it out.
    pub excluded: bool,
}

/// Works out every facet of [`FACETS`], in that order.
///
/// O((nodes + links) × (keys used + facets) + text of the atlas × terms), and for each value the
/// links of what it would show.
pub fn facets(atlas: &Atlas, filter: &Filter) -> Vec<Facet> {
    let question = Question { filter: filter.clone(), ..Question::default() };
    let ground = Ground::new(atlas);
    facets_on(&ground, &TermHits::new(&ground, filter), &question)
}

/// Facets of a question's filter.
pub(super) fn facets_on(ground: &Ground<'_>, terms: &TermHits, question: &Question) -> Vec<Facet> {
    let filter = &question.filter;
    let whole = Base::new(ground, filter.clone(), terms);
    let facet = |key: Key| {
        let join = join_in_force(filter, key, &question.all_of);
        let counting = Counting { ground, terms, question, key, join };
        if filter.n_wanted(key) > 0 {
            counting.facet(&Base::new(ground, filter.without_clause(key, false), terms))
        } else {
            counting.facet(&whole)
        }
    };
    FACETS.into_iter().map(facet).collect()
}

/// How the values of a key go together: as the filter says, or as was chosen for the next one.
pub fn join_in_force(filter: &Filter, key: Key, all_of: &BTreeSet<Key>) -> Join {
    if filter.n_wanted(key) > 1 {
        filter.join(key, false)
    } else if key.spec().takes_all && all_of.contains(&key) {
        Join::All
    } else {
        Join::Any
    }
}

/// What is counted among: the filter without what a facet's own key wants, and its answer.
struct Base {
    filter: Filter,
    answer: Answer,
    asked: Asked,
}

impl Base {
    fn new(ground: &Ground<'_>, filter: Filter, terms: &TermHits) -> Self {
        let answer = Answer::new(ground, &filter, terms);
        Self { answer, asked: Asked::new(ground, &filter), filter }
    }
}

/// One facet in the making.
struct Counting<'a> {
    ground: &'a Ground<'a>,
    terms: &'a TermHits,
    question: &'a Question,
    key: Key,
    join: Join,
}

impl Counting<'_> {
    fn facet(&self, base: &Base) -> Facet {
        let Self { ground, key, join, question, .. } = *self;
        let filter = &question.filter;
        let mut marks = Marks::new(ground.n_nodes());
        let entry = |value: Value| FacetEntry {
            level: level(ground, key, &value),
            count: self.count(base, &value.word, &mut marks),
            selected: filter.has(key, &value.word),
            excluded: filter.excludes(key, &value.word),
            value: value.word,
            label: value.label,
        };
        let mut entries: Vec<FacetEntry> =
            (key.spec().values)(ground.atlas).into_iter().map(entry).collect();
        match key {
            Key::Threat => nest(ground, &mut entries),
            Key::Kind => entries.retain(|entry| is_sort_of(ground.atlas, &entry.value)),
            Key::Basis => entries.retain(|entry| is_basis_of(ground, entry)),
            _ => {
                let order = |e: &FacetEntry| (Reverse(e.count), fold(&e.label), e.value.clone());
                entries.sort_by_cached_key(order);
            }
        }
        Facet { key, join, entries }
    }

    /// How many nodes are shown once a value is ticked.
    fn count(&self, base: &Base, word: &str, marks: &mut Marks) -> usize {
        let Self { ground, key, question, .. } = *self;
        let wanted = self.wanted_with(word);
        let answers_anew = question.filter.excludes(key, word)
            || matches!(key.spec().test, Test::Claim(_))
            || wanted.len() > 1 && !matches!(key.spec().test, Test::Names(..));
        let kept = if answers_anew {
            let filter = self.ticked(base, word, &wanted);
            let answer = Answer::new(ground, &filter, self.terms);
            return self.n_shown(&answer, answer.kept.clone());
        } else {
            match key.spec().test {
                Test::Names(..) => {
                    let join = if wanted.len() > 1 { self.join } else { Join::Any };
                    let clause = Clause { key, negated: false, join, values: &wanted };
                    base.answer.with_name(ground, (&base.filter, &base.asked), &clause, marks)
                }
                // Sorts and properties choose among what is kept by then.
                Test::Sort(has) | Test::Property(has) => (0..ground.n_nodes())
                    .filter(|&at| base.answer.kept[at] && has(ground.node(at), word))
                    .collect(),
                Test::Claim(_) => Vec::new(),
            }
        };
        if question.focus.is_none() && question.expanded.is_empty() {
            return kept.len();
        }
        let mut flags = vec![false; ground.n_nodes()];
        for at in kept {
            flags[at] = true;
        }
        self.n_shown(&base.answer, flags)
    }

    /// What of what is kept focus and expansion leave.
    fn n_shown(&self, answer: &Answer, kept: Vec<bool>) -> usize {
        let shown = narrowed(self.ground, answer, self.question, kept);
        shown.iter().filter(|shown| **shown).count()
    }

    /// The values wanted once one is ticked: it alone, or with those that must hold with it.
    fn wanted_with(&self, word: &str) -> BTreeSet<String> {
        let mut wanted = BTreeSet::from([word.to_owned()]);
        if self.join == Join::All {
            let clauses = self.question.filter.of_sign(false);
            let own = clauses.filter(|clause| clause.key == self.key);
            wanted.extend(own.flat_map(|clause| clause.values).cloned());
        }
        wanted
    }

    fn ticked(&self, base: &Base, word: &str, wanted: &BTreeSet<String>) -> Filter {
        let bare = base.filter.without_value(self.key, word, true);
        let with = wanted.iter().fold(bare, |filter, value| filter.with(self.key, value, false));
        with.joined(self.key, false, self.join)
    }
}

/// That a source says nothing is a gap; that no claim is broken is not worth a row.
fn is_basis_of(ground: &Ground<'_>, entry: &FacetEntry) -> bool {
    let Some(basis) = Basis::from_word(&entry.value).filter(|b| b.standing().is_some()) else {
        return true;
    };
    let nodes = ground.atlas.nodes().iter().map(Node::claim);
    let links = ground.atlas.links().iter().map(Link::claim);
    entry.selected || entry.excluded || nodes.chain(links).any(|claim| claim.basis() == basis)
}

/// A kind of which the atlas has no node at all is no gap, it is another sort of atlas.
fn is_sort_of(atlas: &Atlas, word: &str) -> bool {
    NodeKind::from_word(word).is_some_and(|kind| atlas.n_of_kind(kind) > 0)
}

fn level(ground: &Ground<'_>, key: Key, value: &Value) -> usize {
    match (key, ground.position(&value.word)) {
        (Key::Threat, Some(at)) => ground.line(at).count() - 1,
        _ => 0,
    }
}

/// Puts each threat right before its sub-types.
fn nest(ground: &Ground<'_>, entries: &mut [FacetEntry]) {
    let mut order = vec![usize::MAX; ground.n_nodes()];
    let taxonomy = ground.atlas.top_threats().filter_map(|id| ground.position(id.as_str()));
    for (place, at) in taxonomy.flat_map(|top| ground.subtree(top)).enumerate() {
        order[at] = place;
    }
    entries.sort_by_key(|entry| ground.position(&entry.value).map(|at| order[at]));
}
