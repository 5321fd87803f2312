//! Signing devices in: a code by e-mail, or a provider that says who somebody is (RFC 8628).
//!
//! What is limited, counted and kept is in the academy's SQL functions; here are the mails and the providers.

mod code;
mod desk;
mod mail;
mod pepper;
mod provider;
mod random;
mod settings;

pub(in crate::server) use desk::DeskError;
pub use desk::SignInDesk;
pub use mail::Mail;
pub use settings::{InvalidSettings, SignInSettings};
