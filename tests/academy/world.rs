//! Learners, instructors and courses for tests, in few words.

use chrono::{DateTime, Utc};
use lyceum::academy::{Academy, AcademyError, accounts};
use lyceum::domain::{
    Body, Cents, Course, CourseId, CourseTree, DeviceId, Difficulty, Fact, Lesson, LessonHead,
    LessonId, LessonKind, LessonNumber, Minutes, Module, ModuleId, RawRecord, Record, RecordId,
    Seconds, Timestamp,
};
use lyceum::wire::{
    Batch, LogPlace, Outcome, PublishOptions, Published, PullRequest, PushAnswer, Pushed, Role,
};
use sqlx::PgConnection;
use sqlx::postgres::PgPoolOptions;
use uuid::Uuid;

use crate::postgres::{Cluster, Database, rows, run};

/// An academy with people in it.
pub(crate) struct World {
    pub(crate) database: Database<'static>,
    pub(crate) operator: PgConnection,
}

/// Somebody with a database login.
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) login: String,
    pub(crate) academy: Academy,
}

impl World {
    pub(crate) async fn new() -> World {
        World::on(Cluster::shared()).await
    }

    /// On a server of its own.
    pub(crate) async fn on(cluster: &'static Cluster) -> World {
        let database = cluster.academy().await;
        let operator = database.operator().await;
        World { database, operator }
    }

    /// Makes an account and a login, and connects with it.
    pub(crate) async fn person(&mut self, name: &str, role: Role) -> Person {
        let email = format!("{name}@example.org");
        let granted = accounts::grant(&mut self.operator, &email, role)
            .await
            .unwrap();
        let id = rows(
            &mut self.operator,
            &format!("select id from users where email = '{email}'"),
        )
        .await
        .remove(0);
        Person {
            id,
            academy: self.academy_as(&granted.login),
            login: granted.login,
        }
    }

    pub(crate) async fn learner(&mut self, name: &str) -> Person {
        self.person(name, Role::Student).await
    }

    /// The academy through one connection with this login.
    pub(crate) fn academy_as(&self, login: &str) -> Academy {
        let url = self.database.cluster.url(login, &self.database.name);
        Academy::direct(
            PgPoolOptions::new()
                .max_connections(1)
                .connect_lazy_with(url.options().clone()),
        )
    }

    /// Publishes a course as a new instructor, who is returned.
    pub(crate) async fn publish(&mut self, tree: &CourseTree) -> Person {
        let name = format!("author-{}", tree.course.slug);
        let author = self.person(&name, Role::Instructor).await;
        author.publish(tree, None).await.unwrap();
        author
    }

    /// Another connection that may write to the platform's tables.
    pub(crate) async fn operator_again(&self) -> PgConnection {
        self.database.operator().await
    }

    pub(crate) async fn rows(&mut self, query: &str) -> Vec<String> {
        rows(&mut self.operator, query).await
    }

    pub(crate) async fn run(&mut self, statements: &str) {
        run(&mut self.operator, statements).await;
    }
}

impl Person {
    pub(crate) async fn publish(
        &self,
        tree: &CourseTree,
        base: Option<String>,
    ) -> Result<Published, AcademyError> {
        let options = PublishOptions {
            base,
            publish: true,
            dry_run: false,
        };
        self.academy.publish(tree, &options).await
    }

    /// A batch of these records, for this academy.
    pub(crate) async fn batch(&self, records: Vec<Record>) -> Batch {
        let hello = self.academy.hello().await.unwrap();
        Batch {
            instance: hello.instance,
            device: device(),
            base: None,
            sent_at: hello.server_time,
            records: pushed(records),
        }
    }

    pub(crate) async fn push(&self, records: Vec<Record>) -> PushAnswer {
        let batch = self.batch(records).await;
        self.academy.push(&batch).await.unwrap()
    }

    /// Pushes and expects each record to be applied.
    pub(crate) async fn does(&self, records: Vec<Record>) {
        for receipt in self.push(records).await.receipts {
            assert!(
                matches!(receipt.outcome, Outcome::Applied { .. }),
                "{receipt:?}"
            );
        }
    }
}

