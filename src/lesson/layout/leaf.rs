//! Lays out one block as lines.

use std::ops::Range;

use super::dress::Dress;
use super::flat::Flat;
use super::image::{self, ImageRow};
use super::line::{Line, Run};
use super::options::LayoutOptions;
use super::prefix::Prefix;
use super::wrap::wrap;
use super::{code, table};
use crate::lesson::block::{Block, BlockKind, FrameKind, NONE};
use crate::lesson::document::Document;
use crate::lesson::highlight::Highlight;
use crate::lesson::style::{Role, TextStyle};

/// The state of a block that may fold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lesson) enum Folding {
    /// It never folds.
    Never,
    /// All of it is shown.
    Open,
    /// Only its beginning is shown.
    Folded,
}

/// Everything that a block's lines depend on besides the block.
#[derive(Debug)]
pub(in crate::lesson) struct Page<'a> {
    pub(in crate::lesson) document: &'a Document,
    pub(in crate::lesson) options: &'a LayoutOptions,
    pub(in crate::lesson) dress: &'a Dress,
    /// Whether the block is one that folds, and how it is.
    pub(in crate::lesson) folding: Folding,
    /// The colours of its code.
    pub(in crate::lesson) colours: Option<&'a Highlight>,
    /// The columns of its table.
    pub(in crate::lesson) columns: Option<&'a table::Columns>,
}

impl Page<'_> {
    /// Whether only the beginning of the block is shown.
    pub(in crate::lesson) fn is_folded(&self) -> bool {
        self.folding == Folding::Folded
    }

    /// The most lines of code that are shown.
    pub(in crate::lesson) fn fold_at(&self) -> usize {
        let folded = self.options.fold_code.filter(|_| self.is_folded());
        folded.map_or(usize::MAX, |lines| usize::from(lines.max(1)))
    }
}

/// The content of a line behind its prefix.
#[derive(Debug, Default)]
pub(in crate::lesson) struct Body {
    pub(in crate::lesson) runs: Vec<Run>,
    pub(in crate::lesson) fill: Option<Role>,
    pub(in crate::lesson) scrolls: bool,
    pub(in crate::lesson) header: bool,
    pub(in crate::lesson) image: Option<ImageRow>,
    pub(in crate::lesson) source: Range<usize>,
}

/// The lines of a block, with the blank ones above it.
pub(in crate::lesson) fn lines(page: &Page<'_>, index: usize, block: &Block) -> Vec<Line> {
    let width = page.options.cells();
    let prefix = Prefix::of(page.document, page.dress, index, block.frame, width);
    let mut bodies = bodies(page, block, width - prefix.width);
    if block.kind == BlockKind::Paragraph {
        image::put_around(page, index, block, width - prefix.width, &mut bodies);
    }
    let mut lines = blank_lines(page, index, block);
    let airy = page.options.airy && has_sentences(block.kind);
    for (number, body) in bodies.into_iter().enumerate() {
        if number > 0 && airy && body.image.is_none() {
            lines.push(blank(&prefix, body.source.start..body.source.start));
        }
        let mut runs = prefix.line(number).to_vec();
        let count = runs.len();
        runs.extend(body.runs);
        lines.push(Line {
            runs,
            prefix: count,
            indent: prefix.width,
            fill: body.fill,
            scrolls: body.scrolls,
            header: body.header,
            handle: false,
            image: body.image,
            source: body.source,
        });
    }
    lines.extend(below(page, index, block));
    lines
}

/// The lines that are put below a block, behind one that is free.
fn below(page: &Page<'_>, index: usize, block: &Block) -> Vec<Line> {
    let Some(said) = page.dress.below.get(&index) else {
        return Vec::new();
    };
    let end = block.source.range().end;
    let mut lines = vec![Line::default()];
    for words in said {
        let mut flat = Flat::default();
        for word in words {
            flat.push_clean(&word.text, word.style, NONE, end..end);
        }
        lines.extend(
            wrapped(&flat, page.options.cells(), end)
                .into_iter()
                .map(|body| Line {
                    runs: body.runs,
                    ..Line::default()
                }),
        );
    }
    for line in &mut lines {
        line.source = end..end;
    }
    lines
}

/// The gap above a block: bars of the containers that hold both neighbours run through it.
fn blank_lines(page: &Page<'_>, index: usize, block: &Block) -> Vec<Line> {
    let gap = gap(page.options, index, block);
    if gap == 0 {
        return Vec::new();
    }
    let prefix = Prefix::of(
        page.document,
        page.dress,
        index,
        block.gap_frame,
        page.options.cells(),
    );
    let start = block.source.range().start;
    vec![blank(&prefix, start..start); gap]
}

