//! Which courses of the academy are kept for reading, and what of them is here.

use std::collections::HashMap;

use super::error::At;
use super::{Store, StoreError};
use crate::domain::{CourseId, LessonId};

impl Store {
    /// The courses whose lessons should be here in another revision: those that the learner is enrolled in or asked
    /// for, and those that are here from the academy. Not those that the learner removed.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn to_fetch(&self) -> Result<Vec<CourseId>, StoreError> {
        const TO_FETCH: &str = "
            SELECT a.course_id
            FROM academy_courses a
            LEFT JOIN courses c ON c.id = a.course_id
            LEFT JOIN enrollments e ON e.course_id = a.course_id
            WHERE a.named = 1 AND a.access IN ('full', 'edit')
                AND CASE
                    WHEN c.id IS NOT NULL THEN c.origin = 'remote' AND c.revision <> a.revision
                    ELSE coalesce(a.wanted, e.course_id IS NOT NULL)
                END
            ORDER BY a.course_id";
        let ids: Vec<String> = sqlx::query_scalar(TO_FETCH)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        Ok(ids.into_iter().map(CourseId::new).collect())
    }

    /// Says whether a course's lessons shall be here, whatever the enrollment.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn want_course(&self, course: &CourseId, wanted: bool) -> Result<(), StoreError> {
        sqlx::query("UPDATE academy_courses SET wanted = $2 WHERE course_id = $1")
            .bind(course.as_str())
            .bind(wanted)
            .execute(&self.writer)
            .await
            .at(self.path())?;
        Ok(())
    }

    /// The revision in which a course of the academy is here, whole; none where it isn't.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn revision_here(&self, course: &CourseId) -> Result<Option<String>, StoreError> {
        const REVISION: &str = "
            SELECT revision FROM courses WHERE id = $1 AND origin = 'remote' AND revision <> ''";
        sqlx::query_scalar(REVISION)
            .bind(course.as_str())
            .fetch_optional(&self.readers)
            .await
            .at(self.path())
    }

    /// The digests of the bodies that a course's lessons have here.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn digests_here(
        &self,
        course: &CourseId,
    ) -> Result<HashMap<LessonId, String>, StoreError> {
        const DIGESTS: &str =
            "SELECT id, digest FROM lessons WHERE course_id = $1 AND digest IS NOT NULL";
        let rows: Vec<(String, String)> = sqlx::query_as(DIGESTS)
            .bind(course.as_str())
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        let rows = rows.into_iter();
        Ok(rows
            .map(|(lesson, digest)| (LessonId::new(lesson), digest))
            .collect())
    }
}
