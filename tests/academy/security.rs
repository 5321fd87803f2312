//! What a learner's login reaches over a plain SQL connection: a few functions and nothing else.

use lyceum::wire::{PublishOptions, Role};
use sqlx::PgConnection;

use crate::postgres::{rows, run, try_run};
use crate::world::{Person, World, complete, course, enroll, record, study};

/// A free, a paid and a hidden course; Ada's connection, and Bob with some progress.
struct Scene {
    world: World,
    ada: Person,
    bob: Person,
    sql: PgConnection,
}

async fn scene() -> Scene {
    let mut world = World::new().await;
    world
        .publish(&course("free", 0, &[("f1", &["fl1", "fl2"])]))
        .await;
    world
        .publish(&course("paid", 59_900, &[("p1", &["pl1"])]))
        .await;
    let hider = world.person("hider", Role::Instructor).await;
    let draft = PublishOptions {
        base: None,
        publish: false,
        dry_run: false,
    };
    let hidden = course("hidden", 0, &[("h1", &["hl1"])]);
    hider.academy.publish(&hidden, &draft).await.unwrap();
    let ada = world.learner("ada").await;
    let bob = world.learner("bob").await;
    bob.does(vec![
        record(1, enroll("free")),
        record(2, study("free", "fl1", 77)),
        record(3, complete("free", "fl1")),
    ])
    .await;
    world.run(&format!(
        "insert into payments (user_id, course_id, amount, status, provider) values ('{}', 'paid', 59900, 'PENDING', 'x');
         insert into sessions (session_token, user_id, expires) values ('secret-token', '{}', now())", ada.id, bob.id)).await;
    let sql = world.database.connect(&ada.login).await;
    Scene {
        world,
        ada,
        bob,
        sql,
    }
}

async fn refused(sql: &mut PgConnection, statement: &str) {
    match try_run(sql, statement).await {
        Ok(()) => panic!("this was allowed: {statement}"),
        Err(error) => {
            let code = error
                .as_database_error()
                .and_then(|e| e.code().map(std::borrow::Cow::into_owned));
            // insufficient_privilege, or one of our own refusals
            assert!(
                code.as_deref()
                    .is_some_and(|c| c == "42501" || c.starts_with("LY")),
                "{statement}: {error}"
            );
        }
    }
}

#[tokio::test]
async fn no_table_can_be_read_or_written() {
    let Scene { mut world, sql, .. } = scene().await;
    let other = world.person("other", Role::Instructor).await;
    let instructor = world.database.connect(&other.login).await;
    for sql in [sql, instructor] {
        reaches_no_table(&mut world, sql).await;
    }
}

async fn reaches_no_table(world: &mut World, mut sql: PgConnection) {
    let tables = world.rows(
        "select schemaname || '.' || tablename from pg_tables where schemaname in ('public', 'lyceum')").await;
    assert!(tables.len() > 20);
    for table in tables {
        for statement in [
            format!("select * from {table}"),
            format!("select count(*) from {table}"),
            format!("select 1 from {table} for update"),
            format!("delete from {table}"),
            format!("insert into {table} default values"),
            format!("truncate {table}"),
            format!("copy {table} to stdout"),
            format!("begin; lock table {table}"),
            format!("create temp view v as select * from {table}; select * from v"),
            format!("alter table {table} add x int"),
            format!("comment on table {table} is 'x'"),
        ] {
            refused(&mut sql, &statement).await;
            run(&mut sql, "rollback").await;
        }
    }
}

#[tokio::test]
async fn progress_certificates_and_payments_can_not_be_invented() {
    let Scene { mut sql, ada, .. } = scene().await;
    for statement in [
        "insert into user_progress (user_id, course_id, completed) values ('$', 'free', true)",
        "update user_progress set time_spent = 99999",
        "insert into enrollments (user_id, course_id) values ('$', 'paid')",
        "insert into certificates (user_id, course_id, certificate_number) values ('$', 'free', 'X')",
        "update payments set status = 'COMPLETED'",
        "insert into payments (user_id, course_id, amount, status, provider) values ('$', 'paid', 0, 'COMPLETED', 'x')",
        "update users set role = 'ADMIN' where id = '$'",
        "insert into lyceum.course_editors values ('hidden', '$')",
        "insert into lyceum.db_logins values (session_user, 'server', null)",
        "update lyceum.db_logins set kind = 'server', user_id = null",
        "delete from lyceum.audit_log",
    ] {
        refused(&mut sql, &statement.replace('$', &ada.id)).await;
    }
}

#[tokio::test]
async fn inner_functions_are_refused_by_their_qualified_names() {
    let Scene {
        mut world, mut sql, ..
    } = scene().await;
    let inner = world
        .rows(
            "select format('select lyceum.%I(%s)', proname, coalesce((
                    select string_agg('null::' || format_type(t, null), ', ' order by n)
                      from unnest(proargtypes) with ordinality as a(t, n)), ''))
           from pg_proc
          where pronamespace = 'lyceum'::regnamespace and prorettype <> 'trigger'::regtype
            and proname !~ '_v1$'",
        )
        .await;
    assert!(inner.len() > 25, "{inner:?}");
    for call in inner {
        refused(&mut sql, &call).await;
    }
    refused(&mut sql, "select lyceum.touch()").await;
}

