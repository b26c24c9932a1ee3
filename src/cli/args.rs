//! What can be typed: commands, options and their help.
//!
//! Owns words and help texts. Formats, layouts and themes come from the rooms that have them, so
//! that a new one appears here of itself. Knows nothing of what a command does.

use std::path::PathBuf;

use emath::Vec2;

use super::Asked;
use super::values::{
    ListFormat, Renderer, Rows, date, formats, kinds, layouts, registers, scale, size, themes,
    unfolds,
};
use crate::atlas::NodeKind;
use crate::export::Register;
use crate::layout::LayoutKind;
use crate::scene::Theme;
use crate::view::Unfold;

/// Everything that can be typed.
#[derive(Debug, clap::Parser)]
#[command(
    name = "protecteu-atlas",
    version,
    about = "An interactive atlas of the EU’s internal-security strategy ProtectEU",
    long_about = "An interactive atlas of the EU’s internal-security strategy ProtectEU: threats, \
        pillars, actions, actors and instruments, each with the sentence that says so.\n\n\
        Without a command the window opens. FILE is an atlas folder, a JSON file, or an \
        exported PNG or SVG that carries its view; left out, it is the atlas built into the program.",
    after_help = "Examples:\n  \
        protecteu-atlas\n  \
        protecteu-atlas my-atlas/ --filter threat:terrorism\n  \
        protecteu-atlas present\n  \
        protecteu-atlas export -o terrorism.png --filter threat:terrorism\n  \
        protecteu-atlas check my-atlas/",
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub(super) struct Cli {
    /// What to do instead of opening the window.
    #[command(subcommand)]
    pub(super) command: Option<Asked>,
    /// How the window starts.
    #[command(flatten)]
    pub(super) window: WindowArgs,
}

/// How the window starts.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub struct WindowArgs {
    /// Atlas folder, JSON file, or exported PNG or SVG; the built-in atlas if left out
    pub file: Option<PathBuf>,
    /// Show only what this filter keeps, such as "threat:terrorism actor:europol"
    #[arg(long, allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// How nodes are arranged
    #[arg(long, value_parser = layouts())]
    pub layout: Option<LayoutKind>,
    /// Light or dark
    #[arg(long, value_parser = themes())]
    pub theme: Option<Theme>,
    /// Size of the window in points
    #[arg(long, value_name = "WxH", value_parser = size)]
    pub size: Option<Vec2>,
    /// Select a node, by id or label; may be given several times
    #[arg(long, value_name = "NODE")]
    pub select: Vec<String>,
    /// Begin with a view of the briefing, given by its name
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    /// What draws the window
    #[arg(long, value_enum, default_value = "auto")]
    pub renderer: Renderer,
    /// Draw N frames as fast as they come, print one line of JSON with the times taken, and stop
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub exit_after_frames: Option<u32>,
}

/// What to present.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "Examples:\n  \
    protecteu-atlas present\n  \
    protecteu-atlas present briefing.json --view \"The agencies\"\n  \
    protecteu-atlas present my-atlas/ --theme dark\n\n\
    The views of the file’s briefing fill the screen, one after the other; a file without one shows \
    its view. PageDown and PageUp go on and back, Esc leaves, and S opens the speaker’s window.")]
pub struct PresentArgs {
    /// How the window starts.
    #[command(flatten)]
    pub window: WindowArgs,
}

/// What to check.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "Examples:\n  \
    protecteu-atlas check my-atlas/\n  \
    protecteu-atlas check my-atlas/ --json\n  \
    protecteu-atlas check my-atlas/ --coverage | grep untouched:\n\n\
    Exit code 1 if there is an error; warnings alone leave it 0.")]
pub struct CheckArgs {
    /// Atlas folder, JSON file, or exported PNG or SVG; the built-in atlas if left out
    pub file: Option<PathBuf>,
    /// Also count which sentences evidence touches, and list those it does not
    #[arg(long)]
    pub coverage: bool,
    /// Print the findings as a JSON array; with --coverage, an object of findings and coverage
    #[arg(long)]
    pub json: bool,
}

/// What to list.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "Examples:\n  \
    protecteu-atlas list nodes --filter kind:actor\n  \
    protecteu-atlas list links my-atlas/ --format csv > links.csv\n  \
    protecteu-atlas list filters\n\n\
    A table has the short columns and cuts long texts. CSV and JSON have all there is, whole:\n  \
    nodes   also title, day of the status, numbers, seat, dates, summary, and the evidence\n  \
    links   with document, section, line and words of each piece of evidence\n  \
    events  in order of date, with their reference and the actions that announced the thing\n\
    In a table and in CSV a link has a row for each piece of evidence. In CSV a node has the first \
    piece on its firmest basis; JSON lists all evidence of each. Lines are those of the document’s \
    text.")]
pub struct ListArgs {
    /// What to list; filters are the keys and values a filter may name, with counts
    #[arg(value_enum)]
    pub rows: Rows,
    /// Atlas folder, JSON file, or exported PNG or SVG; the built-in atlas if left out
    pub file: Option<PathBuf>,
    /// List only what this filter keeps
    #[arg(long, allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// How to print the rows
    #[arg(long, value_enum, default_value = "table")]
    pub format: ListFormat,
}

