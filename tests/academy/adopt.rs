//! Adopting the web application's database: every row kept, differences reported, rules added where rows allow.

use lyceum::academy::migrate::Before;
use lyceum::academy::{self, Academy, AcademyError, Migration, accounts};
use lyceum::domain::CourseId;
use lyceum::wire::Role;
use sqlx::PgConnection;
use sqlx::postgres::PgPoolOptions;

use crate::migrate::CATALOG;
use crate::postgres::{Cluster, Database, migrate, migration, rows, run, try_run};

/// The schema as Prisma makes it from the platform's models: TEXT, TIMESTAMP(3), ids and `updated_at` without
/// defaults, unique indexes for unique constraints, ON UPDATE CASCADE, hardly any index.
pub(crate) const PRISMA: &str = include_str!("prisma.sql");

/// A database that the web application's role owns, with its rows.
pub(crate) async fn webs_database(schema: &str) -> Database<'static> {
    let database = Cluster::shared().empty_database().await;
    let mut postgres = database.connect("postgres").await;
    run(
        &mut postgres,
        "do $$ begin create role web_owner login; exception when duplicate_object or unique_violation then null; end $$;
         grant web_owner to operator; grant create on schema public to web_owner",
    )
    .await;
    let mut web = database.connect("web_owner").await;
    run(&mut web, schema).await;
    run(&mut web, ROWS).await;
    database
}

