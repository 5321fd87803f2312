//! Writes a course as a folder in the native format: one of the academy's as it is there now, any other as it is here.

use std::path::Path;

use crate::cli::academy::{self, bar};
use crate::cli::counted;
use crate::cli::environment::Environment;
use crate::cli::output::{self, Failure, Output};
use crate::content;
use crate::domain::diagnostic::shown_path;
use crate::domain::{CourseTree, Origin, Slug, sanitize_line};
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
    let here = match args.from {
        Some(_) => None,
        None => of_this_machine(environment, args).await?,
    };
    let (tree, from) = match here {
        Some(tree) => (tree, "this machine".to_owned()),
        None => of_the_academy(environment, args, output).await?,
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

/// The course as it is here; none where it is the academy's, unless the copy here is asked for.
async fn of_this_machine(
    environment: &Environment,
    args: &Wanted<'_>,
) -> Result<Option<CourseTree>, Failure> {
    let Ok(slug) = args.course.parse::<Slug>() else {
        return Ok(None);
    };
    let store = environment.store().await?;
    let found = in_store(&store, &slug, args.local).await;
    store.close().await;
    let found = found?;
    if found.is_none() && (args.local || environment.academy()?.is_none()) {
        return Err(Failure::said(format!(
            "there is no course `{slug}` here: `lyceum courses` lists them"
        )));
    }
    Ok(found)
}

async fn in_store(store: &Store, slug: &Slug, any: bool) -> Result<Option<CourseTree>, Failure> {
    for id in store.find_course(slug).await? {
        let Some((tree, origin)) = store.course_tree(&id).await? else {
            continue;
        };
        if any || origin != Origin::Remote {
            return Ok(Some(tree));
        }
    }
    Ok(None)
}

async fn of_the_academy(
    environment: &Environment,
    args: &Wanted<'_>,
    output: &mut Output,
) -> Result<(CourseTree, String), Failure> {
    let connected = academy::connect_to_named(environment, args.from, output).await?;
    let remote = &connected.remote;
    let Some(found) = remote.find(args.course).await? else {
        return Err(Failure::said(format!(
            "{} has no course `{}` that you may see",
            connected.address, args.course
        )));
    };
    let mut say = |done: usize, of: usize| {
        output::progress(&format!("{} {done} of {of} lessons", bar(done, of)));
    };
    let fetched = fetch(remote, &found.course.id, &mut say).await;
    output::progress("");
    Ok((fetched?, connected.address))
}