/// How many blank lines stand above a block: one at least where text is to have air.
pub(in crate::lesson) fn gap(options: &LayoutOptions, index: usize, block: &Block) -> usize {
    let least = u8::from(options.airy && has_sentences(block.kind));
    match index {
        0 => 0,
        _ => usize::from(block.gap.max(least)),
    }
}

/// Whether lines of a block are sentences, which air makes easier to read.
fn has_sentences(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Paragraph | BlockKind::Notice | BlockKind::Summary(_)
    )
}

fn blank(prefix: &Prefix, source: Range<usize>) -> Line {
    Line {
        prefix: prefix.rest.len(),
        runs: prefix.rest.clone(),
        indent: prefix.width,
        source,
        ..Line::default()
    }
}

fn bodies(page: &Page<'_>, block: &Block, width: usize) -> Vec<Body> {
    let start = block.source.range().start;
    match block.kind {
        BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Notice => {
            wrapped(&flat(page, block), width, start)
        }
        BlockKind::Math => {
            let pieces = page.document.pieces(block);
            wrapped(&Flat::formula(page.document, pieces, width), width, start)
        }
        BlockKind::AlertTitle(alert) => {
            let style = TextStyle {
                strong: true,
                ..alert.role().into()
            };
            let mut flat = Flat::default();
            flat.push(&format!("{} ", alert.mark()), style, NONE, start..start);
            flat.extend(page.document, page.document.pieces(block), style);
            wrapped(&flat, width, start)
        }
        BlockKind::Summary(_) => summary(page, block, width),
        BlockKind::Rule => vec![added(&"─".repeat(width), Role::Rule.into(), start)],
        BlockKind::NotesRule => vec![added(&"─".repeat(width.min(16)), Role::Rule.into(), start)],
        BlockKind::Code(code) => code::bodies(page, block, code, width),
        BlockKind::Table(table) => table::bodies(page, block, table, width),
    }
}

fn added(text: &str, style: TextStyle, source: usize) -> Body {
    Body {
        runs: vec![Run::added(text, style)],
        source: source..source,
        ..Body::default()
    }
}

fn flat(page: &Page<'_>, block: &Block) -> Flat {
    let base = base(page.document, block);
    Flat::filled(page.document, page.document.pieces(block), base, page.dress)
}

/// The look of a block's text where nothing else is said.
pub(in crate::lesson) fn base(document: &Document, block: &Block) -> TextStyle {
    match block.kind {
        BlockKind::Heading(1) => strong(Role::Heading1),
        BlockKind::Heading(2) => strong(Role::Heading2),
        BlockKind::Heading(_) => strong(Role::Heading3),
        BlockKind::Summary(_) => strong(Role::Text),
        BlockKind::Notice => Role::Dim.into(),
        _ if in_quote(document, block.frame) => Role::Quote.into(),
        _ => TextStyle::default(),
    }
}

fn strong(role: Role) -> TextStyle {
    TextStyle {
        strong: true,
        ..role.into()
    }
}

/// Whether the nearest quote around is a plain one; text of alerts looks ordinary.
fn in_quote(document: &Document, frame: u32) -> bool {
    let mut at = frame;
    while let Some(frame) = document
        .parsed()
        .frames
        .get(at as usize)
        .filter(|_| at != NONE)
    {
        if let FrameKind::Quote(alert) = frame.kind {
            return alert.is_none();
        }
        at = frame.parent;
    }
    false
}

/// The lines of a text.
pub(in crate::lesson) fn wrapped(flat: &Flat, width: usize, start: usize) -> Vec<Body> {
    let mut end = start;
    wrap(&flat.text, width)
        .into_iter()
        .map(|range| {
            let from = flat.source_at(range.start).unwrap_or(end);
            let runs = flat.runs(range);
            end = runs
                .iter()
                .map(|run| run.source.end)
                .max()
                .unwrap_or(from)
                .max(from);
            Body {
                runs,
                source: from..end,
                ..Body::default()
            }
        })
        .collect()
}

fn summary(page: &Page<'_>, block: &Block, width: usize) -> Vec<Body> {
    let marker = if page.is_folded() { "▸ " } else { "▾ " };
    let start = block.source.range().start;
    let mut bodies = wrapped(&flat(page, block), width.saturating_sub(2), start);
    for (number, body) in bodies.iter_mut().enumerate() {
        let text = if number == 0 { marker } else { "  " };
        body.runs
            .insert(0, Run::added(text, strong(Role::ListMarker)));
    }
    bodies
}
