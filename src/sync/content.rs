//! The part of a sync that brings the academy's catalog, and the lessons of courses that are kept for reading.

use std::collections::HashMap;

use super::images::images_of;
use super::run::Run;
use super::{Progress, Question, Remote, SyncError};
use crate::domain::{Body, Course, CourseId, CourseImage, CourseTree, Lesson, LessonId, Module};
use crate::store::{FetchedBody, ListedCourse, StoreError};
use crate::wire::{Access, CourseOutline, Hello, Listing, OutlinedLesson, OutlinedModule};

/// How many entries of the manifest come at once.
const ENTRIES: usize = 1000;
/// How many courses' metadata comes at once.
const LISTINGS: u32 = 200;

impl<R: Remote> Run<'_, R> {
    /// Reads which courses there are. Where most are gone, nothing is taken in until the learner says that it is right.
    pub(super) async fn read_manifest(&mut self, hello: &Hello) -> Result<(), SyncError> {
        let mut manifest: Vec<(CourseId, String)> = Vec::new();
        loop {
            let after = manifest.last().map(|(course, _)| course);
            let page = self.remote.manifest(after, ENTRIES).await?;
            let is_last = page.len() < ENTRIES;
            manifest.extend(page.into_iter().map(|entry| (entry.course, entry.revision)));
            if is_last {
                break;
            }
            self.renew().await?;
        }
        let change = self.store.compare_manifest(&manifest).await?;
        if change.is_a_loss() && !self.answers.accept_loss {
            let (gone, of) = (change.gone.len(), change.before);
            self.ask(Question::CatalogLoss { gone, of });
            return Ok(());
        }
        self.store.take_manifest(&change).await?;
        self.store.mark_catalog(&hello.catalog).await?;
        for news in change.news {
            self.tell_news(news);
        }
        Ok(())
    }

    /// Reads the metadata of courses that are new or changed; goes on where an earlier sync stopped.
    pub(super) async fn read_listings(&mut self) -> Result<(), SyncError> {
        while !self.stops() {
            let wanted = self.store.unlisted(LISTINGS).await?;
            if wanted.is_empty() {
                break;
            }
            self.renew().await?;
            let ids: Vec<CourseId> = wanted.iter().map(|(course, _)| course.clone()).collect();
            let listings = self.remote.listing(&ids).await?;
            let listed: Vec<ListedCourse> = listings.iter().map(listed).collect();
            self.store.put_listings(&wanted, &listed).await?;
            self.report.listed += listed.len();
            (self.say)(Progress::Listed {
                done: self.report.listed,
            });
        }
        Ok(())
    }

    /// Fetches the lessons of courses that should be here. What can't be put in is said, and keeps nothing else.
    pub(super) async fn fetch_lessons(&mut self) -> Result<(), SyncError> {
        for course in self.store.to_fetch().await? {
            if self.stops() {
                break;
            }
            match self.fetch(&course).await {
                Ok(true) => self.report.fetched.push(course),
                Ok(false) | Err(SyncError::NotFound(_)) => {}
                Err(SyncError::Store(error @ StoreError::IdTaken { .. })) => {
                    self.report.not_fetched.push((course, error.to_string()));
                }
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    /// Fetches one course; false where it was stopped, or its text isn't the learner's to read.
    async fn fetch(&mut self, course: &CourseId) -> Result<bool, SyncError> {
        let outline = self.remote.outline(course).await?;
        if outline.access == Access::Outline {
            return Ok(false);
        }
        let mut here = self.store.bodies_here(course).await?;
        let all = lessons(&outline).count();
        let mut missing: Vec<LessonId> = lessons(&outline)
            .filter(|lesson| {
                here.get(&lesson.head.id).map(|body| &body.digest) != lesson.digest.as_ref()
            })
            .map(|lesson| lesson.head.id.clone())
            .collect();
        while !missing.is_empty() {
            if self.stops() {
                return Ok(false);
            }
            self.renew().await?;
            let page = self.remote.bodies(course, &missing).await?;
            if page.bodies.is_empty() {
                return Ok(false);
            }
            let bodies: Vec<(LessonId, FetchedBody)> = page.bodies.into_iter().map(body).collect();
            self.store.keep_bodies(course, &bodies).await?;
            missing.retain(|lesson| bodies.iter().all(|(came, _)| came != lesson));
            here.extend(bodies);
            (self.say)(Progress::Fetched {
                title: outline.course.title.clone(),
                done: all - missing.len(),
                of: all,
            });
        }
        if !self.fetch_images(&outline).await? {
            return Ok(false);
        }
        self.put(outline, here).await
    }

    async fn put(
        &mut self,
        outline: CourseOutline,
        here: HashMap<LessonId, FetchedBody>,
    ) -> Result<bool, SyncError> {
        let revision = outline.revision.clone();
        let digests: Vec<(LessonId, String)> = lessons(&outline)
            .filter_map(|lesson| {
                Some((
                    lesson.head.id.clone(),
                    here.get(&lesson.head.id)?.digest.clone(),
                ))
            })
            .collect();
        let images = images_of(self.store, &outline).await?;
        let Some(tree) = tree(outline, here, images) else {
            return Ok(false);
        };
        self.store.put_fetched(&tree, &revision, &digests).await?;
        Ok(true)
    }
}

fn lessons(outline: &CourseOutline) -> impl Iterator<Item = &OutlinedLesson> {
    outline.modules.iter().flat_map(|module| &module.lessons)
}

fn listed(listing: &Listing) -> ListedCourse {
    let access = match listing.entry.access {
        Access::Outline => "outline",
        Access::Full => "full",
        Access::Edit => "edit",
    };
    ListedCourse {
        course: listing.entry.course.id.clone(),
        revision: listing.revision.clone(),
        slug: listing.entry.course.slug.clone(),
        title: listing.entry.course.title.clone(),
        price: listing.entry.course.price,
        access: access.to_owned(),
        entry: serde_json::to_value(&listing.entry).unwrap_or_default(),
    }
}

fn body(body: crate::wire::LessonBody) -> (LessonId, FetchedBody) {
    let fetched = FetchedBody {
        digest: body.digest,
        content: body.content,
    };
    (body.lesson, fetched)
}

/// The course; none where a lesson's body is missing.
fn tree(
    outline: CourseOutline,
    mut here: HashMap<LessonId, FetchedBody>,
    images: Vec<CourseImage>,
) -> Option<CourseTree> {
    let course = Course::try_from(outline.course).ok()?;
    let modules = outline
        .modules
        .into_iter()
        .map(|module| self::module(module, &mut here));
    let modules = modules.collect::<Option<Vec<_>>>()?;
    Some(CourseTree::new(course, modules, images))
}

fn module(module: OutlinedModule, here: &mut HashMap<LessonId, FetchedBody>) -> Option<Module> {
    let lessons = module.lessons.into_iter().map(|lesson| {
        let body = here.remove(&lesson.head.id)?;
        Some(Lesson::new(lesson.head, Body::Text(body.content)))
    });
    Some(Module {
        id: module.id,
        title: module.title,
        description: module.description,
        lessons: lessons.collect::<Option<_>>()?,
    })
}
