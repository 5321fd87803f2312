//! Signals as messages: the system asks to end, or to suspend.

use std::io;

use crate::app::Msg;

/// The signals that the program answers itself.
#[cfg(unix)]
pub(super) struct Signals {
    terminate: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
    suspend: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    pub(super) fn listen() -> io::Result<Self> {
        use rustix::process::Signal;
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            suspend: signal(SignalKind::from_raw(Signal::TSTP.as_raw()))?,
        })
    }

    /// The message for the next signal.
    pub(super) async fn next(&mut self) -> Msg {
        tokio::select! {
            _ = self.terminate.recv() => Msg::Hangup,
            _ = self.hang_up.recv() => Msg::Hangup,
            _ = self.interrupt.recv() => Msg::Hangup,
            _ = self.suspend.recv() => Msg::Suspend,
        }
    }
}

/// Elsewhere the terminal's own keys are all there is.
#[cfg(not(unix))]
pub(super) struct Signals;

#[cfg(not(unix))]
impl Signals {
    pub(super) fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    pub(super) async fn next(&mut self) -> Msg {
        std::future::pending().await
    }
}
