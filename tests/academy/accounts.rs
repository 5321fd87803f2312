//! Grants and revocations, and what an operator does by mistake.

use lyceum::academy::accounts::{grant, revoke, set_editor};
use lyceum::academy::seed::seed;
use lyceum::wire::Role;

use crate::command_line::{db, said};
use crate::postgres::{Cluster, rows, run, try_run};
use crate::world::{World, course, enroll, record};

const ROLE: &str = "select role from users where email = 'ada@example.org'";

#[tokio::test]
async fn a_grant_without_a_role_leaves_the_role_that_somebody_has() {
    let mut world = World::new().await;
    world
        .run("insert into users (id, email, role) values ('a', 'Ada@example.org', 'ADMIN')")
        .await;
    let role = "select role from users where id = 'a'";
    for (arguments, expected) in [
        (&["grant", "ada@example.org"] as &[&str], "ADMIN"),
        (
            &["grant", "ada@example.org", "--role", "instructor"],
            "INSTRUCTOR",
        ),
        (&["grant", "ada@example.org"], "INSTRUCTOR"),
    ] {
        let output = db(&world.database, "operator", arguments);
        assert!(output.status.success(), "{}", said(&output));
        assert_eq!(world.rows(role).await, [expected]);
    }
    db(&world.database, "operator", &["grant", "bob@example.org"]);
    let new = "select role from users where email = 'bob@example.org'";
    assert_eq!(world.rows(new).await, ["STUDENT"]);
}

#[tokio::test]
async fn revoking_ends_the_sessions_with_what_they_hold() {
    let mut world = World::new().await;
    world.publish(&course("rust", 0, &[("m1", &["l1"])])).await;
    let ada = world.learner("ada").await;
    let batch = ada.batch(vec![record(1, enroll("rust"))]).await;
    let batch = serde_json::to_string(&batch).unwrap();
    let mut sql = world.database.connect(&ada.login).await;
    run(
        &mut sql,
        &format!("begin; select lyceum.push_v1('{batch}')"),
    )
    .await;

    let revoked = revoke(&mut world.operator, "ada@example.org")
        .await
        .unwrap();
    assert_eq!(revoked.kept, [""; 0]);
    assert!(revoked.sessions >= 1);
    assert!(try_run(&mut sql, "commit").await.is_err());
    let left = format!(
        "select (select count(*) from pg_roles where rolname = '{0}'),
                (select count(*) from pg_stat_activity where usename = '{0}'),
                (select count(*) from lyceum.db_logins where role = '{0}')",
        ada.login
    );
    assert_eq!(world.rows(&left).await, ["0|0|0"]);
}

#[tokio::test]
async fn a_login_that_owns_something_is_shut_out_and_doctor_finds_what_is_left() {
    let mut world = World::new().await;
    let ada = world.learner("ada").await;
    let mut sql = world.database.connect(&ada.login).await;
    run(&mut sql, "select lo_from_bytea(0, 'mine')").await;
    let revoked = revoke(&mut world.operator, "ada@example.org")
        .await
        .unwrap();
    assert_eq!(revoked.kept, std::slice::from_ref(&ada.login));
    let findings = lyceum::academy::doctor::examine(&mut world.operator)
        .await
        .unwrap();
    let left = findings.iter().find(|f| f.check == "leftover").unwrap();
    assert_eq!(
        left.what,
        format!(
            "the role {} is nobody's login any more, and owns something in this database",
            ada.login
        )
    );
    // What comes with it is allowed to the operator.
    world.run(left.mend.as_ref().unwrap()).await;
    let findings = lyceum::academy::doctor::examine(&mut world.operator)
        .await
        .unwrap();
    assert!(
        findings.iter().all(|f| f.check != "leftover"),
        "{findings:?}"
    );
}

