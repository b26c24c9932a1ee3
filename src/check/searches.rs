//! What was looked for in vain, and what nobody looked up: a search is told, never proven.

use crate::atlas::{Confidence, EventKind, Evidence};
use crate::wire::draft::DraftEvent;
use crate::wire::{Draft, Finding, Severity};

use super::{Findings, Rule, events_of, nodes_of};

/// Every search says in what one looked.
pub(super) const TOLD: Rule = Rule {
    code: "untold-search",
    severity: Severity::Warning,
    summary: "every event `not-found` says in what it was looked for, and no other event does",
    example: "[[action]]\nid = \"x\"\nlabel = \"X\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[action.event]]\ndate = \"2026\"\nkind = \"not-found\"\n\
        [[link]]\nsource = \"p\"\nrelation = \"contains\"\ntarget = \"x\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: told,
};

/// No page proves that something is nowhere.
pub(super) const NOT_PROVEN: Rule = Rule {
    code: "verified-absence",
    severity: Severity::Warning,
    summary: "no event `not-found` rests on a page that is `verified`",
    example: "[[action]]\nid = \"x\"\nlabel = \"X\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[action.event]]\ndate = \"2026\"\nkind = \"not-found\"\nlooked_in = \"the Official Journal\"\n\
        evidence = [{ citation = \"C\", url = \"https://a.eu\", confidence = \"verified\" }]\n\
        [[link]]\nsource = \"p\"\nrelation = \"contains\"\ntarget = \"x\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: not_proven,
};

/// Nothing says that nobody looked it up beside what somebody found, or looked for.
pub(super) const NEEDED: Rule = Rule {
    code: "looked-up",
    severity: Severity::Warning,
    summary: "nothing with events says why it was not looked up",
    example: "[[action]]\nid = \"x\"\nlabel = \"X\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n\
        not_looked_up = \"an aim\"\n\
        [[action.event]]\ndate = \"2026\"\nkind = \"adopted\"\n\
        [[link]]\nsource = \"p\"\nrelation = \"contains\"\ntarget = \"x\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: needed,
};

fn is_missed(event: &DraftEvent) -> bool {
    event.event.kind == Some(EventKind::NotFound)
}

fn told(draft: &Draft, findings: &mut Findings) {
    for (node, event) in events_of(draft) {
        let is_told = event.event.looked_in.as_ref().is_some_and(|words| !words.trim().is_empty());
        let has_search = is_told || event.event.newest_page.is_some();
        let message = match (is_missed(event), is_told, has_search) {
            (true, false, _) => format!(
                "this event of “{}” says that nothing was found, and not in what it was looked \
                 for (`looked_in`)",
                node.node.id
            ),
            (false, _, true) => format!(
                "`looked_in` and `newest_page` tell of a search in vain; this event of “{}” is \
                 not of the kind `not-found`",
                node.node.id
            ),
            _ => continue,
        };
        findings.push(Finding::warning(TOLD.code, event.place.clone(), message));
    }
}

fn not_proven(draft: &Draft, findings: &mut Findings) {
    for (node, event) in events_of(draft).filter(|(_, event)| is_missed(event)) {
        for entry in &event.evidence {
            let Some(Evidence::Reference { confidence: Confidence::Verified, .. }) =
                &entry.evidence
            else {
                continue;
            };
            let message = format!(
                "no page verifies that something about “{}” is nowhere to be found; say in what \
                 one looked, and tell what the page says as an event of its own",
                node.node.id
            );
            findings.push(Finding::warning(NOT_PROVEN.code, entry.place.clone(), message));
        }
    }
}

fn needed(draft: &Draft, findings: &mut Findings) {
    for node in nodes_of(draft) {
        let Some(first) = node.events.first().filter(|_| node.node.not_looked_up.is_some()) else {
            continue;
        };
        let message = format!(
            "“{}” says why nobody looked it up, and has an event at {}",
            node.node.id, first.place
        );
        let place = node.keys.get("not_looked_up").unwrap_or(&node.id_place);
        findings.push(Finding::warning(NEEDED.code, place.clone(), message));
    }
}