const ROWS: &str = "
    insert into users (id, email, updated_at) values ('u1', 'ada@example.org', now()), ('u2', 'bob@example.org', now());
    insert into courses (id, title, description, slug, price, duration, difficulty, published, updated_at)
    values ('c1', 'Rust', 'd', 'rust', 0, 10, 'BEGINNER', true, now()), ('c2', 'Empty', 'd', 'empty', 0, 0, 'EXPERT', true, now());
    insert into modules (id, course_id, title, description, \"order\", duration, updated_at) values ('m1', 'c1', 'M', '', 1, 10, now());
    insert into lessons (id, module_id, title, content, \"order\", duration, updated_at)
    values ('l1', 'm1', 'L1', 'text', 1, 5, now()), ('l2', 'm1', 'L2', 'text', 2, 5, now());
    insert into enrollments (id, user_id, course_id) values ('e1', 'u1', 'c1');
    insert into user_progress (id, user_id, course_id, module_id, lesson_id, time_spent, updated_at)
    values ('p1', 'u1', 'c1', 'm1', 'l1', 100, now());
    insert into certificates (id, user_id, course_id, certificate_number) values ('z1', 'u2', 'c1', 'WEB-1');";

const EVERYTHING: &str = "select (select jsonb_agg(to_jsonb(t) order by id) from users t), (select jsonb_agg(to_jsonb(t) order by id) from courses t),
        (select jsonb_agg(to_jsonb(t) order by id) from lessons t), (select jsonb_agg(to_jsonb(t) order by id) from user_progress t),
        (select jsonb_agg(to_jsonb(t) order by id) from enrollments t), (select jsonb_agg(to_jsonb(t) order by id) from certificates t),
        (select jsonb_agg(tableowner || tablename order by tablename) from pg_tables where schemaname = 'public')";

async fn learner(operator: &mut PgConnection, database: &Database<'_>, email: &str) -> Academy {
    let login = accounts::grant(operator, email, Role::Student)
        .await
        .unwrap()
        .login;
    let url = database.cluster.url(&login, &database.name);
    Academy::direct(
        PgPoolOptions::new()
            .max_connections(1)
            .connect_lazy_with(url.options().clone()),
    )
}

#[tokio::test]
async fn a_database_that_prisma_made_is_adopted_and_serves_learners() {
    let database = webs_database(PRISMA).await;
    let mut operator = database.operator().await;
    let before = rows(&mut operator, EVERYTHING).await;
    let report = migrate(&mut operator).await.unwrap();
    assert_eq!(report.before, Before::Platform);
    assert_eq!(
        rows(&mut operator, EVERYTHING).await,
        before,
        "rows and owners are as they were"
    );
    let said: Vec<String> = report.differences.iter().map(ToString::to_string).collect();
    for difference in [
        "users.email: is text, documented is character varying",
        "users.id: has no default, documented is gen_random_uuid()",
        "courses.created_at: is timestamp(3) without time zone, documented is timestamp without time zone",
        "lessons: lacks the index on (lesson_type)",
    ] {
        assert!(
            said.iter().any(|line| line == difference),
            "{difference} is not in {said:#?}"
        );
    }

    let ada = learner(&mut operator, &database, "ada@example.org").await;
    let hello = ada.hello().await.unwrap();
    let batch = lyceum::wire::Batch {
        instance: hello.instance,
        device: crate::world::device(),
        base: None,
        sent_at: hello.server_time,
        records: crate::world::pushed(vec![
            crate::world::record(1, crate::world::study("c1", "l1", 20)),
            crate::world::record(2, crate::world::complete("c1", "l1")),
            crate::world::record(3, crate::world::complete("c1", "l2")),
            crate::world::record(4, crate::world::reopen("c1", "l2", 3)),
            crate::world::record(5, crate::world::complete("c1", "l2")),
        ]),
    };
    for receipt in ada.push(&batch).await.unwrap().receipts {
        assert!(
            matches!(receipt.outcome, lyceum::wire::Outcome::Applied { .. }),
            "{receipt:?}"
        );
    }
    assert_eq!(
        rows(
            &mut operator,
            "select id = 'p1', time_spent, completed from user_progress order by lesson_id"
        )
        .await,
        ["true|120|true", "false|0|true"]
    );
    assert_eq!(
        rows(
            &mut operator,
            "select status, progress_percentage from enrollments"
        )
        .await,
        ["COMPLETED|100"]
    );
    assert!(
        ada.course(&CourseId::new("c1"))
            .await
            .unwrap()
            .into_tree()
            .is_some()
    );
    assert_eq!(
        rows(
            &mut operator,
            "select user_id, course_id from lyceum.certificate_claims order by 1"
        )
        .await,
        ["u1|c1", "u2|c1"],
        "the web's certificate is claimed"
    );
}

#[tokio::test]
async fn adopting_adds_the_rules_and_triggers_that_are_named_and_nothing_else() {
    let database = webs_database(PRISMA).await;
    let mut operator = database.operator().await;
    let mut before = Vec::new();
    for query in CATALOG {
        before.push(rows(&mut operator, query).await);
    }
    let report = migrate(&mut operator).await.unwrap();
    assert_eq!(report.rules.added.len(), 5);
    for (query, before) in CATALOG.into_iter().zip(before) {
        assert_eq!(rows(&mut operator, query).await, before);
    }
    let others = "select tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                   where c.relnamespace = 'public'::regnamespace and not tgisinternal and tgname !~ '^lyceum_'
                  union all select proname from pg_proc where pronamespace = 'public'::regnamespace
                  union all select relname from pg_class
                             where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'S')
                  union all select relname from pg_class
                             where relnamespace = 'public'::regnamespace and relrowsecurity";
    assert_eq!(rows(&mut operator, others).await, [""; 0]);
}

#[tokio::test]
async fn what_differs_from_the_documentation_can_be_mended_by_what_doctor_prints() {
    let database = webs_database(PRISMA).await;
    let mut operator = database.operator().await;
    migrate(&mut operator).await.unwrap();
    let before = academy::doctor::examine(&mut operator).await.unwrap();
    assert!(
        before.iter().filter(|f| f.check == "drift").count() > 100,
        "{before:#?}"
    );
    for finding in before {
        run(&mut operator, finding.mend.as_deref().unwrap()).await;
    }
    let left = academy::doctor::examine(&mut operator).await.unwrap();
    assert_eq!(left, []);
}

#[tokio::test]
async fn the_web_may_change_the_type_of_any_column_of_its_own() {
    let database = webs_database(PRISMA).await;
    let mut operator = database.operator().await;
    migrate(&mut operator).await.unwrap();
    let mut web = database.connect("web_owner").await;
    run(&mut web, "alter table courses alter column updated_at type timestamp(6), alter column title type varchar(300)").await;
}

#[tokio::test]
async fn adopting_twice_changes_nothing() {
    let database = webs_database(PRISMA).await;
    let mut operator = database.operator().await;
    migrate(&mut operator).await.unwrap();
    let catalog =
        "select oid, relacl::text from pg_class union all select oid, xmin::text from pg_trigger
                   union all select oid, xmin::text from pg_constraint order by 1, 2";
    let before = rows(&mut operator, catalog).await;
    let again = migrate(&mut operator).await.unwrap();
    assert!(again.applied.is_empty() && again.rules.added.is_empty());
    assert_eq!(rows(&mut operator, catalog).await, before);
}

#[tokio::test]
async fn on_an_adopted_database_a_published_course_without_content_is_reported_until_enforced() {
    let database = webs_database(PRISMA).await;
    let mut operator = database.operator().await;
    migrate(&mut operator).await.unwrap();
    let mut web = database.connect("web_owner").await;
    run(&mut web, "update courses set published = false where id = 'c2'; update courses set published = true where id = 'c2'").await;
    let enforcing = Migration {
        enforce: true,
        ..migration()
    };
    academy::migrate(&mut operator, &enforcing).await.unwrap();
    run(
        &mut web,
        "update courses set published = false where id = 'c2'",
    )
    .await;
    assert!(
        try_run(
            &mut web,
            "update courses set published = true where id = 'c2'"
        )
        .await
        .is_err()
    );
}

#[tokio::test]
async fn a_rule_that_rows_break_is_reported_and_added_once_they_are_mended() {
    let database = webs_database(PRISMA).await;
    let mut web = database.connect("web_owner").await;
    run(
        &mut web,
        "update courses set price = -5, slug = 'a b' where id = 'c1';
                   update enrollments set status = 'COMPLETED'",
    )
    .await;
    let mut operator = database.operator().await;
    let report = migrate(&mut operator).await.unwrap();
    assert_eq!(
        report.rules.added,
        ["courses_title_at_most_200", "courses_featured_is_published"]
    );
    let broken: Vec<_> = report
        .rules
        .broken
        .iter()
        .map(|b| (b.rule.name, b.rows.clone()))
        .collect();
    assert_eq!(
        broken,
        [
            ("courses_price_not_negative", vec!["c1".to_owned()]),
            ("courses_slug_url_safe", vec!["c1".to_owned()]),
            ("enrollments_completed_has_date", vec!["e1".to_owned()]),
        ]
    );
    run(
        &mut web,
        "update courses set title = 'the web still writes such a row' where id = 'c1'",
    )
    .await;

    for rule in report.rules.broken {
        run(&mut operator, rule.rule.mend).await;
    }
    let report = migrate(&mut operator).await.unwrap();
    assert_eq!(report.rules.added.len(), 3);
    assert!(report.rules.broken.is_empty());
}

#[tokio::test]
async fn what_our_functions_can_not_use_is_refused_with_the_list_and_nothing_changes() {
    for (spoil, says) in [
        (
            "alter table courses alter price type text",
            "courses.price: is text, documented is integer",
        ),
        (
            "alter table lessons rename content to body",
            "lessons.content: is missing",
        ),
        (
            "alter table users alter created_at type timestamptz",
            "users.created_at: is timestamp with time zone",
        ),
        (
            "alter table enrollments add cohort text not null default ''; alter table enrollments alter cohort drop default",
            "enrollments.cohort: may not be null and has no default",
        ),
        (
            "alter table courses add who text",
            "courses.who: isn't documented and has a name",
        ),
        (
            "alter type enrollment_status rename value 'REFUNDED' to 'RETURNED'",
            "type enrollment_status: lacks the value REFUNDED",
        ),
    ] {
        let database = webs_database(PRISMA).await;
        let mut web = database.connect("web_owner").await;
        run(&mut web, spoil).await;
        let mut operator = database.operator().await;
        let refusal = migrate(&mut operator).await.unwrap_err();
        assert!(matches!(refusal, AcademyError::Unusable(_)), "{refusal}");
        assert!(refusal.to_string().contains(says), "{refusal}");
        assert_eq!(
            rows(
                &mut operator,
                "select count(*) from pg_namespace where nspname = 'lyceum'"
            )
            .await,
            ["0"]
        );
    }
}

#[tokio::test]
async fn some_of_the_tables_alone_are_not_adopted() {
    let database = webs_database(PRISMA).await;
    run(
        &mut database.connect("web_owner").await,
        "drop table sessions; drop table accounts",
    )
    .await;
    let refusal = migrate(&mut database.operator().await).await.unwrap_err();
    assert!(
        refusal.to_string().contains("accounts, sessions"),
        "{refusal}"
    );
}

#[tokio::test]
async fn missing_privileges_are_said_as_grants_and_are_enough() {
    let database = webs_database(PRISMA).await;
    let mut postgres = database.connect("postgres").await;
    let helper = format!("helper_{}", database.name);
    run(&mut postgres, &format!("create role {helper} login")).await;
    let mut connection = database.connect(&helper).await;
    let refusal = migrate(&mut connection).await.unwrap_err();
    let AcademyError::MissingPrivileges(statements) = refusal else {
        panic!("{refusal}");
    };
    assert_eq!(
        statements,
        academy::migrate::missing_privileges(&mut connection)
            .await
            .unwrap()
    );
    assert!(
        statements.contains(&format!(
            "GRANT CREATE ON DATABASE {} TO {helper};",
            database.name
        )),
        "{statements:?}"
    );
    assert!(
        statements.contains(&format!("GRANT web_owner TO {helper};")),
        "{statements:?}"
    );
    for statement in statements {
        run(&mut postgres, &statement).await;
    }
    assert_eq!(
        migrate(&mut connection).await.unwrap().before,
        Before::Platform
    );
}

#[tokio::test]
async fn who_can_make_no_logins_is_told_what_allows_it_and_that_is_enough() {
    let database = Cluster::shared().academy().await;
    let mut postgres = database.connect("postgres").await;
    let helper = format!("granter_{}", database.name);
    run(
        &mut postgres,
        &format!("create role {helper} login; grant operator, lyceum_owner to {helper}"),
    )
    .await;
    let mut connection = database.connect(&helper).await;
    let refusal = accounts::grant(&mut connection, "ada@example.org", Role::Student).await;
    let Err(AcademyError::MissingPrivileges(statements)) = refusal else {
        panic!("{refusal:?}");
    };
    assert!(
        statements.contains(&format!("ALTER ROLE {helper} CREATEROLE;")),
        "{statements:?}"
    );
    for statement in statements {
        run(&mut postgres, &statement).await;
    }
    accounts::grant(&mut connection, "ada@example.org", Role::Student)
        .await
        .unwrap();
    accounts::revoke(&mut connection, "ada@example.org")
        .await
        .unwrap();
}

#[tokio::test]
async fn who_has_no_right_on_an_academy_is_told_what_a_migration_needs() {
    let database = Cluster::shared().academy().await;
    let mut postgres = database.connect("postgres").await;
    let stranger = format!("stranger_{}", database.name);
    run(&mut postgres, &format!("create role {stranger} login")).await;
    let mut connection = database.connect(&stranger).await;
    let refusal = migrate(&mut connection).await.unwrap_err();
    assert!(
        refusal
            .to_string()
            .contains(&format!("GRANT lyceum_owner TO {stranger};")),
        "{refusal}"
    );
}
