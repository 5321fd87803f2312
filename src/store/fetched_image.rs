//! Images on their way from the academy into a course that is kept for reading.

use std::collections::HashSet;

use super::error::At;
use super::{Store, StoreError};
use crate::domain::CourseId;

impl Store {
    /// The digests of a course's images that are here: in the course, or fetched before it was interrupted.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn images_here(&self, course: &CourseId) -> Result<HashSet<String>, StoreError> {
        const HERE: &str = "
            SELECT digest FROM images WHERE course_id = $1
            UNION
            SELECT digest FROM fetched_images WHERE course_id = $1";
        let digests: Vec<String> = sqlx::query_scalar(HERE)
            .bind(course.as_str())
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        Ok(digests.into_iter().collect())
    }

    /// The bytes of an image that is here, by its digest.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn image_here(
        &self,
        course: &CourseId,
        digest: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        const BYTES: &str = "
            SELECT bytes FROM images WHERE course_id = $1 AND digest = $2
            UNION ALL
            SELECT bytes FROM fetched_images WHERE course_id = $1 AND digest = $2
            LIMIT 1";
        sqlx::query_scalar(BYTES)
            .bind(course.as_str())
            .bind(digest)
            .fetch_optional(&self.readers)
            .await
            .at(self.path())
    }

    /// Keeps an image until its course is complete.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn keep_image(
        &self,
        course: &CourseId,
        digest: &str,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        const KEEP: &str = "
            INSERT INTO fetched_images (course_id, digest, bytes) VALUES ($1, $2, $3)
            ON CONFLICT DO UPDATE SET bytes = excluded.bytes";
        sqlx::query(KEEP)
            .bind(course.as_str())
            .bind(digest)
            .bind(bytes)
            .execute(&self.writer)
            .await
            .at(self.path())?;
        Ok(())
    }
}
