//! Stated links: the words they rest on name what they join.

use crate::atlas::{Evidence, Node};
use crate::wire::draft::{DraftEvidence, DraftLink};
use crate::wire::{Draft, Finding, Place, Severity};

use super::wording::{names, weighty};
use super::{Findings, Rule, nodes_by_id};

/// Every stated link has a quote with a word of the name of one of its ends.
pub(super) const NAMED: Rule = Rule {
    code: "unnamed-ends",
    severity: Severity::Warning,
    summary: "every stated link rests on words that name at least one of its ends",
    example: "[[actor]]\nid = \"x\"\nlabel = \"Coastguards\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[actor]]\nid = \"y\"\nlabel = \"Firefighters\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[link]]\nsource = \"x\"\nrelation = \"cooperates-with\"\ntarget = \"y\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: named,
};

fn named(draft: &Draft, findings: &mut Findings) {
    if draft.is_plain {
        return;
    }
    let nodes = nodes_by_id(draft);
    for link in &draft.links {
        let ends = (nodes.get(&link.source.value), nodes.get(&link.target.value));
        let (Some(source), Some(target)) = ends else { continue };
        let (source, target) = (&source.node, &target.node);
        let Some(place) = first_stated(link) else { continue };
        if !(is_named(source, link) || is_named(target, link)) {
            let message = format!(
                "the words behind “{} {} {}” name neither “{}” nor “{}”, so the link is not \
                 stated; say why it is read from them (`reason`), or quote the words that name \
                 them",
                link.source.value,
                link.relation.value,
                link.target.value,
                source.label,
                target.label
            );
            findings.push(Finding::warning(NAMED.code, place.clone(), message));
        }
    }
}

fn first_stated(link: &DraftLink) -> Option<&Place> {
    let is_stated = |entry: &&DraftEvidence| matches!(entry.evidence, Some(Evidence::Stated(_)));
    link.evidence.iter().find(is_stated).map(|entry| &entry.place)
}

/// Whether a stated quote has a word of weight of one of a node's names. A name without such a
/// word cannot be looked for.
fn is_named(node: &Node, link: &DraftLink) -> bool {
    let names: Vec<_> = names(node).map(weighty).filter(|words| !words.is_empty()).collect();
    let mut quotes = link.evidence.iter().filter_map(|entry| match &entry.evidence {
        Some(Evidence::Stated(quote)) => Some(weighty(&quote.exact)),
        _ => None,
    });
    names.is_empty() || quotes.any(|quote| names.iter().any(|name| !name.is_disjoint(&quote)))
}