/// The records as a device pushes them for the first time.
pub(crate) fn pushed(records: Vec<Record>) -> Vec<Pushed> {
    let first_time = |record: Record| Pushed {
        record: RawRecord::try_from(&record).unwrap(),
        effective_at: None,
        counted: None,
    };
    records.into_iter().map(first_time).collect()
}

/// A page of at most `size` records after a place.
pub(crate) fn after(place: Option<LogPlace>, size: usize) -> PullRequest {
    PullRequest {
        after: place,
        size,
        snapshot: None,
    }
}

pub(crate) fn device() -> DeviceId {
    DeviceId(Uuid::from_u128(0xd))
}

pub(crate) fn at(text: &str) -> Timestamp {
    let parsed: DateTime<Utc> = text.parse().unwrap();
    Timestamp::new(parsed)
}

/// Records as they stand in a batch, for tests that write JSON.
pub(crate) fn as_pushed<T: serde::Serialize>(
    records: impl IntoIterator<Item = T>,
) -> Vec<serde_json::Value> {
    let pushed = |record| serde_json::json!({"record": record});
    records.into_iter().map(pushed).collect()
}

/// A record whose id is this number, made on 1 March 2026 at noon and as many minutes.
pub(crate) fn record(number: u128, fact: Fact) -> Record {
    let noon = at("2026-03-01T12:00:00Z").utc();
    let minutes = chrono::TimeDelta::minutes(i64::try_from(number % 600).unwrap());
    Record {
        id: RecordId(Uuid::from_u128(number)),
        device: device(),
        occurred_at: Timestamp::new(noon + minutes),
        local_date: "2026-03-01".parse().unwrap(),
        fact,
    }
}

pub(crate) fn enroll(course: &str) -> Fact {
    Fact::Enroll {
        course: CourseId::new(course),
    }
}

pub(crate) fn study(course: &str, lesson: &str, seconds: u64) -> Fact {
    Fact::Study {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        seconds: Seconds(seconds),
    }
}

pub(crate) fn complete(course: &str, lesson: &str) -> Fact {
    Fact::Complete {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
    }
}

pub(crate) fn reopen(course: &str, lesson: &str, completion: u128) -> Fact {
    Fact::Reopen {
        course: CourseId::new(course),
        lesson: LessonId::new(lesson),
        completions: vec![RecordId(Uuid::from_u128(completion))],
        web: None,
    }
}

/// A course with modules and lessons of these ids; its own id is its slug.
pub(crate) fn course(slug: &str, price: u32, modules: &[(&str, &[&str])]) -> CourseTree {
    CourseTree {
        course: Course {
            id: CourseId::new(slug),
            slug: slug.parse().unwrap(),
            title: format!("The course {slug}"),
            description: "What it is about.".to_owned(),
            difficulty: Difficulty::Intermediate,
            price: Cents(price),
            language: "en".to_owned(),
            license: Some("CC-BY-4.0".to_owned()),
            objectives: vec!["to test".to_owned()],
            prerequisites: Vec::new(),
        },
        modules: modules
            .iter()
            .map(|(id, lessons)| module(id, lessons))
            .collect(),
        images: Vec::new(),
    }
}

/// The course with its lessons numbered by their places, as one that was fetched.
pub(crate) fn numbered(mut tree: CourseTree) -> CourseTree {
    for (m, module) in tree.modules.iter_mut().enumerate() {
        for (l, lesson) in module.lessons.iter_mut().enumerate() {
            lesson.head.number = LessonNumber::at(m, l);
        }
    }
    tree
}

pub(crate) fn module(id: &str, lessons: &[&str]) -> Module {
    Module {
        id: ModuleId::new(id),
        title: format!("Module {id}"),
        description: String::new(),
        lessons: lessons.iter().map(|lesson| self::lesson(lesson)).collect(),
    }
}

pub(crate) fn lesson(id: &str) -> Lesson {
    Lesson::new(
        LessonHead {
            id: LessonId::new(id),
            title: format!("Lesson {id}"),
            kind: LessonKind::Text,
            minutes: Minutes(5),
            estimated: true,
            video: None,
            resource: None,
            objectives: vec!["to read".to_owned()],
            path: format!("modules/{id}.md"),
            number: LessonNumber::default(),
        },
        Body::Text(format!("# {id}\n\nSome text.").into()),
    )
}
