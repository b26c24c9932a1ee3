//! Days of the calendar as numbers, and dates as stretches of days.
//!
//! Owns how long a date that is only a year or a month lasts. Knows nothing of today: there is no
//! clock here.

/// A run of days, counted from 1 January 1970; `end` is the first day after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    /// The first day.
    pub start: i32,
    /// The first day after it.
    pub end: i32,
}

impl Stretch {
    /// The days that an ISO date names: a year, a month or a day; `None` for anything else.
    pub fn of(date: &str) -> Option<Self> {
        let mut parts = date.split('-').map(number);
        let year = parts.next()?.filter(|_| date.split('-').next().map(str::len) == Some(4))?;
        let year = i32::try_from(year).ok()?;
        let (month, day) = (parts.next(), parts.next());
        if parts.next().is_some() {
            return None;
        }
        let Some(month) = month else {
            return Some(Self { start: month_start(year, 1), end: month_start(year + 1, 1) });
        };
        let month = month.filter(|month| (1..=12).contains(month))?;
        let start = month_start(year, month);
        let end = start + days_of_month(year, month);
        let Some(day) = day else { return Some(Self { start, end }) };
        let first = start + i32::try_from(day?).ok()? - 1;
        (start..end).contains(&first).then_some(Self { start: first, end: first + 1 })
    }

    /// How many days it lasts.
    pub const fn n_days(self) -> i32 {
        self.end - self.start
    }

    /// Its middle, in days.
    pub fn middle(self) -> f64 {
        f64::midpoint(f64::from(self.start), f64::from(self.end))
    }

    /// The shortest stretch that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Digits as a number; `None` for anything but digits.
fn number(digits: &str) -> Option<u32> {
    let is_plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_plain)
}

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_of_month(year: i32, month: u32) -> i32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from the beginning of the first year to the beginning of another.
const fn days_before_year(year: i32) -> i32 {
    let past = year - 1;
    past * 365 + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400)
}

/// The first day of a month; months count from 1.
pub fn month_start(year: i32, month: u32) -> i32 {
    let before: i32 = (1..month).map(|month| days_of_month(year, month)).sum();
    days_before_year(year) - days_before_year(1970) + before
}

/// The year and the month, counted from 1, in which a day lies.
pub fn month_of(day: i32) -> (i32, u32) {
    // A year is at most 366 days long, so that the estimate is early at worst by a few.
    let mut year = 1970 + day.div_euclid(366) - i32::from(day < 0);
    while month_start(year + 1, 1) <= day {
        year += 1;
    }
    while month_start(year, 1) > day {
        year -= 1;
    }
    let month = (2..=12).take_while(|&month| month_start(year, month) <= day).count();
    (year, month as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(date: &str, expected: Option<(i32, i32)>) {
        let found = Stretch::of(date).map(|stretch| (stretch.start, stretch.end));
        assert_eq!(found, expected, "{date}");
    }

    #[test]
    fn a_date_lasts_as_long_as_it_is_vague() {
        check("1970-01-01", Some((0, 1)));
        check("1969-12-31", Some((-1, 0)));
        check("1970", Some((0, 365)));
        check("2000-02", Some((10_988, 11_017)));
        check("2025-04-01", Some((20_179, 20_180)));
        assert_eq!(Stretch::of("2024").map(Stretch::n_days), Some(366));
        assert_eq!(Stretch::of("1900").map(Stretch::n_days), Some(365));
    }

    #[test]
    fn what_is_no_date_has_no_days() {
        for words in ["", "soon", "25", "2025-13", "2025-00", "2025-02-29", "2025-1-1-1", "2025-+1"]
        {
            check(words, None);
        }
        check("2024-02-29", Some((19_782, 19_783)));
    }

    #[test]
    fn every_day_lies_in_the_month_that_begins_before_it() {
        for day in (-40_000..40_000).step_by(7) {
            let (year, month) = month_of(day);
            let start = month_start(year, month);
            assert!((start..start + days_of_month(year, month)).contains(&day), "{day}");
        }
    }
}
