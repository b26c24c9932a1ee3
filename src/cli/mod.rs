//! The command-line face: arguments in, rows, findings and files out.
//!
//! `args` says what can be typed, `values` reads single values, then comes one file per command;
//! `data` opens what they all work on, `table` prints rows. Only [`report`] and `output` write to
//! the standard streams. Knows nothing of windows: [`parse`] hands the window's arguments back
//! and `main` takes them there.

mod args;
mod check;
mod completions;
mod coverage;
mod data;
mod error;
mod export;
mod list;
mod matrix;
mod output;
mod table;
mod values;
mod window;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

pub use args::{
    CheckArgs, CompletionsArgs, ExportArgs, ListArgs, MatrixArgs, PresentArgs, WindowArgs,
};
pub use error::CliError;
pub use output::{print_json, report, say};
pub use values::Renderer;
pub use window::Start;

/// What was asked for.
#[derive(Debug)]
pub enum Face {
    /// The window.
    Window(WindowArgs),
    /// The window, presenting.
    Present(WindowArgs),
    /// Something that needs none.
    Command(Command),
}

/// What a command's name can ask for.
#[derive(Debug, clap::Subcommand)]
enum Asked {
    /// Open straight in presenter mode: the views of a briefing, one after the other
    Present(PresentArgs),
    /// Something that needs no window.
    #[command(flatten)]
    Command(Command),
}

/// One command, with its arguments.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Check an atlas: every finding with its place, then one summary line
    Check(CheckArgs),
    /// Print what an atlas holds, as a table, CSV or JSON
    List(ListArgs),
    /// Print what joins the nodes of two kinds, and where nothing does
    Matrix(MatrixArgs),
    /// Write a picture or the data of a view to a file
    Export(ExportArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

impl Command {
    /// Does what was asked.
    ///
    /// # Errors
    /// Why it could not be done; nothing has been said of it yet.
    pub fn run(&self) -> Result<ExitCode, CliError> {
        match self {
            Self::Check(args) => check::run(args),
            Self::List(args) => list::run(args),
            Self::Matrix(args) => matrix::run(args),
            Self::Export(args) => export::run(args),
            Self::Completions(args) => completions::run(args),
        }
    }
}

/// Reads the arguments, the program's name first.
///
/// # Errors
/// The exit code, where help, version or a wrong call have already been answered.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Face, ExitCode> {
    match args::Cli::try_parse_from(arguments) {
        Ok(args::Cli { command: Some(Asked::Command(command)), .. }) => Ok(Face::Command(command)),
        Ok(args::Cli { command: Some(Asked::Present(args)), .. }) => Ok(Face::Present(args.window)),
        Ok(args::Cli { command: None, window }) => Ok(Face::Window(window)),
        Err(answer) => {
            // Nobody is left to hear it if even this cannot be written.
            answer.print().unwrap_or_default();
            Err(ExitCode::from(answer.exit_code() as u8))
        }
    }
}
