//! Signing devices in: a code by e-mail, or a provider that says who somebody is (RFC 8628).
//!
//! The academy's SQL functions limit, count and keep; here are the mails and the providers.
//!
//! A device makes its token itself, sends it with every call of its sign-in, and keeps it in the vault once it is good:
//! a call that is made again gives the same answer, and a code that somebody else reads is of no use to them. Because
//! the state is in the database, any server of an academy can go on with a sign-in.

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
