//! What is to be drawn: atlas, filter, focus and folds in, nodes and links out.
//!
//! Owns the order of the steps; the meaning of clauses is in `answer.rs`, of folds in
//! `folds.rs`. Knows nothing of places or colours. Nothing here can fail: a filter's value or
//! a focus that the atlas lacks selects nothing, or nothing more.
//!
//! 1. **Hits.** `threat: pillar: action: actor: instrument:` name a node; they hit it and what
//!    it has to do with. Words hit nodes that hold them, at the beginning of a word or, where no
//!    word begins so, inside one. Where several are given, a hit satisfies all. Without any of
//!    these, every node is a hit.
//! 2. **Context.** A hit brings what it hangs on: an action its pillar, actors, instruments and
//!    threats; an instrument its actors and threats; a pillar its threats and the
//!    strategy that sets it out. Of a kind asked for by name, only those named come. The nodes
//!    named stay if there is any hit.
//! 3. **Taking out.** What `-key:value` hits is neither hit nor context, so what hung only on it
//!    goes too.
//! 4. **Claims.** `relation: basis: document:` keep links that pass, and nodes for which their own
//!    evidence or such a link speaks.
//! 5. **Parents.** A kept threat keeps the threats it is a sub-type of.
//! 6. **Sorts and properties.** `kind: subtype: status: id:` choose among what is kept by now.
//! 7. **Focus**.
//! 8. **Expansion.** A node expanded is kept with its neighbours along links that pass; what was
//!    taken out stays out.
//! 9. **Folds**.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

use super::answer::Answer;
use super::facets::facets_on;
use super::folds::Standing;
use super::ground::Ground;
use super::needle::inside_sentence;
use super::terms::TermHits;
use super::{Direction, Facet, Filter, Folds, Group, Key};
use crate::atlas::{Asked, Atlas, Basis, LinkId, Node, NodeId, NodeKind, Relation};

/// Which part of an atlas is asked for, and how it is folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// What is asked for.
    pub filter: Filter,
    /// The node whose neighbourhood is asked for; one the atlas lacks asks for nothing.
    pub focus: Option<NodeId>,
    /// How many steps the neighbourhood reaches.
    pub depth: u8,
    /// Along which way of links it reaches.
    pub direction: Direction,
    /// Nodes whose neighbours are wanted as well, whatever filter and focus say.
    pub expanded: BTreeSet<NodeId>,
    /// What is folded.
    pub folds: Folds,
    /// Keys of which the next value wanted is to hold together with the others. Facets count by
    /// it; what is kept does not depend on it.
    pub all_of: BTreeSet<Key>,
}

/// A node to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisibleNode {
    /// The node, or the group where it is one.
    pub id: NodeId,
    /// The group it is, where it is no node of the atlas.
    pub group: Option<Group>,
    /// How many kept nodes are folded into it.
    pub n_folded: usize,
    /// How many of each kind these are, in the kinds' order.
    pub folded: Vec<(NodeKind, usize)>,
    /// Whether it, or a node folded into it, answers the filter itself rather than as context.
    pub is_hit: bool,
    /// Whether neither it nor anything folded into it is kept: it stands there to be seen beside
    /// what is.
    pub is_faded: bool,
}

impl VisibleNode {
    /// The kind whose place it takes.
    pub fn role(&self, atlas: &Atlas) -> Option<NodeKind> {
        match &self.group {
            Some(group) => Some(group.kind),
            None => atlas.node(&self.id).map(Node::role),
        }
    }

    /// What is written in its box.
    pub fn label(&self, atlas: &Atlas) -> Option<String> {
        match &self.group {
            Some(group) => Some(group.label()),
            None => atlas.node(&self.id).map(|node| node.label.clone()),
        }
    }
}

/// All that joins two things drawn: one or more links of the atlas, either way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisibleLink {
    /// Where it starts, of the first of its members; always a visible node or group.
    pub source: NodeId,
    /// Where that ends; always a visible node or group.
    pub target: NodeId,
    /// Whether some of its members run the other way.
    pub runs_both_ways: bool,
    /// The atlas's links it stands for, in the atlas's order; never empty.
    pub members: Vec<LinkId>,
    /// The firmest basis of its members.
    pub basis: Basis,
    /// How many of its members rest on that, or on something as firm.
    pub n_firm: usize,
    /// What its members say.
    pub relations: BTreeSet<Relation>,
    /// Whether none of its members is kept.
    pub is_faded: bool,
}

/// What is to be drawn, and what is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visible {
    /// Nodes to draw, in the atlas's order, groups after them.
    pub nodes: Vec<VisibleNode>,
    /// Links to draw, in the order of their first members in the atlas.
    pub links: Vec<VisibleLink>,
    /// Nodes kept, folded away or not: what a filtered export holds.
    pub kept_nodes: BTreeSet<NodeId>,
    /// Links kept; both ends of each are kept.
    pub kept_links: BTreeSet<LinkId>,
    /// Nodes that are folded away, each with the node or group drawn in its place.
    pub folded_into: BTreeMap<NodeId, NodeId>,
    /// Phrases asked for that no word of the atlas begins with: they were found inside words.
    pub inside_words: Vec<String>,
}

