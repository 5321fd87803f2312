//! `lyceum update`: imports courses again from where they came from.

use super::environment::Environment;
use super::import::{self, ImportHow};
use super::named;
use super::output::{Failure, Output};
use crate::domain::{CourseId, CourseSource, Origin, Slug, sanitize_line};
use crate::store::{CourseChange, Store};

/// The arguments of `lyceum update`.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct UpdateArgs {
    /// The course's slug [default: every imported course]
    pub(super) course: Option<Slug>,
    #[command(flatten)]
    pub(super) how: ImportHow,
}

pub(super) async fn run(
    environment: &Environment,
    args: &UpdateArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let store = environment.store().await?;
    let found = sources(&store, args).await;
    store.close().await;
    let found = found?;
    if found.is_empty() {
        return output.line("No course was imported: `lyceum import PATH|URL` imports one");
    }
    let courses = found.len();
    let mut unchanged = 0;
    let mut failed = Vec::new();
    for source in found {
        let shown = source.address.clone();
        match import::bring(environment, &shown, source, args.how, output).await {
            Ok(change) => unchanged += usize::from(change == Some(CourseChange::Unchanged)),
            // The others are brought up to date all the same.
            Err(Failure::Failed(why)) => failed.push(why.to_string()),
            Err(other) => return Err(other),
        }
    }
    if courses > 1 && !args.how.json && !args.how.dry_run {
        let updated = courses - unchanged - failed.len();
        let failed = failed.len();
        output.line(format!(
            "{updated} updated, {unchanged} unchanged, {failed} failed"
        ))?;
    }
    match failed.is_empty() {
        true => Ok(()),
        false => Err(Failure::said(failed.join("\n"))),
    }
}

/// Where the courses came from.
async fn sources(store: &Store, args: &UpdateArgs) -> Result<Vec<CourseSource>, Failure> {
    if let Some(slug) = &args.course {
        let outline = named::course(store, slug).await?;
        let source = store.course_source(&outline.course.id).await?;
        let unknown = || {
            let title = sanitize_line(&outline.course.title);
            Failure::said(format!(
                "the source of {title} isn't known: import it again by its path"
            ))
        };
        return Ok(vec![source.ok_or_else(unknown)?]);
    }
    let mut sources = Vec::new();
    for course in store.catalog().await? {
        if course.origin == Origin::Folder {
            let id: &CourseId = &course.course.id;
            sources.extend(store.course_source(id).await?);
        }
    }
    Ok(sources)
}
