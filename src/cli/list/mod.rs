//! `list`: what an atlas, or the part of it that a filter keeps, holds.
//!
//! One file a table; each owns its columns. How they are printed is `table`'s. Long columns stand
//! in CSV and JSON only, and there hold all that is needed to check a claim against its text.

mod documents;
mod events;
mod filters;
mod links;
mod nodes;
mod proof;

use std::process::ExitCode;

use super::data::{load, read_filter};
use super::table::Cell;
use super::values::Rows;
use super::{CliError, ListArgs, output};
use crate::atlas::{Atlas, Evidence, Link, Node, NodeId};
use crate::filter::{Filter, Question, Visible, visible};

/// Prints the rows asked for.
pub(super) fn run(args: &ListArgs) -> Result<ExitCode, CliError> {
    let loaded = load(args.file.as_deref())?;
    let filter = match &args.filter {
        Some(text) => read_filter(text, &loaded.atlas)?,
        None => loaded.view.filter,
    };
    let kept = Kept::new(&loaded.atlas, &filter);
    if let Some(words) = kept.visible.inside_sentence() {
        output::say(&format!("warning: {words}, because no word begins so"));
    }
    let table = match args.rows {
        Rows::Nodes => nodes::nodes(&kept),
        Rows::Links => links::links(&kept, args.format),
        Rows::Documents => documents::documents(&kept),
        Rows::Threats => documents::threats(&kept),
        Rows::Events => events::events(&kept),
        Rows::Filters => filters::filters(&kept, &filter),
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
