//! What happens at an academy behind the clients' backs, whichever academy it is: laws, stories and histories run over
//! all of them.

use chrono::TimeDelta;
use lyceum::domain::{CourseTree, EnrollmentStatus, LessonId, Seconds, Timestamp};
use lyceum::sync::memory::{self, Academy, Memory};
use lyceum::sync::{Postgres, Remote};
use lyceum::wire::{PullRequest, Snapshot};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::academies::Database;
use crate::postgres::{Cluster, rows, run};
use crate::world::{ADA, academy, course, id};

/// Runs tests that are generic over [`Behind`] over every academy there is: each row here is one.
macro_rules! over_every_academy {
    ($($test:ident),+ $(,)?) => {
        $crate::behind::over_one_academy!(memory, lyceum::sync::memory::Academy: $($test),+);
        $crate::behind::over_one_academy!(postgres, $crate::behind::InPostgres: $($test),+);
        $crate::behind::over_one_academy!(http, $crate::http::OverHttp: $($test),+);
    };
}

/// Runs them over one.
macro_rules! over_one_academy {
    ($name:ident, $academy:ty: $($test:ident),+) => {
        mod $name {
            $(
                #[tokio::test]
                async fn $test() {
                    Box::pin(super::$test::<$academy>()).await;
                }
            )+
        }
    };
}

pub(crate) use {over_every_academy, over_one_academy};

/// An academy with the courses `free` and `paid`, and the learner Ada.
pub(crate) trait Behind {
    /// The academy as a learner's devices call it.
    type Remote: Remote + Send;
    type Dump;

    async fn new() -> Self;
    fn ada(&self) -> Self::Remote;
    /// The academy as another learner calls it.
    async fn another(&self, name: &str) -> Self::Remote;
    async fn now(&self) -> Timestamp;
    /// Lets time pass, where that can be had.
    fn pass(&self, time: TimeDelta);
    async fn studies(&self, course: &str, lesson: &str, seconds: u64);
    async fn completes(&self, course: &str, lesson: &str);
    async fn enrolls(&self, course: &str);
    async fn pays(&self, course: &str);
    async fn set_status(&self, course: &str, status: EnrollmentStatus);
    async fn publishes(&self, tree: CourseTree);
    async fn unpublishes(&self, course: &str);
    async fn deletes(&self, course: &str);
    /// Erases Ada's account.
    async fn erases(&self);
    /// Becomes another academy with the same content, as a copy that shall live on its own, and gives Ada a login there.
    async fn becomes_another(&self) -> Self::Remote;
    /// Takes a dump of the database.
    async fn backs_up(&self) -> Self::Dump;
    /// Goes back to a dump.
    async fn restores(&self, dump: &Self::Dump);
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

    /// Ada's time.
    async fn seconds(&self) -> Seconds {
        let snapshot = self.snapshot().await;
        snapshot.progress.iter().map(|state| state.seconds).sum()
    }
}

impl Behind for Academy {
    type Remote = Memory;
    type Dump = memory::State;

    async fn new() -> Self {
        let academy = academy();
        academy.learner(ADA);
        academy
    }

    fn ada(&self) -> Memory {
        self.learner(ADA)
    }

    async fn another(&self, name: &str) -> Memory {
        self.learner(name)
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

    async fn set_status(&self, course: &str, status: EnrollmentStatus) {
        Academy::set_status(self, ADA, &id(course), status);
    }

    async fn publishes(&self, tree: CourseTree) {
        self.publish(tree);
    }

    async fn unpublishes(&self, course: &str) {
        self.unpublish(&id(course));
    }

    async fn deletes(&self, course: &str) {
        self.delete_course(&id(course));
    }

    async fn erases(&self) {
        self.erase(ADA);
    }

    async fn becomes_another(&self) -> Memory {
        self.become_another(Uuid::new_v4());
        self.learner(ADA)
    }

    async fn backs_up(&self) -> memory::State {
        self.backup()
    }

    async fn restores(&self, dump: &memory::State) {
        self.restore(dump.clone());
    }

    async fn records(&self) -> usize {
        Academy::records(self, ADA)
    }

    async fn has_no_double(&self) {}
}

/// The way by which a learner's client reaches a database.
pub(crate) trait Way: Sized {
    type Remote: Remote + Send + Clone;

