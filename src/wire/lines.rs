//! Byte offsets of a text as the lines and columns a person counts.

use super::finding::Place;

/// Where the lines of one file start.
#[derive(Debug)]
pub(crate) struct Lines<'t> {
    path: String,
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text. O(n).
    pub(crate) fn new(path: impl Into<String>, text: &'t str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { path: path.into(), text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The line of a byte, from 1. O(log n).
    pub(crate) fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte).max(1)
    }

    /// The place of a byte; the end of the text for anything beyond it.
    pub(crate) fn place(&self, byte: usize) -> Place {
        let byte = byte.min(self.text.len());
        let line = self.line_of(byte);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..byte).unwrap_or_default();
        Place { path: self.path.clone(), line, column: before.chars().count() + 1 }
    }

    /// The byte at which a line (from 1) and a byte column (from 1) stand.
    pub(crate) fn byte_at(&self, line: usize, column: usize) -> usize {
        let start = self.starts.get(line.saturating_sub(1)).copied();
        let mut byte = start.unwrap_or(self.text.len()) + column.saturating_sub(1);
        byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_both_kinds_of_line_break_work() {
        let lines = Lines::new("f", "é€x\r\nab\n");
        let at = |byte| {
            let place = lines.place(byte);
            (place.line, place.column)
        };
        assert_eq!([at(0), at(5), at(8), at(9)], [(1, 1), (1, 3), (2, 1), (2, 2)]);
        assert_eq!(at(999), (3, 1));
        assert_eq!(lines.byte_at(2, 2), 9);
    }
}
