//! Picks a face, prints what went wrong, sets the exit code.

use std::panic;
use std::process::ExitCode;
use std::time::Instant;

use protecteu_atlas::cli::{self, CliError, Face, WindowArgs};

fn main() -> ExitCode {
    let started = Instant::now();
    panic::set_hook(Box::new(|fault| cli::say(&fault_sentence(fault))));
    panic::catch_unwind(|| run(started)).unwrap_or(ExitCode::FAILURE)
}

fn run(started: Instant) -> ExitCode {
    let done = match cli::parse(std::env::args_os()) {
        Ok(Face::Window(args)) => window(&args, started),
        Ok(Face::Command(command)) => command.run(),
        Err(code) => return code,
    };
    done.unwrap_or_else(|error| {
        cli::report(&error);
        error.exit_code()
    })
}

/// Says that there is none.
fn window(args: &WindowArgs, _started: Instant) -> Result<ExitCode, CliError> {
    args.start()?;
    Err(CliError::Window(
        "this build has no window; `export` writes pictures without one".to_owned(),
    ))
}

/// One plain sentence for a fault of the program itself, with the place for whoever mends it.
fn fault_sentence(fault: &panic::PanicHookInfo<'_>) -> String {
    let place = fault
        .location()
        .map_or_else(String::new, |at| format!(" at {}:{}", source_name(at.file()), at.line()));
    format!("error: the program has a fault{place}; please report it with what you did")
}

/// A source's path from its package on; what stands before is the building machine's business.
fn source_name(path: &str) -> &str {
    let package = path.rfind("/src/").and_then(|at| path.get(..at)?.rfind('/'));
    package.and_then(|at| path.get(at + 1..)).unwrap_or(path)
}
