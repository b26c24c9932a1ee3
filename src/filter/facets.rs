//! The facets: for each key a reader may click on, its values and how many things have them.
//!
//! A facet's own clauses do not narrow its own counts, else every other value would fall to
//! zero after the first click. Values that nothing has stay listed: a gap says something.
//! Counts, by key, among what the filter without that key's clauses gives:
//! - `threat`, `pillar`, `actor`, `instrument`: the hits that the value would hit, itself left
//!   out; `kind` and `subtype` choose what is drawn and do not change them;
//! - `kind`, `status`: the nodes kept that have the value;
//! - `basis`: the nodes kept for which evidence or a kept link speaks on this basis.
//!
//! Where all of several values are asked for, the counts are those of a value together with
//! everything wanted already: how many things have it too.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::answer::{Answer, has_properties, named_hits, neighbor};
use super::clauses::{Clause, Join};
use super::ground::Ground;
use super::keys::{Claim, Neighbor, Test};
use super::terms::TermHits;
use super::text::fold;
use super::{Filter, Key, Value};
use crate::atlas::{Atlas, NodeKind};

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
    /// How many things have it.
    pub count: usize,
    /// Whether the filter wants it.
    pub selected: bool,
    /// Whether the filter takes it out.
    pub excluded: bool,
}

/// Works out every facet of [`FACETS`], in that order.
///
/// O((nodes + links) × (keys used + facets) + text of the atlas × terms).
pub fn facets(atlas: &Atlas, filter: &Filter) -> Vec<Facet> {
    let ground = Ground::new(atlas);
    facets_on(&ground, &TermHits::new(&ground, filter), filter, &BTreeSet::new())
}

/// Facets of a filter; `all_of` are the keys of which all values are to hold where fewer than two
/// say it themselves.
pub(super) fn facets_on(
    ground: &Ground<'_>,
    terms: &TermHits,
    filter: &Filter,
    all_of: &BTreeSet<Key>,
) -> Vec<Facet> {
    let whole = Base::new(ground, filter.clone(), terms);
    let facet = |key: Key| {
        let join = join_in_force(filter, key, all_of);
        if filter.uses(key) {
            let base = Base::new(ground, filter.without(key), terms);
            facet(ground, filter, (key, join), &base)
        } else {
            facet(ground, filter, (key, join), &whole)
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

/// What is counted among: the filter without a facet's own clauses, and its answer.
struct Base {
    filter: Filter,
    answer: Answer,
}

impl Base {
    fn new(ground: &Ground<'_>, filter: Filter, terms: &TermHits) -> Self {
        Self { answer: Answer::new(ground, &filter, terms), filter }
    }

    /// Hits that have the properties wanted, by position.
    fn counted_hits(&self, ground: &Ground<'_>) -> Vec<bool> {
        let is_counted = |at| self.answer.hit[at] && has_properties(&self.filter, ground.node(at));
        (0..ground.n_nodes()).map(is_counted).collect()
    }
}

fn facet(ground: &Ground<'_>, filter: &Filter, (key, join): (Key, Join), base: &Base) -> Facet {
    let values = (key.spec().values)(ground.atlas);
    let asked = filter.of_sign(false).find(|clause| clause.key == key && join == Join::All);
    let asked = asked.map(|clause| Clause { join, ..clause });
    let counts = counts(ground, (key, asked), &values, base);
    let mut entries: Vec<FacetEntry> = values
        .into_iter()
        .zip(counts)
        .map(|(value, count)| FacetEntry {
            level: level(ground, key, &value),
            count,
            selected: filter.has(key, &value.word),
            excluded: filter.excludes(key, &value.word),
            value: value.word,
            label: value.label,
        })
        .collect();
    match key {
        Key::Threat => nest(ground, &mut entries),
        Key::Kind => entries.retain(|entry| is_sort_of(ground.atlas, &entry.value)),
        Key::Basis => {}
        _ => entries.sort_by_cached_key(|e| (Reverse(e.count), fold(&e.label), e.value.clone())),
    }
    Facet { key, join, entries }
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

/// The count of each value; `asked` is what else must hold of each thing counted.
fn counts(
    ground: &Ground<'_>,
    (key, asked): (Key, Option<Clause<'_>>),
    values: &[Value],
    base: &Base,
) -> Vec<usize> {
    match key.spec().test {
        Test::Names(kind, passes) => {
            let mut counted = base.counted_hits(ground);
            if let Some(too) = asked.and_then(|clause| named_hits(ground, &clause)) {
                counted.iter_mut().zip(too).for_each(|(counted, too)| *counted &= too);
            }
            let counts = linked_counts(ground, kind, passes, &counted);
            let count_of = |value: &Value| ground.position(&value.word).map(|at| counts[at]);
            values.iter().map(|value| count_of(value).unwrap_or_default()).collect()
        }
        Test::Sort(has) | Test::Property(has) => {
            let kept = |at: &usize| base.answer.kept[*at];
            let nodes: Vec<_> =
                (0..ground.n_nodes()).filter(kept).map(|at| ground.node(at)).collect();
            let count = |value: &Value| nodes.iter().filter(|n| has(n, &value.word)).count();
            values.iter().map(count).collect()
        }
        Test::Claim(has) => {
            let claims = |word: &str| claimed(ground, has, word, &base.answer);
            let too: Vec<Vec<bool>> =
                asked.iter().flat_map(|clause| clause.values).map(|word| claims(word)).collect();
            let n_of = |value: &Value| {
                let of_value = claims(&value.word);
                let has_all = |at: &usize| of_value[*at] && too.iter().all(|too| too[*at]);
                (0..ground.n_nodes()).filter(has_all).count()
            };
            values.iter().map(n_of).collect()
        }
    }
}

/// For every node of a kind, how many counted nodes it or a sub-type of it hits. O(links log links).
fn linked_counts(
    ground: &Ground<'_>,
    kind: NodeKind,
    passes: fn(Neighbor<'_>) -> bool,
    counted: &[bool],
) -> Vec<usize> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for at in (0..ground.n_nodes()).filter(|&at| ground.node(at).role() == kind) {
        for (link, other) in ground.neighbors(at).filter(|&(_, other)| counted[other]) {
            if passes(neighbor(ground, link, other)) {
                pairs.extend(ground.line(at).map(|above| (above, other)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut counts = vec![0; ground.n_nodes()];
    for (above, _) in pairs {
        counts[above] += 1;
    }
    counts
}

/// Which kept nodes have evidence, or a kept link, with a value. Walks along the links, not along
/// those of each node: in a large atlas they lie far apart. O(nodes + links).
fn claimed(
    ground: &Ground<'_>,
    has: fn(Claim<'_>, &str) -> bool,
    word: &str,
    answer: &Answer,
) -> Vec<bool> {
    let kept = &answer.kept;
    let mut claimed: Vec<bool> = (0..ground.n_nodes())
        .map(|at| kept[at] && has(Claim::Node(ground.node(at)), word))
        .collect();
    for (link, &(source, target)) in ground.ends.iter().enumerate() {
        let is_kept = answer.link_passes[link] && kept[source] && kept[target];
        if is_kept
            && !(claimed[source] && claimed[target])
            && has(Claim::Link(ground.link(link)), word)
        {
            claimed[source] = true;
            claimed[target] = true;
        }
    }
    claimed
}
