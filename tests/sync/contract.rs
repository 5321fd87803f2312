//! What every [`Remote`] promises, call by call, over every academy there is. The wire contract (`src/wire/mod.rs`) in
//! tests.

use lyceum::domain::{
    DeviceId, EnrollmentStatus, Fact, LessonId, RawRecord, Record, RecordId, Seconds, Timestamp,
};
use lyceum::sync::{Remote, SyncError};
use lyceum::wire::{
    Access, Batch, CourseOutline, Held, LogPlace, MAX_BODIES, MAX_RECORDS, Outcome, Pull,
    PullRequest, PushAnswer, Pushed, Refused, Stored,
};
use uuid::Uuid;

use crate::behind::{Behind, over_every_academy};
use crate::device::{complete, enroll, left_at, study};
use crate::world::{ADA, course, id, with_texts};

over_every_academy!(
    a_hello_says_who_calls_and_stays_the_same_while_nothing_happens,
    receipts_come_in_order_and_a_batch_that_comes_again_changes_nothing,
    the_same_id_with_other_content_is_refused_for_ever,
    a_record_that_is_none_is_refused_and_the_others_go,
    each_obstacle_holds_a_record_and_says_which_it_is,
    a_batch_for_another_academy_or_from_a_lost_future_stores_nothing,
    more_than_a_batch_holds_is_refused_whole,
    a_batch_that_names_a_record_twice_is_refused_whole,
    pages_follow_each_other_and_the_last_brings_the_snapshot,
    a_known_snapshot_does_not_come_again,
    a_place_that_is_not_there_has_diverged,
    of_two_devices_the_log_is_one,
    the_manifest_comes_in_pages_in_the_order_of_the_ids,
    a_revision_changes_with_the_course_and_with_the_access,
    an_outline_that_is_known_does_not_come_again,
    bodies_come_in_the_order_asked_with_the_digests_of_the_outline,
    a_page_of_bodies_is_bounded,
    what_must_be_paid_for_has_an_outline_and_no_text,
    a_course_that_is_not_there_is_not_found,
    an_erased_account_is_told_so,
    what_a_learner_does_is_no_other_learners,
);

/// A device that pushes and pulls without a store.
struct Caller<R> {
    remote: R,
    instance: Uuid,
    now: Timestamp,
}

impl<R: Remote> Caller<R> {
    async fn outline(&self, course: &str) -> CourseOutline {
        let outline = self.remote.outline(&id(course), None).await;
        outline.unwrap().expect("nothing was known")
    }

    async fn of(remote: R) -> Self {
        let hello = remote.hello().await.unwrap();
        Caller {
            remote,
            instance: hello.instance,
            now: hello.server_time,
        }
    }

    fn record(&self, number: u128, fact: Fact) -> Pushed {
        let record = Record {
            id: RecordId(Uuid::from_u128(number)),
            device: DeviceId(Uuid::from_u128(1)),
            occurred_at: self.now,
            local_date: self.now.utc().date_naive(),
            fact,
        };
        Pushed {
            record: RawRecord::try_from(&record).unwrap(),
            effective_at: None,
            counted: None,
        }
    }

    fn batch(&self, records: &[Pushed]) -> Batch {
        Batch {
            instance: self.instance,
            device: DeviceId(Uuid::from_u128(1)),
            base: None,
            sent_at: self.now,
            records: records.to_vec(),
        }
    }

    async fn pushes(&self, records: &[Pushed]) -> PushAnswer {
        self.remote.push(&self.batch(records)).await.unwrap()
    }

    async fn pulls(&self, after: Option<LogPlace>, size: usize) -> Pull {
        let request = PullRequest {
            after,
            size,
            snapshot: None,
        };
        self.remote.pull(&request).await.unwrap()
    }

    /// Joins the course `free` and studies there so many times.
    async fn learns(&self, times: u128) -> PushAnswer {
        let mut records = vec![self.record(1, enroll("free"))];
        records.extend((2..2 + times).map(|n| self.record(n, study("free", "f1", 10))));
        self.pushes(&records).await
    }
}

async fn ada<A: Behind>() -> (A, Caller<A::Remote>) {
    let academy = A::new().await;
    let ada = Caller::of(academy.ada()).await;
    (academy, ada)
}

fn outcomes(answer: &PushAnswer) -> Vec<Outcome> {
    let receipts = answer.receipts.iter();
    receipts.map(|receipt| receipt.outcome.clone()).collect()
}

