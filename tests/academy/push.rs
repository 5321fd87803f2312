//! What becomes of records: effects exactly once, receipts, what is held and refused.

use lyceum::academy::Refusal;
use lyceum::domain::{CourseId, Fact, LessonId, Position, Seconds, Timestamp};
use lyceum::wire::{Flag, Held, LogPlace, Outcome, Receipt};
use serde_json::json;

use crate::postgres::rows;
use crate::world::{
    World, after, as_pushed, at, complete, course, enroll, pushed, record, reopen, study,
};

const PROGRESS: &str =
    "select lesson_id, time_spent, completed, completed_at from user_progress order by 1";
const ENROLLMENTS: &str =
    "select course_id, status, progress_percentage, completed_at from enrollments order by 1";

/// What a receipt says was noticed and counted, whenever it took effect.
fn made(receipt: &Receipt) -> (&'static str, u64, Option<Seconds>, Vec<Flag>) {
    match &receipt.outcome {
        Outcome::Applied(stored) => ("applied", stored.seq, stored.counted, stored.flags.clone()),
        Outcome::Duplicate(stored) => (
            "duplicate",
            stored.seq,
            stored.counted,
            stored.flags.clone(),
        ),
        Outcome::Held { code } => (code.as_str(), 0, None, Vec::new()),
        Outcome::Refused { code } => (code.as_str(), 0, None, Vec::new()),
    }
}

fn applied(
    seq: u64,
    counted: Option<u64>,
    flags: &[Flag],
) -> (&'static str, u64, Option<Seconds>, Vec<Flag>) {
    ("applied", seq, counted.map(Seconds), flags.to_vec())
}

async fn world_with_course() -> (World, crate::world::Person) {
    let mut world = World::new().await;
    world
        .publish(&course("rust", 0, &[("m1", &["l1", "l2"])]))
        .await;
    let ada = world.learner("ada").await;
    (world, ada)
}

#[tokio::test]
async fn time_adds_up_and_a_repeated_push_changes_nothing() {
    let (mut world, ada) = world_with_course().await;
    let batch = ada
        .batch(vec![
            record(1, enroll("rust")),
            record(2, study("rust", "l1", 40)),
            record(3, study("rust", "l1", 20)),
            record(4, complete("rust", "l1")),
        ])
        .await;
    let first = ada.academy.push(&batch).await.unwrap();
    let outcomes: Vec<_> = first.receipts.iter().map(made).collect();
    assert_eq!(
        outcomes,
        [
            applied(1, None, &[]),
            applied(2, Some(40), &[]),
            applied(3, Some(20), &[]),
            applied(4, None, &[])
        ]
    );
    let second = ada.academy.push(&batch).await.unwrap();
    let outcomes: Vec<_> = second.receipts.iter().map(made).collect();
    let counted = [None, Some(Seconds(40)), Some(Seconds(20)), None];
    let duplicates: Vec<_> = (1..=4)
        .zip(counted)
        .map(|(seq, counted)| ("duplicate", seq, counted, Vec::new()))
        .collect();
    assert_eq!(outcomes, duplicates);

    assert_eq!(
        world.rows(PROGRESS).await,
        ["l1|60|true|2026-03-01T12:04:00"]
    );
    assert_eq!(world.rows(ENROLLMENTS).await, ["rust|ACTIVE|50|-"]);
}

#[tokio::test]
async fn a_completed_course_is_certified_once_and_stays_completed() {
    let (mut world, ada) = world_with_course().await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, complete("rust", "l1")),
        record(3, complete("rust", "l2")),
    ])
    .await;
    assert_eq!(
        world.rows(ENROLLMENTS).await,
        ["rust|COMPLETED|100|2026-03-01T12:03:00"]
    );

    ada.does(vec![record(4, reopen("rust", "l2", 3))]).await;
    assert_eq!(
        world.rows(ENROLLMENTS).await,
        ["rust|COMPLETED|50|2026-03-01T12:03:00"]
    );
    ada.does(vec![record(5, complete("rust", "l2"))]).await;
    let numbers = world
        .rows("select certificate_number from certificates")
        .await;
    assert_eq!(numbers.len(), 1);
    let number = &numbers[0];
    assert!(
        number.len() == 22 && number.starts_with("LY-") && number.matches('-').count() == 4,
        "{number}"
    );
}

