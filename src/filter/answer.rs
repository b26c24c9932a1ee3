//! What a filter keeps of an atlas, before focus and folds.
//!
//! Owns the meaning of clauses: hits, the context they bring, what is taken out. Works by
//! position on a [`Ground`]; knows nothing of how filters are written or drawn. The rules are
//! told in the documentation of [`super::visible`] and in `docs/filter-language.md`.

use std::collections::{BTreeMap, BTreeSet};

use super::clauses::{Clause, Join};
use super::ground::Ground;
use super::keys::{Claim, Neighbor, Test};
use super::terms::TermHits;
use super::{Filter, Key};
use crate::atlas::{Node, NodeKind};

/// By position: what a filter keeps.
pub(super) struct Answer {
    /// Nodes that answer the filter themselves, whether or not their sort is drawn.
    pub(super) hit: Vec<bool>,
    /// Nodes kept: hits and their context, of the sort asked for.
    pub(super) kept: Vec<bool>,
    /// Nodes that `-key:value` and `-word` take out.
    pub(super) out: Vec<bool>,
    /// Links that pass the clauses on claims, whether or not their ends are kept.
    pub(super) link_passes: Vec<bool>,
    /// Nodes that names and words hit, before claims are asked for.
    named: Vec<bool>,
}

impl Answer {
    /// O((nodes + links) × values).
    pub(super) fn new(ground: &Ground<'_>, filter: &Filter, terms: &TermHits) -> Self {
        let out = taken_out(ground, filter, terms);
        let link_passes = passing_links(ground, filter);
        // What is taken out takes its links with it, and their quotes.
        let stands = |link: usize| {
            let (source, target) = ground.ends[link];
            link_passes[link] && !out[source] && !out[target]
        };
        let mut named = hits(ground, filter, terms.wanted(ground, stands));
        named.iter_mut().zip(&out).for_each(|(named, out)| *named &= !out);
        let mut answer = Self { hit: Vec::new(), kept: Vec::new(), out, link_passes, named };
        let hits = (0..ground.n_nodes()).filter(|&at| answer.named[at]).collect();
        let asked = Asked::new(ground, filter);
        let mut marks = Marks::new(ground.n_nodes());
        let found = answer.keeping(ground, filter).of(&asked, hits, &mut marks);
        let flags = |found: &[usize]| {
            let mut flags = vec![false; ground.n_nodes()];
            for &at in found {
                flags[at] = true;
            }
            flags
        };
        answer.hit = flags(&found.hits);
        answer.kept = flags(&found.kept);
        answer
    }

    /// The way from hits to what is kept under a filter that takes out and lets pass the same.
    const fn keeping<'a>(&'a self, ground: &'a Ground<'a>, filter: &'a Filter) -> Keeping<'a> {
        Keeping { ground, filter, answer: self }
    }

    /// What the filter would keep if one more value of a key that names nodes were wanted, and
    /// what it would hit. O(links of what it would keep).
    pub(super) fn with_name(
        &self,
        ground: &Ground<'_>,
        (filter, asked): (&Filter, &Asked),
        clause: &Clause<'_>,
        marks: &mut Marks,
    ) -> Vec<usize> {
        let mut hits = clause_hits(ground, clause);
        hits.retain(|&at| self.named[at]);
        let asked = asked.and(ground, clause);
        self.keeping(ground, filter).of(&asked, hits, marks).kept
    }

    /// Keeps the threats that kept threats are sub-types of, so that a fold has its head.
    pub(super) fn add_parents(&self, ground: &Ground<'_>, kept: &mut [bool]) {
        let above_kept: Vec<usize> = (0..ground.n_nodes())
            .filter(|&at| kept[at])
            .flat_map(|at| ground.line(at).skip(1))
            .filter(|&above| !self.out[above])
            .collect();
        for above in above_kept {
            kept[above] = true;
        }
    }
}

/// Which positions were met, over and over without clearing what was met before.
pub(super) struct Marks {
    round: u32,
    met: Vec<u32>,
}

impl Marks {
    pub(super) fn new(n: usize) -> Self {
        Self { round: 0, met: vec![0; n] }
    }

    fn begin(&mut self) {
        self.round += 1;
    }

    fn has(&self, at: usize) -> bool {
        self.met[at] == self.round
    }

    /// Marks a position; says whether it was not marked before.
    fn put(&mut self, at: usize) -> bool {
        let is_new = !self.has(at);
        self.met[at] = self.round;
        is_new
    }
}

/// What hits bring about.
struct Found {
    kept: Vec<usize>,
    hits: Vec<usize>,
}

