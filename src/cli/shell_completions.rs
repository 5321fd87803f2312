//! `lyceum completions`: prints a completion script for a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Args;
use super::output::{Failure, Output};

pub(super) fn run(shell: Shell, output: &mut Output) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "lyceum", &mut script);
    output.text(&String::from_utf8_lossy(&script))
}
