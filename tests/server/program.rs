//! Programs that a test talks with by lines. Each ends with its standard input, however the test ends.
#![expect(
    clippy::disallowed_methods,
    reason = "a program under test has a thread that reads what it says"
)]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use tokio::sync::mpsc;

/// A program that runs.
pub(crate) struct Program {
    stdin: Option<ChildStdin>,
    lines: mpsc::UnboundedReceiver<String>,
    child: Child,
}

impl Program {
    pub(crate) fn start(command: &mut Command) -> Program {
        let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = spawned.unwrap_or_else(|error| {
            panic!("{command:?} can't be started: {error}. ./scripts/test installs what it needs")
        });
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (said, lines) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let _test_is_over = said.send(line);
            }
        });
        Program {
            stdin: child.stdin.take(),
            lines,
            child,
        }
    }

    /// The next line that it says.
    pub(crate) async fn line(&mut self) -> String {
        self.lines
            .recv()
            .await
            .expect("the program ended: ./scripts/test installs what it needs")
    }

    pub(crate) fn say(&mut self, line: &str) {
        writeln!(self.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    /// True where it said nothing more than what was read.
    pub(crate) fn is_silent(&mut self) -> bool {
        self.lines.try_recv().is_err()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.stdin.take());
        let _ended = self.child.wait();
    }
}

/// A program's file beside the tests.
pub(crate) fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/server/programs")
        .join(name)
}

/// Where `scripts/test` installs programs of others.
pub(crate) fn installed(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target")
        .join(path)
}
