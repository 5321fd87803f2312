//! Courses that come and go, and enrollments: what waits for them, waits, and arrives in order.

use lyceum::domain::{
    CourseTree, EnrollmentStatus, Held, LessonId, Module, ModuleId, RecordId, Seconds,
};
use lyceum::store::{Fate, News};
use lyceum::sync::{Answers, Question, Remote};
use lyceum::wire::PullRequest;

use crate::behind::{Behind, over_every_academy};
use crate::device::{Device, complete, enroll, left_at, study};
use crate::world::{YES, after, course, id};

over_every_academy!(
    a_catalog_that_lost_most_of_its_courses_asks_first,
    what_is_learned_in_a_course_that_was_taken_back_is_held_and_goes_when_it_returns,
    a_course_that_was_deleted_and_comes_back_otherwise_gives_back_what_was_learned,
    a_lesson_that_moves_takes_its_progress_along,
    an_enrollment_that_is_suspended_refunded_and_active_again_loses_nothing,
    what_waits_for_a_payment_arrives_in_order,
);

async fn a_catalog_that_lost_most_of_its_courses_asks_first<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.syncs(&ada, at(0), YES).await.unwrap();
    academy.unpublishes("free").await;
    academy.unpublishes("paid").await;
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

async fn what_is_learned_in_a_course_that_was_taken_back_is_held_and_goes_when_it_returns<
    A: Behind,
>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.syncs(&ada, at(0), YES).await.unwrap();
    academy.unpublishes("free").await;
    laptop.does(at(1), study("free", "f1", 20)).await;
    laptop.syncs(&ada, at(2), YES).await.unwrap();
    let fates = laptop.store.record_fates().await.unwrap();
    assert_eq!(fates[1].fate, Fate::Held(Held::ContentGone));
    assert_eq!(laptop.store.archived().await.unwrap(), [id("free")]);
    assert!(!laptop.shows("free").await.is_empty(), "it stays readable");
    academy.publishes(course("free", 0, &["f3", "f1"])).await;
    let report = laptop.syncs(&ada, at(3), YES).await.unwrap();
    assert_eq!(report.news, [News::Returned(id("free"))]);
    assert_eq!(academy.seconds().await, Seconds(20));
    assert_eq!(laptop.shows("free").await.len(), 2);
    laptop.rebuilds_to_the_same().await;
}

/// The course with its first lesson in a module of its own, at the end.
fn with_the_first_lesson_moved(mut tree: CourseTree) -> CourseTree {
    let lesson = tree.modules[0].lessons.remove(0);
    tree.modules.push(Module {
        id: ModuleId::new("another-m"),
        title: "Another module".to_owned(),
        description: String::new(),
        lessons: vec![lesson],
    });
    tree
}

async fn a_course_that_was_deleted_and_comes_back_otherwise_gives_back_what_was_learned<
    A: Behind,
>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.does(at(1), study("free", "f1", 30)).await;
    laptop.does(at(2), complete("free", "f1")).await;
    laptop.does(at(3), study("free", "f2", 10)).await;
    laptop.syncs(&ada, at(4), YES).await.unwrap();
    academy.deletes("free").await;
    laptop.does(at(5), study("free", "f1", 5)).await;
    laptop.does(at(6), study("free", "f3", 7)).await;
    let report = laptop.syncs(&ada, at(7), YES).await.unwrap();
    assert_eq!(report.news, [News::Archived(id("free"))]);
    let fates = laptop.store.fates().await.unwrap();
    assert_eq!((fates.sent, fates.held), (4, 2));

    // It comes back with one lesson moved, one gone for good, one new.
    let tree = course("free", 0, &["f1", "f3", "f4"]);
    academy.publishes(with_the_first_lesson_moved(tree)).await;
    laptop.does(at(8), enroll("free")).await;
    for second in [9, 10] {
        laptop.syncs(&ada, at(second), YES).await.unwrap();
    }
    let desk = Device::new(2).await;
    desk.syncs(&ada, at(11), YES).await.unwrap();
    let snapshot = academy.snapshot().await;
    assert_eq!(academy.seconds().await, Seconds(35 + 7));
    assert_eq!(snapshot.enrollments[0].percent, 33);
    for device in [&laptop, &desk] {
        let shown = device.shows("free").await;
        assert_eq!(shown.len(), 3);
        assert_eq!(shown[&LessonId::new("f1")].seconds, Seconds(35));
        assert!(shown[&LessonId::new("f1")].completion.is_some());
        assert_eq!(shown[&LessonId::new("f3")].seconds, Seconds(7));
        assert_eq!(device.store.fates().await.unwrap().held, 0);
        device.rebuilds_to_the_same().await;
    }
}

