//! The lesson that was parsed last: whoever comes back to it, or looks whether it changed, neither reads nor parses
//! it again, and a long one isn't in memory twice.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::domain::LessonId;
use crate::lesson::{Document, Source};

/// The document parsed last, for as long as somebody shows it.
#[derive(Debug, Default)]
pub(in crate::runtime) struct LastLesson(Mutex<Option<(Version, Weak<Document>)>>);

/// The version of a lesson's document: as long as this is equal, so is the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) lesson: LessonId,
    /// The revision of the lesson's course, which changes with everything that the course's files say.
    pub(super) revision: String,
}

impl LastLesson {
    /// The document of this version, if it was the last one and somebody still shows it.
    pub(super) fn of(&self, version: &Version) -> Option<Arc<Document>> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, document) = last.as_ref().filter(|(last, _)| last == version)?;
        document.upgrade()
    }

    /// The document of a lesson whose course changed and whose text is still the same; none where images are in it,
    /// whose files may have changed.
    pub(super) fn with_text(&self, lesson: &LessonId, text: &Source) -> Option<Arc<Document>> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, document) = last.as_ref().filter(|(last, _)| last.lesson == *lesson)?;
        let document = document.upgrade()?;
        let is_same = !document.is_excerpt() && document.source() == text;
        (is_same && document.images().is_empty()).then_some(document)
    }

    /// Remembers the document of this version.
    pub(super) fn set(&self, version: Version, document: &Arc<Document>) {
        let last = Some((version, Arc::downgrade(document)));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = last;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(revision: &str) -> Version {
        Version {
            lesson: LessonId::new("lesson"),
            revision: revision.to_owned(),
        }
    }

    #[test]
    fn a_lesson_is_kept_until_it_changes_or_nobody_shows_it() {
        let last = LastLesson::default();
        let shown = Arc::new(Document::parse("Text"));
        assert_eq!(last.of(&version("1")), None);
        last.set(version("1"), &shown);
        assert!(
            last.of(&version("1"))
                .is_some_and(|again| Arc::ptr_eq(&again, &shown))
        );
        assert_eq!(last.of(&version("2")), None);
        drop(shown);
        assert_eq!(last.of(&version("1")), None);
    }
}
