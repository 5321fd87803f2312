//! The left edge of each line: bars of quotes, bullets and numbers, indents.

use super::dress::Dress;
use super::line::Run;
use crate::domain::display_width;
use crate::lesson::block::{Alert, FrameKind, NONE, narrow};
use crate::lesson::document::Document;
use crate::lesson::style::Role;
use crate::lesson::width::truncated;

const BULLETS: [&str; 3] = ["• ", "◦ ", "▪ "];

/// The prefix of a block's lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Prefix {
    /// Of the first line: with the markers of the items that start here.
    pub(super) first: Vec<Run>,
    /// Of all other lines.
    pub(super) rest: Vec<Run>,
    /// The cells of either.
    pub(super) width: usize,
}

/// The prefix that one container adds.
struct FramePrefix {
    first: Run,
    rest: Run,
    width: usize,
}

impl Prefix {
    /// The prefix of `block`, which stands in `frame`. It takes at most half of `width`: indents of outer
    /// containers come first, the innermost one always has its marker.
    pub(super) fn of(
        document: &Document,
        dress: &Dress,
        block: usize,
        frame: u32,
        width: usize,
    ) -> Prefix {
        let mut frames = Vec::new();
        let mut at = frame;
        while let Some(this) = document.parsed().frames.get(at as usize) {
            let starts = this.first == narrow(block);
            let mark = dress.marks.get(&(this.first as usize));
            let mark = mark.filter(|_| matches!(this.kind, FrameKind::Item { .. }));
            frames.push(match mark {
                Some(mark) => marked(Run::added(mark.text.clone(), mark.style), starts),
                None => of_frame(document, this.kind, starts, width / 2),
            });
            at = this.parent;
            if at == NONE {
                break;
            }
        }
        let mut prefix = Prefix::default();
        let inner = frames.first().map_or(0, |frame| frame.width);
        let last = frames.len().saturating_sub(1);
        for (index, frame) in frames.into_iter().rev().enumerate() {
            let reserved = if index == last { 0 } else { inner };
            if prefix.width + frame.width + reserved <= width / 2 {
                prefix.width += frame.width;
                prefix.first.push(frame.first);
                prefix.rest.push(frame.rest);
            }
        }
        prefix
    }

    /// The runs of line `number` of a block's text.
    pub(super) fn line(&self, number: usize) -> &[Run] {
        if number == 0 { &self.first } else { &self.rest }
    }
}

fn of_frame(document: &Document, kind: FrameKind, starts: bool, limit: usize) -> FramePrefix {
    let (marker, role) = match kind {
        FrameKind::Quote(alert) => {
            let bar = Run::added("▎ ", alert.map_or(Role::QuoteBar, Alert::role));
            return FramePrefix {
                first: bar.clone(),
                rest: bar,
                width: 2,
            };
        }
        FrameKind::Item { list, number, task } => item(document, list, number, task),
        FrameKind::Definition => ("   ".to_owned(), Role::Text),
        FrameKind::Footnote(number) => (format!("[{number}] "), Role::FootnoteMark),
        FrameKind::Details(_) => ("  ".to_owned(), Role::Text),
    };
    marked(Run::added(truncated(&marker, limit), role), starts)
}

/// A mark on the first line of what starts here, and an indent as wide as that.
fn marked(mark: Run, starts: bool) -> FramePrefix {
    let width = display_width(&mark.text);
    let indent = Run::added(" ".repeat(width), Role::Text);
    FramePrefix {
        first: if starts { mark } else { indent.clone() },
        rest: indent,
        width,
    }
}

fn item(document: &Document, list: u32, number: Option<u64>, task: Option<bool>) -> (String, Role) {
    let list = document
        .parsed()
        .lists
        .get(list as usize)
        .copied()
        .unwrap_or_default();
    let bullet = || {
        BULLETS
            .get(usize::from(list.depth) % BULLETS.len())
            .copied()
    };
    let number = number.map(|number| list.marker(number));
    // As they are written: nothing here can be ticked, and nothing looks as if it could.
    match task {
        Some(true) => (number.unwrap_or_default() + "[x] ", Role::TaskDone),
        Some(false) => (number.unwrap_or_default() + "[ ] ", Role::TaskOpen),
        None => {
            let bullet = || bullet().unwrap_or("• ").to_owned();
            (number.unwrap_or_else(bullet), Role::ListMarker)
        }
    }
}
