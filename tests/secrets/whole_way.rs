//! The whole way of a credential with real parts: from the keyring into an encrypted file and back, with the
//! commands that people type; and the proof that it is nowhere else.

use std::fs;
use std::path::{Path, PathBuf};

use crate::GEHEIM;
use crate::driver::{Driver, PROFILE};
use crate::home::{Home, LYCEUM};
use crate::session::Session;
use crate::terminal::Terminal;

const ACADEMY: &str = "https://academy.example.org";
const PASSPHRASE: &str = "correct horse battery";

/// A profile whose credential is in the session's keyring, as a sign-in leaves it.
fn signed_in(session: &Session) -> Home {
    let home = Home::new();
    let mut keyring = keyring(session, &home);
    assert_eq!(keyring.ask(&format!("set {ACADEMY} {GEHEIM}")), "set");
    let register = format!("use = \"keyring\"\n[academies]\n\"{ACADEMY}\" = \"keyring\"\n");
    home.write("data/profiles/default/vault.toml", &register);
    home
}

/// The keyring as the profile of this home has it.
fn keyring(session: &Session, home: &Home) -> Driver {
    let [bus] = session.variables();
    let profile = format!("default in {}", home.path().display());
    Driver::start(&[bus, (PROFILE, profile)])
}

fn keyring_has(session: &Session, home: &Home) -> String {
    keyring(session, home).ask(&format!("get {ACADEMY}"))
}

/// A command in a terminal of the session, which writes down all that it can.
fn lyceum(home: &Home, session: &Session, arguments: &[&str]) -> Terminal {
    let [(name, address)] = session.variables();
    let mut all = vec!["--log", "trace"];
    all.extend(arguments);
    let variables = [(name, address.as_str())];
    Terminal::start(Path::new(LYCEUM), home.path(), &all, &variables)
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .flat_map(|entry| match entry.file_type().unwrap().is_dir() {
            true => files_below(&entry.path()),
            false => vec![entry.path()],
        })
        .collect()
}

#[track_caller]
fn assert_no_file_has(home: &Home, secret: &str) {
    for file in files_below(home.path()) {
        let bytes = fs::read(&file).unwrap();
        let found = bytes
            .windows(secret.len())
            .any(|window| window == secret.as_bytes());
        assert!(!found, "{} has a secret", file.display());
    }
}

fn move_to_file(home: &Home, session: &Session) -> String {
    let mut terminal = lyceum(home, session, &["vault", "use", "file"]);
    terminal.shows("A passphrase for your encrypted file:");
    terminal.send(&format!("{PASSPHRASE}\r"));
    terminal.shows("Type it again:");
    terminal.send(&format!("{PASSPHRASE}\r"));
    let (status, said) = terminal.ended();
    assert_eq!(status, 0, "{said}");
    said
}

#[test]
fn a_credential_moves_into_a_file_and_back_and_is_nowhere_else() {
    let session = Session::with_keyring();
    let home = signed_in(&session);
    let said = move_to_file(&home, &session);
    assert!(said.contains("Moved https://academy.example.org"), "{said}");
    assert!(
        !said.contains(PASSPHRASE) && !said.contains(GEHEIM),
        "{said}"
    );
    assert_eq!(keyring_has(&session, &home), "none");
    assert_eq!(
        home.json(&["vault", "--json"])["academies"][0]["place"],
        "file"
    );

    let mut terminal = lyceum(&home, &session, &["vault", "use", "keyring"]);
    terminal.shows("Passphrase of your encrypted file:");
    terminal.send("correct house\r");
    terminal.shows("Wrong passphrase.");
    terminal.send(&format!("{PASSPHRASE}\r"));
    let (status, said) = terminal.ended();
    assert_eq!(status, 0, "{said}");
    assert_eq!(keyring_has(&session, &home), GEHEIM);

    let log = fs::read_to_string(home.path().join("state/lyceum.log")).unwrap();
    assert!(
        log.contains("TRACE zbus"),
        "the log has all there is to say"
    );
    assert_no_file_has(&home, GEHEIM);
    assert_no_file_has(&home, PASSPHRASE);
}

#[test]
fn a_locked_keyring_is_waited_for_and_then_used() {
    let session = Session::with_keyring();
    let home = signed_in(&session);
    session.lock();
    let forget = ["vault", "use", "memory", "--forget"];
    let mut terminal = lyceum(&home, &session, &forget);
    // Locked, or slow on a machine with much to do.
    terminal.shows("waiting for your keyring");
    session.unlock();
    assert_eq!(terminal.ended().0, 0);
    assert_eq!(keyring_has(&session, &home), "none");
}

#[test]
fn waiting_for_a_locked_keyring_ends_with_ctrl_c_and_nothing_is_changed() {
    let session = Session::with_keyring();
    let home = signed_in(&session);
    session.lock();
    let mut terminal = lyceum(&home, &session, &["vault", "use", "memory", "--forget"]);
    terminal.shows("waiting for your keyring");
    terminal.send("\x03");
    assert_ne!(terminal.ended().0, 0);
    assert_eq!(home.json(&["vault", "--json"])["place"], "keyring");
    session.unlock();
    assert_eq!(keyring_has(&session, &home), GEHEIM);
}

#[test]
fn a_script_isnt_made_to_wait_for_a_locked_keyring() {
    let session = Session::with_keyring();
    let home = signed_in(&session);
    session.lock();
    let mut command = home.command(&["vault", "use", "memory", "--forget"]);
    let output = command.envs(session.variables()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.contains("your keyring is locked"), "{complaint}");
}

#[test]
fn what_the_program_is_started_with_is_read_by_nobody_else() {
    let session = Session::with_keyring();
    let home = signed_in(&session);
    move_to_file(&home, &session);
    let mut terminal = lyceum(&home, &session, &["vault", "use", "keyring"]);
    terminal.shows("Passphrase of your encrypted file:");
    terminal.send("a wrong passphrase\r");
    terminal.shows("Wrong passphrase.");
    // A secret was in memory: the next crash would leave none of it.
    let process = format!("/proc/{}", terminal.child.process_id().unwrap());
    let limits = fs::read_to_string(format!("{process}/limits")).unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"));
    let core: Vec<&str> = core.unwrap().split_whitespace().collect();
    assert_eq!(core[4], "0", "{core:?}");
    let arguments = fs::read_to_string(format!("{process}/cmdline")).unwrap();
    assert!(!arguments.contains("passphrase"), "{arguments}");
    terminal.send("\x03");
    let (_, said) = terminal.ended();
    assert!(said.contains("cancelled; nothing was changed"), "{said}");
    assert!(!said.contains("a wrong passphrase"), "{said}");
    assert_eq!(terminal.modes(), terminal.modes_at_start());
}
