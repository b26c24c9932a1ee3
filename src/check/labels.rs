//! Labels: short enough to be read in the graph, and each of one thing.

use std::collections::BTreeMap;

use crate::filter::fold;
use crate::wire::{Draft, Finding, Place, Severity};

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

/// No two things have one label.
pub(super) const UNLIKE: Rule = Rule {
    code: "same-label",
    severity: Severity::Warning,
    summary: "no two nodes have the same label, but for case and accents",
    example: "[[pillar]]\nid = \"x\"\nlabel = \"p\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[link]]\nsource = \"x\"\nrelation = \"addresses\"\ntarget = \"t\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: unlike,
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

fn unlike(draft: &Draft, findings: &mut Findings) {
    let mut first: BTreeMap<String, (&str, &Place)> = BTreeMap::new();
    for node in nodes_of(draft) {
        let id = node.node.id.as_str();
        // A node without a label of its own shows its id, of which there is one anyway.
        let Some(place) = node.keys.get("label") else { continue };
        match first.get(&fold(&node.node.label)) {
            // Two things of one id are another rule's matter.
            Some((other, _)) if *other == id => {}
            Some((other, at)) => {
                let message = format!("“{other}” has the same label at {at}");
                findings.push(Finding::warning(UNLIKE.code, place.clone(), message));
            }
            None => {
                first.insert(fold(&node.node.label), (id, place));
            }
        }
    }
}
