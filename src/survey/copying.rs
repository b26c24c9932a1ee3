//! Rows as text that others read: tab-separated for spreadsheets, or a Markdown table.
//!
//! Owns the care foreign text needs in both. Knows nothing of clipboards.

use std::borrow::Cow;

use super::{Cell, Rows};
use crate::atlas::markdown_text;

/// The first characters at which a spreadsheet takes a text for a formula, or may.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\0'];

/// A text that a spreadsheet would run as a formula, with an apostrophe in front; it is then text
/// there too.
pub fn disarmed(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA) { format!("'{text}").into() } else { text.into() }
}

impl Rows {
    /// Some of the rows, tab-separated under a head; no cell can leave its place or become a
    /// formula.
    pub fn tab_separated(&self, positions: &[usize]) -> String {
        let head = self.columns.iter().map(|column| column.name.to_owned());
        let cell = |cell: &Cell| disarmed(&in_one_line(&cell.text)).into_owned();
        lines(head.collect::<Vec<_>>().join("\t"), self.picked(positions, cell), "\t", "", "")
    }

    /// Some of the rows as a table in Markdown.
    pub fn markdown(&self, positions: &[usize]) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        let rules = self.columns.iter().map(|column| if column.is_number { "--:" } else { "---" });
        let rules: Vec<&str> = rules.collect();
        let head = format!("| {} |\n| {} |", names.join(" | "), rules.join(" | "));
        let cell = |cell: &Cell| markdown_text(&cell.text);
        lines(head, self.picked(positions, cell), " | ", "| ", " |")
    }

    fn picked<'a>(
        &'a self,
        positions: &'a [usize],
        write: impl Fn(&Cell) -> String + 'a,
    ) -> impl Iterator<Item = Vec<String>> + 'a {
        let rows = positions.iter().filter_map(|&at| self.rows.get(at));
        rows.map(move |row| row.cells.iter().map(&write).collect())
    }
}

fn lines(
    head: String,
    rows: impl Iterator<Item = Vec<String>>,
    between: &str,
    before: &str,
    after: &str,
) -> String {
    let rows = rows.map(|cells| format!("{before}{}{after}", cells.join(between)));
    std::iter::once(head).chain(rows).map(|line| line + "\n").collect()
}

fn in_one_line(text: &str) -> String {
    text.split(char::is_whitespace).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::NodeId;
    use crate::survey::{Head, Row, Subject};

    fn rows(texts: &[[&str; 2]]) -> Rows {
        let row = |texts: &[&str; 2]| Row {
            subject: Subject::Node(NodeId::new("n")),
            nodes: Vec::new(),
            cells: texts.iter().map(|text| Cell { text: (*text).to_owned(), rank: None }).collect(),
            spoken: String::new(),
        };
        let columns =
            vec![Head { name: "Name", is_number: false }, Head { name: "Links", is_number: true }];
        Rows { columns, rows: texts.iter().map(row).collect() }
    }

    #[test]
    fn no_cell_leaves_its_place_and_none_is_a_formula() {
        let table = rows(&[["a\tb\nc", "1"], ["=1+1", "-2"], ["\t=x", "@y"]]);
        let expected = "Name\tLinks\na b c\t1\n'=1+1\t'-2\n'=x\t'@y\n";
        assert_eq!(table.tab_separated(&[0, 1, 2]), expected);
    }

    #[test]
    fn only_the_rows_picked_are_copied_in_the_order_picked() {
        let table = rows(&[["a", "1"], ["b", "2"], ["c", "3"]]);
        assert_eq!(table.tab_separated(&[2, 0]), "Name\tLinks\nc\t3\na\t1\n");
        assert_eq!(table.tab_separated(&[9]), "Name\tLinks\n");
    }

    #[test]
    fn markdown_escapes_what_it_would_read_as_its_own() {
        let table = rows(&[["a|b *c*", "1"]]);
        let expected = "| Name | Links |\n| --- | --: |\n| a\\|b \\*c\\* | 1 |\n";
        assert_eq!(table.markdown(&[0]), expected);
    }
}
