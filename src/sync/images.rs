//! Fetches the images of a course that is kept for reading.

use super::run::Run;
use super::{Remote, SyncError};
use crate::domain::{CourseId, CourseImage, PixelSize};
use crate::wire::{OutlinedImage, digest_of};

impl<R: Remote> Run<'_, R> {
    /// Brings a course's images here, and removes those that it doesn't have any more; false where it was stopped.
    pub(super) async fn fetch_images(
        &mut self,
        course: &CourseId,
        images: &[OutlinedImage],
    ) -> Result<bool, SyncError> {
        let here = self.store.images_here(course).await?;
        let is_here = |image: &&OutlinedImage| here.get(&image.path) == Some(&image.digest);
        for image in images.iter().filter(|image| !is_here(image)) {
            if self.stops() {
                return Ok(false);
            }
            self.renew().await?;
            let comes = fetch_image(self.remote, course, image);
            if let Some(image) = self.renewing(comes).await? {
                self.store.put_image(course, &image).await?;
            }
        }
        let paths: Vec<&str> = images.iter().map(|image| image.path.as_str()).collect();
        self.store.keep_images(course, &paths).await?;
        Ok(true)
    }
}

/// One image; none where the academy hasn't the one that was asked for: its lesson then shows the description.
pub(super) async fn fetch_image(
    remote: &impl Remote,
    course: &CourseId,
    image: &OutlinedImage,
) -> Result<Option<CourseImage>, SyncError> {
    let Some(size) = PixelSize::new(image.width, image.height) else {
        return Ok(None);
    };
    let bytes = match remote.image(course, &image.digest).await {
        Err(SyncError::NotFound(_) | SyncError::Forbidden(_)) => return Ok(None),
        answered => answered?,
    };
    let is_it = bytes.len() <= CourseImage::MAX_BYTES && digest_of(&bytes) == image.digest;
    Ok(is_it.then(|| CourseImage {
        path: image.path.clone(),
        size,
        bytes,
    }))
}
