//! The standard streams: results on the one, problems on the other.
//!
//! Owns what happens when nobody listens any more. Nothing else in the program writes to them.

use std::error::Error as _;
use std::io::{self, ErrorKind, Write as _};

use super::CliError;

/// Writes a result to standard output. A reader who has seen enough (`| head`) is no error.
pub(super) fn write(bytes: &[u8]) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(why) if why.kind() != ErrorKind::BrokenPipe => Err(CliError::Output(why)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Prints a value as one line of JSON on standard output.
///
/// # Errors
/// Where it cannot be written.
pub fn print_json(value: &impl serde::Serialize) -> Result<(), CliError> {
    let text = serde_json::to_string(value).map_err(|why| CliError::Output(why.into()))?;
    write(format!("{text}\n").as_bytes())
}

/// Says one line to the person, on standard error.
pub fn say(line: &str) {
    // Nobody is left to hear it if even this cannot be written.
    writeln!(io::stderr().lock(), "{line}").unwrap_or_default();
}

/// Prints an error with its causes in one line.
pub fn report(error: &CliError) {
    let mut line = format!("error: {error}");
    let mut cause = error.source();
    while let Some(why) = cause {
        let text = why.to_string();
        // Many messages already hold their cause.
        if !line.contains(&text) {
            line.push_str(": ");
            line.push_str(&text);
        }
        cause = why.source();
    }
    say(&line);
}
