//! The log and what it adds up to.

use std::collections::{BTreeMap, BTreeSet};

use lyceum::domain::{
    Fact, LessonProgress, Position, Record, RecordId, Seconds, StudyCalendar, StudyDay, Timestamp,
};
use lyceum::store::{Appended, StoreError};
use proptest::prelude::*;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use crate::world::*;

#[test]
fn the_same_record_again_is_no_second_one() {
    run(async {
        let world = World::new().await;
        let record = studied(1, "a", 30);
        assert_eq!(world.store.append(&record).await.unwrap(), Appended::New);
        assert_eq!(
            world.store.append(&record).await.unwrap(),
            Appended::Identical
        );
        assert_eq!(world.store.calendar().await.unwrap().total(), Seconds(30));
        assert_eq!(world.store.records().await.unwrap(), [record]);
    });
}

#[test]
fn a_record_that_says_something_else_under_the_same_id_is_an_error_and_changes_nothing() {
    run(async {
        let world = World::new().await;
        world.store.append(&studied(1, "a", 30)).await.unwrap();
        let batch = [studied(2, "a", 5), studied(1, "a", 31)];
        let refused = world.store.append_all(&batch).await.unwrap_err();
        assert!(matches!(refused, StoreError::Conflict { record } if record == batch[1].id));
        assert_eq!(world.store.calendar().await.unwrap().total(), Seconds(30));
    });
}

#[test]
fn a_study_record_is_one_second_to_five_minutes_long() {
    run(async {
        let world = World::new().await;
        for seconds in [0, 301, u64::MAX] {
            let refused = world.store.append(&studied(1, "a", seconds)).await;
            assert!(matches!(refused, Err(StoreError::Invalid { .. })));
        }
        for seconds in [1, 300] {
            let record = studied(u128::from(seconds), "a", seconds);
            world.store.append(&record).await.unwrap();
        }
    });
}

#[test]
fn an_instant_finer_than_a_microsecond_is_the_same_record_again() {
    run(async {
        let world = World::new().await;
        let fine = serde_json::from_str("\"2026-02-01T10:00:00.123456789Z\"").unwrap();
        let record = Record {
            occurred_at: fine,
            ..completed(1, "a")
        };
        assert_eq!(world.store.append(&record).await.unwrap(), Appended::New);
        assert_eq!(
            world.store.append(&record).await.unwrap(),
            Appended::Identical
        );
    });
}

#[test]
fn nothing_committed_is_lost_when_the_store_is_dropped() {
    run(async {
        let World { store, folder } = World::new().await;
        let records: Vec<_> = (1..=50).map(|id| studied(id, "a", 1)).collect();
        store.append_all(&records).await.unwrap();
        let path = store.path().to_owned();
        drop(store);
        let again = lyceum::store::Store::open(&path).await.unwrap();
        assert_eq!(again.records().await.unwrap(), records);
        drop(folder);
    });
}

#[test]
fn a_program_that_learns_kinds_takes_in_what_was_kept_of_them() {
    run(async {
        let world = World::new().await;
        world.put(&course("c", &[("a", "")]), "1").await;
        world.store.append(&completed(1, "a")).await.unwrap();
        // As if a program that knew no completions had kept it.
        let before = "
            DELETE FROM progress;
            DELETE FROM completions;
            UPDATE meta SET value = 'enroll study' WHERE key = 'kinds';";
        sqlx::raw_sql(before)
            .execute(&mut world.sql().await)
            .await
            .unwrap();
        let again = world.window().await;
        let outline = again.outline(&course_id("c")).await.unwrap().unwrap();
        assert_eq!(outline.done_of_total(), (1, 1));
    });
}

