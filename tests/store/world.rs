//! What the tests are told with: a store in a folder of its own, small courses, records.

use chrono::{DateTime, NaiveDate, TimeDelta};
use lyceum::domain::{
    Body, Cents, Course, CourseId, CourseTree, DeviceId, Difficulty, Fact, Lesson, LessonHead,
    LessonId, LessonKind, LessonNumber, Minutes, Module, ModuleId, Origin, Position, Record,
    RecordId, Seconds, Timestamp,
};
use lyceum::store::{CourseChange, Store};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use tempfile::TempDir;
use uuid::Uuid;

/// A store, and the folder that goes away with it.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) folder: TempDir,
}

impl World {
    pub(crate) async fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("lyceum.db")).await.unwrap();
        World { store, folder }
    }

    /// Puts a course from a folder.
    pub(crate) async fn put(&self, tree: &CourseTree, revision: &str) -> CourseChange {
        self.put_from(tree, Origin::Folder, revision).await
    }

    pub(crate) async fn put_from(
        &self,
        tree: &CourseTree,
        from: Origin,
        revision: &str,
    ) -> CourseChange {
        self.store.put_course(tree, from, revision).await.unwrap()
    }

    /// A second window on the same file.
    pub(crate) async fn window(&self) -> Store {
        Store::open(self.store.path()).await.unwrap()
    }

    /// A connection beside the store's, for looking and for breaking.
    pub(crate) async fn sql(&self) -> SqliteConnection {
        SqliteConnectOptions::new()
            .filename(self.store.path())
            .connect()
            .await
            .unwrap()
    }
}

/// Runs an async test body without the test runtime's other threads.
pub(crate) fn run<T>(body: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(body)
}

pub(crate) const DEVICE: DeviceId = DeviceId(Uuid::from_u128(0xd));

pub(crate) fn at(seconds: i64) -> Timestamp {
    let start = DateTime::from_timestamp(1_770_000_000, 0).unwrap();
    Timestamp::new(start + TimeDelta::seconds(seconds))
}

pub(crate) fn day(of_february: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, of_february).unwrap()
}

pub(crate) fn course_id(name: &str) -> CourseId {
    CourseId::new(name)
}

pub(crate) fn lesson_id(name: &str) -> LessonId {
    LessonId::new(name)
}

pub(crate) fn record(id: u128, fact: Fact) -> Record {
    Record {
        id: RecordId(Uuid::from_u128(id)),
        device: DEVICE,
        occurred_at: at(i64::try_from(id).unwrap()),
        local_date: day(1),
        fact,
    }
}

pub(crate) fn studied(id: u128, lesson: &str, seconds: u64) -> Record {
    record(
        id,
        Fact::Study {
            course: course_id("c"),
            lesson: lesson_id(lesson),
            seconds: Seconds(seconds),
        },
    )
}

pub(crate) fn completed(id: u128, lesson: &str) -> Record {
    record(
        id,
        Fact::Complete {
            course: course_id("c"),
            lesson: lesson_id(lesson),
        },
    )
}

pub(crate) fn reopened(id: u128, lesson: &str, completion: u128) -> Record {
    record(
        id,
        Fact::Reopen {
            course: course_id("c"),
            lesson: lesson_id(lesson),
            completions: vec![RecordId(Uuid::from_u128(completion))],
            web: None,
        },
    )
}

pub(crate) fn left_at(id: u128, lesson: &str, block: u32) -> Record {
    record(
        id,
        Fact::Position {
            course: course_id("c"),
            lesson: lesson_id(lesson),
            position: Position {
                block,
                ..Position::default()
            },
        },
    )
}

pub(crate) fn enrolled(id: u128) -> Record {
    record(
        id,
        Fact::Enroll {
            course: course_id("c"),
        },
    )
}

/// A course with one module and these lessons, each a name and its text.
pub(crate) fn course(id: &str, lessons: &[(&str, &str)]) -> CourseTree {
    CourseTree {
        course: Course {
            id: course_id(id),
            slug: id.parse().unwrap(),
            title: format!("Course {id}"),
            description: "What it is.".into(),
            difficulty: Difficulty::Beginner,
            price: Cents(0),
            language: "en".into(),
            license: None,
            objectives: vec!["to know it".into()],
            prerequisites: vec![],
        },
        modules: vec![Module {
            id: ModuleId::new(format!("{id}-m")),
            title: "The only module".into(),
            description: String::new(),
            lessons: lessons.iter().map(|(id, text)| lesson(id, text)).collect(),
        }],
        images: vec![],
    }
}

pub(crate) fn lesson(id: &str, text: &str) -> Lesson {
    Lesson::new(
        LessonHead {
            id: lesson_id(id),
            title: format!("Lesson {id}"),
            kind: LessonKind::Text,
            minutes: Minutes(5),
            estimated: true,
            video: None,
            resource: None,
            objectives: vec!["to say what it is".into()],
            path: format!("modules/01/{id}.md"),
            number: LessonNumber::default(),
        },
        Body::Text(text.into()),
    )
}