#[tokio::test]
async fn another_learners_rows_do_not_appear_whatever_is_set() {
    let Scene {
        bob, ada, mut sql, ..
    } = scene().await;
    for setting in [
        "lyceum.user_id",
        "lyceum.database_was",
        "session.user",
        "request.jwt.claim.sub",
        "role.user",
    ] {
        for (local, value) in [("true", &bob.id), ("false", &bob.id)] {
            run(
                &mut sql,
                &format!("select set_config('{setting}', '{value}', {local})"),
            )
            .await;
            let answer = rows(
                &mut sql,
                "select lyceum.hello_v1(1) #>> '{user,id}',
                lyceum.pull_v1() #>> '{head,seq}', lyceum.pull_v1() -> 'snapshot' ->> 'progress'",
            )
            .await;
            assert_eq!(answer, [format!("{}|0|[]", ada.id)], "{setting}");
        }
    }
    for setting in ["role", "session_authorization"] {
        for role in [
            "lyceum_owner",
            "operator",
            "postgres",
            "lyceum_server",
            bob.login.as_str(),
        ] {
            refused(
                &mut sql,
                &format!("select set_config('{setting}', '{role}', false)"),
            )
            .await;
            refused(&mut sql, &format!("set {setting} = '{role}'")).await;
        }
    }
    // The group's name carries no more rights than the learner has.
    run(&mut sql, "set role lyceum_learner").await;
    let answer = rows(&mut sql, "select lyceum.hello_v1(1) #>> '{user,id}'").await;
    assert_eq!(answer, [ada.id.as_str()]);
    refused(&mut sql, "select * from users").await;
}

/// Every setting that a session may change, with the values at its ends.
const SETTINGS: &str = "
    select format('set_config(%L, %L, false)', name, value)
      from pg_settings
     cross join lateral unnest(
           case vartype
               when 'bool' then array['on', 'off']
               when 'enum' then enumvals
               when 'string' then array['', 'x', 'pg_temp, public', 'SQL, DMY', 'Pacific/Auckland', 'latin1']
               else array[min_val, max_val]
           end) as value
     where context in ('user', 'superuser', 'backend', 'superuser-backend', 'internal')
       -- Time limits and the connection's own life are no way to an answer.
       and name !~ '(_timeout|_interval|_idle|_count)$'
     order by name, value";

#[tokio::test]
async fn settings_change_no_answer() {
    let Scene {
        world,
        mut sql,
        ada,
        ..
    } = scene().await;
    let answer = "select lyceum.catalog_v1() #>> '{courses,0,id}', lyceum.course_v1('paid') ->> 'access',
                         lyceum.pull_v1() -> 'snapshot', (select count(*) from lyceum.manifest_v1()),
                         lyceum.hello_v1(1) #>> '{user,id}'";
    let before = rows(&mut sql, answer).await;
    let settings = rows(&mut sql, SETTINGS).await;
    assert!(settings.len() > 300, "{}", settings.len());
    let mut changed = 0;
    for setting in settings {
        let is_set = try_run(&mut sql, &format!("select {setting}"))
            .await
            .is_ok();
        changed += usize::from(is_set);
        // A call may fail under it; it never answers anything else.
        if is_set && try_run(&mut sql, answer).await.is_ok() {
            assert_eq!(rows(&mut sql, answer).await, before, "{setting}");
        }
        if try_run(&mut sql, "reset all").await.is_err() {
            sql = world.database.connect(&ada.login).await;
        }
    }
    assert!(changed > 150, "{changed}");
}

