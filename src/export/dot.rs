//! DOT, the language of Graphviz, with the shapes and colours of kinds and threats.

use std::fmt::Write as _;

use super::facts::Kept;
use super::xml::number;
use super::{Composed, Format, Write};
use crate::atlas::{Basis, Link, Node, NodeKind};
use crate::scene::Paint;

/// DOT.
pub(super) const DOT: Format = Format {
    extension: "dot",
    label: "DOT for Graphviz",
    is_picture: false,
    carries_view: false,
    write: Write::One(|composed: &Composed<'_>| Ok(dot_of(composed).into_bytes())),
};

fn dot_of(composed: &Composed<'_>) -> String {
    let kept = Kept::placed(composed);
    let mut out = String::new();
    line(&mut out, format_args!("digraph {} {{", quoted(kept.atlas.id())));
    let title = quoted(&format!("{}\n{}", kept.title(), kept.sentence()));
    line(&mut out, format_args!("  graph [label={title}, labelloc=t, rankdir=LR, splines=true]"));
    out.push_str("  graph [fontname=\"Inter, sans-serif\", fontsize=14]\n");
    out.push_str("  node [fontname=\"Inter, sans-serif\", fontsize=11, style=filled, fillcolor=\"#FFFFFF\"]\n");
    out.push_str("  edge [fontname=\"Inter, sans-serif\", fontsize=9, color=\"#8E97A3\"]\n");
    for node in kept.nodes() {
        node_line(&mut out, &kept, node);
    }
    for link in kept.links() {
        link_line(&mut out, &kept, link);
    }
    out.push_str("}\n");
    out
}

fn node_line(out: &mut String, kept: &Kept<'_>, node: &Node) {
    let mut attributes = vec![
        format!("label={}", quoted(&node.label)),
        format!("shape={}", shape(node.role())),
        format!("color={}", quoted(&kept.color(node).to_hex())),
        format!("kind={}", quoted(node.kind.word())),
    ];
    if let Some(rect) = kept.rect(node) {
        // Graphviz draws with y upwards, the scene with y downwards.
        let (x, y) = (number(rect.center().x), number(-rect.center().y));
        attributes.push(format!("pos=\"{x},{y}\""));
    }
    let words = node.claim().first_words();
    if !words.is_empty() {
        attributes.push(format!("tooltip={}", quoted(&words)));
    }
    line(out, format_args!("  {} [{}]", quoted(node.id.as_str()), attributes.join(", ")));
}

fn link_line(out: &mut String, kept: &Kept<'_>, link: &Link) {
    let warning = kept.tint(Paint::Warning).to_hex();
    // Graphviz knows no other patterns: what nothing speaks for is told apart by its arrowhead, and
    // what could not be verified by its colour too.
    let style = match link.basis() {
        Basis::Stated => "style=solid".to_owned(),
        Basis::Interpreted => "style=dashed".to_owned(),
        Basis::Reference => "style=dotted".to_owned(),
        Basis::Unverified => format!("style=dashed, arrowhead=empty, color=\"{warning}\""),
        Basis::None => "style=solid, arrowhead=empty, penwidth=0.5".to_owned(),
    };
    line(
        out,
        format_args!(
            "  {} -> {} [id={}, label={}, {style}]",
            quoted(link.source.as_str()),
            quoted(link.target.as_str()),
            quoted(link.id.as_str()),
            quoted(link.relation.phrase())
        ),
    );
}

const fn shape(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Threat => "hexagon",
        NodeKind::Action | NodeKind::Plain => "box",
        NodeKind::Pillar => "box3d",
        NodeKind::Actor => "ellipse",
        NodeKind::Instrument => "note",
    }
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    if out.write_fmt(text).is_ok() {
        out.push('\n');
    }
}

/// A quoted identifier. Graphviz reads a backslash before a letter as a wish of its own, so that
/// one of the text is doubled.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn foreign_text_stays_inside_its_quotes() {
        let check = |text, expected| assert_eq!(quoted(text), expected);
        check("plain", "\"plain\"");
        check("say \"x\"", "\"say \\\"x\\\"\"");
        check("a\\N\n\u{1}b", "\"a\\\\N\\n b\"");
    }
}
