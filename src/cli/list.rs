//! `list`: what an atlas, or the part of it that a filter keeps, holds.
//!
//! Owns which columns there are. How they are printed is `table`'s.

use std::collections::BTreeSet;
use std::process::ExitCode;

use super::data::{load, read_filter};
use super::table::{Cell, Table};
use super::values::Rows;
use super::{CliError, ListArgs, output};
use crate::atlas::{Atlas, Evidence, Link, Node, NodeId};
use crate::filter::{Filter, KEYS, Key, Question, Visible, facets, visible};

/// Prints the rows asked for.
pub(super) fn run(args: &ListArgs) -> Result<ExitCode, CliError> {
    let loaded = load(args.file.as_deref())?;
    let filter = match &args.filter {
        Some(text) => read_filter(text, &loaded.atlas)?,
        None => loaded.view.filter,
    };
    let kept = Kept::new(&loaded.atlas, &filter);
    let table = match args.rows {
        Rows::Nodes => nodes(&kept),
        Rows::Links => links(&kept),
        Rows::Documents => documents(&kept),
        Rows::Threats => threats(&kept),
        Rows::Events => events(&kept),
        Rows::Filters => filters(&kept, &filter),
    };
    output::write(table.print(args.format).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// An atlas and what a filter keeps of it.
struct Kept<'a> {
    atlas: &'a Atlas,
    is_whole: bool,
    visible: Visible,
}

impl<'a> Kept<'a> {
    fn new(atlas: &'a Atlas, filter: &Filter) -> Self {
        let question = Question { filter: filter.clone(), ..Question::default() };
        Self { atlas, is_whole: filter.is_empty(), visible: visible(atlas, &question) }
    }

    fn nodes(&self) -> impl Iterator<Item = &'a Node> {
        self.atlas.nodes().iter().filter(|node| self.visible.kept_nodes.contains(&node.id))
    }

    fn links(&self) -> impl Iterator<Item = &'a Link> {
        self.atlas.links().iter().filter(|link| self.visible.kept_links.contains(&link.id))
    }

    /// How many kept nodes and links quote a document.
    fn n_quoting(&self, document: &str) -> usize {
        let of_nodes = self.nodes().map(|node| &node.evidence);
        let evidence = of_nodes.chain(self.links().map(|link| &link.evidence));
        evidence.filter(|evidence| quotes(evidence, document)).count()
    }
}

fn quotes(evidence: &[Evidence], document: &str) -> bool {
    evidence.iter().filter_map(Evidence::quote).any(|quote| quote.document.as_str() == document)
}

fn words<'a>(ids: impl IntoIterator<Item = &'a NodeId>) -> Cell {
    Cell::Words(ids.into_iter().map(|id| id.as_str().to_owned()).collect())
}

fn nodes(kept: &Kept<'_>) -> Table {
    let mut n_links = std::collections::BTreeMap::<&NodeId, usize>::new();
    for link in kept.links() {
        let ends = BTreeSet::from([&link.source, &link.target]);
        for end in ends {
            *n_links.entry(end).or_default() += 1;
        }
    }
    let row = |node: &Node| {
        vec![
            node.id.as_str().into(),
            node.kind.word().into(),
            (&node.subtype).into(),
            node.label.as_str().into(),
            (&node.status).into(),
            kept.atlas.pillar_of(&node.id).map(NodeId::as_str).into(),
            words(kept.atlas.threats_of(&node.id)),
            n_links.get(&node.id).copied().unwrap_or(0).into(),
        ]
    };
    Table {
        columns: &["id", "kind", "subtype", "label", "status", "pillar", "threats", "n_links"],
        rows: kept.nodes().map(row).collect(),
    }
}

fn links(kept: &Kept<'_>) -> Table {
    let row = |link: &Link| {
        let quote = link.evidence.iter().find_map(Evidence::quote);
        vec![
            link.id.as_str().into(),
            link.source.as_str().into(),
            link.relation.word().into(),
            link.target.as_str().into(),
            link.basis().word().into(),
            quote.map(|quote| quote.exact.as_str()).into(),
        ]
    };
    Table {
        columns: &["id", "source", "relation", "target", "basis", "quote"],
        rows: kept.links().map(row).collect(),
    }
}

fn documents(kept: &Kept<'_>) -> Table {
    let counted = kept.atlas.documents().iter().map(|d| (d, kept.n_quoting(d.id.as_str())));
    let rows = counted.filter(|(_, n_quoting)| kept.is_whole || *n_quoting > 0);
    let row = |(document, n_quoting): (&crate::atlas::Document, usize)| {
        vec![
            document.id.as_str().into(),
            document.title.as_str().into(),
            (&document.publisher).into(),
            (&document.date).into(),
            document.n_characters().into(),
            n_quoting.into(),
            (&document.url).into(),
            (&document.licence).into(),
        ]
    };
    Table {
        columns: &["id", "title", "publisher", "date", "characters", "n_quoting", "url", "licence"],
        rows: rows.map(row).collect(),
    }
}

fn threats(kept: &Kept<'_>) -> Table {
    let threats = kept.atlas.threats().iter();
    let rows = threats.filter(|threat| kept.visible.kept_nodes.contains(&threat.id));
    let row = |threat: &crate::atlas::Threat| {
        // The line from a threat to its top holds the threat itself.
        let level = kept.atlas.threat_line(&threat.id).count().saturating_sub(1);
        vec![
            threat.id.as_str().into(),
            threat.label.as_str().into(),
            level.into(),
            threat.parent.as_ref().map(NodeId::as_str).into(),
            (&threat.definition).into(),
        ]
    };
    Table {
        columns: &["id", "label", "level", "parent", "definition"],
        rows: rows.map(row).collect(),
    }
}

fn events(kept: &Kept<'_>) -> Table {
    let row = |node: &Node| -> Vec<Vec<Cell>> {
        let cells = node.events.iter().map(|event| {
            vec![
                event.date.as_str().into(),
                node.id.as_str().into(),
                event.what.as_str().into(),
                (&event.number).into(),
                (&event.url).into(),
            ]
        });
        cells.collect()
    };
    Table {
        columns: &["date", "node", "what", "number", "url"],
        rows: kept.nodes().flat_map(row).collect(),
    }
}

/// Keys with their values. Where the window shows a facet, the count is the facet's; elsewhere it
/// is how many of what is kept have the value.
fn filters(kept: &Kept<'_>, filter: &Filter) -> Table {
    let facets = facets(kept.atlas, filter);
    let mut rows = Vec::new();
    // A value of `id` is any node, which `list nodes` lists already.
    for spec in KEYS.iter().filter(|spec| spec.key != Key::Id) {
        let mut add = |value: &str, label: &str, count: usize| {
            rows.push(vec![spec.word.into(), value.into(), label.into(), count.into()]);
        };
        if let Some(facet) = facets.iter().find(|facet| facet.key == spec.key) {
            facet.entries.iter().for_each(|entry| add(&entry.value, &entry.label, entry.count));
            continue;
        }
        for value in (spec.values)(kept.atlas) {
            add(&value.word, &value.label, n_having(kept, spec.key, &value.word));
        }
    }
    Table { columns: &["key", "value", "label", "count"], rows }
}

fn n_having(kept: &Kept<'_>, key: Key, word: &str) -> usize {
    match key {
        Key::Subtype => kept.nodes().filter(|n| n.subtype.as_deref() == Some(word)).count(),
        Key::Document => kept.n_quoting(word),
        Key::Relation => kept.links().filter(|link| link.relation.word() == word).count(),
        _ => usize::from(kept.visible.kept_nodes.contains(word)),
    }
}
