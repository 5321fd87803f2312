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
        const UNWANTED: &str = "UPDATE academy_courses SET wanted = 0 WHERE course_id = $1";
        const COURSE: &str = "DELETE FROM courses WHERE id = $1";
        let remove = async {
            let mut write = self.write().await?;
            take_content_out(&mut write, course).await?;
            sqlx::query(UNWANTED)
                .bind(course.as_str())
                .execute(&mut *write)
                .await?;
            let removed = sqlx::query(COURSE)
                .bind(course.as_str())
                .execute(&mut *write)
                .await?;
            meta::count(&mut *write, meta::COURSE_CHANGES).await?;
            write.commit().await?;
            self.remove_gone_texts().await?;
            Ok::<_, Failure>(removed.rows_affected() > 0)
        };
        remove.await.at(self.path())
    }
}
