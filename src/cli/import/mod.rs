//! `lyceum import`: adds a course from a folder, an archive or a repository, or brings it up to date.

mod bar;
mod changes;
mod name;
mod renames;
mod report;

use std::path::Path;

use serde_json::json;

use super::args::{ImportArgs, ImportHow};
use super::environment::Environment;
use super::output::{Failure, Output};
use crate::content::{self, CoursePlace, Loaded, Options, OwnOutline};
use crate::domain::diagnostic::shown_path;
use crate::domain::{CourseSource, Diagnostic, Origin};
use crate::profile::{self, Versions};
use crate::store::{CourseChange, Store};
use bar::Bar;
use report::Imported;

pub(super) async fn run(
    environment: &Environment,
    args: &ImportArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let place =
        CoursePlace::parse(&args.from).map_err(|invalid| Failure::usage(invalid.to_string()))?;
    let outline = args.outline.as_deref();
    let wanted = CourseSource {
        address: place.absolute().text(),
        commit: None,
        format: args.format.clone(),
        language: args.language.clone(),
        outline: outline.map(|path| absolute(path).to_string_lossy().into_owned()),
        slug: args.slug.as_ref().map(ToString::to_string),
    };
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
    let (loaded, from) = match read(shown, wanted) {
        Err(NotRead::Problems(problems)) if how.json => {
            output.json(&json!({ "change": null, "problems": problems }))?;
            return Err(Failure::Told(1));
        }
        Err(NotRead::Problems(problems)) => return Err(not_imported(Path::new(shown), problems)),
        Err(NotRead::Otherwise(failure)) => return Err(failure),
        Ok(read) => read,
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

/// Why no course was read.
enum NotRead {
    Problems(Vec<Diagnostic>),
    Otherwise(Failure),
}

impl From<Failure> for NotRead {
    fn from(failure: Failure) -> NotRead {
        NotRead::Otherwise(failure)
    }
}

/// The course, and where it came from with the commit.
fn read(shown: &str, wanted: CourseSource) -> Result<(Loaded, CourseSource), NotRead> {
    let named = match CoursePlace::parse(shown) {
        Ok(place) if place.clone().absolute().text() == wanted.address => Ok(place),
        _ => CoursePlace::parse(&wanted.address),
    };
    let place = named.map_err(|invalid| Failure::usage(invalid.to_string()))?;
    let mut bar = Bar::new();
    let fetched = place.fetch(&mut |progress| bar.show(progress));
    bar.clear();
    let fetched = fetched.map_err(|problem| NotRead::Problems(vec![*problem]))?;
    let commit = fetched
        .repository
        .as_ref()
        .map(|repository| repository.commit.clone());
    let options = Options {
        repository: fetched.repository,
        ..options(&place, &wanted)?
    };
    let loaded = content::load_source(&fetched.source, &options).map_err(NotRead::Problems)?;
    let from = CourseSource { commit, ..wanted };
    Ok((loaded, from))
}

fn options(place: &CoursePlace, wanted: &CourseSource) -> Result<Options, Failure> {
    let named = Options::named(&place.name());
    let slug = wanted.slug.as_deref().map(str::parse).transpose()?;
    let outline = wanted.outline.as_deref().map(|path| {
        let unreadable =
            |failed| Failure::said(format!("{}: {failed}", shown_path(Path::new(path))));
        let text = std::fs::read_to_string(path).map_err(unreadable)?;
        Ok::<_, Failure>(OwnOutline {
            path: path.into(),
            text,
        })
    });
    Ok(Options {
        format: wanted.format.clone(),
        language: wanted.language.clone(),
        outline: outline.transpose()?,
        page: place.page(),
        slug: slug.unwrap_or(named.slug.clone()),
        ..named
    })
}

async fn put(
    store: &Store,
    loaded: Loaded,
    from: CourseSource,
    how: ImportHow,
) -> Result<Imported, Failure> {
    let mut versions = Versions::compare(store, &loaded).await?;
    name::check(store, &loaded, &from, &versions).await?;
    renames::settle(&mut versions, how)?;
    let (loaded, changes) = versions.apply(loaded);
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

fn absolute(path: &Path) -> std::path::PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Why something isn't imported: its errors, and after them the warnings.
fn not_imported(place: &Path, mut problems: Vec<Diagnostic>) -> Failure {
    problems.sort_by_key(|problem| problem.severity);
    let warnings = problems
        .iter()
        .filter(|problem| !problem.is_error())
        .count();
    let mut count = counted(problems.len() - warnings, "error");
    if warnings > 0 {
        count = format!("{count}, {}", counted(warnings, "warning"));
    }
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let (place, lines) = (shown_path(place), lines.join("\n"));
    Failure::said(format!("{place} is not imported: {count}\n{lines}"))
}

pub(super) fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
