//! Study days: time per local date, and the streak.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::Seconds;

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
pub struct StudyCalendar(BTreeMap<NaiveDate, Seconds>);

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
        *self.0.entry(date).or_default() += seconds;
    }

    /// Time studied on a date.
    pub fn on(&self, date: NaiveDate) -> Seconds {
        self.0.get(&date).copied().unwrap_or_default()
    }

    /// The days with any time, oldest first.
    pub fn days(&self) -> impl DoubleEndedIterator<Item = StudyDay> {
        self.0
            .iter()
            .map(|(&date, &seconds)| StudyDay { date, seconds })
    }

    /// Time studied on all days.
    pub fn total(&self) -> Seconds {
        self.0.values().copied().sum()
    }

    /// How many days in a row up to `today` have any time. A today without time doesn't break the streak
    /// before the day is over.
    pub fn streak(&self, today: NaiveDate) -> usize {
        let studied = |date: &NaiveDate| self.on(*date) > Seconds(0);
        let last = if studied(&today) {
            Some(today)
        } else {
            today.pred_opt()
        };
        std::iter::successors(last, |date| date.checked_sub_days(Days::new(1)))
            .take_while(studied)
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
}
