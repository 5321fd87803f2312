//! Copies of an academy, and going back to a moment.

use crate::command_line::{db, said};
use crate::postgres::{Cluster, rows, run};
use crate::world::{World, complete, course, enroll, record, study};

const EVERYTHING: &str = "
    select (select jsonb_agg(to_jsonb(t) order by id) from users t), (select jsonb_agg(to_jsonb(t) order by id) from courses t),
           (select jsonb_agg(to_jsonb(t) order by id) from lessons t), (select jsonb_agg(to_jsonb(t) order by id) from user_progress t),
           (select jsonb_agg(to_jsonb(t) order by id) from enrollments t),
           (select jsonb_agg(to_jsonb(t) order by user_id, seq) from lyceum.records t),
           (select jsonb_agg(to_jsonb(t) order by user_id) from lyceum.heads t),
           (select jsonb_agg(to_jsonb(t) order by id) from lyceum.audit_log t), (select id from lyceum.instance)";

async fn learned() -> (World, crate::world::Person) {
    let mut world = World::new().await;
    world
        .publish(&course("rust", 0, &[("m1", &["l1", "l2"])]))
        .await;
    let ada = world.learner("ada").await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "l1", 60)),
        record(3, complete("rust", "l1")),
    ])
    .await;
    (world, ada)
}

#[tokio::test]
async fn what_an_operator_backs_up_is_restored_whole_and_becomes_an_academy_of_its_own() {
    let (mut world, ada) = learned().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("academy.dump");
    let file = file.to_str().unwrap();
    let output = db(&world.database, "operator", &["backup", file]);
    assert!(output.status.success(), "{}", said(&output));
    let output = db(&world.database, "operator", &["backup", file]);
    assert!(
        said(&output).contains("exists: name another file"),
        "{}",
        said(&output)
    );

    let cluster = world.database.cluster;
    let copy = cluster.empty_database().await;
    let output = db(&copy, "operator", &["restore", file]);
    assert!(output.status.success(), "{}", said(&output));
    let mut operator = copy.operator().await;
    assert_eq!(
        rows(&mut operator, EVERYTHING).await,
        world.rows(EVERYTHING).await
    );
    let output = db(&copy, "operator", &["restore", file]);
    assert!(said(&output).contains("isn't empty"), "{}", said(&output));
    let findings = lyceum::academy::doctor::examine(&mut operator)
        .await
        .unwrap();
    let schema: Vec<_> = findings.iter().filter(|f| f.check == "schema").collect();
    assert!(schema.is_empty(), "{schema:#?}");

    // In another cluster only the logins are missing.
    static OTHER: std::sync::OnceLock<Cluster> = std::sync::OnceLock::new();
    let other = OTHER.get_or_init(|| Cluster::start(crate::postgres::Durability::Off));
    let moved = other.empty_database().await;
    let output = db(&moved, "operator", &["restore", file]);
    assert!(output.status.success(), "{}", said(&output));
    let mut there = moved.operator().await;
    assert_eq!(
        rows(&mut there, EVERYTHING).await,
        world.rows(EVERYTHING).await
    );
    let findings = lyceum::academy::doctor::examine(&mut there).await.unwrap();
    let missing = format!(
        "the login {} is entered, but the role doesn't exist",
        ada.login
    );
    assert!(findings.iter().any(|f| f.what == missing), "{findings:#?}");

    // The login of the first works in the copy as well, until that is an academy of its own.
    let mut sql = copy.connect(&ada.login).await;
    run(&mut sql, "select lyceum.hello_v1(1)").await;
    let output = db(&copy, "operator", &["identify", "--new"]);
    assert!(
        said(&output).contains("logins are forgotten here"),
        "{}",
        said(&output)
    );
    assert!(
        crate::postgres::try_run(&mut sql, "select lyceum.hello_v1(1)")
            .await
            .is_err()
    );
    let instance = "select id from lyceum.instance";
    assert_ne!(
        rows(&mut operator, instance).await,
        world.rows(instance).await
    );
}

#[tokio::test]
async fn who_does_not_see_every_row_makes_no_copy() {
    let (world, ada) = learned().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("academy.dump");
    let output = db(
        &world.database,
        &ada.login,
        &["backup", file.to_str().unwrap()],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(!file.exists());
}

/// The recipe of docs/operating.md.
#[tokio::test]
async fn an_academy_goes_back_to_the_moment_before_a_mistake() {
    static CLUSTER: std::sync::OnceLock<Cluster> = std::sync::OnceLock::new();
    let cluster = CLUSTER.get_or_init(Cluster::archiving);
    let mut world = World::on(cluster).await;
    world
        .publish(&course("rust", 0, &[("m1", &["l1", "l2"])]))
        .await;
    let ada = world.learner("ada").await;
    ada.does(vec![record(1, enroll("rust"))]).await;
    cluster.shell("PATH=$bin:$PATH pg_basebackup -D base --checkpoint=fast --no-password");
    ada.does(vec![record(2, complete("rust", "l1"))]).await;
    let before = world.rows(EVERYTHING).await;
    let moment = world.rows("select clock_timestamp()").await.remove(0);

    world.run("delete from courses").await;
    let mut postgres = world.database.connect("postgres").await;
    run(&mut postgres, "select pg_switch_wal()").await;
    cluster.crash();
    cluster.shell(&format!(
        "mv data gone; mv base data
         cp -n gone/pg_wal/0* wal/ || true
         echo \"restore_command = 'cp ../wal/%f %p'
         recovery_target_time = '{moment}'
         recovery_target_action = 'promote'\" >> data/postgresql.auto.conf
         touch data/recovery.signal"
    ));
    cluster.restart();
    let mut operator = loop {
        let mut operator = world.database.operator().await;
        if rows(&mut operator, "select pg_is_in_recovery()").await == ["false"] {
            break operator;
        }
    };
    assert_eq!(rows(&mut operator, EVERYTHING).await, before);
}
