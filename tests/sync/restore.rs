//! Databases that go back in time, profiles that are copied, kinds that one side doesn't know.

use std::sync::atomic::AtomicBool;

use lyceum::domain::{Held, LessonId, RawRecord, Refused, Seconds};
use lyceum::store::Fate;
use lyceum::sync::{Program, SyncError};
use serde_json::json;
use uuid::Uuid;

use crate::behind::{Behind, over_every_academy};
use crate::device::{Device, complete, enroll, study};
use crate::fault::{Fault, Faulty};
use crate::world::{ADA, YES, academy, after, at};

over_every_academy!(
    an_academy_that_went_back_while_another_device_went_on_gets_everything_again,
    a_copied_profile_counts_once_and_what_differs_is_set_aside,
    an_older_profile_that_is_brought_back_catches_up,
);

async fn an_academy_that_went_back_while_another_device_went_on_gets_everything_again<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let (laptop, desk) = (Device::new(1).await, Device::new(2).await);
    laptop.does(at(0), enroll("free")).await;
    laptop.syncs(&ada, at(0), YES).await.unwrap();
    desk.syncs(&ada, at(0), YES).await.unwrap();
    let dump = academy.backs_up().await;
    for second in 1..=10 {
        laptop.does(at(second), study("free", "f1", 10)).await;
    }
    laptop.does(at(11), complete("free", "f1")).await;
    laptop.syncs(&ada, at(12), YES).await.unwrap();
    academy.restores(&dump).await;
    for second in 20..=40 {
        desk.does(at(second), study("free", "f2", 1)).await;
    }
    desk.syncs(&ada, at(50), YES).await.unwrap();

    // The log is longer than the laptop's highest place by now: only asking for the place tells.
    let before = laptop.shows("free").await;
    let lost = Faulty::new(
        academy.ada(),
        vec![Fault::None, Fault::None, Fault::None, Fault::LostReply],
    );
    let stopped = laptop.syncs(&lost, at(60), YES).await;
    assert!(matches!(stopped, Err(SyncError::Offline(_))), "{stopped:?}");
    assert_eq!(
        laptop.shows("free").await,
        before,
        "the figures stay until then"
    );
    laptop.syncs(&ada, at(61), YES).await.unwrap();
    desk.syncs(&ada, at(62), YES).await.unwrap();
    assert_eq!(academy.seconds().await, Seconds(121));
    assert_eq!(academy.records().await, 33);
    for device in [&laptop, &desk] {
        let shown = device.shows("free").await;
        assert_eq!(shown[&LessonId::new("f1")].seconds, Seconds(100));
        assert_eq!(shown[&LessonId::new("f2")].seconds, Seconds(21));
        assert!(shown[&LessonId::new("f1")].completion.is_some());
        device.rebuilds_to_the_same().await;
    }
}

async fn a_copied_profile_counts_once_and_what_differs_is_set_aside<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.syncs(&ada, at(0), YES).await.unwrap();
    laptop.does(at(1), study("free", "f2", 5)).await;
    let copy = laptop.copy().await;
    // A row that was open when the profile was copied is sealed twice, with other content each time.
    let sealed = laptop.does(at(2), study("free", "f1", 30)).await;
    let mut other = sealed.clone();
    other.fact = study("free", "f1", 45);
    copy.store.append(&other).await.unwrap();
    laptop.syncs(&ada, at(3), YES).await.unwrap();
    copy.does(at(4), study("free", "f1", 7)).await;
    copy.syncs(&ada, at(5), YES).await.unwrap();
    laptop.syncs(&ada, at(6), YES).await.unwrap();
    assert_eq!(academy.seconds().await, Seconds(42));
    for device in [&laptop, &copy] {
        let shown = device.shows("free").await;
        assert_eq!(shown[&LessonId::new("f1")].seconds, Seconds(37));
        device.rebuilds_to_the_same().await;
    }
    let fates = copy.store.record_fates().await.unwrap();
    let refused = fates.last().unwrap();
    assert_eq!(refused.fate, Fate::Refused(Refused::Conflict));
    assert_eq!(refused.record.known(), Some(other));
}

