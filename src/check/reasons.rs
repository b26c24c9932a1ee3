//! Reasons: none argues against the claim it stands behind.

use crate::atlas::Evidence;
use crate::wire::draft::DraftEvidence;
use crate::wire::{Draft, Finding, Severity};

use super::wording::{holds, is_english, line};
use super::{Findings, Rule, nodes_of};

/// No reason says that the text does not bear it.
pub(super) const FIRM: Rule = Rule {
    code: "doubtful-reason",
    severity: Severity::Warning,
    summary: "no reason says that the quote leaves the claim open (in atlases in English)",
    example: "[[link]]\nsource = \"p\"\nrelation = \"addresses\"\ntarget = \"t\"\nid = \"x\"\n\
        evidence = [{ document = \"d\", quote = \"words\", reason = \"Who acts is not said.\" }]\n",
    run: firm,
};

/// Words by which a reason takes back what it is to support.
const DOUBTS: [&str; 9] = [
    "leaves that open",
    "leaves it open",
    "left open",
    "no part in",
    "is not said",
    "does not say who",
    "cannot rest on",
    "name no measure",
    "names no measure",
];

fn firm(draft: &Draft, findings: &mut Findings) {
    if !is_english(draft) {
        return;
    }
    for node in nodes_of(draft) {
        let claim = format!("the {} “{}”", node.node.kind.word(), node.node.id);
        node.all_evidence().for_each(|entry| weigh(entry, &claim, findings));
    }
    for link in draft.links.iter().filter(|_| !draft.is_plain) {
        let (source, target) = (&link.source.value, &link.target.value);
        let claim = format!("the link “{source} {} {target}”", link.relation.value);
        link.evidence.iter().for_each(|entry| weigh(entry, &claim, findings));
    }
}

fn weigh(entry: &DraftEvidence, claim: &str, findings: &mut Findings) {
    let Some(Evidence::Interpreted { reason, .. }) = &entry.evidence else { return };
    let reason = line(reason);
    let Some(doubt) = DOUBTS.iter().find(|doubt| holds(&reason, doubt)) else { return };
    let message = format!(
        "the reason says “{doubt}”, which speaks against {claim}; give what speaks for it, or \
         take it out"
    );
    findings.push(Finding::warning(FIRM.code, entry.reason_place.clone(), message));
}
