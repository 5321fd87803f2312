//! What the wire contract promises to clients that keep records of their own: times, completions, digests, pages.

use lyceum::domain::{CourseId, DeviceId, Fact, LessonId, RecordId, Seconds, Timestamp};
use lyceum::wire::{Batch, Flag, Held, KINDS, Outcome, PullRequest, Stored};
use uuid::Uuid;

use crate::world::{
    Person, World, after, at, complete, course, device, enroll, pushed, record, reopen, study,
};

async fn world_with_course() -> (World, Person) {
    let mut world = World::new().await;
    world
        .publish(&course("rust", 0, &[("m1", &["l1", "l2"])]))
        .await;
    let ada = world.learner("ada").await;
    (world, ada)
}

async fn stored(ada: &Person, batch: &Batch) -> Vec<Stored> {
    let answer = ada.academy.push(batch).await.unwrap();
    let stored = answer.receipts.into_iter().map(|r| match r.outcome {
        Outcome::Applied(stored) | Outcome::Duplicate(stored) => stored,
        other => panic!("{other:?}"),
    });
    stored.collect()
}

fn undo(completions: &[u128], web: Option<Timestamp>) -> Fact {
    Fact::Reopen {
        course: CourseId::new("rust"),
        lesson: LessonId::new("l1"),
        completions: completions
            .iter()
            .map(|id| RecordId(Uuid::from_u128(*id)))
            .collect(),
        web,
    }
}

#[tokio::test]
async fn a_past_that_was_learned_before_enrolling_counts_on_its_own_days() {
    let (mut world, ada) = world_with_course().await;
    world
        .run(&format!(
            "insert into enrollments (user_id, course_id) values ('{}', 'rust')",
            ada.id
        ))
        .await;
    // 20 hours on each of three days, long before the enrollment of today.
    for day in 1..=3 {
        let records = (0..240).map(|n| {
            let mut record = record(day * 1000 + n, study("rust", "l1", 300));
            let date = format!("2025-02-0{day}");
            record.local_date = date.parse().unwrap();
            record.occurred_at = at(&format!("{date}T12:00:00Z"));
            record
        });
        let records: Vec<_> = records.collect();
        for half in records.chunks(120) {
            ada.does(half.to_vec()).await;
        }
    }
    assert_eq!(
        world.rows("select time_spent from user_progress").await,
        ["216000"]
    );
    assert_eq!(
        world
            .rows("select day, seconds from lyceum.study_days order by 1")
            .await,
        ["2025-02-01|72000", "2025-02-02|72000", "2025-02-03|72000"]
    );
}

#[tokio::test]
async fn only_a_devices_own_records_are_corrected_and_only_once() {
    let (mut world, ada) = world_with_course().await;
    ada.does(vec![record(1, enroll("rust"))]).await;
    let hour = chrono::TimeDelta::hours(1);
    let mut batch = ada.batch(vec![record(2, study("rust", "l1", 60))]).await;
    let sent_at = Timestamp::new(batch.sent_at.utc() - hour);
    batch.sent_at = sent_at;
    let first = stored(&ada, &batch).await.remove(0);
    assert_eq!(first.flags, [Flag::Clock]);
    let distance = first.effective_at.utc() - record(2, enroll("rust")).occurred_at.utc();
    assert!((distance - hour).num_seconds().abs() < 60, "{distance}");
    // The receipt was lost: the same is said again.
    assert_eq!(stored(&ada, &batch).await.remove(0), first);

    // The academy went back in time. Another device, whose clock is wrong too, pushes all again.
    world
        .run("delete from lyceum.records where seq = 2; update lyceum.heads set seq = 1, record_id = null")
        .await;
    batch.device = DeviceId(Uuid::from_u128(0xe));
    batch.records[0].effective_at = Some(first.effective_at);
    batch.records[0].counted = Some(Seconds(45));
    let mut never_seen = pushed(vec![record(3, study("rust", "l1", 60))]);
    batch.records.append(&mut never_seen);
    let again = stored(&ada, &batch).await;
    assert_eq!(again[0].effective_at, first.effective_at);
    assert_eq!(again[0].counted, Some(Seconds(45)));
    assert_eq!(
        again[1].effective_at,
        record(3, enroll("rust")).occurred_at,
        "{:?} made it, not the device that pushes",
        device()
    );
}

#[tokio::test]
async fn times_before_2000_are_clamped_and_flagged() {
    let (mut world, ada) = world_with_course().await;
    let mut batch = ada.batch(vec![]).await;
    batch.sent_at = at("9999-12-31T00:00:00Z");
    let mut ancient = record(1, enroll("rust"));
    ancient.occurred_at = at("0001-01-01T00:00:00Z");
    batch.records = pushed(vec![ancient]);
    let made = stored(&ada, &batch).await.remove(0);
    assert_eq!(made.effective_at, at("2000-01-01T00:00:00Z"));
    assert_eq!(made.flags, [Flag::Clock]);
    assert_eq!(
        world.rows("select enrolled_at from enrollments").await,
        ["2000-01-01T00:00:00"]
    );
}

