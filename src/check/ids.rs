//! Identifiers: every one once, and every one named is there.

use std::collections::{BTreeMap, BTreeSet};

use crate::wire::draft::DraftNode;
use crate::wire::{Draft, Finding, Place, Placed, Severity, did_you_mean};

use super::{Findings, Rule};

/// No two things of one sort share an id.
pub(super) const UNIQUE: Rule = Rule {
    code: "duplicate-id",
    severity: Severity::Error,
    summary: "no two nodes, no two documents and no two links have the same id",
    example: "[[pillar]]\nid = \"p\"\nlabel = \"P\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: unique,
};

/// Every id that is named is defined.
pub(super) const KNOWN: Rule = Rule {
    code: "unknown-id",
    severity: Severity::Error,
    summary: "every node, threat and document that is named is there",
    example: "[[link]]\nsource = \"p\"\nrelation = \"addresses\"\ntarget = \"nowhere\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: known,
};

/// Comparing a word with every id costs; after so many nobody reads hints any more.
const MAX_HINTS: usize = 20;

fn unique(draft: &Draft, findings: &mut Findings) {
    let nodes = draft.nodes.iter().map(|node| (node.node.id.as_str(), &node.id_place));
    once_each("nodes", nodes, "", findings);
    let documents = draft.documents.iter().map(|d| (d.id.value.as_str(), &d.id.place));
    once_each("documents", documents, "", findings);
    let entries = draft.threats.iter().map(|threat| (threat.id.value.as_str(), &threat.id.place));
    once_each("threats", entries, "", findings);
    let ids: Vec<String> = draft.links.iter().map(|link| link.id().to_string()).collect();
    let links = draft
        .links
        .iter()
        .zip(&ids)
        .map(|(link, id)| (id.as_str(), link.id.as_ref().map_or(&link.place, |id| &id.place)));
    once_each("links", links, "; give one of them an `id` of its own", findings);
}

fn once_each<'d>(
    sort: &str,
    ids: impl Iterator<Item = (&'d str, &'d Place)>,
    advice: &str,
    findings: &mut Findings,
) {
    let mut first_place: BTreeMap<&str, &Place> = BTreeMap::new();
    for (id, place) in ids {
        match first_place.get(id) {
            // A threat's entry and its node may stand in one table: one place is one thing.
            Some(first) if *first == place => {}
            Some(first) => {
                let message =
                    format!("two {sort} are called “{id}”; the first stands at {first}{advice}");
                findings.push(Finding::error(UNIQUE.code, place.clone(), message));
            }
            None => {
                first_place.insert(id, place);
            }
        }
    }
}

fn known(draft: &Draft, findings: &mut Findings) {
    // What nobody could read may define any id.
    if !draft.is_complete {
        return;
    }
    let mut desk = Lookup { findings, n_hints: 0 };
    let nodes: BTreeSet<&str> = draft.nodes.iter().map(|node| node.node.id.as_str()).collect();
    let threats: BTreeSet<&str> = draft.threats.iter().map(|t| t.id.value.as_str()).collect();
    let documents: BTreeSet<&str> = draft.documents.iter().map(|d| d.id.value.as_str()).collect();
    for link in &draft.links {
        desk.look_up("node", link.source.value.as_str(), &link.source.place, &nodes);
        desk.look_up("node", link.target.value.as_str(), &link.target.place, &nodes);
    }
    for threat in &draft.threats {
        // A part has the whole's taxonomy, and nodes for what it keeps of it.
        if draft.excerpt.is_none() {
            desk.look_up("node", threat.id.value.as_str(), &threat.id.place, &nodes);
        }
        if let Some(parent) = &threat.parent {
            desk.look_up("threat", parent.value.as_str(), &parent.place, &threats);
        }
    }
    let left_out = draft.left_out.iter().map(|passage| &passage.document);
    for Placed { value, place } in quoted_documents(draft).chain(left_out) {
        desk.look_up("document", value.as_str(), place, &documents);
    }
}

/// Every naming of a document by a quote.
fn quoted_documents(draft: &Draft) -> impl Iterator<Item = &Placed<crate::atlas::DocumentId>> {
    let of_nodes = draft.nodes.iter().flat_map(DraftNode::all_evidence);
    let of_links = draft.links.iter().flat_map(|link| &link.evidence);
    of_nodes.chain(of_links).filter_map(|evidence| evidence.document.as_ref())
}

struct Lookup<'f> {
    findings: &'f mut Findings,
    n_hints: usize,
}

impl Lookup<'_> {
    fn look_up(&mut self, sort: &str, id: &str, place: &Place, known: &BTreeSet<&str>) {
        if known.contains(id) {
            return;
        }
        self.n_hints += 1;
        let hint = if self.n_hints <= MAX_HINTS {
            did_you_mean(id, known.iter().copied())
        } else {
            String::new()
        };
        let message = format!("no {sort} is called “{id}”{hint}");
        self.findings.push(Finding::error(KNOWN.code, place.clone(), message));
    }
}
