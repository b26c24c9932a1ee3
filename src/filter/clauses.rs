//! A filter as a value: what is wanted, what is taken out, which words are looked for.
//!
//! Owns the [`Filter`] and the small edits that facets make to it. Does not know how a filter
//! is written (see [`super::parse`]), nor what an atlas holds.

use std::collections::{BTreeMap, BTreeSet};

use super::text::tidy;
use super::{Key, Needle};

/// A word or phrase to look for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// The words, with straight quotes and single spaces.
    pub phrase: String,
    /// Whether nodes that hold them are taken out.
    pub negated: bool,
}

/// How several values of one clause go together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Join {
    /// One of them is enough.
    #[default]
    Any,
    /// Each of them must hold.
    All,
}

impl Join {
    /// What stands between two values.
    pub const fn sign(self) -> char {
        match self {
            Self::Any => ',',
            Self::All => '+',
        }
    }

    /// Its name beside a list of values.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Any => "any of",
            Self::All => "all of",
        }
    }
}

/// All values of one key with one sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause<'a> {
    /// The key.
    pub key: Key,
    /// Whether what has a value is taken out.
    pub negated: bool,
    /// How the values go together; [`Join::Any`] where there is but one.
    pub join: Join,
    /// The values; never empty.
    pub values: &'a BTreeSet<String>,
}

/// Which part of an atlas is asked for; the empty filter asks for everything.
///
/// Two filters that ask the same with the same words are equal however they were written:
/// values are sets, clauses stand in the order of [`Key`]. Terms keep the order in which
/// they were typed, because a reader sees them again.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Filter {
    wanted: BTreeMap<Key, BTreeSet<String>>,
    unwanted: BTreeMap<Key, BTreeSet<String>>,
    /// Keys, with the sign of their clause, whose values must all hold; each has two values or
    /// more, and is one of which a thing can have several.
    all: BTreeSet<(Key, bool)>,
    terms: Vec<Term>,
}

