//! Evidence: nothing is in an atlas without a reason, and no reason is given twice.

use std::collections::BTreeMap;

use crate::atlas::{Confidence, Evidence, NodeKind, Span};
use crate::wire::draft::{DraftEvidence, DraftNode};
use crate::wire::{Draft, Finding, Place, Severity};

use super::{Findings, Rule, nodes_of};

/// Every node and link has evidence; a plain graph knows none.
pub(super) const PRESENT: Rule = Rule {
    code: "missing-evidence",
    severity: Severity::Error,
    summary: "every node and every link has at least one entry of evidence",
    example: "[[actor]]\nid = \"bare\"\nlabel = \"Bare\"\n\
        [[link]]\nsource = \"bare\"\nrelation = \"addresses\"\ntarget = \"t\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: present,
};

/// Every quote that is read in some way says why.
pub(super) const REASONED: Rule = Rule {
    code: "missing-reason",
    severity: Severity::Error,
    summary: "every `reason` says something",
    example: "[[link]]\nsource = \"p\"\nrelation = \"addresses\"\ntarget = \"t\"\nid = \"x\"\n\
        evidence = [{ document = \"d\", quote = \"words\", reason = \" \" }]\n",
    run: reasoned,
};

/// No node or link gives one reason twice.
pub(super) const ONCE: Rule = Rule {
    code: "repeated-evidence",
    severity: Severity::Warning,
    summary: "no quote of a node or link stands inside another, and no reference twice",
    example: "[[link]]\nsource = \"p\"\nrelation = \"addresses\"\ntarget = \"t\"\nid = \"x\"\n\
        evidence = [{ document = \"d\", quote = \"words\" }, { document = \"d\", quote = \"word\" }]\n",
    run: once,
};

/// Every number by which others know a node was looked up.
pub(super) const VERIFIED: Rule = Rule {
    code: "unverified-number",
    severity: Severity::Warning,
    summary: "every node with a number, CELEX or ELI has a verified reference",
    example: "[[instrument]]\nid = \"x\"\nlabel = \"X\"\nidentifiers = { number = \"1\" }\n\
        evidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[link]]\nsource = \"x\"\nrelation = \"addresses\"\ntarget = \"t\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: verified,
};

fn present(draft: &Draft, findings: &mut Findings) {
    let kinds = draft.kinds();
    for node in &draft.nodes {
        if node.evidence.is_empty() && node.node.kind != NodeKind::Plain {
            let message =
                format!("the {} “{}” has no evidence", node.node.kind.word(), node.node.id);
            findings.push(Finding::error(PRESENT.code, node.place.clone(), message));
        }
    }
    for link in &draft.links {
        if link.evidence.is_empty() && !draft.is_plain(link, &kinds) {
            let message = format!(
                "the link “{} {} {}” has no evidence",
                link.source.value, link.relation.value, link.target.value
            );
            findings.push(Finding::error(PRESENT.code, link.evidence_place.clone(), message));
        }
    }
}

/// The evidence of every node, date, event and link, list by list.
fn lists(draft: &Draft) -> impl Iterator<Item = &[DraftEvidence]> {
    let of_nodes = nodes_of(draft).flat_map(|node: &DraftNode| {
        let dated = node.dates.iter().chain(&node.events).map(|event| &event.evidence[..]);
        std::iter::once(&node.evidence[..]).chain(dated)
    });
    let of_links = draft.links.iter().filter(|_| !draft.is_plain).map(|link| &link.evidence[..]);
    of_nodes.chain(of_links)
}

fn reasoned(draft: &Draft, findings: &mut Findings) {
    for entry in lists(draft).flatten() {
        if let Some(Evidence::Interpreted { reason, .. }) = &entry.evidence
            && reason.trim().is_empty()
        {
            let message = "the `reason` is empty; leave it out where the source says it itself";
            findings.push(Finding::error(REASONED.code, entry.reason_place.clone(), message));
        }
    }
}

fn once(draft: &Draft, findings: &mut Findings) {
    for list in lists(draft).filter(|list| list.len() > 1) {
        each_quote_once(list, findings);
        each_reference_once(list, findings);
    }
}

/// Sorted by start, the longest first, a quote lies inside another exactly if it ends no later
/// than the one that reaches farthest so far.
fn each_quote_once(list: &[DraftEvidence], findings: &mut Findings) {
    let mut quotes: Vec<(&str, Span, &Place)> = list
        .iter()
        .filter_map(|entry| Some((entry.evidence.as_ref()?.quote()?, &entry.place)))
        .map(|(quote, place)| (quote.document.as_str(), quote.span, place))
        .collect();
    quotes.sort_by_key(|(document, span, _)| (*document, span.start, std::cmp::Reverse(span.end)));
    let mut farthest: Option<(&str, Span, &Place)> = None;
    for (document, span, place) in quotes {
        let outer =
            farthest.filter(|(other, outer, _)| *other == document && span.end <= outer.end);
        let Some((_, outer, first)) = outer else {
            farthest = Some((document, span, place));
            continue;
        };
        let message = if outer == span {
            format!("the same words are quoted at {first}")
        } else {
            format!("these words lie inside the quote at {first}")
        };
        findings.push(Finding::warning(ONCE.code, place.clone(), message));
    }
}

fn each_reference_once(list: &[DraftEvidence], findings: &mut Findings) {
    let mut first_places: BTreeMap<&str, BTreeMap<Option<&str>, &Place>> = BTreeMap::new();
    for entry in list {
        let Some(Evidence::Reference { citation, url, .. }) = &entry.evidence else { continue };
        let places = first_places.entry(citation).or_default();
        let url = url.as_deref();
        // Two addresses may be two pages of one work; without one it is the work itself.
        let same = places.get(&url).or_else(|| match url {
            Some(_) => places.get(&None),
            None => places.values().next(),
        });
        if let Some(first) = same {
            let message = format!("the same reference stands at {first}");
            findings.push(Finding::warning(ONCE.code, entry.place.clone(), message));
        } else {
            places.insert(url, &entry.place);
        }
    }
}

fn verified(draft: &Draft, findings: &mut Findings) {
    for node in nodes_of(draft).filter(|node| !node.evidence.iter().any(is_verified)) {
        let own = &node.node.identifiers;
        let numbers = [("number", &own.number), ("celex", &own.celex), ("eli", &own.eli)];
        let given = numbers.iter().find_map(|(key, number)| Some((key, number.as_deref()?)));
        let Some((key, number)) = given else { continue };
        let place = node.keys.get(key).unwrap_or(&node.id_place);
        let message =
            format!("the `{key}` “{number}” rests on no verified reference of “{}”", node.node.id);
        findings.push(Finding::warning(VERIFIED.code, place.clone(), message));
    }
}

const fn is_verified(entry: &DraftEvidence) -> bool {
    matches!(entry.evidence, Some(Evidence::Reference { confidence: Confidence::Verified, .. }))
}
