//! A program that does with the keyring what its standard input says, line by line. The library finds the session
//! in its environment, which a test can't change for itself, so the tests start themselves once more.

use std::io::{BufRead, BufReader, Write, stdin};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use lyceum::secrets::{Key, Vault, VaultError, VaultPlace};

use crate::secret;

/// Says to the test itself that it is the program.
const DRIVER: &str = "LYCEUM_TEST_DRIVER";

/// Whose secrets it asks for, where they aren't those of `default`.
pub(crate) const PROFILE: &str = "LYCEUM_TEST_PROFILE";

/// How an answer begins: the test's own runner prints too.
const MARK: &str = "> ";

/// The program, while it runs.
pub(crate) struct Driver {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts it with these variables and no others.
    pub(crate) fn start(variables: &[(&str, String)]) -> Driver {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "driver::the_program_of_the_keyring_tests"])
            .arg("--nocapture")
            .env_clear()
            .env(DRIVER, "1")
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Driver {
            input: child.stdin.take().unwrap(),
            output: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    /// Asks, and gives the answer.
    pub(crate) fn ask(&mut self, line: &str) -> String {
        writeln!(self.input, "{line}").unwrap();
        self.answer()
    }

    /// The next answer.
    pub(crate) fn answer(&mut self) -> String {
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line).unwrap();
            assert_ne!(read, 0, "the program ended");
            if let Some((_, answer)) = line.split_once(MARK) {
                return answer.trim_end().to_owned();
            }
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _gone = self.child.wait();
    }
}

#[test]
fn the_program_of_the_keyring_tests() {
    // Nothing where it is run as a test.
    if std::env::var_os(DRIVER).is_some() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(drive());
    }
}

async fn drive() {
    let vault = Arc::new(Vault::open(VaultPlace::Keyring).unwrap());
    let mut waiting = None;
    for line in stdin().lines() {
        let line = line.unwrap();
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["readiness", seconds] => {
                let patience = Duration::from_secs(seconds.parse().unwrap());
                say(vault.readiness(patience).await.map(|r| format!("{r:?}")));
            }
            ["unlock"] => {
                let vault = Arc::clone(&vault);
                say(Ok("waiting".to_owned()));
                waiting = Some(tokio::spawn(async move {
                    say(vault.unlock().await.map(|()| "unlocked".to_owned()));
                }));
            }
            ["cancel"] => {
                waiting.take().unwrap().abort();
                say(Ok("cancelled".to_owned()));
            }
            ["get", academy] => {
                let got = vault.get(&key(academy)).await;
                say(got.map(|got| got.map_or("none".to_owned(), |s| s.reveal().to_owned())));
            }
            ["set", academy, text] => {
                let set = vault.set(&key(academy), &secret(text)).await;
                say(set.map(|()| "set".to_owned()));
            }
            ["remove", academy] => {
                let removed = vault.remove(&key(academy)).await;
                say(removed.map(|()| "removed".to_owned()));
            }
            _ => panic!("{line}"),
        }
    }
}

fn key(academy: &str) -> Key {
    let profile = std::env::var(PROFILE).unwrap_or("default".to_owned());
    Key::new(&profile, academy.parse().unwrap())
}

#[expect(
    clippy::disallowed_macros,
    reason = "the tests read what this program prints"
)]
fn say(outcome: Result<String, VaultError>) {
    match outcome {
        Ok(text) => println!("{MARK}{text}"),
        Err(error) => println!("{MARK}{error:?}"),
    }
}
