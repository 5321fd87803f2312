//! Asks whether a lesson that is gone and a new one are the same.

use serde_json::{Value, json};

use super::lesson_changes::Meaning;
use super::output::{Failure, Output};
use super::{counted, question};
use crate::domain::sanitize_line;
use crate::domain::versions::{Alike, LearnersProgress, OwnProgress, Progress, Versions};

/// The options for lessons that may have been renamed.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Renames {
    /// Treat renamed lessons with similar texts as the same, without asking
    #[arg(long)]
    pub(super) accept_renames: bool,
    /// Treat renamed lessons as new ones, without asking
    #[arg(long, conflicts_with = "accept_renames")]
    pub(super) no_renames: bool,
}

/// Progress that hangs on the answer, in words.
pub(super) trait AtStake: Progress {
    /// Behind the lesson: `completed`, `with 12 learners`.
    fn at_stake(&self) -> String;
}

impl AtStake for OwnProgress {
    fn at_stake(&self) -> String {
        match self.completed {
            true => "completed".to_owned(),
            false => format!("{} studied", self.seconds),
        }
    }
}

impl AtStake for LearnersProgress {
    fn at_stake(&self) -> String {
        let learners = usize::try_from(self.0).unwrap_or(usize::MAX);
        format!("with {}", counted(learners, "learner"))
    }
}

/// Who answers where no flag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// The person at the terminal.
    Person,
    /// Nobody: then nothing is done.
    Nobody,
    /// The person, another time: the questions stay open.
    Later,
}

/// Settles which lessons are the same, by the flags or by the person's word; gives the questions that stay open.
pub(super) fn settle<P: AtStake>(
    versions: &mut Versions<P>,
    flags: Renames,
    asked: Asked,
) -> Result<Vec<Alike<P>>, Failure> {
    if flags.no_renames {
        return Ok(Vec::new());
    }
    let mut alike = versions.alike().to_vec();
    alike.retain(|pair| flags.accept_renames || !pair.is_settled);
    if !flags.accept_renames && asked == Asked::Later {
        return Ok(alike);
    }
    for pair in &alike {
        // Who only presses enter keeps what was learned.
        let same = flags.accept_renames
            || (asked == Asked::Person)
                .then(|| question::ask_with(&words(pair), true))
                .flatten()
                .ok_or_else(|| unanswered(&alike))?;
        if same {
            versions.accept(pair);
        }
    }
    Ok(Vec::new())
}

fn words<P: AtStake>(pair: &Alike<P>) -> String {
    let text = format!(
        "{}, {}, is gone; {} is new and {} % alike: the same lesson?",
        pair.gone.head.path,
        pair.gone.progress.at_stake(),
        pair.path,
        pair.likeness.value()
    );
    sanitize_line(&text).into_owned()
}

/// Says the questions that are open.
pub(super) fn say<P: AtStake>(open: &[Alike<P>], output: &mut Output) -> Result<(), Failure> {
    if open.is_empty() {
        return Ok(());
    }
    output.line(format!(
        "  {:<8} {}",
        "renamed?",
        counted(open.len(), "lesson")
    ))?;
    for pair in open {
        output.line(format!("    {}", words(pair)))?;
    }
    output.line(
        "  Without --accept-renames (yes) or --no-renames (no) you are asked before anything changes",
    )
}

pub(super) fn json<P: AtStake + Meaning>(open: &[Alike<P>]) -> Vec<Value> {
    let question = |pair: &Alike<P>| {
        let (name, value) = pair.gone.progress.field();
        json!({
            "gone": {
                "number": pair.gone.head.number.to_string(),
                "title": pair.gone.head.title,
                "path": pair.gone.head.path,
                name: value,
            },
            "new": pair.path,
            "likeness": pair.likeness.value(),
        })
    };
    open.iter().map(question).collect()
}

/// Nobody is there to answer.
pub(super) fn unanswered<P: AtStake>(alike: &[Alike<P>]) -> Failure {
    let lines: Vec<String> = alike.iter().map(words).collect();
    let them = if alike.len() == 1 { "it" } else { "them" };
    Failure::said(format!(
        "nothing was changed: {} may have been renamed, and the progress in {them} depends on the answer. Pass \
         --accept-renames to keep it, or --no-renames to begin without it\n  {}",
        counted(alike.len(), "lesson"),
        lines.join("\n  ")
    ))
}
