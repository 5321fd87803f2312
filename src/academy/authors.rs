//! The calls of those who publish courses.

use sqlx::Arguments;

use super::{Academy, AcademyError};
use crate::domain::{CourseId, CourseTree};
use crate::wire::{Learners, OutlinedImage, Publication, PublishOptions, Published};

const PUBLISH: &str = "select lyceum.publish_v1($1, $2)::text";

impl Academy {
    /// Those of these digests whose texts and images must be uploaded before the course is published.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn lacking(
        &self,
        course: &CourseId,
        digests: &[String],
    ) -> Result<Vec<String>, AcademyError> {
        self.call(
            "select lyceum.lacking_v1($1 #>> '{}', $2)::text",
            &[course, &digests],
        )
        .await
    }

    /// Keeps lessons' texts and images for the publishing that is about to name them.
    ///
    /// # Errors
    /// `Forbidden`, `TooLarge`.
    pub async fn upload(&self, parts: &[&[u8]]) -> Result<(), AcademyError> {
        let ((),): ((),) = self
            .row("select lyceum.upload_v1($1)", |arguments| {
                arguments.add(parts)
            })
            .await?;
        Ok(())
    }

    /// Publishes a course whose texts and images are there, or keeps it as a draft.
    ///
    /// # Errors
    /// `Forbidden`, `Stale`, `SlugTaken`, `ForeignId`, `Incomplete`, `Malformed`.
    pub async fn publish_given(&self, given: &Publication) -> Result<Published, AcademyError> {
        self.call(PUBLISH, &[&given.course, &given.options]).await
    }

    /// Publishes a course with its texts in one call, or keeps it as a draft.
    ///
    /// # Errors
    /// As for [`Academy::upload`] and [`Academy::publish_given`].
    pub async fn publish(
        &self,
        tree: &CourseTree,
        options: &PublishOptions,
    ) -> Result<Published, AcademyError> {
        for image in &tree.images {
            self.upload(&[&image.bytes]).await?;
        }
        let mut given = serde_json::to_value(tree)?;
        let images: Vec<OutlinedImage> = tree.images.iter().map(OutlinedImage::from).collect();
        given["images"] = serde_json::to_value(images)?;
        self.call(PUBLISH, &[&given, options]).await
    }

    /// Takes a course back from everybody but its editors. `base` is the revision that its author looked at.
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, `Stale`.
    pub async fn unpublish(
        &self,
        course: &CourseId,
        base: &str,
    ) -> Result<Published, AcademyError> {
        self.call(
            "select lyceum.unpublish_v1($1 #>> '{}', $2 #>> '{}')::text",
            &[course, &base],
        )
        .await
    }

    /// How many people learn in a course.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` for whoever isn't its editor.
    pub async fn learners(&self, course: &CourseId) -> Result<Learners, AcademyError> {
        self.call("select lyceum.learners_v1($1 #>> '{}')::text", &[course])
            .await
    }
}
