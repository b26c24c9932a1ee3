//! Foreign text in Markdown, where each of its signs stands for itself.
//!
//! Owns what has to be escaped, and which addresses may become links. Knows nothing of what is
//! written with it.

/// The text in one line of Markdown that shows it letter by letter, wherever on a line it stands.
///
/// Covers `CommonMark` and what GitHub and Pandoc read beyond it: tables, strikethrough, formulas,
/// superscripts. Source: `CommonMark` 0.31.2, section 2.4, <https://spec.commonmark.org/0.31.2/>.
pub fn markdown_text(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    let line = words.join(" ");
    // At the beginning of a line these make lists; a number does with the sign after it.
    let n_digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let ends_word =
        |at: usize| line.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(' '));
    let mut plain = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        let is_sign = match c {
            '+' | '-' => at == 0,
            '.' | ')' => at > 0 && at == n_digits && ends_word(at),
            '&' => !ends_word(at),
            _ => SIGNS.contains(&c),
        };
        if is_sign {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

/// What means something wherever it stands.
const SIGNS: [char; 13] = ['\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '#', '$', '^'];

/// An address in Markdown: a link where it can be one, else its letters.
pub fn markdown_address(url: &str) -> String {
    if can_be_linked(url) { format!("<{url}>") } else { markdown_text(url) }
}

/// Whether an address can stand in a Markdown link as it is.
pub(super) fn can_be_linked(url: &str) -> bool {
    url.starts_with("https://")
        && url.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '(' | ')' | '<' | '>' | '\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_stands_for_itself_in_one_line() {
        for (text, markdown) in [
            ("plain – text, €9.77 (2025)", "plain – text, €9.77 (2025)"),
            ("*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~"),
            ("[x](y) <b> a|b &amp;", "\\[x\\](y) \\<b\\> a\\|b \\&amp;"),
            ("two\nlines\u{a0}and\u{1}\ttabs ", "two lines and tabs"),
            ("crime & drugs", "crime & drugs"),
            ("C #", "C \\#"),
            ("- a - b", "\\- a - b"),
            ("1. a 2. b", "1\\. a 2. b"),
            ("2025) a", "2025\\) a"),
            ("3.5 a", "3.5 a"),
            ("$5 and x^2^", "\\$5 and x\\^2\\^"),
            ("", ""),
        ] {
            assert_eq!(markdown_text(text), markdown, "{text:?}");
        }
    }

    #[test]
    fn only_plain_https_addresses_become_links() {
        for (url, is_link) in [
            ("https://europa.eu/a?b=c#d", true),
            ("http://europa.eu/", false),
            ("javascript:alert(1)", false),
            ("https://europa.eu/) [x](https://evil.example", false),
        ] {
            assert_eq!(can_be_linked(url), is_link, "{url}");
            assert_eq!(markdown_address(url).starts_with('<'), is_link, "{url}");
        }
    }
}
