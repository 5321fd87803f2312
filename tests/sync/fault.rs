//! A network that loses, doubles, delays, reorders and cuts what passes through it.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use lyceum::domain::{CourseId, LessonId};
use lyceum::sync::{Answer, Remote, SyncError};
use lyceum::wire::{
    Batch, Bodies, CourseOutline, Hello, Listing, ManifestEntry, Pull, PullRequest, PushAnswer,
};
use proptest::prelude::*;

/// What happens to one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    None,
    /// It never arrives.
    LostRequest,
    /// It arrives, and the answer doesn't.
    LostReply,
    /// It arrives twice.
    Duplicate,
    /// A push arrives only after the next call; its sender has given up by then.
    Late,
    /// Its sender goes away in the middle of it, after looking for the answer so many times.
    Cut(u8),
}

/// Each of them.
pub(crate) const FAULTS: [Fault; 6] = [
    Fault::LostRequest,
    Fault::LostReply,
    Fault::Duplicate,
    Fault::Late,
    Fault::Cut(1),
    Fault::Cut(2),
];

/// Any fault, most often none.
pub(crate) fn any_fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        6 => Just(Fault::None),
        1 => Just(Fault::LostRequest),
        2 => Just(Fault::LostReply),
        1 => Just(Fault::Duplicate),
        1 => Just(Fault::Late),
        1 => (1..4_u8).prop_map(Fault::Cut),
    ]
}

/// A remote behind such a network.
pub(crate) struct Faulty<R> {
    pub(crate) inner: R,
    faults: Mutex<VecDeque<Fault>>,
    late: Mutex<Option<Batch>>,
    calls: AtomicUsize,
}

impl<R: Remote> Faulty<R> {
    /// The faults happen in this order, one a call; then there are none.
    pub(crate) fn new(inner: R, faults: Vec<Fault>) -> Self {
        Faulty {
            inner,
            faults: Mutex::new(faults.into()),
            late: Mutex::new(None),
            calls: AtomicUsize::new(0),
        }
    }

    /// How many calls there were.
    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    pub(crate) fn next(&self) -> Fault {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let next = self.faults.lock().unwrap().pop_front();
        next.unwrap_or(Fault::None)
    }

    /// Lets a late push arrive.
    pub(crate) async fn settle(&self) {
        let late = self.late.lock().unwrap().take();
        if let Some(batch) = late {
            // Whoever sent it has given up: nobody reads the answer.
            let _unread = self.inner.push(&batch).await;
        }
    }
}

pub(crate) fn lost<T>() -> Answer<T> {
    Err(SyncError::Offline("a fault of the test".to_owned()))
}

/// Gives a call up after looking for its answer so many times. What has arrived by then goes on without its sender.
pub(crate) async fn cut<T>(call: impl Future<Output = Answer<T>>, looks: u8) -> Answer<T> {
    let mut call = pin!(call);
    let mut looked = 0;
    poll_fn(|context| {
        looked += 1;
        match call.as_mut().poll(context) {
            Poll::Pending if looked < looks => Poll::Pending,
            _ => Poll::Ready(()),
        }
    })
    .await;
    lost()
}

/// Has the next fault happen to a call.
macro_rules! pass {
    ($remote:ident, $call:expr) => {{
        let answer = match $remote.next() {
            Fault::None => $call.await,
            Fault::LostRequest | Fault::Late => $crate::fault::lost(),
            Fault::LostReply => $call.await.and_then(|_| $crate::fault::lost()),
            Fault::Duplicate => match $call.await {
                Ok(_) => $call.await,
                failed => failed,
            },
            Fault::Cut(looks) => $crate::fault::cut($call, looks).await,
        };
        $remote.settle().await;
        answer
    }};
}

pub(crate) use pass;

impl<R: Remote + Send> Remote for Faulty<R> {
    async fn hello(&self) -> Answer<Hello> {
        pass!(self, self.inner.hello())
    }

    async fn manifest(&self, after: Option<&CourseId>, size: usize) -> Answer<Vec<ManifestEntry>> {
        pass!(self, self.inner.manifest(after, size))
    }

    async fn listing(&self, courses: &[CourseId]) -> Answer<Vec<Listing>> {
        pass!(self, self.inner.listing(courses))
    }

    async fn outline(
        &self,
        course: &CourseId,
        known: Option<&str>,
    ) -> Answer<Option<CourseOutline>> {
        pass!(self, self.inner.outline(course, known))
    }

    async fn bodies(&self, course: &CourseId, lessons: &[LessonId]) -> Answer<Bodies> {
        pass!(self, self.inner.bodies(course, lessons))
    }

    async fn image(&self, course: &CourseId, digest: &str) -> Answer<Vec<u8>> {
        pass!(self, self.inner.image(course, digest))
    }

    async fn push(&self, batch: &Batch) -> Answer<PushAnswer> {
        let is_late = self.faults.lock().unwrap().front() == Some(&Fault::Late);
        let answer = pass!(self, self.inner.push(batch));
        if is_late {
            *self.late.lock().unwrap() = Some(batch.clone());
        }
        answer
    }

    async fn pull(&self, request: &PullRequest) -> Answer<Pull> {
        pass!(self, self.inner.pull(request))
    }
}
