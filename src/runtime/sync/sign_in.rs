//! Signing in at the academy's server: the token that the device will have, and its way into the vault.

use std::sync::PoisonError;

use super::Academy;
use super::credential::Locked;
use crate::runtime::device_name;
use crate::secrets::Secret;
use crate::sync::{AcademyUrl, Http, ServerUrl};
use crate::wire::{Begin, Begun, Offer, Scope, TOKEN_PREFIX, Way};

impl Academy {
    /// The academy's server.
    fn server(&self) -> Result<&ServerUrl, String> {
        match &self.url {
            AcademyUrl::Server(url) => Ok(url),
            AcademyUrl::Database(_) => Err("A database has no sign-in.".to_owned()),
        }
    }

    /// The ways of signing in. A locked keyring is waited for first: what a sign-in gives needs a place.
    ///
    /// # Errors
    /// Why nobody can sign in now, in a sentence.
    pub(in crate::runtime) async fn ways(&self, locked: Locked<'_>) -> Result<Offer, String> {
        let url = self.server()?;
        self.wait_for_vault(locked)
            .await
            .map_err(|error| error.to_string())?;
        let offer = Http::at(url, None).offer().await;
        offer.map_err(|error| error.to_string())
    }

    /// Begins a sign-in with a new token, which is kept here until it ends.
    ///
    /// # Errors
    /// Why it can't begin, in a sentence.
    pub(in crate::runtime) async fn begin(&self, way: Way) -> Result<Begun, String> {
        let token = Secret::random(TOKEN_PREFIX).map_err(|error| error.to_string())?;
        let server = Http::at(self.server()?, Some(token.reveal()));
        *self
            .signing_in
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(token);
        let begin = Begin {
            way,
            device: device_name(),
            scopes: vec![Scope::Learn],
        };
        server
            .begin(&begin)
            .await
            .map_err(|error| error.to_string())
    }

    /// The sign-in under way: the server with its token, and that; none where there is none.
    pub(in crate::runtime) fn signing_in(&self) -> Option<(Http, Secret)> {
        let token = self.signing_in.lock();
        let token = token.unwrap_or_else(PoisonError::into_inner).clone()?;
        let server = Http::at(self.server().ok()?, Some(token.reveal()));
        Some((server, token))
    }

    /// There is none any more.
    pub(in crate::runtime) fn forget_sign_in(&self) {
        *self
            .signing_in
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = None;
    }
}
