//! `lyceum export`: writes what is here or at the academy as files.

mod anki;

use std::path::PathBuf;

use super::environment::Environment;
use super::output::{Failure, Output};
use crate::domain::Slug;

/// The arguments of `lyceum export`.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// The course's slug [default: all courses that you joined]
    course: Option<Slug>,
    /// Write questions and cards for Anki, into a file that ends with .apkg or .txt
    #[arg(long, value_name = "FILE", required = true)]
    anki: Option<PathBuf>,
}

pub(super) async fn run(
    environment: &Environment,
    args: &ExportArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    match &args.anki {
        Some(file) => anki::run(environment, file, args.course.as_ref(), output).await,
        None => Ok(()),
    }
}
