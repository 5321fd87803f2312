//! Clocks that are wrong, or that step while a sync goes on.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use chrono::TimeDelta;
use lyceum::domain::{LessonId, Seconds, Timestamp};
use lyceum::sync::Program;

use crate::behind::{Behind, over_every_academy};
use crate::device::{Device, complete, enroll, left_at, study};
use crate::world::{YES, after};

over_every_academy!(
    a_clock_that_is_a_year_ahead_is_corrected_for_everybody,
    a_clock_that_is_a_year_behind_is_corrected_for_everybody,
    a_clock_that_is_ten_minutes_ahead_is_corrected_for_everybody,
    a_clock_that_is_ten_minutes_behind_is_corrected_for_everybody,
    a_clock_that_steps_during_a_sync_loses_and_doubles_nothing,
);

async fn a_clock_that_is_a_year_ahead_is_corrected_for_everybody<A: Behind>() {
    is_corrected::<A>(TimeDelta::days(365)).await;
}

async fn a_clock_that_is_a_year_behind_is_corrected_for_everybody<A: Behind>() {
    is_corrected::<A>(TimeDelta::days(-365)).await;
}

async fn a_clock_that_is_ten_minutes_ahead_is_corrected_for_everybody<A: Behind>() {
    is_corrected::<A>(TimeDelta::minutes(10)).await;
}

async fn a_clock_that_is_ten_minutes_behind_is_corrected_for_everybody<A: Behind>() {
    is_corrected::<A>(TimeDelta::minutes(-10)).await;
}

async fn is_corrected<A: Behind>(skew: TimeDelta) {
    let academy = A::new().await;
    let ada = academy.ada();
    let (mut wrong, right) = (Device::new(1).await, Device::new(2).await);
    wrong.skew = skew;
    let learned = academy.now().await;
    wrong.syncs(&ada, learned, YES).await.unwrap();
    wrong.does(learned, enroll("free")).await;
    wrong.does(learned, study("free", "f1", 50)).await;
    wrong.does(learned, complete("free", "f1")).await;
    wrong.does(learned, left_at("free", "f2", 3)).await;
    academy.pass(TimeDelta::hours(1));
    for device in [&wrong, &wrong, &right, &right] {
        device.syncs(&ada, academy.now().await, YES).await.unwrap();
    }
    // Who reads on with a right clock is ahead of the place from the future.
    right
        .does(academy.now().await, left_at("free", "f2", 9))
        .await;
    for device in [&right, &wrong] {
        device.syncs(&ada, academy.now().await, YES).await.unwrap();
    }
    let shown = wrong.shows("free").await;
    assert_eq!(shown, right.shows("free").await);
    let (place, _) = shown[&LessonId::new("f2")].position.unwrap();
    assert_eq!(place.block, 9);
    let completion = shown[&LessonId::new("f1")].completion.unwrap();
    assert!(is_about(completion.at, learned), "{completion:?}");
    let days = wrong.store.calendar().await.unwrap();
    assert_eq!(days, right.store.calendar().await.unwrap());
    assert_eq!(days.on(learned.utc().date_naive()), Seconds(50));
    wrong.rebuilds_to_the_same().await;
}

/// Whether two moments are one but for the time that a test takes.
fn is_about(a: Timestamp, b: Timestamp) -> bool {
    (a.utc() - b.utc()).abs() < TimeDelta::minutes(5)
}

/// Each look at the clock is a year before or behind the last: nothing that counts goes by it.
async fn a_clock_that_steps_during_a_sync_loses_and_doubles_nothing<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let (laptop, desk) = (Device::new(1).await, Device::new(2).await);
    let now = academy.now().await;
    let at = after(now);
    laptop.does(at(0), enroll("free")).await;
    for second in 0..450 {
        laptop.does(at(second), study("free", "f1", 1)).await;
    }
    laptop.does(at(450), complete("free", "f1")).await;
    let looks = AtomicI64::new(0);
    let steps = || {
        let look = looks.fetch_add(1, Ordering::Relaxed);
        let years = [0, 1, -1, 2, -2][usize::try_from(look % 5).unwrap()];
        Timestamp::new(now.utc() + TimeDelta::days(365 * years))
    };
    let stop = AtomicBool::new(false);
    let program = Program {
        device: laptop.id,
        holder: laptop.id.0,
        now: &steps,
        stop: &stop,
    };
    let report = lyceum::sync::sync(&laptop.store, &ada, program, YES, &mut |_| {})
        .await
        .unwrap();
    assert_eq!(report.pushed, 452);
    assert!(looks.load(Ordering::Relaxed) > 5);
    for device in [&laptop, &desk] {
        device.syncs(&ada, now, YES).await.unwrap();
    }
    assert_eq!(academy.seconds().await, Seconds(450));
    let shown = laptop.shows("free").await;
    assert_eq!(shown, desk.shows("free").await);
    assert!(shown[&LessonId::new("f1")].completion.is_some());
    for device in [&laptop, &desk] {
        let fates = device.store.fates().await.unwrap();
        assert_eq!((fates.to_send, fates.held, fates.refused), (0, 0, 0));
        assert_eq!(device.store.calendar().await.unwrap().total(), Seconds(450));
        device.rebuilds_to_the_same().await;
    }
}
