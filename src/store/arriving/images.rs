//! Images of a course that comes from the academy, one by one and piece by piece.

use std::collections::HashMap;

use sqlx::SqliteConnection;
use sqlx::types::Json;

use crate::domain::{CourseId, CourseImage};
use crate::store::error::At;
use crate::store::pace::Steps;
use crate::store::{Store, StoreError, image};

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
            sqlx::query_as("SELECT path, digest FROM images WHERE course_id = $1 AND is_whole = 1")
                .bind(course.as_str())
                .fetch_all(&self.readers)
                .await
                .at(self.path())?;
        Ok(rows.into_iter().collect())
    }

    /// Puts an image into a course that arrives, or in the place of the one with its path, which shows until then.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn put_image(
        &self,
        course: &CourseId,
        image: &CourseImage,
    ) -> Result<(), StoreError> {
        let put = async {
            let row = self.begin_image(course, image).await?;
            let pieces: Vec<(i64, &[u8])> = image::pieces(image).collect();
            for pieces in Steps::over(&pieces) {
                let mut write = self.write_repeatable().await?;
                for piece in pieces {
                    image::insert_piece(&mut write, row, *piece).await?;
                }
                write.commit().await?;
            }
            let mut write = self.write_repeatable().await?;
            remove(&mut write, course, &image.path, true).await?;
            image::complete(&mut write, row).await?;
            write.commit().await?;
            Ok::<_, sqlx::Error>(())
        };
        put.await.at(self.path())
    }

    /// Begins with an image, in the place of one that was interrupted.
    async fn begin_image(
        &self,
        course: &CourseId,
        image: &CourseImage,
    ) -> Result<i64, sqlx::Error> {
        let mut write = self.write_repeatable().await?;
        remove(&mut write, course, &image.path, false).await?;
        let row = image::insert(&mut write, course, image).await?;
        write.commit().await?;
        Ok(row)
    }

    /// Removes a course's images but those with these paths.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn keep_images(&self, course: &CourseId, paths: &[&str]) -> Result<(), StoreError> {
        const GONE: &str = "
            SELECT row FROM images
            WHERE course_id = $1 AND (is_whole = 0 OR path NOT IN (SELECT value FROM json_each($2)))";
        let remove = async {
            let gone: Vec<i64> = sqlx::query_scalar(GONE)
                .bind(course.as_str())
                .bind(Json(paths))
                .fetch_all(&self.readers)
                .await?;
            for rows in Steps::over(&gone) {
                let mut write = self.write_repeatable().await?;
                sqlx::query("DELETE FROM images WHERE row IN (SELECT value FROM json_each($1))")
                    .bind(Json(rows))
                    .execute(&mut *write)
                    .await?;
                write.commit().await?;
            }
            Ok::<_, sqlx::Error>(())
        };
        remove.await.at(self.path())
    }
}

/// Removes the image with that path: the whole one, or the one that arrives.
async fn remove(
    write: &mut SqliteConnection,
    course: &CourseId,
    path: &str,
    is_whole: bool,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM images WHERE course_id = $1 AND path = $2 AND is_whole = $3")
        .bind(course.as_str())
        .bind(path)
        .bind(is_whole)
        .execute(write)
        .await?;
    Ok(())
}
