//! Taking the keys of a table, with a finding for each that is missing, wrong or unknown.
//!
//! Owns the wording of `missing-field`, `wrong-type` and `unknown-field`. Knows nothing of what
//! the keys mean.

use super::finding::{Finding, Place};
use super::lines::Lines;
use super::tree::{Entry, Table, Tree, Value};
use super::words::{did_you_mean, either};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// How one file is read, and what was found in it so far.
#[derive(Debug)]
pub(crate) struct Desk<'t> {
    /// Offsets as places.
    pub(crate) lines: Lines<'t>,
    /// What was found.
    pub(crate) findings: Vec<Finding>,
    /// People's tables are held to the letter; a program's file may say more than we know.
    pub(crate) is_strict: bool,
}

impl<'t> Desk<'t> {
    /// A desk for a file that a person wrote.
    pub(crate) const fn strict(lines: Lines<'t>) -> Self {
        Self { lines, findings: Vec::new(), is_strict: true }
    }

    /// A desk for a file that a program wrote.
    pub(crate) const fn lenient(lines: Lines<'t>) -> Self {
        Self { lines, findings: Vec::new(), is_strict: false }
    }

    /// Notes an error at a byte.
    pub(crate) fn error(&mut self, code: &'static str, at: usize, message: impl AsRef<str>) {
        self.findings.push(Finding::error(code, self.lines.place(at), message));
    }

    /// Notes a warning at a byte.
    pub(crate) fn warning(&mut self, code: &'static str, at: usize, message: impl AsRef<str>) {
        self.findings.push(Finding::warning(code, self.lines.place(at), message));
    }

    /// A value with the place of a byte.
    pub(crate) fn placed<T>(&self, at: usize, value: T) -> Placed<T> {
        Placed { value, place: self.lines.place(at) }
    }
}

