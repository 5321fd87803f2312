//! Where credentials are kept: the system's keyring, an encrypted file, memory, or the environment.
//!
//! A [`Secret`] redacts itself. A [`Vault`] keeps secrets of one kind of place; it works on a thread of its own,
//! because a keyring can take minutes to answer. [`Credentials`] knows in which place each academy's credential
//! of a profile is. Nothing is put anywhere that a person didn't choose.
//!
//! ```no_run
//! # use lyceum::domain::VaultKind;
//! # use lyceum::secrets::{Key, VaultPlace, Secret, Vault, VaultError};
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let vault = Vault::open(VaultPlace::Keyring)?;
//! vault.unlock().await?; // as long as the person takes; dropping the future stops waiting
//! let key = Key::new("default", "https://academy.example.org".parse()?);
//! vault.set(&key, &Secret::new("token".to_owned())).await?;
//! let token = vault.get(&key).await?;
//! # Ok(())
//! # }
//! ```

mod backend;
mod core_dumps;
mod credentials;
mod environment;
mod error;
mod file;
mod key;
mod keyring;
mod memory;
mod program;
mod register;
mod replace;
mod secret;
mod vault;

pub use backend::Readiness;
pub use credentials::{Credentials, Move};
pub use error::VaultError;
pub use key::{Address, InvalidAddress, Key};
pub use program::{with_database_password_only, without_secrets};
pub use secret::Secret;
pub use vault::{Vault, VaultPlace};
