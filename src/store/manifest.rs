//! The academy's manifest: which courses it has for this learner, and in which revision.

use std::collections::HashMap;

use sqlx::types::Json;

use super::error::At;
use super::pace::Steps;
use super::{News, Store, StoreError};
use crate::domain::CourseId;

/// The difference between a manifest and the catalog here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ManifestChange {
    /// Courses that are new or have another revision, with that.
    pub named: Vec<(CourseId, String)>,
    /// Courses that it doesn't name any more.
    pub gone: Vec<CourseId>,
    /// How many courses it named before.
    pub before: usize,
    /// The changes worth a sentence: to courses that are here or that the learner is enrolled in.
    pub news: Vec<News>,
}

#[derive(sqlx::FromRow)]
struct Known {
    course_id: String,
    revision: String,
    named: bool,
    mine: bool,
}

impl ManifestChange {
    /// Whether so much is gone that a person should be asked first: everything, or more than half.
    pub fn is_a_loss(&self) -> bool {
        self.gone.len() * 2 > self.before
    }
}

impl Store {
    /// Returns the changes that a whole manifest makes.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn compare_manifest(
        &self,
        manifest: &[(CourseId, String)],
    ) -> Result<ManifestChange, StoreError> {
        const KNOWN: &str = "
            SELECT a.course_id, a.revision, a.named, c.id IS NOT NULL OR e.course_id IS NOT NULL AS mine
            FROM academy_courses a
            LEFT JOIN courses c ON c.id = a.course_id AND c.origin = 'remote'
            LEFT JOIN enrollments e ON e.course_id = a.course_id";
        let known: Vec<Known> = sqlx::query_as(KNOWN)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        let before = known.iter().filter(|known| known.named).count();
        let mut known: HashMap<String, Known> = known
            .into_iter()
            .map(|known| (known.course_id.clone(), known))
            .collect();
        let (mut named, mut news) = (Vec::new(), Vec::new());
        for (course, revision) in manifest {
            match known.remove(course.as_str()) {
                Some(known) if known.named && known.revision == *revision => {}
                Some(known) => {
                    if known.mine && !known.named {
                        news.push(News::Returned(course.clone()));
                    }
                    named.push((course.clone(), revision.clone()));
                }
                None => named.push((course.clone(), revision.clone())),
            }
        }
        let mut gone = Vec::new();
        for known in known.into_values().filter(|known| known.named) {
            let course = CourseId::new(known.course_id);
            if known.mine {
                news.push(News::Archived(course.clone()));
            }
            gone.push(course);
        }
        Ok(ManifestChange {
            named,
            gone,
            before,
            news,
        })
    }

    /// Takes a change of the manifest in, some courses at a time. What waited for one of them is pushed again.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn take_manifest(&self, change: &ManifestChange) -> Result<(), StoreError> {
        let take = async {
            for courses in Steps::over(&change.named) {
                self.name(courses).await?;
            }
            for courses in Steps::over(&change.gone) {
                self.unname(courses).await?;
            }
            Ok::<_, sqlx::Error>(())
        };
        take.await.at(self.path())
    }

    /// Remembers which manifest was taken in whole.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn mark_catalog(&self, digest: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE remote SET catalog = $1")
            .bind(digest)
            .execute(&self.writer)
            .await
            .at(self.path())?;
        Ok(())
    }

    async fn name(&self, courses: &[(CourseId, String)]) -> Result<(), sqlx::Error> {
        // A course without a past here needs no question about it.
        const NAME: &str = "
            INSERT INTO academy_courses (course_id, revision, known_row, past)
            SELECT value ->> 0, value ->> 1, (SELECT coalesce(max(row), 0) FROM records),
                iif(EXISTS (
                    SELECT 1 FROM records WHERE course_id = value ->> 0 AND replayed = 1 AND era IS NULL
                ), '', 'send')
            FROM json_each($1)
            WHERE true
            ON CONFLICT DO UPDATE SET revision = excluded.revision, named = 1";
        const RETRY: &str = "
            UPDATE records SET retry = 1
            WHERE held_code IS NOT NULL AND course_id IN (SELECT value ->> 0 FROM json_each($1))";
        let mut write = self.write_repeatable().await?;
        for sql in [NAME, RETRY] {
            sqlx::query(sql)
                .bind(Json(courses))
                .execute(&mut *write)
                .await?;
        }
        write.commit().await
    }

    async fn unname(&self, courses: &[CourseId]) -> Result<(), sqlx::Error> {
        const UNNAME: &str = "
            UPDATE academy_courses SET named = 0 WHERE course_id IN (SELECT value FROM json_each($1))";
        let mut write = self.write_repeatable().await?;
        sqlx::query(UNNAME)
            .bind(Json(courses))
            .execute(&mut *write)
            .await?;
        write.commit().await
    }
}
