//! Byte offsets of a text as the lines and columns a person counts.

use super::finding::Place;

/// Where the lines of one file start.
#[derive(Debug)]
pub(crate) struct Lines<'t> {
    path: String,
    text: &'t str,
    starts: Vec<usize>,
    /// Characters before each block of bytes, so that a file in one long line costs no more.
    characters: Vec<usize>,
}

/// Bytes of a block.
const BLOCK: usize = 1024;

impl<'t> Lines<'t> {
    /// Finds the lines of a text. O(n).
    pub(crate) fn new(path: impl Into<String>, text: &'t str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(after_breaks).collect();
        let mut characters = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            characters.push(characters.last().unwrap_or(&0) + n_characters(block));
        }
        Self { path: path.into(), text, starts, characters }
    }

    /// The line of a byte, from 1. O(log n).
    pub(crate) fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte).max(1)
    }

    /// The place of a byte; the end of the text for anything beyond it. O(log n).
    pub(crate) fn place(&self, byte: usize) -> Place {
        let byte = byte.min(self.text.len());
        let line = self.line_of(byte);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = self.characters_before(byte) - self.characters_before(start) + 1;
        Place { path: self.path.clone(), line, column }
    }

    fn characters_before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        let in_block = self.text.as_bytes().get(block * BLOCK..byte).unwrap_or_default();
        self.characters.get(block).unwrap_or(&0) + n_characters(in_block)
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

/// How many characters of UTF-8 begin in these bytes.
fn n_characters(bytes: &[u8]) -> usize {
    /// The two highest bits of a byte that goes on with a character are 10.
    const CONTINUES: u8 = 0b1000_0000;
    bytes.iter().filter(|byte| *byte & 0b1100_0000 != CONTINUES).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_long_line_are_counted_across_blocks() {
        let text = "x\n".to_owned() + &"é€a".repeat(2000);
        let lines = Lines::new("f", &text);
        for (character, (byte, _)) in text.char_indices().enumerate().skip(2) {
            assert_eq!((lines.place(byte).line, lines.place(byte).column), (2, character - 1));
        }
    }

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
