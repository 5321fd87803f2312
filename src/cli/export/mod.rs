//! `lyceum export`: writes what is here or at the academy as files.

mod anki;
mod course;

use std::path::PathBuf;

use super::environment::Environment;
use super::output::{Failure, Output};
use crate::domain::Slug;
use crate::sync::AcademyUrl;

/// The arguments of `lyceum export`.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// The course's slug; for Anki, all your courses if left out
    #[arg(required_unless_present = "anki")]
    course: Option<String>,
    /// The folder to write it into, new or empty
    #[arg(required_unless_present = "anki", conflicts_with = "anki")]
    dir: Option<PathBuf>,
    /// Write questions and cards for Anki instead, into a file that ends with .apkg or .txt
    #[arg(long, value_name = "FILE", conflicts_with_all = ["from", "local"])]
    anki: Option<PathBuf>,
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
    match (&args.anki, &args.course, &args.dir) {
        (Some(file), course, _) => {
            let slug: Option<Slug> = course.as_deref().map(str::parse).transpose()?;
            anki::run(environment, file, slug.as_ref(), output).await
        }
        (None, Some(course), Some(dir)) => {
            let wanted = course::Wanted {
                course,
                dir,
                from: args.from.as_ref(),
                local: args.local,
            };
            course::run(environment, &wanted, output).await
        }
        (None, ..) => Err(Failure::usage(
            "export takes a course and a folder, or --anki FILE",
        )),
    }
}
