//! Lines of code: on a background of their own, wrapped behind a mark or scrolled, coloured when ready.

use unicode_segmentation::UnicodeSegmentation;

use super::leaf::{Body, Page};
use super::line::Run;
use super::options::CodeWrap;
use crate::domain::sanitize::{self, Part};
use crate::domain::width::grapheme_width;
use crate::lesson::block::{Block, Code, Piece};
use crate::lesson::highlight::Paint;
use crate::lesson::language;
use crate::lesson::style::{Role, TextStyle};
use crate::lesson::width::truncated;

/// Tab stops are this many cells apart.
const TAB: usize = 4;

/// A longer block isn't measured, and counts as too wide for the page: bytes.
const MAX_MEASURED: usize = 64 * 1024;

/// In front of a line that goes on from the one above.
const CONTINUED: &str = "↪";

/// The lines of a part of a code block.
pub(super) fn bodies(page: &Page<'_>, block: &Block, code: u32, width: usize) -> Vec<Body> {
    let document = page.document;
    let mut bodies = Vec::new();
    let Some(whole) = document.parsed().codes.get(code as usize) else {
        return bodies;
    };
    let start = block.source.range().start;
    if block.continues && page.folded {
        return bodies;
    }
    if !block.continues {
        bodies.extend(caption(document.text(whole.info), width, start));
    }
    let first = page
        .colours
        .map_or(0, |_| lines_before(page, whole.blocks.0, block));
    let mut rows = Rows {
        page,
        width,
        scrolls: page.options.code == CodeWrap::Scroll && is_too_wide(page, whole, width),
        bodies,
        row: Row::default(),
    };
    rows.begin(start, !starts_line(page, block));
    let shown = rows.add_lines(document.pieces(block), first, page.fold_at());
    let mut bodies = rows.finish();
    if page.folded {
        bodies.push(fold_line(
            whole.lines as usize - shown.min(whole.lines as usize),
            width,
            start,
        ));
    }
    bodies
}

/// Says how much of a folded block isn't shown.
fn fold_line(hidden: usize, width: usize, start: usize) -> Body {
    let text = truncated(&format!(" ⋯ {hidden} more lines"), width);
    Body {
        runs: vec![Run::added(text, Role::CodeCaption)],
        fill: Some(Role::CodeText),
        source: start..start,
        scrolls: false,
        ..Body::default()
    }
}

fn caption(info: &str, width: usize, start: usize) -> Option<Body> {
    let language = language::of_info(info)?;
    let caption = sanitize::sanitize_line(&language).into_owned();
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

/// Whether any line of a code block takes more than `width` cells with the one that is free in front.
fn is_too_wide(page: &Page<'_>, whole: &Code, width: usize) -> bool {
    let (document, blocks) = (
        page.document,
        whole.blocks.0 as usize..whole.blocks.1 as usize,
    );
    let parts = document.parsed().blocks.get(blocks).unwrap_or_default();
    let (mut measured, mut cells) = (0, 0);
    for piece in parts.iter().flat_map(|part| document.pieces(part)) {
        let text = document.text(piece.text);
        measured += text.len();
        for (number, part) in text.split('\n').enumerate() {
            let before = if number == 0 { cells } else { 0 };
            cells = cells_with(before, part);
            if cells >= width {
                return true;
            }
        }
        if measured > MAX_MEASURED {
            return true;
        }
    }
    false
}

/// The cells of a line of code with another part of it, which is drawn by itself.
fn cells_with(before: usize, part: &str) -> usize {
    if part.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return before + part.len();
    }
    let shown = sanitize::sanitize(part);
    let graphemes = shown.graphemes(true);
    graphemes.fold(before, |cells, grapheme| match grapheme {
        "\t" => cells + TAB - cells % TAB,
        _ => cells + grapheme_width(grapheme),
    })
}

struct Rows<'a> {
    page: &'a Page<'a>,
    width: usize,
    /// Whether the whole block moves when wide code is scrolled sideways.
    scrolls: bool,
    bodies: Vec<Body>,
    row: Row,
}

