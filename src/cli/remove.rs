//! `lyceum remove`: takes a course's lessons from this machine.

use super::environment::Environment;
use super::named;
use super::output::{Failure, Output};
use super::question;
use crate::domain::{Origin, Slug, sanitize_line};
use crate::store::Store;

pub(super) async fn run(
    environment: &Environment,
    slug: &Slug,
    yes: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let store = environment.store().await?;
    let removed = remove(&store, slug, yes).await;
    store.close().await;
    output.line(sanitize_line(&removed?))
}

async fn remove(store: &Store, slug: &Slug, yes: bool) -> Result<String, Failure> {
    let outline = named::course(store, slug).await?;
    let title = &outline.course.title;
    if outline.origin == Origin::Bundled {
        return Err(Failure::said(format!(
            "{title} is bundled with Lyceum and can't be removed"
        )));
    }
    let question = format!(
        "remove the lessons of {title} from this machine? Your progress ({}) is kept",
        outline.seconds()
    );
    match yes
        || question::ask(&question).ok_or_else(|| Failure::usage("pass --yes to remove it"))?
    {
        true => {
            store.remove_course(&outline.course.id).await?;
            Ok(format!("Removed {title}; your progress in it is kept"))
        }
        false => Ok("Nothing was removed".to_owned()),
    }
}
