//! Opens an address in the program that the system has for it. The learner was asked before.

use std::io;
use std::process::{Command, Stdio};
use std::sync::mpsc as threads;
use std::time::Duration;

use tokio::sync::mpsc;

use super::driver::tell;
use super::tasks;
use crate::app::{Msg, Notice};
use crate::secrets::without_secrets;

/// A program that runs for longer has started.
const PATIENCE: Duration = Duration::from_millis(250);

/// Hands the address over, beside the loop: some systems wait to see whether the other program starts. Where none
/// does, a message says so.
pub(super) fn open(address: String, messages: mpsc::WeakSender<Msg>) {
    tasks::spawn(async move {
        let opening = tasks::spawn_busy(move || {
            let opened = open_with_any(&address);
            opened.map_err(|error| not_opened(&address, &error))
        });
        if let (Ok(Err(notice)), Some(messages)) = (opening.await, messages.upgrade()) {
            tell(&messages, Msg::Told(notice)).await;
        }
    });
}

/// Tries the system's programs for that, one after the other.
fn open_with_any(address: &str) -> io::Result<()> {
    let mut failure = io::Error::from(io::ErrorKind::NotFound);
    for mut command in open::commands(address) {
        match start(without_secrets(&mut command)) {
            Ok(()) => return Ok(()),
            // The first that is there and fails says more than those that aren't there.
            Err(error) if failure.kind() == io::ErrorKind::NotFound => failure = error,
            Err(_) => {}
        }
    }
    Err(failure)
}

/// Starts a program that lives on without us.
pub(super) fn start(command: &mut Command) -> io::Result<()> {
    // What is pressed on our terminal is not meant for it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn()?;
    let (ended, end) = threads::channel();
    tasks::spawn_thread("opener", move || {
        // After a while nobody listens.
        let _late = ended.send(child.wait());
    })?;
    match end.recv_timeout(PATIENCE) {
        Ok(Ok(status)) if !status.success() => {
            let program = command.get_program().to_string_lossy().into_owned();
            Err(io::Error::other(format!("{program} failed ({status})")))
        }
        _ => Ok(()),
    }
}

fn not_opened(address: &str, error: &io::Error) -> Notice {
    tracing::warn!("could not open an address outside: {error}");
    let detail = format!("The address is\n\n```text\n{address}\n```\n\n{error}.");
    Notice::warning("No program was found to open this address").with_detail(detail)
}
