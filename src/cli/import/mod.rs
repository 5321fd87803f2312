//! `lyceum import`: adds a course from a folder, an archive or a repository, or brings it up to date.

mod changes;
mod name;
mod report;

use serde_json::json;

use super::course_files::{self, NotRead, ReadHow};
use super::environment::Environment;
use super::output::{Failure, Output};
use super::renames::{self, Asked, Renames};
use crate::content::{Loaded, Purpose};
use crate::domain::{CourseSource, Origin};
use crate::profile;
use crate::store::{CourseChange, Store};
use report::Imported;

/// The arguments of `lyceum import`.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ImportArgs {
    /// A folder, a .zip or .tar.gz, or a repository: https://host/owner/name#branch:folder
    #[arg(value_name = "PATH|URL")]
    pub(super) from: String,
    #[command(flatten)]
    pub(super) read: ReadHow,
    #[command(flatten)]
    pub(super) how: ImportHow,
}

/// How an import is carried out.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct ImportHow {
    /// Show what would be imported, without importing it
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Print the report as JSON
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) renames: Renames,
}

pub(super) async fn run(
    environment: &Environment,
    args: &ImportArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let wanted = course_files::wanted(&args.from, &args.read)?;
    bring(environment, &args.from, wanted, args.how, output)
        .await
        .map(drop)
}

/// Imports what came from `wanted`; `shown` is how the person named it. Gives what that changed; none where nothing was
/// to be changed.
pub(super) async fn bring(
    environment: &Environment,
    shown: &str,
    wanted: CourseSource,
    how: ImportHow,
    output: &mut Output,
) -> Result<Option<CourseChange>, Failure> {
    let (loaded, from) = match course_files::read_or_problems(shown, wanted, Purpose::Study) {
        Ok(read) => read,
        Err(NotRead::Problems(problems)) if how.json => {
            output.json(&json!({ "change": null, "problems": problems }))?;
            return Err(Failure::Told(1));
        }
        Err(why) => return Err(why.failure(shown, "imported")),
    };
    let store = environment.store().await?;
    let imported = put(&store, loaded, from, how).await;
    store.close().await;
    let imported = imported?;
    match how.json {
        true => output.json(&imported.json())?,
        false => imported.say(output)?,
    }
    Ok(imported.done)
}

async fn put(
    store: &Store,
    loaded: Loaded,
    from: CourseSource,
    how: ImportHow,
) -> Result<Imported, Failure> {
    let mut versions = profile::compare(store, &loaded).await?;
    name::check(store, &loaded, &from).await?;
    let asked = match how.dry_run {
        true => Asked::Later,
        false => Asked::Person,
    };
    let open = renames::settle(&mut versions, how.renames, asked)?;
    let loaded = loaded.with_ids(versions.ids());
    let mut changes = versions.changes(&loaded.tree);
    changes.leave_open(&open);
    let done = match how.dry_run {
        true => None,
        false => {
            let done = profile::import(store, &loaded, Origin::Folder).await?;
            store
                .set_course_source(&loaded.tree.course.id, &from)
                .await?;
            Some(done)
        }
    };
    Ok(Imported {
        loaded,
        from,
        done,
        changes,
        open,
    })
}