#[tokio::test]
async fn reopening_names_the_completion_it_undoes() {
    let (mut world, ada) = world_with_course().await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, complete("rust", "l1")),
        record(3, complete("rust", "l1")),
        record(4, reopen("rust", "l1", 2)),
    ])
    .await;
    assert_eq!(
        world.rows(PROGRESS).await,
        ["l1|0|true|2026-03-01T12:03:00"]
    );
    ada.does(vec![record(5, reopen("rust", "l1", 3))]).await;
    assert_eq!(world.rows(PROGRESS).await, ["l1|0|false|-"]);
}

#[tokio::test]
async fn a_reopening_that_arrives_before_its_completion_undoes_it() {
    let (mut world, ada) = world_with_course().await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(4, reopen("rust", "l1", 2)),
    ])
    .await;
    ada.does(vec![record(2, complete("rust", "l1"))]).await;
    assert_eq!(world.rows(PROGRESS).await, ["l1|0|false|-"]);
}

#[tokio::test]
async fn a_completion_of_the_webs_stands_beside_ours() {
    let (mut world, ada) = world_with_course().await;
    world
        .run(&format!(
            "insert into user_progress (user_id, course_id, module_id, lesson_id, completed, completed_at, time_spent)
             values ('{}', 'rust', 'm1', 'l1', true, '2026-02-01', null)",
            ada.id
        ))
        .await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, complete("rust", "l1")),
        record(3, study("rust", "l1", 30)),
        record(4, reopen("rust", "l1", 2)),
    ])
    .await;
    assert_eq!(
        world.rows(PROGRESS).await,
        ["l1|30|true|2026-02-01T00:00:00"]
    );
}

#[tokio::test]
async fn what_is_too_long_is_kept_flagged_and_not_counted() {
    let (mut world, ada) = world_with_course().await;
    ada.does(vec![record(1, enroll("rust"))]).await;
    let answer = ada.push(vec![record(2, study("rust", "l1", 301))]).await;
    assert_eq!(
        made(&answer.receipts[0]),
        applied(2, Some(300), &[Flag::TooLong])
    );

    for batch in 0..2 {
        let records = (0..145).map(|n| record(1000 + batch * 145 + n, study("rust", "l1", 300)));
        ada.push(records.collect()).await;
    }
    assert_eq!(
        world
            .rows("select day, seconds from lyceum.study_days")
            .await,
        ["2026-03-01|86400"]
    );
    assert_eq!(
        world.rows("select time_spent from user_progress").await,
        ["86400"]
    );
    assert_eq!(
        world
            .rows(
                "select count(*), sum(counted) from lyceum.records where 'day_full' = any (flags)"
            )
            .await,
        ["3|0"]
    );
}

#[tokio::test]
async fn a_clock_that_is_a_year_off_is_corrected_and_flagged() {
    let (mut world, ada) = world_with_course().await;
    let mut ahead = record(2, complete("rust", "l1"));
    let mut batch = ada
        .batch(vec![record(1, enroll("rust")), ahead.clone()])
        .await;
    let year = chrono::TimeDelta::days(365);
    let now = batch.sent_at;
    batch.sent_at = Timestamp::new(now.utc() + year);
    ahead.occurred_at = Timestamp::new(now.utc() + year - chrono::TimeDelta::hours(1));
    batch.records = pushed(vec![record(1, enroll("rust")), ahead.clone()]);
    let answer = ada.academy.push(&batch).await.unwrap();
    assert_eq!(made(&answer.receipts[1]), applied(2, None, &[Flag::Clock]));

    let distance = world
        .rows(&format!(
            "select round(extract(epoch from '{}'::timestamp - completed_at) / 60) from user_progress",
            now.utc().naive_utc()
        ))
        .await;
    assert_eq!(distance, ["60"]);
    let kept = ada
        .academy
        .pull(&after(None, 10))
        .await
        .unwrap()
        .records
        .remove(1)
        .record;
    assert_eq!(kept.known(), Some(ahead));
}

#[tokio::test]
async fn no_effect_lies_in_the_future_or_before_the_enrollment() {
    let (mut world, ada) = world_with_course().await;
    let mut early = record(2, complete("rust", "l1"));
    early.occurred_at = at("2020-01-01T00:00:00Z");
    let mut late = record(3, complete("rust", "l2"));
    late.occurred_at = at("2999-01-01T00:00:00Z");
    ada.does(vec![record(1, enroll("rust")), early, late]).await;
    let effects = "select lesson_id, p.completed_at = e.enrolled_at, p.completed_at <= now() at time zone 'UTC'
                     from user_progress p join enrollments e using (user_id) order by 1";
    assert_eq!(world.rows(effects).await, ["l1|true|true", "l2|false|true"]);
}

