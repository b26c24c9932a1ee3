//! Line ends: what a checkout on another system changes of a text without changing its words.
//!
//! Owns which line ends a text is read with: tables with line feeds, documents with those that
//! their hash was taken of.

use super::fields::Desk;
use super::texts::sha256;

/// A text with line feeds only, as tables are read: a quote over several lines is the same
/// whatever editor or checkout wrote them.
pub(super) fn with_line_feeds(text: String) -> String {
    if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text }
}

/// A text whose lines end as on Windows.
pub(super) fn with_crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// Holds a document's text to the hash that is given for it, and gives back text and hash. Where
/// only its line ends differ, the text gets those it was hashed with, so that whatever is quoted
/// stands where it stood.
pub(super) fn held_to_hash(
    desk: &mut Desk<'_>,
    given: Option<(usize, String)>,
    text: String,
    what: &str,
) -> (String, String) {
    let hash = sha256(text.as_bytes());
    let Some((at, given)) = given.filter(|(_, given)| *given != hash) else {
        return (text, hash);
    };
    if let Some((hashed, ends)) = as_hashed(&text, &given) {
        let message = format!(
            "only line ends differ: the SHA-256 is that of the {what} with {ends}, with which it is \
             read; `.gitattributes` can keep git from changing them"
        );
        desk.warning("line-ends", at, message);
        return (hashed, given);
    }
    desk.error("changed-document", at, format!("the {what} has changed: its SHA-256 is {hash}"));
    (text, hash)
}

/// The text with the line ends of which a hash was taken, and what those are.
fn as_hashed(text: &str, hash: &str) -> Option<(String, &'static str)> {
    let forms = [
        (with_line_feeds(text.to_owned()), "line feeds (LF)"),
        (with_crlf(text), "carriage returns (CRLF)"),
    ];
    forms.into_iter().find(|(form, _)| form != text && sha256(form.as_bytes()) == hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::lines::Lines;

    fn held(text: &str, hashed: &str) -> (String, Vec<&'static str>) {
        let mut desk = Desk::strict(Lines::new("x.toml", ""));
        let hash = sha256(hashed.as_bytes());
        let (read, read_hash) = held_to_hash(&mut desk, Some((0, hash)), text.to_owned(), "file");
        assert_eq!(read_hash, sha256(read.as_bytes()));
        (read, desk.findings.iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn a_text_is_read_with_the_line_ends_of_its_hash() {
        let (lf, crlf, mixed) = ("a\nb\n\nc\n", "a\r\nb\r\n\r\nc\r\n", "a\r\nb\n\nc\n");
        for hashed in [lf, crlf] {
            for text in [lf, crlf, mixed] {
                let codes = if text == hashed { vec![] } else { vec!["line-ends"] };
                assert_eq!(held(text, hashed), (hashed.to_owned(), codes));
            }
        }
    }

    #[test]
    fn other_words_are_a_changed_text_whatever_its_line_ends() {
        for text in ["a\r\nx\r\n", "a\nb", "a b\n", "\u{feff}a\nb\n"] {
            assert_eq!(held(text, "a\nb\n"), (text.to_owned(), vec!["changed-document"]));
        }
    }
}
