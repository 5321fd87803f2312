//! The academy of a sitting: its address, the credential for it, and syncs with it.

mod credential;
mod end;
mod network;
mod sign_in;

use std::sync::Mutex as StdMutex;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use tokio::sync::Mutex;
use uuid::Uuid;

use super::clock::moment;
use crate::domain::DeviceId;
use crate::secrets::{Address, Credentials, InvalidAddress, Secret};
use crate::store::Store;
use crate::sync::{
    AcademyUrl, Answers, Connection, Program, Progress, Report, SyncError, connect, sync,
};
pub(super) use end::{ended, no_academy, signed_out};
pub(super) use network::tell_of_network;

/// How long the last sync of a sitting may take.
const LEAVING: Duration = Duration::from_secs(2);

/// The academy that the settings name.
pub struct Academy {
    url: AcademyUrl,
    address: Address,
    credentials: Mutex<Credentials>,
    /// A password that could be kept nowhere else.
    for_now: StdMutex<Option<Secret>>,
    /// The token of a sign-in that is under way.
    signing_in: StdMutex<Option<Secret>>,
    /// This program, among those that sync the profile.
    holder: Uuid,
}

impl Academy {
    /// The academy at that address, with the profile's credentials. Nothing is asked and nobody is reached yet.
    ///
    /// # Errors
    /// The address can't be one that has a credential.
    pub fn new(url: AcademyUrl, credentials: Credentials) -> Result<Academy, InvalidAddress> {
        Ok(Academy {
            address: url.to_string().parse()?,
            url,
            credentials: Mutex::new(credentials),
            for_now: StdMutex::new(None),
            signing_in: StdMutex::new(None),
            holder: Uuid::new_v4(),
        })
    }

    /// Its address, without anything secret.
    pub(super) fn address(&self) -> String {
        self.url.to_string()
    }

    /// The academy, reached with the first call.
    pub(super) fn connect(&self, credential: Option<&Secret>) -> Connection {
        connect(&self.url, credential.map(Secret::reveal))
    }

    /// Syncs the profile. Dropping it stops it: what was done is done.
    pub(super) async fn sync(
        &self,
        store: &Store,
        device: DeviceId,
        connection: &Connection,
        answers: Answers,
        say: &mut (dyn FnMut(Progress) + Send + Sync),
    ) -> Result<Report, SyncError> {
        let program = Program {
            device,
            holder: self.holder,
            now: &|| moment().at,
            stop: &AtomicBool::new(false),
        };
        sync(store, connection, program, answers, say).await
    }

    /// Sends what waits before the program ends, if nobody has to be asked for that; what doesn't go now goes next time.
    pub(super) async fn sync_before_leaving(&self, store: &Store, device: DeviceId) {
        let last = async {
            let waits = store.fates().await.is_ok_and(|fates| fates.to_send > 0);
            let Ok(credential) = self.credential_at_hand().await else {
                return;
            };
            if waits {
                let connection = self.connect(credential.as_ref());
                let mut say = |_: Progress| {};
                let answers = Answers::default();
                let done = self.sync(store, device, &connection, answers, &mut say);
                if let Err(error) = done.await {
                    tracing::info!("the last sync of the sitting: {error}");
                }
            }
        };
        if tokio::time::timeout(LEAVING, last).await.is_err() {
            tracing::info!("the last sync of the sitting took too long; it goes on next time");
        }
    }
}
