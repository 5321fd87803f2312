//! The course that a command names by a path or an address, read from its files.

mod around;
mod bar;

use std::path::{Path, PathBuf};

use super::counted;
use super::output::Failure;
use crate::content::{self, CoursePlace, Loaded, Options, OwnOutline, Purpose};
use crate::domain::diagnostic::shown_path;
use crate::domain::{CourseSource, Diagnostic, Slug};
pub(super) use around::{course_around, folder_around};
use bar::Bar;

/// How the files of a course are read.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct ReadHow {
    /// Format of the course [default: detected]
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(content::format_words()))]
    pub(super) format: Option<String>,
    /// Language to import where there are several, such as en or zh-CN
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// Use this file as the outline; its syntax is that of a SUMMARY.md
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    pub(super) outline: Option<PathBuf>,
    /// Slug for a course that declares none; it identifies the course
    #[arg(long, value_name = "SLUG")]
    pub(super) slug: Option<Slug>,
}

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

/// Why no course was read.
pub(super) enum NotRead {
    /// Its problems.
    Problems(Vec<Diagnostic>),
    /// It isn't known what or where it is.
    Otherwise(Failure),
}

impl From<Failure> for NotRead {
    fn from(failure: Failure) -> NotRead {
        NotRead::Otherwise(failure)
    }
}

/// The course that a path lies in, for whoever publishes it.
pub(super) fn read_to_publish(path: &str, how: &ReadHow) -> Result<Loaded, Failure> {
    let shown = course_path(path, how)?;
    let wanted = wanted(&shown, how)?;
    let read = read_or_problems(&shown, wanted, Purpose::Check);
    read.map(|(loaded, _)| loaded)
        .map_err(|why| why.failure(&shown, "published"))
}

/// The path of the course that a path lies in, unless a format or an outline says how to read just that.
fn course_path(path: &str, how: &ReadHow) -> Result<String, Failure> {
    let place = CoursePlace::parse(path).map_err(|invalid| Failure::usage(invalid.to_string()))?;
    let is_chosen = how.format.is_some() || how.outline.is_some();
    Ok(match place {
        CoursePlace::Git(_) => path.to_owned(),
        place if is_chosen => place.text(),
        place => course_around(place).text(),
    })
}

impl NotRead {
    /// The same for a person. `done` is what isn't done with a course that has errors: `imported`.
    pub(super) fn failure(self, shown: &str, done: &str) -> Failure {
        match self {
            NotRead::Problems(problems) => refused(Path::new(shown), problems, done),
            NotRead::Otherwise(failure) => failure,
        }
    }
}

/// The course, and where it came from with the commit; or what is wrong with it. `shown` is how the person named it.
pub(super) fn read_or_problems(
    shown: &str,
    wanted: CourseSource,
    purpose: Purpose,
) -> Result<(Loaded, CourseSource), NotRead> {
    let named = match CoursePlace::parse(shown) {
        Ok(place) if place.clone().absolute().text() == wanted.address => Ok(place),
        _ => CoursePlace::parse(&wanted.address),
    };
    let place = named.map_err(|invalid| Failure::usage(invalid.to_string()))?;
    let mut bar = Bar::new();
    let fetched = place.fetch(wanted.language.as_deref(), &mut |progress| {
        bar.show(progress);
    });
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
    let loaded =
        content::load_for(&fetched.source, &options, purpose).map_err(NotRead::Problems)?;
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