fn stored(answer: &PushAnswer) -> Vec<&Stored> {
    let stored = |outcome| match outcome {
        &Outcome::Applied(ref stored) | &Outcome::Duplicate(ref stored) => Some(stored),
        _ => None,
    };
    let receipts = answer.receipts.iter();
    receipts.filter_map(|r| stored(&r.outcome)).collect()
}

fn held(code: Held) -> Outcome {
    Outcome::Held { code }
}

fn refused(code: Refused) -> Outcome {
    Outcome::Refused { code }
}

async fn a_hello_says_who_calls_and_stays_the_same_while_nothing_happens<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    let first = ada.remote.hello().await.unwrap();
    assert_eq!(first.user.email, format!("{ADA}@example.org"));
    assert_eq!(first.head, LogPlace::default());
    ada.learns(3).await;
    let then = ada.remote.hello().await.unwrap();
    assert_eq!(then.head.seq, 4);
    assert_ne!(then.snapshot, first.snapshot);
    ada.learns(3).await;
    let again = ada.remote.hello().await.unwrap();
    assert_eq!(
        (&again.head, &again.catalog, &again.snapshot),
        (&then.head, &then.catalog, &then.snapshot)
    );
    academy.studies("free", "f1", 7).await;
    let moved = ada.remote.hello().await.unwrap();
    assert_eq!((moved.head, &moved.catalog), (then.head, &then.catalog));
    assert_ne!(moved.snapshot, then.snapshot, "the web wrote without a seq");
}

async fn receipts_come_in_order_and_a_batch_that_comes_again_changes_nothing<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    let records = [
        ada.record(5, enroll("free")),
        ada.record(3, study("free", "f1", 400)),
        ada.record(9, complete("free", "f1")),
        ada.record(1, left_at("free", "f2", 4)),
    ];
    let first = ada.pushes(&records).await;
    let asked: Vec<RecordId> = records.iter().map(|pushed| pushed.record.id).collect();
    let told: Vec<RecordId> = first.receipts.iter().map(|r| r.record).collect();
    assert_eq!(told, asked);
    let seqs: Vec<u64> = stored(&first).iter().map(|stored| stored.seq).collect();
    assert_eq!(seqs, [1, 2, 3, 4]);
    assert_eq!(stored(&first)[1].counted, Some(Seconds(300)));
    let there = academy.snapshot().await;

    let again = ada.pushes(&records).await;
    assert_eq!(again.head, first.head);
    assert_eq!(stored(&again), stored(&first), "with what was made of them");
    assert!(
        outcomes(&again)
            .iter()
            .all(|outcome| matches!(outcome, Outcome::Duplicate(_)))
    );
    assert_eq!(academy.snapshot().await, there);
    assert_eq!(academy.records().await, 4);
}

async fn the_same_id_with_other_content_is_refused_for_ever<A: Behind>() {
    let (_, ada) = ada::<A>().await;
    ada.learns(1).await;
    let other = ada.record(2, study("free", "f1", 11));
    let new = ada.record(7, study("free", "f1", 5));
    let answer = ada.pushes(&[other, new]).await;
    assert_eq!(outcomes(&answer)[0], refused(Refused::Conflict));
    assert_eq!(stored(&answer)[0].seq, 3);
}

async fn a_record_that_is_none_is_refused_and_the_others_go<A: Behind>() {
    let (_, ada) = ada::<A>().await;
    let mut strange = ada.record(2, study("free", "f1", 5));
    strange
        .record
        .payload
        .insert("mood".to_owned(), "good".into());
    let mut long = ada.record(3, study("free", "f1", 5));
    long.record.kind = "essay".to_owned();
    long.record
        .payload
        .insert("text".to_owned(), "x".repeat(20_000).into());
    let mut newer = ada.record(4, study("free", "f1", 5));
    newer.record.kind = "highlight".to_owned();
    let answer = ada
        .pushes(&[
            ada.record(1, enroll("free")),
            strange,
            long,
            newer,
            ada.record(5, study("free", "f1", 5)),
        ])
        .await;
    assert_eq!(
        outcomes(&answer)[1..4],
        [
            refused(Refused::Malformed),
            refused(Refused::TooLarge),
            held(Held::Unsupported)
        ]
    );
    assert_eq!(stored(&answer).len(), 2);
    assert_eq!(answer.head.seq, 2);
}

