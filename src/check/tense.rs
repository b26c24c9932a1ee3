//! Sentences of our own in the future tense, about what has come since.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{EventKind, NodeId, NodeKind};
use crate::wire::draft::DraftNode;
use crate::wire::{Draft, Finding, Severity};

use super::status::instruments_of;
use super::wording::{holds, is_english, line, names, sentences, weighty};
use super::{Findings, Rule, nodes_by_id, nodes_of};

/// No sentence announces what an event says has come.
pub(super) const UP_TO_DATE: Rule = Rule {
    code: "overtaken-sentence",
    severity: Severity::Warning,
    summary: "no summary or spoken sentence announces what an event says has come (in atlases in \
        English)",
    example: "[[instrument]]\nid = \"x\"\nlabel = \"X\"\nsummary = \"The Commission will present it.\"\n\
        evidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[instrument.event]]\ndate = \"2026\"\nkind = \"presented\"\n\
        [[link]]\nsource = \"x\"\nrelation = \"addresses\"\ntarget = \"t\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: up_to_date,
};

/// Words that put what follows into the future.
const FUTURE: [&str; 11] = [
    "will",
    "is to",
    "are to",
    "plan to",
    "plans to",
    "intend to",
    "intends to",
    "is going to",
    "are going to",
    "is about to",
    "wants to",
];

/// How words begin that say of a paper or act that it comes; one of them stands close behind.
const COMING: [&str; 10] = [
    "adopt", "announc", "introduc", "issu", "legislat", "present", "propos", "publish", "revis",
    "tabl",
];
/// How close, in words.
const NEAR: usize = 3;

/// Words that announce by themselves.
const ANNOUNCING: [&str; 7] = [
    "plans a",
    "plans an",
    "plans new",
    "plans action",
    "announces",
    "is announced",
    "are announced",
];

/// A sentence that has it tells both what was announced and what came.
const SINCE: &str = "since";

/// Words of a name that only say of which sort a thing is.
const SORTS: [&str; 2] = ["propos", "eu"];

fn up_to_date(draft: &Draft, findings: &mut Findings) {
    if !is_english(draft) {
        return;
    }
    let near = Neighbours::of(draft);
    for node in nodes_of(draft) {
        let texts = [("summary", &node.node.summary), ("spoken", &node.node.spoken)];
        for (key, text) in texts {
            let announcing =
                sentences(text.as_deref().unwrap_or_default()).filter(|s| announces(s));
            for sentence in announcing {
                let Some((what, event)) = near.what_came(node, sentence) else { continue };
                let message = format!(
                    "“{sentence}” is overtaken: “{}” has been {} ({})",
                    what.node.id,
                    event.0.spec().phrase.to_lowercase(),
                    event.1
                );
                let place = node.keys.get(key).unwrap_or(&node.id_place);
                findings.push(Finding::warning(UP_TO_DATE.code, place.clone(), message));
            }
        }
    }
}

/// Whether a sentence says that something will come, and not also that it came.
fn announces(sentence: &str) -> bool {
    let said = line(sentence);
    if holds(&said, SINCE) {
        return false;
    }
    let is_coming = |future: &&str| {
        let marker = format!(" {future} ");
        said.match_indices(&marker).any(|(at, _)| {
            let rest = said.get(at + marker.len()..).unwrap_or_default();
            let mut close = rest.split(' ').take(NEAR);
            close.any(|word| COMING.iter().any(|stem| word.starts_with(stem)))
        })
    };
    ANNOUNCING.iter().any(|words| holds(&said, words)) || FUTURE.iter().any(is_coming)
}

type Came<'d> = (EventKind, &'d str);

fn came(node: &DraftNode) -> Option<Came<'_>> {
    node.events.iter().find_map(|event| {
        let kind = event.event.kind.filter(|kind| kind.says_it_came())?;
        Some((kind, event.event.date.as_str()))
    })
}

/// What a sentence about a node may be about: the node, what it announces, and what is linked to
/// it and named.
struct Neighbours<'d> {
    announced: BTreeMap<&'d NodeId, Vec<&'d DraftNode>>,
    linked: BTreeMap<&'d NodeId, Vec<&'d DraftNode>>,
}

impl<'d> Neighbours<'d> {
    fn of(draft: &'d Draft) -> Self {
        let nodes = nodes_by_id(draft);
        let mut linked: BTreeMap<&NodeId, Vec<&DraftNode>> = BTreeMap::new();
        for link in &draft.links {
            let ends = (nodes.get(&link.source.value), nodes.get(&link.target.value));
            let (Some(source), Some(target)) = ends else { continue };
            linked.entry(&source.node.id).or_default().push(target);
            linked.entry(&target.node.id).or_default().push(source);
        }
        Self { announced: instruments_of(draft), linked }
    }

    fn announced(&self, node: &DraftNode) -> &[&'d DraftNode] {
        self.announced.get(&node.node.id).map_or(&[], Vec::as_slice)
    }

    /// What of that came, though the sentence has it in the future.
    fn what_came<'a>(
        &'a self,
        node: &'a DraftNode,
        sentence: &str,
    ) -> Option<(&'a DraftNode, Came<'a>)> {
        let is_subject = matches!(node.node.kind, NodeKind::Action | NodeKind::Instrument);
        let own = std::iter::once(node).chain(self.announced(node).iter().copied());
        let own = own.filter(|_| is_subject).find_map(|about| Some((about, came(about)?)));
        own.or_else(|| {
            let said = weighty(sentence);
            let linked = self.linked.get(&node.node.id).map_or(&[][..], Vec::as_slice);
            let announced = linked.iter().flat_map(|other| self.announced(other));
            let things =
                linked.iter().chain(announced).copied().filter(|other| {
                    matches!(other.node.kind, NodeKind::Action | NodeKind::Instrument)
                });
            things.filter(|other| is_named(other, &said)).find_map(|o| Some((o, came(o)?)))
        })
    }
}

/// Whether all words of weight of one of a node's names are among those said; one alone may mean
/// anything.
fn is_named(node: &DraftNode, said: &BTreeSet<String>) -> bool {
    names(&node.node).any(|name| {
        let mut words = weighty(name);
        words.retain(|word| !SORTS.contains(&word.as_str()));
        words.len() > 1 && words.is_subset(said)
    })
}

#[cfg(test)]
mod tests {
    use super::announces;

    #[test]
    fn only_what_puts_a_coming_into_the_future_announces() {
        for sentence in [
            "The Commission will adopt a plan.",
            "The Commission plans to revise the rules on them.",
            "A proposal is to be presented.",
            "The Commission plans new legislation, by revising what there is.",
            "A new strategy is announced.",
        ] {
            assert!(announces(sentence), "{sentence}");
        }
        for sentence in [
            "The Commission was to adopt a plan; it has been adopted since.",
            "Eurojust is to be strengthened.",
            "A centre will help prevent abuse.",
            "The Strategy planned a new agenda.",
        ] {
            assert!(!announces(sentence), "{sentence}");
        }
    }
}
