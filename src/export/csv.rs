//! CSV in two files, nodes and links, with the headings Gephi and spreadsheets expect.

use super::facts::{Kept, heads};
use super::{Composed, Format, Write};
use crate::survey::{LINK_COLUMNS, NODE_COLUMNS, disarmed};
use crate::wire::source::BYTE_ORDER_MARK;

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
            // It tells a spreadsheet that a file is UTF-8; some read it as something older.
            let mark = composed.request().options.bom.then_some(BYTE_ORDER_MARK);
            let file = |table: String| {
                mark.into_iter().chain(table.chars()).collect::<String>().into_bytes()
            };
            Ok(vec![file(nodes(&kept)), file(links(&kept))])
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

/// A field as RFC 4180 writes it; what a spreadsheet would run is text there too.
pub fn csv_field(text: &str) -> String {
    let text = disarmed(text);
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
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
        check("\rcmd", "\"'\rcmd\"");
    }
}