/// The row that is being filled.
#[derive(Default)]
struct Row {
    runs: Vec<Run>,
    /// Cells of the text, without the mark in front.
    cells: usize,
    /// Bytes of the source line that have been coloured.
    painted: usize,
    /// True where it goes on from the row above.
    continued: bool,
    /// Cells of white space that the line of code begins with.
    indent: usize,
    /// True once something else than white space stands in the row.
    begun: bool,
    /// Behind the last white space: what follows may go on in the next row.
    gap: Option<Gap>,
    source: std::ops::Range<usize>,
    open: bool,
}

/// A place in a row where it may break.
#[derive(Clone, Copy)]
struct Gap {
    /// How many runs are before it, the one that it stands in among them.
    runs: usize,
    /// Bytes of that run.
    bytes: usize,
    /// Cells of the text before it.
    cells: usize,
}

impl Row {
    /// Takes note of what was placed last.
    fn pass(&mut self, is_space: bool) {
        match (is_space, self.begun) {
            (false, _) => self.begun = true,
            (true, false) if self.continued => {}
            (true, false) => self.indent = self.cells,
            (true, true) => {
                self.gap = self.runs.last().map(|last| Gap {
                    runs: self.runs.len(),
                    bytes: last.text.len(),
                    cells: self.cells,
                });
            }
        }
    }

    /// Takes away what stands behind the last white space, where it is at most `room` cells: the runs, and how
    /// many cells they are.
    fn take_last_word(&mut self, room: usize) -> (Vec<Run>, usize) {
        let is_word = |gap: &Gap| gap.cells < self.cells && self.cells - gap.cells <= room;
        let Some(gap) = self.gap.filter(is_word) else {
            return (Vec::new(), 0);
        };
        let mut word = self.runs.split_off(gap.runs);
        if let Some(rest) = self.runs.last_mut().and_then(|run| cut(run, gap.bytes)) {
            word.insert(0, rest);
        }
        if let Some(first) = word.first() {
            self.source.end = first.source.start.max(self.source.start);
        }
        (word, self.cells - gap.cells)
    }
}

/// Cuts a run behind so many bytes, where there is something behind them.
fn cut(run: &mut Run, bytes: usize) -> Option<Run> {
    if bytes >= run.text.len() {
        return None;
    }
    let is_exact = run.text.len() == run.source.len();
    let text = run.text.split_off(bytes);
    let mut rest = Run {
        text,
        ..run.clone()
    };
    if is_exact {
        run.source.end = run.source.start + bytes;
        rest.source.start = run.source.end;
    }
    Some(rest)
}

