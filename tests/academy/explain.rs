//! The hot queries use their indexes when there is a lot: 100,000 courses, 1,000,000 records.

use sqlx::PgConnection;

use crate::postgres::{rows, run};
use crate::world::{World, course, enroll, record, study};

/// Fills the academy. One learner has 1,000 of the records, 999 others have the rest.
async fn fill(connection: &mut PgConnection) {
    run(
        connection,
        "set session_replication_role = replica;
         insert into courses (id, title, description, slug, price, duration, difficulty, published)
         select 'c' || n, 'Course ' || n, 'About it', 'course-' || lpad(n::text, 6, '0'), 0, 10, 'BEGINNER', true
           from generate_series(1, 100000) n;
         insert into modules (id, course_id, title, description, \"order\", duration)
         select 'm' || n, 'c' || n, 'M', '', 1, 10 from generate_series(1, 100000) n;
         insert into lessons (id, module_id, title, content, \"order\", duration)
         select 'l' || n || '-' || k, 'm' || n, 'L', 'text', k, 5
           from generate_series(1, 100000) n, generate_series(1, 2) k;
         insert into lyceum.course_changes (course_id) select 'c' || n from generate_series(1, 100000) n;
         insert into lyceum.course_search select id, to_tsvector('simple', title || ' ' || description) from courses;
         insert into users (id, email) select 'u' || n, 'u' || n || '@example.org' from generate_series(1, 1000) n;
         insert into enrollments (user_id, course_id)
         select 'u' || u, 'c' || c from generate_series(1, 1000) u, generate_series(1, 20) c;
         insert into user_progress (user_id, course_id, module_id, lesson_id, time_spent)
         select 'u' || u, 'c' || c, 'm' || c, 'l' || c || '-1', 50
           from generate_series(1, 1000) u, generate_series(1, 20) c;
         insert into lyceum.completions (user_id, lesson_id, record_id, course_id, effective_at, shown_at, undone)
         select 'u5', 'l3-1', gen_random_uuid(), 'c3', now(), now(), true from generate_series(1, 6000);
         insert into lyceum.heads (user_id, seq) select 'u' || n, 1000 from generate_series(1, 1000) n;
         insert into lyceum.records (user_id, record_id, seq, device, kind, course_id, lesson_id, detail,
                                     occurred_at, local_date, effective_at, counted)
         select 'u' || u, (lpad(to_hex(u), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, n,
                '00000000-0000-0000-0000-00000000000d', 'study', 'c' || n % 20 + 1, 'l' || n % 20 + 1 || '-1',
                '{\"seconds\": 1}', now(), current_date, now(), 1
           from generate_series(1, 1000) u, generate_series(1, 1000) n;
         reset session_replication_role; analyze",
    )
    .await;
}

/// The tables that a call read from end to end, and how many rows it read that way.
async fn sequential_reads(
    sql: &mut PgConnection,
    observer: &mut PgConnection,
    call: &str,
) -> Vec<String> {
    let reads = "select schemaname || '.' || relname, seq_tup_read from pg_stat_user_tables
                  where schemaname in ('public', 'lyceum') order by 1";
    run(observer, "select pg_stat_clear_snapshot()").await;
    let before = rows(observer, reads).await;
    run(sql, call).await;
    // Statistics of a session are told when it ends, or when it is asked to.
    run(sql, "select pg_stat_force_next_flush()").await;
    run(sql, "select 1").await;
    run(observer, "select pg_stat_clear_snapshot()").await;
    let after = rows(observer, reads).await;
    let count = |line: &str| {
        line.rsplit('|')
            .next()
            .and_then(|n| n.parse::<u64>().ok())
            .unwrap_or(0)
    };
    before
        .iter()
        .zip(&after)
        .filter(|(before, after)| count(after) > count(before) + 1000)
        .map(|(_, after)| after.split('|').next().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hot_calls_read_no_large_table_from_end_to_end() {
    let mut world = World::new().await;
    let mut postgres = world.database.connect("postgres").await;
    let version = rows(
        &mut postgres,
        "select current_setting('server_version_num')::integer >= 150000",
    )
    .await;
    assert_eq!(
        version,
        ["true"],
        "this test asks for statistics as PostgreSQL 15 and newer tell them"
    );
    fill(&mut postgres).await;
    each_is_planned_by_its_index(&mut postgres).await;
    let seen = sequential_reads(
        &mut world.operator,
        &mut postgres,
        "select count(*) from courses",
    )
    .await;
    assert_eq!(seen, ["public.courses"], "such a read would be seen");
    world
        .publish(&course("rust", 0, &[("rm1", &["rl1"])]))
        .await;
    let ada = world.learner("ada").await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "rl1", 5)),
        record(3, enroll("c7")),
    ])
    .await;
    let instance = ada.academy.hello().await.unwrap().instance;
    let batch = serde_json::json!({
        "instance": instance,
        "records": crate::world::as_pushed([
            record(10, study("rust", "rl1", 5)), record(11, study("c7", "l7-1", 5)),
            record(12, crate::world::complete("c7", "l7-1")), record(13, enroll("c9"))]),
    });
    let mut sql = world.database.connect(&ada.login).await;
    for call in [
        "select lyceum.hello_v1(1)".to_owned(),
        "select lyceum.pull_v1()".to_owned(),
        "select lyceum.course_v1('c7')".to_owned(),
        "select lyceum.catalog_v1(null, 'course-050000', 50)".to_owned(),
        "select lyceum.catalog_v1('{\"text\": \"nobody has this\"}')".to_owned(),
        "select lyceum.catalog_v1('{\"text\": \"4711\"}')".to_owned(),
        "select lyceum.catalog_v1('{\"enrolled\": true}')".to_owned(),
        "select lyceum.listing_v1('[\"c7\", \"c8\"]')".to_owned(),
        "select lyceum.outline_v1('c7')".to_owned(),
        "select lyceum.bodies_v1('c7', '[\"l7-1\"]')".to_owned(),
        "select count(*) from lyceum.manifest_v1('c5', 50)".to_owned(),
        format!("select lyceum.push_v1('{batch}')"),
    ] {
        let read = sequential_reads(&mut sql, &mut postgres, &call).await;
        assert_eq!(read, [""; 0], "{call}");
    }
    let author = format!(
        "select lyceum.publish_v1('{}')",
        serde_json::to_string(&course("new", 0, &[("nm", &["nl"])])).unwrap()
    );
    let instructor = world
        .person("author-of-new", lyceum::wire::Role::Instructor)
        .await;
    let mut sql = world.database.connect(&instructor.login).await;
    let read = sequential_reads(&mut sql, &mut postgres, &author).await;
    assert_eq!(read, [""; 0], "publishing");
}

/// The statements inside push and pull, one by one.
async fn each_is_planned_by_its_index(postgres: &mut PgConnection) {
    for (query, index) in [
        (
            "select * from lyceum.records where user_id = 'u5' and seq > 900 order by seq limit 1000",
            "records_seq",
        ),
        (
            "select * from lyceum.records where user_id = 'u5' and record_id = '00000005-0000-7000-8000-000000000001'",
            "records_pkey",
        ),
        (
            "select * from lyceum.records where user_id = 'u5' and lesson_id = 'l3-1' and kind = 'complete'",
            "records_lesson",
        ),
        (
            "select min(shown_at) from lyceum.completions where user_id = 'u5' and lesson_id = 'l3-1'
                and effective_at is not null and not undone",
            "completions_standing",
        ),
        (
            "select * from user_progress where user_id = 'u5' and lesson_id = 'l3-1' order by created_at, id limit 1",
            "user_progress",
        ),
        (
            "select count(*), max(id) from lyceum.course_changes where course_id = 'c77'",
            "course_changes_course",
        ),
        (
            "select * from courses where slug > 'course-050000' and published order by slug limit 50",
            "courses_slug",
        ),
        (
            "select * from enrollments where user_id = 'u5' and course_id = 'c3'",
            "enrollments_user",
        ),
    ] {
        let explained: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(format!("explain {query}")))
                .fetch_all(&mut *postgres)
                .await
                .unwrap();
        let explained = explained.join("\n");
        assert!(
            explained.contains(index) && !explained.contains("Seq Scan"),
            "{query}\n{explained}"
        );
    }
}

/// How often our inner functions ran during a call: what is looked up row by row shows here.
async fn inner_calls(world: &mut World, sql: &mut PgConnection, call: &str) -> String {
    run(sql, "select pg_stat_force_next_flush()").await;
    let calls =
        "select coalesce(sum(calls), 0) from pg_stat_user_functions where schemaname = 'lyceum'";
    let before = world.rows(calls).await.remove(0);
    run(sql, call).await;
    run(sql, "select pg_stat_force_next_flush()").await;
    run(sql, "select 1").await;
    world
        .rows(&calls.replace("coalesce(sum(calls), 0)", &format!("sum(calls) - {before}")))
        .await
        .remove(0)
}

#[tokio::test]
async fn what_is_read_takes_as_many_queries_for_many_rows_as_for_few() {
    let mut world = World::new().await;
    let modules: Vec<String> = (0..60).map(|n| format!("m{n}")).collect();
    let lessons: Vec<String> = (0..60).map(|n| format!("l{n}")).collect();
    for n in 0..60 {
        let (slug, lesson) = (format!("c{n}"), [lessons[n].as_str()]);
        let parts: &[(&str, &[&str])] = &[(modules[n].as_str(), &lesson)];
        world.publish(&course(&slug, 0, parts)).await;
    }
    let large: Vec<String> = (0..60).map(|n| format!("large{n}")).collect();
    let large: Vec<&str> = large.iter().map(String::as_str).collect();
    world
        .publish(&course("large", 0, &[("large", &large)]))
        .await;
    let ada = world.learner("ada").await;
    let enrollments = (0..60).map(|n| record(n + 1, enroll(&format!("c{n}"))));
    ada.does(enrollments.collect()).await;
    let database = world.database.name.clone();
    let mut postgres = world.database.connect("postgres").await;
    run(
        &mut postgres,
        &format!("alter database {database} set track_functions = 'all'"),
    )
    .await;
    let mut sql = world.database.connect(&ada.login).await;
    for (few, many) in [
        (
            "select lyceum.catalog_v1(null, null, 2)",
            "select lyceum.catalog_v1(null, null, 60)",
        ),
        (
            "select count(*) from lyceum.manifest_v1(null, 2)",
            "select count(*) from lyceum.manifest_v1(null, 60)",
        ),
        (
            "select lyceum.course_v1('c1')",
            "select lyceum.course_v1('large')",
        ),
        (
            "select lyceum.pull_v1(null, 2)",
            "select lyceum.pull_v1(null, 59)",
        ),
    ] {
        let of_few = inner_calls(&mut world, &mut sql, few).await;
        let of_many = inner_calls(&mut world, &mut sql, many).await;
        assert_ne!(of_few, "0", "calls are counted");
        assert_eq!(of_few, of_many, "{many}");
    }
}

/// How many pages of the learners' progress and of its indexes a call looked at.
async fn pages_of_progress(postgres: &mut PgConnection, sql: &mut PgConnection, call: &str) -> u64 {
    let looks = "select heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read
                   from pg_statio_user_tables where relid = 'public.user_progress'::regclass";
    let mut count = async |sql: &mut PgConnection| {
        for session in [&mut *sql, &mut *postgres] {
            run(session, "select pg_stat_force_next_flush()").await;
            run(session, "select 1").await;
        }
        run(postgres, "select pg_stat_clear_snapshot()").await;
        rows(postgres, looks)
            .await
            .remove(0)
            .parse::<u64>()
            .unwrap()
    };
    let before = count(sql).await;
    run(sql, call).await;
    count(sql).await - before
}

#[tokio::test]
async fn a_completion_reads_what_its_learner_has_completed_once_however_much_that_is() {
    let mut world = World::new().await;
    world.publish(&course("long", 0, &[("m1", &["l1"])])).await;
    let ada = world.learner("ada").await;
    ada.does(vec![record(1, enroll("long"))]).await;
    let mut postgres = world.database.connect("postgres").await;
    run(
        &mut postgres,
        &format!(
            "set session_replication_role = replica;
             insert into lessons (id, module_id, title, content, \"order\", duration)
             select 'more' || n, 'm1', 'L', 'text', n + 1, 5 from generate_series(1, 1000) n;
             insert into user_progress (user_id, course_id, module_id, lesson_id, completed, completed_at)
             select '{}', 'long', 'm1', 'more' || n, true, now() from generate_series(1, 1000) n;
             reset session_replication_role; analyze",
            ada.id
        ),
    )
    .await;
    let instance = ada.academy.hello().await.unwrap().instance;
    let batch = serde_json::json!({
        "instance": instance,
        "records": crate::world::as_pushed([record(2, crate::world::complete("long", "l1"))]),
    });
    let mut sql = world.database.connect(&ada.login).await;
    let call = format!("select lyceum.push_v1('{batch}')");
    let pages = pages_of_progress(&mut postgres, &mut sql, &call).await;
    assert!((1..500).contains(&pages), "{pages}");
    assert_eq!(
        world
            .rows("select progress_percentage from enrollments")
            .await,
        ["100"]
    );
}

#[tokio::test]
async fn lessons_and_completions_of_a_large_course_are_counted_as_they_are_whatever_the_web_did() {
    let mut world = World::new().await;
    world.publish(&course("long", 0, &[("m1", &["l1"])])).await;
    let few = world.learner("ada").await;
    let many = world.learner("ben").await;
    for person in [&few, &many] {
        person.does(vec![record(1, enroll("long"))]).await;
    }
    let mut web = world.database.connect("postgres").await;
    run(
        &mut web,
        &format!(
            "insert into modules (id, course_id, title, description, \"order\", duration)
             select 'p' || n, 'long', 'P', '', n + 10, 5 from generate_series(0, 3) n;
             insert into lessons (id, module_id, title, content, \"order\", duration)
             select 'p' || n % 4 || '-' || n, 'p' || n % 4, 'L', 'text', n, 5 from generate_series(1, 1600) n;
             insert into user_progress (user_id, course_id, module_id, lesson_id, completed, completed_at)
             select '{few}', 'long', module_id, id, true, now() from lessons where \"order\" <= 8
             union all
             select '{many}', 'long', module_id, id, \"order\" % 2 = 0, now() from lessons;
             -- Twice, as the platform's key allows.
             insert into user_progress (user_id, course_id, lesson_id, completed, completed_at)
             select user_id, 'long', lesson_id, true, now() from user_progress where lesson_id in ('p1-1', 'p2-2')",
            few = few.id,
            many = many.id,
        ),
    )
    .await;
    for change in [
        "select",
        "insert into lessons (id, module_id, title, content, \"order\", duration)
         select 'n' || n, 'm1', 'L', 'text', n + 10, 5 from generate_series(1, 30) n",
        "delete from lessons where id in ('p0-4', 'p0-8', 'p0-12')",
        "update lessons set module_id = 'm1', \"order\" = \"order\" + 1000 where id like 'p1-1%'",
        "update modules set published = false where id = 'p2'",
        "insert into courses (id, title, description, slug, price, duration, difficulty)
         values ('other', 'O', '', 'other', 0, 0, 'BEGINNER');
         update modules set course_id = 'other' where id = 'p3'",
        "update modules set published = null where id = 'p2'; delete from modules where id = 'p0'",
    ] {
        // Within the transaction that changes the course, and after it.
        run(&mut web, "begin").await;
        run(&mut web, change).await;
        let inside = miscounted(&mut web).await;
        run(&mut web, "commit").await;
        assert_eq!(inside, [""; 0], "{change}");
        assert_eq!(miscounted(&mut web).await, [""; 0], "{change}");
    }
}

/// Learners of the course `long` whose lessons or completions are counted otherwise than one by one.
async fn miscounted(connection: &mut PgConnection) -> Vec<String> {
    rows(
        connection,
        "with lesson as (
             select l.id from lessons l join modules m on m.id = l.module_id
              where m.course_id = 'long' and m.published is not false)
         select e.user_id, n.total, n.done
           from enrollments e, lyceum.lesson_counts(e.user_id, 'long') n
          where e.course_id = 'long'
            and (n.total, n.done) is distinct from (
                (select count(*)::integer from lesson),
                (select count(*)::integer from lesson
                  where id in (select lesson_id from user_progress p where p.user_id = e.user_id and p.completed)))",
    )
    .await
}
