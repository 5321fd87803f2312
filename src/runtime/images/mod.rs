//! Makes renderings of images: decoded within bounds, scaled to the screen, in the terminal's form.

mod inline;
mod kitty;
pub(super) mod placed;

use std::io::Cursor;

use image::imageops::{self, FilterType};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, Rgba, RgbaImage};
use tokio::sync::Semaphore;

use inline::{iterm2, sixel, written};
use kitty::placed;

use super::tasks::spawn_busy;
use crate::app::image::{Grid, ImageMode, Protocol, Unshown};
use crate::domain::PixelSize;
use crate::ui::gallery::{Graphics, Rendering, Rgb};

/// The memory limit for decoding, in bytes: the largest image with some room to work in.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// Only one image at a time takes that much.
static DECODING: Semaphore = Semaphore::const_new(1);

/// The rendering of an image's file, decoded within the bounds.
pub(super) async fn render(
    bytes: Vec<u8>,
    grid: Grid,
    mode: ImageMode,
) -> Result<Rendering, Unshown> {
    let _turn = DECODING.acquire().await;
    let made = spawn_busy(move || make(&bytes, grid, mode)).await;
    made.unwrap_or(Err(Unshown::Damaged))
}

fn make(bytes: &[u8], grid: Grid, mode: ImageMode) -> Result<Rendering, Unshown> {
    let image = decode(bytes)?;
    Ok(Rendering {
        grid,
        halves: halves(&image, grid),
        graphics: graphics(&image, grid, mode),
    })
}

/// The image, or the first of those that move. The header's size is looked at before anything is allocated.
fn decode(bytes: &[u8]) -> Result<DynamicImage, Unshown> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| Unshown::Damaged)?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| unshown(&error))?;
    let (width, height) = decoder.dimensions();
    PixelSize::new(width, height).ok_or(Unshown::TooLarge)?;
    // A camera that was turned says so in the header; what it says wrong is no reason to show nothing.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| unshown(&error))?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn unshown(error: &ImageError) -> Unshown {
    match error {
        ImageError::Limits(_) => Unshown::TooLarge,
        _ => Unshown::Damaged,
    }
}

fn halves(image: &DynamicImage, grid: Grid) -> Vec<[Rgb; 2]> {
    let pixels = on_paper(resized(
        image,
        u32::from(grid.columns),
        u32::from(grid.rows) * 2,
    ));
    let pixel = |x: u16, y: u32| {
        let Rgba([r, g, b, _]) = *pixels.get_pixel(u32::from(x), y);
        [r, g, b]
    };
    (0..grid.rows)
        .flat_map(|row| (0..grid.columns).map(move |x| (x, u32::from(row) * 2)))
        .map(|(x, y)| [pixel(x, y), pixel(x, y + 1)])
        .collect()
}

/// Exactly that size; the fast way where the image is much larger.
fn resized(image: &DynamicImage, width: u32, height: u32) -> RgbaImage {
    let (width, height) = (width.max(1), height.max(1));
    if image.width() / 4 > width || image.height() / 4 > height {
        image.thumbnail_exact(width, height).into_rgba8()
    } else {
        image
            .resize_exact(width, height, FilterType::Triangle)
            .into_rgba8()
    }
}

