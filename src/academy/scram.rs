//! A password's SCRAM-SHA-256 verifier, made here, so that no log of the server ever sees the password.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A password that was made for somebody. It shows itself only where it is asked to.
pub struct Password(String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl Password {
    /// A new one: 32 hexadecimal digits, 122 random bits.
    pub(super) fn random() -> Self {
        Self(Uuid::new_v4().simple().to_string())
    }

    /// The password itself, for the one time that it is shown.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The verifier that PostgreSQL stores instead of the password.
    pub(super) fn verifier(&self) -> String {
        verifier(&self.0, Uuid::new_v4().as_bytes())
    }
}

/// PostgreSQL's own default.
const ITERATIONS: u32 = 4096;

/// RFC 5802, as PostgreSQL writes it: `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey`. The password must
/// be ASCII, which needs no preparation.
fn verifier(password: &str, salt: &[u8]) -> String {
    let salted = salted_password(password, salt);
    let stored_key: [u8; 32] = Sha256::digest(hmac(&salted, b"Client Key")).into();
    let server_key = hmac(&salted, b"Server Key");
    format!(
        "SCRAM-SHA-256${ITERATIONS}:{}${}:{}",
        BASE64.encode(salt),
        BASE64.encode(stored_key),
        BASE64.encode(server_key)
    )
}

fn salted_password(password: &str, salt: &[u8]) -> [u8; 32] {
    let mut block = hmac(password.as_bytes(), &[salt, &1_u32.to_be_bytes()].concat());
    let mut sum = block;
    for _ in 1..ITERATIONS {
        block = hmac(password.as_bytes(), &block);
        for (sum, byte) in sum.iter_mut().zip(block) {
            *sum ^= byte;
        }
    }
    sum
}

fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    // HMAC takes a key of any length: the error can't happen, and an empty digest would only lock somebody out.
    Hmac::<Sha256>::new_from_slice(key).map_or([0; 32], |mac| {
        mac.chain_update(message).finalize().into_bytes().into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verifier_is_the_one_that_postgresql_makes() {
        // CREATE ROLE … PASSWORD 'pencil' with the salt of RFC 7677's example, at 4096 iterations.
        let salt = BASE64.decode("W22ZaJ0SNY7soEsUEjb6gQ==").unwrap();
        assert_eq!(
            verifier("pencil", &salt),
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:\
             wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
        );
    }

    #[test]
    fn a_password_does_not_show_itself() {
        let password = Password::random();
        assert!(!format!("{password:?}").contains(password.reveal()));
    }
}
