//! The lesson that is open: its text, its place in the course, and the lists beside it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::hints::{Hints, Target};
use super::images::Renderings;
use super::passage::Passage;
use super::search::Search;
use crate::app::direction::Direction;
use crate::app::lesson_ref::LessonRef;
use crate::app::widget::list::ListCursor;
use crate::app::widget::outline::OutlineList;
use crate::app::widget::scroll_bar::ScrollBar;
use crate::app::widget::sheet::Sheet;
use crate::app::widget::text_view::TextView;
use crate::domain::study::Reading;
use crate::domain::{LessonEntry, LessonNumber, Minutes, Outline, Percent, Position, Seconds};
use crate::lesson::{Document, Edit, Match, Place};

/// A column of the Lesson screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Column {
    /// The outline beside the text.
    Outline,
    /// The text.
    #[default]
    Text,
    /// The contents beside the text.
    Contents,
}

/// A lesson that is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Reader {
    /// The outline that the lesson belongs to.
    pub outline: Arc<Outline>,
    /// The lesson's number in it.
    pub number: LessonNumber,
    /// The lesson.
    pub lesson: LessonEntry,
    /// Its text.
    pub text: TextView,
    /// The column that has the keys.
    pub column: Column,
    /// The outline beside the text.
    pub beside: OutlineList,
    /// Where the contents beside the text stand.
    pub headings: ListCursor,
    /// The number of headings above the place to which these followed the text; none before they did.
    pub followed: Option<usize>,
    /// The position that was saved last.
    pub saved: Option<Position>,
    /// The search in it.
    pub search: Option<Search>,
    /// Its answers and ticks; none where it has no questions and no tasks.
    pub sheet: Option<Sheet>,
    /// The line at the top when a question was gone to or answered, or was scrolled to.
    pub settled: Option<Place>,
    /// The letters over links or code, while one is being picked.
    pub hints: Option<Hints>,
    /// The passage that is selected.
    pub passage: Option<Passage>,
    /// The link or fold that the keys selected last.
    pub target: Option<Target>,
    /// The blocks that have a bookmark.
    pub flags: BTreeSet<usize>,
    /// The renderings of its images, near the screen.
    pub renderings: Renderings,
    /// How many words were above the screen when the lesson was opened.
    pub began_at: usize,
    /// Whether its text may have changed since it was asked for, while that is under way.
    pub reload_again: bool,
}

impl Reader {
    /// Whether only an excerpt of the lesson is there.
    pub fn is_excerpt(&self) -> bool {
        self.text.layout().document().is_excerpt()
    }

    /// The lesson, for the clock and for records.
    pub fn lesson_ref(&self) -> LessonRef {
        LessonRef {
            course: self.outline.course.id.clone(),
            lesson: self.lesson.head.id.clone(),
        }
    }

    /// The lesson's entry with the figures that the outline has now.
    pub fn entry(&self) -> &LessonEntry {
        self.outline
            .lesson(self.number)
            .filter(|l| l.head.id == self.lesson.head.id)
            .unwrap_or(&self.lesson)
    }

    /// True for a lesson that is marked as done.
    pub fn is_done(&self) -> bool {
        self.entry().progress.completion.is_some()
    }

    /// Takes a newer outline, in which the lesson may have moved, into a side of `height` rows; true where the
    /// lesson's text now begins otherwise.
    pub fn follow(&mut self, outline: Arc<Outline>, height: usize) -> bool {
        let LessonEntry {
            head,
            progress,
            read,
            ..
        } = &self.lesson;
        let read = *read;
        self.number = outline.number_of(&head.id).unwrap_or(self.number);
        let progress = progress.clone();
        self.beside.refresh(Arc::clone(&outline), height);
        self.outline = outline;
        let lesson = LessonEntry {
            progress,
            read,
            ..self.entry().clone()
        };
        let changed = self.lesson != lesson;
        self.lesson = lesson;
        changed
    }

    /// Shows an edited version of the lesson, where place and search stay.
    pub fn follow_edit(&mut self, document: Arc<Document>, edit: &Edit) {
        if let Some(search) = &mut self.search {
            search.follow(edit);
        }
        self.target = None;
        self.text.follow(document, edit);
    }

    /// The lesson after this one, or the one before.
    pub fn neighbour(&self, direction: Direction) -> Option<&LessonEntry> {
        let here = self.number;
        let mut lessons = self.outline.lessons();
        let found = match direction {
            Direction::Forward => lessons.find(|(number, _)| *number > here),
            Direction::Back => lessons.rev().find(|(number, _)| *number < here),
        };
        found.map(|(_, lesson)| lesson)
    }

    /// The index of the heading that the top of the screen is under, or what was jumped to.
    pub fn current_heading(&self) -> Option<usize> {
        let layout = self.text.layout();
        if let Some(block) = self.text.landed() {
            return layout.document().heading_at(Place { block, line: 0 });
        }
        // The last sections may never reach the top of the screen: at the end, the end is where one is.
        if self.text.at_end() && self.text.top() != Place::default() {
            return layout.document().headings().len().checked_sub(1);
        }
        layout.document().heading_at(self.text.top())
    }

