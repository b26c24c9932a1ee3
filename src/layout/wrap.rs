//! Labels broken into lines, and the boxes around them.

use std::borrow::Cow;

use emath::{Vec2, vec2};
use unicode_segmentation::UnicodeSegmentation as _;

use super::measure::{Weight, text_width};
use super::{Note, NoteLine};
use crate::atlas::NodeKind;

/// Font size of every label, count and heading in a picture, so that none is harder to read than
/// another.
pub const TEXT_SIZE: f32 = 13.0;

/// Least size of a text on a screen one sits at, in points.
pub const LEAST_TEXT: f32 = 11.0;

/// How labels of one kind are set. Lengths in world units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LabelStyle {
    /// Font size.
    pub size: f32,
    /// Font weight.
    pub weight: Weight,
    /// Distance from baseline to baseline.
    pub line_height: f32,
    /// Width a line should not pass; a single longer word may, by half.
    pub max_width: f32,
    /// Free room left of the text.
    pub pad_left: f32,
    /// Free room right of the text.
    pub pad_right: f32,
    /// Free room above and below the lines.
    pub pad_y: f32,
}

/// How labels of a kind are set.
pub const fn label_style(kind: NodeKind) -> LabelStyle {
    let base = LabelStyle {
        size: TEXT_SIZE,
        weight: Weight::Regular,
        line_height: 16.0,
        max_width: 128.0,
        pad_left: 12.0,
        pad_right: 12.0,
        pad_y: 6.0,
    };
    match kind {
        NodeKind::Threat => LabelStyle {
            weight: Weight::SemiBold,
            max_width: 112.0,
            pad_left: 16.0,
            pad_right: 16.0,
            ..base
        },
        NodeKind::Pillar => {
            LabelStyle { weight: Weight::SemiBold, max_width: 132.0, pad_y: 7.0, ..base }
        }
        NodeKind::Action => {
            LabelStyle { max_width: 148.0, pad_left: 16.0, pad_right: 10.0, pad_y: 5.0, ..base }
        }
        NodeKind::Actor => LabelStyle { max_width: 118.0, pad_left: 15.0, pad_right: 15.0, ..base },
        NodeKind::Instrument => {
            LabelStyle { max_width: 136.0, pad_left: 10.0, pad_right: 15.0, ..base }
        }
        NodeKind::Plain => LabelStyle { max_width: 150.0, ..base },
    }
}

/// A label broken into lines and the size of the box around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelBox {
    /// The lines; at least one.
    pub lines: Vec<String>,
    /// What is written under them.
    pub notes: Vec<NoteLine>,
    /// Size of the box.
    pub size: Vec2,
}

impl LabelBox {
    /// The same with notes under its lines, broken where they would be wider than a line of the label may
    /// be, and at least so high. World units.
    #[must_use]
    pub(super) fn with_notes(
        mut self,
        notes: &[Note],
        style: &LabelStyle,
        least_height: f32,
    ) -> Self {
        let around = style.pad_left + style.pad_right;
        for (note, Note { words, indent }) in notes.iter().enumerate() {
            let indent = f32::from(*indent);
            let lines = wrap_text(words, TEXT_SIZE, Weight::Regular, style.max_width - indent);
            let width = |line: &String| text_width(line, TEXT_SIZE, Weight::Regular);
            let widest = lines.iter().map(width).fold(0.0, f32::max);
            self.size.x = self.size.x.max((widest + indent + around).ceil());
            let lines = lines.into_iter().enumerate();
            self.notes.extend(lines.map(|(line, words)| NoteLine {
                note,
                is_first: line == 0,
                words,
            }));
        }
        self.size.y = (self.size.y + self.notes.len() as f32 * NOTE_LINE).max(least_height.ceil());
        self
    }
}

/// Width that a sign takes at the right end of its box. World units.
pub(super) const SIGN: f32 = 17.0;

/// Distance from a baseline of a note to the next. World units.
pub const NOTE_LINE: f32 = 15.0;

/// Longest label that is shown whole, in characters.
pub const LONGEST_SHOWN: usize = 100;

/// How much wider than a line a word may be before it is broken.
const WIDEST_WORD: f32 = 1.5;

/// A label as it is shown in its box: a very long one is cut between words, and ends in “…”. One box
/// as large as twenty others would leave these no room.
pub fn shown_label(label: &str) -> Cow<'_, str> {
    let n_characters = label.split_whitespace().map(|word| word.chars().count() + 1).sum::<usize>();
    if n_characters <= LONGEST_SHOWN + 1 {
        return Cow::Borrowed(label);
    }
    let (mut shown, mut room) = (String::new(), LONGEST_SHOWN - 2);
    for word in label.split_whitespace() {
        let length = word.chars().count() + 1;
        if length > room {
            // A first word that is longer than all of it is cut where the room ends.
            if shown.is_empty() {
                shown.extend(word.graphemes(true).take(room));
            }
            break;
        }
        shown = if shown.is_empty() { word.to_owned() } else { format!("{shown} {word}") };
        room -= length;
    }
    format!("{shown} …").into()
}

/// Whether a label is shown cut.
pub fn is_cut(label: &str) -> bool {
    matches!(shown_label(label), Cow::Owned(_))
}

