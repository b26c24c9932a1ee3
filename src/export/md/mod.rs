//! A register of claims in Markdown: every node and link that a view keeps, with the words it
//! rests on, for the annex of a note.
//!
//! Owns the order of the register, its headings and the anchors between its parts. Text of the
//! atlas comes in escaped only. Start with [`Register`].

mod claims;
mod close;
mod evidence;
mod pen;

use std::collections::BTreeMap;

use super::facts::Kept;
use super::page::whole_title;
use super::{Composed, ExportRequest, Format, Write};
use crate::atlas::{Basis, Node, NodeId, NodeKind, Relation, markdown_text, spoken_date};
use crate::filter::{Counts, capitalised};
use crate::survey::{Insight, gaps};
use pen::{Anchor, Pen};

/// Markdown.
pub(super) const MARKDOWN: Format = Format {
    extension: "md",
    label: "Markdown register",
    is_picture: false,
    carries_view: false,
    write: Write::One(|composed: &Composed<'_>| Ok(register_of(composed).into_bytes())),
};

/// What the register is written from.
struct Register<'a> {
    kept: &'a Kept<'a>,
    request: &'a ExportRequest<'a>,
    counts: Counts,
    gaps: Vec<Insight>,
    /// The gaps each node is counted among, by position.
    gaps_of: BTreeMap<&'a NodeId, Vec<usize>>,
}

fn register_of(composed: &Composed<'_>) -> String {
    let (request, kept) = (composed.request(), Kept::of(composed));
    let visible = kept.visible();
    let gaps = gaps(request.atlas, &visible.kept_nodes, &visible.kept_links);
    let mut gaps_of = BTreeMap::<&NodeId, Vec<usize>>::new();
    for (at, gap) in gaps.iter().enumerate() {
        for id in gap.lines.iter().filter_map(|line| request.atlas.node(&line.node)).map(|n| &n.id)
        {
            gaps_of.entry(id).or_default().push(at);
        }
    }
    let register = Register { kept: &kept, request, counts: composed.counts(), gaps, gaps_of };
    let mut pen = Pen::default();
    register.head(&mut pen);
    register.contents(&mut pen);
    register.nodes(&mut pen);
    register.links(&mut pen);
    register.gaps(&mut pen);
    register.sources(&mut pen);
    pen.written()
}

impl Register<'_> {
    fn head(&self, pen: &mut Pen) {
        let Self { kept, request, counts, .. } = self;
        let title = whole_title(request.atlas, request.view, kept.sentence());
        pen.heading(1, None, &markdown_text(&title));
        if kept.nodes().next().is_none() {
            pen.block(counts.empty_sentence());
        } else {
            pen.block("Every node and link of this view, each with the words it rests on.");
        }
        let mut facts = vec![format!("Filter: {}", markdown_text(kept.sentence()))];
        if !request.view.filter.is_empty() {
            let typed = request.view.filter.to_string();
            facts.push(format!("The same, as the program reads it: {}", markdown_text(&typed)));
        }
        facts.push(format!("Shown: {counts}"));
        let as_of = request.atlas.as_of().map(|day| ("Atlas as of", day));
        let exported = request.options.date.as_deref().map(|day| ("Exported on", day));
        for (words, day) in as_of.into_iter().chain(exported) {
            facts.push(format!("{words}: {}", markdown_text(&spoken_date(day))));
        }
        pen.list(&facts);
        if !request.atlas.documents().is_empty() {
            pen.block(&format!(
                "What a claim rests on is told apart: “{}” where the words state it, “{}” where \
                 they support it for the reason given, “{}” where something beside the sources \
                 says it.",
                Basis::Stated.phrase(),
                Basis::Interpreted.phrase(),
                Basis::Reference.phrase()
            ));
        }
    }

    fn contents(&self, pen: &mut Pen) {
        let nodes = self.groups().into_iter().map(|(name, nodes)| (name, nodes.len()));
        let nodes = nodes.map(|(name, n)| (Anchor::of("kind", name), capitalised(name), n));
        let n_links = self.kept.links().count();
        let links = (n_links > 0).then(|| (Anchor::of("links", ""), "Links".to_owned(), n_links));
        let mut items: Vec<String> = nodes
            .chain(links)
            .map(|(anchor, name, n)| format!("{}, {n}", anchor.link(&name)))
            .collect();
        if self.told_gaps().next().is_some() {
            items.push(Anchor::of("gaps", "").link("Gaps"));
        }
        if self.kept.documents().next().is_some() {
            items.push(Anchor::of("sources", "").link("Sources"));
        }
        pen.list(&items);
    }

    /// The nodes kept by what they are, strands apart from other instruments; none is empty.
    fn groups(&self) -> Vec<(&'static str, Vec<&Node>)> {
        let of_kind = |kind: NodeKind| {
            let nodes = self.kept.nodes().filter(move |n| n.kind == kind && !n.is_strand());
            (kind.spec().plural, nodes.collect::<Vec<_>>())
        };
        let strands = ("strands", self.kept.nodes().filter(|node| node.is_strand()).collect());
        let mut groups: Vec<_> = NodeKind::ALL.into_iter().map(of_kind).collect();
        let after_pillars = NodeKind::ALL.iter().position(|kind| *kind == NodeKind::Pillar);
        groups.insert(after_pillars.map_or(0, |at| at + 1), strands);
        groups.retain(|(_, nodes)| !nodes.is_empty());
        groups
    }

    /// What a node is called, as a way to where it is described.
    fn named(&self, id: &NodeId) -> String {
        let label = self.kept.atlas.node(id).map_or(id.as_str(), |node| node.label.as_str());
        let is_kept = self.kept.visible().kept_nodes.contains(id);
        let words = markdown_text(label);
        if is_kept { Anchor::of("node", id.as_str()).link(&words) } else { words }
    }

    /// The gaps that there is something to look for in.
    fn told_gaps(&self) -> impl Iterator<Item = &Insight> {
        self.gaps.iter().filter(|gap| gap.has_subject)
    }
}

/// Relations in the order in which the program lists them, then a plain graph's own by their
/// words.
fn rank(relation: &Relation) -> (usize, &str) {
    let known = Relation::ALL.iter().position(|known| known == relation);
    (known.unwrap_or(Relation::ALL.len()), relation.word())
}

/// Things by their relation, in the order of [`rank`].
fn by_relation<'a, T>(
    things: impl Iterator<Item = (&'a Relation, T)>,
) -> BTreeMap<(usize, &'a str), (&'a Relation, Vec<T>)> {
    let mut groups = BTreeMap::new();
    for (relation, thing) in things {
        let group = groups.entry(rank(relation)).or_insert_with(|| (relation, Vec::new()));
        group.1.push(thing);
    }
    groups
}