async fn each_obstacle_holds_a_record_and_says_which_it_is<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    let says = async |fact: Fact| {
        let answer = ada.pushes(&[ada.record(1, fact)]).await;
        outcomes(&answer).remove(0)
    };
    let studies = || study("paid", "p1", 5);
    assert_eq!(
        says(study("free", "f1", 5)).await,
        held(Held::NotEnrolled),
        "free and not joined"
    );
    assert_eq!(says(studies()).await, held(Held::PaymentRequired));
    assert_eq!(
        says(study("nowhere", "n1", 5)).await,
        held(Held::ContentGone)
    );
    assert_eq!(
        says(study("paid", "f1", 5)).await,
        held(Held::ContentGone),
        "another course's lesson"
    );
    academy.pays("paid").await;
    assert_eq!(says(studies()).await, held(Held::NotEnrolled));
    academy.enrolls("paid").await;
    academy
        .set_status("paid", EnrollmentStatus::Suspended)
        .await;
    assert_eq!(says(studies()).await, held(Held::Suspended));
    academy.set_status("paid", EnrollmentStatus::Refunded).await;
    assert_eq!(says(studies()).await, held(Held::PaymentRequired));
    academy.set_status("paid", EnrollmentStatus::Active).await;
    academy.unpublishes("paid").await;
    assert_eq!(says(studies()).await, held(Held::ContentGone));
    assert_eq!(academy.records().await, 0);
    academy.publishes(course("paid", 9900, &["p1", "p2"])).await;
    assert!(matches!(says(studies()).await, Outcome::Applied(_)));
}

async fn a_batch_for_another_academy_or_from_a_lost_future_stores_nothing<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    let records = [
        ada.record(1, enroll("free")),
        ada.record(2, study("free", "f1", 5)),
    ];
    let mut batch = ada.batch(&records);
    batch.instance = Uuid::from_u128(0xdead);
    let refused = ada.remote.push(&batch).await.unwrap_err();
    assert!(matches!(refused, SyncError::Diverged), "{refused}");
    let mut batch = ada.batch(&records);
    batch.base = Some(LogPlace {
        seq: 40,
        record: Some(RecordId(Uuid::from_u128(40))),
    });
    let refused = ada.remote.push(&batch).await.unwrap_err();
    assert!(matches!(refused, SyncError::Diverged), "{refused}");
    assert_eq!(academy.records().await, 0);
}

async fn more_than_a_batch_holds_is_refused_whole<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    let mut records = vec![ada.record(1, enroll("free"))];
    let more = MAX_RECORDS as u128 + 1;
    records.extend((2..=more).map(|n| ada.record(n, study("free", "f1", 1))));
    let refused = ada.remote.push(&ada.batch(&records)).await.unwrap_err();
    assert!(matches!(refused, SyncError::TooLarge(_)), "{refused}");
    assert_eq!(academy.records().await, 0);
    records.pop();
    let answer = ada.pushes(&records).await;
    assert_eq!(stored(&answer).len(), MAX_RECORDS);
}

async fn a_batch_that_names_a_record_twice_is_refused_whole<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    let record = ada.record(1, enroll("free"));
    let batch = ada.batch(&[record.clone(), record]);
    let refused = ada.remote.push(&batch).await.unwrap_err();
    assert!(matches!(refused, SyncError::Refused(_)), "{refused}");
    assert_eq!(academy.records().await, 0);
}

async fn pages_follow_each_other_and_the_last_brings_the_snapshot<A: Behind>() {
    let (_, ada) = ada::<A>().await;
    ada.learns(6).await;
    let mut after = None;
    let mut seqs = Vec::new();
    for expected in [3, 3, 1] {
        let page = ada.pulls(after, 3).await;
        assert_eq!((page.records.len(), page.head.seq), (expected, 7));
        let is_last = expected == 1;
        assert_eq!(
            (page.digest.is_some(), page.snapshot.is_some()),
            (is_last, is_last)
        );
        seqs.extend(page.records.iter().map(|logged| logged.stored.seq));
        let last = page.records.last().unwrap();
        after = Some(LogPlace {
            seq: last.stored.seq,
            record: Some(last.record.id),
        });
    }
    assert_eq!(seqs, [1, 2, 3, 4, 5, 6, 7]);
    let beyond = ada.pulls(after, 3).await;
    assert_eq!(beyond.records, []);
    let snapshot = beyond.snapshot.unwrap();
    assert_eq!(snapshot.progress[0].seconds, Seconds(60));
}