async fn an_older_profile_that_is_brought_back_catches_up<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.does(at(1), study("free", "f1", 5)).await;
    laptop.syncs(&ada, at(2), YES).await.unwrap();
    laptop.does(at(3), study("free", "f1", 20)).await;
    // Of what isn't sent when the copy is made, a part is sent afterwards.
    let backup = laptop.copy().await;
    laptop.does(at(4), complete("free", "f1")).await;
    laptop.does(at(5), study("free", "f2", 300)).await;
    laptop.syncs(&ada, at(6), YES).await.unwrap();
    let before = laptop.shows("free").await;

    let brought_back = backup;
    brought_back.does(at(7), study("free", "f3", 60)).await;
    brought_back.syncs(&ada, at(8), YES).await.unwrap();
    assert_eq!(academy.seconds().await, Seconds(385));
    let mut shown = brought_back.shows("free").await;
    assert_eq!(shown[&LessonId::new("f3")].seconds, Seconds(60));
    shown.insert(LessonId::new("f3"), before[&LessonId::new("f3")].clone());
    assert_eq!(shown, before);
    brought_back.rebuilds_to_the_same().await;
}

fn highlight(number: u128) -> RawRecord {
    let record = json!({
        "id": Uuid::from_u128(number),
        "device": Uuid::from_u128(1),
        "occurred_at": at(1),
        "local_date": "2026-02-02",
        "kind": "highlight",
        "payload": {"course": "free", "lesson": "f1", "color": "blue", "ranges": [[1, 2], [3, 4]]},
    });
    serde_json::from_value(record).unwrap()
}

#[tokio::test]
async fn a_kind_that_one_side_does_not_know_is_held_kept_whole_and_passed_on() {
    let academy = academy();
    let ada = academy.learner(ADA);
    let (newer, older) = (Device::new(1).await, Device::new(2).await);
    newer.does(at(0), enroll("free")).await;
    newer.syncs(&ada, at(0), YES).await.unwrap();
    let record = highlight(0xf00d);
    newer.store.append_raw_record(&record).await.unwrap();
    newer.syncs(&ada, at(2), YES).await.unwrap();
    let fates = newer.store.record_fates().await.unwrap();
    assert_eq!(fates[1].fate, Fate::Held(Held::Unsupported));

    academy.learn_kind("highlight");
    newer.syncs(&ada, at(3), YES).await.unwrap();
    assert_eq!(newer.store.fates().await.unwrap().held, 0);
    older.syncs(&ada, at(4), YES).await.unwrap();
    let kept = older.store.raw_records().await.unwrap();
    assert!(kept.contains(&record));

    // It goes on to an academy that lost it.
    let empty = crate::world::academy();
    empty.learn_kind("highlight");
    empty.learner(ADA);
    academy.restore(empty.backup());
    older.syncs(&ada, at(5), YES).await.unwrap();
    assert_eq!(academy.records(ADA), 2);
    older.rebuilds_to_the_same().await;
}

#[tokio::test]
async fn of_two_programs_on_one_profile_one_syncs() {
    let academy = academy();
    let ada = academy.learner(ADA);
    let laptop = Device::new(1).await;
    let other_window = Uuid::from_u128(99);
    let held = laptop.store.take_lease(other_window, at(0)).await.unwrap();
    assert!(held.is_some());
    let refused = laptop.syncs(&ada, at(10), YES).await.unwrap_err();
    assert!(matches!(refused, SyncError::AnotherProgram), "{refused}");
    // It lives, and is silent for too long.
    laptop.syncs(&ada, at(31), YES).await.unwrap();
    drop(held);
    // A program that died held the right until a moment ago.
    let held = laptop.store.take_lease(other_window, at(40)).await.unwrap();
    drop(held);
    laptop.syncs(&ada, at(41), YES).await.unwrap();
}

#[tokio::test]
async fn a_sync_that_is_stopped_goes_on_the_next_time() {
    let academy = academy();
    let ada = academy.learner(ADA);
    let laptop = Device::new(1).await;
    laptop.syncs(&ada, at(0), YES).await.unwrap();
    laptop.does(at(1), enroll("free")).await;
    for second in 0..450 {
        laptop.does(at(second), study("free", "f1", 1)).await;
    }
    let stop = AtomicBool::new(false);
    let program = Program {
        device: laptop.id,
        holder: laptop.id.0,
        now: &|| at(500),
        stop: &stop,
    };
    let mut stops = |_| stop.store(true, std::sync::atomic::Ordering::Relaxed);
    let report = lyceum::sync::sync(&laptop.store, &ada, program, YES, &mut stops);
    let report = report.await.unwrap();
    assert!(report.cancelled);
    assert_eq!(academy.records(ADA), 200);
    laptop.syncs(&ada, at(501), YES).await.unwrap();
    assert_eq!(academy.seconds(ADA), Seconds(450));
    laptop.rebuilds_to_the_same().await;
}
