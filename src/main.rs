//! The program: parses the command line, runs, and says how it went.

use std::process::ExitCode;

fn main() -> ExitCode {
    // TLS needs a provider; one that is there already is as good.
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    lyceum::cli::main(lyceum::ui::draw)
}
