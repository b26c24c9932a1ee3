//! `list`: what an atlas, or the part of it that a filter keeps, holds.
//!
//! One file a table. The columns of nodes and links are the survey's, the others own theirs; how they
//! are printed is `table`'s. Long columns stand in CSV and JSON only, and there hold all that is needed
//! to check a claim against its text.

mod documents;
mod events;
mod filters;
mod links;
mod nodes;
mod told;

use std::process::ExitCode;

use super::data::{load, read_filter};
use super::table::Cell;
use super::values::Rows;
use super::{CliError, ListArgs, output};
use crate::atlas::NodeId;
use crate::filter::{Question, visible};
use crate::survey::Extract;

/// Prints the rows asked for.
pub(super) fn run(args: &ListArgs) -> Result<ExitCode, CliError> {
    let loaded = load(args.file.as_deref())?;
    let filter = match &args.filter {
        Some(text) => read_filter(text, &loaded.atlas)?,
        None => loaded.view.filter,
    };
    let question = Question { filter: filter.clone(), ..Question::default() };
    let visible = visible(&loaded.atlas, &question);
    if let Some(words) = visible.inside_sentence() {
        output::say(&format!("warning: {words}, because no word begins so"));
    }
    let extract = Extract::of(&loaded.atlas, &visible);
    let table = match args.rows {
        Rows::Nodes => nodes::nodes(&extract),
        Rows::Links => links::links(&extract, args.format),
        Rows::Documents => documents::documents(&extract, filter.is_empty()),
        Rows::Threats => documents::threats(&extract),
        Rows::Events => events::events(&extract),
        Rows::Filters => filters::filters(&loaded.atlas, &visible, &filter),
    };
    output::write(table.print(args.format).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn words<'a>(ids: impl IntoIterator<Item = &'a NodeId>) -> Cell {
    Cell::Words(ids.into_iter().map(|id| id.as_str().to_owned()).collect())
}
