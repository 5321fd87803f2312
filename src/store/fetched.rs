//! Lessons on their way from the academy into a course that is kept for reading.

use std::collections::HashMap;

use super::error::{At, Failure};
use super::{CourseChange, Store, StoreError};
use crate::domain::{CourseId, CourseTree, LessonId, Origin};

/// A lesson's body, as the academy sent it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FetchedBody {
    /// Compared for equality only.
    pub digest: String,
    /// Markdown.
    pub content: String,
}

#[derive(sqlx::FromRow)]
struct BodyRow {
    lesson_id: String,
    #[sqlx(flatten)]
    body: FetchedBody,
}

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

    /// The bodies of a course's lessons that are here: in the course, or fetched before it was interrupted.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn bodies_here(
        &self,
        course: &CourseId,
    ) -> Result<HashMap<LessonId, FetchedBody>, StoreError> {
        const BODIES: &str = "
            SELECT l.id AS lesson_id, d.digest, l.content
            FROM lessons l
            JOIN lesson_digests d ON d.lesson_id = l.id
            WHERE l.course_id = $1
            UNION ALL
            SELECT lesson_id, digest, content
            FROM fetched_lessons
            WHERE course_id = $1";
        let rows: Vec<BodyRow> = sqlx::query_as(BODIES)
            .bind(course.as_str())
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        let rows = rows.into_iter();
        Ok(rows
            .map(|row| (LessonId::new(row.lesson_id), row.body))
            .collect())
    }

    /// Keeps a page of bodies until the course is complete.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn keep_bodies(
        &self,
        course: &CourseId,
        bodies: &[(LessonId, FetchedBody)],
    ) -> Result<(), StoreError> {
        const KEEP: &str = "
            INSERT INTO fetched_lessons (course_id, lesson_id, digest, content) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO UPDATE SET digest = excluded.digest, content = excluded.content";
        let keep = async {
            let mut write = self.write().await?;
            for (lesson, body) in bodies {
                sqlx::query(KEEP)
                    .bind(course.as_str())
                    .bind(lesson.as_str())
                    .bind(&body.digest)
                    .bind(&body.content)
                    .execute(&mut *write)
                    .await?;
            }
            write.commit().await
        };
        keep.await.at(self.path())
    }

    /// Puts a course that was fetched whole into the catalog, with the digests of its lessons.
    ///
    /// # Errors
    /// As for [`Store::put_course`].
    pub async fn put_fetched(
        &self,
        tree: &CourseTree,
        revision: &str,
        digests: &[(LessonId, String)],
    ) -> Result<CourseChange, StoreError> {
        const DIGEST: &str = "
            INSERT INTO lesson_digests (lesson_id, digest) VALUES ($1, $2)
            ON CONFLICT DO UPDATE SET digest = excluded.digest";
        let change = self.put_course(tree, Origin::Remote, revision).await?;
        let finish = async {
            let mut write = self.write().await?;
            for (lesson, digest) in digests {
                sqlx::query(DIGEST)
                    .bind(lesson.as_str())
                    .bind(digest)
                    .execute(&mut *write)
                    .await?;
            }
            for forget in [
                "DELETE FROM fetched_lessons WHERE course_id = $1",
                "DELETE FROM fetched_images WHERE course_id = $1",
            ] {
                sqlx::query(forget)
                    .bind(tree.course.id.as_str())
                    .execute(&mut *write)
                    .await?;
            }
            write.commit().await?;
            Ok::<_, Failure>(())
        };
        finish.await.at(self.path())?;
        Ok(change)
    }
}
