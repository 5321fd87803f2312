//! What a learner lives through, one story a test.

use chrono::TimeDelta;
use lyceum::domain::{EnrollmentStatus, Held, LessonId, Seconds};
use lyceum::store::{Fate, News};
use lyceum::sync::{Answers, Class, Question, SyncError};
use lyceum::wire::Protocols;
use uuid::Uuid;

use crate::device::{Device, complete, enroll, study};
use crate::world::{ADA, YES, academy, at, course, id};

#[tokio::test]
async fn what_was_learned_offline_arrives_and_shows_on_another_device() {
    let academy = academy();
    let ada = academy.learner(ADA);
    let (laptop, desk) = (Device::new(1).await, Device::new(2).await);
    laptop.does(at(0), enroll("free")).await;
    laptop.does(at(1), study("free", "f1", 40)).await;
    laptop.does(at(2), complete("free", "f1")).await;
    let report = laptop.syncs(&ada, at(3), YES).await.unwrap();
    assert_eq!((report.pushed, report.fetched), (3, vec![id("free")]));
    assert_eq!(academy.seconds(ADA), Seconds(40));

    let report = desk.syncs(&ada, at(4), YES).await.unwrap();
    assert_eq!((report.pulled, report.fetched), (3, vec![id("free")]));
    let (there, here) = (laptop.shows("free").await, desk.shows("free").await);
    assert_eq!(there, here);
    assert_eq!(here[&LessonId::new("f1")].seconds, Seconds(40));
    assert!(here[&LessonId::new("f1")].completion.is_some());
    desk.rebuilds_to_the_same().await;
}

#[tokio::test]
async fn with_nothing_new_a_sync_is_one_call() {
    let academy = academy();
    let ada = academy.learner(ADA);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.syncs(&ada, at(1), YES).await.unwrap();
    laptop.syncs(&ada, at(2), YES).await.unwrap();
    let once = crate::fault::Faulty::new(
        ada,
        vec![crate::fault::Fault::None, crate::fault::Fault::LostRequest],
    );
    laptop.syncs(&once, at(3), YES).await.unwrap();
}

#[tokio::test]
async fn a_past_is_offered_once_and_never_sent_without_a_word() {
    let academy = academy();
    let ada = academy.learner(ADA);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.does(at(1), study("free", "f1", 60)).await;
    laptop.does(at(2), study("mine", "m1", 60)).await;
    let report = laptop.syncs(&ada, at(3), Answers::default()).await.unwrap();
    let asked = Question::SendPast {
        records: 2,
        seconds: Seconds(60),
    };
    assert_eq!(report.questions, [asked]);
    assert_eq!(academy.records(ADA), 0);

    let no = Answers {
        send_past: Some(false),
        ..Answers::default()
    };
    laptop.syncs(&ada, at(4), no).await.unwrap();
    laptop.does(at(5), study("free", "f2", 5)).await;
    let report = laptop.syncs(&ada, at(6), Answers::default()).await.unwrap();
    assert_eq!(report.questions, [], "it is asked once");
    let fates = laptop.store.fates().await.unwrap();
    assert_eq!((fates.kept, fates.held, fates.local), (2, 1, 1));

    laptop.store.send_kept_past().await.unwrap();
    laptop.syncs(&ada, at(7), YES).await.unwrap();
    laptop.store.retry_held().await.unwrap();
    laptop.syncs(&ada, at(8), YES).await.unwrap();
    assert_eq!(academy.seconds(ADA), Seconds(65));
    assert_eq!(laptop.store.fates().await.unwrap().local, 1);
}

