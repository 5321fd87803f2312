//! Asks whether a lesson that is gone and a new one are the same.

use super::counted;
use crate::cli::args::ImportHow;
use crate::cli::output::Failure;
use crate::cli::question;
use crate::domain::sanitize_line;
use crate::profile::{Alike, Versions};

/// Settles which lessons are the same, by the person's word or by the flags.
pub(super) fn settle(versions: &mut Versions, how: ImportHow) -> Result<(), Failure> {
    if how.no_renames {
        return Ok(());
    }
    let mut alike = versions.alike().to_vec();
    alike.retain(|pair| how.accept_renames || !pair.is_settled);
    for pair in &alike {
        let same = match how.accept_renames || how.dry_run {
            true => true,
            // Who only presses enter keeps what was learned.
            false => question::ask_with(&words(pair), true).ok_or_else(|| open(&alike))?,
        };
        if same {
            versions.accept(pair);
        }
    }
    Ok(())
}

fn words(pair: &Alike) -> String {
    let state = match pair.gone.completed {
        true => "completed".to_owned(),
        false => format!("{} studied", pair.gone.seconds),
    };
    let text = format!(
        "{}, {state}, is gone; {} is new and {} % alike: the same lesson?",
        pair.gone.path,
        pair.path,
        pair.likeness.value()
    );
    sanitize_line(&text).into_owned()
}

/// Nobody is there to answer.
fn open(alike: &[Alike]) -> Failure {
    let lines: Vec<String> = alike.iter().map(words).collect();
    Failure::said(format!(
        "nothing is imported: {} may have been renamed, and your progress in them hangs on the answer. Say \
         --accept-renames to keep it, or --no-renames to take them for new\n  {}",
        counted(alike.len(), "lesson"),
        lines.join("\n  ")
    ))
}
