//! The calls of a learner's client.

use std::collections::BTreeSet;

use super::content::digest;
use super::{Learner, Memory, Offered, State};
use crate::domain::{CourseId, LessonId};
use crate::sync::remote::Answer;
use crate::sync::{Remote, SyncError};
use crate::wire::{
    Batch, Bodies, CourseOutline, Hello, Listing, LogPlace, LoggedRecord, MAX_BYTES, MAX_RECORDS,
    ManifestEntry, PAGE, Pull, PullRequest, PushAnswer, Role, User,
};

impl Memory {
    /// Whose calls these are.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// Runs a call on the state, for a learner who has an account.
    fn call<T>(&self, call: impl FnOnce(&mut State, &Learner) -> Answer<T>) -> Answer<T> {
        let mut state = self.academy.state();
        let learner = state.learners.get(&self.user).cloned();
        match learner {
            None => Err(SyncError::Unauthorized(format!(
                "nobody here is called {}",
                self.user
            ))),
            Some(learner) if learner.erased => Err(SyncError::UserGone),
            Some(learner) => call(&mut state, &learner),
        }
    }
}

/// Whether a place is still what a client saw there.
fn check(learner: &Learner, place: Option<LogPlace>) -> Answer<()> {
    let Some(place) = place.filter(|place| place.seq > 0) else {
        return Ok(());
    };
    let here = usize::try_from(place.seq - 1).ok();
    let here = here.and_then(|index| learner.log.get(index));
    match here {
        Some(logged) if logged.place() == place => Ok(()),
        _ => Err(SyncError::Diverged),
    }
}

fn names_a_record_twice(batch: &Batch) -> bool {
    let mut seen = BTreeSet::new();
    batch
        .records
        .iter()
        .any(|pushed| !seen.insert(pushed.record.id))
}

/// A course whose lessons the learner may read.
fn readable<'s>(state: &'s State, learner: &Learner, course: &CourseId) -> Answer<&'s Offered> {
    let offered = state.seen(course).ok_or_else(|| no_course(course))?;
    match offered.is_readable(learner) {
        true => Ok(offered),
        false => Err(SyncError::Forbidden(course.to_string())),
    }
}

fn no_course(course: &CourseId) -> SyncError {
    SyncError::NotFound(course.to_string())
}

fn snapshot_digest(learner: &Learner) -> String {
    digest(&serde_json::to_string(&learner.snapshot()).unwrap_or_default())
}

impl Remote for Memory {
    async fn hello(&self) -> Answer<Hello> {
        self.call(|state, learner| {
            let manifest = serde_json::to_string(&state.manifest(learner)).unwrap_or_default();
            Ok(Hello {
                protocols: state.protocols,
                kinds: state.kinds.iter().cloned().collect(),
                instance: state.instance,
                server_time: state.now,
                user: User {
                    id: self.user.clone(),
                    email: learner.email.clone(),
                    name: None,
                    role: Role::Student,
                },
                head: learner.head(),
                catalog: digest(&manifest),
                snapshot: snapshot_digest(learner),
                max_records: MAX_RECORDS,
                max_bytes: MAX_BYTES,
            })
        })
    }

    async fn manifest(&self, after: Option<&CourseId>, size: usize) -> Answer<Vec<ManifestEntry>> {
        self.call(|state, learner| {
            let all = state.manifest(learner).into_iter();
            let behind = all.filter(|entry| after.is_none_or(|after| entry.course > *after));
            Ok(behind.take(size).collect())
        })
    }

    async fn listing(&self, courses: &[CourseId]) -> Answer<Vec<Listing>> {
        self.call(|state, learner| {
            let seen = courses.iter().filter_map(|course| state.seen(course));
            Ok(seen.map(|offered| offered.listing(learner)).collect())
        })
    }

    async fn outline(
        &self,
        course: &CourseId,
        known: Option<&str>,
    ) -> Answer<Option<CourseOutline>> {
        self.call(|state, learner| {
            let offered = state.seen(course).ok_or_else(|| no_course(course))?;
            let outline = offered.outline(learner);
            Ok(Some(outline).filter(|outline| known != Some(&outline.revision)))
        })
    }

    async fn bodies(&self, course: &CourseId, lessons: &[LessonId]) -> Answer<Bodies> {
        self.call(|state, learner| Ok(readable(state, learner, course)?.bodies(lessons)))
    }

    async fn image(&self, course: &CourseId, digest: &str) -> Answer<Vec<u8>> {
        self.call(|state, learner| {
            let image = readable(state, learner, course)?.image(digest);
            image.ok_or_else(|| no_course(course))
        })
    }

    async fn push(&self, batch: &Batch) -> Answer<PushAnswer> {
        self.call(|state, learner| {
            if batch.instance != state.instance {
                return Err(SyncError::Diverged);
            }
            if batch.records.len() > MAX_RECORDS {
                return Err(SyncError::TooLarge(format!(
                    "at most {MAX_RECORDS} records"
                )));
            }
            if names_a_record_twice(batch) {
                return Err(SyncError::Refused("a push names a record once".to_owned()));
            }
            check(learner, batch.base)?;
            state.push(&self.user, batch).ok_or(SyncError::UserGone)
        })
    }

    async fn pull(&self, request: &PullRequest) -> Answer<Pull> {
        self.call(|state, learner| {
            check(learner, request.after)?;
            let after = request.after.unwrap_or_default().seq;
            let size = request.size.clamp(1, PAGE);
            let behind = learner
                .log
                .iter()
                .filter(|logged| logged.stored.seq > after);
            let records: Vec<LoggedRecord> = behind
                .take(size)
                .map(|logged| LoggedRecord {
                    stored: logged.stored.clone(),
                    record: logged.raw.clone(),
                })
                .collect();
            let last = records.last().map_or(after, |logged| logged.stored.seq);
            let digest = (last >= learner.head().seq).then(|| snapshot_digest(learner));
            let is_new = digest.is_some() && digest != request.snapshot;
            Ok(Pull {
                instance: state.instance,
                server_time: state.now,
                head: learner.head(),
                records,
                digest,
                snapshot: is_new.then(|| learner.snapshot()),
            })
        })
    }
}
