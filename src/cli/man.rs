//! `lyceum man`: the manual pages, one for each command.

use std::fs;
use std::path::Path;

use clap_mangen::Man;

use super::args;
use super::output::{Failure, Output};

/// Prints the page of the program, or writes those of all commands into a folder.
pub(super) fn run(folder: Option<&Path>, output: &mut Output) -> Result<(), Failure> {
    match folder {
        None => {
            let mut page = Vec::new();
            Man::new(args::manual()).render(&mut page)?;
            output.text(&String::from_utf8_lossy(&page))
        }
        Some(folder) => {
            fs::create_dir_all(folder)?;
            clap_mangen::generate_to(args::manual(), folder)?;
            output.line(format!("Wrote the manual pages to {}", folder.display()))
        }
    }
}
