//! Dates for narrow columns.

pub(super) use crate::atlas::spoken_date;

/// Letters of a shortened month.
const SHORT: usize = 3;

/// An ISO date for a narrow column: "1 Apr 2025".
pub(super) fn short_date(date: &str) -> String {
    let spoken = spoken_date(date);
    let is_month = |word: &str| word.chars().all(char::is_alphabetic);
    let shortened = |word| if is_month(word) { word.get(..SHORT).unwrap_or(word) } else { word };
    spoken.split(' ').map(shortened).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::short_date;

    #[test]
    fn a_narrow_column_shortens_the_month() {
        for (date, short) in
            [("2026-06-24", "24 Jun 2026"), ("2026-05", "May 2026"), ("2025", "2025"), ("?", "?")]
        {
            assert_eq!(short_date(date), short);
        }
    }
}