impl Rows<'_> {
    /// The cells for text: one stays free on each side.
    fn room(&self) -> usize {
        self.width.saturating_sub(2).max(2)
    }

    /// Adds the lines of some pieces, at most `limit`; says how many. The first one has number `line` in the code.
    fn add_lines(&mut self, pieces: &[Piece], line: usize, limit: usize) -> usize {
        let mut added = 0;
        for piece in pieces {
            let source = piece.source.range();
            let text = self.page.document.text(piece.text);
            let exact = text.len() == source.len();
            let mut at = 0;
            for part in text.split_inclusive('\n') {
                let from = if exact {
                    source.start + at
                } else {
                    source.start
                };
                let paint = self
                    .page
                    .colours
                    .map_or(&[][..], |colours| colours.line(line + added));
                self.add(part.trim_end_matches('\n'), from, exact, paint);
                at += part.len();
                if part.ends_with('\n') {
                    self.end();
                    added += 1;
                    if added == limit {
                        return added;
                    }
                    self.begin(from + part.len(), false);
                }
            }
        }
        added
    }

    fn begin(&mut self, source: usize, continued: bool) {
        let mark = if continued { CONTINUED } else { " " };
        self.row = Row {
            runs: vec![Run::added(mark, Role::Dim)],
            source: source..source,
            open: continued,
            continued,
            ..Row::default()
        };
    }

    fn add(&mut self, text: &str, from: usize, exact: bool, paint: &[Paint]) {
        self.row.open = true;
        for part in sanitize::parts(text) {
            match part {
                Part::Clean(start, end) => {
                    let clean = text.get(start..end).unwrap_or_default();
                    for grapheme in clean.graphemes(true) {
                        let role = role_at(paint, self.row.painted);
                        self.row.painted += grapheme.len();
                        let at = offset(grapheme, text);
                        self.put(grapheme, role, if exact { from + at } else { from }, exact);
                    }
                }
                Part::Mark(start, _, c) => {
                    let mut mark = String::new();
                    sanitize::push_mark(&mut mark, c);
                    self.row.painted += c.len_utf8();
                    for grapheme in mark.graphemes(true) {
                        self.put(grapheme, Role::Control, from + start, false);
                    }
                }
                Part::Dropped => {}
            }
        }
    }

    /// Places a grapheme that is wider than a row, character by character.
    fn put_wide(&mut self, grapheme: &str, role: Role, source: usize, exact: bool) {
        for (at, c) in grapheme.char_indices() {
            let mut bytes = [0; 4];
            self.put(
                c.encode_utf8(&mut bytes),
                role,
                if exact { source + at } else { source },
                exact,
            );
        }
    }

    /// Places one grapheme; a tab goes to the next stop.
    fn put(&mut self, grapheme: &str, role: Role, source: usize, exact: bool) {
        let (text, cells) = match grapheme {
            "\t" => {
                // A row may be narrower than a tab.
                let cells = (TAB - self.row.cells % TAB).min(self.room());
                (&"    "[..cells.min(4)], cells)
            }
            _ => (grapheme, grapheme_width(grapheme)),
        };
        if cells > self.room() && grapheme.chars().count() > 1 {
            return self.put_wide(grapheme, role, source, exact);
        }
        let is_space = matches!(grapheme, " " | "\t");
        // A space at the end of a row stands in the cell that is free there.
        let room = self.room() + usize::from(grapheme == " ");
        if self.row.cells + cells > room && self.page.options.code == CodeWrap::Wrap {
            self.go_on(source, cells, !is_space);
        }
        self.row.cells += cells;
        let len = if exact { grapheme.len() } else { 0 };
        self.push(text, role, source..source + len);
        self.row.pass(is_space);
    }

    /// Goes on in a new row, below the line's beginning, where `cells` find room; with the word that is being
    /// placed, if that fits.
    fn go_on(&mut self, source: usize, cells: usize, inside_word: bool) {
        let (painted, indent) = (self.row.painted, self.row.indent);
        let room = self.room();
        let (word, width) = match inside_word {
            true => self.row.take_last_word(room.saturating_sub(cells)),
            false => (Vec::new(), 0),
        };
        let source = word.first().map_or(source, |first| first.source.start);
        self.end();
        self.begin(source, true);
        let margin = indent.min(room / 2).min(room.saturating_sub(width + cells));
        if let Some(mark) = self.row.runs.first_mut() {
            mark.text.push_str(&" ".repeat(margin));
        }
        if let Some(last) = word.last() {
            self.row.source.end = last.source.end.max(source);
        }
        self.row.begun = !word.is_empty();
        self.row.runs.extend(word);
        self.row.cells = margin + width;
        self.row.painted = painted;
        self.row.indent = indent;
    }

    /// Adds to the run before, where that looks the same and goes on in the source.
    fn push(&mut self, text: &str, role: Role, source: std::ops::Range<usize>) {
        let style = TextStyle::from(role);
        self.row.source.end = self.row.source.end.max(source.end);
        let same_length = text.len() == source.len();
        let inside = self.row.runs.len() > 1;
        if let Some(last) = self.row.runs.last_mut().filter(|_| inside)
            && last.style == style
            && last.source.end == source.start
            && (last.text.len() == last.source.len()) == same_length
        {
            last.text.push_str(text);
            last.source.end = source.end;
            return;
        }
        self.row.runs.push(Run {
            text: text.to_owned(),
            style,
            link: None,
            source,
        });
    }

    fn end(&mut self) {
        let row = std::mem::take(&mut self.row);
        self.bodies.push(Body {
            runs: row.runs,
            fill: Some(Role::CodeText),
            scrolls: self.scrolls,
            source: row.source,
            ..Body::default()
        });
    }

    /// Code without any line still shows that it is there.
    fn finish(mut self) -> Vec<Body> {
        if self.row.open || self.bodies.is_empty() {
            self.end();
        }
        self.bodies
    }
}

fn offset(part: &str, whole: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

fn role_at(paint: &[Paint], byte: usize) -> Role {
    let at = paint.partition_point(|paint| (paint.end as usize) <= byte);
    paint.get(at).map_or(Role::CodeText, |paint| paint.role)
}
