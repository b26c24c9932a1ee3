//! A filter in plain words, for headings, legends and exports.
//!
//! Owns the wording only.

use super::clauses::{Clause, Join, Term};
use super::{Filter, Key};
use crate::atlas::Atlas;

/// The filter in plain words: "threat is Terrorism and actor is Europol or Frontex, not status
/// in force, text “lawful access”"; "threat is all of Terrorism, Cyber" where each must hold;
/// "everything" for the empty filter. O(values × nodes).
pub fn sentence(filter: &Filter, atlas: &Atlas) -> String {
    let (unwanted, wanted): (Vec<_>, Vec<_>) = filter.clauses().partition(|clause| clause.negated);
    let is: Vec<String> = wanted.iter().map(|clause| clause_words(clause, atlas)).collect();
    let not = unwanted.iter().map(|clause| clause_words(clause, atlas));
    let joined = is.join(" and ");
    let parts: Vec<String> = std::iter::once(joined)
        .filter(|joined| !joined.is_empty())
        .chain(not)
        .chain(filter.terms().iter().map(term_text))
        .collect();
    if parts.is_empty() { "everything".to_owned() } else { parts.join(", ") }
}

/// One clause in plain words: "threat is Terrorism or Cyber", "not actor Europol".
pub(super) fn clause_words(clause: &Clause<'_>, atlas: &Atlas) -> String {
    let label = clause.key.spec().label;
    let values = values_words(clause, atlas);
    if clause.negated { format!("not {label} {values}") } else { format!("{label} is {values}") }
}

fn values_words(clause: &Clause<'_>, atlas: &Atlas) -> String {
    let known = (clause.key.spec().values)(atlas);
    let label_of = |word: &String| {
        let label = known.iter().find(|value| value.word == *word).map(|value| &value.label);
        in_sentence(clause.key, label.unwrap_or(word))
    };
    let labels: Vec<String> = clause.values.iter().map(label_of).collect();
    match clause.join {
        Join::Any => labels.join(" or "),
        Join::All => {
            let apart = |label: &String| quoted_where_unclear(label);
            format!("all of {}", labels.iter().map(apart).collect::<Vec<_>>().join(", "))
        }
    }
}

/// A label with a comma would read as two in a list.
fn quoted_where_unclear(label: &str) -> String {
    if label.contains(',') { format!("“{label}”") } else { label.to_owned() }
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

pub(super) fn term_text(term: &Term) -> String {
    format!("{} “{}”", if term.negated { "without text" } else { "text" }, term.phrase)
}
