//! Images become pictures: decoded within bounds, made as small as the screen needs, put into the terminal's form.

use std::io::Cursor;

use image::imageops::{self, FilterType};
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, Rgba, RgbaImage};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Color;
use ratatui::widgets::Widget;
use ratatui_image::protocol::iterm2::Iterm2;
use ratatui_image::protocol::kitty::Kitty;
use ratatui_image::protocol::sixel::Sixel;
use tokio::sync::Semaphore;

use super::tasks::spawn_busy;
use crate::app::picture::{Graphics, Grid, ImageMode, Picture, Protocol, Rgb};
use crate::domain::PixelSize;

/// What decoding may take, in bytes: the largest image with some room to work in.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// Only one image at a time takes that much.
static DECODING: Semaphore = Semaphore::const_new(1);

/// The picture of an image's file; none where it can't be decoded within the bounds.
pub(super) async fn picture(bytes: Vec<u8>, grid: Grid, mode: ImageMode) -> Option<Picture> {
    let _turn = DECODING.acquire().await.ok()?;
    spawn_busy(move || make(&bytes, grid, mode)).await.ok()?
}

fn make(bytes: &[u8], grid: Grid, mode: ImageMode) -> Option<Picture> {
    let image = decode(bytes)?;
    Some(Picture {
        grid,
        halves: halves(&image, grid),
        graphics: graphics(&image, grid, mode),
    })
}

/// The image, or the first of those that move. The header's size is looked at before anything is allocated.
fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    reader.limits(limits);
    let decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    PixelSize::new(width, height)?;
    DynamicImage::from_decoder(decoder).ok()
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

/// What is transparent is white, as on the pages that such images are made for.
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
    let size = Size::new(grid.columns, grid.rows);
    let fitted = || DynamicImage::from(fitted(image, grid, mode));
    match mode.protocol {
        Protocol::HalfBlocks => None,
        Protocol::Kitty => placed(fitted(), grid),
        Protocol::Sixel => Some(Graphics::Whole(
            Sixel::new(fitted(), size, false).ok()?.data,
        )),
        Protocol::Iterm2 => Some(Graphics::Whole(
            Iterm2::new(fitted(), size, false).ok()?.data,
        )),
    }
}

/// The image in its proportions at the top left of its cells, never larger than it is.
fn fitted(image: &DynamicImage, grid: Grid, mode: ImageMode) -> RgbaImage {
    let room_wide = u32::from(grid.columns) * u32::from(mode.cell.width.max(1));
    let room_high = u32::from(grid.rows) * u32::from(mode.cell.height.max(1));
    let (wide, high) = (u64::from(image.width()), u64::from(image.height()));
    let width = u64::from(room_wide)
        .min(wide)
        .min(u64::from(room_high) * wide / high.max(1));
    let height = (width * high / wide.max(1)).min(u64::from(room_high));
    let [width, height] = [width, height].map(|side| u32::try_from(side).unwrap_or(1));
    let mut room = RgbaImage::new(room_wide, room_high);
    imageops::replace(&mut room, &on_paper(resized(image, width, height)), 0, 0);
    room
}

/// The library tells the terminal an image with the first cell that it draws; drawn twice, both come apart.
fn placed(image: DynamicImage, grid: Grid) -> Option<Graphics> {
    let area = Rect::new(0, 0, grid.columns, grid.rows);
    let size = Size::new(grid.columns, grid.rows);
    let id = u32::from_be_bytes(*uuid::Uuid::new_v4().as_bytes().first_chunk()?) | 1;
    let kitty = Kitty::new(image, size, id, false, false).ok()?;
    let protocol = ratatui_image::protocol::Protocol::Kitty(kitty);
    let [telling, placing] = [(); 2].map(|()| {
        let mut buffer = Buffer::empty(area);
        ratatui_image::Image::new(&protocol).render(area, &mut buffer);
        buffer
    });
    let first = placing.content.first()?;
    let transmit = telling
        .content
        .first()?
        .symbol()
        .strip_suffix(first.symbol())?;
    let Color::Rgb(r, g, b) = first.fg else {
        return None;
    };
    Some(Graphics::Placed {
        transmit: transmit.to_owned(),
        color: [r, g, b],
        cells: placing
            .content
            .iter()
            .map(|cell| cell.symbol().to_owned())
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb as Pixel, RgbImage};

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
        let picture = make(
            &file(&image(), ImageFormat::Png),
            GRID,
            mode(Protocol::HalfBlocks),
        );
        let picture = picture.unwrap();
        assert_eq!(picture.graphics, None);
        let row: Vec<Rgb> = picture.halves.iter().map(|[upper, _]| *upper).collect();
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
                make(&bytes, GRID, mode(Protocol::HalfBlocks)).is_some(),
                "{format:?}"
            );
        }
    }

    #[test]
    fn a_terminals_own_graphics_are_made_beside_half_blocks() {
        let bytes = file(&image(), ImageFormat::Png);
        let graphics = |protocol| make(&bytes, GRID, mode(protocol)).unwrap().graphics;
        let Some(Graphics::Placed {
            transmit, cells, ..
        }) = graphics(Protocol::Kitty)
        else {
            panic!("kitty places images");
        };
        assert!(
            transmit.starts_with("\x1b_G") && transmit.ends_with("\x1b\\"),
            "{transmit:?}"
        );
        assert_eq!(cells.len(), 8);
        assert!(cells.iter().all(|cell| cell.starts_with('\u{10EEEE}')));
        let whole = |protocol| match graphics(protocol) {
            Some(Graphics::Whole(data)) => data,
            other => panic!("{other:?}"),
        };
        assert!(whole(Protocol::Sixel).contains("\x1bP"));
        assert!(whole(Protocol::Iterm2).contains("]1337;File=inline=1"));
    }

    #[test]
    fn what_is_transparent_is_paper() {
        let clear: DynamicImage = RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 0])).into();
        let bytes = file(&clear, ImageFormat::Png);
        let picture = make(&bytes, GRID, mode(Protocol::HalfBlocks)).unwrap();
        assert_eq!(picture.halves, vec![[[255; 3]; 2]; 8]);
    }

    #[test]
    fn a_file_that_is_broken_or_claims_too_much_is_no_picture() {
        let whole = file(&image(), ImageFormat::Png);
        for length in 0..whole.len() - 12 {
            let _no_panic = make(&whole[..length], GRID, mode(Protocol::HalfBlocks));
        }
        assert!(make(&whole[..40], GRID, mode(Protocol::HalfBlocks)).is_none());
        let mut gif = file(&image(), ImageFormat::Gif);
        // The size of the screen and of the first frame: 65,535 by 65,535.
        gif[6..10].fill(0xFF);
        assert!(make(&gif, GRID, mode(Protocol::HalfBlocks)).is_none());
        let mut png = whole;
        png[16..24].copy_from_slice(&[0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0]);
        assert!(make(&png, GRID, mode(Protocol::HalfBlocks)).is_none());
    }
}
