//! What was made of a course's files the last time. A course that is edited is read again and again: only files that
//! changed since are read anew.

use std::collections::HashMap;
use std::sync::Arc;

use super::build::Addresses;
use super::outline::LessonOutline;
use super::source::Stamp;
use crate::domain::{CourseId, CourseImage, Diagnostic};

/// What is remembered of a course's files, by path.
#[derive(Debug, Default)]
pub(super) struct Memo {
    pages: HashMap<String, Page>,
    addresses: HashMap<String, (String, Arc<Addresses>)>,
    images: HashMap<String, (Stamp, CourseImage)>,
}

/// A version of a file, in a course.
type Version = (Stamp, Option<CourseId>);

/// What a file became that makes a lesson by itself.
#[derive(Debug)]
struct Page {
    version: Version,
    lesson: Option<LessonOutline>,
    problems: Vec<Diagnostic>,
}

impl Memo {
    /// The lesson of a file that hasn't changed, and the problems found in it.
    pub(super) fn page(
        &self,
        path: &str,
        version: &Version,
    ) -> Option<(Option<LessonOutline>, Vec<Diagnostic>)> {
        let page = self
            .pages
            .get(path)
            .filter(|page| page.version == *version)?;
        Some((page.lesson.clone(), page.problems.clone()))
    }

    /// The lesson that a file was before it changed.
    pub(super) fn page_before(&self, path: &str) -> Option<LessonOutline> {
        let lesson = self.pages.get(path)?.lesson.clone()?;
        Some(LessonOutline {
            behind: true,
            ..lesson
        })
    }

    pub(super) fn keep_page(
        &mut self,
        path: &str,
        version: Version,
        lesson: Option<&LessonOutline>,
        problems: &[Diagnostic],
    ) {
        let page = Page {
            version,
            lesson: lesson.cloned(),
            problems: problems.to_vec(),
        };
        self.pages.insert(path.to_owned(), page);
    }

    /// The addresses in a lesson's text.
    pub(super) fn addresses(&mut self, lesson: &str, markdown: &str) -> Arc<Addresses> {
        match self.addresses.get(lesson) {
            Some((text, addresses)) if text == markdown => Arc::clone(addresses),
            _ => {
                let addresses = Arc::new(Addresses::of(markdown));
                let kept = (markdown.to_owned(), Arc::clone(&addresses));
                self.addresses.insert(lesson.to_owned(), kept);
                addresses
            }
        }
    }

    /// The image in a file that hasn't changed.
    pub(super) fn image(&self, path: &str, stamp: &Stamp) -> Option<CourseImage> {
        let (of, image) = self.images.get(path)?;
        (of == stamp).then(|| image.clone())
    }

    pub(super) fn keep_image(&mut self, path: &str, stamp: Stamp, image: &CourseImage) {
        self.images.insert(path.to_owned(), (stamp, image.clone()));
    }
}
