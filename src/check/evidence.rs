//! Evidence: nothing is in an atlas without a reason.

use crate::atlas::NodeKind;
use crate::wire::{Draft, Finding, Severity};

use super::{Findings, Rule};

/// Every node and link has evidence; a plain graph knows none.
pub(super) const PRESENT: Rule = Rule {
    code: "missing-evidence",
    severity: Severity::Error,
    summary: "every node and every link has at least one entry of evidence",
    example: "[[actor]]\nid = \"bare\"\nlabel = \"Bare\"\n",
    run: present,
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
