//! Single values as people type them: sizes, scales, dates and words from a list.
//!
//! Owns what is a right value and what to say of a wrong one. Knows nothing of commands.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _, ValueParser};
use emath::{Vec2, vec2};

use crate::atlas::NodeKind;
use crate::export::{FORMATS, Register};
use crate::layout::{LAYOUTS, LayoutKind};
use crate::scene::Theme;
use crate::view::Unfold;

/// What draws the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Renderer {
    /// Whichever works, OpenGL first.
    #[default]
    Auto,
    /// OpenGL.
    Glow,
    /// Vulkan and its kin.
    Wgpu,
}

/// What `list` can list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rows {
    /// Threats, pillars, actions, actors and instruments.
    Nodes,
    /// What holds between them.
    Links,
    /// Source documents.
    Documents,
    /// The threat taxonomy.
    Threats,
    /// What happened since the sources spoke.
    Events,
    /// Keys and values of the filter language.
    Filters,
}

/// How rows are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Aligned columns.
    #[default]
    Table,
    /// An array of objects.
    Json,
    /// Comma-separated values.
    Csv,
}

/// Longest side of a window or picture, in points.
const LONGEST_SIDE: f32 = 32_000.0;
/// Most pixels to a point.
const LARGEST_SCALE: f32 = 100.0;

/// Any kind of node, by its word or its plural.
pub(super) fn kinds() -> ValueParser {
    let word = |kind: NodeKind| PossibleValue::new(kind.word()).alias(kind.spec().plural);
    let read = |text: &str| {
        let is_named = |kind: &NodeKind| [kind.word(), kind.spec().plural].contains(&text);
        NodeKind::ALL.into_iter().find(is_named)
    };
    PossibleValuesParser::new(NodeKind::ALL.map(word))
        .try_map(move |word| read(&word).ok_or("this word has no meaning"))
        .into()
}

/// Any layout there is, by its word.
pub(super) fn layouts() -> ValueParser {
    one_of(LAYOUTS.iter().map(|spec| spec.word), LayoutKind::from_word)
}

/// Either theme, by its word.
pub(super) fn themes() -> ValueParser {
    one_of(Theme::ALL.into_iter().map(Theme::word), Theme::from_word)
}

/// Any way of folding, by its word.
pub(super) fn unfolds() -> ValueParser {
    one_of(Unfold::ALL.into_iter().map(Unfold::word), Unfold::from_word)
}

/// Which claims a document lists, by its word.
pub(super) fn registers() -> ValueParser {
    one_of(Register::ALL.into_iter().map(Register::word), Register::from_word)
}

/// Any export format, by its ending.
pub(super) fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.extension))
}

/// A value that one of the words names.
fn one_of<T: Clone + Send + Sync + 'static>(
    words: impl Iterator<Item = &'static str>,
    read: fn(&str) -> Option<T>,
) -> ValueParser {
    PossibleValuesParser::new(words)
        .try_map(move |word| read(&word).ok_or("this word has no meaning"))
        .into()
}

/// Width and height: "1600x900".
pub(super) fn size(text: &str) -> Result<Vec2, String> {
    let wrong =
        || format!("write width x height in points, such as 1600x900, each 1 to {LONGEST_SIDE}");
    let side = |text: &str| {
        let side: f32 = text.trim().parse().ok()?;
        (1.0..=LONGEST_SIDE).contains(&side).then_some(side)
    };
    let (width, height) = text.split_once(['x', 'X', '×']).ok_or_else(wrong)?;
    Ok(vec2(side(width).ok_or_else(wrong)?, side(height).ok_or_else(wrong)?))
}

/// Pixels to a point.
pub(super) fn scale(text: &str) -> Result<f32, String> {
    text.parse()
        .ok()
        .filter(|scale: &f32| *scale > 0.0 && *scale <= LARGEST_SCALE)
        .ok_or_else(|| format!("write a number above 0, up to {LARGEST_SCALE}"))
}

/// A day that is in the calendar, as ISO 8601 writes it.
pub(super) fn date(text: &str) -> Result<String, String> {
    if is_date(text) {
        Ok(text.to_owned())
    } else {
        Err("write a day of the calendar as YYYY-MM-DD, such as 2026-02-28".to_owned())
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |text: &str, n_digits: usize| -> Option<u32> {
        let is_plain = text.len() == n_digits && text.bytes().all(|b| b.is_ascii_digit());
        is_plain.then(|| text.parse().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    (1..=days_of(year, month)).contains(&day)
}

const fn days_of(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_two_finite_lengths() {
        assert_eq!(size("1600x900"), Ok(vec2(1600.0, 900.0)));
        assert_eq!(size("640.5 × 480"), Ok(vec2(640.5, 480.0)));
        for wrong in ["", "x", "1600", "1600x", "0x900", "-1x9", "NaNx9", "infx9", "1e9x9", "1x2x3"]
        {
            assert!(size(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn scales_are_above_zero_and_bounded() {
        assert_eq!(scale("2"), Ok(2.0));
        assert_eq!(scale("0.5"), Ok(0.5));
        for wrong in ["", "0", "-1", "NaN", "inf", "101", "two"] {
            assert!(scale(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn dates_stand_in_the_calendar() {
        for right in ["2026-02-28", "2024-02-29", "2000-02-29", "1999-12-31"] {
            assert!(date(right).is_ok(), "{right:?}");
        }
        for wrong in [
            "",
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-1-1",
            "26-01-01",
            "2026-01-01T00:00",
            "2026/01/01",
            "+026-01-01",
            "today",
        ] {
            assert!(date(wrong).is_err(), "{wrong:?}");
        }
    }
}
