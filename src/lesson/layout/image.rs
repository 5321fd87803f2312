//! Room for images: as many lines as an image will take, known before anybody decodes it, so that nothing moves
//! when its pixels come. Below them stands the alternative text.

use super::leaf::{Body, Page};
use super::line::Run;
use crate::domain::PixelSize;
use crate::lesson::block::Block;
use crate::lesson::link::Target;
use crate::lesson::style::Role;
use crate::lesson::width::truncated;

/// The size of a terminal's cell in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CellSize {
    /// From left to right; 0 counts as 1.
    pub width: u16,
    /// From top to bottom; 0 counts as 1.
    pub height: u16,
}

/// The space that images are fitted into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Canvas {
    /// The terminal's cells.
    pub cell: CellSize,
    /// The most lines that an image takes.
    pub rows: u16,
}

/// One line's part of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ImageRow {
    /// The image, by index in [`Document::images`](crate::lesson::Document::images).
    pub image: usize,
    /// Which of the image's lines this one is, from 0.
    pub row: u16,
    /// The cells that the image takes from left to right.
    pub columns: u16,
    /// The lines that it takes.
    pub rows: u16,
}

impl Canvas {
    /// The columns and lines of an image on a page of `width` cells: its own size, made smaller where it is too
    /// large, never larger, in its own proportions.
    pub fn fit(self, size: PixelSize, width: u16) -> (u16, u16) {
        let cell_width = u64::from(self.cell.width.max(1));
        let cell_height = u64::from(self.cell.height.max(1));
        let (wide, high) = (u64::from(size.width.max(1)), u64::from(size.height.max(1)));
        let most_wide = u64::from(width.max(1)) * cell_width;
        let most_high = u64::from(self.rows.max(1)) * cell_height;
        let shown_wide = wide.min(most_wide).min((most_high * wide / high).max(1));
        let shown_high = (shown_wide * high).div_ceil(wide).min(most_high);
        let cells = |pixels: u64, cell: u64| {
            u16::try_from(pixels.div_ceil(cell).max(1)).unwrap_or(u16::MAX)
        };
        (
            cells(shown_wide, cell_width),
            cells(shown_high, cell_height),
        )
    }
}

/// Puts the room of an image that stands alone above its text; below it, why there is none.
pub(super) fn put_around(
    page: &Page<'_>,
    index: usize,
    block: &Block,
    width: usize,
    bodies: &mut Vec<Body>,
) {
    let Some(canvas) = page.options.images else {
        return;
    };
    let Some(index) = page.document.lone_image(index, block) else {
        return;
    };
    let Some(image) = page.document.images().get(index) else {
        return;
    };
    let start = block.source.range().start;
    match &image.file {
        Some(file) => {
            let (columns, rows) = canvas.fit(file.size, u16::try_from(width).unwrap_or(u16::MAX));
            let lines = (0..rows).map(|row| Body {
                image: Some(ImageRow {
                    image: index,
                    row,
                    columns,
                    rows,
                }),
                source: start..start,
                ..Body::default()
            });
            bodies.splice(0..0, lines);
        }
        None => bodies.push(Body {
            runs: vec![Run::added(
                truncated(absence(&image.target), width),
                Role::Dim,
            )],
            source: start..start,
            ..Body::default()
        }),
    }
}

