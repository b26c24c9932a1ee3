//! Dates as one says them, in English whatever the machine speaks.

/// The months as English names them.
pub(crate) const MONTHS: [&str; 12] = [
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
pub fn spoken_date(date: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::spoken_date;

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
