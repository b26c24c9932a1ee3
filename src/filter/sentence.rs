//! A filter in plain words, for headings, legends and exports.
//!
//! Owns the wording only: what stands in a title should read as somebody would say it. Names stand
//! for themselves, kinds are plurals, and a filter's keys are not named.

use super::clauses::{Clause, Join, Term};
use super::groups::plural;
use super::{Filter, Key};
use crate::atlas::{Atlas, NodeKind};

/// The filter in plain words: "Terrorism & extremism; Europol or Frontex; not in force; text
/// “lawful access”"; "actions and actors of Hybrid resilience"; "both Terrorism and Cyber" where
/// each must hold; "everything" for the empty filter. O(values × nodes).
pub fn sentence(filter: &Filter, atlas: &Atlas) -> String {
    let (unwanted, wanted): (Vec<_>, Vec<_>) = filter.clauses().partition(|clause| clause.negated);
    let unwanted = unwanted.iter().map(|clause| clause_words(clause, atlas));
    let terms = filter.terms().iter().map(term_text);
    let parts: Vec<String> =
        wanted_words(&wanted, atlas).into_iter().chain(unwanted).chain(terms).collect();
    if parts.is_empty() { "everything".to_owned() } else { parts.join("; ") }
}

/// What is wanted, clause by clause, but sorts of nodes and the pillars they stand in together:
/// "actions and actors of Hybrid resilience".
fn wanted_words(wanted: &[Clause<'_>], atlas: &Atlas) -> Vec<String> {
    let find = |key: Key| wanted.iter().find(move |clause| clause.key == key);
    let of = |key: Key| find(key).map(|clause| clause_words(clause, atlas));
    // Actions of a pillar are said to be that pillar's; nothing is gained by "pillars of" one.
    let kinds = find(Key::Kind).and_then(|clause| {
        let mut values = clause.values.clone();
        if find(Key::Pillar).is_some() {
            values.remove(NodeKind::Pillar.word());
        }
        let left = Clause { values: &values, ..*clause };
        (!values.is_empty()).then(|| clause_words(&left, atlas))
    });
    let kinds = match (kinds, of(Key::Subtype)) {
        (Some(kinds), Some(subtypes)) => Some(format!("{kinds} that are {subtypes}")),
        (kinds, subtypes) => kinds.or(subtypes),
    };
    let sorts = match (kinds, of(Key::Pillar)) {
        (Some(kinds), Some(pillars)) => Some(format!("{kinds} of {pillars}")),
        (kinds, pillars) => kinds.or(pillars),
    };
    let is_sort = |key: Key| matches!(key, Key::Kind | Key::Subtype | Key::Pillar);
    let (before, after): (Vec<&Clause<'_>>, _) = wanted
        .iter()
        .filter(|clause| !is_sort(clause.key))
        .partition(|clause| clause.key < Key::Kind);
    let words = |clause: &Clause<'_>| clause_words(clause, atlas);
    let before = before.into_iter().map(words);
    before.chain(sorts).chain(after.into_iter().map(words)).collect()
}

/// One clause in plain words: "Terrorism or Cyber", "not Europol", "without actions".
pub(super) fn clause_words(clause: &Clause<'_>, atlas: &Atlas) -> String {
    let labels = labels_of(clause, atlas);
    let said = match clause.key {
        Key::Kind | Key::Subtype => {
            let sorts = listed(&labels, "and");
            return if clause.negated { format!("without {sorts}") } else { sorts };
        }
        Key::Document => format!("quoted from {}", joined(&labels, clause.join)),
        Key::Relation => format!("joined by {}", joined(&labels, clause.join)),
        _ => joined(&labels, clause.join),
    };
    if clause.negated { format!("not {said}") } else { said }
}

/// The values of a clause as they are said in a sentence.
fn labels_of(clause: &Clause<'_>, atlas: &Atlas) -> Vec<String> {
    let known = (clause.key.spec().values)(atlas);
    let said = |word: &String| {
        let label = known.iter().find(|value| value.word == *word).map(|value| &value.label);
        in_sentence(clause.key, word, label.unwrap_or(word))
    };
    clause.values.iter().map(said).collect()
}

/// A relation is a phrase of its own and stands in quotes: joined by “led by”. A status begins no
/// sentence here.
fn in_sentence(key: Key, word: &str, label: &str) -> String {
    match key {
        Key::Kind => NodeKind::from_word(word)
            .map_or_else(|| plural(label), |kind| kind.spec().plural.to_owned()),
        Key::Subtype => plural(label),
        Key::Status => label.to_lowercase(),
        Key::Basis => spoken_basis(word, label),
        Key::Relation => format!("“{label}”"),
        _ => label.to_owned(),
    }
}

/// What is said of things that rest on a basis.
fn spoken_basis(word: &str, label: &str) -> String {
    let said = match word {
        "stated" => "said by the source",
        "interpreted" => "read so by us",
        "reference" => "known from outside references",
        _ => label,
    };
    said.to_owned()
}

/// Names of which one is enough, or each must hold.
fn joined(names: &[String], join: Join) -> String {
    let apart: Vec<String> = names.iter().map(|name| quoted_where_unclear(name)).collect();
    match (join, names) {
        (_, [only]) => only.clone(),
        (Join::Any, _) => listed(&apart, "or"),
        (Join::All, [_, _]) => format!("both {}", listed(&apart, "and")),
        (Join::All, _) => format!("all of {}", listed(&apart, "and")),
    }
}

/// "A", "A and B", "A, B and C".
fn listed(names: &[String], word: &str) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// A name with a comma would read as two in a list.
fn quoted_where_unclear(name: &str) -> String {
    if name.contains([',', ';']) { format!("“{name}”") } else { name.to_owned() }
}

pub(super) fn term_text(term: &Term) -> String {
    format!("{} “{}”", if term.negated { "without text" } else { "text" }, term.phrase)
}
