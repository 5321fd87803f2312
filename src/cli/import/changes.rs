//! The differences between the version of a course that was here and the new one, and what they mean for progress.

use serde_json::{Value, json};

use super::counted;
use crate::cli::output::{Failure, Output};
use crate::profile::{Change, Changes};

/// The most lessons of a kind that are named.
const NAMED: usize = 10;

pub(super) fn json(changes: &Changes) -> Value {
    let list = |changes: &[Change]| -> Vec<Value> {
        let change = |change: &Change| {
            json!({
                "number": change.number.to_string(),
                "title": change.title,
                "path": change.path,
                "has_progress": change.has_progress,
            })
        };
        changes.iter().map(change).collect()
    };
    json!({
        "added": list(&changes.added),
        "changed": list(&changes.changed),
        "moved": list(&changes.moved),
        "renamed": list(&changes.renamed),
        "removed": list(&changes.removed),
    })
}

pub(super) fn say(changes: &Changes, output: &mut Output) -> Result<(), Failure> {
    let kinds = [
        ("added", &changes.added, ""),
        ("changed", &changes.changed, ", progress kept"),
        ("moved", &changes.moved, ", progress kept"),
        ("renamed", &changes.renamed, ", progress kept"),
        ("removed", &changes.removed, ", with progress"),
    ];
    for (kind, changes, meaning) in kinds {
        if changes.is_empty() {
            continue;
        }
        output.line(format!("  {kind:<8} {}", counted(changes.len(), "lesson")))?;
        for change in changes.iter().take(NAMED) {
            let Change {
                number,
                title,
                path,
                has_progress,
            } = change;
            let meaning = if *has_progress { meaning } else { "" };
            output.line(format!("    {number} {title} ({path}){meaning}"))?;
        }
        if changes.len() > NAMED {
            output.line(format!("    … and {} more", changes.len() - NAMED))?;
        }
    }
    Ok(())
}
