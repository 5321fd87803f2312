//! The images that lessons show: found in their text, read from the course's folder, never decoded.
//!
//! An image that can't be taken is a warning at the line that shows it; the lesson then has its alternative text.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader};

use super::Made;
use super::lesson::Draft;
use super::letters::{Folders, OtherLetters};
use super::places::Places;
use crate::content::page_cache::Memo;
use crate::content::source::Source;
use crate::domain::diagnostic::{Code, Finding};
use crate::domain::{CourseImage, PixelSize, path_in_course};
use crate::lesson::{Image, Target};

/// The first line of a file that stands for one that Git LFS keeps.
const LFS_POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

/// The images that were found so far.
pub(super) struct Images<'c> {
    source: &'c Source,
    made: &'c Made,
    /// By path; none for what was refused already.
    taken: BTreeMap<String, Option<CourseImage>>,
    bytes: usize,
    folders: Folders<'c>,
    memo: Option<&'c mut Memo>,
}

impl<'c> Images<'c> {
    pub(super) fn new(
        source: &'c Source,
        made: &'c Made,
        memo: Option<&'c mut Memo>,
    ) -> Images<'c> {
        Images {
            source,
            made,
            taken: BTreeMap::new(),
            bytes: 0,
            folders: Folders::of(source),
            memo,
        }
    }

    /// Reads the images of a lesson; what is wrong with one is said once, where it is shown first.
    pub(super) fn read(&mut self, lesson: &Draft, places: &mut Places<'_>) {
        let letters = OtherLetters::of(&lesson.text);
        for shown in &lesson.images {
            let Target::Lesson { path, .. } = &shown.target else {
                continue;
            };
            if let Err(refused) = self.take(&lesson.head.path, path) {
                places.say(refused.finding(shown, &letters));
            }
        }
    }

    /// The images, by path.
    pub(super) fn finish(self) -> Vec<CourseImage> {
        self.taken.into_values().flatten().collect()
    }

    fn take(&mut self, lesson: &str, written: &str) -> Result<(), Refused> {
        let Some(path) = path_in_course(lesson, written) else {
            return Err(Refused::new(
                Code::OutsideLink,
                "this path leaves the course's folder: put the image into it",
            ));
        };
        if self.taken.contains_key(&path) {
            return Ok(());
        }
        let read = self.file(&path).and_then(|image| self.fitting(image));
        match read {
            Ok(image) => {
                self.taken.insert(path, Some(image));
                Ok(())
            }
            Err(refused) => {
                // Whoever mends a path mends it wherever it is written.
                if refused.code != Code::LinkCase {
                    self.taken.insert(path, None);
                }
                Err(refused)
            }
        }
    }

    fn file(&mut self, path: &str) -> Result<CourseImage, Refused> {
        if let Some(bytes) = self.made.get(path) {
            return image(path, bytes.clone());
        }
        if let Some(right) = self.folders.other(path) {
            let message = format!("the file is `{right}`: some systems tell the letters apart");
            return Err(Refused {
                right: Some(right),
                ..Refused::new(Code::LinkCase, message)
            });
        }
        self.read_once(path)
    }

    /// The image in a file, which isn't read again where it hasn't changed.
    fn read_once(&mut self, path: &str) -> Result<CourseImage, Refused> {
        let version = self
            .memo
            .as_ref()
            .and_then(|_| self.source.file_version(path));
        let Some((memo, version)) = self.memo.as_deref_mut().zip(version) else {
            return image(path, read_file(self.source, path)?);
        };
        if let Some(image) = memo.image(path, &version) {
            return Ok(image);
        }
        let image = image(path, read_file(self.source, path)?)?;
        memo.keep_image(path, version, &image);
        Ok(image)
    }

    fn fitting(&mut self, image: CourseImage) -> Result<CourseImage, Refused> {
        let bytes = self.bytes + image.bytes.len();
        if bytes > CourseImage::MAX_COURSE_BYTES {
            let most = CourseImage::MAX_COURSE_BYTES / 1024 / 1024;
            let message =
                format!("the course's images take more than {most} MB: make them smaller");
            return Err(Refused::new(Code::ImageTooLarge, message));
        }
        self.bytes = bytes;
        Ok(image)
    }
}

fn image(path: &str, bytes: Vec<u8>) -> Result<CourseImage, Refused> {
    if bytes.starts_with(LFS_POINTER) {
        let message = format!("`{path}` is a Git LFS pointer, and the image is elsewhere");
        return Err(Refused::new(Code::LfsPointer, message));
    }
    let size = size(&bytes).ok_or_else(|| {
        let message = format!("`{path}` isn't a PNG, JPEG, GIF or WebP that can be shown");
        Refused::new(Code::BadImage, message)
    })?;
    Ok(CourseImage {
        path: path.to_owned(),
        size,
        bytes,
    })
}

fn read_file(source: &Source, path: &str) -> Result<Vec<u8>, Refused> {
    if !source.has(path) {
        let message = format!("there is no file `{path}` in the course's folder");
        return Err(Refused::new(Code::NoImage, message));
    }
    source
        .read(path, CourseImage::MAX_BYTES)
        .map_err(|problem| {
            let code = match problem.code {
                Some(Code::TooLarge) => Code::ImageTooLarge,
                Some(Code::Outside) => Code::OutsideLink,
                _ => Code::BadImage,
            };
            Refused::new(code, format!("{path}: {}", problem.message))
        })
}

/// The size in the header, as the image is shown: turned where the camera was. Nothing is decoded, so a header can claim
/// any size.
fn size(bytes: &[u8]) -> Option<PixelSize> {
    let format = image::guess_format(bytes).ok()?;
    let known = [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::Gif,
        ImageFormat::WebP,
    ];
    if !known.contains(&format) {
        return None;
    }
    let reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    match decoder.orientation().unwrap_or(Orientation::NoTransforms) {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => PixelSize::new(height, width),
        _ => PixelSize::new(width, height),
    }
}

/// Why an image isn't taken.
#[derive(Debug)]
struct Refused {
    code: Code,
    message: String,
    /// The path that was meant.
    right: Option<String>,
}

impl Refused {
    fn new(code: Code, message: impl Into<String>) -> Refused {
        Refused {
            code,
            message: message.into(),
            right: None,
        }
    }

    /// The problem at the place of the image.
    fn finding(self, image: &Image, letters: &OtherLetters<'_>) -> Finding {
        let message = format!("the image is left out: {}", self.message);
        match self.right {
            Some(right) => letters.finding(image.source, &right, message),
            None => Finding::new(image.source, self.code, message),
        }
    }
}
