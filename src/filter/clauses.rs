//! A filter as a value: what is wanted, what is taken out, which words are looked for.
//!
//! Owns the [`Filter`] and the small edits that facets make to it. Does not know how a filter
//! is written (see [`super::parse`]), nor what an atlas holds.

use std::collections::{BTreeMap, BTreeSet};

use super::text::tidy;
use super::{Key, text};

/// A word or phrase to look for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// The words, with straight quotes and single spaces.
    pub phrase: String,
    /// Whether nodes that hold them are taken out.
    pub negated: bool,
}

/// All values of one key with one sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause<'a> {
    /// The key.
    pub key: Key,
    /// Whether what has a value is taken out.
    pub negated: bool,
    /// The values, any of which will do; never empty.
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
        let clause = |negated| move |(&key, values)| Clause { key, negated, values };
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
        left
    }

    /// The filter without any words looked for.
    #[must_use]
    pub fn without_terms(&self) -> Self {
        Self { terms: Vec::new(), ..self.clone() }
    }

    fn flipped(&self, key: Key, value: &str, negated: bool) -> Self {
        let had = if negated { self.excludes(key, value) } else { self.has(key, value) };
        let mut flipped = self.clone();
        remove(&mut flipped.wanted, key, value);
        remove(&mut flipped.unwanted, key, value);
        if had { flipped } else { flipped.with(key, value, negated) }
    }

    pub(super) fn add(&mut self, key: Key, value: &str, negated: bool) {
        if value.is_empty() {
            return;
        }
        let side = if negated { &mut self.unwanted } else { &mut self.wanted };
        side.entry(key).or_default().insert(value.to_owned());
    }

    pub(super) fn add_term(&mut self, phrase: &str, negated: bool) {
        let term = Term { phrase: tidy(phrase), negated };
        if !term.phrase.is_empty() && !self.terms.contains(&term) {
            self.terms.push(term);
        }
    }

    /// The wanted values of every key.
    pub(super) const fn wanted(&self) -> &BTreeMap<Key, BTreeSet<String>> {
        &self.wanted
    }

    /// The values taken out, of every key.
    pub(super) const fn unwanted(&self) -> &BTreeMap<Key, BTreeSet<String>> {
        &self.unwanted
    }

    /// The terms of one sign, ready to be looked for.
    pub(super) fn needles(&self, negated: bool) -> Vec<text::Needle> {
        let of_sign = self.terms.iter().filter(|term| term.negated == negated);
        of_sign.map(|term| text::Needle::new(&term.phrase)).collect()
    }
}

fn remove(side: &mut BTreeMap<Key, BTreeSet<String>>, key: Key, value: &str) {
    if let Some(values) = side.get_mut(&key) {
        values.remove(value);
        if values.is_empty() {
            side.remove(&key);
        }
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
    fn blank_values_and_terms_change_nothing() {
        assert!(Filter::new().with(Key::Id, "", false).with_term(" \u{a0}", true).is_empty());
    }
}
