//! `lyceum publish --unpublish`: takes a course back from learners.

use serde_json::json;

use super::PublishArgs;
use crate::cli::academy::Connected;
use crate::cli::output::{Failure, Output};
use crate::cli::{counted, question};
use crate::content::Loaded;
use crate::domain::sanitize_line;
use crate::sync::author::{Author, Edition};

pub(super) async fn run(
    connected: &Connected,
    loaded: &Loaded,
    args: &PublishArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let course = &loaded.tree.course;
    let title = sanitize_line(&course.title);
    let Some(edition) = Edition::of(&connected.remote, &course.id).await? else {
        return Err(Failure::said(format!(
            "{} has no course {title}",
            connected.address
        )));
    };
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

fn asked(question: &str) -> Result<bool, Failure> {
    question::ask(question).ok_or_else(|| Failure::usage("pass --yes to withdraw it"))
}