/// One table while its keys are taken.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    table: &'a Table,
    sort: &'static str,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// Starts on a table; `sort` is what messages call it ("document").
    pub(crate) const fn new(sort: &'static str, table: &'a Table) -> Self {
        Self { table, sort, known: Vec::new() }
    }

    /// First byte of the table.
    pub(crate) const fn at(&self) -> usize {
        self.table.at
    }

    /// The entry of a key, which is known from now on.
    pub(crate) fn entry(&mut self, key: &'static str) -> Option<&'a Entry> {
        self.known.push(key);
        self.table.get(key)
    }

    /// Whether the table has a key; does not take it.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// First byte of a key, or of the table where it lacks the key; does not take it.
    pub(crate) fn place_of(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.table.at, |entry| entry.at)
    }

    /// A text that may be left out, with its byte.
    pub(crate) fn text_at(
        &mut self,
        desk: &mut Desk<'_>,
        key: &'static str,
    ) -> Option<(usize, String)> {
        let entry = self.entry(key)?;
        match &entry.tree.value {
            Value::Text(text) => Some((entry.tree.at, text.clone())),
            other => {
                wrong_type(desk, &entry.tree, key, "a text", other);
                None
            }
        }
    }

    /// A text that may be left out.
    pub(crate) fn text(&mut self, desk: &mut Desk<'_>, key: &'static str) -> Option<String> {
        self.text_at(desk, key).map(|(_, text)| text)
    }

    /// A text that must be there, with its byte; blank counts as missing where a person writes.
    pub(crate) fn required_at(
        &mut self,
        desk: &mut Desk<'_>,
        key: &'static str,
    ) -> Option<(usize, String)> {
        if !self.has(key) {
            self.known.push(key);
            desk.error("missing-field", self.at(), format!("this {} has no `{key}`", self.sort));
            return None;
        }
        let (at, text) = self.text_at(desk, key)?;
        if desk.is_strict && text.trim().is_empty() {
            desk.error("missing-field", at, format!("the `{key}` of this {} is empty", self.sort));
            return None;
        }
        Some((at, text))
    }

    /// A text that must be there.
    pub(crate) fn required(&mut self, desk: &mut Desk<'_>, key: &'static str) -> Option<String> {
        self.required_at(desk, key).map(|(_, text)| text)
    }

    /// A day, month or year that may be left out; a malformed one is reported and kept.
    pub(crate) fn date(&mut self, desk: &mut Desk<'_>, key: &'static str) -> Option<String> {
        let (at, text) = self.text_at(desk, key)?;
        if !is_date(&text) {
            let message = format!("`{key}` is YYYY, YYYY-MM or YYYY-MM-DD, not “{text}”");
            desk.error("wrong-type", at, message);
        }
        Some(text)
    }

    /// A language that may be left out; a malformed one is reported and not kept.
    pub(crate) fn language(&mut self, desk: &mut Desk<'_>) -> Option<String> {
        let (at, text) = self.text_at(desk, "language")?;
        if is_language(&text) {
            return Some(text);
        }
        let message =
            format!("`language` is a tag of BCP 47 such as `en`, `fr` or `pt-BR`, not “{text}”");
        desk.error("wrong-type", at, message);
        None
    }

    /// A whole number that may be left out, with its byte.
    pub(crate) fn whole(
        &mut self,
        desk: &mut Desk<'_>,
        key: &'static str,
    ) -> Option<(usize, usize)> {
        let entry = self.entry(key)?;
        if let Value::Whole(number) = &entry.tree.value
            && let Ok(number) = usize::try_from(*number)
        {
            return Some((entry.tree.at, number));
        }
        wrong_type(desk, &entry.tree, key, "a whole number from 0 on", &entry.tree.value);
        None
    }

    /// A finite number that may be left out.
    pub(crate) fn number(&mut self, desk: &mut Desk<'_>, key: &'static str) -> Option<f64> {
        let entry = self.entry(key)?;
        match &entry.tree.value {
            Value::Whole(number) => Some(*number as f64),
            Value::Number(number) if number.is_finite() => Some(*number),
            other => {
                wrong_type(desk, &entry.tree, key, "a finite number", other);
                None
            }
        }
    }

    /// The texts of a list; empty where it is left out.
    pub(crate) fn texts(&mut self, desk: &mut Desk<'_>, key: &'static str) -> Vec<String> {
        let mut texts = Vec::new();
        for item in self.list(desk, key) {
            match &item.value {
                Value::Text(text) => texts.push(text.clone()),
                other => wrong_type(desk, item, key, "a list of texts", other),
            }
        }
        texts
    }

    /// The tables of a list; empty where it is left out.
    pub(crate) fn tables(&mut self, desk: &mut Desk<'_>, key: &'static str) -> Vec<&'a Table> {
        let mut tables = Vec::new();
        for item in self.list(desk, key) {
            match &item.value {
                Value::Table(table) => tables.push(table),
                other => wrong_type(desk, item, key, "a list of tables", other),
            }
        }
        tables
    }

    fn list(&mut self, desk: &mut Desk<'_>, key: &'static str) -> &'a [Tree] {
        let Some(entry) = self.entry(key) else { return &[] };
        match &entry.tree.value {
            Value::List(items) => items,
            other => {
                wrong_type(desk, &entry.tree, key, "a list", other);
                &[]
            }
        }
    }

    /// A table that may be left out.
    pub(crate) fn table(&mut self, desk: &mut Desk<'_>, key: &'static str) -> Option<&'a Table> {
        let entry = self.entry(key)?;
        match &entry.tree.value {
            Value::Table(table) => Some(table),
            other => {
                wrong_type(desk, &entry.tree, key, "a table", other);
                None
            }
        }
    }

    /// Ends the reading: whatever was not asked for is unknown.
    pub(crate) fn finish(self, desk: &mut Desk<'_>) {
        for entry in &self.table.entries {
            if self.known.contains(&entry.key.as_str()) {
                continue;
            }
            let hint = did_you_mean(&entry.key, self.known.iter().copied());
            let message = if hint.is_empty() {
                let known: Vec<String> = self.known.iter().map(|key| format!("`{key}`")).collect();
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                format!("nobody reads `{}` here; a {} has {}", entry.key, self.sort, either(&known))
            } else {
                format!("nobody reads `{}` here{hint}", entry.key)
            };
            if desk.is_strict {
                desk.error("unknown-field", entry.at, message);
            } else {
                desk.warning("unknown-field", entry.at, message);
            }
        }
    }
}

fn wrong_type(desk: &mut Desk<'_>, tree: &Tree, key: &str, wanted: &str, found: &Value) {
    desk.error("wrong-type", tree.at, format!("`{key}` is {wanted}, not {}", found.sort()));
}

/// Whether a text has the form of a language tag: letters, then parts after dashes.
pub(crate) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_first =
        |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
    let is_later = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    parts.next().is_some_and(is_first) && parts.all(is_later)
}

/// Whether a text is a year, a month or a day as ISO 8601 writes it.
pub(crate) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, length: usize| {
        (part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u32>().unwrap_or_default())
    };
    let is_month = |part| number(part, 2).is_some_and(|month| (1..=12).contains(&month));
    let is_day = |part| number(part, 2).is_some_and(|day| (1..=31).contains(&day));
    match parts[..] {
        [year] => number(year, 4).is_some(),
        [year, month] => number(year, 4).is_some() && is_month(month),
        [year, month, day] => number(year, 4).is_some() && is_month(month) && is_day(day),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_years_months_or_days() {
        for good in ["2025", "2025-04", "2025-04-01"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["", "25", "2025-13", "2025-4-1", "2025-04-32", "1 April 2025", "2025-04-01T00"]
        {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