#[tokio::test]
async fn the_same_id_with_other_content_is_refused() {
    let (mut world, ada) = world_with_course().await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "l1", 10)),
    ])
    .await;
    let answer = ada
        .push(vec![
            record(2, study("rust", "l1", 11)),
            record(3, study("rust", "l1", 1)),
        ])
        .await;
    let outcomes: Vec<_> = answer.receipts.iter().map(made).collect();
    let conflict = ("conflict", 0, None, Vec::new());
    assert_eq!(outcomes, [conflict, applied(3, Some(1), &[])]);
    assert_eq!(
        world.rows("select time_spent from user_progress").await,
        ["11"]
    );
}

#[tokio::test]
async fn what_stands_in_the_way_is_said_and_does_not_block_the_rest() {
    let mut world = World::new().await;
    world
        .publish(&course("free", 0, &[("f1", &["fl1", "fl2"])]))
        .await;
    world
        .publish(&course("paid", 59_900, &[("p1", &["pl1"])]))
        .await;
    world.publish(&course("gone", 0, &[("g1", &["gl1"])])).await;
    let ada = world.learner("ada").await;
    world
        .run("update courses set published = false where id = 'gone'")
        .await;
    let answer = ada
        .push(vec![
            record(1, study("free", "fl1", 5)),
            record(2, enroll("paid")),
            record(3, study("paid", "pl1", 5)),
            record(4, enroll("gone")),
            record(5, enroll("nowhere")),
        ])
        .await;
    let codes: Vec<_> = answer.receipts.iter().map(made).collect();
    let held = |code: Held| (code.as_str(), 0, None, Vec::new());
    assert_eq!(
        codes,
        [
            held(Held::NotEnrolled),
            held(Held::PaymentRequired),
            held(Held::PaymentRequired),
            held(Held::ContentGone),
            held(Held::ContentGone)
        ]
    );
    assert_eq!(
        world.rows("select count(*) from lyceum.records").await,
        ["0"]
    );

    world
        .run(&format!(
            "insert into payments (user_id, course_id, amount, status, provider)
         values ('{}', 'paid', 59900, 'COMPLETED', 'test')",
            ada.id
        ))
        .await;
    let answer = ada
        .push(vec![
            record(1, study("free", "fl1", 5)),
            record(6, enroll("free")),
            record(2, enroll("paid")),
            record(3, study("paid", "pl1", 5)),
            record(7, study("free", "pl1", 5)),
        ])
        .await;
    let codes: Vec<_> = answer.receipts.iter().map(made).collect();
    assert_eq!(
        codes,
        [
            applied(1, Some(5), &[]),
            applied(2, None, &[]),
            applied(3, None, &[]),
            applied(4, Some(5), &[]),
            held(Held::ContentGone)
        ]
    );

    world
        .run(
            "update enrollments set status = 'SUSPENDED' where course_id = 'paid';
               update enrollments set status = 'REFUNDED' where course_id = 'free'",
        )
        .await;
    let answer = ada
        .push(vec![
            record(8, study("paid", "pl1", 5)),
            record(9, study("free", "fl1", 5)),
            record(3, study("paid", "pl1", 5)),
        ])
        .await;
    let codes: Vec<_> = answer.receipts.iter().map(made).collect();
    assert_eq!(
        codes,
        [
            held(Held::Suspended),
            held(Held::PaymentRequired),
            ("duplicate", 4, Some(Seconds(5)), Vec::new())
        ]
    );
}

#[tokio::test]
async fn what_is_no_record_is_refused_and_blocks_nothing() {
    let (world, ada) = world_with_course().await;
    let mut connection = world.database.connect(&ada.login).await;
    let instance = ada.academy.hello().await.unwrap().instance;
    let good = serde_json::to_value(record(1, enroll("rust"))).unwrap();
    let with = |key: &str, value: serde_json::Value| {
        let mut changed = good.clone();
        changed[key] = value;
        changed
    };
    let records = [
        json!(3),
        json!({"id": "x"}),
        with("id", json!("not-a-uuid")),
        with("occurred_at", json!("now")),
        with("occurred_at", json!("2026-02-31T00:00:00Z")),
        with("local_date", json!("infinity")),
        with("kind", json!("grade")),
        with("payload", json!({})),
        with("payload", json!({"course": "rust", "lesson": "l1"})),
        json!({"id": good["id"], "device": good["device"], "occurred_at": good["occurred_at"],
               "local_date": good["local_date"], "kind": "study",
               "payload": {"course": "rust", "lesson": "l1", "seconds": -1}}),
        with(
            "payload",
            json!({"course": "rust", "note": "x".repeat(20_000)}),
        ),
        good.clone(),
    ];
    let batch = json!({"instance": instance, "records": as_pushed(records)});
    let codes = rows(
        &mut connection,
        &format!(
            "select r ->> 'outcome', r ->> 'code' from jsonb_array_elements(lyceum.push_v1('{batch}') -> 'receipts') r"
        ),
    )
    .await;
    let mut expected = vec!["refused|malformed"; 10];
    expected[6] = "held|unsupported";
    expected.extend(["refused|too_large", "applied|-"]);
    assert_eq!(codes, expected);
}

