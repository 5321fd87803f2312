//! `db doctor` and `db health`: what is amiss is found, and the SQL that comes with it mends it.

use lyceum::academy::doctor::examine;
use lyceum::academy::health::look;

use crate::postgres::{Cluster, migrate, run};
use crate::world::{World, complete, course, enroll, record};

/// Runs the SQL that came with the findings until nothing is amiss; in how many rounds.
async fn mend(world: &mut World) -> usize {
    for round in 0..5 {
        let findings = examine(&mut world.operator).await.unwrap();
        if findings.is_empty() {
            return round;
        }
        for mend in findings
            .iter()
            .filter_map(|finding| finding.mend.as_deref())
        {
            run(&mut world.operator, mend).await;
        }
    }
    let left = examine(&mut world.operator).await.unwrap();
    panic!("still amiss: {left:#?}");
}

async fn said(world: &mut World) -> Vec<String> {
    let findings = examine(&mut world.operator).await.unwrap();
    let said = findings
        .into_iter()
        .map(|f| format!("{}: {}", f.check, f.what));
    said.collect()
}

#[tokio::test]
async fn a_new_academy_has_nothing_amiss() {
    let database = Cluster::shared().empty_database().await;
    let mut operator = database.operator().await;
    migrate(&mut operator).await.unwrap();
    assert_eq!(examine(&mut operator).await.unwrap(), []);
}

#[tokio::test]
async fn a_large_table_that_was_loaded_and_never_analyzed_is_named() {
    let mut world = World::new().await;
    world.publish(&course("rust", 0, &[("m1", &["l1"])])).await;
    world
        .run(
            "insert into course_reviews (id, user_id, course_id, rating, comment)
             select 'r' || n, 'u' || n, 'rust', 5, repeat('x', 500) from generate_series(1, 3000) n",
        )
        .await;
    let said = said(&mut world).await;
    let named = "statistics: the planner knows nothing current about course_reviews";
    assert!(
        said.iter().any(|finding| finding.starts_with(named)),
        "{said:#?}"
    );
    assert_eq!(mend(&mut world).await, 1);
}

#[tokio::test]
async fn what_is_amiss_is_found_and_mended_by_the_statement_that_comes_with_it() {
    let mut world = World::new().await;
    world
        .publish(&course("rust", 0, &[("m1", &["l1", "l2"])]))
        .await;
    let ada = world.learner("ada").await;
    let bob = world.learner("bob").await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, complete("rust", "l1")),
    ])
    .await;
    world.run(&format!(
        "delete from users where id = '{1}';
         insert into user_progress (user_id, course_id, lesson_id, time_spent, completed, completed_at, created_at)
         values ('{0}', 'rust', 'l1', 30, true, '2026-01-01', now() + interval '1 day');
         update enrollments set progress_percentage = 7;
         insert into certificates (user_id, course_id, certificate_number) values ('{0}', 'rust', 'WEB-1');
         update lessons set content = ' ' where id = 'l2';
         alter table courses drop constraint courses_price_not_negative;
         update courses set price = -1;
         alter table enrollments drop constraint enrollments_completed_has_date;
         revoke delete on course_reviews from lyceum_owner;
         grant create on schema public to public;
         grant select on payments to public;
         drop index idx_lessons_type;
         alter table certificates disable trigger lyceum_claim", ada.id, bob.id),
    ).await;
    let found = examine(&mut world.operator).await.unwrap();
    let checks: Vec<_> = found.iter().map(|f| f.check).collect();
    assert_eq!(
        checks,
        [
            "drift",
            "schema",
            "schema",
            "rule",
            "rule",
            "duplicate-progress",
            "percentage",
            "certificate",
            "content",
            "public",
            "public",
            "public",
            "login",
        ],
        "{found:#?}"
    );
    // The rule whose rows were mended first can be held only then: a second round.
    assert_eq!(mend(&mut world).await, 2);
    assert_eq!(
        world
            .rows("select time_spent, completed, completed_at from user_progress")
            .await,
        ["30|true|2026-01-01T00:00:00"]
    );
}

