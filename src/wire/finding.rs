//! What is wrong with a file, where, and how bad it is.
//!
//! Owns [`Finding`] and the one place where foreign text is made safe to show. Knows nothing of
//! what is being checked.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::{self, Write as _};

/// A place in a text file; lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, as the person named it.
    pub path: String,
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", visible(&self.path), self.line, self.column)
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The atlas is wrong; something may be missing from the window.
    Error,
    /// The atlas is usable; somebody should look.
    Warning,
}

impl Severity {
    /// The word that lines show.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// The code of what a file holds and this program does not read. Whoever makes something of an
/// atlas says it too, for nobody looks for what was left out without a word.
pub const NOT_READ: &str = "not-read";

/// One thing that is wrong; ordered by file, line and column.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The name of what is wrong, as `docs/atlas-format.md` lists it.
    pub code: &'static str,
    /// The file or folder it is about.
    pub path: String,
    /// Where in that file, where that is known.
    pub place: Option<Place>,
    /// A sentence for the person; foreign control characters are already made visible.
    pub message: String,
}

impl Finding {
    /// An error at a place.
    pub fn error(code: &'static str, place: Place, message: impl AsRef<str>) -> Self {
        Self::new(Severity::Error, code, place.path.clone(), Some(place), message.as_ref())
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, place: Place, message: impl AsRef<str>) -> Self {
        Self::new(Severity::Warning, code, place.path.clone(), Some(place), message.as_ref())
    }

    /// An error about a whole file or folder.
    pub fn error_in(code: &'static str, path: impl Into<String>, message: impl AsRef<str>) -> Self {
        Self::new(Severity::Error, code, path.into(), None, message.as_ref())
    }

    fn new(
        severity: Severity,
        code: &'static str,
        path: String,
        place: Option<Place>,
        message: &str,
    ) -> Self {
        Self { severity, code, path, place, message: visible(message).into_owned() }
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it tells of something that the file holds and that is not shown.
    pub fn is_loss(&self) -> bool {
        self.code == NOT_READ
    }

    fn order(&self) -> (&str, usize, usize, Severity, &str, &str) {
        let (line, column) = self.place.as_ref().map_or((0, 0), |p| (p.line, p.column));
        (&self.path, line, column, self.severity, self.code, &self.message)
    }
}

impl PartialOrd for Finding {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Finding {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place}")?,
            None => f.write_str(&visible(&self.path))?,
        }
        write!(f, ": {}[{}]: {}", self.severity.word(), self.code, self.message)
    }
}

/// Foreign text with its control and direction characters written out, so that it can neither
/// move a terminal's cursor nor turn the line around it.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            // Writing to a String does not fail.
            c if is_hidden(c) => write!(shown, "\\u{{{:x}}}", u32::from(c)).unwrap_or_default(),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str, line: usize, column: usize) -> Place {
        Place { path: path.into(), line, column }
    }

    #[test]
    fn a_finding_is_one_line_that_editors_understand() {
        let finding = Finding::error("syntax", place("a/b.toml", 3, 7), "no value");
        assert_eq!(finding.to_string(), "a/b.toml:3:7: error[syntax]: no value");
        let finding = Finding::warning("unknown-field", place("a.json", 1, 1), "odd");
        assert_eq!(finding.to_string(), "a.json:1:1: warning[unknown-field]: odd");
        let finding = Finding::error_in("unreadable", "a", "gone");
        assert_eq!(finding.to_string(), "a: error[unreadable]: gone");
    }

    #[test]
    fn foreign_control_and_direction_characters_are_written_out() {
        let finding = Finding::error_in("x", "evil\u{1b}[2J", "a\u{202e}b\nc\u{7}");
        assert_eq!(finding.to_string(), "evil\\u{1b}[2J: error[x]: a\\u{202e}b\\nc\\u{7}");
    }

    #[test]
    fn findings_stand_in_reading_order() {
        let at = |path, line, column| Finding::error("x", place(path, line, column), "");
        let mut all = [at("b", 1, 1), at("a", 10, 1), at("a", 2, 9), at("a", 2, 3)];
        all.sort();
        let lines: Vec<_> = all.iter().map(|f| f.place.clone().unwrap().to_string()).collect();
        assert_eq!(lines, ["a:2:3", "a:2:9", "a:10:1", "b:1:1"]);
    }
}
