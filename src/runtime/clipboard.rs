//! Puts text on the clipboards: the terminal's, which also works over SSH, and the system's, where there is one.

use std::io::{self, stdout};
use std::sync::mpsc as threads;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;
use tokio::sync::{mpsc, oneshot};

use super::driver::tell;
use super::tasks;
use crate::app::{CopiedTo, Msg, Outcome, RequestId};

/// How long the system's clipboard may take before the terminal's counts as the only one.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the end of the program waits for a clipboard manager that takes over what was copied.
const HANDOVER: Duration = Duration::from_millis(200);

/// True where the system's clipboard is that of the person at the keyboard: over SSH it is another machine's.
pub fn is_at_hand(variable: &dyn Fn(&str) -> Option<String>) -> bool {
    let is_set = |name: &&str| variable(name).is_some_and(|value| !value.is_empty());
    !["SSH_CONNECTION", "SSH_TTY"].iter().any(is_set)
}

/// The clipboards, while the program runs.
pub(super) struct Clipboards {
    /// None where the system's is not to be used, or its thread could not be started.
    system: Option<System>,
}

impl Clipboards {
    /// The terminal's clipboard; and the system's, where that is `at_hand`.
    pub(super) fn new(at_hand: bool) -> Self {
        Clipboards {
            system: at_hand.then(System::start).flatten(),
        }
    }

    /// Puts the text there, exactly as it is: to the terminal (OSC 52) it travels encoded, so that nothing in it
    /// can act on the terminal. Where it went comes back as a message.
    pub(super) fn copy(
        &self,
        request: RequestId,
        text: String,
        messages: mpsc::WeakSender<Msg>,
    ) -> io::Result<()> {
        execute!(stdout(), CopyToClipboard::to_clipboard_from(&text))?;
        let taken = self.system.as_ref().map(|system| system.put(text));
        tasks::spawn(async move {
            let outcome = Outcome::Copied(where_to(taken).await);
            if let Some(messages) = messages.upgrade() {
                tell(&messages, Msg::Done { request, outcome }).await;
            }
        });
        Ok(())
    }
}

/// A clipboard that fails, or hangs, is none.
async fn where_to(taken: Option<oneshot::Receiver<()>>) -> CopiedTo {
    let Some(taken) = taken else {
        return CopiedTo::Terminal;
    };
    match tokio::time::timeout(PATIENCE, taken).await {
        Ok(Ok(())) => CopiedTo::System,
        _ => CopiedTo::Terminal,
    }
}

/// A text on its way to the system's clipboard; the other end hears once it is there.
type Errand = (String, oneshot::Sender<()>);

/// The system's clipboard on a thread of its own, which owns what was copied for as long as the program runs: on
/// X11 and Wayland whoever pastes asks the owner.
struct System {
    /// None only while it ends.
    errands: Option<threads::Sender<Errand>>,
    ended: threads::Receiver<()>,
}

impl System {
    fn start() -> Option<System> {
        let (errands, waiting) = threads::channel();
        let (alive, ended) = threads::channel();
        let started = tasks::spawn_thread("clipboard", move || {
            serve(&waiting);
            drop(alive);
        });
        if let Err(error) = started {
            tracing::warn!("no thread for the system's clipboard: {error}");
            return None;
        }
        Some(System {
            errands: Some(errands),
            ended,
        })
    }

    fn put(&self, text: String) -> oneshot::Receiver<()> {
        let (done, taken) = oneshot::channel();
        if let Some(errands) = &self.errands {
            // A thread that is gone drops the errand, and whoever waits hears that.
            let _gone = errands.send((text, done));
        }
        taken
    }
}

impl Drop for System {
    fn drop(&mut self) {
        self.errands = None;
        let _late = self.ended.recv_timeout(HANDOVER);
    }
}

/// Copies until nobody sends any more. What was copied last is offered to a clipboard manager then.
fn serve(errands: &threads::Receiver<Errand>) {
    let mut clipboard = None;
    for (text, done) in errands {
        match put(&mut clipboard, text) {
            // Whoever asked may have stopped waiting.
            Ok(()) => drop(done.send(())),
            Err(error) => {
                tracing::debug!("the system has no clipboard here: {error}");
                clipboard = None;
            }
        }
    }
}

fn put(clipboard: &mut Option<arboard::Clipboard>, text: String) -> Result<(), arboard::Error> {
    let clipboard = match clipboard {
        Some(clipboard) => clipboard,
        None => clipboard.insert(arboard::Clipboard::new()?),
    };
    clipboard.set_text(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_ssh_the_systems_clipboard_is_another_machines() {
        let with = |set: &'static str, value: &'static str| {
            is_at_hand(&move |name| (name == set).then(|| value.to_owned()))
        };
        assert!(with("DISPLAY", ":0"));
        assert!(!with("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22"));
        assert!(!with("SSH_TTY", "/dev/pts/1"));
        assert!(with("SSH_TTY", ""));
    }
}
