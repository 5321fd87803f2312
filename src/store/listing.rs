//! Metadata of the academy's courses, without their lessons: what may be fetched.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::Value;
use sqlx::types::Json;

use super::columns::number;
use super::error::At;
use super::pace::Steps;
use super::{Store, StoreError};
use crate::domain::{Cents, CourseId};

/// A course's metadata, as the academy lists it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListedCourse {
    /// The course.
    pub course: CourseId,
    /// The revision that this is of.
    pub revision: String,
    /// Its URL-safe name, as the academy writes it.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// In cents; 0 is free.
    pub price: Cents,
    /// The learner's access to it: `outline`, `full` or `edit`.
    pub access: String,
    /// All of it, as it was sent.
    pub entry: Value,
}

/// A course of the academy, and whether it is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AvailableCourse {
    /// The course.
    pub id: CourseId,
    /// Its URL-safe name.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// In cents; 0 is free.
    pub price: Cents,
    /// The learner's access to it: `outline`, `full` or `edit`.
    pub access: String,
    /// Whether its lessons are here.
    pub here: bool,
    /// Whether the learner is enrolled.
    pub enrolled: bool,
}

#[derive(sqlx::FromRow)]
struct AvailableRow {
    course_id: String,
    slug: String,
    title: String,
    price: i64,
    access: String,
    here: bool,
    enrolled: bool,
}

impl AvailableRow {
    fn course(self) -> Result<AvailableCourse, sqlx::Error> {
        Ok(AvailableCourse {
            id: CourseId::new(self.course_id),
            slug: self.slug,
            title: self.title,
            price: Cents(number(self.price)?),
            access: self.access,
            here: self.here,
            enrolled: self.enrolled,
        })
    }
}

impl Store {
    /// At most `limit` courses whose metadata here is not of the manifest's revision.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn unlisted(&self, limit: u32) -> Result<Vec<(CourseId, String)>, StoreError> {
        const UNLISTED: &str = "
            SELECT course_id, revision FROM academy_courses
            WHERE named = 1 AND listed <> revision
            ORDER BY course_id
            LIMIT $1";
        let rows: Vec<(String, String)> = sqlx::query_as(UNLISTED)
            .bind(limit)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        let rows = rows.into_iter();
        Ok(rows
            .map(|(id, revision)| (CourseId::new(id), revision))
            .collect())
    }

    /// Keeps metadata, some courses at a time. Those that were asked for and didn't come are not asked for again in that
    /// revision.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn put_listings(
        &self,
        asked: &[(CourseId, String)],
        listings: &[ListedCourse],
    ) -> Result<(), StoreError> {
        const PUT: &str = "
            UPDATE academy_courses SET
                revision = listed.value ->> 'revision', listed = listed.value ->> 'revision',
                slug = listed.value ->> 'slug', title = listed.value ->> 'title',
                price = listed.value ->> 'price', access = listed.value ->> 'access',
                entry = listed.value -> 'entry'
            FROM json_each($1) AS listed
            WHERE course_id = listed.value ->> 'course'";
        const MISSING: &str = "
            UPDATE academy_courses SET listed = asked.value ->> 1
            FROM json_each($1) AS asked
            WHERE course_id = asked.value ->> 0";
        let came: HashSet<&CourseId> = listings.iter().map(|listed| &listed.course).collect();
        let missing: Vec<&(CourseId, String)> = asked
            .iter()
            .filter(|(course, _)| !came.contains(course))
            .collect();
        let put = async {
            for listings in Steps::over(listings) {
                self.keep_listed(PUT, Json(listings)).await?;
            }
            for missing in Steps::over(&missing) {
                self.keep_listed(MISSING, Json(missing)).await?;
            }
            Ok::<_, sqlx::Error>(())
        };
        put.await.at(self.path())
    }

    async fn keep_listed<T: Serialize + Sync>(
        &self,
        sql: &'static str,
        courses: Json<&[T]>,
    ) -> Result<(), sqlx::Error> {
        let mut write = self.write_repeatable().await?;
        sqlx::query(sql).bind(courses).execute(&mut *write).await?;
        write.commit().await
    }

    /// The title of a course that is here, or that the academy has.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn course_title(&self, course: &CourseId) -> Result<Option<String>, StoreError> {
        const TITLE: &str = "
            SELECT coalesce(
                (SELECT title FROM courses WHERE id = $1),
                (SELECT nullif(title, '') FROM academy_courses WHERE course_id = $1))";
        sqlx::query_scalar(TITLE)
            .bind(course.as_str())
            .fetch_one(&self.readers)
            .await
            .at(self.path())
    }

    /// The courses that are here and that the academy has no more: they stay readable.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn archived(&self) -> Result<Vec<CourseId>, StoreError> {
        const ARCHIVED: &str = "
            SELECT c.id FROM courses c JOIN academy_courses a ON a.course_id = c.id
            WHERE c.origin = 'remote' AND a.named = 0
            ORDER BY c.row";
        let ids: Vec<String> = sqlx::query_scalar(ARCHIVED)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        Ok(ids.into_iter().map(CourseId::new).collect())
    }

    /// The academy's courses, in the order of their titles.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn available(&self) -> Result<Vec<AvailableCourse>, StoreError> {
        const AVAILABLE: &str = "
            SELECT a.course_id, a.slug, a.title, a.price, a.access,
                   c.id IS NOT NULL AS here, e.course_id IS NOT NULL AS enrolled
            FROM academy_courses a
            LEFT JOIN courses c ON c.id = a.course_id
            LEFT JOIN enrollments e ON e.course_id = a.course_id
            WHERE a.named = 1 AND a.listed <> ''
            ORDER BY a.title, a.course_id";
        let rows: Vec<AvailableRow> = sqlx::query_as(AVAILABLE)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        rows.into_iter()
            .map(AvailableRow::course)
            .collect::<Result<_, _>>()
            .at(self.path())
    }
}
