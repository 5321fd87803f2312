//! Images as terminals write them over their cells: sixels, and the files of iTerm2's protocol.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, RgbaImage, imageops};
use ratatui::layout::Size;
use ratatui_image::protocol::sixel::Sixel;

use crate::app::image::{Grid, ImageMode};
use crate::ui::gallery::Graphics;

/// The image by rows of cells, and as a whole where that is wanted, in what `encode` makes of it.
pub(super) fn written(
    image: &RgbaImage,
    grid: Grid,
    mode: ImageMode,
    wants_whole: bool,
    encode: impl Fn(RgbaImage) -> Option<String>,
) -> Option<Graphics> {
    let cell = u32::from(mode.cell.height.max(1));
    let of_rows = |from: u16, count: u16| {
        let (top, height) = (u32::from(from) * cell, u32::from(count) * cell);
        let part = imageops::crop_imm(image, 0, top, image.width(), height).to_image();
        let pixels = if part.is_empty() {
            String::new()
        } else {
            encode(part)?
        };
        Some(over_blanks(&pixels, grid.columns, count))
    };
    Some(Graphics::Written {
        whole: match wants_whole {
            true => Some(of_rows(0, grid.rows)?),
            false => None,
        },
        rows: (0..grid.rows)
            .map(|row| of_rows(row, 1))
            .collect::<Option<_>>()?,
    })
}

/// The image in sixels.
pub(super) fn sixel(image: RgbaImage) -> Option<String> {
    let sixel = Sixel::new(image.into(), Size::new(1, 1), false).ok()?;
    // The library erases the cells first.
    let start = sixel.data.find("\x1bP")?;
    Some(sixel.data.get(start..)?.to_owned())
}

/// The image as a file of iTerm2's protocol: whichever is smaller, since all of it is written whenever it moves.
pub(super) fn iterm2(image: RgbaImage) -> Option<String> {
    const QUALITY: u8 = 85;
    let (width, height) = image.dimensions();
    let image = DynamicImage::from(image).into_rgb8();
    let (mut drawing, mut photograph) = (Vec::new(), Vec::new());
    image
        .write_with_encoder(PngEncoder::new(&mut drawing))
        .ok()?;
    let encoder = JpegEncoder::new_with_quality(&mut photograph, QUALITY);
    image.write_with_encoder(encoder).ok()?;
    let file = if drawing.len() <= photograph.len() {
        drawing
    } else {
        photograph
    };
    let size = file.len();
    let file = BASE64.encode(file);
    Some(format!(
        "\x1b]1337;File=inline=1;size={size};width={width}px;height={height}px;doNotMoveCursor=1:{file}\x07"
    ))
}

/// Pixels over blank cells in the colours of the first one, behind which the cursor then stands: cells that
/// are erased get a background of the terminal's own from some terminals.
fn over_blanks(pixels: &str, columns: u16, rows: u16) -> String {
    const KEEP: &str = "\x1b7";
    const BACK: &str = "\x1b8";
    let blanks = " ".repeat(usize::from(columns));
    let below = (1..rows).map(|row| format!("{BACK}\x1b[{row}B{blanks}"));
    let cells: String = below.collect();
    format!("{KEEP}{blanks}{cells}{BACK}{pixels}{BACK}\x1b[C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    fn file(image: RgbaImage) -> Vec<u8> {
        let written = iterm2(image).unwrap();
        let (_, data) = written.split_once(':').unwrap();
        BASE64.decode(data.trim_end_matches('\x07')).unwrap()
    }

    #[test]
    fn drawings_stay_exact_and_photographs_small() {
        let drawing = RgbaImage::from_fn(200, 200, |x, _| Rgba([if x < 100 { 9 } else { 200 }; 4]));
        assert_eq!(
            image::guess_format(&file(drawing)).unwrap(),
            image::ImageFormat::Png
        );
        // As little order as grain has.
        let grain = |x: u32, y: u32| (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 13;
        let photograph = RgbaImage::from_fn(200, 200, |x, y| {
            let [.., grain] = (grain(x, y) % 64).to_be_bytes();
            Rgba([grain + 90, 100, 180 - grain, 255])
        });
        assert_eq!(
            image::guess_format(&file(photograph)).unwrap(),
            image::ImageFormat::Jpeg
        );
    }
}
