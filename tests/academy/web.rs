//! The web application's ordinary statements, by a role that knows nothing of ours: rules, audit, changes.

use sqlx::PgConnection;

use crate::postgres::{rows, run, try_run};
use crate::world::{World, complete, course, enroll, record, study};

/// A role as the web application has it: everything on the platform's tables, nothing on `lyceum`.
async fn web(world: &mut World) -> PgConnection {
    world
        .run(
            "do $$ begin create role web_app login; exception when duplicate_object or unique_violation then null; end $$;
             grant select, insert, update, delete on all tables in schema public to web_app",
        )
        .await;
    world.database.connect("web_app").await
}

const COURSE: &str = "
    insert into courses (id, title, description, slug, price, duration, difficulty, published)
    values ('w', 'Web', 'd', 'web', 100, 10, 'BEGINNER', true);
    insert into modules (id, course_id, title, description, \"order\", duration)
    values ('wm1', 'w', 'M1', '', 1, 5), ('wm2', 'w', 'M2', '', 2, 5);
    insert into lessons (id, module_id, title, content, \"order\", duration)
    values ('wl1', 'wm1', 'L1', 'text', 1, 5), ('wl2', 'wm2', 'L2', 'text', 1, 5);";

#[tokio::test]
async fn the_webs_nested_creates_updates_increments_and_cascades_work() {
    let mut world = World::new().await;
    let mut web = web(&mut world).await;
    assert!(
        try_run(&mut web, "select * from lyceum.records")
            .await
            .is_err(),
        "it has no right on ours"
    );
    run(&mut web, &format!("begin; {COURSE} commit")).await;
    run(
        &mut web,
        "insert into users (id, email) values ('u', 'u@example.org');
         insert into enrollments (user_id, course_id) values ('u', 'w');
         insert into user_progress (id, user_id, course_id, module_id, lesson_id) values ('p', 'u', 'w', 'wm1', 'wl1');
         update user_progress set time_spent = time_spent + 30 where id = 'p';
         update courses set price = 200, updated_at = '2026-01-01' where id = 'w';
         update lessons set content = 'new' where id = 'wl1';
         delete from modules where id = 'wm2';
         insert into certificates (user_id, course_id, certificate_number) values ('u', 'w', 'WEB-1');
         delete from courses where id = 'w';
         delete from users where id = 'u'",
    )
    .await;
    assert_eq!(
        world
            .rows("select (select count(*) from users), (select count(*) from user_progress)")
            .await,
        ["0|0"]
    );
}

#[tokio::test]
async fn updates_of_two_courses_in_opposite_order_wait_and_do_not_deadlock_on_anything_of_ours() {
    let mut world = World::new().await;
    let (mut one, mut other) = (web(&mut world).await, web(&mut world).await);
    run(
        &mut one,
        &COURSE.replace("'w", "'a").replace("'web'", "'a'"),
    )
    .await;
    run(
        &mut one,
        &COURSE.replace("'w", "'b").replace("'web'", "'b'"),
    )
    .await;
    for connection in [&mut one, &mut other] {
        run(connection, "set lock_timeout = '5s'").await;
    }
    run(
        &mut one,
        "begin; update lessons set content = '1' where id = 'al1'",
    )
    .await;
    run(
        &mut other,
        "begin; update lessons set content = '1' where id = 'bl1'",
    )
    .await;
    run(
        &mut one,
        "update lessons set content = '1' where id = 'bl2'",
    )
    .await;
    run(
        &mut other,
        "update lessons set content = '1' where id = 'al2'",
    )
    .await;
    run(
        &mut one,
        "update courses set title = 'x' where id = 'a'; commit",
    )
    .await;
    run(
        &mut other,
        "update courses set title = 'x' where id = 'b'; commit",
    )
    .await;
}

#[tokio::test]
async fn each_documented_rule_refuses_by_its_name() {
    let mut world = World::new().await;
    let mut web = web(&mut world).await;
    run(&mut web, COURSE).await;
    run(
        &mut web,
        "insert into users (id, email) values ('u', 'u@example.org')",
    )
    .await;
    for (statement, rule) in [
        (
            "update courses set price = -1",
            "courses_price_not_negative",
        ),
        ("update courses set slug = 'a b'", "courses_slug_url_safe"),
        (
            "update courses set title = repeat('x', 201)",
            "courses_title_at_most_200",
        ),
        (
            "update courses set featured = true, published = false",
            "courses_featured_is_published",
        ),
        (
            "update courses set featured = true, published = null",
            "courses_featured_is_published",
        ),
        (
            "insert into enrollments (user_id, course_id, status) values ('u', 'w', 'COMPLETED')",
            "enrollments_completed_has_date",
        ),
        (
            "insert into courses (title, description, slug, price, duration, difficulty, published)
          values ('t', 'd', 'empty', 0, 0, 'EXPERT', true)",
            "courses_published_is_complete",
        ),
    ] {
        let error = try_run(&mut web, statement).await.unwrap_err();
        let refused_by = error
            .as_database_error()
            .and_then(|e| e.constraint().map(str::to_owned));
        assert_eq!(refused_by.as_deref(), Some(rule), "{error}");
    }
    run(
        &mut web,
        "update courses set featured = null, published = null;
                   insert into enrollments (user_id, course_id, status) values ('u', 'w', null)",
    )
    .await;
}

#[tokio::test]
async fn publishing_a_course_without_content_names_what_is_missing() {
    let mut world = World::new().await;
    let mut web = web(&mut world).await;
    run(&mut web, COURSE).await;
    run(
        &mut web,
        "update courses set published = false; update lessons set content = ' ' where id = 'wl2'",
    )
    .await;
    let error = try_run(&mut web, "update courses set published = true")
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("its module \"M2\" has the lesson \"L2\" without content"),
        "{error}"
    );
    run(
        &mut web,
        "begin; update courses set published = true;
                   update lessons set content = 'text' where id = 'wl2'; commit",
    )
    .await;
}

#[tokio::test]
async fn updated_at_moves_unless_the_writer_moves_it() {
    let mut world = World::new().await;
    let mut web = web(&mut world).await;
    run(&mut web, COURSE).await;
    run(
        &mut web,
        "update courses set updated_at = '2020-01-01', title = 'a';
                   update modules set updated_at = '2020-01-01'",
    )
    .await;
    assert_eq!(
        rows(&mut web, "select updated_at from courses").await,
        ["2020-01-01T00:00:00"]
    );
    run(
        &mut web,
        "set timezone = 'Pacific/Auckland'; update courses set title = 'b'; set timezone = 'UTC'",
    )
    .await;
    assert_eq!(
        rows(&mut web, "select abs(extract(epoch from now() at time zone 'UTC' - updated_at)) < 60 from courses").await,
        ["true"]
    );
}

#[tokio::test]
async fn the_audit_log_says_who_changed_what_and_keeps_few_values() {
    let mut world = World::new().await;
    let mut web = web(&mut world).await;
    run(&mut web, COURSE).await;
    run(&mut web, "insert into users (id, email, name) values ('u', 'secret@example.org', 'Ada');
                   update users set role = 'ADMIN', name = 'Ada L.' where id = 'u';
                   update users set name = 'Ada L.' where id = 'u' and false;
                   insert into sessions (session_token, user_id, expires) values ('t', 'u', now());
                   insert into payments (id, user_id, amount, provider) values ('pay', 'u', 500, 'x');
                   update lessons set content = 'very long' where id = 'wl1';
                   delete from lessons where id = 'wl1'").await;
    let log = world.rows(
        "select login, table_name, operation, row_key, array_to_string(array_remove(columns, 'updated_at'), ' '), changed_values
           from lyceum.audit_log where table_name not in ('courses', 'modules') and operation || row_key <> 'INSERTwl1'
            and row_key <> 'wl2' order by id").await;
    assert_eq!(
        log,
        [
            r#"web_app|users|INSERT|u|-|{"role": "STUDENT"}"#,
            r#"web_app|users|UPDATE|u|name role|{"new": {"role": "ADMIN"}, "old": {"role": "STUDENT"}}"#,
            r#"web_app|payments|INSERT|pay|-|{"amount": 500, "status": "PENDING"}"#,
            "web_app|lessons|UPDATE|wl1|content|-",
            "web_app|lessons|DELETE|wl1|-|-",
        ]
    );
}

#[tokio::test]
async fn our_own_progress_is_not_audited_and_the_webs_is() {
    let mut world = World::new().await;
    world.publish(&course("rust", 0, &[("m1", &["l1"])])).await;
    let ada = world.learner("ada").await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "l1", 5)),
    ])
    .await;
    let of_progress = "select login, operation from lyceum.audit_log
                        where table_name in ('user_progress', 'enrollments', 'certificates')";
    assert_eq!(world.rows(of_progress).await, [""; 0]);
    let mut web = web(&mut world).await;
    run(
        &mut web,
        "update user_progress set completed = not completed, completed_at = null",
    )
    .await;
    assert_eq!(world.rows(of_progress).await, ["web_app|UPDATE"]);
    assert_eq!(
        world
            .rows("select caller like '%' from lyceum.audit_log where table_name = 'courses'")
            .await,
        ["true"],
        "publishing says on whose behalf"
    );
}

