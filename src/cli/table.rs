//! Rows under named columns, printed as an aligned table, CSV or JSON.
//!
//! Owns the three notations and the care foreign text needs in each. Knows nothing of what the
//! rows mean.

use serde_json::{Map, Value};

use super::values::ListFormat;
use crate::wire::visible;

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing known.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(usize),
    /// Several words.
    Words(Vec<String>),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Option<&str>> for Cell {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::from)
    }
}

impl From<&Option<String>> for Cell {
    fn from(text: &Option<String>) -> Self {
        text.as_deref().into()
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Words(words) => words.join(" "),
        }
    }

    /// As JSON; a cell of nothing has no key at all.
    fn json(&self) -> Option<Value> {
        match self {
            Self::Empty => None,
            Self::Text(text) => Some(text.as_str().into()),
            Self::Number(number) => Some((*number).into()),
            Self::Words(words) => Some(words.iter().map(String::as_str).collect()),
        }
    }
}

/// Rows of as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// Names of the columns.
    pub(super) columns: &'static [&'static str],
    /// The rows.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// Longer texts are cut in a table, in characters.
const WIDEST: usize = 72;

impl Table {
    /// The rows in a notation.
    pub(super) fn print(&self, format: ListFormat) -> String {
        match format {
            ListFormat::Table => self.aligned(),
            ListFormat::Csv => self.csv(),
            ListFormat::Json => self.json(),
        }
    }

    fn aligned(&self) -> String {
        let head = self.columns.iter().map(|name| name.to_uppercase()).collect();
        let rows = self.rows.iter().map(|row| row.iter().map(|cell| cut(&cell.text())).collect());
        let lines: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
        let width = |column: usize| {
            let cells = lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        lines.iter().map(|line| aligned_line(line, &widths)).collect()
    }

    fn csv(&self) -> String {
        let head = self.columns.iter().map(|name| csv_field(name)).collect::<Vec<_>>().join(",");
        let rows = self.rows.iter().map(|row| {
            let fields = row.iter().map(|cell| csv_field(&cell.text()));
            fields.collect::<Vec<_>>().join(",")
        });
        std::iter::once(head).chain(rows).map(|line| line + "\r\n").collect()
    }

    fn json(&self) -> String {
        let object = |row: &Vec<Cell>| -> Map<String, Value> {
            let keys = self.columns.iter().zip(row);
            keys.filter_map(|(name, cell)| Some(((*name).to_owned(), cell.json()?))).collect()
        };
        let rows: Value = self.rows.iter().map(object).map(Value::Object).collect();
        format!("{rows:#}\n")
    }
}

/// The cells of one line, two spaces apart, with nothing after the last.
fn aligned_line(cells: &[String], widths: &[usize]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, &width)| format!("{cell:width$}"));
    let line = padded.collect::<Vec<_>>().join("  ");
    line.trim_end().to_owned() + "\n"
}

/// Safe to show in a terminal, and not too long for one.
fn cut(text: &str) -> String {
    let text = visible(text);
    if text.chars().count() <= WIDEST {
        return text.into_owned();
    }
    text.chars().take(WIDEST - 1).chain(std::iter::once('…')).collect()
}

/// A field as RFC 4180 writes it. A text that a spreadsheet would run as a formula gets an
/// apostrophe in front; it is then text there too.
fn csv_field(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) { "'" } else { "" };
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let row = |id: &str, n: usize| vec![id.into(), n.into(), Cell::Empty];
        Table { columns: &["id", "n", "note"], rows: vec![row("é", 1), row("long-id", 12)] }
    }

    #[test]
    fn columns_are_aligned_by_characters() {
        let expected = "ID       N   NOTE\né        1\nlong-id  12\n";
        assert_eq!(table().print(ListFormat::Table), expected);
    }

    #[test]
    fn foreign_characters_cannot_leave_their_cell() {
        assert_eq!(cut("a\u{1b}[2J\u{202e}b\n"), "a\\u{1b}[2J\\u{202e}b\\n");
        assert_eq!(cut(&"x".repeat(80)).chars().count(), WIDEST);
    }

    #[test]
    fn csv_quotes_what_must_be_and_disarms_formulas() {
        let check = |text, expected| assert_eq!(csv_field(text), expected);
        check("plain", "plain");
        check("a,b", "\"a,b\"");
        check("say \"x\"", "\"say \"\"x\"\"\"");
        check("two\nlines", "\"two\nlines\"");
        check("=1+1", "'=1+1");
        check("-a,b", "\"'-a,b\"");
        for start in ["+", "@", "\t", "="] {
            assert!(csv_field(&format!("{start}cmd")).starts_with('\''), "{start:?}");
        }
        assert_eq!(csv_field("\rcmd"), "\"'\rcmd\"");
    }

    #[test]
    fn json_leaves_out_what_is_not_known() {
        let value: Value = serde_json::from_str(&table().print(ListFormat::Json)).unwrap();
        assert_eq!(value[1], serde_json::json!({ "id": "long-id", "n": 12 }));
    }
}
