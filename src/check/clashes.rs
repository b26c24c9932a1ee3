//! Words of our own against the dates, events and status of the same thing.

use std::collections::BTreeSet;

use crate::atlas::EventKind;
use crate::wire::draft::DraftNode;
use crate::wire::{Draft, Finding, Severity};

use super::wording::{holds, is_english, line};
use super::{Findings, Rule, nodes_of};

/// What a node says of itself agrees with what happened to it.
pub(super) const AGREED: Rule = Rule {
    code: "contradicting-words",
    severity: Severity::Warning,
    summary: "no label, summary or status says other than the dates and events of the thing (in \
        atlases in English)",
    example: "[[instrument]]\nid = \"x\"\nlabel = \"X\"\nsummary = \"A plan, not adopted.\"\n\
        evidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[instrument.event]]\ndate = \"2026\"\nkind = \"adopted\"\n\
        [[link]]\nsource = \"x\"\nrelation = \"addresses\"\ntarget = \"t\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: agreed,
};

/// Words of a label, summary or status, and what speaks against them.
struct Clash {
    words: &'static [&'static str],
    against: Against,
}

enum Against {
    /// A date or event of one of these kinds.
    Kinds(&'static [EventKind]),
    /// Such words of a date or event.
    Told(&'static [&'static str]),
    /// That no date or event is of this kind.
    Lacking(EventKind),
}

const CLASHES: &[Clash] = &[
    Clash {
        words: &["annulled", "annuls", "annulment"],
        against: Against::Told(&["declared invalid", "invalid"]),
    },
    Clash {
        words: &["declared invalid", "invalid"],
        against: Against::Told(&["annulled", "annulment"]),
    },
    Clash {
        words: &["not adopted", "not yet adopted", "not presented", "not yet presented"],
        against: Against::Kinds(&[
            EventKind::Adopted,
            EventKind::Presented,
            EventKind::Published,
            EventKind::InForce,
        ]),
    },
    Clash {
        words: &["not in force", "not yet in force", "not law", "not yet law"],
        against: Against::Kinds(&[EventKind::InForce]),
    },
    Clash {
        words: &["not proposed", "not yet proposed", "no proposal"],
        against: Against::Kinds(&[EventKind::Proposed]),
    },
    Clash { words: &["not found"], against: Against::Lacking(EventKind::NotFound) },
    Clash { words: &["status superseded"], against: Against::Kinds(&[EventKind::Expired]) },
    Clash {
        words: &["status proposed", "status announced"],
        against: Against::Kinds(&[EventKind::InForce]),
    },
];

fn agreed(draft: &Draft, findings: &mut Findings) {
    if !is_english(draft) {
        return;
    }
    for node in nodes_of(draft) {
        let status = node.node.status.as_ref().map(|status| format!("status {status}"));
        let texts = [
            ("label", Some(&node.node.label)),
            ("summary", node.node.summary.as_ref()),
            ("status", status.as_ref()),
        ];
        for (key, text) in texts {
            let Some(text) = text else { continue };
            let said = line(text);
            for clash in CLASHES {
                let Some(words) = clash.words.iter().find(|words| holds(&said, words)) else {
                    continue;
                };
                let Some(other) = clash.against.in_what_happened(node) else { continue };
                let message = format!(
                    "the {key} of “{}” says “{}”, but {other}",
                    node.node.id,
                    words.trim_start_matches("status ")
                );
                let place = node.keys.get(key).unwrap_or(&node.id_place);
                findings.push(Finding::warning(AGREED.code, place.clone(), message));
            }
        }
    }
}

impl Against {
    /// What of a node's dates and events speaks against the words.
    fn in_what_happened(&self, node: &DraftNode) -> Option<String> {
        let all = || node.dates.iter().chain(&node.events);
        match self {
            Self::Kinds(kinds) => {
                let event =
                    all().find(|e| e.event.kind.is_some_and(|kind| kinds.contains(&kind)))?;
                let word = event.event.kind.map_or("", EventKind::word);
                Some(format!("{} is “{word}” at {}", event.event.date, event.place))
            }
            Self::Told(words) => {
                let event = all().find(|event| {
                    let told = line(&event.event.what);
                    words.iter().any(|words| holds(&told, words))
                })?;
                Some(format!("{} is “{}” at {}", event.event.date, event.event.what, event.place))
            }
            Self::Lacking(kind) => {
                let kinds: BTreeSet<_> = all().filter_map(|event| event.event.kind).collect();
                (!kinds.is_empty() && !kinds.contains(kind))
                    .then(|| format!("none of its events is “{}”", kind.word()))
            }
        }
    }
}
