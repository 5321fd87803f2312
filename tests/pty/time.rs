//! Time survives what kills the program, and two windows count it once.

use std::time::Instant;

use rustix::process::{Signal, kill_process};
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use crate::home::Home;
use crate::reader::{pid, quit, reading, start, wait_until_counted};

/// What a store says to a question with one number for an answer.
fn number(home: &Home, question: &'static str) -> i64 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut store = SqliteConnectOptions::new()
            .filename(home.store())
            .connect()
            .await
            .unwrap();
        sqlx::query_scalar(question)
            .fetch_one(&mut store)
            .await
            .unwrap()
    })
}

#[test]
fn a_sudden_death_loses_no_more_than_the_time_since_the_last_checkpoint() {
    let home = Home::with_course();
    let begun = Instant::now();
    let mut terminal = reading(&home);
    terminal.send(" ");
    wait_until_counted(&terminal, 11);
    kill_process(pid(&terminal), Signal::KILL).unwrap();
    terminal.ended();
    let kept = number(&home, "SELECT coalesce(sum(millis), 0) FROM open_study");
    let passed = i64::try_from(begun.elapsed().as_millis()).unwrap();
    assert!((9_000..=passed).contains(&kept), "{kept} ms were kept");

    let mut terminal = start(&home, &["--course", "walk"]);
    terminal.shows("started");
    terminal.send("R");
    let screen = terminal.shows("of step 1");
    assert!(
        !screen.contains("Stone 1 of"),
        "the place is kept: {screen}"
    );
    quit(terminal);
    let total = home.json(&["progress", "--json"])["total_seconds"]
        .as_u64()
        .unwrap();
    assert!(total >= 9, "{total} s after the next start");
    let enrollments = number(&home, "SELECT count(*) FROM records WHERE kind = 'enroll'");
    assert_eq!(enrollments, 1);
}

#[test]
fn two_windows_count_a_second_once() {
    let home = Home::with_course();
    let begun = Instant::now();
    let (mut one, mut other) = (reading(&home), reading(&home));
    wait_until_counted(&one, 4);
    wait_until_counted(&other, 4);
    one.send(" ");
    other.send(" ");
    quit(one);
    quit(other);
    let passed = begun.elapsed().as_secs();
    let total = home.json(&["progress", "--json"])["total_seconds"]
        .as_u64()
        .unwrap();
    assert!(
        (4..=passed + 1).contains(&total),
        "{total} s counted in {passed} s"
    );
}