async fn a_known_snapshot_does_not_come_again<A: Behind>() {
    let (_, ada) = ada::<A>().await;
    ada.learns(2).await;
    let digest = ada.pulls(None, 100).await.digest;
    let hello = ada.remote.hello().await.unwrap();
    assert_eq!(digest.as_ref(), Some(&hello.snapshot));
    let request = PullRequest {
        after: None,
        size: 100,
        snapshot: digest.clone(),
    };
    let page = ada.remote.pull(&request).await.unwrap();
    assert_eq!((page.digest, page.snapshot), (digest, None));
}

async fn a_place_that_is_not_there_has_diverged<A: Behind>() {
    let (_, ada) = ada::<A>().await;
    let head = ada.learns(2).await.head;
    for (seq, record) in [(9, head.record), (3, Some(RecordId(Uuid::from_u128(77))))] {
        let request = PullRequest {
            after: Some(LogPlace { seq, record }),
            size: 100,
            snapshot: None,
        };
        let refused = ada.remote.pull(&request).await.unwrap_err();
        assert!(matches!(refused, SyncError::Diverged), "{refused}");
    }
}

async fn of_two_devices_the_log_is_one<A: Behind>() {
    let (_, ada) = ada::<A>().await;
    ada.learns(1).await;
    let mut theirs = ada.record(50, study("free", "f2", 9));
    theirs.record.device = DeviceId(Uuid::from_u128(2));
    let mut batch = ada.batch(std::slice::from_ref(&theirs));
    batch.device = DeviceId(Uuid::from_u128(2));
    ada.remote.push(&batch).await.unwrap();
    let answer = ada.pushes(&[ada.record(60, study("free", "f2", 1))]).await;
    assert_eq!(answer.head.seq, 4);
    let page = ada.pulls(None, 100).await;
    assert_eq!(page.records[2].record, theirs.record, "whole");
}

async fn the_manifest_comes_in_pages_in_the_order_of_the_ids<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    academy.publishes(course("again", 0, &["a1"])).await;
    let whole = ada.remote.manifest(None, 100).await.unwrap();
    let ids: Vec<&str> = whole.iter().map(|entry| entry.course.as_str()).collect();
    assert_eq!(ids, ["again", "free", "paid"]);
    let first = ada.remote.manifest(None, 2).await.unwrap();
    assert_eq!(first, whole[..2]);
    let rest = ada.remote.manifest(Some(&id("free")), 2).await.unwrap();
    assert_eq!(rest, whole[2..]);
    let listed = ada
        .remote
        .listing(&[id("free"), id("nowhere")])
        .await
        .unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].revision, whole[1].revision);
    assert_eq!(listed[0].entry.lessons, 3);
}

async fn a_revision_changes_with_the_course_and_with_the_access<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    let revision = async |of: &str| {
        let manifest = ada.remote.manifest(None, 100).await.unwrap();
        let entry = manifest.into_iter().find(|entry| entry.course == id(of));
        entry.map(|entry| entry.revision)
    };
    let catalog = async || ada.remote.hello().await.unwrap().catalog;
    let (free, paid, digest) = (
        revision("free").await,
        revision("paid").await,
        catalog().await,
    );
    academy.publishes(course("free", 0, &["f1", "f9"])).await;
    assert_ne!(revision("free").await, free);
    assert_eq!(revision("paid").await, paid);
    assert_ne!(catalog().await, digest);
    academy.pays("paid").await;
    academy.enrolls("paid").await;
    assert_ne!(revision("paid").await, paid);
    academy.unpublishes("free").await;
    assert_eq!(revision("free").await, None);
    let outline = ada.outline("paid").await;
    assert_eq!(Some(outline.revision), revision("paid").await);
}

async fn an_outline_that_is_known_does_not_come_again<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    let known = ada.outline("free").await;
    let ask = async || {
        let revision = Some(known.revision.as_str());
        ada.remote.outline(&id("free"), revision).await.unwrap()
    };
    assert_eq!(ask().await, None);
    academy.publishes(course("free", 0, &["f1", "f9"])).await;
    let changed = ask().await.expect("it changed");
    assert_ne!(changed.revision, known.revision);
}

