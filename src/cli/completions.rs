//! `completions`: a script that lets a shell complete this program's words.

use std::process::ExitCode;

use clap::CommandFactory as _;

use super::{CliError, CompletionsArgs, args, output};

/// Prints the script.
pub(super) fn run(args: &CompletionsArgs) -> Result<ExitCode, CliError> {
    let mut command = args::Cli::command();
    let name = command.get_name().to_owned();
    // Into memory first: the generator panics where its writer fails.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    output::write(&script)?;
    Ok(ExitCode::SUCCESS)
}
