//! Front matter and length: decided for a source as a whole, before it is parsed.

use std::ops::Range;

use super::MAX_SOURCE;
use crate::lesson::FrontMatter;

/// Where the text of a source is, in bytes.
pub(super) fn text(source: &str) -> Range<usize> {
    text_start(source)..text_end(source)
}

/// Where the text starts, in bytes: behind a byte order mark and front matter.
fn text_start(source: &str) -> usize {
    let text = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let mark = source.len() - text.len();
    match FrontMatter::find(text) {
        FrontMatter::Closed(above) => mark + above.end,
        _ => mark,
    }
}

/// Where the text ends, in bytes: at the source's end, or at the last character below the bound.
fn text_end(source: &str) -> usize {
    source.floor_char_boundary(MAX_SOURCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_and_front_matter_are_skipped() {
        assert_eq!(text_start("---\ntitle: A\n---\nText"), 17);
        assert_eq!(text_start("\u{FEFF}---\ntitle: A\n---\nText"), 20);
        assert_eq!(text_start("\u{FEFF}Text"), 3);
        assert_eq!(text_start("---\ntitle: A\nno end"), 0);
    }
}
