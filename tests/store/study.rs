//! Study time: spans, open rows, records; two windows.

use lyceum::domain::{
    BootInstant, DeviceId, Fact, OpenPosition, Origin, Percent, Position, Record, RecordId,
    Seconds, StudySpan, Timestamp, WindowId,
};
use lyceum::store::{Store, StoreError};
use proptest::prelude::*;
use uuid::Uuid;

use crate::world::*;

const FIRST: WindowId = WindowId(Uuid::from_u128(1));
const SECOND: WindowId = WindowId(Uuid::from_u128(2));

pub(crate) fn span(window: WindowId, lesson: &str, from_millis: u64, to_millis: u64) -> StudySpan {
    StudySpan {
        window,
        device: DEVICE,
        course: course_id("c"),
        lesson: lesson_id(lesson),
        boot: "boot".into(),
        from_millis,
        to_millis,
        started_at: at(i64::try_from(from_millis / 1000).unwrap()),
        local_date: day(1),
    }
}

fn now(millis: u64) -> BootInstant {
    BootInstant {
        boot: "boot".into(),
        millis,
    }
}

pub(crate) fn place(window: WindowId, lesson: &str, block: u32, second: u32) -> OpenPosition {
    OpenPosition {
        window,
        device: DEVICE,
        course: course_id("c"),
        lesson: lesson_id(lesson),
        position: Position {
            block,
            ..Position::default()
        },
        start: 10 * block,
        read: Percent::of(1, 3),
        at: at(i64::from(second)),
        local_date: day(1),
        now: now(u64::from(second) * 1000),
    }
}

async fn count(store: &Store, span: StudySpan) -> u64 {
    store.checkpoint(&span).await.unwrap().0
}

#[test]
fn what_another_window_records_or_imports_is_news_and_its_open_study_is_not() {
    run(async {
        let world = World::new().await;
        let (here, there) = (&world.store, world.window().await);
        let mut before = here.fingerprint().await.unwrap();
        let mut is_news = async || {
            let now = here.fingerprint().await.unwrap();
            let is_news = now.is_news_after(&before);
            before = now;
            is_news
        };
        assert!(!is_news().await);
        here.append(&studied(1, "a", 5)).await.unwrap();
        world.put(&course("d", &[("x", "Text")]), "1").await;
        assert!(!is_news().await, "what was done here is known here");
        there.append(&completed(2, "a")).await.unwrap();
        assert!(is_news().await);
        count(&there, span(SECOND, "a", 0, 10_000)).await;
        there
            .keep_position(&place(SECOND, "a", 3, 10))
            .await
            .unwrap();
        assert!(!is_news().await, "study is written down every few seconds");
        there.seal(SECOND).await.unwrap();
        assert!(is_news().await);
        let tree = course("c", &[("a", "Text")]);
        there.put_course(&tree, Origin::Folder, "1").await.unwrap();
        assert!(is_news().await);
        there.put_course(&tree, Origin::Folder, "1").await.unwrap();
        assert!(!is_news().await, "the same once more");
        there.close().await;
        assert!(!is_news().await);
    });
}

async fn shown(store: &Store) -> u64 {
    store.calendar().await.unwrap().total().0
}

async fn seconds_of_records(store: &Store) -> Vec<u64> {
    let seconds = |record: &Record| match record.fact {
        Fact::Study { seconds, .. } => Some(seconds.0),
        _ => None,
    };
    store
        .records()
        .await
        .unwrap()
        .iter()
        .filter_map(seconds)
        .collect()
}

#[test]
fn time_shows_before_it_is_a_record_and_once_it_is_one() {
    run(async {
        let world = World::new().await;
        world.put(&course("c", &[("a", "")]), "1").await;
        assert_eq!(count(&world.store, span(FIRST, "a", 0, 15_000)).await, 15);
        assert_eq!(world.store.records().await.unwrap(), []);
        let totals = async || {
            let outline = world.store.outline(&course_id("c")).await.unwrap().unwrap();
            let summary = world.store.catalog().await.unwrap().remove(0);
            (outline.seconds(), summary.seconds, summary.last_read)
        };
        assert_eq!(totals().await, (Seconds(15), Seconds(15), Some(at(0))));
        let sealed = world.store.seal(FIRST).await.unwrap().study.unwrap();
        assert_eq!(
            world.store.records().await.unwrap(),
            std::slice::from_ref(&sealed)
        );
        assert_eq!(sealed.id.0.get_version_num(), 7);
        assert_eq!(sealed.occurred_at, at(0));
        assert_eq!(totals().await, (Seconds(15), Seconds(15), Some(at(0))));
        assert_eq!(world.store.seal(FIRST).await.unwrap(), Default::default());
    });
}

