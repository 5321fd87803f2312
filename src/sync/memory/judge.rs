//! Decides the outcome of pushed records.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::effects::{Changed, declare};
use super::learner::Logged;
use super::{Learner, State};
use crate::domain::{
    EnrollmentStatus, Fact, LessonId, RawRecord, Record, Seconds, Stored, Timestamp,
};
use crate::wire::{Batch, Flag, Held, Outcome, PushAnswer, Pushed, Receipt, Refused};

/// The most seconds that a day has.
const DAY: u64 = 86_400;
/// How wrong a clock may be.
const TOLERATED: TimeDelta = TimeDelta::minutes(5);
/// A record's size in bytes as JSON.
const LARGEST: usize = 16 * 1024;

impl State {
    /// Stores a batch for a learner who exists.
    pub(super) fn push(&mut self, user: &str, batch: &Batch) -> Option<PushAnswer> {
        let mut learner = self.learners.get(user)?.clone();
        let mut changed = Changed {
            courses: self.enroll(&mut learner, batch),
            declared: BTreeMap::new(),
        };
        let receipts: Vec<Receipt> = batch
            .records
            .iter()
            .map(|pushed| Receipt {
                record: pushed.record.id,
                outcome: self.take(&mut learner, batch, pushed, &mut changed),
            })
            .collect();
        for (lesson, course) in &changed.declared {
            declare(&mut learner, course, lesson);
        }
        self.settle(&mut learner, changed.courses);
        let head = learner.head();
        self.learners.insert(user.to_owned(), learner);
        Some(PushAnswer {
            instance: self.instance,
            server_time: self.now,
            head,
            receipts,
        })
    }

    fn take(
        &self,
        learner: &mut Learner,
        batch: &Batch,
        pushed: &Pushed,
        changed: &mut Changed,
    ) -> Outcome {
        let raw = &pushed.record;
        if let Some(code) = self.problem(raw) {
            return Outcome::Refused { code };
        }
        if !self.kinds.contains(&raw.kind) {
            let code = Held::Unsupported;
            return Outcome::Held { code };
        }
        if let Some(known) = learner.find(raw.id) {
            return if known.raw == *raw {
                Outcome::Duplicate(known.stored.clone())
            } else {
                let code = Refused::Conflict;
                Outcome::Refused { code }
            };
        }
        if let Some(code) = self.obstacle(learner, raw) {
            return Outcome::Held { code };
        }
        let right = match raw.known().map(|record| record.fact) {
            Some(Fact::Submission {
                lesson,
                question,
                revision,
                answer,
                typed,
                ..
            }) => match self.keys.get(&(lesson, question, revision)) {
                None => {
                    let code = Held::NotGraded;
                    return Outcome::Held { code };
                }
                Some(key) if tries(learner, raw) >= key.attempts => {
                    let code = Refused::NoAttemptLeft;
                    return Outcome::Refused { code };
                }
                Some(key) => Some(key.solution.is_met(&answer, &typed)),
            },
            _ => None,
        };
        let stored = Stored {
            right,
            ..self.measure(learner, batch, pushed)
        };
        learner.add(raw.clone(), stored.clone());
        self.take_effect(learner, raw, &stored, changed);
        Outcome::Applied(stored)
    }

    fn problem(&self, raw: &RawRecord) -> Option<Refused> {
        if serde_json::to_string(raw).map_or(0, |text| text.len()) > LARGEST {
            return Some(Refused::TooLarge);
        }
        let is_known_kind = crate::wire::KINDS.contains(&raw.kind.as_str());
        let is_well_formed = raw.course().is_some()
            && match raw.known() {
                Some(record) => is_right(&record),
                None => !is_known_kind,
            };
        (!is_well_formed).then_some(Refused::Malformed)
    }