#[test]
fn what_is_shown_is_the_snapshot_and_the_records_that_it_does_not_contain() {
    run(async {
        let world = World::new().await;
        world.put(&course("c", &[("a", ""), ("b", "")]), "1").await;
        let records = [
            enrolled(10),
            studied(11, "a", 100),
            completed(12, "a"),
            studied(13, "a", 7),
            reopened(14, "b", 99),
        ];
        world.store.append_all(&records).await.unwrap();
        // Pulled: the first three lie behind the head; the web added time to `a` and completed `b`.
        let snapshot = "
            UPDATE records SET era = 1, seq = row, effective_at = occurred_at, replayed = 0 WHERE row <= 3;
            INSERT INTO remote (id, instance, user_id, email, era, shown_era, head_seq)
            VALUES (1, zeroblob(16), 'u', 'u@example.org', 1, 1, 3);
            INSERT INTO snapshot_progress VALUES ('c', 'a', 150, NULL), ('c', 'b', 60, 6000000);
            INSERT INTO snapshot_enrollments VALUES ('c', 'active', 50, 4000000, NULL);";
        sqlx::raw_sql(snapshot)
            .execute(&mut world.sql().await)
            .await
            .unwrap();
        world.store.rebuild().await.unwrap();

        let outline = world.store.outline(&course_id("c")).await.unwrap().unwrap();
        let progress: Vec<_> = outline
            .lessons()
            .map(|(_, lesson)| lesson.progress.clone())
            .collect();
        assert_eq!(progress[0].seconds, Seconds(157));
        assert_eq!(progress[0].completion.unwrap().record, records[2].id);
        assert_eq!(progress[1].seconds, Seconds(60));
        assert_eq!(
            progress[1].completion.unwrap().record,
            RecordId(Uuid::nil())
        );
        let summary = world.store.catalog().await.unwrap().remove(0);
        assert_eq!(summary.seconds, Seconds(217));
        assert_eq!(summary.enrolled_at.unwrap().utc().timestamp(), 4);
        // Days are the learner's own: they come from the log alone.
        assert_eq!(world.store.calendar().await.unwrap().total(), Seconds(107));

        world.store.append(&reopened(15, "a", 12)).await.unwrap();
        world.store.append(&studied(16, "b", 1)).await.unwrap();
        let incremental = dump(&mut world.sql().await).await;
        world.store.rebuild().await.unwrap();
        assert_eq!(dump(&mut world.sql().await).await, incremental);
        let outline = world.store.outline(&course_id("c")).await.unwrap().unwrap();
        assert_eq!(outline.done_of_total(), (1, 2));
    });
}

const LESSONS: [&str; 3] = ["a", "b", "z"];

/// Facts in which completions and reopenings meet, also before they could have.
fn any_record() -> impl Strategy<Value = Record> {
    let fact = prop_oneof![Just(0_u8), Just(1), Just(2), Just(3), Just(4),];
    (
        1..40_u128,
        fact,
        0..3_usize,
        1..=300_u64,
        1..40_u128,
        0..50_i64,
        1..5_u32,
    )
        .prop_map(|(id, fact, lesson, seconds, completion, second, date)| {
            let lesson = LESSONS[lesson];
            let made = match fact {
                0 => enrolled(id),
                1 => studied(id, lesson, seconds),
                2 => completed(id, lesson),
                3 => reopened(id, lesson, completion),
                _ => left_at(id, lesson, u32::try_from(seconds).unwrap()),
            };
            Record {
                occurred_at: at(second),
                local_date: day(date),
                ..made
            }
        })
}

/// Records with one meaning per id, in an order of arrival with repetitions.
fn any_arrival() -> impl Strategy<Value = Vec<Record>> {
    prop::collection::vec(any_record(), 0..40)
        .prop_map(|records| {
            let by_id: BTreeMap<_, _> = records.into_iter().map(|r| (r.id, r)).collect();
            by_id.into_values().collect::<Vec<_>>()
        })
        .prop_flat_map(|records| {
            let repeated = prop::sample::subsequence(records.clone(), 0..=records.len());
            (Just(records), repeated)
        })
        .prop_map(|(records, repeated)| [records, repeated].concat())
        .prop_shuffle()
}

fn once(arrival: &[Record]) -> Vec<&Record> {
    let mut seen = BTreeSet::new();
    let first = arrival.iter().filter(|record| seen.insert(record.id));
    first.collect()
}

fn expected(records: &[&Record], lesson: &str) -> LessonProgress {
    let of_lesson = records
        .iter()
        .filter(|record| record.fact.lesson() == Some(&lesson_id(lesson)));
    LessonProgress::of(of_lesson.copied())
}

fn expected_calendar(records: &[&Record]) -> StudyCalendar {
    records
        .iter()
        .filter_map(|record| match record.fact {
            Fact::Study { seconds, .. } => Some(StudyDay {
                date: record.local_date,
                seconds,
            }),
            _ => None,
        })
        .collect()
}