    /// Opens the way to a database that stands.
    async fn to(database: &mut Database) -> Self;
    /// What the learner with that name calls, who gets an account.
    async fn of(&self, database: &mut Database, name: &str) -> Self::Remote;
}

/// As the learner's own login.
pub(crate) struct Direct;

impl Way for Direct {
    type Remote = Postgres;

    async fn to(_: &mut Database) -> Self {
        Direct
    }

    async fn of(&self, database: &mut Database, name: &str) -> Postgres {
        database.learner(name).await
    }
}

/// An academy in PostgreSQL, called directly.
pub(crate) type InPostgres = InDatabase<Direct>;

/// An academy in PostgreSQL.
pub(crate) struct InDatabase<W: Way> {
    pub(crate) database: Mutex<Database>,
    pub(crate) way: W,
    ada: std::sync::Mutex<W::Remote>,
}

impl<W: Way> InDatabase<W> {
    async fn does(&self, statement: &str) {
        run(&mut self.database.lock().await.operator, statement).await;
    }
}

impl<W: Way> Behind for InDatabase<W> {
    type Remote = W::Remote;
    /// The name of the file.
    type Dump = String;

    async fn new() -> Self {
        let mut database = Database::new().await;
        database
            .publish(&course("free", 0, &["f1", "f2", "f3"]))
            .await;
        database.publish(&course("paid", 9900, &["p1", "p2"])).await;
        let way = W::to(&mut database).await;
        let ada = way.of(&mut database, ADA).await;
        InDatabase {
            database: Mutex::new(database),
            way,
            ada: std::sync::Mutex::new(ada),
        }
    }

    fn ada(&self) -> W::Remote {
        self.ada.lock().unwrap().clone()
    }

    async fn another(&self, name: &str) -> W::Remote {
        let mut database = self.database.lock().await;
        self.way.of(&mut database, name).await
    }

    async fn now(&self) -> Timestamp {
        let now = "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
        let now = rows(&mut self.database.lock().await.operator, now).await;
        Timestamp::new(now[0].parse().unwrap())
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

    async fn set_status(&self, course: &str, status: EnrollmentStatus) {
        let mut database = self.database.lock().await;
        database.set_status(ADA, course, status).await;
    }

    async fn publishes(&self, tree: CourseTree) {
        self.database.lock().await.publish(&tree).await;
    }

    async fn unpublishes(&self, course: &str) {
        self.does(&format!(
            "update courses set published = false where id = '{course}'"
        ))
        .await;
    }

    async fn deletes(&self, course: &str) {
        self.does(&format!("delete from courses where id = '{course}'"))
            .await;
    }

    async fn erases(&self) {
        self.does(&format!(
            "delete from users where email = '{ADA}@example.org'"
        ))
        .await;
    }

    async fn becomes_another(&self) -> W::Remote {
        let mut database = self.database.lock().await;
        let servers =
            "create temp table servers as select * from lyceum.db_logins where kind = 'server'";
        run(&mut database.operator, servers).await;
        lyceum::academy::backup::identify(&mut database.operator)
            .await
            .unwrap();
        // Logins stay with the first academy, and people get new ones; a server may keep its own.
        run(
            &mut database.operator,
            "insert into lyceum.db_logins table servers",
        )
        .await;
        let ada = self.way.of(&mut database, ADA).await;
        *self.ada.lock().unwrap() = ada.clone();
        ada
    }

    async fn backs_up(&self) -> String {
        let database = self.database.lock().await;
        let Database { inner, .. } = &*database;
        let file = format!("{}.dump", inner.name);
        let name = &inner.name;
        let dump = format!("PATH=$PATH:$bin; pg_dump -Fc -f {file} {name}");
        shell(inner.cluster, dump).await;
        file
    }

    async fn restores(&self, file: &String) {
        let mut database = self.database.lock().await;
        let name = &database.inner.name;
        let restore = format!(
            "PATH=$PATH:$bin; dropdb --force {name}; createdb -O operator -T template0 {name}
             pg_restore -d {name} {file}"
        );
        shell(database.inner.cluster, restore).await;
        database.operator = database.inner.operator().await;
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

/// Runs a script beside the test: a server of the test's goes on meanwhile, and its connections grow old.
#[expect(
    clippy::disallowed_methods,
    reason = "a script takes long, and must not stop the server of its test"
)]
async fn shell(cluster: &'static Cluster, script: String) {
    let running = tokio::task::spawn_blocking(move || cluster.shell(&script));
    running.await.unwrap();
}
