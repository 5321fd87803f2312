//! `lyceum courses --available`: the courses that the academy has, as of the last sync.

use super::environment::Environment;
use super::output::{Failure, Output};
use crate::domain::sanitize_line;
use crate::profile::OpenStore;
use crate::store::AvailableCourse;

pub(super) async fn run(
    environment: &Environment,
    json: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let OpenStore { store, copy, .. } = environment.store_for_reading().await?;
    let courses = store.available().await?;
    store.close().await;
    drop(copy);
    if json {
        return output.json(&courses);
    }
    if courses.is_empty() {
        output.tell("the academy's catalog isn't known yet: run `lyceum sync`");
    }
    let longest = courses
        .iter()
        .map(|course| course.slug.chars().count())
        .max()
        .unwrap_or_default();
    for course in &courses {
        let line = format!(
            "{:<longest$}  {:<9}  {}",
            course.slug,
            state(course),
            course.title
        );
        output.line(sanitize_line(&line))?;
    }
    Ok(())
}

fn state(course: &AvailableCourse) -> String {
    match (course.here, course.enrolled) {
        (true, _) => "here".to_owned(),
        (false, true) => "enrolled".to_owned(),
        (false, false) => course.price.to_string(),
    }
}
