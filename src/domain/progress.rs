//! A lesson's progress: the sum of its records. The order in which they arrive matters for the place alone, and only
//! among the records of one device: its clock may have been ahead.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{DeviceId, Fact, Position, Record, RecordId, Seconds, Timestamp};

/// A completion that stands, or did: a reopening names those that it undoes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Completion {
    /// The record that completed the lesson; the nil id where the web application did.
    pub record: RecordId,
    /// When it did.
    pub at: Timestamp,
}

/// How far one lesson is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonProgress {
    /// Time studied.
    pub seconds: Seconds,
    /// The earliest completion that no reopening undid.
    pub completion: Option<Completion>,
    /// The place where the learner left off, and when.
    pub position: Option<(Position, Timestamp)>,
}

/// The mark that a lesson, module or course carries on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Nothing of it was read.
    New,
    /// Some of it was read.
    Begun,
    /// It is complete.
    Done,
}

impl LessonProgress {
    /// The mark for one lesson.
    pub fn mark(&self) -> Mark {
        match self {
            LessonProgress {
                completion: Some(_),
                ..
            } => Mark::Done,
            LessonProgress {
                seconds: Seconds(0),
                position: None,
                ..
            } => Mark::New,
            _ => Mark::Begun,
        }
    }

    /// The progress that these records add up to for one lesson. The store's projection is tested against it.
    ///
    /// Time adds up; the earliest completion that stands wins; the latest position wins (design 7, merge rules), of one
    /// device the one that the log has last.
    /// Records about other lessons must be left out by the caller.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> LessonProgress {
        let mut progress = LessonProgress::default();
        let mut completions = BTreeMap::new();
        let mut undone = Vec::new();
        let mut place: Option<(Timestamp, RecordId, Position, DeviceId)> = None;
        for record in records {
            match &record.fact {
                Fact::Enroll { .. }
                | Fact::Attempt { .. }
                | Fact::Submission { .. }
                | Fact::Recall { .. }
                | Fact::Undo { .. }
                | Fact::Tick { .. }
                | Fact::Card { .. }
                | Fact::Discard { .. }
                | Fact::Fit { .. } => {}
                Fact::Study { seconds, .. } => progress.seconds += *seconds,
                Fact::Complete { .. } => {
                    completions.insert(record.id, record.occurred_at);
                }
                Fact::Reopen { completions, .. } => undone.extend(completions),
                Fact::Position { position, .. } => {
                    let (at, id, device) = (record.occurred_at, record.id, record.device);
                    let gives_way = |(before, other, _, by): (_, _, _, _)| {
                        by == device || (before, other) < (at, id)
                    };
                    if place.is_none_or(gives_way) {
                        place = Some((at, id, *position, device));
                    }
                }
            }
        }
        for id in undone {
            completions.remove(&id);
        }
        progress.completion = completions
            .into_iter()
            .map(|(record, at)| Completion { record, at })
            .min_by_key(|completion| (completion.at, completion.record));
        progress.position = place.map(|(at, _, position, _)| (position, at));
        progress
    }
}
