//! How long a briefing has taken, beside how long it is to take.

/// Times of a presentation, in seconds of the window.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Clock {
    /// When it began.
    started: f64,
    /// When the view shown came up.
    turned: f64,
    /// What time it is.
    now: f64,
}

impl Clock {
    /// A clock that starts now.
    pub(super) const fn starting(now: f64) -> Self {
        Self { started: now, turned: now, now }
    }

    /// Takes note of the time.
    pub(super) const fn tick(&mut self, now: f64) {
        self.now = now;
    }

    /// Begins the time of another view.
    pub(super) const fn turn(&mut self) {
        self.turned = self.now;
    }

    /// What time it is.
    pub(super) const fn now(&self) -> f64 {
        self.now
    }

    /// How long all of it has taken.
    pub(super) fn elapsed(&self) -> f64 {
        self.now - self.started
    }

    /// How long the view has been up.
    pub(super) fn on_view(&self) -> f64 {
        self.now - self.turned
    }
}

/// "12:05", or "1:02:03" from an hour on.
pub(super) fn spoken(secs: f64) -> String {
    let secs = secs.max(0.0) as u64;
    let (hours, minutes, secs) = (secs / 3600, secs / 60 % 60, secs % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{secs:02}")
    } else {
        format!("{minutes}:{secs:02}")
    }
}

/// "2:10 of 4 min", or only the time where no minutes are set.
pub(super) fn of_minutes(secs: f64, minutes: Option<u32>) -> String {
    match minutes.filter(|minutes| *minutes > 0) {
        Some(minutes) => format!("{} of {minutes} min", spoken(secs)),
        None => spoken(secs),
    }
}

/// Whether more time has gone than was set.
pub(super) fn is_over(secs: f64, minutes: Option<u32>) -> bool {
    minutes.is_some_and(|minutes| minutes > 0 && secs > f64::from(minutes) * 60.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_minutes_and_seconds() {
        let check = |secs, minutes, expected| assert_eq!(of_minutes(secs, minutes), expected);
        check(0.0, None, "0:00");
        check(125.9, Some(4), "2:05 of 4 min");
        check(3_723.0, Some(30), "1:02:03 of 30 min");
        check(-1.0, Some(0), "0:00");
        assert!(is_over(241.0, Some(4)) && !is_over(239.0, Some(4)) && !is_over(9e9, None));
    }

    #[test]
    fn a_view_has_a_time_of_its_own() {
        let mut clock = Clock::starting(10.0);
        clock.tick(70.0);
        clock.turn();
        clock.tick(75.0);
        assert_eq!((clock.elapsed(), clock.on_view()), (65.0, 5.0));
    }
}
