//! Statuses: acts have one, its word is known, and what happened since does not say otherwise.

use std::collections::BTreeMap;

use crate::atlas::{EventKind, NodeId, NodeKind, Relation, STATUSES, status_spec};
use crate::wire::draft::{DraftEvent, DraftNode};
use crate::wire::{Draft, Finding, Severity, did_you_mean};

use super::dates::{Announced, is_before};
use super::{Findings, Rule, nodes_by_id, nodes_of};

/// Every act and agreement has a status.
pub(super) const GIVEN: Rule = Rule {
    code: "missing-status",
    severity: Severity::Warning,
    summary: "every act, proposal and agreement has a status",
    example: "[[instrument]]\nid = \"x\"\nlabel = \"X\"\nsubtype = \"directive\"\n\
        evidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[link]]\nsource = \"x\"\nrelation = \"addresses\"\ntarget = \"t\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: given,
};

/// Every status is one of the known words.
pub(super) const KNOWN_WORD: Rule = Rule {
    code: "unknown-status",
    severity: Severity::Warning,
    summary: "every status is one of the words that have a meaning",
    example: "[[instrument]]\nid = \"x\"\nlabel = \"X\"\nstatus = \"in-froce\"\n\
        evidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[link]]\nsource = \"x\"\nrelation = \"addresses\"\ntarget = \"t\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: known_word,
};

/// Nothing is only announced that has come since.
pub(super) const NOT_STALE: Rule = Rule {
    code: "stale-status",
    severity: Severity::Warning,
    summary: "nothing is “announced” of which an event says that it came",
    example: "[[action]]\nid = \"x\"\nlabel = \"X\"\nstatus = \"announced\"\n\
        evidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[action.event]]\ndate = \"2026\"\nkind = \"adopted\"\n\
        [[link]]\nsource = \"p\"\nrelation = \"contains\"\ntarget = \"x\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: not_stale,
};

/// Subtypes of instruments that are law or on the way to it.
const LEGAL: [&str; 7] = [
    "directive",
    "regulation",
    "decision",
    "framework-decision",
    "legislation",
    "proposal",
    "agreement",
];

/// The status of what a source says will come.
const ANNOUNCED: &str = "announced";

fn given(draft: &Draft, findings: &mut Findings) {
    for node in nodes_of(draft).filter(|node| node.node.kind == NodeKind::Instrument) {
        let subtype = node.node.subtype.as_deref().filter(|subtype| LEGAL.contains(subtype));
        let (Some(subtype), None) = (subtype, &node.node.status) else { continue };
        let place = node.keys.get("subtype").unwrap_or(&node.id_place);
        let message = format!("the {subtype} “{}” has no status", node.node.id);
        findings.push(Finding::warning(GIVEN.code, place.clone(), message));
    }
}

fn known_word(draft: &Draft, findings: &mut Findings) {
    for node in nodes_of(draft) {
        let Some(word) = node.node.status.as_deref() else { continue };
        if status_spec(word).is_some() {
            continue;
        }
        let place = node.keys.get("status").unwrap_or(&node.id_place);
        let hint = did_you_mean(word, STATUSES.iter().map(|status| status.word));
        let message = format!("no status is called “{word}”{hint}");
        findings.push(Finding::warning(KNOWN_WORD.code, place.clone(), message));
    }
}

fn not_stale(draft: &Draft, findings: &mut Findings) {
    let announced = Announced::new(draft);
    let instruments = instruments_of(draft);
    for node in nodes_of(draft).filter(|node| node.node.status.as_deref() == Some(ANNOUNCED)) {
        let since = announced.on(node);
        let own = instruments.get(&node.node.id).into_iter().flatten().copied();
        let happened = std::iter::once(node).chain(own).find_map(|about| {
            let came = about.events.iter().find(|event| has_come(event, since))?;
            Some((about, came))
        });
        let Some((about, event)) = happened else { continue };
        let what = event.event.kind.map_or("", EventKind::word);
        let whose = if about.node.id == node.node.id {
            String::new()
        } else {
            format!(" of “{}”", about.node.id)
        };
        let message = format!(
            "the {} “{}” is announced, but the event{whose} at {} says “{what}” on {}",
            node.node.kind.word(),
            node.node.id,
            event.place,
            event.event.date
        );
        let place = node.keys.get("status").unwrap_or(&node.id_place);
        findings.push(Finding::warning(NOT_STALE.code, place.clone(), message));
    }
}

/// The instruments that each action announces.
pub(super) fn instruments_of(draft: &Draft) -> BTreeMap<&NodeId, Vec<&DraftNode>> {
    let nodes = nodes_by_id(draft);
    let of_kind = |id, kind| nodes.get(id).copied().filter(|node| node.node.kind == kind);
    let mut instruments: BTreeMap<&NodeId, Vec<&DraftNode>> = BTreeMap::new();
    for link in &draft.links {
        let relation = Relation::from_word(&link.relation.value);
        let announces = relation.is_some_and(|relation| relation.announces());
        let ends = of_kind(&link.source.value, NodeKind::Action)
            .zip(of_kind(&link.target.value, NodeKind::Instrument));
        if let Some((action, instrument)) = ends.filter(|_| announces) {
            instruments.entry(&action.node.id).or_default().push(instrument);
        }
    }
    instruments
}

/// Whether an event says that what was announced is there, and did not come before the word of it.
fn has_come(event: &DraftEvent, announced: Option<&str>) -> bool {
    let says_so = event.event.kind.is_some_and(EventKind::says_it_came);
    says_so && announced.is_none_or(|announced| !is_before(&event.event.date, announced))
}
