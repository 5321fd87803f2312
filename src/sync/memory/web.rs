//! Changes that the web application and the operator make to the academy behind the clients' backs.

use super::learner::Row;
use super::{Academy, Learner, Offered};
use crate::domain::{
    CourseId, CourseTree, EnrollmentState, EnrollmentStatus, LessonId, Seconds, Snapshot, Timestamp,
};

impl Academy {
    /// Publishes a course, or brings it to what it is now. Progress in lessons that it no longer has goes with them.
    pub fn publish(&self, tree: CourseTree) {
        let mut state = self.state();
        let id = tree.course.id.clone();
        let changes = state.courses.get(&id).map_or(0, |course| course.changes) + 1;
        for lesson in tree.lessons() {
            let withheld = lesson.withheld.iter();
            for key in withheld.flat_map(|withheld| &withheld.questions) {
                let lesson = lesson.head.id.clone();
                let version = (lesson, key.question.clone(), key.revision);
                state.keys.insert(version, key.clone());
            }
        }
        let offered = Offered {
            tree,
            published: true,
            changes,
        };
        for learner in state.learners.values_mut() {
            let kept = |lesson: &LessonId, row: &mut Row| row.course != id || offered.has(lesson);
            learner.progress.retain(kept);
        }
        state.courses.insert(id, offered);
    }

    /// Takes a course from the catalog; what was learned stays.
    pub fn unpublish(&self, course: &CourseId) {
        if let Some(offered) = self.state().courses.get_mut(course) {
            offered.published = false;
            offered.changes += 1;
        }
    }

    /// Deletes a course with everything that hangs on it.
    pub fn delete_course(&self, course: &CourseId) {
        let mut state = self.state();
        state.courses.remove(course);
        for learner in state.learners.values_mut() {
            learner.progress.retain(|_, row| row.course != *course);
            learner.enrollments.remove(course);
            learner.certificates.remove(course);
        }
    }

    /// Enrolls on the web.
    pub fn enroll(&self, user: &str, course: &CourseId) {
        self.enroll_at(user, course, self.now());
    }

    /// Enrolls on the web, with that date. Who enrolls again gets back what the records say.
    pub fn enroll_at(&self, user: &str, course: &CourseId, at: Timestamp) {
        let mut state = self.state();
        let Some(mut learner) = state.learners.get(user).cloned() else {
            return;
        };
        if learner.enrollments.contains_key(course) {
            return;
        }
        let enrollment = EnrollmentState {
            course: course.clone(),
            status: EnrollmentStatus::Active,
            percent: 0,
            enrolled_at: Some(at),
            completed_at: None,
        };
        learner.enrollments.insert(course.clone(), enrollment);
        if !learner.log.is_empty() {
            state.restore_all(&mut learner, course);
            state.settle(&mut learner, [course.clone()].into());
        }
        state.learners.insert(user.to_owned(), learner);
    }

    /// Pays for a course.
    pub fn pay(&self, user: &str, course: &CourseId) {
        self.with(user, |learner| {
            learner.paid.insert(course.clone());
        });
    }

    /// Changes an enrollment's status.
    pub fn set_status(&self, user: &str, course: &CourseId, status: EnrollmentStatus) {
        self.with(user, |learner| {
            if let Some(state) = learner.enrollments.get_mut(course) {
                state.status = status;
            }
        });
    }

    /// Adds time in a lesson, as `time_spent = time_spent + n` does.
    pub fn study(&self, user: &str, course: &CourseId, lesson: &LessonId, seconds: u64) {
        self.with(user, |learner| {
            row(learner, course, lesson).seconds += seconds;
        });
    }

    /// Completes a lesson that isn't complete.
    pub fn complete(&self, user: &str, course: &CourseId, lesson: &LessonId) {
        self.complete_at(user, course, lesson, self.now());
    }

    /// Completes a lesson that isn't complete, with that date.
    pub fn complete_at(&self, user: &str, course: &CourseId, lesson: &LessonId, now: Timestamp) {
        self.with(user, |learner| {
            let row = row(learner, course, lesson);
            if !row.completed {
                row.completed = true;
                row.completed_at = Some(now);
            }
        });
    }

    /// Erases an account with everything of it.
    pub fn erase(&self, user: &str) {
        self.with(user, |learner| {
            *learner = Learner {
                erased: true,
                ..Learner::new(user)
            };
        });
    }

    /// The time that the academy has for a learner.
    pub fn seconds(&self, user: &str) -> Seconds {
        let snapshot = self.snapshot(user);
        snapshot.progress.iter().map(|state| state.seconds).sum()
    }

    /// The academy's snapshot of a learner.
    pub fn snapshot(&self, user: &str) -> Snapshot {
        let state = self.state();
        let learner = state.learners.get(user);
        learner.map(Learner::snapshot).unwrap_or_default()
    }

    /// How many records a learner's log has.
    pub fn records(&self, user: &str) -> usize {
        self.state().learners.get(user).map_or(0, |l| l.log.len())
    }

    /// When a record took effect, by the learner's log.
    pub fn effective_at(&self, user: &str, record: crate::domain::RecordId) -> Option<Timestamp> {
        let state = self.state();
        let logged = state.learners.get(user)?.find(record)?;
        Some(logged.stored.effective_at)
    }

    fn with(&self, user: &str, change: impl FnOnce(&mut Learner)) {
        if let Some(learner) = self.state().learners.get_mut(user) {
            change(learner);
        }
    }
}

fn row<'l>(learner: &'l mut Learner, course: &CourseId, lesson: &LessonId) -> &'l mut Row {
    learner
        .progress
        .entry(lesson.clone())
        .or_insert_with(|| Row {
            course: course.clone(),
            seconds: 0,
            completed: false,
            completed_at: None,
        })
}