#[tokio::test]
async fn what_was_held_goes_when_its_cause_is_gone_and_that_is_said() {
    let academy = academy();
    let ada = academy.learner(ADA);
    let laptop = Device::new(1).await;
    laptop.syncs(&ada, at(0), YES).await.unwrap();
    laptop.does(at(1), enroll("paid")).await;
    laptop.does(at(2), study("paid", "p1", 30)).await;
    laptop.syncs(&ada, at(3), YES).await.unwrap();
    let fates = laptop.store.record_fates().await.unwrap();
    let held: Vec<Fate> = fates.iter().map(|fate| fate.fate).collect();
    assert_eq!(held, [Fate::Held(Held::PaymentRequired); 2]);

    academy.pay(ADA, &id("paid"));
    academy.enroll(ADA, &id("paid"));
    let report = laptop.syncs(&ada, at(4), YES).await.unwrap();
    assert_eq!(report.news, [News::Enrolled(id("paid"))]);
    assert_eq!(academy.seconds(ADA), Seconds(30));

    academy.set_status(ADA, &id("paid"), EnrollmentStatus::Suspended);
    laptop.does(at(5), study("paid", "p2", 7)).await;
    let report = laptop.syncs(&ada, at(6), YES).await.unwrap();
    assert_eq!(report.news, [News::Suspended(id("paid"))]);
    assert_eq!(laptop.store.fates().await.unwrap().held, 1);
    academy.set_status(ADA, &id("paid"), EnrollmentStatus::Active);
    let report = laptop.syncs(&ada, at(7), YES).await.unwrap();
    assert_eq!(report.news, [News::Active(id("paid"))]);
    assert_eq!(academy.seconds(ADA), Seconds(37));
    laptop.rebuilds_to_the_same().await;
}

#[tokio::test]
async fn another_academy_gets_nothing_until_the_learner_agrees() {
    let academy = academy();
    let ada = academy.learner(ADA);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.does(at(1), study("free", "f1", 9)).await;
    laptop.syncs(&ada, at(2), YES).await.unwrap();

    let other = crate::world::academy();
    other.become_another(Uuid::from_u128(0xbeef));
    let there = other.learner(ADA);
    let report = laptop.syncs(&there, at(3), YES).await.unwrap();
    assert!(matches!(report.questions[0], Question::OtherAcademy { .. }));
    assert_eq!(other.records(ADA), 0);
    let agreed = Answers {
        move_to_it: true,
        ..YES
    };
    laptop.syncs(&there, at(4), agreed).await.unwrap();
    assert_eq!(other.seconds(ADA), Seconds(9));
    laptop.rebuilds_to_the_same().await;
}

#[tokio::test]
async fn another_account_is_refused_with_the_way_out() {
    let academy = academy();
    let laptop = Device::new(1).await;
    laptop
        .syncs(&academy.learner(ADA), at(0), YES)
        .await
        .unwrap();
    let refused = laptop.syncs(&academy.learner("bo"), at(1), YES).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.class(), Class::Fatal);
    assert!(refused.to_string().contains("--profile"), "{refused}");
}

