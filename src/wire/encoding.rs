//! The bytes of a file as the UTF-8 text they should be, or in words what they are instead.
//!
//! Owns the table of encodings and packed files that are told by their first bytes. Knows nothing
//! of what a text says.

use super::finding::{Finding, Place};

/// Why some bytes are no text, and where; lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotText {
    /// The line.
    pub(crate) line: usize,
    /// The character in the line.
    pub(crate) column: usize,
    /// What the bytes seem to be, and what would be right.
    pub(crate) message: String,
}

impl NotText {
    /// The finding for a file of that path.
    pub(crate) fn found_in(self, path: String) -> Finding {
        let place = Place { path, line: self.line, column: self.column };
        Finding::error("unreadable", place, self.message)
    }
}

/// Files that are told by how they begin.
struct Foreign {
    /// Whether a file begins so.
    tells: fn(&[u8]) -> bool,
    /// What it is.
    name: &'static str,
    /// What would be right.
    advice: &'static str,
}

const TO_UTF_8: &str = "save it as UTF-8 (PowerShell's `>` writes UTF-16: pipe to \
                        `Out-File -Encoding utf8`, or name the file with -o)";
const UNPACK: &str = "unpack it and open what is inside";
const AS_TEXT: &str = "only texts in UTF-8 are read";

/// The first row that tells is right: UTF-32 also begins as UTF-16 does.
const FOREIGN: &[Foreign] = &[
    row(|b| b.starts_with(&[0xff, 0xfe, 0, 0]), "UTF-32 (little-endian)", TO_UTF_8),
    row(|b| b.starts_with(&[0, 0, 0xfe, 0xff]), "UTF-32 (big-endian)", TO_UTF_8),
    row(|b| matches!(b, [1..=255, 0, 0, 0, ..]), "UTF-32 (little-endian)", TO_UTF_8),
    row(|b| matches!(b, [0, 0, 0, 1..=255, ..]), "UTF-32 (big-endian)", TO_UTF_8),
    row(|b| b.starts_with(&[0xff, 0xfe]), "UTF-16 (little-endian)", TO_UTF_8),
    row(|b| b.starts_with(&[0xfe, 0xff]), "UTF-16 (big-endian)", TO_UTF_8),
    row(
        |b| matches!(b, [1..=255, 0, 1..=255, ..] | [1..=255, 0]),
        "UTF-16 (little-endian)",
        TO_UTF_8,
    ),
    row(|b| matches!(b, [0, 1..=255, 0, ..] | [0, 1..=255]), "UTF-16 (big-endian)", TO_UTF_8),
    row(|b| b.starts_with(b"PK\x03\x04"), "a zip file, as .docx and .xlsx are", UNPACK),
    row(|b| b.starts_with(&[0x1f, 0x8b]), "packed with gzip", UNPACK),
    row(|b| b.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]), "packed with zstd", UNPACK),
    row(|b| b.starts_with(b"\xfd7zXZ"), "packed with xz", UNPACK),
    row(|b| b.starts_with(b"%PDF"), "a PDF", AS_TEXT),
    row(|b| b.starts_with(b"SQLite format 3"), "an SQLite database", AS_TEXT),
    row(|b| b.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]), "an old .doc or .xls", AS_TEXT),
];

const fn row(tells: fn(&[u8]) -> bool, name: &'static str, advice: &'static str) -> Foreign {
    Foreign { tells, name, advice }
}

/// Bytes as text.
///
/// # Errors
/// What they seem to be, where they are not UTF-8.
pub(crate) fn text_of(bytes: Vec<u8>) -> Result<String, NotText> {
    if let Some(foreign) = FOREIGN.iter().find(|foreign| (foreign.tells)(&bytes)) {
        let message =
            format!("it is not UTF-8, byte 1: it is {}; {}", foreign.name, foreign.advice);
        return Err(NotText { line: 1, column: 1, message });
    }
    String::from_utf8(bytes).map_err(|error| {
        let why = error.utf8_error();
        let at = why.valid_up_to();
        let guess = if why.error_len().is_none() {
            "it ends within a character, so it was cut short; copy it again"
        } else {
            "it seems to be Windows-1252 or another old encoding; save it as UTF-8"
        };
        let before = String::from_utf8_lossy(error.as_bytes().get(..at).unwrap_or_default());
        let line = before.rsplit('\n').next().unwrap_or_default();
        NotText {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            message: format!("it is not UTF-8, byte {}: {guess}", at + 1),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], place: (usize, usize), words: &str) {
        let error = text_of(bytes.to_vec()).unwrap_err();
        assert_eq!((error.line, error.column), place, "{words}");
        assert!(error.message.contains(words), "{words}: {}", error.message);
        assert!(error.message.starts_with("it is not UTF-8, byte "), "{}", error.message);
    }

    /// `{"a"` in each encoding, each unit written by a function.
    fn encoded(unit: impl Fn(u8) -> Vec<u8>) -> Vec<u8> {
        b"{\"a\"".iter().flat_map(|byte| unit(*byte)).collect()
    }

    #[test]
    fn every_wide_encoding_is_named_with_and_without_its_mark() {
        let little = encoded(|b| vec![b, 0]);
        let big = encoded(|b| vec![0, b]);
        let wide_little = encoded(|b| vec![b, 0, 0, 0]);
        let wide_big = encoded(|b| vec![0, 0, 0, b]);
        for (mark, bytes, name) in [
            (&[0xff, 0xfe][..], little, "UTF-16 (little-endian)"),
            (&[0xfe, 0xff], big, "UTF-16 (big-endian)"),
            (&[0xff, 0xfe, 0, 0], wide_little, "UTF-32 (little-endian)"),
            (&[0, 0, 0xfe, 0xff], wide_big, "UTF-32 (big-endian)"),
        ] {
            check(&bytes, (1, 1), name);
            check(&[mark, &bytes].concat(), (1, 1), name);
        }
        check(b"{\0", (1, 1), "UTF-16 (little-endian)");
        check(b"\0{", (1, 1), "UTF-16 (big-endian)");
        assert!(text_of("\u{feff}ä".into()).is_ok() && text_of(Vec::new()).is_ok());
    }

    #[test]
    fn packed_and_old_files_are_named_at_their_place() {
        check(b"PK\x03\x04...", (1, 1), "a zip file");
        check(b"\x1f\x8b\x08", (1, 1), "gzip");
        check(b"%PDF-1.7", (1, 1), "a PDF");
        check(b"{\n \"\xc3\xa4\": \"Z\xfcrich\"", (2, 9), "Windows-1252");
        check(b"{\"\xe2\x82", (1, 3), "cut short");
    }
}
