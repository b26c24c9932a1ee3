//! JSON text as a [`Tree`] that knows its places and every key that is written twice.
//!
//! `serde_json` says first whether the text is JSON; the scanner then only finds out where things
//! stand. It refuses what JSON allows and we do not bear: depth, long strings, endless numbers.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;

use super::not_json;
use crate::wire::fields::Desk;
use crate::wire::limits::{MAX_DEPTH, MAX_STRING_BYTES};
use crate::wire::tree::{Entry, Table, Tree, Value};

/// Why a text is not read any further.
#[derive(Debug)]
struct Refused {
    code: &'static str,
    at: usize,
    message: String,
}

type Scanned<T> = Result<T, Refused>;

/// Reads JSON; `None` and a finding where it is not JSON or over a limit.
pub(super) fn scan(desk: &mut Desk<'_>, text: &str) -> Option<Tree> {
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        let stop = desk.lines.byte_at(error.line(), error.column());
        let told = not_json::told(text, stop, error.is_eof());
        let (at, message) = told.unwrap_or_else(|| (stop, without_place(&error)));
        desk.error("syntax", at, message);
        return None;
    }
    let mut scanner = Scanner { text, at: 0, depth: 0, repeats: Vec::new() };
    let scanned = scanner.tree("");
    for (at, first, key) in scanner.repeats {
        let first = desk.lines.place(first);
        let message = format!("the key “{key}” is here twice; the first stands at {first}");
        desk.error("duplicate-id", at, message);
    }
    scanned.map_err(|refused| desk.error(refused.code, refused.at, refused.message)).ok()
}

/// The error's words; where it stands is said by the finding.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&place).unwrap_or(&message).to_owned()
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    /// Second place, first place and name of each key written twice.
    repeats: Vec<(usize, usize, String)>,
}

impl Scanner<'_> {
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// The value that comes next; `key` is the name under which it stands.
    fn tree(&mut self, key: &str) -> Scanned<Tree> {
        let first = self.peek();
        let at = self.at;
        let value = match first {
            Some(b'{') => self.nested(at, |scanner| scanner.object(at))?,
            Some(b'[') => self.nested(at, Self::list)?,
            Some(b'"') => Value::Text(self.string(key)?),
            _ => self.word(at)?,
        };
        Ok(Tree { at, value })
    }

    fn nested(
        &mut self,
        at: usize,
        read: impl FnOnce(&mut Self) -> Scanned<Value>,
    ) -> Scanned<Value> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("it is nested deeper than the limit of {MAX_DEPTH} levels");
            return Err(Refused { code: "unreadable", at, message });
        }
        self.at += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn object(&mut self, at: usize) -> Scanned<Value> {
        let mut table = Table { at, entries: Vec::new() };
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        while self.peek() == Some(b'"') {
            let key_at = self.at;
            let key = self.string("")?;
            self.skip(b':');
            let tree = self.tree(&key)?;
            self.skip(b',');
            if let Some(first) = seen.get(&key) {
                self.repeats.push((key_at, *first, key));
            } else {
                seen.insert(key.clone(), key_at);
                table.entries.push(Entry { key, at: key_at, tree });
            }
        }
        self.skip(b'}');
        Ok(Value::Table(table))
    }

    fn list(&mut self) -> Scanned<Value> {
        let mut items = Vec::new();
        while !matches!(self.peek(), Some(b']') | None) {
            items.push(self.tree("")?);
            self.skip(b',');
        }
        self.skip(b']');
        Ok(Value::List(items))
    }

    fn skip(&mut self, mark: u8) {
        if self.peek() == Some(mark) {
            self.at += 1;
        }
    }

    fn string(&mut self, key: &str) -> Scanned<String> {
        let at = self.at;
        let bytes = self.text.as_bytes();
        let mut end = at + 1;
        while let Some(byte) = bytes.get(end) {
            match byte {
                b'"' => break,
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
        self.at = end + 1;
        // A document's whole text is one string.
        if end - at > MAX_STRING_BYTES && key != "text" {
            let message = format!("a string is longer than the limit of {MAX_STRING_BYTES} bytes");
            return Err(Refused { code: "unreadable", at, message });
        }
        serde_json::from_str(self.text.get(at..self.at).unwrap_or_default())
            .map_err(|error| Refused { code: "syntax", at, message: without_place(&error) })
    }

    fn word(&mut self, at: usize) -> Scanned<Value> {
        let rest = self.text.get(at..).unwrap_or_default();
        let length = rest
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, ',' | ']' | '}' | ':'))
            .unwrap_or(rest.len());
        // At least one byte, so that no text, however odd, holds the scanner in place.
        self.at += length.max(1);
        match rest.get(..length).unwrap_or_default() {
            "null" => Ok(Value::Null),
            "true" | "false" => Ok(Value::Bool),
            number => number.parse().map(Value::Whole).or_else(|_| float(at, number)),
        }
    }
}

fn float(at: usize, number: &str) -> Scanned<Value> {
    let refused = |message: &str| Refused { code: "syntax", at, message: message.to_owned() };
    match number.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Value::Number(value)),
        Ok(_) => Err(refused("number out of range")),
        Err(_) => Err(refused("this is no JSON value")),
    }
}
