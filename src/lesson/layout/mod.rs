//! Blocks become lines of one width, lazily: only what the viewport needs is laid out.

mod beyond;
mod code;
mod dress;
pub(super) mod flat;
mod fold;
mod image;
pub(super) mod leaf;
mod line;
mod options;
mod position;
mod prefix;
mod sticky;
pub(super) mod table;
mod walk;
pub(super) mod wrap;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::block::BlockKind;
use super::document::{Document, Place};
use super::edit::Edit;
use super::highlight::Highlight;
use fold::Fold;

pub use dress::{Dress, Words};
pub use image::{Canvas, CellSize, ImageRow};
pub use line::{Line, Run};
pub use options::{CodeWrap, LayoutOptions, MIN_WIDTH, TableForm};
pub use sticky::StickyHeader;

/// Lines that are kept; more are laid out again when they are needed.
const MAX_KEPT: usize = 4096;

/// Colours that are kept, in code blocks.
const MAX_COLOURED: usize = 64;

/// A lesson laid out for one width, as far as it has been looked at.
///
/// [`prepare`](Layout::prepare) lays out what a viewport needs, [`visible`](Layout::visible) gives it to who draws.
#[derive(Debug, Clone)]
pub struct Layout {
    document: Arc<Document>,
    options: LayoutOptions,
    /// Blocks that fold (details, long code) and are not as they would be by themselves.
    toggled: BTreeSet<Fold>,
    dress: Arc<Dress>,
    kept: BTreeMap<usize, Arc<[Line]>>,
    kept_lines: usize,
    colours: BTreeMap<u32, Arc<Highlight>>,
    columns: BTreeMap<u32, table::Columns>,
}

/// Layouts are equal when they would show the same; what has been laid out so far doesn't matter.
impl PartialEq for Layout {
    fn eq(&self, other: &Self) -> bool {
        self.document == other.document
            && self.options == other.options
            && self.toggled == other.toggled
            && self.dress == other.dress
    }
}

impl Layout {
    /// A layout in which nothing is laid out yet.
    pub fn new(document: Arc<Document>, options: LayoutOptions) -> Layout {
        Layout {
            document,
            options,
            toggled: BTreeSet::new(),
            dress: Arc::default(),
            kept: BTreeMap::new(),
            kept_lines: 0,
            colours: BTreeMap::new(),
            columns: BTreeMap::new(),
        }
    }

    /// The layout of an edited version of the lesson: what was unfolded stays so.
    pub fn edited(&self, document: Arc<Document>, edit: &Edit) -> Layout {
        let mut layout = Layout::new(document, self.options.clone());
        for fold in &self.toggled {
            let folded = layout.fold_of(edit.block(self.block_of(*fold)));
            layout.toggled.extend(folded);
        }
        layout
    }

    /// The lesson.
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// How it is laid out.
    pub fn options(&self) -> &LayoutOptions {
        &self.options
    }

    /// Lays the same lesson out in another way; folds and colours stay.
    pub fn set_options(&mut self, options: LayoutOptions) {
        if self.options != options {
            self.options = options;
            self.forget();
        }
    }

    /// The dress of the text.
    pub fn dress(&self) -> &Arc<Dress> {
        &self.dress
    }

    /// Puts something else on the text.
    pub fn set_dress(&mut self, dress: Arc<Dress>) {
        if self.dress != dress {
            if self.dress.fills != dress.fills {
                self.columns.clear();
            }
            self.dress = dress;
            self.forget();
        }
    }

    /// Lays out what a viewport of `rows` lines from `top` needs, and nothing else.
    pub fn prepare(&mut self, top: Place, rows: usize) {
        if self.kept_lines > MAX_KEPT {
            self.forget();
        }
        let mut missing = rows.saturating_add(top.line);
        let mut block = Some(top.block);
        while let Some(this) = block.filter(|_| missing > 0) {
            missing = missing.saturating_sub(self.height(this));
            block = self.next_shown(this);
        }
    }

    /// The lines of a viewport of `rows` lines from `top`, with their places; only what is prepared.
    pub fn visible(&self, top: Place, rows: usize) -> impl Iterator<Item = (Place, &Line)> {
        self.kept
            .range(top.block..)
            .filter(|(block, _)| !self.is_folded_away(**block))
            .flat_map(|(block, lines)| {
                lines.iter().enumerate().map(|(line, text)| {
                    (
                        Place {
                            block: *block,
                            line,
                        },
                        text,
                    )
                })
            })
            .skip_while(move |(place, _)| *place < top)
            .take(rows)
    }

