//! The program: parses the command line, runs, and says how it went.

use std::process::ExitCode;

fn main() -> ExitCode {
    lyceum::cli::main()
}
