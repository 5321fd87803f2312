//! `lyceum publish --unpublish`: takes a course back from learners. Its files need not be right, or there at all.

use std::path::Path;

use serde_json::json;

use super::PublishArgs;
use crate::cli::academy::Connected;
use crate::cli::course_files::folder_around;
use crate::cli::output::{Failure, Output};
use crate::cli::{counted, question};
use crate::content::{self, CourseName, CoursePlace, Options};
use crate::domain::sanitize_line;
use crate::sync::author::{Author, Edition};

/// The course that was named: by the id or the slug in its `course.toml`, by its folder, or by its slug alone.
pub(super) fn named(args: &PublishArgs) -> Result<CourseName, Failure> {
    let path = Path::new(&args.from);
    let around = folder_around(path);
    if let Some(name) = content::course_name(around.as_deref().unwrap_or(path)) {
        return Ok(name);
    }
    let slug = match (&args.read.slug, path.exists()) {
        (Some(slug), _) => slug.clone(),
        (None, true) => {
            let place = CoursePlace::parse(&args.from);
            let place = place.map_err(|invalid| Failure::usage(invalid.to_string()))?;
            Options::named(&place.name()).slug
        }
        (None, false) => args.from.parse().map_err(|_| {
            let from = &args.from;
            Failure::usage(format!(
                "there is no folder `{from}`, and it isn't the slug of a course"
            ))
        })?,
    };
    Ok(CourseName {
        id: None,
        slug: Some(slug),
    })
}

pub(super) async fn run(
    connected: &Connected,
    named: &CourseName,
    args: &PublishArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let Some(edition) = edition(connected, named).await? else {
        return Err(Failure::said(format!(
            "{} has no course {named}",
            connected.address
        )));
    };
    let course = &edition.outline.course;
    let title = sanitize_line(&course.title);
    let enrolled = counted(
        usize::try_from(edition.learners.enrolled).unwrap_or(usize::MAX),
        "learner",
    );
    let is_published = edition.outline.published;
    let question = format!(
        "withdraw {title} from {}? {enrolled} joined it; their progress is kept, and counts again when it is \
         published again",
        connected.address
    );
    let goes_on = is_published && !args.dry_run && (args.yes || asked(&question)?);
    if goes_on {
        connected
            .remote
            .unpublish(&course.id, &edition.base())
            .await?;
    }
    if args.json {
        return output.json(&json!({
            "course": course,
            "changed": goes_on,
            "published": is_published && !goes_on,
            "enrolled": edition.learners.enrolled,
        }));
    }
    output.line(match (is_published, goes_on) {
        (false, _) => format!("{title} isn't published"),
        (true, true) => format!("{title} is now a draft; only its editors see it"),
        (true, false) if args.dry_run => format!("{title} would be withdrawn from {enrolled}"),
        (true, false) => "Nothing was changed".to_owned(),
    })
}

/// The course as the academy has it: the one with that id, or else with that slug.
async fn edition(connected: &Connected, named: &CourseName) -> Result<Option<Edition>, Failure> {
    let remote = &connected.remote;
    let id = match (&named.id, &named.slug) {
        (Some(id), _) => Some(id.clone()),
        (None, Some(slug)) => remote
            .find(slug.as_str())
            .await?
            .map(|found| found.course.id),
        (None, None) => None,
    };
    Ok(match id {
        Some(id) => Edition::of(remote, &id).await?,
        None => None,
    })
}

fn asked(question: &str) -> Result<bool, Failure> {
    question::ask(question).ok_or_else(|| Failure::usage("pass --yes to withdraw it"))
}