/// Damage by hand to functions, triggers, policies and rights, and what doctor says of it.
const OBJECTS: &[(&str, &str)] = &[
    ("drop trigger lyceum_touch on courses", "schema: trigger lyceum_touch on public.courses: is missing"),
    ("alter table users disable trigger lyceum_forget", "schema: the trigger lyceum_forget on public.users: is disabled"),
    (
            "create or replace trigger lyceum_claim after insert on certificates for each row when (false)
                 execute function lyceum.claim_certificate()",
            "schema: trigger lyceum_claim on public.certificates: was changed",
        ),
    ("drop trigger lyceum_published_is_complete on courses", "schema: trigger lyceum_published_is_complete on public.courses: is missing"),
    ("alter function lyceum.pull_v1(jsonb, integer, text) security invoker", "schema: function lyceum.pull_v1(jsonb,integer,text): was changed"),
    ("alter function lyceum.caller() reset search_path", "schema: function lyceum.caller(): was changed"),
    (
            "create or replace function lyceum.is_admin(who text) returns boolean language sql as 'select true'",
            "schema: function lyceum.is_admin(text): was changed",
        ),
    ("alter function lyceum.hello_v1(integer) owner to operator", "schema: the function lyceum.hello_v1(integer): belongs to operator"),
    ("alter table lyceum.records owner to operator", "schema: the table lyceum.records: belongs to operator"),
    ("create function lyceum.f() returns int language sql as 'select 1'", "schema: function lyceum.f(): isn't Lyceum's"),
    ("alter table lyceum.heads no force row level security", "schema: table lyceum.heads: doesn't force row-level security"),
    ("alter table lyceum.records disable row level security", "schema: table lyceum.records: doesn't force row-level security"),
    ("drop policy own_rows on lyceum.positions", "schema: policy own_rows on lyceum.positions: is missing"),
    ("alter policy own_rows on lyceum.records using (true)", "schema: policy own_rows on lyceum.records: was changed"),
    ("create policy anybody on lyceum.records using (true)", "schema: policy anybody on lyceum.records: isn't Lyceum's"),
    ("revoke select on user_progress from lyceum_owner", "schema: SELECT on table public.user_progress for lyceum_owner: is missing"),
    ("revoke select (role) on users from lyceum_owner", "schema: SELECT (role) on table public.users for lyceum_owner: is missing"),
    (
            "revoke execute on function lyceum.push_v1(jsonb) from lyceum_learner",
            "schema: EXECUTE on function lyceum.push_v1(jsonb) for lyceum_learner: is missing",
        ),
    ("revoke usage on schema lyceum from lyceum_server", "schema: USAGE on schema lyceum for lyceum_server: is missing"),
    ("grant select on lyceum.records to lyceum_learner", "schema: SELECT on table lyceum.records for lyceum_learner: isn't Lyceum's"),
    ("grant select (email) on users to lyceum_learner", "schema: SELECT (email) on table public.users for lyceum_learner: isn't Lyceum's"),
    ("grant execute on function lyceum.push_for(text, jsonb) to public", "schema: EXECUTE on function lyceum.push_for(text,jsonb) for PUBLIC: isn't Lyceum's"),
];

/// Damage by hand to tables, types, constraints and indexes.
const STRUCTURE: &[(&str, &str)] = &[
    (
        "drop function lyceum.push_for(text, jsonb)",
        "schema: function lyceum.push_for(text,jsonb): is missing",
    ),
    (
        "alter table lyceum.records drop constraint records_pkey",
        "schema: lyceum.records: lacks the unique index on (user_id, record_id)",
    ),
    (
        "drop index lyceum.records_lesson",
        "schema: lyceum.records: lacks the index on (user_id, lesson_id, kind)",
    ),
    (
        "alter table lyceum.records drop constraint records_seq_check",
        "schema: lyceum.records: lacks the constraint CHECK ((seq > 0))",
    ),
    (
        "alter table lyceum.heads drop constraint heads_user_id_fkey",
        "schema: lyceum.heads: lacks the constraint FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE",
    ),
    (
        "alter table lyceum.records drop column flags",
        "schema: lyceum.records.flags: is missing",
    ),
    (
        "drop table lyceum.positions",
        "schema: lyceum.positions: is missing, with its rows",
    ),
    (
        "drop table lyceum.audit_log",
        "schema: lyceum.audit_log: is missing, with its rows",
    ),
    (
        "drop type lyceum.judged cascade",
        "schema: type lyceum.judged: is missing",
    ),
    (
        "drop table sessions",
        "drift: sessions: is missing, with its rows",
    ),
];

