//! Ways out of a filter that shows nothing: which part of it to drop.
//!
//! Owns the choice of parts to offer. Each is tried on the atlas, so that what is promised is
//! what comes.

use super::Filter;
use super::clauses::{Clause, Join};
use super::sentence::{clause_words, term_text};
use super::visible::{Kept, Question};
use crate::atlas::Atlas;

/// A filter that shows something, and what was dropped to get there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayOut {
    /// What was dropped, in the words of the filter's sentence: "Frontex".
    pub dropped: Vec<String>,
    /// What is left of the filter.
    pub filter: Filter,
    /// How many nodes it keeps.
    pub n_nodes: usize,
}

/// Most parts of a filter that are tried two by two.
const MOST_TRIED_IN_PAIRS: usize = 8;

/// What could be dropped of a question's filter so that it keeps something, in the order of the
/// filter: single parts, or two together where no single one is enough. O(parts × [`Kept::of`]),
/// for pairs O(parts²).
pub fn ways_out(atlas: &Atlas, question: &Question) -> Vec<WayOut> {
    let parts = parts(&question.filter, atlas);
    let singles = parts
        .iter()
        .filter_map(|part| way_out(atlas, question, &[&part.words], (part.drop)(&question.filter)));
    let singles: Vec<WayOut> = singles.collect();
    if !singles.is_empty() {
        return singles;
    }
    let mut pairs = Vec::new();
    for (at, one) in parts.iter().enumerate().take(MOST_TRIED_IN_PAIRS) {
        for other in parts.iter().take(MOST_TRIED_IN_PAIRS).skip(at + 1) {
            let left = (other.drop)(&(one.drop)(&question.filter));
            pairs.extend(way_out(atlas, question, &[&one.words, &other.words], left));
        }
    }
    pairs
}

fn way_out(
    atlas: &Atlas,
    question: &Question,
    dropped: &[&String],
    filter: Filter,
) -> Option<WayOut> {
    let asked = Question { filter, ..question.clone() };
    let n_nodes = Kept::of(atlas, &asked).n_nodes();
    let dropped = dropped.iter().map(|words| (*words).clone()).collect();
    (n_nodes > 0).then_some(WayOut { dropped, filter: asked.filter, n_nodes })
}

/// Something a filter says, and the filter without it.
struct Part<'a> {
    words: String,
    drop: Box<dyn Fn(&Filter) -> Filter + 'a>,
}

/// Each value of a clause where all must hold, other clauses whole, each term.
fn parts<'a>(filter: &'a Filter, atlas: &Atlas) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    for clause in filter.clauses() {
        let Clause { key, negated, join, values } = clause;
        if join == Join::Any || negated {
            let drop = Box::new(move |from: &Filter| from.without_clause(key, negated));
            parts.push(Part { words: clause_words(&clause, atlas), drop });
            continue;
        }
        for value in values {
            let only = [value.clone()].into();
            let alone = Clause { values: &only, join: Join::Any, ..clause };
            let drop = Box::new(move |from: &Filter| from.without_value(key, value, negated));
            parts.push(Part { words: clause_words(&alone, atlas), drop });
        }
    }
    for term in filter.terms() {
        let drop = Box::new(move |from: &Filter| from.without_term(term));
        parts.push(Part { words: term_text(term), drop });
    }
    parts
}
