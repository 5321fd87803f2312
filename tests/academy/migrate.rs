//! `db migrate` on an empty database: exactly the documented schema, and nothing of ours beside it.

use lyceum::academy;
use lyceum::academy::migrate::Before;

use crate::postgres::{Cluster, Durability, migrate, rows, run};

/// The platform's documentation, as it came to us.
pub(crate) const DOCUMENT: &str = include_str!("../../docs/platform-schema.md");

/// The document's own statements that match: enums come last there, but first here.
fn documented_ddl() -> String {
    let blocks: Vec<&str> = DOCUMENT
        .split("```sql\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    let of = |start: &str| -> String {
        let matching = blocks.iter().filter(|block| block.starts_with(start));
        matching.copied().collect()
    };
    of("CREATE TYPE") + &of("CREATE TABLE") + &of("CREATE INDEX")
}

/// The schema `public` in the catalog's words, without our five constraints and our triggers.
pub(crate) const CATALOG: [&str; 4] = [
    "select 'enum', t.typname, e.enumlabel, e.enumsortorder
       from pg_enum e join pg_type t on t.oid = e.enumtypid
      where t.typnamespace = 'public'::regnamespace order by 2, 4",
    "select 'column', c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
            pg_get_expr(d.adbin, d.adrelid)
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
       left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 2, 3",
    "select 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)
       from pg_constraint
      where connamespace = 'public'::regnamespace and contype <> 't'
        and conname !~ '^(courses_(price|slug_url|title|featured)|enrollments_completed_has)' order by 2, 3",
    "select 'index', tablename, indexname, indexdef from pg_indexes where schemaname = 'public' order by 2, 3",
];

/// How many numbered migrations there are.
const NUMBERED: usize = 1;

#[tokio::test]
async fn an_empty_database_gets_exactly_the_documented_schema() {
    let cluster = Cluster::shared();
    let (ours, theirs) = (cluster.academy().await, cluster.empty_database().await);
    let (mut ours, mut theirs) = (ours.operator().await, theirs.connect("postgres").await);
    run(&mut theirs, &documented_ddl()).await;

    for query in CATALOG {
        let documented = rows(&mut theirs, query).await;
        assert!(
            documented.len() >= 5,
            "the document was read: {documented:?}"
        );
        assert_eq!(rows(&mut ours, query).await, documented);
    }
    let tables = rows(
        &mut theirs,
        "select count(*) from pg_tables where schemaname = 'public'",
    );
    assert_eq!(tables.await, ["12"]);
}

#[tokio::test]
async fn migrating_again_changes_nothing() {
    let database = Cluster::shared().empty_database().await;
    let mut operator = database.operator().await;
    let first = migrate(&mut operator).await.unwrap();
    assert_eq!(first.before, Before::Empty);
    assert_eq!(first.applied.len(), NUMBERED);
    assert_eq!(first.rules.added.len(), 5);

    let everything = "select oid, relacl::text from pg_class
                      union all select oid, xmin::text from pg_proc
                      union all select oid, xmin::text from pg_trigger
                      union all select oid, xmin::text from pg_constraint order by 1, 2";
    let before = rows(&mut operator, everything).await;
    let second = migrate(&mut operator).await.unwrap();
    assert_eq!(second.before, Before::Academy);
    assert!(second.applied.is_empty() && second.rules.added.is_empty());
    assert!(second.differences.is_empty(), "{:?}", second.differences);
    assert_eq!(rows(&mut operator, everything).await, before);
}

#[tokio::test]
async fn of_two_migrations_at_once_one_waits() {
    let database = Cluster::shared().empty_database().await;
    let (mut one, mut other) = (database.operator().await, database.operator().await);
    let (first, second) = tokio::join!(migrate(&mut one), migrate(&mut other));
    let applied = first.unwrap().applied.len() + second.unwrap().applied.len();
    assert_eq!(applied, NUMBERED);
}

/// The roles belong to the cluster, and nobody has made them in this one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn databases_of_a_new_cluster_are_migrated_at_once() {
    static CLUSTER: std::sync::OnceLock<Cluster> = std::sync::OnceLock::new();
    let cluster = CLUSTER.get_or_init(|| Cluster::start(Durability::Off));
    let mut migrations = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let database = cluster.empty_database().await;
        migrations.spawn(async move {
            let mut operator = database.operator().await;
            migrate(&mut operator).await
        });
    }
    while let Some(migrated) = migrations.join_next().await {
        assert_eq!(migrated.unwrap().unwrap().before, Before::Empty);
    }
}

#[tokio::test]
async fn what_is_ours_belongs_to_the_owner_and_no_other_may_run_it() {
    let academy = Cluster::shared().academy().await;
    let mut operator = academy.operator().await;
    let strangers = "select proname from pg_proc
                      where pronamespace = 'lyceum'::regnamespace
                        and (proowner <> 'lyceum_owner'::regrole
                             or has_function_privilege('public', oid, 'execute'))";
    assert_eq!(rows(&mut operator, strangers).await, [""; 0]);
    let open = "select proname from pg_proc
                 where pronamespace = 'lyceum'::regnamespace
                   and has_function_privilege('lyceum_learner', oid, 'execute') order by 1";
    assert_eq!(
        rows(&mut operator, open).await,
        [
            "bodies_v1",
            "catalog_v1",
            "course_v1",
            "devices_v1",
            "hello_v1",
            "image_v1",
            "lacking_v1",
            "learners_v1",
            "listing_v1",
            "manifest_v1",
            "outline_v1",
            "publish_v1",
            "pull_v1",
            "push_v1",
            "revision_v1",
            "revoke_device_v1",
            "revoke_other_devices_v1",
            "unpublish_v1",
            "upload_v1"
        ]
    );
    let unsafe_definers = "select proname from pg_proc
                            where pronamespace = 'lyceum'::regnamespace and prosecdef
                              and not ('search_path=pg_catalog, pg_temp' = any (coalesce(proconfig, '{}')))";
    assert_eq!(rows(&mut operator, unsafe_definers).await, [""; 0]);
    let open_tables = "select relname from pg_class
                        where relnamespace = 'lyceum'::regnamespace and relkind = 'r'
                          and relname <> '_sqlx_migrations'
                          and not (relrowsecurity and relforcerowsecurity
                                   and relowner = 'lyceum_owner'::regrole)";
    assert_eq!(rows(&mut operator, open_tables).await, [""; 0]);
}

