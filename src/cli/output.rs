//! Output to stdout and stderr, and the exit status. Names and paths can hold anything, so all output is sanitized here.

use std::fmt::{self, Display, Write as _};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use serde::Serialize;

use crate::domain::sanitize;

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub(super) enum Failure {
    /// Wrong usage: exit status 2.
    Usage(String),
    /// The command failed: exit status 1.
    Failed(anyhow::Error),
    /// It was done as far as it could be, and something is left to somebody: exit status 3.
    Left(String),
    /// The output has said all of it: this exit status.
    Told(u8),
    /// Whoever reads our output has seen enough: no error at all.
    NobodyReads,
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(why) | Failure::Left(why) => why.fmt(f),
            Failure::Failed(error) => error.fmt(f),
            Failure::Told(_) => f.write_str("the output says why"),
            Failure::NobodyReads => f.write_str("the output was closed"),
        }
    }
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

/// Says why the command line wasn't understood, or what it asked to know of it; gives the exit status.
pub(super) fn explain(error: &clap::Error) -> ExitCode {
    // Nothing can be said where even this can't be printed.
    let _unprinted = match error.use_stderr() {
        // It repeats what was typed.
        true => write!(io::stderr(), "{}", sanitize(&error.render().to_string())),
        false => error.print(),
    };
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
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

    /// One line, or several.
    pub(super) fn line(&mut self, text: impl Display) -> Result<(), Failure> {
        self.styled_line(&sanitize(&text.to_string()))
    }

    /// One line with sequences of our own, made of text that is sanitized already.
    pub(super) fn styled_line(&mut self, line: &str) -> Result<(), Failure> {
        writeln!(self.stdout, "{line}").map_err(unprintable)
    }

    /// Text with its own line ends.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Failure> {
        let text = sanitize(text);
        self.stdout.write_all(text.as_bytes()).map_err(unprintable)
    }

    /// A value as JSON, whose texts stay exactly what they are: what a terminal would obey is escaped.
    pub(super) fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value).map_err(Failure::other)?;
        self.styled_line(&escaped(&text))
    }

    /// Says on stderr what a person is to know or to do meanwhile.
    pub(super) fn tell(&mut self, what: impl Display) {
        complain(&what.to_string());
    }

    /// Says on stderr what is not as it should be, though the command goes on.
    pub(super) fn warn(&mut self, what: impl Display) {
        complain(&format!("warning: {what}"));
    }

    /// Says why a command failed, on stderr.
    pub(super) fn fail(&mut self, failure: &Failure) -> ExitCode {
        match failure {
            Failure::NobodyReads => ExitCode::SUCCESS,
            Failure::Told(status) => ExitCode::from(*status),
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

/// JSON in which no control character stands for itself; its serializer escapes those of ASCII but DEL.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_control() && character != '\n' {
            let _infallible = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// On stderr; where that is gone as well, there is nobody to tell.
fn complain(message: &str) {
    let _gone = writeln!(io::stderr(), "lyceum: {}", sanitize(message));
}

fn unprintable(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::NobodyReads,
        _ => Failure::other(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_says_exactly_what_it_means_and_nothing_to_a_terminal() {
        let name = "x\u{1b}]2;y\u{7}\u{9b}1m\u{7f} é";
        let json = escaped(&serde_json::to_string_pretty(&[name]).unwrap());
        assert!(
            !json.chars().any(|c| c.is_control() && c != '\n'),
            "{json:?}"
        );
        let read: Vec<String> = serde_json::from_str(&json).unwrap();
        assert_eq!(read, [name]);
    }
}
