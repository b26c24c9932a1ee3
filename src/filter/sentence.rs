//! A filter in plain words, for headings, legends and exports.
//!
//! Owns the wording only.

use super::clauses::{Clause, Term};
use super::{Filter, Key};
use crate::atlas::Atlas;

/// The filter in plain words: "threat is Terrorism and actor is Europol or Frontex, not status
/// in force, text “lawful access”"; "everything" for the empty filter. O(values × nodes).
pub fn sentence(filter: &Filter, atlas: &Atlas) -> String {
    let (unwanted, wanted): (Vec<_>, Vec<_>) = filter.clauses().partition(|clause| clause.negated);
    let is: Vec<String> = wanted
        .iter()
        .map(|clause| format!("{} is {}", clause.key.spec().label, any_of(clause, atlas)))
        .collect();
    let not = unwanted
        .iter()
        .map(|clause| format!("not {} {}", clause.key.spec().label, any_of(clause, atlas)));
    let joined = is.join(" and ");
    let parts: Vec<String> = std::iter::once(joined)
        .filter(|joined| !joined.is_empty())
        .chain(not)
        .chain(filter.terms().iter().map(term_text))
        .collect();
    if parts.is_empty() { "everything".to_owned() } else { parts.join(", ") }
}

fn any_of(clause: &Clause<'_>, atlas: &Atlas) -> String {
    let known = (clause.key.spec().values)(atlas);
    let mut labels: Vec<String> = Vec::new();
    for word in clause.values {
        let label = known.iter().find(|value| value.word == *word).map(|value| &value.label);
        labels.push(in_sentence(clause.key, label.unwrap_or(word)));
    }
    labels.join(" or ")
}

/// Labels that are phrases of their own stand in quotes: relation is “led by”. A status begins no
/// sentence here.
fn in_sentence(key: Key, label: &str) -> String {
    match key {
        Key::Relation | Key::Basis => format!("“{label}”"),
        Key::Status => label.to_lowercase(),
        _ => label.to_owned(),
    }
}

fn term_text(term: &Term) -> String {
    format!("{} “{}”", if term.negated { "without text" } else { "text" }, term.phrase)
}
