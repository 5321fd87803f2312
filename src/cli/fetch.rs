//! `lyceum fetch`: brings the lessons of one of the academy's courses here.

use super::academy;
use super::environment::Environment;
use super::output::{Failure, Output};
use crate::domain::sanitize_line;
use crate::store::{AvailableCourse, Store};
use crate::sync::{Answers, Connection};

pub(super) async fn run(
    environment: &Environment,
    slug: &str,
    output: &mut Output,
) -> Result<(), Failure> {
    let connected = academy::connect(environment, output).await?;
    let store = environment.store().await?;
    let fetched = fetch(&store, &connected.remote, slug).await;
    store.close().await;
    output.line(sanitize_line(&fetched?))
}

async fn fetch(store: &Store, remote: &Connection, slug: &str) -> Result<String, Failure> {
    let mut found = find(store, slug).await?;
    if found.is_none() {
        academy::carry_out(store, remote, Answers::default()).await?;
        found = find(store, slug).await?;
    }
    let Some(course) = found else {
        return Err(Failure::said(format!(
            "the academy has no course `{slug}`: `lyceum courses --available` lists them"
        )));
    };
    if course.access == "outline" {
        return Err(Failure::said(format!(
            "{} is not yours to read: it costs {}, or your enrollment doesn't allow it",
            course.title, course.price
        )));
    }
    store.want_course(&course.id, true).await?;
    let report = academy::carry_out(store, remote, Answers::default()).await?;
    if let Some((_, why)) = report.not_fetched.iter().find(|(id, _)| *id == course.id) {
        return Err(Failure::said(why));
    }
    let said = if report.fetched.contains(&course.id) {
        "is here now"
    } else {
        "is already here"
    };
    Ok(format!("{} {said}", course.title))
}

async fn find(store: &Store, slug: &str) -> Result<Option<AvailableCourse>, Failure> {
    let courses = store.available().await?;
    Ok(courses.into_iter().find(|course| course.slug == slug))
}
