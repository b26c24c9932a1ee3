//! How the window starts: what it opens, and the view that its options ask for.
//!
//! Owns reading those options over the atlas, so that a wrong one is said before a window opens.
//! Opening the window is the business of the room `app`, which this one does not know.

use std::path::Path;

use clap::CommandFactory as _;

use super::data::{errors_of, named_view, read_briefing, read_filter, read_nodes};
use super::error::First;
use super::output::say;
use super::{CliError, WindowArgs, args};
use crate::atlas::Atlas;
use crate::check;
use crate::filter;
use crate::view::{Briefing, Folding, View};
use crate::wire::{Finding, view_from_record};

/// What the window starts with.
#[derive(Debug, Clone)]
pub struct Start {
    /// What was opened; a broken atlas is shown as far as it hangs together.
    pub atlas: Atlas,
    /// The same in words.
    pub origin: String,
    /// All that was found.
    pub findings: Vec<Finding>,
    /// The view to begin with.
    pub view: View,
    /// The views the file is to be presented with.
    pub briefing: Briefing,
    /// What is to be said at once: errors, and what of the file is not shown.
    pub notices: Vec<String>,
}

impl WindowArgs {
    /// Opens the file and works out the view to begin with.
    ///
    /// # Errors
    /// Where there is nothing to open, or an option asks for what the atlas lacks.
    pub fn start(&self) -> Result<Start, CliError> {
        let opened = check::open(self.file.as_deref())
            .map_err(|error| self.as_misspelt().unwrap_or(CliError::Open(error)))?;
        let (errors, mut notices) = (errors_of(&opened), opened.notices());
        let Some(atlas) = opened.atlas else {
            return Err(CliError::Nothing { errors, origin: opened.origin });
        };
        if !errors.is_empty() {
            // Who presents does not see the window's notices.
            say(&format!("warning: what hangs together is shown{}", First(&errors)));
        }
        let record = opened.view.unwrap_or_default();
        let (mut view, left_out) = view_from_record(&record, &atlas);
        notices.extend(left_out);
        let briefing = read_briefing(opened.draft.briefing.as_ref(), &atlas);
        if let Some(name) = &self.view {
            view = named_view(name, &briefing)?;
        }
        if let Some(text) = &self.filter {
            view.filter = read_filter(text, &atlas)?;
            // Groups were folded for another filter: what this one asks for would stay hidden.
            view.folding = Folding::default();
        }
        if !self.select.is_empty() {
            view.selected = read_nodes("--select", &self.select, &atlas)?;
        }
        view.layout = self.layout.unwrap_or(view.layout);
        view.theme = self.theme.unwrap_or(view.theme);
        let (origin, findings) = (opened.origin, opened.findings);
        Ok(Start { atlas, origin, findings, view, briefing, notices })
    }

    /// A file that is not there may have been meant as a command.
    fn as_misspelt(&self) -> Option<CliError> {
        let word = self.file.as_deref().filter(|file| !file.exists()).and_then(Path::to_str)?;
        let commands = args::Cli::command();
        let known: Vec<&str> = commands.get_subcommands().map(clap::Command::get_name).collect();
        let nearest = filter::nearest(word, known)?;
        is_slip(word, nearest)
            .then(|| CliError::NoCommand { word: word.to_owned(), nearest: nearest.to_owned() })
    }
}

/// Whether a word is a slip of the hand away from another.
fn is_slip(word: &str, meant: &str) -> bool {
    strsim::osa_distance(word, meant) <= 2
}