#[tokio::test]
async fn an_erased_account_is_said_and_closes_nothing() {
    let academy = academy();
    let ada = academy.learner(ADA);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.syncs(&ada, at(1), YES).await.unwrap();
    academy.erase(ADA);
    let gone = laptop.syncs(&ada, at(2), YES).await.unwrap_err();
    assert!(matches!(gone, SyncError::UserGone), "{gone}");
    assert_eq!(laptop.store.records().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_clock_that_is_a_year_off_is_corrected_for_everybody() {
    let academy = academy();
    let ada = academy.learner(ADA);
    let (mut wrong, right) = (Device::new(1).await, Device::new(2).await);
    wrong.skew = TimeDelta::days(365);
    wrong.syncs(&ada, at(0), YES).await.unwrap();
    wrong.does(at(0), enroll("free")).await;
    wrong.does(at(0), study("free", "f1", 50)).await;
    wrong.does(at(0), complete("free", "f1")).await;
    academy.pass(TimeDelta::hours(1));
    wrong.syncs(&ada, academy.now(), YES).await.unwrap();
    wrong.syncs(&ada, academy.now(), YES).await.unwrap();
    right.syncs(&ada, academy.now(), YES).await.unwrap();
    right.syncs(&ada, academy.now(), YES).await.unwrap();
    let shown = wrong.shows("free").await;
    assert_eq!(shown, right.shows("free").await);
    let completion = shown[&LessonId::new("f1")].completion.unwrap();
    assert_eq!(completion.at, at(0));
    let days = wrong.store.calendar().await.unwrap();
    assert_eq!(days, right.store.calendar().await.unwrap());
    assert_eq!(days.on(at(0).utc().date_naive()), Seconds(50));
    wrong.rebuilds_to_the_same().await;
}

#[tokio::test]
async fn a_side_that_is_too_old_is_told_in_words() {
    let academy = academy();
    let ada = academy.learner(ADA);
    academy.speak(Protocols {
        oldest: 7,
        newest: 8,
    });
    let laptop = Device::new(1).await;
    let told = laptop.syncs(&ada, at(0), YES).await.unwrap_err();
    assert!(told.to_string().contains("update Lyceum"), "{told}");
}

#[tokio::test]
async fn a_completion_on_the_web_can_be_taken_back_and_made_again() {
    let academy = academy();
    let ada = academy.learner(ADA);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.syncs(&ada, at(0), YES).await.unwrap();
    academy.complete(ADA, &id("free"), &LessonId::new("f1"));
    laptop.syncs(&ada, at(1), YES).await.unwrap();
    let done = |shown: crate::device::Shown| shown[&LessonId::new("f1")].completion.is_some();
    assert!(done(laptop.shows("free").await));
    laptop.reopens(at(2), "free", "f1").await;
    assert!(!done(laptop.shows("free").await));
    laptop.syncs(&ada, at(3), YES).await.unwrap();
    assert!(!done(laptop.shows("free").await));
    assert!(!academy.snapshot(ADA).progress[0].completed);
    academy.pass(TimeDelta::minutes(5));
    academy.complete(ADA, &id("free"), &LessonId::new("f1"));
    laptop.syncs(&ada, at(4), YES).await.unwrap();
    assert!(done(laptop.shows("free").await));
    laptop.rebuilds_to_the_same().await;
}

#[tokio::test]
async fn a_catalog_that_lost_most_of_its_courses_asks_first() {
    let academy = academy();
    let ada = academy.learner(ADA);
    let laptop = Device::new(1).await;
    laptop.syncs(&ada, at(0), YES).await.unwrap();
    academy.unpublish(&id("free"));
    academy.unpublish(&id("paid"));
    let report = laptop.syncs(&ada, at(1), YES).await.unwrap();
    assert_eq!(report.questions, [Question::CatalogLoss { gone: 2, of: 2 }]);
    assert_eq!(laptop.store.available().await.unwrap().len(), 2);
    let agreed = Answers {
        accept_loss: true,
        ..YES
    };
    laptop.syncs(&ada, at(2), agreed).await.unwrap();
    assert_eq!(laptop.store.available().await.unwrap().len(), 0);
}

#[tokio::test]
async fn what_is_learned_in_a_course_that_was_taken_back_is_held_and_goes_when_it_returns() {
    let academy = academy();
    let ada = academy.learner(ADA);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.syncs(&ada, at(0), YES).await.unwrap();
    academy.unpublish(&id("free"));
    laptop.does(at(1), study("free", "f1", 20)).await;
    laptop.syncs(&ada, at(2), YES).await.unwrap();
    let fates = laptop.store.record_fates().await.unwrap();
    assert_eq!(fates[1].fate, Fate::Held(Held::ContentGone));
    assert_eq!(laptop.store.archived().await.unwrap(), [id("free")]);
    assert!(!laptop.shows("free").await.is_empty(), "it stays readable");
    academy.publish(course("free", 0, &["f3", "f1"]));
    let report = laptop.syncs(&ada, at(3), YES).await.unwrap();
    assert_eq!(report.news, [News::Returned(id("free"))]);
    assert_eq!(academy.seconds(ADA), Seconds(20));
    assert_eq!(laptop.shows("free").await.len(), 2);
    laptop.rebuilds_to_the_same().await;
}
