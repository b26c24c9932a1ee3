//! The taxonomy: no threat is, through its parents, its own parent.

use std::collections::{BTreeMap, BTreeSet};

use crate::wire::draft::DraftThreat;
use crate::wire::{Draft, Finding, Severity};

use super::{Findings, Rule};

/// Parents lead outwards, never round.
pub(super) const NO_CIRCLE: Rule = Rule {
    code: "taxonomy-cycle",
    severity: Severity::Error,
    summary: "no threat is, through its parents, its own parent",
    example: "[[threat]]\nid = \"own\"\nlabel = \"Own\"\nparent = \"own\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: no_circle,
};

fn no_circle(draft: &Draft, findings: &mut Findings) {
    let mut threats: BTreeMap<&str, &DraftThreat> = BTreeMap::new();
    for threat in &draft.threats {
        threats.entry(threat.id.value.as_str()).or_insert(threat);
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for threat in &draft.threats {
        let mut line: Vec<&DraftThreat> = Vec::new();
        let mut at = Some(threat);
        while let Some(next) = at.filter(|next| seen.insert(next.id.value.as_str())) {
            line.push(next);
            at = next.parent.as_ref().and_then(|up| threats.get(up.value.as_str()).copied());
        }
        // The line ended at a threat seen before; a circle only if that is one of the line.
        let Some(back) = at else { continue };
        if let Some(start) = line.iter().position(|threat| threat.id.value == back.id.value) {
            report(line.get(start..).unwrap_or_default(), findings);
        }
    }
}

/// One finding a circle, at the parent of its first member.
fn report(circle: &[&DraftThreat], findings: &mut Findings) {
    let Some(first) = circle.first() else { return };
    let names: Vec<&str> =
        circle.iter().chain([first]).map(|threat| threat.id.value.as_str()).collect();
    let place = first.parent.as_ref().map_or(&first.id.place, |parent| &parent.place);
    let message = format!("the threats run in a circle: {}", names.join(" → "));
    findings.push(Finding::error(NO_CIRCLE.code, place.clone(), message));
}
