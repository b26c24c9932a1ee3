//! The end of the register: what is missing, and the sources.

use super::super::GENERATOR;
use super::Register;
use super::pen::{Anchor, Pen};
use crate::atlas::{Document, Node, markdown_address, markdown_text, spoken_date};
use crate::survey::{Insight, InsightLine};

impl Register<'_> {
    /// What is missing, in the words of the survey.
    pub(super) fn gaps(&self, pen: &mut Pen) {
        if self.told_gaps().next().is_none() {
            return;
        }
        pen.heading(2, Some(&Anchor::of("gaps", "")), "Gaps");
        if !self.request.view.shows_all() {
            pen.block(
                "Counted over what this view keeps: a node may have links that the filter leaves \
                 out.",
            );
        }
        for gap in self.told_gaps() {
            let heading = format!("{} ({})", gap.spec.heading, gap.lines.len());
            pen.heading(3, Some(&anchor_of(gap)), &heading);
            pen.block(gap.spec.meaning);
            if gap.lines.is_empty() {
                pen.block(&gap.empty_sentence());
            }
            let item = |line: &InsightLine| match line.words.as_str() {
                "" => self.named(&line.node),
                words => format!("{}: {}", self.named(&line.node), markdown_text(words)),
            };
            pen.list(&gap.lines.iter().map(item).collect::<Vec<_>>());
        }
    }

    /// The gaps a node is counted among.
    pub(super) fn gaps_of(&self, pen: &mut Pen, node: &Node) {
        let among = self.gaps_of.get(&node.id).into_iter().flatten();
        let names: Vec<String> = among
            .filter_map(|at| self.gaps.get(*at))
            .map(|gap| anchor_of(gap).link(&gap.spec.heading.to_lowercase()))
            .collect();
        if !names.is_empty() {
            pen.block(&format!("**Gap**: among {}", names.join(", ")));
        }
    }

    /// The documents quoted, with what is known of them.
    pub(super) fn sources(&self, pen: &mut Pen) {
        let documents: Vec<&Document> = self.kept.documents().collect();
        if !documents.is_empty() {
            let heading = format!("Sources ({})", documents.len());
            pen.heading(2, Some(&Anchor::of("sources", "")), &heading);
        }
        for document in documents {
            let anchor = Anchor::of("document", document.id.as_str());
            pen.heading(3, Some(&anchor), &markdown_text(&document.title));
            pen.list(&facts_of(document));
        }
        pen.block(&format!("Written by {GENERATOR}."));
    }
}

fn anchor_of(gap: &Insight) -> Anchor {
    Anchor::of("gap", gap.spec.word)
}

/// What is known of a document; that its day or its terms are not known is said as well.
fn facts_of(document: &Document) -> Vec<String> {
    let date = document.date.as_deref().map(spoken_date);
    let short = document.short_title.as_deref().filter(|short| **short != document.title);
    let known = |name: &str, text: Option<&str>| {
        text.map(|text| format!("{name}: {}", markdown_text(text)))
    };
    let told = |name: &str, text: Option<&str>| {
        Some(known(name, text).unwrap_or_else(|| format!("{name}: not known")))
    };
    let facts = [
        known("Quoted as", short),
        known("Published by", document.publisher.as_deref()),
        known("Author", document.author.as_deref()),
        told("Date", date.as_deref()),
        document.url.as_deref().map(|url| format!("Address: {}", markdown_address(url))),
        told("Reuse", document.licence.as_deref()),
        known("Text", document.file.as_deref()),
        known("SHA-256 of the text", Some(document.sha256.as_str()).filter(|s| !s.is_empty())),
    ];
    facts.into_iter().flatten().collect()
}
