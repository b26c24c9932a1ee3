//! The register of claims: each node and link with what it rests on, after the pictures.
//!
//! Owns which claims these are, as far as the reader did not say, and how they are set out.

use std::collections::BTreeSet;

use emath::{Vec2, vec2};

use super::book::{Role, Sheet};
use super::flow::{Flow, Set, Style};
use crate::atlas::{
    Atlas, Basis, Claim, Event, Evidence, Link, LinkId, Node, NodeId, NodeKind, Relation,
    spoken_date, status_label,
};
use crate::export::Register;
use crate::filter::{Visible, capitalised};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::survey::count;
use crate::view::Picture;

/// Free room at the sides and above.
const MARGIN: (f32, f32) = (72.0, 60.0);
/// Least width of a column, and most of them beside one another.
const COLUMN: (f32, usize) = (440.0, 3);
/// How far evidence is set in.
const INDENT: f32 = 20.0;

const TITLE: Style = (26.0, Weight::SemiBold, Paint::Ink);
const GROUP: Style = (20.0, Weight::SemiBold, Paint::Ink);
const NAME: Style = (14.5, Weight::SemiBold, Paint::Ink);
const TEXT: Style = (13.0, Weight::Regular, Paint::Ink);
const QUOTE: Style = (13.0, Weight::Regular, Paint::Ink);
const SMALL: Style = (11.0, Weight::Regular, Paint::Soft);
const ADDRESS: Style = (11.0, Weight::Regular, Paint::Accent);

/// The claims of some pictures, all together.
#[derive(Debug)]
pub(super) struct Claims {
    register: Register,
    nodes: BTreeSet<NodeId>,
    links: BTreeSet<LinkId>,
    /// All that the filters keep.
    all_nodes: BTreeSet<NodeId>,
    all_links: BTreeSet<LinkId>,
}

impl Claims {
    /// None yet, to be gathered for a register.
    pub(super) const fn new(register: Register) -> Self {
        Self {
            register,
            nodes: BTreeSet::new(),
            links: BTreeSet::new(),
            all_nodes: BTreeSet::new(),
            all_links: BTreeSet::new(),
        }
    }

    /// Adds those of a picture.
    pub(super) fn add(&mut self, atlas: &Atlas, picture: &Picture) {
        let visible = &picture.visible;
        self.all_nodes.extend(visible.kept_nodes.iter().cloned());
        self.all_links.extend(visible.kept_links.iter().cloned());
        match self.register {
            Register::All => {
                self.nodes.extend(visible.kept_nodes.iter().cloned());
                self.links.extend(visible.kept_links.iter().cloned());
            }
            Register::Shown => self.add_shown(atlas, visible),
            Register::Nothing => {}
        }
    }

    /// The nodes that have a box of their own, and the links between two of these: as a line, or
    /// as the colour of a box.
    fn add_shown(&mut self, atlas: &Atlas, visible: &Visible) {
        let drawn = visible.nodes.iter().filter(|node| node.group.is_none()).map(|node| &node.id);
        let named: BTreeSet<&NodeId> =
            drawn.filter(|id| visible.kept_nodes.contains(*id)).collect();
        let is_between =
            |link: &&Link| named.contains(&link.source) && named.contains(&link.target);
        let links = visible.kept_links.iter().filter_map(|id| atlas.link(id)).filter(is_between);
        self.links.extend(links.map(|link| link.id.clone()));
        self.nodes.extend(named.into_iter().cloned());
    }

