//! `lyceum import`: adds a course from a folder, an archive or a repository, or brings it up to date.

mod changes;
mod report;

use super::args::{ImportArgs, ImportHow};
use super::course_files;
use super::environment::Environment;
use super::output::{Failure, Output};
use super::renames;
use crate::content::Loaded;
use crate::domain::{CourseSource, Origin};
use crate::profile;
use crate::store::Store;
use report::Imported;

pub(super) async fn run(
    environment: &Environment,
    args: &ImportArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let wanted = course_files::wanted(&args.from, &args.read)?;
    bring(environment, &args.from, wanted, args.how, output).await
}

/// Imports what came from `wanted`; `shown` is how the person named it.
pub(super) async fn bring(
    environment: &Environment,
    shown: &str,
    wanted: CourseSource,
    how: ImportHow,
    output: &mut Output,
) -> Result<(), Failure> {
    let (loaded, from) = course_files::read(shown, wanted, "imported")?;
    let store = environment.store().await?;
    let imported = put(&store, loaded, from, how).await;
    store.close().await;
    let imported = imported?;
    match how.json {
        true => output.json(&imported.json()),
        false => imported.say(output),
    }
}

async fn put(
    store: &Store,
    loaded: Loaded,
    from: CourseSource,
    how: ImportHow,
) -> Result<Imported, Failure> {
    let mut versions = profile::compare(store, &loaded).await?;
    let is_open = !how.dry_run;
    renames::settle(&mut versions, how.renames, is_open)?;
    let loaded = loaded.with_ids(versions.ids());
    let changes = versions.changes(&loaded.tree);
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
    })
}
