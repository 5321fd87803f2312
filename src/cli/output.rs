//! What goes to stdout and stderr, and the exit status.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use serde::Serialize;

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub(super) enum Failure {
    /// It was asked for wrongly: exit status 2.
    Usage(String),
    /// It could not be done: exit status 1.
    Failed(anyhow::Error),
    /// It was done as far as it could be, and something is left to somebody: exit status 3.
    Left(String),
    /// Whoever reads our output has seen enough: no error at all.
    NobodyReads,
}

impl Failure {
    /// Something that was asked for wrongly.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Failure::Usage(message.into())
    }

    /// Something that can't be done, said for a person.
    pub(super) fn said(message: impl Display) -> Self {
        Failure::Failed(anyhow::anyhow!("{message}"))
    }

    /// Anything else that failed.
    pub(super) fn other(error: impl Into<anyhow::Error>) -> Self {
        Failure::Failed(error.into())
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure::Failed(error.into())
    }
}

/// The standard streams.
pub(super) struct Output {
    stdout: io::StdoutLock<'static>,
}

impl Output {
    pub(super) fn new() -> Self {
        Self {
            stdout: io::stdout().lock(),
        }
    }

    /// True where a person looks at stdout.
    pub(super) fn is_terminal(&self) -> bool {
        self.stdout.is_terminal()
    }

    /// One line.
    pub(super) fn line(&mut self, text: impl Display) -> Result<(), Failure> {
        writeln!(self.stdout, "{text}").map_err(unprintable)
    }

    /// Text as it is.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.stdout.write_all(text.as_bytes()).map_err(unprintable)
    }

    /// A value as JSON.
    pub(super) fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value).map_err(Failure::other)?;
        self.line(text)
    }

    /// Says on stderr what is not as it should be, though the command goes on.
    pub(super) fn warn(&mut self, what: impl Display) {
        complain(&format!("warning: {what}"));
    }

    /// Says why a command failed, on stderr.
    pub(super) fn fail(&mut self, failure: &Failure) -> ExitCode {
        match failure {
            Failure::NobodyReads => ExitCode::SUCCESS,
            Failure::Usage(message) => {
                complain(message);
                ExitCode::from(2)
            }
            Failure::Left(message) => {
                complain(message);
                ExitCode::from(3)
            }
            Failure::Failed(error) => {
                complain(&format!("{error:#}"));
                ExitCode::FAILURE
            }
        }
    }
}

/// Says on stderr how far something is, where a person looks at it, in the place of what was said before. An empty text
/// clears it.
pub(super) fn progress(text: &str) {
    let mut stderr = io::stderr();
    if stderr.is_terminal() {
        let _gone = write!(stderr, "\r\x1b[K{text}");
    }
}

/// On stderr; where that is gone as well, there is nobody to tell.
fn complain(message: &str) {
    let _gone = writeln!(io::stderr(), "lyceum: {message}");
}

fn unprintable(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::NobodyReads,
        _ => Failure::other(error),
    }
}
