//! Text and numbers as XML holds them.

/// At most two decimals, none that say nothing.
pub(super) fn number(value: f32) -> String {
    let hundredths = (f64::from(value) * 100.0).round();
    // Adding zero turns a negative zero into zero.
    let text = format!("{:.2}", hundredths / 100.0 + 0.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Text that can stand in XML: markup escaped, characters XML does not know left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_negative_zero() {
        for (value, text) in [(1.0, "1"), (0.126, "0.13"), (-0.001, "0"), (-2.5, "-2.5")] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn foreign_text_cannot_leave_its_element() {
        assert_eq!(
            escape("<a href=\"x\">\u{1}&</a>"),
            "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;"
        );
    }
}
