//! The effects of applied records on the platform's rows.

use std::collections::{BTreeMap, BTreeSet};

use super::judge::day;
use super::learner::{Completions, Row, not_before};
use super::{Learner, State};
use crate::domain::{
    CertificateState, Completion, CourseId, EnrollmentState, EnrollmentStatus, Fact, LessonId,
    RawRecord, Stored, Timestamp,
};
use crate::wire::Batch;

/// The changes made by a batch.
pub(super) struct Changed {
    /// The courses whose completions may have changed.
    pub(super) courses: BTreeSet<CourseId>,
    /// The lessons that were completed or reopened, with their courses.
    pub(super) declared: BTreeMap<LessonId, CourseId>,
}

impl State {
    /// Enrolls where a new record asks for it and nothing stands against it, and says in which courses.
    pub(super) fn enroll(&self, learner: &mut Learner, batch: &Batch) -> BTreeSet<CourseId> {
        let mut joined = BTreeSet::new();
        for pushed in &batch.records {
            let raw = &pushed.record;
            let Some(Fact::Enroll { course }) = raw.known().map(|record| record.fact) else {
                continue;
            };
            let Some(offered) = self.courses.get(&course).filter(|c| c.published) else {
                continue;
            };
            let free = offered.tree.course.price.0 == 0 || learner.paid.contains(&course);
            if !free || learner.find(raw.id).is_some() {
                continue;
            }
            let at = self.effective_at(batch, pushed);
            match learner.enrollments.get_mut(&course) {
                None => {
                    learner
                        .enrollments
                        .insert(course.clone(), enrollment(&course, at));
                    joined.insert(course);
                }
                Some(state) if joined.contains(&course) => {
                    state.enrolled_at = state.enrolled_at.map(|known| known.min(at));
                }
                Some(_) => {}
            }
        }
        // Who has no records yet has nothing that could be given back.
        if learner.log.is_empty() {
            return BTreeSet::new();
        }
        for course in &joined {
            self.restore_all(learner, course);
        }
        joined
    }

    /// Carries out what a record says, but for completions: these are declared once a batch, because the row has room
    /// for one date only.
    pub(super) fn take_effect(
        &self,
        learner: &mut Learner,
        raw: &RawRecord,
        stored: &Stored,
        changed: &mut Changed,
    ) {
        let Some(record) = raw.known() else { return };
        let (course, Some(lesson)) = (record.fact.course(), record.fact.lesson()) else {
            return;
        };
        let seconds = stored.counted.unwrap_or_default().0;
        if matches!(record.fact, Fact::Study { .. }) {
            let day = day(raw.local_date, stored.effective_at);
            *learner.days.entry(day).or_default() += seconds;
        }
        match (&record.fact, learner.progress.get_mut(lesson)) {
            (
                Fact::Enroll { .. }
                | Fact::Position { .. }
                | Fact::Attempt { .. }
                | Fact::Submission { .. }
                | Fact::Recall { .. }
                | Fact::Undo { .. }
                | Fact::Tick { .. }
                | Fact::Card { .. }
                | Fact::Discard { .. }
                | Fact::Fit { .. },
                _,
            ) => return,
            (Fact::Study { .. }, Some(row)) => {
                row.seconds += seconds;
                return;
            }
            (_, Some(_)) => {}
            (_, None) => restore(learner, course, lesson),
        }
        if !matches!(record.fact, Fact::Study { .. }) {
            changed.declared.insert(lesson.clone(), course.clone());
        }
        changed.courses.insert(course.clone());
    }

    pub(super) fn restore_all(&self, learner: &mut Learner, course: &CourseId) {
        let Some(offered) = self.courses.get(course) else {
            return;
        };
        for lesson in offered.lessons() {
            let counts = |fact: &Fact| {
                matches!(
                    fact,
                    Fact::Study { .. } | Fact::Complete { .. } | Fact::Reopen { .. }
                )
            };
            let known = learner
                .facts(lesson)
                .iter()
                .any(|(_, fact, _)| counts(fact));
            if known && !learner.progress.contains_key(lesson) {
                restore(learner, course, lesson);
            }
        }
    }

    /// Brings enrollments up to date. The percentage may fall; COMPLETED, its date and the certificate never go back.
    pub(super) fn settle(&self, learner: &mut Learner, courses: BTreeSet<CourseId>) {
        for course in courses {
            let Some(offered) = self.courses.get(&course) else {
                continue;
            };
            let lessons: Vec<&LessonId> = offered.lessons().collect();
            let done: Vec<Option<Timestamp>> = lessons
                .iter()
                .filter_map(|lesson| learner.progress.get(lesson))
                .filter(|row| row.completed)
                .map(|row| row.completed_at)
                .collect();
            let finished = !lessons.is_empty() && done.len() == lessons.len();
            let last = done.iter().flatten().max().copied();
            let percent = done.len() * 100 / lessons.len().max(1);
            let Some(state) = learner.enrollments.get_mut(&course) else {
                continue;
            };
            state.percent = u8::try_from(percent).unwrap_or(100);
            if finished {
                if state.status == EnrollmentStatus::Active {
                    state.status = EnrollmentStatus::Completed;
                }
                state.completed_at = state.completed_at.or(last).or(Some(self.now));
                self.certify(learner, &course);
            }
        }
    }

    fn certify(&self, learner: &mut Learner, course: &CourseId) {
        let number = format!("LY-{}-{course}", learner.email);
        learner
            .certificates
            .entry(course.clone())
            .or_insert_with(|| CertificateState {
                course: course.clone(),
                number,
                issued_at: Some(self.now),
                url: None,
            });
    }
}

fn enrollment(course: &CourseId, at: Timestamp) -> EnrollmentState {
    EnrollmentState {
        course: course.clone(),
        status: EnrollmentStatus::Active,
        percent: 0,
        enrolled_at: Some(at),
        completed_at: None,
    }
}

/// Brings a lesson's row to what its records and the web application say of its completion.
pub(super) fn declare(learner: &mut Learner, course: &CourseId, lesson: &LessonId) {
    let Completions { standing, web } = learner.completions(lesson);
    let enrolled = learner.enrolled_at(course);
    let earliest = standing.iter().map(|Completion { at, .. }| *at).min();
    let ours = earliest.map(|at| not_before(at, enrolled));
    if let Some(row) = learner.progress.get_mut(lesson) {
        row.completed = ours.is_some() || web.is_some();
        row.completed_at = ours.into_iter().chain(web).min();
    }
}

/// Makes a lesson's row from its records: there is none yet, or it went with its lesson.
fn restore(learner: &mut Learner, course: &CourseId, lesson: &LessonId) {
    let facts = learner.facts(lesson);
    let seconds = facts
        .iter()
        .map(|(_, _, stored)| stored.counted.unwrap_or_default().0);
    let row = Row {
        course: course.clone(),
        seconds: seconds.sum(),
        completed: false,
        completed_at: None,
    };
    learner.progress.insert(lesson.clone(), row);
    declare(learner, course, lesson);
}
