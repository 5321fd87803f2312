//! Text that scrolls: a lesson's lines between a top line and the height of the screen.

mod moving;

use std::sync::Arc;

use crate::app::widget::sideways::Sideways;
use crate::domain::Position;
use crate::lesson::{
    Document, Dress, Edit, ImageRow, Layout, LayoutOptions, Line, Match, Place, StickyHeader,
    TableForm, words,
};

/// Laid-out text and the line at the top of the screen. What is on screen is always laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct TextView {
    layout: Layout,
    /// The line that is first on the screen where no header covers it.
    top: Place,
    /// The header of a long table, over the first lines of the screen.
    header: Option<StickyHeader>,
    rows: usize,
    /// How far wide code and tables are scrolled to the left, in columns.
    offset: usize,
    at_end: bool,
    /// Where the learner went last: other sizes come and go without moving it.
    anchor: Option<Position>,
    /// The block that was jumped to, where the text ends before it can stand at the top; until the next movement.
    landed: Option<usize>,
}

impl TextView {
    /// The text from its beginning.
    pub fn new(document: Arc<Document>, options: LayoutOptions, rows: usize) -> Self {
        let layout = Layout::new(document, options);
        let mut view = Self {
            layout,
            top: Place::default(),
            header: None,
            rows,
            offset: 0,
            at_end: false,
            anchor: None,
            landed: None,
        };
        view.settle();
        view
    }

    /// The laid-out text.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The line that is read first: the one at the top of the screen, or below the header that stays there.
    pub fn top(&self) -> Place {
        let mut lines = self.layout.visible(self.top, self.rows);
        lines
            .nth(self.covered())
            .map_or(self.top, |(place, _)| place)
    }

    /// The lines on screen from its top, with their places: those of a header that stays, then those that no
    /// header covers.
    pub fn on_screen(&self) -> impl Iterator<Item = (Place, &Line)> {
        let header = self.header.iter().flat_map(StickyHeader::lines);
        let lines = self.layout.visible(self.top, self.rows);
        header.chain(lines.skip(self.covered()))
    }

    fn covered(&self) -> usize {
        self.header.as_ref().map_or(0, StickyHeader::height)
    }

    /// How far wide code and tables are scrolled to the left, in columns.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Scrolls wide code and tables by some steps, as far as something on screen goes on; negative is to the left. Where
    /// a table is among them, a step is one of its columns, and no step is so wide that something is passed unseen.
    pub fn scroll_sideways(&mut self, steps: isize) {
        let wide = self.on_screen().filter(|(_, line)| line.scrolls);
        let wide: Vec<&Line> = wide.map(|(_, line)| line).collect();
        let cells = self.layout.options().cells();
        let widest = wide.iter().map(|line| line.width()).max();
        let most = widest.unwrap_or_default().saturating_sub(cells);
        let indent = wide.iter().map(|line| line.indent).max();
        let room = cells.saturating_sub(indent.unwrap_or_default());
        let stops = wide.iter().map(|line| line.column_offsets());
        let stops = stops.into_iter().find(|stops| !stops.is_empty());
        let sideways = Sideways {
            stops: stops.unwrap_or_default(),
            most,
            // The cells at both edges are for the marks that lines go on.
            widest_step: room.saturating_sub(2).max(1),
        };
        for _ in 0..steps.unsigned_abs() {
            self.offset = match steps < 0 {
                true => sideways.left_of(self.offset),
                false => sideways.right_of(self.offset),
            };
        }
    }

    /// Scrolls wide code and tables to a column.
    pub fn set_offset(&mut self, offset: usize) {
        self.offset = offset;
    }

    /// The part of a line that is drawn: of a wide one, the part that is scrolled to.
    pub fn window(&self, line: &Line) -> Line {
        line.window(self.offset, self.layout.options().cells())
    }

    /// How many lines are on screen.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Does something in the layout, for instance adds colours, and keeps what is on screen laid out.
    pub fn edit<R>(&mut self, change: impl FnOnce(&mut Layout) -> R) -> R {
        let result = change(&mut self.layout);
        self.settle();
        result
    }

    /// Opens or closes what folds by a line. Where a line behind its beginning closes it, what opens it again takes that
    /// line's row.
    pub fn toggle(&mut self, by: Place) {
        let first = self.layout.place_of_handle(by.block);
        let is_end = self.layout.is_open(by.block) && first != Some(by);
        let row = self.on_screen().position(|(place, _)| place == by);
        self.layout.toggle(by.block);
        let handle = self.layout.place_of_handle(by.block);
        if let Some(handle) = handle.filter(|_| is_end) {
            let row = row.and_then(|row| isize::try_from(row).ok());
            self.top = self
                .layout
                .scroll(handle, -row.unwrap_or_default(), self.rows);
        }
        self.top = self.layout.clamped(self.top, self.rows);
        self.moved();
        self.settle();
    }