#[tokio::test]
async fn a_superuser_who_migrates_makes_nothing_more_powerful() {
    let database = Cluster::shared().empty_database().await;
    let mut postgres = database.connect("postgres").await;
    migrate(&mut postgres).await.unwrap();
    assert_eq!(academy::doctor::examine(&mut postgres).await.unwrap(), []);
    let powerful = "select rolname from pg_roles
                     where rolname in ('lyceum_owner', 'lyceum_learner', 'lyceum_server')
                       and (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb)";
    assert_eq!(rows(&mut postgres, powerful).await, [""; 0]);
    let of_superusers = "select c.relname from pg_class c join pg_roles r on r.oid = c.relowner
                          where c.relnamespace = 'lyceum'::regnamespace and r.rolsuper";
    assert_eq!(rows(&mut postgres, of_superusers).await, [""; 0]);
}

#[tokio::test]
async fn a_role_of_ours_that_somebody_made_powerful_is_refused() {
    static CLUSTER: std::sync::OnceLock<Cluster> = std::sync::OnceLock::new();
    let cluster = CLUSTER.get_or_init(|| Cluster::start(Durability::Off));
    let database = cluster.empty_database().await;
    let mut postgres = database.connect("postgres").await;
    run(&mut postgres, "create role lyceum_owner superuser login").await;
    let refusal = migrate(&mut postgres).await.unwrap_err();
    let mend = "ALTER ROLE lyceum_owner NOSUPERUSER NOLOGIN NOBYPASSRLS;";
    assert!(refusal.to_string().contains(mend), "{refusal}");
    run(&mut postgres, mend).await;
    migrate(&mut postgres).await.unwrap();
}

#[tokio::test]
async fn a_file_is_applied_again_when_its_text_changed_and_no_other_is() {
    let academy = Cluster::shared().academy().await;
    let mut operator = academy.operator().await;
    let again = migrate(&mut operator).await.unwrap();
    assert_eq!(again.renewed, [""; 0]);
    run(
        &mut operator,
        "create or replace function lyceum.is_admin(who text) returns boolean language sql as 'select true';
         drop trigger lyceum_claim on certificates;
         revoke execute on function lyceum.pull_v1(jsonb, integer, text) from lyceum_learner;
         update lyceum.definitions set digest = 'older'
          where file in ('functions/is_admin.sql', 'triggers/claim_certificate.sql', 'rights/callers.sql')",
    )
    .await;
    let later = migrate(&mut operator).await.unwrap();
    assert_eq!(
        later.renewed,
        [
            "functions/is_admin.sql",
            "triggers/claim_certificate.sql",
            "rights/callers.sql"
        ]
    );
    let findings = academy::doctor::examine(&mut operator).await.unwrap();
    assert!(
        findings.iter().all(|f| f.check != "schema"),
        "{findings:#?}"
    );
}

#[tokio::test]
async fn an_older_program_leaves_the_functions_of_a_newer_one_alone() {
    let academy = Cluster::shared().academy().await;
    let mut operator = academy.operator().await;
    run(
        &mut operator,
        "update lyceum.instance set program = '99.0.0';
         update lyceum.definitions set digest = 'newer' where file = 'functions/is_admin.sql'",
    )
    .await;
    let refusal = migrate(&mut operator).await.unwrap_err();
    assert!(refusal.to_string().contains("update Lyceum"), "{refusal}");
    let kept = "select count(*) from lyceum.definitions where digest = 'newer'";
    assert_eq!(rows(&mut operator, kept).await, ["1"]);
}

/// So that a stranger finds the function that runs: `lyceum.push_for` is in `functions/push_for.sql`.
#[test]
fn each_function_stands_once_in_the_file_of_its_name() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres");
    let made = |text: &str| -> Vec<String> {
        let names = text.lines().filter_map(|line| {
            let line = line.to_lowercase();
            let rest = line.split_once("function lyceum.")?;
            let makes = rest.0.trim_start().starts_with("create");
            makes.then(|| rest.1.split('(').next().unwrap().to_owned())
        });
        names.collect()
    };
    for entry in std::fs::read_dir(format!("{folder}/functions")).unwrap() {
        let path = entry.unwrap().path();
        let names = made(&std::fs::read_to_string(&path).unwrap());
        let stem = path.file_stem().unwrap().to_string_lossy();
        // A file may make one for each table, which begin with its name.
        let of_tables = format!("{stem}_%1$s");
        let is_its = |name: &String| *name == stem || *name == of_tables;
        assert!(
            !names.is_empty() && names.iter().all(is_its),
            "{path:?}: {names:?}"
        );
    }
    for other in [".", "setup", "triggers", "rights"] {
        for entry in std::fs::read_dir(format!("{folder}/{other}")).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let names = made(&std::fs::read_to_string(&path).unwrap());
                assert_eq!(names, [""; 0], "{path:?}");
            }
        }
    }
}
