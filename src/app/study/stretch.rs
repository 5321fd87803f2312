//! A stretch of reading on the learner's calendar: what lies around midnight counts for both days.

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::clock::Millis;
use crate::domain::Moment;

/// A stretch as the parts that lie on one local date each: (from, to, wall time of `from`).
pub(super) fn split_at_midnight(
    from: Millis,
    to: Millis,
    now: Millis,
    local: DateTime<FixedOffset>,
) -> Vec<(Millis, Millis, Moment)> {
    let wall = |at: Millis| {
        let ago = i64::try_from(now.saturating_sub(at)).unwrap_or_default();
        local - TimeDelta::milliseconds(ago)
    };
    let part = |from: Millis, to: Millis| (from, to, Moment::from(wall(from)));
    let into_day = wall(to).signed_duration_since(midnight_before(wall(to)));
    let into_day = u64::try_from(into_day.num_milliseconds()).unwrap_or_default();
    match to.saturating_sub(into_day) {
        midnight if from < midnight && midnight < to => {
            vec![part(from, midnight), part(midnight, to)]
        }
        _ => vec![part(from, to)],
    }
}

fn midnight_before(at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    let time = at.time().signed_duration_since(chrono::NaiveTime::MIN);
    at - time
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn time_around_midnight_counts_for_both_days() {
        let local = "2026-11-24T00:00:04+01:00".parse().unwrap();
        let parts = split_at_midnight(100_000, 110_000, 110_000, local);
        let dates: Vec<_> = parts
            .iter()
            .map(|(f, t, s)| (t - f, s.local_date.to_string()))
            .collect();
        assert_eq!(
            dates,
            [
                (6_000, "2026-11-23".to_owned()),
                (4_000, "2026-11-24".to_owned())
            ]
        );
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
            let parts = split_at_midnight(from, from + length, from + length + late, local);
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
