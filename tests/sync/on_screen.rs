//! While a sync goes on, nothing that a learner has done disappears from the screen, not even for a moment.

use std::sync::atomic::{AtomicBool, Ordering};

use lyceum::domain::{CourseId, LessonId};
use lyceum::sync::{Answer, Remote};
use lyceum::wire::{
    Batch, Bodies, CourseOutline, Hello, Listing, ManifestEntry, Pull, PullRequest, PushAnswer,
};
use tokio::sync::Mutex;

use crate::behind::{Behind, over_every_academy};
use crate::device::{Device, complete, enroll, study};
use crate::world::{YES, after};

over_every_academy!(
    percentages_and_marks_never_fall_while_a_device_catches_up,
    percentages_and_marks_never_fall_while_an_academy_gets_everything_again,
);

/// A remote that looks at the screen before each call; others look in between.
struct Watched<'d, R> {
    remote: R,
    device: &'d Device,
    /// How many lessons were done, and how many seconds there were.
    seen: Mutex<Vec<(usize, u64)>>,
}

impl<'d, R: Remote> Watched<'d, R> {
    fn new(remote: R, device: &'d Device) -> Self {
        let seen = Mutex::default();
        Watched {
            remote,
            device,
            seen,
        }
    }

    async fn look(&self) {
        let mut seen = self.seen.lock().await;
        let shown = self.device.shows("free").await;
        let done = shown.values().filter(|lesson| lesson.completion.is_some());
        let done = done.count();
        let seconds = shown.values().map(|lesson| lesson.seconds.0).sum();
        let before = seen.last().copied().unwrap_or_default();
        assert!(done >= before.0, "{done} done after {before:?}");
        assert!(seconds >= before.1, "{seconds} s after {before:?}");
        seen.push((done, seconds));
    }
}

impl<R: Remote> Remote for Watched<'_, R> {
    async fn hello(&self) -> Answer<Hello> {
        self.look().await;
        self.remote.hello().await
    }

    async fn manifest(&self, after: Option<&CourseId>, size: usize) -> Answer<Vec<ManifestEntry>> {
        self.look().await;
        self.remote.manifest(after, size).await
    }

    async fn listing(&self, courses: &[CourseId]) -> Answer<Vec<Listing>> {
        self.look().await;
        self.remote.listing(courses).await
    }

    async fn outline(
        &self,
        course: &CourseId,
        known: Option<&str>,
    ) -> Answer<Option<CourseOutline>> {
        self.look().await;
        self.remote.outline(course, known).await
    }

    async fn bodies(&self, course: &CourseId, lessons: &[LessonId]) -> Answer<Bodies> {
        self.look().await;
        self.remote.bodies(course, lessons).await
    }

    async fn image(&self, course: &CourseId, digest: &str) -> Answer<Vec<u8>> {
        self.look().await;
        self.remote.image(course, digest).await
    }

    async fn push(&self, batch: &Batch) -> Answer<PushAnswer> {
        self.look().await;
        self.remote.push(batch).await
    }

    async fn pull(&self, request: &PullRequest) -> Answer<Pull> {
        self.look().await;
        self.remote.pull(request).await
    }
}

/// Syncs a device, and looks at its screen all the while.
async fn syncs_in_sight<A: Behind>(academy: &A, device: &Device, second: i64) {
    let at = after(academy.now().await);
    let watched = Watched::new(academy.ada(), device);
    let ended = AtomicBool::new(false);
    let syncing = async {
        device.syncs(&watched, at(second), YES).await.unwrap();
        ended.store(true, Ordering::Relaxed);
    };
    let looking = async {
        while !ended.load(Ordering::Relaxed) {
            watched.look().await;
        }
    };
    tokio::join!(syncing, looking);
    watched.look().await;
    assert!(watched.seen.lock().await.len() > 2);
}

async fn percentages_and_marks_never_fall_while_a_device_catches_up<A: Behind>() {
    let academy = A::new().await;
    let at = after(academy.now().await);
    let (laptop, desk) = (Device::new(1).await, Device::new(2).await);
    laptop.does(at(0), enroll("free")).await;
    syncs_in_sight(&academy, &laptop, 1).await;
    syncs_in_sight(&academy, &desk, 2).await;
    for second in 3..=250 {
        laptop.does(at(second), study("free", "f1", 2)).await;
        desk.does(at(second), study("free", "f2", 3)).await;
    }
    laptop.does(at(251), complete("free", "f1")).await;
    desk.does(at(252), complete("free", "f2")).await;
    academy.studies("free", "f3", 60).await;
    academy.completes("free", "f3").await;
    syncs_in_sight(&academy, &laptop, 260).await;
    syncs_in_sight(&academy, &desk, 261).await;
    syncs_in_sight(&academy, &laptop, 262).await;
    assert_eq!(laptop.shows("free").await, desk.shows("free").await);
}

async fn percentages_and_marks_never_fall_while_an_academy_gets_everything_again<A: Behind>() {
    let academy = A::new().await;
    let at = after(academy.now().await);
    let laptop = Device::new(1).await;
    laptop.does(at(0), enroll("free")).await;
    syncs_in_sight(&academy, &laptop, 1).await;
    let dump = academy.backs_up().await;
    for second in 2..=250 {
        laptop.does(at(second), study("free", "f1", 2)).await;
    }
    laptop.does(at(251), complete("free", "f1")).await;
    syncs_in_sight(&academy, &laptop, 260).await;
    academy.restores(&dump).await;
    syncs_in_sight(&academy, &laptop, 270).await;
}
