//! The images of courses: replaced with their course, read one by one. Their bytes are in pieces, so that a large one can
//! arrive in steps.

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
    row: i64,
    path: String,
    width: i64,
    height: i64,
}

/// How many bytes of an image are in one piece.
const PIECE: usize = 256 * 1024;

impl Store {
    /// The images of the course that a lesson belongs to, without their bytes.
    ///
    /// # Errors
    /// The store could not be read.
    pub async fn lesson_images(&self, lesson: &LessonId) -> Result<LessonImages, StoreError> {
        const FILES: &str = "
            SELECT l.path AS lesson, i.path, i.width, i.height, i.digest
            FROM lessons l
            JOIN images i ON i.course_id = l.course_id AND i.is_whole = 1
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
        const PIECES: &str = "
            SELECT p.bytes
            FROM images i
            JOIN image_pieces p ON p.image = i.row
            WHERE i.course_id = $1 AND i.path = $2 AND i.is_whole = 1
            ORDER BY p.number";
        let pieces: Vec<Vec<u8>> = sqlx::query_scalar(PIECES)
            .bind(course.as_str())
            .bind(path)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        Ok((!pieces.is_empty()).then(|| pieces.concat()))
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
    sqlx::query("DELETE FROM images WHERE course_id = $1")
        .bind(course.as_str())
        .execute(&mut *write)
        .await?;
    for image in images {
        let row = insert(write, course, image).await?;
        for piece in pieces(image) {
            insert_piece(write, row, piece).await?;
        }
        complete(write, row).await?;
    }
    Ok(())
}

/// Inserts an image without its bytes; it shows once it is complete. Returns its row.
pub(super) async fn insert(
    write: &mut SqliteConnection,
    course: &CourseId,
    image: &CourseImage,
) -> Result<i64, sqlx::Error> {
    const INSERT: &str = "
        INSERT INTO images (course_id, path, is_whole, width, height, digest)
        VALUES ($1, $2, 0, $3, $4, $5)
        RETURNING row";
    sqlx::query_scalar(INSERT)
        .bind(course.as_str())
        .bind(&image.path)
        .bind(image.size.width)
        .bind(image.size.height)
        .bind(image.digest())
        .fetch_one(write)
        .await
}

/// The bytes of an image in pieces, with their numbers.
pub(super) fn pieces(image: &CourseImage) -> impl Iterator<Item = (i64, &[u8])> {
    (0..).zip(image.bytes.chunks(PIECE))
}

/// Inserts a piece of the image in that row.
pub(super) async fn insert_piece(
    write: &mut SqliteConnection,
    row: i64,
    (number, bytes): (i64, &[u8]),
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO image_pieces (image, number, bytes) VALUES ($1, $2, $3)")
        .bind(row)
        .bind(number)
        .bind(bytes)
        .execute(write)
        .await?;
    Ok(())
}

/// Has the image in that row show: all of its pieces are there.
pub(super) async fn complete(write: &mut SqliteConnection, row: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE images SET is_whole = 1 WHERE row = $1")
        .bind(row)
        .execute(write)
        .await?;
    Ok(())
}

/// All images of a course, with their bytes.
pub(super) async fn of_course(
    read: &mut SqliteConnection,
    course: &str,
) -> Result<Vec<CourseImage>, sqlx::Error> {
    const IMAGES: &str = "
        SELECT row, path, width, height FROM images WHERE course_id = $1 AND is_whole = 1 ORDER BY path";
    const PIECES: &str = "SELECT bytes FROM image_pieces WHERE image = $1 ORDER BY number";
    let rows: Vec<ImageRow> = sqlx::query_as(IMAGES)
        .bind(course)
        .fetch_all(&mut *read)
        .await?;
    let mut images = Vec::new();
    for row in rows {
        let pieces: Vec<Vec<u8>> = sqlx::query_scalar(PIECES)
            .bind(row.row)
            .fetch_all(&mut *read)
            .await?;
        images.push(CourseImage {
            size: size(row.width, row.height)?,
            path: row.path,
            bytes: pieces.concat(),
        });
    }
    Ok(images)
}