#[tokio::test]
async fn settings_change_nothing_of_what_is_pushed() {
    let Scene {
        mut world,
        mut sql,
        ada,
        ..
    } = scene().await;
    ada.does(vec![record(1, enroll("free"))]).await;
    let instance = ada.academy.hello().await.unwrap().instance;
    for (number, setting) in (10..).zip([
        "standard_conforming_strings = off",
        "timezone = 'Pacific/Auckland'",
        "datestyle = 'SQL, DMY'",
        "plpgsql.variable_conflict = 'use_column'",
        "search_path = pg_temp, public",
        "row_security = off",
        "default_transaction_isolation = 'serializable'",
        "session_replication_role = replica",
    ]) {
        let batch = serde_json::json!({
            "instance": instance,
            "records": crate::world::as_pushed([
                record(number, study("free", "fl1", 1)), record(100 + number, complete("free", "fl1"))]),
        });
        // Whoever may not change a setting pushes without it.
        let _ = try_run(&mut sql, &format!("set {setting}")).await;
        let push = format!(
            "select string_agg(r ->> 'outcome', ' ') from jsonb_array_elements(lyceum.push_v1('{batch}') -> 'receipts') r"
        );
        assert_eq!(
            rows(&mut sql, &push).await,
            ["applied applied"],
            "{setting}"
        );
        run(&mut sql, "reset all").await;
    }
    let progress = format!(
        "select time_spent, completed_at from user_progress where user_id = '{}'",
        ada.id
    );
    assert_eq!(world.rows(&progress).await, ["8|2026-03-01T13:50:00"]);
}

