//! The digest by which texts and images are named where they are stored and sent.

use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes in hexadecimal.
///
/// ```
/// use lyceum::domain::digest_of;
/// assert!(digest_of(b"abc").starts_with("ba7816bf"));
/// ```
pub fn digest_of(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
