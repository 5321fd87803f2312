//! A text that nobody but its user may see.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::zeroize::Zeroize;
use secrecy::{ExposeSecret, SecretString};

use super::{VaultError, core_dumps};

/// A password, a token or a passphrase. It redacts itself in `Debug`, has no `Display`, and is overwritten when it
/// is dropped. While the program holds one, a crash leaves no image of the memory behind.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes the text over, and overwrites where it was.
    pub fn new(mut text: String) -> Self {
        core_dumps::forbid();
        let secret = SecretString::from(text.as_str());
        text.zeroize();
        Secret(secret)
    }

    /// A new one: the prefix, and 256 random bits in base64url.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn random(prefix: &str) -> Result<Self, VaultError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| VaultError::NoRandomness(error.to_string()))?;
        let text = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes));
        bytes.zeroize();
        Ok(Secret::new(text))
    }

    /// The secret in bytes of UTF-8; none where they aren't. Overwrites where they were.
    pub(super) fn from_bytes(mut bytes: Vec<u8>) -> Option<Self> {
        core_dumps::forbid();
        let text = std::str::from_utf8(&bytes).map(SecretString::from);
        bytes.zeroize();
        text.ok().map(Secret)
    }

    /// The text itself, for the one place that needs it.
    pub fn reveal(&self) -> &str {
        self.0.expose_secret()
    }

    /// The same for libraries that take secrets as such.
    pub(super) fn inner(&self) -> &SecretString {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_random_secret_has_256_bits_and_its_prefix() {
        let [one, other] = [Secret::random("x_").unwrap(), Secret::random("x_").unwrap()];
        assert_eq!(one.reveal().len(), 2 + 43);
        assert!(one.reveal().starts_with("x_"));
        assert_ne!(one.reveal(), other.reveal());
    }

    #[test]
    fn a_secret_doesnt_show_itself() {
        let secret = Secret::new("geheim".to_owned());
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_eq!(secret.reveal(), "geheim");
    }
}
