//! Images of a course: their files, and how large they are before anybody decodes them.

use serde::{Deserialize, Serialize};

use super::digest_of;

/// A size in pixels; neither side is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PixelSize {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// An image that a course's lessons show, as its file has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CourseImage {
    /// The file, relative to the course's folder with `/`.
    pub path: String,
    /// The size in its header.
    pub size: PixelSize,
    /// The file's bytes: PNG, JPEG, GIF or WebP.
    pub bytes: Vec<u8>,
}

impl PixelSize {
    /// The most pixels that are decoded: about 160 MB of memory for a moment (design 15).
    pub const MOST: u64 = 40_000_000;

    /// The size; none where a side is 0 or there are more than [`PixelSize::MOST`] pixels.
    pub fn new(width: u32, height: u32) -> Option<PixelSize> {
        let pixels = u64::from(width) * u64::from(height);
        (1..=Self::MOST)
            .contains(&pixels)
            .then_some(PixelSize { width, height })
    }
}

impl CourseImage {
    /// The largest file that is taken, in bytes.
    pub const MAX_BYTES: usize = 8 * 1024 * 1024;
    /// The most that all images of a course may take, in bytes.
    pub const MAX_COURSE_BYTES: usize = 64 * 1024 * 1024;

    /// The SHA-256 of its bytes in hexadecimal: equal for equal files only.
    pub fn digest(&self) -> String {
        digest_of(&self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_that_can_not_be_shown_is_none() {
        assert!(PixelSize::new(0, 5).is_none());
        assert!(PixelSize::new(100_000, 100_000).is_none());
        assert!(PixelSize::new(u32::MAX, u32::MAX).is_none());
        assert!(PixelSize::new(8_000, 5_000).is_some());
    }
}
