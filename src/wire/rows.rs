//! The tables of an atlas folder one by one: `[[action]]`, `[[link]]`, evidence and the rest.
//!
//! Owns which keys each table has (`docs/atlas-format.md`). Knows nothing of files.

use std::collections::BTreeMap;

use crate::atlas::{
    Basis, Broken, Confidence, Document, DocumentId, Evidence, Identifiers, LinkId, Node, NodeId,
    NodeKind,
};

use super::draft::{DraftEvent, DraftEvidence, DraftLink, DraftNode, DraftThreat};
use super::fields::{Desk, Fields, Placed};
use super::happenings::events;
use super::places::KeyPlaces;
use super::quotes::{Wanted, find};
use super::tree::Table;
use super::words::did_you_mean;

/// Documents by id, to look quotes up in; `None` for one whose text could not be read.
pub(crate) type Library<'d> = BTreeMap<&'d str, Option<&'d Document>>;

/// An entry of the taxonomy and its node.
pub(crate) fn threat(
    desk: &mut Desk<'_>,
    table: &Table,
    library: &Library<'_>,
) -> Option<(DraftThreat, DraftNode)> {
    let mut fields = Fields::new("threat", table);
    let definition = fields.text(desk, "definition");
    let parent = placed_text(&mut fields, desk, "parent");
    let node = common(desk, &mut fields, NodeKind::Threat, library);
    fields.finish(desk);
    let node = DraftNode { keys: KeyPlaces::of(desk, &[table]), ..node? };
    let threat = DraftThreat {
        id: Placed { value: node.node.id.clone(), place: node.id_place.clone() },
        label: node.node.label.clone(),
        definition,
        parent: parent
            .map(|parent| Placed { value: NodeId::new(parent.value), place: parent.place }),
    };
    Some((threat, node))
}

/// A node of any kind but threat.
pub(crate) fn node(
    desk: &mut Desk<'_>,
    table: &Table,
    kind: NodeKind,
    library: &Library<'_>,
) -> Option<DraftNode> {
    let mut fields = Fields::new(kind.word(), table);
    let draft = common(desk, &mut fields, kind, library);
    let title = fields.text(desk, "title");
    let subtype = fields.text(desk, "subtype");
    let status = fields.text(desk, "status");
    let status_as_of = fields.date(desk, "status_as_of");
    let not_looked_up = fields.text(desk, "not_looked_up");
    let seat = fields.text(desk, "seat");
    let identifiers = fields.table(desk, "identifiers").map(|table| identifiers(desk, table));
    let dates = in_order(events(desk, &mut fields, "dates", library, evidence_list));
    let events = in_order(events(desk, &mut fields, "event", library, evidence_list));
    fields.finish(desk);
    let draft = draft?;
    let identifiers = identifiers.unwrap_or_default();
    Some(DraftNode {
        node: Node {
            subtype,
            title,
            status,
            status_as_of,
            not_looked_up,
            seat,
            identifiers,
            ..draft.node
        },
        keys: KeyPlaces::of(desk, &[table]),
        dates,
        events,
        ..draft
    })
}

/// What threats and other nodes have in common.
fn common(
    desk: &mut Desk<'_>,
    fields: &mut Fields<'_>,
    kind: NodeKind,
    library: &Library<'_>,
) -> Option<DraftNode> {
    let id = fields.required_at(desk, "id");
    let label = fields.required(desk, "label");
    let aliases = fields.texts(desk, "aliases");
    let summary = fields.text(desk, "summary");
    let spoken = fields.text(desk, "spoken");
    let place_of_evidence = fields.place_of("evidence");
    let evidence = evidence_list(desk, fields, library);
    let (at, id) = id?;
    check_id(desk, at, &id);
    // A node without a label is still a node; its id is the next best name.
    let label = label.unwrap_or_else(|| id.clone());
    Some(DraftNode {
        node: Node { aliases, summary, spoken, ..Node::new(NodeId::new(id), kind, label) },
        id_place: desk.lines.place(at),
        place: desk.lines.place(place_of_evidence),
        keys: KeyPlaces::default(),
        evidence,
        dates: Vec::new(),
        events: Vec::new(),
    })
}

/// Ids outlive programs and stand in file names, filters and addresses, so they are kept plain.
pub(crate) fn check_id(desk: &mut Desk<'_>, at: usize, id: &str) {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    if !id.chars().all(is_plain) {
        let message =
            format!("the id “{id}” has more than lower-case letters, digits, `-` and `.`");
        desk.error("wrong-type", at, message);
    }
}

/// Numbers and addresses, in TOML and in JSON alike.
pub(super) fn identifiers(desk: &mut Desk<'_>, table: &Table) -> Identifiers {
    let mut fields = Fields::new("set of identifiers", table);
    let identifiers = Identifiers {
        number: fields.text(desk, "number"),
        celex: fields.text(desk, "celex"),
        eli: fields.text(desk, "eli"),
        url: fields.text(desk, "url"),
    };
    fields.finish(desk);
    identifiers
}

/// Whoever adds to a list by hand adds at its end.
fn in_order(mut events: Vec<DraftEvent>) -> Vec<DraftEvent> {
    events.sort_by(|a, b| a.event.date.cmp(&b.event.date));
    events
}

