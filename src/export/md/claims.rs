//! The register's two long parts: nodes by kind and links by relation.

use super::pen::{Anchor, Pen};
use super::{Register, by_relation};
use crate::atlas::{Link, Node, markdown_address, markdown_text, spoken_date, status_label};
use crate::filter::capitalised;

impl Register<'_> {
    pub(super) fn nodes(&self, pen: &mut Pen) {
        for (name, nodes) in self.groups() {
            let heading = format!("{} ({})", capitalised(name), nodes.len());
            pen.heading(2, Some(&Anchor::of("kind", name)), &heading);
            for node in nodes {
                self.node(pen, node);
            }
        }
    }

    fn node(&self, pen: &mut Pen, node: &Node) {
        let anchor = Anchor::of("node", node.id.as_str());
        pen.heading(3, Some(&anchor), &markdown_text(&node.label));
        pen.block(&self.standing(node));
        let title = node.title.as_ref().filter(|title| **title != node.label);
        let definition = self.kept.atlas.threat(&node.id).and_then(|t| t.definition.as_ref());
        let texts = [title, node.summary.as_ref(), definition];
        texts.into_iter().flatten().for_each(|text| pen.block(&markdown_text(text)));
        pen.list(&identity(node));
        self.evidence(pen, &node.evidence);
        self.dates(pen, node);
        self.since(pen, node);
        self.ties(pen, node);
        self.gaps_of(pen, node);
    }

    /// What it is and where it stands, in one line.
    fn standing(&self, node: &Node) -> String {
        let kind = if node.is_strand() { "strand" } else { node.kind.word() };
        let subtype = node.subtype.as_ref().filter(|_| !node.is_strand());
        let status = node.status.as_deref().map(|status| status_label(status).to_lowercase());
        let as_of = self.kept.atlas.status_as_of(node);
        let parts = [
            Some(capitalised(kind)),
            subtype.map(|subtype| subtype.replace('-', " ")),
            status,
            as_of.map(|day| format!("as of {}", spoken_date(day))),
        ];
        let parts = parts.into_iter().flatten().map(|part| markdown_text(&part));
        parts.collect::<Vec<_>>().join(" · ")
    }

    /// Its links in short, each a way to where it is told in full.
    fn ties(&self, pen: &mut Pen, node: &Node) {
        let atlas = self.kept.atlas;
        let kept = &self.kept.visible().kept_links;
        let out = atlas.links_from(&node.id).into_iter().filter(|l| kept.contains(&l.id));
        let back = atlas.links_to(&node.id).into_iter().filter(|l| kept.contains(&l.id));
        let back = back.filter(|link| link.source != node.id);
        let out = by_relation(out.map(|link| (&link.relation, (link, &link.target))));
        let back = by_relation(back.map(|link| (&link.relation, (link, &link.source))));
        let out = out.into_values().map(|(relation, ties)| (relation.phrase(), ties));
        let back = back.into_values().map(|(relation, ties)| (relation.reverse(), ties));
        let items: Vec<String> = out
            .chain(back)
            .map(|(phrase, ties)| {
                let others = ties.into_iter().map(|(link, other)| {
                    let label = atlas.node(other).map_or("", |n| n.label.as_str());
                    Anchor::of("link", link.id.as_str()).link(&markdown_text(label))
                });
                let others = others.collect::<Vec<_>>().join(", ");
                format!("{} {others}", markdown_text(phrase))
            })
            .collect();
        if !items.is_empty() {
            pen.block("**Links**");
            pen.list(&items);
        }
    }

    pub(super) fn links(&self, pen: &mut Pen) {
        let groups = by_relation(self.kept.links().map(|link| (&link.relation, link)));
        let n_links = self.kept.links().count();
        if n_links > 0 {
            pen.heading(2, Some(&Anchor::of("links", "")), &format!("Links ({n_links})"));
        }
        for (relation, links) in groups.into_values() {
            let name = capitalised(relation.phrase());
            let heading = format!("{} ({})", markdown_text(&name), links.len());
            pen.heading(3, Some(&Anchor::of("relation", relation.word())), &heading);
            for link in links {
                self.link(pen, link);
            }
        }
    }

    fn link(&self, pen: &mut Pen, link: &Link) {
        let (source, target) = (self.named(&link.source), self.named(&link.target));
        let words = format!("{source} {} {target}", markdown_text(link.relation.phrase()));
        pen.heading(4, Some(&Anchor::of("link", link.id.as_str())), &words);
        self.evidence(pen, &link.evidence);
    }
}

/// By what others know a node.
fn identity(node: &Node) -> Vec<String> {
    let known = &node.identifiers;
    let also = Some(node.aliases.join("; ")).filter(|names| !names.is_empty());
    let texts = [
        ("Also called", also.as_deref()),
        ("Number", known.number.as_deref()),
        ("CELEX", known.celex.as_deref()),
        ("Seat", node.seat.as_deref()),
    ];
    let addresses = [("ELI", known.eli.as_deref()), ("Address", known.url.as_deref())];
    let texts = texts.into_iter().map(|(name, text)| (name, text.map(markdown_text)));
    let addresses = addresses.into_iter().map(|(name, url)| (name, url.map(markdown_address)));
    texts.chain(addresses).filter_map(|(name, text)| Some(format!("{name}: {}", text?))).collect()
}
