//! The queue of mails: bounded, tried again for a while, and never waited for.
#![expect(
    clippy::disallowed_methods,
    reason = "the server sends mail on a task of its own, by its own clock"
)]

use std::sync::Arc;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use lettre::Address;
use secrecy::SecretString;
use tokio::sync::Semaphore;

use super::letter::Letter;
use super::transport::{NotSent, Transport};
use crate::server::sign_in::InvalidSettings;
use crate::server::sign_in::settings::MailSettings;

/// Mail that goes out. Clones share it.
#[derive(Clone)]
pub struct Mail {
    transport: Transport,
    /// Mails that may be on their way at once.
    room: Arc<Semaphore>,
    /// When the mail server failed last, where nothing went through since.
    failed: Arc<Mutex<Option<Instant>>>,
}

const ROOM: usize = 200;

/// How long to wait before each further try. A code is good for ten minutes.
const PAUSES: [Duration; 3] = [
    Duration::from_secs(1),
    Duration::from_secs(10),
    Duration::from_secs(60),
];

/// How long after a failure nobody is told that a mail is on its way.
const SILENCE: Duration = Duration::from_secs(30);

impl Mail {
    /// Through a mail server.
    ///
    /// # Errors
    /// [`InvalidSettings::MailServer`].
    pub fn by_smtp(
        settings: &MailSettings,
        password: Option<&SecretString>,
    ) -> Result<Self, InvalidSettings> {
        Ok(Self::by(Transport::smtp(settings, password)?))
    }

    /// Into the log, codes and all: for development.
    pub fn into_log() -> Self {
        Self::by(Transport::Log)
    }

    fn by(transport: Transport) -> Self {
        Mail {
            transport,
            room: Arc::new(Semaphore::new(ROOM)),
            failed: Arc::default(),
        }
    }

    /// Whether mail goes out, as far as is known. It says nothing of any address.
    pub(in crate::server::sign_in) fn works(&self) -> bool {
        let failed = self.failed.lock().map_or(None, |failed| *failed);
        self.room.available_permits() > 0 && failed.is_none_or(|at| at.elapsed() > SILENCE)
    }

    /// Sends a mail if `may` turns out to be true, and comes back at once.
    pub(in crate::server::sign_in) fn send(
        &self,
        to: Address,
        letter: Letter,
        may: impl Future<Output = bool> + Send + 'static,
    ) {
        let Ok(room) = Arc::clone(&self.room).try_acquire_owned() else {
            tracing::error!("too many mails are waiting: one was dropped");
            return;
        };
        let mail = self.clone();
        tokio::spawn(async move {
            if may.await {
                mail.carry(&to, &letter).await;
            }
            drop(room);
        });
    }

    async fn carry(&self, to: &Address, letter: &Letter) {
        let mut pauses = PAUSES.iter();
        loop {
            match self.transport.send(to, letter).await {
                Ok(()) => return self.note(None),
                Err(NotSent::Ever(why)) => {
                    tracing::warn!(why, "the mail server refuses a mail");
                    return;
                }
                Err(NotSent::ForNow(why)) => {
                    tracing::error!(why, "a mail can't be sent");
                    self.note(Some(Instant::now()));
                }
            }
            match pauses.next() {
                Some(pause) => tokio::time::sleep(*pause).await,
                None => return,
            }
        }
    }

    fn note(&self, failure: Option<Instant>) {
        if let Ok(mut failed) = self.failed.lock() {
            *failed = failure;
        }
    }
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mail")
    }
}
