//! GEXF 1.3, which Gephi and Gephi Lite read with positions and colours.

use std::fmt::Write as _;

use super::facts::{Kept, MEASURES, heads};
use super::xml::{escape, number};
use super::{Composed, Format, GENERATOR, Write};
use crate::atlas::Node;
use crate::scene::Rgb;
use crate::survey::{LINK_COLUMNS, NODE_COLUMNS, Sort};

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
    let description = format!("{} · {}", kept.title(), kept.sentence());
    line(
        &mut out,
        format_args!(
            "  <meta>\n    <creator>{GENERATOR}</creator>\n    \
             <description>{}</description>\n  </meta>",
            escape(&description)
        ),
    );
    out.push_str("  <graph defaultedgetype=\"directed\">\n");
    attributes(&mut out, "node", &heads(NODE_COLUMNS, |column| column.of_node), true);
    attributes(&mut out, "edge", &heads(LINK_COLUMNS, |column| column.of_link), false);
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
        let told = kept.values(LINK_COLUMNS, |c| c.of_link, (link, link.claim().firmest()));
        values(&mut out, &told);
        out.push_str("      </edge>\n");
    }
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out
}

fn node_element(out: &mut String, kept: &Kept<'_>, node: &Node) {
    let (id, label) = (escape(node.id.as_str()), escape(&node.label));
    line(out, format_args!("      <node id=\"{id}\" label=\"{label}\">"));
    let told = kept.values(NODE_COLUMNS, |c| c.of_node, (node, node.claim().firmest()));
    let rect = kept.rect(node);
    let places = MEASURES.iter().map(|measure| rect.as_ref().map(measure.of).map(number));
    values(out, &told.into_iter().chain(places).collect::<Vec<_>>());
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

fn attributes(out: &mut String, class: &str, columns: &[(&'static str, Sort)], with_places: bool) {
    line(out, format_args!("    <attributes class=\"{class}\">"));
    let told = columns.iter().map(|(name, sort)| match sort {
        Sort::Text => (*name, "string"),
        Sort::Count => (*name, "integer"),
    });
    let places = MEASURES.iter().filter(|_| with_places).map(|measure| (measure.name, "float"));
    for (at, (name, sort)) in told.chain(places).enumerate() {
        line(out, format_args!("      <attribute id=\"{at}\" title=\"{name}\" type=\"{sort}\"/>"));
    }
    out.push_str("    </attributes>\n");
}

fn values(out: &mut String, values: &[Option<String>]) {
    out.push_str("        <attvalues>\n");
    for (at, value) in values.iter().enumerate() {
        let Some(value) = value else { continue };
        let value = escape(value);
        line(out, format_args!("          <attvalue for=\"{at}\" value=\"{value}\"/>"));
    }
    out.push_str("        </attvalues>\n");
}
