//! What a filter keeps of an atlas, before focus and folds.
//!
//! Owns the meaning of clauses: hits, the context they bring, what is taken out. Works by
//! position on a [`Ground`]; knows nothing of how filters are written or drawn. The rules are
//! told in the documentation of [`super::visible`] and in `docs/filter-language.md`.

use std::collections::BTreeSet;

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
        let mut hit = hits(ground, filter, terms.wanted(ground, stands));
        hit.iter_mut().zip(&out).for_each(|(hit, out)| *hit &= !out);
        let mut kept = hit.clone();
        let mut answer = Self { kept: Vec::new(), hit, out, link_passes };
        if names_any(filter) || filter.terms().iter().any(|term| !term.negated) {
            answer.add_context(ground, filter, &mut kept);
        }
        answer.drop_silent(ground, filter, &mut kept);
        answer.add_parents(ground, &mut kept);
        for (at, kept) in kept.iter_mut().enumerate() {
            *kept = *kept && is_drawn(filter, ground.node(at));
        }
        answer.kept = kept;
        answer
    }

    /// Adds what the hits hang on and the nodes named, if there is a hit at all.
    fn add_context(&self, ground: &Ground<'_>, filter: &Filter, kept: &mut [bool]) {
        if !self.hit.contains(&true) {
            return;
        }
        let asked = Asked::new(ground, filter);
        for at in (0..ground.n_nodes()).filter(|&at| self.hit[at]) {
            for (_, other) in ground.neighbors(at).filter(|&(link, _)| self.link_passes[link]) {
                let brings = brings(ground.node(at).role(), ground.node(other).role());
                if brings && !self.out[other] && asked.allows(ground, other) {
                    kept[other] = true;
                }
            }
        }
        for at in asked.named {
            kept[at] |= !self.out[at];
        }
    }

    /// Where claims are asked for, drops nodes for which neither own evidence nor a link speaks.
    fn drop_silent(&mut self, ground: &Ground<'_>, filter: &Filter, kept: &mut [bool]) {
        if !filter.of_sign(false).any(|clause| is_on_claims(&clause)) {
            return;
        }
        let candidates = kept.to_vec();
        let is_silent = |&at: &usize| {
            let mut neighbors = ground.neighbors(at);
            !claim_passes(filter, Claim::Node(ground.node(at)))
                && !neighbors.any(|(link, other)| self.link_passes[link] && candidates[other])
        };
        let silent: Vec<usize> = (0..ground.n_nodes()).filter(is_silent).collect();
        for at in silent {
            kept[at] = false;
            self.hit[at] = false;
        }
        self.drop_half_spoken(ground, filter, kept);
    }

    /// Where several values of a claim are asked for at once, keeps the nodes with a claim for
    /// each, and what such claims join them with.
    fn drop_half_spoken(&mut self, ground: &Ground<'_>, filter: &Filter, kept: &mut [bool]) {
        let asked: Vec<Clause<'_>> = filter
            .of_sign(false)
            .filter(|clause| is_on_claims(clause) && clause.join == Join::All)
            .collect();
        if asked.is_empty() {
            return;
        }
        let candidates = kept.to_vec();
        let links_of = |at: usize| {
            let neighbors = ground.neighbors(at);
            neighbors.filter(|&(link, other)| self.link_passes[link] && candidates[other])
        };
        let speaks_whole = |at: usize| {
            asked.iter().all(|clause| {
                clause.values.iter().all(|value| {
                    let own = Claim::Node(ground.node(at));
                    (claim_passes(filter, own) && has(clause.key, value, own))
                        || links_of(at)
                            .any(|(link, _)| has(clause.key, value, Claim::Link(ground.link(link))))
                })
            })
        };
        let whole: Vec<bool> =
            (0..ground.n_nodes()).map(|at| candidates[at] && speaks_whole(at)).collect();
        for at in (0..ground.n_nodes()).filter(|&at| !whole[at]) {
            kept[at] = candidates[at] && links_of(at).any(|(_, other)| whole[other]);
        }
        self.hit.iter_mut().zip(&whole).for_each(|(hit, whole)| *hit &= whole);
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

/// What the clauses that name nodes allow of the kinds they name.
struct Asked {
    kinds: BTreeSet<NodeKind>,
    /// The nodes named.
    named: BTreeSet<usize>,
    /// The nodes named and their sub-types.
    allowed: BTreeSet<usize>,
}

impl Asked {
    fn new(ground: &Ground<'_>, filter: &Filter) -> Self {
        let mut asked =
            Self { kinds: BTreeSet::new(), named: BTreeSet::new(), allowed: BTreeSet::new() };
        for clause in filter.of_sign(false) {
            let Test::Names(kind, _) = clause.key.spec().test else { continue };
            asked.kinds.insert(kind);
            for at in clause.values.iter().filter_map(|value| named(ground, kind, value)) {
                asked.named.insert(at);
                asked.allowed.extend(ground.subtree(at));
            }
        }
        asked
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

fn names_any(filter: &Filter) -> bool {
    filter.of_sign(false).any(|clause| matches!(clause.key.spec().test, Test::Names(..)))
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
pub(super) fn neighbor<'a>(ground: &Ground<'a>, link: usize, at: usize) -> Neighbor<'a> {
    Neighbor {
        node: ground.node(at),
        relation: &ground.link(link).relation,
        is_source: ground.ends[link].0 == at,
    }
}

/// What a clause that names nodes hits: what any of its values hits, or what each of them does.
/// `None` where the clause names none.
///
/// An action hits itself alone, so that two hit nothing together; asked for together, they hit
/// what both hang on.
pub(super) fn named_hits(ground: &Ground<'_>, clause: &Clause<'_>) -> Option<Vec<bool>> {
    let Test::Names(kind, passes) = clause.key.spec().test else { return None };
    let is_shared = clause.key == Key::Action && clause.join == Join::All;
    let passes: fn(Neighbor<'_>) -> bool =
        if is_shared { |n| brings(NodeKind::Action, n.node.role()) } else { passes };
    let mut n_hits = vec![0_usize; ground.n_nodes()];
    for at in clause.values.iter().filter_map(|value| named(ground, kind, value)) {
        let linked = linked(ground, &ground.subtree(at), passes);
        let mut hit: Vec<usize> = std::iter::once(at).chain(linked).collect();
        hit.sort_unstable();
        hit.dedup();
        for at in hit {
            n_hits[at] += 1;
        }
    }
    let least = match clause.join {
        Join::Any => 1,
        Join::All => clause.values.len(),
    };
    Some(n_hits.into_iter().map(|n| n >= least).collect())
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
pub(super) fn has_properties(filter: &Filter, node: &Node) -> bool {
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
