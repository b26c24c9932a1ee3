//! Is the atlas right: the rules, and every finding of them, never only the first.
//!
//! Reading (`wire`) finds what needs the text at hand: `syntax`, `unreadable`, `missing-field`,
//! `wrong-type`, `unknown-field`, `changed-document`, `line-ends`, `not-read`, `quote-not-found`,
//! `ambiguous-quote`. The rules here find what hangs on several parts of a [`Draft`]. A new rule is one function and one
//! line in [`RULES`]. What no rule can judge is only counted: [`coverage()`] tells which sentences
//! nothing rests on. Knows nothing of files and windows. Start with [`open`] or [`check`].

mod clashes;
mod coverage;
mod dates;
mod ends;
mod evidence;
mod exceptions;
mod grounds;
mod ids;
mod labels;
mod languages;
mod links;
mod pages;
mod reasons;
mod searches;
mod signs;
mod standing;
mod status;
mod taxonomy;
mod tense;
mod views;
mod wording;

use std::collections::BTreeMap;
use std::path::Path;

use crate::atlas::{NodeId, NodeKind};
use crate::wire::draft::{DraftEvent, DraftNode};

pub use coverage::{DocumentCoverage, SectionCoverage, Tally, Untouched, coverage};

pub use crate::wire::{Draft, Finding, OpenError, Opened, Place, Severity};

/// What the rules find.
pub type Findings = Vec<Finding>;

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The code its findings carry, as `docs/atlas-format.md` lists it.
    pub code: &'static str,
    /// How bad a finding of it is.
    pub severity: Severity,
    /// What it asks of an atlas.
    pub summary: &'static str,
    /// A table that breaks it and no other, to be added to an atlas that has the pillar `p`, the
    /// threat `t` and the document `d` of 2025 with the words `words`.
    pub example: &'static str,
    /// Looks at a draft and notes what breaks the rule.
    pub run: fn(&Draft, &mut Findings),
}

/// Every rule, in the order in which they are explained.
pub const RULES: &[Rule] = &[
    ids::UNIQUE,
    ids::KNOWN,
    evidence::PRESENT,
    links::KNOWN_RELATION,
    links::JOINED_KINDS,
    taxonomy::NO_CIRCLE,
    standing::NO_ORPHAN,
    standing::ONE_PLACE,
    status::GIVEN,
    status::KNOWN_WORD,
    status::NOT_STALE,
    dates::NOT_EARLY,
    labels::SHORT,
    signs::DRAWN,
    evidence::REASONED,
    evidence::ONCE,
    evidence::VERIFIED,
    exceptions::NEEDED,
    views::KNOWN,
    views::KEPT,
    languages::GIVEN,
    labels::UNLIKE,
    searches::TOLD,
    searches::NOT_PROVEN,
    searches::NEEDED,
    pages::GIVEN,
    pages::POSSIBLE,
    grounds::GROUNDED,
    ends::NAMED,
    reasons::FIRM,
    tense::UP_TO_DATE,
    clashes::AGREED,
];

/// Codes of what is found while reading, which no rule here gives.
pub const READING_CODES: [&str; 10] = [
    "syntax",
    "unknown-field",
    "missing-field",
    "wrong-type",
    "unreadable",
    "changed-document",
    "line-ends",
    "not-read",
    "quote-not-found",
    "ambiguous-quote",
];

/// Everything that is wrong with a draft, in order of file, line and column: what reading found
/// and what the rules find.
pub fn check(draft: &Draft) -> Vec<Finding> {
    let mut findings = draft.findings.clone();
    for rule in RULES {
        (rule.run)(draft, &mut findings);
    }
    findings.sort();
    findings.dedup();
    findings
}

/// The nodes that rules about our own atlases look at; none of a plain graph.
fn nodes_of(draft: &Draft) -> impl Iterator<Item = &DraftNode> {
    let is_ours = move |node: &&DraftNode| !draft.is_plain && node.node.kind != NodeKind::Plain;
    draft.nodes.iter().filter(is_ours)
}

/// The same by id; of two with one id, the first.
fn nodes_by_id(draft: &Draft) -> BTreeMap<&NodeId, &DraftNode> {
    let mut nodes = BTreeMap::new();
    for node in nodes_of(draft) {
        nodes.entry(&node.node.id).or_insert(node);
    }
    nodes
}

/// What happened since to these nodes, with the node each event happened to.
fn events_of(draft: &Draft) -> impl Iterator<Item = (&DraftNode, &DraftEvent)> {
    nodes_of(draft).flat_map(|node| node.events.iter().map(move |event| (node, event)))
}

/// Opens whatever the person names, with the findings of reading and of all rules.
///
/// # Errors
/// Where there is nothing that can be looked at.
pub fn open(path: Option<&Path>) -> Result<Opened, OpenError> {
    Ok(complete(crate::wire::open(path)?))
}

/// Adds what the rules find to what reading found.
pub fn complete(opened: Opened) -> Opened {
    Opened { findings: check(&opened.draft), ..opened }
}