/// Blends transparent pixels with white, as on the pages that such images are made for.
fn on_paper(mut image: RgbaImage) -> RgbaImage {
    for Rgba([r, g, b, alpha]) in image.pixels_mut() {
        let through = 255 - u16::from(*alpha);
        for channel in [r, g, b] {
            let mixed = (u16::from(*channel) * u16::from(*alpha) + 255 * through) / 255;
            *channel = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
        *alpha = u8::MAX;
    }
    image
}

/// The image for the terminal's own graphics; none where half blocks are all there is.
fn graphics(image: &DynamicImage, grid: Grid, mode: ImageMode) -> Option<Graphics> {
    let fitted = || fitted(image, grid, mode);
    match mode.protocol {
        Protocol::HalfBlocks => None,
        Protocol::Kitty => placed(in_room(&fitted(), grid, mode), grid).map(Graphics::Placed),
        Protocol::Sixel => written(&fitted(), grid, mode, false, sixel),
        Protocol::Iterm2 => written(&fitted(), grid, mode, true, iterm2),
    }
}

/// The image in its proportions, as large as its cells allow, never larger than it is.
fn fitted(image: &DynamicImage, grid: Grid, mode: ImageMode) -> RgbaImage {
    let (room_wide, room_high) = room(grid, mode);
    let (wide, high) = (u64::from(image.width()), u64::from(image.height()));
    let width = u64::from(room_wide)
        .min(wide)
        .min(u64::from(room_high) * wide / high.max(1))
        .max(1);
    let height = (width * high / wide.max(1)).min(u64::from(room_high));
    let [width, height] = [width, height].map(|side| u32::try_from(side).unwrap_or(1));
    on_paper(resized(image, width, height))
}

/// The pixels that an image's cells have.
fn room(grid: Grid, mode: ImageMode) -> (u32, u32) {
    (
        u32::from(grid.columns) * u32::from(mode.cell.width.max(1)),
        u32::from(grid.rows) * u32::from(mode.cell.height.max(1)),
    )
}

/// The image at the top left of all its cells, with nothing in the rest of them.
fn in_room(image: &RgbaImage, grid: Grid, mode: ImageMode) -> RgbaImage {
    let (width, height) = room(grid, mode);
    let mut room = RgbaImage::new(width, height);
    imageops::replace(&mut room, image, 0, 0);
    room
}

#[cfg(test)]
mod tests {
    use image::{ImageEncoder, ImageFormat, Rgb as Pixel, RgbImage};

    use super::*;
    use crate::lesson::CellSize;

    const GRID: Grid = Grid {
        columns: 4,
        rows: 2,
    };

    fn mode(protocol: Protocol) -> ImageMode {
        ImageMode {
            protocol,
            cell: CellSize {
                width: 10,
                height: 20,
            },
        }
    }

    /// A photograph of two pixels beside each other, taken with the camera turned.
    fn turned(orientation: u8) -> Vec<u8> {
        let mut photograph = RgbImage::new(16, 8);
        photograph.put_pixel(0, 0, Pixel([255, 0, 0]));
        let exif = [
            b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".as_slice(),
            &[orientation, 0, 0, 0, 0, 0, 0, 0],
        ];
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        encoder.set_exif_metadata(exif.concat()).unwrap();
        photograph.write_with_encoder(encoder).unwrap();
        bytes
    }

    #[test]
    fn a_photograph_stands_as_its_header_says() {
        for (orientation, size, corner) in [
            (1, (16, 8), (0, 0)),
            (3, (16, 8), (15, 7)),
            (6, (8, 16), (7, 0)),
            (8, (8, 16), (0, 15)),
        ] {
            let image = decode(&turned(orientation)).unwrap().into_rgb8();
            assert_eq!(image.dimensions(), size, "{orientation}");
            let Pixel([red, ..]) = *image.get_pixel(corner.0, corner.1);
            assert_eq!(red, 255, "{orientation}");
        }
    }

    fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// Four columns of colours, the lower half dark.
    fn image() -> DynamicImage {
        let colors = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]];
        let image = RgbImage::from_fn(4, 4, |x, y| {
            Pixel(if y < 2 { colors[x as usize] } else { [0, 0, 0] })
        });
        image.into()
    }

    #[test]
    fn half_blocks_are_the_pixels_two_a_cell() {
        let rendering = make(
            &file(&image(), ImageFormat::Png),
            GRID,
            mode(Protocol::HalfBlocks),
        );
        let rendering = rendering.unwrap();
        assert_eq!(rendering.graphics, None);
        let row: Vec<Rgb> = rendering.halves.iter().map(|[upper, _]| *upper).collect();
        assert_eq!(
            row[..4],
            [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]
        );
        assert_eq!(row[4..], [[0, 0, 0]; 4]);
    }

    #[test]
    fn every_form_that_is_taken_can_be_shown() {
        for format in [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::Gif,
            ImageFormat::WebP,
        ] {
            let bytes = file(&image(), format);
            assert!(
                make(&bytes, GRID, mode(Protocol::HalfBlocks)).is_ok(),
                "{format:?}"
            );
        }
    }

    #[test]
    fn a_terminals_own_graphics_are_made_beside_half_blocks() {
        let filling = image().resize_exact(40, 40, FilterType::Nearest);
        let bytes = file(&filling, ImageFormat::Png);
        let graphics = |protocol| make(&bytes, GRID, mode(protocol)).unwrap().graphics;
        let Some(Graphics::Placed(placed)) = graphics(Protocol::Kitty) else {
            panic!("kitty places images");
        };
        let transmit = &placed.transmit;
        assert!(
            transmit.starts_with("\x1b_G") && transmit.ends_with("\x1b\\"),
            "{transmit:?}"
        );
        assert!(transmit.contains(&format!("i={},", placed.id)));
        for (protocol, start) in [
            (Protocol::Sixel, "\x1bP"),
            (Protocol::Iterm2, "\x1b]1337;File=inline=1"),
        ] {
            let Some(Graphics::Written { whole, rows }) = graphics(protocol) else {
                panic!("{protocol:?} writes images");
            };
            assert_eq!(rows.len(), 2);
            assert_eq!(whole.is_some(), protocol == Protocol::Iterm2);
            let whole = whole.iter().map(|whole| (whole, 2));
            for (written, height) in whole.chain([(&rows[0], 1), (&rows[1], 1)]) {
                let (before, pixels) = written.split_once(start).unwrap();
                assert_eq!(before.matches("    ").count(), height, "{before:?}");
                assert!(written.starts_with("\x1b7") && pixels.ends_with("\x1b8\x1b[C"));
            }
        }
    }

    #[test]
    fn what_is_transparent_is_paper() {
        let clear: DynamicImage = RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 0])).into();
        let bytes = file(&clear, ImageFormat::Png);
        let rendering = make(&bytes, GRID, mode(Protocol::HalfBlocks)).unwrap();
        assert_eq!(rendering.halves, vec![[[255; 3]; 2]; 8]);
    }

    #[test]
    fn a_file_that_is_broken_or_claims_too_much_is_no_picture() {
        let whole = file(&image(), ImageFormat::Png);
        for length in 0..whole.len() - 12 {
            let _no_panic = make(&whole[..length], GRID, mode(Protocol::HalfBlocks));
        }
        let unshown = |bytes: &[u8]| make(bytes, GRID, mode(Protocol::HalfBlocks)).err();
        assert_eq!(unshown(&whole[..40]), Some(Unshown::Damaged));
        let mut gif = file(&image(), ImageFormat::Gif);
        // The size of the screen and of the first frame: 65,535 by 65,535.
        gif[6..10].fill(0xFF);
        assert_eq!(unshown(&gif), Some(Unshown::TooLarge));
        let mut png = whole;
        png[16..24].copy_from_slice(&[0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0]);
        assert!(unshown(&png).is_some());
    }
}
