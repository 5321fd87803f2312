//! Opens an address in the program that the system has for it. The learner was asked before.

/// Hands the address over and doesn't wait for the other program.
pub(super) fn open(address: &str) {
    if let Err(error) = open::that_detached(address) {
        tracing::warn!("could not open an address outside: {error}");
    }
}