    /// Puts something else on the text; the line at the top stays where it is.
    pub fn set_dress(&mut self, dress: Dress) {
        if **self.layout.dress() == dress {
            return;
        }
        self.layout.set_dress(Arc::new(dress));
        self.top = self.layout.clamped(self.top, self.rows);
        self.settle();
    }

    /// The learner went elsewhere: what was before no longer says where.
    fn moved(&mut self) {
        self.anchor = None;
        self.landed = None;
    }

    /// Another width or height; the text at the top stays at the top.
    pub fn resize(&mut self, options: LayoutOptions, rows: usize) {
        if *self.layout.options() == options && self.rows == rows {
            return;
        }
        let (anchor, landed) = (self.position(), self.landed);
        self.layout.set_options(options);
        self.rows = rows;
        self.restore(&anchor);
        self.landed = landed;
    }

    /// The block that was jumped to and isn't the first one on the screen.
    pub fn landed(&self) -> Option<usize> {
        self.landed
    }

    /// True where what was found is on the screen.
    pub fn shows(&mut self, found: &Match) -> bool {
        let place = self.edit(|layout| layout.place_of_source(found.block, found.source.start));
        self.on_screen().any(|(shown, _)| shown == place)
    }

    /// How many of what was found, in its order, stand above a line.
    pub fn above(&mut self, line: Place, found: &[Match]) -> usize {
        self.edit(|layout| {
            found.partition_point(|found| {
                let in_block = found.block == line.block;
                found.block < line.block
                    || in_block && layout.place_of_source(found.block, found.source.start) < line
            })
        })
    }

    /// Where the learner is: the line that was at the top when it was last scrolled there.
    pub fn position(&mut self) -> Position {
        let top = self.top();
        *self.anchor.get_or_insert_with(|| self.layout.position(top))
    }

    /// The position of a line as it is kept, to find it again.
    pub fn position_of(&mut self, line: Place) -> Position {
        self.edit(|layout| layout.position(line))
    }

    /// How many words are above the screen.
    pub fn words_above(&self) -> usize {
        self.layout.words_before(self.top())
    }

    /// Shows all of a text of which an excerpt was there; the place stays.
    pub fn complete(&mut self, document: Arc<Document>) {
        let position = self.position();
        let options = self.layout.options().clone();
        self.layout = Layout::new(document, options);
        self.restore(&position);
    }

    /// Shows an edited version of the text. The first line stays where it is; where it was edited itself, what took its
    /// place does.
    pub fn follow(&mut self, document: Arc<Document>, edit: &Edit) {
        let (top, kept) = (self.top(), self.position());
        let at = self.layout.position(top);
        let kept_block = self.layout.block_of_position(&kept);
        self.layout = self.layout.edited(document, edit);
        if top == Place::default() {
            return self.to_top();
        }
        let block = edit.block(top.block);
        if edit.is_unchanged(top.block, block) {
            self.go_to(Place { block, ..top });
        } else {
            self.restore(&edit.position(top.block, at.offset));
        }
        self.anchor = Some(edit.position(kept_block, kept.offset));
    }

    /// How many words are on screen.
    pub fn words_on_screen(&self) -> usize {
        let runs = self.on_screen().flat_map(|(_, line)| line.content());
        runs.map(|run| words::count(&run.text)).sum()
    }

    /// The code blocks near the screen that have no colours yet.
    pub fn blocks_without_colour(&self) -> Vec<usize> {
        self.layout.wants_highlight(self.top, self.rows)
    }

    /// The next form in which the tables on screen look otherwise; none where there is none.
    pub fn next_table_form(&self) -> Option<TableForm> {
        // A header that stays is part of a table that goes on below it.
        let lines = self.on_screen().skip(self.covered());
        let mut tables: Vec<usize> = lines.map(|(place, _)| place.block).collect();
        tables.retain(|block| self.layout.document().is_table(*block));
        tables.dedup();
        let differs = |form: &TableForm| {
            let mut tables = tables.iter();
            tables.any(|table| self.layout.differs_with(*form, *table))
        };
        self.layout.options().tables.others().find(differs)
    }

    /// The images that have room on the screen, or right below it as far as that is laid out.
    pub fn images_near(&self) -> Vec<ImageRow> {
        let near = self.layout.visible(self.top, self.rows.saturating_mul(2));
        let mut images: Vec<ImageRow> = Vec::new();
        for row in near.filter_map(|(_, line)| line.image) {
            if images.iter().all(|known| known.image != row.image) {
                images.push(row);
            }
        }
        images
    }

    /// True where the end of the text is on screen.
    pub fn at_end(&self) -> bool {
        self.at_end
    }

    /// Lays out the lines on screen, and finds out whether the end is among them.
    fn settle(&mut self) {
        // `prepare` comes last: the others lay out as well, and what they need may drop what is on screen.
        self.header = self.layout.sticky_header(self.top, self.rows);
        self.at_end = self.layout.at_end(self.top, self.rows);
        self.layout.prepare(self.top, self.rows);
    }
}
