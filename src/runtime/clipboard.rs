//! Puts text on the clipboards: the terminal's, which also works over SSH, and the system's, where there is one.

use std::io::{self, stdout};
use std::sync::mpsc as threads;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;
use tokio::sync::{mpsc, oneshot};

use super::driver::tell;
use super::tasks;
use crate::app::{CopiedTo, Msg};

/// How long the system's clipboard may take before the terminal's counts as the only one.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long leaving and suspending wait until the system's clipboard is let go: some milliseconds, but where the
/// machine is busy or the clipboard hangs.
const HANDOVER: Duration = Duration::from_secs(2);

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
    pub(super) fn copy(&self, text: String, messages: mpsc::WeakSender<Msg>) -> io::Result<()> {
        execute!(stdout(), CopyToClipboard::to_clipboard_from(&text))?;
        let lines = text.lines().count();
        let taken = self.system.as_ref().map(|system| system.put(text));
        tasks::spawn(async move {
            let to = where_to(taken).await;
            if let Some(messages) = messages.upgrade() {
                tell(&messages, Msg::Copied { lines, to }).await;
            }
        });
        Ok(())
    }

    /// Leaves to the terminal what the system's clipboard still has of us: it would be lost with this process, and
    /// while this process is stopped whoever pastes would wait. What others copied since is left alone.
    pub(super) fn hand_over(&self) -> io::Result<()> {
        match self.system.as_ref().and_then(System::let_go) {
            Some(text) => execute!(stdout(), CopyToClipboard::to_clipboard_from(text)),
            None => Ok(()),
        }
    }
}

impl Drop for Clipboards {
    fn drop(&mut self) {
        let _gone = self.hand_over();
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

/// A request to the thread of the system's clipboard.
enum Errand {
    /// To put a text there; the other end hears once it is.
    Put(String, oneshot::Sender<()>),
    /// To let go of what was put there; the other end hears what that was, if it is still there.
    LetGo(threads::Sender<String>),
}

/// The system's clipboard on a thread of its own, which owns what was copied: on X11 and Wayland whoever pastes asks
/// the owner.
struct System {
    errands: threads::Sender<Errand>,
}

impl System {
    fn start() -> Option<System> {
        let (errands, waiting) = threads::channel();
        match tasks::spawn_thread("clipboard", move || serve(waiting)) {
            Ok(_) => Some(System { errands }),
            Err(error) => {
                tracing::warn!("no thread for the system's clipboard: {error}");
                None
            }
        }
    }

    fn put(&self, text: String) -> oneshot::Receiver<()> {
        let (done, taken) = oneshot::channel();
        // A thread that is gone drops the errand, and whoever waits hears that.
        let _gone = self.errands.send(Errand::Put(text, done));
        taken
    }

    fn let_go(&self) -> Option<String> {
        let (letting_go, heard) = threads::channel();
        self.errands.send(Errand::LetGo(letting_go)).ok()?;
        heard.recv_timeout(HANDOVER).ok()
    }
}

/// Runs errands until nobody sends any more.
fn serve(errands: threads::Receiver<Errand>) {
    let mut held = None;
    for errand in errands {
        match errand {
            Errand::Put(text, done) => match Held::put(text) {
                Ok(put) => {
                    held = Some(put);
                    // Whoever asked may have stopped waiting.
                    let _late = done.send(());
                }
                Err(error) => {
                    tracing::debug!("the system has no clipboard here: {error}");
                    held = None;
                }
            },
            Errand::LetGo(letting_go) => {
                if let Some(text) = held.take().and_then(Held::let_go) {
                    let _late = letting_go.send(text);
                }
            }
        }
    }
}

/// A text that was put on the system's clipboard.
struct Held {
    clipboard: arboard::Clipboard,
    text: String,
}

impl Held {
    fn put(text: String) -> Result<Held, arboard::Error> {
        let mut clipboard = arboard::Clipboard::new()?;
        clipboard.set_text(text.as_str())?;
        Ok(Held { clipboard, text })
    }

    /// Offers the text to a clipboard manager; gives it, unless somebody copied something else since.
    fn let_go(mut self) -> Option<String> {
        let there = self.clipboard.get_text();
        there
            .is_ok_and(|there| there == self.text)
            .then_some(self.text)
    }
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