/// From hits to what is kept: context, claims, parents, sorts. Costs as much as the links of what
/// comes, so that facets can ask it for every value.
struct Keeping<'a> {
    ground: &'a Ground<'a>,
    filter: &'a Filter,
    answer: &'a Answer,
}

impl Keeping<'_> {
    fn of(&self, asked: &Asked, hits: Vec<usize>, marks: &mut Marks) -> Found {
        let mut kept = hits.clone();
        marks.begin();
        for &at in &kept {
            marks.put(at);
        }
        let has_words = self.filter.terms().iter().any(|term| !term.negated);
        if (asked.names_any() || has_words) && !hits.is_empty() {
            self.add_context(asked, &mut kept, marks);
        }
        let mut found = Found { kept, hits };
        if self.filter.of_sign(false).any(|clause| is_on_claims(&clause)) {
            self.drop_silent(&mut found, marks);
            self.drop_half_spoken(&mut found, marks);
        }
        self.add_parents(&mut found.kept, marks);
        found.kept.retain(|&at| is_drawn(self.filter, self.ground.node(at)));
        found
    }

    /// Adds what the hits hang on and the nodes named.
    fn add_context(&self, asked: &Asked, kept: &mut Vec<usize>, marks: &mut Marks) {
        let Self { ground, answer, .. } = self;
        let n_hits = kept.len();
        for hit in 0..n_hits {
            let at = kept[hit];
            for (_, other) in ground.neighbors(at).filter(|&(link, _)| answer.link_passes[link]) {
                let brings = brings(ground.node(at).role(), ground.node(other).role());
                if brings && !answer.out[other] && asked.allows(ground, other) && marks.put(other) {
                    kept.push(other);
                }
            }
        }
        let named = asked.named.iter().filter(|&&at| !answer.out[at]);
        kept.extend(named.filter(|&&at| marks.put(at)));
    }

    /// The kept neighbours of a node, along links that pass.
    fn joined<'m>(
        &'m self,
        at: usize,
        marks: &'m Marks,
    ) -> impl Iterator<Item = (usize, usize)> + 'm {
        let neighbors = self.ground.neighbors(at);
        neighbors.filter(|&(link, other)| self.answer.link_passes[link] && marks.has(other))
    }

    /// Drops nodes for which neither own evidence nor a link speaks.
    fn drop_silent(&self, found: &mut Found, marks: &mut Marks) {
        let speaks = |at: usize| {
            claim_passes(self.filter, Claim::Node(self.ground.node(at)))
                || self.joined(at, marks).next().is_some()
        };
        let kept: Vec<usize> = found.kept.iter().copied().filter(|&at| speaks(at)).collect();
        found.keep(kept, marks);
    }

    /// Where several values of a claim are asked for at once, keeps the nodes with a claim for
    /// each, and what such claims join them with.
    fn drop_half_spoken(&self, found: &mut Found, marks: &mut Marks) {
        let asked: Vec<Clause<'_>> = self
            .filter
            .of_sign(false)
            .filter(|clause| is_on_claims(clause) && clause.join == Join::All)
            .collect();
        if asked.is_empty() {
            return;
        }
        let speaks_whole = |at: usize| {
            asked.iter().all(|clause| {
                clause.values.iter().all(|value| {
                    let own = Claim::Node(self.ground.node(at));
                    (claim_passes(self.filter, own) && has(clause.key, value, own))
                        || self.joined(at, marks).any(|(link, _)| {
                            has(clause.key, value, Claim::Link(self.ground.link(link)))
                        })
                })
            })
        };
        let whole: BTreeSet<usize> =
            found.kept.iter().copied().filter(|&at| speaks_whole(at)).collect();
        let stays = |&at: &usize| {
            whole.contains(&at) || self.joined(at, marks).any(|(_, other)| whole.contains(&other))
        };
        let kept: Vec<usize> = found.kept.iter().copied().filter(stays).collect();
        found.hits.retain(|at| whole.contains(at));
        found.keep(kept, marks);
    }

    /// Adds the threats that kept threats are sub-types of.
    fn add_parents(&self, kept: &mut Vec<usize>, marks: &mut Marks) {
        for at in 0..kept.len() {
            let above = self.ground.line(kept[at]).skip(1);
            let above: Vec<usize> =
                above.filter(|&above| !self.answer.out[above] && marks.put(above)).collect();
            kept.extend(above);
        }
    }
}

impl Found {
    /// Leaves only these, and the hits among them.
    fn keep(&mut self, kept: Vec<usize>, marks: &mut Marks) {
        marks.begin();
        for &at in &kept {
            marks.put(at);
        }
        self.hits.retain(|&at| marks.has(at));
        self.kept = kept;
    }
}

