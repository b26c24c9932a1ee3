//! Labels: short enough to be read in the graph.

use crate::wire::{Draft, Finding, Severity};

use super::{Findings, Rule, nodes_of};

/// Every label is short.
pub(super) const SHORT: Rule = Rule {
    code: "long-label",
    severity: Severity::Warning,
    summary: "every label has at most 40 characters",
    example: "[[pillar]]\nid = \"x\"\nlabel = \"A label with rather more words than a graph shows\"\n\
        evidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[link]]\nsource = \"x\"\nrelation = \"addresses\"\ntarget = \"t\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: short,
};

/// Longest label that stays readable in the graph, in characters.
const MAX_CHARACTERS: usize = 40;

fn short(draft: &Draft, findings: &mut Findings) {
    for node in nodes_of(draft) {
        let n_characters = node.node.label.chars().count();
        let Some(place) = node.keys.get("label").filter(|_| n_characters > MAX_CHARACTERS) else {
            continue;
        };
        let message = format!(
            "the label has {n_characters} characters; up to {MAX_CHARACTERS} stay readable in the graph"
        );
        findings.push(Finding::warning(SHORT.code, place.clone(), message));
    }
}
