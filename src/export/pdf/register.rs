//! The annex of a briefing: every node and link that a view keeps, each with what it rests on.

use std::collections::BTreeSet;

use emath::vec2;

use super::book::{Role, Sheet};
use super::flow::{Flow, Style};
use crate::atlas::{
    Atlas, Event, Evidence, Link, LinkId, Node, NodeId, NodeKind, Relation, spoken_date,
    status_label,
};
use crate::filter::{Visible, capitalised};
use crate::layout::measure::Weight;
use crate::scene::Paint;

/// Width and height of its sheets: A4 upright.
const SIZE: (f32, f32) = (1190.0, 1684.0);
/// Free room at the sides and above.
const MARGIN: (f32, f32) = (110.0, 96.0);
/// How far evidence is set in.
const INDENT: f32 = 24.0;

const TITLE: Style = (34.0, Weight::SemiBold, Paint::Ink);
const GROUP: Style = (26.0, Weight::SemiBold, Paint::Ink);
const NAME: Style = (20.0, Weight::SemiBold, Paint::Ink);
const TEXT: Style = (18.0, Weight::Regular, Paint::Ink);
const QUOTE: Style = (18.0, Weight::Regular, Paint::Ink);
const SMALL: Style = (15.0, Weight::Regular, Paint::Soft);
const ADDRESS: Style = (15.0, Weight::Regular, Paint::Accent);

/// What the views of a briefing keep, all together.
#[derive(Debug, Default)]
pub(super) struct Kept {
    nodes: BTreeSet<NodeId>,
    links: BTreeSet<LinkId>,
}

impl Kept {
    /// Adds what a view keeps.
    pub(super) fn add(&mut self, visible: &Visible) {
        self.nodes.extend(visible.kept_nodes.iter().cloned());
        self.links.extend(visible.kept_links.iter().cloned());
    }
}

/// The sheets of the register.
pub(super) fn sheets(atlas: &Atlas, kept: &Kept, title: &str, first_number: usize) -> Vec<Sheet> {
    let (size, margin) = (vec2(SIZE.0, SIZE.1), vec2(MARGIN.0, MARGIN.1));
    let foot = format!("{title} · register of claims");
    let mut flow = Flow::new(size, margin, foot, first_number);
    flow.heading((1, Some(0)), "Register of claims", TITLE);
    let words = "Every node and link of the views, each with the words it rests on.";
    flow.text(&Role::Paragraph, words, TEXT, 0.0);
    for kind in NodeKind::ALL {
        let is_wanted = |node: &&Node| node.kind == kind && kept.nodes.contains(&node.id);
        let nodes: Vec<&Node> = atlas.nodes().iter().filter(is_wanted).collect();
        if nodes.is_empty() {
            continue;
        }
        let heading = format!("{} ({})", capitalised(kind.spec().plural), nodes.len());
        flow.space(30.0);
        flow.heading((2, Some(1)), &heading, GROUP);
        for node in nodes {
            write_node(&mut flow, atlas, node);
        }
    }
    write_links(&mut flow, atlas, kept);
    flow.finish()
}

fn write_node(flow: &mut Flow, atlas: &Atlas, node: &Node) {
    flow.space(16.0);
    flow.heading((3, None), &node.label, NAME);
    flow.text(&Role::Paragraph, &standing(node), SMALL, 0.0);
    let title = node.title.as_ref().filter(|title| **title != node.label);
    for text in title.into_iter().chain(&node.summary) {
        flow.text(&Role::Paragraph, text, TEXT, 0.0);
    }
    write_evidence(flow, atlas, &node.evidence);
    for since in &atlas.since(&node.id) {
        write_event(flow, since.event);
    }
    if let Some(words) = atlas.not_looked_up(&node.id) {
        flow.space(4.0);
        flow.text(&Role::Paragraph, &format!("Since then: {words}"), SMALL, INDENT);
    }
}

/// What it is, where it stands and by what number others know it.
fn standing(node: &Node) -> String {
    let kind = if node.is_strand() { "strand" } else { node.kind.word() };
    let subtype = node.subtype.as_ref().filter(|_| !node.is_strand());
    let parts = [
        Some(capitalised(kind)),
        subtype.map(|subtype| subtype.replace('-', " ")),
        node.status.as_deref().map(|status| status_label(status).to_lowercase()),
        node.identifiers.number.clone(),
        node.identifiers.celex.as_ref().map(|celex| format!("CELEX {celex}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn write_evidence(flow: &mut Flow, atlas: &Atlas, evidence: &[Evidence]) {
    for one in evidence {
        flow.space(6.0);
        if let Some(quote) = one.quote()
            && let Some(citation) = atlas.cite(&quote.document, quote.span)
        {
            flow.text(&Role::Quote, &format!("“{}”", citation.words()), QUOTE, INDENT);
            let place = format!("{} · {}", capitalised(one.basis().phrase()), citation.place());
            flow.text(&Role::Paragraph, &place, SMALL, INDENT);
        }
        match one {
            Evidence::Stated(_) => {}
            Evidence::Interpreted { reason, .. } => {
                flow.text(&Role::Paragraph, &format!("Why: {reason}"), SMALL, INDENT);
            }
            Evidence::Reference { citation, url, confidence } => {
                let words = format!("{citation} · {}", confidence.phrase());
                flow.text(&Role::Paragraph, &words, SMALL, INDENT);
                if let Some(url) = url {
                    flow.address(url, ADDRESS, INDENT);
                }
            }
        }
    }
}

fn write_event(flow: &mut Flow, event: &Event) {
    let date = spoken_date(&event.date);
    let number = event.number.as_ref().map_or_else(String::new, |number| format!(", {number}"));
    flow.space(4.0);
    let words = format!("Since then: {date}, {}{number}", event.told());
    flow.text(&Role::Paragraph, &words, SMALL, INDENT);
    if let Some(url) = &event.url {
        flow.address(url, ADDRESS, INDENT);
    }
}

fn write_links(flow: &mut Flow, atlas: &Atlas, kept: &Kept) {
    let links: Vec<&Link> =
        atlas.links().iter().filter(|link| kept.links.contains(&link.id)).collect();
    if links.is_empty() {
        return;
    }
    flow.space(30.0);
    flow.heading((2, Some(1)), &format!("Links ({})", links.len()), GROUP);
    let name = |id: &NodeId| atlas.node(id).map_or_else(|| id.to_string(), |n| n.label.clone());
    let mut relations: Vec<&Relation> = Vec::new();
    for link in &links {
        if !relations.contains(&&link.relation) {
            relations.push(&link.relation);
        }
    }
    let rank = |relation: &Relation| Relation::ALL.iter().position(|known| known == relation);
    relations.sort_by_key(|relation| {
        (rank(relation).unwrap_or(Relation::ALL.len()), relation.word().to_owned())
    });
    for relation in relations {
        for link in links.iter().filter(|link| link.relation == *relation) {
            flow.space(12.0);
            let (source, target) = (name(&link.source), name(&link.target));
            let words = format!("{source} {} {target}", link.relation.phrase());
            flow.heading((3, None), &words, NAME);
            write_evidence(flow, atlas, &link.evidence);
        }
    }
}
