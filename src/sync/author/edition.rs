//! A course as its academy has it, and the people who learn in it: what a new version is held against.

use std::collections::BTreeMap;

use super::Author;
use crate::domain::versions::{KnownLesson, LearnersProgress, Versions};
use crate::domain::{CourseId, CourseTree, LessonHead, LessonId, LessonNumber};
use crate::sync::SyncError;
use crate::sync::remote::Answer;
use crate::wire::{CourseOutline, Learners};

/// A course as its academy has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The course, without its texts.
    pub outline: CourseOutline,
    /// How many people learn in it.
    pub learners: Learners,
}

impl Edition {
    /// The course that is there; none where the academy has none with that id that the caller may see.
    ///
    /// # Errors
    /// `Forbidden` where the caller isn't its editor.
    pub async fn of(remote: &impl Author, course: &CourseId) -> Answer<Option<Edition>> {
        let outline = match remote.outline(course, None).await {
            Err(SyncError::NotFound(_)) | Ok(None) => return Ok(None),
            Ok(Some(outline)) => outline,
            Err(other) => return Err(other),
        };
        let learners = remote.learners(course).await?;
        Ok(Some(Edition { outline, learners }))
    }

    /// The revision to compare with when a new version is published.
    pub fn base(&self) -> String {
        self.outline.revision.clone()
    }

    fn known(&self) -> Vec<KnownLesson<LearnersProgress>> {
        let mut known = Vec::new();
        for (in_course, module) in self.outline.modules.iter().enumerate() {
            for (in_module, lesson) in module.lessons.iter().enumerate() {
                let learners = self.learners.lessons.get(&lesson.head.id);
                known.push(KnownLesson {
                    head: LessonHead {
                        number: LessonNumber::at(in_course, in_module),
                        ..lesson.head.clone()
                    },
                    module: module.id.clone(),
                    digest: lesson.digest.clone().unwrap_or_default(),
                    progress: LearnersProgress(learners.copied().unwrap_or_default()),
                });
            }
        }
        known
    }
}

/// Holds a course against the one that is there, if any. Texts are fetched only of lessons that somebody began and that
/// are gone.
///
/// # Errors
/// As [`SyncError`] says.
pub async fn compare(
    remote: &impl Author,
    edition: Option<&Edition>,
    tree: &CourseTree,
    known_as: &BTreeMap<LessonId, Vec<String>>,
) -> Answer<Versions<LearnersProgress>> {
    let known = edition.map(Edition::known).unwrap_or_default();
    let mut versions = Versions::of(known, tree, known_as);
    let missed = versions.missed(tree);
    let ids: Vec<LessonId> = missed.iter().map(|lesson| lesson.head.id.clone()).collect();
    let mut texts = super::fetch::texts(remote, &tree.course.id, &ids, &mut |_| {}).await?;
    let missed: Vec<(KnownLesson<LearnersProgress>, String)> = missed
        .into_iter()
        .filter_map(|lesson| {
            let body = texts.remove(&lesson.head.id)?;
            Some((lesson, body.content))
        })
        .collect();
    versions.compare_texts(&missed, tree);
    Ok(versions)
}
