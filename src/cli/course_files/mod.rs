//! The course that a command names by a path or an address, read from its files.

mod bar;

use std::path::Path;

use super::args::ReadHow;
use super::counted;
use super::output::Failure;
use crate::content::{self, CoursePlace, Loaded, Options};
use crate::domain::diagnostic::shown_path;
use crate::domain::{CourseSource, Diagnostic};
use bar::Bar;

/// Where a course is, and how it is to be read.
pub(super) fn wanted(from: &str, how: &ReadHow) -> Result<CourseSource, Failure> {
    let place = CoursePlace::parse(from).map_err(|invalid| Failure::usage(invalid.to_string()))?;
    let outline = how.outline.as_deref();
    Ok(CourseSource {
        address: place.absolute().text(),
        commit: None,
        format: how.format.clone(),
        language: how.language.clone(),
        outline: outline.map(|path| absolute(path).to_string_lossy().into_owned()),
        slug: how.slug.as_ref().map(ToString::to_string),
    })
}

/// The course, and where it came from with the commit. `shown` is how the person named it, `done` what isn't done with a
/// course that has errors: `imported`.
pub(super) fn read(
    shown: &str,
    wanted: CourseSource,
    done: &str,
) -> Result<(Loaded, CourseSource), Failure> {
    let refused = |problems: Vec<Diagnostic>| refused(Path::new(shown), problems, done);
    let named = match CoursePlace::parse(shown) {
        Ok(place) if place.clone().absolute().text() == wanted.address => Ok(place),
        _ => CoursePlace::parse(&wanted.address),
    };
    let place = named.map_err(|invalid| Failure::usage(invalid.to_string()))?;
    let mut bar = Bar::new();
    let fetched = place.fetch(&mut |progress| bar.show(progress));
    bar.clear();
    let fetched = fetched.map_err(|problem| refused(vec![*problem]))?;
    let commit = fetched
        .repository
        .as_ref()
        .map(|repository| repository.commit.clone());
    let options = Options {
        repository: fetched.repository,
        ..options(&place, &wanted)?
    };
    let loaded = content::load_source(&fetched.source, &options).map_err(refused)?;
    let from = CourseSource { commit, ..wanted };
    Ok((loaded, from))
}

fn options(place: &CoursePlace, wanted: &CourseSource) -> Result<Options, Failure> {
    let named = Options::named(&place.name());
    let slug = wanted.slug.as_deref().map(str::parse).transpose()?;
    let outline = wanted.outline.as_deref().map(|path| {
        let unreadable =
            |failed| Failure::said(format!("{}: {failed}", shown_path(Path::new(path))));
        std::fs::read_to_string(path).map_err(unreadable)
    });
    Ok(Options {
        format: wanted.format.clone(),
        language: wanted.language.clone(),
        outline: outline.transpose()?,
        slug: slug.unwrap_or(named.slug.clone()),
        ..named
    })
}

fn absolute(path: &Path) -> std::path::PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Why nothing is done with a course: its errors, and after them the warnings.
fn refused(place: &Path, mut problems: Vec<Diagnostic>, done: &str) -> Failure {
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
    Failure::said(format!("{place} is not {done}: {count}\n{lines}"))
}