/// How much of an atlas is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Nodes kept.
    pub n_kept_nodes: usize,
    /// Nodes of the atlas.
    pub n_nodes: usize,
    /// Links kept.
    pub n_kept_links: usize,
    /// Links of the atlas.
    pub n_links: usize,
}

impl Counts {
    /// The nodes in a few words: "31 of 240".
    pub fn nodes(&self) -> String {
        format!("{} of {}", self.n_kept_nodes, self.n_nodes)
    }

    /// What to say where nothing is kept.
    pub const fn empty_sentence(&self) -> &'static str {
        if self.n_nodes == 0 {
            "This atlas has no nodes yet."
        } else {
            "Nothing in the atlas answers this filter."
        }
    }

    /// The links in a few words: "58 of 610".
    pub fn links(&self) -> String {
        format!("{} of {}", self.n_kept_links, self.n_links)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} nodes, {} links", self.nodes(), self.links())
    }
}

impl Visible {
    /// What to say of phrases that were found inside words: “ropol” found inside words.
    pub fn inside_sentence(&self) -> Option<String> {
        inside_sentence(self.inside_words.iter().map(String::as_str))
    }

    /// How much of the atlas is kept.
    pub fn counts(&self, atlas: &Atlas) -> Counts {
        Counts {
            n_kept_nodes: self.kept_nodes.len(),
            n_nodes: atlas.n_nodes(),
            n_kept_links: self.kept_links.len(),
            n_links: atlas.n_links(),
        }
    }
}

/// Works out what a question shows of an atlas.
///
/// O((nodes + links) × values of the filter + text of the atlas × terms).
pub fn visible(atlas: &Atlas, question: &Question) -> Visible {
    Kept::of(atlas, question).folded(&question.folds)
}

/// What a question keeps of an atlas, and what of the atlas is drawn, before anything is folded;
/// folding it one way or another asks nothing of the filter again.
pub struct Kept<'a> {
    ground: Ground<'a>,
    terms: TermHits,
    question: &'a Question,
    answer: Answer,
    nodes: Vec<bool>,
    links: Vec<usize>,
    /// Whether all of the atlas is drawn, kept or not.
    draws_all: bool,
}

impl Question {
    /// What it asks, to be compared with what a part of an atlas answers.
    pub fn asked(&self) -> Asked {
        Asked {
            filter: self.filter.to_string(),
            focus: self.focus.clone(),
            depth: if self.focus.is_some() { self.depth } else { 0 },
            direction: self.direction.word().to_owned(),
            expanded: self.expanded.clone(),
        }
    }
}

impl<'a> Kept<'a> {
    /// Answers the question; its folds do not matter yet.
    pub fn of(atlas: &'a Atlas, question: &'a Question) -> Self {
        let ground = Ground::new(atlas);
        let filter = &question.filter;
        let terms = TermHits::new(&ground, filter);
        let mut answer = Answer::new(&ground, filter, &terms);
        // An excerpt answers its own question with all of it, whatever stood in the rest.
        if let Some(excerpt) = atlas.excerpt().filter(|part| part.asked == question.asked()) {
            if let Some(whole) = &excerpt.whole {
                let answers = |node: &Node| !whole.context.contains(&node.id);
                answer.hit = atlas.nodes().iter().map(answers).collect();
            }
            let nodes = vec![true; ground.n_nodes()];
            let links = (0..ground.n_links()).collect();
            return Self { ground, terms, question, answer, nodes, links, draws_all: false };
        }
        let nodes = narrowed(&ground, &answer, question, answer.kept.clone());
        let links = (0..ground.n_links())
            .filter(|&link| answer.link_passes[link])
            .filter(|&link| nodes[ground.ends[link].0] && nodes[ground.ends[link].1])
            .collect();
        Self { ground, terms, question, answer, nodes, links, draws_all: false }
    }

    /// The same, with all of the atlas drawn: what is not kept stands there faded.
    #[must_use]
    pub fn among_all(self) -> Self {
        Self { draws_all: true, ..self }
    }

    /// What is drawn with these folds. O((nodes + links) log folds).
    pub fn folded(&self, folds: &Folds) -> Visible {
        let ground = &self.ground;
        let (all_nodes, all_links);
        let (nodes, links) = if self.draws_all {
            all_nodes = vec![true; ground.n_nodes()];
            all_links = (0..ground.n_links()).collect();
            (&all_nodes, &all_links)
        } else {
            (&self.nodes, &self.links)
        };
        let is_kept_link = self.is_kept_link();
        let standing = Standing::new(ground, nodes, folds);
        let mut visible = Visible {
            nodes: standing.nodes(ground, &self.answer, nodes, &self.nodes),
            links: standing.links(ground, links),
            kept_nodes: ids_where(ground.atlas.nodes_by_id(), &self.nodes),
            kept_links: ids_where(ground.atlas.links_by_id(), &is_kept_link),
            folded_into: standing.folded_into(ground, nodes),
            inside_words: self.terms.inside.clone(),
        };
        if self.draws_all {
            for link in &mut visible.links {
                link.is_faded = !link.members.iter().any(|id| visible.kept_links.contains(id));
            }
        }
        visible
    }

