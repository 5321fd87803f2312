//! Vault errors, in words for the person at the keyboard.

use std::io;
use std::path::PathBuf;

/// Why a vault didn't do what it was asked to. No variant holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no keyring.
    #[error(
        "there is no keyring here: {0}. Choose another place for your credentials: \
         `lyceum vault use file` (encrypted with a passphrase), `memory` or `environment`"
    )]
    Absent(String),
    /// It is locked, and what was asked needs it open.
    #[error("your keyring is locked: unlock it, and try again")]
    Locked,
    /// It doesn't answer, and nobody is there to wait for it.
    #[error(
        "your keyring doesn't answer: try again, or choose another place with `lyceum vault use`"
    )]
    Slow,
    /// The person was asked to unlock the keyring, and didn't.
    #[error("your keyring stays locked: its question was closed without an answer")]
    Dismissed,
    /// It answered before, and doesn't any more.
    #[error("your keyring stopped in the middle: {0}. Nothing is known to be changed; try again")]
    Died(String),
    /// The keyring answers, and refuses.
    #[error("your keyring refuses: {0}")]
    Refused(String),
    /// Several secrets have the same key.
    #[error(
        "your keyring has several entries for {0}: delete all but one in your keyring's program"
    )]
    Ambiguous(String),
    /// The encrypted file is closed: no passphrase was given yet.
    #[error("{} is encrypted: its passphrase is needed", .0.display())]
    NeedsPassphrase(PathBuf),
    /// The passphrase isn't that of the file.
    #[error("wrong passphrase for {}", .0.display())]
    WrongPassphrase(PathBuf),
    /// A new passphrase is too easily guessed.
    #[error("a passphrase has at least {0} characters")]
    ShortPassphrase(usize),
    /// The stored value is no secret of ours.
    #[error("what is kept in {0} can't be read: it was damaged or written by something else")]
    Damaged(String),
    /// The file can't be read or written.
    #[error("{}: {cause}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's error.
        cause: io::Error,
    },
    /// The list of places was changed by hand, and isn't right.
    #[error("{}:{line}: {message}. It lists where this profile's credentials are: correct it", path.display())]
    Register {
        /// The list.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The problem on that line.
        message: String,
    },
    /// The environment is only read.
    #[error(
        "the environment can't be written: set {0} yourself, or choose another place with `lyceum vault use`"
    )]
    ReadOnly(&'static str),
    /// No secret can be made.
    #[error("the system gives no random numbers: {0}")]
    NoRandomness(String),
    /// Nobody waits for the answer any more.
    #[error("nobody waited any longer")]
    Cancelled,
    /// The vault's thread is gone.
    #[error("the vault isn't at work any more: {0}")]
    Stopped(String),
}

impl VaultError {
    /// For files: which file, and what the system says.
    pub(super) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> VaultError {
        let path = path.into();
        move |cause| VaultError::File { path, cause }
    }
}
