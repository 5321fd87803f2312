//! `lyceum db …` as an operator runs it.

use std::process::{Command, Output};

use crate::postgres::{Cluster, Database};

/// `lyceum`, with a home of its own.
fn lyceum(arguments: &[&str]) -> Output {
    run_in_a_home(Command::new(env!("CARGO_BIN_EXE_lyceum")).args(arguments))
}

fn run_in_a_home(command: &mut Command) -> Output {
    let home = tempfile::tempdir().unwrap();
    command.env("LYCEUM_HOME", home.path()).output().unwrap()
}

/// `lyceum db` against a database, to be run.
fn db_command(database: &Database<'_>, login: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lyceum"));
    command
        .arg("db")
        .args(arguments)
        .env("LYCEUM_DATABASE_URL", database.url_text(login))
        .env_remove("PGPASSWORD");
    command
}

/// Runs `lyceum db` against a database.
pub(crate) fn db(database: &Database<'_>, login: &str, arguments: &[&str]) -> Output {
    run_in_a_home(&mut db_command(database, login, arguments))
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_password_on_the_command_line_is_refused_with_the_reason() {
    let url = "postgres://ada:geheim@localhost/academy";
    let output = lyceum(&["db", "migrate", "--url", url]);
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output);
    assert!(
        said.contains("list of processes") && said.contains("PGPASSWORD"),
        "{said}"
    );
    assert!(!said.contains("geheim"), "{said}");
}

