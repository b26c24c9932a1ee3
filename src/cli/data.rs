//! What the commands work on: an atlas without errors, and the view its file carries.
//!
//! Owns opening for the command line, and reading the options that depend on the atlas. Knows
//! nothing of what is then done.

use std::path::Path;

use super::CliError;
use super::output::say;
use crate::atlas::{Atlas, NodeId};
use crate::check;
use crate::filter::{self, Filter, Key};
use crate::view::{Briefing, NamedView, View};
use crate::wire::draft::DraftBriefing;
use crate::wire::{Finding, Opened, briefing_from_record, view_from_record};

/// An atlas that hangs together, and where to start.
pub(super) struct Loaded {
    pub(super) atlas: Atlas,
    pub(super) view: View,
    pub(super) briefing: Briefing,
}

/// Opens an atlas; one with errors is refused, because what is made of it could not be trusted.
pub(super) fn load(file: Option<&Path>) -> Result<Loaded, CliError> {
    let opened = check::open(file)?;
    let errors = errors_of(&opened);
    for loss in opened.losses() {
        say(&loss.to_string());
    }
    let atlas = opened.atlas.filter(|_| errors.is_empty());
    let Some(atlas) = atlas else {
        return Err(CliError::Broken { errors, origin: opened.origin });
    };
    let record = opened.view.unwrap_or_default();
    let (view, left_out) = view_from_record(&record, &atlas);
    for sentence in left_out {
        say(&format!("warning: {}", crate::wire::visible(&sentence)));
    }
    let briefing = read_briefing(opened.draft.briefing.as_ref(), &atlas);
    Ok(Loaded { atlas, view, briefing })
}

/// The findings that are errors.
pub(super) fn errors_of(opened: &Opened) -> Vec<Finding> {
    opened.findings.iter().filter(|finding| finding.is_error()).cloned().collect()
}

/// The briefing of a file; what of it was left out is among the findings.
pub(super) fn read_briefing(draft: Option<&DraftBriefing>, atlas: &Atlas) -> Briefing {
    let record = draft.map(DraftBriefing::record).unwrap_or_default();
    briefing_from_record(&record, atlas).0
}

/// The view of a briefing that `--view` names, without regard to case.
pub(super) fn named_view(name: &str, briefing: &Briefing) -> Result<View, CliError> {
    if let Some(named) = briefing.position(name).and_then(|at| briefing.views.get(at)) {
        return Ok(named.view.clone());
    }
    let known = briefing.views.iter().map(NamedView::name);
    let nearest = filter::nearest(name, known).map(str::to_owned);
    Err(CliError::UnknownView { word: name.to_owned(), nearest })
}

/// The filter an option gives.
pub(super) fn read_filter(text: &str, atlas: &Atlas) -> Result<Filter, CliError> {
    filter::read(text, atlas).map_err(|error| CliError::Filter { text: text.to_owned(), error })
}

/// The node an option names, by its id, label or another of its names.
pub(super) fn read_node(
    option: &'static str,
    name: &str,
    atlas: &Atlas,
) -> Result<NodeId, CliError> {
    let asked = Filter::new().with(Key::Id, name, false);
    let known = filter::resolve(&asked, atlas)
        .map_err(|error| CliError::UnknownNode { option, problem: error.problem })?;
    let word = known.clauses().find_map(|clause| clause.values.first().cloned());
    Ok(NodeId::new(word.unwrap_or_else(|| name.to_owned())))
}

/// The nodes an option names, in the order given.
pub(super) fn read_nodes(
    option: &'static str,
    names: &[String],
    atlas: &Atlas,
) -> Result<Vec<NodeId>, CliError> {
    names.iter().map(|name| read_node(option, name, atlas)).collect()
}
