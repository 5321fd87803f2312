//! Keeps the pages that were made of a course's files. A course that is edited is read again and again: only files that
//! changed since are read anew.

use std::collections::HashMap;
use std::sync::Arc;

use super::build::Addresses;
use super::outline::LessonOutline;
use super::source::FileVersion;
use crate::domain::{CourseId, CourseImage, Diagnostic};
use crate::lesson::Source;

/// The pages of a course's files, by path.
#[derive(Debug, Default)]
pub(super) struct Memo {
    pages: HashMap<String, Page>,
    addresses: HashMap<String, (Source, Arc<Addresses>)>,
    images: HashMap<String, (FileVersion, CourseImage)>,
}

/// A version of a file, in a course.
type PageVersion = (FileVersion, Option<CourseId>);

/// The page of a file that makes a lesson by itself.
#[derive(Debug)]
struct Page {
    version: PageVersion,
    lesson: Option<LessonOutline>,
    problems: Vec<Diagnostic>,
}

impl Memo {
    /// The lesson of a file that hasn't changed, and the problems found in it.
    pub(super) fn page(
        &self,
        path: &str,
        version: &PageVersion,
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
        version: PageVersion,
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
    pub(super) fn addresses(&mut self, lesson: &str, markdown: &Source) -> Arc<Addresses> {
        match self.addresses.get(lesson) {
            Some((text, addresses)) if text == markdown => Arc::clone(addresses),
            _ => {
                let addresses = Arc::new(Addresses::of(markdown));
                let kept = (markdown.clone(), Arc::clone(&addresses));
                self.addresses.insert(lesson.to_owned(), kept);
                addresses
            }
        }
    }

    /// The image in a file that hasn't changed.
    pub(super) fn image(&self, path: &str, version: &FileVersion) -> Option<CourseImage> {
        let (of, image) = self.images.get(path)?;
        (of == version).then(|| image.clone())
    }

    pub(super) fn keep_image(&mut self, path: &str, version: FileVersion, image: &CourseImage) {
        self.images
            .insert(path.to_owned(), (version, image.clone()));
    }
}
