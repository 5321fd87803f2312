//! Graded quizzes: the academy keeps the key and grades, a learner answers anywhere and hears of it later.

use lyceum::domain::quiz::Verdict;
use lyceum::domain::{LessonId, Refused};
use lyceum::store::Fate;
use lyceum::sync::Remote;
use lyceum::wire::PullRequest;

use crate::behind::{Behind, over_every_academy};
use crate::device::{Device, complete, enroll, submitted};
use crate::world::{YES, after, course, graded, id};

over_every_academy!(
    an_answer_that_was_given_offline_is_graded_with_the_next_sync_on_every_device,
    a_question_is_graded_as_often_as_its_author_allows,
    the_key_is_in_no_answer_to_a_learner_and_in_no_store,
);

async fn with_a_graded_quiz<A: Behind>() -> A {
    let academy = A::new().await;
    academy
        .publishes(graded(course("free", 0, &["f1", "f2"])))
        .await;
    academy
}

/// What became of the answers in the lesson `f1`, by question.
async fn verdicts(device: &Device) -> Vec<(String, Verdict, u32)> {
    let submitted = device.store.submissions(&LessonId::new("f1")).await;
    let submitted = submitted.unwrap().into_iter();
    submitted
        .map(|s| (s.question.to_string(), s.verdict, s.tries))
        .collect()
}

async fn an_answer_that_was_given_offline_is_graded_with_the_next_sync_on_every_device<
    A: Behind,
>() {
    let academy = with_a_graded_quiz::<A>().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.does(at(1), submitted("free", "f1", 0)).await;
    laptop.does(at(2), submitted("free", "f1", 9)).await;
    let waits = |question: &str| (question.to_owned(), Verdict::Waiting, 1);
    assert_eq!(verdicts(&laptop).await, [waits("blanks"), waits("one")]);

    laptop.syncs(&ada, at(3), YES).await.unwrap();
    let desk = Device::new(2).await;
    desk.syncs(&ada, at(4), YES).await.unwrap();
    for device in [&laptop, &desk] {
        let graded = verdicts(device).await;
        let (blanks, one) = (("blanks", Verdict::Wrong), ("one", Verdict::Right));
        let expected = [blanks, one].map(|(question, verdict)| (question.to_owned(), verdict, 1));
        assert_eq!(graded, expected);
    }
    // The same record again has the same verdict.
    let before = academy.records().await;
    let copy = desk.copy().await;
    copy.syncs(&ada, at(5), YES).await.unwrap();
    assert_eq!(academy.records().await, before);
    assert_eq!(verdicts(&copy).await, verdicts(&laptop).await);
}

async fn a_question_is_graded_as_often_as_its_author_allows<A: Behind>() {
    let academy = with_a_graded_quiz::<A>().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let (laptop, desk) = (Device::new(1).await, Device::new(2).await);
    laptop.does(at(0), enroll("free")).await;
    laptop.does(at(1), submitted("free", "f1", 1)).await;
    laptop.does(at(2), submitted("free", "f1", 1)).await;
    laptop.syncs(&ada, at(3), YES).await.unwrap();
    desk.does(at(4), submitted("free", "f1", 0)).await;
    desk.syncs(&ada, at(5), YES).await.unwrap();
    let fates = desk.store.record_fates().await.unwrap();
    let refused = Fate::Refused(Refused::NoAttemptLeft);
    assert!(fates.iter().any(|fate| fate.fate == refused), "{fates:?}");
    let one = "one".to_owned();
    let refused = Verdict::Refused(Refused::NoAttemptLeft);
    assert_eq!(verdicts(&desk).await, [(one.clone(), refused, 2)]);
    assert_eq!(verdicts(&laptop).await, [(one, Verdict::Wrong, 2)]);
    // A version that the academy never had is held, not lost.
    laptop.does(at(6), submitted("free", "f1", 13)).await;
    laptop.syncs(&ada, at(7), YES).await.unwrap();
    assert_eq!(laptop.store.fates().await.unwrap().held, 1);
}

/// What tells what is right: words that only the author's text has, and the forms in which keys are kept.
const TELLING: [&str; 7] = [
    "SECRET",
    "Sly",
    "12.5",
    "1.25e1",
    "[x]",
    "\"solution\"",
    "wake\n2. eat",
];

#[track_caller]
fn tells_nothing(text: &str, whose: &str) {
    for telling in TELLING {
        assert!(!text.contains(telling), "{whose} has {telling:?}: {text}");
    }
}

async fn the_key_is_in_no_answer_to_a_learner_and_in_no_store<A: Behind>() {
    let academy = with_a_graded_quiz::<A>().await;
    let ada = academy.ada();
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    laptop.does(at(1), complete("free", "f2")).await;
    for number in [0, 1, 3, 5, 7, 11, 13] {
        laptop.does(at(2), submitted("free", "f1", number)).await;
    }
    laptop.syncs(&ada, at(3), YES).await.unwrap();

    let (course, lessons) = (id("free"), ["f1", "f2"].map(LessonId::new));
    let pull = PullRequest {
        after: None,
        size: 1000,
        snapshot: None,
    };
    let answers = [
        serde_json::to_string(&ada.hello().await.unwrap()),
        serde_json::to_string(&ada.manifest(None, 100).await.unwrap()),
        serde_json::to_string(&ada.listing(std::slice::from_ref(&course)).await.unwrap()),
        serde_json::to_string(&ada.outline(&course, None).await.unwrap()),
        serde_json::to_string(&ada.bodies(&course, &lessons).await.unwrap()),
        serde_json::to_string(&ada.pull(&pull).await.unwrap()),
    ];
    for answer in answers {
        tells_nothing(&answer.unwrap(), "an answer");
    }
    let refused = ada.image(&course, "00").await.unwrap_err();
    tells_nothing(&format!("{refused} {refused:?}"), "an error");

    let folder = laptop.store.path().parent().unwrap().to_owned();
    laptop.store.close().await;
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        tells_nothing(&String::from_utf8_lossy(&bytes), "the store");
    }
}