#[test]
fn parts_of_a_second_are_carried_from_row_to_row() {
    run(async {
        let world = World::new().await;
        let mut counted = 0;
        for n in 0..10_u64 {
            counted += count(&world.store, span(FIRST, "a", n * 700, n * 700 + 700)).await;
            world.store.seal(FIRST).await.unwrap();
        }
        assert_eq!((counted, shown(&world.store).await), (7, 7));
    });
}

#[test]
fn a_record_never_holds_more_than_five_minutes() {
    run(async {
        let world = World::new().await;
        let counted = count(&world.store, span(FIRST, "a", 0, 700_500)).await;
        assert_eq!(counted, 700);
        assert_eq!(seconds_of_records(&world.store).await, [300, 300]);
        world.store.seal(FIRST).await.unwrap();
        assert_eq!(seconds_of_records(&world.store).await, [300, 300, 100]);
        let starts: Vec<_> = world
            .store
            .records()
            .await
            .unwrap()
            .iter()
            .map(|record| record.occurred_at)
            .collect();
        assert_eq!(starts, [at(0), at(300), at(600)]);
    });
}

#[test]
fn another_lesson_or_day_seals_the_row_before_it() {
    run(async {
        let world = World::new().await;
        count(&world.store, span(FIRST, "a", 0, 10_000)).await;
        count(&world.store, span(FIRST, "b", 10_000, 30_000)).await;
        let tomorrow = StudySpan {
            local_date: day(2),
            ..span(FIRST, "b", 30_000, 60_000)
        };
        count(&world.store, tomorrow).await;
        assert_eq!(seconds_of_records(&world.store).await, [10, 20]);
        let calendar = world.store.calendar().await.unwrap();
        assert_eq!(calendar.on(day(1)), Seconds(30));
        assert_eq!(calendar.on(day(2)), Seconds(30));
    });
}

#[test]
fn a_span_that_another_window_counted_counts_nothing() {
    run(async {
        let world = World::new().await;
        let other = world.window().await;
        assert_eq!(count(&world.store, span(FIRST, "a", 0, 20_000)).await, 20);
        assert_eq!(count(&other, span(SECOND, "b", 5_000, 20_000)).await, 0);
        assert_eq!(count(&other, span(SECOND, "b", 20_000, 25_000)).await, 5);
        assert_eq!(shown(&world.store).await, 25);
    });
}

#[test]
fn another_boot_begins_at_its_own_zero() {
    run(async {
        let world = World::new().await;
        count(&world.store, span(FIRST, "a", 5_000_000, 5_010_000)).await;
        let after = StudySpan {
            boot: "another".into(),
            ..span(SECOND, "a", 1_000, 3_000)
        };
        assert_eq!(count(&world.store, after).await, 2);
    });
}

#[test]
fn a_clock_far_ahead_costs_one_span_and_blocks_no_further_one() {
    run(async {
        let world = World::new().await;
        count(&world.store, span(FIRST, "a", 90_000_000, 90_001_000)).await;
        assert_eq!(count(&world.store, span(FIRST, "a", 0, 10_000)).await, 0);
        let next = span(FIRST, "a", 10_000, 20_000);
        assert_eq!(count(&world.store, next).await, 10);
    });
}

#[test]
fn a_span_that_ends_before_it_begins_is_refused() {
    run(async {
        let world = World::new().await;
        for (from, to) in [(2, 1), (0, u64::MAX)] {
            let refused = world.store.checkpoint(&span(FIRST, "a", from, to)).await;
            assert!(matches!(refused, Err(StoreError::Invalid { .. })));
        }
    });
}