/// What the clauses that name nodes allow of the kinds they name.
#[derive(Clone)]
pub(super) struct Asked {
    kinds: BTreeSet<NodeKind>,
    /// The nodes named.
    named: BTreeSet<usize>,
    /// The nodes named and their sub-types.
    allowed: BTreeSet<usize>,
}

impl Asked {
    pub(super) fn new(ground: &Ground<'_>, filter: &Filter) -> Self {
        let mut asked =
            Self { kinds: BTreeSet::new(), named: BTreeSet::new(), allowed: BTreeSet::new() };
        filter.of_sign(false).for_each(|clause| asked.add(ground, &clause));
        asked
    }

    fn add(&mut self, ground: &Ground<'_>, clause: &Clause<'_>) {
        let Test::Names(kind, _) = clause.key.spec().test else { return };
        self.kinds.insert(kind);
        for at in clause.values.iter().filter_map(|value| named(ground, kind, value)) {
            self.named.insert(at);
            self.allowed.extend(ground.subtree(at));
        }
    }

    /// The same with one clause more.
    fn and(&self, ground: &Ground<'_>, clause: &Clause<'_>) -> Self {
        let mut asked = self.clone();
        asked.add(ground, clause);
        asked
    }

    fn names_any(&self) -> bool {
        !self.kinds.is_empty()
    }

    /// Who asks for one threat has not asked for the others that the same actions address.
    fn allows(&self, ground: &Ground<'_>, at: usize) -> bool {
        !self.kinds.contains(&ground.node(at).role()) || self.allowed.contains(&at)
    }
}

/// Whether a hit of one kind brings a linked node of another with it.
///
/// An action hangs on everything it is linked to. A pillar does not bring its actions, nor an
/// instrument other instruments: else every answer would grow into the whole.
const fn brings(hit: NodeKind, other: NodeKind) -> bool {
    use NodeKind::{Action, Actor, Instrument, Pillar, Threat};
    match hit {
        Action => !matches!(other, Action),
        Pillar => matches!(other, Threat | Instrument),
        Instrument => matches!(other, Threat | Actor),
        Threat | Actor | NodeKind::Plain => false,
    }
}

/// The node of a kind that a value names.
fn named(ground: &Ground<'_>, kind: NodeKind, value: &str) -> Option<usize> {
    ground.position(value).filter(|&at| {
        let node = ground.node(at);
        node.kind == kind || node.role() == kind
    })
}

/// The nodes that a named node hits besides itself: neighbours that pass, of sub-types too.
fn linked(ground: &Ground<'_>, subtree: &[usize], passes: fn(Neighbor<'_>) -> bool) -> Vec<usize> {
    let neighbors = subtree.iter().flat_map(|&at| ground.neighbors(at));
    neighbors
        .filter(|&(link, other)| passes(neighbor(ground, link, other)))
        .map(|(_, other)| other)
        .collect()
}

/// A node as seen from the other end of a link.
fn neighbor<'a>(ground: &Ground<'a>, link: usize, at: usize) -> Neighbor<'a> {
    Neighbor {
        node: ground.node(at),
        relation: &ground.link(link).relation,
        is_source: ground.ends[link].0 == at,
    }
}