/// Damage by hand to rules, logins and what anybody may do.
const RULES_AND_LOGINS: &[(&str, &str)] = &[
    (
        "alter table courses drop constraint courses_slug_url_safe",
        "rule: Slug must be URL-safe: nothing breaks it, but no constraint holds it",
    ),
    (
        "set role operator; revoke lyceum_learner from $login; reset role",
        "login: the login $login is no member of lyceum_learner",
    ),
    (
        "set role operator; create role group_$database; grant group_$database to $login; reset role",
        "login: the login $login is a member of group_$database",
    ),
    (
        "grant select on courses to $login",
        "login: the login $login owns something or has rights of its own in this database",
    ),
    (
        "alter role $login createrole",
        "login: the login $login has more power than it needs",
    ),
    (
        "revoke connect on database $database from public",
        "grant: lyceum_learner may not connect to this database",
    ),
    (
        "set role operator; create function public.f() returns int language sql security definer as 'select 1'; reset role",
        "public: everybody may run f() with the rights of its owner",
    ),
];

#[tokio::test]
async fn whatever_of_ours_is_missing_or_changed_is_found_and_mended() {
    let mut world = World::new().await;
    let ada = world.learner("ada").await;
    let mut postgres = world.database.connect("postgres").await;
    let database = world.database.name.clone();
    let named = |text: &str| {
        text.replace("$login", &ada.login)
            .replace("$database", &database)
    };
    for kind in [OBJECTS, STRUCTURE, RULES_AND_LOGINS] {
        for (damage, _) in kind {
            run(&mut postgres, &named(damage)).await;
        }
        let said = said(&mut world).await;
        for (damage, found) in kind {
            assert!(said.contains(&named(found)), "{damage}\n{said:#?}");
        }
        mend(&mut world).await;
    }
    // What was mended works.
    world.publish(&course("rust", 0, &[("m1", &["l1"])])).await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, complete("rust", "l1")),
    ])
    .await;
}

#[tokio::test]
async fn health_tells_sizes_and_pending_migrations() {
    let mut world = World::new().await;
    let health = look(&mut world.operator).await.unwrap();
    assert_eq!(health.problems, [""; 0]);
    assert!(health.tables.iter().any(|t| t.name == "lyceum.records"));
    assert!(
        health
            .indexes
            .iter()
            .any(|i| i.name == "public.courses_slug_key")
    );
    world
        .run("delete from lyceum.definitions where file = 'functions/push_for.sql'")
        .await;
    let health = look(&mut world.operator).await.unwrap();
    assert_eq!(health.migrations_pending, ["functions/push_for.sql"]);
    assert_eq!(
        health.problems,
        ["1 migration is pending: run `lyceum db migrate`"]
    );
}

#[tokio::test]
async fn a_database_that_is_older_or_newer_than_the_program_is_said_to_be() {
    let mut world = World::new().await;
    world
        .run("update lyceum._sqlx_migrations set version = 9999 where version = 1")
        .await;
    assert_eq!(
        said(&mut world).await,
        ["schema: the database is newer than this program: update Lyceum, then run doctor again"]
    );
    let health = look(&mut world.operator).await.unwrap();
    assert!(
        health.problems.iter().any(|p| p.contains("update Lyceum")),
        "{:?}",
        health.problems
    );
    world
        .run(
            "update lyceum._sqlx_migrations set version = 1 where version = 9999;
             update lyceum.definitions set digest = 'older' where file = 'functions/push_for.sql'",
        )
        .await;
    assert_eq!(
        said(&mut world).await,
        [
            "schema: the migration functions/push_for.sql is pending",
            "schema: the rest can't be examined before: run `lyceum db migrate`, then doctor again",
        ]
    );
}
