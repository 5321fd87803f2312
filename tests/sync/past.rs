//! What was learned long before anybody heard of it counts, on the days on which it was learned.

use chrono::TimeDelta;
use lyceum::domain::{Seconds, Timestamp};
use lyceum::sync::memory::Academy;

use crate::behind::{Behind, over_every_academy};
use crate::device::{Device, complete, study};
use crate::world::YES;

over_every_academy!(a_past_that_was_learned_before_enrolling_counts);

/// 65 hours over 20 days, in a course that the web application enrolls in only now.
async fn a_past_that_was_learned_before_enrolling_counts<A: Behind>() {
    let academy = A::new().await;
    let now = academy.now().await;
    let laptop = Device::new(1).await;
    let ago = |days: i64, minutes: i64| {
        let time = TimeDelta::days(days) + TimeDelta::minutes(minutes);
        Timestamp::new(now.utc() - time)
    };
    for day in 1..=20 {
        for record in 0..39 {
            laptop
                .does(ago(day, record * 5), study("free", "f1", 300))
                .await;
        }
    }
    laptop.does(ago(3, 0), complete("free", "f1")).await;
    academy.enrolls("free").await;
    laptop.syncs(&academy.ada(), now, YES).await.unwrap();
    let snapshot = academy.snapshot().await;
    assert_eq!(snapshot.progress[0].seconds, Seconds(20 * 39 * 300));
    let completed_at = snapshot.progress[0].completed_at.unwrap();
    let enrolled_at = snapshot.enrollments[0].enrolled_at.unwrap();
    assert_eq!(
        completed_at, enrolled_at,
        "only the date that is shown is bounded"
    );
    assert_eq!(snapshot.progress[0].completions[0].at, ago(3, 0));
    let calendar = laptop.store.calendar().await.unwrap();
    assert_eq!(calendar.total(), Seconds(20 * 39 * 300));
    laptop.rebuilds_to_the_same().await;
}

#[tokio::test]
async fn a_day_has_86400_seconds_and_a_device_shows_what_counted() {
    let academy = <Academy as Behind>::new().await;
    let laptop = Device::new(1).await;
    academy.enrolls("free").await;
    academy.pass(TimeDelta::days(2));
    let now = Academy::now(&academy);
    for record in 0..300 {
        let at = Timestamp::new(now.utc() - TimeDelta::hours(30) + TimeDelta::seconds(record));
        laptop.does(at, study("free", "f1", 300)).await;
    }
    for _ in 0..2 {
        laptop.syncs(&academy.ada(), now, YES).await.unwrap();
    }
    let shown = laptop.shows("free").await;
    let seconds: Seconds = shown.values().map(|lesson| lesson.seconds).sum();
    assert_eq!(seconds, Seconds(86_400));
    let calendar = laptop.store.calendar().await.unwrap();
    assert_eq!(calendar.total(), Seconds(86_400));
    laptop.rebuilds_to_the_same().await;
}