#[tokio::test]
async fn erasing_a_user_pseudonymizes_the_audit_log_and_deletes_their_reviews_and_records() {
    let mut world = World::new().await;
    world.publish(&course("rust", 0, &[("m1", &["l1"])])).await;
    let ada = world.learner("ada").await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "l1", 5)),
    ])
    .await;
    let mut web = web(&mut world).await;
    run(
        &mut web,
        &format!(
            "insert into course_reviews (user_id, course_id, rating) values ('{0}', 'rust', 5);
         update user_progress set completed = true, completed_at = now() where user_id = '{0}';
         delete from users where id = '{0}'",
            ada.id
        ),
    )
    .await;
    for table in [
        "records",
        "heads",
        "study_days",
        "positions",
        "certificate_claims",
    ] {
        let left = format!(
            "select count(*) from lyceum.{table} where user_id = '{}'",
            ada.id
        );
        assert_eq!(world.rows(&left).await, ["0"], "{table}");
    }
    assert_eq!(
        world.rows("select count(*) from course_reviews").await,
        ["0"]
    );
    let pseudonyms =
        "select count(*) filter (where subject like 'erased%') > 5 from lyceum.audit_log";
    assert_eq!(world.rows(pseudonyms).await, ["true"]);
    let gone = ada.academy.hello().await.unwrap_err();
    assert_eq!(
        gone.refusal(),
        Some(lyceum::academy::Refusal::UserGone),
        "{gone}"
    );
}

