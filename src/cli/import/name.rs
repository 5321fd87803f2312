//! Checks a course's name: another course with that name is never replaced or hidden.

use crate::cli::output::Failure;
use crate::content::Loaded;
use crate::domain::{CourseSource, Origin, sanitize_line};
use crate::profile;
use crate::store::Store;

/// Refuses a course whose name is that of another one on this machine.
pub(super) async fn check(
    store: &Store,
    loaded: &Loaded,
    from: &CourseSource,
) -> Result<(), Failure> {
    let course = &loaded.tree.course;
    for id in store.find_course(&course.slug).await? {
        let Some(other) = store.outline(&id).await? else {
            continue;
        };
        let is_same = other.course.id == course.id;
        let is_taken = match other.origin {
            Origin::Bundled => true,
            Origin::Folder => !is_same,
            Origin::Remote => false,
        };
        if is_taken {
            let title = sanitize_line(&other.course.title).into_owned();
            return Err(taken(
                loaded,
                &format!("of “{title}”, which is already here"),
            ));
        }
    }
    let before = store.course_source(&course.id).await?;
    let Some(before) = before.filter(|before| before.address != from.address) else {
        return Ok(());
    };
    if loaded.is_known_by_name() && profile::is_another_course(store, loaded).await? {
        let address = sanitize_line(&before.address).into_owned();
        let whose = format!("of the course from {address}, whose lessons are others");
        return Err(taken(loaded, &whose));
    }
    Ok(())
}

fn taken(loaded: &Loaded, whose: &str) -> Failure {
    let slug = &loaded.tree.course.slug;
    let other_name = match loaded.report.format {
        "Lyceum" => "give it another `slug` in its course.toml",
        _ => "give it another one with --slug NAME",
    };
    Failure::said(format!(
        "nothing is imported: `{slug}` is the name {whose}; {other_name}"
    ))
}
