//! GNOME's keyring in a session of its own: ready, locked, absent, slow, and dead in the middle.

use crate::GEHEIM;
use crate::driver::Driver;
use crate::session::Session;

const ACADEMY: &str = "https://academy.example.org";

fn driver(session: &Session) -> Driver {
    Driver::start(&session.variables())
}

/// The same, on a screen that isn't there.
fn driver_with_display(session: &Session) -> Driver {
    let [bus] = session.variables();
    Driver::start(&[bus, ("DISPLAY", ":nowhere".to_owned())])
}

#[track_caller]
fn assert_begins(answer: &str, beginning: &str) {
    assert!(answer.starts_with(beginning), "{answer}");
}

#[test]
fn an_unlocked_keyring_keeps_replaces_and_removes() {
    let session = Session::with_keyring();
    let mut keyring = driver(&session);
    assert_eq!(keyring.ask("readiness 60"), "Ready");
    assert_eq!(keyring.ask(&format!("get {ACADEMY}")), "none");
    assert_eq!(keyring.ask(&format!("set {ACADEMY} one")), "set");
    assert_eq!(keyring.ask(&format!("set {ACADEMY} {GEHEIM}")), "set");
    assert_eq!(keyring.ask(&format!("get {ACADEMY}")), GEHEIM);
    assert_eq!(keyring.ask("get https://other.example.org"), "none");
    // Another program of ours, another day.
    assert_eq!(driver(&session).ask(&format!("get {ACADEMY}")), GEHEIM);
    assert_eq!(keyring.ask(&format!("remove {ACADEMY}")), "removed");
    assert_eq!(keyring.ask(&format!("get {ACADEMY}")), "none");
}

#[test]
fn a_locked_keyring_is_locked_whether_it_holds_the_secret_or_not() {
    let session = Session::with_keyring();
    let mut keyring = driver(&session);
    keyring.ask(&format!("set {ACADEMY} {GEHEIM}"));
    session.lock();
    assert_eq!(keyring.ask("readiness 60"), "Locked");
    assert_eq!(keyring.ask(&format!("get {ACADEMY}")), "Locked");
    assert_eq!(keyring.ask("get https://other.example.org"), "Locked");
    assert_eq!(keyring.ask(&format!("set {ACADEMY} x")), "Locked");
}

#[test]
fn waiting_for_a_locked_keyring_ends_when_somebody_unlocks_it() {
    let session = Session::with_keyring();
    let mut keyring = driver(&session);
    keyring.ask(&format!("set {ACADEMY} {GEHEIM}"));
    session.lock();
    assert_eq!(keyring.ask("unlock"), "waiting");
    session.unlock();
    assert_eq!(keyring.answer(), "unlocked");
    assert_eq!(keyring.ask(&format!("get {ACADEMY}")), GEHEIM);
}

#[test]
fn waiting_for_a_locked_keyring_can_be_cancelled() {
    let session = Session::with_keyring();
    session.lock();
    let mut keyring = driver(&session);
    assert_eq!(keyring.ask("unlock"), "waiting");
    assert_eq!(keyring.ask("cancel"), "cancelled");
    // The vault's thread is free again.
    assert_eq!(keyring.ask("readiness 60"), "Locked");
}

#[test]
fn a_question_that_was_dismissed_ends_the_waiting() {
    let session = Session::with_keyring();
    session.lock();
    let mut keyring = driver_with_display(&session);
    assert_eq!(keyring.ask("unlock"), "waiting");
    assert_eq!(keyring.answer(), "Dismissed");
}

#[test]
fn without_a_session_there_is_no_keyring() {
    let mut keyring = Driver::start(&[]);
    assert_begins(&keyring.ask("readiness 60"), "Absent(");
    assert_begins(&keyring.ask(&format!("get {ACADEMY}")), "Absent(");
    assert_begins(&keyring.ask("unlock"), "waiting");
    assert_begins(&keyring.answer(), "Absent(");
}

#[test]
fn a_session_that_is_gone_has_no_keyring() {
    let session = Session::without_keyring();
    let variables = session.variables();
    drop(session);
    assert_begins(&Driver::start(&variables).ask("readiness 60"), "Absent(");
}

#[test]
fn a_session_without_a_program_for_secrets_has_no_keyring() {
    let session = Session::without_keyring();
    let answer = driver(&session).ask("readiness 60");
    assert!(answer.contains("no program of this session"), "{answer}");
}

#[test]
fn a_keyring_that_takes_long_is_slow_and_not_absent() {
    let session = Session::with_slow_keyring();
    assert_eq!(driver(&session).ask("readiness 1"), "Slow");
}

#[test]
fn a_keyring_that_dies_while_somebody_waits_is_said_to_have_died() {
    let mut session = Session::with_keyring();
    session.lock();
    let mut keyring = driver(&session);
    assert_eq!(keyring.ask("readiness 60"), "Locked");
    assert_eq!(keyring.ask("unlock"), "waiting");
    session.kill_keyring();
    assert_begins(&keyring.answer(), "Died(");
}

#[test]
fn a_keyring_that_was_started_again_is_used_again() {
    let mut session = Session::with_keyring();
    let mut keyring = driver(&session);
    keyring.ask(&format!("set {ACADEMY} {GEHEIM}"));
    session.kill_keyring();
    assert_begins(&keyring.ask(&format!("get {ACADEMY}")), "Died(");
    assert_begins(&keyring.ask(&format!("get {ACADEMY}")), "Absent(");
    session.start_keyring();
    assert_eq!(keyring.ask(&format!("get {ACADEMY}")), GEHEIM);
}