#[tokio::test]
async fn after_erasing_no_column_of_any_table_tells_who_it_was() {
    let mut world = World::new().await;
    world.publish(&course("rust", 0, &[("m1", &["l1"])])).await;
    let grace = world
        .person("grace.hopper", lyceum::wire::Role::Instructor)
        .await;
    grace
        .publish(&course("cobol", 0, &[("m2", &["l2"])]), None)
        .await
        .unwrap();
    grace
        .does(vec![
            record(1, enroll("rust")),
            record(2, complete("rust", "l1")),
        ])
        .await;
    world
        .run(&format!(
            "update users set name = 'Grace Hopper' where id = '{0}';
             insert into accounts (user_id, type, provider, provider_account_id) values ('{0}', 'o', 'git', 'ghopper');
             insert into sessions (user_id, session_token, expires) values ('{0}', 't', now());
             insert into verification_tokens values ('Grace.Hopper@example.org', 'token', now());
             insert into payments (user_id, course_id, amount, provider) values ('{0}', 'rust', 1, 'card');
             insert into course_reviews (user_id, course_id, rating, comment) values ('{0}', 'rust', 5, 'I am Grace Hopper');
             delete from users where id = '{0}'",
            grace.id
        ))
        .await;
    let tables = "select oid::regclass from pg_class
                   where relnamespace in ('public'::regnamespace, 'lyceum'::regnamespace) and relkind = 'r'";
    let traces = [
        &grace.id,
        &grace.login,
        "grace.hopper",
        "Grace Hopper",
        "gracehopper",
    ];
    for table in world.rows(tables).await {
        let rows = world
            .rows(&format!("select to_jsonb(t)::text from {table} t"))
            .await;
        for row in rows {
            let told = traces
                .iter()
                .find(|trace| row.to_lowercase().contains(&trace.to_lowercase()));
            assert_eq!(told, None, "{table}: {row}");
        }
    }
}

