//! `export`: a picture or the data of a view, as a file or on standard output.
//!
//! Owns how options change the view a file carries, and which format is meant.

use std::path::Path;
use std::process::ExitCode;

use super::data::{load, named_view, read_filter, read_node, read_nodes};
use super::{CliError, ExportArgs, output};
use crate::atlas::Atlas;
use crate::export::{Composed, ExportOptions, ExportRequest, FORMATS, Format};
use crate::filter;
use crate::view::{Folding, View};
use crate::wire;

/// The word that stands for standard output.
const STANDARD_OUTPUT: &str = "-";

/// Writes what was asked for.
pub(super) fn run(args: &ExportArgs) -> Result<ExitCode, CliError> {
    let is_file = args.output != Path::new(STANDARD_OUTPUT);
    let format = format_of(args)?;
    if args.briefing && !format.has_pages() {
        return Err(CliError::NoPages(format.extension));
    }
    // Known before the work is done; `save` asks again, for files that appear meanwhile.
    let paths = format.paths(&args.output);
    let taken = paths.iter().find(|path| path.symlink_metadata().is_ok());
    if let Some(taken) = taken.filter(|_| is_file && !args.force) {
        return Err(CliError::Exists(taken.clone()));
    }
    if args.register.is_some() && !format.has_pages() {
        return Err(CliError::NoRegister(format.extension));
    }
    if args.bom && !format.is_for_spreadsheets() {
        return Err(CliError::NoTables(format.extension));
    }
    let loaded = load(args.file.as_deref())?;
    let view = match &args.view {
        Some(name) => named_view(name, &loaded.briefing)?,
        None => loaded.view.clone(),
    };
    let view = changed(view, args, &loaded.atlas)?;
    let options = ExportOptions {
        size: args.size,
        scale: args.scale,
        transparent: args.transparent,
        legend: !args.no_legend,
        metadata: !args.no_metadata,
        whole_briefing: args.briefing,
        bom: args.bom,
        register: args.register,
        date: args.date.clone(),
    };
    // A part of an atlas has no briefing: its views reach over the whole.
    let is_wanted = args.briefing || view.shows_all();
    let briefing = is_wanted.then_some(&loaded.briefing);
    let request = ExportRequest { briefing, ..ExportRequest::new(&loaded.atlas, &view, &options) };
    let composed = Composed::new(&request);
    let files =
        if is_file { format.files_of(&composed)? } else { vec![format.bytes_of(&composed)?] };
    for warning in composed.warnings() {
        output::say(&format!("warning: {warning}"));
    }
    if is_file {
        wire::save_together(&paths.into_iter().zip(files).collect::<Vec<_>>(), args.force)?;
    } else {
        files.iter().try_for_each(|bytes| output::write(bytes))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The format named, or else the one that files ending like OUT have.
fn format_of(args: &ExportArgs) -> Result<&'static Format, CliError> {
    let ending = || args.output.extension().map(|ending| ending.to_string_lossy().into_owned());
    let word = args.format.clone().or_else(ending).ok_or(CliError::NoFormat)?;
    let known = FORMATS.iter().map(|format| format.extension);
    Format::from_extension(&word)
        .ok_or_else(|| CliError::UnknownFormat { nearest: filter::nearest(&word, known), word })
}

/// The view with everything the options say; what they leave out stays.
fn changed(mut view: View, args: &ExportArgs, atlas: &Atlas) -> Result<View, CliError> {
    let before = view.clone();
    if let Some(text) = &args.filter {
        view.filter = read_filter(text, atlas)?;
        // Groups were folded for another filter: what this one asks for would stay hidden.
        view.folding = Folding::default();
    }
    if let Some(name) = &args.focus {
        view.focus = Some(read_node("--focus", name, atlas)?);
        view.depth = 1;
    }
    if let Some(way) = args.unfold {
        view.folding = Folding { way, ..Folding::default() };
    }
    if !args.select.is_empty() {
        view.selected = read_nodes("--select", &args.select, atlas)?;
    }
    view.depth = args.depth.unwrap_or(view.depth);
    view.layout = args.layout.unwrap_or(view.layout);
    view.theme = args.theme.unwrap_or(view.theme);
    if view.question() != before.question() {
        // It was the title of another picture.
        view.title = None;
    }
    if let Some(title) = &args.title {
        view.title = Some(title.clone()).filter(|title| !title.trim().is_empty());
    }
    Ok(view)
}