#[tokio::test]
async fn an_operator_migrates_grants_appoints_and_revokes() {
    let database = Cluster::shared().empty_database().await;
    let output = db(&database, "operator", &["grant", "opal@example.org"]);
    assert!(
        said(&output).contains("run `lyceum db migrate` first"),
        "{}",
        said(&output)
    );

    let output = db(&database, "operator", &["migrate", "--shared-cluster"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(
        said(&output).contains("The database was empty"),
        "{}",
        said(&output)
    );
    let output = db(&database, "operator", &["migrate", "--shared-cluster"]);
    assert_eq!(said(&output), "The academy's schema is up to date.\n");

    let output = db(
        &database,
        "operator",
        &["grant", "opal@example.org", "--role", "instructor"],
    );
    let granted = said(&output);
    assert!(
        granted.contains("Made an account for opal@example.org."),
        "{granted}"
    );
    let password = granted
        .lines()
        .find_map(|line| line.strip_prefix("Password "))
        .unwrap()
        .trim();
    assert_eq!(password.len(), 32);
    let mut operator = database.operator().await;
    let mut postgres = database.connect("postgres").await;
    let kept = crate::postgres::rows(
        &mut postgres,
        "select rolpassword like 'SCRAM-SHA-256$4096:%', rolconnlimit, rolsuper from pg_authid
          where rolname = (select role from lyceum.db_logins)",
    );
    assert_eq!(kept.await, ["true|4|false"]);

    crate::postgres::run(
        &mut operator,
        "insert into courses (id, title, description, slug, price, duration, difficulty)
         values ('c1', 'C', '', 'rust', 0, 0, 'BEGINNER')",
    )
    .await;
    let output = db(
        &database,
        "operator",
        &["editor", "add", "rust", "opal@example.org"],
    );
    assert_eq!(said(&output), "opal@example.org is an editor of rust.\n");
    let output = db(
        &database,
        "operator",
        &["editor", "remove", "c1", "opal@example.org"],
    );
    assert_eq!(
        said(&output),
        "opal@example.org is no longer an editor of c1.\n"
    );
    let output = db(
        &database,
        "operator",
        &["editor", "add", "go", "opal@example.org"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        said(&output),
        "lyceum: there is no course with the slug or id `go`\n"
    );

    let output = db(&database, "operator", &["revoke", "OPAL@example.org"]);
    assert!(
        said(&output).contains("no longer has access to anything"),
        "{}",
        said(&output)
    );
    let left = "select count(*) from pg_roles where rolname like 'lyceum_opal_%'
                  and not exists (select from lyceum.db_logins where role = rolname)
                  and pg_has_role(rolname, 'lyceum_learner', 'member')";
    assert_eq!(crate::postgres::rows(&mut operator, left).await, ["0"]);
}

#[tokio::test]
async fn a_student_can_not_be_appointed_an_editor() {
    let world = crate::world::World::new().await;
    let database = &world.database;
    db(database, "operator", &["seed"]);
    let output = db(
        database,
        "operator",
        &["editor", "add", "applied-ai", "ada@example.org"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        said(&output),
        "lyceum: ada@example.org is a student's account: only an instructor or admin can be an editor\n"
    );
}

/// The password in what `grant` printed.
fn password(output: &Output) -> String {
    let said = said(output);
    let line = said.lines().find_map(|line| line.strip_prefix("Password "));
    line.unwrap_or_else(|| panic!("{said}")).trim().to_owned()
}

#[tokio::test]
async fn a_server_gets_a_login_that_works_for_whoever_it_names() {
    let mut world = crate::world::World::new().await;
    let ada = world.learner("ada").await;
    let name = format!("sync_{}", world.database.name);
    let granted = db(&world.database, "operator", &["grant", "--server", &name]);
    assert!(granted.status.success(), "{}", said(&granted));
    assert!(
        said(&granted).contains(&format!("postgres://{name}@")),
        "{}",
        said(&granted)
    );
    let (first, again) = (
        password(&granted),
        db(&world.database, "operator", &["grant", "--server", &name]),
    );
    assert!(
        said(&again).starts_with("The login has a new password"),
        "{}",
        said(&again)
    );
    assert_ne!(first, password(&again));
    let mut postgres = world.database.connect("postgres").await;
    let kept = "select rolpassword like 'SCRAM-SHA-256$4096:%', rolconnlimit from pg_authid
                 where rolname = (select role from lyceum.db_logins where kind = 'server')";
    assert_eq!(
        crate::postgres::rows(&mut postgres, kept).await,
        ["true|-1"]
    );

    let pool = sqlx::postgres::PgPoolOptions::new().max_connections(1);
    let url = world.database.cluster.url(&name, &world.database.name);
    let pool = pool.connect_lazy_with(url.options().clone());
    let academy = lyceum::academy::Academy::on_behalf_of(pool, &ada.id);
    assert_eq!(academy.hello().await.unwrap().user.id, ada.id);

    let revoked = db(&world.database, "operator", &["revoke", "--server", &name]);
    assert!(revoked.status.success(), "{}", said(&revoked));
    assert!(
        academy.hello().await.is_err(),
        "in a session that is open, too"
    );
    let revoked = db(&world.database, "operator", &["revoke", "--server", &name]);
    assert_eq!(
        said(&revoked),
        format!("lyceum: no server has the database login {name}\n")
    );
}

#[tokio::test]
async fn a_servers_login_takes_nobody_elses_name() {
    let mut world = crate::world::World::new().await;
    let ada = world.learner("ada").await;
    for name in ["operator", "postgres"] {
        let output = db(&world.database, "operator", &["grant", "--server", name]);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            said(&output).contains("choose another name"),
            "{}",
            said(&output)
        );
    }
    for name in [
        ada.login.as_str(),
        "lyceum_owner",
        "pg_monitor",
        "Sync",
        "",
        "a b",
        "1a",
    ] {
        let output = db(&world.database, "operator", &["grant", "--server", name]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(
            said(&output).contains("can't name a server's login"),
            "{}",
            said(&output)
        );
    }
    let output = db(
        &world.database,
        "operator",
        &["grant", "--server", "a", "--role", "admin"],
    );
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
}

/// A server that asks for passwords, except of the user `postgres`.
async fn with_passwords() -> Database<'static> {
    static CLUSTER: std::sync::OnceLock<Cluster> = std::sync::OnceLock::new();
    let cluster = CLUSTER.get_or_init(|| Cluster::start(crate::postgres::Durability::Off));
    let database = cluster.academy().await;
    let mut postgres = database.connect("postgres").await;
    let file = crate::postgres::rows(&mut postgres, "select current_setting('hba_file') as file");
    let statement = format!(
        "alter role operator password 'geheim';
         copy (select 'local all postgres trust' union all select 'local all all scram-sha-256') to '{}';
         select pg_reload_conf()",
        file.await.remove(0)
    );
    crate::postgres::run(&mut postgres, &statement).await;
    // Connections are refused only once the new rules are read.
    while database
        .cluster
        .url("operator", &database.name)
        .connect()
        .await
        .is_ok()
    {
        tokio::task::yield_now().await;
    }
    database
}

#[tokio::test]
async fn the_password_comes_from_the_environment_or_the_password_file() {
    let database = with_passwords().await;
    let health = || db_command(&database, "operator", &["health"]);
    for wrong in [None, Some("falsch")] {
        let mut command = health();
        command.envs(wrong.map(|password| ("PGPASSWORD", password)));
        let output = run_in_a_home(&mut command);
        assert_eq!(output.status.code(), Some(1));
        let said = said(&output);
        assert!(
            said.contains("can't connect to postgres://operator@localhost"),
            "{said}"
        );
        assert!(!said.contains("falsch"), "{said}");
        assert_eq!(
            said.matches("authenti").count() + said.matches("password").count(),
            2,
            "said once: {said}"
        );
    }
    let output = run_in_a_home(health().env("PGPASSWORD", "geheim"));
    assert!(output.status.success(), "{}", said(&output));

    let home = tempfile::tempdir().unwrap();
    let file = home.path().join(".pgpass");
    std::fs::write(&file, "*:*:*:operator:geheim\n").unwrap();
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(&file, private).unwrap();
    let output = run_in_a_home(health().env("PGPASSFILE", &file));
    assert!(output.status.success(), "{}", said(&output));

    // A granted password is one that the server knows.
    let granted = run_in_a_home(
        db_command(&database, "operator", &["grant", "ada@example.org"])
            .env("PGPASSWORD", "geheim"),
    );
    let (password, said) = (password(&granted), said(&granted));
    let login = said
        .split("postgres://")
        .nth(1)
        .unwrap()
        .split('@')
        .next()
        .unwrap();
    let output =
        run_in_a_home(db_command(&database, login, &["seed"]).env("PGPASSWORD", &password));
    let said = self::said(&output);
    assert!(
        said.contains("this login may not do that"),
        "it connected: {said}"
    );
    assert!(!said.contains(&password), "{said}");
}

#[tokio::test]
async fn health_and_doctor_tell_programs_by_json_and_exit_status() {
    let database = Cluster::shared().empty_database().await;
    let output = db(&database, "operator", &["health", "--json"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    db(&database, "operator", &["migrate", "--shared-cluster"]);
    let output = db(&database, "operator", &["health", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let health: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(health["problems"], serde_json::json!([]));
    for key in [
        "server",
        "bytes",
        "connections",
        "migrations_applied",
        "tables",
        "indexes",
        "standbys",
        "seconds_behind",
    ] {
        assert!(health.get(key).is_some(), "{key} is not in {health}");
    }
    assert!(
        health["tables"][0].get("dead_rows").is_some()
            && health["indexes"][0].get("scans").is_some()
    );

    let output = db(&database, "operator", &["doctor"]);
    assert_eq!(
        (output.status.code(), said(&output)),
        (Some(0), "No problems found.\n".to_owned())
    );
    let mut operator = database.operator().await;
    crate::postgres::run(&mut operator, "drop trigger lyceum_touch on courses").await;
    let output = db(&database, "operator", &["doctor", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let findings: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        findings[0]["what"],
        "trigger lyceum_touch on public.courses: is missing"
    );
    // What it prints is SQL, from the first line to the last.
    let output = db(&database, "operator", &["doctor"]);
    crate::postgres::run(&mut operator, &String::from_utf8_lossy(&output.stdout)).await;
    assert_eq!(
        db(&database, "operator", &["doctor"]).status.code(),
        Some(0)
    );
}

#[test]
fn who_can_not_be_reached_is_said_once() {
    let output = lyceum(&[
        "db",
        "health",
        "--url",
        "postgres://ada@localhost:1/academy",
    ]);
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    assert!(
        said.starts_with("lyceum: can't connect to postgres://ada@localhost:1/academy: "),
        "{said}"
    );
    assert!(
        said.ends_with("refused\n") && said.matches("refused").count() == 1,
        "{said}"
    );
}