#[tokio::test]
async fn temporary_objects_and_functions_of_the_learners_are_never_used_by_ours() {
    let Scene { mut sql, ada, .. } = scene().await;
    run(&mut sql, "
        create temp table users (id text, email text, name text, role text);
        insert into users values ('evil', 'evil', 'evil', 'ADMIN');
        create temp table db_logins (role name, kind text, user_id text);
        create temp table courses (id text, published boolean);
        create function pg_temp.session_user() returns name language sql as $$ select 'postgres'::name $$;
        create function pg_temp.lower(text) returns text language plpgsql as $$ begin raise 'our lower ran'; end $$;
        create function pg_temp.count(text) returns bigint language plpgsql as $$ begin raise 'ran'; end $$;
        create function pg_temp.eq(text, text) returns boolean language plpgsql as $$ begin raise 'our = ran'; end $$;
        create operator pg_temp.= (leftarg = text, rightarg = text, function = pg_temp.eq);
        set search_path = pg_temp, pg_catalog").await;
    let answer = "select lyceum.hello_v1(1) #>> '{user,id}', lyceum.hello_v1(1) #>> '{user,role}'";
    assert_eq!(
        rows(&mut sql, answer).await,
        [format!("{}|student", ada.id)]
    );
    run(
        &mut sql,
        "select lyceum.catalog_v1(), lyceum.pull_v1(); select * from lyceum.manifest_v1()",
    )
    .await;
    for statement in [
        "create function public.f() returns int language sql as 'select 1'",
        "create function lyceum.f() returns int language sql as 'select 1'",
        "create table public.t (a int)",
        "create schema mine",
        "create extension pg_trgm",
        "create function pg_temp.c() returns int language c as '/lib/x86_64-linux-gnu/libc.so.6', 'getpid'",
        "do language plpython3u $$ $$",
        "copy (select 1) to program 'id'",
        "select pg_read_file('/etc/passwd')",
        "select * from pg_authid",
        "alter function lyceum.pull_v1(jsonb, integer) reset all",
        "create or replace function lyceum.caller() returns text language sql as 'select null'",
        "alter role current_user superuser",
        "create role evil",
        "grant lyceum_server to current_user",
        "grant execute on function lyceum.push_for(text, jsonb) to current_user",
    ] {
        let outcome = try_run(&mut sql, statement).await;
        assert!(outcome.is_err(), "this was allowed: {statement}");
    }
}

#[tokio::test]
async fn large_objects_reach_no_data() {
    let Scene {
        mut world, mut sql, ..
    } = scene().await;
    let theirs = world
        .rows("select lo_from_bytea(0, 'secret')")
        .await
        .remove(0);
    refused(&mut sql, &format!("select lo_get({theirs})")).await;
    refused(&mut sql, "select lo_import('/etc/passwd')").await;
    run(&mut sql, "select lo_unlink(lo_from_bytea(0, 'mine'))").await;
}

#[tokio::test]
async fn what_a_superuser_can_take_away_by_the_documents_statements_is_gone() {
    let Scene { world, mut sql, .. } = scene().await;
    let document = include_str!("../../docs/operating.md");
    let statements = document
        .split("```sql")
        .filter_map(|rest| rest.split("```").next())
        .find(|statements| statements.contains("lo_create"));
    let mut postgres = world.database.connect("postgres").await;
    run(&mut postgres, statements.unwrap()).await;
    for statement in [
        "select lo_create(0)",
        "select lo_from_bytea(0, 'mine')",
        "select lo_put(1, 0, 'mine')",
        "select pg_logical_emit_message(false, 'a', 'b')",
    ] {
        refused(&mut sql, statement).await;
    }
    run(&mut sql, "select lyceum.hello_v1(1)").await;
}

#[tokio::test]
async fn paid_bodies_and_hidden_courses_stay_hidden_through_the_functions() {
    let Scene {
        mut sql, mut world, ..
    } = scene().await;
    world
        .run("update modules set published = false where id = 'f1'")
        .await;
    refused(&mut sql, "select lyceum.course_v1('hidden')").await;
    let everything = rows(
        &mut sql,
        "select lyceum.course_v1('paid')::text || lyceum.course_v1('free')::text
        || lyceum.catalog_v1()::text || lyceum.pull_v1()::text
        || (select string_agg(m::text, '') from lyceum.manifest_v1() m)",
    )
    .await
    .remove(0);
    for secret in [
        "Some text.",
        "hidden",
        "hl1",
        "fl1",
        "bob@",
        "hider@",
        "secret-token",
    ] {
        assert!(!everything.contains(secret), "{secret} is in {everything}");
    }
    assert!(
        everything.contains("Lesson pl1"),
        "the outline of a paid course is public"
    );
}

#[tokio::test]
async fn a_push_can_not_write_for_another_or_into_what_is_not_the_learners() {
    let Scene {
        mut world,
        ada,
        bob,
        ..
    } = scene().await;
    let before = world
        .rows(&format!(
            "select * from user_progress where user_id = '{}'",
            bob.id
        ))
        .await;
    // Bob's record id under Ada's log is a record of Ada's own.
    ada.does(vec![
        record(100, enroll("free")),
        record(2, study("free", "fl1", 5)),
    ])
    .await;
    assert_eq!(
        world
            .rows(&format!(
                "select * from user_progress where user_id = '{}'",
                bob.id
            ))
            .await,
        before
    );
    let answer = ada
        .push(vec![
            record(101, enroll("paid")),
            record(102, complete("hidden", "hl1")),
            record(103, complete("free", "hl1")),
        ])
        .await;
    assert!(
        answer
            .receipts
            .iter()
            .all(|r| matches!(r.outcome, lyceum::wire::Outcome::Held { .. })),
        "{answer:?}"
    );
    assert_eq!(world.rows("select count(*) from certificates").await, ["0"]);
}

#[tokio::test]
async fn an_instructor_reaches_no_draft_of_another_and_no_table() {
    let Scene { mut world, .. } = scene().await;
    let other = world.person("other", Role::Instructor).await;
    let mut sql = world.database.connect(&other.login).await;
    for statement in [
        "select lyceum.course_v1('hidden')",
        "select * from courses",
        "update lessons set content = 'x'",
        "insert into lyceum.course_editors select 'hidden', id from users",
        "select lyceum.publish_v1('{\"course\": {\"id\": \"hidden\"}}')",
        "select lyceum.publish_v1('{\"course\": {\"id\": \"paid\"}}')",
    ] {
        refused(&mut sql, statement).await;
    }
    let listed = rows(
        &mut sql,
        "select string_agg(course_id, ' ' order by course_id) from lyceum.manifest_v1()",
    );
    assert_eq!(listed.await, ["free paid"]);
}

#[tokio::test]
async fn only_a_servers_login_is_believed_about_whom_it_works_for() {
    let Scene {
        mut world,
        bob,
        ada,
        ..
    } = scene().await;
    let server = format!("server_{}", world.database.name);
    world
        .run(&format!(
            "create role {server} login in role lyceum_server;
         insert into lyceum.db_logins (role, kind) values ('{server}', 'server')"
        ))
        .await;
    let mut sql = world.database.connect(&server).await;
    refused(&mut sql, "select lyceum.hello_v1(1)").await;
    refused(
        &mut sql,
        "begin; select lyceum.act_for_v1('nobody'); select lyceum.hello_v1(1)",
    )
    .await;
    run(&mut sql, "rollback").await;
    let asks = "select lyceum.hello_v1(1) #>> '{user,id}'";
    for (person, mode) in [(&bob, "read write"), (&ada, "read only")] {
        let names = format!(
            "begin transaction {mode}; select lyceum.act_for_v1('{}')",
            person.id
        );
        run(&mut sql, &names).await;
        assert_eq!(rows(&mut sql, asks).await, [person.id.as_str()]);
        run(&mut sql, "commit").await;
        refused(&mut sql, asks).await;
    }
    refused(&mut sql, "select * from users").await;
    // No setting of a pooled session gives the next transaction somebody else's identity.
    let keeps = format!(
        "begin; select lyceum.act_for_v1('{}');
         select set_config('lyceum.claim', current_setting('lyceum.claim'), false),
                set_config('lyceum.user_id', '{0}', false); commit",
        bob.id
    );
    run(&mut sql, &keeps).await;
    refused(&mut sql, asks).await;
    let mut learner = world.database.connect(&ada.login).await;
    refused(
        &mut learner,
        &format!("select lyceum.act_for_v1('{}')", bob.id),
    )
    .await;
    // A login in the group that the academy doesn't know reaches nothing.
    let stray = format!("stray_{}", world.database.name);
    world
        .run(&format!("create role {stray} login in role lyceum_learner"))
        .await;
    let mut sql = world.database.connect(&stray).await;
    run(
        &mut sql,
        &format!("select set_config('lyceum.user_id', '{}', false)", bob.id),
    )
    .await;
    refused(&mut sql, "select lyceum.hello_v1(1)").await;
    // Nor does a superuser who calls as himself.
    let mut superuser = world.database.connect("postgres").await;
    refused(
        &mut superuser,
        &format!(
            "select set_config('lyceum.user_id', '{}', false); select lyceum.hello_v1(1)",
            bob.id
        ),
    )
    .await;
}

#[tokio::test]
async fn a_revoked_login_reaches_nothing_in_a_session_that_is_open() {
    let Scene {
        mut world, mut sql, ..
    } = scene().await;
    run(&mut sql, "select lyceum.hello_v1(1)").await;
    lyceum::academy::accounts::revoke(&mut world.operator, "ada@example.org")
        .await
        .unwrap();
    for statement in [
        "select lyceum.hello_v1(1)",
        "select lyceum.course_v1('free')",
    ] {
        assert!(try_run(&mut sql, statement).await.is_err(), "{statement}");
    }
}

#[tokio::test]
async fn row_security_holds_even_where_a_function_forgets_its_condition() {
    let Scene {
        mut world, mut sql, ..
    } = scene().await;
    // As if one of our functions had a mistake.
    world
        .run(
            "
        set role lyceum_owner;
        create function lyceum.careless() returns bigint language sql security definer
            set search_path = pg_catalog, pg_temp as 'select count(*) from lyceum.records';
        grant execute on function lyceum.careless() to lyceum_learner;
        reset role",
        )
        .await;
    assert_eq!(rows(&mut sql, "select lyceum.careless()").await, ["0"]);
    assert_eq!(
        world.rows("select count(*) from lyceum.records").await,
        ["3"]
    );
}
