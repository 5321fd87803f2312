//! `lyceum export`: writes what is here or at the academy as files.

mod course;

use std::path::PathBuf;

use super::environment::Environment;
use super::output::{Failure, Output};
use crate::sync::AcademyUrl;

/// The arguments of `lyceum export`.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// The course's slug
    course: String,
    /// The folder to write it into, new or empty
    dir: PathBuf,
    /// Take the academy's course at this address [default: the setting url]
    #[arg(long, value_name = "URL", conflicts_with = "local")]
    from: Option<AcademyUrl>,
    /// Take the course as it is on this machine
    #[arg(long)]
    local: bool,
}

pub(super) async fn run(
    environment: &Environment,
    args: &ExportArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    course::run(environment, args, output).await
}
