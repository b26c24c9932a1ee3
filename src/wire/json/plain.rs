//! Any other JSON Graph Format v2 file as a plain graph: nodes with a label, links with a relation.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{Link, LinkId, Node, NodeId, NodeKind, Relation};
use crate::wire::draft::{Draft, DraftLink, DraftNode};
use crate::wire::fields::{Desk, Placed};
use crate::wire::places::KeyPlaces;
use crate::wire::tree::{Table, Tree, Value};

use super::PLAIN_RELATION;

/// The graph of a file; of several graphs the first.
pub(super) fn graph_of<'t>(desk: &mut Desk<'_>, root: &'t Table) -> Option<&'t Table> {
    if let Some(entry) = root.get("graph") {
        return object(desk, &entry.tree, "`graph`");
    }
    if let Some(entry) = root.get("graphs")
        && let Value::List(graphs) = &entry.tree.value
        && let Some(first) = graphs.first()
    {
        if graphs.len() > 1 {
            let message = format!("the file holds {} graphs; only the first is read", graphs.len());
            desk.warning("unknown-field", entry.at, message);
        }
        return object(desk, first, "a graph");
    }
    let message = "this is no JSON Graph Format file: it has neither `graph` nor `graphs`";
    desk.error("missing-field", root.at, message);
    None
}

fn object<'t>(desk: &mut Desk<'_>, tree: &'t Tree, what: &str) -> Option<&'t Table> {
    match &tree.value {
        Value::Table(table) => Some(table),
        other => {
            desk.error("wrong-type", tree.at, format!("{what} is an object, not {}", other.sort()));
            None
        }
    }
}

/// Reads a plain graph; what its metadata say is for others.
pub(super) fn read(desk: &mut Desk<'_>, graph: &Table) -> Draft {
    let id = graph.text("id").unwrap_or("graph").to_owned();
    let title = graph.text("label").unwrap_or(&id).to_owned();
    if let Some(entry) = graph.get("hyperedges") {
        desk.warning("unknown-field", entry.at, "links between more than two nodes are not read");
    }
    let nodes = nodes(desk, graph);
    let links = links(desk, graph);
    Draft { id, title, nodes, links, is_complete: true, is_plain: true, ..Draft::default() }
}

fn nodes(desk: &mut Desk<'_>, graph: &Table) -> Vec<DraftNode> {
    let Some(entry) = graph.get("nodes") else { return Vec::new() };
    let Some(nodes) = object(desk, &entry.tree, "`nodes`") else { return Vec::new() };
    let mut drafts = Vec::new();
    for entry in &nodes.entries {
        let Some(node) = object(desk, &entry.tree, "a node") else { continue };
        let label = node.text("label").unwrap_or(&entry.key).to_owned();
        let place = desk.lines.place(entry.at);
        drafts.push(DraftNode {
            node: Node::new(NodeId::new(&*entry.key), NodeKind::Plain, label),
            id_place: place.clone(),
            place,
            keys: KeyPlaces::default(),
            evidence: Vec::new(),
            dates: Vec::new(),
            events: Vec::new(),
        });
    }
    drafts
}

fn links(desk: &mut Desk<'_>, graph: &Table) -> Vec<DraftLink> {
    let Some(entry) = graph.get("edges") else { return Vec::new() };
    let Value::List(items) = &entry.tree.value else {
        let message = format!("`edges` is a list, not {}", entry.tree.value.sort());
        desk.error("wrong-type", entry.tree.at, message);
        return Vec::new();
    };
    let mut links = Vec::new();
    for item in items {
        let Some(edge) = object(desk, item, "an edge") else { continue };
        links.extend(link(desk, edge));
    }
    name_the_nameless(&mut links);
    links
}

fn link(desk: &mut Desk<'_>, edge: &Table) -> Option<DraftLink> {
    let source = end(desk, edge, "source");
    let target = end(desk, edge, "target");
    let relation = edge.get("relation").or_else(|| edge.get("label"));
    let word = edge.text("relation").or_else(|| edge.text("label")).unwrap_or(PLAIN_RELATION);
    let place = desk.lines.place(edge.at);
    let id = edge.get("id").zip(edge.text("id"));
    Some(DraftLink {
        id: id.map(|(entry, id)| desk.placed(entry.tree.at, LinkId::new(id))),
        evidence_place: place.clone(),
        place,
        relation: desk.placed(relation.map_or(edge.at, |entry| entry.tree.at), word.to_owned()),
        source: source?,
        target: target?,
        evidence: Vec::new(),
    })
}

fn end(desk: &mut Desk<'_>, edge: &Table, key: &str) -> Option<Placed<NodeId>> {
    let Some(entry) = edge.get(key) else {
        desk.error("missing-field", edge.at, format!("this edge has no `{key}`"));
        return None;
    };
    let Value::Text(id) = &entry.tree.value else {
        let message = format!("`{key}` is a text, not {}", entry.tree.value.sort());
        desk.error("wrong-type", entry.tree.at, message);
        return None;
    };
    Some(desk.placed(entry.tree.at, NodeId::new(&**id)))
}

/// Gives every link without an id one of its own; plain graphs often join two nodes twice.
fn name_the_nameless(links: &mut [DraftLink]) {
    let mut taken: BTreeSet<String> =
        links.iter().filter_map(|link| Some(link.id.as_ref()?.value.to_string())).collect();
    let mut last_number: BTreeMap<String, usize> = BTreeMap::new();
    for link in links.iter_mut().filter(|link| link.id.is_none()) {
        let relation = Relation::Other(link.relation.value.clone());
        let base = Link::default_id(&link.source.value, &relation, &link.target.value).to_string();
        let mut name = base.clone();
        while !taken.insert(name.clone()) {
            let number = last_number.entry(base.clone()).or_insert(1);
            *number += 1;
            name = format!("{base}--{number}");
        }
        link.id = Some(Placed { value: LinkId::new(name), place: link.place.clone() });
    }
}