#[tokio::test]
async fn every_way_to_change_a_course_changes_its_revision() {
    let mut world = World::new().await;
    let mut web = web(&mut world).await;
    run(&mut web, COURSE).await;
    run(
        &mut web,
        &COURSE
            .replace("'w", "'o")
            .replace("'web'", "'o'")
            .replace("'oeb'", "'o'"),
    )
    .await;
    let revision = "select lyceum.content_revision('w'), lyceum.content_revision('o')";
    let mut seen = world.rows(revision).await;
    for statement in [
        "update courses set title = 'New' where id = 'w'",
        "update modules set title = 'New' where id = 'wm1'",
        "update lessons set title = 'New' where id = 'wl1'",
        "update lessons set module_id = 'wm2', \"order\" = 9 where id = 'wl1'",
        "insert into lessons (id, module_id, title, content, \"order\", duration) values ('wl3', 'wm1', '', 't', 3, 1)",
        "delete from lessons where id = 'wl3'",
        "delete from modules where id = 'wm2'",
        "update modules set course_id = 'o', \"order\" = 7 where id = 'wm1'",
    ] {
        run(&mut web, statement).await;
        let now = world.rows(revision).await;
        assert_ne!(
            now[0].split('|').next(),
            seen[0].split('|').next(),
            "{statement}"
        );
        seen = now;
    }
    world.run("truncate lessons cascade").await;
    assert_ne!(world.rows(revision).await, seen);

    run(
        &mut web,
        "insert into courses (id, title, description, slug, price, duration, difficulty)
         values ('x', 'X', '', 'x', 0, 0, 'BEGINNER');
         update courses set id = 'y' where id = 'x'",
    )
    .await;
    let renamed =
        "select lyceum.content_revision('x') ~ '^2[.]', lyceum.content_revision('y') ~ '^1[.]'";
    assert_eq!(world.rows(renamed).await, ["true|true"]);
}

#[tokio::test]
async fn a_writer_who_commits_late_still_changes_the_revision() {
    let mut world = World::new().await;
    let (mut slow, mut fast) = (web(&mut world).await, web(&mut world).await);
    run(&mut slow, COURSE).await;
    let revision = "select lyceum.content_revision('w')";
    run(
        &mut slow,
        "begin; update lessons set content = 'slow' where id = 'wl1'",
    )
    .await;
    run(
        &mut fast,
        "update lessons set content = 'fast' where id = 'wl2'",
    )
    .await;
    let between = world.rows(revision).await;
    run(&mut slow, "commit").await;
    assert_ne!(world.rows(revision).await, between);
}

/// The document's common queries, as they stand in it.
#[tokio::test]
async fn the_documents_common_queries_run_as_they_are() {
    let mut world = World::new().await;
    world
        .publish(&course("rust", 0, &[("m1", &["l1", "l2"])]))
        .await;
    let ada = world.learner("ada").await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, crate::world::complete("rust", "l1")),
    ])
    .await;
    let mut web = web(&mut world).await;
    let common = crate::migrate::DOCUMENT
        .split("### Common Queries")
        .nth(1)
        .unwrap();
    let queries: Vec<&str> = common
        .split("```sql\n")
        .skip(1)
        .take(3)
        .map(|q| q.split("```").next().unwrap())
        .collect();
    for (query, first, second, count) in [
        (queries[0], "rust", None, 2),
        (queries[1], ada.id.as_str(), Some("rust"), 1),
        (queries[2], "rust", Some(ada.id.as_str()), 1),
    ] {
        let mut prepared =
            sqlx::query(sqlx::AssertSqlSafe(query.to_owned())).bind(first.to_owned());
        if let Some(second) = second {
            prepared = prepared.bind(second.to_owned());
        }
        assert_eq!(
            prepared.fetch_all(&mut web).await.unwrap().len(),
            count,
            "{query}"
        );
    }
    // The check of indexes looks them up by their bare names: where our schema is in the search path they are found.
    let health = crate::migrate::DOCUMENT
        .split("### Health Checks")
        .nth(1)
        .unwrap();
    let checks = health.split("```sql\n").nth(1).unwrap();
    let checks = checks.split("```").next().unwrap();
    let (of_tables, of_indexes) = checks.split_once("-- Check index usage").unwrap();
    run(&mut web, of_tables).await;
    world.run("set search_path = public, lyceum").await;
    world.run(checks).await;
    // A role without a right on our schema hasn't got it in its search path.
    run(&mut web, "set search_path = public, lyceum").await;
    let not_found = try_run(&mut web, of_indexes).await.unwrap_err();
    assert!(
        not_found.to_string().contains("does not exist"),
        "{not_found}"
    );
}
