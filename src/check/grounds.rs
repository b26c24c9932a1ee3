//! Statuses that say that something is there: each has a ground.

use std::collections::BTreeMap;

use crate::atlas::{EventKind, Evidence, NodeId, NodeKind, Relation};
use crate::wire::draft::{DraftEvent, DraftNode};
use crate::wire::{Draft, Finding, Severity};

use super::dates::is_before;
use super::status::instruments_of;
use super::{Findings, Rule, nodes_by_id, nodes_of};

/// Whatever is done, adopted or in force rests on more than the word.
pub(super) const GROUNDED: Rule = Rule {
    code: "unfounded-status",
    severity: Severity::Warning,
    summary: "whatever is done, adopted or in force has an event, a date, an act, a reference or \
        the day of the text that says so",
    example: "[[instrument]]\nid = \"x\"\nlabel = \"X\"\nstatus = \"in-force\"\n\
        evidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[link]]\nsource = \"x\"\nrelation = \"addresses\"\ntarget = \"t\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: grounded,
};

/// The status of an action that a text says has been done.
const DONE: &str = "done";

/// Statuses that need a ground.
const SETTLED: [&str; 3] = [DONE, "adopted", "in-force"];

/// Statuses of an instrument that is not there, or not yet.
const ABSENT: [&str; 4] = ["announced", "in-preparation", "concept", "ongoing"];

fn grounded(draft: &Draft, findings: &mut Findings) {
    let announced = instruments_of(draft);
    let acts = acts_of(draft);
    for node in nodes_of(draft) {
        if !matches!(node.node.kind, NodeKind::Action | NodeKind::Instrument) {
            continue;
        }
        let Some(status) = node.node.status.as_deref().filter(|word| SETTLED.contains(word)) else {
            continue;
        };
        let acts = acts.get(&node.node.id).map_or(&[][..], Vec::as_slice);
        let instruments = announced.get(&node.node.id).map_or(&[][..], Vec::as_slice);
        let objection = too_early(node, acts)
            .or_else(|| (!has_ground(node, acts, instruments)).then(|| missing(node)));
        let Some(objection) = objection else { continue };
        let place = node.keys.get("status").unwrap_or(&node.id_place);
        let message =
            format!("the {} “{}” is {status}, {objection}", node.node.kind.word(), node.node.id);
        findings.push(Finding::warning(GROUNDED.code, place.clone(), message));
    }
}

fn missing(node: &DraftNode) -> String {
    let day = if node.node.kind == NodeKind::Action {
        ", no act, and no day of the text that says so (`status_as_of`)"
    } else {
        ", number or reference"
    };
    format!("and there is no event or date{day}")
}

/// The instruments each action is joined with, other than by being contained.
fn acts_of(draft: &Draft) -> BTreeMap<&NodeId, Vec<&DraftNode>> {
    let nodes = nodes_by_id(draft);
    let mut acts: BTreeMap<&NodeId, Vec<&DraftNode>> = BTreeMap::new();
    for link in draft.links.iter().filter(|l| l.relation.value != Relation::Contains.word()) {
        let source = nodes.get(&link.source.value).filter(|n| n.node.kind == NodeKind::Action);
        let target = nodes.get(&link.target.value).filter(|n| n.node.kind == NodeKind::Instrument);
        if let (Some(source), Some(target)) = (source, target) {
            acts.entry(&source.node.id).or_default().push(target);
        }
    }
    acts
}

fn has_ground(node: &DraftNode, acts: &[&DraftNode], announced: &[&DraftNode]) -> bool {
    let is_there = |act: &&DraftNode| {
        act.node.status.as_deref().is_some_and(|status| !ABSENT.contains(&status))
    };
    let is_reference = |entry: &Option<Evidence>| matches!(entry, Some(Evidence::Reference { .. }));
    let says_the_text = node.node.kind == NodeKind::Action
        && node.node.status.as_deref() == Some(DONE)
        && node.node.status_as_of.is_some();
    says_the_text
        || !node.dates.is_empty()
        || !node.node.identifiers.is_empty()
        || std::iter::once(node).chain(announced.iter().copied()).any(has_event)
        || node.evidence.iter().any(|entry| is_reference(&entry.evidence))
        || acts.iter().any(is_there)
}

/// Whether something happened to it, rather than being sought or on the way.
fn has_event(node: &DraftNode) -> bool {
    let counts = |event: &DraftEvent| {
        event.event.kind.is_none_or(|kind| kind != EventKind::NotFound && !kind.is_a_beginning())
    };
    node.events.iter().any(counts)
}

/// What is done as of a day cannot rest on an act that applies only later.
fn too_early(node: &DraftNode, acts: &[&DraftNode]) -> Option<String> {
    let as_of = node.node.status_as_of.as_deref()?;
    acts.iter().find_map(|act| {
        let dated = act.dates.iter().chain(&act.events);
        let applies: Vec<&str> = dated
            .filter(|event| event.event.kind == Some(EventKind::Applies))
            .map(|event| event.event.date.as_str())
            .collect();
        let first = applies.iter().min()?;
        // The act's date is the later one if the status's day surely lies before it.
        is_before(as_of, first)
            .then(|| format!("as of {as_of}, and “{}” applies only from {first}", act.node.id))
    })
}
