//! Views of a briefing: each names only what the atlas has.

use crate::wire::{Draft, Finding, Severity, named_view_from_record};

use super::{Findings, Rule};

/// Every view of the briefing names only what is there.
pub(super) const KNOWN: Rule = Rule {
    code: "unknown-in-view",
    severity: Severity::Warning,
    summary: "every view of the briefing names only what the atlas has",
    example: "[[view]]\nname = \"x\"\nfilter = \"threat:nothing-of-the-kind\"\n",
    run: known,
};

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
