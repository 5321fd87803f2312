//! Opens an address in the program that the system has for it. The learner was asked before.

use crate::app::Notice;

/// Hands the address over and doesn't wait for the other program.
///
/// # Errors
/// What the learner is to be told: the system has no such program.
pub(super) fn open(address: &str) -> Result<(), Notice> {
    open::that_detached(address).map_err(|error| {
        tracing::warn!("could not open an address outside: {error}");
        let detail = format!("The address is\n\n```text\n{address}\n```\n\n{error}.");
        Notice::warning("No program was found that opens this address").with_detail(detail)
    })
}
