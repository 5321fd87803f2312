//! An academy in a PostgreSQL of the tests' own, and what the web application does to it.

use lyceum::academy::{Academy, accounts};
use lyceum::domain::{CourseTree, EnrollmentStatus, Timestamp};
use lyceum::sync::Postgres;
use lyceum::wire::{PublishOptions, Role};
use sqlx::PgConnection;
use sqlx::postgres::PgPoolOptions;

use crate::postgres::{self, Cluster, run};

/// A database with an academy.
pub(crate) struct Database {
    pub(crate) inner: postgres::Database<'static>,
    pub(crate) operator: PgConnection,
}

impl Database {
    pub(crate) async fn new() -> Database {
        Database::on(Cluster::shared()).await
    }

    /// On a server of its own.
    pub(crate) async fn on(cluster: &'static Cluster) -> Database {
        let inner = cluster.academy().await;
        let operator = inner.operator().await;
        Database { inner, operator }
    }

    /// The login of a person, who gets an account.
    pub(crate) async fn login(&mut self, name: &str, role: Role) -> String {
        let email = format!("{name}@example.org");
        let granted = accounts::grant(&mut self.operator, &email, role).await;
        granted.unwrap().login
    }

    /// The academy as a learner's client calls it.
    pub(crate) async fn learner(&mut self, name: &str) -> Postgres {
        let login = self.login(name, Role::Student).await;
        Postgres::of(self.academy(&login))
    }

    fn academy(&self, login: &str) -> Academy {
        let url = self.inner.cluster.url(login, &self.inner.name);
        Academy::direct(
            PgPoolOptions::new()
                .max_connections(1)
                .connect_lazy_with(url.options().clone()),
        )
    }

    /// Publishes a course, or brings it to what it is now.
    pub(crate) async fn publish(&mut self, tree: &CourseTree) {
        let login = self
            .login(&format!("author-{}", tree.course.slug), Role::Instructor)
            .await;
        let author = self.academy(&login);
        let there = author.outline(&tree.course.id).await.ok();
        let options = PublishOptions {
            base: there.map(|outline| outline.revision),
            publish: true,
            dry_run: false,
        };
        author.publish(tree, &options).await.unwrap();
    }

    /// Adds time in a lesson, as the web application does.
    pub(crate) async fn studies(&mut self, user: &str, course: &str, lesson: &str, seconds: u64) {
        self.row(user, course, lesson).await;
        let add = format!(
            "update user_progress set time_spent = coalesce(time_spent, 0) + {seconds}
             where lesson_id = '{lesson}' and user_id = {}",
            user_of(user)
        );
        run(&mut self.operator, &add).await;
    }

    /// Completes a lesson that isn't complete.
    pub(crate) async fn completes(
        &mut self,
        user: &str,
        course: &str,
        lesson: &str,
        at: Timestamp,
    ) {
        self.row(user, course, lesson).await;
        let complete = format!(
            "update user_progress set completed = true, completed_at = '{}'
             where lesson_id = '{lesson}' and user_id = {} and completed is not true",
            at.utc().naive_utc(),
            user_of(user)
        );
        run(&mut self.operator, &complete).await;
    }

    async fn row(&mut self, user: &str, course: &str, lesson: &str) {
        let make = format!(
            "insert into user_progress (user_id, course_id, module_id, lesson_id, time_spent)
             select {user}, '{course}', module_id, id, 0 from lessons
              where id = '{lesson}'
                and not exists (select from user_progress where user_id = {user} and lesson_id = '{lesson}')",
            user = user_of(user)
        );
        run(&mut self.operator, &make).await;
    }

    pub(crate) async fn enrolls(&mut self, user: &str, course: &str, at: Timestamp) {
        let enroll = format!(
            "insert into enrollments (user_id, course_id, status, enrolled_at, progress_percentage)
             values ({}, '{course}', 'ACTIVE', '{}', 0) on conflict do nothing",
            user_of(user),
            at.utc().naive_utc()
        );
        run(&mut self.operator, &enroll).await;
    }

    pub(crate) async fn pays(&mut self, user: &str, course: &str) {
        let pay = format!(
            "insert into payments (user_id, course_id, amount, status, provider)
             values ({}, '{course}', 9900, 'COMPLETED', 'test')",
            user_of(user)
        );
        run(&mut self.operator, &pay).await;
    }

    pub(crate) async fn set_status(&mut self, user: &str, course: &str, status: EnrollmentStatus) {
        let set = format!(
            "update enrollments set status = '{}' where course_id = '{course}' and user_id = {}",
            status.as_str().to_uppercase(),
            user_of(user)
        );
        run(&mut self.operator, &set).await;
    }
}

fn user_of(name: &str) -> String {
    format!("(select id from users where email = '{name}@example.org')")
}
