//! Signing in at a server, and what is signed in there. A call that is made twice does no more than one.

use reqwest::Method;
use uuid::Uuid;

use super::{Http, client};
use crate::sync::remote::Answer;
use crate::wire::{Begin, Begun, Device, Finish, Offer, Role, SignInStep};

impl Http {
    /// The ways of signing in.
    ///
    /// # Errors
    /// `NotFound` where nobody signs in at this server.
    pub async fn offer(&self) -> Answer<Offer> {
        self.client.send(self.get(&["sign-in"])?).await
    }

    /// Begins to sign in with the token of this client; what was begun with it before is over.
    ///
    /// # Errors
    /// The server can't be reached, or doesn't take the request.
    pub async fn begin(&self, begin: &Begin) -> Answer<Begun> {
        self.client.send(self.post(&["sign-in"], begin)?).await
    }

    /// How far the sign-in is, with the code that came by e-mail where there is one.
    ///
    /// # Errors
    /// As for [`Http::begin`].
    pub async fn finish(&self, code: Option<&str>) -> Answer<SignInStep> {
        let finish = Finish {
            code: code.map(str::to_owned),
        };
        let request = self.post(&["sign-in", "finish"], &finish)?;
        self.client.send(request).await
    }

    /// Cancels a sign-in, or signs this device out.
    ///
    /// # Errors
    /// As for [`Http::begin`].
    pub async fn sign_out(&self) -> Answer<()> {
        self.call(Method::DELETE, &["sign-in"]).await
    }

    /// The devices that are signed in, the last seen first.
    ///
    /// # Errors
    /// `Unauthorized`, or the server can't be reached.
    pub async fn devices(&self) -> Answer<Vec<Device>> {
        self.client.send(self.get(&["devices"])?).await
    }

    /// Signs a device out.
    ///
    /// # Errors
    /// `NotFound`, and as for [`Http::devices`].
    pub async fn revoke_device(&self, device: Uuid) -> Answer<()> {
        let device = device.to_string();
        self.call(Method::DELETE, &["devices", &device]).await
    }

    /// Signs all devices out but this one. Gives how many.
    ///
    /// # Errors
    /// As for [`Http::devices`].
    pub async fn revoke_other_devices(&self) -> Answer<u32> {
        self.call(Method::DELETE, &["devices"]).await
    }

    /// Gives somebody a role, and an account where they have none. Without a role an account keeps its own, and a new one
    /// is a student's. It is true where the account is new.
    ///
    /// # Errors
    /// `NotFound` for everybody but an admin with a token for it.
    pub async fn set_role(&self, address: &str, role: Option<Role>) -> Answer<bool> {
        let request = self
            .client
            .request(Method::PUT, &["accounts", address, "role"])?;
        self.client.send(client::with_body(request, &role)?).await
    }

    /// Signs all devices of somebody out. Gives how many.
    ///
    /// # Errors
    /// As for [`Http::set_role`].
    pub async fn sign_out_all_of(&self, address: &str) -> Answer<u32> {
        self.call(Method::DELETE, &["accounts", address, "devices"])
            .await
    }

    /// Lets somebody publish a course, or not any more. It is true where that changed anything.
    ///
    /// # Errors
    /// As for [`Http::set_role`].
    pub async fn set_editor(&self, course: &str, address: &str, appointed: bool) -> Answer<bool> {
        let method = if appointed {
            Method::PUT
        } else {
            Method::DELETE
        };
        self.call(method, &["courses", course, "editors", address])
            .await
    }

    async fn call<T: serde::de::DeserializeOwned>(
        &self,
        method: Method,
        path: &[&str],
    ) -> Answer<T> {
        self.client.send(self.client.request(method, path)?).await
    }
}

/// Why a sign-in came to nothing, in a sentence.
pub fn sign_in_refusal(step: &SignInStep) -> &'static str {
    match step {
        SignInStep::Closed => {
            "This address has no account, and the academy doesn't create accounts at sign-in: ask its operator."
        }
        SignInStep::Unverified => {
            "The provider hasn't verified your address: sign in with a code by e-mail."
        }
        SignInStep::NotAdmin => "You aren't an admin of this academy.",
        SignInStep::Denied => "The provider says that you declined. Nothing was changed.",
        SignInStep::Over => "It took too long. Nothing was changed; try again.",
        SignInStep::SignedIn(_) | SignInStep::Wait { .. } | SignInStep::Wrong { .. } => {
            "The academy gave an unexpected answer."
        }
    }
}
