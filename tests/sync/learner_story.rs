//! What a learner lives through, one story a test.

use chrono::TimeDelta;
use lyceum::domain::{EnrollmentStatus, Held, LessonId, Seconds};
use lyceum::store::{Fate, News};
use lyceum::sync::{Answers, Class, Question, SyncError};
use lyceum::wire::Protocols;

use crate::behind::{Behind, over_every_academy};
use crate::device::{Device, complete, enroll, study};
use crate::world::{ADA, YES, academy, after, at, id};

over_every_academy!(
    what_was_learned_offline_arrives_and_shows_on_another_device,
    a_past_is_offered_once_and_never_sent_without_a_word,
    what_stood_before_the_first_sync_is_no_news,
    a_salvaged_profile_belongs_to_its_account_and_is_asked_nothing_again,
    what_was_held_goes_when_its_cause_is_gone_and_that_is_said,
    another_academy_gets_nothing_until_the_learner_agrees,
    another_account_is_refused_with_the_way_out,
    an_erased_account_is_said_and_closes_nothing,
    a_completion_on_the_web_can_be_taken_back_and_made_again,
);

async fn what_was_learned_offline_arrives_and_shows_on_another_device<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let (laptop, desk) = (Device::new(1).await, Device::new(2).await);
    laptop.does(at(0), enroll("free")).await;
    laptop.does(at(1), study("free", "f1", 40)).await;
    laptop.does(at(2), complete("free", "f1")).await;
    let report = laptop.syncs(&ada, at(3), YES).await.unwrap();
    assert_eq!((report.pushed, report.fetched), (3, vec![id("free")]));
    assert_eq!(academy.seconds().await, Seconds(40));

    let report = desk.syncs(&ada, at(4), YES).await.unwrap();
    assert_eq!((report.pulled, report.fetched), (3, vec![id("free")]));
    let (there, here) = (laptop.shows("free").await, desk.shows("free").await);
    assert_eq!(there, here);
    assert_eq!(here[&LessonId::new("f1")].seconds, Seconds(40));
    assert!(here[&LessonId::new("f1")].completion.is_some());
    desk.rebuilds_to_the_same().await;
}

async fn a_past_is_offered_once_and_never_sent_without_a_word<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
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
    assert_eq!(academy.records().await, 0);

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
    assert_eq!(academy.seconds().await, Seconds(65));
    assert_eq!(laptop.store.fates().await.unwrap().local, 1);
}

async fn what_stood_before_the_first_sync_is_no_news<A: Behind>() {
    let academy = A::new().await;
    let at = after(academy.now().await);
    academy.pays("paid").await;
    academy.enrolls("paid").await;
    let laptop = Device::new(1).await;
    let report = laptop.syncs(&academy.ada(), at(0), YES).await.unwrap();
    assert_eq!(report.news, []);
    academy
        .set_status("paid", EnrollmentStatus::Suspended)
        .await;
    let report = laptop.syncs(&academy.ada(), at(1), YES).await.unwrap();
    assert_eq!(report.news, [News::Suspended(id("paid"))]);
}

async fn a_salvaged_profile_belongs_to_its_account_and_is_asked_nothing_again<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.does(at(0), study("free", "f1", 50)).await;
    let no = Answers {
        send_past: Some(false),
        ..Answers::default()
    };
    academy.enrolls("free").await;
    laptop.syncs(&ada, at(1), no).await.unwrap();
    laptop.does(at(2), study("free", "f1", 7)).await;
    laptop.syncs(&ada, at(3), Answers::default()).await.unwrap();
    let before = laptop.store.binding().await.unwrap().unwrap().account;
    laptop.does(at(4), study("free", "f2", 3)).await;

    let laptop = laptop.salvaged(at(5)).await;
    let report = laptop.syncs(&ada, at(6), Answers::default()).await.unwrap();
    assert_eq!((report.questions, report.news), (vec![], vec![]));
    assert_eq!(
        academy.seconds().await,
        Seconds(10),
        "what was kept stays here"
    );
    assert_eq!(laptop.store.fates().await.unwrap().kept, 1);
    let bound = laptop.store.binding().await.unwrap().unwrap();
    assert_eq!(bound.account, before);
    laptop.rebuilds_to_the_same().await;
}

