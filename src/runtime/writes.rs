//! Writes things down: each is a record, or a row that becomes one.

use super::driver::{World, failed};
use crate::app::effect::Stamp;
use crate::app::{Bookmark, Outcome, Preferences, Write};
use crate::domain::study::{OpenPlace, StudySpan};
use crate::domain::{CourseId, DeviceId, Fact, LessonId, Record};
use crate::store::{Setting, Standing, StoreError, new_record_id};

/// The learner's choices in the store.
pub(super) const PREFERENCES: Setting<Preferences> = Setting::named("setting.preferences");

/// The learner's bookmarks in the store.
pub(super) const BOOKMARKS: Setting<Vec<Bookmark>> = Setting::named("setting.bookmarks");

pub(super) async fn carry_out(world: &World, write: Write) -> Outcome {
    let what = not_saved(&write);
    let written = match write {
        Write::Enroll { course, stamp } => append(world, stamp, Fact::Enroll { course }).await,
        Write::Complete { subject, stamp } => {
            let fact = Fact::Complete {
                course: subject.course,
                lesson: subject.lesson,
            };
            append(world, stamp, fact).await
        }
        Write::Reopen { subject, stamp, .. } => {
            reopen(world, stamp, subject.course, subject.lesson).await
        }
        Write::Study {
            subject,
            from,
            to,
            stamp,
        } => {
            let span = StudySpan {
                window: world.window,
                device: world.device,
                course: subject.course,
                lesson: subject.lesson,
                boot: world.clock.boot().to_owned(),
                from_millis: from,
                to_millis: to,
                started_at: stamp.at,
                local_date: stamp.local_date,
            };
            let date = stamp.local_date;
            world
                .store
                .checkpoint(&span)
                .await
                .map(|seconds| Outcome::Counted { date, seconds })
        }
        Write::SealStudy => world
            .store
            .seal(world.window)
            .await
            .map(|_| Outcome::Written),
        Write::Position {
            subject,
            position,
            start,
            stamp,
        } => {
            let place = OpenPlace {
                window: world.window,
                device: world.device,
                course: subject.course,
                lesson: subject.lesson,
                position,
                start: u32::try_from(start).unwrap_or(u32::MAX),
                at: stamp.at,
                local_date: stamp.local_date,
                now: world.clock.now(),
            };
            world
                .store
                .keep_position(&place)
                .await
                .map(|()| Outcome::Written)
        }
        Write::Bookmark(change) => world
            .store
            .change_setting(&BOOKMARKS, |bookmarks| change.apply(bookmarks))
            .await
            .map(Outcome::Bookmarks),
        Write::Preferences(preferences) => world
            .store
            .set_setting(&PREFERENCES, &preferences)
            .await
            .map(|()| Outcome::Written),
    };
    written.unwrap_or_else(|error| failed(what, &error))
}

/// What to say where it fails.
fn not_saved(write: &Write) -> &'static str {
    match write {
        Write::Enroll { .. } => "Joining the course is not saved",
        Write::Complete { .. } => "The lesson is not marked as done",
        Write::Reopen { .. } => "The lesson is still marked as done",
        Write::Study { .. } | Write::SealStudy => {
            "Study time is not saved yet; it will be tried again"
        }
        Write::Position { .. } => {
            "The place in the lesson is not saved yet; it will be tried again"
        }
        Write::Bookmark(_) => "The bookmark is not saved",
        Write::Preferences(_) => "The choice is not saved",
    }
}

/// Takes back everything that stands for the lesson's completion, by whatever device.
async fn reopen(
    world: &World,
    stamp: Stamp,
    course: CourseId,
    lesson: LessonId,
) -> Result<Outcome, StoreError> {
    let Standing { records, web } = world.store.standing(&lesson).await?;
    let fact = Fact::Reopen {
        course,
        lesson,
        completions: records,
        web,
    };
    append(world, stamp, fact).await
}

async fn append(world: &World, stamp: Stamp, fact: Fact) -> Result<Outcome, StoreError> {
    let record = record(world.device, stamp, fact);
    world.store.append(&record).await.map(|_| Outcome::Written)
}

/// A record of something that a learner did at that moment.
pub fn record(device: DeviceId, stamp: Stamp, fact: Fact) -> Record {
    Record {
        id: new_record_id(stamp.at),
        device,
        occurred_at: stamp.at,
        local_date: stamp.local_date,
        fact,
    }
}
