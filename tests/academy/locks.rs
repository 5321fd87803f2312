//! A migration waits for nobody in a way that makes others wait, and says whom it waited for.

use std::time::Duration;

use lyceum::academy::{self, Migration};

use crate::adopt::{PRISMA, webs_database};
use crate::command_line::{db, said};
use crate::postgres::{Cluster, migration, rows, run, try_run};
use crate::world::World;

fn impatient() -> Migration {
    Migration {
        patience: Duration::from_secs(2),
        ..migration()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_a_reader_stands_in_the_way_others_read_on_and_the_reader_is_named() {
    let database = webs_database(PRISMA).await;
    let mut reader = database.connect("web_owner").await;
    run(&mut reader, "begin; select count(*) from courses").await;
    let pid = rows(&mut reader, "select pg_backend_pid() as pid")
        .await
        .remove(0);

    let mut operator = database.operator().await;
    let mut other = database.connect("web_owner").await;
    run(&mut other, "set lock_timeout = '5s'").await;
    let options = impatient();
    let mut migrating = std::pin::pin!(academy::migrate(&mut operator, &options));
    let refusal = loop {
        let reading = run(&mut other, "select count(*) from courses");
        tokio::select! {
            biased;
            ended = &mut migrating => break ended.unwrap_err().to_string(),
            () = reading => {}
        }
    };
    for part in [
        &format!("session {pid} of web_owner holds"),
        "courses",
        "idle in transaction: ",
        &format!("pg_terminate_backend({pid})"),
        "Applied until then: 0001 tables",
        "--patience",
    ] {
        assert!(refusal.contains(part), "{part} is not in {refusal}");
    }
    run(&mut reader, "rollback").await;
    let mut operator = database.operator().await;
    let report = academy::migrate(&mut operator, &impatient()).await.unwrap();
    assert!(report.applied.is_empty(), "it goes on: {report:?}");
    assert_eq!(report.rules.added.len(), 5);
}

#[tokio::test]
async fn while_a_writer_stands_in_the_way_nothing_is_applied_and_the_writer_is_named() {
    let database = webs_database(PRISMA).await;
    let mut writer = database.connect("web_owner").await;
    run(&mut writer, "begin; delete from course_reviews").await;
    let output = db(
        &database,
        "operator",
        &["migrate", "--shared-cluster", "--patience", "1s"],
    );
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for part in [
        "it waited 1 s in all, at most 200 ms at a time",
        "of web_owner holds course_reviews",
        "delete from course_reviews",
        "Nothing has been applied yet",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    run(&mut writer, "rollback").await;
    let output = db(&database, "operator", &["migrate", "--shared-cluster"]);
    assert!(
        output.status.success(),
        "{}",
        crate::command_line::said(&output)
    );
}

#[tokio::test]
async fn no_lock_that_a_learner_can_take_stops_a_migration() {
    let mut world = World::new().await;
    let ada = world.learner("ada").await;
    let mut sql = world.database.connect(&ada.login).await;
    // "lyceum" in ASCII, which a migration locked once.
    run(&mut sql, "select pg_advisory_lock(119282436339053)").await;
    for statement in [
        "begin; lock table lyceum._sqlx_migrations in share mode",
        "begin; lock table lyceum.instance in share mode",
    ] {
        assert!(try_run(&mut sql, statement).await.is_err(), "{statement}");
        run(&mut sql, "rollback").await;
    }
    let options = Migration {
        patience: Duration::ZERO,
        ..migration()
    };
    academy::migrate(&mut world.operator, &options)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_second_academy_of_a_cluster_is_made_only_where_it_is_said() {
    let cluster = Cluster::shared();
    let first = cluster.academy().await;
    let second = cluster.empty_database().await;
    let output = db(&second, "operator", &["migrate"]);
    let refusal = said(&output);
    assert_eq!(output.status.code(), Some(1), "{refusal}");
    assert!(
        refusal.contains("--shared-cluster") && refusal.contains("owner of the other"),
        "{refusal}"
    );
    let mut operator = second.operator().await;
    let made = "select count(*) from pg_namespace where nspname = 'lyceum'";
    assert_eq!(rows(&mut operator, made).await, ["0"]);
    // The one that stands isn't asked again.
    let output = db(&first, "operator", &["migrate"]);
    assert!(output.status.success(), "{}", said(&output));
}
