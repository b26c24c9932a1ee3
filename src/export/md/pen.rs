//! Blocks of Markdown, one after another, and anchors between them.
//!
//! Owns blank lines, indents and the letters of anchors. Takes Markdown, not plain text.

/// A file being written.
#[derive(Debug, Default)]
pub(super) struct Pen {
    text: String,
}

impl Pen {
    /// A block of its own: a paragraph, a quote, a list.
    pub(super) fn block(&mut self, markdown: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(markdown.trim_end());
        self.text.push('\n');
    }

    /// A heading that others can lead to.
    pub(super) fn heading(&mut self, level: usize, anchor: Option<&Anchor>, markdown: &str) {
        let here = anchor.map(Anchor::here).unwrap_or_default();
        self.block(&format!("{} {here}{markdown}", "#".repeat(level)));
    }

    /// A list; nothing where it has no items.
    pub(super) fn list(&mut self, items: &[String]) {
        if !items.is_empty() {
            let items: Vec<String> = items.iter().map(|item| list_item(item)).collect();
            self.block(&items.join("\n"));
        }
    }

    /// All of it.
    pub(super) fn written(self) -> String {
        self.text
    }
}

/// An item whose further lines belong to it.
fn list_item(markdown: &str) -> String {
    let lines = markdown.trim_end().split('\n').enumerate().map(|(at, line)| match (at, line) {
        (0, line) => format!("- {line}"),
        (_, "") => String::new(),
        (_, line) => format!("  {line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A place in the file that others can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor(String);

impl Anchor {
    /// The place of one thing of a sort; two things have never the same. An explicit anchor,
    /// because renderers make different ones of headings.
    pub(super) fn of(sort: &str, id: &str) -> Self {
        let mut name = sort.to_owned();
        if !id.is_empty() {
            name.push('-');
        }
        for c in id.chars() {
            if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') {
                name.push(c);
            } else {
                let written = format!("_{:x}_", u32::from(c));
                name.push_str(&written);
            }
        }
        Self(name)
    }

    /// The place itself; a span, because Pandoc makes bookmarks of spans alone.
    fn here(&self) -> String {
        format!("<span id=\"{}\"></span>", self.0)
    }

    /// A way to it.
    pub(super) fn link(&self, markdown: &str) -> String {
        format!("[{markdown}](#{})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_plain_words_and_never_the_same_for_two_things() {
        for (id, name) in [
            ("set-ct-agenda", "node-set-ct-agenda"),
            ("terrorism.attacks", "node-terrorism.attacks"),
            ("a_b", "node-a_5f_b"),
            ("\"><é", "node-_22__3e__3c__e9_"),
            ("", "node"),
        ] {
            assert_eq!(Anchor::of("node", id).0, name);
        }
        assert_ne!(Anchor::of("node", "_"), Anchor::of("node", "_5f_"));
    }

    #[test]
    fn blocks_stand_apart_and_items_keep_what_belongs_to_them() {
        let mut pen = Pen::default();
        pen.heading(2, Some(&Anchor::of("gaps", "")), "Gaps");
        pen.list(&["one\n\n> two\n".to_owned(), "three".to_owned()]);
        pen.list(&[]);
        let expected = "## <span id=\"gaps\"></span>Gaps\n\n- one\n\n  > two\n- three\n";
        assert_eq!(pen.written(), expected);
    }
}
