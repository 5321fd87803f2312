//! How much there is to read in a lesson, and before a place in it: words, and lines of code.

use super::block::Block;
use super::document::{Document, Place};
use crate::domain::study::Reading;

/// About so many words stand on a line; what is far away is not laid out.
const WORDS_PER_LINE: usize = 10;

impl Document {
    /// The words of the whole lesson, code included.
    pub fn words(&self) -> usize {
        self.parsed().words
    }

    /// About how many words stand before a place, without layout: exact at a block's start.
    pub fn words_before(&self, place: Place) -> usize {
        let before = self.words_before_block(place.block);
        let after = self.words_before_block(place.block + 1);
        (before + place.line * WORDS_PER_LINE).min(after)
    }

    /// Where so many words stand before, about: the inverse of [`words_before`](Self::words_before).
    pub fn place_of_word(&self, words: usize) -> Place {
        let after = |block: &Block| block.words_before as usize <= words;
        let block = self
            .parsed()
            .blocks
            .partition_point(after)
            .saturating_sub(1);
        let line = words.saturating_sub(self.words_before_block(block)) / WORDS_PER_LINE;
        Place { block, line }
    }

    /// The words in all blocks before this one.
    pub fn words_before_block(&self, block: usize) -> usize {
        let block = self.parsed().blocks.get(block);
        block.map_or(self.parsed().words, |block| block.words_before as usize)
    }

    /// Returns the amount of reading from a place to the end of the lesson.
    pub fn reading_from(&self, place: Place) -> Reading {
        let codes = &self.parsed().codes;
        let before = self.code_before();
        let next = codes.partition_point(|code| (code.blocks.0 as usize) <= place.block);
        let (mut words, mut code_lines) = before.get(next).copied().unwrap_or_default();
        let all = before.last().copied().unwrap_or_default();
        let words_before = self.words_before(place);
        // In the middle of code as much of it is left as of its words.
        let current = next.checked_sub(1).and_then(|at| codes.get(at));
        if let Some(code) = current.filter(|code| place.block < code.blocks.1 as usize) {
            let end = self.words_before_block(code.blocks.1 as usize);
            let whole = end - self.words_before_block(code.blocks.0 as usize);
            let left = end.saturating_sub(words_before);
            words -= left;
            code_lines -= code.lines as usize * left / whole.max(1);
        }
        Reading {
            words: (self.words() - words_before).saturating_sub(all.0 - words),
            code_lines: all.1 - code_lines,
        }
    }

    fn code_before(&self) -> &[(usize, usize)] {
        self.code_before.get_or_init(|| {
            let mut before = vec![(0, 0)];
            let (mut words, mut lines) = (0, 0);
            for code in &self.parsed().codes {
                let [start, end] = [code.blocks.0, code.blocks.1];
                let start = self.words_before_block(start as usize);
                words += self.words_before_block(end as usize) - start;
                lines += code.lines as usize;
                before.push((words, lines));
            }
            before
        })
    }
}
