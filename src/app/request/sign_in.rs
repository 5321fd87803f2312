//! Signing in at the academy's server.

use super::Ask;
use crate::app::typed_secret::Hidden;

/// Asks the academy how people sign in, once the vault is ready for what that gives.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadWays;

impl Ask for ReadWays {
    type Answer = Ways;
    const IS_QUIET: bool = true;
}

/// Opens the encrypted file with this passphrase, or makes one, so that the token is kept there.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenVaultFile(pub Hidden);

impl Ask for OpenVaultFile {
    type Answer = Opened;
    const IS_QUIET: bool = true;
}

/// Begins to sign in.
#[derive(Debug, Clone, PartialEq)]
pub struct BeginSignIn(pub Chosen);

impl Ask for BeginSignIn {
    type Answer = Begun;
    const IS_QUIET: bool = true;
}

/// Comes to the end of it: with the code that came by e-mail, or by waiting for the provider's user.
#[derive(Debug, Clone, PartialEq)]
pub struct FinishSignIn(pub Option<Hidden>);

impl Ask for FinishSignIn {
    type Answer = Finished;
    const IS_QUIET: bool = true;
}

/// Ends a sign-in that was given up.
#[derive(Debug, Clone, PartialEq)]
pub struct CancelSignIn;

impl Ask for CancelSignIn {
    type Answer = ();
    const IS_QUIET: bool = true;
}

/// The ways of signing in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ways {
    /// The academy's address.
    pub academy: String,
    /// The ways, the most usual first.
    pub ways: Vec<Way>,
    /// Where the token will be kept, in a sentence.
    pub keeps: String,
    /// The part of the encrypted file in that.
    pub file: Option<VaultFile>,
    /// Why there are none, in a sentence.
    pub problem: Option<String>,
}

/// An encrypted file that could keep the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VaultFile {
    /// There is no keyring: one may be made instead.
    Offered,
    /// It was chosen, and isn't there yet.
    New,
    /// It waits for its passphrase.
    Closed,
}

/// An encrypted file that was opened, or wasn't.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// It keeps the token, as the sentence says.
    Keeps(String),
    /// Another passphrase may do: why, in a sentence.
    Again(String),
}

/// A way of signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// A code by e-mail.
    Code,
    /// A provider.
    Provider {
        /// Its name in requests.
        id: String,
        /// Its name for people.
        name: String,
    },
}

/// The way that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// A code by e-mail, to this address.
    Code(String),
    /// The provider of this name.
    Provider(String),
}

/// A sign-in that has begun, or hasn't.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// A code is on its way, and good for so many minutes.
    CodeSent(u32),
    /// The provider waits for its user.
    AtProvider(AtProvider),
    /// It can't begin: why, in a sentence.
    Refused(String),
}

/// Where the user of a provider goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtProvider {
    /// The page.
    pub address: String,
    /// The code to type there.
    pub user_code: String,
    /// The page with the code in it; the page alone where the provider has none.
    pub address_with_code: String,
    /// That page as a QR code; empty where it is too long for one.
    pub qr: Vec<String>,
}

/// How a sign-in ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finished {
    /// Somebody is signed in: who and where the token is, in a sentence.
    SignedIn(String),
    /// It may be tried again: the code is another one, or the academy doesn't answer, as the sentence says.
    Again(String),
    /// It came to nothing: why, in a sentence.
    Over(String),
}