/// Breaks a label into as few lines as its style's width allows, all about equally wide.
pub fn label_box(label: &str, style: &LabelStyle) -> LabelBox {
    label_box_of(label, style, style.max_width * WIDEST_WORD)
}

/// The same in a box that grows for no word: a wider one is broken.
pub(super) fn label_box_within(label: &str, style: &LabelStyle) -> LabelBox {
    label_box_of(label, style, style.max_width)
}

/// Breaks a label into lines of which none is wider than `most`.
fn label_box_of(label: &str, style: &LabelStyle, most: f32) -> LabelBox {
    let label = shown_label(label);
    let width = |text: &str| text_width(text, style.size, style.weight);
    let words = label.split_whitespace().flat_map(|word| pieces_of(word, most, &width));
    let words: Vec<&str> = words.collect();
    let lines = break_lines(&words, style);
    let widest =
        lines.iter().map(|line| text_width(line, style.size, style.weight)).fold(0.0, f32::max);
    let height = lines.len() as f32 * style.line_height + 2.0 * style.pad_y;
    let width = (widest + style.pad_left + style.pad_right).ceil();
    LabelBox { lines, notes: Vec::new(), size: vec2(width, height) }
}

/// A word in pieces of which none is wider than `most`: nearly always the word itself.
fn pieces_of<'a>(word: &'a str, most: f32, width: &impl Fn(&str) -> f32) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while width(rest) > most {
        let ends = rest.grapheme_indices(true).map(|(at, letter)| at + letter.len());
        let fitting =
            ends.clone().take_while(|end| rest.get(..*end).is_some_and(|p| width(p) <= most));
        // At least one letter, however wide.
        let Some(end) = fitting.last().or_else(|| ends.clone().next()) else { break };
        if end == rest.len() {
            break;
        }
        let (piece, left) = rest.split_at(end);
        pieces.push(piece);
        rest = left;
    }
    pieces.push(rest);
    pieces
}

/// The narrowest width that needs no more lines than the style's own width does.
fn break_lines(words: &[&str], style: &LabelStyle) -> Vec<String> {
    if words.is_empty() {
        return vec![String::new()];
    }
    let width = |text: &str| text_width(text, style.size, style.weight);
    let fewest = fill(words, style.max_width, &width);
    let mut best = fewest.clone();
    let mut most = fewest.iter().map(|line| width(line)).fold(0.0, f32::max);
    loop {
        let tighter = fill(words, most - 0.5, &width);
        let widest = tighter.iter().map(|line| width(line)).fold(0.0, f32::max);
        if tighter.len() > fewest.len() || widest >= most {
            return best;
        }
        best = tighter;
        most = widest;
    }
}

/// Running text broken into lines of at most `width`; a longer word keeps a line of its own.
pub fn wrap_text(text: &str, size: f32, weight: Weight, width: f32) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    fill(&words, width, &|line| text_width(line, size, weight))
}

/// Fills lines greedily up to a width.
fn fill(words: &[&str], most: f32, width: &impl Fn(&str) -> f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if width(&longer) <= most {
                *line = longer;
                continue;
            }
        }
        lines.push((*word).to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, expected: &[&str]) {
        assert_eq!(label_box(label, &label_style(NodeKind::Action)).lines, expected);
    }

    #[test]
    fn labels_break_into_few_balanced_lines() {
        check("Europol", &["Europol"]);
        check("New counter-terrorism agenda", &["New counter-terrorism", "agenda"]);
        check("Roadmap on lawful access to data", &["Roadmap on lawful", "access to data"]);
        check("", &[""]);
    }

    #[test]
    fn no_line_passes_the_width_unless_it_is_one_word() {
        let style = label_style(NodeKind::Action);
        for label in [
            "A Roadmap on lawful and effective access to data",
            "Donaudampfschifffahrtsgesellschaftskapitän",
            "https://data.europa.eu/eli/reg/2024/1689/oj/and/then/some/more/of/it",
            "ความมั่นคงภายในของสหภาพยุโรปความมั่นคงภายในของสหภาพยุโรป",
        ] {
            for line in label_box(label, &style).lines {
                let width = text_width(&line, style.size, style.weight);
                let most = if line.contains(' ') { 1.0 } else { WIDEST_WORD };
                assert!(width <= style.max_width * most, "{line}: {width}");
            }
        }
    }

    #[test]
    fn words_that_are_broken_lose_nothing() {
        let style = label_style(NodeKind::Plain);
        let word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";
        assert_eq!(label_box(word, &style).lines.concat(), word);
        assert!(label_box(word, &style).lines.len() > 1);
    }

    #[test]
    fn a_very_long_label_is_cut_between_words_and_says_so() {
        let long =
            "Regulation on addressing the dissemination of terrorist content online ".repeat(9);
        let shown = shown_label(&long);
        assert!(shown.chars().count() <= LONGEST_SHOWN, "{shown}");
        let kept = shown.strip_suffix(" …").expect("it says that it is cut");
        assert!(long.starts_with(&format!("{kept} ")), "{shown}");
        assert!(is_cut(&long) && !is_cut(&"x".repeat(LONGEST_SHOWN)) && !is_cut("Europol"));
        assert_eq!(shown_label(&"x".repeat(500)).chars().count(), LONGEST_SHOWN);
        assert!(label_box(&long, &label_style(NodeKind::Plain)).lines.len() <= 8);
    }
}
