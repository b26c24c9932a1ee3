//! Labels broken into lines, and the boxes around them.

use emath::{Vec2, vec2};

use super::measure::{Weight, text_width};
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
    /// Width a line should not pass; a single longer word may.
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
            LabelStyle { max_width: 148.0, pad_left: 16.0, pad_right: 10.0, ..base }
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
    /// Size of the box.
    pub size: Vec2,
}

/// Breaks a label into as few lines as its style's width allows, all about equally wide.
pub fn label_box(label: &str, style: &LabelStyle) -> LabelBox {
    let words: Vec<&str> = label.split_whitespace().collect();
    let lines = break_lines(&words, style);
    let widest =
        lines.iter().map(|line| text_width(line, style.size, style.weight)).fold(0.0, f32::max);
    let height = lines.len() as f32 * style.line_height + 2.0 * style.pad_y;
    let width = (widest + style.pad_left + style.pad_right).ceil();
    LabelBox { lines, size: vec2(width, height) }
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
        ] {
            for line in label_box(label, &style).lines {
                assert!(
                    !line.contains(' ')
                        || text_width(&line, style.size, style.weight) <= style.max_width
                );
            }
        }
    }
}
