//! The left edge of plain lines, with the marks that Markdown itself uses.

use crate::lesson::block::{FrameKind, narrow};
use crate::lesson::document::Document;

/// The prefix of a block's plain lines.
pub(super) struct Prefix {
    /// Of the first line.
    pub(super) first: String,
    /// Of all others.
    pub(super) rest: String,
    /// Its cells.
    pub(super) width: usize,
}

impl Prefix {
    /// The prefix of `block` in `frame`; at most half of `width`.
    pub(super) fn of(document: &Document, block: usize, frame: u32, width: usize) -> Prefix {
        let mut parts = Vec::new();
        let mut at = frame;
        while let Some(this) = document.parsed().frames.get(at as usize) {
            parts.push((this.kind, this.first == narrow(block)));
            at = this.parent;
        }
        let mut prefix = Prefix {
            first: String::new(),
            rest: String::new(),
            width: 0,
        };
        for (kind, starts) in parts.into_iter().rev() {
            let (marker, indent) = marks(document, kind);
            if prefix.width + marker.len() <= width / 2 {
                prefix.width += marker.len();
                prefix
                    .first
                    .push_str(if starts { &marker } else { &indent });
                prefix.rest.push_str(&indent);
            }
        }
        prefix
    }
}

/// The mark of a container where it starts, and below; in ASCII.
fn marks(document: &Document, kind: FrameKind) -> (String, String) {
    let marker = match kind {
        FrameKind::Quote(_) => return ("> ".to_owned(), "> ".to_owned()),
        FrameKind::Item { list, number, task } => {
            let list = document.parsed().lists.get(list as usize).copied();
            let number = number.map(|number| list.unwrap_or_default().marker(number));
            match task {
                Some(true) => number.unwrap_or_default() + "[x] ",
                Some(false) => number.unwrap_or_default() + "[ ] ",
                None => number.unwrap_or_else(|| "- ".to_owned()),
            }
        }
        FrameKind::Footnote(number) => format!("[^{number}] "),
        FrameKind::Definition | FrameKind::Details(_) => "  ".to_owned(),
    };
    let indent = " ".repeat(marker.len());
    (marker, indent)
}
