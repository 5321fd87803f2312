//! Lines of code: on a background of their own, wrapped behind a mark or scrolled, coloured when ready.

mod measure;
mod row;
mod rows;

use measure::is_too_wide;
use rows::Rows;

use super::leaf::{Body, Folding, Page};
use super::line::Run;
use super::options::CodeWrap;
use crate::domain::sanitize;
use crate::lesson::HiddenLines;
use crate::lesson::block::{Block, Code};
use crate::lesson::language;
use crate::lesson::style::Role;
use crate::lesson::width::truncated;

/// Tab stops are this many cells apart.
const TAB: usize = 4;

/// The lines of a part of a code block.
pub(super) fn bodies(page: &Page<'_>, block: &Block, code: u32, width: usize) -> Vec<Body> {
    let document = page.document;
    let mut bodies = Vec::new();
    let Some(whole) = document.parsed().codes.get(code as usize) else {
        return bodies;
    };
    let start = block.source.range().start;
    if block.continues && page.is_folded() {
        return bodies;
    }
    let info = document.text(whole.info);
    let hidden = HiddenLines::of_info(info);
    let left_out = match page.options.hidden_code {
        true => HiddenLines::default(),
        false => hidden,
    };
    if !block.continues {
        bodies.extend(caption(info, &left_out, width, start));
    }
    let first = match page.colours.is_some() || !left_out.is_empty() {
        true => lines_before(page, whole.blocks.0, block),
        false => 0,
    };
    let scrolls = page.options.code == CodeWrap::Scroll && is_too_wide(page, whole, width);
    let mut rows = Rows::after(bodies, page, width, scrolls);
    rows.begin(start, !starts_line(page, block));
    let shown = rows.add_lines(document.pieces(block), first, &left_out, page.fold_at());
    let mut bodies = rows.finish();
    match page.folding {
        Folding::Folded => {
            let hidden = (whole.lines as usize).saturating_sub(shown);
            bodies.push(handle(&format!(" ⋯ {hidden} more lines"), width, start));
        }
        Folding::Open if is_last(page, whole, block) => {
            let end = block.source.range().end;
            bodies.push(handle(" ⋯ fewer lines", width, end));
        }
        Folding::Open | Folding::Never => {}
    }
    bodies
}

/// Whether a part of code is its last one.
fn is_last(page: &Page<'_>, whole: &Code, block: &Block) -> bool {
    let last = whole.blocks.1.checked_sub(1);
    let last = last.and_then(|last| page.document.block(last as usize));
    last.is_some_and(|last| last.pieces == block.pieces)
}

/// The line that folds and unfolds code, and says what of it comes or goes.
fn handle(text: &str, width: usize, source: usize) -> Body {
    Body {
        runs: vec![Run::added(truncated(text, width), Role::CodeCaption)],
        fill: Some(Role::CodeText),
        source: source..source,
        scrolls: false,
        ..Body::default()
    }
}

/// The language, and whether lines are left out.
fn caption(info: &str, left_out: &HiddenLines, width: usize, start: usize) -> Option<Body> {
    let language = language::of_info(info);
    let language = language.map(|language| sanitize::sanitize_line(&language).into_owned());
    let lines = (!left_out.is_empty()).then(|| "some lines hidden".to_owned());
    let parts: Vec<String> = language.into_iter().chain(lines).collect();
    if parts.is_empty() {
        return None;
    }
    let caption = parts.join(" · ");
    let text = format!(" {}", truncated(&caption, width.saturating_sub(2)));
    Some(Body {
        runs: vec![Run::added(text, Role::CodeCaption)],
        fill: Some(Role::CodeText),
        source: start..start,
        scrolls: false,
        ..Body::default()
    })
}

/// The number of the first line of this part in the whole code block.
fn lines_before(page: &Page<'_>, first: u32, block: &Block) -> usize {
    let document = page.document;
    let blocks = document
        .parsed()
        .blocks
        .get(first as usize..)
        .unwrap_or_default();
    blocks
        .iter()
        .take_while(|part| part.pieces.0 < block.pieces.0)
        .flat_map(|part| document.pieces(part))
        .map(|piece| document.text(piece.text).matches('\n').count())
        .sum()
}

/// Whether this part starts with a new line, not inside of a very long one.
fn starts_line(page: &Page<'_>, block: &Block) -> bool {
    let document = page.document;
    let before = block.pieces().start.checked_sub(1);
    let before = before.and_then(|at| document.parsed().pieces.get(at));
    !block.continues || before.is_none_or(|piece| document.text(piece.text).ends_with('\n'))
}