/// Which kinds to set against each other.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "Examples:\n  \
    protecteu-atlas matrix --rows actor --columns threat\n  \
    protecteu-atlas matrix --rows action --columns actor --filter threat:cyber\n  \
    protecteu-atlas matrix my-atlas/ --rows pillar --columns threat --format csv > coverage.csv\n\n\
    A number counts each link between the two and, where neither is an action, each action linked \
    to both; a threat stands for its sub-types. Rows and columns stand as in the window’s matrix, \
    by structure. The table numbers its columns and names them below, then tells which rows and \
    columns nothing joins. JSON also names the links and actions behind each number.")]
pub struct MatrixArgs {
    /// Atlas folder or JSON file; the built-in atlas if left out
    pub file: Option<PathBuf>,
    /// Kind of the rows
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    pub rows: NodeKind,
    /// Kind of the columns
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    pub columns: NodeKind,
    /// Count only what this filter keeps
    #[arg(long, allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// How to print the matrix
    #[arg(long, value_enum, default_value = "table")]
    pub format: ListFormat,
}

/// What to export, how, and where to.
#[derive(Debug, Clone, PartialEq, clap::Args)]
#[command(after_help = "Examples:\n  \
    protecteu-atlas export -o atlas.png --scale 2\n  \
    protecteu-atlas export -o terrorism.svg --filter threat:terrorism --theme dark\n  \
    protecteu-atlas export -o agencies.png --view \"The agencies\"\n  \
    protecteu-atlas export my-atlas/ -o - --format json | jq .graph.label\n\n\
    A JSON file, PNG or SVG carries its view and opens again; options change that view. The same call writes the same bytes.")]
pub struct ExportArgs {
    /// Atlas folder, JSON file, or exported PNG or SVG; the built-in atlas if left out
    pub file: Option<PathBuf>,
    /// File to write, or - for standard output; its ending says the format
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// Format, whatever OUT ends with
    #[arg(long, value_name = "EXT", value_parser = formats())]
    pub format: Option<String>,
    /// Take a view of the briefing, given by its name; other options change it
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    /// Keep only what this filter keeps, such as "threat:terrorism actor:europol"
    #[arg(long, allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// How nodes are arranged
    #[arg(long, value_parser = layouts())]
    pub layout: Option<LayoutKind>,
    /// Show only the surroundings of a node, given by id or label
    #[arg(long, value_name = "NODE")]
    pub focus: Option<String>,
    /// How many links the surroundings reach [default: 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=9))]
    pub depth: Option<u8>,
    /// Open all groups, none, or as many as stay readable
    #[arg(long, value_parser = unfolds())]
    pub unfold: Option<Unfold>,
    /// Select a node, by id or label; may be given several times
    #[arg(long, value_name = "NODE")]
    pub select: Vec<String>,
    /// Light or dark
    #[arg(long, value_parser = themes())]
    pub theme: Option<Theme>,
    /// Title of the picture; it stays with the picture when that is opened again
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Size of the picture in points; on paper half of it, so that 1684x1190 is A4
    #[arg(long, value_name = "WxH", default_value = "1600x900", value_parser = size)]
    pub size: Vec2,
    /// Pixels to a point; a PDF has none
    #[arg(long, value_name = "N", default_value = "1", value_parser = scale)]
    pub scale: f32,
    /// Leave out the ground
    #[arg(long)]
    pub transparent: bool,
    /// Leave out legend and sources
    #[arg(long)]
    pub no_legend: bool,
    /// Leave the view and its data out of a picture; it then does not open again
    #[arg(long)]
    pub no_metadata: bool,
    /// Write the whole briefing: a cover, a page a view, and the register of its claims (pdf)
    #[arg(long, conflicts_with_all = ["view", "filter", "layout", "focus", "depth", "unfold", "select", "title"])]
    pub briefing: bool,
    /// Begin each CSV file with the mark by which spreadsheets know UTF-8
    #[arg(long)]
    pub bom: bool,
    /// List each claim with the words it rests on, after the pictures: all that the filter keeps,
    /// what is shown by name, or none (pdf) [default: shown with --briefing, else none]
    #[arg(long, value_parser = registers())]
    pub register: Option<Register>,
    /// Print this date on the picture; else only a PDF has one: the day of the atlas
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub date: Option<String>,
    /// Replace OUT if it exists
    #[arg(long)]
    pub force: bool,
}

/// For which shell to print completions.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "Example:\n  \
    protecteu-atlas completions bash > ~/.local/share/bash-completion/completions/protecteu-atlas")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::super::Command;
    use super::*;

    #[test]
    fn the_table_of_arguments_hangs_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_word_that_is_no_command_is_a_file() {
        let cli = Cli::try_parse_from(["protecteu-atlas", "my-atlas", "--filter", "-kind:actor"]);
        let window = cli.unwrap().window;
        assert_eq!(window.file, Some("my-atlas".into()));
        assert_eq!(window.filter.as_deref(), Some("-kind:actor"));
        let cli = Cli::try_parse_from(["protecteu-atlas", "check"]).unwrap();
        assert!(matches!(
            cli.command,
            Some(Asked::Command(Command::Check(CheckArgs { file: None, .. })))
        ));
    }

    #[test]
    fn every_command_shows_an_example() {
        for command in Cli::command().get_subcommands_mut() {
            let help = command.render_long_help().to_string();
            assert!(help.contains("Example"), "{}", command.get_name());
        }
    }
}
