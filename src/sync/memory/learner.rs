//! The academy's data on one learner: the log and the platform's rows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::{
    CertificateState, Completion, CourseId, EnrollmentState, Fact, LessonId, Position,
    PositionState, ProgressState, RawRecord, RecordId, Seconds, Snapshot, Stored, Timestamp,
};
use crate::wire::LogPlace;

/// A learner.
#[derive(Debug, Clone)]
pub(super) struct Learner {
    pub(super) email: String,
    pub(super) erased: bool,
    pub(super) log: Vec<Logged>,
    pub(super) by_id: BTreeMap<RecordId, usize>,
    /// The rows of `user_progress`.
    pub(super) progress: BTreeMap<LessonId, Row>,
    pub(super) enrollments: BTreeMap<CourseId, EnrollmentState>,
    pub(super) certificates: BTreeMap<CourseId, CertificateState>,
    pub(super) paid: BTreeSet<CourseId>,
    /// Seconds counted by day.
    pub(super) days: BTreeMap<NaiveDate, u64>,
}

/// A record of the log.
#[derive(Debug, Clone)]
pub(super) struct Logged {
    pub(super) raw: RawRecord,
    pub(super) stored: Stored,
}

/// A row of `user_progress`, which the web application writes too.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) course: CourseId,
    pub(super) seconds: u64,
    pub(super) completed: bool,
    pub(super) completed_at: Option<Timestamp>,
}

/// A lesson's completions, from the records and from the row.
#[derive(Debug, Clone, Default)]
pub(super) struct Completions {
    /// The records that stand, the earliest first.
    pub(super) standing: Vec<Completion>,
    /// The web application's, where it stands.
    pub(super) web: Option<Timestamp>,
}

impl Learner {
    pub(super) fn new(user: &str) -> Learner {
        Learner {
            email: format!("{user}@example.org"),
            erased: false,
            log: Vec::new(),
            by_id: BTreeMap::new(),
            progress: BTreeMap::new(),
            enrollments: BTreeMap::new(),
            certificates: BTreeMap::new(),
            paid: BTreeSet::new(),
            days: BTreeMap::new(),
        }
    }

    pub(super) fn head(&self) -> LogPlace {
        self.log
            .last()
            .map_or_else(LogPlace::default, Logged::place)
    }

    pub(super) fn find(&self, id: RecordId) -> Option<&Logged> {
        self.log.get(*self.by_id.get(&id)?)
    }

    pub(super) fn add(&mut self, raw: RawRecord, stored: Stored) {
        self.by_id.insert(raw.id, self.log.len());
        self.log.push(Logged { raw, stored });
    }

    /// The records about a lesson that this program knows.
    pub(super) fn facts(&self, lesson: &LessonId) -> Vec<(RecordId, Fact, &Stored)> {
        self.log
            .iter()
            .filter(|logged| logged.raw.lesson().as_ref() == Some(lesson))
            .filter_map(|logged| Some((logged.raw.id, logged.raw.known()?.fact, &logged.stored)))
            .collect()
    }

    pub(super) fn completions(&self, lesson: &LessonId) -> Completions {
        let facts = self.facts(lesson);
        let mut undone: BTreeSet<RecordId> = BTreeSet::new();
        let mut undone_web: Vec<Timestamp> = Vec::new();
        for (_, fact, _) in &facts {
            if let Fact::Reopen {
                completions, web, ..
            } = fact
            {
                undone.extend(completions);
                undone_web.extend(web);
            }
        }
        let completes = facts
            .iter()
            .filter(|(_, fact, _)| matches!(fact, Fact::Complete { .. }));
        let all: Vec<Completion> = completes
            .map(|&(record, _, stored)| Completion {
                record,
                at: stored.effective_at,
            })
            .collect();
        let row = self.progress.get(lesson).filter(|row| row.completed);
        let web = row.and_then(|row| {
            let at = row.completed_at.unwrap_or_else(epoch);
            let enrolled = self.enrolled_at(&row.course);
            let ours = all
                .iter()
                .any(|c| same(c.at, at) || same(not_before(c.at, enrolled), at));
            (!ours && !undone_web.iter().any(|web| same(*web, at))).then_some(at)
        });
        let mut standing = all;
        standing.retain(|completion| !undone.contains(&completion.record));
        standing.sort_by_key(|completion| (completion.at, completion.record));
        Completions { standing, web }
    }

    pub(super) fn enrolled_at(&self, course: &CourseId) -> Option<Timestamp> {
        self.enrollments.get(course)?.enrolled_at
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot {
            progress: self.progress_states(),
            enrollments: self.enrollments.values().cloned().collect(),
            certificates: self.certificates.values().cloned().collect(),
            positions: self.positions(),
        }
    }

    fn progress_states(&self) -> Vec<ProgressState> {
        let mut states: Vec<ProgressState> = self
            .progress
            .iter()
            .map(|(lesson, row)| {
                let Completions { standing, web } = self.completions(lesson);
                ProgressState {
                    course: row.course.clone(),
                    lesson: Some(lesson.clone()),
                    seconds: Seconds(row.seconds),
                    completed: row.completed,
                    completed_at: row.completed_at.filter(|_| row.completed),
                    completions: standing,
                    web_completed_at: web,
                }
            })
            .collect();
        states.sort_by(|a, b| (&a.course, &a.lesson).cmp(&(&b.course, &b.lesson)));
        states
    }

    fn positions(&self) -> Vec<PositionState> {
        type Latest = (Timestamp, RecordId, CourseId, Position);
        let mut latest: BTreeMap<LessonId, Latest> = BTreeMap::new();
        for logged in &self.log {
            let Some(Fact::Position {
                course,
                lesson,
                position,
            }) = logged.raw.known().map(|record| record.fact)
            else {
                continue;
            };
            let at = (logged.stored.effective_at, logged.raw.id);
            let place = (at.0, at.1, course, position);
            match latest.get(&lesson) {
                Some(known) if (known.0, known.1) > at => {}
                _ => drop(latest.insert(lesson, place)),
            }
        }
        latest
            .into_iter()
            .map(|(lesson, (at, _, course, position))| PositionState {
                course,
                lesson,
                position,
                at,
            })
            .collect()
    }
}

impl Logged {
    pub(super) fn place(&self) -> LogPlace {
        LogPlace {
            seq: self.stored.seq,
            record: Some(self.raw.id),
        }
    }
}

/// The date that is shown: not before the enrollment.
pub(super) fn not_before(at: Timestamp, enrolled: Option<Timestamp>) -> Timestamp {
    enrolled.map_or(at, |enrolled| at.max(enrolled))
}

/// Whether two times are one, as far as a column of milliseconds can tell.
pub(super) fn same(a: Timestamp, b: Timestamp) -> bool {
    (a.utc() - b.utc()).abs() <= chrono::TimeDelta::milliseconds(1)
}

pub(super) fn epoch() -> Timestamp {
    Timestamp::new(chrono::DateTime::UNIX_EPOCH)
}
