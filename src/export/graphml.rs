//! GraphML, which networkx, igraph, yEd and Gephi read.

use std::fmt::Write as _;

use super::facts::{Column, Datum, Kept, LINK_COLUMNS, NODE_COLUMNS, Sort};
use super::xml::{escape, number};
use super::{Composed, Format, Write};

/// GraphML.
pub(super) const GRAPHML: Format = Format {
    extension: "graphml",
    label: "GraphML",
    is_picture: false,
    carries_view: false,
    write: Write::One(|composed: &Composed<'_>| Ok(graphml_of(composed).into_bytes())),
};

fn graphml_of(composed: &Composed<'_>) -> String {
    let kept = Kept::of(composed);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    keys(&mut out, "node", NODE_COLUMNS);
    keys(&mut out, "edge", LINK_COLUMNS);
    out.push_str("  <graph id=\"");
    out.push_str(&escape(kept.atlas.id()));
    out.push_str("\" edgedefault=\"directed\">\n");
    let title = format!("{} · {}", kept.atlas.title(), kept.sentence());
    line(&mut out, format_args!("    <desc>{}</desc>", escape(&title)));
    for node in kept.nodes() {
        line(&mut out, format_args!("    <node id=\"{}\">", escape(node.id.as_str())));
        let label = escape(&node.label);
        line(&mut out, format_args!("      <data key=\"node-label\">{label}</data>"));
        data(&mut out, &kept, "node", NODE_COLUMNS, node);
        out.push_str("    </node>\n");
    }
    for link in kept.links() {
        line(
            &mut out,
            format_args!(
                "    <edge id=\"{}\" source=\"{}\" target=\"{}\">",
                escape(link.id.as_str()),
                escape(link.source.as_str()),
                escape(link.target.as_str())
            ),
        );
        let label = escape(link.relation.phrase());
        line(&mut out, format_args!("      <data key=\"edge-label\">{label}</data>"));
        data(&mut out, &kept, "edge", LINK_COLUMNS, link);
        out.push_str("    </edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    if out.write_fmt(text).is_ok() {
        out.push('\n');
    }
}

fn keys<T>(out: &mut String, what: &str, columns: &[Column<T>]) {
    let named = columns.iter().map(|column| (column.name, column.sort));
    for (name, sort) in std::iter::once(("label", Sort::Text)).chain(named) {
        let sort = match sort {
            Sort::Text => "string",
            Sort::Count => "int",
            Sort::Length => "double",
        };
        line(
            out,
            format_args!(
                "  <key id=\"{what}-{name}\" for=\"{what}\" attr.name=\"{name}\" \
                 attr.type=\"{sort}\"/>"
            ),
        );
    }
}

fn data<T>(out: &mut String, kept: &Kept<'_>, what: &str, columns: &[Column<T>], of: &T) {
    for column in columns {
        let Some(datum) = (column.value)(kept, of) else { continue };
        let value = match datum {
            Datum::Text(text) => escape(&text),
            Datum::Count(count) => count.to_string(),
            Datum::Length(length) => number(length),
        };
        line(out, format_args!("      <data key=\"{what}-{}\">{value}</data>", column.name));
    }
}