async fn what_was_held_goes_when_its_cause_is_gone_and_that_is_said<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.syncs(&ada, at(0), YES).await.unwrap();
    laptop.does(at(1), enroll("paid")).await;
    laptop.does(at(2), study("paid", "p1", 30)).await;
    laptop.syncs(&ada, at(3), YES).await.unwrap();
    let fates = laptop.store.record_fates().await.unwrap();
    let held: Vec<Fate> = fates.iter().map(|fate| fate.fate).collect();
    assert_eq!(held, [Fate::Held(Held::PaymentRequired); 2]);

    academy.pays("paid").await;
    academy.enrolls("paid").await;
    let report = laptop.syncs(&ada, at(4), YES).await.unwrap();
    assert_eq!(report.news, [News::Enrolled(id("paid"))]);
    assert_eq!(academy.seconds().await, Seconds(30));

    academy
        .set_status("paid", EnrollmentStatus::Suspended)
        .await;
    laptop.does(at(5), study("paid", "p2", 7)).await;
    let report = laptop.syncs(&ada, at(6), YES).await.unwrap();
    assert_eq!(report.news, [News::Suspended(id("paid"))]);
    assert_eq!(laptop.store.fates().await.unwrap().held, 1);
    academy.set_status("paid", EnrollmentStatus::Active).await;
    let report = laptop.syncs(&ada, at(7), YES).await.unwrap();
    assert_eq!(report.news, [News::Active(id("paid"))]);
    assert_eq!(academy.seconds().await, Seconds(37));
    laptop.rebuilds_to_the_same().await;
}

async fn another_academy_gets_nothing_until_the_learner_agrees<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.does(at(1), study("free", "f1", 9)).await;
    laptop.syncs(&ada, at(2), YES).await.unwrap();

    let other = A::new().await;
    let there = other.becomes_another().await;
    let report = laptop.syncs(&there, at(3), YES).await.unwrap();
    assert!(matches!(report.questions[0], Question::OtherAcademy { .. }));
    assert_eq!(other.records().await, 0);
    let agreed = Answers {
        move_to_it: true,
        ..YES
    };
    laptop.syncs(&there, at(4), agreed).await.unwrap();
    assert_eq!(other.seconds().await, Seconds(9));
    laptop.rebuilds_to_the_same().await;
}

async fn another_account_is_refused_with_the_way_out<A: Behind>() {
    let academy = A::new().await;
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.syncs(&academy.ada(), at(0), YES).await.unwrap();
    let bo = academy.another("bo").await;
    let refused = laptop.syncs(&bo, at(1), YES).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.class(), Class::Fatal);
    assert!(refused.to_string().contains("--profile"), "{refused}");
}

async fn an_erased_account_is_said_and_closes_nothing<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.syncs(&ada, at(1), YES).await.unwrap();
    academy.erases().await;
    let gone = laptop.syncs(&ada, at(2), YES).await.unwrap_err();
    assert!(matches!(gone, SyncError::UserGone), "{gone}");
    assert_eq!(laptop.store.records().await.unwrap().len(), 1);
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

async fn a_completion_on_the_web_can_be_taken_back_and_made_again<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.syncs(&ada, at(0), YES).await.unwrap();
    academy.completes("free", "f1").await;
    laptop.syncs(&ada, at(1), YES).await.unwrap();
    let done = |shown: crate::device::Shown| shown[&LessonId::new("f1")].completion.is_some();
    assert!(done(laptop.shows("free").await));
    laptop.reopens(at(2), "free", "f1").await;
    assert!(!done(laptop.shows("free").await));
    laptop.syncs(&ada, at(3), YES).await.unwrap();
    assert!(!done(laptop.shows("free").await));
    assert!(!academy.snapshot().await.progress[0].completed);
    academy.pass(TimeDelta::minutes(5));
    academy.completes("free", "f1").await;
    laptop.syncs(&ada, at(4), YES).await.unwrap();
    assert!(done(laptop.shows("free").await));
    laptop.rebuilds_to_the_same().await;
}
