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

/// Runs `lyceum db` against a database.
fn db(database: &Database<'_>, login: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lyceum"));
    command
        .arg("db")
        .args(arguments)
        .env("LYCEUM_DATABASE_URL", database.url_text(login));
    run_in_a_home(&mut command)
}

fn said(output: &Output) -> String {
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

    let output = db(&database, "operator", &["migrate"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(
        said(&output).contains("The database was empty"),
        "{}",
        said(&output)
    );
    let output = db(&database, "operator", &["migrate"]);
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
        .find_map(|line| line.strip_prefix("Password:"))
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
        "opal@example.org is no editor any more of c1.\n"
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
        said(&output).contains("reaches nothing any more"),
        "{}",
        said(&output)
    );
    let left = "select count(*) from pg_roles where rolname like 'lyceum_opal_%'
                  and not exists (select from lyceum.db_logins where role = rolname)
                  and pg_has_role(rolname, 'lyceum_learner', 'member')";
    assert_eq!(crate::postgres::rows(&mut operator, left).await, ["0"]);
}
