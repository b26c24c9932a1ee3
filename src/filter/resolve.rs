//! Values as people write them to values as an atlas knows them.
//!
//! Owns the look-up of a clause's value among an atlas's words, labels and other names. Does
//! not know what a value then selects.

use super::language::{Piece, pieces, quoted_value};
use super::suggest::nearest;
use super::text::{fold, slug};
use super::{Filter, KEYS, Key, ParseError, Problem, Value};
use crate::atlas::Atlas;

/// Reads a filter over an atlas: every value of the result is one that the atlas has.
///
/// A value may be written as its word, its label or another of its names, without regard to
/// case and accents, with `-` for spaces or in quotes. O(values × known values).
///
/// # Errors
/// The first thing that is wrong with the text, or the first value that the atlas lacks.
pub fn read(text: &str, atlas: &Atlas) -> Result<Filter, ParseError> {
    let mut filter = Filter::new();
    for piece in pieces(text)? {
        match piece {
            Piece::Term { phrase, negated } => filter.add_term(&phrase, negated),
            Piece::Clause { key, negated, join, values, .. } => {
                let known = (key.spec().values)(atlas);
                for value in values {
                    let word =
                        known_word(key, &value.text, &known).map_err(|problem| ParseError {
                            column: value.column,
                            n_characters: value.n_characters,
                            problem,
                        })?;
                    filter.add(key, &word, negated);
                }
                filter.set_join(key, negated, join);
            }
        }
    }
    Ok(filter)
}

/// The filter with every value as an atlas knows it; columns of errors count in its printed form.
///
/// # Errors
/// The first value that the atlas lacks.
pub fn resolve(filter: &Filter, atlas: &Atlas) -> Result<Filter, ParseError> {
    read(&filter.to_string(), atlas)
}

/// The word of the value meant: its own word first, then labels, then other names.
fn known_word(key: Key, written: &str, known: &[Value]) -> Result<String, Problem> {
    if let Some(exact) = known.iter().find(|value| value.word == written) {
        return Ok(exact.word.clone());
    }
    let meant = slug(written);
    let by_name = |names: fn(&Value) -> Vec<&str>| {
        let is_meant = |value: &&Value| names(value).into_iter().any(|name| slug(name) == meant);
        known.iter().find(is_meant).filter(|_| !meant.is_empty())
    };
    by_name(|value| vec![&value.word])
        .or_else(|| by_name(|value| vec![&value.label]))
        .or_else(|| by_name(|value| value.also.iter().map(String::as_str).collect()))
        .map(|value| value.word.clone())
        .ok_or_else(|| Problem::UnknownValue {
            key: key.spec().label,
            value: written.to_owned(),
            nearest: nearest_word(written, known),
        })
}

/// The word of the value whose word, label or other name is most like what was written.
fn nearest_word(written: &str, known: &[Value]) -> Option<String> {
    let found = nearest(written, known.iter().flat_map(names))?;
    known.iter().find(|value| names(value).any(|name| name == found)).map(|v| v.word.clone())
}

fn names(value: &Value) -> impl Iterator<Item = &str> {
    [&value.word, &value.label].into_iter().chain(&value.also).map(String::as_str)
}

/// A way to go on with a filter that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The first character it replaces, counted from 0; it reaches to the end of what was typed.
    pub start: usize,
    /// What to put there.
    pub text: String,
    /// What a reader sees.
    pub label: String,
}

/// Keys and values that go on with what was typed up to the cursor, in the order of lists.
///
/// Values are found by the beginning of any word of their names. O(known values).
pub fn completions(typed: &str, atlas: &Atlas) -> Vec<Completion> {
    let token = typed.rsplit(char::is_whitespace).next().unwrap_or_default();
    let token = token.strip_prefix('-').unwrap_or(token);
    let start_of = |part: &str| typed.chars().count() - part.chars().count();
    let Some((key, values)) = token.split_once(':') else {
        return complete_keys(token, start_of(token));
    };
    let begun = values.rsplit(',').next().unwrap_or_default();
    let Some(key) = Key::from_word(&fold(key)) else { return Vec::new() };
    let known = (key.spec().values)(atlas).into_iter();
    known
        .filter(|value| names(value).any(|name| any_word_begins(name, begun)))
        .map(|value| Completion {
            start: start_of(begun),
            text: quoted_value(&value.word),
            label: value.label,
        })
        .collect()
}

fn complete_keys(begun: &str, start: usize) -> Vec<Completion> {
    let begun = fold(begun);
    KEYS.iter()
        .filter(|spec| spec.word.starts_with(&begun))
        .map(|spec| Completion {
            start,
            text: format!("{}:", spec.word),
            label: spec.help.to_owned(),
        })
        .collect()
}

fn any_word_begins(name: &str, begun: &str) -> bool {
    let (name, begun) = (format!("-{}", slug(name)), format!("-{}", slug(begun)));
    name.contains(&begun)
}
