//! Where imported courses came from.

use sqlx::types::Json;

use super::error::At;
use super::{Store, StoreError};
use crate::domain::{CourseId, CourseSource};

impl Store {
    /// Remembers where a course came from.
    ///
    /// # Errors
    /// The store could not be written.
    pub async fn set_course_source(
        &self,
        course: &CourseId,
        source: &CourseSource,
    ) -> Result<(), StoreError> {
        const PUT: &str = "
            INSERT INTO course_sources (course_id, source) VALUES ($1, $2)
            ON CONFLICT (course_id) DO UPDATE SET source = excluded.source";
        let put = async {
            let mut write = self.write().await?;
            sqlx::query(PUT)
                .bind(course.as_str())
                .bind(Json(source))
                .execute(&mut *write)
                .await?;
            write.commit().await
        };
        put.await.at(self.path())
    }

    /// Where a course came from; none for one that wasn't imported.
    ///
    /// # Errors
    /// The store could not be read.
    pub async fn course_source(
        &self,
        course: &CourseId,
    ) -> Result<Option<CourseSource>, StoreError> {
        let found: Option<Json<CourseSource>> =
            sqlx::query_scalar("SELECT source FROM course_sources WHERE course_id = $1")
                .bind(course.as_str())
                .fetch_optional(&self.readers)
                .await
                .at(self.path())?;
        Ok(found.map(|Json(source)| source))
    }
}
