//! The images that lessons show: found in their text, read from the course's folder, never decoded.
//!
//! An image that can't be taken is a warning at the line that shows it; the lesson then has its alternative text.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader};

use super::Made;
use super::lesson::Draft;
use super::places::Places;
use crate::content::memo::Memo;
use crate::content::source::Source;
use crate::domain::{CourseImage, Diagnostic, PixelSize, path_in_course};
use crate::lesson::Target;

/// The images of all lessons by path; what is wrong with one is said once, where it is shown first.
pub(super) fn read<'d>(
    source: &Source,
    made: &Made,
    lessons: impl Iterator<Item = &'d Draft>,
    memo: Option<&mut Memo>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<CourseImage> {
    let mut images = Images {
        memo,
        taken: BTreeMap::new(),
        bytes: 0,
    };
    for lesson in lessons {
        let mut places = Places::of(source, lesson);
        for shown in &lesson.images {
            let Target::Lesson { path, .. } = &shown.target else {
                continue;
            };
            if let Err(refused) = images.take(source, made, &lesson.head.path, path) {
                let message = format!("the image is left out: {}", refused.message);
                places.warn(shown.source, refused.code, message, problems);
            }
        }
        places.finish(problems);
    }
    images.taken.into_values().flatten().collect()
}

/// The first line of a file that stands for one that Git LFS keeps.
const LFS_POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

#[derive(Debug)]
struct Images<'m> {
    memo: Option<&'m mut Memo>,
    /// By path; none for what was refused already.
    taken: BTreeMap<String, Option<CourseImage>>,
    bytes: usize,
}

impl Images<'_> {
    fn take(
        &mut self,
        source: &Source,
        made: &Made,
        lesson: &str,
        written: &str,
    ) -> Result<(), Refused> {
        let Some(path) = path_in_course(lesson, written) else {
            return Err(Refused::new(
                "outside",
                "this path leaves the course's folder: put the image into it",
            ));
        };
        if self.taken.contains_key(&path) {
            return Ok(());
        }
        let read = self.read(source, made, &path);
        let read = read.and_then(|image| self.fitting(image));
        match read {
            Ok(image) => self.taken.insert(path, Some(image)),
            Err(refused) => {
                self.taken.insert(path, None);
                return Err(refused);
            }
        };
        Ok(())
    }

    fn read(&mut self, source: &Source, made: &Made, path: &str) -> Result<CourseImage, Refused> {
        let stamp = self.memo.as_ref().and_then(|_| source.stamp(path));
        let Some((memo, stamp)) = self.memo.as_deref_mut().zip(stamp) else {
            return read_image(source, made, path);
        };
        if let Some(image) = memo.image(path, &stamp) {
            return Ok(image);
        }
        let image = read_image(source, made, path)?;
        memo.keep_image(path, stamp, &image);
        Ok(image)
    }

    fn fitting(&mut self, image: CourseImage) -> Result<CourseImage, Refused> {
        let bytes = self.bytes + image.bytes.len();
        if bytes > CourseImage::MAX_COURSE_BYTES {
            let most = CourseImage::MAX_COURSE_BYTES / 1024 / 1024;
            let message =
                format!("the course's images take more than {most} MB: make them smaller");
            return Err(Refused::new("too-large", message));
        }
        self.bytes = bytes;
        Ok(image)
    }
}

fn read_image(source: &Source, made: &Made, path: &str) -> Result<CourseImage, Refused> {
    let bytes = match made.get(path) {
        Some(bytes) => bytes.clone(),
        None => read_file(source, path)?,
    };
    if bytes.starts_with(LFS_POINTER) {
        let message = format!("`{path}` is a pointer of Git LFS, and the image is elsewhere");
        return Err(Refused::new("lfs-pointer", message));
    }
    let size = size(&bytes).ok_or_else(|| {
        let message = format!("`{path}` isn't a PNG, JPEG, GIF or WebP that can be shown");
        Refused::new("not-an-image", message)
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
        return Err(Refused::new("no-image", message));
    }
    source
        .read(path, CourseImage::MAX_BYTES)
        .map_err(|problem| {
            let code = problem.code.unwrap_or("unreadable");
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
    code: &'static str,
    message: String,
}

impl Refused {
    fn new(code: &'static str, message: impl Into<String>) -> Refused {
        Refused {
            code,
            message: message.into(),
        }
    }
}
