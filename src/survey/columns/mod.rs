//! What is told of a node, of a link and of a piece of evidence: one table of columns for each, with
//! who reads which.
//!
//! A new column is one row. The window's table, `list`, CSV, GraphML, GEXF and DOT all read these
//! rows, so that none can tell another value. Owns names, readers and values; knows no notation. Start
//! with [`NODE_COLUMNS`].

mod links;
mod nodes;
mod proof;

use super::Extract;
use crate::atlas::{Event, Evidence};

pub use links::LINK_COLUMNS;
pub use nodes::NODE_COLUMNS;
pub use proof::{PROOF_COLUMNS, ProofColumn, proof};

/// One value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Datum<'a> {
    /// Words.
    Text(String),
    /// Words with a place among others of their column, where that is not the alphabet's.
    Ranked(usize, String),
    /// How many.
    Count(usize),
    /// Several words of one sort, such as identifiers.
    Words(Vec<String>),
    /// Several names, which may hold spaces.
    Names(&'a [String]),
    /// Dates with what they rest on.
    Dates(&'a [Event]),
    /// Evidence piece by piece.
    Evidence(&'a [Evidence]),
    /// The hue a thing is known by; none where it is about no threat.
    Hue(Option<usize>),
}

impl Datum<'_> {
    /// The value in one line; nothing where only a list could say it, or a theme.
    pub fn line(&self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Ranked(_, text) => Some(text.clone()),
            Self::Count(count) => Some(count.to_string()),
            Self::Words(words) => (!words.is_empty()).then(|| words.join(" ")),
            Self::Names(names) => Some(names.join("; ")),
            Self::Dates(dates) => Some(dates.iter().map(date_line).collect::<Vec<_>>().join("; ")),
            Self::Evidence(_) | Self::Hue(_) => None,
        }
    }
}

/// "2022-12-14 adopted", with the date's own words where it has some.
fn date_line(date: &Event) -> String {
    match date.kind {
        Some(kind) if kind.phrase() == Some(date.what.as_str()) => {
            format!("{} {}", date.date, kind.word())
        }
        Some(kind) => format!("{} {} ({})", date.date, kind.word(), date.what),
        None => format!("{} {}", date.date, date.what),
    }
}

/// What sort of value a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Words.
    Text,
    /// Numbers.
    Count,
}

/// Who reads a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Who looks at the window's table.
    Window,
    /// Who lists rows in a terminal.
    Terminal,
    /// Who lists rows as CSV.
    Csv,
    /// Who lists rows as JSON.
    Json,
    /// Who opens an exported graph or table in another program.
    Graph,
}

/// Readers of a column, in the order of [`Reader`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readers([bool; 5]);

impl Readers {
    const WINDOW: Self = Self([true, false, false, false, false]);
    const TERMINAL: Self = Self([false, true, false, false, false]);
    const LISTS: Self = Self([false, true, true, true, false]);
    const FILES: Self = Self([false, false, true, true, true]);
    const LISTED_FILES: Self = Self([false, false, true, true, false]);
    const JSON: Self = Self([false, false, false, true, false]);
    const GRAPH: Self = Self([false, false, false, false, true]);
    const MACHINES: Self = Self([false, true, true, true, true]);
    const ROWS: Self = Self([false, true, true, false, true]);
    const CSV_AND_GRAPH: Self = Self([false, false, true, false, true]);
    const ROW_LISTS: Self = Self([false, true, true, false, false]);
    const CSV: Self = Self([false, false, true, false, false]);
    const NOBODY: Self = Self([false; 5]);

    /// Whether a reader is among them.
    pub const fn include(self, reader: Reader) -> bool {
        self.0[reader as usize]
    }
}

/// One column: its name, who reads it and where its values come from.
pub struct Column<T> {
    /// Its name: a plain word for machines, a heading for the window.
    pub name: &'static str,
    /// What sort of value it holds.
    pub sort: Sort,
    /// Who reads it.
    pub readers: Readers,
    /// The value, where there is one.
    pub value: for<'a> fn(&Extract<'a>, &'a T) -> Option<Datum<'a>>,
}

/// The columns of a table that a reader reads, in order.
pub fn columns_for<T>(
    columns: &'static [Column<T>],
    reader: Reader,
) -> impl Iterator<Item = &'static Column<T>> {
    columns.iter().filter(move |column| column.readers.include(reader))
}

fn text<'a>(text: &str) -> Option<Datum<'a>> {
    maybe(Some(text))
}

/// What is empty is not known, and left out.
fn maybe<'a>(text: Option<&str>) -> Option<Datum<'a>> {
    text.filter(|text| !text.is_empty()).map(|text| Datum::Text(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const READERS: [Reader; 5] =
        [Reader::Window, Reader::Terminal, Reader::Csv, Reader::Json, Reader::Graph];

    fn check<T>(columns: &'static [Column<T>], proof: fn(&ProofColumn) -> Readers) {
        for reader in READERS {
            let own = columns_for(columns, reader).map(|column| column.name);
            let proofs = PROOF_COLUMNS.iter().filter(|column| proof(column).include(reader));
            let names: Vec<&str> = own.chain(proofs.map(|column| column.name)).collect();
            let distinct: BTreeSet<&&str> = names.iter().collect();
            assert_eq!(distinct.len(), names.len(), "{reader:?}: {names:?}");
        }
    }

    #[test]
    fn no_reader_reads_two_columns_of_one_name() {
        check(NODE_COLUMNS, |column| column.of_node);
        check(LINK_COLUMNS, |column| column.of_link);
    }

    #[test]
    fn a_date_says_no_more_than_it_must() {
        use crate::atlas::EventKind;
        let date = |kind, what: &str| Event {
            date: "2025-04".to_owned(),
            kind,
            what: what.to_owned(),
            ..Event::default()
        };
        assert_eq!(date_line(&date(Some(EventKind::InForce), "In force")), "2025-04 in-force");
        assert_eq!(
            date_line(&date(Some(EventKind::Applies), "Applies in part")),
            "2025-04 applies (Applies in part)"
        );
        assert_eq!(date_line(&date(None, "Opened")), "2025-04 Opened");
    }
}
