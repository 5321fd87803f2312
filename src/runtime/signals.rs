//! Signals as messages: the system asks to end or to suspend, the terminal has another size.

use std::io;

use crate::app::{Msg, Size};

/// The signals that the program answers itself.
#[cfg(unix)]
pub(super) struct Signals {
    terminate: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
    suspend: tokio::signal::unix::Signal,
    window: tokio::signal::unix::Signal,
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
            window: signal(SignalKind::window_change())?,
        })
    }

    /// The message for the next signal.
    pub(super) async fn next(&mut self) -> Msg {
        tokio::select! {
            _ = self.terminate.recv() => Msg::Hangup,
            _ = self.hang_up.recv() => Msg::Hangup,
            _ = self.interrupt.recv() => Msg::Hangup,
            _ = self.suspend.recv() => Msg::Suspend,
            _ = self.window.recv() => resized(),
        }
    }

    /// The next signal that concerns us while another program has the terminal: an interrupt from the keyboard is
    /// meant for that one.
    pub(super) async fn next_beside_another(&mut self) -> Msg {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return Msg::Hangup,
                _ = self.hang_up.recv() => return Msg::Hangup,
                _ = self.suspend.recv() => return Msg::Suspend,
                _ = self.interrupt.recv() => {}
            }
        }
    }
}

/// The new size; a terminal that has none any more is gone.
#[cfg(unix)]
fn resized() -> Msg {
    match crossterm::terminal::size() {
        Ok((columns, rows)) => Msg::Resize(Size { columns, rows }),
        Err(_) => Msg::Hangup,
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

    pub(super) async fn next_beside_another(&mut self) -> Msg {
        std::future::pending().await
    }
}