    /// The evidence that is printed of a claim: all, or the firmest where only what is shown is
    /// listed.
    fn printed<'a>(&self, evidence: &'a [Evidence]) -> Vec<&'a Evidence> {
        match self.register {
            Register::Shown => Claim::of(evidence).firmest().into_iter().collect(),
            _ => evidence.iter().collect(),
        }
    }

    /// What is listed, and how much is not.
    fn introduction(&self) -> String {
        let left_out = (
            self.all_nodes.difference(&self.nodes).count(),
            self.all_links.difference(&self.links).count(),
        );
        let words = match self.register {
            Register::Shown => {
                "Every node that the pictures show by name and every link between two of these, \
                 each with the words it rests on most firmly."
            }
            _ => "Every node and link that the filter keeps, each with the words it rests on.",
        };
        if left_out == (0, 0) {
            return words.to_owned();
        }
        let nodes = count(left_out.0, "node", "nodes");
        let links = count(left_out.1, "link", "links");
        format!("{words} Not listed, because folded away in the pictures: {nodes} and {links}.")
    }
}

/// The sheets of the register, from a number on; none where there is nothing to list.
pub(super) fn sheets(
    atlas: &Atlas,
    claims: &Claims,
    title: &str,
    (size, first_number): (Vec2, usize),
) -> Vec<Sheet> {
    if claims.register == Register::Nothing || claims.all_nodes.is_empty() {
        return Vec::new();
    }
    let margin = vec2(MARGIN.0, MARGIN.1).min(size * 0.1);
    let n_columns = ((size.x - 2.0 * margin.x) / COLUMN.0) as usize;
    let foot = Some(format!("{title} · register of claims"));
    let n_columns = n_columns.clamp(1, COLUMN.1);
    let mut flow = Flow::new(Set { size, margin, n_columns, foot, first_number });
    flow.heading((1, Some(0)), "Register of claims", TITLE);
    flow.text(&Role::Paragraph, &claims.introduction(), TEXT, 0.0);
    for kind in NodeKind::ALL {
        let is_wanted = |node: &&Node| node.kind == kind && claims.nodes.contains(&node.id);
        let nodes: Vec<&Node> = atlas.nodes().iter().filter(is_wanted).collect();
        if nodes.is_empty() {
            continue;
        }
        let heading = format!("{} ({})", capitalised(kind.spec().plural), nodes.len());
        flow.space(24.0);
        flow.heading((2, Some(1)), &heading, GROUP);
        for node in nodes {
            write_node(&mut flow, atlas, (node, claims));
        }
    }
    write_links(&mut flow, atlas, claims);
    flow.finish()
}

fn write_node(flow: &mut Flow, atlas: &Atlas, (node, claims): (&Node, &Claims)) {
    flow.space(12.0);
    flow.heading((3, None), &node.label, NAME);
    flow.text(&Role::Paragraph, &standing(node), SMALL, 0.0);
    let title = node.title.as_ref().filter(|title| **title != node.label);
    for text in title.into_iter().chain(&node.summary) {
        flow.text(&Role::Paragraph, text, TEXT, 0.0);
    }
    write_evidence(flow, atlas, &claims.printed(&node.evidence));
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

fn write_evidence(flow: &mut Flow, atlas: &Atlas, evidence: &[&Evidence]) {
    if evidence.is_empty() {
        let words = capitalised(Basis::None.phrase());
        flow.text(&Role::Paragraph, &words, SMALL, INDENT);
    }
    for one in evidence {
        flow.space(5.0);
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
            Evidence::Broken(broken) => {
                flow.text(&Role::Paragraph, &format!("“{}”", broken.words), TEXT, INDENT);
                let words = format!("{} · not found in the text", one.basis().phrase());
                flow.text(&Role::Paragraph, &capitalised(&words), SMALL, INDENT);
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

fn write_links(flow: &mut Flow, atlas: &Atlas, claims: &Claims) {
    let links: Vec<&Link> =
        atlas.links().iter().filter(|link| claims.links.contains(&link.id)).collect();
    if links.is_empty() {
        return;
    }
    flow.space(24.0);
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
            flow.space(10.0);
            let (source, target) = (name(&link.source), name(&link.target));
            let words = format!("{source} {} {target}", link.relation.phrase());
            flow.heading((3, None), &words, NAME);
            write_evidence(flow, atlas, &claims.printed(&link.evidence));
        }
    }
}
