//! Writes a course as a folder in the native format: as the academy has it now, or else as it is here.

use std::path::Path;

use crate::cli::academy::{self, bar};
use crate::cli::counted;
use crate::cli::environment::Environment;
use crate::cli::output::{self, Failure, Output};
use crate::content;
use crate::domain::diagnostic::shown_path;
use crate::domain::{CourseTree, Slug, sanitize_line};
use crate::store::Store;
use crate::sync::AcademyUrl;
use crate::sync::author::{Author, fetch};

/// The course to write, and where.
pub(super) struct Wanted<'a> {
    /// Its slug.
    pub(super) course: &'a str,
    /// The folder.
    pub(super) dir: &'a Path,
    /// The academy that it is taken from.
    pub(super) from: Option<&'a AcademyUrl>,
    /// Whether it is taken from this machine.
    pub(super) local: bool,
}

pub(super) async fn run(
    environment: &Environment,
    args: &Wanted<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let there = match has_academy(environment, args)? {
        true => of_the_academy(environment, args, output).await?,
        false => None,
    };
    let (tree, from) = match there {
        Some(there) => there,
        None => (
            of_this_machine(environment, args).await?,
            "this machine".to_owned(),
        ),
    };
    let written = content::write(&tree, args.dir)?;
    for lost in &written.lost {
        output.warn(format!("a file says it otherwise: {lost}"));
    }
    say(&tree, &from, args.dir, output)
}

fn say(tree: &CourseTree, from: &str, dir: &Path, output: &mut Output) -> Result<(), Failure> {
    let title = sanitize_line(&tree.course.title);
    let modules = counted(tree.modules.len(), "module");
    let lessons = counted(tree.lessons().count(), "lesson");
    let images = counted(tree.images.len(), "image");
    let dir = shown_path(dir);
    output.line(format!(
        "{title} from {from}: {modules}, {lessons}, {images} in {dir}"
    ))
}

/// Whether an academy is to be asked.
fn has_academy(environment: &Environment, args: &Wanted<'_>) -> Result<bool, Failure> {
    Ok(!args.local && (args.from.is_some() || environment.academy()?.is_some()))
}

/// The course as it is here.
async fn of_this_machine(
    environment: &Environment,
    args: &Wanted<'_>,
) -> Result<CourseTree, Failure> {
    let unknown = || {
        Failure::said(format!(
            "there is no course `{}`: `lyceum courses` lists those that are here",
            args.course
        ))
    };
    let slug: Slug = args.course.parse().map_err(|_| unknown())?;
    let store = environment.store().await?;
    let found = in_store(&store, &slug).await;
    store.close().await;
    found?.ok_or_else(unknown)
}

async fn in_store(store: &Store, slug: &Slug) -> Result<Option<CourseTree>, Failure> {
    for id in store.find_course(slug).await? {
        if let Some(tree) = store.course_tree(&id).await? {
            return Ok(Some(tree));
        }
    }
    Ok(None)
}

/// The course as the academy has it, and its address; none where it has none.
async fn of_the_academy(
    environment: &Environment,
    args: &Wanted<'_>,
    output: &mut Output,
) -> Result<Option<(CourseTree, String)>, Failure> {
    let connected = academy::connect_to_named(environment, args.from, output).await?;
    let remote = &connected.remote;
    let Some(found) = remote.find(args.course).await? else {
        return Ok(None);
    };
    let mut say = |done: usize, of: usize| {
        output::progress(&format!("{} {done} of {of} lessons", bar(done, of)));
    };
    let fetched = fetch(remote, &found.course.id, &mut say).await;
    output::progress("");
    Ok(Some((fetched?, connected.address)))
}
