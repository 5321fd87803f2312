//! The lessons that differ between two versions of a course, listed for people and for programs.

use serde_json::{Map, Value, json};

use super::counted;
use super::output::{Failure, Output};
use crate::domain::versions::{Change, Changes, Progress};

/// The most lessons of a kind that are named.
const NAMED: usize = 10;

/// The effect of a change on the progress in a lesson.
pub(super) trait Meaning: Progress {
    /// In words, behind the lesson: `, progress kept`. Empty where nothing hangs on it.
    fn said(&self, is_gone: bool) -> String;
    /// The name and the value of the JSON's field.
    fn field(&self) -> (&'static str, Value);
}

/// The kinds of changes with their lessons.
fn kinds<P>(changes: &Changes<P>) -> [(&'static str, &[Change<P>]); 5] {
    [
        ("added", &changes.added),
        ("changed", &changes.changed),
        ("moved", &changes.moved),
        ("renamed", &changes.renamed),
        ("removed", &changes.removed),
    ]
}

pub(super) fn json<P: Meaning>(changes: &Changes<P>) -> Map<String, Value> {
    let lesson = |change: &Change<P>| {
        let (name, value) = change.progress.field();
        json!({
            "number": change.number.to_string(),
            "title": change.title,
            "path": change.path,
            name: value,
        })
    };
    let kinds = kinds(changes).into_iter();
    kinds
        .map(|(kind, changes)| (kind.to_owned(), changes.iter().map(lesson).collect()))
        .collect()
}

/// Says what is different.
pub(super) fn say<P: Meaning>(changes: &Changes<P>, output: &mut Output) -> Result<(), Failure> {
    for (kind, changes) in kinds(changes) {
        if changes.is_empty() {
            continue;
        }
        output.line(format!("  {kind:<8} {}", counted(changes.len(), "lesson")))?;
        for change in changes.iter().take(NAMED) {
            let Change {
                number,
                title,
                path,
                progress,
                ..
            } = change;
            let meaning = progress.said(kind == "removed");
            output.line(format!("    {number} {title} ({path}){meaning}"))?;
        }
        if changes.len() > NAMED {
            output.line(format!("    … and {} more", changes.len() - NAMED))?;
        }
    }
    Ok(())
}
