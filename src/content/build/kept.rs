//! Lessons that were parsed before: a course that is read again parses only what changed.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::ids::Named;
use super::lesson::Draft;
use crate::content::page_cache::Memo;
use crate::content::parallel;

/// The lessons of a course as they were parsed last.
#[derive(Default)]
pub(in crate::content) struct Kept {
    /// By a digest of all that a lesson is made of; none where nobody will ask again.
    lessons: Option<HashMap<u64, Arc<Draft>>>,
    /// The pages of its files; none as above.
    pub(in crate::content) memo: Option<Memo>,
}

impl Kept {
    /// For a course that will be read again.
    pub(in crate::content) fn for_later() -> Kept {
        Kept {
            lessons: Some(HashMap::new()),
            memo: Some(Memo::default()),
        }
    }

    /// The lessons in order; those that changed are parsed, on all processors, and take the place of what was kept.
    pub(super) fn parsed(
        &mut self,
        named: Vec<Named>,
        parse: impl Fn(Named) -> Draft + Sync,
    ) -> Vec<Arc<Draft>> {
        let Some(before) = &self.lessons else {
            return parallel::map(named, |named| Arc::new(parse(named)));
        };
        let lessons = parallel::map(named, |named| {
            let digest = digest(&named);
            let kept = before.get(&digest).map(Arc::clone);
            (digest, kept.unwrap_or_else(|| Arc::new(parse(named))))
        });
        let drafts = lessons
            .iter()
            .map(|(_, lesson)| Arc::clone(lesson))
            .collect();
        self.lessons = Some(lessons.into_iter().collect());
        drafts
    }
}

fn digest(named: &Named) -> u64 {
    let mut hasher = DefaultHasher::new();
    named.hash(&mut hasher);
    hasher.finish()
}
