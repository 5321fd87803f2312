//! The images of courses: replaced with their course, read one by one.

use sqlx::SqliteConnection;

use super::columns::number;
use super::error::{At, garbage};
use super::{Store, StoreError};
use crate::domain::{CourseId, CourseImage, LessonId, PixelSize};
use crate::lesson::ImageFile;

/// The files that a lesson can show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LessonImages {
    /// The lesson's own file, which its paths are relative to.
    pub lesson: String,
    /// Every image of the course.
    pub images: Vec<ImageFile>,
}

#[derive(Debug, sqlx::FromRow)]
struct FileRow {
    lesson: String,
    path: String,
    width: i64,
    height: i64,
    digest: String,
}

#[derive(Debug, sqlx::FromRow)]
struct ImageRow {
    path: String,
    width: i64,
    height: i64,
    bytes: Vec<u8>,
}

impl Store {
    /// The images of the course that a lesson belongs to, without their bytes.
    ///
    /// # Errors
    /// The store could not be read.
    pub async fn lesson_images(&self, lesson: &LessonId) -> Result<LessonImages, StoreError> {
        const FILES: &str = "
            SELECT l.path AS lesson, i.path, i.width, i.height, i.digest
            FROM lessons l
            JOIN images i ON i.course_id = l.course_id
            WHERE l.id = $1";
        let read = async {
            let rows: Vec<FileRow> = sqlx::query_as(FILES)
                .bind(lesson.as_str())
                .fetch_all(&self.readers)
                .await?;
            let mut found = LessonImages::default();
            for row in rows {
                found.images.push(ImageFile {
                    path: row.path,
                    size: size(row.width, row.height)?,
                    digest: row.digest,
                });
                found.lesson = row.lesson;
            }
            Ok::<_, sqlx::Error>(found)
        };
        read.await.at(self.path())
    }

    /// The bytes of an image; none where the course has no such file.
    ///
    /// # Errors
    /// The store could not be read.
    pub async fn image(
        &self,
        course: &CourseId,
        path: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        sqlx::query_scalar("SELECT bytes FROM images WHERE course_id = $1 AND path = $2")
            .bind(course.as_str())
            .bind(path)
            .fetch_optional(&self.readers)
            .await
            .at(self.path())
    }
}

fn size(width: i64, height: i64) -> Result<PixelSize, sqlx::Error> {
    PixelSize::new(number(width)?, number(height)?).ok_or_else(|| garbage("an image has no size"))
}

/// Puts a course's images in the place of those that it had.
pub(super) async fn replace(
    write: &mut SqliteConnection,
    course: &CourseId,
    images: &[CourseImage],
) -> Result<(), sqlx::Error> {
    const INSERT: &str = "
        INSERT INTO images (course_id, path, width, height, digest, bytes)
        VALUES ($1, $2, $3, $4, $5, $6)";
    sqlx::query("DELETE FROM images WHERE course_id = $1")
        .bind(course.as_str())
        .execute(&mut *write)
        .await?;
    for image in images {
        sqlx::query(INSERT)
            .bind(course.as_str())
            .bind(&image.path)
            .bind(image.size.width)
            .bind(image.size.height)
            .bind(image.digest())
            .bind(&image.bytes)
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}

/// All images of a course, with their bytes.
pub(super) async fn of_course(
    read: &mut SqliteConnection,
    course: &str,
) -> Result<Vec<CourseImage>, sqlx::Error> {
    const IMAGES: &str = "
        SELECT path, width, height, bytes FROM images WHERE course_id = $1 ORDER BY path";
    let rows: Vec<ImageRow> = sqlx::query_as(IMAGES).bind(course).fetch_all(read).await?;
    rows.into_iter()
        .map(|row| {
            Ok(CourseImage {
                path: row.path,
                size: size(row.width, row.height)?,
                bytes: row.bytes,
            })
        })
        .collect()
}
