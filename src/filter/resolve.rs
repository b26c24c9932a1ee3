//! Values as people write them to values as an atlas knows them.
//!
//! Owns the look-up of a clause's value among an atlas's words, labels and other names. Does
//! not know what a value then selects.

use super::language::{Piece, pieces};
use super::suggest::nearest;
use super::text::slug;
use super::{Filter, Key, ParseError, Problem, Value};
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

pub(super) fn names(value: &Value) -> impl Iterator<Item = &str> {
    [&value.word, &value.label].into_iter().chain(&value.also).map(String::as_str)
}
