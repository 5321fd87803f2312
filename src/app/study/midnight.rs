//! A stretch of reading on the learner's calendar: what lies around midnight counts for both days.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta};

use super::clock::Millis;
use crate::domain::Moment;

/// A stretch as the parts that lie on one local date each: (from, to, wall time of `from`). Its beginning had the offset
/// `begun` from UTC: at a midnight that doesn't exist, clocks go from 0:00 to 1:00.
pub(super) fn split_at_midnight(
    from: Millis,
    to: Millis,
    now: Millis,
    local: DateTime<FixedOffset>,
    begun: FixedOffset,
) -> Vec<(Millis, Millis, Moment)> {
    let wall = |at: Millis, offset: FixedOffset| {
        let ago = i64::try_from(now.saturating_sub(at)).unwrap_or_default();
        (local - TimeDelta::milliseconds(ago)).with_timezone(&offset)
    };
    let part = |from: Millis, to: Millis, date: NaiveDate| {
        let moment = Moment {
            local_date: date,
            ..wall(from, begun).into()
        };
        (from, to, moment)
    };
    let (first, last) = (wall(from, begun), wall(to, *local.offset()));
    let first_date = first.date_naive();
    // The end belongs to no date: it may be midnight itself.
    let last_date = (last - TimeDelta::milliseconds(1)).date_naive();
    let midnights = [
        (from + DAY).checked_sub(into_day(first)),
        to.checked_sub(into_day(last)),
    ];
    let midnight = midnights.into_iter().flatten();
    match midnight
        .into_iter()
        .find(|midnight| (from + 1..to).contains(midnight))
    {
        Some(midnight) if first_date != last_date => vec![
            part(from, midnight, first_date),
            part(midnight, to, last_date),
        ],
        _ => vec![part(from, to, first_date)],
    }
}

/// A day without a change of the clocks.
const DAY: Millis = 86_400_000;

/// How long the day has been going on the clock.
fn into_day(at: DateTime<FixedOffset>) -> Millis {
    let time = at.time().signed_duration_since(NaiveTime::MIN);
    u64::try_from(time.num_milliseconds()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn time_around_midnight_counts_for_both_days() {
        assert_eq!(
            dates("2026-11-24T00:00:04+01:00", 1),
            [(6_000, "2026-11-23"), (4_000, "2026-11-24")].map(owned)
        );
    }

    #[test]
    fn each_second_around_a_midnight_that_does_not_exist_is_on_its_date() {
        assert_eq!(
            dates("2026-09-06T01:00:04-03:00", -4),
            [(6_000, "2026-09-05"), (4_000, "2026-09-06")].map(owned)
        );
        // Back to 23:00: the same date for another hour.
        assert_eq!(
            dates("2026-04-04T23:00:04-04:00", -3),
            [(10_000, "2026-04-04")].map(owned)
        );
    }

    fn owned((millis, date): (Millis, &str)) -> (Millis, String) {
        (millis, date.to_owned())
    }

    /// How the ten seconds before a moment are parted that began at an offset in hours.
    fn dates(local: &str, begun: i32) -> Vec<(Millis, String)> {
        let begun = FixedOffset::east_opt(begun * 3600).unwrap();
        let local = local.parse().unwrap();
        let parts = split_at_midnight(100_000, 110_000, 110_000, local, begun);
        let parts = parts.iter();
        parts
            .map(|(from, to, stamp)| (to - from, stamp.local_date.to_string()))
            .collect()
    }

    proptest! {
        #[test]
        fn the_parts_of_a_stretch_add_up_and_each_lies_on_its_date(
            from in 0_u64..100_000_000,
            length in 1_u64..180_000,
            late in 0_u64..10_000,
            wall in 1_600_000_000_i64..1_900_000_000,
            offset in -14_i32..=14,
        ) {
            let zone = FixedOffset::east_opt(offset * 3600).unwrap();
            let local = DateTime::from_timestamp(wall, 0).unwrap().with_timezone(&zone);
            let parts = split_at_midnight(from, from + length, from + length + late, local, zone);
            prop_assert_eq!(parts.iter().map(|(f, t, _)| t - f).sum::<u64>(), length);
            for (from, to, stamp) in parts {
                let begin = stamp.at.utc().with_timezone(&zone);
                let end = begin + TimeDelta::milliseconds(i64::try_from(to - from).unwrap() - 1);
                prop_assert_eq!(begin.date_naive(), stamp.local_date);
                prop_assert_eq!(end.date_naive(), stamp.local_date);
            }
        }
    }
}
