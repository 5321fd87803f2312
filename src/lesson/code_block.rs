//! The code blocks of a lesson: their languages, and their texts as they were written.

use std::borrow::Cow;
use std::ops::Range;

use super::block::BlockKind;
use super::document::Document;
use super::language;

/// A code block of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock<'a> {
    /// Which of the lesson's code blocks it is.
    pub index: usize,
    /// Its language by the usual name (`py` is `python`); none where the author gave none.
    pub language: Option<Cow<'a, str>>,
    /// Its text exactly as written, for copying.
    pub text: Cow<'a, str>,
    /// Its blocks: a long one has several.
    pub blocks: Range<usize>,
}

impl Document {
    /// The code block that a block belongs to.
    pub fn code(&self, block: usize) -> Option<CodeBlock<'_>> {
        let (index, blocks) = self.code_at(block)?;
        Some(CodeBlock {
            index: index as usize,
            language: self.language(index),
            text: self.code_text(blocks.clone()),
            blocks,
        })
    }

    /// The blocks of the code that a block belongs to, without gathering its text: a long one has several.
    pub fn code_blocks(&self, block: usize) -> Option<Range<usize>> {
        self.code_at(block).map(|(_, blocks)| blocks)
    }

    /// The index of the code that a block belongs to, and its blocks.
    pub(super) fn code_at(&self, block: usize) -> Option<(u32, Range<usize>)> {
        let BlockKind::Code(index) = self.block(block)?.kind else {
            return None;
        };
        let (start, end) = self.parsed().codes.get(index as usize)?.blocks;
        Some((index, start as usize..end as usize))
    }

    /// The language of a code block by its index.
    pub(super) fn language(&self, code: u32) -> Option<Cow<'_, str>> {
        let code = self.parsed().codes.get(code as usize)?;
        language::of_info(self.text(code.info))
    }

    fn code_text(&self, blocks: Range<usize>) -> Cow<'_, str> {
        let blocks = self.parsed().blocks.get(blocks).unwrap_or_default();
        let mut pieces = blocks.iter().flat_map(|block| self.pieces(block));
        let Some(first) = pieces.next() else {
            return Cow::Borrowed("");
        };
        let mut whole = first.text;
        let mut text: Option<String> = None;
        for piece in pieces {
            match &mut text {
                None if whole.join(piece.text) => {}
                None => text = Some(self.text(whole).to_owned() + self.text(piece.text)),
                Some(text) => text.push_str(self.text(piece.text)),
            }
        }
        text.map_or_else(|| Cow::Borrowed(self.text(whole)), Cow::Owned)
    }
}