    /// Gives a code block its colours. Lines stay where they are.
    pub fn highlight(&mut self, block: usize, colours: Arc<Highlight>) {
        let Some((code, blocks)) = self.document.code_at(block) else {
            return;
        };
        if self.colours.len() >= MAX_COLOURED {
            self.colours.clear();
        }
        self.colours.insert(code, colours);
        let laid: Vec<usize> = self.kept.range(blocks).map(|(block, _)| *block).collect();
        for block in laid {
            self.drop_block(block);
            self.height(block);
        }
    }

    /// Whether code has colours.
    pub fn is_coloured(&self) -> bool {
        !self.colours.is_empty()
    }

    /// Takes the colours of all code away. Lines stay where they are.
    pub fn forget_colours(&mut self) {
        self.colours.clear();
        self.forget();
    }

    /// The code blocks of a viewport that have a language and no colours yet, by their first shown block.
    pub fn wants_highlight(&self, top: Place, rows: usize) -> Vec<usize> {
        let mut seen = BTreeSet::new();
        let mut wanted = Vec::new();
        for (place, _) in self.visible(top, rows) {
            let code = self.document.code_at(place.block).map(|(code, _)| code);
            if code.is_some_and(|code| seen.insert(code) && self.lacks_colours(code)) {
                wanted.push(place.block);
            }
        }
        wanted
    }

    fn lacks_colours(&self, code: u32) -> bool {
        !self.colours.contains_key(&code) && self.document.language(code).is_some()
    }

    /// How many words are above a place, in proportion to the lines of its block as far as it is laid out.
    pub fn words_before(&self, place: Place) -> usize {
        let Some(lines) = self.kept.get(&place.block) else {
            return self.document.words_before(place);
        };
        let before = self.document.words_before_block(place.block);
        let inside = self.document.words_before_block(place.block + 1) - before;
        before + inside * place.line.min(lines.len()) / lines.len().max(1)
    }

    /// The place with so many words above it: the inverse of [`words_before`](Self::words_before).
    pub fn place_of_word(&mut self, words: usize) -> Place {
        let Place { block, .. } = self.document.place_of_word(words);
        let before = self.document.words_before_block(block);
        let inside = self.document.words_before_block(block + 1) - before;
        let first = self.place_of_block(block).line;
        let text = self.height(block).saturating_sub(first);
        let line = first + text * words.saturating_sub(before) / inside.max(1);
        self.on_line(Place { block, line })
    }

    /// The lines of a block, laid out now if they aren't kept.
    fn lines(&mut self, block: usize) -> Arc<[Line]> {
        if let Some(lines) = self.kept.get(&block) {
            return Arc::clone(lines);
        }
        self.measure_table_of(block);
        let lines: Arc<[Line]> = self.laid_out(block, &self.options).into();
        self.kept_lines += lines.len();
        self.kept.insert(block, Arc::clone(&lines));
        lines
    }

    fn laid_out(&self, index: usize, options: &LayoutOptions) -> Vec<Line> {
        let Some(block) = self
            .document
            .block(index)
            .filter(|_| !self.is_folded_away(index))
        else {
            return Vec::new();
        };
        let (columns, colours) = match block.kind {
            BlockKind::Table(table) => (self.columns.get(&table), None),
            BlockKind::Code(code) => (None, self.colours.get(&code)),
            _ => (None, None),
        };
        let page = leaf::Page {
            document: &self.document,
            options,
            dress: &self.dress,
            folding: self.folding(index),
            colours: colours.map(AsRef::as_ref),
            columns,
        };
        let mut lines = leaf::lines(&page, index, block);
        self.mark_handles(index, &mut lines);
        lines
    }

    /// Measures the table that a block belongs to, unless that is done.
    fn measure_table_of(&mut self, block: usize) {
        let Some(table) = self
            .table_at(block)
            .filter(|table| !self.columns.contains_key(table))
        else {
            return;
        };
        if let Some(measured) = self.document.parsed().tables.get(table as usize) {
            let columns = table::measure(&self.document, measured, &self.dress);
            if self.columns.len() >= MAX_COLOURED {
                self.columns.clear();
            }
            self.columns.insert(table, columns);
        }
    }

    /// Whether a block would look otherwise with tables in that form; not said of one that isn't prepared.
    pub fn differs_with(&self, tables: TableForm, block: usize) -> bool {
        let kept = self.kept.get(&block);
        kept.is_some_and(|lines| **lines != self.laid_out(block, &self.options.with_tables(tables)))
    }

    /// How many lines a block has.
    fn height(&mut self, block: usize) -> usize {
        self.lines(block).len()
    }

    fn drop_block(&mut self, block: usize) {
        if let Some(lines) = self.kept.remove(&block) {
            self.kept_lines -= lines.len();
        }
    }

    fn forget(&mut self) {
        self.kept.clear();
        self.kept_lines = 0;
    }
}
