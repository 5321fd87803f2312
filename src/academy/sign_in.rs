//! Signing devices in: the calls of a server that doesn't know yet for whom it works.

use serde::Deserialize;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sqlx::FromRow;
use sqlx::postgres::PgRow;
use sqlx::types::Json;

use super::{AcademyError, Connections, TokenDigest};
use crate::wire::{Scope, SignInStep};

/// Sign-ins at an academy. The connections' login must be a server's.
#[derive(Debug, Clone)]
pub struct SignIns {
    connections: Connections,
}

/// The device that signs in.
#[derive(Debug, Clone)]
pub struct NewDevice<'a> {
    /// The digest of the token that it will have.
    pub token: TokenDigest,
    /// Its name.
    pub name: &'a str,
    /// The calls that its token shall be good for.
    pub scopes: &'a [Scope],
    /// The network address that it asks from.
    pub network: std::net::IpAddr,
}

/// How many sign-ins may be begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Codes for one address that one network asks for in an hour.
    pub address_hour: u32,
    /// Codes for one address in a day, whoever asks.
    pub address_day: u32,
    /// Sign-ins that one network begins in an hour.
    pub network_hour: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            address_hour: 5,
            address_day: 20,
            network_hour: 100,
        }
    }
}

/// Who may get an account by signing in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Registration {
    /// Whether anybody may.
    pub open: bool,
    /// Where any are named: only addresses of these domains, in lower case.
    pub domains: Vec<String>,
}

impl Default for Registration {
    fn default() -> Self {
        Registration {
            open: true,
            domains: Vec::new(),
        }
    }
}

/// The beginning of a sign-in, or the refusal of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Start {
    /// It has begun.
    Started {
        /// The seconds that it may take.
        expires_in: u32,
    },
    /// A limit is reached.
    TooMany {
        /// The seconds after which there may be another.
        retry_after: u32,
    },
}

/// Whether a provider may be asked now.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Poll {
    /// It may, and nobody else does before the interval is over.
    Ask {
        /// The provider's id.
        provider: String,
        /// The code to ask it with.
        device_code: String,
        /// The seconds until it may be asked again.
        poll_seconds: u32,
    },
    /// Not before that.
    Wait {
        /// The seconds to wait.
        seconds: u32,
    },
    /// There is no such sign-in under way.
    Over,
}

/// The proof that a device gives at the end of its sign-in.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// A code's MAC, in hexadecimal digits.
    CodeMac(String),
    /// Somebody whom a provider knows.
    Identity(Identity),
}

/// Somebody whom a provider knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// The provider's id of them.
    pub subject: String,
    /// Their address, where it says one.
    pub email: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// Whether the provider says that the address is theirs, and the operator trusts it for that.
    pub trusted: bool,
}

impl SignIns {
    /// Those of the academy that the connections lead to.
    pub fn new(connections: impl Into<Connections>) -> Self {
        SignIns {
            connections: connections.into(),
        }
    }

    /// Begins the sign-in of a device that will prove that it has a code. The answer takes as long for any address.
    ///
    /// # Errors
    /// `Malformed`, and where the database fails.
    pub async fn start_by_code(
        &self,
        device: &NewDevice<'_>,
        address: &str,
        code_mac: &str,
        limits: Limits,
    ) -> Result<Start, AcademyError> {
        let way = json!({"address": address, "code_mac": code_mac});
        self.start(device, way, limits).await
    }

    /// Begins the sign-in of a device at a provider.
    ///
    /// # Errors
    /// As for [`SignIns::start_by_code`].
    pub async fn start_at_provider(
        &self,
        device: &NewDevice<'_>,
        provider: &str,
        limits: Limits,
    ) -> Result<Start, AcademyError> {
        self.start(device, json!({"provider": provider}), limits)
            .await
    }

    async fn start(
        &self,
        device: &NewDevice<'_>,
        mut request: Value,
        limits: Limits,
    ) -> Result<Start, AcademyError> {
        request["token_digest"] = hex(device.token.bytes()).into();
        request["device_name"] = device.name.into();
        request["scopes"] = json!(device.scopes);
        request["network"] = device.network.to_string().into();
        request["limits"] = json!(limits);
        self.ask("select lyceum.start_login_v1($1)::text", &request)
            .await
    }

