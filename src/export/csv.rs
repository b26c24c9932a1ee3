//! CSV in two files, nodes and links, with the headings Gephi and spreadsheets expect.

use super::facts::{Kept, heads};
use super::{Composed, Format, Write};
use crate::survey::{LINK_COLUMNS, NODE_COLUMNS};

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
    let columns = heads(NODE_COLUMNS, |column| column.of_node);
    let names = columns.iter().map(|(name, _)| *name);
    let mut out = csv_row(["Id", "Label"].into_iter().chain(names));
    for node in kept.nodes() {
        let told = kept.values(NODE_COLUMNS, |c| c.of_node, (node, node.claim().firmest()));
        out.push_str(&row(&[node.id.as_str(), &node.label], told));
    }
    out
}

fn links(kept: &Kept<'_>) -> String {
    let columns = heads(LINK_COLUMNS, |column| column.of_link);
    let names = columns.iter().map(|(name, _)| *name);
    let mut out = csv_row(["Source", "Target", "Type", "Id", "Label"].into_iter().chain(names));
    for link in kept.links() {
        let own = [
            link.source.as_str(),
            link.target.as_str(),
            "Directed",
            link.id.as_str(),
            link.relation.phrase(),
        ];
        let told = kept.values(LINK_COLUMNS, |c| c.of_link, (link, link.claim().firmest()));
        out.push_str(&row(&own, told));
    }
    out
}

fn row(own: &[&str], told: Vec<Option<String>>) -> String {
    let told: Vec<String> = told.into_iter().map(Option::unwrap_or_default).collect();
    csv_row(own.iter().copied().chain(told.iter().map(String::as_str)))
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
