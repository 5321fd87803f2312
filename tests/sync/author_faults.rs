//! Every fault at every call of a publishing: the course is what it was or what it was to be, and the next try ends it.

use lyceum::domain::CourseId;
use lyceum::sync::author::Author;
use lyceum::sync::{Answer, SyncError};
use lyceum::wire::{CatalogEntry, Learners, Publication, Published};

use crate::author_story::{Draft, Teaching};
use crate::behind::over_one_academy;
use crate::fault::{FAULTS, Fault, Faulty, pass};
use crate::world::{course, with_texts};

over_one_academy!(postgres, crate::behind::InPostgres: a_fault_at_any_call_leaves_a_whole_course);
over_one_academy!(http, crate::http::OverHttp: a_fault_at_any_call_leaves_a_whole_course);

impl<R: Author + Send> Author for Faulty<R> {
    async fn find(&self, slug: &str) -> Answer<Option<CatalogEntry>> {
        pass!(self, self.inner.find(slug))
    }

    async fn learners(&self, course: &CourseId) -> Answer<Learners> {
        pass!(self, self.inner.learners(course))
    }

    async fn lacking(&self, course: &CourseId, digests: &[String]) -> Answer<Vec<String>> {
        pass!(self, self.inner.lacking(course, digests))
    }

    async fn upload_texts(&self, texts: &[&str]) -> Answer<()> {
        pass!(self, self.inner.upload_texts(texts))
    }

    async fn upload(&self, bytes: &[u8]) -> Answer<()> {
        pass!(self, self.inner.upload(bytes))
    }

    async fn publish(&self, publication: &Publication) -> Answer<Published> {
        pass!(self, self.inner.publish(publication))
    }

    async fn unpublish(&self, course: &CourseId, base: &str) -> Answer<Published> {
        pass!(self, self.inner.unpublish(course, base))
    }
}

/// More than any publishing of these tests needs.
const CALLS: usize = 12;

async fn a_fault_at_any_call_leaves_a_whole_course<A: Teaching>() {
    let academy = A::new().await;
    let grace = academy.teacher("grace").await;
    let texts = "select string_agg(content, ' ' order by id) from lessons where id like 'w_'";
    let walk = course("walk", 0, &["w1", "w2"]);
    let mut before = "old old".to_owned();
    let old = with_texts(walk.clone(), &["old", "old"]);
    Draft::of(&grace, &old).await.send(&grace).await.unwrap();
    for fault in FAULTS {
        for call in 0..CALLS {
            let text = format!("{fault:?}{call}");
            let draft = Draft::of(&grace, &with_texts(walk.clone(), &[&text, &text])).await;
            let mut faults = vec![Fault::None; call];
            faults.push(fault);
            let remote = Faulty::new(academy.teacher("grace").await, faults);
            let sent = draft.send(&remote).await;
            let after = format!("{text} {text}");
            let stands = academy.rows(texts).await.remove(0);
            match &sent {
                Ok(_) => assert_eq!(stands, after, "{fault:?} at {call}"),
                // A call that arrives twice is told that somebody was faster: itself.
                Err(SyncError::Offline(_) | SyncError::Stale) => {
                    assert!(
                        stands == before || stands == after,
                        "{fault:?} at {call}: {stands}"
                    );
                }
                Err(other) => panic!("{fault:?} at {call}: {other}"),
            }
            let again = Draft::of(&grace, &draft.tree).await;
            if !again.difference.is_none() {
                again.send(&grace).await.unwrap();
            }
            assert_eq!(academy.rows(texts).await, [after.as_str()]);
            before = after;
            if remote.calls() <= call {
                break;
            }
        }
    }
}