#[tokio::test]
async fn granting_again_takes_back_what_a_login_was_set_to() {
    let mut world = World::new().await;
    let ada = world.learner("ada").await;
    let mut sql = world.database.connect(&ada.login).await;
    run(&mut sql, "alter role current_user set work_mem = '999MB'").await;
    let mut postgres = world.database.connect("postgres").await;
    run(
        &mut postgres,
        &format!(
            "alter role {} connection limit 99 valid until '2020-01-01'",
            ada.login
        ),
    )
    .await;
    grant(&mut world.operator, "ada@example.org", None)
        .await
        .unwrap();
    let kept = format!(
        "select rolconnlimit, rolvaliduntil, coalesce(array_to_string(rolconfig, ' '), '') like '%999MB%'
           from pg_roles where rolname = '{}'",
        ada.login
    );
    assert_eq!(world.rows(&kept).await, ["4|infinity|false"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn grants_and_seeds_at_once_make_one_account_and_one_login() {
    let mut world = World::new().await;
    let mut grants = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let mut operator = world.operator_again().await;
        grants.spawn(async move {
            grant(&mut operator, "ada@example.org", Role::Student)
                .await
                .map(drop)
        });
        let mut operator = world.operator_again().await;
        grants.spawn(async move { seed(&mut operator).await.map(drop) });
    }
    while let Some(granted) = grants.join_next().await {
        granted.unwrap().unwrap();
    }
    assert_eq!(world.rows(ROLE).await, ["STUDENT"]);
    let logins = "select count(*) from lyceum.db_logins";
    assert_eq!(world.rows(logins).await, ["1"]);
}

#[tokio::test]
async fn sample_people_do_not_come_among_real_ones_unasked() {
    let mut world = World::new().await;
    for _ in 0..2 {
        let output = db(&world.database, "operator", &["seed"]);
        assert!(output.status.success(), "{}", said(&output));
    }
    world.person("real", Role::Student).await;
    let output = db(&world.database, "operator", &["seed"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("1 accounts and 0 courses")
            && said(&output).contains("--into-existing"),
        "{}",
        said(&output)
    );
    let output = db(&world.database, "operator", &["seed", "--into-existing"]);
    assert!(output.status.success(), "{}", said(&output));
}

#[tokio::test]
async fn nobody_is_given_a_superusers_role() {
    let database = Cluster::shared().empty_database().await;
    let mut postgres = database.connect("postgres").await;
    run(&mut postgres, crate::adopt::PRISMA).await;
    let output = db(&database, "operator", &["migrate", "--print-sql"]);
    let statements = said(&output);
    assert!(
        statements.contains("a superuser") && !statements.contains("GRANT postgres"),
        "{statements}"
    );
    run(&mut postgres, &statements).await;
    let output = db(&database, "operator", &["migrate", "--shared-cluster"]);
    assert!(output.status.success(), "{}\n{statements}", said(&output));
}

#[tokio::test]
async fn a_trigger_of_somebody_elses_is_told_of() {
    let mut world = World::new().await;
    world
        .run(
            "create function public.f() returns trigger language plpgsql as 'begin return new; end';
             create trigger theirs before update on courses for each row execute function public.f()",
        )
        .await;
    let findings = lyceum::academy::doctor::examine(&mut world.operator)
        .await
        .unwrap();
    let said: Vec<_> = findings
        .iter()
        .filter(|finding| finding.check == "trigger")
        .map(|finding| finding.what.as_str())
        .collect();
    assert_eq!(
        said,
        [
            "the trigger theirs on courses is neither documented nor Lyceum's: it runs inside of ours as well"
        ]
    );
}

#[tokio::test]
async fn health_names_long_transactions_who_waits_for_whom_and_too_many_logins() {
    let mut world = World::new().await;
    world.publish(&course("rust", 0, &[("m1", &["l1"])])).await;
    let mut one = world.operator_again().await;
    let mut other = world.operator_again().await;
    let pid = rows(&mut one, "select pg_backend_pid() as pid")
        .await
        .remove(0);
    run(&mut one, "begin; update courses set title = 'x'").await;
    let database = world.database.name.clone();
    let waiting = format!(
        "select count(*) > 0 from pg_locks l join pg_stat_activity a using (pid)
          where not l.granted and a.datname = '{database}'"
    );
    let health = {
        let mut update = std::pin::pin!(run(&mut other, "update courses set title = 'y'"));
        loop {
            tokio::select! {
                biased;
                () = &mut update => panic!("it waits"),
                found = rows(&mut world.operator, &waiting) => if found == ["true"] { break },
            }
        }
        let health = lyceum::academy::health::look(&mut world.operator)
            .await
            .unwrap();
        run(&mut one, "commit").await;
        update.await;
        health
    };
    let problems = health.problems.join("\n");
    assert!(
        problems.contains(&format!("behind {pid} (operator)")),
        "{problems}"
    );
    world
        .run("do $$ begin for n in 1 .. 50 loop
                  execute format('create role lyceum_t%s_%s login connection limit 4', n, current_database());
                  insert into users (id, email) values ('t' || n, n || '@example.org');
                  insert into lyceum.db_logins (role, kind, user_id)
                  values (format('lyceum_t%s_%s', n, current_database()), 'learner', 't' || n);
              end loop; end $$")
        .await;
    let health = lyceum::academy::health::look(&mut world.operator)
        .await
        .unwrap();
    let advice = health.advice.join("\n");
    assert!(
        advice.contains(
            "51 logins of learners may open 204 connections together, and the server takes 197"
        ),
        "{advice}"
    );
    assert!(
        set_editor(&mut world.operator, "rust", "nobody@example.org", true)
            .await
            .is_err()
    );
}
