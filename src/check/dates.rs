//! Dates: nothing happens to a thing before a source speaks of it.

use std::collections::BTreeMap;

use crate::atlas::{DocumentId, NodeKind};
use crate::wire::draft::DraftNode;
use crate::wire::{Draft, Finding, Severity, is_date};

use super::{Findings, Rule, nodes_of};

/// Every event of an action or instrument came after its announcement.
pub(super) const NOT_EARLY: Rule = Rule {
    code: "early-event",
    severity: Severity::Warning,
    summary: "no event of an action or instrument lies before the documents that speak of it",
    example: "[[action]]\nid = \"x\"\nlabel = \"X\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[action.event]]\ndate = \"2024\"\nwhat = \"W\"\n\
        [[link]]\nsource = \"p\"\nrelation = \"contains\"\ntarget = \"x\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: not_early,
};

fn not_early(draft: &Draft, findings: &mut Findings) {
    let announced = Announced::new(draft);
    for node in nodes_of(draft) {
        if !matches!(node.node.kind, NodeKind::Action | NodeKind::Instrument) {
            continue;
        }
        let Some(since) = announced.on(node) else { continue };
        for event in node.events.iter().filter(|event| is_before(&event.event.date, since)) {
            let message = format!(
                "the event of {} lies before {since}, when a source first speaks of the {} “{}”; \
                 what came before stands in `dates`",
                event.event.date,
                node.node.kind.word(),
                node.node.id
            );
            findings.push(Finding::warning(NOT_EARLY.code, event.place.clone(), message));
        }
    }
}

/// Since when sources speak of a thing.
#[derive(Debug)]
pub(super) struct Announced<'d>(BTreeMap<&'d DocumentId, &'d str>);

impl<'d> Announced<'d> {
    /// Looks up the dates of a draft's documents.
    pub(super) fn new(draft: &'d Draft) -> Self {
        let documents = draft.documents.iter().filter_map(|draft| draft.document.as_ref());
        let dated =
            documents.filter_map(|document| Some((&document.id, document.date.as_deref()?)));
        Self(dated.filter(|(_, date)| is_date(date)).collect())
    }

    /// The earliest date of the documents that a node's evidence quotes; `None` where none of them
    /// has one. Of "2025" and "2025-04-01" the less exact counts as the earlier.
    pub(super) fn on(&self, node: &DraftNode) -> Option<&'d str> {
        let quoted = node.evidence.iter().filter_map(|entry| entry.document.as_ref());
        quoted.filter_map(|document| self.0.get(&document.value).copied()).min()
    }
}

/// Whether a date surely lies before another, by what both say: "2025" is not before "2025-04-01".
pub(super) fn is_before(date: &str, other: &str) -> bool {
    let known = date.len().min(other.len());
    is_date(date) && date.get(..known) < other.get(..known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_compared_by_what_both_say() {
        let check = |date, other, expected| assert_eq!(is_before(date, other), expected, "{date}");
        check("2024", "2025-04-01", true);
        check("2025", "2025-04-01", false);
        check("2025-03", "2025-04-01", true);
        check("2025-04", "2025-04-01", false);
        check("2025-03-31", "2025-04-01", true);
        check("2025-04-01", "2025-04-01", false);
        check("2025-03-31", "2025", false);
        check("2024-12-31", "2025", true);
        check("soon", "2025", false);
    }
}
