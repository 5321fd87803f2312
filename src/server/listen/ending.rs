//! The server's end, as its connections hear of it.

use tokio::sync::watch;

/// The server's side: it tells all connections, and waits until they are gone.
#[derive(Debug)]
pub(super) struct Ending(watch::Sender<bool>);

/// A connection's side; the server waits until it is dropped.
#[derive(Debug)]
pub(super) struct Alive(watch::Receiver<bool>);

impl Ending {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    /// For one more connection.
    pub(super) fn watched(&self) -> Alive {
        Alive(self.0.subscribe())
    }

    /// Begins, and returns when no connection is left.
    pub(super) async fn begin(self) {
        self.0.send_replace(true);
        self.0.closed().await;
    }
}

impl Alive {
    /// Returns when the server ends.
    pub(super) async fn until_the_end(&mut self) {
        // A server that is gone has ended too.
        let _ended = self.0.wait_for(|ending| *ending).await;
    }
}