/// A link.
pub(crate) fn link(desk: &mut Desk<'_>, table: &Table, library: &Library<'_>) -> Option<DraftLink> {
    let mut fields = Fields::new("link", table);
    let source = fields.required_at(desk, "source");
    let relation = fields.required_at(desk, "relation");
    let target = fields.required_at(desk, "target");
    let id = placed_text(&mut fields, desk, "id");
    let place_of_evidence = fields.place_of("evidence");
    let evidence = evidence_list(desk, &mut fields, library);
    fields.finish(desk);
    let (source, relation, target) = (source?, relation?, target?);
    Some(DraftLink {
        id: id.map(|id| Placed { value: LinkId::new(id.value), place: id.place }),
        place: desk.lines.place(table.at),
        evidence_place: desk.lines.place(place_of_evidence),
        source: desk.placed(source.0, NodeId::new(source.1)),
        relation: desk.placed(relation.0, relation.1),
        target: desk.placed(target.0, NodeId::new(target.1)),
        evidence,
    })
}

fn placed_text(
    fields: &mut Fields<'_>,
    desk: &mut Desk<'_>,
    key: &'static str,
) -> Option<Placed<String>> {
    let (at, text) = fields.text_at(desk, key)?;
    Some(desk.placed(at, text))
}

fn evidence_list(
    desk: &mut Desk<'_>,
    fields: &mut Fields<'_>,
    library: &Library<'_>,
) -> Vec<DraftEvidence> {
    fields
        .tables(desk, "evidence")
        .into_iter()
        .map(|table| evidence(desk, table, library))
        .collect()
}

fn evidence(desk: &mut Desk<'_>, table: &Table, library: &Library<'_>) -> DraftEvidence {
    if table.get("citation").is_some() {
        reference(desk, table)
    } else {
        quoted(desk, table, library)
    }
}

fn reference(desk: &mut Desk<'_>, table: &Table) -> DraftEvidence {
    let mut fields = Fields::new("outside reference", table);
    let citation = fields.required(desk, "citation");
    let url = fields.text(desk, "url");
    let confidence = confidence(desk, &mut fields);
    fields.finish(desk);
    let evidence = citation.map(|citation| Evidence::Reference { citation, url, confidence });
    DraftEvidence { evidence, ..no_evidence(desk, table, "citation") }
}

/// How sure a reference is; what is not said well is taken for the weaker.
pub(crate) fn confidence(desk: &mut Desk<'_>, fields: &mut Fields<'_>) -> Confidence {
    let Some((at, word)) = fields.required_at(desk, "confidence") else {
        return Confidence::Memory;
    };
    Confidence::from_word(&word).unwrap_or_else(|| {
        let words = [Confidence::Verified.word(), Confidence::Memory.word()];
        let hint = did_you_mean(&word, words);
        let message = format!("`confidence` is `verified` or `memory`, not “{word}”{hint}");
        desk.error("wrong-type", at, message);
        Confidence::Memory
    })
}

fn quoted(desk: &mut Desk<'_>, table: &Table, library: &Library<'_>) -> DraftEvidence {
    let mut fields = Fields::new("quote", table);
    let document = fields.required_at(desk, "document");
    let quote = fields.required_at(desk, "quote");
    let reason = fields.text(desk, "reason");
    let place = PlaceKeys::take(desk, &mut fields);
    fields.finish(desk);
    let Some((document_at, document)) = document else {
        return no_evidence(desk, table, "quote");
    };
    let text = library.get(document.as_str()).copied().flatten();
    let id = DocumentId::new(document);
    let evidence = quote.map(|(at, words)| {
        let found = text.and_then(|text| Some(text.quote(place.find(desk, text, at, &words)?)));
        match (found, reason) {
            (Some(quote), Some(reason)) => Evidence::Interpreted { quote, reason },
            (Some(quote), None) => Evidence::Stated(quote),
            (None, reason) => Evidence::Broken(Broken {
                claimed: if reason.is_some() { Basis::Interpreted } else { Basis::Stated },
                document: Some(id.clone()),
                words,
                reason,
            }),
        }
    });
    let document = Some(desk.placed(document_at, id));
    DraftEvidence { document, evidence, ..no_evidence(desk, table, "quote") }
}

/// The places of an entry of evidence whose words or citation stand under a key.
pub(super) fn no_evidence(desk: &Desk<'_>, table: &Table, key: &str) -> DraftEvidence {
    let at = table.at_value(key);
    let reason_at = table.get("reason").map_or(at, |entry| entry.tree.at);
    let (place, reason_place) = (desk.lines.place(at), desk.lines.place(reason_at));
    DraftEvidence { document: None, place, reason_place, evidence: None }
}

/// The keys that tell a quote from the same words elsewhere.
#[derive(Debug)]
pub(crate) struct PlaceKeys {
    prefix: Option<String>,
    occurrence: Option<usize>,
}

impl PlaceKeys {
    /// Takes them from a table.
    pub(crate) fn take(desk: &mut Desk<'_>, fields: &mut Fields<'_>) -> Self {
        let prefix = fields.text(desk, "prefix");
        let occurrence = fields.whole(desk, "occurrence").map(|(_, number)| number);
        Self { prefix, occurrence }
    }

    /// Finds words in a document; what has no place is reported at the words.
    pub(crate) fn find(
        &self,
        desk: &mut Desk<'_>,
        document: &Document,
        at: usize,
        words: &str,
    ) -> Option<crate::atlas::Span> {
        let (prefix, occurrence) = (self.prefix.as_deref(), self.occurrence);
        let found = find(document, Wanted { words, prefix, occurrence });
        found.map_err(|no_place| desk.error(no_place.code, at, no_place.message)).ok()
    }
}