    /// The nodes drawn, folded or not.
    pub fn node_ids(&self) -> BTreeSet<NodeId> {
        let by_id = self.ground.atlas.nodes_by_id();
        by_id
            .filter(|&(_, at)| self.draws_all || self.nodes[at])
            .map(|(id, _)| id.clone())
            .collect()
    }

    fn is_kept_link(&self) -> Vec<bool> {
        let mut is_kept = vec![false; self.ground.n_links()];
        for &link in &self.links {
            is_kept[link] = true;
        }
        is_kept
    }

    /// Nodes kept that do not answer the filter themselves.
    pub fn context(&self) -> BTreeSet<NodeId> {
        let flags = self.nodes.iter().zip(&self.answer.hit);
        let is_context: Vec<bool> = flags.map(|(kept, hit)| *kept && !hit).collect();
        ids_where(self.ground.atlas.nodes_by_id(), &is_context)
    }

    /// The nodes that drawn links join with a node, as often as they do.
    pub fn joined_with(&self, id: &NodeId) -> Vec<&NodeId> {
        let Some(at) = self.ground.position(id.as_str()) else { return Vec::new() };
        let is_drawn = |link: usize| self.draws_all || self.links.binary_search(&link).is_ok();
        let ties = self.ground.neighbors(at).filter(|&(link, _)| is_drawn(link));
        ties.map(|(_, other)| &self.ground.node(other).id).collect()
    }

    /// How many nodes are kept.
    pub fn n_nodes(&self) -> usize {
        self.nodes.iter().filter(|kept| **kept).count()
    }

    /// The facets of the question's filter.
    pub fn facets(&self) -> Vec<Facet> {
        facets_on(&self.ground, &self.terms, self.question)
    }
}

/// The ids at whose positions a flag is set; they come in order, which spares sorting them.
fn ids_where<'a, T: Ord + Clone + 'a>(
    by_id: impl Iterator<Item = (&'a T, usize)>,
    is_set: &[bool],
) -> BTreeSet<T> {
    by_id.filter(|&(_, at)| is_set[at]).map(|(id, _)| id.clone()).collect()
}

/// What a question shows and the facets of its filter, for less than the two apart.
pub fn visible_and_facets(atlas: &Atlas, question: &Question) -> (Visible, Vec<Facet>) {
    let kept = Kept::of(atlas, question);
    (kept.folded(&question.folds), kept.facets())
}

/// What focus and expansion leave of what a filter keeps. O(nodes + links).
pub(super) fn narrowed(
    ground: &Ground<'_>,
    answer: &Answer,
    question: &Question,
    kept: Vec<bool>,
) -> Vec<bool> {
    let focus = question.focus.as_ref().and_then(|id| ground.position(id.as_str()));
    let way = (question.depth, question.direction);
    let mut shown = match focus {
        Some(focus) => neighborhood(ground, answer, &kept, focus, way),
        None => kept,
    };
    expand(ground, answer, &question.expanded, &mut shown);
    shown
}

/// Keeps nodes, and what links that pass tie them to, together with the parents of what comes.
///
/// O(links of the nodes + nodes).
fn expand(ground: &Ground<'_>, answer: &Answer, expanded: &BTreeSet<NodeId>, kept: &mut [bool]) {
    if expanded.is_empty() {
        return;
    }
    for at in expanded.iter().filter_map(|id| ground.position(id.as_str())) {
        let near = ground.neighbors(at).filter(|&(link, _)| answer.link_passes[link]);
        for other in near.map(|(_, other)| other).chain([at]) {
            kept[other] = kept[other] || !answer.out[other];
        }
    }
    answer.add_parents(ground, kept);
}

/// The focus and what is kept within some steps of it, along kept links and the taxonomy.
///
/// Breadth first; O(nodes + links).
fn neighborhood(
    ground: &Ground<'_>,
    answer: &Answer,
    kept: &[bool],
    focus: usize,
    (depth, direction): (u8, Direction),
) -> Vec<bool> {
    let mut near = vec![false; ground.n_nodes()];
    near[focus] = true;
    let mut open = VecDeque::from([(focus, 0)]);
    while let Some((at, n_steps)) = open.pop_front() {
        if n_steps == depth {
            continue;
        }
        let along_links = ground.neighbors(at).filter(|&(link, _)| {
            answer.link_passes[link] && direction.leads_on(ground.ends[link].0 == at)
        });
        let taxonomy = ground.children[at].iter().copied().chain(ground.parent[at]);
        for other in along_links.map(|(_, other)| other).chain(taxonomy) {
            if kept[other] && !near[other] {
                near[other] = true;
                open.push_back((other, n_steps + 1));
            }
        }
    }
    // A sub-type at the rim still stands under its parents.
    let mut with_parents = near.clone();
    answer.add_parents(ground, &mut with_parents);
    (0..ground.n_nodes()).map(|at| near[at] || (with_parents[at] && kept[at])).collect()
}