/// What a clause that names nodes hits: what any of its values hits, or what each of them does.
/// Nothing where it names none.
///
/// An action hits itself alone, so that two hit nothing together; asked for together, they hit
/// what both hang on.
fn clause_hits(ground: &Ground<'_>, clause: &Clause<'_>) -> Vec<usize> {
    let Test::Names(kind, passes) = clause.key.spec().test else { return Vec::new() };
    let is_shared = clause.key == Key::Action && clause.join == Join::All;
    let passes: fn(Neighbor<'_>) -> bool =
        if is_shared { |n| brings(NodeKind::Action, n.node.role()) } else { passes };
    let mut n_hits = BTreeMap::<usize, usize>::new();
    for at in clause.values.iter().filter_map(|value| named(ground, kind, value)) {
        let linked = linked(ground, &ground.subtree(at), passes);
        let hit: BTreeSet<usize> = std::iter::once(at).chain(linked).collect();
        for at in hit {
            *n_hits.entry(at).or_default() += 1;
        }
    }
    let least = match clause.join {
        Join::Any => 1,
        Join::All => clause.values.len(),
    };
    n_hits.into_iter().filter(|&(_, n)| n >= least).map(|(at, _)| at).collect()
}

/// The same by position; `None` where the clause names no nodes.
fn named_hits(ground: &Ground<'_>, clause: &Clause<'_>) -> Option<Vec<bool>> {
    let Test::Names(..) = clause.key.spec().test else { return None };
    let mut hit = vec![false; ground.n_nodes()];
    for at in clause_hits(ground, clause) {
        hit[at] = true;
    }
    Some(hit)
}

/// Nodes that hold all words wanted and that every naming clause hits.
fn hits(ground: &Ground<'_>, filter: &Filter, holds_terms: Vec<bool>) -> Vec<bool> {
    let mut hit = holds_terms;
    for of_key in filter.of_sign(false).filter_map(|clause| named_hits(ground, &clause)) {
        hit.iter_mut().zip(of_key).for_each(|(hit, of_key)| *hit &= of_key);
    }
    hit
}

/// Everything the filter takes out, except what it merely hides by sort.
fn taken_out(ground: &Ground<'_>, filter: &Filter, terms: &TermHits) -> Vec<bool> {
    let mut out = terms.unwanted.clone();
    for clause in filter.of_sign(true) {
        let of_key: Vec<bool> = match clause.key.spec().test {
            Test::Sort(_) => continue,
            Test::Names(kind, _) => {
                let mut hit = named_hits(ground, &clause).unwrap_or_default();
                if clause.join == Join::Any {
                    let named = clause.values.iter().filter_map(|v| named(ground, kind, v));
                    named.flat_map(|at| ground.subtree(at)).for_each(|at| hit[at] = true);
                }
                hit
            }
            Test::Property(_) | Test::Claim(_) => {
                let has_all = |at| has_every_claim(ground, &clause, at);
                let has_any = |at| is_any(&clause, Claim::Node(ground.node(at)));
                match clause.join {
                    Join::Any => (0..ground.n_nodes()).map(has_any).collect(),
                    Join::All => (0..ground.n_nodes()).map(has_all).collect(),
                }
            }
        };
        out.iter_mut().zip(of_key).for_each(|(out, of_key)| *out |= of_key);
    }
    out
}

/// Whether a node's own evidence or its links have each value of a clause.
fn has_every_claim(ground: &Ground<'_>, clause: &Clause<'_>, at: usize) -> bool {
    clause.values.iter().all(|value| {
        has(clause.key, value, Claim::Node(ground.node(at)))
            || ground
                .neighbors(at)
                .any(|(link, _)| has(clause.key, value, Claim::Link(ground.link(link))))
    })
}

/// Whether a claim has a value of a key; keys that name nodes are not asked here.
fn has(key: Key, value: &str, claim: Claim<'_>) -> bool {
    match (key.spec().test, claim) {
        (Test::Claim(test), claim) => test(claim, value),
        (Test::Sort(test) | Test::Property(test), Claim::Node(node)) => test(node, value),
        (Test::Sort(_) | Test::Property(_), Claim::Link(_)) | (Test::Names(..), _) => false,
    }
}

/// Whether a claim has any of a clause's values.
fn is_any(clause: &Clause<'_>, claim: Claim<'_>) -> bool {
    clause.values.iter().any(|value| has(clause.key, value, claim))
}

const fn is_on_claims(clause: &Clause<'_>) -> bool {
    matches!(clause.key.spec().test, Test::Claim(_))
}

/// Whether a claim has a value of every claim key that is wanted.
fn claim_passes(filter: &Filter, claim: Claim<'_>) -> bool {
    filter.of_sign(false).all(|clause| !is_on_claims(&clause) || is_any(&clause, claim))
}

/// The links that have a value of every claim key wanted, and none that is taken out; where all
/// values of a key are asked for, it is nodes that must have them, and each link one.
fn passing_links(ground: &Ground<'_>, filter: &Filter) -> Vec<bool> {
    let passes = |claim: Claim<'_>| {
        let mut unwanted = filter.of_sign(true).filter(|clause| clause.join == Join::Any);
        claim_passes(filter, claim) && !unwanted.any(|clause| is_any(&clause, claim))
    };
    ground.atlas.links().iter().map(|link| passes(Claim::Link(link))).collect()
}

/// Whether a node has a property of every property key that is wanted.
fn has_properties(filter: &Filter, node: &Node) -> bool {
    filter.of_sign(false).all(|clause| {
        !matches!(clause.key.spec().test, Test::Property(_)) || is_any(&clause, Claim::Node(node))
    })
}

/// Whether a node is of the sort, and has the properties, that are to be drawn.
fn is_drawn(filter: &Filter, node: &Node) -> bool {
    let is_sort = |clause: &Clause<'_>| matches!(clause.key.spec().test, Test::Sort(_));
    let has = |clause: &Clause<'_>| is_any(clause, Claim::Node(node));
    has_properties(filter, node)
        && filter.of_sign(false).all(|clause| !is_sort(&clause) || has(&clause))
        && !filter.of_sign(true).any(|clause| is_sort(&clause) && has(&clause))
}
