//! `lyceum courses`: lists the courses in the store.

use std::cmp::Reverse;

use serde::Serialize;

use super::environment::Environment;
use super::output::{Failure, Output};
use crate::domain::{CourseSummary, Mark, Percent, sanitize};
use crate::profile::OpenStore;

/// A course as the list says it in JSON.
#[derive(Serialize)]
struct Listed<'c> {
    #[serde(flatten)]
    course: &'c CourseSummary,
    percent: Percent,
    mark: Mark,
}

pub(super) async fn run(
    environment: &Environment,
    json: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let OpenStore { store, copy, .. } = environment.store_for_reading().await?;
    let mut courses = store.catalog().await?;
    // As the catalog begins: what was read last comes first.
    courses.sort_by_key(|course| Reverse(course.last_read));
    store.close().await;
    drop(copy);
    if json {
        let listed: Vec<Listed<'_>> = courses
            .iter()
            .map(|course| Listed {
                course,
                percent: course.percent(),
                mark: course.mark(),
            })
            .collect();
        return output.json(&listed);
    }
    let longest = courses
        .iter()
        .map(|c| c.course.slug.as_str().len())
        .max()
        .unwrap_or_default();
    for course in &courses {
        let slug = course.course.slug.as_str();
        let title = sanitize(&course.course.title);
        let mark = if course.archived { " (archived)" } else { "" };
        output.line(format!(
            "{slug:<longest$}  {:>6}  {title}{mark}",
            how_far(course)
        ))?;
    }
    Ok(())
}

fn how_far(course: &CourseSummary) -> String {
    match course.mark() {
        Mark::New => "new".to_owned(),
        Mark::Begun | Mark::Done => course.percent().to_string(),
    }
}
