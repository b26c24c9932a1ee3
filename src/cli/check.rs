//! `check`: every finding with its place, then one summary line; on demand the coverage.

use std::fmt::Write as _;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::{CheckArgs, CliError, coverage, output};
use crate::atlas::{Atlas, Evidence, Node};
use crate::check;
use crate::wire::{Finding, Opened};

/// Prints what is wrong with an atlas; exit code 1 if anything is an error.
pub(super) fn run(args: &CheckArgs) -> Result<ExitCode, CliError> {
    let opened = check::open(args.file.as_deref())?;
    let covered = opened.atlas.as_ref().filter(|_| args.coverage).map(check::coverage);
    let covered = args.coverage.then(|| covered.unwrap_or_default());
    let text = match (covered, args.json) {
        (None, false) => as_lines(&opened),
        (None, true) => pretty(&as_json(&opened.findings)),
        (Some(covered), false) => as_lines(&opened) + "\n" + &coverage::as_lines(&covered),
        (Some(covered), true) => {
            let mut whole = json!({ "findings": as_json(&opened.findings) });
            whole["coverage"] = coverage::as_json(&covered);
            pretty(&whole)
        }
    };
    output::write(text.as_bytes())?;
    Ok(if opened.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn as_lines(opened: &Opened) -> String {
    let mut text = String::new();
    for finding in &opened.findings {
        // Writing to a String does not fail.
        writeln!(text, "{finding}").unwrap_or_default();
    }
    text + &summary(opened) + "\n"
}

/// "0 errors, 2 warnings: 3 documents, 120 nodes, 150 links, 300 quotes verified".
fn summary(opened: &Opened) -> String {
    let n_errors = opened.findings.iter().filter(|finding| finding.is_error()).count();
    let n_warnings = opened.findings.len() - n_errors;
    let found = [counted(n_errors, "error"), counted(n_warnings, "warning")].join(", ");
    let held = opened.atlas.as_ref().map_or_else(|| "nothing to show".to_owned(), contents);
    format!("{found}: {held}")
}

fn contents(atlas: &Atlas) -> String {
    let parts = [
        counted(atlas.documents().len(), "document"),
        counted(atlas.nodes().len(), "node"),
        counted(atlas.links().len(), "link"),
        counted(n_quotes(atlas), "quote") + " verified",
    ];
    parts.join(", ")
}

fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

fn n_quotes(atlas: &Atlas) -> usize {
    let of_nodes = atlas.nodes().iter().flat_map(Node::all_evidence);
    let of_links = atlas.links().iter().flat_map(|link| &link.evidence);
    of_nodes.chain(of_links).filter_map(Evidence::quote).count()
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn as_json(findings: &[Finding]) -> Value {
    findings.iter().map(finding_as_json).collect()
}

fn finding_as_json(finding: &Finding) -> Value {
    let mut object = json!({ "path": finding.path });
    if let Some(place) = &finding.place {
        object["line"] = place.line.into();
        object["column"] = place.column.into();
    }
    object["severity"] = finding.severity.word().into();
    object["code"] = finding.code.into();
    object["message"] = finding.message.clone().into();
    object
}