    /// Goes to the next heading below the top of the screen, or what was jumped to, or to the one before it, so many
    /// times, of those that are shown; to the last one, or to the beginning, where there are fewer.
    pub fn move_by_heading(&mut self, direction: Direction, times: usize) {
        let layout = self.text.layout();
        let landed = self.text.landed();
        let here = landed.map_or(self.text.top(), |block| layout.place_of_block(block));
        let headings = layout.document().headings().iter();
        let blocks = headings
            .map(|heading| heading.block)
            .filter(|block| !layout.is_folded_away(*block));
        let place = |block: &usize| layout.place_of_block(*block);
        if direction == Direction::Forward {
            let next = blocks
                .filter(|block| place(block) > here)
                .take(times)
                .last();
            if let Some(block) = next {
                self.text.jump_to_block(block);
            }
        } else {
            let mut before = blocks.rev().filter(|block| place(block) < here);
            match before.nth(times.saturating_sub(1)) {
                Some(block) => self.text.jump_to_block(block),
                None => self.text.to_top(),
            }
        }
    }

    /// How much there is to read under a heading, up to the next one.
    pub fn reading_under(&self, heading: usize) -> Reading {
        let document = self.text.layout().document();
        let from = |index: usize| {
            let heading = document.headings().get(index);
            let block = heading.map(|heading| heading.block);
            block.map_or(Reading::default(), |block| {
                document.reading_from(Place { block, line: 0 })
            })
        };
        let (here, next) = (from(heading), from(heading + 1));
        Reading {
            words: here.words.saturating_sub(next.words),
            code_lines: here.code_lines.saturating_sub(next.code_lines),
        }
    }

    /// Brings the match that one is at to the screen.
    pub fn show_current_match(&mut self) {
        let Some(found) = self.search.as_ref().and_then(Search::current).cloned() else {
            return;
        };
        self.text.show(&found);
    }

    /// Goes to a line of its text, from 1.
    pub fn go_to_line(&mut self, line: usize) {
        let source = self.text.layout().document().source();
        let before = source.split_inclusive('\n').take(line.saturating_sub(1));
        let byte: usize = before.map(str::len).sum();
        let block = self.text.layout().document().block_of_byte(byte);
        self.text.show(&Match {
            block,
            source: byte..byte,
        });
    }

    /// The line of its text that is on top of the screen, from 1.
    pub fn line_on_top(&mut self) -> usize {
        let position = self.text.position();
        let layout = self.text.layout();
        let byte = layout.start_of_position(&position) + position.offset as usize;
        let above = layout.document().source().get(..byte).unwrap_or_default();
        above.matches('\n').count() + 1
    }

    /// Whether code is on screen of which its author hides lines.
    pub fn shows_code_with_hidden_lines(&self) -> bool {
        let document = self.text.layout().document();
        let mut blocks: Vec<usize> = self
            .text
            .on_screen()
            .map(|(place, _)| place.block)
            .collect();
        blocks.dedup();
        blocks
            .iter()
            .any(|block| !document.hidden_lines(*block).is_empty())
    }

    /// Brings a heading to the top.
    pub fn go_to_heading(&mut self, index: usize) {
        let headings = self.text.layout().document().headings();
        if let Some(block) = headings.get(index).map(|heading| heading.block) {
            self.text.jump_to_block(block);
        }
    }

    /// How much of the text is above the end of the screen.
    pub fn read_so_far(&self) -> Percent {
        if self.text.at_end() {
            return Percent::FULL;
        }
        let document = self.text.layout().document();
        Percent::of(self.text.words_above(), document.words())
    }

    /// How long the rest takes, in whole minutes; 0 at the end.
    pub fn minutes_left(&self) -> Minutes {
        if self.text.at_end() {
            return Minutes(0);
        }
        let document = self.text.layout().document();
        let Seconds(left) = self.takes(document.reading_from(self.text.top()));
        Minutes(u32::try_from(left.div_ceil(60)).unwrap_or(u32::MAX))
    }

    /// How long a part of the text takes, of the time that the lesson takes.
    pub fn takes(&self, part: Reading) -> Seconds {
        let document = self.text.layout().document();
        let whole = document.reading_from(Place::default());
        part.share_of(self.lesson.head.minutes, whole)
    }

    /// Scrolls so that the thumb of the scroll bar stands on that row of its column.
    pub fn scroll_to_row(&mut self, row: u16, height: u16) {
        let above = ScrollBar::of(&self.text).and_then(|bar| bar.above_for(row, height));
        if let Some(above) = above {
            self.go_to_word(above);
        }
    }

    /// Goes to where so many per cent of the text are above, as [`read_so_far`](Self::read_so_far) says it.
    pub fn go_to_percent(&mut self, percent: usize) {
        let words = self.text.layout().document().words();
        let above = words.saturating_mul(percent).div_ceil(100);
        self.go_to_word(above);
        if self.text.words_above() < above {
            self.text.scroll(1);
        }
    }

    fn go_to_word(&mut self, above: usize) {
        let document = self.text.layout().document();
        if above >= document.words() {
            return self.text.to_bottom();
        }
        let place = self.text.edit(|layout| layout.place_of_word(above));
        self.text.go_to(place);
    }
}
