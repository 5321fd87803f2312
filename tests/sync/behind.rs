//! What happens at an academy behind the clients' backs, whichever academy it is: histories run over all of them.

use chrono::TimeDelta;
use lyceum::domain::{LessonId, Timestamp};
use lyceum::sync::memory::{Academy, Memory};
use lyceum::sync::{Postgres, Remote};
use lyceum::wire::{PullRequest, Snapshot};
use tokio::sync::Mutex;

use crate::academies::Database;
use crate::postgres::rows;
use crate::world::{ADA, academy, course, id};

/// An academy with the courses `free` and `paid`, and the learner Ada.
pub(crate) trait Behind {
    /// The academy as Ada's devices call it.
    type Ada: Remote + Send;

    async fn new() -> Self;
    fn ada(&self) -> Self::Ada;
    async fn now(&self) -> Timestamp;
    /// Lets time pass, where that can be had.
    fn pass(&self, time: TimeDelta);
    async fn studies(&self, course: &str, lesson: &str, seconds: u64);
    async fn completes(&self, course: &str, lesson: &str);
    async fn enrolls(&self, course: &str);
    async fn pays(&self, course: &str);
    async fn records(&self) -> usize;
    /// No row of the platform is there twice.
    async fn has_no_double(&self);

    async fn snapshot(&self) -> Snapshot {
        let request = PullRequest {
            after: None,
            size: 1000,
            snapshot: None,
        };
        self.ada().pull(&request).await.unwrap().snapshot.unwrap()
    }
}

impl Behind for Academy {
    type Ada = Memory;

    async fn new() -> Self {
        let academy = academy();
        academy.learner(ADA);
        academy
    }

    fn ada(&self) -> Memory {
        self.learner(ADA)
    }

    async fn now(&self) -> Timestamp {
        Academy::now(self)
    }

    fn pass(&self, time: TimeDelta) {
        Academy::pass(self, time);
    }

    async fn studies(&self, course: &str, lesson: &str, seconds: u64) {
        self.study(ADA, &id(course), &LessonId::new(lesson), seconds);
    }

    async fn completes(&self, course: &str, lesson: &str) {
        self.complete(ADA, &id(course), &LessonId::new(lesson));
    }

    async fn enrolls(&self, course: &str) {
        self.enroll(ADA, &id(course));
    }

    async fn pays(&self, course: &str) {
        self.pay(ADA, &id(course));
    }

    async fn records(&self) -> usize {
        Academy::records(self, ADA)
    }

    async fn has_no_double(&self) {}
}

/// An academy in PostgreSQL.
pub(crate) struct InPostgres {
    database: Mutex<Database>,
    ada: Postgres,
}

impl Behind for InPostgres {
    type Ada = Postgres;

    async fn new() -> Self {
        let mut database = Database::new().await;
        database
            .publish(&course("free", 0, &["f1", "f2", "f3"]))
            .await;
        database.publish(&course("paid", 9900, &["p1", "p2"])).await;
        let ada = database.learner(ADA).await;
        InPostgres {
            database: Mutex::new(database),
            ada,
        }
    }

    fn ada(&self) -> Postgres {
        self.ada.clone()
    }

    async fn now(&self) -> Timestamp {
        self.ada.hello().await.unwrap().server_time
    }

    fn pass(&self, _: TimeDelta) {}

    async fn studies(&self, course: &str, lesson: &str, seconds: u64) {
        let mut database = self.database.lock().await;
        database.studies(ADA, course, lesson, seconds).await;
    }

    async fn completes(&self, course: &str, lesson: &str) {
        let now = self.now().await;
        let mut database = self.database.lock().await;
        database.completes(ADA, course, lesson, now).await;
    }

    async fn enrolls(&self, course: &str) {
        let now = self.now().await;
        self.database.lock().await.enrolls(ADA, course, now).await;
    }

    async fn pays(&self, course: &str) {
        self.database.lock().await.pays(ADA, course).await;
    }

    async fn records(&self) -> usize {
        let mut database = self.database.lock().await;
        let count = rows(
            &mut database.operator,
            "select count(*) from lyceum.records",
        )
        .await;
        count[0].parse().unwrap()
    }

    async fn has_no_double(&self) {
        const DOUBLES: &str = "
            select 'progress', lesson_id from user_progress group by user_id, lesson_id having count(*) > 1
            union all
            select 'certificate', course_id from certificates group by user_id, course_id having count(*) > 1
            union all
            select 'enrollment', course_id from enrollments group by user_id, course_id having count(*) > 1";
        let mut database = self.database.lock().await;
        let doubles = rows(&mut database.operator, DOUBLES).await;
        assert_eq!(doubles, [] as [String; 0]);
    }
}
