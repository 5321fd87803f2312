//! The reader in a real terminal, with a real database behind it that goes away and comes back.
#![cfg(unix)]

use std::path::Path;
use std::sync::OnceLock;

use lyceum::content;
use lyceum::wire::Role;

use crate::academies::Database;
use crate::home::{Home, LYCEUM};
use crate::postgres::{Cluster, Durability, rows};
use crate::terminal::Terminal;

fn reader(home: &Home, url: &str, arguments: &[&str]) -> Terminal {
    let variables = [("LYCEUM_URL", url), ("LYCEUM_VAULT", "memory")];
    Terminal::start(Path::new(LYCEUM), home.path(), arguments, &variables)
}

/// The percentages on the screen, in order.
fn percentages(screen: &str) -> Vec<u32> {
    let words = screen.split_whitespace();
    let percents = words.filter_map(|word| word.strip_suffix('%')?.parse().ok());
    percents.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_done_while_the_database_is_stopped_arrives_when_it_is_back() {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    let cluster = CLUSTER.get_or_init(|| Cluster::start(Durability::On));
    let mut database = Database::on(cluster).await;
    let author = Home::new();
    author.write_course("course");
    let walk = content::load(&author.path().join("course")).unwrap().tree;
    database.publish(&walk).await;
    let login = database.login("ada", Role::Student).await;
    let url = database.inner.url_text(&login);
    let Database { inner, operator } = database;
    drop(operator);

    // Enroll in a course of the academy: its lessons come.
    let home = Home::new();
    let mut terminal = reader(&home, &url, &[]);
    terminal.shows("● synced");
    terminal.send("a");
    terminal.shows("A Walk");
    terminal.send("walk\r");
    terminal.shows("✓ here");
    terminal.send("\r");
    terminal.shows("1.1 Step 1");

    // Read and complete while the database is stopped.
    terminal.send("\r");
    terminal.shows("Stone 1 of step 1");
    cluster.crash();
    // The second key doesn't wait for the first lesson to be written.
    terminal.send("cc");
    terminal.shows("Stone 1 of step 3");
    terminal.shows("◌ offline");
    terminal.send("2\r");
    terminal.shows("✓ 2 Step 2");
    terminal.send("S");
    terminal.shows("To send");
    cluster.restart();
    terminal.send("r");
    terminal.shows("● synced");
    let shown = terminal.shows("To send   nothing");
    assert!(shown.contains("ada@example.org"), "{shown}");
    terminal.send("\x1b");
    terminal.send("q");
    assert_eq!(terminal.ended().0, 0);

    let mut operator = inner.operator().await;
    let there = rows(
        &mut operator,
        "select count(*) filter (where completed) from user_progress",
    );
    assert_eq!(there.await, ["2"]);

    // The same figures on a second profile.
    let figures = |profile: &str| {
        let mut command = home.command(&["--profile", profile, "courses", "--json"]);
        let output = command.output().unwrap();
        let courses: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let courses = courses.as_array().unwrap().iter();
        let mut walk = courses.filter(|course| course["slug"] == "walk");
        let walk = walk.next().unwrap().clone();
        (walk["percent"].clone(), walk["seconds"].clone())
    };
    let mut second = reader(&home, &url, &["--profile", "desk"]);
    second.wait("the course of the other profile", |screen| {
        screen.contains("A Walk") && percentages(screen).contains(&66)
    });
    second.send("q");
    assert_eq!(second.ended().0, 0);
    assert_eq!(figures("desk"), figures("default"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_done_last_is_sent_when_the_reader_is_left() {
    let mut database = Database::new().await;
    let home = Home::with_course();
    let walk = content::load(&home.path().join("course")).unwrap().tree;
    database.publish(&walk).await;
    let login = database.login("ada", Role::Student).await;
    let url = database.inner.url_text(&login);
    let mut terminal = reader(&home, &url, &[]);
    terminal.shows("● synced");
    terminal.send("/walk\r");
    terminal.send("\r");
    terminal.shows("Stone 1 of step 1");
    // The study of the lesson becomes a record when it is left.
    terminal.send("j");
    terminal.send("q");
    assert_eq!(terminal.ended().0, 0);
    let kinds = rows(
        &mut database.operator,
        "select distinct kind from lyceum.records order by kind",
    );
    assert!(kinds.await.contains(&"position".to_owned()));
}

#[test]
fn an_address_that_holds_a_password_is_refused_and_not_repeated() {
    let home = Home::new();
    home.write(
        "config/config.toml",
        "url = \"postgres://ada:geheim@localhost/academy\"\n",
    );
    let refused = home.run(&["sync"]);
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        said.contains("holds a password") && !said.contains("geheim"),
        "{said}"
    );
    let mut terminal = Terminal::start(Path::new(LYCEUM), home.path(), &[], &[]);
    let screen = terminal.shows("Nothing is synced");
    assert!(!screen.contains("geheim"), "{screen}");
    terminal.send("!");
    let screen = terminal.shows("PGPASSWORD");
    assert!(!screen.contains("geheim"), "{screen}");
    terminal.send("q");
    terminal.shows("Nothing is synced");
    terminal.send("q");
    terminal.ended();
    let log = std::fs::read_to_string(home.path().join("state/lyceum.log"));
    assert!(!log.unwrap_or_default().contains("geheim"));
}
