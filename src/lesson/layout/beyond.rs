//! The links and folds beyond what is on screen, of those that aren't folded away.

use super::{Fold, Layout};
use crate::lesson::block::NONE;

impl Layout {
    /// The first link behind a byte of a block, by its number.
    pub fn link_after(&self, block: usize, byte: usize) -> Option<usize> {
        let links = self.document.links();
        let first = links.partition_point(|link| (link.block, link.source) < (block, byte));
        (first..links.len()).find(|link| !self.is_folded_away(links[*link].block))
    }

    /// The last link before a byte of a block, by its number.
    pub fn link_before(&self, block: usize, byte: usize) -> Option<usize> {
        let links = self.document.links();
        let end = links.partition_point(|link| (link.block, link.source) < (block, byte));
        (0..end)
            .rev()
            .find(|link| !self.is_folded_away(links[*link].block))
    }

    /// The first block behind this one that folds something.
    pub fn fold_after(&self, block: usize) -> Option<usize> {
        self.folding_blocks().filter(|fold| *fold > block).min()
    }

    /// The last block before this one that folds something.
    pub fn fold_before(&self, block: usize) -> Option<usize> {
        self.folding_blocks().filter(|fold| *fold < block).max()
    }

    /// Where a block begins in the source, in bytes.
    pub fn start_of_block(&self, block: usize) -> usize {
        self.document.block_start(block)
    }

    fn folding_blocks(&self) -> impl Iterator<Item = usize> {
        let parsed = self.document.parsed();
        let details = parsed
            .details
            .iter()
            .filter(|details| details.summary != NONE);
        let summaries = details.map(|details| details.summary as usize);
        let codes = (0..).take(parsed.codes.len());
        let codes = codes.filter(|code| self.folds_code(*code));
        let codes = codes.map(|code| self.block_of(Fold::Code(code)));
        summaries
            .chain(codes)
            .filter(|block| !self.is_folded_away(*block))
    }
}
