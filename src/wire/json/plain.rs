//! Any other JSON Graph Format v2 file as a plain graph: nodes with a label, links with a relation.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{Link, LinkId, Node, NodeId, NodeKind, Relation};
use crate::filter::fold;
use crate::wire::draft::{Draft, DraftLink, DraftNode};
use crate::wire::fields::{Desk, Placed};
use crate::wire::finding::NOT_READ;
use crate::wire::places::KeyPlaces;
use crate::wire::tree::{Table, Tree, Value};

use super::{GRAPH_TYPE, PLAIN_RELATION, lookalikes};

/// How many graphs that are not read are named.
const MAX_NAMED: usize = 5;

/// The graph of a file; of several graphs the first.
pub(super) fn graph_of<'t>(desk: &mut Desk<'_>, tree: &'t Tree) -> Option<&'t Table> {
    let graphs = graphs_in(tree);
    let first = graphs.first().copied();
    // A graph that holds nothing may be what others write beside their own shape.
    if !first.is_some_and(holds_graph)
        && let Some((at, message)) = lookalikes::known(tree)
    {
        return refuse(desk, at, message);
    }
    let Some(graph) = first else {
        let (at, message) = lookalikes::unknown(tree);
        return refuse(desk, at, message);
    };
    let graph = object(desk, graph, "a graph")?;
    say_what_is_not_read(desk, graph, &graphs);
    Some(graph)
}

/// One message for the whole file: what else is wrong in it is of no use.
fn refuse<T>(desk: &mut Desk<'_>, at: usize, message: String) -> Option<T> {
    desk.findings.clear();
    desk.error("unreadable", at, message);
    None
}

/// Whatever stands where a file has its graphs, in the order of reading.
fn graphs_in(tree: &Tree) -> Vec<&Tree> {
    let Value::Table(root) = &tree.value else { return Vec::new() };
    let value = |key: &str| root.get(key).map(|entry| &entry.tree);
    let list = match value("graphs").map(|tree| &tree.value) {
        Some(Value::List(graphs)) => &graphs[..],
        _ => &[],
    };
    value("graph").into_iter().chain(list).collect()
}

/// Whether a value is a graph in the shape that is read, right or wrong in its parts.
fn holds_graph(tree: &Tree) -> bool {
    let Value::Table(graph) = &tree.value else { return false };
    let is_ours = graph.text("type") == Some(GRAPH_TYPE);
    match graph.get("nodes").map(|entry| &entry.tree.value) {
        Some(Value::Table(_)) => true,
        Some(_) | None => is_ours,
    }
}

/// Names what the file holds beside the graph that is read.
fn say_what_is_not_read(desk: &mut Desk<'_>, graph: &Table, graphs: &[&Tree]) {
    let mut others = graphs.iter().enumerate().skip(1);
    if let Some((_, second)) = others.clone().next() {
        let mut named: Vec<String> =
            others.by_ref().take(MAX_NAMED).map(|(at, tree)| name_of(tree, at)).collect();
        let n_more = others.count();
        if n_more > 0 {
            named.push(format!("{n_more} more"));
        }
        let last = named.pop().unwrap_or_default();
        let list = if named.is_empty() {
            format!("{last} is")
        } else {
            format!("{} and {last} are", named.join(", "))
        };
        let first = graphs.first().map_or_else(String::new, |tree| name_of(tree, 0));
        let message =
            format!("the file holds {} graphs; only {first} is read, {list} not", graphs.len());
        desk.warning(NOT_READ, second.at, message);
    }
    if let Some(entry) = graph.get("hyperedges") {
        desk.warning(NOT_READ, entry.at, "links between more than two nodes are not read");
    }
    if let Some(entry) = graph.get("links").filter(|_| graph.get("edges").is_none()) {
        let message = "nobody reads `links`; the links of a JSON Graph are called `edges`";
        desk.error("unknown-field", entry.at, message);
    }
}

/// What a graph is called, or which one of the file it is.
fn name_of(tree: &Tree, at: usize) -> String {
    let name = match &tree.value {
        Value::Table(graph) => graph.text("label").or_else(|| graph.text("id")),
        _ => None,
    };
    name.map_or_else(|| format!("graph {}", at + 1), |name| format!("“{name}”"))
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
    let at = graph.get("label").map_or(graph.at, |entry| entry.at);
    let title_place = Some(desk.placed(at, ()).place);
    let nodes = nodes(desk, graph);
    if nodes.is_empty() && desk.findings.is_empty() {
        desk.warning(NOT_READ, graph.at, "this graph has no nodes: there is nothing to show");
    }
    let links = links(desk, graph);
    let draft = Draft { id, title, title_place, nodes, links, ..Draft::default() };
    Draft { is_complete: true, is_plain: true, ..draft }
}

fn nodes(desk: &mut Desk<'_>, graph: &Table) -> Vec<DraftNode> {
    let Some(entry) = graph.get("nodes") else { return Vec::new() };
    let Some(nodes) = object(desk, &entry.tree, "`nodes`") else { return Vec::new() };
    let mut drafts = Vec::new();
    for entry in &nodes.entries {
        let Some(node) = object(desk, &entry.tree, "a node") else { continue };
        // A label in which nothing is to be seen names nothing.
        let label = node.text("label").filter(|label| !fold(label).trim().is_empty());
        let label = label.unwrap_or(&entry.key).to_owned();
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
