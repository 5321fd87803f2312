//! `lyceum check`: lists all problems of a course, and mends those that a program can.

mod explain;
mod fix;
mod report;
mod sarif;

use std::path::PathBuf;

use super::course_files::course_around;
use super::output::{Failure, Output};
use crate::content::{self, Checked, CoursePlace, Fetched, Options};
use report::Report;

/// The arguments of `lyceum check`.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// Folders of courses, or anything in one; archives or repositories
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<String>,
    /// Treat warnings as errors: exit with status 1
    #[arg(long)]
    strict: bool,
    /// Print problems for a person, as JSON, or as SARIF for a code host
    #[arg(long, value_name = "FORM", default_value = "human")]
    format: Form,
    /// Fix what can be fixed safely, and show the changes
    #[arg(long)]
    fix: bool,
    /// With --fix: show the changes, and write nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Explain a kind of problem, with examples
    #[arg(long, value_name = "CODE", conflicts_with_all = ["paths", "fix", "strict"])]
    explain: Option<String>,
    /// Format of the course [default: detected]
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(content::format_words()))]
    course_format: Option<String>,
}

/// The form of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For a person.
    Human,
    /// For a program.
    Json,
    /// For a code host.
    Sarif,
}

pub(super) fn run(args: &CheckArgs, output: &mut Output) -> Result<(), Failure> {
    if let Some(code) = &args.explain {
        return explain::run(code, args.format, output);
    }
    let mut report = Report::default();
    let mut courses = Vec::new();
    for path in &args.paths {
        let place = place(path, args)?;
        let shown = match place {
            CoursePlace::Git(_) => path.clone(),
            _ => place.text(),
        };
        if report.has(&shown) {
            continue;
        }
        let (checked, file) = check(&place, args, output)?;
        report.add(&shown, &checked);
        courses.extend(checked.tree.map(|tree| (file, tree)));
    }
    report.problems.extend(content::duplicates(&courses));
    if args.format != Form::Human {
        fix::with_line_ends(&mut report.problems);
    }
    match args.format {
        Form::Human => report.say(output)?,
        Form::Json => output.json(&report)?,
        Form::Sarif => output.json(&sarif::log(&report.problems))?,
    }
    report.outcome(args.strict)
}

/// The place that a path names: the course around it, unless a format says how to read just that.
fn place(path: &str, args: &CheckArgs) -> Result<CoursePlace, Failure> {
    let place = CoursePlace::parse(path).map_err(|invalid| Failure::usage(invalid.to_string()))?;
    let place = match args.course_format {
        None => course_around(place),
        Some(_) => place,
    };
    if args.fix && !matches!(place, CoursePlace::Folder(_)) {
        let message = format!("{path} isn't a folder: --fix writes into files");
        return Err(Failure::usage(message));
    }
    Ok(place)
}

/// What is wrong with the course at a place, and the file that stands for it.
fn check(
    place: &CoursePlace,
    args: &CheckArgs,
    output: &mut Output,
) -> Result<(Checked, PathBuf), Failure> {
    let Fetched { source, repository } = match place.fetch(None, &mut |_| {}) {
        Ok(fetched) => fetched,
        Err(problem) => return Ok((Checked::failed(*problem), place.text().into())),
    };
    let options = Options {
        format: args.course_format.clone(),
        repository,
        ..Options::named(&place.name())
    };
    let mut checked = content::check(&source, &options);
    if args.fix && fix::run(&checked.problems, args, output)? {
        checked = content::check(&source, &options);
    }
    Ok((checked, source.shown("course.toml")))
}
