//! Where credentials are kept: a real keyring, an encrypted file, moving from one to the other, and what must
//! never leak.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't start the program has nothing to say"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "the terminal under test has a thread that reads, and a clock that gives up"
)]

#[path = "../support/home.rs"]
#[expect(dead_code, reason = "only a part of it is needed here")]
mod home;
#[path = "../support/terminal.rs"]
#[expect(dead_code, reason = "only a part of it is needed here")]
mod terminal;

mod command_line;
mod driver;
mod encrypted_file;
#[cfg(target_os = "linux")]
mod keyring;
mod moving;
mod programs;
#[cfg(target_os = "linux")]
mod session;
#[cfg(target_os = "linux")]
mod whole_way;

use lyceum::secrets::Secret;

/// What must be found nowhere but in a vault.
const GEHEIM: &str = "geheim-8c1f2d";

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}
