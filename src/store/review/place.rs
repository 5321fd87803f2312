//! Where a question comes from, for a person.

use crate::domain::LessonId;
use crate::store::columns::title;
use crate::store::error::At;
use crate::store::{Store, StoreError};

/// The place of a lesson among all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceOfLesson {
    /// The title of its course.
    pub course: String,
    /// Its number and its title.
    pub lesson: String,
}

const PLACE: &str = r#"
    SELECT c.title, l.title,
        (SELECT count(*) FROM modules o WHERE o.course_id = m.course_id AND o."order" <= m."order"),
        (SELECT count(*) FROM lessons o WHERE o.module_id = l.module_id AND o."order" <= l."order")
    FROM lessons l
    JOIN modules m ON m.id = l.module_id
    JOIN courses c ON c.id = l.course_id
    WHERE l.id = $1"#;

impl Store {
    /// The place of a lesson; none where it is gone.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn place_of_lesson(
        &self,
        lesson: &LessonId,
    ) -> Result<Option<PlaceOfLesson>, StoreError> {
        let row: Option<(String, String, i64, i64)> = sqlx::query_as(PLACE)
            .bind(lesson.as_str())
            .fetch_optional(&self.readers)
            .await
            .at(self.path())?;
        Ok(row.map(|(course, lesson, module, place)| PlaceOfLesson {
            course: title(course),
            lesson: format!("{module}.{place} {}", title(lesson)),
        }))
    }
}