#[test]
fn what_a_dead_window_left_open_is_sealed_and_a_living_one_is_left_alone() {
    run(async {
        let world = World::new().await;
        count(&world.store, span(FIRST, "a", 0, 10_000)).await;
        count(&world.store, span(SECOND, "b", 60_000, 75_000)).await;
        world
            .store
            .keep_position(&place(FIRST, "a", 3, 10))
            .await
            .unwrap();
        let sealed = world.store.seal_abandoned(&now(80_000)).await.unwrap();
        assert_eq!(sealed, 1);
        assert_eq!(seconds_of_records(&world.store).await, [10]);
        assert_eq!(world.store.records().await.unwrap().len(), 2);
        // It was not dead, only slow: it goes on with a new row.
        count(&world.store, span(FIRST, "a", 75_000, 80_000)).await;
        assert_eq!(shown(&world.store).await, 30);

        let rebooted = BootInstant {
            boot: "another".into(),
            millis: 80_000,
        };
        assert_eq!(world.store.seal_abandoned(&rebooted).await.unwrap(), 2);
        assert_eq!(
            seconds_of_records(&world.store).await.iter().sum::<u64>(),
            30
        );
        assert_eq!(shown(&world.store).await, 30);
    });
}

#[test]
fn an_open_row_whose_record_is_in_the_log_already_counts_once() {
    run(async {
        let world = World::new().await;
        count(&world.store, span(FIRST, "a", 0, 10_000)).await;
        let backup = world.folder.path().join("backup.db");
        sqlx::query("VACUUM INTO $1")
            .bind(backup.to_str())
            .execute(&mut world.sql().await)
            .await
            .unwrap();
        count(&world.store, span(FIRST, "a", 10_000, 20_000)).await;
        let record = world.store.seal(FIRST).await.unwrap().study.unwrap();

        let restored = Store::open(&backup).await.unwrap();
        restored.append(&record).await.unwrap();
        restored.seal_abandoned(&now(500_000)).await.unwrap();
        assert_eq!(shown(&restored).await, 20);
    });
}

#[test]
fn the_place_of_an_open_lesson_shows_and_becomes_one_record() {
    run(async {
        let world = World::new().await;
        world.put(&course("c", &[("a", ""), ("b", "")]), "1").await;
        let keep = async |place: OpenPosition| world.store.keep_position(&place).await.unwrap();
        let blocks = async || {
            let outline = world.store.outline(&course_id("c")).await.unwrap().unwrap();
            let block = |progress: &lyceum::domain::LessonProgress| {
                progress.position.map(|(position, _)| position.block)
            };
            outline
                .lessons()
                .map(|(_, lesson)| block(&lesson.progress))
                .collect::<Vec<_>>()
        };
        for second in 1..=5 {
            keep(place(FIRST, "a", second, second)).await;
        }
        assert_eq!(blocks().await, [Some(5), None]);
        keep(place(FIRST, "b", 9, 6)).await;
        assert_eq!(world.store.records().await.unwrap().len(), 1);
        let sealed = world.store.seal(FIRST).await.unwrap().position.unwrap();
        assert_eq!(sealed.occurred_at, at(6));
        assert_eq!(blocks().await, [Some(5), Some(9)]);
        let start = async |lesson| world.store.place_start(&lesson_id(lesson)).await.unwrap();
        assert_eq!(start("a").await, Some(50));
        assert_eq!(start("b").await, Some(90));
        assert_eq!(start("c").await, None);
        // A place that is older than what is known never wins.
        keep(place(SECOND, "b", 1, 2)).await;
        assert_eq!(blocks().await, [Some(5), Some(9)]);
    });
}

/// What two windows do, each with spans that follow one another on the common clock.
#[derive(Debug, Clone)]
enum Step {
    Count {
        first: bool,
        millis: u64,
        lesson: bool,
    },
    Seal {
        first: bool,
    },
    SealAbandoned,
    Wait {
        millis: u64,
    },
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (any::<bool>(), 0..40_000_u64, any::<bool>())
            .prop_map(|(first, millis, lesson)| Step::Count { first, millis, lesson }),
        2 => any::<bool>().prop_map(|first| Step::Seal { first }),
        1 => Just(Step::SealAbandoned),
        2 => (0..90_000_u64).prop_map(|millis| Step::Wait { millis }),
    ]
}