#[tokio::test]
async fn a_kind_that_is_not_known_yet_is_held_whatever_it_says() {
    let (_world, ada) = world_with_course().await;
    let mut batch = ada.batch(vec![record(1, enroll("rust"))]).await;
    let mut highlight = batch.records[0].clone();
    highlight.record.id = RecordId(Uuid::from_u128(2));
    highlight.record.kind = "highlight".to_owned();
    highlight
        .record
        .payload
        .insert("color".to_owned(), "blue".into());
    batch.records.push(highlight);
    let outcomes = ada.academy.push(&batch).await.unwrap().receipts;
    assert!(matches!(outcomes[0].outcome, Outcome::Applied(_)));
    let code = Held::Unsupported;
    assert_eq!(outcomes[1].outcome, Outcome::Held { code });
    let hello = ada.academy.hello().await.unwrap();
    assert_eq!(hello.kinds, KINDS, "those that are held are sent again");
}

#[tokio::test]
async fn what_stands_is_named_and_a_reopening_names_the_webs_completion_by_its_time() {
    let (mut world, ada) = world_with_course().await;
    ada.does(vec![record(1, enroll("rust"))]).await;
    let webs = "insert into user_progress (user_id, course_id, module_id, lesson_id, completed, completed_at)
                values ('ADA', 'rust', 'm1', 'l1', true, '2026-02-01')";
    world.run(&webs.replace("ADA", &ada.id)).await;
    ada.does(vec![
        record(2, complete("rust", "l1")),
        record(3, complete("rust", "l1")),
    ])
    .await;
    let snapshot = ada.academy.pull(&after(None, 10)).await.unwrap();
    let progress = snapshot.snapshot.unwrap().progress.remove(0);
    let named: Vec<_> = progress.completions.iter().map(|c| c.record).collect();
    assert_eq!(
        named,
        [RecordId(Uuid::from_u128(2)), RecordId(Uuid::from_u128(3))]
    );
    let web = Some(at("2026-02-01T00:00:00Z"));
    assert_eq!(progress.web_completed_at, web);

    let done = "select completed, completed_at from user_progress";
    ada.does(vec![record(4, undo(&[2, 3], None))]).await;
    assert_eq!(world.rows(done).await, ["true|2026-02-01T00:00:00"]);
    ada.does(vec![record(5, undo(&[], web))]).await;
    assert_eq!(world.rows(done).await, ["false|-"]);

    // Completed by the web again, this time without a date.
    world
        .run("update user_progress set completed = true, completed_at = null")
        .await;
    ada.does(vec![record(6, undo(&[], Some(at("1970-01-01T00:00:00Z"))))])
        .await;
    assert_eq!(world.rows(done).await, ["false|-"]);
}

#[tokio::test]
async fn a_snapshot_comes_only_where_its_digest_is_new_and_hello_tells_it_before() {
    let (mut world, ada) = world_with_course().await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "l1", 5)),
    ])
    .await;
    let first = ada.academy.pull(&after(None, 1)).await.unwrap();
    assert_eq!((first.digest, first.snapshot), (None, None));
    let all = ada.academy.pull(&after(None, 10)).await.unwrap();
    let digest = all.digest.clone().unwrap();
    assert!(all.snapshot.is_some());
    let hello = ada.academy.hello().await.unwrap();
    assert_eq!(hello.snapshot, digest);
    let request = PullRequest {
        after: Some(all.head),
        size: 10,
        snapshot: Some(digest.clone()),
    };
    let nothing_new = ada.academy.pull(&request).await.unwrap();
    assert_eq!(
        (nothing_new.digest, nothing_new.snapshot),
        (Some(digest.clone()), None)
    );

    for change in [
        "update user_progress set time_spent = time_spent + 7",
        "update enrollments set status = 'SUSPENDED'",
        "insert into certificates (user_id, course_id, certificate_number) select id, 'rust', 'W-1' from users limit 1",
    ] {
        let before = ada.academy.hello().await.unwrap().snapshot;
        world
            .run(&change.replace("limit 1", &format!("where id = '{}'", ada.id)))
            .await;
        let now = ada.academy.hello().await.unwrap().snapshot;
        assert_ne!(now, before, "{change}");
        let pulled = ada.academy.pull(&request).await.unwrap();
        assert_eq!(pulled.digest, Some(now));
        assert!(pulled.snapshot.is_some());
    }
}