impl Filter {
    /// The filter that asks for everything.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether everything is asked for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty() && self.terms.is_empty()
    }

    /// The clauses in canonical order: what is wanted, then what is taken out.
    pub fn clauses(&self) -> impl Iterator<Item = Clause<'_>> {
        let clause = |negated| {
            move |(&key, values)| Clause { key, negated, join: self.join(key, negated), values }
        };
        self.wanted.iter().map(clause(false)).chain(self.unwanted.iter().map(clause(true)))
    }

    /// The words looked for, as typed.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether a value is wanted.
    pub fn has(&self, key: Key, value: &str) -> bool {
        self.wanted.get(&key).is_some_and(|values| values.contains(value))
    }

    /// Whether a value is taken out.
    pub fn excludes(&self, key: Key, value: &str) -> bool {
        self.unwanted.get(&key).is_some_and(|values| values.contains(value))
    }

    /// How the values of a key go together.
    pub fn join(&self, key: Key, negated: bool) -> Join {
        if self.all.contains(&(key, negated)) { Join::All } else { Join::Any }
    }

    /// How many values of a key are wanted.
    pub fn n_wanted(&self, key: Key) -> usize {
        self.wanted.get(&key).map_or(0, BTreeSet::len)
    }

    /// Whether a key is used at all.
    pub fn uses(&self, key: Key) -> bool {
        self.wanted.contains_key(&key) || self.unwanted.contains_key(&key)
    }

    /// The filter with a value wanted, or taken out; an empty value changes nothing.
    #[must_use]
    pub fn with(mut self, key: Key, value: &str, negated: bool) -> Self {
        self.add(key, value, negated);
        self
    }

    /// The filter with the values of a key joined in a way; changes nothing where there are fewer
    /// than two, or where a thing has only one value of the key.
    #[must_use]
    pub fn joined(mut self, key: Key, negated: bool, join: Join) -> Self {
        self.set_join(key, negated, join);
        self
    }

    /// The filter with a word or phrase looked for, or taken out; blank words change nothing.
    #[must_use]
    pub fn with_term(mut self, phrase: &str, negated: bool) -> Self {
        self.add_term(phrase, negated);
        self
    }

    /// The filter after a click on a value: wanted if it was not, left out if it was.
    #[must_use]
    pub fn toggled(&self, key: Key, value: &str) -> Self {
        self.flipped(key, value, false)
    }

    /// The filter after a request to take a value out, or to stop taking it out.
    #[must_use]
    pub fn excluded(&self, key: Key, value: &str) -> Self {
        self.flipped(key, value, true)
    }

    /// The filter without anything said of a key.
    #[must_use]
    pub fn without(&self, key: Key) -> Self {
        let mut left = self.clone();
        left.wanted.remove(&key);
        left.unwanted.remove(&key);
        left.all.retain(|(of, _)| *of != key);
        left
    }

    /// The filter without one of a key's two clauses.
    #[must_use]
    pub fn without_clause(&self, key: Key, negated: bool) -> Self {
        let mut left = self.clone();
        if negated { &mut left.unwanted } else { &mut left.wanted }.remove(&key);
        left.all.remove(&(key, negated));
        left
    }

    /// The filter without one value of a clause.
    #[must_use]
    pub fn without_value(&self, key: Key, value: &str, negated: bool) -> Self {
        let mut left = self.clone();
        left.remove(key, value, negated);
        left
    }

    /// The filter without one of the words looked for.
    #[must_use]
    pub fn without_term(&self, term: &Term) -> Self {
        let terms = self.terms.iter().filter(|other| *other != term).cloned().collect();
        Self { terms, ..self.clone() }
    }

    /// The filter without any words looked for.
    #[must_use]
    pub fn without_terms(&self) -> Self {
        Self { terms: Vec::new(), ..self.clone() }
    }

    fn flipped(&self, key: Key, value: &str, negated: bool) -> Self {
        let had = if negated { self.excludes(key, value) } else { self.has(key, value) };
        let mut flipped = self.clone();
        flipped.remove(key, value, false);
        flipped.remove(key, value, true);
        if had { flipped } else { flipped.with(key, value, negated) }
    }

    pub(super) fn add(&mut self, key: Key, value: &str, negated: bool) {
        if value.is_empty() {
            return;
        }
        let side = if negated { &mut self.unwanted } else { &mut self.wanted };
        side.entry(key).or_default().insert(value.to_owned());
    }

    pub(super) fn set_join(&mut self, key: Key, negated: bool, join: Join) {
        let side = if negated { &self.unwanted } else { &self.wanted };
        let n_values = side.get(&key).map_or(0, BTreeSet::len);
        if join == Join::All && n_values > 1 && key.spec().takes_all {
            self.all.insert((key, negated));
        } else {
            self.all.remove(&(key, negated));
        }
    }

    fn remove(&mut self, key: Key, value: &str, negated: bool) {
        let side = if negated { &mut self.unwanted } else { &mut self.wanted };
        if let Some(values) = side.get_mut(&key) {
            values.remove(value);
            if values.is_empty() {
                side.remove(&key);
            }
        }
        self.set_join(key, negated, self.join(key, negated));
    }

    pub(super) fn add_term(&mut self, phrase: &str, negated: bool) {
        let term = Term { phrase: tidy(phrase), negated };
        if !term.phrase.is_empty() && !self.terms.contains(&term) {
            self.terms.push(term);
        }
    }

    /// The clauses of what is wanted, or of what is taken out.
    pub(super) fn of_sign(&self, negated: bool) -> impl Iterator<Item = Clause<'_>> {
        self.clauses().filter(move |clause| clause.negated == negated)
    }

    /// The terms of one sign, ready to be looked for.
    pub(super) fn needles(&self, negated: bool) -> Vec<Needle> {
        let of_sign = self.terms.iter().filter(|term| term.negated == negated);
        of_sign.map(|term| Needle::new(&term.phrase)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(filter: &Filter, expected: &str) {
        assert_eq!(filter.to_string(), expected);
    }

    #[test]
    fn clicks_on_a_facet_edit_the_filter() {
        let none = Filter::new();
        let one = none.toggled(Key::Actor, "europol");
        check(&one, "actor:europol");
        check(&one.toggled(Key::Actor, "frontex"), "actor:europol,frontex");
        check(&one.toggled(Key::Actor, "europol"), "");
        check(&one.excluded(Key::Actor, "europol"), "-actor:europol");
        check(&one.excluded(Key::Actor, "europol").toggled(Key::Actor, "europol"), "actor:europol");
        check(&one.excluded(Key::Actor, "frontex"), "actor:europol -actor:frontex");
        check(&one.excluded(Key::Actor, "frontex").without(Key::Actor), "");
        check(&one.clone().with_term("x  y", true).without(Key::Actor), "-\"x y\"");
        check(&one.clone().with_term("x", false).without_terms(), "actor:europol");
        assert!(one.has(Key::Actor, "europol") && one.uses(Key::Actor));
        assert!(!one.has(Key::Kind, "europol") && !one.excludes(Key::Actor, "europol"));
        assert_eq!(one.toggled(Key::Actor, "europol"), none);
    }

    #[test]
    fn joining_values_lasts_while_there_are_two() {
        let two = Filter::new().with(Key::Actor, "europol", false).with(Key::Actor, "enisa", false);
        let all = two.clone().joined(Key::Actor, false, Join::All);
        check(&all, "actor:enisa+europol");
        check(&all.toggled(Key::Actor, "frontex"), "actor:enisa+europol+frontex");
        let one = all.toggled(Key::Actor, "enisa");
        check(&one, "actor:europol");
        check(&one.toggled(Key::Actor, "enisa"), "actor:enisa,europol");
        assert_eq!(all.clone().joined(Key::Actor, false, Join::Any), two);
        assert_eq!(all.without(Key::Actor), Filter::new());
        check(&all.excluded(Key::Actor, "frontex"), "actor:enisa+europol -actor:frontex");
        check(&all.without_clause(Key::Actor, true), "actor:enisa+europol");
        check(&all.without_value(Key::Actor, "enisa", false), "actor:europol");
    }

    #[test]
    fn a_key_with_one_value_a_thing_joins_by_any_only() {
        let two = Filter::new().with(Key::Kind, "actor", false).with(Key::Kind, "action", false);
        assert_eq!(two.clone().joined(Key::Kind, false, Join::All), two);
    }

    #[test]
    fn blank_values_and_terms_change_nothing() {
        assert!(Filter::new().with(Key::Id, "", false).with_term(" \u{a0}", true).is_empty());
    }
}