async fn bodies_come_in_the_order_asked_with_the_digests_of_the_outline<A: Behind>() {
    let (_, ada) = ada::<A>().await;
    let outline = ada.outline("free").await;
    assert_eq!(outline.access, Access::Full);
    let lessons = &outline.modules[0].lessons;
    let ids: Vec<&str> = lessons.iter().map(|l| l.head.id.as_str()).collect();
    assert_eq!(ids, ["f1", "f2", "f3"]);
    let asked = ["f3", "nothing", "f1", "p1"].map(LessonId::new);
    let page = ada.remote.bodies(&id("free"), &asked).await.unwrap();
    let came: Vec<&str> = page.bodies.iter().map(|b| b.lesson.as_str()).collect();
    assert_eq!(came, ["f3", "f1"], "of this course, and what is there");
    assert_eq!(lessons[2].digest.as_ref(), Some(&page.bodies[0].digest));
    assert_eq!(lessons[0].digest.as_ref(), Some(&page.bodies[1].digest));
    assert_eq!(page.bodies[1].content, "# f1\n\nSome text.");
    assert_eq!(lessons[0].bytes, page.bodies[1].content.len() as u64);
}

async fn a_page_of_bodies_is_bounded<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    let half = "word ".repeat(MAX_BODIES / 10 + 100);
    let whole = "word ".repeat(MAX_BODIES / 5 + 100);
    academy
        .publishes(with_texts(
            course("big", 0, &["b1", "b2", "b3", "b4"]),
            &[&half, "short", &half, &whole],
        ))
        .await;
    let mut missing = ["b1", "b2", "b3", "b4"].map(LessonId::new).to_vec();
    for expected in [2, 1, 1] {
        let page = ada.remote.bodies(&id("big"), &missing).await.unwrap();
        assert_eq!(page.bodies.len(), expected);
        missing.drain(..expected);
    }
}

async fn what_must_be_paid_for_has_an_outline_and_no_text<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    let outline = ada.outline("paid").await;
    assert_eq!(outline.access, Access::Outline);
    let lessons = &outline.modules[0].lessons;
    assert_eq!(lessons.len(), 2);
    assert!(lessons.iter().all(|lesson| lesson.digest.is_none()));
    let asked = [LessonId::new("p1")];
    let refused = ada.remote.bodies(&id("paid"), &asked).await.unwrap_err();
    assert!(matches!(refused, SyncError::Forbidden(_)), "{refused}");
    academy.enrolls("paid").await;
    let page = ada.remote.bodies(&id("paid"), &asked).await.unwrap();
    assert_eq!(page.bodies.len(), 1);
    for status in [EnrollmentStatus::Suspended, EnrollmentStatus::Refunded] {
        academy.set_status("paid", status).await;
        let refused = ada.remote.bodies(&id("paid"), &asked).await.unwrap_err();
        assert!(matches!(refused, SyncError::Forbidden(_)), "{refused}");
    }
}

async fn a_course_that_is_not_there_is_not_found<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    academy.unpublishes("free").await;
    for course in ["nowhere", "free"] {
        let refused = ada.remote.outline(&id(course), None).await.unwrap_err();
        assert!(matches!(refused, SyncError::NotFound(_)), "{refused}");
        let refused = ada.remote.bodies(&id(course), &[]).await.unwrap_err();
        assert!(matches!(refused, SyncError::NotFound(_)), "{refused}");
    }
}

async fn an_erased_account_is_told_so<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    ada.learns(1).await;
    let records = [ada.record(9, study("free", "f1", 1))];
    academy.erases().await;
    for refused in [
        ada.remote.hello().await.map(drop),
        ada.remote.push(&ada.batch(&records)).await.map(drop),
        ada.remote.pull(&PullRequest::default()).await.map(drop),
    ] {
        assert!(matches!(refused, Err(SyncError::UserGone)), "{refused:?}");
    }
}

async fn what_a_learner_does_is_no_other_learners<A: Behind>() {
    let (academy, ada) = ada::<A>().await;
    ada.learns(2).await;
    let grace = Caller::of(academy.another("grace").await).await;
    let page = grace.pulls(None, 100).await;
    assert_eq!((page.records, page.head), (Vec::new(), LogPlace::default()));
    assert_eq!(page.snapshot.unwrap().progress, []);
    // The same id is another record in another log.
    let answer = grace.learns(1).await;
    assert_eq!(stored(&answer).len(), 2);
    assert_eq!(ada.pulls(None, 100).await.head.seq, 3);
}
