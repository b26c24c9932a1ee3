//! Relations: every word is known, and joins only the kinds it may join.

use crate::atlas::{NodeKind, Relation};
use crate::wire::{Draft, Finding, Severity, did_you_mean};

use super::{Findings, Rule};

/// Every relation's word is known.
pub(super) const KNOWN_RELATION: Rule = Rule {
    code: "unknown-relation",
    severity: Severity::Error,
    summary: "every link's relation is one of the known words",
    example: "[[link]]\nsource = \"p\"\nrelation = \"adresses\"\ntarget = \"t\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: known_relation,
};

/// Every link joins kinds its relation may join.
pub(super) const JOINED_KINDS: Rule = Rule {
    code: "relation-kinds",
    severity: Severity::Error,
    summary: "every link joins kinds of node that its relation may join",
    example: "[[link]]\nsource = \"t\"\nrelation = \"addresses\"\ntarget = \"p\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: joined_kinds,
};

fn known_relation(draft: &Draft, findings: &mut Findings) {
    let kinds = draft.kinds();
    for link in &draft.links {
        let word = &link.relation.value;
        // A plain graph has words of its own.
        if Relation::from_word(word).is_some() || draft.is_plain(link, &kinds) {
            continue;
        }
        let hint = did_you_mean(word, Relation::ALL.iter().map(Relation::word));
        let message = format!("no relation is called “{word}”{hint}");
        findings.push(Finding::error(KNOWN_RELATION.code, link.relation.place.clone(), message));
    }
}

fn joined_kinds(draft: &Draft, findings: &mut Findings) {
    let (kinds, roles) = (draft.kinds(), draft.roles());
    for link in &draft.links {
        // An end that is not there is another rule's matter.
        let (Some(source), Some(target)) =
            (kinds.get(&link.source.value), kinds.get(&link.target.value))
        else {
            continue;
        };
        let Some(relation) = link.relation(*source, *target) else { continue };
        let role = |id, kind| roles.get(id).copied().unwrap_or(kind);
        let as_roles = (role(&link.source.value, *source), role(&link.target.value, *target));
        if relation.joins(*source, *target) || relation.joins(as_roles.0, as_roles.1) {
            continue;
        }
        let Some(spec) = relation.spec() else { continue };
        let message = format!(
            "`{}` joins {} with {}, not {} with {}",
            spec.word,
            words(spec.sources),
            words(spec.targets),
            source.word(),
            target.word()
        );
        findings.push(Finding::error(JOINED_KINDS.code, link.relation.place.clone(), message));
    }
}

fn words(kinds: &[NodeKind]) -> String {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    words.join(" or ")
}
