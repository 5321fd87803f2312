//! Blocks that fold: details, and long code whose author asks for it.

use super::Layout;
use super::leaf::Folding;
use super::line::Line;
use crate::lesson::block::{BlockKind, FrameKind, NONE};
use crate::lesson::document::Place;
use crate::lesson::language;

/// Something that folds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fold {
    Details(u32),
    Code(u32),
}

impl Layout {
    /// Opens or closes what folds at a block (the summary of details, a long code block); says whether it did.
    pub fn toggle(&mut self, block: usize) -> bool {
        let Some(fold) = self.fold_of(block) else {
            return false;
        };
        self.switch(fold);
        true
    }

    /// Opens the details around a block, so that it is shown.
    pub fn reveal(&mut self, block: usize) {
        let mut frame = self.document.block(block).map_or(NONE, |block| block.frame);
        while let Some(this) = self.document.parsed().frames.get(frame as usize) {
            let parent = this.parent;
            if let FrameKind::Details(index) = this.kind
                && self.is_folded(Fold::Details(index))
            {
                self.switch(Fold::Details(index));
            }
            frame = parent;
        }
    }

    /// Opens what folds around a byte of a block, so that its line is shown.
    pub fn reveal_source(&mut self, block: usize, byte: usize) {
        self.reveal(block);
        if let Some(code @ Fold::Code(_)) = self.fold_of(block)
            && self.is_folded(code)
            && self.line_showing(block, byte).is_none()
        {
            self.switch(code);
        }
    }

    /// Folds what is open, or opens what is folded; no line that was laid out before says otherwise.
    fn switch(&mut self, fold: Fold) {
        if !self.toggled.remove(&fold) {
            self.toggled.insert(fold);
        }
        self.forget();
    }

    /// True where a block is what folds something: the summary of details, a long code block.
    pub fn folds(&self, block: usize) -> bool {
        self.fold_of(block).is_some()
    }

    /// True where something folds at a block, and all of it is shown.
    pub fn is_open(&self, block: usize) -> bool {
        self.folding(block) == Folding::Open
    }

    pub(super) fn fold_of(&self, block: usize) -> Option<Fold> {
        match self.document.block(block)?.kind {
            BlockKind::Summary(index) => Some(Fold::Details(index)),
            BlockKind::Code(code) => self.folds_code(code).then_some(Fold::Code(code)),
            _ => None,
        }
    }

    /// The block at which something folds.
    pub(super) fn block_of(&self, fold: Fold) -> usize {
        let parsed = self.document.parsed();
        let block = match fold {
            Fold::Details(index) => parsed.details.get(index as usize).map(|d| d.summary),
            Fold::Code(code) => parsed.codes.get(code as usize).map(|code| code.blocks.0),
        };
        block.map_or(0, |block| block as usize)
    }

    /// Whether code folds: long code whose author asks for it.
    pub(super) fn folds_code(&self, code: u32) -> bool {
        let Some(code) = self.document.parsed().codes.get(code as usize) else {
            return false;
        };
        let most = self.options.fold_code;
        most.is_some_and(|most| code.lines > u32::from(most) + 4)
            && language::asks_to_fold(self.document.text(code.info))
    }

    fn is_folded(&self, fold: Fold) -> bool {
        let toggled = self.toggled.contains(&fold);
        match fold {
            Fold::Details(index) => {
                let details = self.document.parsed().details.get(index as usize);
                details.is_some_and(|details| details.summary != NONE && details.open == toggled)
            }
            Fold::Code(code) => self.folds_code(code) && !toggled,
        }
    }

    /// The outermost folded details around a block.
    pub(super) fn folded_details(&self, block: usize) -> Option<u32> {
        let mut frame = self.document.block(block)?.frame;
        let mut outermost = None;
        while let Some(this) = self.document.parsed().frames.get(frame as usize) {
            if let FrameKind::Details(index) = this.kind
                && self.is_folded(Fold::Details(index))
            {
                outermost = Some(index);
            }
            frame = this.parent;
        }
        outermost
    }

    /// True where a block is hidden, or inside of details that are closed.
    pub fn is_folded_away(&self, block: usize) -> bool {
        self.dress.hidden_around(block).is_some() || self.folded_details(block).is_some()
    }

    pub(super) fn folding(&self, block: usize) -> Folding {
        match self.fold_of(block) {
            None => Folding::Never,
            Some(fold) if self.is_folded(fold) => Folding::Folded,
            Some(_) => Folding::Open,
        }
    }

    /// Marks the lines of a block that stand for what folds: the summary; the first and the last line of long code, or
    /// the one that says how much of it isn't shown.
    pub(super) fn mark_handles(&self, index: usize, lines: &mut [Line]) {
        let Some(fold) = self.fold_of(index) else {
            return;
        };
        let (begins, ends) = match (fold, self.document.code_blocks(index)) {
            (Fold::Code(_), Some(blocks)) => (
                index == blocks.start && !self.is_folded(fold),
                index + 1 == blocks.end || self.is_folded(fold),
            ),
            _ => (true, false),
        };
        if begins && let Some(first) = lines.get_mut(self.place_of_block(index).line) {
            first.handle = true;
        }
        if ends && let Some(last) = lines.last_mut() {
            last.handle = true;
        }
    }

    /// The first line that opens or closes what folds at a block.
    pub fn place_of_handle(&mut self, block: usize) -> Option<Place> {
        let block = self.block_of(self.fold_of(block)?);
        let lines = self.lines(block);
        let line = lines.iter().position(|line| line.handle)?;
        Some(Place { block, line })
    }
}
