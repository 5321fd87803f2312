//! Random bytes.

/// Random bytes of the system.
pub(super) fn random<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).expect("random numbers");
    bytes
}
