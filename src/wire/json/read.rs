//! Our own JSON as an atlas again, held to the same rules as a folder.

use crate::wire::draft::Draft;
use crate::wire::fields::{Desk, Fields};
use crate::wire::finding::Finding;
use crate::wire::limits::{MAX_FILE_BYTES, MAX_LINKS, MAX_NODES};
use crate::wire::lines::Lines;
use crate::wire::open::Opened;
use crate::wire::rows::Library;
use crate::wire::source::BYTE_ORDER_MARK;
use crate::wire::tree::{Table, Tree, Value};

use super::documents::document;
use super::excerpt::{excerpt, ties};
use super::parts::{link, node, threat};
use super::view::ViewRecord;
use super::view_read::{briefing, view};
use super::{FORMAT_VERSION, GRAPH_TYPE, plain, scan};

/// Reads a JSON Graph Format file: ours as the atlas it was, any other as a plain graph.
/// `path` is what findings call the file.
pub fn read(text: &str, path: &str) -> Opened {
    if text.len() as u64 > MAX_FILE_BYTES {
        let message = format!("it is larger than the limit of {MAX_FILE_BYTES} bytes for a file");
        return Opened::nothing(Finding::error_in("unreadable", path, message), path.to_owned());
    }
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut desk = Desk::lenient(Lines::new(path, text));
    let tree = scan::scan(&mut desk, text);
    let read = tree.and_then(|tree| graph(&mut desk, &tree));
    let has_graph = read.is_some();
    let (mut draft, view) = read.unwrap_or_default();
    draft.findings = desk.findings;
    draft.findings.sort();
    if !has_graph {
        return Opened::without_atlas(draft, path.to_owned());
    }
    Opened { view, ..Opened::with_atlas(draft, path.to_owned()) }
}

fn graph(desk: &mut Desk<'_>, tree: &Tree) -> Option<(Draft, Option<ViewRecord>)> {
    let graph = plain::graph_of(desk, tree)?;
    if is_over_limit(desk, graph) {
        return None;
    }
    if graph.text("type") == Some(GRAPH_TYPE) {
        ours(desk, graph)
    } else {
        Some((plain::read(desk, graph), None))
    }
}

fn is_over_limit(desk: &mut Desk<'_>, graph: &Table) -> bool {
    let n_nodes = graph.table("nodes").map_or(0, |nodes| nodes.entries.len());
    let n_links = graph.get("edges").map_or(0, |entry| match &entry.tree.value {
        Value::List(items) => items.len(),
        _ => 0,
    });
    for (number, limit, what) in [(n_nodes, MAX_NODES, "nodes"), (n_links, MAX_LINKS, "links")] {
        if number > limit {
            desk.error(
                "unreadable",
                graph.at,
                format!("it has {number} {what}; the limit is {limit} {what}"),
            );
            return true;
        }
    }
    false
}

fn ours(desk: &mut Desk<'_>, graph: &Table) -> Option<(Draft, Option<ViewRecord>)> {
    let mut fields = Fields::new("graph", graph);
    let id = fields.required(desk, "id").unwrap_or_default();
    fields.text(desk, "type");
    let title_place = desk.placed(fields.place_of("label"), ()).place;
    let title = fields.required(desk, "label").unwrap_or_else(|| id.clone());
    fields.entry("directed");
    let metadata = fields.table(desk, "metadata");
    let nodes = fields.table(desk, "nodes");
    let edges = fields.tables(desk, "edges");
    fields.finish(desk);
    let Some(metadata) = metadata else {
        desk.error("missing-field", graph.at, "this graph has no `metadata`");
        return None;
    };
    if is_newer(desk, metadata) {
        return None;
    }
    let (mut draft, view) = head(desk, metadata);
    draft.id = id;
    draft.title = title;
    draft.title_place = Some(title_place);
    let documents = std::mem::take(&mut draft.documents);
    let mut library = Library::new();
    for document in &documents {
        library.entry(document.id.value.as_str()).or_insert(document.document.as_ref());
    }
    if let Some(whole) = draft.excerpt.as_mut().and_then(|part| part.whole.as_mut()) {
        whole.ties = nodes.map(ties).unwrap_or_default();
    }
    for entry in nodes.into_iter().flat_map(|nodes| &nodes.entries) {
        let Value::Table(table) = &entry.tree.value else {
            desk.error(
                "wrong-type",
                entry.tree.at,
                format!("a node is an object, not {}", entry.tree.value.sort()),
            );
            continue;
        };
        draft.nodes.extend(node(desk, &entry.key, entry.at, table, &library));
    }
    draft.links = edges.into_iter().filter_map(|table| link(desk, table, &library)).collect();
    draft.documents = documents;
    Some((draft, view))
}

/// Reports a file that a later version of this program wrote.
fn is_newer(desk: &mut Desk<'_>, metadata: &Table) -> bool {
    let mut fields = Fields::new("graph", metadata);
    if !fields.has("format_version") {
        desk.error("missing-field", metadata.at, "this graph has no `format_version`");
        return false;
    }
    let Some((at, version)) = fields.whole(desk, "format_version") else { return false };
    let is_newer = version as u64 > FORMAT_VERSION;
    if is_newer {
        let message = format!(
            "the file was made by a newer version of this program: its format is {version}, \
             this program reads up to {FORMAT_VERSION}"
        );
        desk.error("unreadable", at, message);
    }
    is_newer
}

fn head(desk: &mut Desk<'_>, metadata: &Table) -> (Draft, Option<ViewRecord>) {
    let mut fields = Fields::new("graph", metadata);
    for key in ["format_version", "generator"] {
        fields.entry(key);
    }
    let as_of = fields.date(desk, "as_of");
    let language = fields.language(desk);
    let summary = fields.text(desk, "summary");
    let documents = fields.tables(desk, "documents");
    let threats = fields.tables(desk, "threats");
    let excerpt = fields.table(desk, "excerpt").map(|table| excerpt(desk, table));
    let view = fields.table(desk, "view").map(|table| view(desk, table));
    let briefing = fields.table(desk, "briefing").map(|table| briefing(desk, table));
    fields.finish(desk);
    let documents = documents.into_iter().filter_map(|table| document(desk, table));
    let (documents, left_out): (Vec<_>, Vec<_>) = documents.unzip();
    let draft = Draft {
        excerpt,
        as_of,
        language,
        summary,
        documents,
        left_out: left_out.into_iter().flatten().collect(),
        threats: threats.into_iter().filter_map(|table| threat(desk, table)).collect(),
        briefing,
        is_complete: true,
        ..Draft::default()
    };
    (draft, view)
}
