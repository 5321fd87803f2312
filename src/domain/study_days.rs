//! Study days: time per local date, and the streak.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, TimeDelta};
use serde::Serialize;

use super::{Seconds, Timestamp};

/// A day on which something was studied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StudyDay {
    /// The learner's local date.
    pub date: NaiveDate,
    /// Time studied on it.
    pub seconds: Seconds,
}

/// Time studied per local date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StudyCalendar {
    days: BTreeMap<NaiveDate, Seconds>,
    /// Dates that never came: a flight west over the date line left them out.
    left_out: BTreeSet<NaiveDate>,
}

impl FromIterator<StudyDay> for StudyCalendar {
    fn from_iter<I: IntoIterator<Item = StudyDay>>(days: I) -> Self {
        let mut calendar = StudyCalendar::default();
        for day in days {
            calendar.add(day.date, day.seconds);
        }
        calendar
    }
}

impl StudyCalendar {
    /// Adds time to a date; no time at all makes no study day.
    pub fn add(&mut self, date: NaiveDate, seconds: Seconds) {
        if seconds == Seconds(0) {
            return;
        }
        *self.days.entry(date).or_default() += seconds;
    }

    /// Time studied on a date.
    pub fn on(&self, date: NaiveDate) -> Seconds {
        self.days.get(&date).copied().unwrap_or_default()
    }

    /// The days with any time, oldest first.
    pub fn days(&self) -> impl DoubleEndedIterator<Item = StudyDay> {
        self.days
            .iter()
            .map(|(&date, &seconds)| StudyDay { date, seconds })
    }

    /// Time studied on all days.
    pub fn total(&self) -> Seconds {
        self.days.values().copied().sum()
    }

    /// Makes two days days in a row that have one date between them, where less than a day lies between the last study of
    /// the first and the first study of the second: that date never came for the learner.
    pub fn join(&mut self, before: (NaiveDate, Timestamp), after: (NaiveDate, Timestamp)) {
        let between = before
            .0
            .succ_opt()
            .filter(|date| date.succ_opt() == Some(after.0));
        if after.1.utc() - before.1.utc() < TimeDelta::days(1) {
            self.left_out.extend(between);
        }
    }

    /// How many days in a row have any time, up to `today` or to tomorrow, which a learner who flew east has had already.
    /// A today without time doesn't break the streak before the day is over.
    pub fn streak(&self, today: NaiveDate) -> usize {
        let studied = |date: &NaiveDate| self.on(*date) > Seconds(0);
        let last = today.succ_opt().filter(studied).unwrap_or(today);
        let goes_on =
            |date: &NaiveDate| *date == today || studied(date) || self.left_out.contains(date);
        std::iter::successors(Some(last), |date| date.checked_sub_days(Days::new(1)))
            .take_while(goes_on)
            .filter(studied)
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn studied(days: &[&str]) -> StudyCalendar {
        days.iter()
            .map(|d| StudyDay {
                date: day(d),
                seconds: Seconds(60),
            })
            .collect()
    }

    #[test]
    fn a_streak_counts_days_in_a_row_up_to_today() {
        let calendar = studied(&["2026-02-27", "2026-02-28", "2026-03-01"]);
        assert_eq!(calendar.streak(day("2026-03-01")), 3);
    }

    #[test]
    fn a_day_without_a_second_is_no_study_day() {
        let mut calendar = StudyCalendar::default();
        calendar.add(day("2026-03-01"), Seconds(0));
        assert_eq!(calendar.days().count(), 0);
    }

    #[test]
    fn a_day_that_is_not_over_keeps_the_streak_of_yesterday() {
        let calendar = studied(&["2026-02-28", "2026-03-01"]);
        assert_eq!(calendar.streak(day("2026-03-02")), 2);
        assert_eq!(calendar.streak(day("2026-03-03")), 0);
    }

    #[test]
    fn a_flight_east_keeps_the_day_that_was_had_already() {
        let calendar = studied(&["2026-03-09", "2026-03-10", "2026-03-11"]);
        assert_eq!(calendar.streak(day("2026-03-10")), 3);
        let before_today = studied(&["2026-03-08", "2026-03-09", "2026-03-11"]);
        assert_eq!(before_today.streak(day("2026-03-10")), 3);
        let far_ahead = studied(&["2026-03-09", "2026-03-10", "2036-01-01"]);
        assert_eq!(far_ahead.streak(day("2026-03-10")), 2);
    }

    #[test]
    fn a_date_that_never_came_breaks_no_streak() {
        let mut calendar = studied(&["2026-03-11", "2026-03-12", "2026-03-14"]);
        let at = |text: &str| Timestamp::new(text.parse().unwrap());
        let before = (day("2026-03-12"), at("2026-03-13T03:00:00Z"));
        let mut missed = calendar.clone();
        missed.join(before, (day("2026-03-14"), at("2026-03-14T08:00:00Z")));
        assert_eq!(missed.streak(day("2026-03-14")), 1);
        calendar.join(before, (day("2026-03-14"), at("2026-03-13T20:00:00Z")));
        assert_eq!(calendar.streak(day("2026-03-14")), 3);
    }
}
