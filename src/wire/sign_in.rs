//! Signing a device in at a server.
//!
//! A device makes its token itself and sends it with every call, so that a call that is made again, because its answer
//! was lost, gives the same answer. The token is good for nothing else until the sign-in is finished.
//!
//! | call | takes | gives |
//! |---|---|---|
//! | `GET /v1/sign-in` | | [`Offer`] |
//! | `POST /v1/sign-in` | [`Begin`] | [`Begun`] |
//! | `POST /v1/sign-in/finish` | [`Finish`] | [`SignInStep`] |
//! | `DELETE /v1/sign-in` | | nothing: the sign-in is cancelled |

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::User;
use crate::domain::Timestamp;

/// The beginning of every token, so that one that went astray is recognized.
pub const TOKEN_PREFIX: &str = "lyceum_";

/// Whether a text is a token: the prefix, and 32 bytes in base64url.
pub fn is_token(text: &str) -> bool {
    let sign = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_');
    let random = text.strip_prefix(TOKEN_PREFIX);
    random.is_some_and(|random| random.len() == 43 && random.bytes().all(sign))
}

/// The ways of signing in that a server offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Offer {
    /// Whether it sends codes by e-mail.
    pub code: bool,
    /// The providers that it asks.
    pub providers: Vec<Provider>,
}

/// A provider that says who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Provider {
    /// Its name in calls: `github`.
    pub id: String,
    /// Its name for people: `GitHub`.
    pub name: String,
}

/// A group of calls that a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// The calls of learners.
    Learn,
    /// The calls of admins: roles, editors, other people's devices.
    Admin,
}

/// A device begins a sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Begin {
    /// How.
    pub way: Way,
    /// The device's name, for the mail and the list of devices: at most 80 characters.
    pub device: String,
    /// The token's scopes.
    pub scopes: Vec<Scope>,
}

/// The ways of signing in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// With a code that is sent to this e-mail address.
    Code(String),
    /// At the provider with this id.
    Provider(String),
}

/// A sign-in that has begun, or hasn't.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Begun {
    /// If the address may sign in here, a code is on its way to it.
    CodeSent {
        /// The seconds for which it is good.
        expires_in: u32,
    },
    /// The provider waits for its user.
    AtProvider(AtProvider),
    /// Too many sign-ins were begun for this address, or from this network.
    TooMany {
        /// The seconds after which there may be another.
        retry_after: u32,
    },
    /// The server can't send mail at this moment, or the provider doesn't answer: why.
    Unavailable {
        /// In words.
        why: String,
    },
}

/// Where the user of a provider goes (RFC 8628, 3.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AtProvider {
    /// The code to type there.
    pub user_code: String,
    /// The page to open.
    pub address: String,
    /// The same page with the code in it, where the provider has one.
    pub address_with_code: Option<String>,
    /// The seconds for which the code is good.
    pub expires_in: u32,
    /// The seconds after which to ask for the first time.
    pub seconds: u32,
}

/// A device asks how far its sign-in is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finish {
    /// The code that came by e-mail, where it is signed in by one.
    pub code: Option<String>,
}

/// How far a sign-in is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum SignInStep {
    /// At its end: the token is good.
    SignedIn(SignedIn),
    /// The provider's user hasn't answered yet.
    Wait {
        /// The seconds after which to ask again.
        seconds: u32,
    },
    /// This isn't the code.
    Wrong {
        /// How often it may be tried again.
        tries_left: u32,
    },
    /// There is none under way with this token: it expired, or was tried too often.
    Over,
    /// The provider's user said no.
    Denied,
    /// The address has no account here, and may not get one by signing in.
    Closed,
    /// The provider doesn't vouch for the address, and no account is linked to its user.
    Unverified,
    /// The scope `admin` is for admins.
    NotAdmin,
}

/// A device that is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignedIn {
    /// Who it is.
    pub user: User,
    /// The device's id.
    pub device: Uuid,
    /// Its name.
    pub device_name: String,
    /// The calls that its token is good for.
    pub scopes: Vec<Scope>,
    /// When its token expires unless it is used.
    pub expires_at: Timestamp,
    /// False where the device was signed in already.
    pub new: bool,
}

/// A device in the list of a person's devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Device {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The calls that its token is good for.
    pub scopes: Vec<Scope>,
    /// Whether it is the one that asks.
    pub current: bool,
    /// When it signed in.
    pub signed_in_at: Timestamp,
    /// When it was seen last, to the hour.
    pub seen_at: Timestamp,
    /// When its token expires unless it is used.
    pub expires_at: Timestamp,
}
