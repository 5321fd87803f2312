//! What the reader starts gets our environment without the secrets in it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use lyceum::secrets::without_secrets;

use crate::GEHEIM;
use crate::home::{Home, LYCEUM};
use crate::terminal::Terminal;

/// Every variable that may hold a secret.
const SECRETS: [&str; 5] = [
    "LYCEUM_TOKEN",
    "PGPASSWORD",
    "LYCEUM_DATABASE_URL",
    "LYCEUM_PEPPER",
    "LYCEUM_MAIL_PASSWORD",
];

#[test]
fn a_program_that_is_started_has_no_secret_in_its_environment() {
    let mut command = Command::new("env");
    command.envs(SECRETS.map(|name| (name, GEHEIM)));
    command.env("KEPT", "kept");
    let output = without_secrets(&mut command).output().unwrap();
    let environment = String::from_utf8(output.stdout).unwrap();
    assert!(environment.contains("KEPT=kept"));
    assert!(!environment.contains(GEHEIM), "{environment}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_that_the_reader_opens_has_no_secret_in_its_environment() {
    let home = Home::with_lesson("---\ntitle: Out\n---\n[the way](https://example.org)\n");
    let (programs, seen) = witness(&home, "xdg-open");
    let mut variables = SECRETS.map(|name| (name, GEHEIM)).to_vec();
    variables.push(("PATH", programs.to_str().unwrap()));
    let lesson = ["--course", "walk", "--lesson", "1.1"];
    let mut terminal = Terminal::start(Path::new(LYCEUM), home.path(), &lesson, &variables);
    terminal.shows("the way");
    terminal.send("l");
    terminal.shows("ahe way");
    terminal.send("a");
    terminal.shows("Open in your browser?");
    terminal.send("y");
    let environment = once_there(&seen);
    assert!(environment.contains("LYCEUM_HOME="), "{environment}");
    assert!(!environment.contains(GEHEIM), "{environment}");
}

#[test]
fn git_has_no_secret_in_its_environment() {
    let home = Home::new();
    let (programs, seen) = witness(&home, "git");
    let mut command = home.command(&["import", "https://example.org/course.git"]);
    command.envs(SECRETS.map(|name| (name, GEHEIM)));
    let output = command.env("PATH", programs).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let environment = fs::read_to_string(seen).unwrap();
    assert!(environment.contains("GIT_DIR="), "{environment}");
    assert!(!environment.contains(GEHEIM), "{environment}");
}

/// A folder with a program of this name, and the file into which that writes its environment.
fn witness(home: &Home, name: &str) -> (PathBuf, PathBuf) {
    let programs = home.path().join("programs");
    fs::create_dir(&programs).unwrap();
    let seen = home.path().join("seen");
    // It is there once it is whole.
    let script = format!(
        "#!/bin/sh\n/usr/bin/env > {0}.part; /bin/mv {0}.part {0}; exit 1\n",
        seen.display()
    );
    let program = programs.join(name);
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    (programs, seen)
}

/// A file's text, as soon as there is one: whoever writes it tells nobody.
#[cfg(target_os = "linux")]
fn once_there(file: &Path) -> String {
    loop {
        match fs::read_to_string(file) {
            Ok(text) => return text,
            Err(_) => std::thread::yield_now(),
        }
    }
}