    fn obstacle(&self, learner: &Learner, raw: &RawRecord) -> Option<Held> {
        let course = raw.course()?;
        let Some(offered) = self.courses.get(&course).filter(|c| c.published) else {
            return Some(Held::ContentGone);
        };
        if raw.lesson().is_some_and(|lesson| !offered.has(&lesson)) {
            return Some(Held::ContentGone);
        }
        let free = offered.tree.course.price.0 == 0 || learner.paid.contains(&course);
        match learner.enrollments.get(&course).map(|state| state.status) {
            Some(EnrollmentStatus::Suspended) => Some(Held::Suspended),
            Some(EnrollmentStatus::Refunded) => Some(Held::PaymentRequired),
            Some(_) => None,
            None if free => Some(Held::NotEnrolled),
            None => Some(Held::PaymentRequired),
        }
    }

    fn measure(&self, learner: &Learner, batch: &Batch, pushed: &Pushed) -> Stored {
        let occurred_at = pushed.record.occurred_at;
        let effective_at = self.effective_at(batch, pushed);
        let mut flags = Vec::new();
        if (effective_at.utc() - occurred_at.utc()).abs() > TOLERATED {
            flags.push(Flag::Clock);
        }
        let counted = pushed.record.known().and_then(|record| match record.fact {
            Fact::Study { seconds, .. } => {
                let day = day(pushed.record.local_date, effective_at);
                let at_most = pushed.counted.unwrap_or(seconds);
                Some(count(learner, day, seconds, at_most, &mut flags))
            }
            _ => None,
        });
        Stored {
            seq: learner.head().seq + 1,
            effective_at,
            counted,
            right: None,
            flags,
        }
    }

    /// Skew is the device's own, and what was corrected once stays as it is.
    pub(super) fn effective_at(&self, batch: &Batch, pushed: &Pushed) -> Timestamp {
        let skew = self.now.utc() - batch.sent_at.utc();
        let own = pushed.record.device == batch.device;
        let at = match pushed.effective_at {
            Some(known) => known.utc(),
            None if own && skew.abs() > TOLERATED => {
                let at = pushed.record.occurred_at.utc();
                at.checked_add_signed(skew).unwrap_or(at)
            }
            None => pushed.record.occurred_at.utc(),
        };
        Timestamp::new(at.clamp(earliest(), self.now.utc()))
    }
}

/// 2000-01-01.
fn earliest() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(10_957)
}

/// How often a learner answered the version of a question that a submission names.
fn tries(learner: &Learner, raw: &RawRecord) -> u32 {
    let same = |logged: &&Logged| {
        logged.raw.kind == raw.kind
            && ["lesson", "question", "revision"]
                .iter()
                .all(|field| logged.raw.payload.get(*field) == raw.payload.get(*field))
    };
    u32::try_from(learner.log.iter().filter(same).count()).unwrap_or(u32::MAX)
}

fn is_right(record: &Record) -> bool {
    match &record.fact {
        Fact::Study { seconds, .. } => *seconds > Seconds(0),
        Fact::Card { front, back, .. } => (1..=1024).contains(&front.len()) && back.len() <= 8192,
        Fact::Fit { parameters, .. } => parameters.len() == 21,
        _ => true,
    }
}

/// The day that a record counts for.
pub(super) fn day(local_date: NaiveDate, effective_at: Timestamp) -> NaiveDate {
    let date = effective_at.utc().date_naive();
    if (local_date - date).num_days().abs() <= 1 {
        local_date
    } else {
        date
    }
}

fn count(
    learner: &Learner,
    day: NaiveDate,
    seconds: Seconds,
    at_most: Seconds,
    flags: &mut Vec<Flag>,
) -> Seconds {
    let claimed = seconds.min(Seconds::MAX_PER_RECORD);
    if claimed < seconds {
        flags.push(Flag::TooLong);
    }
    let left = DAY.saturating_sub(learner.days.get(&day).copied().unwrap_or(0));
    let counted = claimed.min(at_most).min(Seconds(left));
    if counted < claimed {
        flags.push(Flag::DayFull);
    }
    counted
}

impl super::Offered {
    /// Whether the course has the lesson.
    pub(super) fn has(&self, lesson: &LessonId) -> bool {
        self.lessons().any(|id| id == lesson)
    }

    pub(super) fn lessons(&self) -> impl Iterator<Item = &LessonId> {
        let modules = self.tree.modules.iter();
        modules.flat_map(|module| module.lessons.iter().map(|lesson| &lesson.head.id))
    }
}
