//! Rows under named columns, printed as an aligned table, CSV or JSON.
//!
//! Owns the three notations and the care foreign text needs in each. Knows nothing of what the
//! rows mean.

use serde_json::{Map, Value};

use super::values::ListFormat;
use crate::export::csv_row;
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
    /// Several things that only JSON has room for; nothing elsewhere.
    List(Vec<Value>),
    /// Several things: one line where lines are printed, a list in JSON.
    Detail {
        /// The line.
        text: String,
        /// The list.
        json: Vec<Value>,
    },
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
            Self::Empty | Self::List(_) => String::new(),
            Self::Text(text) | Self::Detail { text, .. } => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Words(words) => words.join(" "),
        }
    }

    /// As JSON; a cell of nothing has no key at all.
    pub(super) fn json(&self) -> Option<Value> {
        match self {
            Self::Empty => None,
            Self::List(list) if list.is_empty() => None,
            Self::List(list) | Self::Detail { json: list, .. } => Some(list.clone().into()),
            Self::Text(text) => Some(text.as_str().into()),
            Self::Number(number) => Some((*number).into()),
            Self::Words(words) => Some(words.iter().map(String::as_str).collect()),
        }
    }
}

/// In which notations a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shown {
    /// In the table people read.
    pub(super) table: bool,
    /// In CSV.
    pub(super) csv: bool,
    /// In JSON.
    pub(super) json: bool,
}

impl Shown {
    /// Everywhere.
    pub(super) const ALL: Self = Self { table: true, csv: true, json: true };
    /// Where there is room: not in the table people read.
    pub(super) const FILES: Self = Self { table: false, csv: true, json: true };
    /// In the table people read only.
    pub(super) const TABLE: Self = Self { table: true, csv: false, json: false };
    /// In JSON only.
    pub(super) const JSON: Self = Self { table: false, csv: false, json: true };

    const fn is_in(self, format: ListFormat) -> bool {
        match format {
            ListFormat::Table => self.table,
            ListFormat::Csv => self.csv,
            ListFormat::Json => self.json,
        }
    }
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    name: &'static str,
    shown: Shown,
}

impl Column {
    /// A column by its name.
    pub(super) const fn new(name: &'static str, shown: Shown) -> Self {
        Self { name, shown }
    }
}

/// Rows of as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// The columns.
    pub(super) columns: Vec<Column>,
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

    fn names(&self, format: ListFormat) -> impl Iterator<Item = &'static str> {
        self.columns.iter().filter(move |c| c.shown.is_in(format)).map(|column| column.name)
    }

    /// The cells of a row that stand in a notation.
    fn cells<'r>(&self, row: &'r [Cell], format: ListFormat) -> impl Iterator<Item = &'r Cell> {
        let all = self.columns.iter().zip(row);
        all.filter(move |(column, _)| column.shown.is_in(format)).map(|(_, cell)| cell)
    }

    fn aligned(&self) -> String {
        let head: Vec<String> = self.names(ListFormat::Table).map(str::to_uppercase).collect();
        let n_columns = head.len();
        let rows = self.rows.iter().map(|row| {
            let cells = self.cells(row, ListFormat::Table);
            cells.map(|cell| cut(&cell.text())).collect()
        });
        let lines: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
        let width = |column: usize| {
            let cells = lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..n_columns).map(width).collect();
        lines.iter().map(|line| aligned_line(line, &widths)).collect()
    }

    fn csv(&self) -> String {
        let head = csv_row(self.names(ListFormat::Csv));
        let rows = self.rows.iter().map(|row| {
            let fields: Vec<String> = self.cells(row, ListFormat::Csv).map(Cell::text).collect();
            csv_row(fields.iter().map(String::as_str))
        });
        std::iter::once(head).chain(rows).collect()
    }

    fn json(&self) -> String {
        let object = |row: &Vec<Cell>| -> Map<String, Value> {
            let keys = self.names(ListFormat::Json).zip(self.cells(row, ListFormat::Json));
            keys.filter_map(|(name, cell)| Some((name.to_owned(), cell.json()?))).collect()
        };
        let rows: Value = self.rows.iter().map(object).map(Value::Object).collect();
        format!("{rows:#}\n")
    }
}

/// The cells of one line, two spaces apart, with nothing after the last.
pub(super) fn aligned_line(cells: &[String], widths: &[usize]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, &width)| format!("{cell:width$}"));
    let line = padded.collect::<Vec<_>>().join("  ");
    line.trim_end().to_owned() + "\n"
}

/// Safe to show in a terminal, and not too long for one.
pub(super) fn cut(text: &str) -> String {
    let text = visible(text);
    if text.chars().count() <= WIDEST {
        return text.into_owned();
    }
    text.chars().take(WIDEST - 1).chain(std::iter::once('…')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        const COLUMNS: &[Column] = &[
            Column::new("id", Shown::ALL),
            Column::new("n", Shown::ALL),
            Column::new("note", Shown::ALL),
        ];
        let row = |id: &str, n: usize| vec![id.into(), n.into(), Cell::Empty];
        Table { columns: COLUMNS.to_vec(), rows: vec![row("é", 1), row("long-id", 12)] }
    }

    #[test]
    fn a_column_stands_where_there_is_room_for_it() {
        const COLUMNS: &[Column] = &[
            Column::new("a", Shown::TABLE),
            Column::new("b", Shown { table: false, csv: true, json: false }),
            Column::new("c", Shown::JSON),
            Column::new("d", Shown::FILES),
            Column::new("e", Shown { table: true, csv: true, json: false }),
        ];
        let detail = |text: &str| Cell::Detail { text: text.to_owned(), json: vec![1.into()] };
        let table = Table {
            columns: COLUMNS.to_vec(),
            rows: vec![vec![
                "1".into(),
                "2".into(),
                Cell::List(vec![3.into()]),
                detail("4"),
                "5".into(),
            ]],
        };
        assert_eq!(table.print(ListFormat::Table), "A  E\n1  5\n");
        assert_eq!(table.print(ListFormat::Csv), "b,d,e\r\n2,4,5\r\n");
        let value: Value = serde_json::from_str(&table.print(ListFormat::Json)).unwrap();
        assert_eq!(value, serde_json::json!([{ "c": [3], "d": [1] }]));
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
    fn json_leaves_out_what_is_not_known() {
        let value: Value = serde_json::from_str(&table().print(ListFormat::Json)).unwrap();
        assert_eq!(value[1], serde_json::json!({ "id": "long-id", "n": 12 }));
    }
}
