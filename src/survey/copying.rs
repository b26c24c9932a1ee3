//! Rows as text that others read: tab-separated for spreadsheets, or a Markdown table.
//!
//! Owns the care foreign text needs in both. Knows nothing of clipboards.

use std::borrow::Cow;

use super::{Cell, Rows};
use crate::atlas::markdown_text;

/// What begins a formula in some spreadsheet; East Asian ones take the full-width signs as well.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A text that a spreadsheet would run as a formula, or a terminal as a command, with an
/// apostrophe in front; it is then text there too. Numbers stay numbers. Every cell that leaves
/// the program comes through here.
pub fn disarmed(text: &str) -> Cow<'_, str> {
    if is_armed(text) { format!("'{text}").into() } else { text.into() }
}

/// Whether a text begins with a sign of a formula, be it behind signs that nobody sees, or with a
/// control character, such as NUL, ESC, a tab or one of C1.
fn is_armed(text: &str) -> bool {
    let is_number = text.ends_with(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok();
    let begins = text.trim_start_matches(is_unseen);
    !is_number && (text.starts_with(char::is_control) || begins.starts_with(FORMULA))
}

/// Blanks and signs without a width, which some programs cut off a cell.
fn is_unseen(letter: char) -> bool {
    let has_no_width =
        matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    has_no_width || letter.is_whitespace() || letter.is_control()
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
        let expected = "Name\tLinks\na b c\t1\n'=1+1\t-2\n'=x\t'@y\n";
        assert_eq!(table.tab_separated(&[0, 1, 2]), expected);
    }

    #[test]
    fn what_begins_as_a_formula_or_a_command_is_text_and_numbers_are_numbers() {
        let armed = |text: &str| {
            assert_eq!(disarmed(text), format!("'{text}"), "{text:?}");
        };
        let signs = ["=", "+", "-", "@", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}"];
        for sign in signs {
            armed(sign);
            for before in ["", " ", "\u{a0}", "\u{200b}", "\u{feff}", "\n"] {
                armed(&format!("{before}{sign}SUM(A1)"));
            }
        }
        for code in (0..0x20).chain(0x7f..0xa0) {
            armed(&format!("{}x", char::from_u32(code).unwrap()));
        }
        armed("-inf");
        for plain in ["", "x", "a=b", "-12.5", "+3", "–5", "ħ", " x", "1+1", "'=x"] {
            assert_eq!(disarmed(plain), plain);
        }
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
