//! Views of a briefing: each names only what the atlas has, and above it only what it keeps.

use std::collections::BTreeSet;

use crate::atlas::{Atlas, Node, NodeId};
use crate::filter::visible;
use crate::view::NamedView;
use crate::wire::{Draft, Finding, Severity, named_view_from_record};

use super::wording::{line, names, words};
use super::{Findings, Rule};

/// Every view of the briefing names only what is there.
pub(super) const KNOWN: Rule = Rule {
    code: "unknown-in-view",
    severity: Severity::Warning,
    summary: "every view of the briefing names only what the atlas has",
    example: "[[view]]\nname = \"x\"\nfilter = \"threat:nothing-of-the-kind\"\n",
    run: known,
};

/// Every headline speaks of what stands under it.
pub(super) const KEPT: Rule = Rule {
    code: "headline-beyond-view",
    severity: Severity::Warning,
    summary: "no headline of a view names a node that the view does not keep",
    example: "[[view]]\nname = \"x\"\nheadline = \"What Europol gets\"\nfilter = \"kind:pillar\"\n",
    run: kept,
};

/// Letters that a name in a headline has at least; shorter ones are words of every day.
const LEAST: usize = 4;

fn known(draft: &Draft, findings: &mut Findings) {
    let Some(briefing) = &draft.briefing else { return };
    // What does not hang together is said by other rules.
    let Ok(atlas) = draft.clone().into_atlas() else { return };
    for view in &briefing.views {
        let (named, left_out) = named_view_from_record(&view.value, &atlas);
        for words in left_out {
            let message = format!("in the view “{}”, {words}", named.name());
            findings.push(Finding::warning(KNOWN.code, view.place.clone(), message));
        }
    }
}

fn kept(draft: &Draft, findings: &mut Findings) {
    let Some(briefing) = &draft.briefing else { return };
    let Ok(atlas) = draft.clone().into_atlas() else { return };
    for view in &briefing.views {
        let (named, left_out) = named_view_from_record(&view.value, &atlas);
        // A view of which a part is not understood keeps more than it is meant to.
        if !left_out.is_empty() {
            continue;
        }
        for (words, node) in missing(&atlas, &named) {
            let message = format!(
                "the headline of the view “{}” says “{words}”, and the view does not keep “{}”",
                named.name(),
                node.id
            );
            findings.push(Finding::warning(KEPT.code, view.place.clone(), message));
        }
    }
}

/// What the headline names and the view does not keep: nothing of what it keeps is called so
/// either. Of names within one another the longest counts.
fn missing<'a>(atlas: &'a Atlas, view: &NamedView) -> Vec<(String, &'a Node)> {
    let kept = visible(atlas, &view.view.question()).kept_nodes;
    let called_so = called(atlas, |id| kept.contains(id));
    let mut headline = line(view.title());
    let mut all: Vec<(String, &Node)> = atlas
        .nodes()
        .iter()
        .flat_map(|node| names(node).map(move |name| (words(name).join(" "), node)))
        .filter(|(name, _)| name.chars().count() >= LEAST)
        .collect();
    all.sort_by_key(|(name, _)| std::cmp::Reverse(name.chars().count()));
    let mut missing = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, node) in all {
        let marked = format!(" {name} ");
        if seen.contains(&name) || !headline.contains(&marked) {
            continue;
        }
        headline = headline.replace(&marked, " | ");
        if !called_so.iter().any(|line| line.contains(&marked)) {
            missing.push((name.clone(), node));
        }
        seen.insert(name);
    }
    missing
}

/// The names of the nodes chosen, each as a line of words.
fn called(atlas: &Atlas, is_chosen: impl Fn(&NodeId) -> bool) -> Vec<String> {
    let chosen = atlas.nodes().iter().filter(|node| is_chosen(&node.id));
    chosen.flat_map(|node| names(node).map(line)).collect()
}
