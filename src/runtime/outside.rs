//! Opens an address in the program that the system has for it. The learner was asked before.

use tokio::sync::mpsc;

use super::driver::tell;
use super::tasks;
use crate::app::{Msg, Notice};

/// Hands the address over, beside the loop: some systems wait to see whether the other program starts. Where none
/// does, a message says so.
pub(super) fn open(address: String, messages: mpsc::WeakSender<Msg>) {
    tasks::spawn(async move {
        let opening = tasks::spawn_busy(move || {
            let opened = open::that_detached(&address);
            opened.map_err(|error| not_opened(&address, &error))
        });
        if let (Ok(Err(notice)), Some(messages)) = (opening.await, messages.upgrade()) {
            tell(&messages, Msg::Told(notice)).await;
        }
    });
}

fn not_opened(address: &str, error: &std::io::Error) -> Notice {
    tracing::warn!("could not open an address outside: {error}");
    let detail = format!("The address is\n\n```text\n{address}\n```\n\n{error}.");
    Notice::warning("No program was found that opens this address").with_detail(detail)
}
