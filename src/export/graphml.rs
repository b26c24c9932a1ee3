//! GraphML, which networkx, igraph, yEd and Gephi read.

use std::fmt::Write as _;

use super::facts::{Kept, heads};
use super::xml::escape;
use super::{Composed, Format, Write};
use crate::survey::{LINK_COLUMNS, NODE_COLUMNS, Sort};

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
    let of_nodes = heads(NODE_COLUMNS, |column| column.of_node);
    let of_links = heads(LINK_COLUMNS, |column| column.of_link);
    keys(&mut out, "node", &of_nodes);
    keys(&mut out, "edge", &of_links);
    out.push_str("  <graph id=\"");
    out.push_str(&escape(kept.atlas.id()));
    out.push_str("\" edgedefault=\"directed\">\n");
    let title = format!("{} · {}", kept.title(), kept.sentence());
    line(&mut out, format_args!("    <desc>{}</desc>", escape(&title)));
    for node in kept.nodes() {
        line(&mut out, format_args!("    <node id=\"{}\">", escape(node.id.as_str())));
        let label = escape(&node.label);
        line(&mut out, format_args!("      <data key=\"node-label\">{label}</data>"));
        let told = kept.values(NODE_COLUMNS, |c| c.of_node, (node, node.claim().firmest()));
        data(&mut out, "node", &of_nodes, &told);
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
        let told = kept.values(LINK_COLUMNS, |c| c.of_link, (link, link.claim().firmest()));
        data(&mut out, "edge", &of_links, &told);
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

fn keys(out: &mut String, what: &str, columns: &[(&'static str, Sort)]) {
    for (name, sort) in std::iter::once(&("label", Sort::Text)).chain(columns) {
        let sort = match sort {
            Sort::Text => "string",
            Sort::Count => "int",
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

fn data(out: &mut String, what: &str, columns: &[(&'static str, Sort)], values: &[Option<String>]) {
    for ((name, _), value) in columns.iter().zip(values) {
        let Some(value) = value else { continue };
        line(out, format_args!("      <data key=\"{what}-{name}\">{}</data>", escape(value)));
    }
}