#[tokio::test]
async fn a_batch_for_another_academy_or_from_before_a_restore_is_refused_whole() {
    let (mut world, ada) = world_with_course().await;
    ada.does(vec![record(1, enroll("rust"))]).await;
    let mut batch = ada.batch(vec![record(2, study("rust", "l1", 5))]).await;
    batch.base = Some(LogPlace {
        seq: 7,
        record: Some(record(9, enroll("rust")).id),
    });
    let lost = ada.academy.push(&batch).await.unwrap_err();
    assert_eq!(lost.refusal(), Some(Refusal::Diverged), "{lost}");
    assert_eq!(
        ada.academy
            .pull(&after(batch.base, 10))
            .await
            .unwrap_err()
            .refusal(),
        Some(Refusal::Diverged)
    );

    batch.base = None;
    batch.instance = uuid::Uuid::from_u128(1);
    assert_eq!(
        ada.academy.push(&batch).await.unwrap_err().refusal(),
        Some(Refusal::Diverged)
    );
    assert_eq!(
        world.rows("select count(*) from lyceum.records").await,
        ["1"]
    );
}

#[tokio::test]
async fn more_than_200_records_are_refused_whole() {
    let (_world, ada) = world_with_course().await;
    let records = (1..=201).map(|n| record(n, enroll("rust"))).collect();
    let batch = ada.batch(records).await;
    assert_eq!(
        ada.academy.push(&batch).await.unwrap_err().refusal(),
        Some(Refusal::TooLarge)
    );
}

#[tokio::test]
async fn the_latest_position_wins_however_they_arrive() {
    let (_world, ada) = world_with_course().await;
    let position = |block| Fact::Position {
        course: CourseId::new("rust"),
        lesson: LessonId::new("l1"),
        position: Position {
            block,
            digest: 1,
            offset: 0,
        },
    };
    ada.does(vec![record(1, enroll("rust")), record(9, position(9))])
        .await;
    ada.does(vec![record(5, position(5))]).await;
    let pulled = ada.academy.pull(&after(None, 10)).await.unwrap();
    let kept = &pulled.snapshot.unwrap().positions[0];
    assert_eq!(kept.position.block, 9);
    assert_eq!(kept.at, record(9, position(9)).occurred_at);
}

#[tokio::test]
async fn only_the_oldest_of_duplicate_rows_is_touched() {
    let (mut world, ada) = world_with_course().await;
    // NULL keys let the platform hold two rows for one lesson.
    for (id, day, seconds) in [("young", "2026-02-02", 5), ("old", "2026-02-01", 7)] {
        world.run(&format!(
            "insert into user_progress (id, user_id, course_id, module_id, lesson_id, time_spent, created_at)
             values ('{id}', '{}', 'rust', null, 'l1', {seconds}, '{day}')", ada.id)).await;
    }
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "l1", 10)),
    ])
    .await;
    assert_eq!(
        world
            .rows("select id, time_spent from user_progress order by id")
            .await,
        ["old|17", "young|5"]
    );
}

#[tokio::test]
async fn the_log_is_pulled_in_pages_and_sums_up_at_its_head() {
    let (_world, ada) = world_with_course().await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "l1", 40)),
        record(3, complete("rust", "l1")),
    ])
    .await;
    let first = ada.academy.pull(&after(None, 2)).await.unwrap();
    assert_eq!(first.records.len(), 2);
    assert!(first.snapshot.is_none());
    let place = LogPlace {
        seq: 2,
        record: Some(first.records[1].record.id),
    };
    let last = ada.academy.pull(&after(Some(place), 2)).await.unwrap();
    let third = record(3, complete("rust", "l1"));
    assert_eq!(last.records[0].record.known(), Some(third));
    assert_eq!(
        last.head,
        LogPlace {
            seq: 3,
            record: Some(record(3, enroll("rust")).id)
        }
    );
    let snapshot = last.snapshot.unwrap();
    assert_eq!(snapshot.progress[0].seconds, Seconds(40));
    assert_eq!(snapshot.enrollments[0].percent, 50);
}
