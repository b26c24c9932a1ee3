//! How a filter that is being typed may go on, and what would be right where it is wrong.
//!
//! Owns which word stands under the cursor and what fits there. Where to show it is the window's
//! matter.

use std::ops::Range;

use super::language::{is_quote, quoted_value};
use super::resolve::names;
use super::text::{fold, slug};
use super::{Held, KEYS, Key, Needle, ParseError, Problem, Value};
use crate::atlas::Atlas;

/// A way to go on with a filter that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The characters it replaces, counted from 0: those of the word under the cursor.
    pub range: Range<usize>,
    /// What to put there.
    pub text: String,
    /// What a reader sees.
    pub label: String,
    /// The key whose value it is; `None` for a key itself.
    pub value_of: Option<Key>,
    /// Whether what was typed stands inside a word of its names, because none begins so.
    pub is_inside_word: bool,
}

impl Completion {
    /// The text with the completion in its place, and where the cursor stands then.
    pub fn applied_to(&self, text: &str) -> (String, usize) {
        let before: String = text.chars().take(self.range.start).collect();
        let after: String = text.chars().skip(self.range.end).collect();
        let caret = self.range.start + self.text.chars().count();
        (before + &self.text + &after, caret)
    }
}

/// Keys and values that go on with the word under the cursor, which stands before the character
/// `caret`: those that begin so, then those of which another word does, each in the order of lists;
/// those that hold it inside a word only where no word begins so. Nothing inside a quoted phrase or
/// after an unknown key. O(known values).
pub fn completions(text: &str, caret: usize, atlas: &Atlas) -> Vec<Completion> {
    let chars: Vec<char> = text.chars().collect();
    let caret = caret.min(chars.len());
    let word = Word::around(&chars, caret);
    match word.key {
        None if word.is_phrase => Vec::new(),
        None => complete_key(&word.begun, word.range),
        Some(key) => Key::from_word(&fold(&key)).map_or_else(Vec::new, |key| {
            let known = (key.spec().values)(atlas);
            complete_value(key, &word.begun, &word.others, &word.range, known)
        }),
    }
}

/// What to write instead where a filter is wrong, if it is one word for another.
pub fn correction(error: &ParseError, atlas: &Atlas) -> Option<Completion> {
    let start = error.column - 1;
    let range = start..start + error.n_characters;
    match &error.problem {
        Problem::UnknownKey { nearest, .. } => {
            let spec = Key::from_word(nearest)?.spec();
            let (text, label) = (spec.word.to_owned(), spec.help.to_owned());
            Some(Completion { range, text, label, value_of: None, is_inside_word: false })
        }
        Problem::UnknownValue { key, nearest: Some(nearest), .. } => {
            let spec = KEYS.iter().find(|spec| spec.label == *key)?;
            let value = (spec.values)(atlas).into_iter().find(|value| value.word == *nearest)?;
            let text = quoted_value(&value.word);
            let value_of = Some(spec.key);
            Some(Completion { range, text, label: value.label, value_of, is_inside_word: false })
        }
        _ => None,
    }
}

/// The word under a cursor: a key, or one value of a clause.
struct Word {
    range: Range<usize>,
    /// What of it stands before the cursor, without quotation marks.
    begun: String,
    /// The key before it.
    key: Option<String>,
    /// The values before and after it.
    others: Vec<String>,
    /// Whether it is a phrase in quotation marks and no value.
    is_phrase: bool,
}

impl Word {
    fn around(chars: &[char], caret: usize) -> Self {
        let token = token_around(chars, caret);
        let at = |from: usize| chars.get(from).copied();
        let start = token.start + usize::from(at(token.start) == Some('-') && caret > token.start);
        let colon = (start..token.end).find(|&i| at(i) == Some(':') && !in_quotes(chars, start, i));
        let Some(colon) = colon.filter(|colon| caret > *colon) else {
            let end = colon.map_or(token.end, |colon| colon + 1);
            let is_phrase = at(start).is_some_and(is_quote);
            let begun = text_of(chars, start..caret.max(start));
            return Self { range: start..end, begun, key: None, others: Vec::new(), is_phrase };
        };
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut from = colon + 1;
        for i in colon + 1..token.end {
            if matches!(at(i), Some(',' | '+')) && !in_quotes(chars, colon + 1, i) {
                parts.push(from..i);
                from = i + 1;
            }
        }
        parts.push(from..token.end);
        let own = parts.iter().find(|part| caret <= part.end).cloned().unwrap_or(from..token.end);
        let others = parts.iter().filter(|part| **part != own);
        Self {
            begun: text_of(chars, own.start..caret.max(own.start)),
            key: Some(text_of(chars, start..colon)),
            others: others.map(|part| text_of(chars, part.clone())).collect(),
            range: own,
            is_phrase: false,
        }
    }
}

/// What stands between spaces around a cursor; spaces inside quotation marks do not count.
fn token_around(chars: &[char], caret: usize) -> Range<usize> {
    let mut start = 0;
    let mut is_quoted = false;
    for (i, &c) in chars.iter().enumerate() {
        if is_quote(c) {
            is_quoted = !is_quoted;
        }
        if c.is_whitespace() && !is_quoted {
            if i >= caret {
                return start..i;
            }
            start = i + 1;
        }
    }
    start..chars.len()
}

/// Whether a place stands inside quotation marks that were opened after another.
fn in_quotes(chars: &[char], from: usize, at: usize) -> bool {
    let between = chars.get(from..at).unwrap_or_default();
    between.iter().filter(|c| is_quote(**c)).count() % 2 == 1
}

fn text_of(chars: &[char], range: Range<usize>) -> String {
    chars.get(range).unwrap_or_default().iter().filter(|c| !is_quote(**c)).collect()
}

fn complete_key(begun: &str, range: Range<usize>) -> Vec<Completion> {
    let begun = fold(begun);
    let known = KEYS.iter().filter(|spec| !begun.is_empty() && spec.word.starts_with(&begun));
    let completion = |spec: &super::KeySpec| Completion {
        range: range.clone(),
        text: format!("{}:", spec.word),
        label: spec.help.to_owned(),
        value_of: None,
        is_inside_word: false,
    };
    known.map(completion).collect()
}

fn complete_value(
    key: Key,
    begun: &str,
    others: &[String],
    range: &Range<usize>,
    known: Vec<Value>,
) -> Vec<Completion> {
    let meant = slug(begun);
    let needle = Needle::new(&meant);
    let begins = |value: &Value| names(value).any(|name| slug(name).starts_with(&meant));
    let held = |value: &Value| names(value).map(|name| needle.held_by(&slug(name))).max();
    let known = known.into_iter().filter(|value| !others.contains(&value.word));
    let mut fitting: Vec<(Held, Value)> =
        known.map(|value| (held(&value).unwrap_or_default(), value)).collect();
    let best = fitting.iter().map(|(held, _)| *held).max().unwrap_or_default();
    fitting.retain(|(held, _)| *held == best && best != Held::Not);
    fitting.sort_by_key(|(_, value)| !begins(value));
    let completion = |(held, value): (Held, Value)| Completion {
        range: range.clone(),
        text: quoted_value(&value.word),
        label: value.label,
        value_of: Some(key),
        is_inside_word: held == Held::Inside,
    };
    fitting.into_iter().map(completion).collect()
}
