//! Asking for a password on the terminal, without showing it.

use std::io::{self, BufRead, IsTerminal, Write};

/// What somebody types, to the end of the line; none where nobody is there to type, or nothing was typed.
pub(super) fn ask(prompt: &str) -> Option<String> {
    let stdin = io::stdin();
    let mut stderr = io::stderr();
    if !stdin.is_terminal() {
        return None;
    }
    write!(stderr, "{prompt}")
        .and_then(|()| stderr.flush())
        .ok()?;
    let silence = silence();
    let mut line = String::new();
    let read = stdin.lock().read_line(&mut line);
    drop(silence);
    writeln!(stderr).ok()?;
    read.ok()?;
    let typed = line.trim_end_matches(['\r', '\n']);
    (!typed.is_empty()).then(|| typed.to_owned())
}

/// The terminal shows nothing that is typed until this is dropped.
#[cfg(unix)]
struct Silence(rustix::termios::Termios);

#[cfg(unix)]
fn silence() -> Option<Silence> {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    let before = tcgetattr(io::stdin()).ok()?;
    let mut silent = before.clone();
    silent.local_modes.remove(LocalModes::ECHO);
    tcsetattr(io::stdin(), OptionalActions::Now, &silent).ok()?;
    Some(Silence(before))
}

#[cfg(unix)]
impl Drop for Silence {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        let restored = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
        if let Err(error) = restored {
            tracing::warn!(%error, "the terminal shows nothing that is typed");
        }
    }
}

#[cfg(not(unix))]
fn silence() {}
