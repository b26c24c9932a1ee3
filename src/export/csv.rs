//! CSV in two files, nodes and links, with the headings Gephi and spreadsheets expect.

use super::facts::{Column, Datum, Kept, LINK_COLUMNS, NODE_COLUMNS};
use super::xml::number;
use super::{ExportRequest, Format, Write};
use crate::survey::disarmed;
use crate::wire::source::BYTE_ORDER_MARK;

/// Comma-separated values.
pub(super) const CSV: Format = Format {
    extension: "csv",
    label: "CSV tables",
    is_picture: false,
    carries_view: false,
    write: Write::Several {
        names: &["nodes", "links"],
        write: |request: &ExportRequest<'_>| {
            let kept = Kept::of(request);
            // It tells a spreadsheet that a file is UTF-8; some read it as something older.
            let mark = request.options.bom.then_some(BYTE_ORDER_MARK);
            let file = |table: String| {
                mark.into_iter().chain(table.chars()).collect::<String>().into_bytes()
            };
            Ok(vec![file(nodes(&kept)), file(links(&kept))])
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
