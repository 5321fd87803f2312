//! The part of a sync that brings the academy's catalog, and the lessons of courses that are kept for reading.

use super::run::Run;
use super::{Progress, Question, Remote, SyncError};
use crate::domain::{Body, Course, CourseId, CourseTree, Lesson, LessonId, Markdown, Module};
use crate::store::{ArrivedBody, ListedCourse, StoreError};
use crate::wire::{Access, CourseOutline, Hello, LessonBody, Listing, OutlinedLesson};

/// How many entries of the manifest come at once.
const ENTRIES: usize = 1000;
/// How many courses' metadata comes at once.
const LISTINGS: u32 = 200;
/// How many lessons are asked for at once; fewer may come.
const LESSONS: usize = 1000;

impl<R: Remote> Run<'_, R> {
    /// Reads which courses there are. Where most are gone, nothing is taken in until the learner says that it is right.
    pub(super) async fn read_manifest(&mut self, hello: &Hello) -> Result<(), SyncError> {
        let mut manifest: Vec<(CourseId, String)> = Vec::new();
        loop {
            let after = manifest.last().map(|(course, _)| course);
            let page = self.renewing(self.remote.manifest(after, ENTRIES)).await?;
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
            let listings = self.renewing(self.remote.listing(&ids)).await?;
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
                Ok(true) => {
                    (self.say)(Progress::Here(course.clone()));
                    self.report.fetched.push(course);
                }
                Ok(false) | Err(SyncError::NotFound(_) | SyncError::Forbidden(_)) => {}
                Err(SyncError::Store(error @ StoreError::IdTaken { .. })) => {
                    self.report.not_fetched.push((course, error.to_string()));
                }
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    /// Fetches one course; false where it was stopped, where it is already here, and where its text isn't the learner's to
    /// read.
    async fn fetch(&mut self, course: &CourseId) -> Result<bool, SyncError> {
        let known = self.store.revision_here(course).await?;
        let outline = self.remote.outline(course, known.as_deref()).await?;
        let Some(outline) = outline.filter(|outline| outline.access != Access::Outline) else {
            return Ok(false);
        };
        let revision = outline.revision.clone();
        let images = outline.images.clone();
        let here = self.store.digests_here(course).await?;
        let mut missing: Vec<LessonId> = lessons(&outline)
            .filter(|lesson| here.get(&lesson.head.id) != lesson.digest.as_ref())
            .map(|lesson| lesson.head.id.clone())
            .collect();
        let Some(tree) = tree(outline) else {
            return Ok(false);
        };
        self.store.begin_course(&tree).await?;
        while !missing.is_empty() {
            if self.stops() {
                return Ok(false);
            }
            self.renew().await?;
            let asked = &missing[..missing.len().min(LESSONS)];
            let page = self.renewing(self.remote.bodies(course, asked)).await?;
            if page.bodies.is_empty() {
                return Ok(false);
            }
            let bodies: Vec<ArrivedBody> = page.bodies.into_iter().map(arrived).collect();
            self.store.put_bodies(&tree, &bodies).await?;
            missing.retain(|lesson| bodies.iter().all(|body| body.lesson != *lesson));
            let of = tree.lessons().count();
            (self.say)(Progress::Fetched {
                title: tree.course.title.clone(),
                done: of - missing.len(),
                of,
            });
        }
        if !self.fetch_images(course, &images).await? {
            return Ok(false);
        }
        self.store.finish_course(&tree, &revision).await?;
        Ok(true)
    }
}

pub(super) fn lessons(outline: &CourseOutline) -> impl Iterator<Item = &OutlinedLesson> {
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

fn arrived(body: LessonBody) -> ArrivedBody {
    ArrivedBody {
        lesson: body.lesson,
        digest: body.digest,
        content: body.content,
    }
}

/// The course without its texts; none where it can't be one.
pub(super) fn tree(outline: CourseOutline) -> Option<CourseTree> {
    let course = Course::try_from(outline.course).ok()?;
    let modules = outline.modules.into_iter().map(|module| Module {
        id: module.id,
        title: module.title,
        description: module.description,
        lessons: module.lessons.into_iter().map(without_text).collect(),
    });
    Some(CourseTree::new(course, modules.collect(), Vec::new()))
}

fn without_text(lesson: OutlinedLesson) -> Lesson {
    Lesson::new(lesson.head, Body::Text(Markdown::default()))
}