#[tokio::test]
async fn the_catalogs_digest_changes_with_courses_and_with_what_one_gets_of_them() {
    let (mut world, ada) = world_with_course().await;
    let mut seen = vec![ada.academy.hello().await.unwrap().catalog];
    ada.does(vec![record(1, enroll("rust"))]).await;
    seen.push(ada.academy.hello().await.unwrap().catalog);
    for change in [
        "update enrollments set status = 'SUSPENDED'",
        "update lessons set title = 'Another' where id = 'l1'",
        "update courses set published = false",
    ] {
        world.run(change).await;
        seen.push(ada.academy.hello().await.unwrap().catalog);
    }
    let same = ada.academy.hello().await.unwrap().catalog;
    assert_eq!(seen.last(), Some(&same));
    let different: std::collections::BTreeSet<_> = seen.iter().collect();
    assert_eq!(different.len(), seen.len(), "{seen:?}");
}

#[tokio::test]
async fn a_course_is_fetched_as_an_outline_and_bodies_in_pages() {
    let mut world = World::new().await;
    let lessons: Vec<String> = (0..5).map(|n| format!("l{n}")).collect();
    let lessons: Vec<&str> = lessons.iter().map(String::as_str).collect();
    let mut tree = course("rust", 100, &[("m1", &lessons)]);
    for lesson in &mut tree.modules[0].lessons {
        lesson.body = lyceum::domain::Body::Text("x".repeat(100_000).into());
    }
    let author = world.publish(&tree).await;
    let id = CourseId::new("rust");
    let outline = author.academy.outline(&id).await.unwrap();
    let outlined = &outline.modules[0].lessons;
    assert_eq!(outlined.len(), 5);
    assert!(
        outlined
            .iter()
            .all(|l| l.bytes == 100_000 && l.digest.is_some())
    );
    let mut wanted: Vec<LessonId> = outlined.iter().rev().map(|l| l.head.id.clone()).collect();
    let mut pages = Vec::new();
    while !wanted.is_empty() {
        let page = author.academy.bodies(&id, &wanted).await.unwrap().bodies;
        for body in &page {
            assert_eq!(
                body.lesson,
                wanted.remove(0),
                "in the order of the question"
            );
            let digest = outlined.iter().find(|l| l.head.id == body.lesson).unwrap();
            assert_eq!(Some(&body.digest), digest.digest.as_ref());
        }
        pages.push(page.len());
    }
    assert_eq!(pages, [2, 2, 1]);
    let gone = [LessonId::new("nowhere")];
    let page = author.academy.bodies(&id, &gone).await.unwrap();
    assert!(page.bodies.is_empty());

    let ada = world.learner("ada").await;
    let outline = ada.academy.outline(&id).await.unwrap();
    assert_eq!(outline.modules[0].lessons[0].digest, None);
    let refused = ada.academy.bodies(&id, &gone).await.unwrap_err();
    assert_eq!(refused.refusal(), Some(lyceum::academy::Refusal::Forbidden));
    let listed = ada
        .academy
        .listing(&[id.clone(), CourseId::new("nowhere")])
        .await
        .unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].revision, outline.revision);
    let manifest = ada.academy.manifest(None, 10).await.unwrap();
    assert_eq!(manifest[0].revision, outline.revision);
}

/// Deleting the course takes progress and enrollment along; the records stay.
#[tokio::test]
async fn whoever_enrolls_again_gets_everything_back() {
    let (mut world, ada) = world_with_course().await;
    let tree = course("rust", 0, &[("m1", &["l1", "l2"])]);
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "l1", 40)),
        record(3, complete("rust", "l1")),
        record(4, complete("rust", "l2")),
        record(5, reopen("rust", "l2", 4)),
    ])
    .await;
    let learned =
        "select lesson_id, time_spent, completed, p.completed_at, e.status, progress_percentage
                     from user_progress p join enrollments e using (user_id, course_id) order by 1";
    let before = world.rows(learned).await;
    assert_eq!(before.len(), 2);
    for way in ["a record", "the web"] {
        world.run("delete from courses").await;
        let author = world
            .person("author-again", lyceum::wire::Role::Admin)
            .await;
        author.publish(&tree, None).await.unwrap();
        if way == "a record" {
            ada.does(vec![record(6, enroll("rust"))]).await;
        } else {
            let by_hand = "insert into enrollments (user_id, course_id) values ('ADA', 'rust')";
            world.run(&by_hand.replace("ADA", &ada.id)).await;
        }
        let expected: Vec<_> = before
            .iter()
            .map(|l| l.replace("COMPLETED", "ACTIVE"))
            .collect();
        let now = world.rows(learned).await;
        let now: Vec<_> = now
            .iter()
            .map(|l| l.replace("COMPLETED", "ACTIVE"))
            .collect();
        assert_eq!(now, expected, "{way}");
    }
    ada.does(vec![record(7, complete("rust", "l2"))]).await;
    world.run("delete from courses").await;
    let author = world
        .person("author-again", lyceum::wire::Role::Admin)
        .await;
    author.publish(&tree, None).await.unwrap();
    ada.does(vec![record(8, enroll("rust"))]).await;
    assert_eq!(
        world
            .rows("select status, progress_percentage from enrollments")
            .await,
        ["COMPLETED|100"]
    );
    assert_eq!(world.rows("select count(*) from certificates").await, ["1"]);
}