/// Why the lesson has an image's description alone.
fn absence(target: &Target) -> &'static str {
    match target {
        Target::Web(_) => "(on the web, not downloaded; open the link to see it)",
        Target::Lesson { .. } => "(not in the course, or can't be shown)",
        _ => "(an address that Lyceum never opens)",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::lesson::{Document, ImageFile, Layout, LayoutOptions, Line, Place};

    const CELL: CellSize = CellSize {
        width: 10,
        height: 20,
    };

    fn lines(text: &str, images: Option<Canvas>, size: Option<PixelSize>) -> Vec<Line> {
        let mut document = Document::parse(text);
        document.find_images("modules/01/a.md", |path| {
            let size = size.filter(|_| path == "assets/x.png")?;
            Some(ImageFile {
                path: path.to_owned(),
                size,
                digest: String::new(),
            })
        });
        let options = LayoutOptions {
            images,
            ..LayoutOptions::new(40)
        };
        let mut layout = Layout::new(Arc::new(document), options);
        layout.prepare(Place::default(), 1000);
        let lines = layout.visible(Place::default(), 1000);
        lines.map(|(_, line)| line.clone()).collect()
    }

    fn texts(lines: &[Line]) -> Vec<String> {
        lines
            .iter()
            .filter(|line| line.image.is_none())
            .map(Line::text)
            .collect()
    }

    #[test]
    fn an_image_alone_gets_its_lines_above_its_text() {
        let canvas = Canvas {
            cell: CELL,
            rows: 12,
        };
        let text = "Before.\n\n> ![What it shows](../../assets/x.png)\n\nAfter.\n";
        let size = PixelSize::new(200, 100);
        let shown = lines(text, Some(canvas), size);
        let rows: Vec<ImageRow> = shown.iter().filter_map(|line| line.image).collect();
        assert_eq!(rows.len(), 5);
        assert_eq!(
            rows.last().map(|p| (p.row, p.columns, p.rows)),
            Some((4, 20, 5))
        );
        let plain = lines(text, None, size);
        assert_eq!(texts(&shown), texts(&plain));
        assert!(
            plain
                .iter()
                .any(|line| line.text().contains("What it shows"))
        );
    }

    #[test]
    fn an_image_that_the_course_does_not_have_says_why_there_is_none() {
        let canvas = Canvas {
            cell: CELL,
            rows: 12,
        };
        let last = |text: &str| {
            let shown = lines(text, Some(canvas), None);
            let alone = lines(text, None, None);
            assert_eq!(texts(&shown)[..alone.len()], texts(&alone));
            texts(&shown)[alone.len()..].concat()
        };
        assert_eq!(
            last("![a](../../assets/x.png)\n"),
            "(not in the course, or can't be shown)"
        );
        assert_eq!(
            last("![a](data:image/png;base64,AA)\n"),
            "(an address that Lyceum never opens)"
        );
        let on_the_web = last("![a](https://example.org/x.png)\n");
        assert!(
            on_the_web.starts_with("(on the web, not downloaded;"),
            "{on_the_web}"
        );
        assert_eq!(last("In ![a](x.png) a sentence.\n"), "");
    }

    #[test]
    fn an_image_without_a_text_goes_by_its_file_s_name() {
        for (text, shown) in [
            ("![](/assets/x.png)\n", "▣ x.png"),
            ("![](x%20y.png)\n", "▣ x y.png"),
            ("<img src=\"x.png\">\n", "▣ x.png"),
            ("![](https://example.org/a/x.png?b=/c#d)\n", "▣ x.png"),
            ("![](https://example.org/)\n", "▣"),
            ("![](data:image/png;base64,A/A)\n", "▣"),
            ("![Text](/assets/x.png)\n", "▣ Text"),
        ] {
            assert_eq!(
                texts(&lines(text, None, None)).concat().trim(),
                shown,
                "{text}"
            );
        }
    }

    #[test]
    fn an_image_in_a_sentence_is_its_text() {
        let canvas = Canvas {
            cell: CELL,
            rows: 12,
        };
        for text in [
            "See ![a](/assets/x.png) here.\n",
            "![a](/assets/x.png) ![b](/assets/x.png)\n",
            "![a](https://example.org/assets/x.png)\n",
            "![a](../../../assets/x.png)\n",
        ] {
            let shown = lines(text, Some(canvas), PixelSize::new(200, 100));
            assert!(shown.iter().all(|line| line.image.is_none()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_image_keeps_its_proportions_and_its_bounds(
            wide in 1u32..6000, high in 1u32..6000, width in 1u16..200, rows in 1u16..60,
        ) {
            let canvas = Canvas { cell: CELL, rows };
            let (columns, lines) = canvas.fit(PixelSize::new(wide, high).unwrap(), width);
            prop_assert!((1..=width).contains(&columns) && (1..=rows).contains(&lines));
            prop_assert!(u32::from(columns) <= wide.div_ceil(10) && u32::from(lines) <= high.div_ceil(20));
            // Exact to a cell: the next smaller number of cells would be too few.
            let ideal = f64::from(columns) * 10.0 * f64::from(high) / f64::from(wide) / 20.0;
            let slack = 1.0 + 10.0 * f64::from(high) / f64::from(wide) / 20.0;
            prop_assert!((f64::from(lines) - ideal).abs() <= slack, "{columns}x{lines}, ideal {ideal}");
        }
    }
}
