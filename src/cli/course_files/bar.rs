//! A line on stderr that says how far an import is; on a terminal only.

use std::io::{IsTerminal, Stderr, Write, stderr};

use crate::content::FetchProgress;

/// The width of the bar, in columns.
const WIDTH: usize = 30;

/// The line.
pub(super) struct Bar {
    terminal: Option<Stderr>,
    shown: String,
}

impl Bar {
    pub(super) fn new() -> Bar {
        let stderr = stderr();
        Bar {
            terminal: stderr.is_terminal().then_some(stderr),
            shown: String::new(),
        }
    }

    /// Shows the progress, where that changes what is shown.
    pub(super) fn show(&mut self, progress: FetchProgress<'_>) {
        let Some(terminal) = &mut self.terminal else {
            return;
        };
        let line = match progress.percent {
            Some(percent) => {
                let done = WIDTH * usize::from(percent.min(100)) / 100;
                let (done, rest) = ("█".repeat(done), "░".repeat(WIDTH - done));
                format!("{:<10} {done}{rest} {percent:>3}%", progress.step)
            }
            None => format!("{} …", progress.step),
        };
        if line != self.shown {
            let _gone = write!(terminal, "\r\u{1b}[K{line}").and_then(|()| terminal.flush());
            self.shown = line;
        }
    }

    /// Takes the line away.
    pub(super) fn clear(&mut self) {
        if let Some(terminal) = self.terminal.as_mut().filter(|_| !self.shown.is_empty()) {
            let _gone = write!(terminal, "\r\u{1b}[K").and_then(|()| terminal.flush());
        }
    }
}
