//! A document's text cut into sentences, so that one can ask which of them nothing rests on.

use unicode_segmentation::UnicodeSegmentation as _;

use super::{Document, Section, Span};

/// One sentence of a document, without the white space around it; holds a letter or digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in code points.
    pub span: Span,
    /// The position of its section in the document's list, where it stands in one.
    pub section: Option<usize>,
    /// Whether it stands in the line that is its section's heading.
    pub is_heading: bool,
}

impl Sentence {
    /// Whether it says something of its own, which a heading does not.
    pub const fn is_substantive(&self) -> bool {
        !self.is_heading
    }
}

impl Document {
    /// The text cut at the sentence boundaries of UAX #29, which the end of a line is too; pieces
    /// without a letter or digit are left out. O(n log s) for n characters and s sections.
    pub fn sentences(&self) -> Vec<Sentence> {
        let mut desk = Desk { sections: Outline::new(&self.sections), sentences: Vec::new() };
        let mut at = 0;
        for line in self.text().split_inclusive('\n') {
            at = desk.cut_line(line, at);
        }
        desk.sentences
    }

    /// Whether two stretches share a letter or digit.
    pub fn share_words(&self, one: Span, other: Span) -> bool {
        let shared = Span { start: one.start.max(other.start), end: one.end.min(other.end) };
        shared.start < shared.end && self.slice(shared).contains(char::is_alphanumeric)
    }
}

/// The sections by their start, to find the one of a place and the headings still to come.
struct Outline<'s> {
    sections: Vec<(usize, &'s Section)>,
    is_headed: Vec<bool>,
}

impl<'s> Outline<'s> {
    fn new(sections: &'s [Section]) -> Self {
        let is_headed = vec![false; sections.len()];
        let mut sections: Vec<_> = sections.iter().enumerate().collect();
        sections.sort_by_key(|(_, section)| section.span.start);
        Self { sections, is_headed }
    }

    fn at(&self, character: usize) -> Option<(usize, &'s Section)> {
        let after = self.sections.partition_point(|(_, s)| s.span.start <= character);
        let last = self.sections.get(after.checked_sub(1)?).copied();
        last.filter(|(_, section)| character < section.span.end)
    }

    /// Whether a line is the heading of its section; only the first such line is.
    fn is_heading(&mut self, line: &str, at: usize) -> bool {
        let words = core(line);
        let lead = line.chars().take_while(|c| !c.is_alphanumeric()).count();
        let Some((position, section)) = self.at(at + lead) else { return false };
        let is_same = section.heading.as_ref().is_some_and(|heading| core(heading) == words);
        let Some(is_headed) = self.is_headed.get_mut(position).filter(|_| is_same) else {
            return false;
        };
        !std::mem::replace(is_headed, true)
    }
}

/// A line without the marks around its words, such as the colon after a speaker's name.
fn core(line: &str) -> &str {
    line.trim_matches(|c: char| !c.is_alphanumeric())
}

struct Desk<'s> {
    sections: Outline<'s>,
    sentences: Vec<Sentence>,
}

impl Desk<'_> {
    /// Cuts the line that begins at a code point; answers where the next one begins.
    fn cut_line(&mut self, line: &str, at: usize) -> usize {
        let is_heading = self.sections.is_heading(line, at);
        let mut start = at;
        for piece in line.split_sentence_bounds() {
            let end = start + piece.chars().count();
            if let Some(lead) = piece.chars().position(char::is_alphanumeric) {
                let before = piece.chars().take_while(|c| c.is_whitespace()).count();
                let after = piece.chars().rev().take_while(|c| c.is_whitespace()).count();
                let span = Span { start: start + before, end: end - after };
                let section = self.sections.at(start + lead).map(|(position, _)| position);
                self.sentences.push(Sentence { span, section, is_heading });
            }
            start = end;
        }
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str, headings: &[(&str, &str)]) -> Document {
        let mut document = Document::new("d".into(), "D".into(), text.into(), String::new());
        let starts: Vec<usize> =
            headings.iter().map(|(begins, _)| document.find_all(begins)[0].start).collect();
        let ends = starts.iter().skip(1).copied().chain([document.n_characters()]);
        let sections = headings.iter().zip(starts.iter().zip(ends));
        document.sections = sections
            .map(|((_, heading), (&start, end))| Section {
                title: "Part".into(),
                heading: Some((*heading).into()),
                speaker: None,
                span: Span { start, end },
            })
            .collect();
        document
    }

    fn check(text: &str, expected: &[&str]) {
        let document = document(text, &[]);
        let found: Vec<&str> =
            document.sentences().iter().map(|sentence| document.slice(sentence.span)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn full_stops_and_line_ends_cut_and_points_in_numbers_do_not() {
        check(
            "A programme of €9.77 billion runs. Next one!  Why?\n\n- a list,\r\n- its end\u{2028}end",
            &[
                "A programme of €9.77 billion runs.",
                "Next one!",
                "Why?",
                "- a list,",
                "- its end",
                "end",
            ],
        );
        check(
            "©Getty Images |  Angel Garcia/Bloomberg\n",
            &["©Getty Images |  Angel Garcia/Bloomberg"],
        );
        check(
            "in terms of mis-, dis- and malinformation. It",
            &["in terms of mis-, dis- and malinformation.", "It"],
        );
    }

    #[test]
    fn pieces_without_a_letter_or_digit_are_none() {
        check("", &[]);
        check(" — \n***\n…", &[]);
    }

    #[test]
    fn a_heading_is_the_first_line_that_says_it_whatever_marks_stand_around() {
        let text = "Before.\nWho speaks? I do:\nWords.\nWho speaks? I do\nOther\nOther words.";
        let document = document(text, &[("Who", "Who speaks? I do"), ("Other", "Other")]);
        let sentences = document.sentences();
        let shown: Vec<(&str, Option<usize>, bool)> = sentences
            .iter()
            .map(|s| (document.slice(s.span), s.section, s.is_substantive()))
            .collect();
        assert_eq!(
            shown,
            [
                ("Before.", None, true),
                ("Who speaks?", Some(0), false),
                ("I do:", Some(0), false),
                ("Words.", Some(0), true),
                ("Who speaks?", Some(0), true),
                ("I do", Some(0), true),
                ("Other", Some(1), false),
                ("Other words.", Some(1), true),
            ]
        );
    }

    #[test]
    fn stretches_share_words_only_where_letters_or_digits_overlap() {
        let document = document("one, two", &[]);
        let share = |a: (usize, usize), b: (usize, usize)| {
            let span = |(start, end)| Span { start, end };
            document.share_words(span(a), span(b))
        };
        assert!(share((0, 4), (2, 8)));
        assert!(!share((0, 5), (3, 8)));
        assert!(!share((0, 2), (5, 8)));
    }
}
