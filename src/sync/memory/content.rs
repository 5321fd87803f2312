//! Courses as the academy in memory hands them out.

use sha2::{Digest, Sha256};

use super::{Learner, Offered, State};
use crate::domain::{CourseId, EnrollmentStatus, Lesson, LessonHead, LessonId};
use crate::wire::{
    Access, Bodies, CatalogEntry, CourseHead, CourseOutline, LessonBody, Listing, MAX_BODIES,
    ManifestEntry, OutlinedImage, OutlinedLesson, OutlinedModule, digest_of,
};

/// A digest of anything, compared for equality only.
pub(super) fn digest(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

impl State {
    pub(super) fn manifest(&self, learner: &Learner) -> Vec<ManifestEntry> {
        let seen = self.courses.iter().filter(|(_, offered)| offered.published);
        seen.map(|(course, offered)| ManifestEntry {
            course: course.clone(),
            revision: offered.revision(learner),
        })
        .collect()
    }

    pub(super) fn seen(&self, course: &CourseId) -> Option<&Offered> {
        self.courses.get(course).filter(|offered| offered.published)
    }
}

impl Offered {
    fn access(&self, learner: &Learner) -> Access {
        let id = &self.tree.course.id;
        match learner.enrollments.get(id).map(|state| state.status) {
            Some(EnrollmentStatus::Active | EnrollmentStatus::Completed) => Access::Full,
            None if self.tree.course.price.0 == 0 => Access::Full,
            _ => Access::Outline,
        }
    }

    pub(super) fn is_readable(&self, learner: &Learner) -> bool {
        self.access(learner) != Access::Outline
    }

    fn revision(&self, learner: &Learner) -> String {
        format!("{}.{:?}", self.changes, self.access(learner))
    }

    pub(super) fn listing(&self, learner: &Learner) -> Listing {
        let course = &self.tree.course;
        Listing {
            revision: self.revision(learner),
            entry: CatalogEntry {
                course: self.head(),
                published: self.published,
                featured: false,
                access: self.access(learner),
                minutes: self.tree.minutes(),
                modules: self.tree.modules.len(),
                lessons: self.lessons().count(),
                rating: None,
                reviews: 0,
                enrollment: learner.enrollments.get(&course.id).cloned(),
            },
        }
    }

    fn head(&self) -> CourseHead {
        let course = self.tree.course.clone();
        CourseHead {
            id: course.id,
            slug: course.slug.to_string(),
            title: course.title,
            description: course.description,
            difficulty: course.difficulty,
            price: course.price,
            language: course.language,
            license: course.license,
            objectives: course.objectives,
            prerequisites: course.prerequisites,
        }
    }

    pub(super) fn outline(&self, learner: &Learner) -> CourseOutline {
        let access = self.access(learner);
        let modules = self.tree.modules.iter().map(|module| OutlinedModule {
            id: module.id.clone(),
            title: module.title.clone(),
            description: module.description.clone(),
            published: true,
            lessons: module.lessons.iter().map(|l| outlined(l, access)).collect(),
        });
        CourseOutline {
            revision: self.revision(learner),
            access,
            published: self.published,
            course: self.head(),
            modules: modules.collect(),
            images: match access {
                Access::Outline => Vec::new(),
                _ => self.tree.images.iter().map(OutlinedImage::from).collect(),
            },
        }
    }

    pub(super) fn image(&self, digest: &str) -> Option<Vec<u8>> {
        let mut images = self.tree.images.iter();
        let found = images.find(|image| image.digest() == digest)?;
        Some(found.bytes.clone())
    }

    pub(super) fn bodies(&self, asked: &[LessonId]) -> Bodies {
        let mut bytes = 0;
        let mut bodies = Vec::new();
        for id in asked {
            let mut lessons = self.tree.modules.iter().flat_map(|module| &module.lessons);
            let Some(lesson) = lessons.find(|lesson| lesson.head.id == *id) else {
                continue;
            };
            bytes += public(lesson).len();
            if bytes > MAX_BODIES && !bodies.is_empty() {
                break;
            }
            bodies.push(LessonBody {
                lesson: id.clone(),
                digest: body_digest(lesson),
                content: public(lesson).to_owned(),
            });
        }
        Bodies { bodies }
    }
}

fn outlined(lesson: &Lesson, access: Access) -> OutlinedLesson {
    let readable = access != Access::Outline;
    OutlinedLesson {
        head: LessonHead {
            video: lesson.head.video.clone().filter(|_| readable),
            resource: lesson.head.resource.clone().filter(|_| readable),
            ..lesson.head.clone()
        },
        digest: readable.then(|| body_digest(lesson)),
        bytes: u64::try_from(public(lesson).len()).unwrap_or(u64::MAX),
    }
}

fn body_digest(lesson: &Lesson) -> String {
    digest_of(public(lesson).as_bytes())
}

/// A lesson's text as learners get it.
fn public(lesson: &Lesson) -> &str {
    match &lesson.withheld {
        Some(withheld) => &withheld.public,
        None => lesson.body.markdown(),
    }
}
