//! Fetches the images of a course that is kept for reading, each once.

use super::run::Run;
use super::{Remote, SyncError};
use crate::domain::{CourseImage, PixelSize};
use crate::store::Store;
use crate::wire::{CourseOutline, digest_of};

impl<R: Remote> Run<'_, R> {
    /// Fetches the images that aren't here yet; false where it was stopped. What isn't the image that was asked for is
    /// left out: the lesson then shows its description.
    pub(super) async fn fetch_images(
        &mut self,
        outline: &CourseOutline,
    ) -> Result<bool, SyncError> {
        let course = &outline.course.id;
        let mut here = self.store.images_here(course).await?;
        for image in &outline.images {
            if here.contains(&image.digest) {
                continue;
            }
            if self.stops() {
                return Ok(false);
            }
            self.renew().await?;
            let bytes = match self.remote.image(course, &image.digest).await {
                Err(SyncError::NotFound(_)) => continue,
                answered => answered?,
            };
            if bytes.len() <= CourseImage::MAX_BYTES && digest_of(&bytes) == image.digest {
                self.store.keep_image(course, &image.digest, &bytes).await?;
            }
            here.insert(image.digest.clone());
        }
        Ok(true)
    }
}

/// The images of a course that are here.
pub(super) async fn images_of(
    store: &Store,
    outline: &CourseOutline,
) -> Result<Vec<CourseImage>, SyncError> {
    let mut images = Vec::new();
    for image in &outline.images {
        let Some(size) = PixelSize::new(image.width, image.height) else {
            continue;
        };
        let bytes = store.image_here(&outline.course.id, &image.digest).await?;
        images.extend(bytes.map(|bytes| CourseImage {
            path: image.path.clone(),
            size,
            bytes,
        }));
    }
    Ok(images)
}
