//! Why a command could not be done, in words for the person, and the exit code for each.
//!
//! Owns the wording; the path or word at fault comes last.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::export::{ExportError, FORMATS};
use crate::filter::{ParseError, Problem};
use crate::wire::{Finding, OpenError, SaveError, visible};

/// Why a command could not be done.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// There is nothing to open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A word stands where a file should, and looks like a command.
    #[error("there is no command or file “{}”; did you mean the command “{nearest}”?", visible(.word))]
    NoCommand {
        /// The word.
        word: String,
        /// The command it looks like.
        nearest: String,
    },
    /// The atlas is wrong, so nothing made of it could be trusted.
    #[error(
        "the atlas has {}; `protecteu-atlas check` lists all that is found: {}{}",
        n_errors(.errors.len()),
        visible(.origin),
        First(.errors)
    )]
    Broken {
        /// The findings that are errors.
        errors: Vec<Finding>,
        /// What was opened.
        origin: String,
    },
    /// The files hold nothing that could be shown.
    #[error("there is nothing to show in this atlas: {}{}", visible(.origin), First(.errors))]
    Nothing {
        /// The findings that are errors.
        errors: Vec<Finding>,
        /// What was opened.
        origin: String,
    },
    /// The filter is none.
    #[error("--filter, {error}{}", Caret { text, column: error.column })]
    Filter {
        /// The filter as typed.
        text: String,
        /// Where and why.
        error: ParseError,
    },
    /// An option names a node that the atlas lacks.
    #[error("{option}: {problem}")]
    UnknownNode {
        /// The option.
        option: &'static str,
        /// What is wrong and what would be right.
        problem: Problem,
    },
    /// `--view` names a view that the briefing lacks.
    #[error("--view: no view is called “{}”{}", visible(.word), view_hint(.nearest.as_deref()))]
    UnknownView {
        /// The name.
        word: String,
        /// The view it looks like; `None` where there is no view at all.
        nearest: Option<String>,
    },
    /// No format writes files with this ending.
    #[error("no format is called “{}”; {}: {}", visible(.word), hint(*.nearest), known_formats())]
    UnknownFormat {
        /// The ending.
        word: String,
        /// The format it looks like.
        nearest: Option<&'static str>,
    },
    /// Nothing says which format to write.
    #[error("say the format with --format, or by the ending of OUT: {}", known_formats())]
    NoFormat,
    /// A briefing was asked for in a format that has no pages.
    #[error("--briefing writes a page a view, which {0} has not: name OUT so that it ends in .pdf")]
    NoPages(&'static str),
    /// A register was asked for in a format that has no pages.
    #[error(
        "--register lists claims on pages after the picture, which {0} has not: .pdf has, and .md is one"
    )]
    NoRegister(&'static str),
    /// The mark of tables was asked for where there are none.
    #[error("--bom marks tables for spreadsheets, and {0} holds none: .csv does")]
    NoTables(&'static str),
    /// The picture could not be made.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// OUT stands there already.
    #[error("{} exists; --force replaces it", visible(&.0.display().to_string()))]
    Exists(PathBuf),
    /// OUT could not be written.
    #[error(transparent)]
    Save(SaveError),
    /// Standard output does not take what is written.
    #[error("standard output could not be written")]
    Output(#[source] io::Error),
    /// The window could not be opened.
    #[error("{0}")]
    Window(String),
}

impl CliError {
    /// 2 where the call itself is wrong, 1 where the data or the work failed.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::NoCommand { .. }
            | Self::Filter { .. }
            | Self::UnknownNode { .. }
            | Self::UnknownView { .. }
            | Self::UnknownFormat { .. }
            | Self::NoFormat
            | Self::NoPages(_)
            | Self::NoRegister(_)
            | Self::NoTables(_)
            | Self::Export(
                ExportError::TooLarge { .. }
                | ExportError::TooSmall { .. }
                | ExportError::SeveralFiles { .. },
            ) => ExitCode::from(2),
            Self::Open(_)
            | Self::Broken { .. }
            | Self::Nothing { .. }
            | Self::Export(_)
            | Self::Exists(_)
            | Self::Save(_)
            | Self::Output(_)
            | Self::Window(_) => ExitCode::FAILURE,
        }
    }
}

fn view_hint(nearest: Option<&str>) -> String {
    nearest.map_or_else(
        || "; there is no briefing with views here".to_owned(),
        |nearest| format!("; the nearest is “{}”", visible(nearest)),
    )
}

impl From<SaveError> for CliError {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Exists(path) => Self::Exists(path),
            error => Self::Save(error),
        }
    }
}

fn n_errors(number: usize) -> String {
    if number == 1 { "1 error".to_owned() } else { format!("{number} errors") }
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map_or_else(
        || "formats".to_owned(),
        |nearest| format!("the nearest is “{nearest}”; formats"),
    )
}

fn known_formats() -> String {
    FORMATS.iter().map(|format| format.extension).collect::<Vec<_>>().join(", ")
}

/// How many findings are named where something is refused for them.
const MAX_FIRST: usize = 5;

/// The first findings with their places, each on a line of its own.
pub(super) struct First<'a>(pub(super) &'a [Finding]);

impl fmt::Display for First<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in self.0.iter().take(MAX_FIRST) {
            write!(f, "\n  {finding}")?;
        }
        match self.0.len().saturating_sub(MAX_FIRST) {
            0 => Ok(()),
            n_more => write!(f, "\n  and {n_more} more"),
        }
    }
}

/// The text on a line of its own with a mark under one column, counted from 1.
struct Caret<'a> {
    text: &'a str,
    column: usize,
}

impl fmt::Display for Caret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before: String = self.text.chars().take(self.column.saturating_sub(1)).collect();
        // Made visible, a control character takes several columns.
        let indent = visible(&before).chars().count();
        write!(f, "\n  {}\n  {}^", visible(self.text), " ".repeat(indent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_column() {
        let check = |text, column, expected: &str| {
            assert_eq!(Caret { text, column }.to_string(), expected);
        };
        check("actor:europl", 7, "\n  actor:europl\n        ^");
        check("é x", 3, "\n  é x\n    ^");
        check("\u{1b} x", 3, "\n  \\u{1b} x\n         ^");
        check("", 1, "\n  \n  ^");
    }
}
