//! `lyceum vault` as people and scripts use it, without a keyring.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::home::{Home, LYCEUM};
use crate::terminal::Terminal;

fn said(home: &Home, arguments: &[&str]) -> String {
    let output = home.run(arguments);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn refused(home: &Home, arguments: &[&str]) -> (i32, String) {
    let output = home.run(arguments);
    let complaint = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), complaint)
}

#[test]
fn a_choice_is_asked_for_where_there_is_no_keyring_and_no_file_is_made() {
    let home = Home::new();
    let shown = said(&home, &["vault"]);
    assert!(shown.contains("There is none here"), "{shown}");
    assert!(shown.contains("lyceum vault use file"), "{shown}");
    let (status, complaint) = refused(&home, &["vault", "use", "keyring"]);
    assert_eq!(status, 1);
    assert!(
        complaint.contains("there is no keyring here"),
        "{complaint}"
    );
    assert!(!home.path().join("data/profiles/default").exists());
}

#[test]
fn the_choice_is_remembered_for_each_profile() {
    let home = Home::new();
    said(&home, &["vault", "use", "memory"]);
    said(&home, &["--profile", "ada", "vault", "use", "environment"]);
    let listed = home.json(&["vault", "--json"]);
    assert_eq!(
        listed,
        json!({
            "profile": "default", "place": "memory", "chosen_by": "lyceum vault use",
            "state": "ready", "academies": []
        })
    );
    let ada = home.json(&["--profile", "ada", "vault", "--json"]);
    assert_eq!(ada["place"], "environment");
}

#[test]
fn a_variable_goes_before_the_choice_and_that_before_the_setting() {
    let home = Home::new();
    home.write("config/config.toml", "vault = \"memory\"\n");
    let place = |home: &Home| home.json(&["vault", "--json"])["place"].clone();
    assert_eq!(place(&home), "memory");
    said(&home, &["vault", "use", "file"]);
    assert_eq!(place(&home), "file");
    let mut command = home.command(&["vault", "--json"]);
    let output = command.env("LYCEUM_VAULT", "environment").output().unwrap();
    let listed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(listed["place"], "environment");
    assert_eq!(listed["chosen_by"], "environment: LYCEUM_VAULT");
}

#[test]
fn credentials_are_listed_with_their_places_and_only_removed_when_that_is_said() {
    let home = Home::new();
    let register = "data/profiles/default/vault.toml";
    let text = "use = \"file\"\n[academies]\n\"https://a.example.org\" = \"file\"\n";
    home.write(register, text);
    let shown = said(&home, &["vault"]);
    assert!(shown.contains("https://a.example.org  file"), "{shown}");
    let (status, complaint) = refused(&home, &["vault", "use", "memory"]);
    assert_eq!(status, 2);
    assert!(complaint.contains("--forget"), "{complaint}");
    assert_eq!(
        fs::read_to_string(home.path().join(register)).unwrap(),
        text
    );
}

#[test]
fn a_passphrase_is_asked_for_on_a_terminal_or_not_at_all() {
    let home = Home::new();
    let register = "use = \"file\"\n[academies]\n\"https://a.example.org\" = \"file\"\n";
    home.write("data/profiles/default/vault.toml", register);
    let forget = ["vault", "use", "memory", "--forget"];
    let (status, complaint) = refused(&home, &forget);
    assert_eq!(status, 1);
    assert!(complaint.contains("on a terminal"), "{complaint}");

    let mut terminal = Terminal::start(Path::new(LYCEUM), home.path(), &forget, &[]);
    terminal.shows("A passphrase for your encrypted file:");
    terminal.send("short\r");
    terminal.shows("Too short: 8 characters or more are needed.");
    terminal.send("\x03");
    assert_ne!(terminal.ended().0, 0);
    assert_eq!(terminal.modes(), terminal.modes_at_start());
}

#[test]
fn an_unknown_place_is_wrong_usage() {
    let (status, complaint) = refused(&Home::new(), &["vault", "use", "cloud"]);
    assert_eq!(status, 2);
    assert!(complaint.contains("`cloud`"), "{complaint}");
}
