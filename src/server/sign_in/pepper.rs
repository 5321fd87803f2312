//! The servers' secret for codes: without it, a MAC in the database doesn't tell its code.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use super::code::Code;
use super::random::random;
use crate::academy::TokenDigest;
use crate::academy::sign_in::hex;

/// The secret of the servers of an academy.
pub(super) struct Pepper(Vec<u8>);

impl Pepper {
    pub(super) fn of(secret: &SecretString) -> Self {
        Pepper(secret.expose_secret().as_bytes().to_vec())
    }

    /// For one server until it ends.
    pub(super) fn random() -> Self {
        Pepper(random::<32>().to_vec())
    }

    /// The MAC of a code of the device with that token, in hexadecimal digits. It is of no use for another device.
    pub(super) fn mac(&self, token: TokenDigest, code: &Code) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("any length");
        mac.update(token.bytes());
        mac.update(code.bytes());
        hex(&mac.finalize().into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mac_is_of_one_pepper_one_device_and_one_code() {
        let pepper = Pepper::of(&SecretString::from("salt and pepper"));
        let (one, other) = (TokenDigest::of("one"), TokenDigest::of("other"));
        let (code, another) = (Code::random(), Code::random());
        let mac = pepper.mac(one, &code);
        assert_eq!(mac.len(), 64);
        assert_eq!(mac, pepper.mac(one, &code));
        assert_ne!(mac, pepper.mac(other, &code));
        assert_ne!(mac, pepper.mac(one, &another));
        assert_ne!(mac, Pepper::random().mac(one, &code));
    }
}
