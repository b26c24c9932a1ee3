//! The columns that tell of a node; what its claim rests on is told by the proof's.

use super::{Column, Datum, Extract, Readers, Sort, maybe, text};
use crate::atlas::{FollowUp, Node, NodeId, NodeKind, STATUSES, status_label};

const fn column(
    name: &'static str,
    readers: Readers,
    value: for<'a> fn(&Extract<'a>, &'a Node) -> Option<Datum<'a>>,
) -> Column<Node> {
    Column { name, sort: Sort::Text, readers, value }
}

const fn count(
    name: &'static str,
    readers: Readers,
    value: for<'a> fn(&Extract<'a>, &'a Node) -> Option<Datum<'a>>,
) -> Column<Node> {
    Column { name, sort: Sort::Count, readers, value }
}

/// What is told of a node.
pub const NODE_COLUMNS: &[Column<Node>] = &[
    column("Name", Readers::WINDOW, |_, node| text(&node.label)),
    column("Kind", Readers::WINDOW, |_, node| Some(kind(node))),
    column("Status", Readers::WINDOW, |_, node| node.status.as_deref().map(status)),
    column("Since then", Readers::WINDOW, |extract, node| {
        let follow_up = extract.atlas.follow_up(&node.id)?;
        Some(Datum::Ranked(follow_up as usize, follow_up.phrase().to_owned()))
    }),
    column("Pillar", Readers::WINDOW, |extract, node| linked(extract, node, NodeKind::Pillar)),
    column("Threats", Readers::WINDOW, threats),
    column("Actors", Readers::WINDOW, |extract, node| linked(extract, node, NodeKind::Actor)),
    column("Instruments", Readers::WINDOW, |extract, node| {
        linked(extract, node, NodeKind::Instrument)
    }),
    count("Links", Readers::WINDOW, |extract, node| Some(n_links(extract, node))),
    column("First quote", Readers::WINDOW, |_, node| text(&node.claim().first_words())),
    column("id", Readers::LISTS, |_, node| text(node.id.as_str())),
    column("kind", Readers::MACHINES, |_, node| text(node.kind.word())),
    column("subtype", Readers::MACHINES, |_, node| maybe(node.subtype.as_deref())),
    column("label", Readers::LISTS, |_, node| text(&node.label)),
    column("title", Readers::FILES, |_, node| maybe(node.title.as_deref())),
    column("status", Readers::MACHINES, |_, node| maybe(node.status.as_deref())),
    column("as_of", Readers::FILES, |extract, node| maybe(extract.atlas.status_as_of(node))),
    column("pillar", Readers::MACHINES, |extract, node| {
        maybe(extract.atlas.pillar_of(&node.id).map(NodeId::as_str))
    }),
    column("threats", Readers::MACHINES, |extract, node| {
        let threats = extract.atlas.threats_of(&node.id).into_iter();
        let words: Vec<String> = threats.map(|id| id.as_str().to_owned()).collect();
        Some(Datum::Words(words))
    }),
    column("number", Readers::FILES, |_, node| maybe(node.identifiers.number.as_deref())),
    column("celex", Readers::FILES, |_, node| maybe(node.identifiers.celex.as_deref())),
    column("url", Readers::FILES, |_, node| {
        maybe(node.identifiers.eli.as_deref().or(node.identifiers.url.as_deref()))
    }),
    column("seat", Readers::FILES, |_, node| maybe(node.seat.as_deref())),
    column("dates", Readers::FILES, |_, node| {
        (!node.dates.is_empty()).then_some(Datum::Dates(&node.dates))
    }),
    column("follow_up", Readers::MACHINES, |extract, node| {
        maybe(extract.atlas.follow_up(&node.id).map(FollowUp::word))
    }),
    column("not_looked_up", Readers::FILES, |_, node| maybe(node.not_looked_up.as_deref())),
    count("n_links", Readers::MACHINES, |extract, node| Some(n_links(extract, node))),
    column("color", Readers::GRAPH, |extract, node| {
        let about = extract.atlas.threats_about(&node.id);
        Some(Datum::Hue(about.first().map(|threat| extract.atlas.threat_rank(threat))))
    }),
    column("evidence", Readers::JSON, |_, node| Some(Datum::Evidence(&node.evidence))),
    column("aliases", Readers::LISTED_FILES, |_, node| {
        (!node.aliases.is_empty()).then_some(Datum::Names(&node.aliases))
    }),
    column("summary", Readers::FILES, |_, node| maybe(node.summary.as_deref())),
    column("spoken", Readers::LISTED_FILES, |_, node| maybe(node.spoken.as_deref())),
];

/// How many kept links a node has; a loop counts once.
fn n_links<'a>(extract: &Extract<'a>, node: &'a Node) -> Datum<'a> {
    Datum::Count(extract.links_of(&node.id).len())
}

/// The labels of the kept neighbours of a kind, in the atlas's order.
fn linked<'a>(extract: &Extract<'a>, node: &'a Node, kind: NodeKind) -> Option<Datum<'a>> {
    let labels: Vec<&str> = extract.linked(node, kind).map(|other| other.label.as_str()).collect();
    text(&labels.join(", "))
}

/// The threats a node is linked to; of a threat, the one it is a sub-type of.
fn threats<'a>(extract: &Extract<'a>, node: &'a Node) -> Option<Datum<'a>> {
    let above = extract.atlas.threat_line(&node.id).nth(1);
    match above.and_then(|id| extract.atlas.node(id)) {
        Some(parent) => text(&format!("part of {}", parent.label)),
        None => linked(extract, node, NodeKind::Threat),
    }
}

/// "actor · agency".
fn kind<'a>(node: &Node) -> Datum<'a> {
    let word = node.kind_word();
    let subtype = node.subtype.as_deref().filter(|_| !node.is_strand());
    let text = subtype.map_or_else(
        || word.to_owned(),
        |subtype| format!("{word} · {}", subtype.replace('-', " ")),
    );
    Datum::Ranked(node.role() as usize, text)
}

/// Statuses stand from a word given to what has come and gone; an atlas's own words after them.
fn status<'a>(word: &str) -> Datum<'a> {
    match STATUSES.iter().position(|status| status.word == word) {
        Some(place) => Datum::Ranked(place, status_label(word)),
        None => Datum::Text(status_label(word)),
    }
}
