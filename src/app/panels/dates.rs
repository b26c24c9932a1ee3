//! Dates as one says them.

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// An ISO date as one says it: "1 April 2025"; anything else as it stands.
pub(super) fn spoken_date(date: &str) -> String {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let month =
        month.and_then(|m| m.parse::<usize>().ok()).and_then(|m| MONTHS.get(m.wrapping_sub(1)));
    match (year, month, day.and_then(|d| d.parse::<u8>().ok())) {
        (Some(year), Some(month), Some(day)) => format!("{day} {month} {year}"),
        (Some(year), Some(month), None) => format!("{month} {year}"),
        _ => date.to_owned(),
    }
}

/// An ISO date for a narrow column: "1 Apr 2025".
pub(super) fn short_date(date: &str) -> String {
    let spoken = spoken_date(date);
    let shortened = |word| {
        let month = MONTHS.iter().find(|month| **month == word);
        month.and_then(|month| month.get(..3)).unwrap_or(word)
    };
    spoken.split(' ').map(shortened).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{short_date, spoken_date};

    #[test]
    fn a_narrow_column_shortens_the_month() {
        for (date, short) in
            [("2026-06-24", "24 Jun 2026"), ("2026-05", "May 2026"), ("2025", "2025")]
        {
            assert_eq!(short_date(date), short);
        }
    }

    #[test]
    fn dates_are_said_as_far_as_they_are_known() {
        for (date, said) in [
            ("2025-04-01", "1 April 2025"),
            ("2025-04", "April 2025"),
            ("2018", "2018"),
            ("?", "?"),
        ] {
            assert_eq!(spoken_date(date), said);
        }
    }
}
