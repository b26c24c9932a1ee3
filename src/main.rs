//! Picks a face, prints what went wrong, sets the exit code.

use std::panic;
use std::process::ExitCode;
use std::time::Instant;

#[cfg(feature = "app")]
use protecteu_atlas::app::{self, RendererChoice, WindowOptions};
#[cfg(feature = "app")]
use protecteu_atlas::cli::Renderer;
use protecteu_atlas::cli::{self, CliError, Face, WindowArgs};
#[cfg(feature = "app")]
use protecteu_atlas::session::Session;

fn main() -> ExitCode {
    let started = Instant::now();
    panic::set_hook(Box::new(|fault| cli::say(&fault_sentence(fault))));
    panic::catch_unwind(|| run(started)).unwrap_or(ExitCode::FAILURE)
}

fn run(started: Instant) -> ExitCode {
    let done = match cli::parse(std::env::args_os()) {
        Ok(Face::Window(args)) => window(&args, false, started),
        Ok(Face::Present(args)) => window(&args, true, started),
        Ok(Face::Command(command)) => command.run(),
        Err(code) => return code,
    };
    done.unwrap_or_else(|error| {
        cli::report(&error);
        error.exit_code()
    })
}

/// Opens the window and returns when it is closed.
#[cfg(feature = "app")]
fn window(args: &WindowArgs, is_presenting: bool, started: Instant) -> Result<ExitCode, CliError> {
    let start = args.start()?;
    let session = Session::new(start.atlas, start.origin, start.findings, start.view)
        .with_briefing(start.briefing);
    let options = WindowOptions {
        session,
        is_presenting,
        presents_shown: args.view.is_some(),
        notices: start.notices,
        size: args.size,
        renderer: match args.renderer {
            Renderer::Auto => RendererChoice::Auto,
            Renderer::Glow => RendererChoice::Glow,
            Renderer::Wgpu => RendererChoice::Wgpu,
        },
        exit_after_frames: args.exit_after_frames.map(|n| n as usize),
        started,
    };
    let report = app::run(&options).map_err(|error| CliError::Window(error.to_string()))?;
    if let Some(report) = report {
        cli::print_json(&report)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Says that there is none.
#[cfg(not(feature = "app"))]
fn window(
    args: &WindowArgs,
    _is_presenting: bool,
    _started: Instant,
) -> Result<ExitCode, CliError> {
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