fn expected_enrollment(records: &[&Record]) -> Option<Timestamp> {
    records
        .iter()
        .filter(|record| matches!(record.fact, Fact::Enroll { .. }))
        .map(|record| record.occurred_at)
        .min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn in_whatever_order_records_arrive_they_add_up_to_the_same(
        arrival in any_arrival(),
        batch in 1..7_usize,
    ) {
        run(async {
            let world = World::new().await;
            world.put(&course("c", &LESSONS.map(|lesson| (lesson, ""))), "1").await;
            for records in arrival.chunks(batch) {
                world.store.append_all(records).await.unwrap();
            }
            let records = once(&arrival);
            let outline = world.store.outline(&course_id("c")).await.unwrap().unwrap();
            for (_, lesson) in outline.lessons() {
                // When the place was left is said in the log's order, whatever the clock said.
                let place = |progress: &LessonProgress| progress.position.map(|(place, _)| place);
                let expected = expected(&records, lesson.head.id.as_str());
                assert_eq!(place(&lesson.progress), place(&expected));
                assert_eq!(lesson.progress.seconds, expected.seconds);
                assert_eq!(lesson.progress.completion, expected.completion);
            }
            let days = |calendar: StudyCalendar| calendar.days().collect::<Vec<_>>();
            let calendar = world.store.calendar().await.unwrap();
            assert_eq!(days(calendar), days(expected_calendar(&records)));
            let summary = world.store.catalog().await.unwrap().remove(0);
            assert_eq!(summary.enrolled_at, expected_enrollment(&records));
            assert_eq!(summary.lessons_done, outline.done_of_total().0);
            assert_eq!(summary.seconds, outline.seconds());

            let incremental = dump(&mut world.sql().await).await;
            world.store.rebuild().await.unwrap();
            assert_eq!(dump(&mut world.sql().await).await, incremental);
        });
    }

    #[test]
    fn over_any_snapshot_new_records_add_up_to_what_a_rebuild_says(
        arrival in any_arrival(),
        acknowledged in 0..20_i64,
        head in 0..20_i64,
        seconds in 0..1000_u64,
        web_at in prop::option::of(0..9_000_000_i64),
    ) {
        run(async {
            let world = World::new().await;
            world.put(&course("c", &LESSONS.map(|lesson| (lesson, ""))), "1").await;
            let records: Vec<Record> = once(&arrival).into_iter().cloned().collect();
            let (before, after) = records.split_at(records.len() / 2);
            world.store.append_all(before).await.unwrap();
            let mut sql = world.sql().await;
            let snapshot = "
                UPDATE records SET era = 1, seq = row, replayed = row > $2 WHERE row <= $1;
                INSERT INTO remote (id, instance, user_id, email, era, shown_era, head_seq)
                VALUES (1, zeroblob(16), 'u', 'u@example.org', 1, 1, $2);
                INSERT INTO snapshot_progress VALUES ('c', 'a', $3, $4);";
            sqlx::query(snapshot)
                .bind(acknowledged)
                .bind(head)
                .bind(i64::try_from(seconds).unwrap())
                .bind(web_at)
                .execute(&mut sql)
                .await
                .unwrap();
            world.store.rebuild().await.unwrap();
            for record in after {
                world.store.append(record).await.unwrap();
            }
            let incremental = dump(&mut sql).await;
            world.store.rebuild().await.unwrap();
            assert_eq!(dump(&mut sql).await, incremental);

            let contained = usize::try_from(acknowledged.min(head)).unwrap().min(before.len());
            let replayed: Vec<&Record> = records.iter().skip(contained).collect();
            let outline = world.store.outline(&course_id("c")).await.unwrap().unwrap();
            for (_, lesson) in outline.lessons() {
                let id = lesson.head.id.as_str();
                let known = if id == "a" { seconds } else { 0 };
                let added = expected(&replayed, id).seconds;
                assert_eq!(lesson.progress.seconds, Seconds(known + added.0));
            }
        });
    }

    #[test]
    fn a_record_comes_back_as_it_was_written(
        mut record in any_record(),
        block in any::<u32>(), digest in any::<u32>(), offset in any::<u32>(),
    ) {
        if let Fact::Position { position, .. } = &mut record.fact {
            *position = Position { block, digest, offset };
        }
        run(async {
            let world = World::new().await;
            world.store.append(&record).await.unwrap();
            assert_eq!(world.store.records().await.unwrap(), std::slice::from_ref(&record));
        });
    }
}

/// Every projection, row by row.
async fn dump(sql: &mut SqliteConnection) -> Vec<String> {
    const DUMP: &str = "
        SELECT 'progress' || ' ' || lesson_id || ' ' || seconds || ' ' || coalesce(completed_at, '-')
            || ' ' || coalesce(hex(completion), '-') FROM progress
        UNION ALL SELECT 'completion ' || lesson_id || ' ' || hex(record) || ' ' || at FROM completions
        UNION ALL SELECT 'reopening ' || lesson_id || ' ' || hex(completion) FROM reopenings
        UNION ALL SELECT 'position ' || lesson_id || ' ' || position || ' ' || at || ' ' || hex(record)
            FROM positions
        UNION ALL SELECT 'enrollment ' || course_id || ' ' || enrolled_at FROM enrollments
        UNION ALL SELECT 'activity ' || course_id || ' ' || seconds || ' ' || coalesce(last_read, '-')
            || ' ' || coalesce(hex(record), '-') FROM course_activity
        UNION ALL SELECT 'day ' || local_date || ' ' || seconds || ' ' || first_at || ' ' || last_at
            FROM study_days
        UNION ALL SELECT 'projected ' || row FROM projected
        ORDER BY 1";
    let rows = sqlx::query(DUMP).fetch_all(sql).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}
