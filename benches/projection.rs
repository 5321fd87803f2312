//! What the store takes for a record, a rebuild, and the views that the panes show.
#![expect(
    clippy::unwrap_used,
    reason = "a bench that can't set up its store has nothing to measure"
)]

use std::hint::black_box;

use chrono::{DateTime, TimeDelta};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use lyceum::domain::{
    Body, Cents, Course, CourseId, CourseTree, DeviceId, Difficulty, Fact, Lesson, LessonHead,
    LessonId, LessonKind, LessonNumber, Minutes, Module, ModuleId, Origin, Position, Record,
    RecordId, Seconds, Timestamp,
};
use lyceum::store::Store;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

const RECORDS: u128 = 10_000;
const COURSES: usize = 10_000;
const LESSONS: u128 = 400;

/// The `id`th record of a learner who studies, completes, reopens and moves on.
fn record(id: u128) -> Record {
    let course = CourseId::new(format!("course-{}", id % LESSONS / 20));
    let lesson = LessonId::new(format!("lesson-{}", id % LESSONS));
    let fact = match id % 10 {
        0 => Fact::Enroll { course },
        1 => Fact::Complete { course, lesson },
        2 => Fact::Reopen {
            course,
            lesson,
            completions: vec![RecordId(Uuid::from_u128(id - 1))],
            web: None,
        },
        3 | 4 => Fact::Position {
            course,
            lesson,
            position: Position::default(),
        },
        _ => Fact::Study {
            course,
            lesson,
            seconds: Seconds(40),
        },
    };
    let start = DateTime::from_timestamp(1_770_000_000, 0).unwrap();
    let minutes = i64::try_from(id).unwrap();
    let occurred_at = Timestamp::new(start + TimeDelta::minutes(minutes));
    Record {
        id: RecordId(Uuid::from_u128(id)),
        device: DeviceId(Uuid::nil()),
        occurred_at,
        local_date: occurred_at.utc().date_naive(),
        fact,
    }
}

fn course(number: usize) -> CourseTree {
    let lesson = |n: usize| {
        Lesson::new(
            LessonHead {
                id: LessonId::new(format!("lesson-{}", number * 2 + n)),
                title: format!("Lesson {n}"),
                kind: LessonKind::Text,
                minutes: Minutes(5),
                estimated: false,
                video: None,
                resource: None,
                objectives: vec![],
                path: format!("modules/01/0{n}.md"),
                number: LessonNumber::default(),
            },
            Body::Text("Some words to read. ".repeat(50).into()),
        )
    };
    CourseTree {
        course: Course {
            id: CourseId::new(format!("course-{number}")),
            slug: format!("course-{number}").parse().unwrap(),
            title: format!("Course {number}"),
            description: "What it is about, in a line or two.".into(),
            difficulty: Difficulty::Beginner,
            price: Cents(0),
            language: "en".into(),
            license: None,
            objectives: vec!["to know".into()],
            prerequisites: vec![],
        },
        modules: vec![Module {
            id: ModuleId::new(format!("module-{number}")),
            title: "Module".into(),
            description: String::new(),
            lessons: vec![lesson(0), lesson(1)],
        }],
        images: vec![],
    }
}

async fn empty() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("lyceum.db")).await.unwrap();
    (folder, store)
}

async fn with_records() -> (TempDir, Store) {
    let (folder, store) = empty().await;
    let records: Vec<_> = (1..=RECORDS).map(record).collect();
    store.append_all(&records).await.unwrap();
    (folder, store)
}

fn log(c: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let (_folder, store) = runtime.block_on(with_records());
    let mut next = RECORDS;
    c.bench_function("append one record to 10,000", |b| {
        b.iter_batched(
            || {
                next += 1;
                record(next)
            },
            |record| runtime.block_on(store.append(&record)).unwrap(),
            BatchSize::SmallInput,
        );
    });
    let mut group = c.benchmark_group("whole log");
    group.sample_size(10);
    let (_folder, store) = runtime.block_on(with_records());
    group.bench_function("rebuild of 10,000 records", |b| {
        b.iter(|| runtime.block_on(store.rebuild()).unwrap());
    });
    group.bench_function("10,000 records in one transaction", |b| {
        b.iter_batched(
            || {
                let records: Vec<_> = (1..=RECORDS).map(record).collect();
                (runtime.block_on(empty()), records)
            },
            |((folder, store), records)| {
                runtime.block_on(store.append_all(&records)).unwrap();
                (folder, store)
            },
            BatchSize::PerIteration,
        );
    });
}

fn views(c: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let (_folder, store) = runtime.block_on(async {
        let (folder, store) = with_records().await;
        for number in 0..COURSES {
            let tree = course(number);
            store.put_course(&tree, Origin::Folder, "1").await.unwrap();
        }
        (folder, store)
    });
    let mut group = c.benchmark_group("views of 10,000 courses and 10,000 records");
    group.sample_size(20);
    group.bench_function("catalog", |b| {
        b.iter(|| black_box(runtime.block_on(store.catalog()).unwrap()));
    });
    let id = CourseId::new("course-7");
    group.bench_function("outline", |b| {
        b.iter(|| black_box(runtime.block_on(store.outline(&id)).unwrap()));
    });
    group.bench_function("calendar", |b| {
        b.iter(|| black_box(runtime.block_on(store.calendar()).unwrap()));
    });
    group.bench_function("search", |b| {
        b.iter(|| black_box(runtime.block_on(store.search("lesson 1", 50)).unwrap()));
    });
    let path = store.path().to_owned();
    group.bench_function("open", |b| {
        b.iter(|| runtime.block_on(Store::open(&path)).unwrap());
    });
}

criterion_group!(benches, log, views);
criterion_main!(benches);
