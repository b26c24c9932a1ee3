//! Nodes, threats and links of our JSON.

use crate::atlas::{LinkId, Node, NodeId, NodeKind};
use crate::wire::draft::{DraftLink, DraftNode, DraftThreat};
use crate::wire::fields::{Desk, Fields};
use crate::wire::happenings::events;
use crate::wire::places::KeyPlaces;
use crate::wire::rows::{Library, identifiers};
use crate::wire::tree::Table;
use crate::wire::words::did_you_mean;

use super::excerpt::TIES;
use super::reasons::evidence_list;

pub(super) fn threat(desk: &mut Desk<'_>, table: &Table) -> Option<DraftThreat> {
    let mut fields = Fields::new("threat", table);
    let id = fields.required_at(desk, "id");
    let label = fields.required(desk, "label");
    let definition = fields.text(desk, "definition");
    let parent = fields.text_at(desk, "parent");
    fields.finish(desk);
    let (at, id) = id?;
    Some(DraftThreat {
        label: label.unwrap_or_else(|| id.clone()),
        id: desk.placed(at, NodeId::new(id)),
        definition,
        parent: parent.map(|(at, parent)| desk.placed(at, NodeId::new(parent))),
    })
}

pub(super) fn node(
    desk: &mut Desk<'_>,
    id: &str,
    id_at: usize,
    table: &Table,
    library: &Library<'_>,
) -> Option<DraftNode> {
    let mut fields = Fields::new("node", table);
    let label = fields.text(desk, "label").unwrap_or_else(|| id.to_owned());
    let metadata = fields.table(desk, "metadata");
    fields.finish(desk);
    let Some(metadata) = metadata else {
        desk.error("missing-field", id_at, format!("the node “{id}” has no `metadata`"));
        return None;
    };
    let mut fields = Fields::new("node", metadata);
    let kind = kind(desk, &mut fields)?;
    let subtype = fields.text(desk, "subtype");
    let title = fields.text(desk, "title");
    let aliases = fields.texts(desk, "aliases");
    let summary = fields.text(desk, "summary");
    let spoken = fields.text(desk, "spoken");
    let status = fields.text(desk, "status");
    let status_as_of = fields.date(desk, "status_as_of");
    let not_looked_up = fields.text(desk, "not_looked_up");
    let seat = fields.text(desk, "seat");
    // Said again for other readers; the links are what counts, where they are all here.
    for key in TIES.into_iter().chain(["standing"]) {
        fields.entry(key);
    }
    let known = fields.table(desk, "identifiers").map(|table| identifiers(desk, table));
    let place =
        desk.lines.place(if fields.has("evidence") { fields.place_of("evidence") } else { id_at });
    let evidence = evidence_list(desk, &mut fields, library);
    let dates = events(desk, &mut fields, "dates", library, evidence_list);
    let events = events(desk, &mut fields, "events", library, evidence_list);
    if let Some(table) = fields.table(desk, "position") {
        check_position(desk, table);
    }
    fields.finish(desk);
    let bare = Node::new(NodeId::new(id), kind, label);
    let identifiers = known.unwrap_or_default();
    let node = Node {
        subtype,
        title,
        aliases,
        summary,
        spoken,
        status,
        status_as_of,
        not_looked_up,
        seat,
        identifiers,
        ..bare
    };
    let keys = KeyPlaces::of(desk, &[table, metadata]);
    let id_place = desk.lines.place(id_at);
    Some(DraftNode { node, id_place, place, keys, evidence, dates, events })
}

fn kind(desk: &mut Desk<'_>, fields: &mut Fields<'_>) -> Option<NodeKind> {
    let (at, word) = fields.required_at(desk, "kind")?;
    let kind = NodeKind::from_word(&word);
    if kind.is_none() {
        let hint = did_you_mean(&word, NodeKind::ALL.map(NodeKind::word));
        desk.error("wrong-type", at, format!("“{word}” is no kind of node{hint}"));
    }
    kind
}

/// A position is worked out anew, so only its form is looked at.
fn check_position(desk: &mut Desk<'_>, table: &Table) {
    let mut fields = Fields::new("position", table);
    for key in ["x", "y", "width", "height"] {
        fields.number(desk, key);
    }
    fields.finish(desk);
}

pub(super) fn link(desk: &mut Desk<'_>, table: &Table, library: &Library<'_>) -> Option<DraftLink> {
    let mut fields = Fields::new("edge", table);
    let id = fields.text_at(desk, "id");
    let source = fields.required_at(desk, "source");
    let target = fields.required_at(desk, "target");
    let relation = fields.required_at(desk, "relation");
    for key in ["directed", "label"] {
        fields.entry(key);
    }
    let metadata = fields.table(desk, "metadata");
    fields.finish(desk);
    let mut evidence = Vec::new();
    let mut evidence_at = table.at;
    if let Some(metadata) = metadata {
        let mut fields = Fields::new("edge", metadata);
        // Told by the evidence itself; said again for other readers.
        fields.entry("standing");
        if fields.has("evidence") {
            evidence_at = fields.place_of("evidence");
        }
        evidence = evidence_list(desk, &mut fields, library);
        fields.finish(desk);
    }
    let (source, target, relation) = (source?, target?, relation?);
    Some(DraftLink {
        id: id.map(|(at, id)| desk.placed(at, LinkId::new(id))),
        place: desk.lines.place(table.at),
        evidence_place: desk.lines.place(evidence_at),
        source: desk.placed(source.0, NodeId::new(source.1)),
        relation: desk.placed(relation.0, relation.1),
        target: desk.placed(target.0, NodeId::new(target.1)),
        evidence,
    })
}
