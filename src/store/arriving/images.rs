//! Images of a course that comes from the academy, one by one.

use std::collections::HashMap;

use sqlx::types::Json;

use crate::domain::{CourseId, CourseImage};
use crate::store::error::At;
use crate::store::{Store, StoreError};

impl Store {
    /// The digests of a course's images that are here, by path.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn images_here(
        &self,
        course: &CourseId,
    ) -> Result<HashMap<String, String>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT path, digest FROM images WHERE course_id = $1")
                .bind(course.as_str())
                .fetch_all(&self.readers)
                .await
                .at(self.path())?;
        Ok(rows.into_iter().collect())
    }

    /// Puts an image into a course that arrives, or in the place of the one with its path.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn put_image(
        &self,
        course: &CourseId,
        image: &CourseImage,
    ) -> Result<(), StoreError> {
        const PUT: &str = "
            INSERT INTO images (course_id, path, width, height, digest, bytes)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT DO UPDATE SET width = excluded.width, height = excluded.height,
                digest = excluded.digest, bytes = excluded.bytes";
        let put = async {
            let mut write = self.write_repeatable().await?;
            sqlx::query(PUT)
                .bind(course.as_str())
                .bind(&image.path)
                .bind(image.size.width)
                .bind(image.size.height)
                .bind(image.digest())
                .bind(&image.bytes)
                .execute(&mut *write)
                .await?;
            write.commit().await?;
            self.shorten_log().await;
            Ok::<_, sqlx::Error>(())
        };
        put.await.at(self.path())
    }

    /// Removes a course's images but those with these paths.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn keep_images(&self, course: &CourseId, paths: &[&str]) -> Result<(), StoreError> {
        const REMOVE: &str = "
            DELETE FROM images
            WHERE course_id = $1 AND path NOT IN (SELECT value FROM json_each($2))";
        sqlx::query(REMOVE)
            .bind(course.as_str())
            .bind(Json(paths))
            .execute(&self.writer)
            .await
            .at(self.path())?;
        Ok(())
    }
}