    /// Whether a code may be sent to this address. How long it takes tells whether there is an account, so nobody may
    /// wait for it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn may_sign_in(
        &self,
        address: &str,
        registration: &Registration,
    ) -> Result<bool, AcademyError> {
        let question = sqlx::query_as("select lyceum.may_sign_in_v1($1, $2)")
            .bind(address)
            .bind(Json(registration));
        let (may,) = self.connections.row(question).await?;
        Ok(may)
    }

    /// Notes what a provider is to be asked with, and how many seconds apart, for how many. False where the sign-in is
    /// over already.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn note_provider(
        &self,
        token: TokenDigest,
        device_code: &str,
        poll_seconds: u32,
        lifetime: u32,
    ) -> Result<bool, AcademyError> {
        let note = sqlx::query_as("select lyceum.ask_provider_v1($1, $2, $3, $4)")
            .bind(token.bytes())
            .bind(device_code)
            .bind(i32::try_from(poll_seconds).unwrap_or(i32::MAX))
            .bind(i32::try_from(lifetime).unwrap_or(i32::MAX));
        let (noted,) = self.connections.row(note).await?;
        Ok(noted)
    }

    /// Whether the provider may be asked now. It is "yes" once in each interval, on whatever server.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn poll(&self, token: TokenDigest) -> Result<Poll, AcademyError> {
        let (answer,): (String,) = self
            .of_token("select lyceum.poll_login_v1($1)::text", token)
            .await?;
        Ok(serde_json::from_str(&answer)?)
    }

    /// Five seconds more between two questions, for good. Gives the seconds to wait; none where the sign-in is over.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn slow_down(&self, token: TokenDigest) -> Result<Option<u32>, AcademyError> {
        let (seconds,): (Option<i32>,) = self
            .of_token("select lyceum.slow_down_v1($1)", token)
            .await?;
        Ok(seconds.and_then(|seconds| seconds.try_into().ok()))
    }

    /// Ends a sign-in that comes to nothing.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn end(&self, token: TokenDigest) -> Result<(), AcademyError> {
        let ((),) = self
            .of_token("select lyceum.end_login_v1($1)", token)
            .await?;
        Ok(())
    }

    /// Finishes a sign-in. Whoever knows what `revoke` is the digest of can revoke the device.
    ///
    /// # Errors
    /// Where the database fails. Whatever is wrong with the proof is said in the answer.
    pub async fn finish(
        &self,
        token: TokenDigest,
        proof: &Proof,
        revoke: TokenDigest,
        registration: &Registration,
    ) -> Result<SignInStep, AcademyError> {
        let mut request = json!(proof);
        request["token_digest"] = hex(token.bytes()).into();
        request["revoke_digest"] = hex(revoke.bytes()).into();
        request["registration"] = json!(registration);
        self.ask("select lyceum.finish_login_v1($1)::text", &request)
            .await
    }

    /// Signs a device out by its token. False where it wasn't signed in.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn revoke(&self, token: TokenDigest) -> Result<bool, AcademyError> {
        let (revoked,) = self
            .of_token("select lyceum.revoke_token_v1($1)", token)
            .await?;
        Ok(revoked)
    }

    /// Signs the device out whose announcement had this in it. Gives its name; none where it is gone.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn revoke_by_mail(
        &self,
        revoke: TokenDigest,
    ) -> Result<Option<String>, AcademyError> {
        let (name,) = self
            .of_token("select lyceum.revoke_by_mail_v1($1)", revoke)
            .await?;
        Ok(name)
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        query: &'static str,
        request: &Value,
    ) -> Result<T, AcademyError> {
        let question = sqlx::query_as(query).bind(Json(request));
        let (answer,): (String,) = self.connections.row(question).await?;
        Ok(serde_json::from_str(&answer)?)
    }

    /// The answer to a question about a token.
    async fn of_token<T>(&self, query: &'static str, token: TokenDigest) -> Result<T, AcademyError>
    where
        T: Send + Unpin + for<'r> FromRow<'r, PgRow>,
    {
        let question = sqlx::query_as(query).bind(token.bytes());
        Ok(self.connections.row(question).await?)
    }
}

/// Bytes as hexadecimal digits, as PostgreSQL decodes them.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
