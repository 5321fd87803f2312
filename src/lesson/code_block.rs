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

/// A code block between fences that name no language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BareFence<'a> {
    /// Where the fence starts in the source, in bytes.
    pub start: usize,
    /// The fence itself: three signs or more.
    pub mark: &'a str,
    /// The code.
    pub text: Cow<'a, str>,
}

impl Document {
    /// The code blocks without a language; not those that are indented, which can't have one.
    pub fn bare_fences(&self) -> impl Iterator<Item = BareFence<'_>> {
        let codes = self.parsed().codes.iter();
        let bare = codes.filter(|code| self.text(code.info).trim().is_empty());
        bare.filter_map(|code| {
            let (first, end) = (code.blocks.0 as usize, code.blocks.1 as usize);
            let start = self.block_start(first);
            let rest = self.source().get(start..)?;
            let indent = rest.len() - rest.trim_start_matches(' ').len();
            let fence = rest.get(indent..)?;
            let sign = fence
                .chars()
                .next()
                .filter(|sign| matches!(sign, '`' | '~'))?;
            let length = fence.len() - fence.trim_start_matches(sign).len();
            Some(BareFence {
                start: start + indent,
                mark: fence.get(..length).filter(|_| length >= 3)?,
                text: self.code_text(first..end),
            })
        })
    }

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