/// The milliseconds of each span that lie behind the spans before it.
fn behind_one_another(spans: &[(u64, u64)]) -> u64 {
    let mut until = 0;
    spans
        .iter()
        .map(|&(from, to)| {
            let new = to.saturating_sub(from.max(until));
            until = until.max(to);
            new
        })
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn two_windows_never_count_the_same_second_twice(
        steps in prop::collection::vec(any_step(), 1..40),
    ) {
        run(async {
            let world = World::new().await;
            let other = world.window().await;
            let (mut clock, mut counted, mut spans) = (100_000_u64, 0, Vec::new());
            for step in steps {
                match step {
                    Step::Count { first, millis, lesson } => {
                        let (store, window) =
                            if first { (&world.store, FIRST) } else { (&other, SECOND) };
                        let lesson = if lesson { "a" } else { "b" };
                        // Each reaches back over what the other one may have counted.
                        let from = clock.saturating_sub(millis / 2);
                        clock += millis / 2;
                        spans.push((from, clock));
                        counted += count(store, span(window, lesson, from, clock)).await;
                    }
                    Step::Seal { first: true } => drop(world.store.seal(FIRST).await.unwrap()),
                    Step::Seal { first: false } => drop(other.seal(SECOND).await.unwrap()),
                    Step::SealAbandoned => {
                        other.seal_abandoned(&now(clock)).await.unwrap();
                    }
                    Step::Wait { millis } => clock += millis,
                }
            }
            assert_eq!(shown(&world.store).await, counted);
            let counted_once = behind_one_another(&spans);
            spans.sort_unstable();
            let covered = behind_one_another(&spans);
            assert!(counted * 1000 <= covered, "{counted} s of {covered} ms");
            // Two rows, and what was carried, may each keep a part of a second that doesn't show yet.
            assert!(counted + 3 >= counted_once / 1000, "{counted} s of {counted_once} ms");
            world.store.seal(FIRST).await.unwrap();
            other.seal(SECOND).await.unwrap();
            assert_eq!(shown(&world.store).await, counted);
            let records = seconds_of_records(&world.store).await;
            assert!(records.iter().all(|seconds| (1..=300).contains(seconds)));
            assert_eq!(records.iter().sum::<u64>(), counted);
        });
    }
}

#[tokio::test]
async fn a_clock_that_was_once_ahead_decides_nothing_afterwards() {
    let world = World::new().await;
    for name in ["ahead", "today"] {
        let lessons =
            [("1", ""), ("2", "")].map(|(number, text)| (format!("{name}-{number}"), text));
        let lessons = lessons.each_ref().map(|(id, text)| (&**id, *text));
        world.put(&course(name, &lessons), "1").await;
    }
    let place = |id: u128, course: &str, lesson: &str, block: u32, at: &str| Record {
        id: RecordId(Uuid::from_u128(id)),
        device: DeviceId(Uuid::from_u128(1)),
        occurred_at: Timestamp::new(at.parse().unwrap()),
        local_date: at[..10].parse().unwrap(),
        fact: Fact::Position {
            course: course_id(course),
            lesson: lesson_id(lesson),
            position: Position {
                block,
                ..Position::default()
            },
        },
    };
    let records = [
        place(1, "ahead", "ahead-1", 5, "2036-01-01T12:00:00Z"),
        place(2, "today", "today-1", 6, "2026-11-30T12:00:00Z"),
        place(3, "ahead", "ahead-2", 7, "2026-11-30T12:01:00Z"),
        place(4, "ahead", "ahead-1", 8, "2026-11-30T12:02:00Z"),
        place(5, "today", "today-2", 9, "2026-11-30T12:03:00Z"),
    ];
    let last = async || {
        let mut courses = world.store.catalog().await.unwrap();
        courses.sort_by_key(|course| course.last_read);
        courses.pop().unwrap().course.id.to_string()
    };
    for (record, course) in records
        .iter()
        .zip(["ahead", "today", "ahead", "ahead", "today"])
    {
        world.store.append(record).await.unwrap();
        assert_eq!(last().await, course);
    }
    let outline = world
        .store
        .outline(&course_id("ahead"))
        .await
        .unwrap()
        .unwrap();
    let blocks = outline
        .lessons()
        .map(|(_, lesson)| lesson.progress.position.map(|(p, _)| p.block));
    assert_eq!(blocks.collect::<Vec<_>>(), [Some(8), Some(7)]);
    assert_eq!(outline.to_resume().unwrap().1.head.id, lesson_id("ahead-1"));
}
