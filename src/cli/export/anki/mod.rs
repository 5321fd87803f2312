//! `lyceum export --anki`: questions and cards for Anki, as a package or as a text that it imports.

mod cards;
mod package;
mod text;

use std::fmt::Display;
use std::path::Path;

use super::super::environment::Environment;
use super::super::output::{Failure, Output};
use crate::domain::Slug;
use crate::store::Store;

/// A note for Anki.
struct Note {
    /// Its identity: the same question is the same note when it is exported again.
    guid: String,
    /// The deck: a course's title.
    deck: String,
    /// The question, as HTML.
    front: String,
    /// The answer, as HTML.
    back: String,
    /// A word without spaces.
    tag: String,
}

/// Writes the questions and cards of the courses that the learner joined, or of one course, and the learner's own.
pub(super) async fn run(
    environment: &Environment,
    file: &Path,
    course: Option<&Slug>,
    output: &mut Output,
) -> Result<(), Failure> {
    let format = Format::of(file)?;
    let store = environment.store().await?;
    let notes = notes(&store, course).await;
    store.close().await;
    let notes = notes?;
    if notes.is_empty() {
        return Err(Failure::said(
            "there is nothing to export: join a course with questions, or make cards of your own",
        ));
    }
    match format {
        Format::Package => package::write(file, &notes).await?,
        Format::Text => text::write(file, &notes)?,
    }
    let count = match notes.len() {
        1 => "1 card".to_owned(),
        count => format!("{count} cards"),
    };
    output.line(format!("Wrote {count} to {}", file.display()))
}

async fn notes(store: &Store, course: Option<&Slug>) -> Result<Vec<Note>, Failure> {
    let mut notes = Vec::new();
    let mut is_known = course.is_none();
    for summary in store.catalog().await? {
        let is_wanted = match course {
            Some(slug) => summary.course.slug == *slug,
            None => summary.enrolled_at.is_some(),
        };
        is_known |= is_wanted;
        if is_wanted {
            notes.extend(cards::of_course(store, &summary.course).await?);
        }
    }
    match (is_known, course) {
        (false, Some(slug)) => Err(Failure::said(format!(
            "there is no course `{slug}`: `lyceum courses` lists them"
        ))),
        _ => Ok(notes),
    }
}

fn unwritten(file: &Path, error: &dyn Display) -> Failure {
    Failure::said(format!("{} can't be written: {error}", file.display()))
}

/// How the file is written, by its name.
enum Format {
    Package,
    Text,
}

impl Format {
    fn of(file: &Path) -> Result<Format, Failure> {
        match file.extension().and_then(|ending| ending.to_str()) {
            Some("apkg") => Ok(Format::Package),
            Some("txt") => Ok(Format::Text),
            _ => Err(Failure::usage(
                "Anki takes a file that ends with .apkg or .txt",
            )),
        }
    }
}
