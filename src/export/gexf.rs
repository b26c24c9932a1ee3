//! GEXF 1.3, which Gephi and Gephi Lite read with positions and colours.

use std::fmt::Write as _;

use super::facts::{Column, Datum, Kept, LINK_COLUMNS, NODE_COLUMNS, PLACE_COLUMNS, Sort};
use super::xml::{escape, number};
use super::{Composed, Format, GENERATOR, Write};
use crate::atlas::Node;
use crate::scene::Rgb;

/// Graph Exchange XML Format.
pub(super) const GEXF: Format = Format {
    extension: "gexf",
    label: "GEXF for Gephi",
    is_picture: false,
    carries_view: false,
    write: Write::One(|composed: &Composed<'_>| Ok(gexf_of(composed).into_bytes())),
};

fn gexf_of(composed: &Composed<'_>) -> String {
    let kept = Kept::placed(composed);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n",
    );
    let description = format!("{} · {}", kept.atlas.title(), kept.sentence());
    line(
        &mut out,
        format_args!(
            "  <meta>\n    <creator>{GENERATOR}</creator>\n    \
             <description>{}</description>\n  </meta>",
            escape(&description)
        ),
    );
    out.push_str("  <graph defaultedgetype=\"directed\">\n");
    attributes(&mut out, "node", &[NODE_COLUMNS, PLACE_COLUMNS]);
    attributes(&mut out, "edge", &[LINK_COLUMNS]);
    out.push_str("    <nodes>\n");
    for node in kept.nodes() {
        node_element(&mut out, &kept, node);
    }
    out.push_str("    </nodes>\n    <edges>\n");
    for link in kept.links() {
        line(
            &mut out,
            format_args!(
                "      <edge id=\"{}\" source=\"{}\" target=\"{}\" kind=\"{}\" label=\"{}\">",
                escape(link.id.as_str()),
                escape(link.source.as_str()),
                escape(link.target.as_str()),
                escape(link.relation.word()),
                escape(link.relation.phrase())
            ),
        );
        values(&mut out, &kept, &[LINK_COLUMNS], link);
        out.push_str("      </edge>\n");
    }
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out
}

fn node_element(out: &mut String, kept: &Kept<'_>, node: &Node) {
    let (id, label) = (escape(node.id.as_str()), escape(&node.label));
    line(out, format_args!("      <node id=\"{id}\" label=\"{label}\">"));
    values(out, kept, &[NODE_COLUMNS, PLACE_COLUMNS], node);
    // The format takes either three channels or one hexadecimal number; older readers know only
    // the channels.
    let Rgb(red, green, blue) = kept.color(node);
    line(out, format_args!("        <viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/>"));
    if let Some(rect) = kept.rect(node) {
        // Readers of GEXF draw with y upwards, the scene with y downwards.
        let (x, y) = (number(rect.center().x), number(-rect.center().y));
        line(out, format_args!("        <viz:position x=\"{x}\" y=\"{y}\" z=\"0\"/>"));
    }
    out.push_str("      </node>\n");
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    if out.write_fmt(text).is_ok() {
        out.push('\n');
    }
}

fn attributes<T>(out: &mut String, class: &str, columns: &[&[Column<T>]]) {
    line(out, format_args!("    <attributes class=\"{class}\">"));
    for (at, column) in columns.iter().copied().flatten().enumerate() {
        let sort = match column.sort {
            Sort::Text => "string",
            Sort::Count => "integer",
            Sort::Length => "float",
        };
        let name = column.name;
        line(out, format_args!("      <attribute id=\"{at}\" title=\"{name}\" type=\"{sort}\"/>"));
    }
    out.push_str("    </attributes>\n");
}

fn values<T>(out: &mut String, kept: &Kept<'_>, columns: &[&[Column<T>]], of: &T) {
    out.push_str("        <attvalues>\n");
    for (at, column) in columns.iter().copied().flatten().enumerate() {
        let Some(datum) = (column.value)(kept, of) else { continue };
        let value = match datum {
            Datum::Text(text) => escape(&text),
            Datum::Count(count) => count.to_string(),
            Datum::Length(length) => number(length),
        };
        line(out, format_args!("          <attvalue for=\"{at}\" value=\"{value}\"/>"));
    }
    out.push_str("        </attvalues>\n");
}
