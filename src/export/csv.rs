//! CSV in two files, nodes and links, with the headings Gephi and spreadsheets expect.

use super::facts::{Column, Datum, Kept, LINK_COLUMNS, NODE_COLUMNS};
use super::xml::number;
use super::{Composed, Format, Write};

/// Comma-separated values.
pub(super) const CSV: Format = Format {
    extension: "csv",
    label: "CSV tables",
    is_picture: false,
    carries_view: false,
    write: Write::Several {
        names: &["nodes", "links"],
        write: |composed: &Composed<'_>| {
            let kept = Kept::of(composed);
            Ok(vec![nodes(&kept).into_bytes(), links(&kept).into_bytes()])
        },
    },
};

fn nodes(kept: &Kept<'_>) -> String {
    let heads = ["Id", "Label"];
    let rows = kept.nodes().map(|node| {
        let own = [node.id.as_str().to_owned(), node.label.clone()];
        own.into_iter().chain(cells(kept, NODE_COLUMNS, node)).collect()
    });
    table(&heads, NODE_COLUMNS, rows)
}

fn links(kept: &Kept<'_>) -> String {
    let heads = ["Source", "Target", "Type", "Id", "Label"];
    let rows = kept.links().map(|link| {
        let own = [
            link.source.as_str(),
            link.target.as_str(),
            "Directed",
            link.id.as_str(),
            link.relation.phrase(),
        ];
        own.into_iter().map(str::to_owned).chain(cells(kept, LINK_COLUMNS, link)).collect()
    });
    table(&heads, LINK_COLUMNS, rows)
}

fn cells<T>(kept: &Kept<'_>, columns: &[Column<T>], of: &T) -> Vec<String> {
    let cell = |column: &Column<T>| match (column.value)(kept, of) {
        None => String::new(),
        Some(Datum::Text(text)) => text,
        Some(Datum::Count(count)) => count.to_string(),
        Some(Datum::Length(length)) => number(length),
    };
    columns.iter().map(cell).collect()
}

fn table<T>(
    heads: &[&str],
    columns: &[Column<T>],
    rows: impl Iterator<Item = Vec<String>>,
) -> String {
    let names = heads.iter().copied().chain(columns.iter().map(|column| column.name));
    let mut out = csv_row(names);
    for row in rows {
        out.push_str(&csv_row(row.iter().map(String::as_str)));
    }
    out
}

/// A line of fields, with the line break RFC 4180 asks for.
pub fn csv_row<'a>(fields: impl Iterator<Item = &'a str>) -> String {
    let fields: Vec<String> = fields.map(csv_field).collect();
    fields.join(",") + "\r\n"
}

/// A field as RFC 4180 writes it. A text that a spreadsheet would run as a formula gets an
/// apostrophe in front; it is then text there too. Numbers stay numbers.
pub fn csv_field(text: &str) -> String {
    let is_number = text.ends_with(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok();
    let is_formula = !is_number && text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']);
    let guard = if is_formula { "'" } else { "" };
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_is_quoted_and_formulas_are_disarmed() {
        let check = |text, expected| assert_eq!(csv_field(text), expected);
        check("plain", "plain");
        check("a,b", "\"a,b\"");
        check("say \"x\"", "\"say \"\"x\"\"\"");
        check("two\nlines", "\"two\nlines\"");
        check("=1+1", "'=1+1");
        check("-a,b", "\"'-a,b\"");
        check("-12.5", "-12.5");
        check("-inf", "'-inf");
        check("\rcmd", "\"'\rcmd\"");
        for start in ["+", "@", "\t", "="] {
            assert!(csv_field(&format!("{start}cmd")).starts_with('\''), "{start:?}");
        }
    }
}
