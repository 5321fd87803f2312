//! Taking a course's lessons from this machine. What was learned in them stays.

use super::course::take_content_out;
use super::error::{At, Failure};
use super::{Store, StoreError, meta};
use crate::domain::CourseId;

impl Store {
    /// Removes a course with its modules, lessons and images; true where there was one. The log, and what it adds up
    /// to, is kept, and shows again when the course comes back. A sync doesn't bring it back by itself.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn remove_course(&self, course: &CourseId) -> Result<bool, StoreError> {
        const DIGESTS: &str = "
            DELETE FROM lesson_digests WHERE lesson_id IN (SELECT id FROM lessons WHERE course_id = $1)";
        const STAGED: &str = "DELETE FROM fetched_lessons WHERE course_id = $1";
        const UNWANTED: &str = "UPDATE academy_courses SET wanted = 0 WHERE course_id = $1";
        const COURSE: &str = "DELETE FROM courses WHERE id = $1";
        let remove = async {
            let mut write = self.write().await?;
            sqlx::query(DIGESTS)
                .bind(course.as_str())
                .execute(&mut *write)
                .await?;
            take_content_out(&mut write, course).await?;
            for sql in [STAGED, UNWANTED] {
                sqlx::query(sql)
                    .bind(course.as_str())
                    .execute(&mut *write)
                    .await?;
            }
            let removed = sqlx::query(COURSE)
                .bind(course.as_str())
                .execute(&mut *write)
                .await?;
            meta::count(&mut *write, meta::COURSE_CHANGES).await?;
            write.commit().await?;
            Ok::<_, Failure>(removed.rows_affected() > 0)
        };
        remove.await.at(self.path())
    }
}