async fn a_lesson_that_moves_takes_its_progress_along<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.does(at(1), complete("free", "f1")).await;
    laptop.does(at(2), left_at("free", "f1", 7)).await;
    laptop.syncs(&ada, at(3), YES).await.unwrap();
    academy.studies("free", "f1", 100).await;
    academy.unpublishes("free").await;
    laptop.does(at(4), study("free", "f1", 11)).await;
    laptop.syncs(&ada, at(5), YES).await.unwrap();
    let tree = course("free", 0, &["f1", "f2", "f3"]);
    academy.publishes(with_the_first_lesson_moved(tree)).await;
    laptop.syncs(&ada, at(6), YES).await.unwrap();
    let outline = laptop.store.outline(&id("free")).await.unwrap().unwrap();
    let (number, lesson) = outline.lessons().last().unwrap();
    assert_eq!(number.module, 2);
    assert_eq!(lesson.head.id, LessonId::new("f1"));
    assert_eq!(lesson.progress.seconds, Seconds(111));
    assert!(lesson.progress.completion.is_some());
    assert_eq!(lesson.progress.position.unwrap().0.block, 7);
    assert_eq!(academy.seconds().await, Seconds(111));
    laptop.rebuilds_to_the_same().await;
}

async fn an_enrollment_that_is_suspended_refunded_and_active_again_loses_nothing<A: Behind>() {
    use EnrollmentStatus::{Active, Refunded, Suspended};

    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    academy.pays("paid").await;
    academy.enrolls("paid").await;
    laptop.syncs(&ada, at(0), YES).await.unwrap();
    let steps = [
        (
            Suspended,
            News::Suspended(id("paid")),
            Some(Held::Suspended),
        ),
        (Active, News::Active(id("paid")), None),
        (
            Refunded,
            News::Refunded(id("paid")),
            Some(Held::PaymentRequired),
        ),
        (Active, News::Active(id("paid")), None),
    ];
    for (step, (status, news, held)) in (1..).zip(steps) {
        academy.set_status("paid", status).await;
        laptop.does(at(step), study("paid", "p1", 10)).await;
        let report = laptop.syncs(&ada, at(step), YES).await.unwrap();
        assert_eq!(report.news, [news]);
        let fates = laptop.store.record_fates().await.unwrap();
        let waits = fates.iter().filter_map(|fate| match fate.fate {
            Fate::Held(code) => Some(code),
            _ => None,
        });
        let waits: Vec<Held> = waits.collect();
        assert_eq!(waits, held.into_iter().collect::<Vec<_>>());
        let body = laptop
            .store
            .lesson_body(&LessonId::new("p1"))
            .await
            .unwrap();
        assert!(body.is_some(), "what is here stays readable");
    }
    assert_eq!(academy.seconds().await, Seconds(40));
    laptop.rebuilds_to_the_same().await;
}

async fn what_waits_for_a_payment_arrives_in_order<A: Behind>() {
    let academy = A::new().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.syncs(&ada, at(0), YES).await.unwrap();
    let mut waiting: Vec<RecordId> = Vec::new();
    let facts = [
        enroll("paid"),
        study("paid", "p1", 30),
        complete("paid", "p1"),
        left_at("paid", "p2", 4),
        study("paid", "p2", 12),
    ];
    for (second, fact) in (1..).zip(facts) {
        waiting.push(laptop.does(at(second), fact).await.id);
        laptop.syncs(&ada, at(second), YES).await.unwrap();
    }
    laptop.does(at(7), enroll("free")).await;
    laptop.syncs(&ada, at(7), YES).await.unwrap();
    assert_eq!(laptop.store.fates().await.unwrap().held, 5);

    academy.pays("paid").await;
    academy.enrolls("paid").await;
    laptop.syncs(&ada, at(8), YES).await.unwrap();
    let log = ada
        .pull(&PullRequest {
            size: 100,
            ..PullRequest::default()
        })
        .await
        .unwrap();
    let arrived: Vec<RecordId> = log.records.iter().skip(1).map(|l| l.record.id).collect();
    assert_eq!(arrived, waiting);
    assert_eq!(laptop.store.fates().await.unwrap().held, 0);
    assert_eq!(academy.seconds().await, Seconds(42));
    laptop.rebuilds_to_the_same().await;
}
