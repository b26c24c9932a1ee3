//! Languages: every text says in which it is written.

use crate::wire::{Draft, Finding, Severity};

use super::{Findings, Rule};

/// Every document has a language.
pub(super) const GIVEN: Rule = Rule {
    code: "missing-language",
    severity: Severity::Warning,
    summary: "every document says in which language it is written",
    example: "[[document]]\nid = \"x\"\ntitle = \"X\"\nfile = \"documents/d.txt\"\nsha256 = \"SHA256\"\n",
    run: given,
};

fn given(draft: &Draft, findings: &mut Findings) {
    if draft.is_plain {
        return;
    }
    for draft in &draft.documents {
        let Some(document) = draft.document.as_ref().filter(|d| d.language.is_none()) else {
            continue;
        };
        let message = format!(
            "the document “{}” has no `language`, such as `language = \"en\"`",
            document.id
        );
        findings.push(Finding::warning(GIVEN.code, draft.id.place.clone(), message));
    }
}
